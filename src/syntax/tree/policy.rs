//! What `on` and `before image` lines can ask for: closed lists of words.

/// What an `on` line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPolicy {
    /// `on key change …`: a row gets another key.
    KeyChange(KeyChangePolicy),
    /// `on delete …`: a row is deleted.
    Delete(DeletePolicy),
    /// `on update …`: a row is changed.
    Update(UpdatePolicy),
    /// `on duplicate …`: two rows of one item give the same member.
    Duplicate(DuplicatePolicy),
    /// `on empty …`: the last member of an item is gone.
    Empty(EmptyPolicy),
    /// `on truncate …`: the table is emptied.
    Truncate(TruncatePolicy),
}

/// What becomes of a record whose key changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyChangePolicy {
    /// The change is refused.
    Refuse,
    /// The old record goes, the new one comes.
    Replace,
}

/// What becomes of a record whose row is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletePolicy {
    /// It goes.
    Remove,
    /// It stays.
    Ignore,
    /// A record that says so is added.
    Append,
}

/// What becomes of a record whose row is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdatePolicy {
    /// Another record is added.
    Append,
}

/// What becomes of two rows that give the same member of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicatePolicy {
    /// The second is refused.
    Reject,
    /// The last one counts.
    Last,
    /// They are added up.
    Sum,
}

/// What becomes of an item without members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyPolicy {
    /// It goes.
    Delete,
    /// It stays with its key.
    Keep,
}

/// What becomes of the records of a table that is emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TruncatePolicy {
    /// The change is refused.
    Refuse,
    /// They go.
    Remove,
}

/// The columns that a `before image` line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeforeImageOf {
    /// Those of the primary key.
    Key,
    /// Those that are no large objects.
    NonLob,
    /// All.
    All,
}
