//! `netverify check --ndjson` beside what else reads a file of requests, one a line.

use crate::measure::{Effort, median};
use crate::requests;
use crate::table::{Row, in_words};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const REQUESTS: usize = 10_000;

/// Requests of mixed size: nine of ten have an image of next to nothing, the others one of up to 300 kB.
fn write(path: &Path) -> Result<u64, Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut bytes = 0;
    let kinds: Vec<Vec<u8>> = [112, 300, 1_000, 20_000, 90_000, 300_000].map(requests::with_image).into();
    for i in 0..REQUESTS {
        let kind = if i % 10 == 9 { 3 + i / 10 % 3 } else { i % 3 };
        out.write_all(&kinds[kind])?;
        out.write_all(b"\n")?;
        bytes += kinds[kind].len() as u64 + 1;
    }
    out.flush()?;
    Ok(bytes)
}

/// Reads each line into a tree and writes the tree again, as `jq -c .` does: the body of a program of its own.
pub(crate) fn loop_of_serde_json(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        serde_json::to_writer(&mut out, &serde_json::from_slice::<serde_json::Value>(&line?)?)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// A program's time, its output to a pipe that is read to its end. `lines` is how many it must write.
fn time(mut command: Command) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut lines = 0;
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::with_capacity(1 << 16, out);
        loop {
            let read = out.fill_buf()?;
            if read.is_empty() {
                break;
            }
            lines += memchr::memchr_iter(b'\n', read).count();
            let length = read.len();
            out.consume(length);
        }
    }
    let status = child.wait()?;
    if !status.success() || lines != REQUESTS {
        return Err(format!("{:?}: {status}, {lines} lines", command.get_program()).into());
    }
    Ok(start.elapsed())
}

pub(crate) fn rows(netverify: &Path, effort: Effort) -> Result<Vec<Row>, Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("netverify-bench-{}.ndjson", std::process::id()));
    let rows = write(&path).and_then(|bytes| measure(netverify, &path, bytes, effort));
    std::fs::remove_file(&path)?;
    rows
}

fn measure(netverify: &Path, path: &Path, bytes: u64, effort: Effort) -> Result<Vec<Row>, Box<dyn Error>> {
    let own = std::env::current_exe()?;
    let ours = |command: &mut Command| {
        command.args(["check", "--ndjson", "--format", "json", "--today", "none"]).arg(path);
    };
    let commands: [&dyn Fn() -> Command; 4] = [
        &|| {
            let mut command = Command::new(netverify);
            ours(&mut command);
            command
        },
        &|| {
            // One core alone is one thread that checks.
            let mut command = Command::new("taskset");
            command.args(["-c", "0"]).arg(netverify);
            ours(&mut command);
            command
        },
        &|| {
            let mut command = Command::new("jq");
            command.args(["-c", "."]).arg(path);
            command
        },
        &|| {
            let mut command = Command::new(&own);
            command.arg("--loop-of-serde-json").arg(path);
            command
        },
    ];
    let mut times = vec![Vec::new(); commands.len()];
    for round in 0..effort.rounds.min(7) {
        for i in 0..commands.len() {
            let i = (i + round) % commands.len();
            times[i].push(time(commands[i]())?);
        }
    }
    let times: Vec<Duration> = times.into_iter().map(median).collect();
    let workload = format!("`--ndjson`: {REQUESTS} requests of mixed size, {} MB", bytes / 1_000_000);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let row = |contender: &str, i: usize, wanted| Row {
        workload: workload.clone(),
        contender: contender.to_owned(),
        ours: in_words(times[0]),
        theirs: in_words(times[i]),
        factor: times[i].as_secs_f64() / times[0].as_secs_f64(),
        wanted,
    };
    Ok(vec![
        row("`jq -c .`", 2, None),
        row("a loop of serde_json, into Value and back", 3, Some(5.0)),
        row(&format!("itself on one core, here on {cores}"), 1, None),
    ])
}
