//! What a browser says of itself, as coarsely as somebody needs to know their own sessions again: two families, from two
//! lists. Nothing of what was sent is kept.

/// Which of two that name each other comes first.
const BROWSERS: [(&str, &str); 8] = [
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("chrome", "Chrome"),
    ("crios", "Chrome"),
    ("safari", "Safari"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("cros", "ChromeOS"),
    ("linux", "Linux"),
    ("x11", "Unix"),
];

/// `Firefox, Android`; none where neither is known.
pub fn describe(user_agent: &str) -> Option<String> {
    let lower = user_agent.to_ascii_lowercase();
    let find =
        |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| lower.contains(sign)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_and_nothing_else() {
        for (agent, told) in [
            ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", Some("Firefox, Android")),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
                Some("Edge, Windows"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
                Some("Safari, iPhone"),
            ),
            ("<script>alert(1)</script> chrome", Some("Chrome")),
            ("curl/8.5.0", None),
            ("", None),
        ] {
            assert_eq!(describe(agent).as_deref(), told, "{agent}");
        }
    }
}
