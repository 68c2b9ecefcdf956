//! Incidents, access windows, places and organisations, in every state that their pages can show.

use askama::Template;
use convoy::http::{
    language::{Name, Precision},
    pages::views::*,
};

use super::Maker;

const CONVOY: &str = "/convoys/SY-2016-SOUTH-HAMA";

impl Maker {
    pub(super) fn world(&self) -> Vec<(&'static str, String)> {
        let new_place = PlacePage { place: None, doubts: Vec::new(), done: None, ..self.place() };
        let told_place = PlacePage { may_describe: false, done: Some(PlaceDone::Saved), ..self.place() };
        let others_place = PlacePage { may_settle: false, ..self.place() };
        let new_window = WindowPage { window: None, then: None, ..self.window() };
        let new_organisation = OrganisationPage { organisation: None, ..self.organisation() };
        let nothing =
            Incidents { incidents: Vec::new(), form: Form::default(), then: None, next: None, ..self.incidents() };
        let mut one = self.incident_page();
        (one.disputes, one.figures, one.reduced, one.then) = (Vec::new(), Vec::new(), false, None);
        let agreed = one.render().unwrap();
        one.incident.accounts.truncate(1);
        let single = one.render().unwrap();
        (one.incident.accounts, one.incident.assessments) = (Vec::new(), Vec::new());
        vec![
            ("incidents", self.incidents().render().unwrap()),
            ("incidents-empty", nothing.render().unwrap()),
            ("incident", self.incident_page().render().unwrap()),
            ("incident-agreed", agreed),
            ("incident-single", single),
            ("incident-bare", one.render().unwrap()),
            ("incident-reduced", IncidentPage { reduced: true, ..self.incident_page() }.render().unwrap()),
            ("incident-new", self.new_incident().render().unwrap()),
            ("windows", self.windows(true).render().unwrap()),
            ("windows-none", self.windows(false).render().unwrap()),
            ("window", self.window().render().unwrap()),
            ("window-new", new_window.render().unwrap()),
            ("places", self.places().render().unwrap()),
            ("place", self.place().render().unwrap()),
            ("place-new", new_place.render().unwrap()),
            ("place-told", told_place.render().unwrap()),
            ("place-others", others_place.render().unwrap()),
            ("organisations", self.organisations().render().unwrap()),
            ("organisation", self.organisation().render().unwrap()),
            ("organisation-new", new_organisation.render().unwrap()),
        ]
    }

    fn wrong(&self, fields: &[&str]) -> Form {
        let error = |field: &&str| FieldError { field: (*field).into(), text: self.t.label("field", "required") };
        let mut errors: Vec<FieldError> = fields.iter().map(error).collect();
        errors.push(FieldError { field: String::new(), text: self.t.text("world-changed") });
        Form { values: vec![("seen".into(), "12".into()), ("name-ar".into(), "حماة".into())], errors }
    }

    fn damascus(&self) -> String {
        self.t.zone(chrono_tz::Asia::Damascus, "2016-11-01T08:00:00Z".parse().unwrap())
    }

    fn incidents(&self) -> Incidents {
        let killed = Detail { label: "killed".into(), value: Name::typed(self.t.range(Some(2), Some(5))) };
        let line = |reduced: bool| IncidentLine {
            href: "/incidents/1".into(),
            act: "shooting".into(),
            when: self.at("2016-11-01T08:20:00Z", Precision::Hour),
            place: (!reduced).then(|| self.checkpoint()),
            reference: "SY-2016-SOUTH-HAMA".into(),
            convoy_href: CONVOY.into(),
            accounts: if reduced { 0 } else { 3 },
            accounts_differ: !reduced,
            figures: if reduced { Vec::new() } else { vec![killed.clone()] },
            reduced,
        };
        let mut form = self.wrong(&["convoy", "from", "as_of"]);
        form.values.push(("differ".into(), "yes".into()));
        Incidents {
            page: self.page("/incidents?differ=yes"),
            form,
            organisations: vec![self.choice("sarc", "Red Crescent", "الهلال الأحمر")],
            zone: self.damascus(),
            then: Some(self.exact("2016-11-04T09:00:00Z")),
            incidents: vec![line(false), line(true)],
            next: Some("/incidents?after=x".into()),
        }
    }

