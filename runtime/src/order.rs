//! Whether a key came before, in memory that is bounded whatever the number of keys.
//!
//! Nothing is taken on trust: a key is new if all before it come before it in one order, or if it is not among those that are
//! remembered. Where neither can be said, it is not said.

use std::cmp::Ordering;
use std::hash::{BuildHasher, RandomState};

/// So many keys are remembered, one by one, unless more are asked for.
const REMEMBERED: usize = 1 << 16;

/// The keys that came so far.
#[derive(Debug)]
pub(crate) struct Order {
    /// All keys so far came in this order: as bytes, and with digits as numbers.
    by_bytes: bool,
    by_numbers: bool,
    count: usize,
    is_first: bool,
    /// The most keys that are remembered.
    limit: usize,
    /// Hashes of the first keys, each at the first free place from where it belongs; zero is free.
    table: Vec<u64>,
    hasher: RandomState,
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// It did not come before.
    Never,
    /// It came before.
    Before,
    /// It could have.
    Perhaps,
}

impl Default for Order {
    fn default() -> Order {
        Order {
            by_bytes: true,
            by_numbers: true,
            count: 0,
            is_first: true,
            limit: REMEMBERED,
            table: Vec::new(),
            hasher: RandomState::new(),
        }
    }
}

impl Order {
    /// Remembers all keys, in 16 bytes for each, or a little more.
    pub fn remember_all(&mut self) {
        self.limit = usize::MAX;
    }

    /// Takes the next key; `previous` is the one that came last.
    pub fn next(&mut self, previous: &[u8], key: &[u8]) -> Came {
        if !std::mem::take(&mut self.is_first) {
            self.by_bytes = self.by_bytes && previous < key;
            self.by_numbers = self.by_numbers && by_numbers(previous, key) == Ordering::Less;
        }
        if self.count < self.limit {
            return if self.remember(key) { Came::Never } else { Came::Before };
        }
        self.table = Vec::new();
        if self.by_bytes || self.by_numbers { Came::Never } else { Came::Perhaps }
    }

    /// Whether a key is not among those that are remembered; it is then.
    fn remember(&mut self, key: &[u8]) -> bool {
        if self.count * 2 >= self.table.len() {
            let larger = vec![0; (self.table.len() * 2).max(64)];
            let smaller = std::mem::replace(&mut self.table, larger);
            for hash in smaller {
                if hash != 0 {
                    enter(&mut self.table, hash);
                }
            }
        }
        let is_new = enter(&mut self.table, self.hasher.hash_one(key).max(1));
        self.count += usize::from(is_new);
        is_new
    }
}

/// Enters a hash; false where it is there.
fn enter(table: &mut [u64], hash: u64) -> bool {
    let mask = table.len() - 1;
    let mut place = hash as usize & mask;
    loop {
        match table[place] {
            0 => {
                table[place] = hash;
                return true;
            }
            known if known == hash => return false,
            _ => place = (place + 1) & mask,
        }
    }
}

/// Compares texts as a person would sort them: digits that stand together are a number. Texts that only differ in zeros
/// before numbers are compared as bytes, so that the order is total.
fn by_numbers(one: &[u8], other: &[u8]) -> Ordering {
    // What is the same, up to a number, needs no second look.
    let same = common(one, other);
    let start = one[..same].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |place| place + 1);
    let (mut left, mut right) = (&one[start..], &other[start..]);
    loop {
        let same = left.iter().zip(right).take_while(|(one, other)| one == other && !one.is_ascii_digit()).count();
        (left, right) = (&left[same..], &right[same..]);
        let (number, other_number) = (digits(left), digits(right));
        if number == 0 || other_number == 0 {
            match (left.first(), right.first()) {
                (None, None) => return one.cmp(other),
                (first, second) => return first.cmp(&second),
            }
        }
        let (value, other_value) = (trimmed(&left[..number]), trimmed(&right[..other_number]));
        let compared = value.len().cmp(&other_value.len()).then_with(|| value.cmp(other_value));
        if compared != Ordering::Equal {
            return compared;
        }
        (left, right) = (&left[number..], &right[other_number..]);
    }
}

/// How many bytes both begin with.
fn common(one: &[u8], other: &[u8]) -> usize {
    let words = one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0);
    let same = words.take_while(|(one, other)| one == other).count() * 8;
    same + one[same..].iter().zip(&other[same..]).take_while(|(one, other)| one == other).count()
}

/// How many digits the text begins with.
fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Digits without the zeros before them.
fn trimmed(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|digit| **digit == b'0').count()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn come(limit: usize, keys: &[&str]) -> Vec<Came> {
        let mut order = Order { limit, ..Order::default() };
        let mut previous = "";
        keys.iter()
            .map(|key| {
                let came = order.next(previous.as_bytes(), key.as_bytes());
                previous = key;
                came
            })
            .collect()
    }

    #[test]
    fn keys_that_are_remembered_are_known_in_any_order() {
        use Came::{Before, Never};
        assert_eq!(come(9, &["b", "a", "c", "a", "d", "b"]), [Never, Never, Never, Before, Never, Before]);
    }

    #[test]
    fn keys_in_order_need_not_be_remembered() {
        use Came::{Never, Perhaps};
        assert_eq!(come(1, &["a1", "a10", "a2", "b"]), [Never; 4]);
        assert_eq!(come(1, &["a1", "a2", "a10", "b"]), [Never; 4]);
        assert_eq!(come(1, &["a1", "a2", "a10", "a1"]), [Never, Never, Never, Perhaps]);
        assert_eq!(come(1, &["a", "b", "a", "c"]), [Never, Never, Perhaps, Perhaps]);
        // Before and after the last that is remembered.
        assert_eq!(come(2, &["b", "a", "c"]), [Never, Never, Perhaps]);
    }

    #[test]
    fn a_key_that_came_before_is_never_new() {
        arbtest::arbtest(|random| {
            const PIECES: [&str; 8] = ["0", "1", "9", "10", "a", "|", "007", ""];
            let limit = random.int_in_range(0..=6)?;
            let mut order = Order { limit, ..Order::default() };
            let mut known: Vec<String> = Vec::new();
            for _ in 0..random.int_in_range(0..=9)? {
                let key: String = (0..3).map(|_| random.choose(&PIECES).copied()).collect::<Result<_, _>>()?;
                let previous = known.last().map_or(&[][..], |key| key.as_bytes());
                if known.last() == Some(&key) {
                    continue;
                }
                let came = order.next(previous, key.as_bytes());
                assert!(came != Came::Never || !known.contains(&key), "{known:?} {key}");
                assert!(came != Came::Before || known.contains(&key), "{known:?} {key}");
                known.push(key);
            }
            Ok(())
        });
    }

    #[test]
    fn the_order_by_numbers_is_total() {
        let keys =
            ["", "0", "00", "1", "01", "9", "10", "a", "a0", "a00", "a1", "a01b", "a1b", "a2", "a10", "a9a", "|", "a|"];
        let before = |one: &str, other: &str| by_numbers(one.as_bytes(), other.as_bytes());
        for one in keys {
            for two in keys {
                assert_eq!(before(one, two), before(two, one).reverse());
                assert_eq!(before(one, two) == Ordering::Equal, one == two);
                for three in keys {
                    if before(one, two).is_lt() && before(two, three).is_lt() {
                        assert!(before(one, three).is_lt(), "{one} {two} {three}");
                    }
                }
            }
        }
        assert!(before("a2", "a10").is_lt() && before("a9a", "a10").is_lt());
    }
}
