//! What the program makes of a module.

use std::path::Path;
use std::process::{Command, Output};
use walrus::{FunctionBuilder, Module, ValType};

/// Writes a module that exports `check`, `__externref_table_alloc` and the memory, and imports `env.wanted`, which `check` calls or does
/// not call; runs the program on it.
fn run(calls_import: bool, to: &Path) -> Output {
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
    let from = to.with_extension("in.wasm");
    std::fs::write(&from, module.emit_wasm()).expect("a folder for it");
    Command::new(env!("CARGO_BIN_EXE_netverify-glue")).arg(from).arg(to).output().expect("the program")
}

#[test]
fn what_is_wanted_stays_and_the_rest_goes() {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wanted.wasm");
    let output = run(false, &to);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let module = Module::from_file(to).expect("a module");
    let exports: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
    assert_eq!((exports, module.imports.iter().count()), (vec!["check", "memory"], 0));
}

#[test]
fn an_import_in_use_is_named() {
    let output = run(true, &Path::new(env!("CARGO_TARGET_TMPDIR")).join("unwanted.wasm"));
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("asks for env.wanted"));
}
