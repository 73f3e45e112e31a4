//! `netverify build`.

use crate::input::Input;
use crate::outcome::Outcome;
use crate::output::{complain, note};
use crate::output_file::Output;
use crate::settings::SettingsArgs;
use crate::{Failure, Status, explain, image, render};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::{Args, ValueHint, error::ErrorKind};
use netverify_rules::{Field, RawRequest, validate_raw_request};
use std::ffi::OsString;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  netverify build --front front.jpg --reference scan-1 \\
      --country DEU --id-type ID_CARD -o request.json
  netverify build --front front.png --face selfie.jpg --reference scan-2 \\
      --country USA --id-type PASSPORT \\
      --set enabledFields=idNumber,idDob,idFaceMatch \\
      --set callbackUrl=https://api.example.com/callback

The MIME types are set by the images' bytes: image/png for a PNG; for a JPEG the field is
left out, as image/jpeg is the default.

Exit status: 0 the request is written, 1 it has errors and is not, 2 it could not be made.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BuildArgs {
    /// The picture of the document's front side, JPEG or PNG
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    front: PathBuf,

    /// The picture of the person's face
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    face: Option<PathBuf>,

    /// The picture of the document's back side
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    back: Option<PathBuf>,

    /// Your reference for the scan, without personal data (merchantIdScanReference)
    #[arg(long, value_name = "REF")]
    reference: Option<String>,

    /// The issuing country: ISO 3166-1 alpha-3, or XKX
    #[arg(long)]
    country: Option<String>,

    /// PASSPORT, DRIVING_LICENSE, ID_CARD or VISA
    #[arg(long)]
    id_type: Option<String>,

    /// Another field of the request; may be repeated
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,

    /// Where to write the request; - and /dev/stdout are standard output. Only a regular file is ever replaced, and never
    /// one of the pictures [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Overwrite the output file, if it is a regular file
    #[arg(long)]
    force: bool,

    /// What is left of a value with blanks that was not quoted. Taken, so that no message repeats it
    #[arg(hide = true)]
    rest: Vec<OsString>,

    #[command(flatten)]
    settings: SettingsArgs,
}

pub(crate) fn run(args: BuildArgs) -> Result<Status, Failure> {
    if !args.rest.is_empty() {
        let message = "an argument belongs to no flag: put a value that has blanks in quotation marks".to_owned();
        return Err(Failure::Usage("build", ErrorKind::UnknownArgument, message));
    }
    let settings = args.settings.settings();
    let pictures =
        [(Field::FrontsideImage, Some(args.front)), (Field::FaceImage, args.face), (Field::BacksideImage, args.back)];
    let pictures: Vec<(Field, Input)> =
        pictures.into_iter().filter_map(|(field, path)| Some((field, Input::from(path?)))).collect();
    let inputs: Vec<Input> = pictures.iter().map(|(_, input)| input.clone()).collect();
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        let message = "standard input holds one picture: - is given twice".to_owned();
        return Err(Failure::Usage("build", ErrorKind::ArgumentConflict, message));
    }
    let output = Output::new(args.output, args.force);
    if let Err(message) = output.check(&inputs) {
        complain(message);
        return Ok(Status::NotRun);
    }
    let mut raw = RawRequest::new();
    for (field, value) in values(args.reference, args.country, args.id_type, args.set)? {
        raw.set(field, value);
    }
    for (field, input) in pictures {
        let bytes = match input.read() {
            Ok(bytes) => bytes,
            Err(error) => {
                complain(input.cannot_read(&error));
                return Ok(Status::NotRun);
            }
        };
        if let Some(declared) = field.mime_type_of_image()
            && let Some(mime_type) = image::mime_type(field, &bytes)
            && declared.spec().default != Some(mime_type)
            && raw.get(declared).is_none()
        {
            raw.set(declared, mime_type);
        }
        raw.set(field, STANDARD.encode(&bytes));
    }

    let report = validate_raw_request(&raw, &settings);
    let outcome = Outcome::new(report);
    if !outcome.report.is_clean() {
        let mut text = render::report("the request", &outcome, false);
        if !outcome.report.is_valid() {
            text.push_str("It is not written.\n");
        }
        note(&text);
    }
    if !outcome.report.is_valid() {
        return Ok(Status::NotValid);
    }
    if let Err(message) = output.write(&(raw.to_json() + "\n"), &inputs)? {
        complain(message);
        return Ok(Status::NotRun);
    }
    Ok(Status::Valid)
}

/// Returns the fields that the flags give. A complaint about them never repeats a value.
fn values(
    reference: Option<String>,
    country: Option<String>,
    id_type: Option<String>,
    set: Vec<String>,
) -> Result<Vec<(Field, String)>, Failure> {
    let usage = |kind, message| Failure::Usage("build", kind, message);
    let mut values = Vec::new();
    let flags = [(Field::MerchantIdScanReference, reference), (Field::Country, country), (Field::IdType, id_type)];
    values.extend(flags.into_iter().filter_map(|(field, value)| value.map(|value| (field, value))));
    for (index, assignment) in set.into_iter().enumerate() {
        let Some((name, value)) = assignment.split_once('=') else {
            let message = format!("--set takes FIELD=VALUE: number {} of them has no equals sign", index + 1);
            return Err(usage(ErrorKind::ValueValidation, message));
        };
        let Some(field) = Field::from_name(name) else {
            let known = Field::ALL.map(Field::name);
            let message = format!("--set, number {} of them: {}", index + 1, explain::unknown("field", name, &known));
            return Err(usage(ErrorKind::InvalidValue, message));
        };
        let flag = match field {
            Field::FrontsideImage => Some("--front"),
            Field::FaceImage => Some("--face"),
            Field::BacksideImage => Some("--back"),
            _ => None,
        };
        if let Some(flag) = flag {
            let message = format!("--set {}: an image is given as a file, with {flag} FILE", field.name());
            return Err(usage(ErrorKind::InvalidValue, message));
        }
        if values.iter().any(|(given, _)| *given == field) {
            return Err(usage(ErrorKind::ArgumentConflict, format!("{} is given twice", field.name())));
        }
        values.push((field, value.to_owned()));
    }
    Ok(values)
}
