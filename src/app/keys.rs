//! Keys that stay outside the database: for personal data, for finding it again, and for signing checkpoints.
//!
//! They stand in one small file (or variable) beside, never inside, the database and its backups: whoever has one of the
//! two has nothing.

use std::path::Path;

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

type Key = Zeroizing<[u8; 32]>;

/// First byte of what is sealed: how it is sealed.
const XCHACHA20_POLY1305: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// The keys of an installation.
pub struct Keys {
    /// By id; the last one seals.
    fields: Vec<(u32, Key)>,
    index: Key,
    checkpoint: Key,
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
        Ok(Self { fields: vec![(1, random()?)], index: random()?, checkpoint: random()? })
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
        Ok(Self { fields, index: decoded(&file.index)?, checkpoint: decoded(&file.checkpoint)? })
    }

    /// The keys as text, to be kept apart from the database.
    pub fn to_text(&self) -> Result<Zeroizing<String>, KeysError> {
        let field = |(id, key): &(u32, Key)| FieldKey { id: *id, key: BASE64_STANDARD.encode(**key) };
        let file = File {
            field: self.fields.iter().map(field).collect(),
            index: BASE64_STANDARD.encode(*self.index),
            checkpoint: BASE64_STANDARD.encode(*self.checkpoint),
        };
        let body = toml::to_string(&file).map_err(|_| KeysError::Malformed("they cannot be written"))?;
        Ok(Zeroizing::new(format!(
            "# Keys of a Convoy tracker. With this file and the database anybody reads drivers' names; without it nobody\n\
             # does. Keep a copy, apart from the database and from its backups.\n{body}"
        )))
    }

    /// Reads a file of keys; makes it, for its owner alone, where it is not there.
    pub fn read_or_make(path: &Path) -> Result<Self, KeysError> {
        match std::fs::read_to_string(path).map(Zeroizing::new) {
            Ok(text) => {
                refuse_open(path)?;
                Self::parse(&text)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let keys = Self::fresh()?;
                keys.write_new(path)?;
                // Another program that starts at this moment may have been first: what is in the file counts.
                let text = std::fs::read_to_string(path).map_err(|source| io("read", path, source))?;
                Self::parse(&Zeroizing::new(text))
            }
            Err(source) => Err(io("read", path, source)),
        }
    }

    /// Writes them into a file that is not there yet; one that is there stays as it is.
    fn write_new(&self, path: &Path) -> Result<(), KeysError> {
        use std::io::Write;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(mut file) => {
                let text = self.to_text()?;
                file.write_all(text.as_bytes())
                    .and_then(|()| file.sync_all())
                    .map_err(|source| io("write", path, source))
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            Err(source) => Err(io("write", path, source)),
        }
    }

    /// Replaces a file of keys by these, in one step: at no moment is there half a file.
    pub fn replace(&self, path: &Path) -> Result<(), KeysError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = std::path::PathBuf::from(beside);
        match std::fs::remove_file(&beside) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => return Err(io("write", &beside, source)),
            _ => {}
        }
        self.write_new(&beside)?;
        std::fs::rename(&beside, path).map_err(|source| io("write", path, source))
    }

    /// With one more key, which seals from now on; the others still open.
    pub fn with_new_key(&self) -> Result<Self, KeysError> {
        let mut fields = self.fields.clone();
        fields.push((self.current().saturating_add(1), random()?));
        Ok(Self { fields, index: self.index.clone(), checkpoint: self.checkpoint.clone() })
    }

    /// With the sealing key alone: what older keys have sealed can no longer be opened.
    #[must_use]
    pub fn with_newest_alone(&self) -> Self {
        let newest = self.fields.last().cloned();
        Self { fields: newest.into_iter().collect(), index: self.index.clone(), checkpoint: self.checkpoint.clone() }
    }

    /// The id of the key that seals.
    pub fn current(&self) -> u32 {
        self.fields.last().map_or(0, |(id, _)| *id)
    }

    /// The id of the key that has sealed this.
    pub fn key_of(sealed: &[u8]) -> Option<u32> {
        let id = sealed.get(1..=KEY_ID)?;
        Some(u32::from_be_bytes(id.try_into().ok()?))
    }

    /// Seals a value of a field. `place` says which field of which row: sealed text that is moved elsewhere does not open.
    pub fn seal(&self, place: &str, plain: &str) -> Result<Vec<u8>, AppError> {
        let (id, key) = self.fields.last().ok_or_else(|| AppError::Internal("there is no key".to_owned()))?;
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
        let known = self.fields.iter().find(|(known, _)| *known == id);
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

fn io(action: &'static str, path: &Path, source: std::io::Error) -> KeysError {
    KeysError::Io { action, path: path.display().to_string(), source }
}

#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<(), KeysError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(path).map_err(|source| io("read", path, source))?;
    if metadata.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(KeysError::Open { path: path.display().to_string() })
}

#[cfg(not(unix))]
fn refuse_open(_: &Path) -> Result<(), KeysError> {
    Ok(())
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
