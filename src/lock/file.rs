//! The form of `mapc.lock`: JSON, read with the place of each entry, and written an entry a line.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::errors;
use crate::diag::Diagnostics;
use crate::text::{Name, Span, TextId};

/// The newest version that is read. The one that is written is the least that can say what is to be said.
const VERSION: u64 = 2;
/// What can be in parts.
const PARTS: [&str; 2] = ["tables", "targets"];
/// The greatest number that is read: far enough below the greatest that services take to never run out in one run.
const GREATEST: u64 = 2_000_000_000;
/// The greatest number of what does not speak of a whole map.
pub const GREATEST_OF_PARTS: u32 = 1_000_000_000;

/// One stage of a mapping, to be written: key, number and name of its entries in order.
pub struct Stage<'a> {
    pub mapping: &'a str,
    pub stage: &'a str,
    pub next: u32,
    /// Where any was given.
    pub next_of_map: Option<u32>,
    pub entries: Vec<(&'a str, u32, &'a str)>,
    /// What is in parts, and in which part each.
    pub parts: Vec<(&'a str, &'a BTreeMap<Name, u32>)>,
}

/// What one line of a lock says, and of which stage.
#[derive(Debug)]
pub struct Line {
    pub mapping: String,
    pub stage: String,
    pub next: u32,
    /// 0 where none was given.
    pub next_of_map: u32,
    pub says: Says,
}

/// What a line says.
#[derive(Debug)]
pub enum Says {
    /// That there is such a stage.
    Nothing,
    /// Which number something has.
    Id { key: String, id: u32, name: String },
    /// Which part something is in.
    Part { what: &'static str, name: String, part: u32 },
}

#[derive(Deserialize)]
struct Versioned {
    version: u64,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    mappings: Pairs<'a, Pairs<'a, StageIds<'a>>>,
}

#[derive(Deserialize)]
struct StageIds<'a> {
    next: u64,
    #[serde(rename = "next-of-map", default)]
    next_of_map: u64,
    #[serde(borrow)]
    ids: Pairs<'a, &'a RawValue>,
    #[serde(borrow, default)]
    tables: Pairs<'a, u64>,
    #[serde(borrow, default)]
    targets: Pairs<'a, u64>,
}

#[derive(Deserialize)]
struct Entry {
    id: u64,
    name: String,
}

/// The members of a JSON object as they stand, doubles included.
struct Pairs<'a, T>(Vec<(String, T)>, PhantomData<&'a ()>);

impl<T> Default for Pairs<'_, T> {
    fn default() -> Self {
        Pairs(Vec::new(), PhantomData)
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Pairs<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Vec<(String, T)>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Members(PhantomData)).map(|members| Pairs(members, PhantomData))
    }
}

/// All that `text` says. Empty when anything of it cannot be used: half a lock would give numbers a second time.
pub fn read(id: TextId, text: &str, diags: &mut Diagnostics) -> Vec<Line> {
    let lock = Text { id, text };
    let version = match serde_json::from_str::<Versioned>(text) {
        Ok(Versioned { version }) => version,
        Err(error) => {
            diags.push(errors::broken(lock.place(&error, 0, text), &error));
            return Vec::new();
        }
    };
    if version > VERSION {
        diags.push(errors::newer_version(Span::new(id, 0, 0), version));
        return Vec::new();
    }
    let file = match serde_json::from_str::<File<'_>>(text) {
        Ok(file) => file,
        Err(error) => {
            diags.push(errors::broken(lock.place(&error, 0, text), &error));
            return Vec::new();
        }
    };
    let mut lines = Vec::new();
    let mut whole = true;
    for (mapping, stages) in file.mappings.0 {
        for (stage, ids) in stages.0 {
            let free = |next: u64, most: u64| u32::try_from(next).ok().filter(|next| u64::from(*next) <= most);
            let (Some(next), Some(next_of_map)) =
                (free(ids.next, u64::from(GREATEST_OF_PARTS) + 1), free(ids.next_of_map, GREATEST + 1))
            else {
                diags.push(errors::no_free_id(Span::new(id, 0, 0), &mapping, &stage));
                whole = false;
                continue;
            };
            let line = |says| Line { mapping: mapping.clone(), stage: stage.clone(), next, next_of_map, says };
            lines.push(line(Says::Nothing));
            for (what, names) in PARTS.into_iter().zip([ids.tables.0, ids.targets.0]) {
                for (name, part) in names {
                    // A number that makes no sense is as good as none: the thing gets a part anew.
                    let Ok(part) = u32::try_from(part) else { continue };
                    lines.push(line(Says::Part { what, name, part }));
                }
            }
            let found = diags.len();
            lines.extend(lock.entries(ids.ids.0, diags).into_iter().map(line));
            whole &= diags.len() == found;
        }
    }
    if whole { lines } else { Vec::new() }
}

