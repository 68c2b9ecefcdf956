//! Convoy pages.

use super::*;

impl Maker {
    pub(super) fn incident(&self) -> Incident {
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

    pub(super) fn days(&self) -> Vec<Day> {
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

    pub(super) fn route(&self) -> Vec<RouteLeg> {
        let mut legs: Vec<RouteLeg> = self.stops().into_iter().map(|stop| RouteLeg::Stop(Box::new(stop))).collect();
        let mut left_out = self.stops();
        left_out.truncate(1);
        for stop in &mut left_out {
            stop.state = "dropped".into();
        }
        legs.insert(1, RouteLeg::Fork { left_out, taken: Vec::new() });
        legs
    }

    pub(super) fn stops(&self) -> Vec<RouteStop> {
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

    pub(super) fn cargo(&self) -> Vec<CargoRow> {
        let amount = |text: &str| Some(text.to_owned());
        let row = CargoRow {
            item: Name::typed("Food basket"),
            sector: Some("food_security".into()),
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
            over: true,
            short: true,
            bar: vec![Bar { class: "b-part", x: 0, width: 990, inset: 4 }],
        };
        let unknown = CargoRow {
            item: Name::typed("Medicine"),
            sector: None,
            unit: "TNE".into(),
            destination: None,
            planned: amount("12.5"),
            loaded: None,
            delivered: None,
            losses: vec![],
            returned: None,
            aboard: None,
            unaccounted: None,
            over: false,
            short: false,
            bar: Vec::new(),
        };
        vec![row, unknown]
    }

    pub(super) fn sharing(&self) -> Sharing {
        let grant = |id: &str, ceiling, open| Grant {
            id: id.into(),
            organisation: self.name("Logistics Cluster", "قطاع اللوجستيات"),
            ceiling,
            from: self.exact("2016-11-01T08:00:00Z"),
            until: self.exact("2016-11-08T21:59:00Z"),
            open,
        };
        let choice = |value: &str, name| Choice { value: value.into(), name, hint: None };
        Sharing {
            page: self.page("/convoys/SY-2016-SOUTH-HAMA/sharing"),
            reference: "SY-2016-SOUTH-HAMA".into(),
            convoy_href: Some("/convoys/SY-2016-SOUTH-HAMA".into()),
            sensitivity: Some("severe".into()),
            action: "/convoys/SY-2016-SOUTH-HAMA/sharing".into(),
            partners: ["asked", "takes_part", "declined"].map(|state| self.partner(state)).into(),
            grants: vec![grant("one", "exact", true), grant("two", "reduced", false)],
            organisations: vec![choice("un", self.name("United Nations", "الأمم المتحدة"))],
            loggers: vec![Person { id: "amel".into(), name: "Amel Haddad".into() }],
            candidates: vec![choice("sami@example.org", Name::typed("Sami".to_owned()))],
            form: Form {
                values: vec![("expires_at".into(), "2099-01-01".into())],
                errors: vec![FieldError { field: "expires_at".into(), text: self.t.text("problem-invalid") }],
            },
        }
    }

    fn partner(&self, state: &'static str) -> PartnerAnswer {
        PartnerAnswer {
            organisation: self.name("Logistics Cluster", "قطاع اللوجستيات"),
            state,
            answered: Some(self.exact("2016-11-01T08:00:00Z")),
        }
    }

    pub(super) fn invitations(&self) -> Invitations {
        let invitation = |state: &'static str| Invitation {
            convoy: "one".into(),
            organisation_id: "two".into(),
            reference: "SY-2016-SOUTH-HAMA".into(),
            href: (state == "takes_part").then(|| "/convoys/SY-2016-SOUTH-HAMA".to_owned()),
            lead: self.name("Syrian Arab Red Crescent", "الهلال الأحمر العربي السوري"),
            organisation: self.name("United Nations", "الأمم المتحدة"),
            registered: self.exact("2016-11-01T08:00:00Z"),
            state,
        };
        let error = FieldError { field: String::new(), text: self.t.text("problem-invalid") };
        Invitations {
            page: self.page("/invitations"),
            invitations: ["asked", "takes_part", "declined"].map(invitation).into(),
            form: Form { values: vec![], errors: vec![error] },
        }
    }

    pub(super) fn convoy(&self) -> Convoy {
        let action = |kind: &&str| Action { kind: (*kind).into(), href: format!("/convoys/X/log?kind={kind}") };
        Convoy {
            address: "SY-2016-SOUTH-HAMA".into(),
            partner_of_reader: true,
            page: self.page("/convoys/SY-2016-SOUTH-HAMA?as_of=2016&lang=en"),
            reference: "SY-2016-SOUTH-HAMA".into(),
            href: "/convoys/SY-2016-SOUTH-HAMA".into(),
            map: {
                let MapPage { mut drawings, legend, .. } = self.map();
                for chip in drawings.iter_mut().flat_map(|drawing| &mut drawing.pins).flat_map(|pin| &mut pin.chips) {
                    chip.href = "#route-map".into();
                }
                Some(RouteMap { drawings, legend })
            },
            notice: Some(Notice {
                id: "arrived-1".into(),
                kind: "arrived".into(),
                review: Some(self.t.text("refusal-already_there")),
            }),
            head: Head {
                status: "blocked".into(),
                since: self.exact("2016-11-02T06:00:00Z"),
                lasting: self.t.lasting(Duration::hours(52)),
                place: Some(self.checkpoint()),
                late: true,
                cause: Some("movement_within_country".into()),
                lead: self.name("Syrian Arab Red Crescent", "الهلال الأحمر العربي السوري"),
                partners: vec![self.name("United Nations", "الأمم المتحدة")],
                asked: vec![self.name("Logistics Cluster", "قطاع اللوجستيات")],
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
            instants: vec![WorthSeeing {
                href: "/convoys/SY-2016-SOUTH-HAMA?as_of=2016-11-01T10:31:00.000000Z".into(),
                kind: "amended".into(),
                before: true,
                at: self.exact("2016-11-01T10:31:00Z"),
            }],
            audit_href: Some("/admin/audit?convoy=SY-2016-SOUTH-HAMA".into()),
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
            cargo_withheld: false,
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
            positions: vec![LatestPosition {
                label: "Phone of truck 3".into(),
                truck: Some("3".into()),
                when: self.exact("2016-11-04T09:48:00Z"),
                place: "34.92310, 36.51470".into(),
                accuracy: Some("12".into()),
            }],
            devices_href: Some("/convoys/SY-2016-SOUTH-HAMA/devices".into()),
            crew_href: Some("/convoys/SY-2016-SOUTH-HAMA/crew".into()),
            hold_href: Some("/convoys/SY-2016-SOUTH-HAMA/hold".into()),
            held: Some(self.exact("2016-11-03T08:00:00Z")),
            reduced: Some("positions"),
            sharing_href: Some("/convoys/SY-2016-SOUTH-HAMA/sharing".into()),
        }
    }

    /// The page on its emptiest day.
    pub(super) fn convoy_under_way(&self) -> Convoy {
        let mut convoy = self.convoy();
        convoy.head.status = "in_transit".into();
        (convoy.head.cause, convoy.head.heard, convoy.as_known_at) = (None, None, None);
        (convoy.head.silent, convoy.head.accounts_differ, convoy.head.reviews) = (false, false, 0);
        (convoy.route, convoy.days, convoy.blocks, convoy.cargo) = (vec![], vec![], vec![], vec![]);
        (convoy.trucks, convoy.other, convoy.notice) = (vec![], vec![], None);
        convoy.people.warning = Some(self.t.text("people-exceed"));
        convoy.clearance = Clearance {
            state: "none".into(),
            since: None,
            scope: None,
            authority: None,
            conditions: None,
            notified: None,
        };
        convoy
    }
}
