//! Measures the checks beside what one would use instead of them: the same requests, in the same run, one after the
//! other round by round, so that whatever slows the machine down slows all of them. Each time is the median.
//!
//! Started by `cargo xtask bench`.

mod allocator;
mod requests;

use allocator::Heap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::ImageReader;
use netverify_rules::{Settings, validate_json};
use requests::Request;
use serde::Deserialize;
use std::error::Error;
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// The images' width and height, where the contender gives them.
type Answer = Result<Option<Vec<(u32, u32)>>, Box<dyn Error>>;

/// Something that reads a request.
struct Contender {
    name: &'static str,
    run: fn(&[u8]) -> Answer,
}

const CONTENDERS: [Contender; 4] = [
    Contender { name: "netverify-rules", run: ours },
    Contender { name: "serde_json + base64 + image", run: decoded },
    Contender { name: "serde_json alone, into Strings", run: parsed },
    Contender { name: "memchr: each byte seen once", run: seen },
];

fn ours(body: &[u8]) -> Answer {
    let report = validate_json(body, &Settings::default());
    if !report.is_valid() {
        return Err("the request is not valid".into());
    }
    // The sizes stand in the report; `sizes_of_ours` lists them where the contenders are compared.
    black_box(&report);
    Ok(None)
}

/// The fields as one would declare them to get at the images.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    merchant_id_scan_reference: String,
    frontside_image: String,
    face_image: Option<String>,
    country: String,
    id_type: String,
    backside_image: Option<String>,
    enabled_fields: Option<String>,
    callback_url: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    expiry: Option<String>,
    dob: Option<String>,
}

impl Fields {
    /// All but the images, so that none of them counts as unused.
    fn texts(&self) -> usize {
        let required = [&self.merchant_id_scan_reference, &self.country, &self.id_type];
        let optional =
            [&self.enabled_fields, &self.callback_url, &self.first_name, &self.last_name, &self.expiry, &self.dob];
        required.into_iter().chain(optional.into_iter().flatten()).map(String::len).sum()
    }
}

fn parsed(body: &[u8]) -> Answer {
    black_box(serde_json::from_slice::<Fields>(body)?);
    Ok(None)
}

fn decoded(body: &[u8]) -> Answer {
    let fields: Fields = serde_json::from_slice(body)?;
    black_box(fields.texts());
    let images = [Some(&fields.frontside_image), fields.face_image.as_ref(), fields.backside_image.as_ref()];
    let mut sizes = Vec::new();
    for text in images.into_iter().flatten() {
        let bytes = STANDARD.decode(text)?;
        sizes.push(ImageReader::new(Cursor::new(&bytes)).with_guessed_format()?.into_dimensions()?);
    }
    Ok(Some(sizes))
}

fn seen(body: &[u8]) -> Answer {
    match memchr::memchr(0, body) {
        None => Ok(None),
        Some(_) => Err("no JSON holds a zero byte".into()),
    }
}

fn sizes_of_ours(body: &[u8]) -> Vec<(u32, u32)> {
    let report = validate_json(body, &Settings::default());
    report.images().filter_map(|(_, facts)| facts.size.ok()).collect()
}

/// What was measured of one contender.
struct Measured {
    time: Duration,
    heap: Heap,
}

fn measure(body: &[u8], rounds: usize, at_least: Duration) -> Result<Vec<Measured>, Box<dyn Error>> {
    let mut repeats = Vec::new();
    let mut heaps = Vec::new();
    for contender in &CONTENDERS {
        let (result, heap) = allocator::count(|| (contender.run)(body).map(drop));
        result?;
        heaps.push(heap);
        let start = Instant::now();
        (contender.run)(body)?;
        repeats.push((at_least.as_nanos() / start.elapsed().as_nanos().max(1)).max(1) as u32);
    }
    let mut times = vec![Vec::new(); CONTENDERS.len()];
    for round in 0..rounds {
        for i in 0..CONTENDERS.len() {
            // Nobody always comes first, or always after the same one.
            let i = (i + round) % CONTENDERS.len();
            let start = Instant::now();
            for _ in 0..repeats[i] {
                black_box((CONTENDERS[i].run)(black_box(body))?);
            }
            times[i].push(start.elapsed() / repeats[i]);
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    Ok(times.into_iter().zip(heaps).map(|(times, heap)| Measured { time: median(times), heap }).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let (rounds, at_least) = match std::env::args().nth(1).as_deref() {
        None => (31, Duration::from_millis(20)),
        Some("--quick") => (5, Duration::from_millis(2)),
        Some(_) => return Err("usage: netverify-bench [--quick]".into()),
    };
    println!(
        "Medians of {rounds} rounds. GB/s: the body's bytes by the time. × ours: above 1, it takes longer than netverify-rules."
    );
    println!("Allocated: all bytes asked for in one call. Peak: the most held at once, besides the body.\n");
    for request in requests::all() {
        agree(&request)?;
        println!("{} ({} bytes)", request.name, grouped(request.body.len() as u64));
        println!(
            "  {:<32}{:>12}{:>9}{:>9}{:>13}{:>14}{:>14}",
            "", "time", "GB/s", "× ours", "allocations", "allocated", "peak"
        );
        let measured = measure(&request.body, rounds, at_least)?;
        let ours = measured[0].time.as_secs_f64();
        for (contender, Measured { time, heap }) in CONTENDERS.iter().zip(&measured) {
            println!(
                "  {:<32}{:>12}{:>9.2}{:>9}{:>13}{:>14}{:>14}",
                contender.name,
                in_words(*time),
                request.body.len() as f64 / time.as_secs_f64() / 1e9,
                ratio(time.as_secs_f64() / ours),
                grouped(heap.allocations),
                grouped(heap.bytes),
                grouped(heap.peak),
            );
        }
        println!();
    }
    Ok(())
}

/// Who is compared must say the same.
fn agree(request: &Request) -> Result<(), Box<dyn Error>> {
    for contender in &CONTENDERS {
        let sizes = (contender.run)(&request.body).map_err(|error| format!("{}: {error}", contender.name))?;
        if sizes.is_some_and(|sizes| sizes != request.sizes) {
            return Err(format!("{} reads other sizes from {}", contender.name, request.name).into());
        }
    }
    if sizes_of_ours(&request.body) != request.sizes {
        return Err(format!("netverify-rules reads other sizes from {}", request.name).into());
    }
    Ok(())
}

fn in_words(time: Duration) -> String {
    let nanoseconds = time.as_nanos() as f64;
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        ..1e6 => format!("{:.2} µs", nanoseconds / 1e3),
        _ => format!("{:.2} ms", nanoseconds / 1e6),
    }
}

/// Two digits that say something, at least.
fn ratio(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.4}") } else { format!("{ratio:.2}") }
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contenders_agree_on_every_request() {
        for request in requests::all() {
            agree(&request).expect(request.name);
        }
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
    fn figures_are_readable() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1 000", "1 234 567"]);
        assert_eq!([0.0031, 0.25, 1.5].map(ratio), ["0.0031", "0.25", "1.50"]);
        for (nanoseconds, expected) in [(5, "5 ns"), (1500, "1.50 µs"), (2_340_000, "2.34 ms")] {
            assert_eq!(in_words(Duration::from_nanos(nanoseconds)), expected);
        }
    }
}