    fn incident_page(&self) -> IncidentPage {
        let source = |name: Option<&str>| Some(Source { kind: "media".into(), name: name.map(Into::into) });
        let range = |least, most| Name::typed(self.t.range(least, most));
        let dispute = |code: &str, said| Dispute { code: code.into(), said };
        let codes = ["act", "alleged_actor", "place", "when", "injured", "abducted", "trucks_hit", "vehicles_hit"];
        let mut disputes = vec![dispute(
            "killed",
            vec![
                Said { value: range(Some(2), None), source: None },
                Said { value: range(Some(5), Some(5)), source: source(Some("Syria Direct")) },
                Said { value: range(None, Some(1)), source: source(None) },
            ],
        )];
        disputes.extend(codes.map(|code| dispute(code, vec![Said { value: self.hama(), source: source(None) }])));
        IncidentPage {
            page: self.page("/incidents/1"),
            href: "/incidents/1".into(),
            incident: self.incident(),
            reference: "SY-2016-SOUTH-HAMA".into(),
            convoy_href: CONVOY.into(),
            zone: self.damascus(),
            figures: vec![
                HarmFigure { code: "killed".into(), value: self.t.range(Some(2), Some(5)), sources: 3 },
                HarmFigure { code: "injured".into(), value: self.t.range(Some(1), None), sources: 1 },
            ],
            disputes,
            then: Some(self.exact("2016-11-04T09:00:00Z")),
            as_of_form: self.mistaken("as_of"),
            reduced: false,
            account_href: Some(format!("{CONVOY}/log?kind=account_recorded")),
            assess_href: Some(format!("{CONVOY}/log?kind=assessment_recorded")),
        }
    }

    fn new_incident(&self) -> NewIncident {
        NewIncident {
            page: self.page("/incidents/new"),
            form: self.wrong(&["convoy", "act", "killed_min", "place_other", "time", "sure", "note"]),
            id: "449926f6-ec53-5b16-b567-8df8ca3ec468".into(),
            convoys: vec!["SY-2016-SOUTH-HAMA".into()],
            places: vec![self.choice("hama", "Hama", "حماة")],
            zone: Some(self.damascus()),
        }
    }

    fn window_facts(&self, standing: &str) -> WindowFacts {
        let open = standing == "present";
        WindowFacts {
            href: "/access-windows/1".into(),
            standing: standing.into(),
            agreed: open,
            from: self.exact("2016-11-01T06:00:00Z"),
            until: (!open).then(|| self.exact("2016-11-02T06:00:00Z")),
            places: vec![self.hama(), self.checkpoint()],
            organisations: if open { Vec::new() } else { vec![self.name("Red Crescent", "الهلال الأحمر")] },
            announced_by: "الأطراف".into(),
            parties: ["accepted", "rejected", "unanswered"].map(|answer| ("One".into(), answer.into())).into(),
            source: Some(Source { kind: "media".into(), name: Some("زيتون".into()) }),
            note: Some("Said on the radio.".into()),
            withdrawn: (standing == "withdrawn").then(|| (self.exact("2016-11-01T10:00:00Z"), Some("Fighting".into()))),
        }
    }

    /// Full, or with none in any group.
    fn windows(&self, full: bool) -> Windows {
        let (open, ahead, over): (&[&str], &[&str], &[&str]) =
            if full { (&["present"], &["ahead"], &["past", "withdrawn"]) } else { (&[], &[], &[]) };
        let facts = |standings: &[&str]| standings.iter().map(|standing| self.window_facts(standing)).collect();
        Windows {
            page: self.page("/access-windows"),
            form: self.mistaken("as_of"),
            zone: self.damascus(),
            then: Some(self.exact("2016-11-04T09:00:00Z")),
            groups: vec![("open", facts(open)), ("ahead", facts(ahead)), ("over", facts(over))],
            next: Some("/access-windows?after=x".into()),
            may_describe: true,
        }
    }

