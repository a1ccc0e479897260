//! The texts that a column's values can be when they are written into a key.
//!
//! The set is the intersection of patterns, forbidden texts, a range of lengths and a range of numbers. It never misses
//! a text that a value can have; where it may hold more than the values have, `doubt` or `unfixed` says so, and a
//! collision is then not claimed.
//!
//! Two values that the source counts as equal (a collation that ignores case) may have different texts; that makes no
//! collision, as their keys differ. The opposite, two different values with one text, is what `unfixed` types can do.

use super::alphabet::Alphabet;
use super::charset::CharSet;
use super::dfa::Dfa;
use super::facts::Facts;
use super::forms;
use super::pattern::{Nfa, Pattern};
use crate::types::{LengthUnit, Type};

/// A forbidden text longer than this is not followed by an automaton (but looked for in a witness).
const LONGEST_FORBIDDEN: usize = 64;

/// The texts that one column's values can take when written into a key.
#[derive(Clone, Debug)]
pub struct ValueTexts {
    /// Every text has all of these forms.
    forms: Vec<Pattern>,
    /// No text contains one of these.
    without: Vec<String>,
    /// No text is one of these. Automata do not follow it: what they take for possible is looked at again.
    none_of: Vec<String>,
    /// The shortest text, in characters.
    min: u64,
    /// The longest text, in characters.
    max: Option<u64>,
    /// Every text is a whole number between these.
    range: Option<(i128, i128)>,
    /// Why some of the texts may be no value's.
    doubt: Option<&'static str>,
    /// Why it is not known how a value is written.
    unfixed: Option<&'static str>,
}

/// How exactly lengths are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lengths {
    /// Only whether a text may be empty: few states, more texts.
    Ignored,
    /// Each length is a state.
    Counted,
}

