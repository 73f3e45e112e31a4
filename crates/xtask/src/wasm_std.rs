//! What it takes to build for WebAssembly: a compiler, the standard library for it, and a linker.
//!
//! Three ways lead there, and the first that does is taken: the toolchain has the target; rustup adds it, unless
//! `RUSTUP_AUTO_INSTALL=0` forbids that; Debian's compiler comes with the source of its standard library, which is built
//! once and kept.

use crate::debian;
use crate::make::lock;
use crate::shell::{Outcome, announce, empty_folder, find_program, may_use_rustup, output, read, root, run, works};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// To be raised when the standard library is to be built otherwise than before.
const RECIPE: u8 = 1;

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// How long rustup may take: behind a wall that swallows everything it would wait for ever.
const PATIENCE: Duration = Duration::from_secs(180);

/// A compiler that can build for [`TARGET`].
pub(crate) enum Toolchain {
    /// The one that cargo takes by itself.
    Active,
    /// Debian's, with a standard library that was built here.
    Debian { sysroot: PathBuf, linker: PathBuf },
}

impl Toolchain {
    pub(crate) fn find() -> Outcome<Toolchain> {
        if has_std(&active_rustc(), None) || add_by_rustup() {
            return Ok(Toolchain::Active);
        }
        let packages = DEBIAN_PACKAGES.join(", ");
        debian().map_err(|why| {
            format!(
                "{why}\nThere is no standard library for {TARGET}. `rustup target add {TARGET}` brings it; so do, on \
                 Debian, the packages {packages}, with which this command then builds it."
            )
        })
    }

    /// Makes a cargo command build with this one; `flags` are for the target alone.
    pub(crate) fn apply(&self, command: &mut Command, mut flags: Vec<String>, target_directory: &Path) {
        if let Toolchain::Debian { sysroot, linker } = self {
            flags.push(format!("--sysroot={}", sysroot.display()));
            command.envs([("RUSTC", DEBIAN_RUSTC), ("RUSTDOC", "/usr/bin/rustdoc")]);
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            // In a directory of its own: what the other compiler built for this machine would all be built again.
            command.env("CARGO_TARGET_DIR", target_directory.join("wasm-debian"));
        }
        // Somebody's own flags must not come into the package; this variable hides them all.
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    }
}

fn active_rustc() -> OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

/// Checks whether a compiler can build this workspace.
fn is_new_enough(version: &str) -> Outcome<bool> {
    let manifest = read(&root()?.join("Cargo.toml"))?;
    let wanted = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let wanted = wanted.ok_or("Cargo.toml gives no rust-version")?.trim_matches('"');
    Ok(numbers(number(version)) >= numbers(wanted))
}

/// Returns the number in `rustc 1.96.0 (…)`.
fn number(version: &str) -> &str {
    version.split_whitespace().nth(1).unwrap_or_default()
}

/// The numbers of a version, to be compared: `1.95`, `1.96.0`.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|number| number.parse().ok()).collect()
}

fn has_std(rustc: &OsString, sysroot: Option<&Path>) -> bool {
    let mut command = Command::new(rustc);
    command.args(["--print", "target-libdir", "--target", TARGET]);
    if let Some(sysroot) = sysroot {
        command.arg("--sysroot").arg(sysroot);
    }
    output(&mut command).is_ok_and(|directory| {
        let files = std::fs::read_dir(directory.trim()).into_iter().flatten().flatten();
        files.map(|file| file.file_name()).any(|name| name.to_string_lossy().starts_with("libstd-"))
    })
}

