//! Takes the documents of a map table by table, and makes its files.

use std::collections::BTreeMap;

use super::document::{Body, Document, Scope};
use super::errors;
use super::layout::Layout;
use super::parts::{self, Item};
use super::store::{Kept, Place, Store};
use super::targets::Targets;
use crate::artefact::{self, Artefact, By, Kind, Many};
use crate::bytes::Bytes;
use crate::diag::Diagnostics;
use crate::lock::Lock;
use crate::text::{Name, Span};

/// The documents of one map.
#[derive(Debug)]
pub struct Assembly {
    mapping: Name,
    /// Where its name stands; what has no map never differs from table to table.
    span: Option<Span>,
    /// The map is one over many tables.
    many: bool,
    files: Vec<File>,
}

/// What stands in one file, or in the parts of one.
#[derive(Debug)]
struct File {
    stage: &'static str,
    /// Which of the stages of this name in the pipeline.
    occurrence: usize,
    /// The stage in file names.
    label: String,
    /// What the documents in it are called.
    file: &'static str,
    /// Each is a member of an object.
    is_keyed: bool,
    /// The name of the file, without the stage.
    name: String,
    kind: Kind,
    content: Content,
    /// The table that it was begun for.
    first: Name,
    /// That tables differ in what they share was reported.
    reported: bool,
}

#[derive(Debug)]
enum Content {
    /// One file, once and for all.
    Whole(Vec<u8>),
    /// A list for each target, to which its tables add entries.
    Lists(Targets),
    /// Something of each table or target.
    Entries { layout: Layout, by: By, entries: Store },
}

impl Assembly {
    /// The files of the map of this name, which stands at `span`; `many` where it is one over many tables.
    pub fn new(mapping: Name, span: Span, many: bool) -> Assembly {
        Assembly { mapping, span: Some(span), many, files: Vec::new() }
    }

    /// The files of what has no map of its own.
    pub fn alone(folder: Name) -> Assembly {
        Assembly { mapping: folder, span: None, many: false, files: Vec::new() }
    }

    /// A list for findings of this map.
    pub fn diagnostics(&self) -> Diagnostics {
        Diagnostics::of(&self.mapping)
    }

    /// Adds what the stages made for `table`, which is its qualified name. A table comes once. Tables may come in any
    /// order. Reports where a table gives something else than the first did, in what all tables share.
    pub fn add(&mut self, table: &Name, documents: Vec<Document>, diags: &mut Diagnostics) {
        for document in documents {
            let many = self.many;
            let is_of = |file: &&mut File| {
                file.stage == document.stage
                    && file.occurrence == document.occurrence
                    && file.file == document.file
                    && file.is_keyed == is_keyed(&document)
            };
            match self.files.iter_mut().find(is_of) {
                Some(file) => {
                    let agrees = file.content.add(table, document);
                    if let (false, false, Some(span)) = (agrees, file.reported, self.span) {
                        file.reported = true;
                        let name = format!("{}.{}", file.label, file.name);
                        diags.push(errors::tables_differ(span, &name, &file.first, table));
                    }
                }
                None => self.files.push(File {
                    stage: document.stage,
                    occurrence: document.occurrence,
                    label: document.label().into_owned(),
                    file: document.file,
                    is_keyed: is_keyed(&document),
                    name: if many { name_for_many(&document) } else { document.file.to_owned() },
                    kind: document.kind,
                    content: if many { Content::first_of_many(table, document) } else { Content::alone(document) },
                    first: table.clone(),
                    reported: false,
                }),
            }
        }
    }

    /// Hands each file to `sink`, and keeps in `lock` what stands in which part.
    pub fn finish(self, lock: &mut Lock, sink: &mut dyn FnMut(Artefact)) {
        let Assembly { mapping, files, .. } = self;
        let folder = artefact::folder(&mapping);
        let mut groups: BTreeMap<(String, By), Vec<Collection>> = BTreeMap::new();
        for File { stage, label, name, kind, content, .. } in files {
            let path = format!("{folder}/{label}.{name}");
            let artefact = Artefact {
                path,
                stage: Some(stage),
                kind,
                mapping: Some(mapping.to_string()),
                many: None,
                content: Bytes::default(),
            };
            match content {
                Content::Whole(bytes) => sink(Artefact { content: bytes.into(), ..artefact }),
                Content::Lists(targets) => {
                    let entries = targets.lists(&mapping, &label, lock).finish();
                    let collection = Collection { artefact, layout: Layout::Object, entries };
                    groups.entry((label, By::Target)).or_default().push(collection);
                }
                Content::Entries { layout, by, entries } => {
                    let entries = entries.finish();
                    groups.entry((label, by)).or_default().push(Collection { artefact, layout, entries });
                }
            }
        }
        for ((label, by), collections) in groups {
            write(&mapping, &label, by, collections, lock, sink);
        }
    }
}

/// A map over many tables calls a JSON file by what it holds: `table-inputs.json`.
fn name_for_many(document: &Document) -> String {
    let (stem, extension) = split_name(document.file);
    if is_keyed(document) { artefact::several(stem) + extension } else { document.file.to_owned() }
}

/// Whether a map over many tables makes the document a member of an object.
fn is_keyed(document: &Document) -> bool {
    match (&document.body, &document.scope) {
        (Body::Json(_), Scope::Table | Scope::Target(_)) | (Body::List(_), Scope::Target(_)) => true,
        (Body::Json(_), Scope::Map) | (Body::Text { .. }, _) | (Body::List(_), Scope::Map | Scope::Table) => false,
    }
}

