//! Prints every case of `tests/vectors` as JSON, its images put in, its request whole, and the native report with it: what the
//! runners of other languages run. A report is a text, because it is compared byte for byte.

use serde_json::Value;
use shared::{cases, violations};
use std::io::Write as _;

#[path = "../tests/shared/mod.rs"]
mod shared;

fn main() -> std::io::Result<()> {
    let with_report = |mut case: shared::Case| {
        let report = case.report();
        assert_eq!(violations(&report), case.json["expect"], "{}", case.title());
        case.json["file"] = case.file.into();
        case.json["report"] = report.to_json().into();
        case.json
    };
    let cases: Vec<Value> = cases().into_iter().map(with_report).collect();
    std::io::stdout().lock().write_all(Value::from(cases).to_string().as_bytes())
}
