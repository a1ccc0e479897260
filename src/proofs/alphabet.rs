//! Characters grouped into classes, so that automata need not know how large Unicode is.
//!
//! Two characters are of one class when no set in question tells them apart. Each class has representatives, the most
//! readable first, and the classes are in the order of their first representatives: letters, digits, signs, the rest.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::charset::CharSet;

/// The characters that people read most easily, in order.
const PLEASANT: &str =
    "abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ|#-_/.:,;+*=@!?&%$~^()[]{}<>'\"`\\ ";

/// More sets than this are no template that a person wrote.
const MOST_SETS: usize = 400;

/// Classes of characters.
#[derive(Clone, Debug)]
pub struct Alphabet {
    /// First character of each interval, and its class.
    intervals: Vec<(u32, usize)>,
    /// For each class its representatives; never empty.
    classes: Vec<Vec<char>>,
}

impl Alphabet {
    /// The classes that `sets` tell apart; `None` when there are too many sets.
    pub fn new<'a>(sets: impl IntoIterator<Item = &'a CharSet>) -> Option<Alphabet> {
        let sets: BTreeSet<&CharSet> = sets.into_iter().collect();
        if sets.len() > MOST_SETS || sets.iter().map(|set| set.ranges().len()).sum::<usize>() > 10 * MOST_SETS {
            return None;
        }
        let mut intervals = group(&sets);
        let mut classes = representatives(&intervals);
        let rank = |chars: &Vec<char>| PLEASANT.find(chars[0]).unwrap_or(usize::MAX);
        let mut order: Vec<usize> = (0..classes.len()).collect();
        order.sort_by_key(|class| (rank(&classes[*class]), *class));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        for (_, class) in &mut intervals {
            *class = place[*class];
        }
        classes = order.iter().map(|old| classes[*old].clone()).collect();
        Some(Alphabet { intervals, classes })
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// The class of `character`.
    pub fn class(&self, character: char) -> usize {
        let after = self.intervals.partition_point(|(start, _)| *start <= u32::from(character));
        self.intervals[after.saturating_sub(1)].1
    }

    /// Readable members of a class; at least one.
    pub fn representatives(&self, class: usize) -> &[char] {
        &self.classes[class]
    }
}

/// Intervals between the ends of all ranges, each with its class, numbered as they come.
fn group(sets: &BTreeSet<&CharSet>) -> Vec<(u32, usize)> {
    let mut starts = BTreeSet::from([0, 0xE000]);
    for (low, high) in sets.iter().flat_map(|set| set.ranges()) {
        starts.insert(*low);
        starts.insert(high + 1);
    }
    let mut known: FxHashMap<Vec<bool>, usize> = FxHashMap::default();
    starts
        .into_iter()
        .filter_map(|start| {
            char::from_u32(start)?;
            let members = sets.iter().map(|set| set.holds(start)).collect();
            let next = known.len();
            Some((start, *known.entry(members).or_insert(next)))
        })
        .collect()
}

fn representatives(intervals: &[(u32, usize)]) -> Vec<Vec<char>> {
    let count = intervals.iter().map(|(_, class)| class + 1).max().unwrap_or(0);
    let mut classes = vec![Vec::new(); count];
    for character in PLEASANT.chars() {
        let after = intervals.partition_point(|(start, _)| *start <= u32::from(character));
        classes[intervals[after - 1].1].push(character);
    }
    for (start, class) in intervals {
        if classes[*class].is_empty() {
            classes[*class].extend(char::from_u32(*start));
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::Alphabet;
    use crate::proofs::charset::CharSet;

    #[test]
    fn what_no_set_tells_apart_is_one_class() {
        let digits = CharSet::of(&[('0', '9')]);
        let bar = CharSet::one('|');
        let alphabet = Alphabet::new([&digits, &bar, &CharSet::all()]).expect("few sets");
        assert_eq!(alphabet.len(), 3);
        assert_eq!(alphabet.class('注'), alphabet.class('a'));
        assert_eq!(alphabet.representatives(0)[0], 'a');
        assert_eq!(alphabet.representatives(alphabet.class('7'))[0], '1');
        assert_eq!(alphabet.representatives(alphabet.class('|')), ['|']);
    }
}
