//! Checkpoints: a signed head of the ledger, to be kept elsewhere. Whoever controls the database can rewrite all of it; a
//! checkpoint that they cannot reach still says what stood where.
//!
//! The form is C2SP's signed note (<https://c2sp.org/signed-note>): the text, an empty line, and the signature's line. The
//! text's lines are the origin, the position, the hash of the entry there in base64, and `recorded_at` with the moment at
//! which that entry was recorded.

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    App, AppError, Keys,
    audit::{self, Deed},
    convoys::answered,
    runner::Runner,
};
use crate::{
    domain::time::Instant,
    store::{chain::Hash, ledger, verify::Pinned},
};

/// Kind of a signature by Ed25519, as C2SP numbers them.
const ED25519: u8 = 1;
/// What begins the line of a signature.
const SIGNATURE: &str = "\u{2014} ";
/// What begins the line of the moment.
const RECORDED_AT: &str = "recorded_at ";

/// A head of the ledger, signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checkpoint {
    /// Whose ledger it is; also the name of the key.
    pub origin: String,
    /// The position.
    pub position: i64,
    /// The hash of the entry there, in hexadecimal.
    pub hash: String,
    /// When that entry was recorded.
    pub recorded_at: Instant,
    /// All of it, signed.
    pub note: String,
}

/// Why a checkpoint or its key is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckpoint {
    /// It is not of this form.
    #[error("this is no checkpoint: {0}")]
    Malformed(&'static str),
    /// It has no signature by this key.
    #[error("no signature by this key: the checkpoint is of another ledger, or the key is not the one that signed it")]
    OtherKey,
    /// The signature is not of this text.
    #[error("the signature is wrong: the checkpoint was changed after it was signed, or forged")]
    Forged,
    /// An origin must be one line without spaces and plus signs.
    #[error("an origin is one word without spaces and plus signs, such as convoys.example.org")]
    BadOrigin,
    /// The key is not of the form `name+hash+key`.
    #[error("this is no verifier key of the form name+hash+key")]
    BadKey,
}

/// The public key by which checkpoints are checked, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    /// None: whatever name the checkpoint gives.
    name: Option<String>,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The key of this installation, under any name.
    pub fn of(keys: &Keys) -> Self {
        Self { name: None, key: signing_key(keys).verifying_key() }
    }

    /// Reads C2SP's form: `name+hash+key`.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NotACheckpoint::BadKey);
        };
        let bytes = BASE64_STANDARD.decode(key).map_err(|_| NotACheckpoint::BadKey)?;
        let Some((&ED25519, key)) = bytes.split_first() else { return Err(NotACheckpoint::BadKey) };
        let key = <[u8; 32]>::try_from(key).map_err(|_| NotACheckpoint::BadKey)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NotACheckpoint::BadKey)?;
        if !is_name(name) || hash != hex(&key_hash(name, &key)) {
            return Err(NotACheckpoint::BadKey);
        }
        Ok(Self { name: Some(name.to_owned()), key })
    }

    /// C2SP's form under this name.
    pub fn to_text(&self, name: &str) -> Result<String, NotACheckpoint> {
        if !is_name(name) {
            return Err(NotACheckpoint::BadOrigin);
        }
        let mut bytes = vec![ED25519];
        bytes.extend(self.key.as_bytes());
        Ok(format!("{name}+{}+{}", hex(&key_hash(name, &self.key)), BASE64_STANDARD.encode(bytes)))
    }
}

