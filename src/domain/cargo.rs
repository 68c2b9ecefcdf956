//! The cargo ledger: per line, what was loaded and what became of it.
//!
//! loaded = delivered + removed + looted + damaged + destroyed + spoiled + transferred + returned + aboard. What was
//! refused at loading stands outside: loaded is what was planned less what was refused, unless a loading report says
//! otherwise.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, EnumString};

use super::{
    id::PlaceId,
    quantity::{Quantity, Tally},
    refusal::Refusal,
    text::Text,
};

/// The eleven clusters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the clusters' own")]
pub enum Sector {
    CampCoordination,
    EarlyRecovery,
    Education,
    EmergencyTelecoms,
    FoodSecurity,
    Health,
    Logistics,
    Nutrition,
    Protection,
    ShelterNfi,
    Wash,
}

/// What cargo is counted in; the last four are UN Recommendation 20.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Kit,
    Parcel,
    Basket,
    Bag,
    Box,
    Carton,
    Piece,
    Pallet,
    /// Kilogram.
    #[serde(rename = "KGM")]
    #[strum(serialize = "KGM")]
    Kilogram,
    /// Tonne.
    #[serde(rename = "TNE")]
    #[strum(serialize = "TNE")]
    Tonne,
    /// Litre.
    #[serde(rename = "LTR")]
    #[strum(serialize = "LTR")]
    Litre,
    /// Cubic metre.
    #[serde(rename = "MTQ")]
    #[strum(serialize = "MTQ")]
    CubicMetre,
}

/// How cargo was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, AsRefStr, EnumString, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Loss {
    Looted,
    Damaged,
    Destroyed,
    Spoiled,
}

/// The ways in which cargo leaves a truck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Handed over at a destination.
    Delivered,
    /// Taken off by an authority.
    Removed,
    /// Looted, damaged, destroyed or spoiled.
    Lost(Loss),
    /// Given to another convoy or store.
    Transferred,
    /// Brought back.
    Returned,
}

/// A cargo line as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLine {
    /// What it is.
    pub item: Text,
    /// Whose cluster it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// What it is counted in.
    pub unit: Unit,
    /// How much; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Where it is meant for; `None` is any destination of the convoy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<PlaceId>,
    /// The label of the truck that carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truck: Option<Text>,
    /// People whom one unit serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves_people: Option<u32>,
    /// For how many days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves_days: Option<u32>,
}

/// An amount of one line, as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineAmount {
    /// The item's name, or the line's number from 1.
    pub line: Text,
    /// How much; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// A cargo line as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// As planned.
    pub plan: PlannedLine,
    /// Turned away while loading.
    pub refused: Tally,
    /// What a loading report said, where there is one.
    pub loading_report: Option<Option<Quantity>>,
    /// Handed over; `None` where no report speaks of this line.
    pub delivered: Option<Tally>,
    /// Taken off by an authority.
    pub removed: Tally,
    /// Taken by others.
    pub looted: Tally,
    /// Damaged beyond use.
    pub damaged: Tally,
    /// Destroyed.
    pub destroyed: Tally,
    /// Gone bad.
    pub spoiled: Tally,
    /// Given to another convoy or store.
    pub transferred: Tally,
    /// Brought back; `None` where no report speaks of this line.
    pub returned: Option<Tally>,
}

impl Line {
    /// A line of which nothing is reported yet.
    pub fn new(plan: PlannedLine) -> Self {
        Self {
            plan,
            refused: Tally::default(),
            loading_report: None,
            delivered: None,
            removed: Tally::default(),
            looted: Tally::default(),
            damaged: Tally::default(),
            destroyed: Tally::default(),
            spoiled: Tally::default(),
            transferred: Tally::default(),
            returned: None,
        }
    }

    /// What was loaded; `None` is unknown.
    pub fn loaded(&self) -> Option<Quantity> {
        match self.loading_report {
            Some(reported) => reported,
            None => self.plan.quantity?.less(self.refused.exact()?),
        }
    }

    fn gone(&self) -> Tally {
        let mut gone = Tally::default();
        let lost = [self.looted, self.damaged, self.destroyed, self.spoiled];
        let handed_on = [self.removed, self.transferred];
        let reported = [self.delivered, self.returned].into_iter().flatten();
        for part in lost.into_iter().chain(handed_on).chain(reported) {
            gone.unknown_part |= part.unknown_part;
            if !gone.add(Some(part.known)) {
                gone.unknown_part = true;
            }
        }
        gone
    }

    /// What was loaded less all that the ledger knows about; at most so much is left, where a part is unknown.
    pub fn remaining(&self) -> Option<Quantity> {
        self.loaded()?.less(self.gone().known)
    }

    /// What is aboard, where every movement is known.
    pub fn aboard(&self) -> Option<Quantity> {
        if self.gone().unknown_part { None } else { self.remaining() }
    }

