//! The npm package: put together in `pkg/dist`, packed, and checked as its users will find it.

use crate::make::{directory, make};
use crate::npm::{Folder, npm};
use crate::shell::{Outcome, announce, cargo, empty_folder, json, output, read, root, run};
use crate::wasm;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// What the default entry may weigh at most, JavaScript and WebAssembly together, in bytes of gzip.
const CEILING: &str = "72000";

/// The version of all crates, this one included.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The compilers that a user may have: today's, and the last of those that were written in JavaScript.
const COMPILERS: [&str; 2] = ["typescript", "typescript-5"];

/// A check of the built package.
pub(crate) struct Check {
    pub(crate) title: &'static str,
    /// The command of `cargo xtask` that does it alone.
    pub(crate) command: &'static str,
    pub(crate) run: fn() -> Outcome,
}

/// All of them, in order.
pub(crate) const CHECKS: [Check; 6] = [
    Check { command: "pkg unit", title: "tests of the package", run: unit },
    Check { command: "pkg types", title: "types in users' projects", run: types },
    Check { command: "pkg publint", title: "the packed files", run: publint },
    Check { command: "pkg attw", title: "types from everywhere", run: attw },
    Check { command: "pkg size", title: "size", run: size },
    Check { command: "pkg steps", title: "steps for hostile bodies", run: steps },
];

/// `cargo xtask pkg CHECK`.
pub(crate) fn check(wanted: &str) -> Outcome {
    let is_wanted = |check: &&Check| wanted == "all" || check.command == format!("pkg {wanted}");
    let checks: Vec<&Check> = CHECKS.iter().filter(is_wanted).collect();
    if checks.is_empty() {
        return Err(format!(
            "no such check: {wanted}; there are {} and all",
            CHECKS.map(|check| &check.command[4..]).join(", ")
        ));
    }
    checks.into_iter().try_for_each(|check| {
        announce(&format!("{}: cargo xtask {}", check.title, check.command));
        (check.run)()
    })
}

/// `cargo xtask pkg`: returns the package's folder, built.
pub(crate) fn build() -> Outcome<Folder> {
    let root = root()?;
    let folder = Folder::ready("pkg")?;
    let wasm = wasm::build()?;
    let at = |name: &str| folder.path.join(name);
    let own = ["src", "scripts", "package.json", "package-lock.json", "tsconfig.json"].map(at);
    let licences = LICENCES.map(|name| (root.join(name), at(name)));
    let schema = (root.join("docs/request.schema.json"), at("dist/schema.json"));
    let copied = [&licences[..], &[schema, (wasm.clone(), at("dist/netverify.wasm"))]].concat();
    let inputs = copied.iter().map(|(from, _)| from.clone()).chain(own).chain([root.join("Cargo.toml")]);
    make("dist", &inputs.collect::<Vec<_>>(), &at("dist"), || {
        has_version_of_crates(&folder)?;
        announce("Bundling the package's entries, by esbuild");
        run(folder.node(&["scripts/build.mjs"]).arg(&wasm))?;
        announce("Checking its types and writing them down, by tsc");
        // What is in a folder for CommonJS is read as CommonJS.
        for to in ["dist", "dist/cjs"] {
            let mut tsc = folder.program("typescript/bin/tsc");
            run(tsc.args(["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", to]))?;
        }
        copied.iter().try_for_each(|(from, to)| copy(from, to))?;
        println!("{} is built", at("dist").display());
        Ok(())
    })?;
    Ok(folder)
}

/// Checks whether the package has the version of the crates it is made of.
fn has_version_of_crates(folder: &Folder) -> Outcome {
    let package = json(&read(&folder.path.join("package.json"))?, "pkg/package.json")?;
    if package["version"] == VERSION {
        return Ok(());
    }
    Err(format!("pkg/package.json gives the version {}, which is not the {VERSION} of Cargo.toml", package["version"]))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    std::fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{} cannot be copied to {}: {error}", from.display(), to.display()))
}

/// The package as a user gets it.
pub(crate) struct Packed {
    folder: Folder,
    /// The file that would be published.
    pub(crate) tarball: PathBuf,
    /// A project that has it in its node_modules.
    consumer: PathBuf,
}

/// Builds the package, packs it, and installs it in a project beside it.
pub(crate) fn pack() -> Outcome<Packed> {
    let folder = build()?;
    let directory = directory()?;
    let consumer = directory.join("consumer");
    let tarball = directory.join(format!("netverify-rules-{VERSION}.tgz"));
    let inputs = ["dist", "README.md", "package.json", "consumer"].map(|name| folder.path.join(name));
    make("pack", &inputs, &consumer.join("node_modules/netverify-rules"), || {
        announce("Packing the package, by `npm pack`");
        let text = output(folder.npm(&["pack", "--json", "--loglevel=error", "--pack-destination"]).arg(&directory))?;
        let packed = &json(&text, "npm pack")?[0];
        println!("{} files, {} bytes packed", packed["entryCount"], packed["size"]);
        install(&folder.path.join("consumer"), &consumer, &tarball)
    })?;
    Ok(Packed { folder, tarball, consumer })
}

fn install(from: &Path, consumer: &Path, tarball: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", from.display());
    empty_folder(consumer)?;
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
    run(&mut build()?.node(&["--test", "--test-reporter=spec"]))
}

/// Whether the module's steps are in proportion to what they are given.
fn steps() -> Outcome {
    let module = wasm::build()?;
    run(cargo(["run", "--quiet", "--locked", "--package", "netverify-steps", "--"])?.arg(module))
}

/// Users' projects, strict and each with another resolution, are compiled with the packed package.
fn types() -> Outcome {
    let packed = pack()?;
    for compiler in COMPILERS {
        for project in ["nodenext", "bundler", "node"] {
            println!("{compiler}: tsconfig.{project}.json");
            let mut tsc = packed.folder.program(&format!("{compiler}/bin/tsc"));
            tsc.arg("--project").arg(packed.consumer.join(format!("tsconfig.{project}.json")));
            run(tsc.arg("--typeRoots").arg(packed.folder.path.join("node_modules/@types")))?;
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
