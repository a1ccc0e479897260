//! Examples and their records.

use arbtest::arbitrary::Result;

use super::Maker;

impl Maker<'_, '_> {
    pub(super) fn example(&mut self) -> Result<()> {
        self.docs()?;
        self.word("example")?;
        self.name()?;
        self.gap()?;
        self.plain_text()?;
        self.open()?;
        for _ in 0..self.u.int_in_range(0..=2)? {
            self.step()?;
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

    /// A line of what goes in.
    fn step(&mut self) -> Result<()> {
        let word = *self.u.choose(&["row", "row", "insert", "update", "delete", "truncate", "at"])?;
        if word == "at" {
            self.word(word)?;
            let fact = *self.u.choose(&["$position", "$commit-timestamp", "$x_1"])?;
            self.put(fact);
            self.sign("=")?;
            return self.constant();
        }
        if word == "truncate" {
            self.put(word);
            if self.chance(20)? {
                self.gap()?;
                self.path()?;
            }
            return Ok(());
        }
        self.word(word)?;
        if self.chance(20)? {
            self.path()?;
            self.gap()?;
        }
        self.record(2)?;
        if word == "update" {
            self.inside()?;
            self.word("to")?;
            self.record(2)?;
        }
        Ok(())
    }

    /// What may stand anywhere in a record.
    pub(super) fn inside(&mut self) -> Result<()> {
        if self.chance(20)? { self.break_with_comments() } else { self.maybe() }
    }

    pub(super) fn record(&mut self, depth: u32) -> Result<()> {
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

    pub(super) fn entry_value(&mut self, depth: u32) -> Result<()> {
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
