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

/// How wasm-opt is to make it small. Below the address 1024 lies the end of the stack, which no check comes near; and runs of
/// zeros weigh nothing compressed, where to leave each of them out takes a head for what stands behind.
const SMALL: [&str; 3] = ["-Oz", "--low-memory-unused", "--skip-pass=memory-packing"];

/// What the head and the response of the exchange are checked by: a browser has no use for it.
const HTTP: [&str; 2] = ["head", "response"];

/// What JavaScript needs to call one of those.
const BORDER: [&str; 5] = ["window", "output", "names", "number", "json"];

/// The module, whole and in parts.
pub(crate) struct Modules {
    pub(crate) whole: PathBuf,
    /// Without [`HTTP`].
    pub(crate) rules: PathBuf,
    /// With [`HTTP`] alone.
    pub(crate) http: PathBuf,
}

impl Modules {
    fn all(&self) -> [PathBuf; 3] {
        [&self.whole, &self.rules, &self.http].map(Clone::clone)
    }
}

/// `cargo xtask wasm`: gives where the modules are.
pub(crate) fn build() -> Outcome<Modules> {
    let root = root()?;
    let tools = Folder::ready("pkg")?;
    let at = |name: &str| directory().map(|directory| directory.join(name));
    let modules =
        Modules { whole: at("netverify.wasm")?, rules: at("netverify-rules.wasm")?, http: at("netverify-http.wasm")? };
    let _held = lock(&modules.whole.with_extension("lock"), "the WebAssembly module")?;

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
    if !stamp.is_current(&modules.all()) {
        make(&root, &tools, &modules)?;
        stamp.set(&modules.all())?;
    }
    Ok(modules)
}

fn make(root: &Path, tools: &Folder, modules: &Modules) -> Outcome {
    let toolchain = Toolchain::find()?;
    announce(&match &toolchain {
        Toolchain::Active => format!("Building {CRATE} for {TARGET}, whole and in part"),
        Toolchain::Debian { .. } => format!("Building {CRATE} for {TARGET} with Debian's compiler, whole and in part"),
    });
    let mut flags = vec![remapped(root, "/netverify-rules"), STACK.into()];
    flags.extend(registry_sources().iter().map(|registry| remapped(registry, "/registry")));
    let is_module = |file: &&str| file.ends_with(".wasm");
    let bound = |to: &Path, features: &[&str]| -> Outcome<PathBuf> {
        let mut build = cargo(["build", "--locked", "--profile", "wasm", "--target", TARGET, "--package", CRATE])?;
        build.args(features).arg("--message-format=json-render-diagnostics");
        toolchain.apply(&mut build, flags.clone(), &target_directory()?);
        let raw = built(&mut build, &CRATE.replace('-', "_"), |message| {
            message["filenames"].as_array()?.iter().filter_map(|file| file.as_str()).find(is_module)
        })?;
        println!("{} bytes are rustc's", size(&raw)?);
        announce("Binding it, by crates/glue (which takes a minute to build the first time)");
        let bound = to.with_extension("bound.wasm");
        // Right away: the next build puts its module in the same place.
        glue("bind", &raw, &bound, &[]).map(|()| bound)
    };
    let whole = bound(&modules.whole, &[])?;
    // Built without them, and not only rid of their exports: tables and data that nobody looks at would stay.
    let rules = bound(&modules.rules, &["--no-default-features"])?;
    let http = modules.http.with_extension("bound.wasm");
    glue("keep", &whole, &http, &[&HTTP[..], &BORDER[..]].concat())?;

    announce("Making it and its parts small, by wasm-opt");
    for (from, to) in [(&whole, &modules.whole), (&rules, &modules.rules), (&http, &modules.http)] {
        let mut optimise = tools.program("binaryen/bin/wasm-opt");
        optimise.args(SMALL).args(FEATURES.map(|feature| format!("--enable-{feature}")));
        run(optimise.args(["--strip-debug", "--strip-producers", "--strip-target-features", "-o"]).args([to, from]))?;
        let bytes = std::fs::read(to).map_err(|error| format!("{} cannot be read: {error}", to.display()))?;
        if let Some(place) = tree::own_place(&bytes, root) {
            return Err(format!("the module names a directory of this machine: {place}"));
        }
        println!("{} bytes in {}", bytes.len(), to.display());
    }
    Ok(())
}

/// Has `crates/glue` do a task.
pub(crate) fn glue(task: &str, from: &Path, to: &Path, exports: &[&str]) -> Outcome {
    let mut command = cargo(["run", "--quiet", "--locked", "--package", "netverify-glue", "--", task])?;
    run(command.args([from, to]).args(exports))
}

fn size(file: &Path) -> Outcome<u64> {
    let metadata = file.metadata().map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    Ok(metadata.len())
}
