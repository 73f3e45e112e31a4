//! `netverify image`: output and exit status.

mod common;

use common::{damaged_png, exif, file, jpeg, jpeg_with, png, run, run_with};
use serde_json::json;

#[test]
fn the_properties_of_a_photo() {
    let folder = tempfile::tempdir().expect("a folder");
    let turned = file(folder.path(), "turned.jpg", jpeg_with(&exif(6), 640, 400));
    let run = run(&["image", &turned]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let bytes = jpeg_with(&exif(6), 640, 400).len();
    let expected = format!(
        "{turned}: JPEG, 640 × 400 pixels (displayed as 400 × 640), {bytes} bytes\n  orientation: 6 (turned by 90° \
         clockwise)\n  grayscale: no\n  GPS position: no\n  end marker: found\n\n{turned}: valid\n"
    );
    assert_eq!(run.out, expected);
}

#[test]
fn a_report_in_json() {
    let bytes = jpeg(300, 200);
    let run = run_with(&bytes, &["image", "--format", "json", "-"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.codes(), ["frontsideImage image_too_small"]);
    let info = json!({"frontsideImage": {"format": "jpeg", "width": 300, "height": 200, "bytes": bytes.len()}});
    assert_eq!(run.report()["images"], info);
    let face = run_with(&bytes, &["image", "--format", "json", "--field", "faceImage", "-"]);
    assert_eq!(face.codes(), ["faceImage image_too_small"]);
}

#[test]
fn a_png_is_fine_unless_something_else_is_declared() {
    let bytes = png(640, 10);
    let codes =
        |arguments: &[&str]| run_with(&bytes, &[&["image", "--format", "json", "-"], arguments].concat()).codes();
    assert_eq!(codes(&[]), [""; 0]);
    assert_eq!(codes(&["--declared", "image/png"]), [""; 0]);
    assert!(codes(&["--declared", "image/jpeg"]).iter().any(|code| code.ends_with(" mime_mismatch")));
}

#[test]
fn other_formats_are_named() {
    let run = run_with(b"GIF89a\x01\0\x01\0\0\0\0;", &["image", "-"]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("error[image_format]: frontsideImage is neither JPEG nor PNG but GIF."), "{}", run.out);
    assert!(run.out.contains("    help: "));
    assert!(run.out.ends_with("in standard input: not valid\n"));
}

#[test]
fn damage_is_found_where_it_is_asked_for() {
    let bytes = damaged_png(640, 10);
    assert_eq!(run_with(&bytes, &["image", "-"]).status, 0);
    let run = run_with(&bytes, &["image", "--decode", "--format", "json", "-"]);
    assert_eq!((run.status, run.codes()), (1, vec!["frontsideImage image_corrupt".to_owned()]));
}

#[test]
fn several_files_and_what_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = file(folder.path(), "good.jpg", jpeg(640, 400));
    let narrow = file(folder.path(), "narrow.jpg", jpeg(250, 400));
    assert_eq!(run(&["image", &good, &narrow]).status, 0);
    let strict = run(&["image", "--strict", &good, &narrow]);
    assert_eq!(strict.status, 1);
    assert!(strict.out.ends_with("2 images: 1 valid, 1 valid, but not clean\n"), "{}", strict.out);
    let missing = run(&["image", &good, "missing.jpg"]);
    assert_eq!(missing.status, 2);
    assert!(
        missing.out.contains("good.jpg: valid") && missing.err.contains("cannot read missing.jpg: "),
        "{missing:?}"
    );
    assert!(!missing.out.contains('{'), "{missing:?}");
    let alone = run(&["image", "--format", "json", "missing.jpg"]);
    assert_eq!((alone.status, alone.out.as_str()), (2, ""));
    assert_eq!(run_with(b"", &["image", "-"]).status, 1);
    let json = run(&["image", "--format", "json", "--help-texts", &narrow, "missing.jpg", &good]);
    assert_eq!(json.status, 2);
    let lines = json.reports();
    let files: Vec<_> = lines.iter().map(|line| line["file"].as_str().unwrap_or_default()).collect();
    assert_eq!(files, [narrow.as_str(), "missing.jpg", &good]);
    assert!(lines[1]["error"].as_str().is_some_and(|error| error.contains("no such file")), "{}", json.out);
    assert!(lines[0]["violations"][0]["help"].is_string(), "{}", json.out);
    assert!(json.out.lines().all(|line| line.starts_with("{\"file\":")), "{}", json.out);
}

#[test]
fn a_folder_is_no_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&["image", folder.path().to_str().expect("UTF-8")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("it is a folder; name the files in it"), "{}", run.err);
}
