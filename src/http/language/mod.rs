//! Words, digits, dates and names in the reader's language.
//!
//! [`Locale`] is the full tag of the reader (`ar-SY` keeps its Arabic-Indic digits), [`negotiate()`] picks it, and
//! [`Texts`] is the cheap handle that a page or an answer takes its sentences from. The sentences are Fluent messages
//! in `locales/`, part of the binary.

mod library;
mod locale;
mod names;
mod negotiate;
mod numbers;
mod texts;
mod times;

pub use locale::{Language, Locale};
pub use names::{Name, pick_name};
pub use negotiate::negotiate;
pub use texts::{Arg, Texts};
pub use times::{Moment, Precision, When};
