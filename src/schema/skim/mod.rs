//! A dump as it is read: what declares tables is kept, rows are stepped over.
//!
//! A dump is mostly rows, gigabytes of them, and nothing in them is of use here. So the file is read through a window and
//! what is kept is a text without `INSERT` statements and without the rows after `COPY … FROM stdin`; [`Gap`]s say where they
//! were, so that findings still tell lines of the file. Memory holds what is kept, a window, and one statement at a time.
//!
//! The window cuts the file as `sql::split` cuts its texts, by the same walk; what is kept is cut again there, to the letter.

mod rows;
mod stride;
mod utf16;
mod window;

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::decode::NotText;
use super::model::Dialect;
use super::sql::commands;
use super::sql::split::Walk;
use crate::text::Gap;
use rows::{Passed, is_rows};
use stride::Stride;
use utf16::Utf8;
use window::{CHUNK, Window};

/// What a dump says beside its rows.
#[derive(Debug)]
pub struct Skimmed {
    /// The text that is left.
    pub content: String,
    /// Where rows were.
    pub gaps: Vec<Gap>,
}

/// Why a dump cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// The file gave an error.
    Io(io::Error),
    /// The bytes are no text.
    NotText(NotText),
    /// What is left is longer than places can be counted in.
    TooLong,
}

/// Reads all of `from`, which has about `length` bytes. UTF-16 is known by its mark; else, when what is left is no UTF-8, it is taken for Windows-1252.
///
/// # Errors
///
/// When reading fails, or when the file is no text.
pub fn skim(dialect: Dialect, from: &mut dyn Read, length: Option<usize>) -> Result<Skimmed, Unread> {
    skim_by(dialect, from, Kept::with_room(length.unwrap_or(0)), CHUNK, Stride::USUAL)
}

fn skim_by(dialect: Dialect, from: &mut dyn Read, kept: Kept, chunk: usize, how: Stride) -> Result<Skimmed, Unread> {
    let mut start = [0; 3];
    let known = fill(from, &mut start).map_err(Unread::Io)?;
    let head = &start[..known];
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => {
            skim_bytes(dialect, &mut Utf8::new(encoding, head.chain(from)), kept, chunk, how)
        }
        Some(_) => skim_bytes(dialect, from, kept, chunk, how),
        None => skim_bytes(dialect, &mut head.chain(from), kept, chunk, how),
    }
}

