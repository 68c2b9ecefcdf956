//! The life of a user, on both databases: made, given roles, signed in, given a token, disabled.

use convoy::store::people::*;
use convoy::store::rows::{MembershipRow, SessionRow, TokenRow, UserRow};
use convoy::store::{StoreError, open_writer};

use super::samples::{self, at, id};
use super::sparse;
use crate::harness::databases::databases;

#[test]
fn a_user_is_found_by_address_in_any_case() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        let written = UserRow { email: "Ann.Odegard@Example.ORG".to_owned(), ..sparse::users(1) };
        insert_user(conn, &written).unwrap();
        let stored = UserRow { email: "ann.odegard@example.org".to_owned(), ..written.clone() };
        assert_eq!(find_user_by_email(conn, "ANN.odegArd@example.org").unwrap(), Some(stored.clone()));
        assert_eq!(find_user(conn, written.id).unwrap(), Some(stored));
        assert_eq!(find_user(conn, id(7)).unwrap(), None);
        let same_address = UserRow { id: id(7), ..written };
        assert!(insert_user(conn, &same_address).unwrap_err().is_unique_violation());
    });
}

#[test]
fn a_user_is_disabled_once_and_keeps_the_first_instant() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        let user = sparse::users(1);
        insert_user(conn, &user).unwrap();
        disable_user(conn, user.id, at(1)).unwrap();
        disable_user(conn, user.id, at(2)).unwrap();
        set_password_hash(conn, user.id, "new").unwrap();
        let listed = list_users(conn).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].disabled_at, listed[0].password_hash.as_str()), (Some(at(1)), "new"));
        assert!(!format!("{listed:?}").contains("new"), "a password hash is printed");
        for missing in [disable_user(conn, id(7), at(1)), set_password_hash(conn, id(7), "x")] {
            assert!(matches!(missing, Err(StoreError::NotFound { what: "user" })));
        }
    });
}

#[test]
fn roles_are_for_one_organisation_or_for_all() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        insert_user(conn, &samples::users(1)).unwrap();
        let (one, all) = (samples::memberships(1), sparse::memberships(2));
        insert_membership(conn, &one).unwrap();
        insert_membership(conn, &all).unwrap();
        assert_eq!(list_memberships(conn, one.user_id).unwrap(), [one.clone(), all]);
        let unknown_role = MembershipRow { id: id(7), role: "king".to_owned(), ..one.clone() };
        assert!(insert_membership(conn, &unknown_role).is_err());
        let unknown_user = MembershipRow { id: id(8), user_id: id(9), ..one };
        assert!(insert_membership(conn, &unknown_user).is_err());
    });
}

#[test]
fn sessions_begin_are_touched_and_end() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        insert_user(conn, &samples::users(1)).unwrap();
        let [first, second] = [1, 2].map(|n| SessionRow { token_hash: vec![n; 32], ..samples::sessions(n.into()) });
        insert_session(conn, &first).unwrap();
        insert_session(conn, &second).unwrap();
        touch_session(conn, &first.token_hash, at(90_000)).unwrap();
        let touched = SessionRow { last_seen_at: at(90_000), ..first.clone() };
        assert_eq!(find_session(conn, &first.token_hash).unwrap(), Some(touched.clone()));
        assert_eq!(list_sessions(conn, first.user_id).unwrap(), [touched, second.clone()], "latest used first");
        delete_session(conn, &first.token_hash).unwrap();
        delete_session(conn, &first.token_hash).unwrap();
        assert_eq!(find_session(conn, &first.token_hash).unwrap(), None);
        assert_eq!(delete_sessions_of_user(conn, second.user_id).unwrap(), 1);
        assert_eq!(list_sessions(conn, second.user_id).unwrap(), []);
    });
}

#[test]
fn tokens_are_found_touched_and_revoked() {
    databases(|url| {
        let conn = &mut open_writer(url).unwrap();
        insert_user(conn, &samples::users(1)).unwrap();
        let token = sparse::tokens(1);
        insert_token(conn, &token).unwrap();
        touch_token(conn, token.id, at(5)).unwrap();
        revoke_token(conn, token.id, at(6)).unwrap();
        revoke_token(conn, token.id, at(7)).unwrap();
        let after = TokenRow { last_used_at: Some(at(5)), revoked_at: Some(at(6)), ..token.clone() };
        assert_eq!(find_token(conn, &token.public_id).unwrap(), Some(after.clone()));
        assert_eq!(list_tokens(conn, token.user_id).unwrap(), [after]);
        assert_eq!(find_token(conn, "none").unwrap(), None);
        assert!(matches!(revoke_token(conn, id(7), at(1)), Err(StoreError::NotFound { what: "token" })));
    });
}
