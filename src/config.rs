//! Settings: flags, then environment, then a TOML file, then what is usual. An unknown key of the file is an error.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use zeroize::Zeroizing;

use crate::{
    app::{
        Keys,
        retention::{Class, Rules},
    },
    http::{contract::limits::Rates, open_id::Provider},
    store::DatabaseUrl,
};

/// Settings that every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Flags {
    /// Database: a file, or postgres://… [environment: `DATABASE_URL`]
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Address to serve on [environment: `CONVOY_BIND`]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub bind: Option<String>,
    /// A reverse proxy ends TLS in front of this program [environment: `CONVOY_BEHIND_PROXY`]
    #[arg(long, global = true)]
    pub behind_proxy: bool,
    /// File of the certificate, PEM, the server's own first: the program then ends TLS itself
    /// [environment: `CONVOY_TLS_CERT`]
    #[arg(long, global = true, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// File of the certificate's key, PEM [environment: `CONVOY_TLS_KEY`]
    #[arg(long, global = true, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// File of the keys that must stay outside the database; beside an embedded database unless named, and made where it is
    /// not there [environment: `CONVOY_KEYS_FILE`, or the keys themselves in `CONVOY_KEYS`]
    #[arg(long, global = true, value_name = "FILE")]
    pub keys_file: Option<PathBuf>,
    /// Address to tell figures of the program on, for Prometheus; none unless named [environment: `CONVOY_METRICS_BIND`]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub metrics_bind: Option<String>,
    /// File of settings; `convoy.toml` where it is there [environment: `CONVOY_CONFIG`]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What the TOML file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "as they stand in the file")]
struct File {
    database: Option<String>,
    bind: Option<String>,
    behind_proxy: Option<bool>,
    keys_file: Option<PathBuf>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    log: Option<String>,
    oidc_issuer: Option<String>,
    oidc_client_id: Option<String>,
    oidc_client_secret: Option<String>,
    metrics_bind: Option<String>,
    requests_per_minute: Option<u32>,
    heavy_requests_per_minute: Option<u32>,
    #[serde(default)]
    retention: RetentionFile,
}

/// `[retention]`: for how many days each class of personal data is kept.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "as they stand in the file, each with its unit")]
struct RetentionFile {
    crew_days: Option<u32>,
    sessions_days: Option<u32>,
    tokens_days: Option<u32>,
    sign_in_days: Option<u32>,
    positions_days: Option<u32>,
    messages_days: Option<u32>,
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// `flag`, `environment NAME`, `file NAME` or `default`.
    pub origin: String,
}

/// Every effective setting.
#[derive(Clone, Debug, Serialize)]
pub struct Settings {
    /// Where the database is.
    #[serde(skip)]
    pub database: Setting<String>,
    /// Where to serve.
    pub bind: Setting<String>,
    /// Whether a proxy ends TLS.
    pub behind_proxy: Setting<bool>,
    /// The files of the certificate and of its key; none where a proxy, or nobody, ends TLS.
    pub certificate: Option<Certificate>,
    /// Where the keys are.
    #[serde(skip)]
    pub keys: Setting<KeysPlace>,
    /// What to log, in the words of `tracing`'s filter.
    pub log: Setting<String>,
    /// For how many days each class of personal data is kept.
    pub retention: Vec<(Class, Setting<u32>)>,
    /// Where figures of the program are told; empty is nowhere.
    pub metrics_bind: Setting<String>,
    /// How many requests each caller of the API has in a minute.
    pub requests_per_minute: Setting<String>,
    /// How many of those that cost much.
    pub heavy_requests_per_minute: Setting<String>,
    /// Another system that may sign people in.
    #[serde(skip)]
    pub open_id: Option<Setting<Provider>>,
}

/// The files of a certificate and of its key.
#[derive(Clone, Debug, Serialize)]
pub struct Certificate {
    /// The chain, PEM.
    pub chain: Setting<String>,
    /// The key, PEM.
    pub key: Setting<String>,
}

/// Where the keys are.
#[derive(Clone, PartialEq, Eq)]
pub enum KeysPlace {
    /// In a variable.
    Variable(Zeroizing<String>),
    /// In this file.
    File(PathBuf),
    /// In a file beside the database, of its name and `.keys`.
    BesideDatabase,
}

impl std::fmt::Debug for KeysPlace {
    /// Where, and never what.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Variable(_) => f.write_str("(in the environment)"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::BesideDatabase => f.write_str("(beside the database)"),
        }
    }
}

const DATABASE: &str = "convoy.sqlite";
const BIND: &str = "127.0.0.1:8080";
const LOG: &str = "info";

