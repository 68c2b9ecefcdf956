//! Rows of what comes in from devices: trackers, positions, telephones, answered messages.

use std::fmt;

use diesel::prelude::{Insertable, Queryable, Selectable};

use crate::store::connection::MultiBackend;
use crate::store::schema::{messages, phone_requests, phones, positions, trackers};
use crate::store::types::{DbId, DbInstant};

/// A device that sends the positions of a convoy, or of one of its trucks.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = trackers, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct TrackerRow {
    /// The device.
    pub id: DbId,
    /// Of which convoy.
    pub convoy_id: DbId,
    /// Label of the truck that it travels on.
    pub truck: Option<String>,
    /// What people call it.
    pub label: String,
    /// Finds it by what it calls itself.
    pub id_index: Vec<u8>,
    /// Whether what it calls itself is a secret of ours, so that it may send by itself.
    pub is_key: bool,
    /// From when its positions are taken.
    pub valid_from: DbInstant,
    /// Until when.
    pub valid_until: Option<DbInstant>,
    /// Who registered it.
    pub registered_by: Option<DbId>,
    /// When.
    pub registered_at: DbInstant,
    /// When it was ended.
    pub ended_at: Option<DbInstant>,
    /// Positions that came and were not kept.
    pub dropped: i64,
    /// Why the last of them was not.
    pub last_dropped: Option<String>,
    /// Who registered it: whose servers may send for it.
    pub organisation_id: Option<DbId>,
    /// When a server last sent for it that sends for another organisation's device of the same name too.
    pub conflict_at: Option<DbInstant>,
}

impl fmt::Debug for TrackerRow {
    /// Without what finds it: rows end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrackerRow").field("id", &self.id).field("convoy_id", &self.convoy_id).finish_non_exhaustive()
    }
}

/// A position. Where it is is sealed.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = positions, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PositionRow {
    /// Follows from the device and the second.
    pub id: DbId,
    /// Of which device.
    pub tracker_id: DbId,
    /// Of which convoy.
    pub convoy_id: DbId,
    /// By the device's clock.
    pub at: DbInstant,
    /// By the server's.
    pub received_at: DbInstant,
    /// All else, sealed.
    pub fix: Vec<u8>,
}

impl fmt::Debug for PositionRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PositionRow")
            .field("id", &self.id)
            .field("tracker_id", &self.tracker_id)
            .finish_non_exhaustive()
    }
}

/// A telephone whose text messages count as those of a user.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = phones, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PhoneRow {
    /// The row.
    pub id: DbId,
    /// Whose.
    pub user_id: DbId,
    /// The number, sealed.
    pub phone: Vec<u8>,
    /// Finds the number.
    pub phone_index: Vec<u8>,
    /// Keyed hash of the PIN that its messages must carry; none where they need none.
    pub pin_index: Option<Vec<u8>>,
    /// Who added it.
    pub added_by: Option<DbId>,
    /// When.
    pub added_at: DbInstant,
    /// Wrong PINs since this one was chosen.
    pub wrong_pins: i32,
    /// Wrong PINs in the day that began with one.
    pub wrong_in_day: i32,
    /// When that day began.
    pub wrong_since: Option<DbInstant>,
    /// When somebody else has shown that they hold the telephone.
    pub claimed_at: Option<DbInstant>,
}

impl fmt::Debug for PhoneRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhoneRow").field("id", &self.id).field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

/// A number that somebody asked for, and that is nobody's until it is confirmed.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = phone_requests, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct PhoneRequestRow {
    /// The row.
    pub id: DbId,
    /// Whose it would be.
    pub user_id: DbId,
    /// The number, sealed.
    pub phone: Vec<u8>,
    /// Finds the number.
    pub phone_index: Vec<u8>,
    /// Keyed hash of the PIN that its messages will have to carry.
    pub pin_index: Option<Vec<u8>>,
    /// Who asked for it.
    pub asked_by: Option<DbId>,
    /// When.
    pub asked_at: DbInstant,
    /// Until when it can be confirmed.
    pub expires_at: DbInstant,
    /// Wrong codes so far.
    pub tries: i32,
    /// No longer asked for; kept until its end, so that its tries count.
    pub withdrawn: bool,
}

impl fmt::Debug for PhoneRequestRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhoneRequestRow").field("id", &self.id).field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

/// A text message that was answered.
#[derive(Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = messages, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
pub struct MessageRow {
    /// Follows from the gateway's id and the sender.
    pub id: DbId,
    /// Whose.
    pub user_id: DbId,
    /// About which convoy.
    pub convoy_id: Option<DbId>,
    /// What was recorded.
    pub event_id: Option<DbId>,
    /// The short code by which the sender takes it back.
    pub code: Option<String>,
    /// The answer, sealed.
    pub reply: Vec<u8>,
    /// When it came.
    pub received_at: DbInstant,
}

impl fmt::Debug for MessageRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageRow").field("id", &self.id).field("user_id", &self.user_id).finish_non_exhaustive()
    }
}
