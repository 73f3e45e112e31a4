//! The rules as a WebAssembly module: built, bound, made small.

use crate::npm::Folder;
use crate::shell::{Outcome, announce, built, cargo, root, run, target_directory};
use crate::stamp::{Stamp, directory, lock};
use crate::tree;
use crate::wasm_std::{TARGET, Toolchain, compilers, registry_sources, remapped};
use std::path::{Path, PathBuf};

const RULES: &str = "netverify-rules-wasm";

/// What expands the rules where they are held as text.
const UNPACK: &str = "netverify-unpack";

/// What every engine has that has vectors, of which pkg/README.md says since when: all else rustc has used by default since
/// 1.87.
const FEATURES: [&str; 7] =
    ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt", "multivalue", "simd"];

/// No check calls itself: it needs a few kilobytes, where rustc would take a megabyte of the page's memory.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// Unpacking needs none, and what stands low in memory has a short address. Nothing stands at 0, which would be a null pointer.
const NO_STACK: &str = "-Clink-arg=-zstack-size=16";

/// What JavaScript calls to unpack a module.
const UNPACKING: [&str; 2] = ["packed", "unpack"];

/// What the head and the response of the exchange are checked by: a browser has no use for it.
const HTTP: [&str; 2] = ["head", "response"];

/// What JavaScript needs to call one of those.
const BORDER: [&str; 6] = ["window", "output", "names", "number", "json", "report_oversized"];

/// How the module is compiled: cargo's profile, and what wasm-opt is to do.
struct Build {
    profile: &'static str,
    options: &'static [&'static str],
}

/// What a browser downloads. Taken apart first, it comes out smaller. Below the address 1024 lies the end of the stack, which no
/// check comes near; and runs of zeros weigh nothing compressed, where to leave each of them out takes a head for what stands
/// behind. A function that rustc left apart stays apart, and no access to memory says its alignment, which is but a hint:
/// code of fewer locals and of fewer different bytes compresses better.
const SMALL: Build = Build {
    profile: "wasm",
    options: &[
        "--flatten",
        "--rereloop",
        "-Oz",
        "-Oz",
        "--low-memory-unused",
        "--skip-pass=memory-packing",
        "--one-caller-inline-max-function-size=0",
        "--dealign",
    ],
};

/// What a server has on its disk.
const FAST: Build = Build { profile: "wasm-fast", options: &["-O3"] };

/// The module, whole and in parts.
pub(crate) struct Modules {
    pub(crate) whole: PathBuf,
    /// Without [`HTTP`].
    pub(crate) rules: PathBuf,
    /// With [`HTTP`] alone.
    pub(crate) http: PathBuf,
}

impl Modules {
    /// Where those of a name are made.
    fn named(name: &str) -> Outcome<Modules> {
        let at = |part: &str| directory().map(|directory| directory.join(format!("{name}{part}.wasm")));
        Ok(Modules { whole: at("")?, rules: at("-rules")?, http: at("-http")? })
    }

    fn all(&self) -> [PathBuf; 3] {
        [&self.whole, &self.rules, &self.http].map(Clone::clone)
    }
}

/// The modules for browsers, those for servers, and the one that unpacks the former.
pub(crate) struct Builds {
    pub(crate) small: Modules,
    pub(crate) fast: Modules,
    pub(crate) unpack: PathBuf,
}

