//! Two rows that share a key, spelled with readable characters.

use super::alphabet::Alphabet;
use super::search::Taken;

/// Two rows that give one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The key of both.
    pub key: String,
    /// The values of the holes in the one row, by hole.
    pub first: Vec<String>,
    /// The values of the holes in the other row, by hole.
    pub second: Vec<String>,
}

/// Spells a text with two ways. `holes` says of each part of the chain which hole it is; `None` where a hole that stands
/// twice would need two values.
pub fn spell(way: &[Taken], holes: &[Option<usize>], alphabet: &Alphabet) -> Option<Witness> {
    let first = values(way.iter().map(|taken| taken.first), holes)?;
    let second = values(way.iter().map(|taken| taken.second), holes)?;
    let mut same = Same::new(way.len());
    for places in first.iter().chain(&second) {
        for place in &places.others {
            for (left, right) in places.chars.iter().zip(place) {
                if way[*left].class != way[*right].class {
                    return None;
                }
                same.join(*left, *right);
            }
        }
    }
    let text = choose(way, &mut same, alphabet);
    let word = |places: &Places| places.chars.iter().map(|at| text[*at]).collect();
    Some(Witness {
        key: text.iter().collect(),
        first: first.iter().map(word).collect(),
        second: second.iter().map(word).collect(),
    })
}

/// Where the value of a hole stands in the text.
#[derive(Clone, Default)]
struct Places {
    /// The characters of the first place.
    chars: Vec<usize>,
    /// Those of its further places; as many each.
    others: Vec<Vec<usize>>,
}

/// The places of each hole's value; `None` where the lengths differ.
fn values(way: impl Iterator<Item = usize>, holes: &[Option<usize>]) -> Option<Vec<Places>> {
    let mut parts = vec![Vec::new(); holes.len()];
    for (at, part) in way.enumerate() {
        parts[part].push(at);
    }
    let count = holes.iter().flatten().max().map_or(0, |hole| hole + 1);
    let mut values: Vec<Option<Places>> = vec![None; count];
    for (part, hole) in holes.iter().enumerate() {
        let Some(hole) = hole else { continue };
        let chars = std::mem::take(&mut parts[part]);
        match &mut values[*hole] {
            None => values[*hole] = Some(Places { chars, others: Vec::new() }),
            Some(known) if known.chars.len() == chars.len() => known.others.push(chars),
            Some(_) => return None,
        }
    }
    Some(values.into_iter().map(Option::unwrap_or_default).collect())
}

/// A character for each place: of its class, a new one each time, the same where it must be the same.
fn choose(way: &[Taken], same: &mut Same, alphabet: &Alphabet) -> Vec<char> {
    let mut used = vec![0; alphabet.len()];
    let mut chosen: Vec<Option<char>> = vec![None; way.len()];
    let mut text = Vec::with_capacity(way.len());
    for (at, taken) in way.iter().enumerate() {
        let character = *chosen[same.root(at)].get_or_insert_with(|| {
            let choice = alphabet.representatives(taken.class);
            used[taken.class] += 1;
            choice[(used[taken.class] - 1) % choice.len()]
        });
        text.push(character);
    }
    text
}

/// Which places of a text must hold the same character.
struct Same {
    above: Vec<usize>,
}

impl Same {
    fn new(count: usize) -> Same {
        Same { above: (0..count).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        self.above[left] = right;
    }
}
