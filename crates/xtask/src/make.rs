//! Work that is done again only where what it is made from has changed: by the times of the files, as make(1) does.

use crate::shell::{Outcome, root, target_directory};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Returns where the parts of the npm package are made before they are put together; it exists.
pub(crate) fn directory() -> Outcome<PathBuf> {
    let directory = target_directory()?.join("npm");
    std::fs::create_dir_all(&directory).map_err(|error| format!("{} cannot be made: {error}", directory.display()))?;
    Ok(directory)
}

/// Does the work of that name, unless it has been done since the inputs, files and directories, and the source of this
/// program last changed. Waits for another process that is doing it.
pub(crate) fn make(name: &str, inputs: &[PathBuf], output: &Path, work: impl FnOnce() -> Outcome) -> Outcome {
    let path = directory()?.join(name).with_extension("stamp");
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut stamp = lock(&path, name)?;
    let metadata = stamp.metadata().map_err(failed)?;
    // An empty stamp is one of work that has not ended well.
    let done = metadata.modified().ok().filter(|_| metadata.len() > 0 && output.exists());
    let own = root()?.join("crates/xtask/src");
    let changed = inputs.iter().chain([&own]).map(|input| last_change(input));
    let changed = changed.collect::<Outcome<Vec<_>>>()?.into_iter().max();
    if done > changed {
        return Ok(());
    }
    stamp.set_len(0).map_err(failed)?;
    let begin = SystemTime::now();
    work()?;
    // What has changed meanwhile is newer.
    stamp.write_all(b"made\n").and_then(|()| stamp.set_modified(begin)).map_err(failed)
}

/// Waits until no other process holds the lock of that file; it is held until the file is dropped.
pub(crate) fn lock(path: &Path, what: &str) -> Outcome<File> {
    let failed = |error: std::io::Error| format!("{} cannot be locked: {error}", path.display());
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(failed)?;
    if file.try_lock().is_err() {
        println!("Waiting for another process that is making {what} …");
        file.lock().map_err(failed)?;
    }
    Ok(file)
}

/// Returns when a file changed, or a directory or anything in it.
pub(crate) fn last_change(path: &Path) -> Outcome<SystemTime> {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
    let mut latest = path.metadata().and_then(|metadata| metadata.modified()).map_err(failed)?;
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(failed)? {
            latest = latest.max(last_change(&entry.map_err(failed)?.path())?);
        }
    }
    Ok(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_anything_is_seen() {
        let directory = std::env::temp_dir().join(format!("netverify-make-{}", std::process::id()));
        let inner = directory.join("in");
        std::fs::create_dir_all(&inner).expect("a directory");
        std::fs::write(inner.join("a"), "one").expect("a file");
        let long_ago = SystemTime::UNIX_EPOCH;
        for path in [&inner.join("a"), &inner, &directory] {
            File::open(path).and_then(|file| file.set_modified(long_ago)).expect("a time");
        }
        assert_eq!(last_change(&directory), Ok(long_ago));
        std::fs::write(inner.join("a"), "two").expect("a file");
        assert!(last_change(&directory).is_ok_and(|time| time > long_ago));
        File::open(inner.join("a")).and_then(|file| file.set_modified(long_ago)).expect("a time");
        std::fs::rename(inner.join("a"), inner.join("b")).expect("a new name");
        assert!(last_change(&directory).is_ok_and(|time| time > long_ago));
        std::fs::remove_dir_all(&directory).expect("no directory");
        assert!(last_change(&directory).is_err());
    }
}
