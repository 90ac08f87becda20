//! The layers of the pipeline: data flows one way, and each library is seen by one layer only.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the crate from the bottom up; a module may use those before it, and no other.
const LAYERS: [(&str, &[&str]); 21] = [
    ("error", &[]),
    ("options", &[]),
    ("stopwatch", &["error"]),
    ("decode", &["error", "options"]),
    ("dom", &["stopwatch", "error"]),
    ("article", &[]),
    ("render", &["article"]),
    ("ruling", &[]),
    ("explanation", &["article", "options", "render", "ruling"]),
    ("blocks", &["dom"]),
    ("metadata", &["article", "stopwatch", "dom"]),
    ("headline", &["blocks", "dom", "metadata"]),
    ("score", &["article", "blocks", "dom", "error", "explanation", "stopwatch"]),
    ("select", &["article", "blocks", "dom", "options", "ruling", "score"]),
    ("overrule", &["blocks", "dom", "error"]),
    ("compose", &["article", "blocks", "dom"]),
    (
        "extract",
        &[
            "article",
            "blocks",
            "compose",
            "stopwatch",
            "decode",
            "dom",
            "error",
            "headline",
            "metadata",
            "options",
            "overrule",
            "ruling",
            "score",
            "select",
        ],
    ),
    (
        "explain",
        &[
            "article",
            "blocks",
            "decode",
            "dom",
            "error",
            "explanation",
            "extract",
            "options",
            "score",
            "select",
            "stopwatch",
        ],
    ),
    ("analysis", &["blocks", "stopwatch", "decode", "dom", "error", "extract", "options", "score"]),
    // Archives are read before anything is known of pages.
    ("archive", &[]),
    // The command sees the library as everyone does.
    ("cli", &["cli"]),
];

/// Libraries and the only modules that may name them (the command checks encoding labels before it reads a page).
const OWNED_CRATES: [(&str, &[&str]); 20] = [
    ("html5ever", &["dom"]),
    ("ego_tree", &["dom"]),
    ("selectors", &["dom"]),
    ("cssparser", &["dom"]),
    ("encoding_rs", &["decode", "cli"]),
    ("chardetng", &["decode"]),
    ("clap", &["cli"]),
    ("flate2", &["archive", "cli"]),
    ("zstd", &["archive", "cli"]),
    ("brotli_decompressor", &["archive"]),
    ("httparse", &["archive"]),
    ("mail_parser", &["archive"]),
    ("zip", &["archive"]),
    ("parquet", &["cli"]),
    ("wide", &["score"]),
    ("bytemuck", &["score"]),
    ("foldhash", &["dom", "score", "select"]),
    ("sha2", &["cli"]),
    ("percent_encoding", &["cli"]),
    ("unicode_width", &["cli"]),
];

fn source_files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).expect("a path in src");
                let module =
                    inside.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
                files.push((module, path));
            }
        }
    }
    files
}

fn code_lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a source file");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
}

#[test]
fn modules_use_only_the_layers_below_them() {
    for (module, path) in source_files() {
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let (_, allowed) =
            LAYERS.iter().find(|(name, _)| *name == module).unwrap_or_else(|| panic!("{module} has no layer"));
        for line in code_lines(&path) {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let is_allowed = used == module || allowed.contains(&used.as_str());
                assert!(is_allowed, "{}: {module} must not use {used}: {line}", path.display());
            }
        }
    }
}

#[test]
fn each_library_has_one_owner() {
    for (module, path) in source_files() {
        if path.ends_with("reference_tests.rs") {
            continue;
        }
        for line in code_lines(&path) {
            for (library, owners) in OWNED_CRATES {
                let names_it = line.contains(&format!("{library}::"));
                assert!(
                    !names_it || owners.contains(&module.as_str()),
                    "{}: only {owners:?} may use {library}: {line}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_library_reads_and_prints_nothing() {
    for (module, path) in source_files() {
        if matches!(module.as_str(), "cli" | "main") || path.ends_with("reference_tests.rs") {
            continue;
        }
        for line in code_lines(&path) {
            for forbidden in [
                "std::fs",
                "std::env",
                "std::process",
                "println!",
                "eprintln!",
                "static mut",
                "thread_local!",
                "unsafe ",
            ] {
                assert!(!line.contains(forbidden), "{}: {forbidden} in {line}", path.display());
            }
        }
    }
}
