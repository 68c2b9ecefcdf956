//! Who and what is known by name: the domain asks, the store answers.

use super::id::{OrganisationId, PlaceId};

/// Finds places and organisations by id or key.
pub trait Directory {
    /// A place by its id or key.
    fn place(&self, reference: &str) -> Option<PlaceId>;
    /// An organisation by its id or key.
    fn organisation(&self, reference: &str) -> Option<OrganisationId>;
}
