//! Texts that were met lately, so that those which are alike are kept once: most tables repeat names, types and defaults of
//! others, and memory is what reading a large schema costs.

use std::cell::RefCell;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::text::Name;

/// How many texts are known at a time. A place is kept for each, which a newer text of the same hash takes: no schema makes
/// this grow, and what is lost is only that two are kept of one text.
const PLACES: usize = 8192;

/// Longer ones are hardly ever alike.
const LONGEST: usize = 64;

/// See the module.
#[derive(Default)]
pub struct Shared {
    /// Empty until it is used.
    places: RefCell<Vec<Option<Name>>>,
}

impl Shared {
    /// The text, as one that others may have, too.
    pub fn get(&self, text: &str) -> Name {
        if text.len() > LONGEST {
            return text.into();
        }
        let mut places = self.places.borrow_mut();
        if places.is_empty() {
            places.resize(PLACES, None);
        }
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        let place = usize::try_from(hasher.finish() % PLACES as u64).unwrap_or(0);
        match &mut places[place] {
            Some(known) if **known == *text => Name::clone(known),
            other => Name::clone(other.insert(text.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Shared;

    #[test]
    fn texts_that_are_alike_are_one() {
        let shared = Shared::default();
        let first = shared.get("customer_id");
        for n in 0..100 {
            assert_eq!(&*shared.get(&n.to_string()), n.to_string());
        }
        assert!(Arc::ptr_eq(&first, &shared.get("customer_id")));
    }

    #[test]
    fn any_number_of_texts_is_told_apart() {
        let shared = Shared::default();
        for n in 0..100_000 {
            let text = format!("column_{}", n % 30_000);
            assert_eq!(&*shared.get(&text), text);
        }
    }
}
