//! The project's own commands, started by `cargo xtask`.

mod debian;
mod differential;
mod generated;
mod instructions;
mod javascript;
mod linear;
mod mutants;
mod npm;
mod pkg;
mod samples;
mod server;
mod shell;
mod stamp;
mod suite;
mod tree;
mod wasm;
mod wasm_std;
mod www;

use shell::{Outcome, build_netverify, cargo, run};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

const HELP: &str = "\
The project's own commands.

Usage: cargo xtask COMMAND

  demo [--no-open] [--port N]
                   builds the page www/ and the command line with all that they take, and serves the page
  demo --screenshots DIR
                   draws the page at three widths, light and dark, into that folder
  test [--quick]   everything that must hold before a change is taken: formatting, lints, tests, documentation,
                   generated files, samples, the tree, the npm package and what it does in every runtime, the page;
                   --quick leaves out what seldom breaks, and all that is JavaScript
  gen [--check]    writes the files that are printed from the tables, and the output of the README's examples;
                   --check only says which of them are not current
  samples [--check]
                   draws tests/samples anew; --check only compares each sample's verdict with its index
  www-test [--quick]
                   tests the page in Chromium, Firefox and WebKit; --quick does so in Chromium, and the short tests only
  wasm             builds the rules for WebAssembly, with all that it takes: the standard library for it, if need be
  pkg [CHECK]      builds the npm package into pkg/dist; CHECK (unit, types, publint, attw, size, steps, or all) then checks it
  runtimes         tests the package in Node, Deno, Bun, workerd, Chromium and Firefox, and with the form libraries
  matrix           runs what takes longer: WebKit, and an app for each bundler
  bench-js [--quick] [--strict] [--markdown FILE]
                   measures the package beside what one would use instead, in Node and in Chromium; fails with
                   --strict where an aim is missed; writes the table between its marks in FILE
  bench-js --check only says whether all give the same verdicts
  instructions     counts the instructions of a check and holds them to a limit, and to a line for hostile inputs
  differential     changes the headers of pictures byte by byte, and compares the verdicts with djpeg's and pngcheck's
  tree             looks for what no committed file may hold: registries' hosts, machines' paths, dead links
  bench [--quick] [--strict] [--markdown FILE]
                   the same of the Rust crate, with the widest vectors of the machine and with AVX2 alone
  fuzz [--cases N] runs the core's property tests, and those of its vector instructions, N cases each (1000000 unless told)
  fuzz-json [--inputs N]
                   compares the reader of JSON with serde_json, on N new inputs (10000000 unless told)
  mutants [--shard K/N] [FILE]...
                   changes the code of these files bit by bit, all of the core's and the command line's unless told,
                   and asks of each change that a test fails; takes hours for all
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments.is_empty() || arguments.iter().any(|argument| ["help", "--help", "-h"].contains(argument)) {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let outcome = match arguments[..] {
        ["demo", ref options @ ..] => www::Options::of(options).and_then(www::demo),
        ["test"] => suite::test(false),
        ["test", "--quick"] => suite::test(true),
        ["gen"] => generated::write(),
        ["gen", "--check"] => generated::check(),
        ["samples"] => samples::draw(),
        ["samples", "--check"] => samples::check(),
        ["wasm"] => wasm::build().map(drop),
        ["pkg"] => pkg::build().map(drop),
        ["pkg", check] => pkg::check(check),
        ["runtimes"] => javascript::runtimes(),
        ["www-test"] => www::test(false),
        ["www-test", "--quick"] => www::test(true),
        ["matrix"] => javascript::matrix(),
        ["bench-js", "--check"] => javascript::check_bench(),
        ["bench-js", ref options @ ..] => javascript::bench(options),
        ["instructions"] => instructions::check(),
        ["differential"] => differential::check(),
        ["tree"] => tree::check(),
        ["bench", ref options @ ..] => bench(options),
        ["mutants", ref options @ ..] => mutants::mutants(options),
        ["fuzz"] => fuzz("1000000"),
        ["fuzz", "--cases", cases] => fuzz(cases),
        ["fuzz-json"] => fuzz_json("10000000"),
        ["fuzz-json", "--inputs", inputs] => fuzz_json(inputs),
        _ => {
            eprint!("error: no such command: {}\n\n{HELP}", arguments.join(" "));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// `cargo xtask bench`: with the widest vectors of the machine, and with AVX2 alone.
fn bench(options: &[&str]) -> Outcome {
    let netverify = build_netverify(true)?;
    let bench = || cargo(["run", "--locked", "--release", "--package", "netverify-bench", "--"]);
    let widest = run(bench()?.arg("--netverify").arg(netverify).args(options));
    let avx2 = run(bench()?.args(options).env("CARGO_ENCODED_RUSTFLAGS", "--cfg=avx2_only"));
    widest.and(avx2)
}

/// Runs tests optimised, but with the checks of arithmetic that the release build leaves out.
fn deep_test<'a>(arguments: impl IntoIterator<Item = &'a str>, variables: &[(&str, &str)]) -> Outcome {
    let profile = ["profile.fuzz.inherits='release'", "profile.fuzz.lto=false", "profile.fuzz.codegen-units=16"];
    let checks = ["profile.fuzz.debug-assertions=true", "profile.fuzz.overflow-checks=true"];
    let mut command = cargo(["test", "--locked", "--profile", "fuzz"])?;
    for setting in profile.iter().chain(&checks) {
        command.args(["--config", setting]);
    }
    run(command.args(arguments).envs(variables.iter().copied()))
}

fn fuzz(cases: &str) -> Outcome {
    if cases.parse::<u32>().is_err() {
        return Err(format!("--cases takes a number, not {cases}"));
    }
    println!("Every property of netverify-rules and netverify-scan is tried with {cases} cases.");
    let packages = ["--package", "netverify-rules", "--package", "netverify-scan", "--all-features"];
    deep_test(packages, &[("PROPTEST_CASES", cases)])
}

fn fuzz_json(inputs: &str) -> Outcome {
    if inputs.parse::<u64>().is_err() {
        return Err(format!("--inputs takes a number, not {inputs}"));
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
    let seed = std::env::var("NETVERIFY_FUZZ_SEED").unwrap_or_else(|_| now.to_string());
    println!("The reader of JSON is compared with serde_json on {inputs} inputs, from NETVERIFY_FUZZ_SEED={seed} on.");
    let test = ["--package", "netverify-rules", "--lib", "body::differential", "--", "--nocapture"];
    deep_test(test, &[("NETVERIFY_FUZZ_INPUTS", inputs), ("NETVERIFY_FUZZ_SEED", &seed)])
}
