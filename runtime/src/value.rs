//! Values of a row: what can be written as an attribute, and what can be a key.

use crate::error::Fault;
use crate::number::Number;
use crate::output::Scalars;
use crate::part::Template;

/// A value of a row.
pub trait Value {
    /// Whether it is NULL, or has no value because a part of it is.
    fn is_null(&self) -> bool {
        false
    }

    /// What is wrong where it is NULL and must not be.
    fn null_fault(&self) -> Fault {
        Fault::Null
    }

    /// Writes it.
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault>;
}

/// A value that can be a key.
pub trait KeyValue: Value {
    /// Its length in bytes; `None` for numbers, whose length is bounded by what they are.
    fn key_bytes(&self) -> Result<Option<usize>, Fault>;

    /// Writes it so that equal keys are written alike.
    fn write_key<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        self.write(out)
    }
}

/// NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

impl Value for Null {
    fn is_null(&self) -> bool {
        true
    }

    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.null();
        Ok(())
    }
}

impl<V: Value> Value for Option<V> {
    fn is_null(&self) -> bool {
        self.as_ref().is_none_or(V::is_null)
    }

    fn null_fault(&self) -> Fault {
        self.as_ref().map_or(Fault::Null, V::null_fault)
    }

    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        match self {
            Some(value) => value.write(out),
            None => Null.write(out),
        }
    }
}

impl<V: KeyValue> KeyValue for Option<V> {
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        self.as_ref().map_or(Ok(None), V::key_bytes)
    }

    fn write_key<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        match self {
            Some(value) => value.write_key(out),
            None => Null.write(out),
        }
    }
}

impl Value for &str {
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.text(self);
        Ok(())
    }
}

impl KeyValue for &str {
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        Ok(Some(self.len()))
    }
}

impl Value for Number<'_> {
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.number(*self)
    }
}

impl KeyValue for Number<'_> {
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        Ok(None)
    }

    fn write_key<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.plain_number(*self)
    }
}

impl Value for bool {
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.boolean(*self);
        Ok(())
    }
}

impl Value for &[u8] {
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        out.binary(self);
        Ok(())
    }
}

impl KeyValue for &[u8] {
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        Ok(Some(self.len()))
    }
}

impl Value for Template<'_, '_> {
    fn is_null(&self) -> bool {
        Template::is_null(self)
    }

    fn null_fault(&self) -> Fault {
        Fault::NullInTemplate
    }

    /// NULL where a part is.
    fn write<O: Scalars>(&self, out: &mut O) -> Result<(), Fault> {
        if Template::is_null(self) {
            return Null.write(out);
        }
        out.parts(self.0)
    }
}

impl KeyValue for Template<'_, '_> {
    fn key_bytes(&self) -> Result<Option<usize>, Fault> {
        self.len().map(Some)
    }
}
