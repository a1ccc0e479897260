//! Values of a row: what can be written as an attribute, and what can be a key.

use crate::error::Fault;
use crate::name::Name;
use crate::number::Number;
use crate::output::{Attributes, Scalars};
use crate::part::{Template, plain_length};

/// A value of a row.
pub trait Value {
    /// Whether it is NULL, or has no value because a part of it is.
    #[inline]
    fn is_null(&self) -> bool {
        false
    }

    /// What is wrong where it is NULL and must not be.
    #[inline]
    fn null_fault(&self) -> Fault {
        Fault::Null
    }

    /// Writes it.
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault>;

    /// Writes it as an attribute.
    #[inline]
    fn put<O: Attributes>(&self, name: &Name, out: &mut O) -> Result<(), Fault> {
        out.known_name(name);
        self.write(out)
    }

    /// Writes it as an attribute whose name is a value.
    #[inline]
    fn put_member<O: Attributes>(&self, name: &str, out: &mut O) -> Result<(), Fault> {
        out.name(name);
        self.write(out)
    }
}

/// A value that can be a key.
pub trait KeyValue: Value {
    /// Its length in bytes; `None` for numbers, whose length is bounded by what they are.
    fn key_bytes(&self) -> Result<Option<usize>, Fault>;

    /// Writes it as an attribute of the key, if it is one: neither NULL nor empty, and not longer than `limit`.
    #[inline]
    fn put_key<O: Attributes>(&self, name: &Name, limit: usize, out: &mut O) -> Result<(), Fault> {
        if self.is_null() {
            return Err(Fault::NullKey);
        }
        if let Some(bytes) = self.key_bytes()? {
            check_key(bytes, limit)?;
        }
        out.known_name(name);
        self.write_key(out)
    }

    /// Writes it so that equal keys are written alike.
    #[inline]
    fn write_key<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        self.write(out)
    }
}

/// What a key of so many bytes is refused for.
#[inline]
fn check_key(bytes: usize, limit: usize) -> Result<(), Fault> {
    match bytes {
        0 => Err(Fault::EmptyKey),
        bytes if bytes > limit => Err(Fault::KeyTooLong { bytes, limit }),
        _ => Ok(()),
    }
}

/// A key with parts that have to be worked out.
#[inline(never)]
fn put_computed_key<O: Attributes>(
    key: &Template<'_, '_>,
    name: &Name,
    limit: usize,
    out: &mut O,
) -> Result<(), Fault> {
    if key.is_null() {
        return Err(Fault::NullKey);
    }
    check_key(key.len()?, limit)?;
    out.known_name(name);
    out.parts(key.0)
}

/// NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

impl Value for Null {
    #[inline]
    fn is_null(&self) -> bool {
        true
    }

    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.null();
        Ok(())
    }
}

impl<V: Value> Value for Option<V> {
    #[inline]
    fn is_null(&self) -> bool {
        self.as_ref().is_none_or(V::is_null)
    }

    #[inline]
    fn null_fault(&self) -> Fault {
        self.as_ref().map_or(Fault::Null, V::null_fault)
    }

    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        match self {
            Some(value) => value.write(out),
            None => Null.write(out),
        }
    }

    #[inline]
    fn put<O: Attributes>(&self, name: &Name, out: &mut O) -> Result<(), Fault> {
        match self {
            Some(value) => value.put(name, out),
            None => Null.put(name, out),
        }
    }

    #[inline]
    fn put_member<O: Attributes>(&self, name: &str, out: &mut O) -> Result<(), Fault> {
        match self {
            Some(value) => value.put_member(name, out),
            None => Null.put_member(name, out),
        }
    }
}

impl<V: KeyValue> KeyValue for Option<V> {
    #[inline]
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        self.as_ref().map_or(Ok(None), V::key_bytes)
    }

    #[inline]
    fn write_key<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        match self {
            Some(value) => value.write_key(out),
            None => Null.write(out),
        }
    }
}

impl Value for &str {
    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.text(self);
        Ok(())
    }

    #[inline]
    fn put<O: Attributes>(&self, name: &Name, out: &mut O) -> Result<(), Fault> {
        out.put_text(name, self);
        Ok(())
    }

    #[inline]
    fn put_member<O: Attributes>(&self, name: &str, out: &mut O) -> Result<(), Fault> {
        out.member_text(name, self);
        Ok(())
    }
}

impl KeyValue for &str {
    #[inline]
    fn put_key<O: Attributes>(&self, name: &Name, limit: usize, out: &mut O) -> Result<(), Fault> {
        check_key(self.len(), limit)?;
        self.put(name, out)
    }

    #[inline]
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        Ok(Some(self.len()))
    }
}

impl Value for Number<'_> {
    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.number(*self)
    }

    #[inline]
    fn put<O: Attributes>(&self, name: &Name, out: &mut O) -> Result<(), Fault> {
        out.put_number(name, *self)
    }

    #[inline]
    fn put_member<O: Attributes>(&self, name: &str, out: &mut O) -> Result<(), Fault> {
        out.member_number(name, *self)
    }
}

impl KeyValue for Number<'_> {
    #[inline]
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        Ok(None)
    }

    #[inline]
    fn write_key<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.plain_number(*self)
    }
}

impl Value for bool {
    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.boolean(*self);
        Ok(())
    }
}

impl Value for &[u8] {
    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.binary(self);
        Ok(())
    }
}

impl KeyValue for &[u8] {
    #[inline]
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        Ok(Some(self.len()))
    }
}

impl Value for Template<'_, '_> {
    #[inline]
    fn is_null(&self) -> bool {
        Template::is_null(self)
    }

    #[inline]
    fn null_fault(&self) -> Fault {
        Fault::NullInTemplate
    }

    /// NULL where a part is.
    #[inline]
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        if Template::is_null(self) {
            return Null.write(out);
        }
        out.parts(self.0)
    }

    #[inline]
    fn put<O: Attributes>(&self, name: &Name, out: &mut O) -> Result<(), Fault> {
        if Template::is_null(self) {
            out.known_name(name);
            return Null.write(out);
        }
        match plain_length(self.0) {
            Some(bytes) => out.put_plain_parts(name, self.0, bytes),
            None => {
                out.known_name(name);
                out.parts(self.0)
            }
        }
    }
}

impl KeyValue for Template<'_, '_> {
    #[inline]
    fn put_key<O: Attributes>(&self, name: &Name, limit: usize, out: &mut O) -> Result<(), Fault> {
        if let Some(bytes) = plain_length(self.0) {
            check_key(bytes, limit)?;
            return out.put_plain_parts(name, self.0, bytes);
        }
        put_computed_key(self, name, limit, out)
    }

    #[inline]
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        self.len().map(Some)
    }
}
