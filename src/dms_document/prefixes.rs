//! Names with wildcards in order, so that those which may have a name in common with another are found without a look at all.
//!
//! What is found may still have none in common: only what stands before the first `%` is compared, or, read backwards, after the
//! last.

use std::cell::Cell;

use super::pattern::{Pattern, Token};

/// More characters than tell names apart.
const LONGEST: usize = 64;

/// The start of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// `None` is any one character, or one of several.
    characters: Vec<Option<char>>,
    /// Whether anything may follow.
    open: bool,
}

impl Start {
    /// Of a name as it is read, or `backwards`.
    pub fn of(pattern: &Pattern, backwards: bool) -> Start {
        let tokens = pattern.tokens();
        let mut start = Start { characters: Vec::new(), open: false };
        for place in 0..tokens.len() {
            let token = &tokens[if backwards { tokens.len() - 1 - place } else { place }];
            let character = match token {
                Token::AnyRun => None,
                Token::One(c) => Some(Some(*c)),
                Token::Class(ranges) => match ranges.as_slice() {
                    [(first, last)] if first == last => Some(Some(*first)),
                    [] | [_, ..] => Some(None),
                },
                Token::AnyOne => Some(None),
            };
            match character.filter(|_| place < LONGEST) {
                Some(character) => start.characters.push(character),
                None => {
                    start.open = true;
                    break;
                }
            }
        }
        start
    }
}

/// Starts in order, with the numbers of what they are of.
#[derive(Default)]
pub struct Prefixes {
    list: Vec<(Start, usize)>,
    work: Cell<usize>,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// All was found.
    Done,
    /// There was more to do than was allowed.
    Tired,
}

impl Prefixes {
    /// Puts them in order: what is open before what is not, what is shorter before what goes on.
    pub fn new(mut list: Vec<(Start, usize)>) -> Prefixes {
        list.sort_by(|(one, _), (other, _)| one.characters.cmp(&other.characters).then(other.open.cmp(&one.open)));
        Prefixes { list, work: Cell::new(0) }
    }

    /// The steps of all searches so far.
    #[cfg(test)]
    pub fn work(&self) -> usize {
        self.work.get()
    }

    /// Adds to `found` the numbers of those that may have a name in common with `wanted`, in at most so many steps.
    pub fn search(&self, wanted: &Start, steps: usize, found: &mut Vec<usize>) -> Search {
        found.clear();
        let mut taken = 0;
        // Parts of the list whose first characters, so many, fit.
        let mut parts = vec![(0, self.list.len(), 0)];
        while let Some((from, to, known)) = parts.pop() {
            let part = &self.list[from..to];
            let ended = part.partition_point(|(start, _)| start.characters.len() == known);
            let all = match wanted.characters.get(known) {
                Some(_) => &part[..part[..ended].partition_point(|(start, _)| start.open)],
                None if wanted.open => part,
                None => &part[..ended],
            };
            taken += 1 + all.len();
            if taken > steps {
                self.work.set(self.work.get() + steps);
                return Search::Tired;
            }
            found.extend(all.iter().map(|(_, number)| *number));
            let Some(next) = wanted.characters.get(known) else { continue };
            let end_of = |at: usize, character: Option<char>| {
                at + part[at..].partition_point(|(start, _)| start.characters[known] <= character)
            };
            let mut at = ended;
            while at < part.len() {
                let character = part[at].0.characters[known];
                let end = end_of(at, character);
                if next.is_none() || character.is_none() || character == *next {
                    parts.push((from + at, from + end, known + 1));
                }
                // Of what is left, one character alone can fit.
                at = match next {
                    None => end,
                    Some(_) if character < *next => {
                        end + part[end..].partition_point(|(start, _)| start.characters[known] < *next)
                    }
                    Some(_) => part.len(),
                };
            }
        }
        self.work.set(self.work.get() + taken);
        Search::Done
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Prefixes, Search, Start};

    /// Whatever has a name in common is found, and of names without wildcards nothing else.
    #[test]
    fn nothing_that_fits_is_missed() {
        let mut texts = vec![String::new()];
        let mut last = texts.clone();
        for _ in 0..3 {
            last = last.iter().flat_map(|text| ["a", "b", "_", "%", "[ab]"].map(|c| format!("{text}{c}"))).collect();
            texts.extend(last.iter().cloned());
        }
        let patterns: Vec<Pattern> = texts.iter().map(|text| Pattern::new(text)).collect();
        for backwards in [false, true] {
            let list = patterns.iter().enumerate().map(|(place, pattern)| (Start::of(pattern, backwards), place));
            let prefixes = Prefixes::new(list.collect());
            let mut found = Vec::new();
            for wanted in &patterns {
                assert_eq!(prefixes.search(&Start::of(wanted, backwards), usize::MAX, &mut found), Search::Done);
                let has = |place: &usize| found.contains(place);
                let missed = (0..patterns.len()).find(|place| patterns[*place].overlaps(wanted) && !has(place));
                assert_eq!(missed.map(|place| patterns[place].text()), None, "{}", wanted.text());
                let one = wanted.name().is_some();
                let extra = found
                    .iter()
                    .find(|place| one && patterns[**place].name().is_some() && !patterns[**place].overlaps(wanted));
                assert_eq!(extra.map(|place| patterns[*place].text()), None, "{}", wanted.text());
                let mut once = found.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), found.len());
            }
        }
    }

    #[test]
    fn a_search_takes_as_many_steps_as_it_is_allowed() {
        let list = (0..100).map(|place| (Start::of(&Pattern::new("a%"), false), place)).collect();
        let prefixes = Prefixes::new(list);
        let mut found = Vec::new();
        let wanted = Start::of(&Pattern::new("ab"), false);
        assert_eq!(prefixes.search(&wanted, 50, &mut found), Search::Tired);
        assert_eq!(prefixes.search(&wanted, 500, &mut found), Search::Done);
        assert_eq!(found.len(), 100);
        assert!(prefixes.work() > 100);
    }
}
