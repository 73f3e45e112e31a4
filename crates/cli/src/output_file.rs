//! Writing a file that holds a person's document: as a whole or not at all, and in place of nothing but a regular file.

use crate::input::Input;
use crate::output::{print_raw, reason, shown};
use same_file::Handle;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Where a request is written.
#[derive(Debug)]
pub(crate) enum Output {
    Stdout,
    File { path: PathBuf, force: bool },
}

impl Output {
    /// Nothing, `-` and `/dev/stdout` mean standard output.
    pub(crate) fn new(path: Option<PathBuf>, force: bool) -> Self {
        match path {
            Some(path) if path.as_os_str() != "-" && path != Path::new("/dev/stdout") => Output::File { path, force },
            _ => Output::Stdout,
        }
    }

    /// Checks whether the file may be written: that it is not there, or may be replaced, and is none of the inputs.
    ///
    /// # Errors
    /// Why it may not, in words.
    pub(crate) fn check(&self, inputs: &[Input]) -> Result<(), String> {
        let Output::File { path, force } = self else { return Ok(()) };
        let name = shown(path);
        let metadata = match path.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(self.failure(&error)),
        };
        if !metadata.is_file() {
            return Err(format!(
                "{name} is not a regular file, and nothing else is replaced: choose a file, or - for standard output"
            ));
        }
        if !force {
            return Err(self.exists());
        }
        let output = Handle::from_path(path).map_err(|error| self.failure(&error))?;
        let is_output = |input: &Input| {
            match input {
                Input::Stdin => Handle::stdin(),
                // To open a pipe would wait for its writer, and it is no regular file.
                Input::File(path) if path.metadata().is_ok_and(|metadata| metadata.is_file()) => {
                    Handle::from_path(path)
                }
                Input::File(_) => return false,
            }
            .is_ok_and(|input| input == output)
        };
        if inputs.iter().any(is_output) {
            return Err(format!("{name} is also one of the pictures to read: choose another file to write"));
        }
        Ok(())
    }

    /// Writes the text. A file that was there is replaced only once the new one is written, and only its owner can read it.
    ///
    /// # Errors
    /// Why it is not written, in words, or that standard output cannot be written.
    pub(crate) fn write(&self, text: &str, inputs: &[Input]) -> io::Result<Result<(), String>> {
        let Output::File { path, force } = self else { return print_raw(text).map(Ok) };
        // Again, for the pictures took their time to read.
        Ok(self.check(inputs).and_then(|()| {
            write_atomically(path, text.as_bytes(), *force).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => self.exists(),
                _ => self.failure(&error),
            })
        }))
    }

    fn name(&self) -> String {
        match self {
            Output::Stdout => "standard output".to_owned(),
            Output::File { path, .. } => shown(path),
        }
    }

    fn exists(&self) -> String {
        format!("{} exists: choose another file, or overwrite it with --force", self.name())
    }

    fn failure(&self, error: &io::Error) -> String {
        format!("cannot write {}: {}", self.name(), reason(error))
    }
}

fn write_atomically(path: &Path, bytes: &[u8], force: bool) -> io::Result<()> {
    // A bare name has the folder "", which tempfile takes as the current one.
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if force { file.persist(path) } else { file.persist_noclobber(path) }.map(drop).map_err(|error| error.error)
}
