//! The weights and the record of how they were made agree.

use std::{fmt::Write as _, fs, path::Path};

use sha2::{Digest as _, Sha256};

#[test]
fn the_record_beside_the_weights_names_the_files_that_are_there() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where the crate is");
    let root = Path::new(&root);
    let record = fs::read_to_string(root.join("weights/README.md")).expect("the record");
    let hash = |path: &Path| -> String {
        let mut text = String::new();
        for byte in Sha256::digest(fs::read(path).expect("a file")) {
            write!(text, "{byte:02x}").expect("a string takes everything");
        }
        text
    };
    let mut files = vec![root.join("weights/adapter.bin"), root.join("weights/fusion.json")];
    let training = fs::read_dir(root.join("training")).expect("the training data");
    files.extend(
        training.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "jsonl")),
    );
    for path in files {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let line = format!("| `{name}` | `{}` |", hash(&path));
        assert!(
            record.contains(&line),
            "{name} is another file than the weights were made with; run cargo xtask train-match"
        );
    }
}
