//! Pages about what comes in from the field.

use askama::Template;
use convoy::http::{language::Language, pages::views::*};

use super::Maker;

impl Maker {
    pub(super) fn field(&self) -> Vec<(&'static str, String)> {
        vec![
            ("devices", self.devices(false).render().unwrap()),
            ("devices-made", self.devices(true).render().unwrap()),
            ("help-messages", self.help_messages().render().unwrap()),
        ]
    }

    fn help_messages(&self) -> HelpMessages {
        let words = Language::ALL.into_iter().map(convoy::http::pages::message_words).collect();
        HelpMessages { page: self.page("/help/messages"), words }
    }

    /// One that is confirmed, one in every sort of doubt, and those that wait: with their code, spent, and as an administrator
    /// sees them.
    pub(super) fn phones(&self) -> Vec<Phone> {
        let phone = |id: &str, has_pin| Phone {
            id: id.into(),
            masked: format!("+963•••45{id}"),
            has_pin,
            waits: None,
            claimed: None,
            pin_doubt: None,
        };
        let until = || self.exact("2016-11-04T10:00:00Z");
        let waits = |id, code: Option<&str>, is_spent| Phone {
            waits: Some(PhoneCode { code: code.map(Into::into), until: until(), is_spent }),
            ..phone(id, false)
        };
        vec![
            phone("1", false),
            Phone { claimed: Some(until()), pin_doubt: Some("tried"), ..phone("2", true) },
            Phone { pin_doubt: Some("worn"), ..phone("3", true) },
            waits("4", Some("123456"), false),
            waits("5", None, true),
            waits("6", None, false),
        ]
    }

    fn device(&self, way: &'static str, ended: bool) -> Device {
        Device {
            id: "d1".into(),
            label: "Phone 2".into(),
            truck: (!ended).then(|| "3".into()),
            way,
            from: self.exact("2016-11-01T06:00:00Z"),
            until: ended.then(|| self.exact("2016-11-03T20:59:00Z")),
            ended: ended.then(|| self.exact("2016-11-02T06:00:00Z")),
            may_end: !ended,
            latest: (!ended).then(|| LatestPosition {
                label: "Phone 2".into(),
                truck: Some("3".into()),
                when: self.exact("2016-11-04T09:48:00Z"),
                place: "34.92310, 36.51470".into(),
                accuracy: Some("12".into()),
            }),
            dropped: if ended { 0 } else { 3 },
            last_dropped: (!ended).then(|| "clock_ahead".into()),
            conflict: (!ended).then(|| self.exact("2016-11-04T09:50:00Z")),
        }
    }

    fn devices(&self, made: bool) -> Devices {
        let mut page = self.page("/convoys/SY-2016-SOUTH-HAMA/devices");
        page.demo = false;
        let error = FieldError { field: "label".into(), text: self.t.text("field-required") };
        Devices {
            page,
            reference: "SY-2016-SOUTH-HAMA".into(),
            convoy_href: "/convoys/SY-2016-SOUTH-HAMA".into(),
            href: "/convoys/SY-2016-SOUTH-HAMA/devices".into(),
            devices: vec![self.device("key", false), self.device("traccar", true)],
            trucks: vec!["1".into(), "2".into(), "3".into()],
            days: 30,
            made: made.then(|| DeviceMade {
                server: "convoys.example.org/api/v1/positions/osmand".into(),
                key: Some("cvd_0123456789abcdef0123456789abcdef01234567".into()),
                qr: Some(Qr { width: 21, path: "M0 0h7v1h-7z".into() }),
            }),
            form: Form { values: vec![], errors: if made { vec![] } else { vec![error] } },
        }
    }
}
