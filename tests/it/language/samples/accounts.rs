//! The pages of accounts.

use convoy::http::pages::views::*;

use super::Maker;

impl Maker {
    fn mistaken_in(field: &str, typed: &[(&str, &str)]) -> Form {
        let values = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Form { values, errors: vec![FieldError { field: field.to_owned(), text: "…".into() }] }
    }

    pub fn sign_in_code(&self) -> SignInCode {
        let mut page = self.page("/sign-in/code");
        page.signed_in = None;
        SignInCode { page, form: Self::mistaken_in("code", &[]), next: "/".into() }
    }

    pub fn set_up(&self) -> SetUp {
        let mut page = self.page("/me/second-factor");
        page.is_limited = true;
        SetUp {
            page,
            form: Self::mistaken_in("code", &[]),
            secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
            qr: Qr { width: 21, path: "M0 0h7v1h-7zM14 0h7v1h-7z".into() },
            address: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP".into(),
            is_required: true,
            asks_proof: true,
        }
    }

    pub fn recovery_codes(&self) -> RecoveryCodes {
        let codes = (0..10).map(|number| format!("ABCD EFGH IJK{number}")).collect();
        RecoveryCodes { page: self.page("/me"), codes, next: "/".into() }
    }

    pub fn second_factor(&self) -> SecondFactor {
        SecondFactor {
            page: self.page("/me/second-factor"),
            codes_form: Form::default(),
            remove_form: Self::mistaken_in("remove_code", &[]),
            since: self.at("2016-10-01T08:00:00Z", convoy::http::language::Precision::Minute),
            codes_left: 3,
            is_required: true,
        }
    }

    fn token(&self, works: bool) -> Token {
        let at = |instant| self.at(instant, convoy::http::language::Precision::Minute);
        Token {
            revoke: "/me/tokens/1/revoke".into(),
            begins: "cvt_0123456789abcdef".into(),
            scopes: ["events_write", "convoys_read", "convoys_read_exact", "exports_read"].map(str::to_owned).into(),
            created: at("2016-10-01T08:00:00Z"),
            expires: Some(at("2016-12-30T08:00:00Z")),
            used: works.then(|| at("2016-11-04T09:00:00Z")),
            works,
        }
    }

    pub fn me(&self) -> Me {
        let at = |instant| self.at(instant, convoy::http::language::Precision::Minute);
        let session = |device: Option<&str>, is_this| Session {
            end: "/me/sessions/1/end".into(),
            device: device.map(str::to_owned),
            since: at("2016-11-01T08:00:00Z"),
            last_seen: at("2016-11-04T09:00:00Z"),
            is_this,
        };
        let scope = |code: &str| ScopeChoice { value: code.replacen('_', ":", 1), code: code.to_owned() };
        Me {
            page: self.page("/me"),
            form: Self::mistaken_in("scopes", &[("expires_in_days", "900")]),
            name: "Amel Haddad".into(),
            email: "amel@example.org".into(),
            second_factor: Some(at("2016-10-01T08:00:00Z")),
            offers_second_factor: true,
            codes_left: 9,
            sessions: vec![session(Some("Firefox, Android"), true), session(None, false)],
            phones: self.phones(),
            phones_href: "/me/phones".into(),
            phones_may_add: true,
            tokens: vec![self.token(true), self.token(false)],
            credentials: Self::credentials(),
            scopes: ["events_write", "convoys_read", "convoys_read_exact", "exports_read"].map(scope).into(),
            made: Some("cvt_0123456789abcdef_0123456789".into()),
            done: Some("password".into()),
        }
    }

    pub fn welcome(&self) -> Welcome {
        let mut page = self.page("/welcome/x");
        page.signed_in = None;
        Welcome { page, form: Self::mistaken_in("email", &[("name", "Amel"), ("email", "amel")]) }
    }

    pub fn password_by_link(&self) -> PasswordByLink {
        let mut page = self.page("/link/x");
        page.signed_in = None;
        let (email, name) = ("amel@example.org".into(), "أمل حداد".into());
        let (form, credentials) = (Self::mistaken_in("password", &[]), Self::credentials());
        PasswordByLink { page, form, email, name, is_invitation: true, waits_until: None, credentials }
    }

