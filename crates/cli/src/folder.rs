//! The files of a folder that may be requests.

use crate::files::{Input, shown};
use std::io;
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// Returns the files in a folder and all below it that end in one of `extensions`, in the order of their names, and why a part
/// of it could not be read. Hidden files and folders are left out, and folders behind symbolic links, so that no loop is
/// followed.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Vec<Result<Input, (String, String)>> {
    let hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let mut found = Vec::new();
    let trouble = |path: &Path, reason: String| {
        Err((path.to_string_lossy().into_owned(), format!("cannot read {}: {reason}", shown(path))))
    };
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let wanted = path.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
                let wanted = wanted.is_some_and(|extension| extensions.contains(&extension.as_str()));
                // A link to a file counts, neither a pipe nor a device does.
                match path.metadata() {
                    Ok(metadata) if wanted && metadata.is_file() => found.push(Ok(Input::File(entry.into_path()))),
                    Err(error) if wanted => found.push(trouble(path, crate::files::reason(&error))),
                    _ => {}
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                let reason = error.io_error().map_or_else(|| "it cannot be read".to_owned(), crate::files::reason);
                found.push(trouble(path, reason));
            }
        }
    }
    if found.is_empty() {
        let names: Vec<String> = extensions.iter().map(|extension| format!(".{extension}")).collect();
        let message = format!("{} has no file that ends in {}", shown(folder), names.join(" or "));
        found.push(Err((folder.to_string_lossy().into_owned(), message)));
    }
    found
}

/// Checks whether it is a folder, perhaps by a link.
pub(crate) fn is_folder(input: &Input) -> bool {
    matches!(input, Input::File(path) if path.is_dir())
}

/// The failure to read a folder as a file.
pub(crate) fn not_a_file() -> io::Error {
    io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it")
}
