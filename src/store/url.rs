//! Where the database is, parsed once, and printed without its password.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::StoreError;

/// An SQLite file (`sqlite:PATH` or a bare path) or a PostgreSQL server (`postgres://…`).
///
/// Displays without the password, so that it may be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Target);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Target {
    Sqlite(PathBuf),
    Postgres(String),
}

/// libpq waits for ever by default. These make a server that vanished an error within half a minute; any that the URL itself
/// sets stay as they are.
const POSTGRES_DEFAULTS: [(&str, &str); 7] = [
    ("connect_timeout", "10"),
    ("keepalives", "1"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "25000"),
    ("application_name", "convoy"),
];

impl DatabaseUrl {
    /// The file, where it is an embedded database.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.0 {
            Target::Sqlite(path) => Some(path),
            Target::Postgres(_) => None,
        }
    }

    pub(super) fn target(&self) -> &Target {
        &self.0
    }
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let refuse = |reason| Err(StoreError::Url { reason });
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self(Target::Postgres(with_defaults(text))));
        }
        let path = match text.split_once(':') {
            // `sqlite:///srv/convoy.db` is how other programs write an absolute path.
            Some(("sqlite", rest)) => rest.strip_prefix("//").unwrap_or(rest),
            // One letter is a Windows drive, not a scheme.
            Some((scheme, _)) if scheme.len() > 1 && !scheme.contains(['/', '\\', '.']) => {
                return refuse("its scheme is not known: write sqlite:PATH, a path, or postgres://USER@HOST/NAME");
            }
            Some(_) | None => text,
        };
        match path {
            "" => refuse("it names no file: write sqlite:PATH, a path, or postgres://USER@HOST/NAME"),
            ":memory:" => refuse(
                "an SQLite database in memory cannot be shared between connections: name a file, for example sqlite:convoy.db",
            ),
            _ if path.contains('\0') => refuse("a path cannot hold a zero byte"),
            _ => Ok(Self(Target::Sqlite(PathBuf::from(path)))),
        }
    }
}

/// The URL with every default of ours that it does not set itself.
fn with_defaults(url: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let is_set = |name: &str| query.split('&').any(|pair| pair.split('=').next() == Some(name));
    let mut separator = match (url.contains('?'), query.is_empty() || query.ends_with('&')) {
        (false, _) => "?",
        (true, true) => "",
        (true, false) => "&",
    };
    let mut full = url.to_owned();
    for (name, value) in POSTGRES_DEFAULTS {
        if !is_set(name) {
            for part in [separator, name, "=", value] {
                full.push_str(part);
            }
            separator = "&";
        }
    }
    full
}

/// Host and name alone: user, password and parameters (which may hold a password too) are left out.
fn without_secrets(url: &str) -> String {
    let bare = url.split_once('?').map_or(url, |(bare, _)| bare);
    let (scheme, rest) = bare.split_once("://").unwrap_or(("postgres", bare));
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Target::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Target::Postgres(url) => f.write_str(&without_secrets(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    /// As displayed: a derived one would print the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, String> {
        text.parse().map_err(|error: StoreError| error.to_string())
    }

    #[test]
    fn a_path_may_be_written_bare_or_with_its_scheme() {
        for text in ["sqlite:/srv/convoy.db", "sqlite:///srv/convoy.db", "/srv/convoy.db"] {
            assert_eq!(parse(text).unwrap().sqlite_path(), Some(Path::new("/srv/convoy.db")), "{text}");
        }
        assert_eq!(parse("data/a:b.db").unwrap().sqlite_path(), Some(Path::new("data/a:b.db")));
    }

    #[test]
    fn what_cannot_work_is_refused_with_what_to_write_instead() {
        assert!(parse("sqlite::memory:").unwrap_err().contains("name a file"));
        assert!(parse("mysql://localhost/convoy").unwrap_err().contains("postgres://"));
        assert!(parse("sqlite:").unwrap_err().contains("names no file"));
        assert!(parse("").is_err());
    }

    #[test]
    fn defaults_are_added_where_the_url_is_silent() {
        let full = with_defaults("postgres://u@h/d?connect_timeout=3");
        assert!(full.starts_with("postgres://u@h/d?connect_timeout=3&keepalives=1&"), "{full}");
        assert_eq!(full.matches("connect_timeout").count(), 1);
        assert!(with_defaults("postgres://u@h/d").starts_with("postgres://u@h/d?connect_timeout=10&"));
        assert!(with_defaults("postgres://u@h/d?").starts_with("postgres://u@h/d?connect_timeout=10&"));
    }

    #[test]
    fn neither_user_nor_password_is_printed() {
        for text in
            ["postgres://ann:s3cret@db.example:5432/convoy", "postgres://db.example/convoy?user=ann&password=s3cret"]
        {
            let url = parse(text).unwrap();
            let printed = format!("{url} {url:?}");
            assert!(!printed.contains("s3cret") && !printed.contains("ann"), "{printed}");
            assert!(printed.contains("db.example"));
        }
    }
}
