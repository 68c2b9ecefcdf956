//! Checking the ledger, and deriving everything from it anew.

use super::{App, AppError, rights::Rights};
use crate::{
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::verify::{self, Pinned, Verified},
};

impl App {
    /// Checks the chain, its head, and that all derived state is what a fresh fold gives.
    /// Also against checkpoints that were kept elsewhere, and that people's rights are what the deeds made of them.
    pub fn verify(&self, pinned: &[Pinned]) -> Result<Verified, AppError> {
        Ok(verify::verify(&mut *self.reader()?, pinned, &mut Rights::at(self.now()))?)
    }

    /// Refuses a moment that has not come: until then more may be recorded, and the same question would not give the same
    /// answer for ever. Where a clock was set back, the newest entry's moment has come all the same.
    pub fn known_at(&self, as_of: Option<Instant>) -> Result<Option<Instant>, AppError> {
        if let Some(asked) = as_of
            && asked > self.now()
            && asked > crate::store::ledger::get_head(&mut *self.reader()?)?.recorded_at
        {
            let (pointer, code) = ("/as_of".to_owned(), FieldCode::InTheFuture);
            return Err(AppError::Invalid(vec![FieldError { pointer, code, expected: None }]));
        }
        Ok(as_of)
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
