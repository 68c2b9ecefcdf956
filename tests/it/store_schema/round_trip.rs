//! Every kind of row comes back from both databases exactly as it was written.

use chrono::DateTime;
use convoy::store::insert::insert_all;
use convoy::store::rows::*;
use convoy::store::schema::*;
use convoy::store::types::{DbId, DbInstant};
use convoy::store::{open_reader, open_writer};
use diesel::prelude::*;

use super::{samples, sparse};
use crate::harness::databases::databases;

// Each writes through one connection and reads through another, so that nothing comes from memory.

#[test]
fn entries_of_the_ledger_come_back_as_they_were_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();

        let rows = [samples::ledger(1), sparse::ledger(2), samples::ledger(3)];
        assert_eq!(insert_all(writer, ledger::table, &rows).unwrap(), 3);
        let back = ledger::table.order(ledger::position).select(LedgerRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);
    });
}

#[test]
fn organisations_and_places_come_back_as_they_were_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();

        let rows = [samples::organisations(1), sparse::organisations(2), samples::organisations(3)];
        assert_eq!(insert_all(writer, organisations::table, &rows).unwrap(), 3);
        let back = organisations::table.order(organisations::id).select(OrganisationRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::places(1), sparse::places(2), samples::places(3)];
        assert_eq!(insert_all(writer, places::table, &rows).unwrap(), 3);
        let back = places::table.order(places::id).select(PlaceRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);
    });
}

#[test]
fn a_convoy_and_its_parts_come_back_as_they_were_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();

        let rows = [samples::convoys(1), sparse::convoys(2), samples::convoys(3)];
        assert_eq!(insert_all(writer, convoys::table, &rows).unwrap(), 3);
        let back = convoys::table.order(convoys::id).select(ConvoyRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows =
            [samples::convoy_organisations(1), sparse::convoy_organisations(2), samples::convoy_organisations(3)];
        assert_eq!(insert_all(writer, convoy_organisations::table, &rows).unwrap(), 3);
        let back = convoy_organisations::table
            .order((convoy_organisations::convoy_id, convoy_organisations::organisation_id))
            .select(ConvoyOrganisationRow::as_select())
            .load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::stops(1), sparse::stops(2), samples::stops(3)];
        assert_eq!(insert_all(writer, stops::table, &rows).unwrap(), 3);
        let back = stops::table.order((stops::convoy_id, stops::ordinal)).select(StopRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::trucks(1), sparse::trucks(2), samples::trucks(3)];
        assert_eq!(insert_all(writer, trucks::table, &rows).unwrap(), 3);
        let back = trucks::table.order((trucks::convoy_id, trucks::ordinal)).select(TruckRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::cargo(1), sparse::cargo(2), samples::cargo(3)];
        assert_eq!(insert_all(writer, cargo::table, &rows).unwrap(), 3);
        let back = cargo::table.order((cargo::convoy_id, cargo::line)).select(CargoRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);
    });
}

#[test]
fn what_happened_to_a_convoy_comes_back_as_it_was_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();

        let rows = [samples::blocks(1), sparse::blocks(2), samples::blocks(3)];
        assert_eq!(insert_all(writer, blocks::table, &rows).unwrap(), 3);
        let back = blocks::table.order((blocks::convoy_id, blocks::ordinal)).select(BlockRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::incidents(1), sparse::incidents(2), samples::incidents(3)];
        assert_eq!(insert_all(writer, incidents::table, &rows).unwrap(), 3);
        let back = incidents::table
            .order((incidents::convoy_id, incidents::key))
            .select(IncidentRow::as_select())
            .load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::reviews(1), sparse::reviews(2), samples::reviews(3)];
        assert_eq!(insert_all(writer, reviews::table, &rows).unwrap(), 3);
        let back = reviews::table.order(reviews::event_id).select(ReviewRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);
    });
}

