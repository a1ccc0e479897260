//! Names, values, types and conditions.

use arbtest::arbitrary::Result;

use super::{Maker, NAMES};

impl Maker<'_, '_> {
    pub(super) fn name(&mut self) -> Result<()> {
        self.pick(&NAMES)
    }

    pub(super) fn path(&mut self) -> Result<()> {
        self.name()?;
        if self.chance(25)? {
            self.put(".");
            self.name()?;
        }
        Ok(())
    }

    pub(super) fn pattern(&mut self) -> Result<()> {
        if self.chance(50)? {
            return self.path();
        }
        self.pick(&["*", "TMP_*", "A?B", "`a b`*.x", "SIS.*", "[a-d]*", "x[0-9_]", "*2016", "[ab]"])
    }

    pub(super) fn plain_text(&mut self) -> Result<()> {
        self.pick(&[
            "\"\"",
            "\"a b\"",
            "\"// no comment\"",
            "\"\\\"\\\\\\n\\u{2014}\\${x}\"",
            "\"{ }, ;\"",
            "\"ü $ 'x'\"",
        ])
    }

    pub(super) fn template(&mut self) -> Result<()> {
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

    pub(super) fn number(&mut self) -> Result<()> {
        self.pick(&["0", "42", "-1", "3.50"])
    }

    pub(super) fn constant(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=2)? {
            0 => self.number(),
            1 => self.pick(&["true", "false", "null"]),
            _ => self.plain_text(),
        }
    }

    pub(super) fn value(&mut self, depth: u32) -> Result<()> {
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

    pub(super) fn type_name(&mut self, depth: u32) -> Result<()> {
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

    pub(super) fn test(&mut self) -> Result<()> {
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

    pub(super) fn condition(&mut self, depth: u32) -> Result<()> {
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

    pub(super) fn list(&mut self, one: fn(&mut Self) -> Result<()>) -> Result<()> {
        one(self)?;
        let more = if self.chance(10)? { 20 } else { 3 };
        for _ in 0..self.u.int_in_range(0..=more)? {
            self.comma()?;
            one(self)?;
        }
        Ok(())
    }
}