    pub fn waiting_link(&self) -> PasswordByLink {
        let waits_until = Some(self.at("2016-11-05T10:00:00Z", convoy::http::language::Precision::Minute));
        PasswordByLink { waits_until, form: Form::default(), is_invitation: false, ..self.password_by_link() }
    }

    fn credentials() -> Credentials {
        let tick = |text: &str, ticked| vec![Tick { value: "1".into(), text: text.into(), ticked }];
        let (tokens, phones) = (tick("cvt_0123456789abcdef…", true), tick("+963•••456", false));
        Credentials { tokens, phones, webhooks: tick("hooks.example.org", false) }
    }

    pub fn request(&self, kind: &str, is_asker: bool) -> RequestLine {
        let at = |instant| self.at(instant, convoy::http::language::Precision::Minute);
        let role = self.person_line("coordinator", "sarc").roles.pop().filter(|_| kind == "role");
        RequestLine {
            action: "/requests/1".into(),
            kind: kind.into(),
            role,
            webhook: (kind == "webhook").then(|| "hooks.example.org".into()),
            name: "Amel Haddad".into(),
            email: "amel@example.org".into(),
            asked_by: "Dana".into(),
            asked: at("2016-11-04T10:00:00Z"),
            due: at("2016-11-05T10:00:00Z"),
            seconds: if is_asker { vec!["Nour".into(), "سامي".into()] } else { Vec::new() },
            others: is_asker,
            may_confirm: !is_asker,
            may_reject: !is_asker,
            may_withdraw: is_asker,
            is_own: !is_asker,
        }
    }

    pub fn requests(&self) -> Requests {
        let kinds = ["role", "link", "second_factor", "opening", "webhook"];
        let requests = kinds.iter().flat_map(|kind| [true, false].map(|asker| self.request(kind, asker))).collect();
        Requests { page: self.page("/requests"), done: Some("confirm".into()), requests }
    }

    pub fn no_requests(&self) -> Requests {
        Requests { page: self.page("/requests"), done: None, requests: Vec::new() }
    }

    fn person_line(&self, role: &str, organisation: &str) -> PersonLine {
        let name = (organisation != "*").then(|| self.name("Syrian Arab Red Crescent", "الهلال الأحمر العربي السوري"));
        PersonLine {
            href: "/admin/users/1".into(),
            name: "Amel Haddad".into(),
            email: "amel@example.org".into(),
            roles: vec![HeldRole { role: role.into(), organisation: organisation.into(), name }],
            is_disabled: false,
            has_second_factor: role == "coordinator",
            has_password: role != "viewer",
        }
    }

    fn link(&self) -> ShownLink {
        let expires = self.at("2016-11-05T10:00:00Z", convoy::http::language::Precision::Minute);
        let waits_until = Some(expires.clone());
        ShownLink { address: "/link/0123456789abcdef".into(), expires, email: "amel@example.org".into(), waits_until }
    }

    pub fn users(&self) -> Users {
        let closed = PersonLine { is_disabled: true, ..self.person_line("logger", "sarc") };
        let people = vec![
            self.person_line("coordinator", "sarc"),
            self.person_line("viewer", "*"),
            self.person_line("admin", "sarc"),
            closed,
        ];
        let form = Self::mistaken_in("organisation", &[("name", "Nour"), ("role", "logger")]);
        Users {
            page: self.page("/admin/users"),
            form,
            people,
            link: Some(self.link()),
            requests: vec![self.request("role", true)],
        }
    }

    pub fn person(&self) -> PersonPage {
        PersonPage {
            page: self.page("/admin/users/1"),
            form: Self::mistaken_in("role", &[]),
            person: self.person_line("coordinator", "sarc"),
            is_whole: true,
            is_own: false,
            phones: self.phones(),
            phones_href: "/admin/users/x/phones".into(),
            phones_may_add: false,
            tokens: vec![self.token(true)],
            link: Some(self.link()),
            requests: vec![self.request("link", true)],
        }
    }
}
