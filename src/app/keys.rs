//! Keys that stay outside the database: for personal data, for finding it again, and for signing checkpoints.
//!
//! They stand in one small file (or variable) beside, never inside, the database and its backups: whoever has one of the
//! two has nothing.

use std::{
    path::PathBuf,
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::AppError;
use crate::ambient::secret_bytes;
use file::Stamp;

mod file;

type Key = Zeroizing<[u8; 32]>;

/// First byte of what is sealed: how it is sealed.
const XCHACHA20_POLY1305: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// The keys of an installation. Where they are in a file, they follow it: another program may give it a new key.
pub struct Keys {
    fields: RwLock<Fields>,
    index: Key,
    checkpoint: Key,
    file: Option<PathBuf>,
}

/// The keys of fields.
#[derive(Clone, Default)]
struct Fields {
    /// By id; the last one seals.
    keys: Vec<(u32, Key)>,
    /// Which state of the file they were read from.
    stamp: Option<Stamp>,
}

impl std::fmt::Debug for Keys {
    /// Without the keys: settings end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("current", &self.current()).finish_non_exhaustive()
    }
}

/// Why keys cannot be had. Never repeats what it read.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Not a file of keys.
    #[error("these are no keys: {0}")]
    Malformed(&'static str),
    /// The file cannot be read or written.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// `read` or `write`.
        action: &'static str,
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Others on this machine can read it.
    #[error("{path} can be read by others on this machine: chmod 600 {path}")]
    Open {
        /// Which file.
        path: String,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Of every field of personal data; the last one seals, the others open what was sealed earlier.
    field: Vec<FieldKey>,
    /// Finds a person again without opening every row.
    index: String,
    /// Signs checkpoints: an Ed25519 seed.
    checkpoint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldKey {
    id: u32,
    key: String,
}

impl Keys {
    /// Fresh ones.
    pub fn fresh() -> Result<Self, KeysError> {
        Ok(Self::of(vec![(1, random()?)], random()?, random()?))
    }

    fn of(keys: Vec<(u32, Key)>, index: Key, checkpoint: Key) -> Self {
        Self { fields: RwLock::new(Fields { keys, stamp: None }), index, checkpoint, file: None }
    }

    fn fields(&self) -> RwLockReadGuard<'_, Fields> {
        self.fields.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads them as [`Keys::to_text`] wrote them.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let file: File = toml::from_str(text).map_err(|_| KeysError::Malformed("not the TOML of a keys file"))?;
        let mut fields = Vec::with_capacity(file.field.len());
        for field in &file.field {
            if fields.iter().any(|(id, _)| *id == field.id) {
                return Err(KeysError::Malformed("two keys have one id"));
            }
            fields.push((field.id, decoded(&field.key)?));
        }
        if fields.is_empty() {
            return Err(KeysError::Malformed("there is no key for fields"));
        }
        Ok(Self::of(fields, decoded(&file.index)?, decoded(&file.checkpoint)?))
    }

    /// The keys as text, to be kept apart from the database.
    pub fn to_text(&self) -> Result<Zeroizing<String>, KeysError> {
        let field = |(id, key): &(u32, Key)| FieldKey { id: *id, key: BASE64_STANDARD.encode(**key) };
        let file = File {
            field: self.fields().keys.iter().map(field).collect(),
            index: BASE64_STANDARD.encode(*self.index),
            checkpoint: BASE64_STANDARD.encode(*self.checkpoint),
        };
        let body = toml::to_string(&file).map_err(|_| KeysError::Malformed("they cannot be written"))?;
        Ok(Zeroizing::new(format!(
            "# Keys of a Convoy tracker. With this file and the database anybody reads drivers' names; without it nobody\n\
             # does. Keep a copy, apart from the database and from its backups.\n{body}"
        )))
    }

    /// With one more key, which seals from now on; the others still open.
    pub fn with_new_key(&self) -> Result<Self, KeysError> {
        let mut keys = self.fields().keys.clone();
        keys.push((self.current().saturating_add(1), random()?));
        Ok(Self::of(keys, self.index.clone(), self.checkpoint.clone()))
    }

    /// With the sealing key alone: what older keys have sealed can no longer be opened.
    #[must_use]
    pub fn with_newest_alone(&self) -> Self {
        let newest = self.fields().keys.last().cloned();
        Self::of(newest.into_iter().collect(), self.index.clone(), self.checkpoint.clone())
    }

    /// The id of the key that seals.
    pub fn current(&self) -> u32 {
        self.fields().keys.last().map_or(0, |(id, _)| *id)
    }

    /// The ids of all keys of fields, the sealing one last.
    pub fn ids(&self) -> Vec<u32> {
        self.fields().keys.iter().map(|(id, _)| *id).collect()
    }

    /// The id of the key that has sealed this.
    pub fn key_of(sealed: &[u8]) -> Option<u32> {
        let id = sealed.get(1..=KEY_ID)?;
        Some(u32::from_be_bytes(id.try_into().ok()?))
    }

    /// Seals a value of a field. `place` says which field of which row: sealed text that is moved elsewhere does not open.
    ///
    /// Seal within the write transaction that stores it: the keys are then the newest of the file, and a rotation that
    /// ends after it sees what was sealed.
    pub fn seal(&self, place: &str, plain: &str) -> Result<Vec<u8>, AppError> {
        self.follow_file().map_err(|error| AppError::Internal(error.to_string()))?;
        let fields = self.fields();
        let (id, key) = fields.keys.last().ok_or_else(|| AppError::Internal("there is no key".to_owned()))?;
        let nonce = secret_bytes::<NONCE>()
            .map_err(|error| AppError::Internal(format!("the system gives no random bytes: {error}")))?;
        let payload = Payload { msg: plain.as_bytes(), aad: place.as_bytes() };
        let sealed = cipher(key)
            .encrypt(&nonce.into(), payload)
            .map_err(|_| AppError::Internal("a field could not be sealed".to_owned()))?;
        let mut bytes = vec![XCHACHA20_POLY1305];
        bytes.extend(id.to_be_bytes());
        bytes.extend(nonce);
        bytes.extend(sealed);
        Ok(bytes)
    }

    /// Opens what was sealed in this place.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<String>, AppError> {
        let failed = |why: &str| AppError::Internal(format!("sealed data: {why}"));
        let (head, rest) =
            sealed.split_at_checked(1 + KEY_ID).ok_or_else(|| failed("too short to have been sealed"))?;
        if head.first() != Some(&XCHACHA20_POLY1305) {
            return Err(failed("sealed in a way that is not known"));
        }
        let id = Self::key_of(sealed).ok_or_else(|| failed("too short to have been sealed"))?;
        if !self.ids().contains(&id) {
            // Another program may have sealed it with a key that is newer than what was read at the start.
            self.follow_file().map_err(|error| failed(&error.to_string()))?;
        }
        let fields = self.fields();
        let known = fields.keys.iter().find(|(known, _)| *known == id);
        let (_, key) = known.ok_or_else(|| failed(&format!("key {id} is not among the keys")))?;
        let (nonce, text) = rest.split_at_checked(NONCE).ok_or_else(|| failed("too short to have been sealed"))?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| failed("too short to have been sealed"))?;
        let plain = cipher(key)
            .decrypt(&nonce.into(), Payload { msg: text, aad: place.as_bytes() })
            .map_err(|_| failed("not what was sealed here, or by another key of this id"))?;
        String::from_utf8(plain).map(Zeroizing::new).map_err(|_| failed("no text"))
    }

    /// A value by which a person can be found again, and nothing can be learnt without the key. `class` parts names from
    /// phones: the same text in two classes has two indices.
    pub fn index(&self, class: &str, value: &str) -> Vec<u8> {
        // Any length of key will do for this kind of code: it never fails.
        let Ok(mut code) = <Hmac<Sha256> as KeyInit>::new_from_slice(&*self.index) else { return Vec::new() };
        code.update(class.as_bytes());
        code.update(&[0]);
        code.update(value.as_bytes());
        code.finalize().into_bytes().to_vec()
    }

    /// The seed of the key that signs checkpoints.
    pub fn checkpoint_seed(&self) -> &[u8; 32] {
        &self.checkpoint
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**key).into())
}

