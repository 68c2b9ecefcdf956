//! Bogus clients do not keep the others out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping; clippy knows tests by their attribute, and not what they call"
)]

use std::{
    net::TcpStream,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use convoy::{
    http::Options,
    store::{DatabaseUrl, StoreError, dialect::write_transaction, open_writer},
};

use crate::{
    harness::databases::databases,
    pages::site::{Answer, PASSWORD, Site},
};

/// Nobody writes meanwhile, so that whoever signs in waits with the place that they have; within the time for which a writer waits
/// for another.
fn nobody_writes(url: &DatabaseUrl, meanwhile: impl FnOnce()) {
    let mut conn = open_writer(url).unwrap();
    write_transaction(&mut conn, |_| {
        meanwhile();
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

/// Signs in so often at once, from an address, with an address of e-mail that nobody has.
fn many(site: &Site, from: &str, count: usize) -> Receiver<Answer> {
    let (answered, answers) = channel();
    for number in 0..count {
        let (mut visitor, answered, from) = (site.visitor(), answered.clone(), from.to_owned());
        std::thread::spawn(move || {
            let email = format!("nobody{number}@{}.example", from.replace([':', '.'], "-"));
            let fields = [("email", email.as_str()), ("password", "eleven quiet bridges")];
            let _ = answered.send(visitor.post_with("/sign-in", &fields, &[("x-forwarded-for", &from)]));
        });
    }
    answers
}

fn next(answers: &Receiver<Answer>) -> Answer {
    answers.recv_timeout(Duration::from_secs(20)).unwrap()
}

/// The form again, and when to come again: not the page that says that the database does not answer.
fn is_crowded(answer: &Answer) -> bool {
    let again = answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0);
    answer.status == 503 && again && answer.text().contains("name=\"password\"")
}

/// Without the end of the queue, all wait: the first answer would come only after the lock is given back, and be a 401.
#[test]
fn one_address_fills_a_part_of_the_queue_and_another_finds_a_place() {
    databases(|url| {
        let site = Site::start_with(url, Options { behind_proxy: true, ..Options::default() });
        site.people();
        let (mut all, mut refused) = (Vec::new(), String::new());
        nobody_writes(url, || {
            // What the sender says before what the proxy has added is nobody's word.
            let flood = many(&site, "203.0.113.7, 192.0.2.1", 40);
            for _ in 0..24 {
                let answer = next(&flood);
                assert!(is_crowded(&answer), "{}", answer.status);
                let text = answer.text();
                assert!(text.contains("Many people are signing in") && text.contains("Try again in"), "{text}");
                assert!(text.contains("nobody") && !text.contains("eleven quiet bridges"), "what was typed is kept");
                let typed = text.split("value=\"nobody").nth(1).unwrap().split('"').next().unwrap();
                refused = format!("nobody{typed}");
            }
            assert!(flood.try_recv().is_err(), "sixteen have a place");
            assert!(is_crowded(&next(&many(&site, "192.0.2.1", 1))), "the same address");
            let network = many(&site, "2001:db8:0:1::1", 17);
            assert!(is_crowded(&next(&network)));
            assert!(is_crowded(&next(&many(&site, "2001:db8:0:1:ffff::2", 1))), "a network of IPv6 is one");
            all.extend([(flood, 16), (network, 16), (many(&site, "198.51.100.9", 1), 1)]);
        });
        for (answers, count) in all {
            let statuses: Vec<u16> = (0..count).map(|_| next(&answers).status).collect();
            assert_eq!(statuses, vec![401; count], "whoever had a place was tried");
        }
        // Who was sent away was not counted: else the fifth of these would be the sixth in a row, and wait.
        for _ in 0..5 {
            let fields = [("email", refused.as_str()), ("password", "eleven quiet bridges")];
            assert_eq!(site.visitor().post("/sign-in", &fields).status, 401, "{refused}");
        }
    });
}

#[test]
fn without_a_proxy_what_a_request_says_of_its_address_is_nothing() {
    databases(|url| {
        let site = Site::start(url);
        nobody_writes(url, || {
            let flood: Vec<Receiver<Answer>> = (0..17).map(|last| many(&site, &format!("192.0.2.{last}"), 1)).collect();
            let crowded = std::iter::repeat(&flood)
                .flatten()
                .find_map(|one| one.recv_timeout(Duration::from_millis(1)).ok())
                .unwrap();
            assert!(is_crowded(&crowded), "all come from here: {}", crowded.status);
        });
    });
}

/// With one queue for all, the person would be the one too many.
#[test]
fn who_has_signed_in_here_before_finds_a_place_in_a_crowd() {
    databases(|url| {
        let site = Site::start(url);
        let mut amel = site.signed_in("amel");
        amel.post("/sign-out", &[]);
        let mut others = Vec::new();
        nobody_writes(url, || {
            let flood = many(&site, "192.0.2.1", 40);
            assert!(is_crowded(&next(&flood)));
            let (answered, answer) = channel();
            let mut device = site.visitor();
            device.cookies = amel.cookies.clone();
            std::thread::spawn(move || {
                let fields = [("email", "amel@example.org"), ("password", PASSWORD)];
                answered.send(device.post("/sign-in", &fields)).unwrap();
            });
            let mut stranger = site.visitor();
            let fields = [("email", "amel@example.org"), ("password", PASSWORD)];
            assert!(is_crowded(&stranger.post("/sign-in", &fields)), "the control: a browser that nobody knows");
            assert!(answer.recv_timeout(Duration::from_millis(1)).is_err(), "it waits, and is not sent away");
            others.push(answer);
        });
        assert_eq!(next(&others[0]).status, 303);
    });
}

#[test]
fn a_crowd_is_told_in_the_readers_language_wherever_a_password_is_hashed() {
    databases(|url| {
        let site = Site::start(url);
        let run = actix_web::rt::System::new();
        let user = site.app.user_id("amel@example.org").unwrap();
        let link = run.block_on(site.app.make_link(&convoy::app::people::By::Program, user)).unwrap();
        nobody_writes(url, || {
            let flood = many(&site, "192.0.2.1", 40);
            assert!(is_crowded(&next(&flood)));
            let mut visitor = site.visitor();
            for (language, words) in [
                ("en", "Many people are signing in"),
                ("fr", "personnes se connectent"),
                ("ar", "كثيرون يسجّلون الدخول"),
            ] {
                visitor.language = language.to_owned();
                let answer = visitor.post(&link.path, &[("password", "apricots on the tall bridge")]);
                assert!(is_crowded(&answer), "{}", answer.status);
                assert!(answer.text().contains(words), "{}", answer.text());
                let answer = visitor.post("/sign-in", &[("email", "x@example.org"), ("password", "y")]);
                assert!(answer.text().contains(words) && answer.text().contains("x@example.org"));
            }
        });
        let kept = site.visitor().get(&link.path);
        assert_eq!(kept.status, 200, "the link is not used up");
    });
}

/// A thousand by one token would each get all that is told; the oldest of one caller makes way for the newest, so that a phone
/// which comes again after its line was cut is never the one that is kept out.
#[test]
fn one_caller_watches_by_so_many_streams_and_the_oldest_makes_way() {
    use crate::harness::{server::Server, world};
    use convoy::app::Role;
    databases(|url| {
        let server = Server::start(url);
        let client = world::world(&server);
        let reference = world::register(&client, "ONE");
        let other = server.somebody(Role::Coordinator, "*");
        let mut others = other.watch(None).unwrap();
        assert!(others.is_now());
        let mut streams: Vec<_> = (0..40).map(|_| client.watch(None).unwrap()).collect();
        for stream in streams.iter_mut().skip(24) {
            assert!(stream.is_now(), "the newest sixteen watch");
        }
        world::log(&client, &reference, &world::event("note", 10));
        for (number, stream) in streams.iter_mut().enumerate() {
            let told = stream.next();
            assert_eq!(told.is_some_and(|told| told["position"].is_number()), number >= 24, "stream {number} of forty");
        }
        assert!(others.next().is_some(), "another caller's stays");
        // Of one user by many tokens, all together have an end too.
        let email = server.account(Role::Coordinator, "*");
        let tokens: Vec<String> = (0..10).map(|_| server.token(&email, &[])).collect();
        let mut streams: Vec<_> = tokens
            .iter()
            .flat_map(|token| std::iter::repeat_n(token, 16))
            .map(|token| server.nobody().with_token(token).watch(None).unwrap())
            .collect();
        for stream in streams.iter_mut().skip(64) {
            assert!(stream.is_now());
        }
        world::log(&client, &reference, &world::event("note", 11));
        let told = streams
            .iter_mut()
            .map(|stream| stream.next().is_some_and(|told| told["position"].is_number()))
            .collect::<Vec<_>>();
        assert_eq!(told.iter().filter(|told| **told).count(), 96, "{told:?}");
    });
}

/// By `Host` a browser's own requests go; the rest of what a request says of the site's name, whoever sends it may have made up.
#[test]
fn the_sites_own_address_is_never_taken_from_what_was_forwarded() {
    use crate::pages::site::south_hama;
    for behind_proxy in [false, true] {
        databases(|url| {
            let site = Site::start_with(url, Options { demo: true, behind_proxy, ..Options::default() });
            site.people();
            site.at("2016-11-06T12:00:00");
            let scenario = convoy::app::scenario::Scenario::parse(&south_hama().to_string()).unwrap();
            site.app.import_scenario(&scenario, false).unwrap();
            site.at("2016-11-06T12:00:00");
            let mut nour = site.signed_in_anew("nour");
            let fields = [("do", "register"), ("label", "Phone")];
            let forged = [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example;proto=https")];
            let answer = nour.post_with("/convoys/SY-2016-SOUTH-HAMA/devices", &fields, &forged);
            assert_eq!(answer.status, 200, "{}", answer.text());
            let own = site.base.trim_start_matches("http://");
            assert!(answer.text().contains(&format!("{own}/api/v1/positions/osmand")), "{}", answer.text());
            assert!(!answer.text().contains("evil.example"));
        });
    }
}

/// Sends the head of an upload and nothing after it: the line of whoever holds a place and gives nothing.
fn slow_upload(address: &str, token: &str) -> TcpStream {
    use std::io::Write;
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /api/v1/imports?kind=convoys HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
         content-type: text/csv\r\ncontent-length: 100000\r\n\r\nreference"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

/// Reads what is answered at once, where anything is.
fn answered(stream: &mut TcpStream, within: Duration) -> Option<String> {
    use std::io::Read;
    stream.set_read_timeout(Some(within)).unwrap();
    let mut head = [0; 64];
    let read = stream.read(&mut head).ok()?;
    Some(String::from_utf8_lossy(&head[..read]).into_owned())
}

/// Sixteen lines on which nothing came held every place for a minute, again and again.
#[test]
fn slow_uploads_of_one_caller_leave_room_for_another() {
    use crate::harness::{server::Server, world};
    use convoy::app::Role;
    databases(|url| {
        let server = Server::start(url);
        world::world(&server);
        let email = server.account(Role::Coordinator, "relief");
        let token = server.token(&email, &[]);
        let address = server.address.to_string();
        let mut held: Vec<TcpStream> = (0..16).map(|_| slow_upload(&address, &token)).collect();
        let is_refused = |stream: &mut TcpStream| {
            answered(stream, Duration::from_millis(500)).is_some_and(|head| head.starts_with("HTTP/1.1 503"))
        };
        let refused = held.iter_mut().filter_map(|stream| is_refused(stream).then_some(())).count();
        assert_eq!(refused, 12, "four at a time are one caller's");
        let other = server.somebody(Role::Coordinator, "other");
        let answer = other.post_raw("/api/v1/imports?kind=convoys&dry_run=true", "text/csv", "nothing\n1\n");
        assert_ne!(answer.status, 503, "{}", answer.text);
        // A colleague of the same organisation too, though all of one organisation together have an end.
        let colleague = server.somebody(Role::Coordinator, "relief");
        let answer = colleague.post_raw("/api/v1/imports?kind=convoys&dry_run=true", "text/csv", "nothing\n1\n");
        assert_ne!(answer.status, 503, "{}", answer.text);
    });
}
