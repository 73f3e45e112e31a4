//! Where bytes come from and where text goes.

use crate::{folder, interrupt, text};
use std::fmt::Display;
use std::fs::{File, Metadata};
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};

/// More than any request needs: three images of 15 MiB with every character escaped.
pub(crate) const MAX_BYTES: u64 = 512 << 20;

/// A file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// The inputs that the arguments name: none means standard input, unless that is a terminal.
    pub(crate) fn from_arguments(files: Vec<PathBuf>) -> Option<Vec<Input>> {
        if files.is_empty() {
            return if io::stdin().is_terminal() { None } else { Some(vec![Input::Stdin]) };
        }
        Some(files.into_iter().map(Input::from).collect())
    }

    /// Its name for a person.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "standard input".to_owned(),
            Input::File(path) => shown(path),
        }
    }

    /// Its name for a program: the path as it was given.
    pub(crate) fn path(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// A reader of it. Where it may keep one waiting, Ctrl-C ends the wait with [`io::ErrorKind::Interrupted`].
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Input::Stdin => stdin(),
            Input::File(path) => {
                let file = File::open(path)?;
                let metadata = file.metadata()?;
                // Some systems open a folder and fail later, with a message that helps nobody.
                if metadata.is_dir() {
                    return Err(folder::not_a_file());
                }
                Ok(if metadata.is_file() { Box::new(file) } else { waiting(file) })
            }
        }
    }

    /// The number of bytes, where it is known without opening it: a pipe can be opened only once.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Input::Stdin => None,
            Input::File(path) => path.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len()),
        }
    }

    /// All of it.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if let Some(length) = self.length().filter(|length| *length <= MAX_BYTES) {
            // One more, so that the end is found without growing.
            bytes.try_reserve_exact(usize::try_from(length).unwrap_or(0).saturating_add(1))?;
        }
        self.open()?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 512 MiB"));
        }
        Ok(bytes)
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path) }
    }
}

#[cfg(unix)]
fn waiting(file: File) -> Box<dyn Read + Send> {
    Box::new(interrupt::reader(file))
}

#[cfg(unix)]
fn stdin() -> io::Result<Box<dyn Read + Send>> {
    use std::os::fd::AsFd as _;
    Ok(waiting(io::stdin().as_fd().try_clone_to_owned()?.into()))
}

#[cfg(not(unix))]
fn waiting(file: File) -> Box<dyn Read + Send> {
    Box::new(file)
}

#[cfg(not(unix))]
fn stdin() -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(io::stdin()))
}

/// A path for a terminal: a name can neither move the cursor nor turn the direction of writing.
pub(crate) fn shown(path: &Path) -> String {
    text::escaped(&path.to_string_lossy())
}

/// Writes styled text to standard output: colour where it is a terminal and nobody asked for none.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes text for a program to standard output, as it stands.
pub(crate) fn print_raw(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes styled text to standard error. There is nobody to tell when that fails.
pub(crate) fn tell(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Says on standard error why something could not be done.
pub(crate) fn complain(message: impl Display) {
    tell(&format!("{}: {message}\n", crate::render::error_label()));
}

/// What the system says of a failure, without its error number, or what to do about it.
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

/// Why an input could not be read.
pub(crate) fn cannot_read(input: &Input, error: &io::Error) -> String {
    format!("cannot read {}: {}", input.name(), reason(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_move_the_cursor() {
        assert_eq!(shown(Path::new("a\u{1b}[2Jb\u{202e}\n.json")), "a\\u{1b}[2Jb\\u{202e}\\n.json");
        assert_eq!(shown(Path::new("Zoë.json")), "Zoë.json");
    }

    #[test]
    fn a_hyphen_is_standard_input() {
        assert_eq!(Input::from(PathBuf::from("-")), Input::Stdin);
        assert_eq!(Input::from(PathBuf::from("./-")), Input::File(PathBuf::from("./-")));
    }

    #[test]
    fn files_are_read_whole() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(&file, b"abc").expect("written");
        assert_eq!(Input::File(file.path().into()).read().expect("read"), b"abc");
        assert!(Input::File(std::env::temp_dir()).read().is_err());
    }
}
