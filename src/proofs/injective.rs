//! Can a key template give one text for two different tuples of values?
//!
//! Decided exactly on the texts that [`ValueTexts`] describes: each part of the template becomes an automaton, and a text
//! that the chain of them takes in two ways is a collision. Lengths are counted only where that is needed, since most
//! templates are decided without. A collision is claimed only with two tuples of texts that the columns can really hold.

use rustc_hash::FxHashMap;

use super::alphabet::Alphabet;
use super::charset::CharSet;
use super::dfa::Dfa;
use super::language::{Lengths, ValueTexts};
use super::pattern::Pattern;
use super::search::{Chain, Found, Taken};
use super::witness::{Witness, spell};
use super::words;

/// Bounds of lengths up to this sum are counted from the start.
const COUNTED_FROM_THE_START: u64 = 64;
/// Tuples that the search by trial looks at.
const MOST_TUPLES: usize = 50_000;

/// A part of a key template.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// These characters.
    Literal(&'a str),
    /// The value of a hole. Holes are numbered from 0 without gaps; one number is one column, and stands for one value
    /// wherever it stands in the template.
    Value(usize, &'a ValueTexts),
}

/// Whether a template keeps different values apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Different values give different keys.
    Injective,
    /// Two rows share a key.
    Collides(Witness),
    /// Neither can be shown.
    Unknown {
        /// Why: the end of a sentence.
        reason: String,
    },
}

/// Decides whether different values of the holes give different keys.
pub fn injective(parts: &[Part<'_>]) -> Verdict {
    let columns = || parts.iter().filter_map(texts_of);
    if let Some(reason) = columns().find_map(ValueTexts::unfixed) {
        return unknown(reason);
    }
    let counts = columns().map(ValueTexts::counts).fold(0, u64::saturating_add);
    let rounds: &[Lengths] = match counts {
        0 => &[Lengths::Ignored],
        1..=COUNTED_FROM_THE_START => &[Lengths::Counted],
        _ => &[Lengths::Ignored, Lengths::Counted],
    };
    let Some(alphabet) = alphabet(parts) else { return unknown(TOO_LARGE) };
    for lengths in rounds {
        match look(parts, &alphabet, *lengths) {
            Look::Injective => return Verdict::Injective,
            Look::Collides(witness) => return Verdict::Collides(witness),
            Look::NoWitness => {}
            Look::TooLarge => return unknown(TOO_LARGE),
        }
    }
    if let Some(reason) = columns().find_map(ValueTexts::doubt) {
        return unknown(reason);
    }
    match try_out(parts, &alphabet) {
        Some(witness) => Verdict::Collides(witness),
        None => unknown("a text can be read in two ways, but no two rows with it were found"),
    }
}

const TOO_LARGE: &str = "the template has too many possible texts to look at all of them";

fn unknown(reason: &str) -> Verdict {
    Verdict::Unknown { reason: reason.to_owned() }
}

fn texts_of<'a>(part: &Part<'a>) -> Option<&'a ValueTexts> {
    match part {
        Part::Literal(_) => None,
        Part::Value(_, texts) => Some(texts),
    }
}

fn hole_of(part: &Part<'_>) -> Option<usize> {
    match part {
        Part::Literal(_) => None,
        Part::Value(hole, _) => Some(*hole),
    }
}

/// What one look at a template found.
enum Look {
    Injective,
    Collides(Witness),
    /// There are two ways to read a text, but none with rows that can exist.
    NoWitness,
    TooLarge,
}