/// The stem of a file's name, and the rest with its point.
fn split_name(file: &str) -> (&str, &str) {
    file.split_at(file.rfind('.').unwrap_or(file.len()))
}

impl Content {
    /// The content of a file that holds one document.
    fn alone(document: Document) -> Content {
        Content::Whole(match document.body {
            Body::Json(mut bytes) => {
                bytes.push(b'\n');
                bytes
            }
            Body::Text { text, .. } => text.into_bytes(),
            Body::List(list) => list.alone(),
        })
    }

    /// The content of a file of a map over many tables, of which this is the first.
    fn first_of_many(table: &Name, document: Document) -> Content {
        let layout = match (&document.body, &document.scope) {
            (Body::Json(_) | Body::Text { .. }, Scope::Map) => return Content::alone(document),
            (Body::Json(_), Scope::Table | Scope::Target(_)) => Layout::Object,
            (Body::Text { comment, end, .. }, Scope::Table | Scope::Target(_)) => Layout::Text { comment, end },
            (Body::List(list), Scope::Target(_)) => {
                let mut content = Content::Lists(Targets::new(list.member, list.max_bytes));
                content.add(table, document);
                return content;
            }
            (Body::List(list), Scope::Map | Scope::Table) => {
                Layout::List { member: list.member, max_bytes: list.max_bytes, of_map: BTreeMap::new() }
            }
        };
        let by = match document.scope {
            Scope::Map | Scope::Table => By::Table,
            Scope::Target(_) => By::Target,
        };
        let mut content = Content::Entries { layout, by, entries: Store::default() };
        content.add(table, document);
        content
    }

    /// False where the document says something else of what is shared.
    fn add(&mut self, table: &Name, document: Document) -> bool {
        let (layout, entries) = match self {
            Content::Whole(bytes) => {
                return matches!(Content::alone(document), Content::Whole(other) if other == *bytes);
            }
            Content::Lists(targets) => {
                let (Scope::Target(target), Body::List(list)) = (document.scope, document.body) else { return false };
                return targets.add(target.into(), table, list);
            }
            Content::Entries { layout, entries, .. } => (layout, entries),
        };
        let mut agrees = true;
        let name = match document.scope {
            Scope::Map | Scope::Table => table.clone(),
            Scope::Target(target) => target.into(),
        };
        let bytes = match document.body {
            Body::Json(bytes) => bytes,
            Body::Text { text, .. } => text.into_bytes(),
            Body::List(list) => {
                if let Layout::List { of_map, .. } = layout {
                    for (place, entry) in list.of_map {
                        agrees &= *of_map.entry(place).or_insert_with(|| entry.clone()) == entry;
                    }
                }
                list.of_table
            }
        };
        agrees & layout.keep(name, &bytes, entries)
    }
}

/// What is written into one file or its parts.
struct Collection {
    /// Without bytes.
    artefact: Artefact,
    layout: Layout,
    entries: Kept,
}

/// Writes the collections of one stage, whose entries are all of tables, or all of targets: part 2 of one holds what part
/// 2 of the other does.
fn write(
    mapping: &str,
    label: &str,
    by: By,
    collections: Vec<Collection>,
    lock: &mut Lock,
    sink: &mut dyn FnMut(Artefact),
) {
    let parts = split(lock.parts(mapping, label, by.word()), &collections);
    let last = parts.values().copied().max().unwrap_or(1);
    for Collection { artefact, layout, entries } in collections {
        let mut members: Vec<Vec<Place>> = vec![Vec::new(); last as usize];
        for (name, place) in &entries.places {
            let part = parts.get(name).copied().unwrap_or(1);
            members[part as usize - 1].push(*place);
        }
        for (number, places) in (1..).zip(members).filter(|(_, places)| !places.is_empty()) {
            let many = Some(Many { by, count: places.len(), keyed: layout == Layout::Object });
            let path = path_of_part(&artefact.path, number);
            sink(Artefact { path, many, content: layout.file(&entries, &places), ..artefact.clone() });
        }
    }
    lock.keep_parts(mapping, label, by.word(), parts);
}

/// The part of each name, by what `earlier` says and how large the entries are.
fn split(earlier: Option<&BTreeMap<Name, u32>>, collections: &[Collection]) -> BTreeMap<Name, u32> {
    let mut sizes: BTreeMap<&Name, usize> = BTreeMap::new();
    for Collection { entries, .. } in collections {
        for (name, place) in &entries.places {
            let size = sizes.entry(name).or_default();
            *size = (*size).max(place.size());
        }
    }
    let items: Vec<Item> = sizes
        .iter()
        .map(|(name, bytes)| Item { bytes: *bytes, earlier: earlier.and_then(|parts| parts.get(*name).copied()) })
        .collect();
    let frame = collections.iter().map(|collection| collection.layout.frame_bytes()).max().unwrap_or(0);
    let limit = collections.iter().map(|collection| collection.layout.max_bytes()).min().unwrap_or(0);
    let parts = parts::assign(&items, frame, limit);
    sizes.into_keys().cloned().zip(parts).collect()
}

/// The path of a part: the first has the plain one.
fn path_of_part(path: &str, number: u32) -> String {
    let (stem, extension) = split_name(path);
    if number == 1 { path.to_owned() } else { format!("{stem}-{number}{extension}") }
}
