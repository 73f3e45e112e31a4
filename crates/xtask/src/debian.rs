//! Packages of Debian's that are missing on this machine.

use crate::shell::{Outcome, announce, find_program, works};
use std::process::{Command, Stdio};

/// Installs packages, and says so; the error says what to do by hand.
pub(crate) fn install(packages: &[&str]) -> Outcome {
    install_from(packages, false)
}

/// Installs the newest version of packages that Debian has, which a list of packages fetched long ago does not name.
pub(crate) fn install_newest(packages: &[&str]) -> Outcome {
    install_from(packages, true)
}

fn install_from(packages: &[&str], newest: bool) -> Outcome {
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
    if !newest && apt(rights, &install_arguments(packages), false) {
        return Ok(());
    }
    // The lists of packages may be old, or may never have been fetched.
    if apt(rights, &["update"], true) && apt(rights, &install_arguments(packages), true) {
        return Ok(());
    }
    Err(by_hand("apt-get failed."))
}

fn install_arguments<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    ["--no-install-recommends", "install"].into_iter().chain(packages.iter().copied()).collect()
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

/// Installs the packages of those programs that cannot be found, given as (program, package).
pub(crate) fn provide(programs: &[(&str, &'static str)]) -> Outcome {
    let missing: Vec<&str> =
        programs.iter().filter(|(program, _)| find_program(program).is_none()).map(|(_, package)| *package).collect();
    if missing.is_empty() { Ok(()) } else { install(&missing) }
}
