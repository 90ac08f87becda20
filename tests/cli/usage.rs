//! What the command refuses, and what it says about itself.

use std::process::Command;

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
fn formats_go_by_their_extensions_too() {
    let scene = scene();
    for (name, short) in [("text", "txt"), ("markdown", "md"), ("jsonl", "ndjson")] {
        let (long, short) = (scene.tamis(&["-f", name, "a.html"]), scene.tamis(&["-f", short, "a.html"]));
        assert_eq!((long.code, &long.stdout), (Some(0), &short.stdout), "{name}: {}", short.stderr);
    }
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
        &["in", "-f", "jsonl", "--errors", "in/c.html"],
        &["a.html", "-o", "new.txt", "--errors", "new.txt"],
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
        "--explain",
        "--comments",
        "--keep",
        "--drop",
        "--url",
        "--encoding",
        "--max-bytes",
        "--timeout-ms",
        "--resume",
        "--errors",
        "--completions",
        "--man",
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

#[test]
fn completions_name_every_option_and_are_fit_for_their_shell() {
    let scene = Scene::new();
    for (shell, checker) in
        [("bash", "bash -n"), ("zsh", "zsh -n"), ("fish", "fish -n"), ("powershell", ""), ("elvish", "")]
    {
        let run = scene.tamis(&["--completions", shell]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["resume", "timeout-ms", "parquet", "precision"] {
            let is_listed = run.stdout.contains(word) || matches!(shell, "powershell" | "elvish") && word != "resume";
            assert!(is_listed, "{shell} does not know {word}");
        }
        let name = checker.split(' ').next().unwrap_or_default();
        let has_checker = Command::new("sh")
            .args(["-c", &format!("command -v {name}")])
            .output()
            .is_ok_and(|run| run.status.success());
        if !name.is_empty() && has_checker {
            scene.file("script", &run.stdout);
            let checked =
                Command::new("sh").args(["-c", &format!("{checker} script")]).current_dir(scene.path("")).output();
            let checked = checked.expect("a shell");
            assert!(checked.status.success(), "{shell}: {}", String::from_utf8_lossy(&checked.stderr));
        }
    }
}

#[test]
fn the_manual_page_has_its_sections_and_keeps_examples_apart() {
    let run = Scene::new().tamis(&["--man"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let sections: Vec<&str> = run.stdout.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    let expected = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"EXIT STATUS\"", "EXAMPLES"];
    assert_eq!(sections, expected);
    let examples = run.stdout.split(".SH EXAMPLES").nth(1).expect("examples");
    assert!(examples.lines().any(|line| line.starts_with("tamis page.html ")), "{examples}");
    Scene::new().tamis(&["--man", "a.html"]).assert_usage_error(&["--man"]);
}
