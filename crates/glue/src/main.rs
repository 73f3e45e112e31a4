//! Makes of the module that rustc gives the one that JavaScript instantiates: wasm-bindgen's descriptors are worked off,
//! and what serves nobody is thrown out.
//!
//! Only numbers cross the border, so nothing of wasm-bindgen's JavaScript is needed: a module that imports anything is
//! refused.
//!
//! Started by `cargo xtask wasm` as `netverify-glue bind IN.wasm OUT.wasm`, and as `netverify-glue keep IN.wasm OUT.wasm
//! EXPORT…`, which leaves those exports; by `cargo xtask pkg` as `netverify-glue inline IN.wasm OUT.ts`, which writes the module
//! as text into the package's source, or as `literal` or `encode`, which do so without packing it.

mod streams;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use netverify_unpack::{FORMS, MOST, MOST_PACKED, Unpacker};
use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use walrus::{Module, ModuleConfig, passes};
use wasm_bindgen_cli_support::Bindgen;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [task, from, to, exports @ ..] = arguments.as_slice() else {
        return Err("usage: netverify-glue bind|keep|inline|literal|encode FROM TO [EXPORT]...".into());
    };
    let (from, to) = (Path::new(from), Path::new(to));
    let exports: Vec<&str> = exports.iter().filter_map(|export| export.to_str()).collect();
    let bytes = std::fs::read(from).map_err(|error| format!("{} cannot be read: {error}", from.display()))?;
    let made = match task.to_str() {
        Some("bind") => bound(&bytes)?,
        Some("keep") => pruned(&bytes, &exports)?,
        Some("inline") => source(&bytes)?.into_bytes(),
        Some("literal") => literal(&bytes).into_bytes(),
        Some("encode") => encoded(&bytes).into_bytes(),
        _ => return Err("the tasks are bind, keep, inline, literal and encode".into()),
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

/// The module with those exports alone, beside its memory, and without what only the others used.
fn pruned(bytes: &[u8], exports: &[&str]) -> Outcome<Vec<u8>> {
    let mut module = ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse(bytes)?;
    if let Some(missing) = exports.iter().find(|name| module.exports.iter().all(|export| export.name != **name)) {
        return Err(format!("the module exports no {missing}").into());
    }
    remove_exports(&mut module, |name| name != "memory" && !exports.contains(&name));
    passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// What `crates/unpack` reads: those of LZMA's settings that make WebAssembly smallest.
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
    Ok(format!(
        "/** How many bytes the WebAssembly module has. */\nexport const wasmSize: number = {};\n\n\
         /** They as `crates/unpack` takes them, in base64. */\nexport const wasmPacked: string = \"{}\";\n",
        module.len(),
        STANDARD_NO_PAD.encode(packed(module)?)
    ))
}

/// What [`Unpacker`] makes the module of.
fn packed(module: &[u8]) -> Outcome<Vec<u8>> {
    let kinds = streams::sorted(module)?;
    let all = [&streams::forms()[..], &kinds.concat()].concat();
    let compressed = compress(&all)?;
    let (first, rest) = compressed.split_first_chunk::<5>().ok_or("nothing was compressed")?;
    if all.len() > MOST || rest.len() > MOST_PACKED {
        return Err(format!("crates/unpack has no room for a module of {} bytes", module.len()).into());
    }
    let mut unpacker = Box::new(Unpacker::new());
    let given = unpacker.packed();
    given.range = u32::MAX;
    given.code = first.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
    let mut start = 1 + FORMS;
    for (next, kind) in given.next.iter_mut().zip(&kinds) {
        *next = start as u32;
        start += kind.len();
    }
    given.bytes[..rest.len()].copy_from_slice(rest);
    let numbers = [&[given.range, given.code][..], &given.next].concat();
    let packed = numbers.into_iter().flat_map(u32::to_le_bytes).chain(rest.iter().copied()).collect();
    unpacker.unpack(module.len());
    if unpacker.module(module.len()) == module { Ok(packed) } else { Err("what was packed is not what it was".into()) }
}

/// What every byte is changed by where an entry holds it: so most of those of a short module are letters, which a text
/// takes as they are. `pkg/src/inlined.ts` takes it back.
const MASK: u8 = 101;

/// A short module as TypeScript, a character a byte: gzip still finds something to do there, which it does not in base64.
fn literal(module: &[u8]) -> String {
    let escaped = |byte: &u8| match byte ^ MASK {
        byte @ (b'"' | b'\\') => format!("\\{}", char::from(byte)),
        byte @ b' '..=b'~' => char::from(byte).to_string(),
        byte => format!("\\x{byte:02x}"),
    };
    let text: String = module.iter().map(escaped).collect();
    format!("/** The WebAssembly module, masked, a character a byte. */\nexport const wasm: string = \"{text}\";\n")
}

/// The module as TypeScript, for those who need not download it: nothing is quicker to undo.
fn encoded(module: &[u8]) -> String {
    let text = STANDARD_NO_PAD.encode(module);
    format!("/** The WebAssembly module, in base64. */\nexport const wasm: string = \"{text}\";\n")
}

/// LZMA without a header and an end marker.
fn compress(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options(), false)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
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
    fn exports_are_kept_by_name() {
        let mut both = module(false);
        strip(&mut both);
        let check = both.exports.iter().find(|export| export.name == "check").expect("an export").item;
        both.exports.add("other", check);
        let bytes = both.emit_wasm();
        let exports = |bytes: &[u8]| -> Vec<String> {
            let module = Module::from_buffer(bytes).expect("a module");
            module.exports.iter().map(|export| export.name.clone()).collect()
        };
        assert_eq!(exports(&pruned(&bytes, &["other"]).expect("a module")), ["memory", "other"]);
        assert!(pruned(&bytes, &["nothing"]).is_err());
    }

    /// A module with a function of so many instructions, of each form and in no order that would repeat itself soon.
    fn long_module(instructions: u32) -> Vec<u8> {
        const FORMS: [&[u8]; 16] = [
            b"\x21\x07",
            b"\x41\x7F",
            b"\x36\x02\x08",
            b"\x6B",
            b"\xFD\x0C\xFF\x80\x20\0\x41\x7F\x80\x80\xFD\x0C\x0B\x28\x02\xFF\xFF\x80",
            b"\xFD\0\x04\xAC\x02",
            b"\xFD\x5B\x03\x08\x01",
            b"\xFD\xEB\x01",
            b"\x20\x07",
            b"\x41\xE5\x8E\x26",
            b"\x28\x02\xAC\x02",
            b"\x0C\x01",
            b"\x0E\x02\0\x01\x02",
            b"\x11\x03\0",
            b"\xFC\x0A\0\0",
            b"\x6A",
        ];
        let mut seed = 1_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 28) as usize
        };
        let mut code: Vec<u8> = vec![0];
        code.extend((0..instructions).flat_map(|_| FORMS[random()]));
        let number = |value: usize| [value as u8 | 0x80, (value >> 7) as u8 | 0x80, (value >> 14) as u8];
        let sections = [
            &b"\0asm\x01\0\0\0\x0A"[..],
            &number(code.len() + 4),
            b"\x01",
            &number(code.len()),
            &code,
            b"\0\x03\x02hi",
        ];
        sections.concat()
    }

    #[test]
    fn a_module_is_packed_to_a_part_of_it_and_is_the_same_again() {
        for instructions in [0, 1, 3000, 30_000] {
            let module = long_module(instructions);
            // It says so itself when it is not the same.
            let packed = packed(&module).expect("a module");
            assert!(instructions < 3000 || packed.len() < module.len() / 4, "{} of {}", packed.len(), module.len());
        }
        assert!(packed(&long_module(60_000)).is_err());
    }

    #[test]
    fn every_byte_is_a_character_of_a_literal() {
        let module: Vec<u8> = (0..=u8::MAX).collect();
        let text = literal(&module);
        let mut characters =
            text.split_once('"').and_then(|(_, text)| text.rsplit_once('"')).expect("a text").0.bytes();
        let mut read = Vec::new();
        while let Some(byte) = characters.next() {
            let escape = if byte == b'\\' { characters.next() } else { None };
            let byte = match escape {
                Some(b'x') => {
                    let digits = [characters.next(), characters.next()].map(Option::unwrap_or_default);
                    u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("a number")
                }
                Some(other) => other,
                None => byte,
            };
            read.push(byte ^ MASK);
        }
        assert_eq!(read, module);
    }

    #[test]
    fn an_import_in_use_is_named() {
        let mut module = module(true);
        strip(&mut module);
        assert_eq!(imports(&module), ["env.wanted"]);
    }
}
