//! One struct for each table, field by field as it is stored. Rows are primitive on purpose: the domain's types are made from
//! them, and what does not fit is a corrupt record.

mod convoy;
mod evidence;
mod field;
mod imports;
mod ledger;
mod outward;
mod people;
mod plan_drafts;
mod reports;
mod requests;
mod sharing;
mod sign_in;
mod world;

pub use convoy::{CargoRow, ConvoyOrganisationRow, ConvoyRow, Counts, StopRow, TruckRow};
pub use evidence::{CrewRow, HoldRow};
pub use field::{MessageRow, PhoneRequestRow, PhoneRow, PositionRow, TrackerRow};
pub use imports::{GazetteerEntryRow, GazetteerNameRow, GazetteerRow, ImportItemRow, ImportMatchRow, ImportRow};
pub use ledger::{EventEntryRow, LedgerHeadRow, LedgerRow};
pub use outward::{AlertChoiceRow, AlertRow, AttemptRow, DutyRow, MailRow, WebhookMessageRow, WebhookRow};
pub use people::{MembershipRow, SessionRow, TokenRow, UserRow};
pub use plan_drafts::PlanDraftRow;
pub use reports::{BlockRow, FactsRow, IncidentRow, ReviewRow};
pub use requests::{RightMailRow, RightRequestRow};
pub use sharing::{AssignmentRow, GrantRow, PartnershipRow};
pub use sign_in::{AttemptsRow, DeviceRow, LinkRow, PendingSignInRow, RecoveryCodeRow, SecondFactorRow};
pub use world::{AccessWindowRow, OrganisationRow, PlaceRow};
