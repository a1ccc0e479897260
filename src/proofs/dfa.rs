//! Deterministic automata over the classes of an [`Alphabet`].
//!
//! Every state is reachable and leads to acceptance, but for the start of an automaton that accepts nothing.

use rustc_hash::FxHashMap;

use super::alphabet::Alphabet;
use super::pattern::{Nfa, Pattern};

/// More states than this are not built: the answer is then "not known".
const MOST_STATES: usize = 20_000;

/// No way on.
const DEAD: usize = usize::MAX;

/// A deterministic automaton; its start is state 0.
#[derive(Clone, Debug)]
pub struct Dfa {
    /// For each state and class the next state, or [`DEAD`].
    next: Vec<Vec<usize>>,
    /// For each state whether a text may end there.
    accepts: Vec<bool>,
}

impl Dfa {
    /// The automaton of a pattern whose sets the alphabet tells apart; `None` when it is too large.
    pub fn of(pattern: &Pattern, alphabet: &Alphabet) -> Option<Dfa> {
        let nfa = Nfa::new(pattern)?;
        let dfa = explore(
            nfa.begin(),
            alphabet.len(),
            |nodes, class| {
                let after = nfa.after(nodes, alphabet.representatives(class)[0]);
                (!after.is_empty()).then_some(after)
            },
            |nodes| nfa.accepts(nodes),
        )?;
        Some(dfa.trimmed())
    }

    /// All texts without `word`, whose characters are classes of their own.
    pub fn without(word: &str, alphabet: &Alphabet) -> Dfa {
        let word: Vec<usize> = word.chars().map(|character| alphabet.class(character)).collect();
        let mut next: Vec<Vec<usize>> = Vec::with_capacity(word.len());
        // The state after the longest proper end of the text so far that begins the word.
        let mut shorter = 0;
        for at in 0..word.len() {
            let follow = |class| match (class == word[at], at) {
                (true, at) if at + 1 == word.len() => DEAD,
                (true, at) => at + 1,
                (false, 0) => 0,
                (false, _) => next[shorter][class],
            };
            let row = (0..alphabet.len()).map(follow).collect();
            if at > 0 {
                shorter = next[shorter][word[at]];
            }
            next.push(row);
        }
        let accepts = vec![true; word.len()];
        Dfa { next, accepts }.trimmed()
    }

    /// The texts of both; `None` when the automaton is too large.
    pub fn and(&self, other: &Dfa) -> Option<Dfa> {
        let classes = self.next[0].len();
        let dfa = explore(
            (0, 0),
            classes,
            |(left, right), class| {
                let (left, right) = (self.next[*left][class], other.next[*right][class]);
                (left != DEAD && right != DEAD).then_some((left, right))
            },
            |(left, right)| self.accepts[*left] && other.accepts[*right],
        )?;
        Some(dfa.trimmed())
    }

    /// How many states it has.
    pub fn len(&self) -> usize {
        self.next.len()
    }

    /// Whether it accepts no text.
    pub fn is_empty(&self) -> bool {
        !self.accepts.contains(&true)
    }

    /// Whether a text may end in `state`.
    pub fn accepts(&self, state: usize) -> bool {
        self.accepts[state]
    }

    /// The classes that lead on from `state`, in order, and where.
    pub fn steps(&self, state: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.next[state].iter().enumerate().filter(|(_, to)| **to != DEAD).map(|(class, to)| (class, *to))
    }

    /// Cuts the states that never lead to acceptance.
    fn trimmed(self) -> Dfa {
        let alive = self.alive();
        let mut place = vec![DEAD; self.next.len()];
        let mut count = 0;
        for state in 0..self.next.len() {
            if alive[state] || state == 0 {
                place[state] = count;
                count += 1;
            }
        }
        let follow = |to: &usize| if *to == DEAD || !alive[*to] { DEAD } else { place[*to] };
        let kept = |state: &usize| place[*state] != DEAD;
        let states: Vec<usize> = (0..self.next.len()).filter(kept).collect();
        Dfa {
            next: states.iter().map(|state| self.next[*state].iter().map(follow).collect()).collect(),
            accepts: states.iter().map(|state| self.accepts[*state]).collect(),
        }
    }

