//! Finds for each expected record one that is like it, in any order, in time linear in their number.
//!
//! Records are looked up by a print of what must be said of them. Prints that are equal only suggest; the comparison decides.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compare::{differences, said};
use super::key::key;
use super::value::{Record, Value};
use crate::syntax::tree;

/// Records of one print that are compared before giving up. More than one differ only in what may be left unsaid.
const MOST_ALIKE: usize = 100;

/// The expected records that nothing is like, and the records that are not expected.
pub fn unmatched<'e, 'r>(
    expected: &'e [tree::Record],
    records: &'r [Record],
) -> (Vec<&'e tree::Record>, Vec<&'r Record>) {
    let mut unsaid = FxHashSet::default();
    records.iter().for_each(|record| implied(record, "", &mut unsaid));
    let mut places: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
    // From the last, so that the first of equal records is taken first.
    for (place, record) in records.iter().enumerate().rev() {
        places.entry(print(record, &unsaid)).or_default().push(place);
    }
    let mut taken = vec![false; records.len()];
    let mut missed = Vec::new();
    for record in expected {
        let alike = places.get_mut(&print(&said(record), &unsaid));
        let found = alike.and_then(|places| {
            let mut candidates = places.iter().enumerate().rev().take(MOST_ALIKE);
            let (index, _) = candidates.find(|(_, place)| differences(record, &records[**place]).is_empty())?;
            Some(places.remove(index))
        });
        match found {
            Some(place) => taken[place] = true,
            None => missed.push(record),
        }
    }
    let surplus = records.iter().zip(taken).filter(|(_, taken)| !taken).map(|(record, _)| record).collect();
    (missed, surplus)
}

/// Adds the paths of members that an expected record may leave out.
fn implied(record: &Record, path: &str, unsaid: &mut FxHashSet<String>) {
    for member in &record.members {
        let path = format!("{path}.{}", member.name);
        if let Value::Record(inner) = &member.value {
            implied(inner, &path, unsaid);
        }
        if member.implied {
            unsaid.insert(path);
        }
    }
}

/// What must be said of a record, whatever the order of its members.
fn print(record: &Record, unsaid: &FxHashSet<String>) -> Vec<String> {
    let mut leaves = Vec::new();
    add_leaves(record, "", unsaid, &mut leaves);
    leaves.sort_unstable();
    leaves
}

fn add_leaves(record: &Record, path: &str, unsaid: &FxHashSet<String>, leaves: &mut Vec<String>) {
    for member in &record.members {
        let path = format!("{path}.{}", member.name);
        if unsaid.contains(&path) {
            continue;
        }
        let leaf = match &member.value {
            Value::Record(inner) => {
                add_leaves(inner, &path, unsaid, leaves);
                continue;
            }
            // Elements may be spelled in several ways: how many there are is enough.
            Value::List(elements) => elements.len().to_string(),
            // A text may be how an example spells a moment.
            Value::Text(text) => key(&Value::Moment(text.clone())),
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Moment(_) | Value::Unknown => {
                key(&member.value)
            }
        };
        leaves.push(format!("{path}={leaf}"));
    }
}
