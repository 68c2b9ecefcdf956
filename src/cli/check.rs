//! `convoy check`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::say;
use crate::{
    config::{Flags, Settings},
    http::tls,
    store::{migrations, open_reader},
};

/// Show every effective setting.
#[derive(Debug, Args)]
pub struct Check {
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let settings = Settings::load(flags)?;
        let mut wrong = Vec::new();
        // Shown as parsed: without user, password and parameters.
        let database = match settings.database() {
            Ok(url) => {
                let is_new = url.sqlite_path().is_some_and(|path| !path.exists());
                if !is_new {
                    let pending = open_reader(&url).and_then(|mut conn| migrations::pending(&mut conn));
                    match pending {
                        Ok(pending) if pending.is_empty() => {}
                        Ok(pending) => wrong.push(format!("the schema is behind by {}: convoy migrate", pending.len())),
                        Err(error) => wrong.push(error.to_string()),
                    }
                }
                url.to_string()
            }
            Err(error) => {
                wrong.push(format!("{error:#}"));
                "(cannot be read)".to_owned()
            }
        };
        if let Some(files) = &settings.certificate
            && let Err(error) = tls::read(files.chain.value.as_ref(), files.key.value.as_ref())
        {
            wrong.push(error.to_string());
        }
        let checks =
            [settings.rates().map(|_| ()), settings.metrics().map(|_| ()), settings.second_person().map(|_| ())];
        for error in checks.into_iter().filter_map(Result::err) {
            wrong.push(format!("{error:#}"));
        }
        if let Err(error) = settings.bind() {
            wrong.push(format!("{error:#}"));
        }
        if let Err(error) = settings.outward.read() {
            wrong.push(format!("{error:#}"));
        }
        let sending: Vec<(&str, String, String)> =
            settings.outward.rows().into_iter().map(|(name, value, origin)| (name, value, origin.to_owned())).collect();
        let (certificate, nowhere) = (settings.certificate.as_ref(), "default".to_owned());
        let mut rows = vec![
            ("database".to_owned(), database, &settings.database.origin),
            ("bind".to_owned(), settings.bind.value.clone(), &settings.bind.origin),
            ("behind_proxy".to_owned(), settings.behind_proxy.value.to_string(), &settings.behind_proxy.origin),
            (
                "tls_cert".to_owned(),
                certificate.map_or("(none)".to_owned(), |files| files.chain.value.clone()),
                certificate.map_or(&nowhere, |files| &files.chain.origin),
            ),
            ("keys".to_owned(), format!("{:?}", settings.keys.value), &settings.keys.origin),
            (
                "oidc_issuer".to_owned(),
                settings.open_id.as_ref().map_or("(none)".to_owned(), |provider| provider.value.issuer.clone()),
                settings.open_id.as_ref().map_or(&nowhere, |provider| &provider.origin),
            ),
            ("metrics_bind".to_owned(), settings.metrics_bind.value.clone(), &settings.metrics_bind.origin),
            (
                "requests_per_minute".to_owned(),
                settings.requests_per_minute.value.clone(),
                &settings.requests_per_minute.origin,
            ),
            (
                "heavy_requests_per_minute".to_owned(),
                settings.heavy_requests_per_minute.value.clone(),
                &settings.heavy_requests_per_minute.origin,
            ),
            (
                "second_person_hours".to_owned(),
                settings.second_person_hours.value.clone(),
                &settings.second_person_hours.origin,
            ),
            ("log".to_owned(), settings.log.value.clone(), &settings.log.origin),
        ];
        for (class, days) in &settings.retention {
            rows.push((format!("retention.{}_days", class.as_ref()), days.value.to_string(), &days.origin));
        }
        for (name, value, origin) in &sending {
            rows.push(((*name).to_owned(), value.clone(), origin));
        }
        if self.json {
            let settings: Vec<_> = rows
                .iter()
                .map(|(name, value, origin)| json!({"setting": name, "value": value, "origin": origin}))
                .collect();
            say(serde_json::to_string_pretty(&json!({"settings": settings, "wrong": wrong}))?);
        } else {
            for (name, value, origin) in rows {
                say(format_args!("{name:<24} {value:<32} ({origin})"));
            }
            for what in &wrong {
                say(format_args!("wrong: {what}"));
            }
        }
        Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
