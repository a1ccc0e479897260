//! Sets of characters, as ranges.
//!
//! Ranges are sorted, disjoint, not adjacent, and without surrogates, so that equal sets have equal ranges.

/// The characters below and above the surrogates.
const ALL: [(u32, u32); 2] = [(0, 0xD7FF), (0xE000, 0x10_FFFF)];

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSet {
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// Every character.
    pub fn all() -> CharSet {
        CharSet { ranges: ALL.to_vec() }
    }

    /// The characters of these ranges, ends included; a range whose end lies before its start is empty.
    pub fn of(ranges: &[(char, char)]) -> CharSet {
        let mut sorted: Vec<(u32, u32)> =
            ranges.iter().map(|(low, high)| (u32::from(*low), u32::from(*high))).collect();
        sorted.retain(|(low, high)| low <= high);
        sorted.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match joined.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                Some(_) | None => joined.push((low, high)),
            }
        }
        CharSet { ranges: cut_surrogates(&joined) }
    }

    /// This character alone.
    pub fn one(character: char) -> CharSet {
        CharSet::of(&[(character, character)])
    }

    /// The characters of a text.
    pub fn chars(text: &str) -> CharSet {
        CharSet::of(&text.chars().map(|character| (character, character)).collect::<Vec<_>>())
    }

    /// All other characters.
    #[must_use]
    pub fn complement(&self) -> CharSet {
        let mut rest = Vec::new();
        let mut next = 0;
        for (low, high) in &self.ranges {
            if next < *low {
                rest.push((next, low - 1));
            }
            next = high + 1;
        }
        if next <= 0x10_FFFF {
            rest.push((next, 0x10_FFFF));
        }
        CharSet { ranges: cut_surrogates(&rest) }
    }

    /// Whether `character` belongs to it.
    pub fn contains(&self, character: char) -> bool {
        self.holds(u32::from(character))
    }

    /// Whether the character of this number belongs to it.
    pub(super) fn holds(&self, number: u32) -> bool {
        let after = self.ranges.partition_point(|(low, _)| *low <= number);
        after > 0 && number <= self.ranges[after - 1].1
    }

    /// The ranges, ends included.
    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }
}

fn cut_surrogates(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut cut = Vec::with_capacity(ranges.len() + 1);
    for (low, high) in ranges {
        for (from, to) in ALL {
            let part = (*low.max(&from), *high.min(&to));
            if part.0 <= part.1 {
                cut.push(part);
            }
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn ranges_join_and_the_complement_has_the_rest() {
        let set = CharSet::of(&[('a', 'c'), ('d', 'f'), ('x', 'x'), ('z', 'y')]);
        assert_eq!(set, CharSet::chars("fedcbax"));
        assert!(set.contains('e') && !set.contains('g'));
        let rest = set.complement();
        assert!(rest.contains('g') && rest.contains('\0') && rest.contains('\u{10FFFF}') && !rest.contains('x'));
        assert_eq!(rest.complement(), set);
        assert_eq!(CharSet::of(&[]).complement(), CharSet::all());
    }
}
