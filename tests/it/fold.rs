//! The fold, without a database: any history, plausible or not, gives one state whatever the order of arrival, and
//! taking reports one by one gives what folding them all gives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::collections::BTreeSet;

use convoy::domain::{
    Convoy, History, Plan, Status, Verdict,
    cargo::Line,
    history::Recorded,
    id::{EventId, UserId},
    quantity::{Quantity, Tally},
    time::Instant,
    trucks::{Fate, TruckRole},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::json;

use histories::{arrivals, plan, recorded_by_position};

mod histories;

fn registered() -> Instant {
    Instant::parse("2018-03-01T00:00:00Z").unwrap()
}

fn fold(plan: &Plan, events: &[Recorded]) -> History {
    History::fold(plan, registered(), events)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(1500))]

    /// The control is the next test: without sorting, its reports in the order of arrival give another state.
    #[test]
    fn the_same_reports_in_any_order_of_arrival_give_the_same_state((events, shuffled) in arrivals()) {
        let plan = plan();
        prop_assert_eq!(fold(&plan, &events), fold(&plan, &shuffled));
    }

    #[test]
    fn taking_reports_one_by_one_gives_what_folding_them_all_gives((_, arriving) in arrivals()) {
        let plan = plan();
        let mut history = fold(&plan, &[]);
        for (taken, event) in arriving.iter().enumerate() {
            let judged = history.judge(&plan, registered(), &arriving[..taken], event);
            history.add(&plan, registered(), &arriving[..taken], event);
            prop_assert_eq!(&history.verdicts[&event.id], &judged, "judged as it is taken");
            prop_assert_eq!(&history, &fold(&plan, &arriving[..=taken]), "after {} reports", taken + 1);
        }
    }

    #[test]
    fn a_convoy_is_over_since_the_record_says_so_without_interruption((_, arriving) in arrivals()) {
        check_end(&arriving)?;
    }

    #[test]
    fn every_report_has_one_verdict_and_what_counts_has_been_applied((events, _) in arrivals()) {
        let history = fold(&plan(), &events);
        let ids: BTreeSet<EventId> = events.iter().map(|event| event.id).collect();
        let judged: BTreeSet<EventId> = history.verdicts.keys().copied().collect();
        prop_assert_eq!(&judged, &ids);
        for id in history.effective.keys() {
            let counts = matches!(history.verdicts[id], Verdict::Applied | Verdict::Replaced { .. });
            prop_assert!(counts, "{:?}", history.verdicts[id]);
        }
        for (id, verdict) in &history.verdicts {
            let decided_here = verdict.decided_by().is_none_or(|by| ids.contains(&by) && by != *id);
            prop_assert!(decided_here, "{:?}", verdict);
        }
    }

    #[test]
    fn no_history_breaks_what_always_holds_of_a_convoy((events, _) in arrivals()) {
        let history = fold(&plan(), &events);
        check_convoy(&history.convoy)?;
        for line in &history.convoy.cargo.lines {
            check_line(line)?;
        }
    }
}

/// An end may be said by an amendment that arrives before what it amends: of another time, or of another kind.
#[test]
fn an_end_that_waits_for_what_it_amends_begins_with_that() {
    for replacement in [json!({"occurred_at": "2018-03-13T01:00:00Z"}), json!({"kind": "turned_back"})] {
        for original in ["turned_back", "note"] {
            let events = histories::amended_end(original, &replacement);
            for order in orders(events.len()) {
                let arriving: Vec<Recorded> = order.iter().map(|index| events[*index].clone()).collect();
                check_end(&arriving).unwrap_or_else(|wrong| panic!("{original}, {replacement}, {order:?}: {wrong}"));
            }
        }
    }
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    (0..count).fold(vec![Vec::new()], |orders, next| {
        let with = |order: &Vec<usize>, at: usize| [&order[..at], &[next], &order[at..]].concat();
        orders.iter().flat_map(|order| (0..=order.len()).map(move |at| with(order, at))).collect()
    })
}

/// The rule by its word, and slowly: every prefix of what was recorded is folded, and the last that does not say that
/// the convoy is over is where it began. What makes it bite: all that is claimed lies months before it was recorded.
fn check_end(arriving: &[Recorded]) -> Result<(), TestCaseError> {
    let plan = plan();
    let recorded = |(index, event): (usize, &Recorded)| {
        let at = registered().plus(chrono::TimeDelta::days(365 + i64::try_from(index).unwrap()));
        let by = UserId(uuid::Uuid::from_u128(u128::try_from(index % 3).unwrap()));
        Recorded::new(event.id, event.report.clone(), i64::try_from(index).unwrap(), at, Some(by))
    };
    let events: Vec<Recorded> = arriving.iter().enumerate().map(recorded).collect();
    let history = fold(&plan, &events);
    let is_over = |taken: usize| fold(&plan, &events[..taken]).convoy.status.is_final();
    prop_assert_eq!(history.end.is_some(), history.convoy.status.is_final());
    if let Some(end) = history.end {
        let before = (0..events.len()).rev().find(|taken| !is_over(*taken)).unwrap();
        let begun = events[before].recorded_at;
        prop_assert!(end.since >= begun, "{:?} and not before {:?}", end, begun);
        prop_assert!(events.len() > 16 || end.since == begun, "{:?} and not {:?}", end, begun);
    }
    Ok(())
}

