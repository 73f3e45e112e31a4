//! Starting programs, and saying so.

use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a command gives; the error is what to tell the person who gave it.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The workspace's directory.
pub(crate) fn root() -> Outcome<PathBuf> {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("start this by `cargo xtask`")?;
    let root = Path::new(&own).ancestors().nth(2).ok_or("the workspace's directory is not where it was")?;
    Ok(root.to_owned())
}

/// The cargo that started this one, in the workspace's directory.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Outcome<Command> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root()?);
    Ok(command)
}

/// A command as one would type it.
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

/// Builds the command line; gives where its executable is.
pub(crate) fn build_netverify(release: bool) -> Outcome<PathBuf> {
    let mut command =
        cargo(["build", "--locked", "--package", "netverify", "--message-format=json-render-diagnostics"])?;
    if release {
        command.arg("--release");
    }
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{}` failed ({})", shown(&command), output.status));
    }
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "netverify")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo did not say where it put `netverify`".to_owned())
}

/// A line that stands out, written before what it announces.
pub(crate) fn announce(text: &str) {
    let mut out = std::io::stdout();
    let bold = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let (on, off) = if bold { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    // A closed pipe is no reason to stop the work that is announced.
    let _ = writeln!(out, "{on}{text}{off}").and_then(|()| out.flush());
}

/// Reads a text file of the workspace.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}
