//! Figures of the program for Prometheus, on an address of their own. Nothing in them names a convoy, a place or a person:
//! labels are patterns of routes, methods and statuses.

use std::{net::TcpListener, time::Duration};

use actix_web::{App as Actix, HttpResponse, HttpServer, dev::Server, web};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

use crate::app::App;

const REQUESTS: &str = "convoy_http_requests_total";
const SECONDS: &str = "convoy_http_request_duration_seconds";
const BOARDS: &str = "convoy_boards_made_total";
const WAITING: &str = "convoy_writer_queue_length";
const POSITION: &str = "convoy_ledger_position";

/// Upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
/// Methods that are told by name; whoever asks could make up any number of others.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];

/// Begins to count. Once in a process.
pub fn begin() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
    describe_counter!(REQUESTS, "Requests answered, by pattern of route, method and status.");
    describe_histogram!(SECONDS, "How long an answer took, in seconds, until its body began.");
    describe_counter!(BOARDS, "Boards that were made; what many readers see alike is made once.");
    describe_gauge!(WAITING, "Pieces of work that wait for the one writer.");
    describe_gauge!(POSITION, "Position of the last entry of the ledger.");
    Ok(handle)
}

/// Counts a request.
pub fn count(route: Option<String>, method: &str, status: u16, took: Duration) {
    let route = route.unwrap_or_else(|| "other".to_owned());
    let method = METHODS.iter().find(|known| **known == method).copied().unwrap_or("other");
    counter!(REQUESTS, "route" => route.clone(), "method" => method, "status" => status.to_string()).increment(1);
    histogram!(SECONDS, "route" => route, "method" => method).record(took.as_secs_f64());
}

/// Counts a board that was made and not found made.
pub fn count_board() {
    counter!(BOARDS).increment(1);
}

/// Tells the figures on a socket of their own, at `/metrics`.
pub fn server(app: App, handle: PrometheusHandle, listener: TcpListener) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        let told = (app.clone(), handle.clone());
        Actix::new().app_data(web::Data::new(told)).route("/metrics", web::get().to(tell))
    });
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

async fn tell(told: web::Data<(App, PrometheusHandle)>) -> HttpResponse {
    let (app, handle) = told.get_ref().clone();
    let text = web::block(move || {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and exact up to 2^53")]
        {
            gauge!(WAITING).set(app.writer_queue_length() as f64);
            // Where the database does not answer, the last position that was seen stays.
            if let Ok(position) = app.ledger_position() {
                gauge!(POSITION).set(position as f64);
            }
        }
        handle.run_upkeep();
        handle.render()
    });
    match text.await {
        Ok(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text),
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}
