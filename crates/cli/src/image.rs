//! `netverify image`.

use crate::check::{Format, Totals};
use crate::files::{Input, complain, print, print_raw, reason};
use crate::render;
use crate::{Failure, Status};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueHint, error::ErrorKind};
use netverify_rules::{Field, ImageFacts, Report, validate_image, validate_image_fully};
use std::fmt::Write as _;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  netverify image front.jpg back.jpg
  netverify image --decode --format json capture.png
  netverify image --declared image/jpeg upload.bin

Exit status: 0 every image is valid, 1 one is not, 2 one could not be read.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ImageArgs {
    /// Image files as they were captured; - is standard input
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

    /// Also decode the image in full, to find damage (slower)
    #[arg(long)]
    decode: bool,

    /// Let warnings count: exit with 1 when there are any
    #[arg(long)]
    strict: bool,
}

fn image_field() -> impl clap::builder::TypedValueParser<Value = Field> {
    PossibleValuesParser::new(Field::IMAGES.map(Field::name))
        .map(|name| Field::from_name(&name).unwrap_or(Field::FrontsideImage))
}

pub(crate) fn run(args: ImageArgs) -> Result<Status, Failure> {
    let Some(inputs) = Input::from_arguments(args.files) else {
        let message = "no image to check: name a FILE, or pipe one in".to_owned();
        return Err(Failure::Usage("image", ErrorKind::MissingRequiredArgument, message));
    };
    let mut totals = Totals::default();
    for input in &inputs {
        let bytes = match input.read() {
            Ok(bytes) => bytes,
            Err(error) => {
                complain(format_args!("cannot read {}: {}", input.name(), reason(&error)));
                totals.unread += 1;
                continue;
            }
        };
        let declared = args.declared.as_deref();
        let report = if args.decode {
            validate_image_fully(args.field, &bytes, declared)
        } else {
            validate_image(args.field, &bytes, declared)
        };
        totals.add(&report, args.strict);
        match args.format {
            Format::Json => print_raw(&(report.to_json() + "\n"))?,
            Format::Text => {
                let mut text = describe(&input.name(), &report, args.field);
                render::closing_line(&mut text, &input.name(), &report, args.strict);
                totals.separate(inputs.len(), &mut text);
                print(&text)?;
            }
        }
    }
    if args.format == Format::Text && inputs.len() > 1 {
        print(&totals.line("image"))?;
    }
    Ok(totals.status())
}

/// The MIME type that an image's bytes ask for, where the service takes the format.
pub(crate) fn mime_type(field: Field, bytes: &[u8]) -> Option<&'static str> {
    // The first bytes suffice for the format.
    let head = bytes.get(..4096).unwrap_or(bytes);
    validate_image(field, head, None).image(field).and_then(|facts| facts.format.mime_type())
}

/// The image's facts and what is wrong with it.
fn describe(name: &str, report: &Report, field: Field) -> String {
    let mut text = format!("{BOLD}{name}{BOLD:#}", BOLD = render::BOLD);
    if let Some(facts) = report.image(field) {
        let _ = write!(text, ": {}", render::image_facts(facts));
    }
    text.push('\n');
    if let Some(facts) = report.image(field) {
        for (name, fact) in details(facts) {
            let _ = writeln!(text, "  {name}: {fact}");
        }
    }
    render::violations(&mut text, report.violations().iter());
    text.push('\n');
    text
}

fn yes_or_no(fact: bool) -> String {
    if fact { "yes" } else { "no" }.to_owned()
}

fn details(facts: &ImageFacts) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    if facts.format.mime_type().is_some() {
        let turned = match facts.orientation {
            2 => "mirrored",
            3 => "turned by 180°",
            4 => "mirrored and turned by 180°",
            5 => "mirrored and turned by 270° clockwise",
            6 => "turned by 90° clockwise",
            7 => "mirrored and turned by 90° clockwise",
            8 => "turned by 270° clockwise",
            _ => "as stored",
        };
        details.push(("orientation", format!("{} ({turned})", facts.orientation)));
        details.push(("grayscale", yes_or_no(facts.grayscale)));
        details.push(("GPS position", yes_or_no(facts.has_location)));
        if let Some(complete) = facts.complete {
            details.push(("end marker", if complete { "found" } else { "missing" }.to_owned()));
        }
    }
    details
}
