//! Measures the checks beside what one would use instead of them: the same requests, in the same run. Each time is the
//! median of many, taken in turns.
//!
//! Started by `cargo xtask bench`.

mod allocator;
mod by_hand;
mod contenders;
mod lines;
mod measure;
mod requests;
mod table;

use contenders::{Answer, Contender, LARGE, OURS, SHORT};
use measure::{Caches, Effort, medians};
use netverify_rules::{BodyReader, Settings, validate_json};
use requests::Request;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;
use table::{Row, grouped, in_words, markdown};

const USAGE: &str = "usage: netverify-bench [--quick] [--short] [--markdown FILE] [--netverify PATH]";

fn main() -> Result<(), Box<dyn Error>> {
    let mut effort = Effort { rounds: 41, at_least: Duration::from_millis(5) };
    let (mut file, mut netverify, mut only_short) = (None, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut path = || arguments.next().map(PathBuf::from).ok_or(USAGE);
        match argument.as_str() {
            "--quick" => effort = Effort { rounds: 5, at_least: Duration::from_millis(1) },
            "--short" => only_short = true,
            "--markdown" => file = Some(path()?),
            "--netverify" => netverify = Some(path()?),
            "--loop-of-serde-json" => return lines::loop_of_serde_json(&path()?),
            _ => return Err(USAGE.into()),
        }
    }
    let mut report = format!("{}\n\n", machine());
    let mut all = Vec::new();
    let requests = requests::all();
    for (request, wanted) in requests.iter().zip(wanted()).filter(|_| !only_short) {
        agree(request)?;
        for caches in if wanted.is_none() { vec![Caches::Warm] } else { vec![Caches::Cold, Caches::Warm] } {
            eprintln!("measuring: {}, caches {caches:?}", request.name);
            all.extend(large_rows(request, wanted.filter(|_| caches == Caches::Cold), caches, effort));
        }
    }
    if !only_short {
        eprintln!("measuring: {} in pieces", requests[2].name);
        all.extend(piece_rows(&requests[2], effort));
    }
    eprintln!("measuring: short requests");
    agree_on_short(&requests[0].body)?;
    all.extend(short_rows(&requests[0].body, effort));
    if let Some(netverify) = &netverify {
        eprintln!("measuring: files of requests");
        all.extend(lines::rows(netverify, effort)?);
    }
    report += &markdown(&all);
    report += "\nOn the heap, in one call:\n\n";
    report += &heap(&requests);
    print!("{report}");
    let missed = all.iter().filter(|row| !row.is_reached()).count();
    println!("\n{} rows with an aim, {missed} not reached", all.iter().filter(|row| row.wanted.is_some()).count());
    if let Some(file) = file {
        write_into(&file, &report)?;
    }
    Ok(())
}

/// What is to be reached on a large request.
#[derive(Clone, Copy)]
struct Wanted {
    /// Of memchr's bandwidth.
    memchr: f64,
    /// How many times longer a check of less by sonic-rs is to take; what does the same, eight times.
    sonic: f64,
}

/// The same of each request, if it is a large one; the fourth has escapes.
fn wanted() -> [Option<Wanted>; 5] {
    #[cfg(target_arch = "x86_64")]
    let wide = is_x86_feature_detected!("avx512bw");
    #[cfg(not(target_arch = "x86_64"))]
    let wide = false;
    let sonic = if wide { 2.5 } else { 1.5 };
    let [whole, escaped] = if wide { [0.7, 0.3] } else { [0.4, 0.18] }.map(|memchr| Some(Wanted { memchr, sonic }));
    [None, None, whole, escaped, whole]
}

