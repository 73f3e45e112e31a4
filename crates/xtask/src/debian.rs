//! Debian packages that are missing on this machine.

use crate::shell::{Outcome, announce, find_program, works};
use std::process::{Command, Stdio};

/// A program, and the Debian package that has it.
pub(crate) type Program = (&'static str, &'static str);

/// Checks whether nothing may be skipped.
fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

/// Installs the packages of those programs that cannot be found.
pub(crate) fn provide(programs: &[Program]) -> Outcome {
    let missing = missing(programs);
    if missing.is_empty() { Ok(()) } else { install(&missing, false) }
}

/// Installs them where that is possible. Elsewhere the tests say what they skip; only under `CI=true` is it a failure.
pub(crate) fn provide_if_possible(programs: &[Program]) -> Outcome {
    match provide(programs) {
        Err(why) if !is_ci() => {
            eprintln!("{why}");
            Ok(())
        }
        outcome => outcome,
    }
}

/// Checks whether these programs are there. Under `CI=true` what is missing is installed; elsewhere it is said to be left out.
pub(crate) fn has(programs: &[Program]) -> Outcome<bool> {
    let missing = missing(programs);
    if missing.is_empty() || is_ci() {
        return provide(programs).map(|()| true);
    }
    announce(&format!("      left out: this takes the Debian packages {}", missing.join(" and ")));
    Ok(false)
}

fn missing(programs: &[Program]) -> Vec<&'static str> {
    programs.iter().filter(|(program, _)| find_program(program).is_none()).map(|(_, package)| *package).collect()
}

/// Installs packages, and says so; the error says what to do by hand. `newest`: the list of packages is fetched first, for one
/// that was fetched long ago does not name the newest version.
pub(crate) fn install(packages: &[&str], newest: bool) -> Outcome {
    let list = packages.join(" ");
    let by_hand =
        |why: &str| format!("{why}\nInstall by hand, then go on: {list} (on Debian: `apt-get install {list}`).");
    if find_program("apt-get").is_none() {
        return Err(by_hand("This machine has no apt-get."));
    }
    let rights: &[&str] = match () {
        () if works(Command::new("sh").args(["-c", "test $(id -u) = 0"])) => &[],
        () if works(Command::new("sudo").args(["-n", "true"])) => &["sudo", "-n"],
        () => return Err(by_hand("To install packages one must be root, or be allowed `sudo` without a password.")),
    };
    announce(&format!("Installing by apt-get: {list}"));
    let install: Vec<&str> =
        ["--no-install-recommends", "install"].into_iter().chain(packages.iter().copied()).collect();
    let done =
        (!newest && apt(rights, &install, false)) || (apt(rights, &["update"], true) && apt(rights, &install, true));
    if done { Ok(()) } else { Err(by_hand("apt-get failed.")) }
}

fn apt(rights: &[&str], arguments: &[&str], aloud: bool) -> bool {
    let words = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=600"];
    let words: Vec<&str> = rights.iter().chain(&words).chain(arguments).copied().collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null());
    if !aloud {
        command.stderr(Stdio::null());
    }
    command.status().is_ok_and(|status| status.success())
}
