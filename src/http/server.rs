//! Starts the server on a socket.

use std::net::TcpListener;

use actix_web::{
    App as Actix, HttpServer,
    dev::{Server, ServerHandle},
    middleware, web,
};

use super::{
    Options, Site, contract::limits::Limits, guard, open_id::discovery::Discovery, pages::board::kept::Boards, routes,
    squeeze,
};
use crate::app::{App, shares::Shares};

/// How many bytes of a form are taken.
pub const FORM_LIMIT: usize = 64 * 1024;

/// How many may be on their way back from another system that signs people in, in all and from one address.
const EXCHANGES: (usize, usize) = (16, 4);

/// Makes the server. It runs once it is awaited, and stops gracefully on SIGTERM and Ctrl-C.
pub fn server(app: App, options: Options, listener: TcpListener) -> std::io::Result<Server> {
    let certificate = options.certificate.clone();
    let behind = app.clone();
    let limits = std::sync::Arc::new(Limits::new(options.rates));
    let site = web::Data::new(Site {
        app,
        options: std::sync::Arc::new(options),
        limits,
        discovery: Discovery::default(),
        exchanges: Shares::new(EXCHANGES.0, EXCHANGES.1),
    });
    let boards = web::Data::new(Boards::default());
    let server = HttpServer::new(move || {
        Actix::new()
            .app_data(site.clone())
            .app_data(boards.clone())
            .app_data(web::FormConfig::default().limit(FORM_LIMIT))
            .app_data(web::PathConfig::default().error_handler(|_, request| routes::no_such_path(request).into()))
            .wrap(middleware::from_fn(squeeze::pages))
            .wrap(middleware::Compress::default())
            .wrap(middleware::from_fn(guard::surround))
            .configure(routes::configure)
    });
    // Slow headers are cut off by actix itself; slow bodies in `extract`.
    let server = server
        .client_request_timeout(std::time::Duration::from_secs(10))
        .shutdown_timeout(20)
        .workers(std::thread::available_parallelism().map_or(2, std::num::NonZero::get));
    let server = match certificate {
        Some(certificate) => server.listen_rustls_0_23(listener, certificate)?,
        None => server.listen(listener)?,
    };
    let server = server.disable_signals().run();
    actix_web::rt::spawn(stop_when_told(behind, server.handle()));
    Ok(server)
}

/// Stops as the system says, after ending what would go on for ever: streams and waits.
async fn stop_when_told(app: App, server: ServerHandle) {
    if let Err(error) = told_to_stop().await {
        tracing::error!(error = %error, "server.no_signals");
        return;
    }
    app.close();
    server.stop(true).await;
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut quit) = (signal(SignalKind::terminate())?, signal(SignalKind::quit())?);
    tokio::select! {
        _ = term.recv() => Ok(()),
        _ = quit.recv() => Ok(()),
        pressed = tokio::signal::ctrl_c() => pressed,
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
