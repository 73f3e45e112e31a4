//! Node and npm: the packages that a folder's lock names, and their programs.

use crate::shell::{Outcome, announce, json, output, read, root, run};
use crate::stamp::Stamp;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The oldest major version that the package, its tests and its tools run in.
const OLDEST_NODE: u32 = 20;

/// A folder with a package.json and its lock.
pub(crate) struct Folder {
    name: &'static str,
    path: PathBuf,
}

impl Folder {
    /// The folder of that name, its packages installed: by `npm ci`, and only where they are not what the lock says.
    pub(crate) fn ready(name: &'static str) -> Outcome<Folder> {
        has_node()?;
        let path = root()?.join(name);
        let inputs = ["package.json", "package-lock.json", ".npmrc"].map(|file| path.join(file));
        let stamp = Stamp::of(&name.replace('/', "-"), &inputs, &[])?;
        let installed = [path.join("node_modules/.package-lock.json")];
        let folder = Folder { name, path };
        if !stamp.is_current(&installed) {
            announce(&format!("Installing what {name}/package-lock.json names, by `npm ci`"));
            run(folder.npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]).stdin(Stdio::null()))?;
            stamp.set(&installed)?;
        }
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// npm in this folder.
    pub(crate) fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = npm();
        command.args(arguments).current_dir(&self.path);
        command
    }

    /// A script of package.json.
    pub(crate) fn script(&self, name: &str) -> Outcome<Command> {
        if self.package()?["scripts"][name].is_null() {
            return Err(format!("{}/package.json has no script `{name}`", self.name));
        }
        Ok(self.npm(&["run", "--silent", name]))
    }

    /// What its package.json says.
    pub(crate) fn package(&self) -> Outcome<Value> {
        json(&read(&self.path.join("package.json"))?, &format!("{}/package.json", self.name))
    }

    /// Node in this folder.
    pub(crate) fn node(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("node");
        command.args(arguments).current_dir(&self.path);
        command
    }

    /// Node in this folder, running a program of an installed package.
    pub(crate) fn program(&self, file: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.path.join("node_modules").join(file)).current_dir(&self.path);
        command
    }
}

/// npm, in no folder yet.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn has_node() -> Outcome {
    let version = output(Command::new("node").arg("--version"));
    let major = version.as_deref().ok().and_then(major);
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(format!(
            "This takes Node {OLDEST_NODE} or later with its npm, but `node --version` says: {}",
            version.unwrap_or_else(|error| error).trim()
        )),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        for (version, expected) in [("v20.20.2\n", Some(20)), ("v8.0.0", Some(8)), ("20.1.0", None), ("", None)] {
            assert_eq!(major(version), expected, "{version}");
        }
    }
}