fn random() -> Result<Key, KeysError> {
    Ok(Zeroizing::new(secret_bytes()?))
}

fn decoded(text: &str) -> Result<Key, KeysError> {
    let bytes = BASE64_STANDARD.decode(text).map(Zeroizing::new);
    let bytes = bytes.map_err(|_| KeysError::Malformed("a key is not base64"))?;
    let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| KeysError::Malformed("a key is not of 32 bytes"))?;
    Ok(Zeroizing::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_alone() {
        let keys = Keys::fresh().unwrap();
        let sealed = keys.seal("crew.name 7", "Nour").unwrap();
        assert_eq!(&*keys.open("crew.name 7", &sealed).unwrap(), "Nour");
        assert!(keys.open("crew.name 8", &sealed).is_err());
        assert!(Keys::fresh().unwrap().open("crew.name 7", &sealed).is_err());
        assert!(!sealed.windows(4).any(|window| window == b"Nour"));
        for changed in 0..sealed.len() {
            let mut forged = sealed.clone();
            forged[changed] ^= 1;
            assert!(keys.open("crew.name 7", &forged).is_err(), "byte {changed}");
        }
        for short in 0..sealed.len() {
            assert!(keys.open("crew.name 7", &sealed[..short]).is_err(), "{short} bytes");
        }
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let keys = Keys::fresh().unwrap();
        let sealed = keys.seal("a", "old").unwrap();
        let rotated = Keys::parse(&keys.with_new_key().unwrap().to_text().unwrap()).unwrap();
        assert_eq!(&*rotated.open("a", &sealed).unwrap(), "old");
        assert_eq!(Keys::key_of(&rotated.seal("a", "new").unwrap()), Some(2));
        assert!(rotated.with_newest_alone().open("a", &sealed).is_err());
        assert_eq!(keys.index("name", "Nour"), rotated.index("name", "Nour"));
        assert_ne!(keys.index("name", "Nour"), keys.index("phone", "Nour"));
    }

    #[test]
    fn keys_follow_their_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let running = Keys::read_or_make(&path).unwrap();
        let old = running.seal("a", "old").unwrap();
        let rotating = Keys::read_or_make(&path).unwrap();
        rotating.with_new_key().unwrap().replace(&path).unwrap();
        let rotating = Keys::read_or_make(&path).unwrap();
        let new = rotating.seal("a", "new").unwrap();
        assert_eq!(&*running.open("a", &new).unwrap(), "new");
        assert_eq!(&*running.open("a", &old).unwrap(), "old");
        assert_eq!(Keys::key_of(&running.seal("a", "newer").unwrap()), Some(2));
        rotating.with_newest_alone().replace(&path).unwrap();
        assert_eq!(Keys::key_of(&running.seal("a", "newest").unwrap()), Some(2));
        assert!(running.open("a", &old).is_err());
        // Of another installation: not followed.
        Keys::fresh().unwrap().replace(&path).unwrap();
        assert!(running.seal("a", "x").is_err());
    }

    #[test]
    fn a_file_of_keys_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let made = Keys::read_or_make(&path).unwrap();
        let read = Keys::read_or_make(&path).unwrap();
        assert_eq!(made.index("a", "b"), read.index("a", "b"));
        made.with_new_key().unwrap().replace(&path).unwrap();
        assert_eq!(Keys::read_or_make(&path).unwrap().current(), 2);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(Keys::read_or_make(&path), Err(KeysError::Open { .. })));
        }
        for nonsense in ["", "field = []", "hello", "index = 'x'"] {
            assert!(Keys::parse(nonsense).is_err(), "{nonsense}");
        }
    }
}
