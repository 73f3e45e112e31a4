//! Running the program, and small pictures and requests to run it on.

#![allow(dead_code, unreachable_pub, missing_docs)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

/// What a run of the program left.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The one JSON report that it printed.
    pub fn report(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "{self:?}");
        assert!(self.out.ends_with('\n'));
        serde_json::from_str(&self.out).expect("a JSON report")
    }

    /// The JSON values that it printed, a line each.
    pub fn reports(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a JSON report a line")).collect()
    }

    /// The fields and codes of its one JSON report.
    pub fn codes(&self) -> Vec<String> {
        codes(&self.report())
    }
}

/// `field code` of each violation.
pub fn codes(report: &Value) -> Vec<String> {
    let violations = report["violations"].as_array().expect("violations");
    let text = |violation: &Value, name: &str| violation[name].as_str().unwrap_or("-").to_owned();
    violations.iter().map(|violation| format!("{} {}", text(violation, "field"), text(violation, "code"))).collect()
}

/// The program, without colour, its language and its home.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netverify"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

/// Runs the program with that on its standard input.
pub fn run_with(input: &[u8], arguments: &[&str]) -> Run {
    finish(program().args(arguments), input)
}

/// Runs the program with nothing on its standard input.
pub fn run(arguments: &[&str]) -> Run {
    run_with(b"", arguments)
}

/// Starts a command with pipes to it.
pub fn start(command: &mut Command) -> Child {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Runs a command with that on its standard input.
pub fn finish(command: &mut Command, input: &[u8]) -> Run {
    let mut child = start(command);
    let mut stdin = child.stdin.take().expect("a pipe");
    let output = thread::scope(|scope| {
        // A program that does not read its input closes the pipe, which is no failure here.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().expect("the program ends")
    });
    let run = Run {
        status: output.status.code().expect("an exit status"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(!run.err.contains("panicked"), "{run:?}");
    run
}

/// The headers of a colour JPEG of that size. It has no pixels, which only a decoder would miss.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    jpeg_with(&[], width, height)
}

/// A JPEG with more segments after its beginning.
pub fn jpeg_with(segments: &[u8], width: u16, height: u16) -> Vec<u8> {
    let ([w1, w2], [h1, h2]) = (width.to_be_bytes(), height.to_be_bytes());
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segments);
    bytes.extend([0xff, 0xdb, 0, 67, 0]);
    bytes.extend([1; 64]);
    bytes.extend([0xff, 0xc0, 0, 17, 8, h1, h2, w1, w2, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    bytes.extend([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0x55, 0x2a]);
    bytes.extend([0xff, 0xd9]);
    bytes
}

/// An EXIF segment with that orientation.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    tiff.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    let [high, low] = u16::try_from(tiff.len() + 2).expect("short").to_be_bytes();
    [vec![0xff, 0xe1, high, low], tiff].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (b + a) % 65521)
    });
    (b << 16) | a
}

/// A colour PNG of that size that decodes. It has to be small: its pixels are stored in one block.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        [length.to_vec(), body.clone(), crc32(&body).to_be_bytes().to_vec()].concat()
    };
    let row: Vec<u8> = std::iter::once(0).chain((0..width * 3).map(|i| (i * 7 % 251) as u8)).collect();
    let pixels = row.repeat(height as usize);
    let length = u16::try_from(pixels.len()).expect("one block").to_le_bytes();
    let complement = length.map(|byte| !byte);
    let data = [&[0x78, 0x01, 0x01], &length[..], &complement, &pixels, &adler32(&pixels).to_be_bytes()].concat();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", &data), chunk(b"IEND", &[])].concat()
}

/// A PNG whose headers are fine and whose pixels are damaged.
pub fn damaged_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(width, height);
    // The method of zlib's header, behind the signature, IHDR and the header of IDAT.
    bytes[8 + 25 + 8] = 0xff;
    bytes
}

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A request without anything to complain of, changed: null takes a field out.
pub fn request(changes: Value) -> String {
    let mut fields = Map::new();
    let base = json!({
        "merchantIdScanReference": "scan-000123",
        "frontsideImage": base64(&jpeg(640, 400)),
        "country": "USA",
        "idType": "PASSPORT",
    });
    for (name, value) in [base, changes].iter().flat_map(|object| object.as_object().expect("an object")) {
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
    Value::Object(fields).to_string()
}

/// Writes a file and gives its path.
pub fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}
