//! Has wasm-bindgen's library make of the module that rustc gives the one that JavaScript instantiates, and throws out what only
//! wasm-bindgen's own JavaScript would use. Only numbers cross: a module that imports anything is refused.
//!
//! Started by `cargo xtask wasm` as `netverify-glue IN.wasm OUT.wasm`.

use std::error::Error;
use std::ffi::OsString;
use walrus::{Module, ModuleConfig, passes};
use wasm_bindgen_cli_support::{Bindgen, Output};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [from, to] = arguments.as_slice() else { return Err("usage: netverify-glue IN.wasm OUT.wasm".into()) };
    let mut output = bind(&std::fs::read(from)?)?;
    let module = output.wasm_mut();
    strip(module);
    let imports = imports(module);
    if !imports.is_empty() {
        return Err(format!("the module must import nothing, but it asks for {}", imports.join(", ")).into());
    }
    let exports: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
    println!("The module imports nothing and exports {}.", exports.join(", "));
    Ok(std::fs::write(to, module.emit_wasm())?)
}

fn bind(bytes: &[u8]) -> Outcome<Output> {
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
    fn an_import_in_use_is_named() {
        let mut module = module(true);
        strip(&mut module);
        assert_eq!(imports(&module), ["env.wanted"]);
    }
}
