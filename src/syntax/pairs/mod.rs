//! Lines as the grammar reads them, turned into the tree. Only this folder sees pest.
//!
//! One function for each kind of line: from its text to its node, or to the place where it stops being one. Likely
//! mistakes that the grammar reads in order to name them are reported here. Blocks and comments are not in a line.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a rule's arms are the parts it has; the other rules cannot be there"
)]

mod changes;
mod conditions;
mod fields;
mod grammar;
mod heads;
mod reading;
mod records;
mod renames;
mod types;
mod values;
mod wording;

pub(super) use changes::{before_line, cast_line, mask_line, on_line, version_line};
pub(super) use conditions::{assume_line, where_line};
pub(super) use fields::{
    exclude_line, field_line, folders_line, item_line, key_line, null_line, pivot_line, primary_line,
};
pub(super) use heads::{
    example_line, fragment_line, language_line, level_line, map_line, param_line, schema_line, setting_line,
    stage_line, unchecked_line, use_line,
};
pub(super) use reading::{Slice, Unexpected};
pub(super) use records::{
    GivesLine, at_line, delete_line, gives_line, insert_line, rejects_line, row_line, truncate_line, update_line,
};
pub(super) use renames::rename_line;
pub(super) use values::name;