#[test]
fn people_come_back_as_they_were_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();

        let rows = [samples::users(1), sparse::users(2), samples::users(3)];
        assert_eq!(insert_all(writer, users::table, &rows).unwrap(), 3);
        let back = users::table.order(users::id).select(UserRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::memberships(1), sparse::memberships(2), samples::memberships(3)];
        assert_eq!(insert_all(writer, memberships::table, &rows).unwrap(), 3);
        let back = memberships::table.order(memberships::id).select(MembershipRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::sessions(1), sparse::sessions(2), samples::sessions(3)];
        assert_eq!(insert_all(writer, sessions::table, &rows).unwrap(), 3);
        let back = sessions::table.order(sessions::token_hash).select(SessionRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::tokens(1), sparse::tokens(2), samples::tokens(3)];
        assert_eq!(insert_all(writer, tokens::table, &rows).unwrap(), 3);
        let back = tokens::table.order(tokens::id).select(TokenRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::crew(1), sparse::crew(2), samples::crew(3)];
        assert_eq!(insert_all(writer, crew::table, &rows).unwrap(), 3);
        assert_eq!(crew::table.order(crew::id).select(CrewRow::as_select()).load(reader).unwrap(), rows);

        let rows = [samples::holds(1), sparse::holds(2), samples::holds(3)];
        assert_eq!(insert_all(writer, holds::table, &rows).unwrap(), 3);
        assert_eq!(holds::table.order(holds::id).select(HoldRow::as_select()).load(reader).unwrap(), rows);

        let rows = [samples::partnerships(1), sparse::partnerships(2), samples::partnerships(3)];
        assert_eq!(insert_all(writer, partnerships::table, &rows).unwrap(), 3);
        let back = partnerships::table.order(partnerships::convoy_id).select(PartnershipRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::grants(1), sparse::grants(2), samples::grants(3)];
        assert_eq!(insert_all(writer, grants::table, &rows).unwrap(), 3);
        let back = grants::table.order(grants::id).select(GrantRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::assignments(1), sparse::assignments(2), samples::assignments(3)];
        assert_eq!(insert_all(writer, assignments::table, &rows).unwrap(), 3);
        let back = assignments::table.order(assignments::convoy_id).select(AssignmentRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);
    });
}

#[test]
fn what_sign_in_keeps_comes_back_as_it_was_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();
        let people = [samples::users(1), sparse::users(2), samples::users(3)];
        insert_all(writer, users::table, &people).unwrap();

        let rows = [samples::second_factors(1), sparse::second_factors(2), samples::second_factors(3)];
        assert_eq!(insert_all(writer, second_factors::table, &rows).unwrap(), 3);
        let back =
            second_factors::table.order(second_factors::user_id).select(SecondFactorRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::recovery_codes(1), sparse::recovery_codes(2), samples::recovery_codes(3)];
        assert_eq!(insert_all(writer, recovery_codes::table, &rows).unwrap(), 3);
        let back =
            recovery_codes::table.order(recovery_codes::code_hash).select(RecoveryCodeRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::pending_sign_ins(1), sparse::pending_sign_ins(2), samples::pending_sign_ins(3)];
        assert_eq!(insert_all(writer, pending_sign_ins::table, &rows).unwrap(), 3);
        let back = pending_sign_ins::table
            .order(pending_sign_ins::token_hash)
            .select(PendingSignInRow::as_select())
            .load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::sign_in_attempts(1), sparse::sign_in_attempts(2), samples::sign_in_attempts(3)];
        assert_eq!(insert_all(writer, sign_in_attempts::table, &rows).unwrap(), 3);
        let back = sign_in_attempts::table.order(sign_in_attempts::key).select(AttemptsRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::devices(1), sparse::devices(2), samples::devices(3)];
        assert_eq!(insert_all(writer, devices::table, &rows).unwrap(), 3);
        let back = devices::table.order(devices::token_hash).select(DeviceRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::links(1), sparse::links(2), samples::links(3)];
        assert_eq!(insert_all(writer, links::table, &rows).unwrap(), 3);
        let back = links::table.order(links::secret_hash).select(LinkRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);
    });
}

#[test]
fn the_head_of_an_empty_ledger_is_position_nought() {
    databases(|url| {
        let heads = ledger_head::table.select(LedgerHeadRow::as_select()).load(&mut open_reader(url).unwrap()).unwrap();
        let epoch = DbInstant(DateTime::from_timestamp_micros(0).unwrap());
        assert_eq!(heads, [LedgerHeadRow { id: 1, position: 0, hash: vec![0; 32], recorded_at: epoch }]);
    });
}

/// The cases around chunks: none, one, exactly one chunk, one more, and several.
#[test]
fn a_batch_may_have_any_size() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let mut total = 0;
        for size in [0, 1, 500, 501, 1203] {
            let rows: Vec<_> = (total..total + size).map(samples::convoys).collect();
            assert_eq!(insert_all(writer, convoys::table, &rows).unwrap(), size);
            total += size;
        }
        assert_eq!(convoys::table.count().get_result(writer), Ok(i64::try_from(total).unwrap()));
    });
}

#[test]
fn rows_can_be_asked_for_by_a_set_of_ids() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let rows: Vec<_> = (0..20).map(samples::convoys).collect();
        insert_all(writer, convoys::table, &rows).unwrap();
        let asked = [rows[3].id, samples::id(999_999), rows[11].id];
        let found: Vec<DbId> = convoys::table
            .filter(convoys::id.eq_any(asked))
            .order(convoys::id)
            .select(convoys::id)
            .load(writer)
            .unwrap();
        assert_eq!(found, [rows[3].id, rows[11].id]);
        let origins: Vec<Option<DbId>> = convoys::table
            .filter(convoys::origin_id.eq_any([rows[5].origin_id.unwrap()]))
            .select(convoys::origin_id)
            .load(writer)
            .unwrap();
        assert_eq!(origins, [rows[5].origin_id]);
        let none = convoys::table.filter(convoys::id.eq_any(Vec::<DbId>::new())).count().get_result::<i64>(writer);
        assert_eq!(none, Ok(0));
    });
}