impl ValueTexts {
    /// The texts of a column of this type of which `facts` are known.
    pub fn of(ty: &Type, facts: &Facts) -> ValueTexts {
        let mut texts = ValueTexts::of_type(ty, facts);
        texts.forms.extend(facts.only.iter().cloned());
        texts.without.extend(facts.not_contains.iter().cloned());
        texts.none_of.extend(facts.none_of.iter().cloned());
        texts.min = texts.min.max(facts.min_len.unwrap_or(0));
        texts.max = match (texts.max, facts.max_len) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (left, right) => left.or(right),
        };
        if let Some(words) = &facts.one_of {
            texts.forms.push(Pattern::words(words));
            // The words are the texts, whatever else the type could hold.
            texts.doubt = None;
        }
        texts
    }

    /// Any text.
    pub fn any() -> ValueTexts {
        ValueTexts::of(&Type::TEXT, &Facts::default())
    }

    /// The texts that these have with `\` before each `\` and each `separator`. Not all that are listed need be a value's.
    pub fn escaped(&self, separator: char) -> ValueTexts {
        let plain = CharSet::chars(&format!("\\{separator}"));
        let pair = Pattern::Seq(vec![Pattern::text("\\"), Pattern::One(plain.clone())]);
        let form = Pattern::Any(vec![Pattern::One(plain.complement()), pair]).repeat(0, None);
        ValueTexts {
            min: self.min,
            doubt: Some("what values an escaped text can have is not followed"),
            unfixed: self.unfixed,
            ..ValueTexts::formed(form)
        }
    }

    /// The texts of whole numbers that are padded to `width` digits.
    pub fn padded(width: usize) -> ValueTexts {
        let width = u32::try_from(width).unwrap_or(u32::MAX);
        let form = Pattern::of(&[('0', '9')]).repeat(width, Some(width));
        ValueTexts { doubt: Some("which numbers a column holds is not followed"), ..ValueTexts::formed(form) }
    }

    fn of_type(ty: &Type, facts: &Facts) -> ValueTexts {
        let form = ValueTexts::formed;
        match ty {
            Type::Boolean => form(forms::boolean()),
            Type::Int { bits, signed } => whole(*bits, *signed, facts),
            Type::Decimal { precision, scale } => decimal(*precision, *scale, facts),
            Type::Number => form(forms::number()),
            Type::Float { .. } => ValueTexts::unknown("how a floating-point number is written differs between stages"),
            Type::Text(text) => {
                // A length in bytes bounds the characters too. Blank-padded texts arrive without their blanks, so that
                // `char(n)` has texts of any length up to n.
                let max = match text.unit {
                    LengthUnit::Characters | LengthUnit::Bytes => text.max,
                };
                ValueTexts { max, ..form(Pattern::anything()) }
            }
            Type::Binary { .. } | Type::Bits { .. } => {
                ValueTexts::unknown("how bytes are written differs between stages")
            }
            Type::Date => form(forms::date()),
            Type::Time { precision, zoned } => form(forms::time(*precision, *zoned)),
            Type::Timestamp { precision, zone } => form(forms::timestamp(*precision, *zone)),
            Type::Year => form(forms::year()),
            Type::Interval => ValueTexts::unknown("how a span of time is written differs between stages"),
            Type::Uuid => form(forms::uuid()),
            Type::Json | Type::Xml => ValueTexts {
                min: 1,
                doubt: Some("not every text is a document, and which ones the column holds is not known"),
                ..form(Pattern::anything())
            },
            Type::Enum(words) => form(Pattern::words(words)),
            Type::Set(members) => match forms::subsets(members) {
                Some(words) => form(Pattern::words(&words)),
                None => {
                    let letters: String = members.iter().map(|member| &**member).chain([","]).collect();
                    let doubt = Some("the set has too many members to look at all of its values");
                    ValueTexts { doubt, ..form(Pattern::One(CharSet::chars(&letters)).repeat(0, None)) }
                }
            },
            Type::Array(_) => ValueTexts::unknown("how an array is written differs between stages"),
            Type::Spatial(_) | Type::Opaque(_) => ValueTexts::unknown("values of the type have no text of their own"),
        }
    }

    /// The texts of a pattern, exactly.
    fn formed(pattern: Pattern) -> ValueTexts {
        ValueTexts {
            forms: vec![pattern],
            without: vec![],
            none_of: vec![],
            min: 0,
            max: None,
            range: None,
            doubt: None,
            unfixed: None,
        }
    }

    fn unknown(reason: &'static str) -> ValueTexts {
        ValueTexts { unfixed: Some(reason), ..ValueTexts::formed(Pattern::anything()) }
    }

    /// Why it is not known how a value is written; nothing can be proved then.
    pub fn unfixed(&self) -> Option<&'static str> {
        self.unfixed
    }

    /// Why some of the texts may be no value's; only injectivity can be proved then.
    pub fn doubt(&self) -> Option<&'static str> {
        self.doubt
    }

    /// Whether a value can have this text.
    pub fn has(&self, text: &str) -> bool {
        let length = text.chars().count() as u64;
        length >= self.min
            && self.max.is_none_or(|max| length <= max)
            && !self.none_of.iter().any(|word| word == text)
            && !self.without.iter().any(|word| text.contains(word.as_str()))
            && self.range.is_none_or(|(least, most)| text.parse().is_ok_and(|number| (least..=most).contains(&number)))
            && self.forms.iter().all(|form| Nfa::new(form).is_some_and(|nfa| nfa.has(text)))
    }

    /// The sets of characters that the automaton must tell apart.
    pub(super) fn sets(&self) -> Vec<CharSet> {
        let mut patterns = Vec::new();
        self.forms.iter().for_each(|form| form.sets(&mut patterns));
        let mut sets: Vec<CharSet> = patterns.into_iter().cloned().collect();
        sets.extend(self.followed().flat_map(str::chars).map(CharSet::one));
        sets
    }

    /// How many states it takes to count lengths; 0 where there is nothing to count.
    pub(super) fn counts(&self) -> u64 {
        let shortest = if self.min > 1 { self.min } else { 0 };
        self.max.map_or(shortest, |max| shortest.max(max.saturating_add(1)))
    }

    /// The automaton; `None` when it is too large.
    pub(super) fn automaton(&self, alphabet: &Alphabet, lengths: Lengths) -> Option<Dfa> {
        let mut dfa = Dfa::of(&Pattern::anything(), alphabet)?;
        for form in &self.forms {
            dfa = dfa.and(&Dfa::of(form, alphabet)?)?;
        }
        for word in self.followed() {
            dfa = dfa.and(&Dfa::without(word, alphabet))?;
        }
        let (min, max) = match lengths {
            Lengths::Ignored => (self.min.min(1), None),
            Lengths::Counted => (self.min, self.max),
        };
        if min > 0 || max.is_some() {
            let most = max.map(u32::try_from).transpose().ok()?;
            if most.is_some_and(|most| u64::from(most) < min) {
                return Dfa::of(&Pattern::Any(Vec::new()), alphabet);
            }
            let length = Pattern::One(CharSet::all()).repeat(u32::try_from(min).ok()?, most);
            dfa = dfa.and(&Dfa::of(&length, alphabet)?)?;
        }
        Some(dfa)
    }

    fn followed(&self) -> impl Iterator<Item = &str> {
        self.without.iter().map(String::as_str).filter(|word| !word.is_empty() && word.len() <= LONGEST_FORBIDDEN)
    }
}

fn whole(bits: u8, signed: bool, facts: &Facts) -> ValueTexts {
    let bits = u32::from(bits.clamp(1, 64));
    let (least, most) = if signed { (-(1_i128 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) };
    let (least, most) = (least.max(facts.least.unwrap_or(least)), most.min(facts.most.unwrap_or(most)));
    ValueTexts { range: Some((least, most)), ..ValueTexts::formed(forms::whole(least, most)) }
}

fn decimal(precision: u16, scale: i16, facts: &Facts) -> ValueTexts {
    // A negative scale rounds to tens and hundreds: more digits before the point, none after it.
    let before = u32::try_from(i32::from(precision) - i32::from(scale)).unwrap_or(0);
    let after = u32::try_from(scale).unwrap_or(0);
    let signed = facts.least.is_none_or(|least| least < 0);
    ValueTexts::formed(forms::decimal(before, after, signed))
}
