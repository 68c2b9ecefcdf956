//! As in `samples`, but with every column empty that may be, every flag off, and instants before 1970.

use convoy::store::rows::*;

use super::samples::{self, long_ago};

pub fn ledger(n: usize) -> LedgerRow {
    LedgerRow {
        occurred_at: long_ago(),
        occurred_until: None,
        captured_at: None,
        skew_ms: None,
        recorded_at: long_ago(),
        recorded_by: None,
        salt: None,
        body: None,
        ..samples::ledger(n)
    }
}

pub fn organisations(n: usize) -> OrganisationRow {
    OrganisationRow { acronym: None, ..samples::organisations(n) }
}

pub fn places(n: usize) -> PlaceRow {
    PlaceRow {
        latitude: None,
        longitude: None,
        coordinates_approximate: false,
        admin1: None,
        country: None,
        pcode: None,
        gazetteer: None,
        population: None,
        access: None,
        last_reached: None,
        ..samples::places(n)
    }
}

pub fn convoys(n: usize) -> ConvoyRow {
    ConvoyRow {
        status_since: long_ago(),
        over_since: None,
        over_by: None,
        origin_id: None,
        last_place_id: None,
        next_place_id: None,
        people_waiting: None,
        clearance_scope: None,
        block: None,
        outcome: None,
        last_heard: None,
        silent_after: None,
        reviews: i32::MIN,
        registered_at: long_ago(),
        updated_at: long_ago(),
        ..samples::convoys(n)
    }
}

pub fn convoy_organisations(n: usize) -> ConvoyOrganisationRow {
    samples::convoy_organisations(n)
}

pub fn stops(n: usize) -> StopRow {
    StopRow {
        added: false,
        target_population: None,
        reached_at: None,
        left_at: None,
        served_at: None,
        ..samples::stops(n)
    }
}

pub fn trucks(n: usize) -> TruckRow {
    TruckRow { fate_since: None, vehicle: None, ..samples::trucks(n) }
}

pub fn cargo(n: usize) -> CargoRow {
    CargoRow {
        destination_id: None,
        truck: None,
        planned: None,
        refused: None,
        loaded: None,
        delivered: None,
        removed: None,
        looted: None,
        damaged: None,
        destroyed: None,
        spoiled: None,
        transferred: None,
        returned: None,
        aboard: None,
        remaining: None,
        not_accounted_for: None,
        ..samples::cargo(n)
    }
}

pub fn blocks(n: usize) -> BlockRow {
    BlockRow { held_by: None, place_id: None, since: long_ago(), ended_at: None, ended_by: None, ..samples::blocks(n) }
}

pub fn incidents(n: usize) -> IncidentRow {
    IncidentRow {
        place_id: None,
        occurred_at: long_ago(),
        occurred_until: None,
        accounts: i32::MIN,
        places: i32::MIN,
        alleged_actors: i32::MIN,
        accounts_differ: false,
        ..samples::incidents(n)
    }
}

pub fn reviews(n: usize) -> ReviewRow {
    samples::reviews(n)
}

pub fn users(n: usize) -> UserRow {
    UserRow { language: None, disabled_at: None, created_at: long_ago(), ..samples::users(n) }
}

pub fn memberships(n: usize) -> MembershipRow {
    MembershipRow { organisation_id: None, ..samples::memberships(n) }
}

pub fn sessions(n: usize) -> SessionRow {
    SessionRow {
        device: None,
        created_at: long_ago(),
        last_seen_at: long_ago(),
        expires_at: long_ago(),
        ..samples::sessions(n)
    }
}

pub fn tokens(n: usize) -> TokenRow {
    TokenRow { created_at: long_ago(), expires_at: None, last_used_at: None, revoked_at: None, ..samples::tokens(n) }
}

pub fn crew(n: usize) -> CrewRow {
    CrewRow {
        name: None,
        phone: None,
        plate: None,
        name_index: None,
        phone_index: None,
        plate_index: None,
        recorded_by: None,
        recorded_at: long_ago(),
        erased_at: None,
        ..samples::crew(n)
    }
}

pub fn trackers(n: usize) -> TrackerRow {
    TrackerRow {
        truck: None,
        is_key: false,
        valid_from: long_ago(),
        valid_until: None,
        registered_by: None,
        registered_at: long_ago(),
        ended_at: None,
        last_dropped: None,
        organisation_id: None,
        conflict_at: None,
        ..samples::trackers(n)
    }
}

pub fn positions(n: usize) -> PositionRow {
    PositionRow { at: long_ago(), received_at: long_ago(), ..samples::positions(n) }
}

pub fn right_requests(n: usize) -> RightRequestRow {
    RightRequestRow {
        organisation_id: None,
        role: None,
        webhook_id: None,
        link_hash: None,
        asked_at: long_ago(),
        decided_by: None,
        decided_at: None,
        ..samples::right_requests(n)
    }
}

pub fn right_mails(n: usize) -> RightMailRow {
    RightMailRow { next_at: None, sent_at: None, created_at: long_ago(), ..samples::right_mails(n) }
}

pub fn phones(n: usize) -> PhoneRow {
    PhoneRow {
        pin_index: None,
        added_by: None,
        added_at: long_ago(),
        wrong_since: None,
        claimed_at: None,
        ..samples::phones(n)
    }
}

pub fn phone_requests(n: usize) -> PhoneRequestRow {
    PhoneRequestRow {
        pin_index: None,
        asked_by: None,
        asked_at: long_ago(),
        withdrawn: false,
        ..samples::phone_requests(n)
    }
}

pub fn messages(n: usize) -> MessageRow {
    MessageRow { convoy_id: None, event_id: None, code: None, received_at: long_ago(), ..samples::messages(n) }
}

pub fn holds(n: usize) -> HoldRow {
    HoldRow {
        placed_by: None,
        placed_at: long_ago(),
        released_by: None,
        released_at: None,
        release_reason: None,
        organisation_id: None,
        ..samples::holds(n)
    }
}

pub fn partnerships(n: usize) -> PartnershipRow {
    PartnershipRow { answered_by: None, answered_at: None, ..samples::partnerships(n) }
}

pub fn grants(n: usize) -> GrantRow {
    GrantRow { granted_by: None, granted_at: long_ago(), ended_at: None, ..samples::grants(n) }
}

pub fn assignments(n: usize) -> AssignmentRow {
    AssignmentRow { assigned_by: None, assigned_at: long_ago(), ..samples::assignments(n) }
}

pub fn second_factors(n: usize) -> SecondFactorRow {
    SecondFactorRow { set_at: None, last_step: i64::MIN, created_at: long_ago(), ..samples::second_factors(n) }
}

pub fn recovery_codes(n: usize) -> RecoveryCodeRow {
    RecoveryCodeRow { created_at: long_ago(), used_at: None, ..samples::recovery_codes(n) }
}

pub fn pending_sign_ins(n: usize) -> PendingSignInRow {
    PendingSignInRow { created_at: long_ago(), expires_at: long_ago(), ..samples::pending_sign_ins(n) }
}

pub fn sign_in_attempts(n: usize) -> AttemptsRow {
    AttemptsRow { failures: i32::MIN, blocked_until: None, last_at: long_ago(), ..samples::sign_in_attempts(n) }
}

pub fn devices(n: usize) -> DeviceRow {
    DeviceRow { created_at: long_ago(), expires_at: long_ago(), ..samples::devices(n) }
}

pub fn links(n: usize) -> LinkRow {
    LinkRow { user_id: None, created_at: long_ago(), expires_at: long_ago(), used_at: None, ..samples::links(n) }
}
