//! The shortest texts of a column, for samples and for the search by trial.

use super::alphabet::Alphabet;
use super::dfa::Dfa;
use super::language::{Lengths, ValueTexts};

/// Texts that are begun before giving up.
const MOST_BEGUN: usize = 20_000;

/// Up to `count` texts that values can have, the shortest first, one character standing for each class.
pub fn shortest(texts: &ValueTexts, alphabet: &Alphabet, count: usize) -> Vec<String> {
    let Some(dfa) = texts.automaton(alphabet, Lengths::Counted) else { return Vec::new() };
    let mut words = of_automaton(&dfa, alphabet, count);
    words.retain(|word| texts.has(word));
    words
}

fn of_automaton(dfa: &Dfa, alphabet: &Alphabet, count: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut begun = vec![(0, String::new())];
    let mut next = 0;
    while next < begun.len() && words.len() < count {
        let (state, word) = begun[next].clone();
        next += 1;
        if dfa.accepts(state) {
            words.push(word.clone());
        }
        if begun.len() < MOST_BEGUN {
            let longer = |(class, to)| (to, format!("{word}{}", alphabet.representatives(class)[0]));
            begun.extend(dfa.steps(state).map(longer));
        }
    }
    words
}
