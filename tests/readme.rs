//! The README's examples and recipes, run through the real binary.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

/// Tools that recipes use besides the command; those that are missing are said.
const TOOLS: [&str; 5] = ["find", "xargs", "zcat", "jq", "duckdb"];

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a script with the command on its path.
fn shell(script: &str, folder: &Path) -> Output {
    let bin = Path::new(env!("CARGO_BIN_EXE_tamis")).parent().expect("the binary's folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    Command::new("sh").args(["-ec", script]).current_dir(folder).env("PATH", path).output().expect("a shell")
}

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
    let examples = examples(&readme());
    assert!(examples.len() >= 3, "the README shows {} examples", examples.len());
    for example in examples {
        let output = shell(&example.command, root());
        assert_eq!(String::from_utf8_lossy(&output.stdout), example.output, "{}", example.command);
    }
}

/// Shell scripts of the README from `start` on, up to the section `end`.
fn scripts(readme: &str, start: &str, end: &str) -> Vec<String> {
    let section = readme.split(start).nth(1).and_then(|rest| rest.split(end).next()).expect("the section");
    section.split("```sh\n").skip(1).filter_map(|rest| Some(rest.split("```").next()?.to_owned())).collect()
}

/// A folder with everything that the recipes name, made from pages of the corpus.
fn kitchen() -> tempfile::TempDir {
    let kitchen = tempfile::tempdir().expect("a temporary folder");
    let page = |case: &str| fs::read_to_string(root().join("corpus").join(case).join("page.html")).expect("a page");
    let pages = ["wordpress-classic-en", "scraped-thumbnail-en", "news-portal-de"].map(page);
    let mut crawl = Vec::new();
    let mut lines = GzEncoder::new(Vec::new(), Compression::default());
    for (id, page) in pages.iter().enumerate() {
        for name in ["scrapes/a", "site.example/news/index.php?id="] {
            let path: PathBuf =
                kitchen.path().join(format!("{name}{id}{}", if name.ends_with('=') { "" } else { ".html" }));
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, page).expect("a file");
        }
        crawl.extend(record(id, page));
        writeln!(lines, "{}", json!({"id": id, "html": page})).expect("memory takes it");
    }
    fs::write(kitchen.path().join("scrapes/empty.html"), "").expect("a file");
    fs::write(kitchen.path().join("page.html"), &pages[0]).expect("a file");
    fs::write(kitchen.path().join("crawl.warc.gz"), crawl).expect("a file");
    fs::write(kitchen.path().join("pages.jsonl.gz"), lines.finish().expect("memory takes it")).expect("a file");
    kitchen
}

fn record(id: usize, page: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let mut member = GzEncoder::new(Vec::new(), Compression::default());
    write!(
        member,
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://site.example/{id}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .expect("memory takes it");
    member.finish().expect("memory takes it")
}

#[test]
fn recipes_work_as_pasted() {
    let readme = readme();
    let recipes = [
        scripts(&readme, "**A folder or an archive.**", "## What goes in"),
        scripts(&readme, "## Recipes", "## Options"),
    ];
    assert_eq!(recipes.iter().map(Vec::len).collect::<Vec<_>>(), [2, 5]);
    for recipe in recipes.concat() {
        let missing =
            |tool: &&&str| recipe.contains(**tool) && !shell(&format!("command -v {tool}"), root()).status.success();
        if let Some(tool) = TOOLS.iter().find(missing) {
            let _ = writeln!(std::io::stderr(), "skipped, {tool} is not installed: {recipe}");
            continue;
        }
        let kitchen = kitchen();
        // The folder of scrapes holds an empty page, as such folders do: the command tells it by its exit code.
        let script = format!("tamis() {{ command tamis \"$@\" || test $? = 2; }}\n{recipe}");
        let output = shell(&script, kitchen.path());
        let words = String::from_utf8_lossy(&output.stderr);
        // xargs makes an exit code of its own out of that.
        let is_fine = output.status.success() || recipe.contains("xargs");
        assert!(is_fine, "{recipe}\n{words}");
        for word in recipe.split([' ', '\n']).collect::<Vec<_>>().windows(2) {
            if matches!(word[0], "-o" | ">") && word[1].starts_with(char::is_alphabetic) {
                let made = kitchen.path().join(word[1]);
                let size = fs::metadata(&made).unwrap_or_else(|_| panic!("{recipe}: no {}\n{words}", word[1])).len();
                let is_full = if made.is_dir() { fs::read_dir(&made).expect("a folder").count() > 0 } else { size > 0 };
                assert!(is_full, "{recipe}: {} is empty\n{words}", word[1]);
            }
        }
    }
}
