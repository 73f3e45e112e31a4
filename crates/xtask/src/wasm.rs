//! The rules as a WebAssembly module: built, bound, made small.

use crate::npm::Folder;
use crate::shell::{Outcome, announce, built, cargo, root, run, target_directory};
use crate::stamp::{Stamp, directory, lock};
use crate::tree;
use crate::wasm_std::{TARGET, Toolchain, compilers, registry_sources, remapped};
use std::path::{Path, PathBuf};

const CRATE: &str = "netverify-rules-wasm";

/// What every engine has that has `bigint` and module workers: rustc has used it by default since 1.87.
const FEATURES: [&str; 6] =
    ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt", "multivalue"];

/// No check calls itself: it needs a few kilobytes, where rustc would take a megabyte of the page's memory.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// `cargo xtask wasm`: gives where the module is.
pub(crate) fn build() -> Outcome<PathBuf> {
    let root = root()?;
    let tools = Folder::ready("pkg")?;
    let to = directory()?.join("netverify.wasm");
    let _held = lock(&to.with_extension("lock"), "the WebAssembly module")?;

    let files = ["Cargo.toml", "Cargo.lock", "crates/core/Cargo.toml", "crates/core/src", "crates/wasm", "crates/glue"];
    let own = ["wasm.rs", "wasm_std.rs"].map(|file| root.join("crates/xtask/src").join(file));
    let mut inputs: Vec<PathBuf> = files.iter().map(|file| root.join(file)).chain(own).collect();
    inputs.push(tools.path().join("package-lock.json"));
    let stamp = Stamp::of("wasm", &inputs, &compilers())?;
    if !stamp.is_current(std::slice::from_ref(&to)) {
        make(&root, &tools, &to)?;
        stamp.set(std::slice::from_ref(&to))?;
    }
    Ok(to)
}

fn make(root: &Path, tools: &Folder, to: &Path) -> Outcome {
    let toolchain = Toolchain::find()?;
    announce(&match &toolchain {
        Toolchain::Active => format!("Building {CRATE} for {TARGET}"),
        Toolchain::Debian { .. } => format!("Building {CRATE} for {TARGET} with Debian's compiler"),
    });
    let mut flags = vec![remapped(root, "/netverify-rules"), STACK.into()];
    flags.extend(registry_sources().iter().map(|registry| remapped(registry, "/registry")));
    let mut build = cargo(["build", "--locked", "--profile", "wasm", "--target", TARGET, "--package", CRATE])?;
    build.arg("--message-format=json-render-diagnostics");
    toolchain.apply(&mut build, flags, &target_directory()?);
    let is_module = |file: &&str| file.ends_with(".wasm");
    let raw = built(&mut build, &CRATE.replace('-', "_"), |message| {
        message["filenames"].as_array()?.iter().filter_map(|file| file.as_str()).find(is_module)
    })?;

    announce("Binding it, by crates/glue (which takes a minute to build the first time)");
    let bound = to.with_extension("bound.wasm");
    run(cargo(["run", "--quiet", "--locked", "--package", "netverify-glue", "--", "bind"])?.args([&raw, &bound]))?;

    announce("Making it small, by wasm-opt");
    let mut optimise = tools.program("binaryen/bin/wasm-opt");
    optimise.arg("-Oz").args(FEATURES.map(|feature| format!("--enable-{feature}")));
    run(optimise.args(["--strip-debug", "--strip-producers", "--strip-target-features", "-o"]).args([to, &bound]))?;

    let bytes = std::fs::read(to).map_err(|error| format!("{} cannot be read: {error}", to.display()))?;
    if let Some(place) = tree::own_place(&bytes, root) {
        return Err(format!("the module names a directory of this machine: {place}"));
    }
    println!("{} bytes of rustc's are {} bytes now: {}", size(&raw)?, bytes.len(), to.display());
    Ok(())
}

fn size(file: &Path) -> Outcome<u64> {
    let metadata = file.metadata().map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    Ok(metadata.len())
}
