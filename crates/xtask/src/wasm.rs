//! The rules as a WebAssembly module: built, bound, made small.

use crate::npm::Folder;
use crate::shell::{Outcome, announce, built, cargo, root, run, target_directory};
use crate::stamp::{Stamp, directory, lock};
use crate::tree;
use crate::wasm_std::{TARGET, Toolchain, compilers, registry_sources, remapped};
use std::path::{Path, PathBuf};

const RULES: &str = "netverify-rules-wasm";

/// What every engine has that has vectors, of which pkg/README.md says since when: all else rustc has used by default since
/// 1.87.
const FEATURES: [&str; 7] =
    ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt", "multivalue", "simd"];

/// No check calls itself: it needs a few kilobytes, where rustc would take a megabyte of the page's memory.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// What wasm-opt does. Taken apart first, the module comes out smaller. Below the address 1024 lies the end of the stack, which no
/// check comes near; and runs of zeros weigh nothing compressed, where to leave each of them out takes a head for what stands
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

/// `cargo xtask wasm`: gives where the module is.
pub(crate) fn build() -> Outcome<PathBuf> {
    let root = root()?;
    let tools = Folder::ready("pkg")?;
    let module = directory()?.join("netverify.wasm");
    let _held = lock(&module.with_extension("lock"), "the WebAssembly module")?;

    let files = [
        "Cargo.toml",
        "Cargo.lock",
        "crates/core/Cargo.toml",
        "crates/core/src",
        "crates/scan",
        "crates/wasm",
        "crates/glue",
    ];
    let own = ["wasm.rs", "wasm_std.rs"].map(|file| root.join("crates/xtask/src").join(file));
    let mut inputs: Vec<PathBuf> = files.iter().map(|file| root.join(file)).chain(own).collect();
    inputs.push(tools.path().join("package-lock.json"));
    let stamp = Stamp::of("wasm", &inputs, &compilers())?;
    let outputs = [module.clone()];
    if !stamp.is_current(&outputs) {
        let raw = compile(&root)?;
        println!("{} bytes are rustc's", size(&raw)?);
        announce("Binding it, by crates/glue (which takes a minute to build the first time)");
        let bound = module.with_extension("bound.wasm");
        let mut glue = cargo(["run", "--quiet", "--locked", "--package", "netverify-glue", "--"])?;
        run(glue.args([&raw, &bound]))?;
        announce(&format!("Optimising it, by wasm-opt {}", OPTIONS.join(" ")));
        optimise(&root, &tools, &bound, &module)?;
        stamp.set(&outputs)?;
    }
    Ok(module)
}

/// Has rustc make the module.
fn compile(root: &Path) -> Outcome<PathBuf> {
    let toolchain = Toolchain::find()?;
    announce(&match toolchain {
        Toolchain::Active => format!("Building {RULES} for {TARGET}"),
        Toolchain::Debian { .. } => format!("Building {RULES} for {TARGET}, with Debian's compiler"),
    });
    let mut flags = vec![remapped(root, "/netverify-rules"), STACK.into()];
    flags.extend(registry_sources().iter().map(|registry| remapped(registry, "/registry")));
    let mut command = cargo(["build", "--locked", "--profile", "wasm", "--target", TARGET, "--package", RULES])?;
    command.arg("--message-format=json-render-diagnostics");
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
    let bytes = std::fs::read(to).map_err(|error| format!("{} cannot be read: {error}", to.display()))?;
    if let Some(place) = tree::own_place(&bytes, root) {
        return Err(format!("the module names a directory of this machine: {place}"));
    }
    println!("{} bytes in {}", bytes.len(), to.display());
    Ok(())
}

fn size(file: &Path) -> Outcome<u64> {
    let metadata = file.metadata().map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    Ok(metadata.len())
}
