//! The verdicts on pictures beside those of the decoders that most programs use.

use crate::debian;
use crate::shell::{Outcome, announce, cargo, find_program, run};

/// Programs and the packages that have them.
const PROGRAMS: [(&str, &str); 2] = [("djpeg", "libjpeg-turbo-progs"), ("pngcheck", "pngcheck")];

/// Compares them, where the programs are there or may be installed.
pub(crate) fn check() -> Outcome {
    let is_missing = PROGRAMS.iter().any(|(program, _)| find_program(program).is_none());
    if is_missing && std::env::var("CI").is_ok_and(|ci| ci == "true") {
        debian::provide(&PROGRAMS)?;
    } else if is_missing {
        let packages = PROGRAMS.map(|(_, package)| package).join(" and ");
        announce(&format!("      left out: djpeg or pngcheck is missing (on Debian: the packages {packages})"));
        return Ok(());
    }
    let test = ["test", "--locked", "--package", "netverify-rules", "--all-features", "--test", "differential"];
    run(cargo(test)?.args(["--", "--ignored"]))
}
