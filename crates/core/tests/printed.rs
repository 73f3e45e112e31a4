//! The committed files that the printers print are what they print.

use netverify_rules::emit;
use std::path::Path;

#[test]
fn what_is_committed_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (name, printed) in [
        ("docs/RULES.md", emit::markdown()),
        ("docs/request.schema.json", emit::json_schema()),
        ("pkg/src/generated/types.ts", emit::typescript()),
        ("pkg/src/generated/fields.ts", emit::typescript_fields()),
        ("pkg/src/generated/docs.ts", emit::typescript_docs()),
        ("pkg/src/generated/codes.ts", emit::typescript_codes()),
        ("pkg/src/generated/schema.ts", emit::typescript_schema()),
    ] {
        let committed = std::fs::read_to_string(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(committed == printed, "{name} is not current: `cargo xtask gen` writes it");
    }
}
