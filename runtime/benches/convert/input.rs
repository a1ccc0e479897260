//! Rows of purchases, sorted by customer and order; an order has no product twice.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What stands in a product that needs quotes, escapes or more than ASCII.
const ODD: [&str; 5] = ["x, \"\"y\"\"", "back\\slash", "two\nlines", "grün 🍏", "a\ttab"];

/// Writes rows until there are so many bytes; each `quoted`th row has a product in quotes, none if that is zero.
pub fn write(path: &Path, bytes: u64, quoted: u64) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let (mut written, mut number) = (0, 0);
    writeln!(out, "customerid,orderid,productid,quantity")?;
    for customer in 1.. {
        for order in 1..=1 + random(2000) {
            for product in (1..=10).filter(|_| random(2) == 0).collect::<Vec<u64>>() {
                number += 1;
                let quantity = 1 + random(20);
                let row = if quoted > 0 && number % quoted == 0 {
                    let odd = ODD[(number / quoted % 5) as usize];
                    format!("customerid{customer},orderid{order},\"productid{product} {odd}\",{quantity}\n")
                } else {
                    format!("customerid{customer},orderid{order},productid{product},{quantity}\n")
                };
                out.write_all(row.as_bytes())?;
                written += row.len() as u64;
            }
            if written >= bytes {
                return out.flush();
            }
        }
    }
    Ok(())
}