    /// What the closing reports leave over, once the convoy is over; unknown where they gave no amounts.
    pub fn not_accounted_for(&self) -> Option<Quantity> {
        let closed = self.delivered.is_some() || self.returned.is_some();
        if closed { self.aboard() } else { None }
    }

    /// Takes a movement. More than can be there is refused.
    fn take(&mut self, movement: Movement, quantity: Option<Quantity>) -> Result<(), Refusal> {
        if let (Some(amount), Some(most)) = (quantity, self.remaining())
            && amount > most
        {
            return Err(Refusal::ExceedsAboard { item: self.plan.item.clone(), aboard: most });
        }
        let tally = match movement {
            Movement::Delivered => self.delivered.get_or_insert_default(),
            Movement::Removed => &mut self.removed,
            Movement::Transferred => &mut self.transferred,
            Movement::Returned => self.returned.get_or_insert_default(),
            Movement::Lost(loss) => match loss {
                Loss::Looted => &mut self.looted,
                Loss::Damaged => &mut self.damaged,
                Loss::Destroyed => &mut self.destroyed,
                Loss::Spoiled => &mut self.spoiled,
            },
        };
        if tally.add(quantity) { Ok(()) } else { Err(Refusal::TooMuchToCount) }
    }

    /// Takes what a loading report says. Less than has left it already is refused.
    fn load(&mut self, quantity: Option<Quantity>) -> Result<(), Refusal> {
        if let Some(loaded) = quantity.filter(|loaded| *loaded < self.gone().known) {
            return Err(Refusal::ExceedsAboard { item: self.plan.item.clone(), aboard: loaded });
        }
        self.loading_report = Some(quantity);
        Ok(())
    }

    /// Takes what was turned away while loading. More than was planned, less what has left it already, is refused.
    fn refuse(&mut self, quantity: Option<Quantity>) -> Result<(), Refusal> {
        if let (Some(amount), Some(planned)) = (quantity, self.plan.quantity) {
            let gone = if self.loading_report.is_none() { self.gone().known } else { Quantity::ZERO };
            let most = planned.less(self.refused.known).and_then(|rest| rest.less(gone)).unwrap_or(Quantity::ZERO);
            if amount > most {
                return Err(Refusal::ExceedsPlanned { item: self.plan.item.clone(), planned: most });
            }
        }
        if self.refused.add(quantity) { Ok(()) } else { Err(Refusal::TooMuchToCount) }
    }
}

/// All the cargo of one convoy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// In the plan's order.
    pub lines: Vec<Line>,
}

impl Manifest {
    /// Of a plan.
    pub fn new(plan: &[PlannedLine]) -> Self {
        Self { lines: plan.iter().cloned().map(Line::new).collect() }
    }

    fn find(&self, name: &Text) -> Result<usize, Refusal> {
        let text = name.as_str();
        let by_name = self.lines.iter().position(|line| line.plan.item.as_str().eq_ignore_ascii_case(text));
        let by_number = || text.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < self.lines.len());
        by_name.or_else(by_number).ok_or_else(|| Refusal::UnknownCargoLine { line: name.clone() })
    }

    fn each(
        &mut self,
        amounts: &[LineAmount],
        mut take: impl FnMut(&mut Line, Option<Quantity>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        for amount in amounts {
            let index = self.find(&amount.line)?;
            if let Some(line) = self.lines.get_mut(index) {
                take(line, amount.quantity)?;
            }
        }
        Ok(())
    }

    /// What was loaded, where a loading report says so.
    pub fn load(&mut self, amounts: &[LineAmount]) -> Result<(), Refusal> {
        self.each(amounts, Line::load)
    }

    /// What was turned away while loading; without lines, an unknown amount of each.
    pub fn refuse(&mut self, amounts: &[LineAmount]) -> Result<(), Refusal> {
        if amounts.is_empty() {
            return self.lines.iter_mut().try_for_each(|line| line.refuse(None));
        }
        self.each(amounts, Line::refuse)
    }

    /// What left the trucks; without lines, an unknown amount of each that can be meant.
    pub fn take(&mut self, movement: Movement, amounts: &[LineAmount], at: Option<PlaceId>) -> Result<(), Refusal> {
        if amounts.is_empty() {
            let meant =
                |line: &&mut Line| at.is_none() || line.plan.destination.is_none() || line.plan.destination == at;
            return self.lines.iter_mut().filter(meant).try_for_each(|line| line.take(movement, None));
        }
        self.each(amounts, |line, quantity| line.take(movement, quantity))
    }

    /// People whom the delivered kits can serve; `None` where that cannot be known.
    pub fn people_served(&self) -> Option<u64> {
        self.lines
            .iter()
            .filter(|line| line.plan.serves_people.is_some())
            .map(|line| line.delivered?.exact()?.times(line.plan.serves_people?))
            .reduce(|most, served| Some(most?.max(served?)))
            .flatten()
    }
}