fn large_rows(request: &Request, wanted: Option<Wanted>, caches: Caches, effort: Effort) -> Vec<Row> {
    let runs: Vec<_> =
        LARGE.iter().map(|contender| || drop(black_box((contender.run)(black_box(&request.body))))).collect();
    let runs: Vec<&dyn Fn()> = runs.iter().map(|run| run as &dyn Fn()).collect();
    let effort = if caches == Caches::Cold { Effort { rounds: effort.rounds.min(21), ..effort } } else { effort };
    let times = medians(&runs, caches, effort);
    let rate = |time: Duration| {
        format!("{} ({:.1} GB/s)", in_words(time), request.body.len() as f64 / time.as_secs_f64() / 1e9)
    };
    let rows = LARGE.iter().zip(&times).skip(1);
    rows.map(|(contender, time)| {
        // A limit is to be come near to, what does the same is to be left behind.
        let wanted = match contender.name {
            name if name.starts_with("memchr") => wanted.map(|wanted| wanted.memchr),
            name if name.contains("alone") => None,
            name if name.starts_with("sonic") => wanted.map(|wanted| wanted.sonic),
            _ => wanted.map(|_| 8.0),
        };
        let state = if caches == Caches::Cold { "from memory" } else { "caches warm" };
        Row {
            workload: format!("{}, {state}", request.name),
            contender: contender.name.to_owned(),
            ours: rate(times[0]),
            theirs: rate(*time),
            factor: time.as_secs_f64() / times[0].as_secs_f64(),
            wanted,
        }
    })
    .collect()
}

fn short_rows(body: &[u8], effort: Effort) -> Vec<Row> {
    let runs: Vec<_> = SHORT.iter().map(|contender| || drop(black_box((contender.run)(black_box(body))))).collect();
    let runs: Vec<&dyn Fn()> = runs.iter().map(|run| run as &dyn Fn()).collect();
    let times = medians(&runs, Caches::Warm, effort);
    let wanted = [Some(1.0), Some(1.0), None, Some(1.0)];
    let rows = SHORT.iter().zip(&times).skip(1).zip(wanted);
    rows.map(|((contender, time), wanted)| Row {
        workload: format!("short request ({} bytes), caches warm", body.len()),
        contender: contender.name.to_owned(),
        ours: in_words(times[0]),
        theirs: in_words(*time),
        factor: time.as_secs_f64() / times[0].as_secs_f64(),
        wanted,
    })
    .collect()
}

/// A body in pieces as a socket gives them, beside the same in one.
fn piece_rows(request: &Request, effort: Effort) -> Vec<Row> {
    let in_pieces = |size: usize| {
        let mut reader = BodyReader::new();
        request.body.chunks(size).for_each(|piece| reader.push(piece));
        reader.finish(&Settings::default())
    };
    let sizes = [(65_536, Some(0.85)), (16_384, None), (1_500, None)];
    let mut runs: Vec<Box<dyn Fn()>> = vec![Box::new(|| drop(black_box((contenders::OURS.run)(&request.body))))];
    runs.extend(sizes.map(|(size, _)| Box::new(move || drop(black_box(in_pieces(size)))) as Box<dyn Fn()>));
    let runs: Vec<&dyn Fn()> = runs.iter().map(|run| &**run as &dyn Fn()).collect();
    let times = medians(&runs, Caches::Cold, Effort { rounds: effort.rounds.min(21), ..effort });
    let rows = sizes.into_iter().zip(times.iter().skip(1));
    rows.map(|((size, wanted), time)| Row {
        workload: format!("{}, in pieces of {} bytes", request.name, grouped(size as u64)),
        contender: "netverify-rules, the body whole".to_owned(),
        ours: in_words(*time),
        theirs: in_words(times[0]),
        factor: times[0].as_secs_f64() / time.as_secs_f64(),
        wanted,
    })
    .collect()
}

/// Allocations, bytes asked for and the most held, of every contender.
fn heap(requests: &[Request]) -> String {
    let mut out =
        String::from("| request | contender | allocations | bytes in all | most at once |\n|---|---|---|---|---|\n");
    let mut rows = |request: &Request, contenders: &[Contender]| {
        for contender in contenders {
            let (answer, heap) = allocator::count(|| (contender.run)(&request.body));
            drop(answer);
            let [allocations, bytes, peak] = [heap.allocations, heap.bytes, heap.peak].map(grouped);
            let _ = writeln!(out, "| {} | {} | {allocations} | {bytes} | {peak} |", request.name, contender.name);
        }
    };
    rows(&requests[0], &SHORT);
    for request in &requests[1..] {
        rows(request, &LARGE[..3]);
    }
    out
}

fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let field = |name: &str| {
        let line = cpus.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(": ")).map_or("unknown", |(_, value)| value).to_owned()
    };
    let flags = field("flags");
    let has = |flag: &str| if flags.split(' ').any(|other| other == flag) { "yes" } else { "no" };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let told = |program: &str, argument: &str| {
        let output = std::process::Command::new(program).arg(argument).output();
        output.map_or("unknown".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    format!(
        "{}, {}, {}. Machine: {} (family {}, model {}), {cores} cores, cache of a core {}, AVX2 {}, AVX-512BW {}.",
        told("date", "+%Y-%m-%d"),
        told("rustc", "--version"),
        told("jq", "--version"),
        field("model name"),
        field("cpu family"),
        field("model"),
        field("cache size"),
        has("avx2"),
        has("avx512bw"),
    )
}

const BEGIN: &str = "<!-- begin: cargo xtask bench -->\n";
const END: &str = "<!-- end: cargo xtask bench -->";

/// Puts the tables between their marks where the file has these, else makes the file of them.
fn write_into(file: &Path, report: &str) -> Result<(), Box<dyn Error>> {
    let old = std::fs::read_to_string(file).unwrap_or_default();
    let marked = old.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let new = match marked {
        Some((head, tail)) => format!("{head}{BEGIN}\n{report}\n{END}{tail}"),
        None => report.to_owned(),
    };
    Ok(std::fs::write(file, new)?)
}

/// Who is compared must say the same.
fn agree(request: &Request) -> Result<(), String> {
    for contender in LARGE.iter().chain(&SHORT) {
        match (contender.run)(&request.body) {
            Answer::Valid => {}
            Answer::Sizes(sizes) if sizes == request.sizes => {}
            answer => return Err(format!("{} says {answer:?} of {}", contender.name, request.name)),
        }
    }
    let report = validate_json(&request.body, &Settings::default());
    let sizes: Vec<_> = report.images().filter_map(|(_, info)| info.size.ok()).collect();
    if sizes == request.sizes {
        Ok(())
    } else {
        Err(format!("netverify-rules reads other sizes from {}", request.name))
    }
}

/// What is broken in a short request, and whether JSON Schema has words for it.
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
    for (good, bad, in_schema) in BROKEN {
        let broken = body.replacen(good, bad, 1);
        if broken == body {
            return Err(format!("no request has {good} to be broken"));
        }
        for contender in &SHORT {
            let knows = in_schema || !contender.name.contains("jsonschema");
            if knows && (contender.run)(broken.as_bytes()) != Answer::Invalid {
                return Err(format!("{} takes {bad}", contender.name));
            }
        }
    }
    if (OURS.run)(body.as_bytes()) == Answer::Valid { Ok(()) } else { Err("the short request is not valid".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contenders_agree_on_every_request() {
        let requests = requests::all();
        for request in &requests {
            agree(request).expect(request.name);
        }
        agree_on_short(&requests[0].body).expect("short requests");
    }

    #[test]
    fn requests_are_as_long_as_their_names_say() {
        let lengths: Vec<usize> = requests::all().iter().map(|request| request.body.len()).collect();
        for (length, about) in lengths.iter().zip([700, 3_600_000, 18_800_000, 19_000_000, 56_000_000]) {
            assert!(length.abs_diff(about) < about / 20, "{lengths:?}");
        }
    }

    #[test]
    fn the_heap_is_counted() {
        let (block, heap) = allocator::count(|| {
            drop(Vec::<u8>::with_capacity(1000));
            Vec::<u8>::with_capacity(300)
        });
        assert_eq!(block.capacity(), 300);
        assert!(heap.allocations >= 2 && heap.bytes >= 1300 && (1000..1300).contains(&heap.peak), "{heap:?}");
    }

    #[test]
    fn tables_are_put_between_their_marks() {
        let file = std::env::temp_dir().join(format!("netverify-bench-test-{}.md", std::process::id()));
        std::fs::write(&file, format!("a\n{BEGIN}old\n{END}\nb\n")).expect("a file");
        write_into(&file, "new\n").expect("a file");
        let text = std::fs::read_to_string(&file).expect("a file");
        std::fs::remove_file(&file).expect("a file");
        assert_eq!(text, format!("a\n{BEGIN}\nnew\n\n{END}\nb\n"));
    }
}
