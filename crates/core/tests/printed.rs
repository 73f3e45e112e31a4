//! The committed files that the printers print are what they print.

use netverify_rules::emit;
use std::path::Path;

#[test]
fn what_is_committed_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = emit::files();
    assert!(!files.is_empty());
    for (name, printed) in files {
        let committed = std::fs::read_to_string(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(committed == printed, "{name} is not current: `cargo xtask gen` writes it");
    }
}
