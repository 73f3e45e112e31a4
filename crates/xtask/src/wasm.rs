//! The rules as a WebAssembly module: built, bound, made small.

use crate::make::{directory, make};
use crate::npm::Folder;
use crate::shell::{Outcome, announce, built, cargo, read_bytes, root, run, target_directory};
use crate::tree;
use crate::wasm_std::{TARGET, Toolchain, registry_sources, remapped};
use std::path::{Path, PathBuf};

const RULES: &str = "netverify-rules-wasm";

/// What every engine has that has vectors, of which pkg/README.md says since when: all else rustc has used by default since
/// 1.87.
const FEATURES: [&str; 7] =
    ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt", "multivalue", "simd"];

/// No check calls itself: it needs a few kilobytes, where rustc would take a megabyte of the page's memory.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// What wasm-opt does. Taken apart first, the module comes out smaller. Below the address 1024 lies the end of the stack, which no
/// check comes near; and runs of zeros weigh nothing compressed, where to leave each of them out takes a header for what is
/// behind. A function that rustc left apart stays apart, and no access to memory says its alignment, which is but a hint:
/// code of fewer locals and of fewer different bytes compresses better.
const OPTIONS: [&str; 8] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--skip-pass=memory-packing",
    "--one-caller-inline-max-function-size=0",
    "--dealign",
];

/// `cargo xtask wasm`: returns where the module is.
pub(crate) fn build() -> Outcome<PathBuf> {
    let root = root()?;
    let tools = Folder::ready("pkg")?;
    let module = directory()?.join("netverify.wasm");
    // Cargo knows by itself what has changed.
    let raw = compile(&root)?;
    let inputs = [raw.clone(), root.join("crates/glue"), root.join("Cargo.lock"), tools.path.join("package-lock.json")];
    make("wasm", &inputs, &module, || {
        println!("{} bytes are rustc's", read_bytes(&raw)?.len());
        announce("Binding it, by crates/glue (which takes a minute to build the first time)");
        let bound = module.with_extension("bound.wasm");
        let mut glue = cargo(["run", "--quiet", "--locked", "--package", "netverify-glue", "--"])?;
        run(glue.args([&raw, &bound]))?;
        announce(&format!("Optimising it, by wasm-opt {}", OPTIONS.join(" ")));
        optimise(&root, &tools, &bound, &module)
    })?;
    Ok(module)
}

/// Has rustc make the module.
fn compile(root: &Path) -> Outcome<PathBuf> {
    let toolchain = Toolchain::find()?;
    announce(&match toolchain {
        Toolchain::Active => format!("Building {RULES} for {TARGET}"),
        Toolchain::Debian { .. } => format!("Building {RULES} for {TARGET}, with Debian's compiler"),
    });
    let mut flags = vec![remapped(root, "/netverify-rules"), STACK.to_owned()];
    flags.extend(registry_sources().iter().map(|registry| remapped(registry, "/registry")));
    let mut command = cargo(["build", "--locked", "--profile", "wasm", "--target", TARGET, "--package", RULES])?;
    toolchain.apply(&mut command, flags, &target_directory()?);
    let is_module = |file: &&str| file.ends_with(".wasm");
    built(&mut command, &RULES.replace('-', "_"), |message| {
        message["filenames"].as_array()?.iter().filter_map(|file| file.as_str()).find(is_module)
    })
}

/// Has wasm-opt make the module better.
fn optimise(root: &Path, tools: &Folder, from: &Path, to: &Path) -> Outcome {
    let mut optimise = tools.program("binaryen/bin/wasm-opt");
    optimise.args(OPTIONS).args(FEATURES.map(|feature| format!("--enable-{feature}")));
    run(optimise.args(["--strip-debug", "--strip-producers", "--strip-target-features", "-o"]).args([to, from]))?;
    let bytes = read_bytes(to)?;
    if let Some(place) = tree::own_place(&bytes, root) {
        return Err(format!("the module names a directory of this machine: {place}"));
    }
    println!("{} bytes in {}", bytes.len(), to.display());
    Ok(())
}
