//! Runs a program and sees how much of the processor and of memory it takes.

#![allow(unsafe_code)]

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What was seen of one run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// User and system time of all threads.
    pub processor: Duration,
    /// The most memory, in bytes.
    pub peak_memory: u64,
}

/// Runs a program to its end. It must succeed.
#[expect(clippy::zombie_processes, reason = "`wait4` waits for it, and tells what it used")]
pub fn run(program: &Path, arguments: &[&OsStr]) -> Run {
    let child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the program is built");
    let mut status = 0;
    // SAFETY: a struct of numbers, of which all can be zero.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both are valid for the call, and the child is one of this process that nobody else waits for.
    let ended = unsafe { libc::wait4(child.id().cast_signed(), &raw mut status, 0, &raw mut usage) };
    assert!(ended > 0 && status == 0, "{} {arguments:?} ended with {status}", program.display());
    let time = |time: libc::timeval| Duration::from_secs_f64(time.tv_sec as f64 + time.tv_usec as f64 / 1e6);
    // Linux counts in kibibytes.
    let peak_memory = usage.ru_maxrss.unsigned_abs() * 1024;
    Run { processor: time(usage.ru_utime) + time(usage.ru_stime), peak_memory }
}

/// The machine, and those of its processor's flags that matter here.
pub fn machine() -> String {
    const FLAGS: [&str; 9] = ["sse2", "ssse3", "sse4_2", "avx", "avx2", "bmi1", "bmi2", "popcnt", "avx512bw"];
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let value = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(": "));
    let known: Vec<&str> = value("flags").unwrap_or("").split(' ').filter(|flag| FLAGS.contains(flag)).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    let name = value("model name").unwrap_or("unknown processor");
    format!("{name}, {cores} cores, {} ({build} build)", known.join(" "))
}
