//! Random valid texts, with blanks, comments and breaks wherever the language lets them stand.

mod examples;
mod items;
mod lines;
mod values;

use arbtest::arbitrary::{Result, Unstructured};

/// A valid text, and the comments in it, in order.
pub struct Generated {
    pub text: String,
    pub comments: Vec<String>,
}

/// Makes a text of what `u` decides; a map is always in it.
pub fn text(u: &mut Unstructured<'_>) -> Result<Generated> {
    let mut maker = Maker { u, out: String::new(), comments: Vec::new() };
    maker.between()?;
    for _ in 0..maker.u.int_in_range(0..=2)? {
        maker.item()?;
    }
    maker.map()?;
    Ok(Generated { text: maker.out, comments: maker.comments })
}

const NAMES: [&str; 22] = [
    "a",
    "customerid",
    "record-type",
    "V$SESSION",
    "x#1",
    "_id",
    "注文番号",
    "straße",
    "`order items`",
    "`2016dates`",
    "`a``b`",
    "from",
    "field",
    "key",
    "list",
    "set",
    "to",
    "unique",
    "omit",
    "between",
    "view",
    "replace",
];

struct Maker<'u, 'd> {
    u: &'u mut Unstructured<'d>,
    out: String,
    comments: Vec<String>,
}

impl Maker<'_, '_> {
    fn chance(&mut self, percent: u8) -> Result<bool> {
        // When nothing is left to decide, every chance is missed.
        Ok(self.u.int_in_range(0..=99)? >= 100 - percent)
    }

    fn pick(&mut self, from: &[&str]) -> Result<()> {
        let one = self.u.choose(from)?;
        self.out.push_str(one);
        Ok(())
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Blanks that must be there.
    fn gap(&mut self) -> Result<()> {
        let blanks = if self.chance(80)? { " " } else { *self.u.choose(&["  ", "\t", "   "])? };
        self.put(blanks);
        Ok(())
    }

    /// Blanks that may be there.
    fn maybe(&mut self) -> Result<()> {
        if self.chance(60)? { Ok(()) } else { self.gap() }
    }

    /// A word and what separates it from the next.
    fn word(&mut self, word: &str) -> Result<()> {
        self.put(word);
        self.gap()
    }

    fn sign(&mut self, sign: &str) -> Result<()> {
        self.maybe()?;
        self.put(sign);
        self.maybe()
    }

    fn newline(&mut self) -> Result<()> {
        let newline = if self.chance(90)? { "\n" } else { "\r\n" };
        self.put(newline);
        Ok(())
    }

    fn comment(&mut self, doc: bool) -> Result<()> {
        let number = self.comments.len();
        let stroke = if doc { "///" } else { "//" };
        let comment = match self.u.int_in_range(0..=3)? {
            0 => format!("{stroke}c{number}"),
            1 => format!("{stroke} c{number} {{ \" }} `"),
            _ => format!("{stroke} c{number}"),
        };
        self.put(&comment);
        self.comments.push(comment);
        Ok(())
    }

    /// The end of a line, and what may stand between lines.
    fn end(&mut self) -> Result<()> {
        if self.chance(15)? {
            self.maybe()?;
            self.comment(false)?;
        }
        self.newline()?;
        self.between()
    }

    fn between(&mut self) -> Result<()> {
        while self.chance(20)? {
            self.maybe()?;
            if self.chance(60)? {
                self.comment(false)?;
            }
            self.newline()?;
        }
        self.maybe()
    }

    /// A comma, after which a line may go on, but no record.
    fn comma(&mut self) -> Result<()> {
        self.maybe()?;
        self.put(",");
        if !self.chance(15)? {
            return self.maybe();
        }
        self.maybe()?;
        self.break_with_comments()
    }

    fn break_with_comments(&mut self) -> Result<()> {
        if self.chance(40)? {
            self.put(" ");
            self.comment(false)?;
        }
        self.newline()?;
        while self.chance(20)? {
            self.maybe()?;
            self.comment(false)?;
            self.newline()?;
        }
        self.maybe()
    }
}
