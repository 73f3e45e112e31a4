//! The npm package: put together in `pkg/dist`, packed, and checked as its users will find it.

use crate::npm::{Folder, npm};
use crate::shell::{Outcome, announce, cargo, json, output, root, run};
use crate::stamp::{Stamp, directory, lock};
use crate::wasm;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// What the default entry may weigh at most, JavaScript and WebAssembly together, in bytes of gzip.
const CEILING: &str = "76000";

const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The compilers that a user may have: today's, and the last of those that were written in JavaScript.
const COMPILERS: [&str; 2] = ["typescript", "typescript-5"];

/// A check of the built package.
pub(crate) struct Check {
    /// The argument of `cargo xtask pkg` that asks for it.
    name: &'static str,
    pub(crate) title: &'static str,
    /// The command that does it alone.
    pub(crate) alone: &'static str,
    pub(crate) run: fn() -> Outcome,
}

/// All of them, in order.
pub(crate) const CHECKS: [Check; 6] = [
    Check { name: "unit", title: "tests of the package", alone: "cargo xtask pkg unit", run: unit },
    Check { name: "types", title: "types in users' projects", alone: "cargo xtask pkg types", run: types },
    Check { name: "publint", title: "the packed files", alone: "cargo xtask pkg publint", run: publint },
    Check { name: "attw", title: "types from everywhere", alone: "cargo xtask pkg attw", run: attw },
    Check { name: "size", title: "size", alone: "cargo xtask pkg size", run: size },
    Check { name: "steps", title: "steps for hostile bodies", alone: "cargo xtask pkg steps", run: steps },
];

/// `cargo xtask pkg CHECK`.
pub(crate) fn check(wanted: &str) -> Outcome {
    let checks: Vec<&Check> = CHECKS.iter().filter(|check| check.name == wanted || wanted == "all").collect();
    if checks.is_empty() {
        return Err(format!(
            "no such check: {wanted}; there are {} and all",
            CHECKS.map(|check| check.name).join(", ")
        ));
    }
    checks.into_iter().try_for_each(|check| {
        announce(&format!("{}: {}", check.title, check.alone));
        (check.run)()
    })
}

/// `cargo xtask pkg`: gives the package's folder, built.
pub(crate) fn build() -> Outcome<Folder> {
    let root = root()?;
    let folder = Folder::ready("pkg")?;
    let wasm = wasm::build()?;
    let _held = lock(&directory()?.join("dist.lock"), "pkg/dist")?;
    let at = |name: &str| folder.path().join(name);

    let own =
        ["src", "scripts/build.mjs", "scripts/ascii.mjs", "package.json", "package-lock.json", "tsconfig.json"].map(at);
    let copied = copied(&root, &wasm, folder.path());
    let mut inputs: Vec<PathBuf> = copied.iter().map(|(from, _)| from.clone()).chain(own).collect();
    inputs.extend(["Cargo.toml", "crates/xtask/src/pkg.rs"].map(|name| root.join(name)));
    let outputs = [vec![at("dist")], LICENCES.map(at).to_vec()].concat();
    let stamp = Stamp::of("dist", &inputs, &[])?;
    if !stamp.is_current(&outputs) {
        make(&root, &folder, &wasm, &copied)?;
        stamp.set(&outputs)?;
    }
    Ok(folder)
}

/// The files that the package takes over as they are: from where, to where.
fn copied(root: &Path, wasm: &Path, package: &Path) -> Vec<(PathBuf, PathBuf)> {
    let licences = LICENCES.map(|name| (root.join(name), package.join(name)));
    let schema = (root.join("docs/request.schema.json"), package.join("dist/schema.json"));
    let wasm = (wasm.to_owned(), package.join("dist/netverify.wasm"));
    licences.into_iter().chain([schema, wasm]).collect()
}

fn make(root: &Path, folder: &Folder, wasm: &Path, copied: &[(PathBuf, PathBuf)]) -> Outcome {
    has_version_of(root, folder)?;
    announce("Bundling the package's entries, by esbuild");
    run(folder.node(&["scripts/build.mjs"]).arg(wasm))?;
    announce("Checking its types and writing them down, by tsc");
    let mut tsc = folder.program("typescript/bin/tsc");
    run(tsc.args(["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", "dist"]))?;
    let dist = folder.path().join("dist");
    copy_declarations(&dist, &dist.join("cjs"))?;
    for (from, to) in copied {
        copy(from, to)?;
    }
    println!("{} is built", dist.display());
    Ok(())
}

/// Whether the package has the version of the crates it is made of.
fn has_version_of(root: &Path, folder: &Folder) -> Outcome {
    let crates = crate::shell::read(&root.join("Cargo.toml"))?;
    let package = folder.package()?["version"].as_str().unwrap_or_default().to_owned();
    if crates.lines().any(|line| line == format!("version = \"{package}\"")) {
        return Ok(());
    }
    Err(format!("pkg/package.json gives the version {package}, which is not that of Cargo.toml"))
}

