//! Regular sets of texts: what a pattern says, and whether it has a text.

use super::charset::CharSet;

/// More nodes than this are not built: the answer is then "not known".
const MOST_NODES: usize = 20_000;

/// A regular set of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// One character of a set.
    One(CharSet),
    /// These, one after the other; none is the empty text.
    Seq(Vec<Pattern>),
    /// One of these; none is no text at all.
    Any(Vec<Pattern>),
    /// As often as from the first number to the second, or without end.
    Repeat(Box<Pattern>, u32, Option<u32>),
}

impl Pattern {
    /// This text alone.
    pub fn text(text: &str) -> Pattern {
        Pattern::Seq(text.chars().map(|character| Pattern::One(CharSet::one(character))).collect())
    }

    /// One of these texts.
    pub fn words<T: AsRef<str>>(words: &[T]) -> Pattern {
        Pattern::Any(words.iter().map(|word| Pattern::text(word.as_ref())).collect())
    }

    /// One character of these ranges.
    pub fn of(ranges: &[(char, char)]) -> Pattern {
        Pattern::One(CharSet::of(ranges))
    }

    /// Any text.
    pub fn anything() -> Pattern {
        Pattern::One(CharSet::all()).repeat(0, None)
    }

    /// As often as from `least` to `most`.
    #[must_use]
    pub fn repeat(self, least: u32, most: Option<u32>) -> Pattern {
        Pattern::Repeat(Box::new(self), least, most)
    }

    /// Once or not at all.
    #[must_use]
    pub fn optional(self) -> Pattern {
        self.repeat(0, Some(1))
    }

    /// The sets of characters in it.
    pub(super) fn sets<'a>(&'a self, found: &mut Vec<&'a CharSet>) {
        match self {
            Pattern::One(set) => found.push(set),
            Pattern::Seq(parts) | Pattern::Any(parts) => parts.iter().for_each(|part| part.sets(found)),
            Pattern::Repeat(part, _, _) => part.sets(found),
        }
    }
}

/// A pattern as an automaton with silent steps.
#[derive(Clone, Debug)]
pub(super) struct Nfa {
    nodes: Vec<Node>,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Steps that take no character.
    silent: Vec<usize>,
    /// The step that takes one.
    step: Option<(CharSet, usize)>,
}

impl Nfa {
    /// `None` when the pattern is too large.
    pub fn new(pattern: &Pattern) -> Option<Nfa> {
        let mut nfa = Nfa { nodes: vec![Node::default()], start: 0, end: 0 };
        nfa.end = nfa.add(pattern, 0)?;
        Some(nfa)
    }

    /// Whether the pattern has this text.
    pub fn has(&self, text: &str) -> bool {
        let mut now = self.begin();
        for character in text.chars() {
            now = self.after(&now, character);
            if now.is_empty() {
                return false;
            }
        }
        self.accepts(&now)
    }

    /// The nodes before any character, sorted.
    pub fn begin(&self) -> Vec<usize> {
        self.silently(vec![self.start])
    }

    /// The nodes after `character`, sorted.
    pub fn after(&self, nodes: &[usize], character: char) -> Vec<usize> {
        let reached = nodes.iter().filter_map(|node| {
            let (set, target) = self.nodes[*node].step.as_ref()?;
            set.contains(character).then_some(*target)
        });
        self.silently(reached.collect())
    }

    /// Whether the text may end here.
    pub fn accepts(&self, nodes: &[usize]) -> bool {
        nodes.binary_search(&self.end).is_ok()
    }

    fn silently(&self, mut todo: Vec<usize>) -> Vec<usize> {
        let mut seen = vec![false; self.nodes.len()];
        let mut reached = Vec::new();
        while let Some(node) = todo.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                reached.push(node);
                todo.extend(&self.nodes[node].silent);
            }
        }
        reached.sort_unstable();
        reached
    }

    fn node(&mut self) -> Option<usize> {
        if self.nodes.len() >= MOST_NODES {
            return None;
        }
        self.nodes.push(Node::default());
        Some(self.nodes.len() - 1)
    }

    /// Adds `pattern` after the node `from`, which takes no character yet; returns the node after it, likewise.
    fn add(&mut self, pattern: &Pattern, from: usize) -> Option<usize> {
        match pattern {
            Pattern::One(set) => {
                let to = self.node()?;
                self.nodes[from].step = Some((set.clone(), to));
                Some(to)
            }
            Pattern::Seq(parts) => parts.iter().try_fold(from, |at, part| self.add(part, at)),
            Pattern::Any(parts) => {
                let to = self.node()?;
                for part in parts {
                    let begin = self.node()?;
                    self.nodes[from].silent.push(begin);
                    let end = self.add(part, begin)?;
                    self.nodes[end].silent.push(to);
                }
                self.fresh_after(to)
            }
            Pattern::Repeat(part, least, most) => self.add_repeat(part, *least, *most, from),
        }
    }

    fn add_repeat(&mut self, part: &Pattern, least: u32, most: Option<u32>, from: usize) -> Option<usize> {
        let mut at = from;
        for _ in 0..least {
            at = self.add(part, at)?;
            at = self.fresh_after(at)?;
        }
        let end = self.node()?;
        match most {
            None => {
                let begin = self.fresh_after(at)?;
                let last = self.add(part, begin)?;
                self.nodes[last].silent.push(begin);
                self.nodes[begin].silent.push(end);
            }
            Some(most) => {
                for _ in least..most {
                    self.nodes[at].silent.push(end);
                    let begin = self.fresh_after(at)?;
                    at = self.add(part, begin)?;
                }
                self.nodes[at].silent.push(end);
            }
        }
        self.fresh_after(end)
    }

    /// A new node that follows `node` silently: nodes with silent steps out of them are not added to.
    fn fresh_after(&mut self, node: usize) -> Option<usize> {
        let fresh = self.node()?;
        self.nodes[node].silent.push(fresh);
        Some(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::{Nfa, Pattern};

    fn has(pattern: &Pattern, text: &str) -> bool {
        Nfa::new(pattern).expect("small").has(text)
    }

    #[test]
    fn patterns_have_their_texts_and_no_others() {
        let digit = || Pattern::of(&[('0', '9')]);
        let number = Pattern::Seq(vec![Pattern::text("-").optional(), digit().repeat(1, Some(3))]);
        for text in ["1", "-12", "999"] {
            assert!(has(&number, text), "{text}");
        }
        for text in ["", "-", "1234", "1-", "--1", "x"] {
            assert!(!has(&number, text), "{text}");
        }
        let words = Pattern::words(&["a", "ab", ""]).repeat(2, None);
        assert!(has(&words, "") && has(&words, "aab") && has(&words, "aba") && !has(&words, "b"));
        assert!(!has(&Pattern::Any(vec![]), "") && has(&Pattern::anything(), "x|y\n"));
        let nested = digit().repeat(2, Some(2)).repeat(1, None);
        assert!(has(&nested, "1234") && !has(&nested, "123") && !has(&nested, ""));
    }

    #[test]
    fn a_pattern_that_is_too_large_is_not_built() {
        assert!(Nfa::new(&Pattern::anything().repeat(0, Some(4_000_000))).is_none());
    }
}
