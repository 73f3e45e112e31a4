//! Where text goes: standard output, standard error.

use crate::{render, text};
use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::Path;

/// Returns a path for a terminal: a name can neither move the cursor nor turn the direction of writing.
pub(crate) fn shown(path: &Path) -> String {
    text::escaped(&path.to_string_lossy())
}

/// Writes styled text to standard output: colour where it is a terminal and nobody asked for none.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes text for a program to standard output, as it is.
pub(crate) fn print_raw(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes styled text to standard error. There is nobody to say it to when that fails.
pub(crate) fn note(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Says on standard error why something could not be done.
pub(crate) fn complain(message: impl Display) {
    note(&format!("{}: {message}\n", render::error_label()));
}

/// Returns what the system says of a failure, without its error number, or what to do about it.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "you are not permitted to (its permissions, or those of its folder)".to_owned()
        }
        io::ErrorKind::OutOfMemory => "there is not enough memory for it".to_owned(),
        _ => {
            let text = error.to_string();
            text.split_once(" (os error").map_or(text.clone(), |(reason, _)| reason.to_owned())
        }
    }
}
