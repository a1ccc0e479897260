//! What a stage changes of a record: the shape that reaches it beside the one that leaves.
//!
//! A field is the same before and after by where it comes from, whatever it is called and wherever it stands.

use std::fmt;
use std::slice::Iter;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::inline::code;
use super::values;
use crate::mapping::{self, Mapping};
use crate::shape::{Content, Field, Form, Open, Origin, Presence, Shape};
use crate::stage::{Change, Hop};
use crate::text::Name;
use crate::types::Type;

/// One field that a stage changes.
pub(super) struct Changed<'h> {
    /// A sentence that says so.
    pub text: String,
    /// The places in [`Hop::taken`] of the work that this shows.
    pub works: Vec<usize>,
    /// The field before and after, where it is there before and after.
    pub pair: Option<(&'h Field, &'h Field)>,
}

/// What the stage of `hop` changes, in the order of what leaves it; what it removes comes last.
pub(super) fn all<'h>(mapping: &Mapping<'_>, hop: &'h Hop) -> Vec<Changed<'h>> {
    let mut list = changes(mapping, hop, |_| true);
    let had = |pivot| hop.incoming.open.iter().any(|open| open.pivot == pivot);
    let open = hop.passed.shape.open.iter().filter(|open| !had(open.pivot));
    list.extend(open.map(|open| opened(mapping, hop, open)));
    list
}

/// What it changes of the fields that stages put there: the same for most tables of a map.
pub(super) fn of_envelope(mapping: &Mapping<'_>, hop: &Hop) -> Vec<String> {
    changes(mapping, hop, is_of_envelope).into_iter().map(|changed| changed.text).collect()
}

fn is_of_envelope(field: &Field) -> bool {
    matches!(field.origin, Origin::Envelope(_))
}

/// The fields that stages put there, before a stage and after it: all that `of_envelope` looks at.
pub(super) struct Envelope {
    /// The stage changes none of them.
    is_idle: bool,
    before: Vec<OfEnvelope>,
    after: Vec<OfEnvelope>,
}

/// A field, without its members, and how deep it stands.
#[derive(PartialEq)]
struct OfEnvelope {
    depth: usize,
    name: Name,
    origin: Origin,
    presence: Presence,
    scalar: Option<(Type, Form)>,
}

impl OfEnvelope {
    fn is(&self, field: &Field, depth: usize) -> bool {
        let is_content = match (&field.content, &self.scalar) {
            (Content::Scalar { ty, form }, Some((other, other_form))) => ty == other && form == other_form,
            (Content::Struct(_) | Content::List(_), None) => true,
            (Content::Scalar { .. } | Content::Struct(_) | Content::List(_), _) => false,
        };
        let is_place = self.depth == depth && self.presence == field.presence;
        is_content && is_place && self.name == field.name && self.origin == field.origin
    }
}

impl Envelope {
    pub(super) fn of(hop: &Hop) -> Envelope {
        let all = |shape: &Shape| {
            let mut list = Vec::new();
            collect(&shape.fields, 0, &mut list);
            collect(&shape.partitions, 0, &mut list);
            list
        };
        let (before, after) = (all(&hop.incoming), all(&hop.passed.shape));
        Envelope { is_idle: before == after, before, after }
    }

    /// Whether it is that of `hop`, too: of most tables, so that none needs to be made to see it.
    pub(super) fn is_of(&self, hop: &Hop) -> bool {
        let are_of = |list: &[OfEnvelope], shape: &Shape| {
            let mut list = list.iter();
            are_next(&shape.fields, 0, &mut list) && are_next(&shape.partitions, 0, &mut list) && list.next().is_none()
        };
        // Many stages pass on what reaches them.
        let (incoming, passed) = (&hop.incoming, &hop.passed.shape);
        let has_folders = !incoming.partitions.is_empty() || !passed.partitions.is_empty();
        let is_same = Arc::ptr_eq(&incoming.fields, &passed.fields) && !has_folders;
        are_of(&self.after, passed) && (is_same && self.is_idle || are_of(&self.before, incoming))
    }
}

