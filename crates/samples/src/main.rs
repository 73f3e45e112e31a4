//! Draws the specimen documents of `tests/samples` and writes the requests that carry them.
//!
//! Started by `cargo xtask samples`, with the directory to write to. It draws the same bytes on every machine.

mod canvas;
mod documents;
mod encode;
mod font;
mod requests;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(directory) = std::env::args_os().nth(1) else {
        return Err("usage: netverify-samples DIRECTORY".into());
    };
    let directory = Path::new(&directory);
    std::fs::create_dir_all(directory.join("pictures"))?;
    for (name, bytes) in requests::files()? {
        let path = directory.join(&name);
        if std::fs::read(&path).is_ok_and(|old| old == bytes) {
            continue;
        }
        std::fs::write(&path, &bytes)?;
        println!("{name}: {} bytes", bytes.len());
    }
    Ok(())
}
