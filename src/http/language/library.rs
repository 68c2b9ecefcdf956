//! The messages in the binary: parsed once, and one bundle a locale, made when first asked for.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::locale::available;
use super::{Language, Locale, numbers};

type Bundle = FluentBundle<&'static FluentResource>;

/// What a language is written in: the files of its folder.
const fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            include_str!("../../../locales/en/access.ftl"),
            include_str!("../../../locales/en/codes.ftl"),
            include_str!("../../../locales/en/events.ftl"),
            include_str!("../../../locales/en/refusals.ftl"),
            include_str!("../../../locales/en/problems.ftl"),
            include_str!("../../../locales/en/time.ftl"),
            include_str!("../../../locales/en/pages.ftl"),
            include_str!("../../../locales/en/forms.ftl"),
            include_str!("../../../locales/en/incidents.ftl"),
            include_str!("../../../locales/en/world.ftl"),
            include_str!("../../../locales/en/evidence.ftl"),
            include_str!("../../../locales/en/account.ftl"),
            include_str!("../../../locales/en/api.ftl"),
            include_str!("../../../locales/en/exports.ftl"),
            include_str!("../../../locales/en/reports.ftl"),
            include_str!("../../../locales/en/imports.ftl"),
            include_str!("../../../locales/en/live.ftl"),
            include_str!("../../../locales/en/map.ftl"),
            include_str!("../../../locales/en/field.ftl"),
            include_str!("../../../locales/en/outbox.ftl"),
        ],
        Language::French => &[
            include_str!("../../../locales/fr/access.ftl"),
            include_str!("../../../locales/fr/codes.ftl"),
            include_str!("../../../locales/fr/events.ftl"),
            include_str!("../../../locales/fr/refusals.ftl"),
            include_str!("../../../locales/fr/problems.ftl"),
            include_str!("../../../locales/fr/time.ftl"),
            include_str!("../../../locales/fr/pages.ftl"),
            include_str!("../../../locales/fr/forms.ftl"),
            include_str!("../../../locales/fr/incidents.ftl"),
            include_str!("../../../locales/fr/world.ftl"),
            include_str!("../../../locales/fr/evidence.ftl"),
            include_str!("../../../locales/fr/account.ftl"),
            include_str!("../../../locales/fr/api.ftl"),
            include_str!("../../../locales/fr/exports.ftl"),
            include_str!("../../../locales/fr/reports.ftl"),
            include_str!("../../../locales/fr/imports.ftl"),
            include_str!("../../../locales/fr/live.ftl"),
            include_str!("../../../locales/fr/map.ftl"),
            include_str!("../../../locales/fr/field.ftl"),
            include_str!("../../../locales/fr/outbox.ftl"),
        ],
        Language::Arabic => &[
            include_str!("../../../locales/ar/access.ftl"),
            include_str!("../../../locales/ar/codes.ftl"),
            include_str!("../../../locales/ar/events.ftl"),
            include_str!("../../../locales/ar/refusals.ftl"),
            include_str!("../../../locales/ar/problems.ftl"),
            include_str!("../../../locales/ar/time.ftl"),
            include_str!("../../../locales/ar/pages.ftl"),
            include_str!("../../../locales/ar/forms.ftl"),
            include_str!("../../../locales/ar/incidents.ftl"),
            include_str!("../../../locales/ar/world.ftl"),
            include_str!("../../../locales/ar/evidence.ftl"),
            include_str!("../../../locales/ar/account.ftl"),
            include_str!("../../../locales/ar/api.ftl"),
            include_str!("../../../locales/ar/exports.ftl"),
            include_str!("../../../locales/ar/reports.ftl"),
            include_str!("../../../locales/ar/imports.ftl"),
            include_str!("../../../locales/ar/live.ftl"),
            include_str!("../../../locales/ar/map.ftl"),
            include_str!("../../../locales/ar/field.ftl"),
            include_str!("../../../locales/ar/outbox.ftl"),
        ],
    }
}

/// Of each language that was asked for.
static RESOURCES: LazyLock<HashMap<Language, OnceLock<Vec<FluentResource>>>> =
    LazyLock::new(|| Language::ALL.into_iter().map(|language| (language, OnceLock::new())).collect());

fn resources(language: Language) -> &'static [FluentResource] {
    RESOURCES.get(&language).map_or(&[], |slot| slot.get_or_init(|| parse(language)))
}

fn parse(language: Language) -> Vec<FluentResource> {
    sources(language)
        .iter()
        .map(|source| {
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
                // The other messages of the file still serve; a test keeps this from being released.
                tracing::error!(locale.language = language.code(), ?errors, "messages do not parse");
                resource
            })
        })
        .collect()
}

/// A bundle is bound to a full tag, for plural rules and digits; the messages beneath are shared.
static BUNDLES: LazyLock<HashMap<&'static str, OnceLock<Bundle>>> =
    LazyLock::new(|| available().iter().map(|(_, locale)| (locale.tag(), OnceLock::new())).collect());

fn bundle(locale: Locale) -> Option<&'static Bundle> {
    BUNDLES.get(locale.tag()).map(|slot| slot.get_or_init(|| build(locale)))
}

fn build(locale: Locale) -> Bundle {
    let tag: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    bundle.set_formatter(Some(localised_number));
    for resource in resources(locale.language()) {
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(locale.tag = locale.tag(), ?errors, "a message is written twice");
        }
    }
    bundle
}

thread_local! {
    // Fluent calls a bundle's formatter without saying for which locale; formatting never leaves its thread.
    static SPOKEN: Cell<Locale> = const { Cell::new(Locale::DEFAULT) };
}

fn localised_number<M>(value: &FluentValue, _memoizer: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    Some(numbers::localise(SPOKEN.get(), &number.as_string()))
}

/// The message, formatted; its id between white brackets where there is none, so that it is seen and found.
pub(super) fn format(locale: Locale, id: &str, args: Option<&FluentArgs>) -> String {
    let Some((bundle, pattern)) = bundle(locale).and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)))
    else {
        log_once(locale, id, "no such message");
        return format!("⟦{id}⟧");
    };
    SPOKEN.set(locale);
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    if !errors.is_empty() {
        log_once(locale, id, "the message lacks a value");
    }
    text
}

pub(super) fn has(locale: Locale, id: &str) -> bool {
    bundle(locale).is_some_and(|bundle| bundle.has_message(id))
}

/// A page may show the same gap a hundred times; the log wants it once.
fn log_once(locale: Locale, id: &str, complaint: &str) {
    static SEEN: LazyLock<Mutex<HashSet<(Language, String)>>> = LazyLock::new(Mutex::default);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.insert((locale.language(), id.to_owned())) {
        tracing::error!(locale.language = locale.language().code(), message.id = id, "{complaint}");
    }
}
