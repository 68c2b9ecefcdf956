//! Checking the ledger, and deriving everything from it anew.

use super::{App, AppError};
use crate::store::verify::{self, Pinned, Verified};

impl App {
    /// Checks the chain, its head, and that all derived state is what a fresh fold gives.
    /// Also against checkpoints that were kept elsewhere.
    pub fn verify(&self, pinned: &[Pinned]) -> Result<Verified, AppError> {
        Ok(verify::verify(&mut *self.reader()?, pinned)?)
    }

    /// Derives all tables anew, in one transaction. Answers how many convoys there are.
    pub fn rebuild(&self) -> Result<usize, AppError> {
        self.lane.write(|batch| Ok(verify::rebuild(batch.conn())?))
    }
}
