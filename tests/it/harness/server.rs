//! The real server within the test process, on a port of its own, and people who may use it.

use std::{
    collections::BTreeSet,
    net::{SocketAddr, TcpListener},
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread::JoinHandle,
};

use actix_web::{dev::ServerHandle, rt::System};
use convoy::{
    ambient::{Ambient, Real},
    app::{App, Keys, Role, outward::Outward, passwords::Hashed, people::NewUser, policy::TokenScope},
    http::{Options, server},
    store::DatabaseUrl,
};
use strum::IntoEnumIterator;

use super::client::Client;

/// Good for every account of the tests; not one that anybody would guess first.
pub const PASSWORD: &str = "sixteen grey camels";

/// The same, hashed once for all.
pub fn hashed() -> &'static Hashed {
    static HASHED: LazyLock<Hashed> = LazyLock::new(|| Hashed::new(PASSWORD).unwrap());
    &HASHED
}

/// Waits for what the application does when it is asked directly.
pub fn wait_for<T>(work: impl Future<Output = T>) -> T {
    System::new().block_on(work)
}

/// A running server; stops when dropped.
pub struct Server {
    /// The application behind it.
    pub app: App,
    /// Where it serves.
    pub address: SocketAddr,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves a migrated database, by the real clock.
    pub fn start(url: &DatabaseUrl) -> Self {
        Self::start_with(url, Arc::new(Real))
    }

    /// Serves a migrated database.
    pub fn start_with(url: &DatabaseUrl, ambient: Arc<dyn Ambient>) -> Self {
        Self::start_as(url, ambient, Options::default())
    }

    /// Serves a migrated database as these options say.
    pub fn start_as(url: &DatabaseUrl, ambient: Arc<dyn Ambient>, options: Options) -> Self {
        Self::serve(App::open(url, ambient, Arc::new(Keys::fresh().unwrap())).unwrap(), options)
    }

    /// Serves a migrated database, with these keys, and may send to others.
    pub fn start_sending(url: &DatabaseUrl, ambient: Arc<dyn Ambient>, keys: &Arc<Keys>, outward: Outward) -> Self {
        let app = App::open(url, ambient, Arc::clone(keys)).unwrap().with_outward(outward);
        Self::serve(app, Options::default())
    }

    fn serve(app: App, options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (send, receive) = mpsc::channel();
        let behind = app.clone();
        let thread = std::thread::spawn(move || {
            System::new().block_on(async move {
                let server = server::server(behind, options, listener).unwrap();
                send.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self { app, address, handle: receive.recv().unwrap(), thread: Some(thread) }
    }

    /// Its address, as a URL's beginning.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Somebody who is not signed in.
    pub fn nobody(&self) -> Client {
        Client::of(&self.base())
    }

    /// A script of somebody new with this role for an organisation (`*` is all), and every scope.
    pub fn somebody(&self, role: Role, organisation: &str) -> Client {
        self.nobody().with_token(&self.token(&self.account(role, organisation), &[]))
    }

    /// A new account's address. Costs a password hash: make few.
    pub fn account(&self, role: Role, organisation: &str) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let email = format!("person{}@example.org", NEXT.fetch_add(1, Ordering::Relaxed));
        let name = format!("Test {}", role.as_ref());
        let new = NewUser { email: email.clone(), name, organisation: organisation.to_owned(), role };
        self.app.add_user(&new, hashed()).unwrap();
        email
    }

    /// A token in somebody's name; without scopes, with all of them.
    pub fn token(&self, email: &str, scopes: &[TokenScope]) -> String {
        let scopes: BTreeSet<TokenScope> =
            if scopes.is_empty() { TokenScope::iter().collect() } else { scopes.iter().copied().collect() };
        self.app.create_token(email, &scopes, None).unwrap().token
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The command is on its way once the future is made; the thread ends when the server has stopped.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
