//! Has wasm-bindgen's library make of the module that rustc gives the one that JavaScript instantiates, and throws out what only
//! wasm-bindgen's own JavaScript would use. Only numbers cross: a module that imports anything is refused.
//!
//! Started by `cargo xtask wasm` as `netverify-glue IN.wasm OUT.wasm`.

use std::error::Error;
use std::ffi::OsString;
use walrus::{Module, ModuleConfig, passes};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [from, to] = arguments.as_slice() else { return Err("usage: netverify-glue IN.wasm OUT.wasm".into()) };
    let mut module =
        ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse_file(from)?;
    // wasm-bindgen takes these for the wish to hand over JavaScript's objects, and asks to import a table for them.
    remove_exports(&mut module, "__externref");
    module.customs.remove_raw("target_features");
    let mut bindgen = Bindgen::new();
    let mut output = bindgen.input_module("netverify", module).bundler(true)?.typescript(false).generate_output()?;
    let module = output.wasm_mut();
    // The exports of wasm-bindgen's own, and all that only they use.
    remove_exports(module, "__");
    passes::gc::run(module);
    let imports: Vec<String> =
        module.imports.iter().map(|import| format!("{}.{}", import.module, import.name)).collect();
    if !imports.is_empty() {
        return Err(format!("the module must import nothing, but it asks for {}", imports.join(", ")).into());
    }
    let exports: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
    println!("The module imports nothing and exports {}.", exports.join(", "));
    Ok(std::fs::write(to, module.emit_wasm())?)
}

/// Removes the exports whose names begin so.
fn remove_exports(module: &mut Module, prefix: &str) {
    let removed: Vec<_> =
        module.exports.iter().filter(|export| export.name.starts_with(prefix)).map(|export| export.id()).collect();
    removed.into_iter().for_each(|export| module.exports.delete(export));
}
