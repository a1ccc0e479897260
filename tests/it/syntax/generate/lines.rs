//! The lines of a map.

use arbtest::arbitrary::Result;

use super::Maker;

impl Maker<'_, '_> {
    pub(super) fn line(&mut self) -> Result<()> {
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

    pub(super) fn cast(&mut self) -> Result<()> {
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
    pub(super) fn version(&mut self) -> Result<()> {
        match self.u.int_in_range(0..=3)? {
            0 => self.pick(&["$position", "$commit-timestamp"]),
            1 => self.template(),
            2 => self.pick(&["sortable(a)", "padded( b , 3 )", "42"]),
            _ => self.path(),
        }
    }

    pub(super) fn before_image(&mut self) -> Result<()> {
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

    pub(super) fn null_policy(&mut self) -> Result<()> {
        if self.chance(70)? {
            return self.pick(&["omit", "keep", "reject"]);
        }
        self.word("as")?;
        self.constant()
    }

    pub(super) fn pivot(&mut self) -> Result<()> {
        self.docs()?;
        self.word("pivot")?;
        self.template()?;
        self.sign("=")?;
        self.value(2)?;
        self.end()
    }

    pub(super) fn rename(&mut self) -> Result<()> {
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

    pub(super) fn field(&mut self, depth: u32) -> Result<()> {
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

    pub(super) fn member(&mut self, depth: u32) -> Result<()> {
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
}
