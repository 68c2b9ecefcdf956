//! What the other system says of itself, asked for by one at a time and seldom: whoever presses the button is nobody yet, and must
//! not be able to send requests there by pressing it often.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::web;
use openidconnect::core::CoreProviderMetadata;
use tokio::sync::Mutex;

use super::{Failed, Provider, failed};

/// How long what was said is good.
const GOOD: Duration = Duration::from_hours(1);
/// How soon it is asked for again, where it was not to be had or is not good any more.
const AGAIN: Duration = Duration::from_secs(10);
/// How long anybody waits for whoever is asking.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is known of the other system.
#[derive(Clone, Debug, Default)]
pub struct Discovery(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    said: Option<(Arc<CoreProviderMetadata>, Instant)>,
    tried: Option<Instant>,
}

impl Known {
    fn any(&self) -> Result<Arc<CoreProviderMetadata>, Failed> {
        let said = self.said.as_ref().map(|(said, _)| Arc::clone(said));
        said.ok_or(Failed { at: "discovery", why: "was not to be had a moment ago".to_owned() })
    }
}

impl Discovery {
    /// What it says: as known, or asked for.
    pub async fn get(&self, provider: &Provider) -> Result<Arc<CoreProviderMetadata>, Failed> {
        self.known_for(provider, GOOD).await
    }

    /// The same, for whom the known keys do not fit: there may be new ones.
    pub async fn renewed(&self, provider: &Provider) -> Result<Arc<CoreProviderMetadata>, Failed> {
        self.known_for(provider, Duration::ZERO).await
    }

    async fn known_for(&self, provider: &Provider, good: Duration) -> Result<Arc<CoreProviderMetadata>, Failed> {
        let known = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).lock_owned()).await;
        let mut known = known.map_err(failed("discovery"))?;
        if let Some((said, at)) = &known.said
            && at.elapsed() < good
        {
            return Ok(Arc::clone(said));
        }
        if known.tried.is_some_and(|tried| tried.elapsed() < AGAIN) {
            return known.any();
        }
        let provider = provider.clone();
        // The lock goes along: also where whoever asked has gone, nobody else asks before there is an answer.
        let asked = web::block(move || {
            let asked = provider.discover();
            known.tried = Some(Instant::now());
            match asked {
                Ok(said) => known.said = Some((Arc::new(said), Instant::now())),
                // What was said before is better than nothing.
                Err(error) if known.said.is_some() => tracing::warn!(error = %error, "open_id.failed"),
                Err(error) => return Err(error),
            }
            known.any()
        });
        asked.await.map_err(failed("discovery"))?
    }
}