impl Settings {
    /// Reads all sources.
    pub fn load(flags: &Flags) -> anyhow::Result<Self> {
        let named = flags.config.clone().or_else(|| std::env::var_os("CONVOY_CONFIG").map(PathBuf::from));
        let path = named.clone().unwrap_or_else(|| PathBuf::from("convoy.toml"));
        let file = read_file(&path, named.is_some())?;
        let from_file = format!("file {}", path.display());
        let pick = |flag: Option<String>, variable: &str, in_file: Option<String>, usual: &str| {
            if let Some(value) = flag {
                return anyhow::Ok(Setting { value, origin: "flag".to_owned() });
            }
            if let Some(setting) = environment(variable)? {
                return Ok(setting);
            }
            Ok(match in_file {
                Some(value) => Setting { value, origin: from_file.clone() },
                None => Setting { value: usual.to_owned(), origin: "default".to_owned() },
            })
        };
        let proxy_flag = flags.behind_proxy.then(|| "true".to_owned());
        let proxy_file = file.behind_proxy.map(|value| value.to_string());
        let behind_proxy = pick(proxy_flag, "CONVOY_BEHIND_PROXY", proxy_file, "false")?;
        let Ok(value) = behind_proxy.value.parse::<bool>() else {
            bail!("behind_proxy ({}) must be true or false", behind_proxy.origin);
        };
        let path = |path: Option<PathBuf>| path.map(|path| path.display().to_string());
        let named = |setting: Setting<String>| Some(setting).filter(|setting| !setting.value.is_empty());
        // Here the variables name files themselves: what is read from them is never a setting.
        let chain = named(pick(path(flags.tls_cert.clone()), "CONVOY_TLS_CERT", path(file.tls_cert), "")?);
        let key = named(pick(path(flags.tls_key.clone()), "CONVOY_TLS_KEY", path(file.tls_key), "")?);
        let certificate = match (chain, key) {
            (Some(chain), Some(key)) => Some(Certificate { chain, key }),
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => {
                bail!("tls_cert and tls_key go together; only one is set ({})", one.origin)
            }
        };
        Ok(Self {
            certificate,
            database: pick(flags.database.clone(), "DATABASE_URL", file.database, DATABASE)?,
            bind: pick(flags.bind.clone(), "CONVOY_BIND", file.bind, BIND)?,
            behind_proxy: Setting { value, origin: behind_proxy.origin },
            keys: keys_place(flags, file.keys_file, &from_file),
            open_id: provider(
                pick(None, "CONVOY_OIDC_ISSUER", file.oidc_issuer, "")?,
                pick(None, "CONVOY_OIDC_CLIENT_ID", file.oidc_client_id, "")?,
                pick(None, "CONVOY_OIDC_CLIENT_SECRET", file.oidc_client_secret, "")?,
            )?,
            log: pick(None, "CONVOY_LOG", file.log, LOG)?,
            metrics_bind: pick(flags.metrics_bind.clone(), "CONVOY_METRICS_BIND", file.metrics_bind, "")?,
            requests_per_minute: pick(
                None,
                "CONVOY_REQUESTS_PER_MINUTE",
                file.requests_per_minute.map(|rate| rate.to_string()),
                &Rates::REQUESTS.to_string(),
            )?,
            heavy_requests_per_minute: pick(
                None,
                "CONVOY_HEAVY_REQUESTS_PER_MINUTE",
                file.heavy_requests_per_minute.map(|rate| rate.to_string()),
                &Rates::HEAVY.to_string(),
            )?,
            retention: retention(&file.retention, &from_file),
        })
    }

    /// For how many days each class of personal data is kept.
    pub fn retention_rules(&self) -> Rules {
        let mut rules = Rules::default();
        for (class, setting) in &self.retention {
            *rules.days_of(*class) = setting.value;
        }
        rules
    }

    /// How much each caller of the API may ask.
    pub fn rates(&self) -> anyhow::Result<Rates> {
        let rate = |name: &str, setting: &Setting<String>| {
            setting.value.parse().with_context(|| {
                format!("{name} (from {}): \"{}\" is not a number of 1 or more", setting.origin, setting.value)
            })
        };
        Ok(Rates {
            requests: rate("requests_per_minute", &self.requests_per_minute)?,
            heavy: rate("heavy_requests_per_minute", &self.heavy_requests_per_minute)?,
        })
    }

    /// Where figures of the program are told. They name no convoy, and still say how much goes on: a network that is not
    /// trusted is a matter for a firewall.
    pub fn metrics(&self) -> anyhow::Result<Option<SocketAddr>> {
        let setting = &self.metrics_bind;
        if setting.value.is_empty() {
            return Ok(None);
        }
        let address = setting.value.parse().with_context(|| {
            format!(
                "metrics_bind (from {}): \"{}\" is not an address such as 127.0.0.1:9090",
                setting.origin, setting.value
            )
        })?;
        Ok(Some(address))
    }

    /// Where the database is.
    pub fn database(&self) -> anyhow::Result<DatabaseUrl> {
        self.database.value.parse().with_context(|| format!("database (from {})", self.database.origin))
    }

