//! Items as values, for those who want more than bytes: tests, SDKs, comparisons.

use crate::number::Number;

/// A value of an attribute. Numbers are equal by value, sets and maps whatever their order.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AttributeValue {
    /// Text.
    S(String),
    /// A number, as text.
    N(String),
    /// Bytes.
    B(Vec<u8>),
    /// True or false.
    Bool(bool),
    /// NULL.
    Null,
    /// Named members.
    M(Item),
    /// Elements in order.
    L(Vec<AttributeValue>),
}

/// Attributes by name, in the order in which they were written; no name twice.
#[derive(Clone, Debug, Default)]
pub struct Item {
    attributes: Vec<(String, AttributeValue)>,
}

impl AttributeValue {
    /// A text.
    pub fn text(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    /// A number.
    pub fn number(digits: &str) -> AttributeValue {
        AttributeValue::N(digits.to_owned())
    }
}

impl Item {
    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &AttributeValue)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many attributes there are.
    pub fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Takes the attribute of this name away.
    pub(crate) fn remove(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// Adds an attribute that is not there yet.
    pub(crate) fn push(&mut self, name: String, value: AttributeValue) {
        self.attributes.push((name, value));
    }
}

impl<const COUNT: usize> From<[(&str, AttributeValue); COUNT]> for Item {
    fn from(attributes: [(&str, AttributeValue); COUNT]) -> Item {
        Item { attributes: attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }
    }
}

impl IntoIterator for Item {
    type Item = (String, AttributeValue);
    type IntoIter = std::vec::IntoIter<(String, AttributeValue)>;

    fn into_iter(self) -> Self::IntoIter {
        self.attributes.into_iter()
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Item) -> bool {
        let sorted = |item: &'_ Item| {
            let mut order: Vec<usize> = (0..item.attributes.len()).collect();
            order.sort_by(|one, two| item.attributes[*one].0.cmp(&item.attributes[*two].0));
            order
        };
        self.len() == other.len()
            && sorted(self)
                .into_iter()
                .zip(sorted(other))
                .all(|(one, two)| self.attributes[one] == other.attributes[two])
    }
}

impl PartialEq for AttributeValue {
    fn eq(&self, other: &AttributeValue) -> bool {
        match (self, other) {
            (AttributeValue::S(one), AttributeValue::S(other)) => one == other,
            (AttributeValue::N(one), AttributeValue::N(other)) => match (Number(one).plain(), Number(other).plain()) {
                (Ok(one), Ok(other)) => one == other,
                (Ok(_) | Err(_), _) => one == other,
            },
            (AttributeValue::B(one), AttributeValue::B(other)) => one == other,
            (AttributeValue::Bool(one), AttributeValue::Bool(other)) => one == other,
            (AttributeValue::Null, AttributeValue::Null) => true,
            (AttributeValue::M(one), AttributeValue::M(other)) => one == other,
            (AttributeValue::L(one), AttributeValue::L(other)) => one == other,
            (
                AttributeValue::S(_)
                | AttributeValue::N(_)
                | AttributeValue::B(_)
                | AttributeValue::Bool(_)
                | AttributeValue::Null
                | AttributeValue::M(_)
                | AttributeValue::L(_),
                _,
            ) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AttributeValue, Item};

    #[test]
    fn items_are_equal_by_what_they_hold() {
        let one = Item::from([("a", AttributeValue::number("1.50")), ("b", AttributeValue::Null)]);
        let other = Item::from([("b", AttributeValue::Null), ("a", AttributeValue::number("1.5"))]);
        assert_eq!(one, other);
        assert_ne!(one, Item::from([("a", AttributeValue::text("1.5")), ("b", AttributeValue::Null)]));
        assert_ne!(one, Item::from([("a", AttributeValue::number("1.5"))]));
    }
}
