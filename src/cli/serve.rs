//! `convoy serve`.

use std::{net::TcpListener, process::ExitCode, sync::Arc};

use anyhow::Context;
use clap::Args;

use super::{open_database, say};
use crate::{
    app::{App, courier::Courier, demo},
    config::{Flags, Settings},
    http::{Options, figures, server, telling::Words, tls},
    store::DatabaseUrl,
    telemetry,
};

/// Serve the pages and the API.
#[derive(Debug, Default, Args)]
pub struct Serve {
    /// Load the real cases that come with the program, with one demonstration user per role, into a database of their
    /// own (`convoy-demo.sqlite` unless --database or `DATABASE_URL` names another), and say so on every page
    #[arg(long)]
    demo: bool,
}

/// Erases once a day what is kept of people longer than it may be. A failure is logged, and the next hour tries again.
async fn keep_retention(app: App) {
    let mut last = None;
    loop {
        match app.keep_retention(last).await {
            Ok(done) => last = Some(done),
            Err(error) => tracing::error!(error = %error, "retention.failed"),
        }
        actix_web::rt::time::sleep(std::time::Duration::from_hours(1)).await;
    }
}

/// Lets take effect what has waited long enough for a second person. A failure is logged, and the next minute tries again.
async fn settle_requests(app: App) {
    loop {
        if let Err(error) = app.settle_requests().await {
            tracing::error!(error = %error, "requests.failed");
        }
        actix_web::rt::time::sleep(std::time::Duration::from_mins(1)).await;
    }
}

const DEMO_DATABASE: &str = "convoy-demo.sqlite";

impl Serve {
    pub(super) fn run(&self, flags: &Flags) -> anyhow::Result<ExitCode> {
        let settings = Settings::load(flags)?;
        telemetry::start(&settings.log.value)?;
        let address = settings.bind()?;
        let certificate = settings.certificate.as_ref();
        let certificate = certificate.map(|files| tls::read(files.chain.value.as_ref(), files.key.value.as_ref()));
        let certificate = certificate.transpose().context("cannot serve with TLS")?;
        let url = self.database(&settings)?;
        let mut app = open_database(&settings, &url)?;
        if self.demo {
            // Its passwords are no secret, so that a second factor would protect nothing.
            app = app.without_second_factor();
            app.load_demo().context("cannot load the demonstration data")?;
        }
        let figures = settings.metrics()?.map(|address| {
            let listener = TcpListener::bind(address);
            let listener = listener.with_context(|| format!("cannot tell figures on {address}"))?;
            anyhow::Ok((figures::begin().context("cannot count")?, listener))
        });
        let figures = figures.transpose()?;
        let listener = TcpListener::bind(address)
            .with_context(|| format!("cannot serve on {address} (is another program there? try --bind 127.0.0.1:0)"))?;
        app.close_abandoned_imports()?;
        self.greet(&app, &url, &listener, certificate.is_some())?;
        if let Some((_, listener)) = &figures {
            say(format_args!("Figures for Prometheus on http://{}/metrics", listener.local_addr()?));
        }
        let behind_proxy = settings.behind_proxy.value;
        let tls = behind_proxy || certificate.is_some();
        let open_id = settings.open_id.as_ref().map(|provider| provider.value.clone());
        let options = Options { demo: self.demo, tls, behind_proxy, open_id, certificate, rates: settings.rates()? };
        let keeps = !self.demo;
        actix_web::rt::System::new().block_on(async move {
            if keeps {
                actix_web::rt::spawn(keep_retention(app.clone()));
            }
            actix_web::rt::spawn(settle_requests(app.clone()));
            if let Some((handle, listener)) = figures {
                actix_web::rt::spawn(figures::server(app.clone(), handle, listener)?);
            }
            // Kept until the server has stopped; then what is on its way is finished.
            let courier = Courier::start(&app, Arc::new(Words))?;
            let done = server::server(app, options, listener)?.await;
            drop(courier);
            done
        })?;
        Ok(ExitCode::SUCCESS)
    }

    /// Demonstration data never goes where a setting of the file, or nobody, said: only into a database of its own, or
    /// one named for the occasion.
    fn database(&self, settings: &Settings) -> anyhow::Result<DatabaseUrl> {
        let named = settings.database.origin == "flag" || settings.database.origin.starts_with("environment");
        if self.demo && !named {
            return DEMO_DATABASE.parse().context("the demonstration database");
        }
        settings.database()
    }

    fn greet(&self, app: &App, url: &DatabaseUrl, listener: &TcpListener, tls: bool) -> anyhow::Result<()> {
        let address = format!("{}://{}", if tls { "https" } else { "http" }, listener.local_addr()?);
        say(format_args!("Convoy tracker serves on {address} (database {url})"));
        if self.demo {
            say(format_args!("Demonstration data. Sign in at {address}/sign-in as one of"));
            for user in demo::USERS {
                say(format_args!("  {:<24} password: {}", user.email, demo::PASSWORD));
            }
        } else if let Some(link) = app.make_first_link()? {
            say("Nobody has an account yet. Make the first one within 24 hours, in a browser on this machine:");
            say(format_args!("  {address}{}", link.path));
            say("or on the command line: convoy user add --help. Or see it with real cases: convoy serve --demo");
        } else {
            say(format_args!("Sign in at {address}/sign-in"));
        }
        Ok(())
    }
}
