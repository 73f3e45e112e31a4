//! Measures the checks and what one would use instead of them: the same requests, in the same rounds.
//!
//! `cargo xtask bench` starts it twice, the second time built with `--cfg avx2_only`, which leaves AVX-512 out.

mod by_hand;
mod contenders;
mod lines;
mod measure;
mod requests;
mod table;

use contenders::{Contender, LARGE, PIECES, SHORT};
use measure::{Caches, times};
use netverify_rules::{Settings, validate_json};
use requests::Request;
use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use table::{HEADER, Row, write_between};

const USAGE: &str = "usage: netverify-bench [--quick] [--strict] [--markdown FILE] [--netverify PATH]";
/// The marks between which the tables are.
const MARKS: &str = if cfg!(avx2_only) { "cargo xtask bench, AVX2" } else { "cargo xtask bench" };

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let (mut rounds, mut strict, mut file, mut netverify) = (41, false, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut path = || arguments.next().map(PathBuf::from).ok_or(USAGE);
        match argument.as_str() {
            "--quick" => rounds = 5,
            "--strict" => strict = true,
            "--markdown" => file = Some(path()?),
            "--netverify" => netverify = Some(path()?),
            "--loop-of-serde-json" => return lines::loop_of_serde_json(&path()?).map(|()| ExitCode::SUCCESS),
            _ => return Err(USAGE.into()),
        }
    }
    let [short, large @ ..] = requests::all();
    agree(&short)?;
    agree_on_short(&short.body)?;
    let mut all = Vec::new();
    for request in &large {
        agree(request)?;
        all.extend(rows(request.name, &LARGE, &request.body, &large_aims(request), Caches::Cold, rounds));
    }
    all.extend(rows("18.8 MB body in pieces of 64 KiB", &PIECES, &large[0].body, &[0.85], Caches::Cold, rounds));
    if !cfg!(avx2_only) {
        all.extend(rows("short request", &SHORT, &short.body, &[1.0; 3], Caches::Warm, rounds));
        if let Some(netverify) = netverify {
            all.push(lines::row(&netverify, rounds)?);
        }
    }
    let rows_text: String = all.iter().map(Row::to_string).collect();
    let report = format!("{}\n\n{HEADER}{rows_text}", machine(rounds));
    print!("{report}");
    if let Some(file) = file {
        write_between(&file, MARKS, &report)?;
    }
    let missed = all.iter().filter(|row| !row.holds()).count();
    println!("\n{missed} of {} aims missed", all.len());
    Ok(if strict && missed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Checks whether the reader of bodies uses AVX-512 here.
fn has_avx512() -> bool {
    #[cfg(target_arch = "x86_64")]
    return !cfg!(avx2_only) && is_x86_feature_detected!("avx512bw");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Returns the aims of a large request beside the contenders of [`LARGE`].
fn large_aims(request: &Request) -> [f64; 3] {
    let memchr = match (has_avx512(), request.body.contains(&b'\\')) {
        (true, false) => 0.7,
        (true, true) => 0.3,
        (false, false) => 0.4,
        (false, true) => 0.18,
    };
    [8.0, if has_avx512() { 2.5 } else { 1.5 }, memchr]
}

/// Returns the rows of contenders on a body, ours first among them.
fn rows(
    workload: &str,
    contenders: &[Contender],
    body: &[u8],
    aims: &[f64],
    caches: Caches,
    rounds: usize,
) -> Vec<Row> {
    let work = contenders.iter().map(|contender| || drop(black_box((contender.run)(black_box(body)))));
    let work: Vec<_> = work.collect();
    let work: Vec<&dyn Fn()> = work.iter().map(|work| work as &dyn Fn()).collect();
    let times = times(&work, caches, rounds);
    let rows = contenders[1..].iter().zip(&times[1..]).zip(aims);
    rows.map(|((contender, theirs), aim)| Row::new(workload, contender.name, &times[0], theirs, *aim)).collect()
}

/// Returns a line about the machine and the run.
fn machine(rounds: usize) -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let (cpus, load) = (read("/proc/cpuinfo"), read("/proc/loadavg"));
    let model =
        cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("", |name| name.1);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = load.split(' ').next().unwrap_or_default();
    let vectors = if has_avx512() { "with AVX-512" } else { "without AVX-512" };
    format!("{model}, {cores} cores, load {load} at the end, {vectors}, {rounds} rounds.")
}

/// Checks whether all contenders, and the report, give the same answer to a valid request.
fn agree(request: &Request) -> Result<(), String> {
    let report = validate_json(&request.body, &Settings::default());
    let read = report.images().filter_map(|(_, info)| info.size.ok()).collect();
    let answers =
        LARGE.iter().chain(&PIECES).chain(&SHORT).map(|contender| (contender.name, (contender.run)(&request.body)));
    for (name, answer) in answers.chain([("the report", Some(read))]) {
        if answer.as_ref().is_none_or(|sizes| !sizes.is_empty() && *sizes != request.sizes) {
            return Err(format!("{name}: {answer:?} for the {}", request.name));
        }
    }
    if report.images().count() == request.sizes.len() { Ok(()) } else { Err(format!("images are missing: {report:?}")) }
}

/// A valid text of the short request, an invalid one, and whether JSON Schema can express the rule.
const BROKEN: [(&str, &str, bool); 12] = [
    ("\"country\":\"DEU\"", "\"land\":\"DEU\"", true),
    ("\"DEU\"", "\"DEX\"", false),
    ("\"DEU\"", "\"deu\"", true),
    ("\"ID_CARD\"", "\"id card\"", true),
    ("1990-05-17", "1990-02-30", false),
    ("2031-02-28", "2031-2-28", true),
    ("https://api", "http://api", false),
    ("example.com", "example.com:443", false),
    ("idNumber,", "idNumbre,", true),
    ("6f1c1f0e-9f0a", "anna@example.org 9f0a", false),
    ("\"frontsideImage\":\"/9j/", "\"frontsideImage\":\"/9j*", false),
    ("\"lastName\":\"", "\"lastName\":\"\\u0007", false),
];

fn agree_on_short(body: &[u8]) -> Result<(), String> {
    let body = String::from_utf8_lossy(body);
    for (valid, invalid, in_schema) in BROKEN {
        let broken = body.replacen(valid, invalid, 1);
        if broken == body {
            return Err(format!("the short request has no {valid}"));
        }
        for contender in &SHORT {
            let has_rule = in_schema || !contender.name.contains("jsonschema");
            if has_rule && (contender.run)(broken.as_bytes()).is_some() {
                return Err(format!("{} takes {invalid}", contender.name));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contenders_agree_on_every_request() {
        let requests = requests::all();
        agree_on_short(&requests[0].body).expect("short requests");
        for (request, length) in requests.iter().zip([700, 18_800_000, 19_000_000, 56_000_000]) {
            agree(request).expect(request.name);
            assert!(request.body.len().abs_diff(length) < length / 20, "{}: {}", request.name, request.body.len());
        }
    }
}
