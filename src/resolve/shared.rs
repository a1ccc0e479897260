//! What the tables of a map note together, while several are looked at at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is noted. No note is ever half made, so that a panic elsewhere breaks none.
pub(super) fn open<T>(notes: &Mutex<T>) -> MutexGuard<'_, T> {
    notes.lock().unwrap_or_else(PoisonError::into_inner)
}
