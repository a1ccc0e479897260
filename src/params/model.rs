//! Values of parameters, as resolving sees them.

use std::collections::BTreeMap;

use crate::text::{Name, Span};

/// The value of a parameter, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value.
    pub value: Name,
    /// The parameter's name in a file; `None` for a value that no text gives.
    pub place: Option<Span>,
}

/// Values by the name of their parameter.
pub type Params = BTreeMap<String, Given>;
