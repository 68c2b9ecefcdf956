//! In which turn passwords are hashed: those of people who are known first, and among these and among strangers one of each in
//! turn.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

/// Of so many turns one is a stranger's, however many wait who are known.
const STRANGERS: u32 = 4;

/// What waits, by who waits for it.
#[derive(Debug)]
struct Round<K, J> {
    order: VecDeque<K>,
    waiting: HashMap<K, VecDeque<J>>,
}

impl<K: Eq + Hash + Clone, J> Round<K, J> {
    fn new() -> Self {
        Self { order: VecDeque::new(), waiting: HashMap::new() }
    }

    fn push(&mut self, whose: K, job: J) {
        let own = self.waiting.entry(whose.clone()).or_default();
        if own.is_empty() {
            self.order.push_back(whose);
        }
        own.push_back(job);
    }

    fn pop(&mut self) -> Option<J> {
        let whose = self.order.pop_front()?;
        let own = self.waiting.get_mut(&whose)?;
        let job = own.pop_front();
        if own.is_empty() {
            self.waiting.remove(&whose);
        } else {
            self.order.push_back(whose);
        }
        job
    }
}

/// What waits of those who are known, and of strangers.
#[derive(Debug)]
pub(super) struct Turns<K, J> {
    known: Round<K, J>,
    strangers: Round<K, J>,
    turn: u32,
}

impl<K: Eq + Hash + Clone, J> Turns<K, J> {
    pub(super) fn new() -> Self {
        Self { known: Round::new(), strangers: Round::new(), turn: 0 }
    }

    pub(super) fn push(&mut self, is_known: bool, whose: K, job: J) {
        if is_known { self.known.push(whose, job) } else { self.strangers.push(whose, job) }
    }

    /// Whether nobody waits.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.known.order.is_empty() && self.strangers.order.is_empty()
    }

    pub(super) fn pop(&mut self) -> Option<J> {
        self.turn = self.turn.wrapping_add(1);
        if self.turn.is_multiple_of(STRANGERS) {
            self.strangers.pop().or_else(|| self.known.pop())
        } else {
            self.known.pop().or_else(|| self.strangers.pop())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut turns: Turns<&'static str, String>) -> Vec<String> {
        std::iter::from_fn(|| turns.pop()).collect()
    }

    #[test]
    fn whoever_waits_alone_does_not_wait_for_all_of_another() {
        let mut turns = Turns::new();
        for number in 0..5 {
            turns.push(false, "a", format!("a{number}"));
        }
        turns.push(false, "b", "b0".to_owned());
        turns.push(false, "c", "c0".to_owned());
        assert_eq!(all(turns), ["a0", "b0", "c0", "a1", "a2", "a3", "a4"]);
    }

    #[test]
    fn who_is_known_goes_first_and_strangers_have_a_turn_of_four() {
        let mut turns = Turns::new();
        for number in 0..2 {
            turns.push(false, "stranger", format!("s{number}"));
        }
        for number in 0..4 {
            turns.push(true, "known", format!("k{number}"));
        }
        assert_eq!(all(turns), ["k0", "k1", "k2", "s0", "k3", "s1"]);
    }
}
