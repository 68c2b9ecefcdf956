//! What this stack can do at best: actix over the same database, doing nothing but one read by key or one insert, on disk before
//! it is answered, those that wait together in one transaction.

use std::{cell::RefCell, sync::mpsc};

use actix_web::{App, HttpResponse, HttpServer, web};
use convoy::store::{DatabaseUrl, DbConnection, open_reader, open_writer};
use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Binary, Text},
};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::stage::data::id_of;

const MOST_IN_BATCH: usize = 256;

struct Insert {
    id: Uuid,
    body: String,
    done: oneshot::Sender<()>,
}

#[derive(QueryableByName, serde::Serialize)]
struct Row {
    #[diesel(sql_type = Text)]
    reference: String,
    #[diesel(sql_type = Text)]
    status: String,
}

thread_local! {
    static READER: RefCell<Option<DbConnection>> = const { RefCell::new(None) };
}

async fn read(file: web::Data<DatabaseUrl>, number: web::Path<u64>) -> HttpResponse {
    let row: Row = READER.with_borrow_mut(|reader| {
        let reader = reader.get_or_insert_with(|| open_reader(&file).unwrap());
        let query = sql_query("SELECT reference, status FROM convoys WHERE id = ?");
        let DbConnection::Sqlite(reader) = reader else { unreachable!("the floor is of SQLite") };
        query.bind::<Binary, _>(id_of(u128::from(*number)).as_bytes().to_vec()).get_result(reader).unwrap()
    });
    HttpResponse::Ok().json(row)
}

async fn insert(queue: web::Data<mpsc::Sender<Insert>>, id: web::Path<Uuid>, body: String) -> HttpResponse {
    let (done, finished) = oneshot::channel();
    queue.send(Insert { id: *id, body, done }).unwrap();
    finished.await.unwrap();
    HttpResponse::Created().finish()
}

fn write(file: &DatabaseUrl, queue: &mpsc::Receiver<Insert>) {
    let DbConnection::Sqlite(mut writer) = open_writer(file).unwrap() else { unreachable!("the floor is of SQLite") };
    writer.batch_execute("CREATE TABLE IF NOT EXISTS floor (id BLOB PRIMARY KEY, body TEXT NOT NULL)").unwrap();
    while let Ok(first) = queue.recv() {
        let batch: Vec<Insert> = std::iter::once(first).chain(queue.try_iter()).take(MOST_IN_BATCH).collect();
        writer.batch_execute("BEGIN IMMEDIATE").unwrap();
        for item in &batch {
            let query = sql_query("INSERT INTO floor VALUES (?, ?)");
            query
                .bind::<Binary, _>(item.id.as_bytes().to_vec())
                .bind::<Text, _>(&item.body)
                .execute(&mut writer)
                .unwrap();
        }
        writer.batch_execute("COMMIT").unwrap();
        for item in batch {
            let _ = item.done.send(());
        }
    }
}

/// Serves until it is killed. Inserts go into a file of their own beside the database.
pub fn serve(file: &str, address: &str) {
    let own: DatabaseUrl = format!("{file}.floor").parse().unwrap();
    let file = web::Data::new(file.parse::<DatabaseUrl>().unwrap());
    let (queue, waiting) = mpsc::channel();
    std::thread::spawn(move || write(&own, &waiting));
    let queue = web::Data::new(queue);
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || {
            App::new()
                .app_data(file.clone())
                .app_data(queue.clone())
                .route("/healthz", web::get().to(HttpResponse::Ok))
                .route("/status/{number}", web::get().to(read))
                .route("/events/{id}", web::put().to(insert))
        });
        server.workers(2).bind(address).unwrap().run().await.unwrap();
    });
}
