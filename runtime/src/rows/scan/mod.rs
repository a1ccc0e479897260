//! Where the characters stand that mean something: the same answer by whatever instructions.

mod portable;

use crate::marks::Seen;

#[cfg(target_arch = "x86_64")]
use crate::wide;

/// Places of marks, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// The places, after one element that stands for the character before the first; what follows `count` is of no meaning.
    pub places: Vec<u32>,
    pub count: usize,
    pub seen: Seen,
}

/// Before the first character: one more is zero.
pub(super) const BEFORE: u32 = u32::MAX;

/// Which instructions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// Those of every machine.
    Portable,
    /// 16 bytes at once; every x86-64 has it.
    #[cfg(target_arch = "x86_64")]
    Sse2,
    /// 32 bytes at once.
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Width {
    /// The widest that this machine has.
    pub fn detect() -> Width {
        #[cfg(target_arch = "x86_64")]
        {
            if wide::has_avx2() { Width::Avx2 } else { Width::Sse2 }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            Width::Portable
        }
    }
}

impl Index {
    /// Finds all marks in `bytes`, which are fewer than 2 to the power of 31.
    pub fn fill(&mut self, bytes: &[u8], marks: [u8; 4], width: Width) {
        // A block writes up to 64 places at once, whether or not it has as many.
        let room = bytes.len() + 1 + 64;
        if self.places.len() < room {
            self.places.resize(room, 0);
        }
        self.places[0] = BEFORE;
        let (count, seen) = match width {
            Width::Portable => portable::index(bytes, marks, &mut self.places),
            #[cfg(target_arch = "x86_64")]
            Width::Sse2 => wide::index_sse2(bytes, marks, &mut self.places),
            #[cfg(target_arch = "x86_64")]
            Width::Avx2 => wide::index_avx2(bytes, marks, &mut self.places),
        };
        (self.count, self.seen) = (count, seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the definition says, byte by byte.
    fn plainly(bytes: &[u8], marks: [u8; 4]) -> (Vec<u32>, Seen) {
        let places = bytes.iter().enumerate().filter(|(_, byte)| marks.contains(byte)).map(|(at, _)| at as u32);
        (places.collect(), Seen { nul: bytes.contains(&0), high: !bytes.is_ascii() })
    }

    fn widths() -> Vec<Width> {
        let mut widths = vec![Width::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            widths.push(Width::Sse2);
            if wide::has_avx2() {
                widths.push(Width::Avx2);
            }
        }
        widths
    }

    fn agree(bytes: &[u8], marks: [u8; 4]) {
        for width in widths() {
            let mut index = Index::default();
            // Left by an earlier, longer text.
            index.fill(&[b','; 700], marks, width);
            index.fill(bytes, marks, width);
            let found = (index.places[1..=index.count].to_vec(), index.seen);
            assert_eq!(found, plainly(bytes, marks), "{width:?} {marks:?} {bytes:?}");
            assert_eq!(index.places[0], BEFORE);
        }
    }

    #[test]
    fn all_widths_find_the_same() {
        const KINDS: [[u8; 4]; 4] = [*b"\n,\"\\", *b"\n\t\\\\", *b"\n,\"\"", *b"\n\n\n\n"];
        for marks in KINDS {
            for length in [0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 200] {
                agree(&vec![b','; length], marks);
                agree(&vec![b'x'; length], marks);
                for place in 0..length {
                    let mut bytes = vec![b'x'; length];
                    for byte in [b'\n', 0, 0xac, 0x80] {
                        bytes[place] = byte;
                        agree(&bytes, marks);
                    }
                }
            }
        }
    }

    #[test]
    fn all_widths_find_the_same_in_noise() {
        arbtest::arbtest(|random| {
            let marks = [b'\n', random.arbitrary()?, random.arbitrary()?, random.arbitrary()?];
            let length = random.arbitrary_len::<u8>()?.min(1000);
            let bytes: Vec<u8> = (0..length)
                .map(|_| if random.ratio(1, 3)? { random.choose(&marks).copied() } else { random.arbitrary() })
                .collect::<Result<_, _>>()?;
            agree(&bytes, marks);
            Ok(())
        })
        .size_max(4096);
    }
}
