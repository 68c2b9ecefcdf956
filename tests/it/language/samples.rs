//! Every page with plausible content, in one language: what a reader of the demonstration data would see.

mod accounts;
mod boards;
mod convoys;
mod evidence;
mod exports;
mod field;
mod imports;
mod outward;
mod register;
mod reports;
mod world;

use std::collections::BTreeMap;

use askama::Template;
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Asia::Damascus;
use convoy::http::language::{Locale, Moment, Name, Precision, Texts, When, pick_name};
use convoy::http::pages::views::*;

/// Makes the pieces of the samples for one reader.
struct Maker {
    t: Texts,
}

/// The name of each page with its HTML.
pub fn pages(tag: &str) -> Vec<(&'static str, String)> {
    let maker = Maker { t: Texts::new(Locale::from_tag(tag).unwrap()) };
    let mut pages = vec![
        ("board", maker.board().render().unwrap()),
        ("board-table", maker.board_table().render().unwrap()),
        ("wall", maker.wall(false).render().unwrap()),
        ("wall-calm", maker.wall(true).render().unwrap()),
        ("shell", maker.shell(false).render().unwrap()),
        ("shell-wall", maker.shell(true).render().unwrap()),
        ("map", maker.map().render().unwrap()),
        ("map-empty", maker.map_empty().render().unwrap()),
        ("board-filtered", maker.board_filtered().render().unwrap()),
        ("convoy", maker.convoy().render().unwrap()),
        ("convoy-under-way", maker.convoy_under_way().render().unwrap()),
        ("log", maker.log("", Form::default()).render().unwrap()),
        ("log-blocked", maker.log("blocked", Form::default()).render().unwrap()),
        ("log-errors", maker.log_with_errors().render().unwrap()),
        ("log-kept", maker.log_kept().render().unwrap()),
        ("outbox", maker.outbox().render().unwrap()),
        ("outbox-kept", maker.outbox_kept().render().unwrap()),
        ("reviews", maker.reviews().render().unwrap()),
        ("sharing", maker.sharing().render().unwrap()),
        ("invitations", maker.invitations().render().unwrap()),
        ("sign-in", maker.sign_in().render().unwrap()),
        ("sign-in-code", maker.sign_in_code().render().unwrap()),
        ("second-factor-set-up", maker.set_up().render().unwrap()),
        ("recovery-codes", maker.recovery_codes().render().unwrap()),
        ("second-factor", maker.second_factor().render().unwrap()),
        ("me", maker.me().render().unwrap()),
        ("welcome", maker.welcome().render().unwrap()),
        ("password-by-link", maker.password_by_link().render().unwrap()),
        ("waiting-link", maker.waiting_link().render().unwrap()),
        ("requests", maker.requests().render().unwrap()),
        ("no-requests", maker.no_requests().render().unwrap()),
        ("users", maker.users().render().unwrap()),
        ("person", maker.person().render().unwrap()),
        ("error", maker.error().render().unwrap()),
    ];
    pages.extend(maker.evidence());
    pages.extend(maker.outward());
    pages.extend(maker.imports());
    pages.push(("exports", maker.exports().render().unwrap()));
    pages.extend(register::pages(&maker));
    pages.extend(maker.field());
    pages.extend(maker.reports());
    pages.extend(maker.world());
    pages
}

impl Maker {
    fn page(&self, here: &str) -> Page {
        Page {
            t: self.t,
            here: here.into(),
            signed_in: Some("Amel Haddad".into()),
            user: Some("7d1f3c1e-0000-7000-8000-000000000001".into()),
            kept: false,
            has_style: false,
            may_log: true,
            may_see: true,
            may_register: true,
            may_review: true,
            may_export: true,
            may_report: true,
            may_keep_records: true,
            may_run_accounts: true,
            open_reviews: 2,
            invitations: 1,
            requests: 3,
            is_limited: false,
            demo: true,
        }
    }

    fn name(&self, english: &str, arabic: &str) -> Name {
        let names = BTreeMap::from([("en".to_owned(), english.to_owned()), ("ar".to_owned(), arabic.to_owned())]);
        pick_name(&names, self.t.locale()).unwrap()
    }

    fn at(&self, instant: &str, precision: Precision) -> When {
        let now = "2016-11-04T10:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let at = instant.parse().unwrap();
        self.t.when(Moment { at, until: None, precision }, Damascus, now)
    }

    fn exact(&self, instant: &str) -> When {
        self.at(instant, Precision::Minute)
    }

    fn hours(&self, hours: i64) -> String {
        self.t.duration(Duration::hours(hours))
    }

    fn choice(&self, value: &str, english: &str, arabic: &str) -> Choice {
        Choice { value: value.into(), name: self.name(english, arabic), hint: None }
    }

    fn hama(&self) -> Name {
        self.name("Hama", "حماة")
    }

    fn checkpoint(&self) -> Name {
        self.name("Aqrab checkpoint", "حاجز عقرب")
    }

    fn report(&self, kind: &str, instant: &str, place: Option<Name>) -> Report {
        Report {
            id: format!("{kind}-1"),
            kind: kind.into(),
            when: self.at(instant, Precision::Hour),
            place,
            state: "applied".into(),
            gone: false,
            implied: false,
            lasted: None,
            lasting: false,
            details: vec![],
            trucks: None,
            source: Some(Source { kind: "media".into(), name: Some("Syria Direct".into()) }),
            note: None,
            recorded_by: Some("Omar (SARC)".into()),
            recorded: self.exact("2016-11-03T12:00:00Z"),
            late_by: None,
            review_reason: None,
            correction: None,
            correct_href: None,
        }
    }

