//! Where bytes come from and where text goes.

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

    /// A reader of it.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Input::Stdin => Ok(Box::new(io::stdin())),
            Input::File(path) => {
                let file = File::open(path)?;
                // Some systems open a folder and fail later, with a message that helps nobody.
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Ok(Box::new(file))
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

/// A path for a terminal: a name cannot move the cursor.
pub(crate) fn shown(path: &Path) -> String {
    escape_control(&path.to_string_lossy())
}

/// The text with its control characters escaped.
pub(crate) fn escape_control(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() {
            shown.extend(char.escape_default());
        } else {
            shown.push(char);
        }
    }
    shown
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

/// What the system says of a failure, without its error number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((reason, _)) => reason.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_move_the_cursor() {
        assert_eq!(shown(Path::new("a\u{1b}[2Jb\n.json")), "a\\u{1b}[2Jb\\n.json");
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