/// Reads until `bytes` is full or nothing is left.
fn fill(from: &mut dyn Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut known = 0;
    while known < bytes.len() {
        match from.read(&mut bytes[known..]) {
            Ok(0) => break,
            Ok(more) => known += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(known)
}

fn skim_bytes(
    dialect: Dialect,
    from: &mut dyn Read,
    mut kept: Kept,
    chunk: usize,
    how: Stride,
) -> Result<Skimmed, Unread> {
    let mut window = Window::new(from, chunk).map_err(Unread::Io)?;
    let mut delimiter = None;
    loop {
        let mut walk = Walk { dialect, bytes: window.bytes(), at: window.at(), delimiter: delimiter.clone() };
        let between = walk.skip_between();
        if !window.has_ended() && (between.is_err() || !window.is_sure(walk.at)) {
            window.more().map_err(Unread::Io)?;
            continue;
        }
        let start = walk.at;
        if between.is_err() || start == walk.bytes.len() {
            kept.push(&window, window.bytes().len())?;
            break;
        }
        let is_rows = is_rows(dialect, &walk.bytes[start..]);
        let end = if is_rows { None } else { Some(walk.find_end(start, &mut Vec::new())) };
        delimiter = walk.delimiter;
        kept.push(&window, start)?;
        window.go_to(start);
        let Some(end) = end else {
            let passed = rows::pass(dialect, delimiter.as_deref(), how, &mut window).map_err(Unread::Io)?;
            kept.leave_out(passed);
            continue;
        };
        if !window.has_ended() && (end.open.is_some() || !window.is_sure(end.mark)) {
            window.more().map_err(Unread::Io)?;
            continue;
        }
        let statement = &window.bytes()[start..end.text];
        let copies = dialect == Dialect::Postgres
            && commands::word(statement).eq_ignore_ascii_case(b"COPY")
            && commands::is_copy_from_stdin(&String::from_utf8_lossy(statement));
        kept.push(&window, end.mark)?;
        window.go_to(end.mark);
        if copies {
            // The rest of the line belongs to the statement.
            let line = window.line_end().map_err(Unread::Io)?;
            kept.push(&window, line)?;
            window.go_to(line);
            kept.leave_out(rows::pass_copied(&mut window).map_err(Unread::Io)?);
        }
    }
    kept.finish()
}

/// What is kept of a file.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    /// With places in `bytes`.
    gaps: Vec<Gap>,
}

/// The most blanks between two gaps that go the same way.
const MOST_BLANKS: usize = 4096;

/// The most room that is made for a file before it is seen how much of it is rows.
const MOST_ROOM: usize = 256 << 20;

impl Kept {
    /// Nothing yet. Room for all of the file costs nothing until it is filled; to grow bit by bit would fill it twice.
    fn with_room(length: usize) -> Kept {
        Kept { bytes: Vec::with_capacity(length.min(MOST_ROOM)), gaps: Vec::new() }
    }

    /// Keeps what stands in the window up to `end`.
    fn push(&mut self, window: &Window<'_>, end: usize) -> Result<(), Unread> {
        let bytes = &window.bytes()[window.at()..end];
        if let Some(nul) = memchr::memchr(0, bytes) {
            return Err(Unread::NotText(NotText { at: window.offset() + nul }));
        }
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > u32::MAX as usize { Err(Unread::TooLong) } else { Ok(()) }
    }

    /// Notes that something is left out here. Gaps with nothing but blanks and end marks between them become one.
    fn leave_out(&mut self, passed: Passed) {
        if let Some(opened) = passed.opened {
            // A quote that nothing closes: the reader of statements shall see it, and tell.
            const HEAD: &[u8] = b"INSERT ";
            self.bytes.extend_from_slice(HEAD);
            self.add_gap(opened.bytes.saturating_sub(HEAD.len() as u64), opened.lines);
            self.bytes.extend_from_slice(opened.mark);
            return;
        }
        self.add_gap(passed.bytes, passed.lines);
    }

    fn add_gap(&mut self, mut bytes: u64, mut lines: u64) {
        let before = self.gaps.last().copied();
        if let Some(last) = before
            && self.bytes.len() - last.at <= MOST_BLANKS
            && self.bytes[last.at..].iter().all(|byte| byte.is_ascii_whitespace() || *byte == b';')
        {
            bytes += (self.bytes.len() - last.at) as u64;
            lines += memchr::memchr_iter(b'\n', &self.bytes[last.at..]).count() as u64;
            self.bytes.truncate(last.at);
            self.gaps.pop();
        }
        let before = before.unwrap_or(Gap { at: 0, bytes: 0, lines: 0 });
        let (bytes, lines) = (before.bytes + bytes, before.lines + lines);
        self.gaps.push(Gap { at: self.bytes.len(), bytes, lines });
    }

    fn finish(self) -> Result<Skimmed, Unread> {
        let Kept { mut bytes, mut gaps } = self;
        if bytes.len() < bytes.capacity() / 2 {
            bytes.shrink_to_fit();
        }
        let content = match String::from_utf8(bytes) {
            Ok(content) => content,
            Err(error) => {
                // Each byte is a character; those between two gaps grow together.
                let bytes = error.into_bytes();
                let mut content = String::with_capacity(bytes.len() + bytes.len() / 8);
                let mut from = 0;
                for gap in &mut gaps {
                    content.push_str(&WINDOWS_1252.decode_without_bom_handling(&bytes[from..gap.at]).0);
                    from = gap.at;
                    gap.at = content.len();
                }
                content.push_str(&WINDOWS_1252.decode_without_bom_handling(&bytes[from..]).0);
                content
            }
        };
        if content.len() > u32::MAX as usize { Err(Unread::TooLong) } else { Ok(Skimmed { content, gaps }) }
    }
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unread::Io(error) => write!(f, "{error}"),
            Unread::NotText(not_text) => write!(f, "byte {} is none of a text", not_text.at),
            Unread::TooLong => f.write_str("without its rows it is larger than 4 GiB"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Skimmed, Stride, Unread, skim_by};
    use crate::diag::Diagnostics;
    use crate::schema::model::Dialect;
    use crate::schema::{Form, decode, read, to_yaml};
    use crate::text::Texts;

    /// A window as small as it can be.
    const SMALL: usize = 1;

    /// Strides as short as they can be, and none.
    const SHORT: Stride = Stride { shortest: 1, longest: 40 };
    const NONE: Stride = Stride { shortest: usize::MAX, longest: 0 };

    fn skim(dialect: Dialect, bytes: &[u8]) -> Skimmed {
        let skimmed =
            skim_by(dialect, &mut &*bytes, Kept::default(), SMALL, SHORT).unwrap_or_else(|why| panic!("{why}"));
        let careful =
            skim_by(dialect, &mut &*bytes, Kept::default(), SMALL, NONE).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(skimmed.content, careful.content);
        assert_eq!(skimmed.gaps, careful.gaps);
        skimmed
    }

    /// Dumps of pieces that mean something, in any order: strides over them leave what looking at each byte leaves.
    #[test]
    fn strides_leave_what_looking_at_each_byte_leaves() {
        const PIECES: &[&str] = &[
            "'",
            "'",
            "'",
            "''",
            "\\'",
            "\\",
            "\"",
            "`",
            "[",
            "]",
            ";",
            ";\n",
            ";\n",
            "\n",
            "\r\n",
            " ",
            "--",
            "-- ",
            "-",
            "/*",
            "*/",
            "/*!",
            "#",
            "$$",
            "$x$",
            "E'",
            "e'",
            "q'[",
            "(",
            ")",
            ",",
            "),\n(",
            "(1,'abc'),",
            "(2,'it''s',NULL)",
            "VALUES ",
            "x",
            "GO\n",
            "/\n",
            "CREATE TABLE t (a int);\n",
            "INSERT INTO t VALUES (1,'a');\n",
            "INSERT INTO t VALUES (",
            "REPLACE INTO t VALUES (",
            "insert",
            "12345678901234567890",
            "some words of a text, quite many of them",
            "\u{e9}",
        ];
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).expect("a small number")
        };
        for round in 0..4_000 {
            // Some have few kinds of pieces, so that strides get far.
            let kinds: Vec<&str> = (0..3 + round % 12).map(|_| PIECES[next(PIECES.len())]).collect();
            let mut dump = "CREATE TABLE a (x int);\nINSERT INTO a VALUES (".to_owned();
            for _ in 0..next(120) {
                dump.push_str(kinds[next(kinds.len())]);
            }
            for dialect in [Dialect::MySql, Dialect::Postgres, Dialect::Sqlite, Dialect::Oracle, Dialect::SqlServer] {
                for how in [SHORT, Stride { shortest: 7, longest: 50 }, Stride::USUAL] {
                    let by = |how| {
                        skim_by(dialect, &mut dump.as_bytes(), Kept::default(), SMALL, how)
                            .map_err(|why| why.to_string())
                    };
                    match (by(how), by(NONE)) {
                        (Ok(one), Ok(other)) => {
                            assert_eq!(one.content, other.content, "{dialect:?} {how:?} {dump}");
                            assert_eq!(one.gaps, other.gaps, "{dialect:?} {how:?} {dump}");
                        }
                        (one, other) => assert_eq!(one.is_err(), other.is_err(), "{dialect:?} {how:?} {dump}"),
                    }
                }
            }
        }
    }

    /// Tables and findings with their lines, without skimming and with it.
    fn both(dialect: Dialect, bytes: &[u8]) -> [String; 2] {
        let whole = Skimmed { content: decode(bytes.to_vec()).expect("a text"), gaps: Vec::new() };
        [whole, skim(dialect, bytes)].map(|skimmed| {
            let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
            let id = texts.add_with_gaps("dump", skimmed.content, skimmed.gaps);
            let content = texts.get(id).content.clone();
            let mut said = to_yaml(&read(Form::Sql(dialect), &"app".into(), id, &content, &mut diags));
            for finding in diags.iter() {
                let span = finding.place.as_ref().expect("findings of a text have a place").span;
                let (line, column) = texts.line_column(id, span.start);
                said += &format!("{line}:{column} {} {:?}\n", finding.message, texts.slice(span));
            }
            said
        })
    }

    #[track_caller]
    fn same(dialect: Dialect, text: &str) {
        let [whole, skimmed] = both(dialect, text.as_bytes());
        assert_eq!(skimmed, whole, "{dialect:?}");
    }

    #[test]
    fn rows_are_left_out_and_places_stay() {
        let text = "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1,'it''s; \\\n'),\n(2,NULL);\n\nINSERT INTO a VALUES (3);\nCREATE TABLE b (12);\n";
        let Skimmed { content, gaps } = skim(Dialect::MySql, text.as_bytes());
        assert_eq!(content, "CREATE TABLE a (x int);\n;\nCREATE TABLE b (12);\n");
        assert_eq!(gaps.len(), 1);
        assert_eq!((gaps[0].at, gaps[0].lines), (24, 4));
        same(Dialect::MySql, text);
    }

    #[test]
    fn a_dump_means_the_same_without_its_rows() {
        let row = "x".repeat(700);
        let many = |row: String| row.repeat(20);
        same(
            Dialect::MySql,
            &format!(
                "/*!40000 ALTER TABLE a DISABLE KEYS */;\n{}DELIMITER $$\nINSERT INTO a VALUES ('{row};')$$\nDELIMITER ;\nREPLACE INTO a SELECT 1;\nCREATE TABLE t (a int, 12);\nINSERT INTO a VALUES (1)\nCREATE TABLE u (b int);\n",
                many(format!(
                    "INSERT INTO a VALUES (1,'{row}\\'; -- \n CREATE TABLE no (a int);\"',\"it's {row}\",`x`), -- it's\n /* it's; */ (2,'b'), # it's\n (5--1);\nLOCK TABLES b WRITE;\n"
                )),
            ),
        );
        same(
            Dialect::Postgres,
            &format!(
                "{}CREATE TABLE t (a int, 12);\nCOPY t (a) FROM stdin;\n\\.\nCREATE TABLE u (b int, 1);\nCOPY u FROM STDIN WITH (FORMAT text);\n1\n",
                many(format!(
                    "COPY public.a (x) FROM stdin;\n{row}\tit's;\n\\N\t'\n\\.\n\nINSERT INTO a VALUES (E'\\'{row};', $x$ it's; {row} $x$, 'C:\\'); /* /* it's */ ; */\n"
                )),
            ),
        );
        same(
            Dialect::Oracle,
            &format!(
                "{}CREATE TABLE t (a int, 12);\nINSERT INTO t VALUES (1)\n/\nCREATE TABLE u (b int, 1);\n",
                many(format!(
                    "REM it's\nINSERT INTO a VALUES (q'[it's; {row}]', 'it''s', TO_DATE('x;', 'y')) -- it's\n;\nINSERT INTO a VALUES (nq'!it's;!')\n/\n"
                )),
            ),
        );
        same(
            Dialect::SqlServer,
            &format!(
                "{}CREATE TABLE t (a int, 12)\nINSERT INTO t VALUES (1)\nCREATE TABLE u (b int, 1);\n",
                many(format!(
                    "INSERT [dbo].[a'b] ([x]) VALUES (N'it''s; {row}', (SELECT 1\nPRINT 2))\nINSERT [dbo].[a] VALUES (1)\nGO\nprint 'Processed'\n"
                )),
            ),
        );
        same(
            Dialect::Sqlite,
            &format!(
                "{}CREATE TABLE t (a int, 12, 'b' int);\nINSERT INTO t VALUES (1) /* open",
                many(format!("INSERT INTO \"a;\" VALUES('it''s; {row}',X'00',[;],`;`);\n")),
            ),
        );
    }

    #[test]
    fn what_is_open_to_the_end_is_told_at_its_place() {
        for rows in ["INSERT INTO a VALUES (1,\n'b", "INSERT INTO a VALUES ('b',\n\n 'it''s", "INSERT INTO a /* x\n"] {
            let long = format!("CREATE TABLE a (x int);\n{rows}{}", "; x\n".repeat(1000));
            let [whole, skimmed] = both(Dialect::MySql, long.as_bytes());
            // The column is counted in what is left.
            let line = |said: &str| said.lines().last().and_then(|line| line.split(':').next()).map(str::to_owned);
            assert!(whole.contains("is never closed"), "{whole}");
            assert!(skimmed.contains("is never closed"), "{skimmed}");
            assert_eq!(line(&skimmed), line(&whole));
        }
    }

    #[test]
    fn encodings_are_known_by_what_is_left() {
        let latin = b"CREATE TABLE stra\xDFe (a int);\nINSERT INTO t VALUES ('\x00\xFF');\nCREATE TABLE \xE9 (1);\n";
        let Skimmed { content, gaps } = skim(Dialect::MySql, latin);
        assert_eq!(content, "CREATE TABLE straße (a int);\n;\nCREATE TABLE é (1);\n");
        assert_eq!(gaps[0].at, "CREATE TABLE straße (a int);\n".len());
        // Bytes of rows do not make the rest another encoding.
        let mixed =
            [b"CREATE TABLE \xC3\xA9 (a int);\nINSERT INTO t VALUES (_binary '\xFF\xFE');".as_slice(), b"\n"].concat();
        assert_eq!(skim(Dialect::MySql, &mixed).content, "CREATE TABLE é (a int);\n;\n");
        let text = "CREATE TABLE é (a int)\nGO\nINSERT t VALUES ('注文')\nGO\nCREATE TABLE 注文 (12)\nGO\n".repeat(30);
        let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let [whole, skimmed] = both(Dialect::SqlServer, &bytes);
        assert_eq!(skimmed, whole);
        assert!(!skim(Dialect::SqlServer, &bytes).content.contains("INSERT"));
        let marked = "\u{feff}CREATE TABLE é (a int);".as_bytes();
        assert_eq!(skim(Dialect::MySql, marked).content, "CREATE TABLE é (a int);");
    }

    #[test]
    fn what_is_no_text_is_refused_at_its_byte() {
        let found = skim_by(Dialect::MySql, &mut &b"PK\x03\x04\0\0"[..], Kept::default(), SMALL, SHORT);
        assert!(matches!(found, Err(Unread::NotText(not_text)) if not_text.at == 4));
    }

    #[test]
    fn any_pieces_mean_the_same_without_rows() {
        const PIECES: &[&str] = &[
            "INSERT INTO a VALUES (",
            "REPLACE a ",
            "CREATE TABLE t (a int",
            "CREATE TABLE u (b int);\n",
            "COPY t FROM stdin;\n",
            "\\.\n",
            "(",
            ")",
            ",",
            ";",
            ";\n",
            "'",
            "\"",
            "`",
            "[",
            "]",
            "/*",
            "*/",
            "/*!50000 ",
            "--",
            "-- ",
            "#",
            "\n",
            "\n",
            "\nGO\n",
            "\n/\n",
            "$$",
            "$x$",
            "q'[",
            "E'",
            "\\",
            "''",
            "x",
            "1",
            " ",
            "DELIMITER $$\n",
            "DELIMITER ;\n",
            "ä",
            "DROP TABLE t;\n",
            "BEGIN ",
            "PRINT 1\n",
        ];
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut random = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        for _ in 0..400 {
            let mut pieces: Vec<&str> = (0..600)
                .map(|_| PIECES[usize::try_from(random() % PIECES.len() as u64).expect("a small number")])
                .collect();
            for dialect in Dialect::ALL {
                if !differ(dialect, &pieces) {
                    continue;
                }
                // As little as still shows it.
                let mut at = 0;
                while at < pieces.len() {
                    let piece = pieces.remove(at);
                    if !differ(dialect, &pieces) {
                        pieces.insert(at, piece);
                        at += 1;
                    }
                }
                panic!("{dialect:?}: {:?}: {:?}", pieces.concat(), both(dialect, pieces.concat().as_bytes()));
            }
        }
    }

    fn differ(dialect: Dialect, pieces: &[&str]) -> bool {
        let [whole, skimmed] = both(dialect, pieces.concat().as_bytes()).map(|said| {
            // What is counted in the line depends on what stands in it; what a broken statement ends with, on what follows.
            said.lines()
                .map(|line| match line.split_once(' ') {
                    Some((place, rest)) if place.contains(':') => {
                        let message = rest.rsplit_once(" \"").map_or(rest, |(message, _)| message);
                        let line = place.split(':').next().filter(|_| !message.contains("cannot be read"));
                        format!("{} {message}\n", line.unwrap_or(""))
                    }
                    Some(_) | None => format!("{line}\n"),
                })
                .collect::<String>()
        });
        whole != skimmed
    }
}
