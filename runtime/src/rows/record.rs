//! A record whose fields can be taken.

use super::boolean;
use super::columns::Columns;
use super::data::Head;
use super::span::Span;
use crate::error::{Error, Fault};
use crate::number::Number;

/// A record: the fields of the columns that are wanted, in the order in which they were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Record<'b> {
    pub(super) text: &'b str,
    pub(super) unescaped: &'b str,
    pub(super) spans: &'b [Span],
    pub(super) columns: &'b Columns,
    pub(super) head: &'b Head,
    pub(super) offset: u64,
    pub(super) line: u64,
}

impl<'b> Record<'b> {
    /// The text of a column; `None` for NULL.
    ///
    /// # Panics
    ///
    /// If fewer columns were asked for.
    #[inline(always)]
    pub fn field(&self, column: usize) -> Option<&'b str> {
        self.spans[column].of(self.text, self.unescaped)
    }

    /// The value of a column, as the type says that it is asked for: NULL is an error unless that is an `Option`.
    ///
    /// # Panics
    ///
    /// If fewer columns were asked for.
    #[inline(always)]
    pub fn get<T: FromField<'b>>(&self, column: usize) -> Result<T, Error> {
        T::from_field(self.field(column)).map_err(|fault| self.error(column, fault))
    }

    /// How many columns were asked for.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether no column was asked for.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The line of the file on which the record begins; the first is 1.
    pub fn line(&self) -> u64 {
        self.line + u64::from(self.head.line)
    }

    /// The bytes of the file before the record.
    pub fn offset(&self) -> u64 {
        self.offset + u64::from(self.head.start)
    }

    /// The record as it stands in the file, with what ends it.
    pub fn bytes(&self) -> &'b [u8] {
        &self.text.as_bytes()[self.head.start as usize..self.head.end as usize]
    }

    #[cold]
    fn error(&self, column: usize, fault: Fault) -> Error {
        Error::of(&self.columns.wanted[column], fault)
    }
}

/// What a field can be taken as.
pub trait FromField<'b>: Sized {
    /// The value of a field; `None` is NULL.
    fn from_field(field: Option<&'b str>) -> Result<Self, Fault>;
}

impl<'b> FromField<'b> for &'b str {
    #[inline(always)]
    fn from_field(field: Option<&'b str>) -> Result<&'b str, Fault> {
        field.ok_or(Fault::Null)
    }
}

/// Whether it is a number is looked at when it is written.
impl<'b> FromField<'b> for Number<'b> {
    #[inline(always)]
    fn from_field(field: Option<&'b str>) -> Result<Number<'b>, Fault> {
        field.map(Number).ok_or(Fault::Null)
    }
}

impl<'b> FromField<'b> for bool {
    #[inline]
    fn from_field(field: Option<&'b str>) -> Result<bool, Fault> {
        boolean::read(field.ok_or(Fault::Null)?).ok_or(Fault::NotABoolean)
    }
}

impl<'b, T: FromField<'b>> FromField<'b> for Option<T> {
    #[inline(always)]
    fn from_field(field: Option<&'b str>) -> Result<Option<T>, Fault> {
        field.map(|text| T::from_field(Some(text))).transpose()
    }
}
