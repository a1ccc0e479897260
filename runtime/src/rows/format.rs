//! How rows are written in a file: by MySQL, PostgreSQL, DMS, or a program that writes CSV or JSON.
//!
//! Sources: MySQL reference manual, `SELECT … INTO OUTFILE` and `LOAD DATA`; PostgreSQL, `COPY`, "File Formats"; DMS user guide,
//! "Using Amazon S3 as a target", endpoint settings; RFC 4180; jsonlines.org.

/// The most bytes of a record, unless a format says otherwise: more than twice what an item can hold.
pub(super) const LIMIT: usize = 1 << 20;

/// How rows are written in a file. Made at compile time:
///
/// ```
/// use mapc_runtime::Format;
///
/// const DUMP: Format = Format::mysql().delimiter(b',').quote(b'"');
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub(super) syntax: Syntax,
    pub(super) delimiter: u8,
    /// Stands before and after a value; doubled inside.
    pub(super) quote: Option<u8>,
    pub(super) escape: Option<u8>,
    pub(super) null: NullText,
    pub(super) lines: Lines,
    pub(super) header: bool,
    pub(super) operation: bool,
    pub(super) limit: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Fields between delimiters; `\` as MySQL takes it.
    Mysql,
    /// Fields between delimiters; `\` as PostgreSQL's text format takes it, and `\.` at the end.
    Postgres,
    /// Fields between delimiters; quotes are doubled.
    Csv,
    /// An object of JSON on each line.
    JsonLines,
}

/// What stands for NULL, beside the `\N` of formats that escape. It is NULL only where it is not quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NullText {
    /// Nothing does.
    Nothing,
    /// This text; it can be empty.
    Text(&'static str),
    /// This text could be NULL or itself: a field that holds it is refused.
    Either(&'static str),
}

/// What ends a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A line feed. A carriage return before it belongs to the last field.
    Lf,
    /// A carriage return and a line feed. One without the other is part of a field.
    CrLf,
    /// A line feed, or a carriage return and a line feed.
    Either,
}

impl Format {
    /// What `mysqldump --tab` and `SELECT … INTO OUTFILE` write without further words: tabs, `\` before what would be taken
    /// for something else, `\N` for NULL, no header.
    pub const fn mysql() -> Format {
        Format {
            syntax: Syntax::Mysql,
            delimiter: b'\t',
            quote: None,
            escape: Some(b'\\'),
            null: NullText::Nothing,
            lines: Lines::Lf,
            header: false,
            operation: false,
            limit: LIMIT,
        }
    }

    /// What `COPY … TO` writes without further words: tabs, `\` before what would be taken for something else, `\N` for NULL.
    /// The line `\.` ends the rows.
    pub const fn postgres() -> Format {
        Format { syntax: Syntax::Postgres, ..Format::mysql() }
    }

    /// What `COPY … TO … (FORMAT csv)` writes: NULL is an empty field, and the empty text is `""`.
    pub const fn postgres_csv() -> Format {
        Format { null: NullText::Text(""), ..Format::csv() }
    }

    /// What DMS writes to S3: commas, quotes around what needs them (`Rfc4180`), `NULL` for NULL (`CsvNullValue`), no header
    /// (`AddColumnName`), no operation (`IncludeOpForFullLoad`).
    pub const fn dms() -> Format {
        Format { null: NullText::Text("NULL"), lines: Lines::Lf, ..Format::csv() }
    }

    /// CSV as RFC 4180 has it, without a header. No field is NULL.
    pub const fn csv() -> Format {
        Format {
            syntax: Syntax::Csv,
            delimiter: b',',
            quote: Some(b'"'),
            escape: None,
            null: NullText::Nothing,
            lines: Lines::Either,
            header: false,
            operation: false,
            limit: LIMIT,
        }
    }

    /// An object of JSON on each line. Numbers keep their digits; objects and lists inside are taken as text.
    pub const fn json_lines() -> Format {
        Format { syntax: Syntax::JsonLines, quote: None, delimiter: b'\n', ..Format::csv() }
    }

    /// `FIELDS TERMINATED BY`, `DELIMITER`, `CsvDelimiter`: one character of ASCII.
    pub const fn delimiter(self, delimiter: u8) -> Format {
        assert!(delimiter.is_ascii() && delimiter != b'\n' && delimiter != b'\r' && delimiter != 0, "no delimiter");
        Format { delimiter, ..self }
    }

    /// `FIELDS [OPTIONALLY] ENCLOSED BY`, `QUOTE`: one character of ASCII. MySQL's word NULL is NULL then, where it is not
    /// quoted.
    pub const fn quote(self, quote: u8) -> Format {
        assert!(quote.is_ascii() && quote != b'\n' && quote != b'\r' && quote != 0, "no quote");
        let null = match self.syntax {
            Syntax::Mysql => NullText::Text("NULL"),
            Syntax::Postgres | Syntax::Csv | Syntax::JsonLines => self.null,
        };
        Format { quote: Some(quote), null, ..self }
    }

    /// No quotes: each character stands for itself (`Rfc4180 false`).
    pub const fn no_quote(self) -> Format {
        Format { quote: None, ..self }
    }

    /// `FIELDS ESCAPED BY`: one character of ASCII.
    pub const fn escape(self, escape: u8) -> Format {
        assert!(escape.is_ascii() && !escape.is_ascii_alphanumeric() && escape != b'\n' && escape != 0, "no escape");
        Format { escape: Some(escape), ..self }
    }

    /// `FIELDS ESCAPED BY ''`. MySQL then writes the word NULL for NULL: without quotes no reader can tell it from a text, and
    /// a field that holds it is refused.
    pub const fn no_escape(self) -> Format {
        let null = match (self.syntax, self.quote) {
            (Syntax::Mysql, None) => NullText::Either("NULL"),
            (Syntax::Mysql, Some(_)) => NullText::Text("NULL"),
            (Syntax::Postgres | Syntax::Csv | Syntax::JsonLines, _) => self.null,
        };
        Format { escape: None, null, ..self }
    }

    /// What stands for NULL where it is not quoted: `NULL '…'` of `COPY`, `CsvNullValue` of DMS.
    pub const fn null(self, text: &'static str) -> Format {
        Format { null: NullText::Text(text), ..self }
    }

    /// What ends a record: `LINES TERMINATED BY`, `CsvRowDelimiter`.
    pub const fn lines(self, lines: Lines) -> Format {
        Format { lines, ..self }
    }

    /// The first record has the names of the columns: `HEADER`, `AddColumnName`.
    pub const fn header(self) -> Format {
        Format { header: true, ..self }
    }

    /// The first field is the operation, as DMS writes it: `IncludeOpForFullLoad`. A row that is no insert is refused, as it
    /// is no row of the table: it is a change.
    pub const fn operation(self) -> Format {
        Format { operation: true, ..self }
    }

    /// The most bytes of a record; a longer one is refused. Memory is a few times as much.
    pub const fn limit(self, bytes: usize) -> Format {
        assert!(bytes > 0 && bytes < 1 << 30, "a limit from one byte to a gigabyte");
        Format { limit: bytes, ..self }
    }

    /// What stands for NULL in a field that is not quoted.
    pub(super) fn null_text(&self) -> Option<&'static str> {
        match self.null {
            NullText::Text(text) => Some(text),
            NullText::Nothing | NullText::Either(_) => None,
        }
    }

    /// The characters that mean something, one of them given more than once where there are fewer than four.
    pub(super) fn marks(&self) -> [u8; 4] {
        let quote = self.quote.unwrap_or(self.delimiter);
        [b'\n', self.delimiter, quote, self.escape.unwrap_or(quote)]
    }
}
