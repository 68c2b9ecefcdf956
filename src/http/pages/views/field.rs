//! What comes in from the field: devices that send positions, and how to report by text message.

use askama::Template;

use super::{Form, Page, Qr, When};

/// Where a device was last.
#[derive(Debug, Clone)]
pub struct LatestPosition {
    /// What the device is called.
    pub label: String,
    /// On which truck it travels.
    pub truck: Option<String>,
    /// When, by its clock.
    pub when: When,
    /// Latitude and longitude in degrees.
    pub place: String,
    /// Within so many metres.
    pub accuracy: Option<String>,
}

/// The devices of a convoy. The forms post to [`Devices::href`]: `do` is `register` (`label`, `truck`, `unique_id`, `until`)
/// or `end` (`device`).
#[derive(Clone, Template)]
#[template(path = "devices.html")]
pub struct Devices {
    /// What is around it.
    pub page: Page,
    /// The convoy's reference.
    pub reference: String,
    /// The convoy's page.
    pub convoy_href: String,
    /// Its own address.
    pub href: String,
    /// The newest first.
    pub devices: Vec<Device>,
    /// Labels of the trucks to choose from.
    pub trucks: Vec<String>,
    /// For how many days positions are kept.
    pub days: u64,
    /// A device just registered.
    pub made: Option<DeviceMade>,
    /// What was typed and what is wrong.
    pub form: Form,
}

/// A device.
#[derive(Debug, Clone)]
pub struct Device {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// On which truck.
    pub truck: Option<String>,
    /// Code of how it sends: `key` or `traccar`.
    pub way: &'static str,
    /// From when.
    pub from: When,
    /// Until when.
    pub until: Option<When>,
    /// When it ended.
    pub ended: Option<When>,
    /// This reader may end it.
    pub may_end: bool,
    /// Where it was last.
    pub latest: Option<LatestPosition>,
    /// Positions that were not kept.
    pub dropped: u64,
    /// Code of why the last was not.
    pub last_dropped: Option<String>,
    /// When another organisation's device of the same name was last in the way.
    pub conflict: Option<When>,
}

/// What is set up on a telephone; shown this once.
#[derive(Clone)]
pub struct DeviceMade {
    /// The address to send to.
    pub server: String,
    /// The key; none where Traccar sends for the device.
    pub key: Option<String>,
    /// Both, drawn.
    pub qr: Option<Qr>,
}
/// A number for text messages.
#[derive(Debug, Clone)]
pub struct Phone {
    /// Its id.
    pub id: String,
    /// With all but its ends hidden.
    pub masked: String,
    /// Whether its messages must carry a PIN.
    pub has_pin: bool,
    /// It is not confirmed yet.
    pub waits: Option<PhoneCode>,
    /// When somebody else has shown that they hold the telephone.
    pub claimed: Option<When>,
    /// Code of why its PIN proves nothing now: `tried` or `worn`.
    pub pin_doubt: Option<&'static str>,
}

/// How a number is confirmed.
#[derive(Debug, Clone)]
pub struct PhoneCode {
    /// The figures; shown to its owner alone.
    pub code: Option<String>,
    /// Until when they are good.
    pub until: When,
    /// Too many wrong ones came.
    pub is_spent: bool,
}

/// How to report by text message, in every language: a card to be printed.
#[derive(Clone, Template)]
#[template(path = "help_messages.html")]
pub struct HelpMessages {
    /// What is around it.
    pub page: Page,
    /// Words by language, the reader's first.
    pub words: Vec<MessageWords>,
}

/// The words of one language.
#[derive(Clone)]
pub struct MessageWords {
    /// That language's words.
    pub t: crate::http::language::Texts,
    /// What happened.
    pub kinds: Vec<MessageWord>,
    /// Why a convoy was stopped.
    pub causes: Vec<MessageWord>,
    /// What was done to a convoy.
    pub acts: Vec<MessageWord>,
}

/// A word that is understood, and the code of what it means.
#[derive(Clone)]
pub struct MessageWord {
    /// Family and code of its meaning.
    pub meaning: String,
    /// The words.
    pub words: String,
}
