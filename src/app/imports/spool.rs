//! Where a file waits between its arrival and its import: a folder that only this program's user can read.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::sheet::{MOST_BYTES, Unreadable};
use crate::{
    app::{
        AppError,
        people::hex,
        shares::{Share, Shares},
    },
    store::DatabaseUrl,
};

/// A file that nobody comes back for is deleted.
const KEPT_FOR: Duration = Duration::from_hours(24);
/// Imports that may wait for their turn, in all and of one person.
const WAITING: (usize, usize) = (16, 4);
/// Files that may be arriving at a time: in all, of one person, and of one organisation.
const MOST_ARRIVING: usize = 16;
const OF_PERSON: usize = 4;
const OF_ORGANISATION: usize = 8;

/// How far an import is that is at work.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// How many of how many.
    pub fn read(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    pub(super) fn begin(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
    }

    pub(super) fn at(&self, done: usize) {
        self.done.store(done, Ordering::Relaxed);
    }
}

/// What this process knows of imports: the folder where files wait, and what it is at work on.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
    /// This process among those that share a database.
    pub instance: Uuid,
    at_work: Mutex<HashMap<Uuid, Arc<Progress>>>,
    waiting: Shares<Option<Uuid>>,
    by_person: Shares<Uuid>,
    by_organisation: Shares<Option<Uuid>>,
    turn: Mutex<()>,
}

impl Desk {
    /// Beside an embedded database; of a server, in the folder for temporary files.
    pub fn new(url: &DatabaseUrl, instance: Uuid) -> Self {
        let folder = if let Some(path) = url.sqlite_path() {
            let mut name = path.as_os_str().to_owned();
            name.push(".imports");
            PathBuf::from(name)
        } else {
            let name: String = hex(&Sha256::digest(url.to_string())).chars().take(16).collect();
            std::env::temp_dir().join(format!("convoy-imports-{name}"))
        };
        Self {
            folder,
            instance,
            at_work: Mutex::default(),
            waiting: Shares::new(WAITING.0, WAITING.1),
            by_person: Shares::new(MOST_ARRIVING, OF_PERSON),
            by_organisation: Shares::new(MOST_ARRIVING, OF_ORGANISATION),
            turn: Mutex::default(),
        }
    }

    /// A place among those whose files are arriving.
    pub fn arrive(&self, person: Uuid, organisation: Option<Uuid>) -> Result<UploadPlace, AppError> {
        let places = self.by_person.take(&person).zip(self.by_organisation.take(&organisation));
        places.map(UploadPlace).ok_or(AppError::Unreadable(Unreadable::Busy))
    }

    /// Takes a file in.
    pub fn receive(&self, id: Uuid) -> Result<Incoming, AppError> {
        let open = || {
            make_private(&self.folder)?;
            self.forget_old();
            let path = self.path(id);
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            Ok::<_, io::Error>((options.open(&path)?, path))
        };
        let (file, path) = open().map_err(trouble)?;
        Ok(Incoming { id, file, path, size: 0, hash: Sha256::new(), is_kept: false })
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.folder.join(id.simple().to_string())
    }

    /// The bytes of a file that waits.
    pub fn read(&self, id: Uuid) -> Result<Vec<u8>, AppError> {
        match fs::read(self.path(id)) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(AppError::Unreadable(Unreadable::Gone)),
            Err(error) => Err(trouble(error)),
        }
    }

    /// Whether a file still waits.
    pub fn has(&self, id: Uuid) -> bool {
        self.path(id).exists()
    }

    /// Deletes a file.
    pub fn forget(&self, id: Uuid) {
        let _ = fs::remove_file(self.path(id));
    }

    fn forget_old(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > KEPT_FOR) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// How far an import is, where this process is at work on it.
    pub fn progress(&self, id: Uuid) -> Option<Arc<Progress>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// A place in the queue: imports take turns, for each may need much memory.
    pub fn queue(self: &Arc<Self>, id: Uuid, whose: Option<Uuid>) -> Result<Job, AppError> {
        let place = self.waiting.take(&whose).ok_or(AppError::Unreadable(Unreadable::Busy))?;
        let progress = Arc::new(Progress::default());
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&progress));
        Ok(Job { desk: Arc::clone(self), id, progress, _place: place })
    }
}

fn make_private(folder: &PathBuf) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn trouble(error: io::Error) -> AppError {
    AppError::Store(crate::store::StoreError::io("keep a file for import", std::path::Path::new(""), error))
}

/// A place among those whose files are arriving: a person's, and an organisation's.
#[derive(Debug)]
pub struct UploadPlace(#[expect(dead_code, reason = "held and given back")] (Share<Uuid>, Share<Option<Uuid>>));

/// An import that waits for its turn or has it.
#[derive(Debug)]
pub struct Job {
    desk: Arc<Desk>,
    id: Uuid,
    _place: Share<Option<Uuid>>,
    /// How far it is.
    pub progress: Arc<Progress>,
}

impl Job {
    /// Waits for the turn, and does the work.
    pub fn run<T>(self, work: impl FnOnce(&Progress) -> T) -> T {
        let turn = self.desk.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let done = work(&self.progress);
        drop(turn);
        done
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.desk.at_work.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// A file that is arriving; deleted again unless it is kept.
#[derive(Debug)]
pub struct Incoming {
    id: Uuid,
    file: File,
    path: PathBuf,
    size: u64,
    hash: Sha256,
    is_kept: bool,
}

/// A file that has arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The import's id.
    pub id: Uuid,
    /// The hash of its bytes.
    pub sha256: Vec<u8>,
    /// Its length.
    pub size: u64,
}

impl Incoming {
    /// The next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.size += bytes.len() as u64;
        if self.size > MOST_BYTES {
            return Err(AppError::Unreadable(Unreadable::TooLarge));
        }
        self.hash.update(bytes);
        self.file.write_all(bytes).map_err(trouble)
    }

    /// That was all.
    pub fn finish(mut self) -> Result<Arrived, AppError> {
        if self.size == 0 {
            return Err(AppError::Unreadable(Unreadable::Empty));
        }
        self.is_kept = true;
        let sha256 = std::mem::take(&mut self.hash).finalize().to_vec();
        Ok(Arrived { id: self.id, sha256, size: self.size })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}
