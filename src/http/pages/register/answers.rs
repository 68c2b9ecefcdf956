//! All that was typed once more, group by group, to be looked at before the convoy is registered.

use uuid::Uuid;

use super::{
    World, address, organisation_choice, place_name,
    plan::CARGO,
    step::{Step, rows},
};
use crate::{
    app::world::Described,
    domain::{place::Organisation, plan::Sensitivity, quantity::Quantity, typed},
    http::{
        language::Texts,
        pages::{
            views::{Answer, AnswerGroup, AnswerMistake, Form, Name, NewConvoyCheck},
            visit::Visit,
        },
    },
};

/// The page. `refused`: the convoy was to be registered as it is, and cannot be.
pub fn view(visit: &Visit, world: &World, id: Uuid, form: &Form, refused: bool) -> NewConvoyCheck {
    let told = Told { t: visit.texts(), world, form };
    let groups = Step::ALL.into_iter().filter(|step| *step != Step::Check).map(|step| AnswerGroup {
        step: step.as_ref().to_owned(),
        href: format!("{}?from=check", address(id, step)),
        answers: told.group(step),
        mistakes: form.errors.iter().filter(|error| step.has(&error.field)).count(),
    });
    let mistakes = form.errors.iter().map(|error| {
        let step = Step::of(&error.field);
        let href = step.map(|step| format!("{}?from=check#{}", address(id, step), error.field));
        let field = Some(format!("name-{}", error.field)).filter(|id| visit.texts().has(id));
        AnswerMistake { href, field: field.map(|id| visit.texts().text(&id)), text: error.text.clone() }
    });
    NewConvoyCheck {
        page: visit.page.clone(),
        draft: id.to_string(),
        groups: groups.collect(),
        mistakes: mistakes.collect(),
        refused,
    }
}

fn plain(text: String) -> Option<Name> {
    (!text.trim().is_empty()).then(|| Name::typed(text))
}

struct Told<'a> {
    t: Texts,
    world: &'a World,
    form: &'a Form,
}

impl Told<'_> {
    fn group(&self, step: Step) -> Vec<Answer> {
        let answers = match step {
            Step::Route => self.route(),
            Step::Dates => vec![
                self.as_typed("time_zone"),
                self.answer("name-departure_date", vec![plain(self.departure())]),
                self.answer("name-check_in_hours", vec![self.number("check_in_hours")]),
                self.as_typed("linked_release"),
            ],
            Step::Trucks => vec![
                self.answer("name-trucks", vec![self.number("trucks")]),
                self.answer("name-support", vec![self.number("support")]),
                self.answer("name-labels", self.labels("labels")),
                self.answer("name-support_labels", self.labels("support_labels")),
            ],
            Step::Cargo => vec![self.answer("name-cargo", self.cargo())],
            Step::People => self.people(),
            Step::Organisations => self.organisations(),
            Step::Check | Step::Paste => Vec::new(),
        };
        answers.into_iter().filter(|answer| !answer.values.is_empty()).collect()
    }

    fn answer(&self, label: &str, values: Vec<Option<Name>>) -> Answer {
        Answer { label: self.t.text(label), values: values.into_iter().flatten().collect() }
    }

    fn as_typed(&self, field: &str) -> Answer {
        self.answer(&format!("name-{field}"), vec![plain(self.form.value(field).trim().to_owned())])
    }

    /// A number in the reader's digits; what is none, as it was typed.
    fn number(&self, field: &str) -> Option<Name> {
        let whole = typed::whole(self.form.value(field));
        let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        plain(if is_number { self.t.number(whole) } else { whole })
    }

    fn departure(&self) -> String {
        [self.form.value("departure_date").trim(), self.form.value("departure_time").trim()].join(" ")
    }

    fn labels(&self, field: &str) -> Vec<Option<Name>> {
        typed::labels(self.form.value(field)).into_iter().map(plain).collect()
    }

    fn place(&self, field: &str) -> Option<Name> {
        let typed = self.form.value(field).trim();
        (!typed.is_empty()).then(|| place_name(&self.world.places, typed, self.t.locale()))
    }

    fn route(&self) -> Vec<Answer> {
        let mut answers = vec![self.as_typed("reference"), self.answer("name-origin", vec![self.place("origin")])];
        for row in rows(&self.form.values, &["stop_role-", "stop_place-"]) {
            let role = self.form.value(&format!("stop_role-{row}"));
            let label = format!("stop_role-{role}");
            let label = if self.t.has(&label) { self.t.text(&label) } else { self.t.text("new-stop-role-missing") };
            let place = self.place(&format!("stop_place-{row}"));
            answers.push(Answer { label, values: place.into_iter().collect() });
        }
        answers
    }

    fn cargo(&self) -> Vec<Option<Name>> {
        let line = |row: usize| {
            let of_row = |name: &str| self.form.value(&format!("cargo_{name}-{row}")).trim();
            let unit = format!("quantity-{}", of_row("unit"));
            let amount = Quantity::parse(&typed::decimal(of_row("quantity"))).ok();
            let amount = match amount {
                Some(amount) if self.t.has(&unit) => self.t.quantity(&amount.to_string(), of_row("unit")),
                Some(_) | None if of_row("quantity").is_empty() => self.t.text("unknown"),
                Some(_) | None => of_row("quantity").to_owned(),
            };
            let sector = format!("sector-{}", of_row("sector"));
            let sector = if self.t.has(&sector) { self.t.text(&sector) } else { of_row("sector").to_owned() };
            let destination = self.place(&format!("cargo_destination-{row}")).map(|name| name.text);
            let parts = [of_row("item").to_owned(), amount, sector, destination.unwrap_or_default()];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            plain(parts.join(" · "))
        };
        rows(&self.form.values, CARGO).into_iter().map(line).collect()
    }

    fn people(&self) -> Vec<Answer> {
        let mut answers = Vec::new();
        for row in rows(&self.form.values, &["stop_target-"]) {
            let place = self.place(&format!("stop_place-{row}"));
            let label = place.map(|place| place.text).unwrap_or_default();
            let values = self.number(&format!("stop_target-{row}")).into_iter().collect();
            answers.push(Answer { label, values });
        }
        answers.push(self.answer("name-target_population", vec![self.number("target_population")]));
        answers
    }

    fn organisations(&self) -> Vec<Answer> {
        let known = |key: &str, all: &[Described<Organisation>]| {
            let found = all.iter().find(|it| it.what.key.as_str() == key);
            found.map(|it| organisation_choice(&it.what, self.t.locale()).name)
        };
        let named = |field: &str| {
            let keys = self.form.values.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str());
            let name = |key: &str| {
                known(key, &self.world.organisations)
                    .or_else(|| known(key, &self.world.partners))
                    .unwrap_or_else(|| Name::typed(key))
            };
            keys.map(|key| Some(name(key))).collect::<Vec<_>>()
        };
        let sensitivity = Some(self.form.value("sensitivity")).filter(|code| !code.is_empty());
        let sensitivity = self.t.label("sensitivity", sensitivity.unwrap_or(Sensitivity::SEVERE));
        vec![
            self.answer("name-lead", named("lead")),
            self.answer("name-partners", named("partners")),
            self.answer("name-sensitivity", vec![plain(sensitivity)]),
        ]
    }
}
