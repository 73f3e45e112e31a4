//! `netverify image`.

use crate::input::Input;
use crate::outcome::Outcome;
use crate::printer::{Format, Place, Printer, ReportArgs};
use crate::{Failure, Status, render};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueHint, error::ErrorKind};
use netverify_rules::{
    Field, ImageInfo, ImageReader, Report, validate_image, validate_image_fully, validate_image_info,
};
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  netverify image front.jpg back.jpg
  netverify image --decode --format json photo.png
  netverify image --declared image/jpeg upload.bin

With --format json a single file gives its report alone. Where several files are checked, each
line begins with \"file\", and one that could not be read has \"error\" instead of a report.

Exit status: 0 every image is valid, 1 one is not, 2 one could not be read.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ImageArgs {
    /// Image files, before they are encoded; - is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// How to print reports
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// The MIME type that the request will declare [default: it is not compared]
    #[arg(long, value_name = "MIME")]
    declared: Option<String>,

    /// The field that the image is meant for
    #[arg(long, value_name = "FIELD", default_value = "frontsideImage", value_parser = image_field())]
    field: Field,

    #[command(flatten)]
    report: ReportArgs,
}

fn image_field() -> impl clap::builder::TypedValueParser<Value = Field> {
    PossibleValuesParser::new(Field::IMAGES.map(Field::name))
        .map(|name| Field::from_name(&name).unwrap_or(Field::FrontsideImage))
}

pub(crate) fn run(mut args: ImageArgs) -> Result<Status, Failure> {
    let Some(inputs) = Input::from_arguments(std::mem::take(&mut args.files)) else {
        let message = "no image to check: name a FILE, or pipe one in".to_owned();
        return Err(Failure::Usage("image", ErrorKind::MissingRequiredArgument, message));
    };
    let mut printer = Printer::new(args.format, args.report, inputs.len() > 1, "image");
    for input in &inputs {
        let place = Place::of(input);
        match check(input, &args) {
            Err(error) => printer.trouble(&place, &input.cannot_read(&error))?,
            Ok(report) => {
                let outcome = Outcome::new(report);
                printer.report(&place, &outcome, || describe(&place.name, &outcome, &args))?;
            }
        }
    }
    printer.end()
}

/// Checks a picture: piece by piece, unless it is decoded.
fn check(input: &Input, args: &ImageArgs) -> io::Result<Report> {
    let declared = args.declared.as_deref();
    let mut pieces = input.pieces()?;
    if args.report.decode {
        return Ok(validate_image_fully(args.field, &pieces.read_all()?, declared));
    }
    let mut reader = ImageReader::new();
    pieces.push_all(|piece| reader.push(piece))?;
    Ok(validate_image_info(args.field, &reader.finish(), declared))
}

/// More than the format is known by.
const SNIFF_BYTES: usize = 4096;

/// Returns the MIME type that an image's bytes ask for, where the service takes the format.
pub(crate) fn mime_type(field: Field, bytes: &[u8]) -> Option<&'static str> {
    let beginning = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    validate_image(field, beginning, None).image(field).and_then(|info| info.format.mime_type())
}

/// Returns the image's info, what is wrong with it, and the verdict.
fn describe(name: &str, outcome: &Outcome, args: &ImageArgs) -> String {
    let info = outcome.report.image(args.field);
    let mut text = format!("{BOLD}{name}{BOLD:#}", BOLD = render::BOLD);
    if let Some(info) = info {
        let _ = write!(text, ": {}", render::image_info(info));
    }
    text.push('\n');
    for (name, fact) in info.into_iter().flat_map(details) {
        let _ = writeln!(text, "  {name}: {fact}");
    }
    render::violations(&mut text, outcome.report.violations().iter());
    text.push('\n');
    render::closing_line(&mut text, name, outcome, args.report.strict);
    text
}

fn details(info: &ImageInfo) -> Vec<(&'static str, String)> {
    if info.format.mime_type().is_none() {
        return Vec::new();
    }
    let turned = match info.orientation {
        2 => "mirrored",
        3 => "turned by 180°",
        4 => "mirrored and turned by 180°",
        5 => "mirrored and turned by 270° clockwise",
        6 => "turned by 90° clockwise",
        7 => "mirrored and turned by 90° clockwise",
        8 => "turned by 270° clockwise",
        _ => "as stored",
    };
    let yes_or_no = |fact| if fact { "yes" } else { "no" }.to_owned();
    let mut details = vec![
        ("orientation", format!("{} ({turned})", info.orientation)),
        ("grayscale", yes_or_no(info.grayscale)),
        ("GPS position", yes_or_no(info.has_location)),
    ];
    details.extend(info.complete.map(|complete| ("end marker", if complete { "found" } else { "missing" }.to_owned())));
    details
}
