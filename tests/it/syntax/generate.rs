//! Random valid texts, with blanks, comments and breaks wherever the language lets them stand.

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

    fn name(&mut self) -> Result<()> {
        self.pick(&NAMES)
    }

    fn path(&mut self) -> Result<()> {
        self.name()?;
        if self.chance(25)? {
            self.put(".");
            self.name()?;
        }
        Ok(())
    }

    fn pattern(&mut self) -> Result<()> {
        if self.chance(50)? {
            return self.path();
        }
        self.pick(&["*", "TMP_*", "A?B", "`a b`*.x", "SIS.*", "[a-d]*", "x[0-9_]", "*2016", "[ab]"])
    }

    fn plain_text(&mut self) -> Result<()> {
        self.pick(&[
            "\"\"",
            "\"a b\"",
            "\"// no comment\"",
            "\"\\\"\\\\\\n\\u{2014}\\${x}\"",
            "\"{ }, ;\"",
            "\"ü $ 'x'\"",
        ])
    }

    fn template(&mut self) -> Result<()> {
        self.put("\"");
        for _ in 0..self.u.int_in_range(0..=3)? {
            match self.u.int_in_range(0..=4)? {
                0 => self.put("|"),
                1 => self.put("$(bucket)"),
                2 => self.put("${$operation}"),
                3 => self.put("${ escaped(a, \"|\") }"),
                _ => {
                    self.put("${");
                    self.path()?;
                    self.put("}");
                }
            }
        }
        self.put("\"");
        Ok(())
    }

    fn number(&mut self) -> Result<()> {
        self.pick(&["0", "42", "-1", "3.50"])
    }

    fn constant(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=2)? {
            0 => self.number(),
            1 => self.pick(&["true", "false", "null"]),
            _ => self.plain_text(),
        }
    }

    fn value(&mut self, depth: u32) -> Result<()> {
        match self.u.int_in_range(0..=7)? {
            0 => self.number(),
            1 => self.pick(&["true", "false", "null"]),
            2 => self.pick(&["$operation", "$commit-timestamp"]),
            3 if depth > 0 => {
                self.pick(&["sortable", "joined", "not", "in"])?;
                self.maybe()?;
                self.put("(");
                self.maybe()?;
                for index in 0..self.u.int_in_range(0..=3)? {
                    if index > 0 {
                        self.maybe()?;
                        self.put(", ");
                    }
                    self.value(depth - 1)?;
                }
                self.maybe()?;
                self.put(")");
                Ok(())
            }
            4 => {
                self.put("sqlite");
                self.maybe()?;
                self.plain_text()
            }
            5 | 6 => self.template(),
            _ => self.path(),
        }
    }

    fn type_name(&mut self, depth: u32) -> Result<()> {
        match self.u.int_in_range(0..=3)? {
            0 => {
                self.put("decimal");
                self.maybe()?;
                self.put("(");
                self.maybe()?;
                self.put("10");
                self.sign(",")?;
                self.put("2");
                self.maybe()?;
                self.put(")");
            }
            1 => {
                self.put("int");
                if self.chance(50)? {
                    self.gap()?;
                    self.put("unsigned");
                }
            }
            2 if depth > 0 => {
                self.pick(&["list<", "set<", "map<"])?;
                self.type_name(depth - 1)?;
                self.put(">");
            }
            _ => self.put("string"),
        }
        Ok(())
    }

    fn test(&mut self) -> Result<()> {
        self.pick(&["a", "t.b", "`true`", "customerid", "status", "and", "unique"])?;
        match self.u.int_in_range(0..=4)? {
            0 => {
                let sign = *self.u.choose(&["=", "!=", "<", "<=", ">", ">="])?;
                self.sign(sign)?;
                self.pick(&["1", "-2.5", "true", "\"x\""])?;
            }
            1 => {
                self.pick(&[" in", " not in"])?;
                self.maybe()?;
                self.put("(");
                self.maybe()?;
                self.constant()?;
                for _ in 0..self.u.int_in_range(0..=8)? {
                    self.comma()?;
                    self.constant()?;
                }
                self.maybe()?;
                self.put(")");
            }
            2 => self.pick(&[" between 1 and 2", " not  between \"a\" and \"b\""])?,
            3 => self.pick(&[" is null", " is not null"])?,
            _ => {
                self.pick(&[" like", " not like", " contains", " starts with"])?;
                self.maybe()?;
                self.plain_text()?;
            }
        }
        Ok(())
    }

    fn condition(&mut self, depth: u32) -> Result<()> {
        let connective = *self.u.choose(&["and", "or"])?;
        for index in 0..self.u.int_in_range(1..=3)? {
            if index > 0 {
                self.gap()?;
                self.word(connective)?;
            }
            match self.u.int_in_range(0..=3)? {
                0 if depth > 0 => {
                    self.pick(&["(", "not (", "not("])?;
                    self.maybe()?;
                    self.condition(depth - 1)?;
                    self.maybe()?;
                    self.put(")");
                }
                _ => self.test()?,
            }
        }
        Ok(())
    }

    fn list(&mut self, one: fn(&mut Self) -> Result<()>) -> Result<()> {
        one(self)?;
        let more = if self.chance(10)? { 20 } else { 3 };
        for _ in 0..self.u.int_in_range(0..=more)? {
            self.comma()?;
            one(self)?;
        }
        Ok(())
    }

    fn docs(&mut self) -> Result<()> {
        while self.chance(20)? {
            self.comment(true)?;
            self.newline()?;
            self.maybe()?;
        }
        Ok(())
    }

    // Blocks.

    fn open(&mut self) -> Result<()> {
        if self.chance(10)? {
            self.break_with_comments()?;
            self.put("{");
        } else {
            self.maybe()?;
            self.put("{");
        }
        if self.chance(90)? { self.end() } else { self.gap() }
    }

    fn close(&mut self) -> Result<()> {
        self.put("}");
        self.end()
    }

    fn item(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=8)? {
            0 => {
                self.word("schema")?;
                self.name()?;
                self.gap()?;
                self.word("from")?;
                self.word("mysql")?;
                self.plain_text()?;
                self.end()
            }
            1 => {
                self.docs()?;
                self.word("param")?;
                self.name()?;
                if self.chance(50)? {
                    self.sign("=")?;
                    self.constant()?;
                }
                self.end()
            }
            2 => self.level(),
            3 => self.stage_block(2),
            4 | 5 => self.example(),
            6 => self.fragment(),
            _ => self.map(),
        }
    }

    fn level(&mut self) -> Result<()> {
        self.pick(&["deny a/b", "warn  keys/not-injective", "allow types/lossy because \"x\"  until \"2027-06-30\""])?;
        self.end()
    }

    fn resource(&mut self) -> Result<()> {
        if self.chance(50)? { self.path() } else { self.template() }
    }

    fn stage_block(&mut self, depth: u32) -> Result<()> {
        self.pick(&["dms", "kinesis", "s3", "dynamodb"])?;
        if self.chance(30)? {
            self.gap()?;
            self.resource()?;
        }
        self.settings(depth)
    }

    fn settings(&mut self, depth: u32) -> Result<()> {
        self.open()?;
        for _ in 0..self.u.int_in_range(0..=3)? {
            self.pick(&["BillingMode", "partition-key", "table", "load-order"])?;
            if self.chance(80)? {
                self.gap()?;
                self.list(|maker| match maker.u.int_in_range(0..=2)? {
                    0 => maker.path(),
                    1 => maker.number(),
                    _ => maker.template(),
                })?;
            }
            if depth > 0 && self.chance(20)? { self.settings(depth - 1)? } else { self.end()? }
        }
        self.close()
    }

    fn map(&mut self) -> Result<()> {
        self.docs()?;
        self.word("map")?;
        self.name()?;
        let many = self.chance(20)?;
        for _ in 0..self.u.int_in_range(1..=if many { 4 } else { 1 })? {
            self.clause("from")?;
            if self.chance(20)? {
                // What follows is no clause, whatever it is called.
                self.pick(&["view SIS.V_*", "any  view", "view\tany", "any `from`"])?;
            } else {
                self.pattern()?;
            }
        }
        for _ in 0..self.u.int_in_range(0..=if many { 2 } else { 0 })? {
            self.clause("except")?;
            self.pattern()?;
        }
        for _ in 0..self.u.int_in_range(1..=4)? {
            self.clause("->")?;
            self.pick(&["dms", "kinesis", "from", "s3"])?;
            if self.chance(50)? {
                self.gap()?;
                self.resource()?;
            }
        }
        self.open()?;
        for _ in 0..self.u.int_in_range(0..=6)? {
            self.line()?;
        }
        self.close()
    }

    fn fragment(&mut self) -> Result<()> {
        self.docs()?;
        self.word("fragment")?;
        self.name()?;
        self.open()?;
        for _ in 0..self.u.int_in_range(0..=6)? {
            self.line()?;
        }
        self.close()
    }

    fn clause(&mut self, word: &str) -> Result<()> {
        if self.chance(20)? {
            self.break_with_comments()?
        } else {
            self.gap()?
        }
        self.word(word)
    }

    fn line(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=17)? {
            10 => {
                self.pick(&["primary  key ", "partition by "])?;
                self.list(Self::path)?;
            }
            11 => self.cast()?,
            12 => {
                self.word("mask")?;
                self.pattern()?;
                self.pick(&[" hash", " random digits", " digits\t\"#\""])?;
            }
            13 => {
                self.word("where")?;
                self.condition(2)?;
            }
            14 => {
                self.word("on")?;
                self.pick(&["key  change replace", "delete remove", "update append", "duplicate sum"])?;
            }
            15 => {
                self.word("version")?;
                self.list(Self::version)?;
            }
            16 => self.before_image()?,
            17 => {
                self.word("use")?;
                self.name()?;
            }
            0 => {
                self.docs()?;
                self.pick(&["partition  key ", "sort key "])?;
                self.name()?;
                if self.chance(60)? {
                    self.sign("=")?;
                    self.value(2)?;
                }
            }
            1 => return self.pivot(),
            2 => {
                self.word("exclude")?;
                self.list(Self::pattern)?;
            }
            3 => return self.rename(),
            4 => {
                self.word("null")?;
                self.null_policy()?;
            }
            5 | 6 => {
                self.word("assume")?;
                match self.u.int_in_range(0..=4)? {
                    0 => {
                        self.word("unique")?;
                        self.list(Self::path)?;
                    }
                    1 => {
                        self.word("immutable")?;
                        self.list(Self::path)?;
                    }
                    2 => self.put("at most  500 rows per item"),
                    _ => self.condition(2)?,
                }
            }
            7 => return self.level(),
            8 => return self.stage_block(1),
            _ => return self.field(2),
        }
        self.end()
    }

    fn cast(&mut self) -> Result<()> {
        self.word("cast")?;
        if self.chance(40)? {
            self.word("every")?;
            self.type_name(2)?;
        } else {
            self.pattern()?;
        }
        self.gap()?;
        self.word("to")?;
        self.type_name(2)
    }

    /// A value that a line can go on with after a comma.
    fn version(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=3)? {
            0 => self.pick(&["$position", "$commit-timestamp"]),
            1 => self.template(),
            2 => self.pick(&["sortable(a)", "padded( b , 3 )", "42"]),
            _ => self.path(),
        }
    }

    fn before_image(&mut self) -> Result<()> {
        self.pick(&["before image ", "before  image\t"])?;
        self.pick(&["key", "non-lob", "all"])?;
        if self.chance(30)? {
            self.put(" of ");
            self.pattern()?;
        }
        for word in [" prefix ", "  suffix"] {
            if self.chance(40)? {
                self.put(word);
                self.plain_text()?;
            }
        }
        Ok(())
    }

    fn null_policy(&mut self) -> Result<()> {
        if self.chance(70)? {
            return self.pick(&["omit", "keep", "reject"]);
        }
        self.word("as")?;
        self.constant()
    }

    fn pivot(&mut self) -> Result<()> {
        self.docs()?;
        self.word("pivot")?;
        self.template()?;
        self.sign("=")?;
        self.value(2)?;
        self.end()
    }

    fn rename(&mut self) -> Result<()> {
        self.word("rename")?;
        self.pick(&["schema ", "table ", "field  ", "tablespace ", "index  tablespace "])?;
        if self.chance(50)? {
            self.pattern()?;
            self.gap()?;
        }
        match self.u.int_in_range(0..=3)? {
            0 => {
                self.word("to")?;
                self.name()?;
            }
            1 => self.pick(&["lowercase", "uppercase"])?,
            2 => {
                self.pick(&["add prefix ", "remove  suffix", "add suffix"])?;
                self.plain_text()?;
            }
            _ => {
                self.pick(&["replace ", "replace prefix ", "replace suffix"])?;
                self.plain_text()?;
                self.pick(&["with", " with "])?;
                self.plain_text()?;
            }
        }
        self.end()
    }

    fn field(&mut self, depth: u32) -> Result<()> {
        self.docs()?;
        self.word("field")?;
        if self.chance(10)? {
            self.put("*");
            return self.end();
        }
        self.name()?;
        if self.chance(40)? {
            self.sign(":")?;
            self.type_name(2)?;
        }
        if depth > 0 && self.chance(30)? {
            if self.chance(50)? {
                self.pick(&[" list", " set"])?;
            }
            self.open()?;
            for _ in 0..self.u.int_in_range(0..=3)? {
                self.member(depth - 1)?;
            }
            return self.close();
        }
        if self.chance(50)? {
            self.sign("=")?;
            self.value(2)?;
        }
        if self.chance(20)? {
            self.put(" null ");
            self.null_policy()?;
        }
        self.end()
    }

    fn member(&mut self, depth: u32) -> Result<()> {
        match self.u.int_in_range(0..=2)? {
            0 => {
                self.word("item")?;
                self.value(2)?;
                self.end()
            }
            1 => self.pivot(),
            _ => self.field(depth),
        }
    }

    fn example(&mut self) -> Result<()> {
        self.docs()?;
        self.word("example")?;
        self.name()?;
        self.gap()?;
        self.plain_text()?;
        self.open()?;
        for _ in 0..self.u.int_in_range(0..=2)? {
            self.word("row")?;
            if self.chance(20)? {
                self.path()?;
                self.gap()?;
            }
            self.record(2)?;
            self.end()?;
        }
        match self.u.int_in_range(0..=2)? {
            0 => self.put("gives  nothing"),
            1 => self.put("rejects key/null-part"),
            _ => {
                self.word("gives")?;
                self.record(3)?;
            }
        }
        self.end()?;
        self.close()
    }

    /// What may stand anywhere in a record.
    fn inside(&mut self) -> Result<()> {
        if self.chance(20)? { self.break_with_comments() } else { self.maybe() }
    }

    fn record(&mut self, depth: u32) -> Result<()> {
        self.put("{");
        self.inside()?;
        let count = self.u.int_in_range(0..=5)?;
        for index in 0..count {
            if self.chance(80)? {
                self.name()?
            } else {
                self.plain_text()?
            }
            self.inside()?;
            self.put(":");
            self.inside()?;
            self.entry_value(depth)?;
            self.inside()?;
            if index + 1 < count || self.chance(30)? {
                self.put(",");
                self.inside()?;
            }
        }
        self.put("}");
        Ok(())
    }

    fn entry_value(&mut self, depth: u32) -> Result<()> {
        match self.u.int_in_range(0..=5)? {
            0 if depth > 0 => self.record(depth - 1),
            1 if depth > 0 => {
                self.put("[");
                self.inside()?;
                let count = self.u.int_in_range(0..=3)?;
                for index in 0..count {
                    self.entry_value(depth - 1)?;
                    self.inside()?;
                    if index + 1 < count || self.chance(30)? {
                        self.put(",");
                        self.inside()?;
                    }
                }
                self.put("]");
                Ok(())
            }
            _ => self.constant(),
        }
    }
}
