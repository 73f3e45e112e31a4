//! Where bytes come from: files, folders of them, standard input.

use crate::output::{reason, shown};
use std::fs::{File, Metadata};
use std::io::{self, IsTerminal as _, Read, Take};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// More than any request needs: three images of 15 MiB with every character escaped.
pub(crate) const MAX_BYTES: u64 = 512 << 20;
/// What is read at once of a file that is not held.
const PIECE_BYTES: u64 = 256 << 10;

/// A file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

/// A file to read, or the path of one that cannot be, and why.
pub(crate) type Source = Result<Input, (String, String)>;

impl Input {
    /// Returns the inputs that the arguments name: none means standard input, unless that is a terminal.
    pub(crate) fn from_arguments(files: Vec<PathBuf>) -> Option<Vec<Input>> {
        if files.is_empty() {
            return if io::stdin().is_terminal() { None } else { Some(vec![Input::Stdin]) };
        }
        Some(files.into_iter().map(Input::from).collect())
    }

    /// Returns its name for a person.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "standard input".to_owned(),
            Input::File(path) => shown(path),
        }
    }

    /// Returns its name for a program: the path as it was given.
    pub(crate) fn path(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// Checks whether it is a folder, perhaps by a link.
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self, Input::File(path) if path.is_dir())
    }

    /// Returns a reader of it.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let Input::File(path) = self else { return Ok(Box::new(io::stdin())) };
        let file = File::open(path)?;
        // Some systems open a folder and fail later, with a message that helps nobody.
        if file.metadata()?.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it"));
        }
        Ok(Box::new(file))
    }

    /// Returns the number of bytes, where it is known without opening it: a pipe can be opened only once.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Input::Stdin => None,
            Input::File(path) => path.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len()),
        }
    }

    /// Returns its pieces, the first of which is read.
    pub(crate) fn pieces(&self) -> io::Result<Pieces> {
        let reader = self.open()?.take(MAX_BYTES + 1);
        let mut pieces = Pieces { reader, bytes: Vec::with_capacity(PIECE_BYTES as usize) };
        pieces.advance()?;
        Ok(pieces)
    }

    /// Returns all of it.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        self.pieces()?.read_all()
    }

    /// Returns why it could not be read.
    pub(crate) fn cannot_read(&self, error: &io::Error) -> String {
        format!("cannot read {}: {}", self.name(), reason(error))
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path) }
    }
}

/// A file that is read piece by piece.
pub(crate) struct Pieces {
    reader: Take<Box<dyn Read + Send>>,
    /// The piece that was read last: empty at the end, else full unless it is the last.
    pub(crate) bytes: Vec<u8>,
}

impl Pieces {
    /// Reads the next piece.
    pub(crate) fn advance(&mut self) -> io::Result<()> {
        self.bytes.clear();
        self.reader.by_ref().take(PIECE_BYTES).read_to_end(&mut self.bytes)?;
        self.check_length()
    }

    /// Gives this piece and all that follow away.
    pub(crate) fn push_all(&mut self, mut push: impl FnMut(&[u8])) -> io::Result<()> {
        while !self.bytes.is_empty() {
            push(&self.bytes);
            self.advance()?;
        }
        Ok(())
    }

    /// Returns this piece and all that follow.
    pub(crate) fn read_all(mut self) -> io::Result<Vec<u8>> {
        self.reader.read_to_end(&mut self.bytes)?;
        self.check_length()?;
        Ok(self.bytes)
    }

    fn check_length(&self) -> io::Result<()> {
        if self.reader.limit() == 0 {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 512 MiB"));
        }
        Ok(())
    }
}

/// Returns the files in a folder and all below it that end in one of `extensions`, in the order of their names, and why a part
/// of it could not be read. Hidden files and folders are left out, and folders behind symbolic links, so that no loop is
/// followed.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Vec<Source> {
    let hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let trouble = |path: &Path, reason: &str| {
        Err((path.to_string_lossy().into_owned(), format!("cannot read {}: {reason}", shown(path))))
    };
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let wanted =
                    path.extension().is_some_and(|it| extensions.iter().any(|wanted| it.eq_ignore_ascii_case(wanted)));
                // A link to a file counts, neither a pipe nor a device does.
                match path.metadata() {
                    Ok(metadata) if wanted && metadata.is_file() => found.push(Ok(Input::File(entry.into_path()))),
                    Err(error) if wanted => found.push(trouble(path, &reason(&error))),
                    _ => {}
                }
            }
            Err(error) => {
                let reason = error.io_error().map_or_else(|| "it cannot be read".to_owned(), reason);
                found.push(trouble(error.path().unwrap_or(folder), &reason));
            }
        }
    }
    if found.is_empty() {
        let message = format!("{} has no file that ends in .{}", shown(folder), extensions.join(" or ."));
        found.push(Err((folder.to_string_lossy().into_owned(), message)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_is_standard_input() {
        assert_eq!(Input::from(PathBuf::from("-")), Input::Stdin);
        assert_eq!(Input::from(PathBuf::from("./-")), Input::File(PathBuf::from("./-")));
    }

    #[test]
    fn the_pieces_are_the_file() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let input = Input::File(file.path().into());
        for length in [0, 3, PIECE_BYTES as usize, 3 * PIECE_BYTES as usize + 1] {
            let bytes: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            std::fs::write(&file, &bytes).expect("written");
            let mut pushed = Vec::<u8>::new();
            input.pieces().and_then(|mut pieces| pieces.push_all(|piece| pushed.extend(piece))).expect("read");
            assert!(pushed == bytes && input.read().expect("read") == bytes, "{length}");
        }
        file.as_file().set_len(MAX_BYTES + 1).expect("a hole");
        let read = input.pieces().and_then(|mut pieces| pieces.push_all(|_| ()));
        assert_eq!(read.map_err(|error| error.kind()), Err(io::ErrorKind::FileTooLarge));
        assert!(Input::File(std::env::temp_dir()).read().is_err());
    }
}