/// `cargo xtask wasm`: gives where the modules are.
pub(crate) fn build() -> Outcome<Builds> {
    let root = root()?;
    let tools = Folder::ready("pkg")?;
    let builds = Builds {
        small: Modules::named("netverify")?,
        fast: Modules::named("netverify-fast")?,
        unpack: directory()?.join("unpack.wasm"),
    };
    let _held = lock(&builds.small.whole.with_extension("lock"), "the WebAssembly modules")?;

    let files = [
        "Cargo.toml",
        "Cargo.lock",
        "crates/core/Cargo.toml",
        "crates/core/src",
        "crates/scan",
        "crates/wasm",
        "crates/unpack",
        "crates/glue",
    ];
    let own = ["wasm.rs", "wasm_std.rs"].map(|file| root.join("crates/xtask/src").join(file));
    let mut inputs: Vec<PathBuf> = files.iter().map(|file| root.join(file)).chain(own).collect();
    inputs.push(tools.path().join("package-lock.json"));
    let stamp = Stamp::of("wasm", &inputs, &compilers())?;
    let outputs = [&builds.small.all()[..], &builds.fast.all(), std::slice::from_ref(&builds.unpack)].concat();
    if !stamp.is_current(&outputs) {
        let workshop = Workshop { root: &root, tools: &tools, toolchain: Toolchain::find()? };
        workshop.make(&SMALL, &builds.small)?;
        workshop.make(&FAST, &builds.fast)?;
        workshop.make_unpack(&builds.unpack)?;
        stamp.set(&outputs)?;
    }
    Ok(builds)
}

/// What the modules are made with.
struct Workshop<'w> {
    root: &'w Path,
    tools: &'w Folder,
    toolchain: Toolchain,
}

impl Workshop<'_> {
    fn make(&self, build: &Build, modules: &Modules) -> Outcome {
        let options = build.options;
        let bound = |to: &Path, features: &[&str]| -> Outcome<PathBuf> {
            let raw = self.compile(RULES, build, features, STACK)?;
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

        announce(&format!("Optimising it and its parts, by wasm-opt {}", options.join(" ")));
        for (from, to) in [(&whole, &modules.whole), (&rules, &modules.rules), (&http, &modules.http)] {
            self.optimise(options, from, to)?;
        }
        Ok(())
    }

    fn make_unpack(&self, to: &Path) -> Outcome {
        let raw = self.compile(UNPACK, &SMALL, &[], NO_STACK)?;
        let kept = to.with_extension("kept.wasm");
        glue("keep", &raw, &kept, &UNPACKING)?;
        self.optimise(&["-Oz", "--converge"], &kept, to)
    }

    /// Has rustc make a module of a crate.
    fn compile(&self, package: &str, build: &Build, features: &[&str], stack: &str) -> Outcome<PathBuf> {
        let profile = build.profile;
        announce(&match self.toolchain {
            Toolchain::Active => format!("Building {package} for {TARGET} by the profile {profile}"),
            Toolchain::Debian { .. } => {
                format!("Building {package} for {TARGET} by the profile {profile}, with Debian's compiler")
            }
        });
        let mut flags = vec![remapped(self.root, "/netverify-rules"), stack.into()];
        flags.extend(registry_sources().iter().map(|registry| remapped(registry, "/registry")));
        let mut command = cargo(["build", "--locked", "--profile", profile, "--target", TARGET, "--package", package])?;
        command.args(features).arg("--message-format=json-render-diagnostics");
        self.toolchain.apply(&mut command, flags, &target_directory()?);
        let is_module = |file: &&str| file.ends_with(".wasm");
        built(&mut command, &package.replace('-', "_"), |message| {
            message["filenames"].as_array()?.iter().filter_map(|file| file.as_str()).find(is_module)
        })
    }

    /// Has wasm-opt make a module better.
    fn optimise(&self, options: &[&str], from: &Path, to: &Path) -> Outcome {
        let mut optimise = self.tools.program("binaryen/bin/wasm-opt");
        optimise.args(options).args(FEATURES.map(|feature| format!("--enable-{feature}")));
        run(optimise.args(["--strip-debug", "--strip-producers", "--strip-target-features", "-o"]).args([to, from]))?;
        let bytes = std::fs::read(to).map_err(|error| format!("{} cannot be read: {error}", to.display()))?;
        if let Some(place) = tree::own_place(&bytes, self.root) {
            return Err(format!("the module names a directory of this machine: {place}"));
        }
        println!("{} bytes in {}", bytes.len(), to.display());
        Ok(())
    }
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
