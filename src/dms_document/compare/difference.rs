//! One difference of two documents.

use std::fmt;

use crate::text::Span;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the rule is about: `rename table shop.orders`.
    pub about: String,
    /// How it differs.
    pub change: Change,
}

/// How two documents differ about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The first has such a rule, here.
    OnlyFirst(Span),
    /// The second has such a rule, here.
    OnlySecond(Span),
    /// Both have one, and the rules say different things.
    Differs {
        /// The rule of the first.
        first: Span,
        /// The rule of the second.
        second: Span,
        /// What differs: a key, and what the first and the second say.
        facts: Vec<(String, Option<String>, Option<String>)>,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.change {
            Change::OnlyFirst(_) => write!(f, "- {}", self.about),
            Change::OnlySecond(_) => write!(f, "+ {}", self.about),
            Change::Differs { facts, .. } => {
                write!(f, "! {}", self.about)?;
                for (key, first, second) in facts {
                    for (sign, says) in [('-', first), ('+', second)] {
                        if let Some(says) = says {
                            write!(f, "\n  {sign} {key}: {says}")?;
                        }
                    }
                }
                Ok(())
            }
        }
    }
}
