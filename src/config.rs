//! Settings: flags, then environment, then a TOML file, then what is usual. An unknown key of the file is an error.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use chrono::TimeDelta;
use clap::Args;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use zeroize::Zeroizing;

use crate::{
    app::{
        Keys, courier,
        outward::{MailServer, Outward},
        people::requests::USUAL_DELAY,
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
    base_url: Option<String>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    webhook_allow: Option<Vec<String>>,
    webhook_allow_private: Option<bool>,
    webhook_allow_http: Option<bool>,
    metrics_bind: Option<String>,
    requests_per_minute: Option<u32>,
    heavy_requests_per_minute: Option<u32>,
    second_person_hours: Option<u32>,
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
    plan_drafts_days: Option<u32>,
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
    /// How many hours what lends sight of convoys waits for a second person.
    pub second_person_hours: Setting<String>,
    /// Another system that may sign people in.
    #[serde(skip)]
    pub open_id: Option<Setting<Provider>>,
    /// What may be sent to others, each setting by its name.
    #[serde(skip)]
    pub outward: Sending,
}

/// What may be sent to others.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Under which address people reach the pages.
    pub base_url: Setting<String>,
    /// The mail server, with its password.
    pub smtp_url: Setting<String>,
    /// From whom mails are.
    pub mail_from: Setting<String>,
    /// Hosts that webhooks may be sent to, separated by commas.
    pub webhook_allow: Setting<String>,
    /// Also to addresses that are not public.
    pub webhook_allow_private: Setting<bool>,
    /// Also without TLS.
    pub webhook_allow_http: Setting<bool>,
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
/// What lends sight of convoys waits at least and at most so long.
const SECOND_PERSON_HOURS: std::ops::RangeInclusive<i64> = 1..=336;

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
            outward: Sending {
                base_url: pick(None, "CONVOY_BASE_URL", file.base_url, "")?,
                smtp_url: pick(None, "CONVOY_SMTP_URL", file.smtp_url, "")?,
                mail_from: pick(None, "CONVOY_MAIL_FROM", file.mail_from, "")?,
                webhook_allow: pick(None, "CONVOY_WEBHOOK_ALLOW", file.webhook_allow.map(|hosts| hosts.join(",")), "")?,
                webhook_allow_private: truth(pick(
                    None,
                    "CONVOY_WEBHOOK_ALLOW_PRIVATE",
                    file.webhook_allow_private.map(|truth| truth.to_string()),
                    "false",
                )?)?,
                webhook_allow_http: truth(pick(
                    None,
                    "CONVOY_WEBHOOK_ALLOW_HTTP",
                    file.webhook_allow_http.map(|truth| truth.to_string()),
                    "false",
                )?)?,
            },
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
            second_person_hours: pick(
                None,
                "CONVOY_SECOND_PERSON_HOURS",
                file.second_person_hours.map(|hours| hours.to_string()),
                &USUAL_DELAY.num_hours().to_string(),
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

    /// How long what lends sight of convoys waits for a second person. Never so short that nobody could object in time.
    pub fn second_person(&self) -> anyhow::Result<TimeDelta> {
        let setting = &self.second_person_hours;
        let hours = setting.value.parse().ok().filter(|hours| SECOND_PERSON_HOURS.contains(hours));
        let hours = hours.with_context(|| {
            let (least, most) = (SECOND_PERSON_HOURS.start(), SECOND_PERSON_HOURS.end());
            format!(
                "second_person_hours (from {}): \"{}\" is not a number of hours from {least} to {most}",
                setting.origin, setting.value
            )
        })?;
        Ok(TimeDelta::hours(hours))
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

/// Yes or no.
fn truth(setting: Setting<String>) -> anyhow::Result<Setting<bool>> {
    let value = match setting.value.as_str() {
        "true" | "1" => true,
        "false" | "0" => false,
        other => bail!("\"{other}\" (from {}) is neither true nor false", setting.origin),
    };
    Ok(Setting { value, origin: setting.origin })
}

impl Sending {
    /// As the application has it, once it makes sense.
    pub fn read(&self) -> anyhow::Result<Outward> {
        let base_url = Some(self.base_url.value.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty());
        if base_url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            bail!("base_url (from {}) is not an address such as https://convoys.example.org", self.base_url.origin);
        }
        let hosts = self.webhook_allow.value.split(',').map(str::trim).filter(|host| !host.is_empty());
        Ok(Outward {
            allow: hosts.map(str::to_owned).collect(),
            allow_private: self.webhook_allow_private.value,
            allow_http: self.webhook_allow_http.value,
            mail: self.mail()?,
            base_url,
        })
    }

    fn mail(&self) -> anyhow::Result<Option<MailServer>> {
        let (url, from) = (&self.smtp_url.value, &self.mail_from.value);
        match (url.is_empty(), from.is_empty()) {
            (true, true) => return Ok(None),
            (false, false) => {}
            (_, _) => bail!("smtp_url and mail_from go together: name both or neither"),
        }
        let plain = url.starts_with("smtp://") && !url.contains("tls=");
        let host = url.rsplit_once('@').map_or_else(|| url.trim_start_matches("smtp://"), |(_, host)| host);
        let is_near = ["127.", "localhost", "[::1]"].iter().any(|near| host.starts_with(near));
        if plain && !is_near {
            bail!(
                "smtp_url (from {}) would send mail in the clear: say smtps://…, or smtp://…?tls=required for STARTTLS",
                self.smtp_url.origin
            );
        }
        let server = MailServer { url: Zeroizing::new(url.clone()), from: from.clone() };
        courier::mail::check(&server).map_err(|why| anyhow::anyhow!("{why} (from {})", self.smtp_url.origin))?;
        Ok(Some(server))
    }

    /// Each setting as it may be shown: of the mail server's address neither user nor password.
    pub fn rows(&self) -> Vec<(&'static str, String, &str)> {
        let or_none = |text: &str| if text.is_empty() { "(none)".to_owned() } else { text.to_owned() };
        let masked = match self.smtp_url.value.split_once("://") {
            Some((scheme, rest)) => match rest.rsplit_once('@') {
                Some((_, host)) => format!("{scheme}://***@{host}"),
                None => format!("{scheme}://{rest}"),
            },
            None => or_none(&self.smtp_url.value),
        };
        vec![
            ("base_url", or_none(&self.base_url.value), &self.base_url.origin),
            ("smtp_url", masked, &self.smtp_url.origin),
            ("mail_from", or_none(&self.mail_from.value), &self.mail_from.origin),
            ("webhook_allow", or_none(&self.webhook_allow.value), &self.webhook_allow.origin),
            ("webhook_allow_private", self.webhook_allow_private.value.to_string(), &self.webhook_allow_private.origin),
            ("webhook_allow_http", self.webhook_allow_http.value.to_string(), &self.webhook_allow_http.origin),
        ]
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
            Class::PlanDrafts => file.plan_drafts_days,
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