/// The text that is read.
struct Text<'t> {
    id: TextId,
    text: &'t str,
}

impl Text<'_> {
    /// Reads the entries of a stage.
    fn entries(&self, entries: Vec<(String, &RawValue)>, diags: &mut Diagnostics) -> Vec<Says> {
        let mut says = Vec::with_capacity(entries.len());
        let (mut by_id, mut by_key) = (BTreeMap::new(), BTreeMap::new());
        for (key, raw) in entries {
            let start = self.offset(raw.get());
            let span = Span::new(self.id, start, start + raw.get().len());
            let entry: Entry = match serde_json::from_str(raw.get()) {
                Ok(entry) => entry,
                Err(error) => {
                    diags.push(errors::broken(self.place(&error, start, raw.get()), &error));
                    continue;
                }
            };
            let number = u32::try_from(entry.id).ok().filter(|id| (1..=GREATEST).contains(&u64::from(*id)));
            let Some(number) = number else {
                diags.push(errors::impossible_id(span, entry.id, GREATEST));
                continue;
            };
            if let Some(earlier) = by_id.insert(number, span) {
                diags.push(errors::duplicate_id(span, earlier, number));
            } else if let Some(earlier) = by_key.insert(key.clone(), span) {
                diags.push(errors::duplicate_key(span, earlier, &key));
            }
            says.push(Says::Id { key, id: number, name: entry.name });
        }
        says
    }

    /// Where `part`, which is borrowed from the text, starts in it.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }

    /// The place that an error names by line and column of `part`, which starts at `start`.
    fn place(&self, error: &serde_json::Error, start: usize, part: &str) -> Span {
        let line_start: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (start + line_start + error.column().saturating_sub(1)).min(self.text.len());
        Span::new(self.id, at, at)
    }
}

/// The text of a lock.
pub fn write(stages: &[Stage<'_>]) -> String {
    let is_of_many = |stage: &Stage<'_>| !stage.parts.is_empty() || stage.next_of_map.is_some();
    let version = if stages.iter().any(is_of_many) { VERSION } else { 1 };
    let mut text = format!("{{\n  \"version\": {version},\n  \"mappings\": {{");
    let mappings = stages.chunk_by(|a, b| a.mapping == b.mapping).map(|stages| {
        let inner = stages.iter().map(|stage| format!("{}: {{\n{}\n      }}", quoted(stage.stage), members(stage)));
        format!("{}: {{{}}}", quoted(stages[0].mapping), block(inner, 6))
    });
    let mappings = block(mappings, 4);
    // Writing to a `String` cannot fail.
    let _ = write!(text, "{mappings}}}\n}}\n");
    text
}

/// The members of a stage.
fn members(stage: &Stage<'_>) -> String {
    let entries = stage
        .entries
        .iter()
        .map(|(key, id, name)| format!("{}: {{\"id\": {id}, \"name\": {}}}", quoted(key), quoted(name)));
    let mut text = format!("        \"next\": {},\n", stage.next);
    if let Some(next) = stage.next_of_map {
        let _ = writeln!(text, "        \"next-of-map\": {next},");
    }
    let _ = write!(text, "        \"ids\": {{{}}}", block(entries, 10));
    for (what, parts) in &stage.parts {
        let parts = parts.iter().map(|(name, part)| format!("{}: {part}", quoted(name)));
        let _ = write!(text, ",\n        {}: {{{}}}", quoted(what), block(parts, 10));
    }
    text
}

/// Members of an object, a line each, and the start of the line that closes it.
fn block(members: impl Iterator<Item = String>, indent: usize) -> String {
    let blank = " ".repeat(indent);
    let members: Vec<String> = members.map(|member| format!("\n{blank}{member}")).collect();
    if members.is_empty() { String::new() } else { members.join(",") + "\n" + &blank[2..] }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
