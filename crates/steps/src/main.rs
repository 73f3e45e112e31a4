//! Counts the steps that the WebAssembly module takes for hostile bodies, short ones and eight times as long ones: eight times
//! the length must not take much more than eight times the steps. A step is an instruction of WebAssembly, or some bytes
//! that one of them copies: the number is the same on every machine, whatever else the machine does.
//!
//! Started by `cargo xtask pkg steps` as `netverify-steps MODULE.wasm`.

mod hostile;

use hostile::{HOSTILE, Hostile};
use std::error::Error;
use std::process::ExitCode;
use wasmi::{Config, Engine, Linker, Memory, Module, Store, TrapCode, TypedFunc};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// How long a short one is, in whatever it is made of, and how many times as long a long one is.
const SHORT: usize = 3_000;
const TIMES: usize = 8;

/// How many per cent of [`TIMES`] times the steps a long one may take: memory that grows is copied now and then.
const LEEWAY: u64 = 125;

/// The number of the callback domains among the settings.
const DOMAINS: u32 = 4;

fn main() -> ExitCode {
    match count_all() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Counts for all that is hostile, and says whether each takes its time in proportion.
fn count_all() -> Outcome<bool> {
    let path = std::env::args_os().nth(1).ok_or("usage: netverify-steps MODULE.wasm")?;
    let bytes = std::fs::read(path)?;
    let mut config = Config::default();
    config.consume_fuel(true);
    let engine = Engine::new(&config);
    let module = Module::new(&engine, &bytes)?;
    let mut all_in_proportion = true;
    for (name, hostile) in HOSTILE {
        let short = count(&engine, &module, *hostile, SHORT, u64::MAX)?;
        let most = short * TIMES as u64 / 100 * LEEWAY;
        // Without a limit, one that is out of all proportion would take for ever.
        let long = match count(&engine, &module, *hostile, TIMES * SHORT, most) {
            Err(error) if is_out_of_fuel(&*error) => None,
            counted => Some(counted?),
        };
        let times = long.map_or("too many".into(), |long| format!("{:.2} times as many", long as f64 / short as f64));
        println!("{name:37} {short:>10} steps, {times} for {TIMES} times the length");
        all_in_proportion &= long.is_some();
    }
    Ok(all_in_proportion)
}

fn is_out_of_fuel(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<wasmi::Error>();
    error.and_then(wasmi::Error::as_trap_code) == Some(TrapCode::OutOfFuel)
}

/// Returns the steps for one, of that length, in an instance of its own; an error where there are more than `most`.
fn count(engine: &Engine, module: &Module, hostile: Hostile, length: usize, most: u64) -> Outcome<u64> {
    let mut at = Instance::new(engine, module, most)?;
    match hostile {
        Hostile::Body(make) => at.report(&make(length)),
        Hostile::Domains(make) => {
            let (domains, url) = make(length);
            let mut steps = 0;
            for domain in &domains {
                let length = at.write(domain.as_bytes())?;
                steps += at.ask("put_setting", (DOMAINS, length))?;
            }
            Ok(steps + at.report(&format!("{{\"callbackUrl\":\"{url}\"}}"))?)
        }
    }
}

/// An instance of the module.
struct Instance {
    store: Store<()>,
    instance: wasmi::Instance,
    memory: Memory,
    input: TypedFunc<u32, u32>,
    /// The steps that all calls may still take.
    left: u64,
}

impl Instance {
    fn new(engine: &Engine, module: &Module, most: u64) -> Outcome<Self> {
        let mut store = Store::new(engine, ());
        store.set_fuel(u64::MAX)?;
        let instance = Linker::new(engine).instantiate_and_start(&mut store, module)?;
        let memory = instance.get_memory(&store, "memory").ok_or("the module has no memory")?;
        let input = instance.get_typed_func(&store, "input_buffer")?;
        Ok(Instance { store, instance, memory, input, left: most })
    }

    /// Puts bytes into the input buffer, and gives their length.
    fn write(&mut self, bytes: &[u8]) -> Outcome<u32> {
        let length = u32::try_from(bytes.len())?;
        let address = self.input.call(&mut self.store, length)?;
        self.memory.write(&mut self.store, usize::try_from(address)?, bytes)?;
        Ok(length)
    }

    /// Has it report on a body, and gives the steps that it took.
    fn report(&mut self, body: &str) -> Outcome<u64> {
        let length = self.write(body.as_bytes())?;
        let ((), steps) = self.call("push_json", length)?;
        Ok(steps + self.ask("report_json", ())?)
    }

    /// Calls an export that gives a number other than 0 where it has done its work, and gives the steps that it took.
    fn ask<P: wasmi::WasmParams>(&mut self, name: &str, parameters: P) -> Outcome<u64> {
        match self.call(name, parameters)? {
            (0, _) => Err(format!("{name} has refused").into()),
            (_, steps) => Ok(steps),
        }
    }

    /// Calls an export, and gives what it gives and the steps that it took.
    fn call<P: wasmi::WasmParams, R: wasmi::WasmResults>(&mut self, name: &str, parameters: P) -> Outcome<(R, u64)> {
        let function = self.instance.get_typed_func::<P, R>(&self.store, name)?;
        self.store.set_fuel(self.left)?;
        let result = function.call(&mut self.store, parameters)?;
        let taken = self.left - self.store.get_fuel()?;
        self.left -= taken;
        self.store.set_fuel(u64::MAX)?;
        Ok((result, taken))
    }
}