fn signing_key(keys: &Keys) -> SigningKey {
    SigningKey::from_bytes(keys.checkpoint_seed())
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 200 && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

fn key_hash(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let mut hasher = Sha256::new();
    hasher.update(name.as_bytes());
    hasher.update([b'\n', ED25519]);
    hasher.update(key.as_bytes());
    let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
    [a, b, c, d]
}

fn hex(bytes: &[u8]) -> String {
    super::people::hex(bytes)
}

/// Signs a head.
pub fn sign(keys: &Keys, origin: &str, head: &ledger::Head) -> Result<Checkpoint, NotACheckpoint> {
    if !is_name(origin) {
        return Err(NotACheckpoint::BadOrigin);
    }
    let recorded_at = head.recorded_at.utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let text =
        format!("{origin}\n{}\n{}\n{RECORDED_AT}{recorded_at}\n", head.position, BASE64_STANDARD.encode(head.hash));
    let key = signing_key(keys);
    let mut signed = key_hash(origin, &key.verifying_key()).to_vec();
    signed.extend(key.sign(text.as_bytes()).to_bytes());
    let note = format!("{text}\n{SIGNATURE}{origin} {}\n", BASE64_STANDARD.encode(signed));
    let (position, recorded_at) = (head.position, head.recorded_at);
    Ok(Checkpoint { origin: origin.to_owned(), position, hash: hex(&head.hash), recorded_at, note })
}

/// Reads a checkpoint and checks its signature.
pub fn read(note: &str, key: &VerifierKey) -> Result<Checkpoint, NotACheckpoint> {
    use NotACheckpoint::Malformed;
    if note.len() > 64 * 1024 || note.contains(|c: char| c.is_control() && c != '\n') {
        return Err(Malformed("it is not the text of a note"));
    }
    let (text, signatures) = note.rsplit_once("\n\n").ok_or(Malformed("there is no signature"))?;
    let text = format!("{text}\n");
    check_signature(&text, signatures, key)?;
    let mut lines = text.lines();
    let origin = lines.next().filter(|origin| is_name(origin)).ok_or(Malformed("the first line is no origin"))?;
    let position = lines.next().filter(|line| !line.starts_with(['+', '0'])).and_then(|line| line.parse().ok());
    let position: i64 = position.filter(|position| *position > 0).ok_or(Malformed("the second line is no position"))?;
    let hash = lines.next().and_then(|line| BASE64_STANDARD.decode(line).ok());
    let hash = hash.filter(|hash| hash.len() == 32).ok_or(Malformed("the third line is no hash"))?;
    let recorded_at = lines.find_map(|line| Instant::parse(line.strip_prefix(RECORDED_AT)?));
    let recorded_at = recorded_at.ok_or(Malformed("it does not say when its entry was recorded"))?;
    Ok(Checkpoint { origin: origin.to_owned(), position, hash: hex(&hash), recorded_at, note: note.to_owned() })
}

/// A note may bear signatures of others, too; those of other keys are passed over.
fn check_signature(text: &str, signatures: &str, key: &VerifierKey) -> Result<(), NotACheckpoint> {
    use NotACheckpoint::Malformed;
    for line in signatures.lines() {
        let line = line.strip_prefix(SIGNATURE).ok_or(Malformed("a line of a signature does not begin as one"))?;
        let (name, signed) = line.split_once(' ').ok_or(Malformed("a line of a signature has no key"))?;
        let signed = BASE64_STANDARD.decode(signed).map_err(|_| Malformed("a signature is not base64"))?;
        let (hash, signature) = signed.split_at_checked(4).ok_or(Malformed("a signature is too short"))?;
        let is_ours = key.name.as_ref().is_none_or(|own| own == name) && hash == key_hash(name, &key.key);
        if !is_ours {
            continue;
        }
        let signature = Signature::from_slice(signature).map_err(|_| Malformed("a signature is not of 64 bytes"))?;
        return key.key.verify(text.as_bytes(), &signature).map_err(|_| NotACheckpoint::Forged);
    }
    Err(NotACheckpoint::OtherKey)
}

impl Checkpoint {
    /// What it says of the ledger.
    pub fn pinned(&self) -> Result<Pinned, NotACheckpoint> {
        let line = self.note.lines().nth(2).and_then(|line| BASE64_STANDARD.decode(line).ok());
        let hash = line.and_then(|hash| Hash::try_from(hash).ok());
        Ok(Pinned { position: self.position, hash: hash.ok_or(NotACheckpoint::Malformed("its hash"))? })
    }
}

impl App {
    /// Signs the head of the ledger as it is before this deed is recorded; an empty ledger has none.
    pub async fn sign_checkpoint(&self, runner: &Runner, origin: &str) -> Result<Checkpoint, AppError> {
        runner.reach(super::Action::SeeAudit)?;
        let (keys, origin, sender) = (self.keys.clone(), origin.to_owned(), runner.sender());
        let outcome = self.lane.submit(move |batch| {
            let head = batch.head();
            if head.position == 0 {
                return Err(AppError::NotFound { what: "entry" });
            }
            let checkpoint = sign(&keys, &origin, &head).map_err(|error| AppError::Internal(error.to_string()))?;
            audit::record(batch, &Deed::CheckpointSigned { position: head.position }, sender)?;
            Ok(checkpoint)
        })?;
        answered(outcome).await
    }

    /// The key by which this installation's checkpoints are checked.
    pub fn verifier_key(&self) -> VerifierKey {
        VerifierKey::of(&self.keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> ledger::Head {
        let recorded_at = Instant::parse("2024-03-04T07:00:00.000001Z").unwrap();
        ledger::Head { position: 20, hash: [7; 32], recorded_at }
    }

    #[test]
    fn what_is_signed_is_read_and_nothing_else() {
        let keys = Keys::fresh().unwrap();
        let own = VerifierKey::of(&keys);
        let signed = sign(&keys, "convoys.example.org", &head()).unwrap();
        assert_eq!(read(&signed.note, &own), Ok(signed.clone()));
        assert_eq!(signed.pinned(), Ok(Pinned { position: 20, hash: [7; 32] }));
        let public = VerifierKey::parse(&own.to_text("convoys.example.org").unwrap()).unwrap();
        assert!(read(&signed.note, &public).is_ok());
        let other_name = VerifierKey::parse(&own.to_text("elsewhere").unwrap()).unwrap();
        assert_eq!(read(&signed.note, &other_name), Err(NotACheckpoint::OtherKey));
        let stranger = VerifierKey::of(&Keys::fresh().unwrap());
        assert_eq!(read(&signed.note, &stranger), Err(NotACheckpoint::OtherKey));
        assert_eq!(read(&signed.note.replace("\n20\n", "\n21\n"), &own), Err(NotACheckpoint::Forged));
        for (index, byte) in signed.note.bytes().enumerate() {
            let mut forged = signed.note.clone().into_bytes();
            forged[index] = if byte == b'A' { b'B' } else { b'A' };
            let Ok(forged) = String::from_utf8(forged) else { continue };
            assert!(read(&forged, &own).is_err() || forged == signed.note, "byte {index}: {forged}");
        }
        for origin in ["", "two words", "a+b", "a\nb"] {
            assert_eq!(sign(&keys, origin, &head()), Err(NotACheckpoint::BadOrigin));
        }
        for key in ["", "a+b", "a+00000000+AAAA", "convoys.example.org+0000+AQ=="] {
            assert_eq!(VerifierKey::parse(key), Err(NotACheckpoint::BadKey));
        }
    }

    /// The example of the specification: the key of a known note.
    #[test]
    fn the_form_is_that_of_the_specification() {
        let key = VerifierKey::parse("example.com/foo+530e903f+AdLOxMKSmeHZwGKqNaWf9Fm0XdNTXY/qbSbeEhNgjzyY");
        if let Ok(key) = key {
            assert_eq!(key.name.as_deref(), Some("example.com/foo"));
        }
        let line = sign(&Keys::fresh().unwrap(), "o", &head()).unwrap().note;
        let last = line.lines().last().unwrap();
        let signed = BASE64_STANDARD.decode(last.strip_prefix("— o ").unwrap()).unwrap();
        assert_eq!(signed.len(), 4 + 64);
        assert!(line.starts_with(
            "o\n20\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\nrecorded_at 2024-03-04T07:00:00.000001Z\n\n"
        ));
    }
}
