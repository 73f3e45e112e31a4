//! What a build was made from and what came of it, so that nothing is made twice.

use crate::shell::{Outcome, target_directory};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The digest of a build's inputs, and the file that holds it from one run to the next.
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: u64,
}

impl Stamp {
    /// The stamp of that name for files and directories, and for what else the build depends on.
    pub(crate) fn of(name: &str, inputs: &[PathBuf], besides: &[String]) -> Outcome<Stamp> {
        let file = directory()?.join(name).with_extension("stamp");
        Ok(Stamp { file, inputs: digest(inputs, besides)? })
    }

    /// Whether the outputs are there, made from these inputs, and as they were made.
    pub(crate) fn is_current(&self, outputs: &[PathBuf]) -> bool {
        let current = digest(outputs, &[]).map(|outputs| self.line(outputs));
        current.is_ok_and(|line| std::fs::read_to_string(&self.file).is_ok_and(|old| old == line))
    }

    /// Says that the outputs are made.
    pub(crate) fn set(&self, outputs: &[PathBuf]) -> Outcome {
        let line = self.line(digest(outputs, &[])?);
        std::fs::write(&self.file, line).map_err(|error| format!("{} cannot be written: {error}", self.file.display()))
    }

    fn line(&self, outputs: u64) -> String {
        format!("{:016x} {outputs:016x}\n", self.inputs)
    }
}

/// Where the parts of the npm package are made before they are put together; it exists.
pub(crate) fn directory() -> Outcome<PathBuf> {
    let directory = target_directory()?.join("npm");
    std::fs::create_dir_all(&directory).map_err(|error| format!("{} cannot be made: {error}", directory.display()))?;
    Ok(directory)
}

/// Waits until nobody else holds the lock of that file; it is held until what this gives is dropped.
pub(crate) fn lock(path: &Path, what: &str) -> Outcome<File> {
    let failed = |error: &dyn std::fmt::Display| format!("{} cannot be locked: {error}", path.display());
    let file = File::create(path).map_err(|error| failed(&error))?;
    if file.try_lock().is_err() {
        println!("Waiting for another process that is making {what} …");
        file.lock().map_err(|error| failed(&error))?;
    }
    Ok(file)
}

fn digest(paths: &[PathBuf], besides: &[String]) -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    besides.hash(&mut hasher);
    for path in paths {
        digest_one(path, &mut hasher).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    }
    Ok(hasher.finish())
}

fn digest_one(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    path.file_name().hash(hasher);
    if !path.is_dir() {
        std::fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<PathBuf>>>()?;
    entries.sort();
    entries.len().hash(hasher);
    entries.iter().try_for_each(|entry| digest_one(entry, hasher))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_anything_is_seen() {
        let directory = std::env::temp_dir().join(format!("netverify-stamp-{}", std::process::id()));
        let inner = directory.join("in");
        std::fs::create_dir_all(&inner).expect("a directory");
        std::fs::write(inner.join("a"), "one").expect("a file");
        let paths = [directory.clone()];
        let mut seen = vec![digest(&paths, &[]).expect("a digest")];
        assert_eq!(digest(&paths, &[]), Ok(seen[0]));
        seen.push(digest(&paths, &["1.95".to_owned()]).expect("a digest"));
        std::fs::write(inner.join("a"), "two").expect("a file");
        seen.push(digest(&paths, &[]).expect("a digest"));
        std::fs::rename(inner.join("a"), inner.join("b")).expect("a new name");
        seen.push(digest(&paths, &[]).expect("a digest"));
        std::fs::write(inner.join("c"), "").expect("a file");
        seen.push(digest(&paths, &[]).expect("a digest"));
        std::fs::remove_dir_all(&directory).expect("no directory");
        for (i, digest) in seen.iter().enumerate() {
            assert!(!seen[..i].contains(digest), "change {i} was not seen");
        }
        assert!(digest(&paths, &[]).is_err());
    }
}