fn check_convoy(convoy: &Convoy) -> Result<(), TestCaseError> {
    let fates: usize = convoy.trucks_by_fate().values().sum();
    prop_assert_eq!(fates, convoy.trucks.iter().filter(|truck| truck.role == TruckRole::Cargo).count());
    let all_offloaded = convoy.cargo_trucks().all(|truck| truck.fate == Fate::Offloaded);
    prop_assert!(convoy.blocks.iter().rev().skip(1).all(|block| block.ended.is_some()), "only the last block can last");
    prop_assert_eq!(convoy.open_block().is_some(), convoy.status == Status::Blocked);
    prop_assert!(convoy.blocks.iter().all(|block| block.minutes().is_none_or(|minutes| minutes >= 0)));
    match convoy.status {
        Status::Delivered => prop_assert!(all_offloaded),
        Status::PartiallyDelivered => prop_assert!(convoy.has_delivered()),
        Status::TurnedBack | Status::Lost => {
            prop_assert!(!convoy.has_delivered());
            prop_assert_eq!(
                convoy.people().reached,
                Some(convoy.claim.as_ref().map_or(0, |claim| claim.report.people))
            );
        }
        Status::Planned | Status::Cancelled => prop_assert!(convoy.route.present().is_none()),
        Status::AtDestination => prop_assert!(convoy.route.owed().next().is_some()),
        Status::Dispatched | Status::InTransit | Status::AtCheckpoint | Status::Blocked => {}
    }
    if convoy.status != Status::Planned {
        prop_assert_eq!(convoy.outcome().is_some(), convoy.status.is_final());
    }
    prop_assert!(convoy.status.is_final() || convoy.permitted().len() > 3, "something can be reported");
    Ok(())
}

/// loaded = delivered + removed + looted + damaged + destroyed + spoiled + transferred + returned + aboard.
fn check_line(line: &Line) -> Result<(), TestCaseError> {
    let parts = [line.removed, line.looted, line.damaged, line.destroyed, line.spoiled, line.transferred];
    let reported = [line.delivered, line.returned].into_iter().flatten();
    let all: Vec<Tally> = parts.into_iter().chain(reported).collect();
    let known = all.iter().try_fold(Quantity::ZERO, |sum, part| sum.plus(part.known)).unwrap();
    prop_assert_eq!(line.loaded().is_some(), line.remaining().is_some(), "more left than was loaded: {:?}", line);
    if let (Some(loaded), Some(remaining)) = (line.loaded(), line.remaining()) {
        prop_assert_eq!(known.plus(remaining), Some(loaded));
    }
    let exact = all.iter().all(|part| part.exact().is_some());
    prop_assert_eq!(line.aboard(), line.remaining().filter(|_| exact));
    Ok(())
}

/// The control of the first test: the generated histories are such that their order matters, so that a fold in order
/// of arrival would be found out; and enough of each history fits to be worth folding.
#[test]
fn the_generated_histories_tell_a_fold_by_time_from_one_by_arrival() {
    let mut runner = TestRunner::deterministic();
    let plan = plan();
    let (mut told, mut applied, mut all) = (0, 0, 0);
    let mut statuses = BTreeSet::new();
    for _ in 0..200 {
        let (events, shuffled) = arrivals().new_tree(&mut runner).unwrap().current();
        let by_arrival = |events: &[Recorded]| fold(&plan, &recorded_by_position(events)).convoy.status;
        told += usize::from(by_arrival(&events) != by_arrival(&shuffled));
        let history = fold(&plan, &events);
        applied += history.verdicts.values().filter(|verdict| **verdict == Verdict::Applied).count();
        all += events.len();
        statuses.insert(history.convoy.status);
    }
    assert!(told > 20, "{told} of 200 histories depend on their order");
    assert!(applied * 3 > all, "{applied} of {all} reports fit");
    assert!(statuses.len() >= 9, "{statuses:?}");
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn corrections_of_corrections_end_whatever_they_name(targets in prop::collection::vec((0..4_u8, 0..12_usize), 1..14)) {
        let events = histories::corrections(&targets);
        let plan = plan();
        let history = fold(&plan, &events);
        prop_assert_eq!(history.verdicts.len(), events.len());
        let backwards: Vec<Recorded> = events.iter().rev().cloned().collect();
        prop_assert_eq!(history, fold(&plan, &backwards));
    }
}
