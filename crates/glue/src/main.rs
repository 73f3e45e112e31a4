//! Makes of the module that rustc gives the one that JavaScript instantiates: wasm-bindgen's descriptors are worked off,
//! and what serves nobody is thrown out.
//!
//! Only numbers cross the border, so nothing of wasm-bindgen's JavaScript is needed: a module that imports anything is
//! refused.
//!
//! Started by `cargo xtask wasm` as `netverify-glue bind IN.wasm OUT.wasm`, and as `netverify-glue keep IN.wasm OUT.wasm
//! EXPORT…` or `drop`, which leaves those exports or all but those; by `cargo xtask pkg` as `netverify-glue inline IN.wasm
//! OUT.ts`, which writes the module as text into the package's source.

mod streams;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};
use std::error::Error;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;
use walrus::{Module, ModuleConfig, passes};
use wasm_bindgen_cli_support::Bindgen;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [task, from, to, exports @ ..] = arguments.as_slice() else {
        return Err("usage: netverify-glue bind|keep|drop|inline FROM TO [EXPORT]...".into());
    };
    let (from, to) = (Path::new(from), Path::new(to));
    let exports: Vec<&str> = exports.iter().filter_map(|export| export.to_str()).collect();
    let bytes = std::fs::read(from).map_err(|error| format!("{} cannot be read: {error}", from.display()))?;
    let made = match task.to_str() {
        Some("bind") => bound(&bytes)?,
        Some("keep") => pruned(&bytes, &exports, true)?,
        Some("drop") => pruned(&bytes, &exports, false)?,
        Some("inline") => source(&bytes)?.into_bytes(),
        _ => return Err("the tasks are bind, keep, drop and inline".into()),
    };
    std::fs::write(to, made).map_err(|error| format!("{} cannot be written: {error}", to.display()))?;
    Ok(())
}

/// The module that JavaScript instantiates.
fn bound(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut output = bind(bytes)?;
    let module = output.wasm_mut();
    strip(module);
    let imports = imports(module);
    if !imports.is_empty() {
        return Err(format!("the module must import nothing, but it asks for {}", imports.join(", ")).into());
    }
    let exports: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
    println!("The module imports nothing and exports {}.", exports.join(", "));
    Ok(module.emit_wasm())
}

/// The module with those exports alone, beside its memory, or without them; and without what only the others used.
fn pruned(bytes: &[u8], exports: &[&str], keep: bool) -> Outcome<Vec<u8>> {
    let mut module = ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse(bytes)?;
    if let Some(missing) = exports.iter().find(|name| module.exports.iter().all(|export| export.name != **name)) {
        return Err(format!("the module exports no {missing}").into());
    }
    let stays = |name: &str| name == "memory" || exports.contains(&name) == keep;
    remove_exports(&mut module, |name| !stays(name));
    passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// What `pkg/src/lzma.ts` reads: those of LZMA's settings that make WebAssembly smallest.
fn options() -> LzmaOptions {
    LzmaOptions {
        // Code has no period of its own that positions would tell.
        pb: 0,
        lp: 0,
        // A byte tells little of the next one, which is of another kind.
        lc: 2,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        ..LzmaOptions::with_preset(9)
    }
}

/// The module as TypeScript. gzip finds little to do in base64, so what goes by base64 is compressed beforehand; LZMA takes
/// an eighth less than gzip would, and less still when the bytes are sorted.
fn source(module: &[u8]) -> Outcome<String> {
    let kinds = streams::sorted(module)?;
    let lengths = kinds.each_ref().map(Vec::len);
    Ok(format!(
        "/** The bytes of each kind that the WebAssembly module is made of: see streams.ts. */\n\
         export const wasmLengths: readonly number[] = {lengths:?};\n\n\
         /** They, one kind behind the other, in LZMA, in base64. */\nexport const wasmCompressed: string = \"{}\";\n",
        STANDARD_NO_PAD.encode(compress(&kinds.concat())?)
    ))
}

/// LZMA without a header and an end marker.
fn compress(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let options = options();
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    let compressed = writer.finish()?;
    let mut back = Vec::new();
    let size = bytes.len() as u64;
    LzmaReader::new_with_props(compressed.as_slice(), size, options.get_props(), options.dict_size, None)?
        .read_to_end(&mut back)?;
    if back == bytes { Ok(compressed) } else { Err("what was compressed is not what it was".into()) }
}

fn bind(bytes: &[u8]) -> Outcome<wasm_bindgen_cli_support::Output> {
    let mut module = ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse(bytes)?;
    // wasm-bindgen takes these for the wish to hand over JavaScript's objects, and asks to import a table for them.
    remove_exports(&mut module, |name| name.starts_with("__externref"));
    module.customs.remove_raw("target_features");
    Ok(Bindgen::new().input_module("netverify", module).bundler(true)?.typescript(false).generate_output()?)
}

/// Throws out the exports of wasm-bindgen's own, and all that only they used.
fn strip(module: &mut Module) {
    remove_exports(module, |name| name.starts_with("__"));
    passes::gc::run(module);
}

fn remove_exports(module: &mut Module, unwanted: impl Fn(&str) -> bool) {
    let unwanted: Vec<_> =
        module.exports.iter().filter(|export| unwanted(&export.name)).map(|export| export.id()).collect();
    for export in unwanted {
        module.exports.delete(export);
    }
}

fn imports(module: &Module) -> Vec<String> {
    module.imports.iter().map(|import| format!("{}.{}", import.module, import.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, ValType};

    /// Exports `check`, `__externref_table_alloc` and the memory; imports `env.wanted`, and calls it from `check` if told.
    fn module(calls_import: bool) -> Module {
        let mut module = Module::default();
        let no_values: [ValType; 0] = [];
        let kind = module.types.add(&no_values, &no_values);
        let (wanted, _) = module.add_import_func("env", "wanted", kind);
        for (name, calls) in [("check", calls_import), ("__externref_table_alloc", true)] {
            let mut function = FunctionBuilder::new(&mut module.types, &no_values, &no_values);
            if calls {
                function.func_body().call(wanted);
            }
            let function = function.finish(vec![], &mut module.funcs);
            module.exports.add(name, function);
        }
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        module
    }

    #[test]
    fn what_is_wanted_stays_and_the_rest_goes() {
        let bytes = module(false).emit_wasm();
        let mut output = bind(&bytes).expect("a module");
        strip(output.wasm_mut());
        let exports: Vec<&str> = output.wasm().exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(exports, ["check", "memory"]);
        assert_eq!(imports(output.wasm()), Vec::<String>::new());
    }

    #[test]
    fn exports_are_kept_or_dropped_by_name() {
        let mut both = module(false);
        strip(&mut both);
        let check = both.exports.iter().find(|export| export.name == "check").expect("an export").item;
        both.exports.add("other", check);
        let bytes = both.emit_wasm();
        let exports = |bytes: &[u8]| -> Vec<String> {
            let module = Module::from_buffer(bytes).expect("a module");
            module.exports.iter().map(|export| export.name.clone()).collect()
        };
        assert_eq!(exports(&pruned(&bytes, &["other"], true).expect("a module")), ["memory", "other"]);
        assert_eq!(exports(&pruned(&bytes, &["other"], false).expect("a module")), ["check", "memory"]);
        assert!(pruned(&bytes, &["nothing"], true).is_err());
    }

    #[test]
    fn an_import_in_use_is_named() {
        let mut module = module(true);
        strip(&mut module);
        assert_eq!(imports(&module), ["env.wanted"]);
    }
}
