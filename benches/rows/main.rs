//! How long the schema of a dump takes that is mostly rows, against `cat` and `grep -c` over the same bytes.
//!
//! The dumps are generated and deleted afterwards: MySQL's long `INSERT` statements, PostgreSQL's `COPY`, SQL Server's one
//! `INSERT` a row. Each is read once before it is measured, so that all find it in memory. Nothing is asserted.
//!
//! ```text
//! cargo bench --bench rows              1,000 MB each
//! cargo bench --bench rows -- 100 4000  other sizes, in MB
//! ```

#[path = "../compile/measure.rs"]
mod measure;

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use measure::{Run, run};

/// How often each is run; the median counts.
const RUNS: usize = 5;

fn main() {
    let mut sizes: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000];
    }
    println!("{}", measure::machine());
    for size in sizes {
        for dialect in ["mysql", "postgres", "mssql"] {
            bench(dialect, size);
        }
    }
}

fn bench(dialect: &str, megabytes: u64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("dump.sql");
    write(dialect, &path, megabytes * 1_000_000).expect("the disk has room");
    println!("\n{dialect}, {megabytes} MB");
    let file = || OsString::from(&path);
    let import: Vec<OsString> =
        ["import", "sql", "--dialect", dialect].iter().map(Into::into).chain([file()]).collect();
    let cat = median("cat", &[file()]);
    show("cat", cat, cat.time);
    // Into a pipe: grep stops at the first line where nobody reads what it says.
    show("grep -c", median("sh", &["-c".into(), "grep -c CREATE \"$0\" | cat".into(), file()]), cat.time);
    show("mapc import sql", median(env!("CARGO_BIN_EXE_mapc"), &import), cat.time);
}

fn median(program: &str, arguments: &[OsString]) -> Run {
    run(program, arguments);
    let mut runs: Vec<Run> = (0..RUNS).map(|_| run(program, arguments)).collect();
    runs.sort_by_key(|run| run.time);
    runs[RUNS / 2]
}

fn show(what: &str, run: Run, floor: Duration) {
    let times = run.time.as_secs_f64() / floor.as_secs_f64();
    let memory = run.peak_memory as f64 / 1e6;
    println!("  {what:<16} {:6.2} s  {times:5.1} times cat  {memory:6.0} MB of memory", run.time.as_secs_f64());
}

/// A dump of some tables, one after the other, with so many rows that the file has about `bytes`.
fn write(dialect: &str, path: &Path, bytes: u64) -> std::io::Result<()> {
    const TABLES: u64 = 20;
    let mut out = BufWriter::new(File::create(path)?);
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for table in 0..TABLES {
        let types = "id bigint NOT NULL, name varchar(100), paid decimal(10,2), day date, PRIMARY KEY (id)";
        writeln!(out, "CREATE TABLE t{table} ({types});")?;
        if dialect == "postgres" {
            writeln!(out, "COPY t{table} (id, name, paid, day) FROM stdin;")?;
        }
        let (mut written, mut row) = (0, 0_u64);
        while written < bytes / TABLES {
            let name =
                format!("{:x} it{}s {:x}; x", random(), if dialect == "postgres" { "'" } else { "''" }, random());
            let (id, paid, day) = (row, random() % 1_000_000, random() % 28 + 1);
            let line = match dialect {
                "postgres" => format!("{id}\t{name}\t{}.{:02}\t2024-01-{day:02}\n", paid / 100, paid % 100),
                "mssql" => format!(
                    "INSERT [dbo].[t{table}] ([id], [name], [paid], [day]) VALUES ({id}, N'{name}', {paid}, N'2024-01-{day:02}')\n"
                ),
                _ => {
                    let start =
                        if row.is_multiple_of(5000) { format!("INSERT INTO t{table} VALUES ") } else { String::new() };
                    let end = if row % 5000 == 4999 { ";\n" } else { "," };
                    format!("{start}({id},'{name}',{}.{:02},'2024-01-{day:02}'){end}", paid / 100, paid % 100)
                }
            };
            out.write_all(line.as_bytes())?;
            written += line.len() as u64;
            row += 1;
        }
        out.write_all(match dialect {
            "postgres" => b"\\.\n\n",
            "mssql" => b"GO\n",
            _ if row.is_multiple_of(5000) => b"\n",
            _ => b"(0,'',0,'2024-01-01');\n",
        })?;
    }
    out.flush()
}
