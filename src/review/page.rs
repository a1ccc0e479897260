//! Lines of a page, as text or as Markdown: one fact a line, and no line whose form depends on another.

use std::borrow::Cow;

use super::inline::{self, Piece, pieces};
use super::{markdown, visible};

/// The form of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For terminals, and for the files beside the artefacts.
    #[default]
    Text,
    /// For a pull request: what GitHub renders.
    Markdown,
}

impl Format {
    /// How files of it end.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
        }
    }
}

/// More lines than these are folded away.
const LONG: usize = 20;

/// The bytes that what is said of most tables fits in.
const USUAL: usize = 4 << 10;

/// A page in the making.
pub(super) struct Page {
    format: Format,
    text: String,
    last: Last,
}

/// What was written last. In Markdown an empty line stands between things of two kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Line,
    Item,
    Row,
}

/// A column of a table: its name, what is said of it, and what becomes of it.
pub(super) struct Row<'r> {
    pub name: &'r str,
    /// A sentence; may be empty.
    pub about: Cow<'r, str>,
    /// A sentence; may be empty.
    pub ends: Cow<'r, str>,
}

/// What the rows of a table say.
#[derive(Clone, Copy)]
pub(super) enum Rows {
    /// Names, and what is said of them.
    About,
    /// Names, and what becomes of them.
    Ends,
    /// Both.
    Both,
}

impl Page {
    pub(super) fn new(format: Format) -> Page {
        Page { format, text: String::new(), last: Last::Nothing }
    }

    /// A piece that will follow others.
    pub(super) fn part(format: Format) -> Page {
        Page { format, text: String::with_capacity(USUAL), last: Last::Line }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// What the page is about: a word and a name.
    pub(super) fn title(&mut self, word: &str, name: &str) {
        let title = format!("{word} {}", inline::code(name));
        match self.format {
            Format::Text => self.bare_line(&title),
            Format::Markdown => self.apart(&format!("## {}", markdown::sentence(&title))),
        }
    }

    /// A comment of some lines.
    pub(super) fn comment(&mut self, text: &str) {
        match self.format {
            Format::Text => text.lines().for_each(|line| {
                self.text.push_str("  ");
                self.line(line);
            }),
            Format::Markdown => {
                let lines: Vec<String> =
                    text.lines().map(|line| markdown::words(line.trim())).filter(|line| !line.is_empty()).collect();
                if !lines.is_empty() {
                    self.apart(&lines.join("  \n"));
                }
            }
        }
    }

    /// A heading.
    pub(super) fn section(&mut self, title: &str) {
        match self.format {
            Format::Text => {
                self.text.push('\n');
                self.bare_line(title);
            }
            Format::Markdown => self.apart(&format!("### {}", markdown::sentence(title))),
        }
    }

    /// A heading above parts that have names of their own: text needs none.
    pub(super) fn part_heading(&mut self, title: &str) {
        match self.format {
            Format::Text => {}
            Format::Markdown => self.section(title),
        }
    }

    /// A line that is little more than a name.
    pub(super) fn name(&mut self, sentence: &str) {
        match self.format {
            Format::Text => {
                self.text.push_str("  ");
                self.bare_line(sentence);
            }
            Format::Markdown => self.item(sentence),
        }
    }

    /// Begins what is folded away where it has many lines.
    pub(super) fn long(&mut self, count: usize, what: &str) {
        if self.format == Format::Markdown && count > LONG {
            self.apart(&format!("<details>\n<summary>{count} {what}</summary>"));
        }
    }

    /// Ends it.
    pub(super) fn end_long(&mut self, count: usize) {
        if self.format == Format::Markdown && count > LONG {
            self.apart("</details>");
        }
    }

    /// A line of a section.
    pub(super) fn item(&mut self, sentence: &str) {
        match self.format {
            Format::Text => {
                self.text.push_str("  ");
                self.line(sentence);
            }
            Format::Markdown => {
                self.gap(Last::Item);
                self.text.push_str("- ");
                self.text.push_str(&markdown::sentence(sentence));
                self.text.push('\n');
            }
        }
    }

    /// A table.
    pub(super) fn rows<'r>(&mut self, kind: Rows, rows: impl IntoIterator<Item = Row<'r>>) {
        let mut is_first = true;
        for row in rows {
            match self.format {
                Format::Text => self.text_row(&row),
                Format::Markdown => {
                    if is_first {
                        self.gap(Last::Row);
                        self.text.push_str(match kind {
                            Rows::About => "| column | declared |\n| --- | --- |\n",
                            Rows::Ends => "| column | ends |\n| --- | --- |\n",
                            Rows::Both => "| column | declared | ends |\n| --- | --- | --- |\n",
                        });
                    }
                    self.markdown_row(kind, &row);
                }
            }
            is_first = false;
        }
    }

    /// Begins a part that can be folded away.
    pub(super) fn fold(&mut self, word: &str, name: &str) {
        match self.format {
            Format::Text => {
                self.text.push('\n');
                self.text.extend([word, " "]);
                visible::push(&inline::name(name), &mut self.text);
                self.text.push('\n');
                self.last = Last::Line;
            }
            Format::Markdown => {
                self.apart(&format!("<details>\n<summary>{word} <code>{}</code></summary>", markdown::html(name)));
            }
        }
    }

    /// Ends it.
    pub(super) fn end_fold(&mut self) {
        match self.format {
            Format::Text => {}
            Format::Markdown => self.apart("</details>"),
        }
    }

    fn text_row(&mut self, row: &Row<'_>) {
        self.text.push_str("  ");
        visible::push(&inline::name(row.name), &mut self.text);
        for (mark, sentence) in [(": ", &row.about), (" -> ", &row.ends)] {
            if sentence.is_empty() {
                continue;
            }
            self.text.push_str(mark);
            self.bare(sentence);
        }
        self.text.push('\n');
    }

    /// A sentence, with plain names as they are.
    fn bare(&mut self, sentence: &str) {
        for piece in pieces(sentence) {
            match piece {
                Piece::Prose(words) => visible::push(words, &mut self.text),
                Piece::Code(code) => visible::push(&inline::name(&code), &mut self.text),
            }
        }
    }

    fn bare_line(&mut self, sentence: &str) {
        self.bare(sentence);
        self.text.push('\n');
        self.last = Last::Line;
    }

    fn markdown_row(&mut self, kind: Rows, row: &Row<'_>) {
        let name = markdown::sentence(&inline::code(row.name));
        let (about, ends) = (markdown::sentence(&row.about), markdown::sentence(&row.ends));
        let cells = match kind {
            Rows::About => vec![name, about],
            Rows::Ends => vec![name, ends],
            Rows::Both => vec![name, about, ends],
        };
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }

    /// A line as it is.
    fn line(&mut self, line: &str) {
        visible::push(line.trim_end(), &mut self.text);
        self.text.push('\n');
        self.last = Last::Line;
    }

    /// Lines of Markdown that stand apart.
    fn apart(&mut self, lines: &str) {
        self.gap(Last::Line);
        self.text.push_str(lines);
        self.text.push('\n');
    }

    fn gap(&mut self, next: Last) {
        if self.last != Last::Nothing && (self.last != next || next == Last::Line) {
            self.text.push('\n');
        }
        self.last = next;
    }
}
