//! The package in every runtime that it is made for, and beside what one would use instead of it.

use crate::debian::{self, Program};
use crate::npm::Folder;
use crate::pkg;
use crate::shell::{Outcome, root, run};
use std::path::PathBuf;

/// The browsers that the tests drive.
pub(crate) const BROWSERS: [Program; 2] = [("chromium", "chromium"), ("firefox-esr", "firefox-esr")];

/// What else the matrix takes.
pub(crate) const WEBKIT: [Program; 2] = [("WebKitWebDriver", "webkit2gtk-driver"), ("xvfb-run", "xvfb")];

/// `cargo xtask runtimes`: the vectors and the forms, in the runtimes of npm's packages and in the browsers.
pub(crate) fn runtimes() -> Outcome {
    script("tests/js", "test", &[], &BROWSERS)
}

/// `cargo xtask matrix`: what takes longer, with one app for each bundler.
pub(crate) fn matrix() -> Outcome {
    script("tests/js", "matrix", &[], &[BROWSERS, WEBKIT].concat())
}

/// `cargo xtask bench-js`: in Node and in Chromium. A file is counted from the workspace's directory: npm starts scripts elsewhere.
pub(crate) fn bench(options: &[&str]) -> Outcome {
    let root = root()?;
    let from_root = |option: &&str| if option.ends_with(".md") { root.join(option) } else { option.into() };
    let options: Vec<PathBuf> = options.iter().map(from_root).collect();
    script("bench-js", "bench", &options, &BROWSERS[..1])
}

/// `cargo xtask bench-js --check`: whether all that would be measured gives the same verdicts.
pub(crate) fn check_bench() -> Outcome {
    script("bench-js", "test", &[], &BROWSERS[..1])
}

/// Runs a script of that folder's package.json on the package, which takes these programs.
fn script(folder: &str, name: &str, options: &[PathBuf], programs: &[Program]) -> Outcome {
    let packed = pkg::pack()?;
    debian::provide_if_possible(programs)?;
    let mut command = Folder::ready(folder)?.npm(&["run", "--silent", name, "--"]);
    run(command.args(options).env("NETVERIFY_TARBALL", &packed.tarball))
}
