//! The README's console examples, run through the real binary: each `$` line must print the lines below it.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A command line and what the README says that it prints.
struct Example {
    command: String,
    output: String,
}

fn examples(readme: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    for line in blocks.flat_map(str::lines) {
        match (line.strip_prefix("$ "), examples.last_mut()) {
            (Some(command), _) => examples.push(Example { command: command.to_owned(), output: String::new() }),
            (None, Some(last)) => last.output += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    examples
}

#[test]
fn console_examples_print_what_they_show() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bin = Path::new(env!("CARGO_BIN_EXE_tamis")).parent().expect("the binary's folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let examples = examples(&fs::read_to_string(root.join("README.md")).expect("README.md"));
    assert!(examples.len() >= 3, "the README shows {} examples", examples.len());
    for example in examples {
        let output = Command::new("sh").args(["-c", &example.command]).current_dir(root).env("PATH", &path).output();
        let output = output.expect("a shell");
        assert_eq!(String::from_utf8_lossy(&output.stdout), example.output, "{}", example.command);
    }
}
