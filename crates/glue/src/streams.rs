//! A module's bytes, sorted by kind: which local, constant, offset in memory or enclosing block stands between the
//! instructions, and each kind is much like itself. Apart they compress to a fifteenth less. `pkg/src/streams.ts` puts them
//! back.

use std::error::Error;

/// How many kinds there are.
pub(crate) const KINDS: usize = 5;
const LOCAL: usize = 0;
const CONSTANT: usize = 1;
const OFFSET: usize = 2;
const BRANCH: usize = 3;
const REST: usize = 4;

/// The section that holds the functions.
const CODE: u8 = 10;

/// Takes bytes of one kind after the other from somewhere, and gives them to somewhere else.
struct Walk<'b, F: FnMut(usize) -> Option<u8>> {
    next: F,
    taken: &'b mut usize,
}

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

impl<F: FnMut(usize) -> Option<u8>> Walk<'_, F> {
    fn byte(&mut self, kind: usize) -> Outcome<u8> {
        *self.taken += 1;
        (self.next)(kind).ok_or_else(|| "the module ends too early".into())
    }

    /// A number in LEB128, whose bits beyond 32 nobody asks for.
    fn number(&mut self, kind: usize) -> Outcome<usize> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte(kind)?;
            if shift < 32 {
                value |= usize::from(byte & 0x7F) << shift;
            }
            shift += 7;
            if byte < 0x80 {
                return Ok(value);
            }
        }
    }

    fn numbers(&mut self, count: usize) -> Outcome {
        (0..count).try_for_each(|_| self.number(REST).map(drop))
    }

    fn bytes(&mut self, count: usize) -> Outcome {
        (0..count).try_for_each(|_| self.byte(REST).map(drop))
    }

    /// Walks through a module of that many bytes.
    fn module(&mut self, size: usize) -> Outcome {
        self.bytes(8)?;
        while *self.taken < size {
            let section = self.byte(REST)?;
            let length = self.number(REST)?;
            if section != CODE {
                self.bytes(length)?;
                continue;
            }
            for _ in 0..self.number(REST)? {
                let length = self.number(REST)?;
                let end = *self.taken + length;
                for _ in 0..self.number(REST)? {
                    self.numbers(2)?;
                }
                while *self.taken < end {
                    self.instruction()?;
                }
            }
        }
        Ok(())
    }

    fn instruction(&mut self) -> Outcome {
        match self.byte(REST)? {
            // Control without a number, parameters, comparisons and arithmetic.
            0x00 | 0x01 | 0x05 | 0x0B | 0x0F | 0x1A | 0x1B | 0x45..=0xC4 => Ok(()),
            0x0C | 0x0D => self.number(BRANCH).map(drop),
            // Blocks, calls, globals, the size of the memory.
            0x02..=0x04 | 0x10 | 0x23 | 0x24 | 0x3F | 0x40 => self.numbers(1),
            // Each branch of a table, and the one for all else.
            0x0E => {
                let branches = self.number(REST)?;
                self.numbers(branches + 1)
            }
            0x11 => self.numbers(2),
            0x20..=0x22 => self.number(LOCAL).map(drop),
            // Loads and stores.
            0x28..=0x3E => self.number(REST).and_then(|_| self.number(OFFSET)).map(drop),
            0x41 | 0x42 => self.number(CONSTANT).map(drop),
            0xFC => match self.number(REST)? {
                0..=7 => Ok(()),
                // Of bulk memory: copying takes two memories, filling one.
                10 => self.numbers(2),
                11 => self.numbers(1),
                other => Err(format!("instruction 0xFC {other} is not known to streams.rs and streams.ts").into()),
            },
            other => Err(format!("instruction {other:#04X} is not known to streams.rs and streams.ts").into()),
        }
    }
}

/// The bytes of a module by their kinds.
pub(crate) fn sorted(module: &[u8]) -> Outcome<[Vec<u8>; KINDS]> {
    let mut kinds: [Vec<u8>; KINDS] = Default::default();
    let (mut bytes, mut taken) = (module.iter(), 0);
    let next = |kind: usize| {
        let byte = *bytes.next()?;
        kinds[kind].push(byte);
        Some(byte)
    };
    Walk { next, taken: &mut taken }.module(module.len())?;
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `pkg/src/streams.ts` does.
    fn joined(kinds: &[Vec<u8>; KINDS]) -> Vec<u8> {
        let mut iterators = kinds.each_ref().map(|kind| kind.iter());
        let size = kinds.iter().map(Vec::len).sum();
        let (mut module, mut taken) = (Vec::new(), 0);
        let next = |kind: usize| {
            let byte = *iterators[kind].next()?;
            module.push(byte);
            Some(byte)
        };
        Walk { next, taken: &mut taken }.module(size).expect("a module");
        module
    }

    /// `(func (param i32) (result i32) local.get 0 i32.load offset=300 i32.const -5 i32.add br 0)`, and a section behind it.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x0A\x10\x01\x0E\0\x20\0\x28\x02\xAC\x02\x41\x7B\x6A\x0C\0\x0B\x0B\x01\0";

    #[test]
    fn kinds_are_told_apart_and_put_back() {
        let kinds = sorted(MODULE).expect("a module");
        assert_eq!(
            (&kinds[LOCAL][..], &kinds[CONSTANT][..], &kinds[OFFSET][..]),
            (&b"\0"[..], &b"\x7B"[..], &b"\xAC\x02"[..])
        );
        assert_eq!(joined(&kinds), MODULE);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let simd: Vec<u8> = MODULE.iter().map(|byte| if *byte == 0x6A { 0xFD } else { *byte }).collect();
        assert!(sorted(&simd).is_err());
        assert!(sorted(&MODULE[..20]).is_err());
    }
}
