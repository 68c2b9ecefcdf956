//! The hash chain. Each entry commits to its body by a salted hash, and to all that came before it by the hash of the
//! entry before. Everything is fixed-width binary, so that no two entries have the same bytes.
//!
//! commitment = SHA-256(`convoy body v1` ‖ salt ‖ body); hash = SHA-256(`convoy entry v1` ‖ position ‖ previous hash ‖
//! entry id ‖ subject kind ‖ subject id ‖ SHA-256(kind) ‖ times ‖ who ‖ commitment). Integers are big-endian; a value
//! that is absent has a zero byte before its zeroes, one that is present a one.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    rows::LedgerRow,
    types::{DbId, DbInstant},
};

/// A SHA-256 hash.
pub type Hash = [u8; 32];
/// What comes before the first entry.
pub const GENESIS: Hash = [0; 32];

/// What an entry says it committed to.
pub fn commitment(salt: &[u8], body: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"convoy body v1\0\0");
    hasher.update(width(salt.len()));
    hasher.update(salt);
    hasher.update(body.as_bytes());
    hasher.finalize().into()
}

/// Whether an entry's commitment is to this body; `None` where the entry was redacted.
pub fn is_committed_to(row: &LedgerRow, body: &str) -> Option<bool> {
    let salt = row.salt.as_ref()?;
    Some(commitment(salt, body).ct_eq(row.commitment.as_slice()).into())
}

/// The hash of an entry, from everything in it but the hash itself.
pub fn entry_hash(row: &LedgerRow) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"convoy entry v1\0");
    hasher.update(row.position.to_be_bytes());
    hasher.update(fixed(&row.previous_hash));
    hasher.update(row.entry_id.0.as_bytes());
    hasher.update(Sha256::digest(row.subject_kind.as_bytes()));
    hasher.update(row.subject_id.0.as_bytes());
    hasher.update(Sha256::digest(row.kind.as_bytes()));
    hasher.update(instant(row.occurred_at));
    hasher.update(optional(row.occurred_until.map(instant)));
    hasher.update(Sha256::digest(row.precision.as_bytes()));
    hasher.update(optional(row.captured_at.map(instant)));
    hasher.update(optional(row.skew_ms.map(i64::to_be_bytes)));
    hasher.update(instant(row.recorded_at));
    hasher.update(optional(row.recorded_by.map(|DbId(id)| *id.as_bytes())));
    hasher.update(fixed(&row.commitment));
    hasher.finalize().into()
}

fn width(length: usize) -> [u8; 8] {
    (length as u64).to_be_bytes()
}

fn instant(DbInstant(at): DbInstant) -> [u8; 8] {
    at.timestamp_micros().to_be_bytes()
}

/// A hash column that somebody cut or stretched still hashes to something of fixed width, and not to what it was.
fn fixed(bytes: &[u8]) -> Hash {
    <Hash>::try_from(bytes).unwrap_or_else(|_| Sha256::digest(bytes).into())
}

fn optional<const N: usize>(value: Option<[u8; N]>) -> Vec<u8> {
    let mut bytes = vec![u8::from(value.is_some())];
    bytes.extend(value.unwrap_or([0; N]));
    bytes
}
