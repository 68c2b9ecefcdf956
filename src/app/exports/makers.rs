//! The threads on which pages of exports are made. They are few and used for nothing else: exports take no thread from those
//! who wait for an answer, and what a page gives back lies where the next one takes it, so that memory stays flat.

use tokio::runtime::{Builder, Runtime};

use super::Export;
use crate::app::AppError;

/// Pages made at the same time.
const MAKERS: usize = 2;

/// The way to these threads. They start when there is work, and end some seconds after it.
#[derive(Debug)]
pub struct Makers(Option<Runtime>);

impl Makers {
    /// None at work yet.
    pub fn new() -> Result<Self, AppError> {
        let mut runtime = Builder::new_current_thread();
        let runtime = runtime.max_blocking_threads(MAKERS).thread_name("exports").build();
        runtime.map(|runtime| Self(Some(runtime))).map_err(|error| AppError::Internal(error.to_string()))
    }

    /// The next piece of an export, which comes back with it.
    pub(super) async fn next_piece(&self, mut export: Export) -> Result<(Export, Option<Vec<u8>>), AppError> {
        let Some(runtime) = &self.0 else { return Err(AppError::Internal("exports have ended".to_owned())) };
        let made = runtime.spawn_blocking(move || {
            let piece = export.next_piece();
            (export, piece)
        });
        let (export, piece) = made.await.map_err(|error| AppError::Internal(error.to_string()))?;
        Ok((export, piece?))
    }
}

impl Drop for Makers {
    /// Waits for nobody: the last owner may be a page that is being made, and a runtime must not wait within one.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