/// Whether those of `fields` that stages put there are what comes next in `list`.
fn are_next(fields: &[Field], depth: usize, list: &mut Iter<'_, OfEnvelope>) -> bool {
    fields.iter().filter(|field| is_of_envelope(field)).all(|field| {
        let is_next = list.next().is_some_and(|next| next.is(field, depth));
        is_next && are_next(field.members(), depth + 1, list)
    })
}

fn collect(fields: &[Field], depth: usize, list: &mut Vec<OfEnvelope>) {
    for field in fields.iter().filter(|field| is_of_envelope(field)) {
        let scalar = match &field.content {
            Content::Scalar { ty, form } => Some((ty.clone(), *form)),
            Content::Struct(_) | Content::List(_) => None,
        };
        let (name, origin, presence) = (field.name.clone(), field.origin.clone(), field.presence);
        list.push(OfEnvelope { depth, name, origin, presence, scalar });
        collect(field.members(), depth + 1, list);
    }
}

fn changes<'h>(mapping: &Mapping<'_>, hop: &'h Hop, is_meant: impl Fn(&Field) -> bool) -> Vec<Changed<'h>> {
    let before = Side::of(mapping, &hop.incoming, &is_meant);
    let after = Side::of(mapping, &hop.passed.shape, &is_meant);
    let mut list = Vec::new();
    for (place, leaf) in after.leaves.iter().enumerate() {
        match before.places.get(&leaf.id).map(|old| (*old, &before.leaves[*old])) {
            None => list.push(added(mapping, hop, leaf, &after.path(place))),
            Some((old_place, old)) => {
                let is_moved = before.parent(old_place) != after.parent(place);
                let paths = (before.path(old_place), after.path(place));
                list.extend(changed(hop, (old, leaf), is_moved, &paths));
            }
        }
    }
    for (place, leaf) in before.leaves.iter().enumerate() {
        let is_gone = |id: &Id<'_>| !after.places.contains_key(id);
        if is_gone(&leaf.id) && !before.parent(place).is_some_and(is_gone) {
            let path = before.path(place);
            let is_cause = |change: &Change| matches!((change, &leaf.id.base), (Change::LeaveOut(one), Base::Column(other)) if one == other);
            let text = format!("removes {}", code(&path.join(".")));
            list.push(Changed { text, works: works(hop, is_cause), pair: None });
        }
    }
    list
}

fn added<'h>(mapping: &Mapping<'_>, hop: &Hop, leaf: &Leaf<'h>, path: &[&str]) -> Changed<'h> {
    let is_cause = |change: &Change| matches!((change, &leaf.field.origin), (Change::Compute(one), Origin::Field(other)) if one == other);
    let works = works(hop, is_cause);
    let value = match &leaf.field.origin {
        // The line says it.
        Origin::Field(place) if !works.is_empty() && is_value(mapping, *place) => None,
        Origin::Field(place) => Some(values::content(mapping, &mapping.record.fields[*place].content)),
        Origin::Envelope(name) => Some(name.to_string()),
        Origin::Column(_) | Origin::Member => None,
    };
    let value = value.filter(|value| **value != *leaf.field.name);
    let value = value.map_or_else(String::new, |value| format!(" = {}", code(&value)));
    let text = format!("adds {}: {}{value}", code(&path.join(".")), leaf.state());
    Changed { text, works, pair: None }
}

/// Fields that get their names from the data.
fn opened<'h>(mapping: &Mapping<'_>, hop: &Hop, open: &Open) -> Changed<'h> {
    let state = State::new(&open.content, open.presence, false);
    let value = code(&values::value(mapping, &mapping.record.pivots[open.pivot].value));
    let text = format!("adds {}: {state} = {value}, one for each row", code(&open.pattern));
    let is_cause = |change: &Change| matches!(change, Change::Pivot(place) if *place == open.pivot);
    Changed { text, works: works(hop, is_cause), pair: None }
}

fn is_value(mapping: &Mapping<'_>, place: usize) -> bool {
    matches!(mapping.record.fields[place].content, mapping::Content::Value(_))
}

