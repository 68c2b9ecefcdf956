//! What acts in somebody's name, looked through with a new password: which tokens end, which numbers and webhooks go.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::views::{self, Form, Tick};
use crate::app::people::credentials::{Credentials, Ends};

/// What is kept of the form where it comes back: what was ticked, and never a password.
pub const KEPT: [&str; 4] = ["listed", "end_token", "remove_phone", "remove_webhook"];

/// As shown: tokens end unless somebody unticks them, the rest stays unless it is ticked.
pub fn view(found: Credentials, form: &Form) -> views::Credentials {
    let was_sent = form.values.iter().any(|(name, _)| name == "listed");
    let token = |id: Uuid, begins: String| {
        let value = id.to_string();
        Tick { ticked: !was_sent || form.chose("end_token", &value), text: format!("{begins}…"), value }
    };
    let other = |field: &str, id: Uuid, text: String| {
        let value = id.to_string();
        Tick { ticked: form.chose(field, &value), text, value }
    };
    views::Credentials {
        tokens: found.tokens.into_iter().map(|line| token(line.id, line.begins)).collect(),
        phones: found.phones.into_iter().map(|line| other("remove_phone", line.id, line.masked)).collect(),
        webhooks: found.webhooks.into_iter().map(|(id, named)| other("remove_webhook", id, named)).collect(),
    }
}

/// What was decided. A token goes on only where it was shown and unticked: one made meanwhile ends.
pub fn ends(form: &Form) -> Ends {
    let ids = |field: &str| -> BTreeSet<Uuid> {
        let own = form.values.iter().filter(|(name, _)| name == field);
        own.filter_map(|(_, value)| Uuid::parse_str(value).ok()).collect()
    };
    let ended = ids("end_token");
    Ends {
        kept_tokens: ids("listed").difference(&ended).copied().collect(),
        phones: ids("remove_phone"),
        webhooks: ids("remove_webhook"),
    }
}
