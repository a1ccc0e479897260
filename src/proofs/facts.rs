//! What is known of a column's values beyond its type.

use super::pattern::Pattern;

/// What is known of a column's values beyond its type. The default knows nothing. NULL is no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// No value contains one of these texts.
    pub not_contains: Vec<String>,
    /// No value is one of these.
    pub none_of: Vec<String>,
    /// Every value is one of these.
    pub one_of: Option<Vec<String>>,
    /// Every value has the form of each of these.
    pub only: Vec<Pattern>,
    /// The shortest value, in characters. (For a source that keeps the empty text as NULL, as Oracle does: 1.)
    pub min_len: Option<u64>,
    /// The longest value, in characters.
    pub max_len: Option<u64>,
    /// The least number, for whole numbers.
    pub least: Option<i128>,
    /// The greatest number, for whole numbers.
    pub most: Option<i128>,
}

impl Facts {
    /// No value contains `text`. The empty text gives no fact: it would say that there is no value.
    pub fn without(text: &str) -> Facts {
        let not_contains = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        Facts { not_contains, ..Facts::default() }
    }

    /// Every value is one of these.
    pub fn words(words: Vec<String>) -> Facts {
        Facts { one_of: Some(words), ..Facts::default() }
    }

    /// Every value has this form.
    pub fn form(pattern: Pattern) -> Facts {
        Facts { only: vec![pattern], ..Facts::default() }
    }

    /// Adds what `other` knows.
    pub fn and(&mut self, other: Facts) {
        for text in other.not_contains {
            if !self.not_contains.contains(&text) {
                self.not_contains.push(text);
            }
        }
        for text in other.none_of {
            if !self.none_of.contains(&text) {
                self.none_of.push(text);
            }
        }
        self.one_of = match (self.one_of.take(), other.one_of) {
            (Some(words), Some(others)) => Some(words.into_iter().filter(|word| others.contains(word)).collect()),
            (words, others) => words.or(others),
        };
        self.only.extend(other.only);
        self.min_len = self.min_len.max(other.min_len);
        self.max_len = least_of(self.max_len, other.max_len);
        self.least = self.least.max(other.least);
        self.most = least_of(self.most, other.most);
    }
}

/// The smaller of two bounds; a bound that is missing bounds nothing.
fn least_of<T: Ord>(left: Option<T>, right: Option<T>) -> Option<T> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;

    #[test]
    fn facts_only_narrow() {
        let mut facts = Facts { max_len: Some(9), least: Some(0), ..Facts::default() };
        facts.and(Facts { max_len: Some(4), most: Some(7), ..Facts::without("|") });
        facts.and(Facts::without("|"));
        facts.and(Facts { max_len: Some(6), least: Some(-3), ..Facts::default() });
        assert_eq!((facts.max_len, facts.least, facts.most), (Some(4), Some(0), Some(7)));
        assert_eq!(facts.not_contains, ["|"]);
        facts.and(Facts::words(vec!["a".into(), "b".into()]));
        facts.and(Facts::words(vec!["b".into(), "c".into()]));
        assert_eq!(facts.one_of, Some(vec!["b".to_owned()]));
        assert_eq!(Facts::without(""), Facts::default());
    }
}
