//! How fast a file of rows becomes DynamoDB JSON, beside another converter of the same file.
//!
//! Two conversions: each row an item, and the rows of an order one item (a pivot). Input is made here, 100 MB of CSV sorted by
//! key, or is a file with the same columns. Each conversion is a process of its own, which writes to `/dev/null`; its processor
//! time counts (user and system), which other programs on the machine move least. The two converters run in turn, and the
//! median of the pairs' ratios is said, with the least and the greatest. Before that, what both write is compared byte by byte,
//! on rows of which some need quotes, escapes and UTF-8. Nothing is asserted of the times.
//!
//! ```text
//! cargo bench -p mapc-runtime --bench convert                  this converter alone
//! MAPC_YARDSTICK=PROGRAM cargo bench … --bench convert         beside `PROGRAM ENGINE record|pivot FROM TO`
//! cargo bench … --bench convert -- FILE.csv                    another input
//! ```
//!
//! `MAPC_ENGINES` names the engines of the other program, `avx2 value` if it is not set. Columns: `customerid`, `orderid`,
//! `productid`, `quantity`; an attribute that comes twice takes the later value.

mod input;
mod measure;
mod rows;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use mapc_runtime::{Duplicates, Format, Groups, Reader, Rejected, Table, convert_groups, convert_rows};
use measure::{Run, run};

/// How many pairs are run.
const PAIRS: usize = 7;
const CONVERSIONS: [&str; 2] = ["record", "pivot"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [conversion, from, to] => convert(conversion, from, to),
        [path] => compare(&[("the file", PathBuf::from(path))]),
        _ => with_input(),
    }
}

/// Compares on input that is made and taken away again.
fn with_input() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let make = |name: &str, bytes: u64, quoted: u64| {
        let path = folder.join(name);
        input::write(&path, bytes, quoted).expect("the disk has room");
        path
    };
    let small = make("tricky.csv", 8_000_000, 7);
    same_output(&folder, &small);
    let plain = make("plain.csv", 100_000_000, 0);
    let quoted = make("quoted.csv", 100_000_000, 100);
    compare(&[("no row quoted", plain.clone()), ("one row in a hundred quoted", quoted.clone())]);
    for path in [small, plain, quoted] {
        fs::remove_file(path).expect("it was made");
    }
}

/// What a child process does.
fn convert(conversion: &str, from: &str, to: &str) {
    let input = File::open(from).expect("the input can be read");
    let mut out = File::create(to).expect("the output can be written");
    let mut reader = Reader::new(input, Format::csv().header(), rows::record::Table::COLUMNS);
    let reject = |rejected: Rejected<'_>| writeln!(std::io::stderr(), "{rejected}");
    let done = match conversion {
        "record" => convert_rows::<rows::record::Table>(&mut reader, &mut out, reject),
        _ => {
            let groups = Groups::with_duplicates(Duplicates::Last);
            convert_groups::<rows::pivot::Table>(&mut reader, &mut out, groups, reject)
        }
    };
    done.expect("files can be read and written");
}

/// The other program, and those of its engines that are asked for.
fn yardstick() -> Option<(String, Vec<String>)> {
    let program = std::env::var("MAPC_YARDSTICK").ok()?;
    let engines = std::env::var("MAPC_ENGINES").unwrap_or_else(|_| "avx2 value".to_owned());
    Some((program, engines.split_whitespace().map(str::to_owned).collect()))
}

fn ours(conversion: &str, from: &Path, to: &str) -> Run {
    let program = std::env::current_exe().expect("this program is a file");
    run(&program, &[conversion.as_ref(), from.as_os_str(), to.as_ref()])
}

fn same_output(folder: &Path, from: &Path) {
    let Some((program, engines)) = yardstick() else { return };
    for conversion in CONVERSIONS {
        let (one, other) = (folder.join("ours.jsonl"), folder.join("theirs.jsonl"));
        ours(conversion, from, &one.to_string_lossy());
        let expected = fs::read(&one).expect("it was written");
        for engine in &engines {
            run(program.as_ref(), &[engine.as_ref(), conversion.as_ref(), from.as_os_str(), other.as_os_str()]);
            assert!(expected == fs::read(&other).expect("it was written"), "{engine} writes another {conversion}");
            println!("{conversion}: the output of {engine} is the same, {} bytes", expected.len());
        }
        fs::remove_file(one).expect("it was written");
        fs::remove_file(other).expect("it was written");
    }
}

fn compare(inputs: &[(&str, PathBuf)]) {
    println!("{}", measure::machine());
    for (what, path) in inputs {
        let bytes = fs::metadata(path).map_or(0, |file| file.len());
        println!("\n{what}: {:.0} MB", bytes as f64 / 1e6);
        for conversion in CONVERSIONS {
            alone(conversion, path, bytes);
            for (program, engine) in
                yardstick().iter().flat_map(|(program, engines)| engines.iter().map(move |engine| (program, engine)))
            {
                pairs(conversion, path, program, engine);
            }
        }
    }
}

fn alone(conversion: &str, path: &Path, bytes: u64) {
    ours(conversion, path, "/dev/null");
    let mut runs: Vec<Run> = (0..PAIRS).map(|_| ours(conversion, path, "/dev/null")).collect();
    runs.sort_by_key(|run| run.processor);
    let median = runs[PAIRS / 2];
    let peak = runs.iter().map(|run| run.peak_memory).max().unwrap_or(0);
    let seconds = median.processor.as_secs_f64();
    println!(
        "  {conversion:<7} {:6.3} s of processor, {:5.0} MB/s, {:4.1} MiB of memory at most",
        seconds,
        bytes as f64 / 1e6 / seconds,
        peak as f64 / f64::from(1 << 20),
    );
}

fn pairs(conversion: &str, path: &Path, program: &str, engine: &str) {
    let mut ratios = Vec::new();
    for _ in 0..PAIRS {
        let arguments = [engine.as_ref(), conversion.as_ref(), path.as_os_str(), "/dev/null".as_ref()];
        let theirs = run(program.as_ref(), &arguments).processor.as_secs_f64();
        ratios.push(theirs / ours(conversion, path, "/dev/null").processor.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "          {:.2} times as fast as {engine} ({:.2} to {:.2})",
        ratios[PAIRS / 2],
        ratios[0],
        ratios[PAIRS - 1]
    );
}
