//! The tables, as Diesel sees them. Kept by hand: one file stands for both databases, and `tests/it/store_schema.rs` holds
//! it to what the migrations of each really make.
#![allow(missing_docs, reason = "the macro makes items per column; each column is described on its row struct")]

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    ledger (position) {
        position -> BigInt,
        entry_id -> Id,
        subject_id -> Id,
        subject_kind -> Text,
        kind -> Text,
        occurred_at -> Instant,
        occurred_until -> Nullable<Instant>,
        precision -> Text,
        captured_at -> Nullable<Instant>,
        skew_ms -> Nullable<BigInt>,
        recorded_at -> Instant,
        recorded_by -> Nullable<Id>,
        salt -> Nullable<Binary>,
        body -> Nullable<Text>,
        commitment -> Binary,
        previous_hash -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    ledger_head (id) {
        id -> Integer,
        position -> BigInt,
        hash -> Binary,
        recorded_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    organisations (id) {
        id -> Id,
        key -> Text,
        name -> Json,
        acronym -> Nullable<Text>,
        position -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    places (id) {
        id -> Id,
        key -> Text,
        kind -> Text,
        name -> Json,
        aliases -> Json,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        coordinates_approximate -> Bool,
        admin1 -> Nullable<Text>,
        country -> Nullable<Text>,
        pcode -> Nullable<Text>,
        gazetteer -> Nullable<Text>,
        population -> Nullable<BigInt>,
        access -> Nullable<Text>,
        last_reached -> Nullable<Integer>,
        position -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    convoys (id) {
        id -> Id,
        reference -> Text,
        reference_key -> Text,
        lead_id -> Id,
        time_zone -> Text,
        sensitivity -> Text,
        status -> Text,
        status_since -> Instant,
        status_precision -> Text,
        origin_id -> Nullable<Id>,
        last_place_id -> Nullable<Id>,
        next_place_id -> Nullable<Id>,
        counts -> Json,
        people_waiting -> Nullable<BigInt>,
        clearance -> Text,
        clearance_scope -> Nullable<Text>,
        block -> Nullable<Json>,
        outcome -> Nullable<Text>,
        last_heard -> Nullable<Instant>,
        silent_after -> Nullable<Instant>,
        reviews -> Integer,
        version -> BigInt,
        registered_position -> BigInt,
        registered_at -> Instant,
        last_position -> BigInt,
        updated_at -> Instant,
        search_text -> Text,
        over_since -> Nullable<Instant>,
        over_by -> Nullable<Id>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    convoy_organisations (convoy_id, organisation_id) {
        convoy_id -> Id,
        organisation_id -> Id,
        role -> Text,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    stops (convoy_id, ordinal) {
        convoy_id -> Id,
        ordinal -> Integer,
        place_id -> Id,
        role -> Text,
        state -> Text,
        added -> Bool,
        target_population -> Nullable<BigInt>,
        reached_at -> Nullable<Instant>,
        left_at -> Nullable<Instant>,
        served_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    trucks (convoy_id, ordinal) {
        convoy_id -> Id,
        ordinal -> Integer,
        label -> Text,
        role -> Text,
        fate -> Text,
        fate_since -> Nullable<Instant>,
        vehicle -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    cargo (convoy_id, line) {
        convoy_id -> Id,
        line -> Integer,
        item -> Text,
        sector -> Nullable<Text>,
        unit -> Text,
        destination_id -> Nullable<Id>,
        truck -> Nullable<Text>,
        planned -> Nullable<Text>,
        refused -> Nullable<Text>,
        loaded -> Nullable<Text>,
        delivered -> Nullable<Text>,
        removed -> Nullable<Text>,
        looted -> Nullable<Text>,
        damaged -> Nullable<Text>,
        destroyed -> Nullable<Text>,
        spoiled -> Nullable<Text>,
        transferred -> Nullable<Text>,
        returned -> Nullable<Text>,
        aboard -> Nullable<Text>,
        remaining -> Nullable<Text>,
        not_accounted_for -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    blocks (convoy_id, ordinal) {
        convoy_id -> Id,
        ordinal -> Integer,
        event_id -> Id,
        cause -> Text,
        held_by -> Nullable<Text>,
        place_id -> Nullable<Id>,
        since -> Instant,
        precision -> Text,
        ended_at -> Nullable<Instant>,
        ended_by -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    incidents (convoy_id, key) {
        convoy_id -> Id,
        key -> Text,
        event_id -> Id,
        act -> Text,
        place_id -> Nullable<Id>,
        occurred_at -> Instant,
        occurred_until -> Nullable<Instant>,
        precision -> Text,
        accounts -> Integer,
        places -> Integer,
        alleged_actors -> Integer,
        accounts_differ -> Bool,
        figures -> Json,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    reviews (event_id) {
        event_id -> Id,
        convoy_id -> Id,
        position -> BigInt,
        state -> Text,
        decided_by -> Nullable<Id>,
        code -> Nullable<Text>,
        detail -> Nullable<Json>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    users (id) {
        id -> Id,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        language -> Nullable<Text>,
        disabled_at -> Nullable<Instant>,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    memberships (id) {
        id -> Id,
        user_id -> Id,
        organisation_id -> Nullable<Id>,
        role -> Text,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    sessions (token_hash) {
        token_hash -> Binary,
        id -> Id,
        user_id -> Id,
        second_factor -> Text,
        device -> Nullable<Text>,
        created_at -> Instant,
        last_seen_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    tokens (id) {
        id -> Id,
        public_id -> Text,
        secret_hash -> Binary,
        user_id -> Id,
        scopes -> Json,
        created_at -> Instant,
        expires_at -> Nullable<Instant>,
        last_used_at -> Nullable<Instant>,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    grants (id) {
        id -> Id,
        convoy_id -> Id,
        organisation_id -> Id,
        exact -> Bool,
        granted_by -> Nullable<Id>,
        granted_at -> Instant,
        expires_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    assignments (convoy_id, user_id) {
        convoy_id -> Id,
        user_id -> Id,
        assigned_by -> Nullable<Id>,
        assigned_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    crew (id) {
        id -> Id,
        convoy_id -> Id,
        truck -> Text,
        name -> Nullable<Binary>,
        phone -> Nullable<Binary>,
        plate -> Nullable<Binary>,
        name_index -> Nullable<Binary>,
        phone_index -> Nullable<Binary>,
        plate_index -> Nullable<Binary>,
        recorded_by -> Nullable<Id>,
        recorded_at -> Instant,
        erased_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    second_factors (user_id) {
        user_id -> Id,
        secret -> Binary,
        set_at -> Nullable<Instant>,
        last_step -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    holds (id) {
        id -> Id,
        convoy_id -> Id,
        reason -> Text,
        placed_by -> Nullable<Id>,
        placed_at -> Instant,
        released_by -> Nullable<Id>,
        released_at -> Nullable<Instant>,
        release_reason -> Nullable<Text>,
        organisation_id -> Nullable<Id>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    partnerships (convoy_id, organisation_id) {
        convoy_id -> Id,
        organisation_id -> Id,
        accepted -> Bool,
        answered_by -> Nullable<Id>,
        answered_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    recovery_codes (code_hash) {
        code_hash -> Binary,
        user_id -> Id,
        created_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    pending_sign_ins (token_hash) {
        token_hash -> Binary,
        user_id -> Id,
        attempts_key -> Binary,
        created_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    sign_in_attempts (key) {
        key -> Binary,
        failures -> Integer,
        blocked_until -> Nullable<Instant>,
        last_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    devices (token_hash) {
        token_hash -> Binary,
        user_id -> Id,
        created_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    links (secret_hash) {
        secret_hash -> Binary,
        purpose -> Text,
        user_id -> Nullable<Id>,
        created_at -> Instant,
        expires_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    trackers (id) {
        id -> Id,
        convoy_id -> Id,
        truck -> Nullable<Text>,
        label -> Text,
        id_index -> Binary,
        is_key -> Bool,
        valid_from -> Instant,
        valid_until -> Nullable<Instant>,
        registered_by -> Nullable<Id>,
        registered_at -> Instant,
        ended_at -> Nullable<Instant>,
        dropped -> BigInt,
        last_dropped -> Nullable<Text>,
        organisation_id -> Nullable<Id>,
        conflict_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    report_facts (convoy_id) {
        convoy_id -> Id,
        facts -> Json,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    positions (id) {
        id -> Id,
        tracker_id -> Id,
        convoy_id -> Id,
        at -> Instant,
        received_at -> Instant,
        fix -> Binary,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    phones (id) {
        id -> Id,
        user_id -> Id,
        phone -> Binary,
        phone_index -> Binary,
        pin_index -> Nullable<Binary>,
        added_by -> Nullable<Id>,
        added_at -> Instant,
        wrong_pins -> Integer,
        wrong_in_day -> Integer,
        wrong_since -> Nullable<Instant>,
        claimed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    phone_requests (id) {
        id -> Id,
        user_id -> Id,
        phone -> Binary,
        phone_index -> Binary,
        pin_index -> Nullable<Binary>,
        asked_by -> Nullable<Id>,
        asked_at -> Instant,
        expires_at -> Instant,
        tries -> Integer,
        withdrawn -> Bool,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    messages (id) {
        id -> Id,
        user_id -> Id,
        convoy_id -> Nullable<Id>,
        event_id -> Nullable<Id>,
        code -> Nullable<Text>,
        reply -> Binary,
        received_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    access_windows (id) {
        id -> Id,
        starts_at -> Instant,
        ends_at -> Nullable<Instant>,
        description -> Json,
        position -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    webhooks (id) {
        id -> Id,
        organisation_id -> Nullable<Id>,
        url -> Text,
        label -> Text,
        types -> Json,
        convoy_id -> Nullable<Id>,
        exact -> Bool,
        secret -> Binary,
        old_secret -> Nullable<Binary>,
        old_secret_until -> Nullable<Instant>,
        created_by -> Nullable<Id>,
        created_at -> Instant,
        position -> BigInt,
        alert_number -> BigInt,
        state -> Text,
        off_reason -> Nullable<Text>,
        off_at -> Nullable<Instant>,
        failures -> Integer,
        failing_since -> Nullable<Instant>,
        next_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    webhook_messages (id) {
        id -> Id,
        webhook_id -> Id,
        kind -> Text,
        position -> Nullable<BigInt>,
        alert_number -> Nullable<BigInt>,
        state -> Text,
        queued -> Bool,
        attempts -> Integer,
        created_at -> Instant,
        next_at -> Nullable<Instant>,
        last_at -> Nullable<Instant>,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    webhook_attempts (id) {
        id -> Id,
        message_id -> Id,
        at -> Instant,
        duration_ms -> BigInt,
        status -> Nullable<Integer>,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    alerts (number) {
        number -> BigInt,
        key -> Text,
        kind -> Text,
        convoy_id -> Id,
        event_id -> Nullable<Id>,
        since -> Instant,
        raised_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    alert_choices (user_id) {
        user_id -> Id,
        kinds -> Json,
        organisation_id -> Nullable<Id>,
        convoys -> Json,
        language -> Text,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    mails (id) {
        id -> Id,
        user_id -> Id,
        alert_number -> BigInt,
        state -> Text,
        attempts -> Integer,
        created_at -> Instant,
        next_at -> Nullable<Instant>,
        sent_at -> Nullable<Instant>,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    duties (name) {
        name -> Text,
        holder -> Nullable<Id>,
        expires_at -> Instant,
        position -> BigInt,
        began -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    imports (id) {
        id -> Id,
        kind -> Text,
        organisation_id -> Nullable<Id>,
        user_id -> Nullable<Id>,
        file_name -> Text,
        sha256 -> Binary,
        size -> BigInt,
        state -> Text,
        options -> Json,
        report -> Json,
        instance -> Nullable<Id>,
        created_at -> Instant,
        updated_at -> Instant,
        undone_at -> Nullable<Instant>,
        undone_by -> Nullable<Id>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    import_items (import_id, ordinal) {
        import_id -> Id,
        ordinal -> Integer,
        what -> Text,
        subject_id -> Id,
        convoy_id -> Nullable<Id>,
        position -> BigInt,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    import_matches (organisation_id, kind, headers) {
        organisation_id -> Id,
        kind -> Text,
        headers -> Binary,
        mapping -> Json,
        updated_by -> Nullable<Id>,
        updated_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    gazetteers (version) {
        version -> Text,
        import_id -> Id,
        entries -> Integer,
        loaded_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    gazetteer_entries (version, code) {
        version -> Text,
        code -> Text,
        level -> Integer,
        parent -> Nullable<Text>,
        path -> Text,
        name -> Json,
        aliases -> Json,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    gazetteer_names (version, folded, code) {
        version -> Text,
        folded -> Text,
        code -> Text,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    plan_drafts (id) {
        id -> Id,
        user_id -> Id,
        content -> Binary,
        began_at -> Instant,
        changed_at -> Instant,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    right_requests (id) {
        id -> Id,
        kind -> Text,
        user_id -> Id,
        organisation_id -> Nullable<Id>,
        role -> Nullable<Text>,
        webhook_id -> Nullable<Id>,
        link_hash -> Nullable<Binary>,
        asked_by -> Id,
        asked_at -> Instant,
        due_at -> Instant,
        state -> Text,
        decided_by -> Nullable<Id>,
        decided_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::store::types::{Id, Instant, Json};
    use diesel::sql_types::{BigInt, Binary, Bool, Double, Integer, Nullable, Text};

    right_mails (id) {
        id -> Id,
        request_id -> Id,
        user_id -> Id,
        state -> Text,
        attempts -> Integer,
        created_at -> Instant,
        next_at -> Nullable<Instant>,
        sent_at -> Nullable<Instant>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    webhooks,
    webhook_messages,
    webhook_attempts,
    alerts,
    alert_choices,
    mails,
    duties,
    access_windows,
    assignments,
    blocks,
    cargo,
    convoy_organisations,
    convoys,
    crew,
    devices,
    gazetteer_entries,
    gazetteer_names,
    gazetteers,
    grants,
    holds,
    import_items,
    import_matches,
    imports,
    incidents,
    ledger,
    ledger_head,
    links,
    memberships,
    messages,
    organisations,
    partnerships,
    pending_sign_ins,
    phone_requests,
    phones,
    places,
    plan_drafts,
    positions,
    recovery_codes,
    report_facts,
    reviews,
    right_mails,
    right_requests,
    second_factors,
    sessions,
    sign_in_attempts,
    stops,
    tokens,
    trackers,
    trucks,
    users,
);
