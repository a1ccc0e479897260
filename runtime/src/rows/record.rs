//! A record whose fields can be taken.

use super::boolean;
use super::columns::Columns;
use super::span::Span;
use crate::error::{Error, Fault};
use crate::number::Number;

/// A record: the fields of the columns that are wanted, in the order in which they were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Record<'b> {
    pub(super) context: Context<'b>,
    pub(super) fields: Fields<'b>,
    /// Where it stands in the batch, with what ends it.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The lines of the batch before it.
    pub(super) line: u32,
}

/// What the records of a batch share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'b> {
    pub text: &'b str,
    pub unescaped: &'b str,
    pub columns: &'b Columns,
    /// The bytes and lines of the file before the batch.
    pub offset: u64,
    pub line: u64,
}

/// How the fields are known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fields<'b> {
    /// Between marks: the one before the record, and those of its fields.
    Marked(&'b [u32]),
    /// One for each column that is wanted.
    Spans(&'b [Span]),
}

impl<'b> Record<'b> {
    /// The text of a column; `None` for NULL.
    ///
    /// # Panics
    ///
    /// If fewer columns were asked for.
    #[inline(always)]
    pub fn field(&self, column: usize) -> Option<&'b str> {
        match self.fields {
            Fields::Marked(marks) => {
                let [before, after] = marks[column..column + 2] else { return None };
                Some(&self.context.text[before.wrapping_add(1) as usize..after as usize])
            }
            Fields::Spans(spans) => spans[column].of(self.context.text, self.context.unescaped),
        }
    }

    /// The value of a column, as the type says that it is asked for: NULL is an error unless that is an `Option`.
    ///
    /// # Panics
    ///
    /// If fewer columns were asked for.
    #[inline(always)]
    pub fn get<T: FromField<'b>>(&self, column: usize) -> Result<T, Error> {
        match T::from_field(self.field(column)) {
            Ok(value) => Ok(value),
            Err(fault) => Err(refuse(self.context.columns, column, fault)),
        }
    }

    /// How many columns were asked for.
    pub fn len(&self) -> usize {
        self.context.columns.wanted.len()
    }

    /// Whether no column was asked for.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line of the file on which the record begins; the first is 1.
    pub fn line(&self) -> u64 {
        self.context.line + u64::from(self.line)
    }

    /// The bytes of the file before the record.
    pub fn offset(&self) -> u64 {
        self.context.offset + u64::from(self.start)
    }

    /// The record as it stands in the file, with what ends it.
    pub fn bytes(&self) -> &'b [u8] {
        &self.context.text.as_bytes()[self.start as usize..self.end as usize]
    }
}

#[cold]
fn refuse(columns: &Columns, column: usize, fault: Fault) -> Error {
    Error::of(&columns.wanted[column], fault)
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
