//! What no committed file may hold: the host of a package registry, a path of somebody's machine, a lock file's download
//! address. Besides, the README's example in Rust is in the core's, where it is compiled, and links lead to files.

use crate::shell::{Outcome, output, read, root};
use regex_lite::Regex;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Patterns by the end of a file's name, and what they find. No pattern finds itself. What is before a path must not be a part of
/// a name, or a URL's path would count; a folder of the project's own may be "resolved".
const FORBIDDEN: [(&str, &str, &str); 4] = [
    ("Cargo.lock", r#"^source = ".+""#, "a source that is not cargo's own registry"),
    ("package-lock.json", r#""resolved".*://"#, "a download address in a lock file"),
    (
        "",
        r"crates\.io|npmjs\.(org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|deb\.debian\.org",
        "the host of a package registry",
    ),
    (
        "",
        r"(^|[^\w.~%-])(/r[o]ot/|/h[o]me/|/U[s]ers/|/t[m]p/|/w[o]rk/|\.\./sh[a]red)",
        "a path that is one machine's own",
    ),
];

/// The only source that Cargo.lock may give: cargo's registry, by the name that cargo has for it.
const REGISTRY: &str = concat!("registry+https://github.com/rust-lang/crates", ".io-index");

/// `cargo xtask tree`: checks every file that git tracks or would track.
pub(crate) fn check() -> Outcome {
    let root = &root()?;
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let Ok(names) = output(&mut git) else {
        println!("This is no checkout by git: there is nothing to be committed.");
        return Ok(());
    };
    let core = read(&root.join("crates/core/README.md"))?;
    let (mut count, mut problems) = (0, examples_not_in(&core, &read(&root.join("README.md"))?));
    let forbidden = forbidden(root)?;
    for name in names.split_terminator('\0') {
        // Pictures are no text; a file that was deleted is still listed.
        let Ok(text) = read(&root.join(name)) else { continue };
        count += 1;
        problems.extend(in_file(name, &text, &forbidden));
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

/// Returns what is forbidden in a checkout that is there.
fn forbidden(root: &Path) -> Outcome<Vec<(&'static str, Regex, &'static str)>> {
    let own = regex_lite::escape(&root.to_string_lossy());
    let patterns = FORBIDDEN.map(|(end, pattern, what)| (end, pattern.to_owned(), what));
    let own = root.parent().map(|_| ("", own, "a path that is one machine's own"));
    let compiled = |(end, pattern, what): (_, String, _)| {
        Ok((end, Regex::new(&pattern).map_err(|error| error.to_string())?, what))
    };
    patterns.into_iter().chain(own).map(compiled).collect()
}

fn in_file(name: &str, text: &str, forbidden: &[(&str, Regex, &str)]) -> Vec<String> {
    let is_cargo_lock = name.ends_with("Cargo.lock");
    let mut problems = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let line = if is_cargo_lock { &line.replace(REGISTRY, "") } else { line };
        let mut found = forbidden.iter().filter(|(end, pattern, _)| name.ends_with(end) && pattern.is_match(line));
        problems.extend(found.next().map(|(_, _, what)| format!("{name}:{number}: {what}")));
    }
    problems
}

/// Returns the directory of this machine that a built file names, if it names one.
pub(crate) fn own_place(built: &[u8], root: &Path) -> Option<String> {
    let places = [Some(root.to_owned()), std::env::var_os("HOME").map(PathBuf::from)];
    let places = places.into_iter().flatten().filter(|place| place.parent().is_some());
    // With the slash that ends it, so that a word of the same letters is not taken for it.
    let mut names = places.map(|place| place.join("").to_string_lossy().into_owned());
    names.find(|name| built.windows(name.len()).any(|part| part == name.as_bytes()))
}

/// Returns the links of a Markdown file to files that are not there.
fn dead_links(name: &str, markdown: &str, root: &Path) -> Vec<String> {
    let beside = root.join(name).parent().map(Path::to_owned).unwrap_or_default();
    let targets = markdown.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    let missing = files.filter(|target| !beside.join(target.split('#').next().unwrap_or(target)).exists());
    missing.map(|target| format!("{name}: a link to {target}, which is not there")).collect()
}

/// Returns a problem for each example in Rust that is not in the core's README, which runs as a test of its documentation.
fn examples_not_in(core: &str, readme: &str) -> Vec<String> {
    let blocks = readme.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest));
    let problem = |_| "README.md: an example in Rust that is not in crates/core/README.md".to_owned();
    blocks.filter(|block| !core.contains(block)).map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_and_machines_are_found() {
        let forbidden = forbidden(Path::new("/builds/checkout")).expect("patterns");
        let lock = format!("source = \"{REGISTRY}\"");
        for (name, text, count) in [
            ("Cargo.lock", lock.as_str(), 0),
            ("a/Cargo.lock", "source = \"registry+https://mirror.example.com\"", 1),
            ("README.md", &lock, 1),
            ("README.md", concat!("see https://www.npmjs", ".org/x"), 1),
            ("package-lock.json", "  \"resolved\": \"https://mirror.example.com/a.tgz\",", 1),
            ("package-lock.json", "  \"resolved\": \"../../pkg\",", 0),
            ("package.json", "  \"resolved\": \"\"", 0),
            ("a.rs", concat!("let path = \"/ro", "ot/me/x\";"), 1),
            ("a.rs", concat!("a\nopen(../sh", "ared/x)"), 1),
            ("a.json", concat!("https://example.com/ho", "me/page"), 0),
            ("a.rs", "at = /builds/checkout/src", 1),
            ("a.rs", "nothing", 0),
        ] {
            let problems = in_file(name, text, &forbidden);
            assert_eq!(problems.len(), count, "{name}: {text}: {problems:?}");
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
    fn examples_are_compared() {
        let readme = "a\n```rust\nfn a() {}\n```\n```console\nx\n```\n```rust\nfn b() {}\n```\n";
        assert_eq!(examples_not_in("fn a() {}\nfn b() {}\n", readme), Vec::<String>::new());
        assert_eq!(examples_not_in("fn a() {}\n", readme).len(), 1);
    }
}
