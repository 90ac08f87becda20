//! `lab speed` on pages of the corpus, as a person runs it.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

fn lab(arguments: &[&str]) -> std::process::Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Command::new(env!("CARGO_BIN_EXE_lab")).args(arguments).current_dir(root).output().expect("the lab runs")
}

#[test]
fn contenders_stages_and_sizes_are_measured_and_reported() {
    let folder = TempDir::new().expect("a folder");
    let report = folder.path().to_str().expect("a path in UTF-8");
    let output = lab(&["speed", "corpus", "--every", "30", "--rounds", "1", "--report", report]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stdout);
    let ours = told.lines().find(|line| line.contains("Tamis, text to text")).expect("the pipeline");
    assert!(ours.contains("1.00 [1.00, 1.00] ×"), "{ours}");
    let features = told.lines().find(|line| line.trim_start().starts_with("features ")).expect("a stage");
    assert!(!features.contains(" 0.000 "), "{features}");
    assert!(told.lines().any(|line| line.trim_start().starts_with("10 MB ")), "{told}");
    let written = std::fs::read_to_string(folder.path().join("speed.md")).expect("the report");
    assert!(written.contains("| html5ever's tokenizer alone |"), "{written}");
    assert!(folder.path().join("speed.svg").is_file());
}

#[test]
fn a_python_without_the_extractors_is_an_error_that_says_what_it_needs() {
    let output = lab(&["speed", "corpus", "--every", "60", "--rounds", "1", "--python", "true"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("pip install"), "what to do");
}
