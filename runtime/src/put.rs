//! Writing an attribute: its name, its value, and what becomes of NULL.

use crate::error::Error;
use crate::name::Name;
use crate::output::Attributes;
use crate::value::{KeyValue, Value};
use crate::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};

/// Writes an attribute. NULL is written as NULL.
pub fn put<O: Attributes>(out: &mut O, name: &Name, value: impl Value) -> Result<(), Error> {
    value.put(name, out).map_err(|fault| Error::of(name.text(), fault))
}

/// Writes an attribute, unless it is NULL.
pub fn put_or_omit<O: Attributes>(out: &mut O, name: &Name, value: impl Value) -> Result<(), Error> {
    if value.is_null() { Ok(()) } else { put(out, name, value) }
}

/// Writes an attribute; NULL is an error.
pub fn put_or_reject<O: Attributes>(out: &mut O, name: &Name, value: impl Value) -> Result<(), Error> {
    if value.is_null() { Err(Error::of(name.text(), value.null_fault())) } else { put(out, name, value) }
}

/// Writes an attribute, and `instead` where it is NULL.
pub fn put_or<O: Attributes>(out: &mut O, name: &Name, value: impl Value, instead: impl Value) -> Result<(), Error> {
    if value.is_null() { put(out, name, instead) } else { put(out, name, value) }
}

/// Writes an element of the list that was begun last; `name` is the list's, for errors.
pub fn push<O: Attributes>(out: &mut O, name: &Name, value: impl Value) -> Result<(), Error> {
    value.write(out).map_err(|fault| Error::of(name.text(), fault))
}

/// Writes the partition key.
#[inline]
pub fn put_partition_key<O: Attributes>(out: &mut O, name: &Name, value: impl KeyValue) -> Result<(), Error> {
    put_key(out, name, value, PARTITION_KEY_BYTES)
}

/// Writes the sort key.
#[inline]
pub fn put_sort_key<O: Attributes>(out: &mut O, name: &Name, value: impl KeyValue) -> Result<(), Error> {
    put_key(out, name, value, SORT_KEY_BYTES)
}

#[inline(always)]
fn put_key<O: Attributes>(out: &mut O, name: &Name, value: impl KeyValue, limit: usize) -> Result<(), Error> {
    value.put_key(name, limit, out).map_err(|fault| Error::of(name.text(), fault))
}
