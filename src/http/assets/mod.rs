//! The few files that pages ask for, part of the binary, at addresses that change with their content.

use std::fmt::Write as _;
use std::sync::LazyLock;

use actix_web::web::Bytes;
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use super::squeeze::Squeezed;

/// A file as it is served.
#[derive(Debug)]
pub struct Asset {
    /// Its address; the content's hash is in it, so that it may be kept for ever.
    pub path: String,
    /// Its media type.
    pub content_type: &'static str,
    /// Its content.
    pub content: String,
    /// The same, compressed as far as it goes: it is asked for by all, and made once.
    pub squeezed: Bytes,
}

/// The scripts, each after those that it imports: an import names the file, and is served with the file's address.
const SCRIPTS: [(&str, &str); 7] = [
    ("store", include_str!("outbox/store.js")),
    ("keep", include_str!("outbox/keep.js")),
    ("send", include_str!("outbox/send.js")),
    ("say", include_str!("outbox/say.js")),
    ("form", include_str!("outbox/form.js")),
    ("list", include_str!("outbox/list.js")),
    ("outbox", include_str!("outbox/outbox.js")),
];

/// The worker has an address of its own that stays, for that is what it is known by.
const WORKER: &str = include_str!("outbox/worker.js");

struct Assets {
    stylesheet: Asset,
    first_style: String,
    icon: Asset,
    scripts: Vec<Asset>,
    board: Asset,
    worker: String,
    version: String,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut scripts: Vec<Asset> = Vec::new();
    for (name, source) in SCRIPTS {
        let content = with_addresses(source, &scripts);
        scripts.push(asset(name, "js", "text/javascript; charset=utf-8", content));
    }
    let stylesheet = asset("convoy", "css", "text/css; charset=utf-8", include_str!("convoy.css").to_owned());
    let first_style = first_of(&stylesheet.content);
    let icon = asset("icon", "svg", "image/svg+xml", include_str!("icon.svg").to_owned());
    let board = asset("board", "js", "text/javascript; charset=utf-8", include_str!("board.js").to_owned());
    let worker = with_addresses(WORKER, &scripts);
    let version = short_hash(&format!("{}{}{worker}", stylesheet.path, scripts.last().map_or("", |last| &last.path)));
    Assets { stylesheet, first_style, icon, scripts, board, worker, version }
});

/// A script whose imports name addresses.
fn with_addresses(source: &str, known: &[Asset]) -> String {
    let named = SCRIPTS.iter().zip(known);
    named.fold(source.to_owned(), |text, ((name, _), asset)| {
        text.replace(&format!("\"./{name}.js\""), &format!("\"{}\"", asset.path))
    })
}

fn short_hash(content: &str) -> String {
    Sha256::digest(content).iter().take(6).fold(String::new(), |mut short, byte| {
        // Writing into a String cannot fail.
        let _ = write!(short, "{byte:02x}");
        short
    })
}

fn asset(name: &str, extension: &str, content_type: &'static str, content: String) -> Asset {
    let squeezed = Squeezed::of(content.as_bytes()).between(b"", b"");
    let path = format!("/assets/{name}-{}.{extension}", short_hash(&content));
    Asset { path, content_type, content, squeezed: squeezed.into() }
}

/// The parts of the stylesheet between its marks First and Later, without comments and indentation.
fn first_of(stylesheet: &str) -> String {
    let parts = stylesheet.split("/* First */").skip(1);
    let parts: String = parts.filter_map(|part| part.split("/* Later */").next()).collect();
    let bare = parts.split("/*").enumerate().map(|(number, part)| match part.split_once("*/") {
        Some((_, rest)) if number > 0 => rest,
        _ => part,
    });
    bare.collect::<String>().lines().map(str::trim).collect()
}

/// The file at an address, if it is one of ours in its present version.
pub fn find_asset(path: &str) -> Option<&'static Asset> {
    let Assets { stylesheet, icon, scripts, board, .. } = &*ASSETS;
    [stylesheet, icon, board].into_iter().chain(scripts).find(|asset| asset.path == path)
}

/// The address of the stylesheet.
pub fn stylesheet() -> &'static str {
    &ASSETS.stylesheet.path
}

/// What of the stylesheet a page carries itself, where the browser has not got it yet: on a slow network the page is seen
/// without it.
pub fn first_style() -> &'static str {
    &ASSETS.first_style
}

/// The hash by which the content security policy permits it, and nothing else that stands within a page.
pub fn first_style_hash() -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(first_style().as_bytes())))
}

/// Whether a browser that noted this name of a file has the present stylesheet.
pub fn is_stylesheet(name: &str) -> bool {
    stylesheet().rsplit('/').next() == Some(name)
}

/// The address of the icon.
pub fn icon() -> &'static str {
    &ASSETS.icon.path
}

/// The address of the script of every page.
pub fn script() -> &'static str {
    ASSETS.scripts.last().map_or("", |script| &script.path)
}

/// The address of the script that keeps a board as it stands.
pub fn board_script() -> &'static str {
    &ASSETS.board.path
}

/// The addresses of all scripts: what a page needs that opens without a network.
pub fn scripts() -> impl Iterator<Item = &'static str> {
    ASSETS.scripts.iter().map(|script| script.path.as_str())
}

/// The worker, which opens pages where there is no network.
pub fn worker() -> &'static str {
    &ASSETS.worker
}

/// Differs from one version of these files to the next.
pub fn version() -> &'static str {
    &ASSETS.version
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_first_is_a_small_whole_part_of_the_stylesheet() {
        let (style, whole) = (first_style(), include_str!("convoy.css"));
        assert!(style.contains(":root {") && style.contains(".choice {") && !style.contains("/*"));
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        assert_eq!(whole.matches("/* First */").count(), whole.matches("/* Later */").count());
        assert!(style.len() < whole.len() / 2, "{} of {} bytes", style.len(), whole.len());
        assert!(is_stylesheet(stylesheet().trim_start_matches("/assets/")) && !is_stylesheet("convoy-0.css"));
    }

    #[test]
    fn every_import_of_a_script_names_an_address_that_is_served() {
        let mut imports = 0;
        for text in ASSETS.scripts.iter().map(|script| script.content.as_str()).chain([worker()]) {
            assert!(!text.contains("\"./"), "an import names a file: the order of SCRIPTS is wrong");
            let parts = text.split('"').filter(|part| part.starts_with("/assets/"));
            for address in parts.filter(|part| part.rsplit_once('.').is_some_and(|(_, extension)| extension == "js")) {
                assert!(find_asset(address).is_some(), "{address}");
                imports += 1;
            }
        }
        assert!(imports > 10, "the scan found only {imports}");
    }
}
