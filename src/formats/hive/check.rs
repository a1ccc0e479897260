//! Whether a type that Hive reads is also good to write.
//!
//! Hive's reader lets pass what fails later, in Firehose, Athena or Parquet, or is silently lost there. Everything that
//! mapc writes into a catalog passes [`check_text`] without a [`Flaw`].

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::error::HiveTypeError;
use super::model::{HiveType, Member};
use super::tokens::is_name_character;
use crate::text::Name;

/// The longest `Type` of a Glue column, in characters (the service model of Glue, shape `ColumnTypeString`).
pub const GLUE_TYPE_MAX: usize = 131_072;

/// Where in a table a type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column of the file.
    Column,
    /// A partition key, whose values are names of folders.
    PartitionKey,
}

/// Why a type must not, or should not, be written. `path` names the members from the outside to the struct in question;
/// elements of arrays, maps and unions have no name and do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Hive does not read the text at all.
    Unreadable(HiveTypeError),
    /// Hive reads something else than the text says, or another spelling is the canonical one.
    Spelling {
        /// What Hive reads.
        canonical: String,
    },
    /// The text is longer than a catalog holds.
    TooLong {
        /// Characters.
        length: usize,
    },
    /// A member whose name Hive cannot hold: a hyphen, above all. There is no quoting.
    Name {
        /// Where.
        path: Vec<Name>,
        /// The member.
        name: Name,
    },
    /// A member that Hive holds, though some engine does not, or reads differently: a name with capitals, a dot, a blank,
    /// letters beyond ASCII, or not beginning with a letter.
    RiskyName {
        /// Where.
        path: Vec<Name>,
        /// The member.
        name: Name,
    },
    /// Two members of one struct whose names differ in case at most. Hive takes both; queries find one.
    Twice {
        /// Where.
        path: Vec<Name>,
        /// The earlier member.
        first: Name,
        /// The later one.
        second: Name,
    },
    /// A struct without members: neither Parquet nor Athena has it.
    EmptyStruct {
        /// Where.
        path: Vec<Name>,
    },
    /// A map whose key is not primitive: the statement parser refuses it.
    MapKey {
        /// Where.
        path: Vec<Name>,
    },
    /// A type that no file holds: `void`, an interval, a `uniontype`.
    NotStored {
        /// Where.
        path: Vec<Name>,
        /// The type.
        ty: String,
    },
    /// A partition key that is not primitive.
    PartitionKey,
}

impl Flaw {
    /// Whether the type must not be written; the others are risks that somebody may take.
    pub fn is_error(&self) -> bool {
        match self {
            Flaw::RiskyName { .. } => false,
            Flaw::Unreadable(_)
            | Flaw::Spelling { .. }
            | Flaw::TooLong { .. }
            | Flaw::Name { .. }
            | Flaw::Twice { .. }
            | Flaw::EmptyStruct { .. }
            | Flaw::MapKey { .. }
            | Flaw::NotStored { .. }
            | Flaw::PartitionKey => true,
        }
    }
}

/// Whether Hive reads `name` as the name of a struct's member: letters and digits of the basic plane, `_`, `.`, `$` and
/// blanks, at least one of them.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_name_character)
}

/// Whether `name` means the same to every engine, as column and as member: `[a-z][a-z0-9_]*`.
pub fn is_plain_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// What is wrong with a text that is to be written as a type. Of one that is too long, nothing else is said.
pub fn check_text(text: &str, place: Place) -> Vec<Flaw> {
    if let Some(flaw) = too_long(text) {
        return vec![flaw];
    }
    let ty = match HiveType::parse(text) {
        Ok(ty) => ty,
        Err(error) => return vec![Flaw::Unreadable(error)],
    };
    let canonical = ty.to_string();
    let mut flaws = check(&ty, place);
    if canonical != text {
        flaws.insert(0, Flaw::Spelling { canonical });
    }
    flaws
}

/// What is wrong with a type that is to be written, from the outside to the inside. Of one that is too long, nothing else
/// is said.
pub fn check(ty: &HiveType, place: Place) -> Vec<Flaw> {
    if let Some(flaw) = too_long(&ty.to_string()) {
        return vec![flaw];
    }
    let mut flaws = Vec::new();
    if place == Place::PartitionKey && !ty.is_primitive() {
        flaws.push(Flaw::PartitionKey);
    }
    inside(ty, &mut Vec::new(), &mut flaws);
    flaws
}

fn too_long(text: &str) -> Option<Flaw> {
    let length = text.chars().count();
    (length > GLUE_TYPE_MAX).then_some(Flaw::TooLong { length })
}

fn inside(ty: &HiveType, path: &mut Vec<Name>, flaws: &mut Vec<Flaw>) {
    match ty {
        HiveType::Array(element) => inside(element, path, flaws),
        HiveType::Map(key, value) => {
            if !key.is_primitive() {
                flaws.push(Flaw::MapKey { path: path.clone() });
            }
            inside(key, path, flaws);
            inside(value, path, flaws);
        }
        HiveType::Struct(members) => {
            names(members, path, flaws);
            for member in members {
                path.push(member.name.clone());
                inside(&member.ty, path, flaws);
                path.pop();
            }
        }
        HiveType::Union(types) => {
            flaws.push(Flaw::NotStored { path: path.clone(), ty: "uniontype".into() });
            types.iter().for_each(|ty| inside(ty, path, flaws));
        }
        HiveType::Void | HiveType::IntervalYearMonth | HiveType::IntervalDayTime => {
            flaws.push(Flaw::NotStored { path: path.clone(), ty: ty.to_string() });
        }
        HiveType::Boolean
        | HiveType::TinyInt
        | HiveType::SmallInt
        | HiveType::Int
        | HiveType::BigInt
        | HiveType::Float
        | HiveType::Double
        | HiveType::String
        | HiveType::Binary
        | HiveType::Date
        | HiveType::Timestamp
        | HiveType::Decimal { .. }
        | HiveType::Varchar(_)
        | HiveType::Char(_) => {}
    }
}

