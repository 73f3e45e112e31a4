//! Writes the committed files that are printed from the core's tables, and what the README's examples of the command line
//! put out; or says which of them are not current.
//!
//! Started by `cargo xtask gen`, in the workspace's directory.

mod countries;
mod json_schema;
mod markdown;
mod typescript;

use std::error::Error;
use std::ffi::OsStr;
use std::fmt::Debug;
use std::path::Path;
use std::process::{Command, Stdio};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    match arguments.as_slice() {
        [netverify] => write(&all(netverify)?),
        [check, netverify] if check == "--check" => check_all(&all(netverify)?),
        _ => Err("usage: netverify-gen [--check] NETVERIFY".into()),
    }
}

fn write(files: &[(&str, String)]) -> Outcome {
    for (name, content) in files {
        if is_current(name, content) {
            println!("{name} is current");
            continue;
        }
        if let Some(parent) = Path::new(name).parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(name, content)?;
        println!("{name} is written");
    }
    Ok(())
}

fn check_all(files: &[(&str, String)]) -> Outcome {
    let stale: Vec<&str> =
        files.iter().filter(|(name, content)| !is_current(name, content)).map(|(name, _)| *name).collect();
    if stale.is_empty() {
        println!("{} files are current", files.len());
        return Ok(());
    }
    eprintln!("Not current: {}. `cargo xtask gen` writes them.", stale.join(", "));
    std::process::exit(1)
}

fn is_current(name: &str, content: &str) -> bool {
    std::fs::read_to_string(name).is_ok_and(|old| old == content)
}

fn all(netverify: &OsStr) -> Outcome<Vec<(&'static str, String)>> {
    let readme = with_output(&std::fs::read_to_string("README.md")?, |arguments| {
        let mut command = Command::new(netverify);
        // Somebody's taste for colour must not come into the file.
        command.args(arguments).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
        let output = command.output()?;
        let text = String::from_utf8([output.stdout, output.stderr].concat())?;
        match output.status.code() {
            // 1 is the verdict "not valid", which an example may well show.
            Some(0 | 1) => Ok(text),
            _ => Err(format!("README.md: `netverify {}` could not be run:\n{text}", arguments.join(" ")).into()),
        }
    })?;
    Ok(vec![
        ("docs/RULES.md", markdown::markdown()?),
        ("docs/request.schema.json", json_schema::json_schema()),
        ("pkg/src/generated/types.ts", typescript::types()?),
        ("pkg/src/generated/fields.ts", typescript::fields()?),
        ("pkg/src/generated/docs.ts", typescript::docs()),
        ("pkg/src/generated/codes.ts", typescript::codes()?),
        ("pkg/src/generated/schema.ts", typescript::schema()),
        ("crates/core/src/country/table.rs", countries::table()),
        ("README.md", readme),
    ])
}

/// What the objects of later revisions are for, beside [`JsonObject::FIELDS`](netverify_rules::JsonObject::FIELDS).
const OBJECT_DOCS: [&str; 2] =
    ["Checks of later revisions of the API.", "The user's consent, in later revisions of the API."];

/// Stops at a variant that the core has and no printer here prints.
fn not_printed<T>(variant: impl Debug) -> T {
    panic!("crates/gen does not print {variant:?}")
}

/// The Markdown with the output of each `$ netverify …` in its `console` blocks replaced by what the command puts out.
/// Words are parted at blanks: no shell reads them.
fn with_output(markdown: &str, mut netverify: impl FnMut(&[&str]) -> Outcome<String>) -> Outcome<String> {
    const PROMPT: &str = "$ netverify ";
    let (mut out, mut in_block, mut is_old_output) = (String::new(), false, false);
    for line in markdown.lines() {
        if line == "```console" {
            in_block = true;
        } else if line == "```" {
            (in_block, is_old_output) = (false, false);
        }
        let command = if in_block { line.strip_prefix(PROMPT) } else { None };
        if command.is_some() {
            is_old_output = false;
        }
        if !is_old_output {
            out.push_str(line);
            out.push('\n');
        }
        if let Some(command) = command {
            let words: Vec<&str> = command.split_whitespace().collect();
            out.push_str(netverify(&words)?.trim_end());
            out.push('\n');
            is_old_output = true;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_output_of_examples_is_replaced() {
        let markdown = "a\n```console\n$ netverify one two\nold\nold\n$ netverify three\n```\n```sh\n$ netverify no\nkept\n```\nb\n";
        let expected = "a\n```console\n$ netverify one two\n[one+two]\n$ netverify three\n[three]\n```\n```sh\n$ netverify no\nkept\n```\nb\n";
        for before in [markdown, expected] {
            let after = with_output(before, |words| Ok(format!("[{}]\n\n", words.join("+"))));
            assert_eq!(after.expect("every command ran"), expected);
        }
    }
}
