//! What `on` and `before image` lines ask for, in words.

use crate::syntax::tree::{
    BeforeImageOf, DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, OnPolicy, TruncatePolicy, UpdatePolicy,
};

/// The words after `on`.
pub fn on(policy: OnPolicy) -> &'static str {
    match policy {
        OnPolicy::KeyChange(KeyChangePolicy::Refuse) => "key change refuse",
        OnPolicy::KeyChange(KeyChangePolicy::Replace) => "key change replace",
        OnPolicy::Delete(DeletePolicy::Remove) => "delete remove",
        OnPolicy::Delete(DeletePolicy::Ignore) => "delete ignore",
        OnPolicy::Delete(DeletePolicy::Append) => "delete append",
        OnPolicy::Update(UpdatePolicy::Append) => "update append",
        OnPolicy::Duplicate(DuplicatePolicy::Reject) => "duplicate reject",
        OnPolicy::Duplicate(DuplicatePolicy::Last) => "duplicate last",
        OnPolicy::Duplicate(DuplicatePolicy::Sum) => "duplicate sum",
        OnPolicy::Empty(EmptyPolicy::Delete) => "empty delete",
        OnPolicy::Empty(EmptyPolicy::Keep) => "empty keep",
        OnPolicy::Truncate(TruncatePolicy::Refuse) => "truncate refuse",
        OnPolicy::Truncate(TruncatePolicy::Remove) => "truncate remove",
    }
}

/// The word after `before image`.
pub fn image(of: BeforeImageOf) -> &'static str {
    match of {
        BeforeImageOf::Key => "key",
        BeforeImageOf::NonLob => "non-lob",
        BeforeImageOf::All => "all",
    }
}