/// The names of one struct.
fn names(members: &[Member], path: &[Name], flaws: &mut Vec<Flaw>) {
    if members.is_empty() {
        flaws.push(Flaw::EmptyStruct { path: path.to_vec() });
    }
    let mut seen: HashMap<String, &Name> = HashMap::new();
    for Member { name, .. } in members {
        if !is_name(name) {
            flaws.push(Flaw::Name { path: path.to_vec(), name: name.clone() });
        } else if !is_plain_name(name) {
            flaws.push(Flaw::RiskyName { path: path.to_vec(), name: name.clone() });
        }
        match seen.entry(name.to_lowercase()) {
            Entry::Occupied(first) => {
                let first = (*first.get()).clone();
                flaws.push(Flaw::Twice { path: path.to_vec(), first, second: name.clone() });
            }
            Entry::Vacant(free) => {
                free.insert(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaws(text: &str) -> Vec<Flaw> {
        check_text(text, Place::Column)
    }

    fn path(names: &[&str]) -> Vec<Name> {
        names.iter().map(|name| Name::from(*name)).collect()
    }

    #[test]
    fn what_mapc_writes_has_no_flaw() {
        let text = "struct<data:struct<id:decimal(10,0),tags:array<map<string,varchar(10)>>>,record_type:string>";
        assert_eq!(flaws(text), []);
        assert_eq!(check_text("date", Place::PartitionKey), []);
    }

    #[test]
    fn a_spelling_that_is_not_the_canonical_one_is_a_flaw() {
        for (text, canonical) in
            [("decimal", "decimal(10,0)"), ("string,int", "string"), ("decimal(05,2)", "decimal(5,2)")]
        {
            assert_eq!(flaws(text), [Flaw::Spelling { canonical: canonical.into() }]);
        }
    }

    #[test]
    fn a_hyphen_is_an_error_in_text_and_value() {
        assert!(matches!(&flaws("struct<a-b:int>")[..], [Flaw::Unreadable(_)]));
        let member = Member { name: "record-type".into(), ty: HiveType::String };
        let inner = Member { name: "metadata".into(), ty: HiveType::Array(Box::new(HiveType::Struct(vec![member]))) };
        let found = check(&HiveType::Struct(vec![inner]), Place::Column);
        assert_eq!(found, [Flaw::Name { path: path(&["metadata"]), name: "record-type".into() }]);
        assert!(found[0].is_error());
    }

    #[test]
    fn names_that_only_some_engines_hold_are_risks() {
        for name in ["A", "_a", "1a", "a.b", " a", "é", "a$"] {
            let found = flaws(&format!("struct<{name}:int>"));
            assert_eq!(found, [Flaw::RiskyName { path: path(&[]), name: name.into() }]);
            assert!(!found[0].is_error());
        }
    }

    #[test]
    fn two_members_of_one_name_are_found_whatever_their_case() {
        let twice = |path, first: &str, second: &str| Flaw::Twice { path, first: first.into(), second: second.into() };
        assert_eq!(flaws("struct<a:int,b:int,a:int>"), [twice(path(&[]), "a", "a")]);
        let found = flaws("struct<x:struct<id:int,ID:int>>");
        assert_eq!(found.last(), Some(&twice(path(&["x"]), "id", "ID")));
        assert_eq!(flaws("struct<a:int,b:struct<a:int>>"), []);
    }

    #[test]
    fn what_no_file_or_folder_holds_is_found() {
        assert_eq!(flaws("struct<a:struct<>>"), [Flaw::EmptyStruct { path: path(&["a"]) }]);
        assert_eq!(flaws("map<array<int>,int>"), [Flaw::MapKey { path: path(&[]) }]);
        assert_eq!(flaws("array<void>"), [Flaw::NotStored { path: path(&[]), ty: "void".into() }]);
        assert_eq!(flaws("uniontype<int>"), [Flaw::NotStored { path: path(&[]), ty: "uniontype".into() }]);
        assert_eq!(check_text("array<int>", Place::PartitionKey), [Flaw::PartitionKey]);
    }

    #[test]
    fn glue_holds_131072_characters() {
        let longest = |length: usize| format!("struct<{}:int>", "a".repeat(length - "struct<:int>".len()));
        assert_eq!(flaws(&longest(131_072)), []);
        assert_eq!(flaws(&longest(131_073)), [Flaw::TooLong { length: 131_073 }]);
    }

    #[test]
    fn a_name_is_what_hive_reads_as_one() {
        assert!(is_name("record_type") && is_name("a b") && is_name("注文番号") && is_name("V$SESSION"));
        assert!(!is_name("") && !is_name("record-type") && !is_name("a:b") && !is_name("😀"));
        assert!(is_plain_name("a1_b") && !is_plain_name("") && !is_plain_name("1a") && !is_plain_name("aB"));
    }
}
