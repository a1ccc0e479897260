//! What stands at the top of a text: maps, fragments, settings, levels.

use arbtest::arbitrary::Result;

use super::Maker;

impl Maker<'_, '_> {
    pub(super) fn docs(&mut self) -> Result<()> {
        while self.chance(20)? {
            self.comment(true)?;
            self.newline()?;
            self.maybe()?;
        }
        Ok(())
    }

    // Blocks.

    pub(super) fn open(&mut self) -> Result<()> {
        if self.chance(10)? {
            self.break_with_comments()?;
            self.put("{");
        } else {
            self.maybe()?;
            self.put("{");
        }
        if self.chance(90)? { self.end() } else { self.gap() }
    }

    pub(super) fn close(&mut self) -> Result<()> {
        self.put("}");
        self.end()
    }

    pub(super) fn item(&mut self) -> Result<()> {
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

    pub(super) fn level(&mut self) -> Result<()> {
        self.pick(&["deny a/b", "warn  keys/not-injective", "allow types/lossy because \"x\"  until \"2027-06-30\""])?;
        self.end()
    }

    pub(super) fn resource(&mut self) -> Result<()> {
        if self.chance(50)? { self.path() } else { self.template() }
    }

    pub(super) fn stage_block(&mut self, depth: u32) -> Result<()> {
        self.pick(&["dms", "kinesis", "s3", "dynamodb"])?;
        if self.chance(30)? {
            self.gap()?;
            self.resource()?;
        }
        self.settings(depth)
    }

    pub(super) fn settings(&mut self, depth: u32) -> Result<()> {
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

    pub(super) fn map(&mut self) -> Result<()> {
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

    pub(super) fn fragment(&mut self) -> Result<()> {
        self.docs()?;
        self.word("fragment")?;
        self.name()?;
        self.open()?;
        for _ in 0..self.u.int_in_range(0..=6)? {
            self.line()?;
        }
        self.close()
    }

    pub(super) fn clause(&mut self, word: &str) -> Result<()> {
        if self.chance(20)? {
            self.break_with_comments()?
        } else {
            self.gap()?
        }
        self.word(word)
    }
}