    fn outbox(&self) -> Outbox {
        Outbox { page: self.page("/outbox"), kinds: vec!["dispatched".into(), "blocked".into()] }
    }

    fn outbox_kept(&self) -> Outbox {
        Outbox { page: self.page("/outbox").kept(), ..self.outbox() }
    }

    fn log_kept(&self) -> LogEvent {
        let log = self.log("", Form::default());
        LogEvent { page: log.page.clone().kept(), ..log }
    }

    fn log(&self, kind: &str, mut form: Form) -> LogEvent {
        if !kind.is_empty() {
            form.values.push(("kind".into(), kind.into()));
        }
        let mut next = self.choice("aqrab", "Aqrab", "عقرب");
        next.hint = Some(self.t.label("stop_role", "destination"));
        LogEvent {
            page: self.page("/convoys/SY-2016-SOUTH-HAMA/log"),
            reference: "SY-2016-SOUTH-HAMA".into(),
            convoy_href: "/convoys/SY-2016-SOUTH-HAMA".into(),
            status: "in_transit".into(),
            zone: self.t.zone(Damascus, "2016-11-01T08:00:00Z".parse().unwrap()),
            now_there: "14:30".into(),
            form,
            id: "449926f6-ec53-5b16-b567-8df8ca3ec468".into(),
            permitted: ["checkpoint_reached", "blocked", "arrived", "turned_back"].map(Into::into).into(),
            other: ["rerouted", "incident_reported", "account_recorded", "people_reached", "note"]
                .map(Into::into)
                .into(),
            stops: vec![next, self.choice("hama", "Hama", "حماة")],
            places: vec![self.choice("tallaf", "Tallaf", "طلف"), self.choice("hama", "Hama", "حماة")],
            incidents: vec![self.choice("shots", "Shooting, 1 November", "إطلاق نار، ١ تشرين الثاني")],
            cargo: vec![CargoChoice {
                key: "1".into(),
                item: Name::typed("Food basket"),
                unit: "basket".into(),
                aboard: Some("4800".into()),
            }],
            trucks: Some("1-17, S1-S2".into()),
            refused: None,
        }
    }

    fn log_with_errors(&self) -> LogEvent {
        let typed = [("cause", "hostilities"), ("when", "today"), ("time", "٢٥:٩٩"), ("note", "<script>")];
        let errors = [("time", "not_an_instant"), ("place", "required")];
        let form = Form {
            values: typed.map(|(field, value)| (field.into(), value.into())).into(),
            errors: errors
                .map(|(field, code)| FieldError { field: field.into(), text: self.t.label("field", code) })
                .into(),
        };
        let mut log = self.log("blocked", form);
        log.refused = Some(Refused {
            sentence: self.t.text("refusal-already_there"),
            permitted: vec![Action { kind: "arrived".into(), href: "?kind=arrived".into() }],
        });
        log
    }

    fn reviews(&self) -> Reviews {
        let mut report = self.report("arrived", "2016-11-01T09:30:00Z", Some(self.name("Aqrab", "عقرب")));
        report.state = "in_review".into();
        report.review_reason = Some(self.t.text("refusal-not_a_destination"));
        let error = FieldError { field: String::new(), text: self.t.text("refusal-already_settled") };
        let review = Review {
            id: "r1".into(),
            reference: "SY-2016-SOUTH-HAMA".into(),
            convoy_href: "/convoys/SY-2016-SOUTH-HAMA".into(),
            status: "blocked".into(),
            report,
            against: Some(self.report("blocked", "2016-11-01T08:30:00Z", Some(self.checkpoint()))),
            action: "/reviews/r1".into(),
            correct_href: Some("/convoys/SY-2016-SOUTH-HAMA/events/x/correct".into()),
            may_settle: true,
            can_confirm: true,
            form: Form { values: vec![], errors: vec![error] },
        };
        let mut of_others = Review { id: "r2".into(), may_settle: false, against: None, ..review.clone() };
        of_others.report.id = "arrived-2".into();
        of_others.form = Form::default();
        Reviews { page: self.page("/reviews"), reviews: vec![review, of_others] }
    }

    fn sign_in(&self) -> SignIn {
        let mut page = self.page("/sign-in?next=/");
        page.signed_in = None;
        let user = |role: &str| DemoUser {
            email: format!("{role}@example.org"),
            password: "demonstration only".into(),
            name: "Amel".into(),
            role: role.into(),
        };
        SignIn {
            page,
            form: Form::default(),
            next: "/".into(),
            done: None,
            open_id: Some("/sign-in/open-id".into()),
            demo_users: ["viewer", "logger", "coordinator", "admin"].map(user).into(),
        }
    }

    fn error(&self) -> ErrorPage {
        ErrorPage {
            page: self.page("/nowhere"),
            status: 404,
            code: "not_found".into(),
            detail: None,
            request_id: Some("0192f1d2-7c1e".into()),
            way_on: None,
            choices: vec![("/convoys/0192f1d2".into(), "relief/SY-1".into())],
        }
    }
}
