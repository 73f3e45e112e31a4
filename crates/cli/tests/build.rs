//! `netverify build`: output and exit status.

mod common;

use common::{base64, file, finish, jpeg, png, program, run, run_with};
use serde_json::{Value, json};
use std::path::Path;

/// Runs `build` with a good front side and the other flags.
fn build(folder: &Path, arguments: &[&str]) -> common::Run {
    let front = file(folder, "front.jpg", jpeg(640, 400));
    run(&[&["build", "--front", &front], arguments].concat())
}

const MINIMAL: [&str; 6] = ["--reference", "scan-1", "--country", "DEU", "--id-type", "ID_CARD"];

#[test]
fn a_request_from_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let face = file(folder.path(), "face.png", png(640, 10));
    let back = file(folder.path(), "back.jpg", jpeg(640, 401));
    let more =
        ["--face", &face, "--back", &back, "--set", "enabledFields=idNumber,idFaceMatch", "--set", "firstName=a=b"];
    let run = build(folder.path(), &[&MINIMAL[..], &more].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(
        run.report(),
        json!({
            "merchantIdScanReference": "scan-1",
            "frontsideImage": base64(&jpeg(640, 400)),
            "faceImage": base64(&png(640, 10)),
            "faceImageMimeType": "image/png",
            "backsideImage": base64(&jpeg(640, 401)),
            "country": "DEU",
            "idType": "ID_CARD",
            "enabledFields": "idNumber,idFaceMatch",
            "firstName": "a=b",
        })
    );
    let checked = run_with(run.out.as_bytes(), &["check", "--format", "json", "-"]);
    assert_eq!((checked.status, checked.codes()), (0, Vec::new()));
}

#[test]
fn a_request_with_errors_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("request.json");
    let target = target.to_str().expect("UTF-8");
    for arguments in [
        &["--country", "DEU", "--id-type", "ID_CARD"][..],
        &["--reference", "scan-1", "--country", "Germany", "--id-type", "ID_CARD"],
    ] {
        for output in [&["-o", target][..], &[]] {
            let run = build(folder.path(), &[arguments, output].concat());
            assert_eq!((run.status, run.out.as_str()), (1, ""), "{arguments:?}");
            assert!(run.err.contains("error[") && run.err.contains("not valid"), "{}", run.err);
            assert!(!run.err.contains("Germany"), "{}", run.err);
        }
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, ["front.jpg"]);
}

#[test]
fn settings_decide_what_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(build(folder.path(), &MINIMAL).status, 0);
    let run = build(folder.path(), &[&MINIMAL[..], &["--screening", "on"]].concat());
    assert_eq!(run.status, 1);
    assert!(run.err.contains("customerId is required"), "{}", run.err);
}

#[test]
fn warnings_are_printed_and_the_request_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = build(folder.path(), &[&MINIMAL[..], &["--set", "expiry=2001-01-01", "--today", "today"]].concat());
    assert_eq!(run.status, 0);
    assert!(run.err.contains("warning[document_expired]"), "{}", run.err);
    assert_eq!(run.report()["expiry"], "2001-01-01");
}

#[test]
fn an_output_file_is_written_whole_and_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("request.json");
    let output = ["-o", target.to_str().expect("UTF-8")];
    let first = build(folder.path(), &[&MINIMAL[..], &output].concat());
    assert_eq!((first.status, first.out.as_str(), first.err.as_str()), (0, "", ""));
    let written = std::fs::read_to_string(&target).expect("a file");
    assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON")["country"], "DEU");

    let mut other = MINIMAL;
    other[3] = "FRA";
    let again = build(folder.path(), &[&other[..], &output].concat());
    assert_eq!(again.status, 2);
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(&target).expect("a file"), written);

    let forced = build(folder.path(), &[&other[..], &output, &["--force"]].concat());
    assert_eq!(forced.status, 0);
    assert!(std::fs::read_to_string(&target).expect("a file").contains("\"FRA\""));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2, "a temporary file is left");

    let nowhere = build(folder.path(), &[&MINIMAL[..], &["-o", "no/such/folder/request.json"]].concat());
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.err.starts_with("error: cannot write no/such/folder/request.json: "), "{}", nowhere.err);
}

#[test]
fn a_name_without_a_folder_is_written_here() {
    let folder = tempfile::tempdir().expect("a folder");
    let front = file(folder.path(), "front.jpg", jpeg(640, 400));
    let arguments = [&["build", "--front", &front][..], &MINIMAL, &["-o", "request.json"]].concat();
    let run = finish(program().args(arguments).current_dir(folder.path()), b"");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(folder.path().join("request.json").is_file());
}

#[test]
fn fields_are_set_by_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = |set: &str| {
        let run = build(folder.path(), &[&MINIMAL[..], &["--set", set]].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{set}");
        run.err
    };
    assert!(wrong("first_name=Zoraida").contains("did you mean firstName"));
    assert!(wrong("frontsideImage=Zoraida").contains("--front"));
    assert!(wrong("country=Zoraida").contains("twice"));
    assert!(wrong("Zoraida").contains("FIELD=VALUE"));
    for set in ["first_name=Zoraida", "frontsideImage=Zoraida", "country=Zoraida", "Zoraida"] {
        assert!(!wrong(set).contains("Zoraida"), "{set}");
    }
    let unquoted = build(folder.path(), &[&MINIMAL[..], &["--set", "firstName=Ana", "Zoraida"]].concat());
    assert_eq!(unquoted.status, 2);
    assert!(unquoted.err.contains("quotation marks") && !unquoted.err.contains("Zoraida"), "{}", unquoted.err);
    let all_by_set = ["--set", "merchantIdScanReference=s", "--set", "country=DEU", "--set", "idType=PASSPORT"];
    assert_eq!(build(folder.path(), &all_by_set).status, 0);
}

