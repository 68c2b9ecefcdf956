//! How much may be asked: a budget for each caller, and one of its own for what costs much. It says how much is left in
//! `RateLimit` and `RateLimit-Policy`, the structured fields of the IETF's draft.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use actix_web::http::header::HeaderMap;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};
use uuid::Uuid;

use super::put;
use crate::app::shares::Whence;

/// How many requests a caller has in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Of any kind.
    pub requests: NonZeroU32,
    /// Of those that cost much: exports, reports, imports.
    pub heavy: NonZeroU32,
}

impl Rates {
    /// High enough for a country behind one gateway.
    pub const REQUESTS: u32 = 600_000;
    /// Two a second.
    pub const HEAVY: u32 = 120;
}

impl Default for Rates {
    fn default() -> Self {
        let rate = |rate| NonZeroU32::new(rate).unwrap_or(NonZeroU32::MIN);
        Self { requests: rate(Self::REQUESTS), heavy: rate(Self::HEAVY) }
    }
}

/// Whose budget it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A script's, by its token; a person's, by their id.
    Caller(Uuid),
    /// Of whoever is not known.
    Stranger(Whence),
}

type Limiter = RateLimiter<Key, DefaultKeyedStateStore<Key>, DefaultClock, StateInformationMiddleware>;

/// One kind of budget.
struct Budget {
    name: &'static str,
    quota: NonZeroU32,
    limiter: Limiter,
}

/// What is left after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    name: &'static str,
    quota: u32,
    remaining: u32,
    /// Seconds until all of it is there again, or, beyond it, until the next request is worthwhile.
    seconds: u64,
}

impl Left {
    /// When to come again, in seconds.
    pub fn seconds(self) -> u64 {
        self.seconds
    }

    /// Says so.
    pub fn tell(self, headers: &mut HeaderMap) {
        put(headers, "ratelimit-policy", &format!("\"{}\";q={};w=60", self.name, self.quota));
        put(headers, "ratelimit", &format!("\"{}\";r={};t={}", self.name, self.remaining, self.seconds));
    }
}

/// The budgets of all callers.
pub struct Limits {
    any: Budget,
    heavy: Budget,
    taken: AtomicU32,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits").field("any", &self.any.quota).field("heavy", &self.heavy.quota).finish_non_exhaustive()
    }
}

/// After so many requests those are forgotten whose budget is whole again.
const SWEEP: u32 = 65_536;

impl Limits {
    /// Whole budgets for everybody.
    pub fn new(rates: Rates) -> Self {
        let budget = |name, quota| Budget {
            name,
            quota,
            limiter: RateLimiter::keyed(Quota::per_minute(quota)).with_middleware::<StateInformationMiddleware>(),
        };
        Self { any: budget("requests", rates.requests), heavy: budget("heavy", rates.heavy), taken: AtomicU32::new(0) }
    }

    /// Takes one request out of a caller's budget: what is left, or when to come again.
    pub fn take(&self, key: Key, is_heavy: bool) -> Result<Left, Left> {
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.any.limiter.retain_recent();
            self.heavy.limiter.retain_recent();
        }
        let left = self.any.take(key)?;
        if is_heavy { self.heavy.take(key) } else { Ok(left) }
    }
}

impl Budget {
    fn take(&self, key: Key) -> Result<Left, Left> {
        let (name, quota) = (self.name, self.quota.get());
        match self.limiter.check_key(&key) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let missing = u64::from(quota.saturating_sub(remaining));
                Ok(Left { name, quota, remaining, seconds: (missing * 60).div_ceil(u64::from(quota)) })
            }
            Err(not_yet) => {
                let wait = not_yet.wait_time_from(DefaultClock::default().now());
                Err(Left { name, quota, remaining: 0, seconds: wait.as_secs() + 1 })
            }
        }
    }
}

/// Whether an address costs much.
pub fn is_heavy(pattern: &str) -> bool {
    let path = pattern.strip_prefix("/api/v1").unwrap_or(pattern);
    ["/exports", "/reports", "/imports", "/import"]
        .iter()
        .any(|heavy| path.strip_prefix(heavy).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends_for_one_caller_and_for_nobody_else() {
        let rate = |rate| NonZeroU32::new(rate).unwrap();
        let limits = Limits::new(Rates { requests: rate(3), heavy: rate(1) });
        let (one, other) = (Key::Caller(Uuid::from_u128(1)), Key::Caller(Uuid::from_u128(2)));
        let left: Vec<u32> = (0..3).map(|_| limits.take(one, false).unwrap().remaining).collect();
        assert_eq!(left, [2, 1, 0]);
        let refused = limits.take(one, false).unwrap_err();
        assert!((1..=21).contains(&refused.seconds), "{refused:?}");
        assert!(limits.take(other, true).is_ok());
        assert!(limits.take(other, true).is_err(), "what costs much has a budget of its own");
        assert!(limits.take(other, false).is_ok());
    }

    #[test]
    fn exports_reports_and_imports_cost_much() {
        assert!(is_heavy("/api/v1/exports/{table}"));
        assert!(is_heavy("/api/v1/reports/access"));
        assert!(!is_heavy("/api/v1/convoys"));
        assert!(!is_heavy("/api/v1/reportsome"));
    }
}
