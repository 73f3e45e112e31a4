//! `netverify check --ndjson` and a loop of serde_json, on a file of requests, one a line.

use crate::measure::{Caches, times};
use crate::requests;
use crate::table::Row;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

const REQUESTS: usize = 10_000;

/// Writes requests of mixed size: nine of ten have an image of a few hundred bytes, the others one of up to 300 kB.
fn write(path: &Path) -> Result<u64, Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    let kinds: Vec<Vec<u8>> = [112, 300, 1_000, 20_000, 90_000, 300_000].map(|scan| requests::body(&[scan]).0).into();
    for i in 0..REQUESTS {
        out.write_all(&kinds[if i % 10 == 9 { 3 + i / 10 % 3 } else { i % 3 }])?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(out.get_ref().metadata()?.len())
}

/// Reads each line into a tree and writes the tree again: the body of a program of its own.
pub(crate) fn loop_of_serde_json(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        serde_json::to_writer(&mut out, &serde_json::from_slice::<serde_json::Value>(&line?)?)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Runs a program to its end, and reads its output, which must have a line for each request.
fn run(program: &Path, arguments: &[&str], path: &Path) -> std::io::Result<()> {
    let mut child =
        Command::new(program).args(arguments).arg(path).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut lines = 0;
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::with_capacity(1 << 16, out);
        while let read @ [_, ..] = out.fill_buf()? {
            lines += memchr::memchr_iter(b'\n', read).count();
            let length = read.len();
            out.consume(length);
        }
    }
    let status = child.wait()?;
    let complete = status.success() && lines == REQUESTS;
    if complete { Ok(()) } else { Err(std::io::Error::other(format!("{program:?}: {status}, {lines} lines"))) }
}

/// Returns the row of a file of requests.
pub(crate) fn row(netverify: &Path, rounds: usize) -> Result<Row, Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("netverify-bench-{}.ndjson", std::process::id()));
    let bytes = write(&path)?;
    let own = std::env::current_exe()?;
    let check = ["check", "--ndjson", "--format", "json", "--today", "none"];
    let ours = || run(netverify, &check, &path).expect("a report of each request");
    let theirs = || run(&own, &["--loop-of-serde-json"], &path).expect("each request again");
    let times = times(&[&ours, &theirs], Caches::Warm, rounds.min(7));
    std::fs::remove_file(&path)?;
    let workload = format!("`--ndjson`, {REQUESTS} requests, {} MB", bytes / 1_000_000);
    Ok(Row::new(&workload, "a loop of serde_json", &times[0], &times[1], 5.0))
}