    fn alive(&self) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.next.len()];
        for (state, row) in self.next.iter().enumerate() {
            for to in row.iter().filter(|to| **to != DEAD) {
                before[*to].push(state);
            }
        }
        let mut alive = vec![false; self.next.len()];
        let mut todo: Vec<usize> = (0..self.next.len()).filter(|state| self.accepts[*state]).collect();
        while let Some(state) = todo.pop() {
            if !std::mem::replace(&mut alive[state], true) {
                todo.extend(&before[state]);
            }
        }
        alive
    }
}

/// The automaton of all states that are reached from `start`; `None` when there are too many.
fn explore<S: Clone + Eq + std::hash::Hash>(
    start: S,
    classes: usize,
    step: impl Fn(&S, usize) -> Option<S>,
    accepts: impl Fn(&S) -> bool,
) -> Option<Dfa> {
    let mut known = FxHashMap::from_iter([(start.clone(), 0)]);
    let mut states = vec![start];
    let mut next = Vec::new();
    while next.len() < states.len() {
        let state = states[next.len()].clone();
        let mut row = vec![DEAD; classes];
        for (class, to) in row.iter_mut().enumerate() {
            let Some(target) = step(&state, class) else { continue };
            *to = *known.entry(target).or_insert_with_key(|target| {
                states.push(target.clone());
                states.len() - 1
            });
        }
        next.push(row);
        if states.len() > MOST_STATES {
            return None;
        }
    }
    let accepts = states.iter().map(accepts).collect();
    Some(Dfa { next, accepts })
}

#[cfg(test)]
mod tests {
    use super::Dfa;
    use crate::proofs::alphabet::Alphabet;
    use crate::proofs::charset::CharSet;
    use crate::proofs::pattern::Pattern;

    fn has(dfa: &Dfa, alphabet: &Alphabet, text: &str) -> bool {
        let end = text.chars().try_fold(0, |state, character| {
            dfa.steps(state).find(|(class, _)| *class == alphabet.class(character)).map(|(_, to)| to)
        });
        end.is_some_and(|state| dfa.accepts(state))
    }

    #[test]
    fn a_forbidden_word_is_found_wherever_it_begins() {
        let sets = ["a", "b", "c"].map(CharSet::chars);
        let alphabet = Alphabet::new(&sets).expect("few sets");
        for word in ["a", "aa", "ab", "aab", "abab", "aabaa", "abcabd", "aaaab"] {
            let dfa = Dfa::without(word, &alphabet);
            // Every text over three letters of up to seven characters.
            let mut texts = vec![String::new()];
            for at in 0.. {
                let Some(text) = texts.get(at).cloned() else { break };
                assert_eq!(has(&dfa, &alphabet, &text), !text.contains(word), "{text} without {word}");
                if text.len() < 7 {
                    texts.extend(["a", "b", "c"].map(|letter| format!("{text}{letter}")));
                }
            }
        }
    }

    #[test]
    fn what_never_ends_is_cut() {
        let alphabet = Alphabet::new(&["a", "b"].map(CharSet::chars)).expect("few sets");
        let left = Dfa::of(&Pattern::words(&["ab", "aab", "b"]), &alphabet).expect("small");
        let right = Dfa::of(&Pattern::words(&["aab", "aa"]), &alphabet).expect("small");
        let both = left.and(&right).expect("small");
        assert_eq!(both.len(), 4);
        assert!(has(&both, &alphabet, "aab") && !has(&both, &alphabet, "aa"));
        assert!(both.and(&Dfa::without("aa", &alphabet)).expect("small").is_empty());
    }
}