fn changed<'h>(
    hop: &Hop,
    (old, new): (&Leaf<'h>, &Leaf<'h>),
    is_moved: bool,
    (from, to): &(Vec<&str>, Vec<&str>),
) -> Option<Changed<'h>> {
    let is_renamed = old.field.name != new.field.name;
    let (was, is) = (old.state(), new.state());
    let what = match (is_moved, is_renamed) {
        (true, _) => format!("moves {} to {}", code(&from.join(".")), code(&to.join("."))),
        (false, true) => format!("renames {} to {}", code(&from.join(".")), code(&to.join("."))),
        (false, false) if was == is => return None,
        (false, false) if (was.content, was.form) == (is.content, is.form) => {
            format!("changes {}", code(&to.join(".")))
        }
        (false, false) => format!("converts {}", code(&to.join("."))),
    };
    let is_rename = |change: &Change| {
        let is_path = |path: &[Name]| path.len() == from.len() && path.iter().zip(from).all(|(a, b)| **a == **b);
        matches!(change, Change::Rename { path, to } if *to == new.field.name && is_path(path))
    };
    let is_conversion = |change: &Change| matches!((change, &new.field.origin), (Change::Convert(one), Origin::Field(other)) if one == other);
    let is_cause = |change: &Change| is_rename(change) || (was != is && is_conversion(change));
    let until = was.until(&is);
    // Types that are written alike differ in nothing that a reader could tell.
    if until.is_empty() && !is_moved && !is_renamed {
        return None;
    }
    Some(Changed { text: what + &until, works: works(hop, is_cause), pair: Some((old.field, new.field)) })
}

fn works(hop: &Hop, is_cause: impl Fn(&Change) -> bool) -> Vec<usize> {
    let found = hop.taken.iter().enumerate().filter(|(_, work)| is_cause(&work.change));
    found.map(|(place, _)| place).collect()
}

/// The fields of a shape, parents before members.
struct Side<'h> {
    leaves: Vec<Leaf<'h>>,
    places: FxHashMap<Id<'h>, usize>,
}

struct Leaf<'h> {
    field: &'h Field,
    /// The leaf that it is a member of.
    parent: Option<usize>,
    id: Id<'h>,
    /// It is a folder of the objects.
    is_folder: bool,
}

/// What makes a field the same one in two shapes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Id<'h> {
    base: Base<'h>,
    /// The names of members that lead to it from there.
    members: Vec<(&'h str, usize)>,
    /// How many of the same came before it.
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Base<'h> {
    Column(usize),
    Field(usize),
    Envelope(&'h str),
}

impl<'h> Side<'h> {
    fn of(mapping: &Mapping<'_>, shape: &'h Shape, is_meant: &impl Fn(&Field) -> bool) -> Side<'h> {
        let mut side = Side { leaves: Vec::new(), places: FxHashMap::default() };
        side.add(mapping, &shape.fields, None, false, is_meant);
        side.add(mapping, &shape.partitions, None, true, is_meant);
        side
    }

    fn add(
        &mut self,
        mapping: &Mapping<'_>,
        fields: &'h [Field],
        parent: Option<usize>,
        is_folder: bool,
        is_meant: &impl Fn(&Field) -> bool,
    ) {
        for (index, field) in fields.iter().enumerate() {
            if !is_meant(field) {
                continue;
            }
            let of_parent = parent.map(|place| &self.leaves[place].id);
            let (base, members) = match (&field.origin, of_parent) {
                (Origin::Column(column), _) => (Base::Column(*column), Vec::new()),
                (Origin::Field(place), _) => (base_of(mapping, *place), Vec::new()),
                (Origin::Envelope(name), _) => (Base::Envelope(name), Vec::new()),
                (Origin::Member, Some(id)) => {
                    let mut members = id.members.clone();
                    members.push((&field.name, index));
                    (id.base, members)
                }
                (Origin::Member, None) => (Base::Envelope(&field.name), Vec::new()),
            };
            let mut id = Id { base, members, count: 0 };
            while self.places.contains_key(&id) {
                id.count += 1;
            }
            let place = self.leaves.len();
            self.places.insert(id.clone(), place);
            self.leaves.push(Leaf { field, parent, id, is_folder });
            self.add(mapping, field.members(), Some(place), is_folder, is_meant);
        }
    }

    fn parent(&self, place: usize) -> Option<&Id<'h>> {
        self.leaves[place].parent.map(|parent| &self.leaves[parent].id)
    }

    fn path(&self, place: usize) -> Vec<&'h str> {
        let mut path = vec![&*self.leaves[place].field.name];
        let mut at = place;
        while let Some(parent) = self.leaves[at].parent {
            path.push(&self.leaves[parent].field.name);
            at = parent;
        }
        path.reverse();
        path
    }
}