/// Both cut off what is finer than a microsecond, and to the same side, before and after every epoch.
#[test]
fn instants_are_cut_to_microseconds_alike() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        for (number, (seconds, nanos)) in
            [(1_478_000_000, 123_456_789), (3, 999), (-5, 999_999_999)].into_iter().enumerate()
        {
            let fine = DateTime::from_timestamp(seconds, nanos).unwrap();
            let row = StopRow { reached_at: Some(DbInstant(fine)), ..samples::stops(number) };
            insert_all(writer, stops::table, std::slice::from_ref(&row)).unwrap();
            let back = stops::table
                .find((row.convoy_id, row.ordinal))
                .select(stops::reached_at)
                .first::<Option<DbInstant>>(writer);
            let cut = DateTime::from_timestamp(seconds, nanos / 1000 * 1000).unwrap();
            assert_eq!(back, Ok(Some(DbInstant(cut))));
        }
    });
}

/// Lists come in the same order from both: by bytes, whatever language the server was set up for.
#[test]
fn text_is_sorted_alike() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let names = ["a-1", "B-2", "a 2", "é", "Z", "z", "a_1"];
        let rows: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(number, name)| ConvoyRow { reference: (*name).to_owned(), ..samples::convoys(number) })
            .collect();
        insert_all(writer, convoys::table, &rows).unwrap();
        let sorted: Vec<String> =
            convoys::table.order(convoys::reference).select(convoys::reference).load(writer).unwrap();
        let mut expected = names;
        expected.sort_unstable();
        assert_eq!(sorted, expected);
    });
}

#[test]
fn what_comes_from_the_field_comes_back_as_it_was_written() {
    databases(|url| {
        let writer = &mut open_writer(url).unwrap();
        let reader = &mut open_reader(url).unwrap();

        let rows = [samples::trackers(1), sparse::trackers(2), samples::trackers(3)];
        assert_eq!(insert_all(writer, trackers::table, &rows).unwrap(), 3);
        assert_eq!(trackers::table.order(trackers::id).select(TrackerRow::as_select()).load(reader).unwrap(), rows);

        let rows = [samples::positions(1), sparse::positions(2), samples::positions(3)];
        assert_eq!(insert_all(writer, positions::table, &rows).unwrap(), 3);
        assert_eq!(positions::table.order(positions::id).select(PositionRow::as_select()).load(reader).unwrap(), rows);

        let rows = [samples::right_requests(1), sparse::right_requests(2), samples::right_requests(3)];
        assert_eq!(insert_all(writer, right_requests::table, &rows).unwrap(), 3);
        let back = right_requests::table.order(right_requests::id).select(RightRequestRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::right_mails(1), sparse::right_mails(2), samples::right_mails(3)];
        assert_eq!(insert_all(writer, right_mails::table, &rows).unwrap(), 3);
        let back = right_mails::table.order(right_mails::id).select(RightMailRow::as_select()).load(reader);
        assert_eq!(back.unwrap(), rows);

        let rows = [samples::phones(1), sparse::phones(2), samples::phones(3)];
        assert_eq!(insert_all(writer, phones::table, &rows).unwrap(), 3);
        assert_eq!(phones::table.order(phones::id).select(PhoneRow::as_select()).load(reader).unwrap(), rows);

        let rows = [samples::phone_requests(1), sparse::phone_requests(2), samples::phone_requests(3)];
        assert_eq!(insert_all(writer, phone_requests::table, &rows).unwrap(), 3);
        let read = phone_requests::table.order(phone_requests::id).select(PhoneRequestRow::as_select()).load(reader);
        assert_eq!(read.unwrap(), rows);

        let rows = [samples::messages(1), sparse::messages(2), samples::messages(3)];
        assert_eq!(insert_all(writer, messages::table, &rows).unwrap(), 3);
        assert_eq!(messages::table.order(messages::id).select(MessageRow::as_select()).load(reader).unwrap(), rows);

        let rows = [samples::plan_drafts(1), samples::plan_drafts(2)];
        assert_eq!(insert_all(writer, plan_drafts::table, &rows).unwrap(), 2);
        let read = plan_drafts::table.order(plan_drafts::id).select(PlanDraftRow::as_select()).load(reader).unwrap();
        assert_eq!(read, rows);
    });
}
