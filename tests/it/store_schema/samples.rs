//! Rows to write, with every column filled; those with every column empty that may be are in `sparse`.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "rows are numbered from nought, and there are few"
)]

use chrono::DateTime;
use convoy::store::rows::*;
use convoy::store::types::{DbId, DbInstant, DbJson};
use serde_json::json;
use uuid::Uuid;

/// An id made from a number.
pub fn id(number: u128) -> DbId {
    DbId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// An instant with microseconds that a float or a millisecond clock would lose.
pub fn at(number: i64) -> DbInstant {
    DbInstant(DateTime::from_timestamp_micros(1_478_000_000_123_457 + number).unwrap())
}

/// Long before any epoch, to the microsecond.
pub fn long_ago() -> DbInstant {
    DbInstant(DateTime::from_timestamp_micros(-12_345_678_901_234_567).unwrap())
}

/// JSON with what is easily lost: order-free keys, a right-to-left script, numbers at their limits.
pub fn document(number: usize) -> DbJson {
    DbJson(
        json!({"ar": "حلب", "en": "Aleppo \"old\" city", "n": number, "max": i64::MAX, "none": null, "list": [1, 2.5, true]}),
    )
}

fn text(number: usize) -> String {
    format!("text {number}: é 中 '\";--")
}

fn bytes(number: usize) -> Vec<u8> {
    vec![0, 255, 39, u8::try_from(number % 256).unwrap()]
}

pub fn ledger(n: usize) -> LedgerRow {
    LedgerRow {
        position: n as i64,
        entry_id: id(1000 * n as u128 + 1),
        subject_id: id(1000 * n as u128 + 2),
        subject_kind: text(3 + 100 * n),
        kind: text(4 + 100 * n),
        occurred_at: at(1000 * n as i64 + 5),
        occurred_until: Some(at(1000 * n as i64 + 6)),
        precision: text(7 + 100 * n),
        captured_at: Some(at(1000 * n as i64 + 8)),
        skew_ms: Some(i64::MAX - 9 - n as i64),
        recorded_at: at(1000 * n as i64 + 10),
        recorded_by: Some(id(1000 * n as u128 + 11)),
        salt: Some(bytes(12 + n)),
        body: Some(text(13 + 100 * n)),
        commitment: bytes(14 + n),
        previous_hash: bytes(15 + n),
        hash: bytes(16 + n),
    }
}

pub fn organisations(n: usize) -> OrganisationRow {
    OrganisationRow {
        id: id(1000 * n as u128),
        key: text(1 + 100 * n),
        name: document(2),
        acronym: Some(text(3 + 100 * n)),
        position: i64::MAX - 4 - n as i64,
    }
}

pub fn places(n: usize) -> PlaceRow {
    PlaceRow {
        id: id(1000 * n as u128),
        key: text(1 + 100 * n),
        kind: text(2 + 100 * n),
        name: document(3),
        aliases: document(4),
        latitude: Some(36.202_104_999_999_99),
        longitude: Some(36.202_104_999_999_99),
        coordinates_approximate: true,
        admin1: Some(text(8 + 100 * n)),
        country: Some(text(9 + 100 * n)),
        pcode: Some(text(10 + 100 * n)),
        gazetteer: Some(text(11 + 100 * n)),
        population: Some(i64::MAX - 12 - n as i64),
        access: Some(text(13 + 100 * n)),
        last_reached: Some(14 + n as i32),
        position: i64::MAX - 15 - n as i64,
    }
}

pub fn convoys(n: usize) -> ConvoyRow {
    ConvoyRow {
        id: id(1000 * n as u128),
        reference: text(1 + 100 * n),
        reference_key: text(1 + 100 * n).to_ascii_lowercase(),
        lead_id: id(1000 * n as u128 + 2),
        time_zone: text(3 + 100 * n),
        sensitivity: text(4 + 100 * n),
        status: text(5 + 100 * n),
        status_since: at(1000 * n as i64 + 6),
        status_precision: text(7 + 100 * n),
        over_since: Some(at(1000 * n as i64 + 33)),
        over_by: Some(id(1000 * n as u128 + 34)),
        origin_id: Some(id(1000 * n as u128 + 8)),
        last_place_id: Some(id(1000 * n as u128 + 9)),
        next_place_id: Some(id(1000 * n as u128 + 10)),
        counts: document(13),
        people_waiting: Some(i64::MAX - 16 - n as i64),
        clearance: text(17 + 100 * n),
        clearance_scope: Some(text(18 + 100 * n)),
        block: Some(document(19)),
        outcome: Some(text(23 + 100 * n)),
        last_heard: Some(at(1000 * n as i64 + 24)),
        silent_after: Some(at(1000 * n as i64 + 25)),
        reviews: 26 + n as i32,
        version: i64::MAX - 27 - n as i64,
        registered_position: i64::MAX - 28 - n as i64,
        registered_at: at(1000 * n as i64 + 29),
        last_position: i64::MAX - 30 - n as i64,
        updated_at: at(1000 * n as i64 + 31),
        search_text: text(32 + 100 * n),
    }
}

pub fn convoy_organisations(n: usize) -> ConvoyOrganisationRow {
    ConvoyOrganisationRow {
        convoy_id: id(1000 * n as u128),
        organisation_id: id(1000 * n as u128 + 1),
        role: text(2 + 100 * n),
    }
}

pub fn stops(n: usize) -> StopRow {
    StopRow {
        convoy_id: id(1000 * n as u128),
        ordinal: n as i32,
        place_id: id(1000 * n as u128 + 2),
        role: text(3 + 100 * n),
        state: text(4 + 100 * n),
        added: true,
        target_population: Some(i64::MAX - 6 - n as i64),
        reached_at: Some(at(1000 * n as i64 + 7)),
        left_at: Some(at(1000 * n as i64 + 8)),
        served_at: Some(at(1000 * n as i64 + 9)),
    }
}

pub fn trucks(n: usize) -> TruckRow {
    TruckRow {
        convoy_id: id(1000 * n as u128),
        ordinal: n as i32,
        label: text(2 + 100 * n),
        role: text(3 + 100 * n),
        fate: text(4 + 100 * n),
        fate_since: Some(at(1000 * n as i64 + 5)),
        vehicle: Some(text(6 + 100 * n)),
    }
}

pub fn cargo(n: usize) -> CargoRow {
    CargoRow {
        convoy_id: id(1000 * n as u128),
        line: n as i32,
        item: text(2 + 100 * n),
        sector: Some(text(3 + 100 * n)),
        unit: text(4 + 100 * n),
        destination_id: Some(id(1000 * n as u128 + 5)),
        truck: Some(text(6 + 100 * n)),
        planned: Some(text(7 + 100 * n)),
        refused: Some(text(8 + 100 * n)),
        loaded: Some(text(9 + 100 * n)),
        delivered: Some(text(10 + 100 * n)),
        removed: Some(text(11 + 100 * n)),
        looted: Some(text(12 + 100 * n)),
        damaged: Some(text(13 + 100 * n)),
        destroyed: Some(text(14 + 100 * n)),
        spoiled: Some(text(15 + 100 * n)),
        transferred: Some(text(16 + 100 * n)),
        returned: Some(text(17 + 100 * n)),
        aboard: Some(text(18 + 100 * n)),
        remaining: Some(text(19 + 100 * n)),
        not_accounted_for: Some(text(20 + 100 * n)),
    }
}

pub fn blocks(n: usize) -> BlockRow {
    BlockRow {
        convoy_id: id(1000 * n as u128),
        ordinal: n as i32,
        event_id: id(1000 * n as u128 + 2),
        cause: text(3 + 100 * n),
        held_by: Some(text(4 + 100 * n)),
        place_id: Some(id(1000 * n as u128 + 5)),
        since: at(1000 * n as i64 + 6),
        precision: text(7 + 100 * n),
        ended_at: Some(at(1000 * n as i64 + 8)),
        ended_by: Some(text(9 + 100 * n)),
    }
}

pub fn incidents(n: usize) -> IncidentRow {
    IncidentRow {
        convoy_id: id(1000 * n as u128),
        key: text(1 + 100 * n),
        event_id: id(1000 * n as u128 + 2),
        act: text(3 + 100 * n),
        place_id: Some(id(1000 * n as u128 + 4)),
        occurred_at: at(1000 * n as i64 + 5),
        occurred_until: Some(at(1000 * n as i64 + 6)),
        precision: text(7 + 100 * n),
        accounts: 8 + n as i32,
        places: 9 + n as i32,
        alleged_actors: 10 + n as i32,
        accounts_differ: true,
        figures: document(12),
    }
}

pub fn reviews(n: usize) -> ReviewRow {
    ReviewRow {
        event_id: id(1000 * n as u128),
        convoy_id: id(1000 * n as u128 + 1),
        position: 4 + n as i64,
        state: text(5 + 100 * n),
        decided_by: Some(id(1000 * n as u128 + 6)),
        code: Some(text(2 + 100 * n)),
        detail: Some(document(3)),
    }
}

pub fn users(n: usize) -> UserRow {
    UserRow {
        id: id(1000 * n as u128),
        email: text(1 + 100 * n),
        name: text(2 + 100 * n),
        password_hash: text(3 + 100 * n),
        language: Some(text(4 + 100 * n)),
        disabled_at: Some(at(1000 * n as i64 + 5)),
        created_at: at(1000 * n as i64 + 6),
    }
}

pub fn memberships(n: usize) -> MembershipRow {
    MembershipRow {
        id: id(1000 * n as u128),
        user_id: id(1000),
        organisation_id: Some(id(1000 * n as u128 + 2)),
        role: "logger".to_owned(),
    }
}

pub fn sessions(n: usize) -> SessionRow {
    SessionRow {
        token_hash: bytes(n),
        id: id(1000 * n as u128 + 1),
        user_id: id(1000),
        second_factor: "totp".to_owned(),
        device: Some(text(2 + 100 * n)),
        created_at: at(1000 * n as i64 + 2),
        last_seen_at: at(1000 * n as i64 + 3),
        expires_at: at(1000 * n as i64 + 4),
    }
}

pub fn tokens(n: usize) -> TokenRow {
    TokenRow {
        id: id(1000 * n as u128),
        public_id: text(1 + 100 * n),
        secret_hash: bytes(2 + n),
        user_id: id(1000),
        scopes: document(4),
        created_at: at(1000 * n as i64 + 5),
        expires_at: Some(at(1000 * n as i64 + 6)),
        last_used_at: Some(at(1000 * n as i64 + 7)),
        revoked_at: Some(at(1000 * n as i64 + 8)),
    }
}

pub fn trackers(n: usize) -> TrackerRow {
    TrackerRow {
        id: id(1000 * n as u128),
        convoy_id: id(1000 * n as u128 + 1),
        truck: Some(text(2 + 100 * n)),
        label: text(3 + 100 * n),
        id_index: bytes(4 + n),
        is_key: true,
        valid_from: at(1000 * n as i64 + 5),
        valid_until: Some(at(1000 * n as i64 + 6)),
        registered_by: Some(id(1000 * n as u128 + 7)),
        registered_at: at(1000 * n as i64 + 8),
        ended_at: Some(at(1000 * n as i64 + 9)),
        dropped: i64::MAX - n as i64,
        last_dropped: Some(text(10 + 100 * n)),
        organisation_id: Some(id(1000 * n as u128 + 11)),
        conflict_at: Some(at(1000 * n as i64 + 12)),
    }
}

pub fn positions(n: usize) -> PositionRow {
    PositionRow {
        id: id(1000 * n as u128),
        tracker_id: id(1000 * n as u128 + 1),
        convoy_id: id(1000 * n as u128 + 2),
        at: at(1000 * n as i64 + 3),
        received_at: at(1000 * n as i64 + 4),
        fix: bytes(5 + n),
    }
}

pub fn right_requests(n: usize) -> RightRequestRow {
    RightRequestRow {
        id: id(1000 * n as u128),
        kind: text(1 + 100 * n),
        user_id: id(1000 * n as u128 + 2),
        organisation_id: Some(id(1000 * n as u128 + 3)),
        role: Some(text(4 + 100 * n)),
        webhook_id: Some(id(1000 * n as u128 + 5)),
        link_hash: Some(bytes(6 + n)),
        asked_by: id(1000 * n as u128 + 7),
        asked_at: at(1000 * n as i64 + 8),
        due_at: at(1000 * n as i64 + 9),
        state: text(10 + 100 * n),
        decided_by: Some(id(1000 * n as u128 + 11)),
        decided_at: Some(at(1000 * n as i64 + 12)),
    }
}

pub fn right_mails(n: usize) -> RightMailRow {
    RightMailRow {
        id: id(1000 * n as u128),
        request_id: id(1000 * n as u128 + 1),
        user_id: id(1000 * n as u128 + 2),
        state: text(3 + 100 * n),
        attempts: 4 + n as i32,
        created_at: at(1000 * n as i64 + 5),
        next_at: Some(at(1000 * n as i64 + 6)),
        sent_at: Some(at(1000 * n as i64 + 7)),
    }
}

pub fn phones(n: usize) -> PhoneRow {
    PhoneRow {
        id: id(1000 * n as u128),
        user_id: id(1000 * n as u128 + 1),
        phone: bytes(2 + n),
        phone_index: bytes(3 + n),
        pin_index: Some(bytes(4 + n)),
        added_by: Some(id(1000 * n as u128 + 5)),
        added_at: at(1000 * n as i64 + 6),
        wrong_pins: 7 + n as i32,
        wrong_in_day: 8 + n as i32,
        wrong_since: Some(at(1000 * n as i64 + 9)),
        claimed_at: Some(at(1000 * n as i64 + 10)),
    }
}

pub fn phone_requests(n: usize) -> PhoneRequestRow {
    PhoneRequestRow {
        id: id(1000 * n as u128),
        user_id: id(1000 * n as u128 + 1),
        phone: bytes(2 + n),
        phone_index: bytes(3 + n),
        pin_index: Some(bytes(4 + n)),
        asked_by: Some(id(1000 * n as u128 + 5)),
        asked_at: at(1000 * n as i64 + 6),
        expires_at: at(1000 * n as i64 + 7),
        tries: 8 + n as i32,
        withdrawn: true,
    }
}

pub fn messages(n: usize) -> MessageRow {
    MessageRow {
        id: id(1000 * n as u128),
        user_id: id(1000 * n as u128 + 1),
        convoy_id: Some(id(1000 * n as u128 + 2)),
        event_id: Some(id(1000 * n as u128 + 3)),
        code: Some(text(4 + 100 * n)),
        reply: bytes(5 + n),
        received_at: at(1000 * n as i64 + 6),
    }
}

pub fn plan_drafts(n: usize) -> PlanDraftRow {
    PlanDraftRow {
        id: id(1000 * n as u128),
        user_id: id(1000 * n as u128 + 1),
        content: bytes(2 + n),
        began_at: at(1000 * n as i64 + 3),
        changed_at: at(1000 * n as i64 + 4),
    }
}

pub fn crew(n: usize) -> CrewRow {
    CrewRow {
        id: id(1000 * n as u128),
        convoy_id: id(1000 * n as u128 + 1),
        truck: text(2 + 100 * n),
        name: Some(bytes(3 + n)),
        phone: Some(bytes(4 + n)),
        plate: Some(bytes(5 + n)),
        name_index: Some(bytes(6 + n)),
        phone_index: Some(bytes(7 + n)),
        plate_index: Some(bytes(8 + n)),
        recorded_by: Some(id(1000 * n as u128 + 9)),
        recorded_at: at(1000 * n as i64 + 10),
        erased_at: Some(at(1000 * n as i64 + 11)),
    }
}

pub fn holds(n: usize) -> HoldRow {
    HoldRow {
        id: id(1000 * n as u128),
        convoy_id: id(1000 * n as u128 + 1),
        reason: text(2 + 100 * n),
        placed_by: Some(id(1000 * n as u128 + 3)),
        placed_at: at(1000 * n as i64 + 4),
        released_by: Some(id(1000 * n as u128 + 5)),
        released_at: Some(at(1000 * n as i64 + 6)),
        release_reason: Some(text(7 + 100 * n)),
        organisation_id: Some(id(1000 * n as u128 + 8)),
    }
}

pub fn partnerships(n: usize) -> PartnershipRow {
    PartnershipRow {
        convoy_id: id(1000 * n as u128),
        organisation_id: id(1000 * n as u128 + 1),
        accepted: n % 2 == 1,
        answered_by: Some(id(1000 * n as u128 + 2)),
        answered_at: Some(at(1000 * n as i64 + 3)),
    }
}

pub fn grants(n: usize) -> GrantRow {
    GrantRow {
        id: id(1000 * n as u128),
        convoy_id: id(1000 * n as u128 + 1),
        organisation_id: id(1000 * n as u128 + 2),
        exact: n % 2 == 1,
        granted_by: Some(id(1000 * n as u128 + 3)),
        granted_at: at(1000 * n as i64 + 4),
        expires_at: at(1000 * n as i64 + 5),
        ended_at: Some(at(1000 * n as i64 + 6)),
    }
}

pub fn assignments(n: usize) -> AssignmentRow {
    AssignmentRow {
        convoy_id: id(1000 * n as u128),
        user_id: id(1000),
        assigned_by: Some(id(1000 * n as u128 + 1)),
        assigned_at: at(1000 * n as i64 + 2),
    }
}

pub fn second_factors(n: usize) -> SecondFactorRow {
    SecondFactorRow {
        user_id: id(1000 * n as u128),
        secret: bytes(n),
        set_at: Some(at(1000 * n as i64 + 2)),
        last_step: i64::MAX - n as i64,
        created_at: at(1000 * n as i64 + 3),
    }
}

pub fn recovery_codes(n: usize) -> RecoveryCodeRow {
    RecoveryCodeRow {
        code_hash: bytes(n),
        user_id: id(1000),
        created_at: at(1000 * n as i64 + 1),
        used_at: Some(at(1000 * n as i64 + 2)),
    }
}

pub fn pending_sign_ins(n: usize) -> PendingSignInRow {
    PendingSignInRow {
        token_hash: bytes(n),
        user_id: id(1000),
        attempts_key: bytes(n + 1),
        created_at: at(1000 * n as i64 + 1),
        expires_at: at(1000 * n as i64 + 2),
    }
}

pub fn sign_in_attempts(n: usize) -> AttemptsRow {
    AttemptsRow {
        key: bytes(n),
        failures: i32::MAX - n as i32,
        blocked_until: Some(at(1000 * n as i64 + 1)),
        last_at: at(1000 * n as i64 + 2),
    }
}

pub fn devices(n: usize) -> DeviceRow {
    DeviceRow {
        token_hash: bytes(n),
        user_id: id(1000),
        created_at: at(1000 * n as i64 + 1),
        expires_at: at(1000 * n as i64 + 2),
    }
}

pub fn links(n: usize) -> LinkRow {
    LinkRow {
        secret_hash: bytes(n),
        purpose: "invitation".to_owned(),
        user_id: Some(id(1000)),
        created_at: at(1000 * n as i64 + 1),
        expires_at: at(1000 * n as i64 + 2),
        used_at: Some(at(1000 * n as i64 + 3)),
    }
}
