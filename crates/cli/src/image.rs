//! `netverify image`.

use crate::check::{Format, Totals, suffices_to_decode};
use crate::files::{Input, cannot_read, complain, print, print_raw};
use crate::outcome::{Outcome, file_member, push_error};
use crate::{Failure, Status, memory, render};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueHint, error::ErrorKind};
use netverify_rules::{Field, ImageInfo, Report, validate_image, validate_image_fully};
use std::fmt::Write as _;
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

    /// Add to each violation in JSON what to do about it, as help
    #[arg(long)]
    help_texts: bool,

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
    let several = inputs.len() > 1;
    let mut totals = Totals::default();
    for input in &inputs {
        let name = input.name();
        let members = if several { file_member(&input.path()) } else { String::new() };
        let mut text = String::new();
        let declared = args.declared.as_deref();
        let checked = input.read().and_then(|bytes| {
            let report = validate_image(args.field, &bytes, declared);
            if !args.decode {
                return Ok(report);
            }
            let room = suffices_to_decode(&report).then(|| validate_image_fully(args.field, &bytes, declared));
            room.ok_or_else(memory::exhausted)
        });
        let outcome = match checked {
            Ok(report) => Outcome::new(report),
            Err(error) => {
                let message = cannot_read(input, &error);
                complain(&message);
                totals.unread += 1;
                if several && args.format == Format::Json {
                    push_error(&mut text, &members, &message);
                    print_raw(&text)?;
                }
                continue;
            }
        };
        totals.add(outcome.verdict(args.strict));
        match args.format {
            Format::Json => {
                outcome.push_json(&mut text, &members, args.help_texts);
                print_raw(&text)?;
            }
            Format::Text => {
                text = describe(&name, &outcome.report, args.field);
                render::closing_line(&mut text, &name, &outcome, args.strict);
                if several {
                    text.push('\n');
                }
                print(&text)?;
            }
        }
    }
    if args.format == Format::Text && several {
        print(&totals.line("image"))?;
    }
    Ok(totals.status())
}

/// The MIME type that an image's bytes ask for, where the service takes the format.
pub(crate) fn mime_type(field: Field, bytes: &[u8]) -> Option<&'static str> {
    // The first bytes suffice for the format.
    let head = bytes.get(..4096).unwrap_or(bytes);
    validate_image(field, head, None).image(field).and_then(|info| info.format.mime_type())
}

/// The image's info and what is wrong with it.
fn describe(name: &str, report: &Report, field: Field) -> String {
    let mut text = format!("{BOLD}{name}{BOLD:#}", BOLD = render::BOLD);
    if let Some(info) = report.image(field) {
        let _ = write!(text, ": {}", render::image_facts(info));
    }
    text.push('\n');
    if let Some(info) = report.image(field) {
        for (name, fact) in details(info) {
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

fn details(info: &ImageInfo) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    if info.format.mime_type().is_some() {
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
        details.push(("orientation", format!("{} ({turned})", info.orientation)));
        details.push(("grayscale", yes_or_no(info.grayscale)));
        details.push(("GPS position", yes_or_no(info.has_location)));
        if let Some(complete) = info.complete {
            details.push(("end marker", if complete { "found" } else { "missing" }.to_owned()));
        }
    }
    details
}