    fn window(&self) -> WindowPage {
        WindowPage {
            page: self.page("/access-windows/1"),
            href: "/access-windows/1".into(),
            window: Some(self.window_facts("withdrawn")),
            zone: self.damascus(),
            then: Some(self.exact("2016-11-04T09:00:00Z")),
            saved: true,
            may_describe: true,
            form: self.wrong(&["from_date", "until_date", "time_zone", "place-2", "announced_by", "answer-1"]),
            places: vec![self.choice("hama", "Hama", "حماة")],
            organisations: vec![self.choice("sarc", "Red Crescent", "الهلال الأحمر")],
            place_rows: 3,
            party_rows: 3,
        }
    }

    fn names_in() -> Vec<NameIn> {
        [("ar", "حماة"), ("fr", ""), ("en", "Hama"), ("ku", "Hema")]
            .map(|(lang, text)| NameIn { lang: lang.into(), text: text.into() })
            .into()
    }

    fn place_facts(&self, full: bool) -> PlaceFacts {
        PlaceFacts {
            href: "/places/hama".into(),
            name: self.hama(),
            others: Self::names_in().into_iter().filter(|it| full && !it.text.is_empty()).collect(),
            key: "hama".into(),
            kind: "hub".into(),
            aliases: if full { vec!["Hamah".into()] } else { Vec::new() },
            admin1: full.then(|| "Hama".into()),
            country: full.then(|| "SY".into()),
            coordinates: full.then(|| "35.1318, 36.7578".into()),
            approximate: full,
            rounded: full && self.t.locale().tag() == "en",
            pcode: full.then(|| "SY0500".into()),
            gazetteer: full.then(|| "COD-AB SY 2024".into()),
            population: full.then_some(460_000),
            access: full.then(|| "hard_to_reach".into()),
            last_reached: full.then(|| "2016".into()),
        }
    }

    fn places(&self) -> Places {
        Places {
            page: self.page("/places"),
            form: Form { values: vec![("q".into(), "حماه".into())], errors: Vec::new() },
            places: vec![self.place_facts(true), self.place_facts(false)],
            next: Some("/places?after=hama".into()),
            may_describe: true,
        }
    }

    fn proposal(&self, whole: bool) -> PlaceProposal {
        PlaceProposal {
            name: self.hama(),
            kind: "town".into(),
            coordinates: whole.then(|| "35.1, 36.7".into()),
            by: whole.then(|| "Nour".into()),
            at: self.at("2016-05-01T06:00:00Z", Precision::Minute),
            action: "/places/hama/proposals/1".into(),
        }
    }

    fn place(&self) -> PlacePage {
        let offered = |level: u8| OfferedCode {
            href: format!("/places/hama?take=SY0{level}#names"),
            code: format!("SY0{level}"),
            name: self.hama(),
            level,
        };
        PlacePage {
            page: self.page("/places/hama"),
            href: "/places/hama".into(),
            place: Some(self.place_facts(true)),
            doubts: vec![self.t.text("import-wrong-gazetteer_unknown")],
            done: Some(PlaceDone::Proposed),
            proposals: vec![self.proposal(true), self.proposal(false)],
            may_settle: true,
            may_describe: true,
            form: self.wrong(&["name-ar", "place_kind", "latitude", "pcode"]),
            names: Self::names_in(),
            finder: Finder {
                versions: vec!["COD-AB SY 2024".into()],
                text: "hama".into(),
                found: Some((0..=4).map(offered).collect()),
            },
        }
    }

    fn organisation_facts(&self) -> OrganisationFacts {
        OrganisationFacts {
            href: "/organisations/sarc".into(),
            name: self.name("Red Crescent", "الهلال الأحمر"),
            others: Self::names_in(),
            key: "sarc".into(),
            acronym: Some("SARC".into()),
        }
    }

    fn organisations(&self) -> Organisations {
        Organisations {
            page: self.page("/organisations"),
            organisations: vec![self.organisation_facts()],
            next: Some("/organisations?after=sarc".into()),
            may_describe: true,
        }
    }

    fn organisation(&self) -> OrganisationPage {
        OrganisationPage {
            page: self.page("/organisations/sarc"),
            href: "/organisations/sarc".into(),
            organisation: Some(self.organisation_facts()),
            saved: true,
            may_describe: true,
            form: self.wrong(&["name-ar", "acronym"]),
            names: Self::names_in(),
        }
    }
}
