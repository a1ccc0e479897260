//! How long a compilation of many tables takes, against the floor: reading the same input and writing the same output.
//!
//! One map over all tables of a generated MySQL schema goes through `dms -> kinesis -> firehose -> glue`. Nothing is asserted:
//! a machine's mood is no reason for a red test. Ratios within one run say more than times do.
//!
//! ```text
//! cargo bench --bench compile                     2,500 tables, then 100,000
//! cargo bench --bench compile -- 2500 20000       other sizes
//! MAPC_BENCH_DDL=dump.sql cargo bench --bench compile    a MySQL dump of one's own instead of the generated one
//! ```

mod measure;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use measure::{Run, run};

/// The map: large objects stay behind, since a stream does not carry them whole.
const MAP: &str = r#"schema shop from mysql "dump.sql"

map bench from shop.*
  -> dms
  -> kinesis "bench-${$table}"
  -> firehose "bench-${$table}"
  -> glue "lake.${$table}"
{
  field *
  exclude payload, note
  rename field replace "-" with "_"

  kinesis {
    UseLargeIntegerValue true
  }
  firehose {
    RoleARN "arn:aws:iam::123456789012:role/delivery"
  }
  glue {
    location "s3://lake/bench/${$table}/"
  }
}
"#;

/// Pairs of a compilation and its floor, of which the median counts.
const PAIRS: usize = 5;

fn main() {
    let mut sizes: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![2_500, 100_000];
    }
    println!("{}", measure::machine());
    let mut medians = Vec::new();
    match std::env::var_os("MAPC_BENCH_DDL") {
        Some(path) => {
            let ddl = fs::read_to_string(&path).expect("MAPC_BENCH_DDL names a text");
            let tables = ddl.matches("CREATE TABLE").count();
            medians.push((tables, bench(tables, &ddl)));
        }
        None => medians.extend(sizes.into_iter().map(|tables| (tables, bench(tables, &schema::ddl(tables))))),
    }
    if let [(few, short), .., (many, long)] = medians.as_slice() {
        let (times, tables) = (long.as_secs_f64() / short.as_secs_f64(), *many as f64 / *few as f64);
        println!("\n{tables:.0} times the tables take {times:.1} times the time");
    }
}

/// Measures one schema and prints what was seen; gives the median time of a compilation.
fn bench(tables: usize, ddl: &str) -> Duration {
    let place = Place::new(ddl);
    println!("\n{tables} tables: {} of DDL", megabytes(ddl.len() as u64));
    let fresh = Series::measure(&place, Arm::Fresh);
    let (files, bytes) = place.written();
    println!("  writes {} in {files} files, {:.0} bytes a table", megabytes(bytes), bytes as f64 / tables as f64);
    fresh.print("compile", "read the DDL, write the files");
    Series::measure(&place, Arm::Unchanged).print("compile again", "read the DDL, read the files");
    Series::measure(&place, Arm::Check).print("compile --check", "read the DDL, read the files");
    fresh.median()
}

/// What is measured.
#[derive(Clone, Copy)]
enum Arm {
    /// A first compilation.
    Fresh,
    /// One that changes no file.
    Unchanged,
    /// One that only says whether it would.
    Check,
}

/// A project in a folder of its own, removed at the end.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(ddl: &str) -> Place {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-compile-{}", std::process::id()));
        let place = Place { folder };
        place.clear("");
        fs::create_dir_all(place.path("project")).expect("the target folder can be written");
        fs::write(place.path("project/dump.sql"), ddl).expect("the schema can be written");
        fs::write(place.path("project/bench.mapc"), MAP).expect("the map can be written");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn clear(&self, name: &str) {
        let path = self.path(name);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("the benchmark's own folder can be removed");
        } else if path.is_file() {
            fs::remove_file(path).expect("the benchmark's own file can be removed");
        }
    }

    /// Files and bytes of the output, the lock included.
    fn written(&self) -> (usize, u64) {
        let files = self.output();
        let bytes = files.iter().map(|path| fs::metadata(path).map_or(0, |data| data.len())).sum();
        (files.len(), bytes)
    }

    fn output(&self) -> Vec<PathBuf> {
        let mut files = vec![self.path("project/mapc.lock")];
        walk(&self.path("out"), &mut files);
        files
    }

    fn compile(&self, arm: Arm) -> Run {
        let mut arguments = vec!["compile".into(), self.path("project").into_os_string()];
        arguments.extend(["--out".into(), self.path("out").into_os_string()]);
        match arm {
            Arm::Fresh => {
                self.clear("out");
                self.clear("project/mapc.lock");
            }
            Arm::Unchanged => {}
            Arm::Check => arguments.push("--check".into()),
        }
        run(env!("CARGO_BIN_EXE_mapc"), &arguments)
    }

    /// What any program must do at least: the input in, and the output out, or in to be compared.
    fn floor(&self, arm: Arm) -> Duration {
        let contents: Vec<Vec<u8>> = match arm {
            Arm::Fresh => self.output().iter().map(|path| fs::read(path).unwrap_or_default()).collect(),
            Arm::Unchanged | Arm::Check => Vec::new(),
        };
        self.clear("floor");
        let start = Instant::now();
        let input = fs::read(self.path("project/dump.sql")).expect("the schema is there");
        match arm {
            Arm::Fresh => {
                fs::create_dir_all(self.path("floor")).expect("the benchmark's own folder can be made");
                for (number, content) in contents.iter().enumerate() {
                    fs::write(self.path(&format!("floor/{number}")), content).expect("there is room");
                }
            }
            Arm::Unchanged | Arm::Check => {
                for path in self.output() {
                    std::hint::black_box(fs::read(path).unwrap_or_default());
                }
            }
        }
        std::hint::black_box(input);
        start.elapsed()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.clear("");
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Pairs of a run and its floor.
struct Series {
    pairs: Vec<(Run, Duration)>,
}

impl Series {
    fn measure(place: &Place, arm: Arm) -> Series {
        Series { pairs: (0..PAIRS).map(|_| (place.compile(arm), place.floor(arm))).collect() }
    }

    fn median(&self) -> Duration {
        middle(self.pairs.iter().map(|(run, _)| run.time).collect())
    }

    fn print(&self, what: &str, floor: &str) {
        let ratios = self.pairs.iter().map(|(run, floor)| run.time.as_secs_f64() / floor.as_secs_f64().max(1e-9));
        let memory = self.pairs.iter().map(|(run, _)| run.peak_memory).max().unwrap_or(0);
        println!(
            "  {what}: {:.3} s, {:.1} times the floor ({floor}: {:.3} s), {} at most",
            self.median().as_secs_f64(),
            middle(ratios.collect()),
            middle(self.pairs.iter().map(|(_, floor)| *floor).collect()).as_secs_f64(),
            megabytes(memory),
        );
    }
}

fn middle<T: PartialOrd + Copy>(mut list: Vec<T>) -> T {
    list.sort_by(|a, b| a.partial_cmp(b).expect("times are numbers"));
    list[list.len() / 2]
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
