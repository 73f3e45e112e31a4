//! A module's bytes, sorted by kind: which local, constant, offset in memory or enclosing block stands between the
//! instructions, and each kind is much like itself. Apart they compress to a fifteenth less. `crates/unpack` puts them back.

use crate::Outcome;
use netverify_unpack::{BULK, FIRST_BULK, FIRST_VECTOR, FORMS, KINDS, REST, SIXTEEN, TABLE, VECTOR};

const LOCAL: usize = 0;
const CONSTANT: usize = 1;
const OFFSET: usize = 2;
const BRANCH: usize = 3;

/// The section that holds the functions.
const CODE: u8 = 10;

/// What follows an instruction: so many numbers of the rest, and one of a kind of its own. Nothing where it is not known.
fn form(instruction: usize) -> Option<(u8, Option<usize>)> {
    /// Of bulk memory, as [`BULK`] counts them: copying takes two memories, filling one.
    const COPY: usize = FIRST_BULK + 10;
    const FILL: usize = FIRST_BULK + 11;
    if let Some(vector) = instruction.checked_sub(FIRST_VECTOR) {
        return vector_form(vector);
    }
    Some(match instruction {
        // Control without a number, parameters, comparisons and arithmetic, and conversions that [`BULK`] counts.
        0x00 | 0x01 | 0x05 | 0x0B | 0x0F | 0x1A | 0x1B | 0x45..=0xC4 | FIRST_BULK..=0xF7 => (0, None),
        0x0C | 0x0D => (0, Some(BRANCH)),
        // Blocks, calls, globals, the size of the memory.
        0x02..=0x04 | 0x10 | 0x23 | 0x24 | 0x3F | 0x40 | FILL => (1, None),
        // Beside as many branches as it says, the one for all else.
        TABLE => (1, None),
        0x11 | COPY => (2, None),
        0x20..=0x22 => (0, Some(LOCAL)),
        // Loads and stores.
        0x28..=0x3E => (1, Some(OFFSET)),
        0x41 | 0x42 => (0, Some(CONSTANT)),
        _ => return None,
    })
}

/// The same for an instruction of vectors.
fn vector_form(instruction: usize) -> Option<(u8, Option<usize>)> {
    Some(match instruction {
        // Loads and stores; those of one lane have its number behind.
        0..=11 | 92 | 93 => (1, Some(OFFSET)),
        84..=91 => (3, None),
        // Constants and shuffles.
        12 | 13 => (SIXTEEN, None),
        14..=20 | 35..=83 | 94..=255 => (0, None),
        _ => return None,
    })
}

/// The forms as `crates/unpack` takes them.
pub(crate) fn forms() -> [u8; FORMS] {
    std::array::from_fn(|instruction| {
        form(instruction).map_or(0, |(count, last)| count << 3 | last.map_or(0, |kind| kind as u8 + 1))
    })
}

struct Sorter<'b> {
    module: &'b [u8],
    taken: usize,
    kinds: [Vec<u8>; KINDS],
}

