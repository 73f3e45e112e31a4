//! What no committed file may hold: the host of a package registry, a path of somebody's machine, a lock file's download
//! address. Besides, the README's example in Rust stands in the core's, where it is compiled, and links lead to files.

use crate::shell::{Outcome, read, root};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Cut in two, so that this file does not hold them.
const HOSTS: &[[&str; 2]] = &[
    ["crates", ".io"],
    ["npmjs", ".org"],
    ["npmjs", ".com"],
    ["yarnpkg", ".com"],
    ["pypi", ".org"],
    ["pythonhosted", ".org"],
    ["deb.", "debian.org"],
];

/// As [`HOSTS`]. What stands before one must not be a part of a name, or a URL's path would count.
const PATHS: &[[&str; 2]] =
    &[["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"], ["/t", "mp/"], ["/wo", "rk/"], ["../sh", "ared"]];

/// The name by which cargo knows its registry; the only source that Cargo.lock may give.
const REGISTRY: [&str; 2] = ["registry+https://github.com/rust-lang/crates", ".io-index"];

/// Checks every file that git tracks or would track.
pub(crate) fn check() -> Outcome {
    let root = &root()?;
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let output = git.output().map_err(|error| format!("git cannot be started: {error}"))?;
    if !output.status.success() {
        println!("This is no checkout by git: there is nothing to be committed.");
        return Ok(());
    }
    let names = String::from_utf8(output.stdout).map_err(|_| "a file's name is not UTF-8")?;
    let own_place = root.to_string_lossy();
    let (mut count, mut problems) = (0, example_in_rust(root)?);
    for name in names.split_terminator('\0') {
        // Pictures are no text; a file that was deleted is still listed.
        let Ok(text) = std::fs::read_to_string(root.join(name)) else { continue };
        count += 1;
        problems.extend(in_file(name, &text, &own_place));
        if name.ends_with(".md") {
            problems.extend(dead_links(name, &text, root));
        }
    }
    if problems.is_empty() {
        println!("{count} text files hold no registry's host, no machine's path and no dead link");
        return Ok(());
    }
    Err(problems.join("\n"))
}

fn in_file(name: &str, text: &str, own_place: &str) -> Vec<String> {
    let base = name.rsplit('/').next().unwrap_or(name);
    let registry = REGISTRY.concat();
    let mut problems = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let mut problem = |what: &str| problems.push(format!("{name}:{number}: {what}"));
        if base == "Cargo.lock"
            && let Some(source) = line.strip_prefix("source = ")
        {
            if source.trim_matches('"') != registry {
                problem("a source that is not cargo's own registry");
            }
            continue;
        }
        // A folder of the project's own is given in the same place.
        if base == "package-lock.json" && line.contains("\"resolved\"") && line.contains("://") {
            problem("a download address in a lock file");
        }
        if HOSTS.iter().any(|host| line.contains(&host.concat())) {
            problem("the host of a package registry");
        }
        if PATHS.iter().any(|path| holds_path(line, &path.concat())) || own_place.len() > 1 && line.contains(own_place)
        {
            problem("a path that is one machine's own");
        }
    }
    problems
}

fn holds_path(line: &str, path: &str) -> bool {
    let is_part_of_name =
        |before: &str| before.ends_with(|last: char| last.is_alphanumeric() || "._-~%".contains(last));
    line.match_indices(path).any(|(at, _)| !is_part_of_name(&line[..at]))
}

/// The directory of this machine that a built file names, if it names one.
pub(crate) fn own_place(built: &[u8], root: &Path) -> Option<String> {
    let places = [Some(root.to_owned()), std::env::var_os("HOME").map(PathBuf::from)];
    let places = places.into_iter().flatten().filter(|place| place.parent().is_some());
    // With the slash that ends it, so that a word of the same letters is not taken for it.
    let mut names = places.map(|place| place.join("").to_string_lossy().into_owned());
    names.find(|name| built.windows(name.len()).any(|part| part == name.as_bytes()))
}

/// Links of a Markdown file to files that are not there.
fn dead_links(name: &str, markdown: &str, root: &Path) -> Vec<String> {
    let beside = root.join(name).parent().map(Path::to_owned).unwrap_or_default();
    let targets = markdown.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    let missing = files.filter(|target| !beside.join(target.split('#').next().unwrap_or(target)).exists());
    missing.map(|target| format!("{name}: a link to {target}, which is not there")).collect()
}

/// The core's README runs as a test of its documentation; the project's does not.
fn example_in_rust(root: &Path) -> Outcome<Vec<String>> {
    let core = read(&root.join("crates/core/README.md"))?;
    let readme = read(&root.join("README.md"))?;
    let missing = rust_blocks(&readme).filter(|block| !core.contains(block));
    Ok(missing
        .map(|_| "README.md: an example in Rust that does not stand in crates/core/README.md".to_owned())
        .collect())
}

fn rust_blocks(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_and_machines_are_found() {
        let lock = format!("source = \"{}\"", REGISTRY.concat());
        let host = |i: usize| format!("see https://www.{}/x", HOSTS[i].concat());
        for (name, text, found) in [
            ("Cargo.lock", lock.clone(), 0),
            ("a/Cargo.lock", "source = \"registry+https://mirror.example.com\"".to_owned(), 1),
            ("README.md", lock, 1),
            ("README.md", host(0), 1),
            ("README.md", host(1), 1),
            ("package-lock.json", "  \"resolved\": \"https://mirror.example.com/a.tgz\",".to_owned(), 1),
            ("package-lock.json", "  \"resolved\": \"../../pkg\",".to_owned(), 0),
            ("package.json", "  \"resolved\": \"\"".to_owned(), 0),
            ("a.rs", format!("let path = \"{}me/x\";", PATHS[0].concat()), 1),
            ("a.rs", format!("a\nopen({}x)", PATHS[5].concat()), 1),
            ("a.json", format!("https://example.com{}page", PATHS[1].concat()), 0),
            ("a.rs", "at = /builds/checkout/src".to_owned(), 1),
            ("a.rs", "nothing".to_owned(), 0),
        ] {
            let problems = in_file(name, &text, "/builds/checkout");
            assert_eq!(problems.len(), found, "{name}: {text}: {problems:?}");
        }
    }

    #[test]
    fn directories_in_built_files_are_found() {
        let root = Path::new("/builds/checkout");
        assert_eq!(own_place(b"\0asm/builds/checkout/src/lib.rs", root), Some("/builds/checkout/".to_owned()));
        assert_eq!(own_place(b"\0asm/netverify-rules/src/lib.rs /builds/checkouts", root), None);
        assert_eq!(own_place(b"/x", Path::new("/")), None);
    }

    #[test]
    fn links_lead_to_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let markdown = "[a](src/tree.rs#x) [b](https://example.com/) [c](#c) [d](src) [e](src/none.rs)";
        assert_eq!(dead_links("x.md", markdown, root), ["x.md: a link to src/none.rs, which is not there"]);
        assert_eq!(dead_links("src/x.md", "[a](tree.rs)", root), Vec::<String>::new());
    }

    #[test]
    fn blocks_in_rust_are_found() {
        let markdown = "a\n```rust\nfn a() {}\n```\n```console\nx\n```\n```rust\nfn b() {}\n```\n";
        assert_eq!(rust_blocks(markdown).collect::<Vec<_>>(), ["fn a() {}\n", "fn b() {}\n"]);
    }
}
