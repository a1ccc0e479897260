//! What is wrong with a lock.

use crate::diag::{Code, Diagnostic};
use crate::text::Span;

/// The lock is not one.
pub static BROKEN: Code = Code::error("lock/broken", include_str!("../../book/src/diagnostics/lock/broken.md"));

/// A newer release wrote the lock.
pub static NEWER_VERSION: Code =
    Code::error("lock/newer-version", include_str!("../../book/src/diagnostics/lock/newer-version.md"));

/// Two entries have one number.
pub static DUPLICATE_ID: Code =
    Code::error("lock/duplicate-id", include_str!("../../book/src/diagnostics/lock/duplicate-id.md"));

/// Every kind of finding that reading a lock makes.
pub static CODES: &[&Code] = &[&BROKEN, &NEWER_VERSION, &DUPLICATE_ID];

const RESTORE: &str = "restore `mapc.lock` from version control; without it all ids are given anew";

/// The text stops being a lock at `span`.
pub fn broken(span: Span, error: &serde_json::Error) -> Diagnostic {
    let why = error.to_string();
    let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
    let help = "where a merge left conflict marks: keep the lines of both sides, then run `mapc compile`";
    BROKEN
        .at(span, "the lock cannot be read")
        .label(why)
        .note("an id must not be given twice, so nothing is compiled without the ids that were given before")
        .help(help.to_owned())
        .help(RESTORE.to_owned())
}

/// A number that no compilation gives.
pub fn impossible_id(span: Span, id: u64, greatest: u64) -> Diagnostic {
    BROKEN
        .at(span, format!("the lock has the impossible id {id}"))
        .label(format!("ids are from 1 to {greatest}"))
        .help(RESTORE.to_owned())
}

/// The next number is one that no compilation gives.
pub fn no_free_id(span: Span, mapping: &str, stage: &str) -> Diagnostic {
    BROKEN
        .at(span, "the lock has no free id left")
        .note(format!("`next` of `{stage}` in mapping `{mapping}` is beyond what is given"))
        .help(RESTORE.to_owned())
}

/// One key has two entries.
pub fn duplicate_key(span: Span, earlier: Span, key: &str) -> Diagnostic {
    BROKEN
        .at(span, format!("the lock has two entries for `{key}`"))
        .also(earlier, "the first")
        .help("keep the entry whose id the running task has".to_owned())
}

/// The lock has a form that is not known yet.
pub fn newer_version(span: Span, version: u64) -> Diagnostic {
    NEWER_VERSION
        .at(span, format!("the lock has version {version}, which a newer mapc wrote"))
        .note("this mapc reads versions 1 and 2")
        .help("compile with the mapc that wrote it, or a newer one".to_owned())
}

/// Two entries of one stage share a number.
pub fn duplicate_id(span: Span, earlier: Span, id: u32) -> Diagnostic {
    DUPLICATE_ID
        .at(span, format!("two entries of the lock share the id {id}"))
        .also(earlier, "the other entry")
        .note("two branches may each have given the next free id; a service takes an id once")
        .help("delete the entry of the branch that is not deployed; it gets a new id".to_owned())
}
