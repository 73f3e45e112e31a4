//! What is done with the core and the command line alone.

use crate::debian;
use crate::shell::{Outcome, build_netverify, cargo, run};
use std::time::{SystemTime, UNIX_EPOCH};

/// `cargo xtask gen`: another program prints the files, since it takes the core to build.
pub(crate) fn generate(options: &[&str]) -> Outcome {
    let netverify = build_netverify(false)?;
    let mut command = cargo(["run", "--locked", "--package", "netverify-gen", "--"])?;
    run(command.args(options).arg(netverify))
}

/// `cargo xtask samples`: each gets the verdict that its index gives.
pub(crate) fn samples() -> Outcome {
    run(&mut cargo(["test", "--locked", "--package", "netverify", "--test", "samples"])?)
}

/// `cargo xtask differential`: the verdicts on pictures beside those of the decoders that most programs use.
pub(crate) fn differential() -> Outcome {
    if !debian::has(&[("djpeg", "libjpeg-turbo-progs"), ("pngcheck", "pngcheck")])? {
        return Ok(());
    }
    let test = ["test", "--locked", "--package", "netverify-rules", "--all-features", "--test", "differential"];
    run(cargo(test)?.args(["--", "--ignored"]))
}

/// `cargo xtask bench`: with the widest vectors of the machine, and with AVX2 alone.
pub(crate) fn bench(options: &[&str]) -> Outcome {
    let netverify = build_netverify(true)?;
    let bench = || cargo(["run", "--locked", "--release", "--package", "netverify-bench", "--"]);
    let widest = run(bench()?.arg("--netverify").arg(netverify).args(options));
    let avx2 = run(bench()?.args(options).env("CARGO_ENCODED_RUSTFLAGS", "--cfg=avx2_only"));
    widest.and(avx2)
}

/// `cargo xtask fuzz`: every property, with so many cases. As many inputs may be rejected as there are cases, or a property that
/// does not take all would end early.
pub(crate) fn fuzz(cases: &str) -> Outcome {
    cases.parse::<u32>().map_err(|_| format!("--cases takes a number, not {cases}"))?;
    println!("Every property of netverify-rules and netverify-scan is tried with {cases} cases.");
    let packages = ["--package", "netverify-rules", "--package", "netverify-scan", "--all-features"];
    deep_test(&packages, &[("PROPTEST_CASES", cases), ("PROPTEST_MAX_GLOBAL_REJECTS", cases)])
}

/// `cargo xtask fuzz-json`: the reader of JSON beside serde_json, on so many inputs.
pub(crate) fn fuzz_json(inputs: &str) -> Outcome {
    inputs.parse::<u64>().map_err(|_| format!("--inputs takes a number, not {inputs}"))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
    let seed = std::env::var("NETVERIFY_FUZZ_SEED").unwrap_or_else(|_| now.to_string());
    println!("The reader of JSON is compared with serde_json on {inputs} inputs, from NETVERIFY_FUZZ_SEED={seed} on.");
    let test = ["--package", "netverify-rules", "--lib", "body::differential", "--", "--nocapture"];
    deep_test(&test, &[("NETVERIFY_FUZZ_INPUTS", inputs), ("NETVERIFY_FUZZ_SEED", &seed)])
}

/// Runs tests optimised, but with the checks of arithmetic that the release build leaves out.
fn deep_test(arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    run(cargo(["test", "--locked", "--profile", "fuzz"])?.args(arguments).envs(variables.iter().copied()))
}
