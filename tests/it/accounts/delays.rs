//! Guessing is slowed down, and tells nothing about who has an account.

use super::{code, password, right_password};
use crate::{
    harness::databases::databases,
    pages::site::{Answer, PASSWORD, Site},
};
use convoy::ambient::Ambient;

/// What a guesser sees: status, when to come again, and the page without the address.
fn seen(answer: &Answer, name: &str) -> (u16, String, String) {
    (answer.status, answer.header("retry-after").to_owned(), answer.text().replace(name, "…"))
}

#[test]
fn delays_grow_from_the_fifth_failure_and_do_not_tell_known_from_unknown() {
    databases(|url| {
        let site = Site::start(url);
        let history = |name: &str| {
            let mut guesser = site.visitor();
            let mut all = Vec::new();
            for failure in 1..=8 {
                all.push(seen(&password(&mut guesser, name, "not that one"), name));
                let at_once = password(&mut guesser, name, "not that one");
                all.push(seen(&at_once, name));
                // The first four cost nothing, so that the one at once was the next failure.
                if failure >= 3 {
                    site.wait(at_once.header("retry-after").parse().unwrap_or(0));
                }
            }
            all
        };
        let (known, unknown) = (history("amel"), history("nobody"));
        assert_eq!(known, unknown);
        let waits: Vec<&str> = known.iter().map(|(_, wait, _)| wait.as_str()).filter(|wait| !wait.is_empty()).collect();
        assert_eq!(waits, ["1", "2", "4", "8", "16", "32"]);
        let told: Vec<u16> = known.iter().map(|(status, _, _)| *status).collect();
        assert_eq!(told[..6], [401, 401, 401, 401, 401, 429]);
        assert!(known[5].2.contains("Try again in 1 second") && !known[4].2.contains("Try again in"));
    });
}

#[test]
fn the_longest_delay_is_a_quarter_of_an_hour_and_it_is_told_in_the_readers_language() {
    databases(|url| {
        let site = Site::start(url);
        let mut guesser = site.visitor();
        for _ in 0..16 {
            assert_eq!(password(&mut guesser, "amel", "not that one").status, 401);
            site.wait(900);
        }
        password(&mut guesser, "amel", "not that one");
        guesser.language = "ar-SY".to_owned();
        let refused = password(&mut guesser, "amel", PASSWORD);
        assert_eq!((refused.status, refused.header("retry-after")), (429, "900"));
        assert!(refused.text().contains("حاول مجددًا بعد ١٥ دقيقة"), "{}", refused.text());
        assert!(refused.text().contains("amel@example.org"), "what was typed is kept");
        site.wait(900);
        assert_eq!(password(&mut guesser, "amel", PASSWORD).status, 303, "the right one after the wait");
        assert_eq!(password(&mut site.visitor(), "amel", "not that one").status, 401, "and the count begins anew");
    });
}

#[test]
fn a_known_browser_is_counted_apart_from_strangers() {
    databases(|url| {
        let site = Site::start(url);
        let mut amel = site.signed_in("amel");
        amel.post("/sign-out", &[]);
        let mut stranger = site.visitor();
        for _ in 0..5 {
            password(&mut stranger, "amel", "not that one");
        }
        assert_eq!(password(&mut stranger, "amel", "not that one").status, 429);
        assert_eq!(password(&mut site.visitor(), "amel", PASSWORD).status, 429, "the control: a browser nobody knows");
        assert_eq!(password(&mut amel, "amel", PASSWORD).status, 303, "who was here before gets in");
        // It is of no use for anybody else's address, and has a count of its own.
        for _ in 0..5 {
            password(&mut stranger, "sami", "not that one");
        }
        assert_eq!(password(&mut amel, "sami", PASSWORD).status, 429);
        for _ in 0..5 {
            assert_eq!(password(&mut amel, "amel", "not that one").status, 401);
        }
        assert_eq!(password(&mut amel, "amel", PASSWORD).status, 429);
    });
}

#[test]
fn wrong_codes_count_and_a_right_password_does_not_clear_them() {
    databases(|url| {
        let site = Site::start(url);
        let nour = site.signed_in("nour");
        site.wait(60);
        let mut thief = site.visitor();
        for guess in ["000000", "111111", "222222", "333333", "444444"] {
            right_password(&mut thief, "nour");
            assert_eq!(code(&mut thief, guess).status, 401);
        }
        let refused = code(&mut thief, "555555");
        assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
        assert_eq!(password(&mut thief, "nour", PASSWORD).status, 429);
        site.wait(1);
        right_password(&mut thief, "nour");
        assert_eq!(code(&mut thief, "666666").status, 401);
        assert_eq!(code(&mut thief, "777777").header("retry-after"), "2", "the delay goes on growing");
        site.wait(60);
        let right = nour.authenticator.as_ref().unwrap().code(site.clock.now());
        let mut own = site.visitor();
        right_password(&mut own, "nour");
        assert_eq!(code(&mut own, &right).status, 303);
    });
}

#[test]
fn many_guesses_at_once_are_counted_one_by_one() {
    databases(|url| {
        let site = Site::start(url);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let guess = || password(&mut site.visitor(), "amel", "not that one").status;
            let all: Vec<_> = (0..12).map(|_| scope.spawn(guess)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
    });
}
