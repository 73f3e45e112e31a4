//! Starting programs, and saying so.

use serde_json::Value;
use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What a command returns; the error is the message for the person who gave it.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// Returns the workspace's directory.
pub(crate) fn root() -> Outcome<PathBuf> {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("start this by `cargo xtask`")?;
    let root = Path::new(&own).ancestors().nth(2).ok_or("the workspace's directory is not where it was")?;
    Ok(root.to_owned())
}

/// Returns the cargo that started this one, in the workspace's directory.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Outcome<Command> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root()?);
    Ok(command)
}

/// Returns a command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Runs a command to its end, its output in view.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("`{}` cannot be started: {error}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Builds the command line; returns where its executable is.
pub(crate) fn build_netverify(release: bool) -> Outcome<PathBuf> {
    let mut command = cargo(["build", "--locked", "--package", "netverify"])?;
    if release {
        command.arg("--release");
    }
    built(&mut command, "netverify", |message| message["executable"].as_str())
}

/// Builds an optimised example of the core; returns where its executable is.
pub(crate) fn build_example(name: &str) -> Outcome<PathBuf> {
    let mut command = cargo(["build", "--locked", "--release", "--package", "netverify-rules", "--example", name])?;
    built(&mut command, name, |message| message["executable"].as_str())
}

/// Runs a build; returns the file that `find` picks from the message about the target of that name.
pub(crate) fn built(command: &mut Command, target: &str, find: impl Fn(&Value) -> Option<&str>) -> Outcome<PathBuf> {
    let messages = output(command.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit()))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == target)
        .find_map(|message| find(&message).map(PathBuf::from))
        .ok_or_else(|| format!("cargo did not say where it put `{target}`"))
}

/// Runs a command to its end; returns what it wrote to its standard output.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| format!("`{}` cannot be started: {error}", shown(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{complaint}`{}` failed ({})", shown(command), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{}` put out what is no text", shown(command)))
}

/// Checks whether a command runs and ends well; nothing of it is shown.
pub(crate) fn works(command: &mut Command) -> bool {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Returns where a program is that can be started by its name alone.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|path| path.join(name)).find(|path| path.is_file())
}

/// Checks whether rustup is there, and may fetch what is missing.
pub(crate) fn may_use_rustup() -> bool {
    find_program("rustup").is_some() && std::env::var_os("RUSTUP_AUTO_INSTALL").is_none_or(|value| value != "0")
}

/// Returns where cargo builds to.
pub(crate) fn target_directory() -> Outcome<PathBuf> {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    if let Some(directory) = DIRECTORY.get() {
        return Ok(directory.clone());
    }
    let metadata = json(&output(&mut cargo(["metadata", "--no-deps", "--format-version", "1"])?)?, "cargo metadata")?;
    let directory = metadata["target_directory"].as_str().ok_or("cargo did not say where it builds")?;
    Ok(DIRECTORY.get_or_init(|| PathBuf::from(directory)).clone())
}

/// Reads JSON that comes from there.
pub(crate) fn json(text: &str, from: &str) -> Outcome<Value> {
    serde_json::from_str(text).map_err(|error| format!("{from}: {error}"))
}

/// Prints a highlighted line, before what it announces.
pub(crate) fn announce(text: &str) {
    let mut out = std::io::stdout();
    let bold = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let (on, off) = if bold { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    // A closed pipe is no reason to stop the work that is announced.
    let _ = writeln!(out, "{on}{text}{off}").and_then(|()| out.flush());
}

/// Makes an empty folder, in place of what is there.
pub(crate) fn empty_folder(path: &Path) -> Outcome {
    let removed = if path.exists() { std::fs::remove_dir_all(path) } else { Ok(()) };
    let made = removed.and_then(|()| std::fs::create_dir_all(path));
    made.map_err(|error| format!("{} cannot be made: {error}", path.display()))
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    String::from_utf8(read_bytes(path)?).map_err(|_| format!("{} is not UTF-8", path.display()))
}

/// Reads a file.
pub(crate) fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}
