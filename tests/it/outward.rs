//! What is sent to others: webhooks and mails. None is lost, none goes where it may not, and nobody who receives can harm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

mod alerts;
mod guard;
mod killed;
mod mailbox;
mod receiver;
mod webhooks;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use convoy::{
    ambient::Ambient,
    app::{App, Keys, Role, courier::Courier, outward::Outward, people::By},
    http::telling::Words,
    store::DatabaseUrl,
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{client::Client, server::Server, world::describe},
};

/// Waits for what comes by itself.
fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "{what} never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Any host of this machine, without TLS.
fn here() -> Outward {
    Outward { allow: vec!["*".into()], allow_private: true, allow_http: true, ..Outward::default() }
}

fn courier(app: &App) -> Courier {
    Courier::start(app, Arc::new(Words)).unwrap()
}

/// A server that may send, with somebody who coordinates everything and an administrator of everything.
struct Stage {
    server: Server,
    client: Client,
    admin: Client,
    courier: Option<Courier>,
    keys: Arc<Keys>,
}

impl Stage {
    fn new(url: &DatabaseUrl, ambient: Arc<dyn Ambient>, outward: Outward) -> Self {
        let keys = Arc::new(Keys::fresh().unwrap());
        let server = Server::start_sending(url, ambient, &keys, outward);
        let client = server.somebody(Role::Coordinator, "*");
        describe(&client);
        let email = server.account(Role::Admin, "*");
        // Who sees convoys has them sent elsewhere without a second person.
        let user = server.app.user_id(&email).unwrap();
        let given = server.app.give_role(&By::Program, user, Role::Viewer, "*");
        actix_web::rt::System::new().block_on(given).unwrap();
        let admin = signed_in(&server, &email);
        let courier = Some(courier(&server.app));
        Self { server, client, admin, courier, keys }
    }

    /// Makes a webhook of `relief`; answers it.
    fn webhook(&self, url: &str, types: &[&str]) -> Value {
        let draft = json!({"organisation": "relief", "url": url, "types": types});
        self.admin.post("/api/v1/webhooks", &draft).expect(201)
    }

    fn deliveries(&self, webhook: &Value) -> Vec<Value> {
        let path = format!("/api/v1/webhooks/{}/deliveries", webhook["id"].as_str().unwrap());
        self.admin.get(&path).expect(200)["items"].as_array().unwrap().clone()
    }

    fn show(&self, webhook: &Value) -> Value {
        self.admin.get(&format!("/api/v1/webhooks/{}", webhook["id"].as_str().unwrap())).expect(200)
    }
}
