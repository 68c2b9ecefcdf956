//! Registering a convoy, from its beginning to its answers.

use askama::Template;
use convoy::http::pages::views::*;

use super::Maker;

/// The steps in their order.
const STEPS: [&str; 7] = ["route", "dates", "trucks", "cargo", "people", "organisations", "check"];

/// The pages with their names.
pub fn pages(maker: &Maker) -> Vec<(&'static str, String)> {
    let step = |step, form| maker.step(step, form).render().unwrap();
    vec![
        ("new", maker.new_convoy().render().unwrap()),
        ("new-route", step("route", maker.route_errors())),
        ("new-dates", step("dates", Form::default())),
        ("new-trucks", step("trucks", Form::default())),
        ("new-cargo", step("cargo", maker.cargo_errors())),
        ("new-people", step("people", Form::default())),
        ("new-organisations", step("organisations", Form::default())),
        ("new-paste", maker.paste().render().unwrap()),
        ("new-check", maker.check().render().unwrap()),
    ]
}

impl Maker {
    fn new_convoy(&self) -> NewConvoy {
        let begun = |reference: Option<&str>| BegunConvoy {
            href: "/convoys/new/0190c0de-0000-7000-8000-00000000abcd".into(),
            reference: reference.map(Into::into),
            places: vec![self.name("Hama", "حماة"), self.name("Aqrab", "عقرب")],
            changed: self.exact("2016-11-01T07:00:00Z"),
        };
        NewConvoy {
            page: self.page("/convoys/new"),
            form: Form {
                values: vec![("copy".into(), "SY-1".into())],
                errors: vec![self.mistake("copy", "unknown_convoy")],
            },
            begun: vec![begun(Some("SY-2016-DRAFT")), begun(None)],
            convoys: vec!["SY-2016-SOUTH-HAMA".into(), "SY-2016-MADAYA".into()],
        }
    }

    fn mistake(&self, field: &str, code: &str) -> FieldError {
        FieldError { field: field.into(), text: self.t.label("field", code) }
    }

    fn route_errors(&self) -> Form {
        Form {
            values: vec![("reference".into(), "SY 2016".into())],
            errors: vec![self.mistake("reference", "malformed"), self.mistake("stops", "needs_destination")],
        }
    }

    fn cargo_errors(&self) -> Form {
        Form {
            values: vec![("cargo_quantity-2".into(), "viel".into()), ("cargo_truck-1".into(), "12-109".into())],
            errors: vec![self.mistake("cargo_quantity-2", "not_a_quantity")],
        }
    }

    fn step(&self, step: &str, form: Form) -> NewConvoyStep {
        let organisations = vec![
            self.choice("sarc", "Syrian Arab Red Crescent", "الهلال الأحمر العربي السوري"),
            self.choice("un", "United Nations", "الأمم المتحدة"),
        ];
        let places = vec![self.choice("hama", "Hama", "حماة"), self.choice("aqrab", "Aqrab", "عقرب")];
        NewConvoyStep {
            page: self.page("/convoys/new/0190c0de-0000-7000-8000-00000000abcd/route"),
            form,
            draft: "0190c0de-0000-7000-8000-00000000abcd".into(),
            step: step.into(),
            steps: STEPS.map(Into::into).into(),
            number: STEPS.iter().position(|known| *known == step).unwrap() + 1,
            from_check: step == "dates",
            partners: organisations.clone(),
            organisations,
            destinations: places.clone(),
            places,
            people: vec![(2, self.name("Aqrab", "عقرب"))],
            time_zones: vec!["Asia/Damascus".into(), "Africa/Khartoum".into()],
            stop_rows: 6,
            cargo_rows: 6,
        }
    }

    fn paste(&self) -> NewConvoyPaste {
        let line = |number, errors: Vec<String>| PastedLine {
            number,
            item: "Flour".into(),
            sector: Some("food_security".into()),
            quantity: Some("1200.5".into()),
            unit: Some("bag".into()),
            destination: Some(self.choice("aqrab", "Aqrab", "عقرب")),
            typed: "Flour;food;1200,5;bags;Aqrab".into(),
            errors,
        };
        NewConvoyPaste {
            page: self.page("/convoys/new/0190c0de-0000-7000-8000-00000000abcd/paste"),
            form: Form { values: vec![("paste".into(), "Flour;food;1200,5;bags;Aqrab".into())], errors: Vec::new() },
            draft: "0190c0de-0000-7000-8000-00000000abcd".into(),
            lines: vec![line(1, Vec::new()), line(2, vec![self.t.text("new-paste-unit")])],
        }
    }

    fn check(&self) -> NewConvoyCheck {
        let group = |step: &str| AnswerGroup {
            step: step.into(),
            href: format!("/convoys/new/0190c0de-0000-7000-8000-00000000abcd/{step}?from=check"),
            answers: vec![Answer { label: self.t.text("name-origin"), values: vec![self.name("Hama", "حماة")] }],
            mistakes: usize::from(step == "route"),
        };
        NewConvoyCheck {
            page: self.page("/convoys/new/0190c0de-0000-7000-8000-00000000abcd/check"),
            draft: "0190c0de-0000-7000-8000-00000000abcd".into(),
            groups: STEPS.iter().filter(|step| **step != "check").map(|step| group(step)).collect(),
            mistakes: vec![AnswerMistake {
                href: Some("/convoys/new/0190c0de-0000-7000-8000-00000000abcd/route?from=check#reference".into()),
                field: Some(self.t.text("name-reference")),
                text: self.t.label("field", "required"),
            }],
            refused: true,
        }
    }
}
