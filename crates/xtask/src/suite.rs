//! `cargo xtask test`: everything that must hold before a change is taken.

use crate::shell::{Outcome, announce, cargo, may_use_rustup, run, shown, works};
use crate::{instructions, javascript, native, pkg, tree, www};
use std::process::Command;
use std::time::Instant;

/// Its name, the command that does it alone, and what that does.
type Step = (&'static str, String, Box<dyn FnOnce() -> Outcome>);

/// Runs the steps in order and stops at the first that fails.
pub(crate) fn test(quick: bool) -> Outcome {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        install(subcommand, component)?;
    }
    let steps = steps(quick)?;
    let (begin, count) = (Instant::now(), steps.len());
    for (number, (name, alone, work)) in (1..).zip(steps) {
        let start = Instant::now();
        announce(&format!("[{number}/{count}] {name}: {alone}"));
        work().map_err(|error| {
            format!("{error}\nStep {number} of {count}, {name}, failed. Alone it runs by `{alone}`.")
        })?;
        announce(&format!("      done in {:.1?}\n", start.elapsed()));
    }
    announce(&format!("All {count} steps passed in {:.1?}.", begin.elapsed()));
    println!("steps: {count} passed, 0 failed");
    Ok(())
}

fn steps(quick: bool) -> Outcome<Vec<Step>> {
    const DENY: [&str; 3] = ["--", "-D", "warnings"];
    let mut steps: Vec<Step> = Vec::new();
    let mut program = |name, mut command| steps.push((name, shown(&command), Box::new(move || run(&mut command))));

    program("formatting", cargo(["fmt", "--all", "--check"])?);
    let lints = ["clippy", "--locked", "--workspace", "--all-targets", "--all-features"];
    program("lints", cargo(lints.into_iter().chain(DENY))?);
    if !quick {
        let bare = ["clippy", "--locked", "--package", "netverify-rules", "--no-default-features"];
        program("lints of the core without features", cargo(bare.into_iter().chain(DENY))?);
    }
    let mut tests = cargo(["test", "--locked", "--workspace", "--all-features"])?;
    if quick {
        tests.env("PROPTEST_CASES", "16");
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        // The same inputs each time: a difference comes from the change alone. `cargo xtask fuzz` looks for new ones.
        tests.env("PROPTEST_RNG_SEED", "20260101");
    }
    program("tests", tests);
    let mut documentation = cargo(["doc", "--locked", "--workspace", "--all-features", "--no-deps"])?;
    documentation.env("RUSTDOCFLAGS", "-D warnings");
    program("documentation", documentation);
    let mut own = |name, command, work: fn() -> Outcome| {
        steps.push((name, format!("cargo xtask {command}"), Box::new(work)));
    };
    own("generated files", "gen --check", || native::generate(&["--check"]));
    own("tree", "tree", tree::check);
    if !quick {
        own("instructions", "instructions", instructions::check);
        own("pictures beside decoders", "differential", native::differential);
        for check in pkg::CHECKS {
            own(check.title, check.command, check.run);
        }
        own("the package beside others", "bench-js --check", javascript::check_bench);
        own("the package in every runtime", "runtimes", javascript::runtimes);
        own("the page", "www-test --quick", || www::test(true));
    }
    Ok(steps)
}

/// Installs a component of the toolchain where it is missing: a minimal one comes without these.
fn install(subcommand: &str, component: &str) -> Outcome {
    if works(&mut cargo([subcommand, "--version"])?) {
        return Ok(());
    }
    let advice = format!("Install {component} (on Debian: the package rustfmt or rust-clippy), then go on.");
    if !may_use_rustup() {
        return Err(format!("{component} is missing, and RUSTUP_AUTO_INSTALL=0 forbids rustup to fetch it.\n{advice}"));
    }
    announce(&format!("{component} is missing: installing it by `rustup component add {component}`"));
    run(Command::new("rustup").args(["component", "add", component])).map_err(|error| format!("{error}\n{advice}"))
}
