//! Pages about people on trucks, evidence, redaction, retention and audit.

use askama::Template;
use convoy::{
    app::audit::DeedKind,
    http::{language::Name, pages::views::*},
};
use strum::IntoEnumIterator;

use super::Maker;

impl Maker {
    pub(super) fn evidence(&self) -> Vec<(&'static str, String)> {
        vec![
            ("crew", self.crew().render().unwrap()),
            ("crew-member", self.crew_member().render().unwrap()),
            ("hold", self.hold().render().unwrap()),
            ("holds", self.holds().render().unwrap()),
            ("redaction", self.redaction().render().unwrap()),
            ("person", self.person_found().render().unwrap()),
            ("retention", self.retention().render().unwrap()),
            ("audit", self.audit().render().unwrap()),
        ]
    }

    fn nav(current: &'static str) -> RecordsNav {
        let page = |code: &'static str| (code, "/admin/holds");
        RecordsNav { pages: ["holds", "retention", "person", "redaction", "audit"].map(page).to_vec(), current }
    }

    pub(super) fn mistaken(&self, field: &str) -> Form {
        let text = self.t.text("field-required");
        Form { values: Vec::new(), errors: vec![FieldError { field: field.into(), text }] }
    }

    fn crew(&self) -> Crew {
        let person = |name: Option<&str>, by: Option<&str>| CrewPerson {
            truck: "3".into(),
            name: name.map(Into::into),
            phone: Some("+963 944 123 456".into()),
            plate: None,
            by: by.map(Into::into),
            at: self.exact("2016-11-01T08:00:00Z"),
            href: "/convoys/X/crew/1".into(),
        };
        Crew {
            page: self.page("/convoys/X/crew"),
            reference: "X".into(),
            convoy_href: "/convoys/X".into(),
            href: "/convoys/X/crew".into(),
            people: vec![person(Some("نور الحمصي"), Some("Amel Haddad")), person(None, None)],
            trucks: vec!["1".into(), "2".into(), "3".into()],
            may_record: true,
            held: true,
            form: self.mistaken("truck"),
        }
    }

    fn crew_member(&self) -> CrewMember {
        CrewMember {
            page: self.page("/convoys/X/crew/1"),
            reference: "X".into(),
            crew_href: "/convoys/X/crew".into(),
            href: "/convoys/X/crew/1".into(),
            trucks: (1..60).map(|label| label.to_string()).collect(),
            held: false,
            form: self.mistaken("phone"),
        }
    }

    fn hold(&self) -> HoldOne {
        HoldOne {
            page: self.page("/convoys/X/hold"),
            reference: "X".into(),
            href: "/convoys/X/hold".into(),
            holds: [true, false]
                .map(|own| HoldInForce {
                    since: self.exact("2016-11-01T08:00:00Z"),
                    reason: "Asked for by the inquiry".into(),
                    organisation: own.then(|| self.name("United Nations", "الأمم المتحدة")),
                    may_release: own,
                })
                .into(),
            may_place: true,
            form: self.mistaken("reason"),
        }
    }

    fn holds(&self) -> Holds {
        let hold = |released| Hold {
            reference: "X".into(),
            href: "/convoys/X/hold".into(),
            reason: "Asked for by the inquiry".into(),
            organisation: Some(self.name("United Nations", "الأمم المتحدة")),
            placed_by: Some("Amel Haddad".into()),
            placed: self.exact("2016-11-01T08:00:00Z"),
            released,
        };
        let released = (self.exact("2016-11-02T08:00:00Z"), None, "The inquiry is over".into());
        Holds {
            page: self.page("/admin/holds"),
            nav: Self::nav("holds"),
            holds: vec![hold(None), hold(Some(released))],
        }
    }

    fn redaction(&self) -> Redaction {
        let found = |kind: &str| FoundEvent { report: self.report(kind, "2016-11-01T10:00:00Z", None) };
        Redaction {
            page: self.page("/admin/redaction"),
            nav: Self::nav("redaction"),
            form: self.mistaken("reason"),
            found: vec![found("blocked"), found("turned_back")],
            held: None,
            open: true,
            done: false,
        }
    }

    fn person_found(&self) -> PersonFound {
        let row = PersonRow {
            convoy: "X".into(),
            truck: "3".into(),
            name: Some("نور الحمصي".into()),
            phone: None,
            plate: None,
            at: self.exact("2016-11-01T08:00:00Z"),
            held: true,
        };
        PersonFound {
            page: self.page("/admin/person"),
            nav: Self::nav("person"),
            form: self.mistaken("confirmed"),
            found: Some(vec![row]),
            erased: Some((2, vec!["X".into(), "Y".into()])),
        }
    }

    fn retention(&self) -> Retention {
        let class = |code: &str, rows| RetentionClass {
            code: code.into(),
            days: 90,
            rows,
            oldest: (rows > 0).then(|| self.exact("2016-11-01T08:00:00Z")),
            waiting: if rows > 0 { vec!["X".into()] } else { Vec::new() },
        };
        Retention {
            page: self.page("/admin/retention"),
            nav: Self::nav("retention"),
            classes: vec![class("crew", 12), class("sessions", 0), class("tokens", 1)],
            erased: Some(0),
        }
    }

    fn audit(&self) -> Audit {
        let typed = |text: &str| Name::typed(text.to_owned());
        let about = ["user", "organisation", "convoy", "role", "second_factor", "what", "class", "reason", "event"];
        let deed = |kind: DeedKind| DeedRow {
            kind: kind.as_ref().to_owned(),
            at: self.exact("2016-11-01T08:00:00Z"),
            by: None,
            about: about.into_iter().map(|code| (code, typed("X"))).collect(),
        };
        Audit {
            page: self.page("/admin/audit"),
            nav: Self::nav("audit"),
            form: self.mistaken("convoy"),
            kinds: DeedKind::iter().map(|kind| kind.as_ref().to_owned()).collect(),
            deeds: DeedKind::iter().map(deed).collect(),
            next: Some("/admin/audit?before=7".into()),
        }
    }
}
