//! A small server for a folder of static files, on this machine only.

use crate::shell::Outcome;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The page's Content-Security-Policy, one directive a line; www/vite.config.js writes it into the page, too.
const POLICY: &str = include_str!("../../../www/content-security-policy.txt");

/// What a policy in a page cannot say.
const NOT_FRAMED: &str = "frame-ancestors 'none'";

/// A browser opens connections that it may never use: they are not waited for longer than this.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of a request's head.
const LONGEST_HEAD: u64 = 64 * 1024;

/// The files, read once, by their paths in a URL.
type Files = HashMap<String, (&'static str, Vec<u8>)>;

/// A server that listens, but does not answer yet.
pub(crate) struct Server {
    listener: TcpListener,
    files: Arc<Files>,
}

impl Server {
    /// Reads the folder and listens at the port; at any free one where none is given and the usual one is taken.
    pub(crate) fn new(folder: &Path, port: Option<u16>) -> Outcome<Server> {
        const USUAL: u16 = 8130;
        let mut files = Files::new();
        gather(folder, "/", &mut files)?;
        let listen = |port| TcpListener::bind(("127.0.0.1", port));
        let listener = match port {
            Some(port) => listen(port).map_err(|error| format!("port {port} cannot be listened at: {error}"))?,
            None => listen(USUAL).or_else(|_| listen(0)).map_err(|error| format!("no port is free: {error}"))?,
        };
        Ok(Server { listener, files: Arc::new(files) })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> Outcome<String> {
        let address = self.listener.local_addr().map_err(|error| error.to_string())?;
        Ok(format!("http://{address}/"))
    }

    /// Answers until the process ends.
    pub(crate) fn run(&self) {
        for stream in self.listener.incoming().flatten() {
            let files = Arc::clone(&self.files);
            // One that is gone before it was answered is nobody's trouble.
            thread::spawn(move || answer(stream, &files).ok());
        }
    }
}

fn gather(folder: &Path, at: &str, files: &mut Files) -> Outcome {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = format!("{at}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(failed)?;
            files.insert(name, (media_type(&path), bytes));
        }
    }
    Ok(())
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn answer(mut stream: TcpStream, files: &Files) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(LONGEST_HEAD));
    let mut first = String::new();
    reader.read_line(&mut first)?;
    // The rest of the head is read, or the answer may be lost with it.
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    if first.is_empty() {
        return Ok(());
    }
    stream.write_all(&response(&first, files))
}

/// The answer to a request with that first line.
fn response(first: &str, files: &Files) -> Vec<u8> {
    let mut words = first.split_ascii_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let file = files.get(if path == "/" { "/index.html" } else { path });
    let (status, media_type, body) = match (method, file) {
        ("GET" | "HEAD", Some((media_type, bytes))) => ("200 OK", *media_type, bytes.as_slice()),
        ("GET" | "HEAD", None) => ("404 Not Found", "text/plain", "not found\n".as_bytes()),
        _ => ("405 Method Not Allowed", "text/plain", "only GET and HEAD\n".as_bytes()),
    };
    // What has its digest in its name never changes.
    let caching = if path.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let policy = POLICY.lines().chain([NOT_FRAMED]).collect::<Vec<_>>().join("; ");
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\nCache-Control: {caching}\r\n\
         Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Permissions-Policy: camera=(self), microphone=(), geolocation=()\r\nConnection: close\r\n\r\n",
        length = body.len(),
    );
    let body = if method == "HEAD" { &[] } else { body };
    [head.as_bytes(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(first: &str) -> String {
        let file = |path: &str, body: &str| (path.to_owned(), (media_type(Path::new(path)), body.as_bytes().to_vec()));
        let files = Files::from([file("/index.html", "<p>"), file("/assets/a.js", "1")]);
        String::from_utf8(response(first, &files)).expect("text")
    }

    #[test]
    fn files_are_found_by_their_paths_and_nothing_else_is() {
        for (first, status, end) in [
            ("GET / HTTP/1.1\r\n", "200 OK", "\r\n\r\n<p>"),
            ("GET /?a=b HTTP/1.1\r\n", "200 OK", "\r\n\r\n<p>"),
            ("GET /assets/a.js HTTP/1.1\r\n", "200 OK", "\r\n\r\n1"),
            ("HEAD /assets/a.js HTTP/1.1\r\n", "200 OK", "\r\n\r\n"),
            ("GET /assets/../../Cargo.toml HTTP/1.1\r\n", "404 Not Found", "not found\n"),
            ("GET /assets/ HTTP/1.1\r\n", "404 Not Found", "not found\n"),
            ("POST / HTTP/1.1\r\n", "405 Method Not Allowed", "only GET and HEAD\n"),
            ("nonsense", "405 Method Not Allowed", "only GET and HEAD\n"),
        ] {
            let answer = answered(first);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{first}: {answer}");
            assert!(answer.ends_with(end), "{first}: {answer}");
        }
    }

    #[test]
    fn every_answer_has_the_policy() {
        let policy = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ";
        for first in ["GET / HTTP/1.1\r\n", "GET /assets/a.js HTTP/1.1\r\n", "GET /none HTTP/1.1\r\n"] {
            let answer = answered(first);
            assert!(answer.contains(policy), "{answer}");
            assert!(answer.contains("; connect-src 'none'; "), "{answer}");
            assert!(answer.contains("; frame-ancestors 'none'\r\n"), "{answer}");
        }
        assert!(answered("GET /assets/a.js HTTP/1.1\r\n").contains("Content-Type: text/javascript"));
    }

    #[test]
    fn a_folder_is_served() {
        let folder = std::env::temp_dir().join(format!("netverify-server-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("assets")).expect("a directory");
        std::fs::write(folder.join("index.html"), "page").expect("a file");
        std::fs::write(folder.join("assets/a.css"), "style").expect("a file");
        let server = Server::new(&folder, Some(0)).expect("a server");
        let address = server.listener.local_addr().expect("an address");
        thread::spawn(move || server.run());
        for (path, body) in [("/", "page"), ("/assets/a.css", "style")] {
            let mut stream = TcpStream::connect(address).expect("a connection");
            stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).expect("a request");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("an answer");
            assert!(answer.ends_with(body), "{answer}");
        }
        std::fs::remove_dir_all(&folder).expect("no directory");
        assert!(Server::new(&folder, Some(0)).is_err());
    }
}
