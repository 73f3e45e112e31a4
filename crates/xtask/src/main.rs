//! The project's own commands, started by `cargo xtask`.

mod debian;
mod instructions;
mod javascript;
mod make;
mod mutants;
mod native;
mod npm;
mod pkg;
mod shell;
mod suite;
mod tree;
mod wasm;
mod wasm_std;
mod www;

use std::process::ExitCode;

const HELP: &str = "\
The project's own commands.

Usage: cargo xtask COMMAND

  demo [--no-open] [--port N]
                   builds the page www/ and the command line with all that they take, and serves the page
  demo --screenshots DIR
                   draws the page at three widths, light and dark, into that folder
  test [--quick]   everything that must hold before a change is taken: formatting, lints, tests, documentation,
                   generated files, the tree, the npm package and what it does in every runtime, the page;
                   --quick leaves out what seldom breaks, and all that is JavaScript
  gen [--check]    writes the files that are printed from the tables, and the output of the README's examples;
                   --check only says which of them are not current
  samples          compares each sample's verdict with the index of tests/samples
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
        ["gen", ref options @ ..] if matches!(options, [] | ["--check"]) => native::generate(options),
        ["samples"] => native::samples(),
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
        ["differential"] => native::differential(),
        ["tree"] => tree::check(),
        ["bench", ref options @ ..] => native::bench(options),
        ["mutants", ref options @ ..] => mutants::mutants(options),
        ["fuzz"] => native::fuzz("1000000"),
        ["fuzz", "--cases", cases] => native::fuzz(cases),
        ["fuzz-json"] => native::fuzz_json("10000000"),
        ["fuzz-json", "--inputs", inputs] => native::fuzz_json(inputs),
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
