//! Searches the shortest text that a chain of automata accepts in two ways.
//!
//! A way says of every character which part of the chain takes it. Within one part an automaton has only one way, so
//! that two ways over one text differ exactly where they give a character to different parts: at the first such place
//! they part for good, whatever comes after. Pairs of states are visited breadth first, hence the shortest text.

use rustc_hash::FxHashSet;

use super::dfa::Dfa;

/// Pairs of states that are looked at before giving up.
const MOST_PAIRS: usize = 200_000;
/// Steps that are looked at before giving up, and steps that a chain may have.
const MOST_STEPS: usize = 4_000_000;

/// Automata one after the other.
pub struct Chain {
    /// For each state its steps, by class and part. The last state is the one before the first character.
    steps: Vec<Vec<Step>>,
    /// For each state whether the whole text may end there.
    ends: Vec<bool>,
}

/// One step of a [`Chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    class: usize,
    part: usize,
    to: usize,
}

/// One character of a text with two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its class.
    pub class: usize,
    /// The part that takes it in the first way.
    pub first: usize,
    /// The part that takes it in the second way.
    pub second: usize,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Every text has at most one way.
    OneWay,
    /// A shortest text with two ways. At the first difference the first way stays where the second goes on.
    TwoWays(Vec<Taken>),
    /// The search was given up.
    TooMuch,
}

impl Chain {
    /// The chain of `parts`; `None` when it is too large.
    pub fn new(parts: &[&Dfa]) -> Option<Chain> {
        let mut offsets = Vec::with_capacity(parts.len());
        let mut count = 0;
        for part in parts {
            offsets.push(count);
            count += part.len();
        }
        let steps_of = |part: usize, state: usize| {
            let offset = offsets[part];
            parts[part].steps(state).map(move |(class, to)| Step { class, part, to: offset + to })
        };
        let mut steps = vec![Vec::new(); count + 1];
        let mut ends = vec![false; count + 1];
        // What may follow once the parts before are done: from the last part to the first.
        let (mut entry, mut entry_ends) = (Vec::new(), true);
        let mut total = 0;
        for (part, dfa) in parts.iter().enumerate().rev() {
            for state in 0..dfa.len() {
                let at = offsets[part] + state;
                steps[at].extend(steps_of(part, state));
                if dfa.accepts(state) {
                    steps[at].extend(&entry);
                    ends[at] = entry_ends;
                }
                steps[at].sort_unstable();
                total += steps[at].len();
            }
            if total > MOST_STEPS {
                return None;
            }
            // Entering a part is to stand in its first state.
            entry.clone_from(&steps[offsets[part]]);
            entry_ends = ends[offsets[part]];
        }
        steps[count] = entry;
        ends[count] = entry_ends;
        Some(Chain { steps, ends })
    }

    /// Searches the shortest text with two ways.
    pub fn two_ways(&self) -> Found {
        let start = self.steps.len() - 1;
        let begin = Visit {
            first: start,
            second: start,
            parted: false,
            before: 0,
            taken: Taken { class: 0, first: 0, second: 0 },
        };
        let mut visits = vec![begin];
        let mut known = FxHashSet::from_iter([(start, start, false)]);
        let mut looked_at = 0;
        let mut next = 0;
        while let Some(visit) = visits.get(next).copied() {
            for (first, second) in self.pairs(&visit) {
                looked_at += 1;
                let parted = visit.parted || first.part != second.part;
                if !known.insert((first.to, second.to, parted)) {
                    continue;
                }
                let taken = Taken { class: first.class, first: first.part, second: second.part };
                visits.push(Visit { first: first.to, second: second.to, parted, before: next, taken });
                if parted && self.ends[first.to] && self.ends[second.to] {
                    return Found::TwoWays(way_to(&visits));
                }
            }
            if visits.len() > MOST_PAIRS || looked_at > MOST_STEPS {
                return Found::TooMuch;
            }
            next += 1;
        }
        Found::OneWay
    }

    /// The steps that both ways can take over one character. Before they part, only one order of the two is looked at.
    fn pairs(&self, visit: &Visit) -> impl Iterator<Item = (Step, Step)> {
        let seconds = &self.steps[visit.second];
        let parted = visit.parted;
        self.steps[visit.first].iter().flat_map(move |first| {
            let begin = seconds.partition_point(|second| second.class < first.class);
            let same = seconds[begin..].iter().take_while(|second| second.class == first.class);
            same.filter(move |second| parted || first.part <= second.part).map(|second| (*first, *second))
        })
    }
}

/// A pair of states, and how it was reached.
#[derive(Clone, Copy)]
struct Visit {
    first: usize,
    second: usize,
    parted: bool,
    before: usize,
    taken: Taken,
}

/// The characters on the way to the last visit.
fn way_to(visits: &[Visit]) -> Vec<Taken> {
    let mut way = Vec::new();
    let mut at = visits.len() - 1;
    while at != 0 {
        way.push(visits[at].taken);
        at = visits[at].before;
    }
    way.reverse();
    way
}
