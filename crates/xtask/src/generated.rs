//! The committed files that are printed from the core's tables: another program does it, since it takes the core to build.

use crate::shell::{Outcome, build_netverify, cargo, run};

/// `cargo xtask gen`.
pub(crate) fn write() -> Outcome {
    generate(&[])
}

/// `cargo xtask gen --check`.
pub(crate) fn check() -> Outcome {
    generate(&["--check"])
}

fn generate(options: &[&str]) -> Outcome {
    let netverify = build_netverify(false)?;
    let mut command = cargo(["run", "--locked", "--package", "netverify-gen", "--"])?;
    run(command.args(options).arg(netverify))
}
