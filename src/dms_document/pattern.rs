//! Names in locators, which are patterns.
//!
//! Source: user guide, "Wildcards in table mapping": `%` is any run of characters, `_` one character, `[ab]` and `[a-d]` one
//! of those, so that `[_]` is an underscore.

/// Names of databases are far shorter; comparing longer ones with each other would take too long.
const LONGEST: usize = 1000;

/// A name with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    tokens: Vec<Token>,
    text: String,
}

/// What a pattern is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// This character.
    One(char),
    /// `_`
    AnyOne,
    /// `[ab]`, `[a-d]`: ranges, ends included.
    Class(Vec<(char, char)>),
    /// `%`
    AnyRun,
}

impl Pattern {
    /// Reads a name as selections and transformations do.
    pub fn new(text: &str) -> Pattern {
        let mut tokens = Vec::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            tokens.push(match c {
                '%' if tokens.last() == Some(&Token::AnyRun) => continue,
                '%' => Token::AnyRun,
                '_' => Token::AnyOne,
                '[' => {
                    let ahead: Vec<char> = rest.clone().take_while(|c| *c != ']').take(LONGEST).collect();
                    let closes = rest.clone().nth(ahead.len()) == Some(']');
                    if closes && !ahead.is_empty() {
                        rest.nth(ahead.len());
                        class(&ahead)
                    } else {
                        Token::One('[')
                    }
                }
                c => Token::One(c),
            });
        }
        Pattern { tokens, text: text.to_owned() }
    }

    /// Reads a name where no wildcards are.
    pub fn exactly(text: &str) -> Pattern {
        Pattern { tokens: text.chars().map(Token::One).collect(), text: text.to_owned() }
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it is made of.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The only name that it means, if it means one.
    pub fn name(&self) -> Option<String> {
        self.tokens
            .iter()
            .map(|token| match token {
                Token::One(c) => Some(*c),
                Token::Class(ranges) => match ranges.as_slice() {
                    [(first, last)] if first == last => Some(*first),
                    [] | [_, ..] => None,
                },
                Token::AnyOne | Token::AnyRun => None,
            })
            .collect()
    }

    /// Whether it is meant as a pattern: holds more than names hold, which is `_`.
    pub fn is_wild(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::AnyRun | Token::Class(_)))
    }

    /// Whether `_` stands in it, which is any one character.
    pub fn has_any_one(&self) -> bool {
        self.tokens.contains(&Token::AnyOne)
    }

    /// Whether it means every name.
    pub fn is_all(&self) -> bool {
        self.tokens == [Token::AnyRun]
    }

    /// Whether it means this name.
    pub fn matches(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().collect();
        let (mut at, mut token) = (0, 0);
        let mut last_run: Option<(usize, usize)> = None;
        while at < name.len() {
            match self.tokens.get(token) {
                Some(Token::AnyRun) => {
                    last_run = Some((token, at));
                    token += 1;
                }
                Some(one) if one.takes(name[at]) => {
                    at += 1;
                    token += 1;
                }
                Some(_) | None => match &mut last_run {
                    Some((run, from)) => {
                        *from += 1;
                        at = *from;
                        token = *run + 1;
                    }
                    None => return false,
                },
            }
        }
        self.tokens[token..].iter().all(|token| *token == Token::AnyRun)
    }

    /// Whether it means every name that `other` means, as far as that is easily told.
    pub fn covers(&self, other: &Pattern) -> bool {
        self.is_all() || self == other || other.name().is_some_and(|name| self.matches(&name)) || self.covers_run(other)
    }

    /// Whether it is a run before or after fixed characters, and the other begins or ends with those.
    fn covers_run(&self, other: &Pattern) -> bool {
        match self.tokens.as_slice() {
            [fixed @ .., Token::AnyRun] if !fixed.contains(&Token::AnyRun) => other.tokens.starts_with(fixed),
            [Token::AnyRun, fixed @ ..] if !fixed.contains(&Token::AnyRun) => other.tokens.ends_with(fixed),
            _ => false,
        }
    }

    /// Whether there is a name that both mean.
    pub fn overlaps(&self, other: &Pattern) -> bool {
        if self.is_all() || other.is_all() || self.text == other.text {
            return true;
        }
        if let (Some(Token::One(a)), Some(Token::One(b))) = (self.tokens.first(), other.tokens.first())
            && a != b
        {
            return false;
        }
        if self.tokens.len() > LONGEST || other.tokens.len() > LONGEST {
            return false;
        }
        // `meets[b]`: the tokens up to here and the first `b` of the other have a name in common.
        let mut meets = vec![false; other.tokens.len() + 1];
        for a in 0..=self.tokens.len() {
            let mut next = vec![false; other.tokens.len() + 1];
            for b in 0..=other.tokens.len() {
                let (left, right) =
                    (a.checked_sub(1).map(|a| &self.tokens[a]), b.checked_sub(1).map(|b| &other.tokens[b]));
                next[b] = match (left, right) {
                    (None, None) => true,
                    (Some(Token::AnyRun), Some(_)) => meets[b] || next[b - 1],
                    (Some(Token::AnyRun), None) => meets[b],
                    (_, Some(Token::AnyRun)) => next[b - 1] || (left.is_some() && meets[b]),
                    (Some(left), Some(right)) => meets[b - 1] && left.shares(right),
                    (None, Some(_)) | (Some(_), None) => false,
                };
            }
            meets = next;
        }
        meets[other.tokens.len()]
    }
}

