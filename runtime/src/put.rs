//! Writing an attribute: its name, its value, and what becomes of NULL.

use crate::error::{Error, Fault};
use crate::name::Name;
use crate::output::Attributes;
use crate::value::{KeyValue, Value};
use crate::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};

/// Writes an attribute. NULL is written as NULL.
pub fn put<O: Attributes>(out: &mut O, name: &Name, value: impl Value) -> Result<(), Error> {
    out.known_name(name);
    value.write(out).map_err(|fault| Error::of(name.text(), fault))
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
pub fn put_partition_key<O: Attributes>(out: &mut O, name: &Name, value: impl KeyValue) -> Result<(), Error> {
    put_key(out, name, value, PARTITION_KEY_BYTES)
}

/// Writes the sort key.
pub fn put_sort_key<O: Attributes>(out: &mut O, name: &Name, value: impl KeyValue) -> Result<(), Error> {
    put_key(out, name, value, SORT_KEY_BYTES)
}

fn put_key<O: Attributes>(out: &mut O, name: &Name, value: impl KeyValue, limit: usize) -> Result<(), Error> {
    let of = |fault| Error::of(name.text(), fault);
    if value.is_null() {
        return Err(of(Fault::NullKey));
    }
    match value.key_bytes().map_err(of)? {
        Some(0) => return Err(of(Fault::EmptyKey)),
        Some(bytes) if bytes > limit => return Err(of(Fault::KeyTooLong { bytes, limit })),
        Some(_) | None => {}
    }
    out.known_name(name);
    value.write_key(out).map_err(of)
}
