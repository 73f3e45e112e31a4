//! Node and npm: the packages that a folder's lock names, and their programs.

use crate::make::last_change;
use crate::shell::{Outcome, announce, output, root, run};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The oldest major version that the package, its tests and its tools run in.
const OLDEST_NODE: u32 = 20;

/// A folder with a package.json and its lock.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
}

impl Folder {
    /// Returns the folder of that name, its packages installed by `npm ci` where its lock is newer than they are.
    pub(crate) fn ready(name: &str) -> Outcome<Folder> {
        has_node()?;
        let folder = Folder { path: root()?.join(name) };
        let inputs = ["package.json", "package-lock.json", ".npmrc"].map(|file| last_change(&folder.path.join(file)));
        let newest = inputs.into_iter().collect::<Outcome<Vec<_>>>()?.into_iter().max();
        if last_change(&folder.path.join("node_modules/.package-lock.json")).ok() < newest {
            announce(&format!("Installing what {name}/package-lock.json names, by `npm ci`"));
            run(folder.npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]).stdin(Stdio::null()))?;
        }
        Ok(folder)
    }

    /// Returns npm in this folder.
    pub(crate) fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = npm();
        command.args(arguments).current_dir(&self.path);
        command
    }

    /// Returns Node in this folder.
    pub(crate) fn node(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("node");
        command.args(arguments).current_dir(&self.path);
        command
    }

    /// Returns Node in this folder, running a program of an installed package.
    pub(crate) fn program(&self, file: &str) -> Command {
        let mut command = self.node(&[]);
        command.arg(self.path.join("node_modules").join(file));
        command
    }
}

/// Returns npm, in no folder yet.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn has_node() -> Outcome {
    let version = output(Command::new("node").arg("--version")).unwrap_or_else(|error| error);
    if major(&version).is_some_and(|major| major >= OLDEST_NODE) {
        return Ok(());
    }
    Err(format!("This takes Node {OLDEST_NODE} or later with its npm, but `node --version` says: {}", version.trim()))
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