    /// The file of the keys; `None` where they are in a variable.
    pub fn keys_file(&self, database: &DatabaseUrl) -> Option<PathBuf> {
        match &self.keys.value {
            KeysPlace::Variable(_) => None,
            KeysPlace::File(path) => Some(path.clone()),
            KeysPlace::BesideDatabase => Some(match database.sqlite_path() {
                Some(path) => {
                    let mut name = path.as_os_str().to_owned();
                    name.push(".keys");
                    name.into()
                }
                None => PathBuf::from("convoy.keys"),
            }),
        }
    }

    /// The keys that stay outside the database; made where there are none yet.
    pub fn keys(&self, database: &DatabaseUrl) -> anyhow::Result<Keys> {
        let keys = match (&self.keys.value, self.keys_file(database)) {
            (KeysPlace::Variable(text), _) => Keys::parse(text),
            (_, Some(path)) => Keys::read_or_make(&path),
            (_, None) => bail!("there is no place for keys"),
        };
        keys.with_context(|| format!("the keys of personal data (from {})", self.keys.origin))
    }

    /// Where to serve. Off loopback only with TLS, by the program or by a proxy: passwords and routes must not cross a
    /// network in the clear.
    pub fn bind(&self) -> anyhow::Result<SocketAddr> {
        let address: SocketAddr = self.bind.value.parse().with_context(|| {
            format!("bind (from {}): \"{}\" is not an address such as {BIND}", self.bind.origin, self.bind.value)
        })?;
        if !address.ip().is_loopback() && !self.behind_proxy.value && self.certificate.is_none() {
            bail!(
                "refusing to serve plain HTTP on {address}, which other machines can reach: give --tls-cert and \
                 --tls-key, put a proxy that ends TLS in front and say --behind-proxy, or bind to 127.0.0.1"
            );
        }
        Ok(address)
    }
}

fn retention(file: &RetentionFile, from_file: &str) -> Vec<(Class, Setting<u32>)> {
    let usual = Rules::default();
    let setting = |class: Class| {
        let in_file = match class {
            Class::Crew => file.crew_days,
            Class::Sessions => file.sessions_days,
            Class::Tokens => file.tokens_days,
            Class::SignIn => file.sign_in_days,
            Class::Positions => file.positions_days,
            Class::Messages => file.messages_days,
        };
        let origin = if in_file.is_some() { from_file } else { "default" };
        (class, Setting { value: in_file.unwrap_or(usual.days(class)), origin: origin.to_owned() })
    };
    Class::iter().map(setting).collect()
}

/// Another system that may sign people in, where one is named: by its issuer and by our name there.
fn provider(
    issuer: Setting<String>,
    client_id: Setting<String>,
    client_secret: Setting<String>,
) -> anyhow::Result<Option<Setting<Provider>>> {
    match (issuer.value.is_empty(), client_id.value.is_empty()) {
        (true, true) => return Ok(None),
        (false, false) => {}
        (_, _) => bail!("oidc_issuer and oidc_client_id go together: name both or neither"),
    }
    let client_secret = Some(client_secret.value).filter(|secret| !secret.is_empty());
    let value = Provider { issuer: issuer.value, client_id: client_id.value, client_secret };
    Ok(Some(Setting { value, origin: issuer.origin }))
}

/// Here `CONVOY_KEYS_FILE` names the file itself: keys are rotated by writing it anew.
fn keys_place(flags: &Flags, in_file: Option<PathBuf>, from_file: &str) -> Setting<KeysPlace> {
    let setting = |value, origin: &str| Setting { value, origin: origin.to_owned() };
    if let Some(path) = &flags.keys_file {
        return setting(KeysPlace::File(path.clone()), "flag");
    }
    if let Some(text) = std::env::var("CONVOY_KEYS").ok().filter(|text| !text.is_empty()) {
        return setting(KeysPlace::Variable(Zeroizing::new(text)), "environment CONVOY_KEYS");
    }
    if let Some(path) = std::env::var_os("CONVOY_KEYS_FILE").filter(|path| !path.is_empty()) {
        return setting(KeysPlace::File(path.into()), "environment CONVOY_KEYS_FILE");
    }
    match in_file {
        Some(path) => setting(KeysPlace::File(path), from_file),
        None => setting(KeysPlace::BesideDatabase, "default"),
    }
}

/// A variable, or the content of the file that `NAME_FILE` names. A file that cannot be read is an error: to fall back on
/// what is usual would put data where nobody looks for it.
fn environment(name: &str) -> anyhow::Result<Option<Setting<String>>> {
    if let Ok(value) = std::env::var(name)
        && !value.is_empty()
    {
        return Ok(Some(Setting { value, origin: format!("environment {name}") }));
    }
    let name = format!("{name}_FILE");
    let Ok(path) = std::env::var(&name) else { return Ok(None) };
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}, which {name} names"))?;
    Ok(Some(Setting { value: text.trim_end().to_owned(), origin: format!("environment {name}") }))
}

fn read_file(path: &Path, must_be_there: bool) -> anyhow::Result<File> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).with_context(|| format!("the settings in {}", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_be_there => Ok(File::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
