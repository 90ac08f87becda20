//! What the command refuses, and what it says about itself.

use crate::scene::{Scene, page};

fn scene() -> Scene {
    let scene = Scene::new();
    scene.file("a.html", page("Skerry")).file("b.html", page("Holm")).file("in/c.html", page("Voe"));
    scene
}

#[test]
fn arguments_that_mean_nothing_are_refused() {
    let scene = scene();
    for (arguments, words) in [
        (&["--no-such-option"][..], &["--no-such-option"][..]),
        (&["-f", "pdf", "a.html"], &["pdf", "markdown"]),
        (&["-j", "0", "a.html"], &["give 1 or more"]),
        (&["-j", "many", "a.html"], &["give 1 or more"]),
        (&["--max-bytes", "12X", "a.html"], &["64M"]),
        (&["--max-bytes", "0", "a.html"], &["larger limit"]),
        (&["--timeout-ms", "0", "a.html"], &["--timeout-ms"]),
        (&["--encoding", "klingon", "a.html"], &["klingon", "utf-8"]),
        (&["--url", "not a url", "a.html"], &["not a url", "https://"]),
        (&["--keep", "p[[", "a.html"], &["p[["]),
    ] {
        scene.tamis(arguments).assert_usage_error(words);
    }
}

#[test]
fn arguments_that_do_not_fit_together_are_refused_with_a_remedy() {
    let scene = scene();
    for (arguments, words) in [
        (&["-", "-"][..], &["only once"][..]),
        (&["--url", "https://harbour.example/", "a.html", "b.html"], &["--url", "page by page"]),
        (&["--url", "https://harbour.example/", "-f", "jsonl", "in"], &["--url", "page by page"]),
        (&["--body", "html", "a.html"], &["--body", "-f json"]),
        (&["--origins", "a.html"], &["--origins", "-f json"]),
        (&["in"], &["-o DIR", "-f jsonl"]),
        (&["in", "-f", "json"], &["-o DIR", "-f jsonl"]),
        (&["in", "-o", "-"], &["-o DIR", "-f jsonl"]),
        (&["a.html", "b.html", "-f", "json"], &["-f jsonl", "-o DIR"]),
        (&["a.html", "b.html", "-f", "html"], &["-f jsonl", "-o DIR"]),
        (&["a.html", "b.html", "-o", "a.html"], &["-o a.html is a file", "-f jsonl"]),
        (&["a.html", "-f", "jsonl", "-o", "in"], &["-o in/pages.jsonl"]),
        (&["a.html", "-f", "jsonl", "-o", "new/"], &["-o new/pages.jsonl"]),
    ] {
        scene.tamis(arguments).assert_usage_error(words);
    }
    assert_eq!(scene.files(""), ["a.html", "b.html", "in/c.html"], "wrong usage writes nothing");
}

#[test]
fn no_page_is_overwritten() {
    let scene = scene();
    scene.file("notes.txt", "Some notes.");
    for arguments in [
        &["a.html", "-o", "a.html"][..],
        &["a.html", "-o", "in/../a.html"],
        &["a.html", "b.html", "-f", "html", "-o", "."],
        &["a.html", "b.html", "-f", "jsonl", "-o", "b.html"],
        &["notes.txt", "-o", "./"],
        &["in", "-o", "in/"],
    ] {
        scene.tamis(arguments).assert_usage_error(&["another"]);
    }
    assert_eq!((scene.read("a.html"), scene.read("b.html")), (page("Skerry"), page("Holm")));
    assert_eq!(scene.read("notes.txt"), "Some notes.");
}

#[test]
fn one_page_takes_a_url_and_a_folder_takes_an_encoding() {
    let scene = scene();
    assert_eq!(scene.tamis(&["--url", "https://harbour.example/a", "a.html"]).code, Some(0));
    assert_eq!(scene.tamis(&["--encoding", "UTF8", "-f", "jsonl", "in"]).code, Some(0));
}

#[test]
fn help_is_short_or_long_and_the_version_is_the_packages() {
    let scene = Scene::new();
    let (short, long, version) = (scene.tamis(&["-h"]), scene.tamis(&["--help"]), scene.tamis(&["-V"]));
    for run in [&short, &long, &version] {
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    }
    assert!(long.stdout.len() > short.stdout.len());
    for words in ["Examples:", "Exit codes:", "curl "] {
        assert!(long.stdout.contains(words), "{words}");
    }
    assert_eq!(version.stdout, concat!("tamis ", env!("CARGO_PKG_VERSION"), "\n"));
    for option in [
        "-f",
        "--format",
        "-o",
        "--output",
        "-j",
        "--jobs",
        "--from",
        "--focus",
        "--body",
        "--no-title",
        "--links",
        "--images",
        "--no-tables",
        "--comments",
        "--keep",
        "--drop",
        "--url",
        "--encoding",
        "--max-bytes",
        "--timeout-ms",
        "-q",
        "--quiet",
        "-h",
        "--help",
        "-V",
        "--version",
    ] {
        let is_listed = |help: &str| help.split([' ', ',', '\n']).any(|word| word == option);
        assert!(is_listed(&short.stdout) && is_listed(&long.stdout), "{option}");
    }
}
