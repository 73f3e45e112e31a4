//! A small server for a folder of static files, on this machine only.

use crate::shell::Outcome;
use std::collections::HashMap;
use std::io::{Error, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The page's Content-Security-Policy, one directive a line; www/vite.config.js writes it into the page, too.
const POLICY: &str = include_str!("../../../www/content-security-policy.txt");

/// What a policy in a page cannot say.
const NOT_FRAMED: &str = "frame-ancestors 'none'";

/// What a client may take of the server.
#[derive(Clone, Copy)]
struct Limits {
    /// How long all of a request's headers may take to arrive, and all of its answer to be read. A browser opens connections
    /// that it may never use, and a client that sends a byte now and then would keep one for ever.
    patience: Duration,
    /// How many connections may be open at the same time.
    connections: usize,
    /// How many bytes a request's headers may have.
    header_bytes: usize,
}

const LIMITS: Limits = Limits { patience: Duration::from_secs(10), connections: 64, header_bytes: 64 * 1024 };

/// How many bytes of an answer are written between two looks at the clock.
const PIECE: usize = 64 * 1024;

/// The files, read once, by their paths in a URL.
type Files = HashMap<String, (&'static str, Vec<u8>)>;

/// A server that listens, but does not answer yet.
pub(crate) struct Server {
    listener: TcpListener,
    files: Arc<Files>,
    limits: Limits,
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
        Ok(Server { listener, files: Arc::new(files), limits: LIMITS })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> Outcome<String> {
        let address = self.listener.local_addr().map_err(|error| error.to_string())?;
        Ok(format!("http://{address}/"))
    }

    /// Answers until the process ends.
    pub(crate) fn run(&self) {
        let limits = self.limits;
        for stream in self.listener.incoming().flatten() {
            // Each open connection has the files at hand, and so has the server itself.
            if Arc::strong_count(&self.files) > limits.connections {
                refuse(stream);
                continue;
            }
            let files = Arc::clone(&self.files);
            // One that is gone before it was answered is nobody's trouble; neither is a thread that cannot be had.
            let answering = move || answer(stream, &files, limits).ok();
            thread::Builder::new().spawn(answering).ok();
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

/// Answers one request.
fn answer(mut stream: TcpStream, files: &Files, limits: Limits) -> std::io::Result<()> {
    let first = read_headers(&mut stream, limits)?;
    write_in_time(&mut stream, &response(&first, files), limits.patience)
}

/// Says to a client that there are too many, if that can be said at once.
fn refuse(mut stream: TcpStream) {
    let answer = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.set_nonblocking(true).and_then(|()| stream.write_all(answer)).ok();
}

/// Reads a request's headers to their end, or the answer may be lost with them. Gives the first line.
fn read_headers(stream: &mut TcpStream, limits: Limits) -> std::io::Result<String> {
    let end = Instant::now() + limits.patience;
    let mut headers = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        stream.set_read_timeout(Some(time_left(end)?))?;
        let length = stream.read(&mut buffer)?;
        let seen = headers.len().saturating_sub(3);
        headers.extend_from_slice(&buffer[..length]);
        if headers[seen..].windows(2).any(|bytes| bytes == b"\n\n")
            || headers[seen..].windows(4).any(|bytes| bytes == b"\r\n\r\n")
        {
            let first = headers.split(|byte| *byte == b'\n').next().unwrap_or_default();
            return Ok(String::from_utf8_lossy(first).into_owned());
        }
        if length == 0 || headers.len() > limits.header_bytes {
            return Err(ErrorKind::InvalidData.into());
        }
    }
}

/// Writes all of an answer, however slowly it is read, in that time.
fn write_in_time(stream: &mut TcpStream, answer: &[u8], time: Duration) -> std::io::Result<()> {
    let end = Instant::now() + time;
    let mut left = answer;
    while !left.is_empty() {
        stream.set_write_timeout(Some(time_left(end)?))?;
        let written = stream.write(&left[..left.len().min(PIECE)])?;
        left = &left[written..];
    }
    Ok(())
}

/// Gives how long it is until then; an error where it has come.
fn time_left(end: Instant) -> std::io::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(Error::from(ErrorKind::TimedOut)) } else { Ok(left) }
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
    use std::net::SocketAddr;
    use std::path::PathBuf;

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

    /// A folder of files, served until the test ends.
    struct Served {
        folder: PathBuf,
        address: SocketAddr,
    }

    impl Served {
        fn new(name: &str, limits: Limits) -> Served {
            let folder = std::env::temp_dir().join(format!("netverify-server-{name}-{}", std::process::id()));
            std::fs::create_dir_all(folder.join("assets")).expect("a directory");
            std::fs::write(folder.join("index.html"), "page").expect("a file");
            std::fs::write(folder.join("assets/a.css"), "style").expect("a file");
            // More than the system keeps for a client that does not read.
            std::fs::write(folder.join("assets/large.js"), vec![b' '; 32 << 20]).expect("a file");
            let mut server = Server::new(&folder, Some(0)).expect("a server");
            server.limits = limits;
            let address = server.listener.local_addr().expect("an address");
            thread::spawn(move || server.run());
            Served { folder, address }
        }

        fn connect(&self) -> TcpStream {
            TcpStream::connect(self.address).expect("a connection")
        }

        fn get(&self, path: &str) -> String {
            let mut stream = self.connect();
            // A server that has no room answers before it was asked, and may be gone.
            stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()).ok();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).ok();
            answer
        }
    }

    impl Drop for Served {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.folder).expect("no directory");
        }
    }

    const QUICK: Limits = Limits { patience: Duration::from_millis(300), ..LIMITS };
    /// So long is waited for what must come: far longer than the server's patience, in case the machine is busy.
    const HANGS: Duration = Duration::from_secs(60);

    #[test]
    fn a_folder_is_served() {
        let served = Served::new("files", LIMITS);
        for (path, body) in [("/", "page"), ("/assets/a.css", "style")] {
            assert!(served.get(path).ends_with(body), "{path}");
        }
        assert!(Server::new(&served.folder.join("none"), Some(0)).is_err());
    }

    #[test]
    fn headers_may_arrive_in_pieces_and_end_without_carriage_returns() {
        let served = Served::new("pieces", LIMITS);
        for request in ["GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\n\n"] {
            let mut stream = served.connect();
            for byte in request.as_bytes() {
                stream.write_all(&[*byte]).expect("a byte");
            }
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("an answer");
            assert!(answer.ends_with("page"), "{answer}");
        }
    }

    #[test]
    fn headers_that_never_end_are_not_waited_for() {
        let served = Served::new("slow", QUICK);
        let mut stream = served.connect();
        stream.set_read_timeout(Some(Duration::from_millis(20))).expect("a timeout");
        stream.write_all(b"GET / HTTP/1.1\r\n").expect("a line");
        let start = Instant::now();
        let is_closed = loop {
            // Each byte comes long before the server would give up a silent client.
            let sent = stream.write_all(b"a");
            let gone = sent.is_err() || !matches!(stream.read(&mut [0]), Err(error) if is_timeout(&error));
            if gone || start.elapsed() > HANGS {
                break gone;
            }
        };
        assert!(is_closed, "the server still waits");
    }

    fn is_timeout(error: &Error) -> bool {
        matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
    }

    #[test]
    fn headers_that_are_too_long_are_not_read_to_their_end() {
        let served = Served::new("long", Limits { patience: HANGS, header_bytes: 1000, ..LIMITS });
        let mut stream = served.connect();
        stream.write_all(&[b'a'; 2000]).expect("bytes");
        stream.set_read_timeout(Some(HANGS / 2)).expect("a timeout");
        let gone = stream.read(&mut [0]);
        assert!(
            !gone.as_ref().is_err_and(is_timeout) && !gone.is_ok_and(|length| length > 0),
            "it is closed unanswered"
        );
    }

    #[test]
    fn an_answer_that_nobody_reads_is_given_up() {
        let served = Served::new("unread", Limits { connections: 1, ..QUICK });
        let mut stream = served.connect();
        stream.write_all(b"GET /assets/large.js HTTP/1.1\r\n\r\n").expect("a request");
        let start = Instant::now();
        while !served.get("/").ends_with("page") {
            assert!(start.elapsed() < HANGS, "the one connection is still taken");
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn too_many_connections_are_refused_and_then_served_again() {
        let served = Served::new("many", Limits { patience: HANGS, connections: 3, ..LIMITS });
        let idle: Vec<TcpStream> = (0..3).map(|_| served.connect()).collect();
        // They are taken in the order in which they came.
        assert!(!served.get("/").ends_with("page"));
        drop(idle);
        let start = Instant::now();
        while !served.get("/").ends_with("page") {
            assert!(start.elapsed() < HANGS, "no connection was given back");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
