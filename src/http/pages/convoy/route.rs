//! The route strip, and the times when the convoy was blocked.

use super::Told;
use crate::{
    domain::{
        convoy,
        place::Access,
        plan::StopRole,
        route::{Stop, StopState},
        status::Status,
    },
    http::pages::views::{Block, RouteLeg, RouteStop},
};

/// The code of a stop's state: what is still planned once all is over was not reached.
pub fn state_code(state: StopState, status: Status) -> &'static str {
    match state {
        StopState::Planned if status.is_final() => "unreached",
        StopState::Planned => "planned",
        StopState::Reached => "reached",
        StopState::Passed => "passed",
        StopState::Served => "served",
        StopState::Dropped => "dropped",
    }
}

impl Told<'_> {
    /// The stops in order; where the convoy was sent another way, both ways beside each other.
    pub(super) fn route(&self) -> Vec<RouteLeg> {
        let mut legs = Vec::new();
        let mut stops = self.convoy().route.stops.as_slice();
        while let Some(first) = stops.first() {
            let turned = stops.iter().take_while(|stop| stop.added || stop.state == StopState::Dropped).count();
            let (fork, rest) = stops.split_at(turned);
            // A checkpoint that nobody expected is no other way.
            if fork.iter().any(|stop| stop.state == StopState::Dropped) {
                let of = |dropped: bool| {
                    let own = fork.iter().filter(|stop| (stop.state == StopState::Dropped) == dropped);
                    own.map(|stop| self.stop(stop)).collect()
                };
                legs.push(RouteLeg::Fork { left_out: of(true), taken: of(false) });
                stops = rest;
            } else {
                legs.push(RouteLeg::Stop(Box::new(self.stop(first))));
                stops = stops.get(1..).unwrap_or_default();
            }
        }
        legs
    }

    fn stop(&self, stop: &Stop) -> RouteStop {
        let (convoy, teller) = (self.convoy(), &self.teller);
        let present = convoy.route.present().is_some_and(|present| std::ptr::eq(present, stop));
        let block = convoy.open_block().filter(|block| present && block.place == Some(stop.place));
        let access = self.answer.names.places.get(&stop.place.0).and_then(|place| place.access);
        RouteStop {
            name: teller.place(stop.place),
            role: stop.role.as_ref().to_owned(),
            state: state_code(stop.state, convoy.status).to_owned(),
            arrived: stop.reached.map(|reached| teller.when(reached)),
            left: stop.left.map(|left| teller.when(left)),
            held: match block {
                Some(block) => Some(teller.length_so_far(block.since)),
                None => self.held(stop, present),
            },
            blocked: block.is_some(),
            target: stop.target_population,
            access: access.filter(|access| *access != Access::Accessible).map(|access| access.as_ref().to_owned()),
        }
    }

    /// How long it stood at a checkpoint: elsewhere a stop is no delay.
    fn held(&self, stop: &Stop, present: bool) -> Option<String> {
        if stop.role != StopRole::Checkpoint {
            return None;
        }
        let stands = present && stop.state == StopState::Reached && self.convoy().status == Status::AtCheckpoint;
        match (stop.reached?, stop.left) {
            (reached, Some(left)) => Some(self.teller.length(reached, left)),
            (reached, None) if stands => Some(self.teller.length_so_far(reached)),
            (_, None) => None,
        }
    }

    pub(super) fn blocks(&self) -> Vec<Block> {
        self.convoy().blocks.iter().rev().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &convoy::Block) -> Block {
        Block {
            cause: block.report.cause.as_ref().to_owned(),
            place: block.place.map(|id| self.teller.place(id)),
            from: self.teller.when(block.since),
            duration: self.lasted(block),
            ended_by: block.ended.map(|(_, kind)| kind.as_ref().to_owned()),
            held_by: block.report.held_by.as_ref().map(ToString::to_string),
        }
    }

    /// How long a block lasted, or has lasted so far.
    pub(super) fn lasted(&self, block: &convoy::Block) -> String {
        match block.ended {
            Some((ended, _)) => self.teller.length(block.since, ended),
            None => self.teller.length_so_far(block.since),
        }
    }
}
