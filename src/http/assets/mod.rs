//! The few files that pages ask for, part of the binary, at addresses that change with their content.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file as it is served.
#[derive(Debug)]
pub struct Asset {
    /// Its address; the content's hash is in it, so that it may be kept for ever.
    pub path: String,
    /// Its media type.
    pub content_type: &'static str,
    /// Its content.
    pub content: &'static str,
}

static ASSETS: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    [
        asset("convoy", "css", "text/css; charset=utf-8", include_str!("convoy.css")),
        asset("icon", "svg", "image/svg+xml", include_str!("icon.svg")),
    ]
});

fn asset(name: &str, extension: &str, content_type: &'static str, content: &'static str) -> Asset {
    let short = Sha256::digest(content).iter().take(6).fold(String::new(), |mut short, byte| {
        // Writing into a String cannot fail.
        let _ = write!(short, "{byte:02x}");
        short
    });
    Asset { path: format!("/assets/{name}-{short}.{extension}"), content_type, content }
}

/// The file at an address, if it is one of ours in its present version.
pub fn find_asset(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// The address of the stylesheet.
pub fn stylesheet() -> &'static str {
    let [stylesheet, _] = &*ASSETS;
    &stylesheet.path
}

/// The address of the icon.
pub fn icon() -> &'static str {
    let [_, icon] = &*ASSETS;
    &icon.path
}
