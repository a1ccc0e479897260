//! How fast change events become requests: messages of MySQL's binary log to updates of a pivot, and messages of DMS to puts and
//! deletions, each by modules as a mapping generates them.
//!
//! ```text
//! cargo bench -p mapc-runtime --bench events                        its own input: reading alone, then requests
//! cargo bench -p mapc-runtime --bench events -- events FROM TO      a file of messages, one a line, to a file of requests
//! cargo bench -p mapc-runtime --bench events -- dms FROM TO
//! ```
//!
//! With `CARGO_PROFILE_BENCH_LTO=thin CARGO_PROFILE_BENCH_CODEGEN_UNITS=1` it is built as programs are that are to be fast.
//! The second form does all that a program would do, so that it can be measured in turn with another program over the same file.
//! Nothing is asserted.

#[path = "../tests/support/purchase.rs"]
mod purchase;
#[path = "../tests/support/race.rs"]
mod race;
#[path = "../tests/support/random.rs"]
mod random;

use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::time::Instant;

use mapc_runtime::events::{Binlog, Changes, Dms, Message, RequestLines};
use purchase::{Ordered, pivot};
use random::Random;

/// The map of purchases, whatever the schema is called.
const PURCHASES: Changes = Changes { source: None, ..purchase::CHANGES };
/// The map of races; a row without its old key is one of the same key, as the mapping assumes.
const RACES: Changes = race::CHANGES;

/// Requests are written out when there are so many bytes.
const CHUNK: usize = 1 << 18;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => own_input(),
        [kind, from, to] => convert(kind, from, to),
        _ => Err("nothing, or: events|dms FROM TO".into()),
    }
}

fn convert(kind: &str, from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let (mut input, mut output) = (File::open(from)?, File::create(to)?);
    let (mut buffer, mut filled) = (vec![0; CHUNK], 0);
    let mut sink = RequestLines::with_capacity(2 * CHUNK);
    let mut converter = converter(kind)?;
    loop {
        if filled == buffer.len() {
            buffer.resize(2 * filled, 0);
        }
        let count = input.read(&mut buffer[filled..])?;
        filled += count;
        let mut start = 0;
        while let Some(length) = newline(&buffer[start..filled]) {
            converter(&buffer[start..start + length], &mut sink)?;
            start += length + 1;
        }
        if count == 0 {
            converter(&buffer[start..filled], &mut sink)?;
            return Ok(sink.write_to(&mut output)?);
        }
        buffer.copy_within(start..filled, 0);
        filled -= start;
        if sink.as_bytes().len() > CHUNK {
            sink.write_to(&mut output)?;
        }
    }
}

/// The place of the first line feed. Thirty-two bytes are looked at at a time, which compilers make wide instructions of.
fn newline(bytes: &[u8]) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<32>();
    let has_one = |block: &&[u8; 32]| block.iter().fold(false, |has_one, byte| has_one | (*byte == b'\n'));
    let clear = 32 * blocks.iter().take_while(|block| !has_one(block)).count();
    bytes[clear..].iter().position(|byte| *byte == b'\n').map(|place| clear + place)
}

type Converter = Box<dyn FnMut(&[u8], &mut RequestLines) -> Result<(), mapc_runtime::Error>>;

fn converter(kind: &str) -> Result<Converter, Box<dyn Error>> {
    let (mut binlog, mut dms) = (Binlog::new(), Dms::new());
    match kind {
        "events" => Ok(Box::new(move |message, sink| match binlog.read(message)? {
            Message::Event(event) => pivot::requests::<Ordered, _>(&event, &PURCHASES, sink),
            Message::Skip(_) => Ok(()),
        })),
        "dms" => Ok(Box::new(move |message, sink| match dms.read(message)? {
            Message::Event(event) => race::requests(&event, &RACES, sink),
            Message::Skip(_) => Ok(()),
        })),
        _ => Err("events or dms".into()),
    }
}

/// Messages like those of the published systems: of ten, six insertions, three updates and a deletion.
fn messages(kind: &str, count: usize) -> Vec<String> {
    let mut random = Random::new(1);
    let mut messages = Vec::with_capacity(count);
    for _ in 0..count {
        let mut text = String::new();
        let written = if kind == "dms" {
            let operation =
                ["insert", "insert", "insert", "insert", "insert", "insert", "insert", "update", "update", "delete"];
            write!(
                text,
                r#"{{"data":{{"RACE_ID":{},"ENTRY_NO":{},"DRIVER":"Dara O'Neill","TEAM":"Red","STATUS":"STARTED","ODDS":{}.20,"ENTERED_AT":"2024-11-02T22:44:22Z","NOTE":"said \"box, box\""}},"metadata":{{"timestamp":"2024-05-01T00:00:00.000000Z","record-type":"data","operation":"{}","partition-key-type":"schema-table","schema-name":"SH","table-name":"RACE_ENTRY","transaction-id":917505}}}}"#,
                random.below(10_000),
                random.below(50),
                random.below(100),
                random.pick(&operation)
            )
        } else {
            let mut row = || {
                format!(
                    r#"{{"customerid":"customerid{}","orderid":"orderid{}","productid":"productid{}","quantity":{}}}"#,
                    random.below(5000),
                    random.below(2000),
                    random.below(10),
                    random.below(20)
                )
            };
            let (one, other) = (row(), row());
            match random.below(10) {
                0..6 => write!(
                    text,
                    r#"{{"table":"purchase","row":{{"values":{one}}},"type":"WriteRowsEvent","schema":"test"}}"#
                ),
                6..9 => write!(
                    text,
                    r#"{{"table":"purchase","row":{{"before_values":{one},"after_values":{other}}},"type":"UpdateRowsEvent","schema":"test"}}"#
                ),
                _ => write!(
                    text,
                    r#"{{"table":"purchase","row":{{"values":{one}}},"type":"DeleteRowsEvent","schema":"test"}}"#
                ),
            }
        };
        written.expect("a string takes everything");
        messages.push(text);
    }
    messages
}

fn own_input() -> Result<(), Box<dyn Error>> {
    for kind in ["events", "dms"] {
        let messages = messages(kind, 50_000);
        let (mut binlog, mut dms) = (Binlog::new(), Dms::new());
        let read = if kind == "dms" {
            best(&messages, |message| dms.read(message).map(drop))?
        } else {
            best(&messages, |message| binlog.read(message).map(drop))?
        };
        let mut converter = converter(kind)?;
        let mut sink = RequestLines::with_capacity(2 * CHUNK);
        let requests = best(&messages, |message| {
            if sink.as_bytes().len() > CHUNK {
                sink.clear();
            }
            converter(message, &mut sink)
        })?;
        let bytes: usize = messages.iter().map(String::len).sum();
        for (name, seconds) in [("read", read), ("requests", requests)] {
            println!(
                "{kind:7} {name:9} {:6.0} ns an event, {:5.0} MB/s",
                seconds * 1e9 / messages.len() as f64,
                bytes as f64 / seconds / 1e6
            );
        }
    }
    Ok(())
}

/// The seconds of the fastest of several runs over all messages.
fn best(
    messages: &[String],
    mut run: impl FnMut(&[u8]) -> Result<(), mapc_runtime::Error>,
) -> Result<f64, mapc_runtime::Error> {
    let mut best = f64::MAX;
    for _ in 0..7 {
        let start = Instant::now();
        messages.iter().try_for_each(|message| run(message.as_bytes()))?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best)
}