#[test]
fn a_mime_type_that_is_set_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let png = file(folder.path(), "front.png", png(640, 10));
    let arguments = [&["build", "--front", &png][..], &MINIMAL].concat();
    assert_eq!(run(&arguments).report()["frontsideImageMimeType"], "image/png");
    let set = run(&[&arguments[..], &["--set", "frontsideImageMimeType=image/jpeg"]].concat());
    assert_eq!(set.status, 1);
    assert!(set.err.contains("error[mime_mismatch]"), "{}", set.err);
}

#[test]
fn pictures_that_cannot_be_read() {
    let run = run(&[&["build", "--front", "missing.jpg"][..], &MINIMAL].concat());
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("error: cannot read missing.jpg: "), "{}", run.err);
}

/// Returns the names in a folder, and what is in the files.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut content: Vec<_> = files
        .map(|file| {
            let bytes = if file.path().is_file() { std::fs::read(file.path()).unwrap_or_default() } else { Vec::new() };
            (file.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    content.sort();
    content
}

#[test]
#[cfg(unix)]
fn only_regular_files_are_replaced() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let target = file(folder.path(), "target.json", "kept");
    symlink(&target, at("link.json")).expect("a link");
    symlink(at("nowhere"), at("dangling.json")).expect("a link");
    std::fs::create_dir(at("folder")).expect("a folder");
    let fifo = std::process::Command::new("mkfifo").arg(at("fifo")).status().expect("mkfifo runs");
    assert!(fifo.success());
    file(folder.path(), "front.jpg", jpeg(640, 400));
    let before = content(folder.path());
    for path in [at("link.json"), at("dangling.json"), at("folder"), at("folder/"), at("fifo"), "/dev/null".to_owned()]
    {
        for force in [&[][..], &["--force"]] {
            let run = build(folder.path(), &[&MINIMAL[..], &["-o", &path], force].concat());
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{path}");
            assert!(
                run.err.contains("is not a regular file") || run.err.contains("cannot write"),
                "{path}: {}",
                run.err
            );
        }
    }
    assert_eq!(content(folder.path()), before);
    assert!(at("link.json").parse::<std::path::PathBuf>().expect("a path").is_symlink());
    assert!(Path::new(&at("fifo")).metadata().expect("a pipe").file_type().is_fifo());
    assert!(Path::new("/dev/null").metadata().expect("a device").file_type().is_char_device());
}

#[test]
#[cfg(unix)]
fn an_input_is_never_written() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let front = file(folder.path(), "front.jpg", jpeg(640, 400));
    let face = file(folder.path(), "face.png", png(640, 10));
    std::fs::hard_link(&front, at("hard.jpg")).expect("a link");
    symlink(&front, at("soft.jpg")).expect("a link");
    std::fs::create_dir(at("sub")).expect("a folder");
    let before = content(folder.path());
    let dotted = at("sub/../front.jpg");
    for (pictures, output) in [
        (&["--front", front.as_str()][..], front.as_str()),
        (&["--front", &front], &dotted),
        (&["--front", &front], &at("hard.jpg")),
        (&["--front", &at("hard.jpg")], &front),
        (&["--front", &at("soft.jpg")], &front),
        (&["--front", &front, "--face", &face], &face),
        (&["--face", &front, "--front", &face, "--back", &at("soft.jpg")], &front),
    ] {
        let run = run(&[&["build"][..], pictures, &MINIMAL, &["--force", "-o", output]].concat());
        assert_eq!(run.status, 2, "{pictures:?} {output}");
        assert!(run.err.contains("one of the pictures"), "{}", run.err);
    }
    // Standard input is one, too.
    let mut command = program();
    command.args([&["build", "--front", "-"][..], &MINIMAL, &["--force", "-o", &front]].concat());
    let output = command.stdin(std::fs::File::open(&front).expect("a file")).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(content(folder.path()), before);
    // A copy is another file.
    let copy = file(folder.path(), "copy.jpg", jpeg(640, 400));
    assert_eq!(run(&[&["build", "--front", &front][..], &MINIMAL, &["--force", "-o", &copy]].concat()).status, 0);
}

#[test]
fn standard_output_has_two_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = build(folder.path(), &MINIMAL);
    for output in ["-", "/dev/stdout"] {
        let named = build(folder.path(), &[&MINIMAL[..], &["-o", output]].concat());
        assert_eq!((named.status, named.out.as_str()), (0, plain.out.as_str()), "{output}");
    }
    let twice = run_with(&jpeg(640, 400), &[&["build", "--front", "-", "--face", "-"][..], &MINIMAL].concat());
    assert_eq!(twice.status, 2);
    assert!(twice.err.contains("given twice"), "{}", twice.err);
}

#[test]
#[cfg(unix)]
fn nothing_is_lost_where_it_cannot_be_written() {
    let folder = tempfile::tempdir().expect("a folder");
    file(folder.path(), "front.jpg", jpeg(640, 400));
    let kept = file(folder.path(), "kept.json", "kept");
    // The system refuses a file of that size.
    let script = "ulimit -f 0; exec \"$0\" \"$@\"";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_netverify"), "build", "--front", "front.jpg"]);
    command.args(MINIMAL).args(["-o", &kept, "--force"]).current_dir(folder.path());
    let output = command.output().expect("it runs");
    assert!(!output.status.success());
    assert_eq!(std::fs::read_to_string(&kept).expect("a file"), "kept");
}
