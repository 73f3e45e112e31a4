//! The package in every runtime that it is made for, and beside what one would use instead of it.

use crate::debian;
use crate::npm::Folder;
use crate::pkg;
use crate::shell::{Outcome, root, run};

/// The browsers that the tests drive, as (program, Debian's package).
pub(crate) const BROWSERS: [(&str, &str); 2] = [("chromium", "chromium"), ("firefox-esr", "firefox-esr")];

/// What else the matrix takes.
pub(crate) const WEBKIT: [(&str, &str); 2] = [("WebKitWebDriver", "webkit2gtk-driver"), ("xvfb-run", "xvfb")];

/// `cargo xtask runtimes`: the vectors and the forms, in the runtimes of npm's packages and in the browsers.
pub(crate) fn runtimes() -> Outcome {
    script("tests/js", "test", &[], &BROWSERS)
}

/// `cargo xtask matrix`: what takes longer, with one app for each bundler.
pub(crate) fn matrix() -> Outcome {
    script("tests/js", "matrix", &[], &[BROWSERS, WEBKIT].concat())
}

/// `cargo xtask bench-js`: in Node and in Chromium.
pub(crate) fn bench(options: &[&str]) -> Outcome {
    let options = from_root(options)?;
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    script("bench-js", "bench", &options, &BROWSERS[..1])
}

/// `cargo xtask bench-js --check`: whether all that would be measured gives the same verdicts.
pub(crate) fn check_bench() -> Outcome {
    script("bench-js", "test", &[], &BROWSERS[..1])
}

/// The options, with the file that `--markdown` names counted from the workspace's directory: npm starts scripts elsewhere.
fn from_root(options: &[&str]) -> Outcome<Vec<String>> {
    let root = root()?;
    let mut is_file = false;
    let options = options.iter().map(|option| {
        let file = std::mem::replace(&mut is_file, *option == "--markdown");
        if file { root.join(option).display().to_string() } else { (*option).to_owned() }
    });
    Ok(options.collect())
}

/// Runs a script of that folder's package.json on the package, which takes these programs.
fn script(folder: &'static str, name: &str, options: &[&str], programs: &[(&str, &'static str)]) -> Outcome {
    let packed = pkg::pack()?;
    if let Err(why) = debian::provide(programs) {
        // Elsewhere the tests say what they skip; there, nothing may be skipped.
        if std::env::var_os("CI").is_some_and(|value| value == "true") {
            return Err(why);
        }
        eprintln!("{why}");
    }
    let mut command = Folder::ready(folder)?.script(name)?;
    if !options.is_empty() {
        command.arg("--").args(options);
    }
    run(command.env("NETVERIFY_TARBALL", &packed.tarball))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tables_file_is_counted_from_the_root() {
        let root = root().expect("a workspace");
        let file = root.join("BENCHMARKS.md").display().to_string();
        assert_eq!(
            from_root(&["--quick", "--markdown", "BENCHMARKS.md"]),
            Ok(vec!["--quick".to_owned(), "--markdown".to_owned(), file])
        );
        assert_eq!(from_root(&["--quick", "--strict"]), Ok(vec!["--quick".to_owned(), "--strict".to_owned()]));
        let absolute = std::env::temp_dir().join("tables.md").display().to_string();
        assert_eq!(from_root(&["--markdown", &absolute]), Ok(vec!["--markdown".to_owned(), absolute.clone()]));
    }
}