fn add_by_rustup() -> bool {
    if !may_use_rustup() {
        return false;
    }
    announce(&format!("Adding {TARGET} to the toolchain by rustup"));
    let Ok(mut child) = Command::new("rustup").args(["target", "add", TARGET]).stdin(Stdio::null()).spawn() else {
        return false;
    };
    let start = Instant::now();
    while let Ok(None) = child.try_wait() {
        if start.elapsed() > PATIENCE {
            println!("rustup has not done it in {} s: going on without", PATIENCE.as_secs());
            // It may have ended at last, which is as well.
            let _ = child.kill().and_then(|()| child.wait());
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    has_std(&active_rustc(), None)
}

fn debian() -> Outcome<Toolchain> {
    let rustc = OsString::from(DEBIAN_RUSTC);
    let version = || output(Command::new(&rustc).arg("-vV"));
    if !Path::new(DEBIAN_CARGO).exists() || library_source(&rustc).is_err() || !is_new_enough(&version()?)? {
        debian::install(&DEBIAN_PACKAGES, true)?;
    }
    let (version, source) = (version()?, library_source(&rustc)?);
    if !is_new_enough(&version)? {
        return Err(format!("Debian's newest compiler is too old: {}", number(&version)));
    }
    if find_linker().is_none() {
        debian::install(&["lld"], false)?;
    }
    let linker = find_linker().ok_or("lld is installed, but there is no linker for WebAssembly")?;
    let mut hasher = DefaultHasher::new();
    (RECIPE, &version).hash(&mut hasher);
    let cache = cache_directory()?.join("wasm-std");
    std::fs::create_dir_all(&cache).map_err(|error| format!("{} cannot be made: {error}", cache.display()))?;
    let sysroot = cache.join(format!("{}-{:016x}", number(&version), hasher.finish()));
    if !has_std(&rustc, Some(&sysroot)) {
        let _held = lock(&sysroot.with_added_extension("lock"), "the standard library")?;
        if !has_std(&rustc, Some(&sysroot)) {
            build_std(&rustc, &source, &sysroot)?;
        }
    }
    Ok(Toolchain::Debian { sysroot, linker })
}

/// Returns the source of the compiler's standard library.
fn library_source(rustc: &OsString) -> Outcome<PathBuf> {
    let sysroot = output(Command::new(rustc).args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    if library.join("std/Cargo.toml").exists() {
        return Ok(library);
    }
    Err(format!("{} does not hold the source of the standard library", library.display()))
}

/// Returns where this user's programs keep what they can make again.
fn cache_directory() -> Outcome<PathBuf> {
    let set = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let own = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"));
    let cache = set.or_else(own).ok_or("neither XDG_CACHE_HOME nor HOME says where to keep the standard library")?;
    Ok(cache.join("netverify-rules"))
}

fn find_linker() -> Option<PathBuf> {
    let libraries = output(Command::new(active_rustc()).args(["--print", "target-libdir"])).unwrap_or_default();
    let beside = Path::new(libraries.trim()).join("../bin/rust-lld");
    let rust_lld = [Some(beside), find_program("rust-lld")].into_iter().flatten();
    let mut speaking = rust_lld.filter(|lld| works(Command::new(lld).args(["-flavor", "wasm", "--version"])));
    let named = || (14..40).rev().map(|version| format!("wasm-ld-{version}"));
    speaking
        .next()
        .and_then(|lld| lld.canonicalize().ok())
        .or_else(|| find_program("wasm-ld"))
        .or_else(|| named().find_map(|name| find_program(&name)))
}

/// Builds the standard library for [`TARGET`], by building a crate that is empty.
fn build_std(rustc: &OsString, source: &Path, sysroot: &Path) -> Outcome {
    announce(&format!(
        "Building the standard library for {TARGET}, once, into {} (about two minutes on two cores)",
        sysroot.display()
    ));
    let work = sysroot.with_added_extension("building");
    let made = work.join("sysroot");
    let library = made.join("lib/rustlib").join(TARGET).join("lib");
    let failed = |error: std::io::Error| format!("{} cannot be made: {error}", sysroot.display());
    // An earlier build may have been stopped on its way.
    empty_folder(sysroot)?;
    empty_folder(&work)?;
    std::fs::write(work.join("lib.rs"), "#![no_std]\n").map_err(failed)?;
    std::fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n\
         [profile.release]\npanic = \"abort\"\n\n[workspace]\n",
    )
    .map_err(failed)?;
    // Without bitcode it could not be optimised together with the crates that are linked to it.
    let mut flags = vec!["-Cembed-bitcode=yes".to_owned(), remapped(source, "/rustc/library")];
    flags.extend(registry_sources().iter().map(|registry| remapped(registry, "/registry")));
    let mut command = Command::new(DEBIAN_CARGO);
    command.args(["build", "--quiet", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    command.current_dir(&work).env("RUSTC", rustc).env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_TARGET_DIR", work.join("target")).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run(command.env_remove("RUSTC_WRAPPER").env_remove("RUSTC_WORKSPACE_WRAPPER"))?;

    std::fs::create_dir_all(&library).map_err(failed)?;
    let built = work.join("target").join(TARGET).join("release/deps");
    for entry in std::fs::read_dir(&built).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        if name.to_string_lossy().ends_with(".rlib") && !name.to_string_lossy().starts_with("libempty-") {
            std::fs::copy(entry.path(), library.join(&name)).map_err(failed)?;
        }
    }
    // Only now is it there, and whole.
    std::fs::rename(&made, sysroot).and_then(|()| std::fs::remove_dir_all(&work)).map_err(failed)
}

/// Returns the flag by which a directory of this machine goes by another name in what is built.
pub(crate) fn remapped(directory: &Path, name: &str) -> String {
    format!("--remap-path-prefix={}={name}", directory.display())
}

/// Returns where cargo lays the source of the crates that it fetched: a directory for each registry.
pub(crate) fn registry_sources() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let Some(registries) = home.map(|home| home.join("registry/src")) else { return Vec::new() };
    std::fs::read_dir(registries).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(numbers("1.96.0") >= numbers("1.95"));
        assert!(numbers("1.100.0") >= numbers("1.95"));
        assert!(numbers("1.85.0") < numbers("1.95"));
    }
}
