//! Every page with plausible content, in one language: what a reader of the demonstration data would see.

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
    vec![
        ("board", maker.board().render().unwrap()),
        ("board-filtered", maker.board_filtered().render().unwrap()),
        ("convoy", maker.convoy().render().unwrap()),
        ("convoy-under-way", maker.convoy_under_way().render().unwrap()),
        ("log", maker.log("", Form::default()).render().unwrap()),
        ("log-blocked", maker.log("blocked", Form::default()).render().unwrap()),
        ("log-errors", maker.log_with_errors().render().unwrap()),
        ("new", maker.new_convoy(Form::default()).render().unwrap()),
        ("new-errors", maker.new_convoy(maker.new_convoy_errors()).render().unwrap()),
        ("reviews", maker.reviews().render().unwrap()),
        ("sign-in", maker.sign_in().render().unwrap()),
        ("error", maker.error().render().unwrap()),
    ]
}

impl Maker {
    fn page(&self, here: &str) -> Page {
        Page {
            t: self.t,
            here: here.into(),
            signed_in: Some("Amel Haddad".into()),
            may_register: true,
            may_review: true,
            open_reviews: 2,
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

    fn row(&self, status: &str, reference: &str, hours: i64, waiting: Option<u64>) -> Row {
        let stop = |name: Name, state: &str| StripStop { name, state: state.into() };
        Row {
            status: status.into(),
            lasting: self.t.lasting(Duration::hours(hours)),
            since: self.exact("2016-11-02T06:00:00Z"),
            reference: reference.into(),
            href: format!("/convoys/{reference}"),
            origin: Some(self.hama()),
            destinations: vec![self.name("Aqrab", "عقرب"), self.name("Tallaf", "طلف")],
            place: Some(self.checkpoint()),
            waiting,
            trucks: 17,
            sectors: vec!["food_security".into(), "health".into()],
            heard: Some(self.exact("2016-11-04T09:00:00Z").ago),
            silent: false,
            accounts_differ: false,
            reviews: 0,
            strip: vec![
                stop(self.hama(), "passed"),
                stop(self.checkpoint(), "reached"),
                stop(self.name("Aqrab", "عقرب"), "planned"),
                stop(self.name("Tallaf", "طلف"), "planned"),
            ],
        }
    }

    fn board(&self) -> Board {
        let tile = |group: &str, status: &str, count, waiting| Tile {
            group: group.into(),
            status: status.into(),
            count,
            waiting,
            href: format!("/?status={group}"),
            current: false,
        };
        let mut differing = self.row("blocked", "SY-2016-SOUTH-HAMA", 52, Some(25000));
        differing.accounts_differ = true;
        differing.reviews = 3;
        let mut silent = self.row("at_checkpoint", "SY-2016-DARAYA", 9, Some(11));
        silent.silent = true;
        Board {
            page: self.page("/"),
            tiles: vec![
                tile("blocked", "blocked", 1, Some(25000)),
                tile("held", "at_checkpoint", 2, Some(4011)),
                tile("turned_back", "turned_back", 1, Some(2)),
                tile("moving", "in_transit", 12, Some(103)),
                tile("planned", "planned", 0, None),
                tile("finished", "delivered", 3, None),
            ],
            filter: None,
            made: self.exact("2016-11-04T10:00:00Z"),
            attention: vec![differing, silent, self.row("turned_back", "SY-2016-URUM", 20, None)],
            on_the_road: vec![
                self.row("in_transit", "SY-2016-MADAYA", 2, Some(40000)),
                self.row("dispatched", "PS-2024-KEREM-SHALOM", 1, Some(1)),
                self.row("at_destination", "SY-2016-FOAH", 3, Some(20000)),
            ],
            planned: vec![self.row("planned", "SY-2016-ZABADANI", 90, Some(1000))],
            finished: ["delivered", "partially_delivered", "lost", "cancelled"]
                .map(|status| self.row(status, "SY-2016-KEFRAYA", 200, Some(0)))
                .into(),
        }
    }

    fn board_filtered(&self) -> Board {
        let mut board = self.board();
        board.filter = Some("blocked".into());
        board.attention.truncate(1);
        board.tiles[0].current = true;
        (board.on_the_road, board.planned, board.finished) = (vec![], vec![], vec![]);
        board
    }

    fn report(&self, kind: &str, instant: &str, place: Option<Name>) -> Report {
        Report {
            id: format!("{kind}-1"),
            kind: kind.into(),
            when: self.at(instant, Precision::Hour),
            place,
            state: "applied".into(),
            implied: false,
            lasted: None,
            lasting: false,
            details: vec![],
            trucks: None,
            source: Some(Source { kind: "media".into(), name: Some("Syria Direct".into()) }),
            note: None,
            recorded_by: "Omar (SARC)".into(),
            recorded: self.exact("2016-11-03T12:00:00Z"),
            late_by: None,
            review_reason: None,
            correction: None,
            correct_href: None,
        }
    }

    fn incident(&self) -> Incident {
        let account = |id: &str, name: &str, grades: (&str, &str), claim: &str, actor: Option<&str>| Account {
            id: id.into(),
            source: Source { kind: "media".into(), name: Some(name.into()) },
            reliability: grades.0.into(),
            credibility: grades.1.into(),
            claim: claim.into(),
            act: Some("shooting".into()),
            alleged_actor: actor.map(Into::into),
            when: Some(self.at("2016-11-01T08:00:00Z", Precision::Day)),
            place: Some(self.name("Kafr Qadah", "كفر قدح")),
            harm: vec![Detail { label: "killed".into(), value: Name::typed(self.t.range(Some(2), None)) }],
            given: self.at("2016-11-03T12:00:00Z", Precision::Day),
            state: "applied".into(),
        };
        Incident {
            key: "shots-at-aqrab".into(),
            report: self.report("incident_reported", "2016-11-01T08:20:00Z", Some(self.checkpoint())),
            act: "shooting".into(),
            accounts_differ: true,
            accounts: vec![
                account("a1", "Syria Direct", ("B", "2"), "Militias shot at or near the trucks.", Some("militias")),
                account("a2", "Baladi News", ("C", "3"), "Machine-gun fire and an attempt to loot the trucks.", None),
                account("a3", "زيتون", ("F", "6"), "طلقات تحذيرية أمام القافلة يوم الثلاثاء.", Some("مجهولون")),
            ],
            assessments: vec![Assessment {
                author: "Access working group".into(),
                at: self.at("2016-11-04T07:00:00Z", Precision::Day),
                text: "Shots were fired near the convoy. Who fired is disputed.".into(),
                confidence: Some("moderate".into()),
                superseded: false,
            }],
            killed: Some(self.t.range(Some(10), Some(20))),
            injured: Some(self.t.range(None, Some(22))),
        }
    }

    fn days(&self) -> Vec<Day> {
        let mut blocked = self.report("blocked", "2016-11-01T08:30:00Z", Some(self.checkpoint()));
        blocked.lasted = Some(self.hours(5));
        blocked.details = vec![
            Detail { label: "cause".into(), value: Name::typed(self.t.label("cause", "movement_within_country")) },
            Detail { label: "held_by".into(), value: Name::typed("militia at the checkpoint") },
        ];
        let mut review = self.report("arrived", "2016-11-01T09:30:00Z", Some(self.name("Aqrab", "عقرب")));
        review.state = "in_review".into();
        review.review_reason = Some(self.t.with(
            "refusal-not_permitted",
            [
                ("status", convoy::http::language::Arg::Label("status", "blocked")),
                ("kind", convoy::http::language::Arg::Label("action", "arrived")),
            ],
        ));
        let mut voided = self.report("checkpoint_cleared", "2016-11-01T08:10:00Z", Some(self.checkpoint()));
        voided.state = "voided".into();
        voided.note = Some("Passed without a search.".into());
        voided.late_by = Some(self.hours(11));
        voided.correction = Some(Correction {
            by: "Rana (OCHA)".into(),
            at: self.exact("2016-11-03T15:00:00Z"),
            reason: "The gate log was of another convoy.".into(),
            replaced_by: Some("blocked-1".into()),
        });
        let mut turned = self.report("turned_back", "2016-11-01T10:00:00Z", Some(self.checkpoint()));
        turned.trucks = Some("1-17".into());
        turned.correct_href = Some("/correct".into());
        let dispatched = self.report("dispatched", "2016-11-01T05:00:00Z", Some(self.hama()));
        let title = turned.when.day.clone();
        let entries = vec![
            Entry::Report(turned),
            Entry::Report(review),
            Entry::Report(blocked),
            Entry::Incident(self.incident()),
            Entry::Report(voided),
            Entry::Report(dispatched),
        ];
        vec![Day { title, entries }]
    }

    fn route(&self) -> Vec<RouteStop> {
        let stop = |name: Name, role: &str, state: &str| RouteStop {
            name,
            role: role.into(),
            state: state.into(),
            arrived: None,
            left: None,
            held: None,
            blocked: false,
            target: None,
            access: None,
        };
        let mut origin = stop(self.hama(), "origin", "passed");
        origin.left = Some(self.at("2016-11-01T05:00:00Z", Precision::Hour));
        let mut gate = stop(self.checkpoint(), "checkpoint", "reached");
        gate.arrived = Some(self.exact("2016-11-01T08:00:00Z"));
        gate.held = Some(self.hours(52));
        gate.blocked = true;
        let mut aqrab = stop(self.name("Aqrab", "عقرب"), "destination", "planned");
        aqrab.target = Some(12000);
        aqrab.access = Some("besieged".into());
        let served = stop(self.name("Tallaf", "طلف"), "destination", "served");
        let dropped = stop(self.name("Khirbet al-Jama", "خربة الجامع"), "destination", "dropped");
        vec![origin, gate, aqrab, served, dropped]
    }

    fn cargo(&self) -> Vec<CargoRow> {
        let amount = |text: &str| Some(text.to_owned());
        let row = CargoRow {
            item: Name::typed("Food basket"),
            sector: "food_security".into(),
            unit: "basket".into(),
            destination: Some(self.name("Aqrab", "عقرب")),
            planned: amount("5000"),
            loaded: amount("4800"),
            delivered: amount("0"),
            losses: vec![
                Loss { kind: "refused".into(), amount: amount("200") },
                Loss { kind: "looted".into(), amount: None },
            ],
            returned: amount("4750"),
            aboard: amount("0"),
            unaccounted: amount("50"),
            short: true,
        };
        let unknown = CargoRow {
            item: Name::typed("Medicine"),
            sector: "health".into(),
            unit: "TNE".into(),
            destination: None,
            planned: amount("12.5"),
            loaded: None,
            delivered: None,
            losses: vec![],
            returned: None,
            aboard: None,
            unaccounted: None,
            short: false,
        };
        vec![row, unknown]
    }

    fn convoy(&self) -> Convoy {
        let action = |kind: &&str| Action { kind: (*kind).into(), href: format!("/convoys/X/log?kind={kind}") };
        Convoy {
            page: self.page("/convoys/SY-2016-SOUTH-HAMA?as_of=2016&lang=en"),
            reference: "SY-2016-SOUTH-HAMA".into(),
            href: "/convoys/SY-2016-SOUTH-HAMA".into(),
            head: Head {
                status: "blocked".into(),
                since: self.exact("2016-11-02T06:00:00Z"),
                lasting: self.t.lasting(Duration::hours(52)),
                place: Some(self.checkpoint()),
                cause: Some("movement_within_country".into()),
                lead: self.name("Syrian Arab Red Crescent", "الهلال الأحمر العربي السوري"),
                partners: vec![self.name("United Nations", "الأمم المتحدة")],
                trucks: 17,
                support: 2,
                sectors: vec!["food_security".into()],
                heard: Some(self.exact("2016-11-04T07:00:00Z")),
                silent: true,
                accounts_differ: true,
                reviews: 1,
                sensitivity: "severe".into(),
            },
            zone: self.t.zone(Damascus, "2016-11-01T08:00:00Z".parse().unwrap()),
            as_known_at: Some(AsKnownAt { at: self.exact("2016-11-03T12:00:00Z") }),
            as_of_form: Form { values: vec![("as_of".into(), "2016-11-03 14:00".into())], errors: vec![] },
            route: self.route(),
            next: ["unblocked", "rerouted", "turned_back"].iter().map(action).collect(),
            other: ["incident_reported", "cargo_lost", "contact", "note"].iter().map(action).collect(),
            blocks: vec![Block {
                cause: "movement_within_country".into(),
                place: Some(self.checkpoint()),
                from: self.exact("2016-11-01T08:30:00Z"),
                duration: self.hours(52),
                ended_by: None,
                held_by: None,
            }],
            days: self.days(),
            cargo: self.cargo(),
            trucks: vec![
                TruckGroup { fate: "with_convoy".into(), count: 16, labels: Some("1-16".into()) },
                TruckGroup { fate: "destroyed".into(), count: 1, labels: Some("17".into()) },
            ],
            people: People { targeted: Some(25000), reached: None, waiting: Some(25000), warning: None },
            clearance: Clearance {
                state: "granted".into(),
                since: Some(self.at("2016-10-31T08:00:00Z", Precision::Day)),
                scope: Some("part".into()),
                authority: Some("all parties".into()),
                conditions: Some("no surgical kits".into()),
                notified: None,
            },
        }
    }

    /// The page on its emptiest day.
    fn convoy_under_way(&self) -> Convoy {
        let mut convoy = self.convoy();
        convoy.head.status = "in_transit".into();
        (convoy.head.cause, convoy.head.heard, convoy.as_known_at) = (None, None, None);
        (convoy.head.silent, convoy.head.accounts_differ, convoy.head.reviews) = (false, false, 0);
        (convoy.route, convoy.days, convoy.blocks, convoy.cargo) = (vec![], vec![], vec![], vec![]);
        (convoy.trucks, convoy.other) = (vec![], vec![]);
        convoy.people.warning = Some(self.t.text("people-exceed"));
        convoy.clearance =
            Clearance { state: "none".into(), since: None, scope: None, authority: None, conditions: None, notified: None };
        convoy
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
            other: ["rerouted", "incident_reported", "account_recorded", "people_reached", "note"].map(Into::into).into(),
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
            errors: errors.map(|(field, code)| FieldError { field: field.into(), text: self.t.label("field", code) }).into(),
        };
        let mut log = self.log("blocked", form);
        log.refused = Some(Refused {
            sentence: self.t.text("refusal-already_there"),
            permitted: vec![Action { kind: "arrived".into(), href: "?kind=arrived".into() }],
        });
        log
    }

    fn new_convoy(&self, form: Form) -> NewConvoy {
        NewConvoy {
            page: self.page("/convoys/new"),
            form,
            organisations: vec![
                self.choice("sarc", "Syrian Arab Red Crescent", "الهلال الأحمر العربي السوري"),
                self.choice("un", "United Nations", "الأمم المتحدة"),
            ],
            places: vec![self.choice("hama", "Hama", "حماة"), self.choice("aqrab", "Aqrab", "عقرب")],
            time_zones: vec!["Asia/Damascus".into(), "Asia/Gaza".into(), "Africa/Khartoum".into()],
        }
    }

    fn new_convoy_errors(&self) -> Form {
        let error = |field: &str, code: &str| FieldError { field: field.into(), text: self.t.label("field", code) };
        Form {
            values: vec![("reference".into(), "SY 2016".into()), ("cargo_quantity-2".into(), "viel".into())],
            errors: vec![
                error("reference", "malformed"),
                error("stops", "needs_destination"),
                error("cargo_quantity-2", "not_a_quantity"),
            ],
        }
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
            form: Form { values: vec![], errors: vec![error] },
        };
        Reviews { page: self.page("/reviews"), reviews: vec![review] }
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
        }
    }
}
