//! The page in `www/`: built, served, tested and drawn. Vite serves it, with the headers of www/vite.config.js.

use crate::debian;
use crate::javascript::{BROWSERS, WEBKIT};
use crate::make::make;
use crate::npm::Folder;
use crate::pkg;
use crate::shell::{Outcome, announce, build_netverify, find_program, root, run, works};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The options of `cargo xtask demo`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The browser is not opened.
    no_open: bool,
    port: Option<u16>,
    /// Where the page is drawn to, instead of being served.
    screenshots: Option<PathBuf>,
}

impl Options {
    /// Reads the command's arguments.
    pub(crate) fn of(arguments: &[&str]) -> Outcome<Options> {
        Ok(match arguments {
            [] => Options::default(),
            ["--no-open", rest @ ..] => Options { no_open: true, ..Options::of(rest)? },
            ["--port", port, rest @ ..] => {
                let port = port.parse().map_err(|_| format!("--port takes a number, not {port}"))?;
                Options { port: Some(port), ..Options::of(rest)? }
            }
            ["--screenshots", folder, rest @ ..] => Options { screenshots: Some(folder.into()), ..Options::of(rest)? },
            _ => {
                return Err(format!(
                    "demo takes --no-open, --port N and --screenshots DIR, not {}",
                    arguments.join(" ")
                ));
            }
        })
    }
}

/// `cargo xtask demo`.
pub(crate) fn demo(options: Options) -> Outcome {
    if let Some(port) = options.port {
        // Vite would say it at the end, as a stack of calls.
        TcpListener::bind(("127.0.0.1", port))
            .map_err(|error| format!("port {port} cannot be listened at: {error}"))?;
    }
    let page = build()?;
    if let Some(folder) = &options.screenshots {
        return draw(folder);
    }
    announce("Building `netverify`, the command line, with all optimisation (two minutes the first time)");
    let netverify = build_netverify(true)?;
    println!("The command line is {}", netverify.display());
    announce("\nThe demo is served until you press Ctrl-C, at this address:");
    let mut serve = page.program("vite/bin/vite.js");
    serve.arg("preview");
    if let Some(port) = options.port {
        serve.args(["--strictPort", "--port", &port.to_string()]);
    }
    if !options.no_open && can_open() {
        serve.arg("--open");
    }
    take_over(serve)
}

/// Becomes that program: a signal that ends this process ends the server.
#[cfg(unix)]
fn take_over(mut command: Command) -> Outcome {
    use std::os::unix::process::CommandExt as _;
    Err(format!("the page cannot be served: {}", command.exec()))
}

#[cfg(not(unix))]
fn take_over(mut command: Command) -> Outcome {
    run(&mut command)
}

/// Checks whether there is a screen, and a program that opens a browser.
fn can_open() -> bool {
    let has_screen = || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    cfg!(any(windows, target_os = "macos")) || has_screen() && find_program("xdg-open").is_some()
}

/// Builds the page; returns its folder.
fn build() -> Outcome<Folder> {
    let package = pkg::build()?;
    let folder = Folder::ready("www")?;
    let own = ["src", "public", "index.html", "content-security-policy.txt", "vite.config.js", "tsconfig.json"];
    let own = own.into_iter().chain(["package.json", "package-lock.json"]).map(|name| folder.path.join(name));
    let from = [package.path.join("dist"), package.path.join("package.json"), root()?.join("tests/samples")];
    make("www", &own.chain(from).collect::<Vec<_>>(), &folder.path.join("dist"), || {
        announce("Building the page, by tsc and Vite");
        run(&mut folder.npm(&["run", "--silent", "build"]))
    })?;
    Ok(folder)
}

/// `cargo xtask www-test`: the page in Chromium, Firefox and WebKit; with `quick`, what takes long is left out.
pub(crate) fn test(quick: bool) -> Outcome {
    build()?;
    debian::provide_if_possible(&if quick { vec![BROWSERS[0]] } else { [BROWSERS, WEBKIT].concat() })?;
    let netverify = build_netverify(false)?;
    let script = if quick { "quick" } else { "test" };
    run(Folder::ready("tests/www")?.npm(&["run", "--silent", script]).env("NETVERIFY_CLI", netverify))
}

/// `cargo xtask demo --screenshots DIR`.
fn draw(to: &Path) -> Outcome {
    debian::provide(&BROWSERS[..1])?;
    // The page takes the typeface that the machine has: with this one the pictures are the same everywhere.
    if !works(Command::new("fc-list").args(["-q", "Inter"]))
        && let Err(why) = debian::install(&["fonts-inter"], false)
    {
        eprintln!("{why}\nThe pictures are drawn with another typeface.");
    }
    std::fs::create_dir_all(to).map_err(|error| format!("{} cannot be made: {error}", to.display()))?;
    let to = to.canonicalize().map_err(|error| format!("{} cannot be found: {error}", to.display()))?;
    run(Folder::ready("tests/www")?.npm(&["run", "--silent", "screenshots"]).env("NETVERIFY_SCREENSHOTS", to))
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
