//! Checking the ledger, and deriving everything from it anew.

use super::{App, AppError};
use crate::store::verify::{self, Pinned, Verified};

impl App {
    /// Checks the chain, its head, and that all derived state is what a fresh fold gives.
    /// Also against checkpoints that were kept elsewhere.
    pub fn verify(&self, pinned: &[Pinned]) -> Result<Verified, AppError> {
        Ok(verify::verify(&mut *self.reader()?, pinned)?)
    }

    /// Where the ledger ends.
    pub fn ledger_position(&self) -> Result<i64, AppError> {
        Ok(crate::store::ledger::get_head(&mut *self.reader()?)?.position)
    }

    /// How many pieces of work wait for the writer.
    pub fn writer_queue_length(&self) -> usize {
        self.lane.waiting()
    }

    /// Derives all tables anew, in one transaction. Answers how many convoys there are.
    pub fn rebuild(&self) -> Result<usize, AppError> {
        self.lane.write(|batch| Ok(verify::rebuild(batch.conn())?))
    }
}
