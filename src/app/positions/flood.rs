//! How fast one device may send. A telephone that was without a network sends all that it kept at once: that must pass; one
//! that never stops must not fill the disk.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::Uuid;

use crate::{app::AppError, domain::time::Instant};

/// Positions taken at once from a device that was quiet before.
const BURST: f64 = 600.0;
/// And so many a second after that.
const A_SECOND: f64 = 5.0;
/// Devices remembered at the most; then all begin anew.
const MOST_REMEMBERED: usize = 100_000;

/// What each device may still send.
#[derive(Clone, Debug, Default)]
pub struct Flood(Arc<Mutex<HashMap<Uuid, (f64, Instant)>>>);

impl Flood {
    /// Lets so many positions of a device in, or says when to come again.
    pub fn admit(&self, device: Uuid, count: usize, now: Instant) -> Result<(), AppError> {
        let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_REMEMBERED {
            all.clear();
        }
        let (left, since) = all.entry(device).or_insert((BURST, now));
        let passed =
            f64::from(i32::try_from(now.since(*since).num_milliseconds().max(0)).unwrap_or(i32::MAX)) / 1_000.0;
        *left = (*left + passed * A_SECOND).min(BURST);
        *since = now;
        if *left < count {
            let seconds = ((count - *left) / A_SECOND).ceil().clamp(1.0, 600.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 600")]
            return Err(AppError::TooManyAttempts { seconds: seconds as u64 });
        }
        *left -= count;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlog_passes_and_a_flood_does_not() {
        let (flood, device) = (Flood::default(), Uuid::from_u128(1));
        let now = Instant::parse("2026-11-27T10:30:00Z").unwrap();
        for _ in 0..600 {
            flood.admit(device, 1, now).unwrap();
        }
        assert!(matches!(flood.admit(device, 1, now), Err(AppError::TooManyAttempts { seconds: 1 })));
        flood.admit(Uuid::from_u128(2), 1, now).unwrap();
        let later = now.plus(chrono::TimeDelta::seconds(2));
        flood.admit(device, 10, later).unwrap();
        assert!(flood.admit(device, 1, later).is_err());
    }
}
