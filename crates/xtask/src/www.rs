//! The page in `www/`: built, served, tested and drawn.

use crate::debian;
use crate::javascript::{BROWSERS, WEBKIT};
use crate::npm::Folder;
use crate::pkg;
use crate::server::Server;
use crate::shell::{Outcome, announce, build_netverify, find_program, root, run, works};
use crate::stamp::{Stamp, directory, lock};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What `cargo xtask demo` was told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The browser is not opened.
    pub(crate) no_open: bool,
    pub(crate) port: Option<u16>,
    /// Where the page is drawn to, instead of being served.
    pub(crate) screenshots: Option<PathBuf>,
}

impl Options {
    /// Reads the command's arguments.
    pub(crate) fn of(arguments: &[&str]) -> Outcome<Options> {
        let mut options = Options::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().copied().ok_or(format!("{argument} takes a value"));
            match *argument {
                "--no-open" => options.no_open = true,
                "--port" => {
                    let port = value()?;
                    options.port = Some(port.parse().map_err(|_| format!("--port takes a number, not {port}"))?);
                }
                "--screenshots" => options.screenshots = Some(value()?.into()),
                other => return Err(format!("demo takes --no-open, --port N and --screenshots DIR, not {other}")),
            }
        }
        Ok(options)
    }
}

/// `cargo xtask demo`.
pub(crate) fn demo(options: Options) -> Outcome {
    if let Some(folder) = &options.screenshots {
        return draw(folder);
    }
    let page = build()?;
    announce("Building `netverify`, the command line, with all optimisation (two minutes the first time)");
    let netverify = build_netverify(true)?;
    let server = Server::new(&page, options.port)?;
    let url = server.url()?;
    println!("The command line is {}", netverify.display());
    announce(&format!("\nThe demo is at {url} until you press Ctrl-C."));
    if !options.no_open {
        open(&url);
    }
    server.run();
    Ok(())
}

/// Gives where the page is, built.
fn build() -> Outcome<PathBuf> {
    let package = pkg::build()?;
    let folder = Folder::ready("www")?;
    let _held = lock(&directory()?.join("www.lock"), "www/dist")?;
    let at = |name: &str| folder.path().join(name);
    let own = [
        "src",
        "public",
        "index.html",
        "content-security-policy.txt",
        "vite.config.js",
        "tsconfig.json",
        "package.json",
        "package-lock.json",
    ]
    .map(at);
    let mut inputs = own.to_vec();
    inputs.extend([package.path().join("dist"), package.path().join("package.json"), root()?.join("tests/samples")]);
    let dist = [at("dist")];
    let stamp = Stamp::of("www-dist", &inputs, &[])?;
    if !stamp.is_current(&dist) {
        announce("Building the page, by tsc and Vite");
        run(&mut folder.script("build")?)?;
        stamp.set(&dist)?;
    }
    let [dist] = dist;
    Ok(dist)
}

/// Opens a browser, where there is a screen and a program that does it.
fn open(url: &str) {
    let opener: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["cmd", "/c", "start"]
    } else if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some()) {
        &["xdg-open"]
    } else {
        return;
    };
    if !cfg!(windows) && find_program(opener[0]).is_none() {
        return;
    }
    let mut command = Command::new(opener[0]);
    command.args(&opener[1..]).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // The address is printed: one can open it by hand.
    drop(command.spawn());
}

/// `cargo xtask www-test`: the page in Chromium, Firefox and WebKit; with `quick`, what takes long is left out.
pub(crate) fn test(quick: bool) -> Outcome {
    let page = build()?;
    let browsers = if quick { vec![BROWSERS[0]] } else { [BROWSERS, WEBKIT].concat() };
    if let Err(why) = debian::provide(&browsers) {
        // Elsewhere the tests say what they skip; there, nothing may be skipped.
        if std::env::var_os("CI").is_some_and(|value| value == "true") {
            return Err(why);
        }
        eprintln!("{why}");
    }
    let netverify = build_netverify(false)?;
    let mut command = Folder::ready("tests/www")?.script(if quick { "quick" } else { "test" })?;
    serving(&page, |url| {
        run(command.env("NETVERIFY_WWW", url).env("NETVERIFY_DIST", &page).env("NETVERIFY_CLI", &netverify))
    })
}

/// `cargo xtask demo --screenshots DIR`.
fn draw(to: &Path) -> Outcome {
    let page = build()?;
    debian::provide(&BROWSERS[..1])?;
    // The page takes the typeface that the machine has: with this one the pictures are the same everywhere.
    if !works(Command::new("fc-list").args(["-q", "Inter"]))
        && let Err(why) = debian::install(&["fonts-inter"])
    {
        eprintln!("{why}\nThe pictures are drawn with another typeface.");
    }
    std::fs::create_dir_all(to).map_err(|error| format!("{} cannot be made: {error}", to.display()))?;
    let to = to.canonicalize().map_err(|error| format!("{} cannot be found: {error}", to.display()))?;
    let mut command = Folder::ready("tests/www")?.script("screenshots")?;
    serving(&page, |url| run(command.env("NETVERIFY_WWW", url).env("NETVERIFY_SCREENSHOTS", &to)))
}

/// Does something while the page is served.
fn serving(page: &Path, work: impl FnOnce(&str) -> Outcome) -> Outcome {
    let server = Server::new(page, Some(0))?;
    let url = server.url()?;
    std::thread::spawn(move || server.run());
    work(&url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let given = |arguments: &[&str]| Options::of(arguments);
        assert_eq!(given(&[]), Ok(Options::default()));
        let all = Options { no_open: true, port: Some(8000), screenshots: Some("out".into()) };
        assert_eq!(given(&["--port", "8000", "--no-open", "--screenshots", "out"]), Ok(all));
        for wrong in [&["--port"][..], &["--port", "many"], &["--port", "70000"], &["--screenshots"], &["out"]] {
            assert!(given(wrong).is_err(), "{wrong:?}");
        }
    }
}