/// Copies the declarations of one directory to another: what stands in a folder for CommonJS is read as CommonJS.
fn copy_declarations(from: &Path, to: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", from.display());
    for entry in std::fs::read_dir(from).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && path != to {
            copy_declarations(&path, &to.join(name))?;
        } else if name.to_string_lossy().ends_with(".d.ts") {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let parent = to.parent().unwrap_or(to);
    std::fs::create_dir_all(parent)
        .and_then(|()| std::fs::copy(from, to))
        .map(drop)
        .map_err(|error| format!("{} cannot be copied to {}: {error}", from.display(), to.display()))
}

/// The package as a user gets it.
pub(crate) struct Packed {
    pub(crate) folder: Folder,
    /// The file that would be published.
    pub(crate) tarball: PathBuf,
    /// A project that has it in its node_modules.
    consumer: PathBuf,
}

/// Builds the package, packs it, and installs it in a project beside it.
pub(crate) fn pack() -> Outcome<Packed> {
    let folder = build()?;
    let directory = directory()?;
    let _held = lock(&directory.join("pack.lock"), "the packed package")?;
    let at = |name: &str| folder.path().join(name);
    let consumer = directory.join("consumer");
    let tarball =
        directory.join(format!("netverify-rules-{}.tgz", folder.package()?["version"].as_str().unwrap_or("0")));
    let inputs = ["dist", "README.md", "package.json", "consumer"].map(at);
    let outputs = [tarball.clone(), consumer.join("node_modules/netverify-rules")];
    let stamp = Stamp::of("pack", &inputs, &[])?;
    if !stamp.is_current(&outputs) {
        announce("Packing the package, by `npm pack`");
        let told = output(folder.npm(&["pack", "--json", "--loglevel=error", "--pack-destination"]).arg(&directory))?;
        let packed = json(&told, "npm pack")?;
        println!(
            "{} files, {} bytes packed, {} unpacked",
            packed[0]["entryCount"], packed[0]["size"], packed[0]["unpackedSize"]
        );
        install(&at("consumer"), &consumer, &tarball)?;
        stamp.set(&outputs)?;
    }
    Ok(Packed { folder, tarball, consumer })
}

fn install(from: &Path, consumer: &Path, tarball: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{} cannot be made: {error}", consumer.display());
    if consumer.exists() {
        std::fs::remove_dir_all(consumer).map_err(failed)?;
    }
    for entry in std::fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        copy(&entry.path(), &consumer.join(entry.file_name()))?;
    }
    let mut install = npm();
    // The package needs no other, so nothing is to be fetched. The specification is for the project's own check of types.
    install.args([
        "install",
        "--offline",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    install.arg(tarball).arg(from.with_file_name("node_modules/@standard-schema/spec"));
    run(install.current_dir(consumer).stdin(Stdio::null()).stdout(Stdio::null()))
}

/// The package's own tests, which take it by its name as its users do.
fn unit() -> Outcome {
    let folder = build()?;
    let tests = tests(&folder.path().join("test"))?;
    run(folder.node(&["--test", "--test-reporter=spec"]).args(tests))
}

/// Whether the module's steps are in proportion to what they are given.
fn steps() -> Outcome {
    let module = wasm::build()?;
    run(cargo(["run", "--quiet", "--locked", "--package", "netverify-steps", "--"])?.arg(module))
}

fn tests(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", directory.display());
    let entries = std::fs::read_dir(directory).map_err(failed)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>();
    let mut tests = paths.map_err(failed)?;
    tests.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    tests.sort();
    if tests.is_empty() { Err(format!("{} holds no test", directory.display())) } else { Ok(tests) }
}

/// Users' projects, strict and each with another resolution, are compiled with the packed package.
fn types() -> Outcome {
    let packed = pack()?;
    for compiler in COMPILERS {
        for project in ["nodenext", "bundler", "node"] {
            println!("{compiler}: tsconfig.{project}.json");
            let mut tsc = packed.folder.program(&format!("{compiler}/bin/tsc"));
            tsc.arg("--project").arg(packed.consumer.join(format!("tsconfig.{project}.json")));
            run(tsc.arg("--typeRoots").arg(packed.folder.path().join("node_modules/@types")))?;
        }
    }
    Ok(())
}

fn publint() -> Outcome {
    let packed = pack()?;
    run(packed.folder.program("publint/src/cli.js").args(["run", "--strict"]).arg(&packed.tarball))
}

/// Whether the types are found from everywhere, and are of what is found there.
fn attw() -> Outcome {
    let packed = pack()?;
    let check = |entries: &[&str], profile| {
        let mut attw = packed.folder.program("@arethetypeswrong/cli/dist/index.js");
        attw.arg(&packed.tarball).args(["--no-emoji", "--no-color", "--format", "table-flipped", "--profile", profile]);
        run(attw.arg("--entrypoints").args(entries))
    };
    check(&["."], "strict")?;
    // A resolution that knows no `exports` finds the default entry only.
    check(&["http", "fields", "codes"], "node16")?;
    check(&["slim", "browser", "browser/worker"], "esm-only")
}

fn size() -> Outcome {
    let packed = pack()?;
    run(packed.folder.node(&["scripts/size.mjs"]).arg(&packed.consumer).arg(CEILING))
}
