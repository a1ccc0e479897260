//! Types and texts by chance, the same in every run.

/// Numbers that look random: SplitMix64.
pub struct Random(pub u64);

impl Random {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % end as u64).expect("below a usize")
    }

    /// One of `items`.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// Up to six of `pieces` in a row.
    pub fn text(&mut self, pieces: &[&str]) -> String {
        (0..self.below(7)).map(|_| self.pick(pieces)).collect()
    }

    /// A type that Hive takes, of at most `depth` levels, with members named by `names`.
    pub fn ty(&mut self, depth: usize, names: &[&str]) -> String {
        match self.below(if depth == 0 { 3 } else { 7 }) {
            0 | 1 => self.pick(PLAIN).to_owned(),
            2 => {
                let precision = 1 + self.below(38);
                let scale = self.below(precision + 1);
                match self.below(3) {
                    0 => format!("varchar({})", 1 + self.below(65_535)),
                    1 => format!("char({})", 1 + self.below(255)),
                    _ => format!("decimal({precision},{scale})"),
                }
            }
            3 => format!("array<{}>", self.ty(depth - 1, names)),
            4 => format!("map<{},{}>", self.pick(PLAIN), self.ty(depth - 1, names)),
            _ => {
                let start = self.below(names.len());
                let members: Vec<String> = (0..1 + self.below(4))
                    .map(|place| format!("{}:{}", names[(start + place) % names.len()], self.ty(depth - 1, names)))
                    .collect();
                format!("struct<{}>", members.join(","))
            }
        }
    }
}

const PLAIN: &[&str] =
    &["boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "string", "binary", "date", "timestamp"];
