//! Checks a request's body while a socket delivers it: nothing of its images is kept.

use netverify_rules::{BodyReader, Report, Settings};
use std::io::{Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Reads a body to its end and checks it on the way.
fn check(mut stream: TcpStream, settings: &Settings) -> Result<Report> {
    let mut reader = BodyReader::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        match stream.read(&mut buffer)? {
            0 => return Ok(reader.finish(settings)),
            count => reader.push(&buffer[..count]),
        }
    }
}

/// Sends a body to a server on this machine that checks it.
fn send_and_check(body: Vec<u8>) -> Result<Report> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let client = thread::spawn(move || TcpStream::connect(address)?.write_all(&body));
    let (stream, _) = listener.accept()?;
    let report = check(stream, &Settings::default());
    client.join().expect("the client does not panic")?;
    report
}

fn main() -> Result<()> {
    let image = "/9j/".repeat(5_000_000);
    let body = format!(
        r#"{{"merchantIdScanReference":"order-1","frontsideImage":"{image}","country":"Usa","idType":"PASSPORT"}}"#
    );
    println!("{}", send_and_check(body.into_bytes())?.to_json());
    Ok(())
}

#[test]
fn a_body_from_a_socket_is_checked_as_one_in_memory() -> Result<()> {
    let body = format!(r#"{{"frontsideImage":"{}","country":"Usa","firstName":"Zoë"}}"#, "/9j/".repeat(100_000));
    let expected = netverify_rules::validate_json(body.as_bytes(), &Settings::default());
    assert_eq!(send_and_check(body.into_bytes())?, expected);
    Ok(())
}
