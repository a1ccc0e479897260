//! What the model of DynamoDB is made of: attributes, what is valid, how values stand to each other.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::item::{AttributeValue, Item};
use crate::number::Number;

/// Attributes by name.
pub type Attributes = BTreeMap<String, AttributeValue>;

/// `ValidationException`: the request is wrong whatever the table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

/// The attributes of an item.
pub fn attributes(item: &Item) -> Attributes {
    item.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

/// Whether numbers are in range, however deep.
pub(super) fn valid(value: &AttributeValue) -> Result<(), Invalid> {
    if let AttributeValue::N(digits) = value {
        Number(digits).plain().map_err(|bad| Invalid(format!("{digits}: {bad}")))?;
    }
    if let AttributeValue::M(members) = value {
        members.iter().try_for_each(|(_, value)| valid(value))?;
    }
    if let AttributeValue::L(elements) = value {
        elements.iter().try_for_each(valid)?;
    }
    Ok(())
}

/// How two values of one type stand to each other; values of two types do not.
pub fn compare(one: &AttributeValue, other: &AttributeValue) -> Option<Ordering> {
    match (one, other) {
        (AttributeValue::S(one), AttributeValue::S(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
        (AttributeValue::B(one), AttributeValue::B(other)) => Some(one.cmp(other)),
        (AttributeValue::N(one), AttributeValue::N(other)) => {
            Some(compare_numbers(&Number(one).plain().ok()?, &Number(other).plain().ok()?))
        }
        (
            AttributeValue::S(_)
            | AttributeValue::N(_)
            | AttributeValue::B(_)
            | AttributeValue::Bool(_)
            | AttributeValue::Null
            | AttributeValue::M(_)
            | AttributeValue::L(_),
            _,
        ) => None,
    }
}

/// Compares the one texts of two numbers.
fn compare_numbers(one: &str, other: &str) -> Ordering {
    let parts = |text: &'_ str| {
        let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        (is_negative, whole.to_owned(), fraction.to_owned())
    };
    let ((one_negative, one_whole, one_rest), (other_negative, other_whole, other_rest)) = (parts(one), parts(other));
    let size = (one_whole.len(), &one_whole, &one_rest).cmp(&(other_whole.len(), &other_whole, &other_rest));
    match (one_negative, other_negative) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}
