//! Checking the ledger, and deriving everything from it anew.

use super::{App, AppError};
use crate::store::verify::{self, Verified};

impl App {
    /// Checks the chain, its head, and that all derived state is what a fresh fold gives.
    pub fn verify(&self) -> Result<Verified, AppError> {
        Ok(verify::verify(&mut *self.reader()?, &[])?)
    }

    /// Derives all tables anew, in one transaction. Answers how many convoys there are.
    pub fn rebuild(&self) -> Result<usize, AppError> {
        self.lane.write(|batch| Ok(verify::rebuild(batch.conn())?))
    }
}
