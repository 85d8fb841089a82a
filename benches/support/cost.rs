//! What a run costs: time on the clock, processor time, memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The cost of one program run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// On the clock.
    pub(crate) wall: Duration,
    /// User and system time of all its threads; zero where the system does not tell.
    pub(crate) processor: Duration,
}

/// Runs a program so many times, its output thrown away, and keeps the least of both; none where it cannot be started or
/// `succeeded` does not like its exit status.
pub(crate) fn least(
    times: usize,
    command: impl Fn() -> Command,
    succeeded: impl Fn(Option<i32>) -> bool,
) -> Option<Cost> {
    let mut least: Option<Cost> = None;
    for _ in 0..times {
        let (start, before) = (Instant::now(), processor(Of::Children));
        let status = command().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
        let wall = start.elapsed();
        if !succeeded(status.code()) {
            return None;
        }
        let processor = processor(Of::Children).saturating_sub(before);
        let so_far = least.unwrap_or(Cost { wall, processor });
        least = Some(Cost { wall: wall.min(so_far.wall), processor: processor.min(so_far.processor) });
    }
    least
}

/// Whose time is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// This process.
    Own,
    /// The processes it waited for.
    Children,
}

/// Processor time so far, in hundredths of a second: Linux tells it (proc_pid_stat(5)).
pub(crate) fn processor(of: Of) -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<u64> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .map(|field| field.trim().parse().unwrap_or(0))
        .collect();
    let first = match of {
        Of::Own => 11,
        Of::Children => 13,
    };
    let ticks: u64 = fields.iter().skip(first).take(2).sum();
    Duration::from_millis(ticks * 10)
}

/// The most memory this process had so far, in megabytes; none where the system does not tell.
pub(crate) fn memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()? / 1e3)
}

/// The text search that a check is held against.
pub(crate) fn text_search(folder: &Path) -> Command {
    let mut command = Command::new("rg");
    command.args(["-c", "redis", "-trust"]).arg(folder);
    command
}
