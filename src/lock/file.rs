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
    let mut text = String::with_capacity(200 + stages.iter().map(bytes).sum::<usize>());
    // Writing to a `String` cannot fail.
    let _ = write!(text, "{{\n  \"version\": {version},\n  \"mappings\": {{");
    let mappings = stages.chunk_by(|a, b| a.mapping == b.mapping);
    block(mappings, 4, &mut text, |stages, text| {
        push_quoted(stages[0].mapping, text);
        text.push_str(": {");
        block(stages, 6, text, |stage, text| {
            push_quoted(stage.stage, text);
            text.push_str(": {\n");
            members(stage, text);
            text.push_str("\n      }");
        });
        text.push('}');
    });
    text.push_str("}\n}\n");
    text
}

/// About as many bytes as a stage takes.
fn bytes(stage: &Stage<'_>) -> usize {
    /// What stands around the names of an entry, and its number.
    const AROUND: usize = 48;
    let entries = stage.entries.iter().map(|(key, _, name)| key.len() + name.len() + AROUND);
    let parts = stage.parts.iter().flat_map(|(_, parts)| parts.keys()).map(|name| name.len() + AROUND / 2);
    AROUND + entries.chain(parts).sum::<usize>()
}

/// Adds the members of a stage.
fn members(stage: &Stage<'_>, text: &mut String) {
    let _ = writeln!(text, "        \"next\": {},", stage.next);
    if let Some(next) = stage.next_of_map {
        let _ = writeln!(text, "        \"next-of-map\": {next},");
    }
    text.push_str("        \"ids\": {");
    block(&stage.entries, 10, text, |(key, id, name), text| {
        push_quoted(key, text);
        let _ = write!(text, ": {{\"id\": {id}, \"name\": ");
        push_quoted(name, text);
        text.push('}');
    });
    text.push('}');
    for (what, parts) in &stage.parts {
        text.push_str(",\n        ");
        push_quoted(what, text);
        text.push_str(": {");
        block(*parts, 10, text, |(name, part), text| {
            push_quoted(name, text);
            let _ = write!(text, ": {part}");
        });
        text.push('}');
    }
}

/// Adds members of an object, a line each, and the start of the line that closes it.
fn block<M>(members: impl IntoIterator<Item = M>, indent: usize, text: &mut String, write: impl Fn(M, &mut String)) {
    let blank = " ".repeat(indent);
    let mut is_empty = true;
    for member in members {
        text.push_str(if is_empty { "\n" } else { ",\n" });
        text.push_str(&blank);
        write(member, text);
        is_empty = false;
    }
    if !is_empty {
        text.push('\n');
        text.push_str(&blank[2..]);
    }
}

/// Adds a text of JSON.
fn push_quoted(text: &str, to: &mut String) {
    // Nearly all names are written as they are.
    if text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\') || byte == b' ') {
        to.extend(["\"", text, "\""]);
    } else {
        to.push_str(&serde_json::Value::from(text).to_string());
    }
}
