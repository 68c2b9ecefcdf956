//! The file of the keys: made once, for its owner alone; replaced in one step; read again where it has changed.

use std::{
    path::{Path, PathBuf},
    sync::PoisonError,
    time::SystemTime,
};

use zeroize::Zeroizing;

use super::{Keys, KeysError};

/// What tells one state of a file from another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    inode: u64,
}

impl Stamp {
    fn of(path: &Path) -> Result<Self, KeysError> {
        let metadata = std::fs::metadata(path).map_err(|source| io("read", path, source))?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Ok(Self { modified: metadata.modified().ok(), length: metadata.len(), inode })
    }
}

impl Keys {
    /// Reads a file of keys; makes it, for its owner alone, where it is not there.
    pub fn read_or_make(path: &Path) -> Result<Self, KeysError> {
        match Self::read(path) {
            Err(KeysError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                Self::fresh()?.write_new(path)?;
                // Another program that starts at this moment may have been first: what is in the file counts.
                Self::read(path)
            }
            read => read,
        }
    }

    fn read(path: &Path) -> Result<Self, KeysError> {
        // The stamp first: what is written in between is read once more, and not missed.
        let stamp = Stamp::of(path)?;
        let text = std::fs::read_to_string(path).map(Zeroizing::new).map_err(|source| io("read", path, source))?;
        refuse_open(path)?;
        let mut keys = Self::parse(&text)?;
        keys.file = Some(path.to_owned());
        keys.fields.get_mut().unwrap_or_else(PoisonError::into_inner).stamp = Some(stamp);
        Ok(keys)
    }

    /// The file that they are in; `None` where they came from elsewhere.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Reads the file again where it has changed. One that is not of the same installation is refused.
    pub(in crate::app) fn follow_file(&self) -> Result<(), KeysError> {
        let Some(path) = &self.file else { return Ok(()) };
        if self.fields().stamp == Some(Stamp::of(path)?) {
            return Ok(());
        }
        let read = Self::read(path)?;
        if *read.index != *self.index {
            return Err(KeysError::Malformed("the file has the keys of another installation now"));
        }
        let fresh = read.fields().clone();
        *self.fields.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
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

    /// Replaces a file of keys by these, in one step: at no moment is there half a file, and it is on disk when this
    /// returns.
    pub fn replace(&self, path: &Path) -> Result<(), KeysError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        match std::fs::remove_file(&beside) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => return Err(io("write", &beside, source)),
            _ => {}
        }
        self.write_new(&beside)?;
        std::fs::rename(&beside, path).map_err(|source| io("write", path, source))?;
        sync_folder(path)
    }
}

/// The new name of the file must survive a power cut, too: rows are sealed with its newest key from now on.
#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<(), KeysError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| io("write", path, source))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), KeysError> {
    Ok(())
}

fn io(action: &'static str, path: &Path, source: std::io::Error) -> KeysError {
    KeysError::Io { action, path: path.display().to_string(), source }
}

#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<(), KeysError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(path).map_err(|source| io("read", path, source))?;
    let others = 0o077;
    if metadata.permissions().mode() & others == 0 {
        return Ok(());
    }
    Err(KeysError::Open { path: path.display().to_string() })
}

#[cfg(not(unix))]
fn refuse_open(_: &Path) -> Result<(), KeysError> {
    Ok(())
}