impl Sorter<'_> {
    fn byte(&mut self, kind: usize) -> Outcome<u8> {
        let byte = *self.module.get(self.taken).ok_or("the module ends too early")?;
        self.kinds[kind].push(byte);
        self.taken += 1;
        Ok(byte)
    }

    fn bytes(&mut self, count: usize) -> Outcome {
        (0..count).try_for_each(|_| self.byte(REST).map(drop))
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

    /// Goes to where the functions begin, behind what says how many bytes they have.
    fn find_functions(&mut self) -> Outcome {
        self.bytes(8)?;
        loop {
            let section = self.byte(REST)?;
            let length = self.number(REST)?;
            if section == CODE {
                return Ok(());
            }
            self.bytes(length)?;
        }
    }

    fn functions(&mut self) -> Outcome {
        for _ in 0..self.number(REST)? {
            let length = self.number(REST)?;
            let end = self.taken + length;
            for _ in 0..self.number(REST)? {
                self.numbers(2)?;
            }
            while self.taken < end {
                self.instruction()?;
            }
        }
        Ok(())
    }

    fn instruction(&mut self) -> Outcome {
        let mut instruction = usize::from(self.byte(REST)?);
        let first = instruction;
        // No form is behind the last.
        let behind =
            |first: usize, number: usize, end: usize| if first + number < end { first + number } else { FORMS };
        if instruction == BULK {
            instruction = behind(FIRST_BULK, self.number(REST)?, FIRST_VECTOR);
        } else if instruction == VECTOR {
            instruction = behind(FIRST_VECTOR, self.number(REST)?, FORMS);
        } else if instruction >= FIRST_BULK {
            instruction = FORMS;
        }
        let (count, last) =
            form(instruction).ok_or_else(|| format!("an instruction is not known to streams.rs: {first:#04X}"))?;
        if count == SIXTEEN {
            return self.bytes(16);
        }
        let branches = if instruction == TABLE { self.number(REST)? } else { 0 };
        self.numbers(branches + usize::from(count))?;
        last.map_or(Ok(()), |kind| self.number(kind).map(drop))
    }
}

/// The bytes of a module by their kinds, as `crates/unpack` takes them.
pub(crate) fn sorted(module: &[u8]) -> Outcome<[Vec<u8>; KINDS]> {
    let mut sorter = Sorter { module, taken: 0, kinds: Default::default() };
    sorter.find_functions()?;
    let before = sorter.taken;
    sorter.functions()?;
    sorter.bytes(module.len() - sorter.taken)?;
    if before >= 1 << 14 {
        return Err(format!("{before} bytes before the functions are more than two bytes of LEB128 tell").into());
    }
    let mut kinds = sorter.kinds;
    kinds[REST].splice(0..0, [before as u8 | 0x80, (before >> 7) as u8]);
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(func (param i32) (result i32) local.get 0 i32.load offset=300 i32.const -5 i32.add br 0)`, and a section behind it.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x0A\x10\x01\x0E\0\x20\0\x28\x02\xAC\x02\x41\x7B\x6A\x0C\0\x0B\x0B\x01\0";

    #[test]
    fn kinds_are_told_apart() {
        let kinds = sorted(MODULE).expect("a module");
        assert_eq!(kinds[LOCAL], b"\0");
        assert_eq!(kinds[CONSTANT], b"\x7B");
        assert_eq!(kinds[OFFSET], b"\xAC\x02");
        assert_eq!(kinds[BRANCH], b"\0");
        let rest = b"\x8A\0\0asm\x01\0\0\0\x0A\x10\x01\x0E\0\x20\x28\x02\x41\x6A\x0C\x0B\x0B\x01\0";
        assert_eq!(kinds[REST], rest);
    }

    #[test]
    fn numbers_of_vectors_are_passed_over() {
        // v128.const, whose bytes look like local.get; v128.store64_lane offset=300; v128.load offset=2; i8x16.shl.
        let code =
            [&[0xFD, 12][..], &[0x20; 16], &[0xFD, 91, 3, 0xAC, 2, 0x20, 0xFD, 0, 4, 2, 0xFD, 0xEB, 1, 0x0B]].concat();
        let function = [&[code.len() as u8 + 1, 0][..], &code].concat();
        let module = [&b"\0asm\x01\0\0\0\x0A"[..], &[function.len() as u8 + 1, 1], &function].concat();
        let kinds = sorted(&module).expect("a module");
        assert_eq!((&kinds[LOCAL][..], &kinds[OFFSET][..]), (&b""[..], &b"\x02"[..]));
        assert_eq!(kinds[REST].len(), 2 + module.len() - 1);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for unknown in [0x06, 0xF0, 0xFB, 0xFE] {
            let module: Vec<u8> = MODULE.iter().map(|byte| if *byte == 0x6A { unknown } else { *byte }).collect();
            assert!(sorted(&module).is_err(), "{unknown:#04X}");
        }
        assert!(sorted(&MODULE[..20]).is_err());
    }
}