/// A field that is a column is the column, unless it is a copy of one.
fn base_of<'h>(mapping: &Mapping<'_>, place: usize) -> Base<'h> {
    match mapping.record.fields[place].column() {
        Some(column) if mapping.field_of(column) == Some(place) => Base::Column(column),
        Some(_) | None => Base::Field(place),
    }
}

impl<'h> Leaf<'h> {
    fn state(&self) -> State<'h> {
        State::new(&self.field.content, self.field.presence, self.is_folder)
    }
}

/// What a field is, but for its name and place.
#[derive(PartialEq)]
struct State<'h> {
    content: Held<'h>,
    form: &'static str,
    presence: Presence,
}

/// The content of a field, without its members.
#[derive(Clone, Copy)]
struct Held<'h>(&'h Content);

impl PartialEq for Held<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Content::Scalar { ty: one, .. }, Content::Scalar { ty: other, .. }) => one == other,
            (Content::Struct(_), Content::Struct(_)) | (Content::List(_), Content::List(_)) => true,
            (Content::Scalar { .. } | Content::Struct(_) | Content::List(_), _) => false,
        }
    }
}

impl<'h> State<'h> {
    fn new(content: &'h Content, presence: Presence, is_folder: bool) -> State<'h> {
        let form = match content {
            _ if is_folder => "as a folder",
            Content::Scalar { ty, form } => written(ty, *form),
            Content::Struct(_) | Content::List(_) => "",
        };
        State { content: Held(content), form, presence }
    }

    /// Type and form.
    fn kind(&self) -> String {
        let ty = match self.content.0 {
            Content::Scalar { ty, .. } => ty.to_string(),
            Content::Struct(_) => "struct".to_owned(),
            Content::List(_) => "list".to_owned(),
        };
        if self.form.is_empty() { ty } else { format!("{ty} {}", self.form) }
    }

    /// What changes from `self` to `other`; empty where nothing does.
    fn until(&self, other: &Self) -> String {
        let presence = format!("{} -> {}", presence(self.presence), presence(other.presence));
        match (self.kind() == other.kind(), self.presence == other.presence) {
            (true, true) => String::new(),
            (true, false) => format!(": {presence}"),
            (false, true) => format!(": {} -> {}", self.kind(), other.kind()),
            (false, false) => format!(": {} -> {}; {presence}", self.kind(), other.kind()),
        }
    }
}

impl fmt::Display for State<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind())?;
        match self.presence {
            Presence::Always => Ok(()),
            rare @ (Presence::Nullable | Presence::Optional) => write!(f, ", {}", presence(rare)),
        }
    }
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Always => "always there",
        Presence::Nullable => "may be NULL",
        Presence::Optional => "may be missing",
    }
}

/// How a value is written, where a reader would not expect it of its type.
fn written(ty: &Type, form: Form) -> &'static str {
    match (form, ty) {
        (Form::Text, Type::Text(_) | Type::Enum(_) | Type::Uuid) => "",
        (Form::Number, Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year) => "",
        (Form::Boolean, Type::Boolean) | (Form::Binary, Type::Binary { .. }) | (Form::Native, _) => "",
        (Form::Text, _) => "as text",
        (Form::Number, _) => "as a number",
        (Form::Boolean, _) => "as a truth value",
        (Form::Binary, _) => "as bytes",
    }
}