fn look(parts: &[Part<'_>], alphabet: &Alphabet, lengths: Lengths) -> Look {
    let Some(dfas) = automata(parts, alphabet, lengths) else { return Look::TooLarge };
    if dfas.iter().any(Dfa::is_empty) {
        // Such a column has no value, so that there is no row at all.
        return Look::Injective;
    }
    let shortest = match two_ways(&dfas) {
        Found::OneWay => return Look::Injective,
        Found::TwoWays(way) => way,
        Found::TooMuch => return Look::TooLarge,
    };
    // Rows with empty values or with signs at the ends look like tricks: show others where others collide.
    for wish in [plain_ends(), Pattern::One(CharSet::all()).repeat(1, None)] {
        let wished = wished(parts, &dfas, &wish, alphabet);
        if let Some(Found::TwoWays(way)) = wished.map(|dfas| two_ways(&dfas))
            && let Some(witness) = genuine(parts, &way, alphabet)
        {
            return Look::Collides(witness);
        }
    }
    genuine(parts, &shortest, alphabet).map_or(Look::NoWitness, Look::Collides)
}

fn two_ways(dfas: &[Dfa]) -> Found {
    Chain::new(&dfas.iter().collect::<Vec<_>>()).map_or(Found::TooMuch, |chain| chain.two_ways())
}

/// The automata of the parts.
fn automata(parts: &[Part<'_>], alphabet: &Alphabet, lengths: Lengths) -> Option<Vec<Dfa>> {
    // Columns of one type are described alike; and a hole may stand more than once.
    let mut known: FxHashMap<usize, Dfa> = FxHashMap::default();
    let automaton = |part: &Part<'_>| match part {
        Part::Literal(text) => Dfa::of(&Pattern::text(text), alphabet),
        Part::Value(hole, texts) => match known.get(hole) {
            Some(dfa) => Some(dfa.clone()),
            None => {
                let dfa = texts.automaton(alphabet, lengths)?;
                known.insert(*hole, dfa.clone());
                Some(dfa)
            }
        },
    };
    parts.iter().map(automaton).collect()
}

/// The automata with only those values that have the wished form; a column without such values keeps its own.
fn wished(parts: &[Part<'_>], dfas: &[Dfa], wish: &Pattern, alphabet: &Alphabet) -> Option<Vec<Dfa>> {
    let wish = Dfa::of(wish, alphabet)?;
    let narrowed = parts.iter().zip(dfas).map(|(part, dfa)| match part {
        Part::Literal(_) => Some(dfa.clone()),
        Part::Value(..) => dfa.and(&wish).map(|narrow| if narrow.is_empty() { dfa.clone() } else { narrow }),
    });
    narrowed.collect()
}

/// Texts that begin and end with a letter or digit.
fn plain_ends() -> Pattern {
    let end = || Pattern::One(letters_and_digits());
    let longer = Pattern::Seq(vec![Pattern::anything(), end()]);
    Pattern::Seq(vec![end(), longer.optional()])
}

fn letters_and_digits() -> CharSet {
    CharSet::of(&[('0', '9'), ('A', 'Z'), ('a', 'z')])
}

fn alphabet(parts: &[Part<'_>]) -> Option<Alphabet> {
    let mut sets = vec![letters_and_digits(), CharSet::all()];
    for part in parts {
        match part {
            Part::Literal(text) => sets.extend(text.chars().map(CharSet::one)),
            Part::Value(_, texts) => sets.extend(texts.sets()),
        }
    }
    Alphabet::new(&sets)
}

/// The two rows of a text with two ways, if such rows can exist.
fn genuine(parts: &[Part<'_>], way: &[Taken], alphabet: &Alphabet) -> Option<Witness> {
    let holes: Vec<Option<usize>> = parts.iter().map(hole_of).collect();
    let witness = spell(way, &holes, alphabet)?;
    let can_be = |part: &Part<'_>| match part {
        Part::Literal(_) => true,
        Part::Value(hole, texts) => {
            texts.doubt().is_none() && texts.has(&witness.first[*hole]) && texts.has(&witness.second[*hole])
        }
    };
    (parts.iter().all(can_be) && witness.first != witness.second).then_some(witness)
}

/// Tries the shortest values of all holes. Needed where a hole stands twice: equal values at both places are more than
/// an automaton can follow.
fn try_out(parts: &[Part<'_>], alphabet: &Alphabet) -> Option<Witness> {
    let count = parts.iter().filter_map(hole_of).max()? + 1;
    let mut each = (1..)
        .take_while(|each: &usize| each.checked_pow(count.min(64) as u32).is_some_and(|all| all <= MOST_TUPLES))
        .last()?;
    each = each.min(500);
    let mut values = vec![vec![String::new()]; count];
    for part in parts {
        if let Part::Value(hole, texts) = part {
            values[*hole] = words::shortest(texts, alphabet, each);
        }
    }
    let mut seen: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut places = vec![0; count];
    while values.iter().zip(&places).all(|(words, place)| *place < words.len()) {
        let tuple: Vec<String> = values.iter().zip(&places).map(|(words, place)| words[*place].clone()).collect();
        let key = fill(parts, &tuple);
        if let Some(first) = seen.get(&key) {
            return Some(Witness { key, first: first.clone(), second: tuple });
        }
        seen.insert(key, tuple);
        advance(&mut places, &values)?;
    }
    None
}

/// The next tuple; `None` after the last.
fn advance(places: &mut [usize], values: &[Vec<String>]) -> Option<()> {
    for (place, words) in places.iter_mut().zip(values) {
        *place += 1;
        if *place < words.len() {
            return Some(());
        }
        *place = 0;
    }
    None
}

/// The key of these values.
fn fill(parts: &[Part<'_>], values: &[String]) -> String {
    let text = |part: &Part<'_>| match part {
        Part::Literal(text) => (*text).to_owned(),
        Part::Value(hole, _) => values[*hole].clone(),
    };
    parts.iter().map(text).collect()
}
