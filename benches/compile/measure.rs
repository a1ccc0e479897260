//! Runs a program and sees how long it takes and how much memory it holds.

use std::ffi::OsString;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What was seen of one run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From start to end.
    pub time: Duration,
    /// The most memory that was seen, in bytes; 0 where the system does not tell.
    pub peak_memory: u64,
}

/// Runs a program to its end. It must succeed.
pub fn run(program: &str, arguments: &[OsString]) -> Run {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the program is built");
    let mut peak_memory = 0;
    let status = loop {
        peak_memory = peak_memory.max(memory(&child));
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let time = start.elapsed();
    assert!(status.success(), "{program} {arguments:?} ended with {status}");
    Run { time, peak_memory }
}

/// The most memory that the program held so far, as Linux tells it.
fn memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<u64> = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// The machine, in a line.
pub fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.trim_start().strip_prefix(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores, {} build", name.unwrap_or("unknown processor"), build())
}

fn build() -> &'static str {
    if cfg!(debug_assertions) { "debug" } else { "release" }
}