impl Token {
    fn takes(&self, c: char) -> bool {
        match self {
            Token::One(one) => *one == c,
            Token::AnyOne => true,
            Token::Class(ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)),
            Token::AnyRun => false,
        }
    }

    /// Whether there is a character that both take.
    fn shares(&self, other: &Token) -> bool {
        match (self, other) {
            (Token::One(c), other) | (other, Token::One(c)) => other.takes(*c),
            (Token::Class(a), Token::Class(b)) => {
                a.iter().any(|(first, last)| b.iter().any(|(from, to)| first <= to && from <= last))
            }
            (Token::AnyOne | Token::AnyRun, _) | (_, Token::AnyOne | Token::AnyRun) => true,
        }
    }
}

fn class(inside: &[char]) -> Token {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < inside.len() {
        if at + 2 < inside.len() && inside[at + 1] == '-' {
            ranges.push((inside[at], inside[at + 2]));
            at += 3;
        } else {
            ranges.push((inside[at], inside[at]));
            at += 1;
        }
    }
    Token::Class(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_mean_what_the_guide_says() {
        let means = |pattern: &str, name: &str| Pattern::new(pattern).matches(name);
        assert!(means("%", "") && means("%", "a") && means("a%", "a") && means("%b%c", "abcbc"));
        assert!(means("a_c", "abc") && !means("a_c", "ac") && means("a[_]c", "a_c") && !means("a[_]c", "abc"));
        assert!(means("[a-c]%", "bx") && !means("[a-c]%", "dx") && means("[xy]", "y") && means("a[", "a["));
        assert!(!means("%b", "abc") && !means("abc", "ab"));
        assert_eq!(Pattern::new("A[_]B").name().as_deref(), Some("A_B"));
        assert_eq!(Pattern::new("A_B").name(), None);
    }

    #[test]
    fn overlapping_is_having_a_name_in_common() {
        let share = |a: &str, b: &str| Pattern::new(a).overlaps(&Pattern::new(b));
        assert!(share("a%", "%b") && share("a_", "ab") && share("%", "x") && share("a%c", "ab%") && share("", "%"));
        assert!(!share("a%", "b%") && !share("a", "b") && !share("a_", "a") && !share("%a", "%b"));
        assert!(share("[a-c]x", "cx") && !share("[a-c]x", "dx") && share("[a-c]", "[c-d]"));
    }

    /// By trying all short names over the letters that the patterns use.
    #[test]
    fn overlapping_agrees_with_trying_names() {
        let mut names = vec![String::new()];
        let mut longest = names.clone();
        for _ in 0..4 {
            longest = longest.iter().flat_map(|name| ["a", "b"].map(|c| format!("{name}{c}"))).collect();
            names.extend(longest.iter().cloned());
        }
        let mut patterns = vec![String::new()];
        let mut last = patterns.clone();
        for _ in 0..3 {
            last = last.iter().flat_map(|text| ["a", "b", "_", "%"].map(|c| format!("{text}{c}"))).collect();
            patterns.extend(last.iter().cloned());
        }
        for a in &patterns {
            for b in &patterns {
                let (one, other) = (Pattern::new(a), Pattern::new(b));
                let by_names = names.iter().any(|name| one.matches(name) && other.matches(name));
                // Two patterns of three share a name of at most six letters; the common ones are found among four.
                let fixed = |pattern: &Pattern| pattern.tokens.iter().filter(|token| **token != Token::AnyRun).count();
                if fixed(&one) + fixed(&other) <= 4 {
                    assert_eq!(one.overlaps(&other), by_names, "{a} {b}");
                }
            }
        }
    }
}
