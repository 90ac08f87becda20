//! `lab evaluate` as it is called: small sets of made-up pages go in, tables, exit status and files come out.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

/// Four paragraphs that any scorer takes for an article.
const PARAGRAPHS: [&str; 4] = [
    "The old mill at the bend of the river ground barley for two hundred years, until the flood of spring took its wheel away and nobody put it back.",
    "Its walls are a yard thick, laid without mortar by masons who came down from the hills every summer, and they have not moved by a finger's breadth since.",
    "Last autumn a carpenter and her two apprentices began to cut a new wheel from green oak, forty paddles in all, each of them shaped by hand on the spot.",
    "When the water is let in again, the mill will turn for the first time in ninety years, and the bakers of the valley have already ordered their flour.",
];

/// Nothing but the article, so that the figures do not hang on the model.
fn page() -> String {
    let body: String = PARAGRAPHS.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!("<html lang=en><head><title>The mill</title></head><body><article>{body}</article></body></html>")
}

/// A set of pages with gold texts; the last one's gold has other words than its page.
fn labelled_set(parent: &Path, name: &str, ids: &[&str]) -> PathBuf {
    let folder = parent.join(name);
    fs::create_dir_all(folder.join("html")).expect("a folder");
    fs::create_dir_all(folder.join("ground-truth")).expect("a folder");
    for (index, id) in ids.iter().enumerate() {
        let file = File::create(folder.join("html").join(format!("{id}.html.gz"))).expect("a page");
        GzEncoder::new(file, Compression::fast()).write_all(page().as_bytes()).expect("a page");
        let is_last = index + 1 == ids.len();
        let gold = if is_last { "entirely different words".to_owned() } else { PARAGRAPHS.join("\n") };
        let label = serde_json::json!({
            "url": format!("https://mill.example/{id}"), "language": "en",
            "_internal": {"page_type": {"primary": "article"}},
            "ground_truth": {"main_content": gold, "with": ["two hundred years"], "without": ["All rights reserved"]},
        });
        fs::write(folder.join("ground-truth").join(format!("{id}.json")), label.to_string()).expect("a label");
    }
    folder
}

fn evaluate(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lab")).arg("evaluate").args(arguments).output().expect("the lab runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Cells of the first row that begins with a name, after a line that begins with a title.
fn row(text: &str, title: &str, name: &str) -> Vec<String> {
    let table = text.lines().skip_while(|line| !line.starts_with(title));
    let line = table.map(str::trim).find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} in {text}"));
    line[name.len()..].split_whitespace().map(str::to_owned).collect()
}

fn temporary() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn figures_of_a_set_are_those_computed_by_hand() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b", "c", "d"]);
    let output = evaluate(&[&set]);
    let cells = row(&stdout(&output), "mills: tamis", "all");
    // Three of four pages right in full; all segments right.
    assert_eq!((cells[0].as_str(), cells[1].as_str()), ("4", "0.750"), "{cells:?}");
    assert_eq!(cells[cells.len() - 4..], ["1.000", "1.000", "1.000", "1.000"]);
    assert!(!stdout(&output).contains("lang:en"), "groups of fewer than five pages are not shown");
}

#[test]
fn every_second_page_begins_with_the_first() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b", "c", "d"]);
    let output = evaluate(&[&set, Path::new("--every"), Path::new("2")]);
    assert_eq!(row(&stdout(&output), "mills: tamis", "all")[..2], ["2", "1.000"]);
}

#[test]
fn a_disguise_hides_what_the_scorer_reads_of_names_and_is_told_in_the_report() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    let folder = temporary();
    let report = folder.path().join("report");
    let plain = evaluate(&[&corpus]);
    let disguised = evaluate(&[&corpus, Path::new("--disguise"), Path::new("--report"), &report]);
    let figures = |output: &Output| row(&stdout(output), "corpus: tamis", "all");
    let (plain, disguised) = (figures(&plain), figures(&disguised));
    assert_eq!(plain[0], disguised[0], "the same pages");
    assert_ne!(plain, disguised, "other segments are found");
    let text = fs::read_to_string(report.join("evaluation.md")).expect("a report");
    assert!(text.contains("lab evaluate corpus --disguise --report report"), "{text}");
}

#[test]
fn of_a_page_without_its_article_nothing_is_kept() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b", "c", "d"]);
    let cells = row(&stdout(&evaluate(&[&set, Path::new("--bare")])), "mills: tamis", "all");
    // The last page has no article that its gold knows of.
    assert_eq!(cells[..2], ["3", "1.000"], "{cells:?}");
}

#[test]
fn pages_that_a_file_lacks_are_counted_and_not_compared() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b", "c", "d"]);
    let lines = format!(
        "{}\n{}\n",
        serde_json::json!({"id": "a", "text": PARAGRAPHS.join(" ")}),
        r#"{"id": "mills/b", "text": ""}"#
    );
    let file = folder.path().join("other.jsonl");
    fs::write(&file, lines).expect("a file");
    let output = stdout(&evaluate(&[&set, Path::new("--against"), &file]));
    assert_eq!(row(&output, "mills: other", "all")[..2], ["2", "0.500"]);
    let cells = row(&output, "mills: difference", "other all");
    // Pages a (alike) and b (1 against 0): mean difference one half.
    assert_eq!(cells[..3], ["2", "2", "+0.500"]);
    assert_eq!(cells[cells.len() - 3..], ["1", "0", "1"]);
}

#[test]
fn an_id_of_two_sets_must_name_its_set() {
    let folder = temporary();
    let sets = ["mills", "dams"].map(|name| labelled_set(folder.path(), name, &["a", "b"]));
    let file = folder.path().join("other.jsonl");
    for (id, status) in [("a", 2), ("dams/a", 0)] {
        fs::write(&file, serde_json::json!({"id": id, "text": "words"}).to_string()).expect("a file");
        let output = evaluate(&[&sets[0], &sets[1], Path::new("--against"), &file]);
        assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
    }
}

#[test]
fn a_gate_passes_fails_and_rises() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b", "c", "d"]);
    let file = folder.path().join("floors.tsv");
    let gate = |floors: &str, raise: &[&str]| {
        fs::write(&file, floors).expect("a file");
        let mut arguments = vec![set.as_path(), Path::new("--gate"), &file];
        arguments.extend(raise.iter().map(Path::new));
        evaluate(&arguments)
    };
    assert_eq!(gate("mills\tall\tword_f1\t0.750\ndams\tall\tword_f1\t1\n", &[]).status.code(), Some(0));
    let missed = gate("mills\tall\tword_f1\t0.751\n", &[]);
    assert_eq!(missed.status.code(), Some(1));
    assert_eq!(stderr(&missed), "mills/all word_f1 0.7500 < floor 0.751\n");
    let unknown = gate("mills\tforum\tword_f1\t0.1\n", &[]);
    assert_eq!(unknown.status.code(), Some(2), "{}", stderr(&unknown));
    assert_eq!(gate("mills\tall\tword_f1\t0.1\n", &["--raise"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).expect("floors"), "mills\tall\tword_f1\t0.750\n");
}

#[test]
fn a_folder_of_cases_is_measured_by_its_segments_known_gaps_included() {
    let folder = temporary();
    let case = folder.path().join("cases").join("mill-en");
    fs::create_dir_all(&case).expect("a folder");
    fs::write(case.join("page.html"), page()).expect("a page");
    let facts = "url = \"https://mill.example/\"\nlanguage = \"en-GB\"\ntemplate = \"none\"\npage_type = \"article\"\n\
                 title = \"The mill\"\nauthors = []\n\
                 must_have = [\"two hundred years\", \"forty paddles in all\", \"words of another page\"]\n\
                 must_not_have = [\"All rights reserved\"]\nknown_gaps = [\"words of another page\"]\n";
    fs::write(case.join("case.toml"), facts).expect("a case");
    let output = evaluate(&[&folder.path().join("cases")]);
    let cells = row(&stdout(&output), "cases: tamis", "all");
    // 2 of 3 wanted found, 0 of 1 unwanted: precision 1, recall 2/3, accuracy 3/4, F 4/5.
    assert_eq!(cells[cells.len() - 4..], ["1.000", "0.667", "0.750", "0.800"], "{}", stderr(&output));
}

#[test]
fn a_report_repeats_to_the_byte_and_quotes_no_page() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b", "c", "d", "e"]);
    let read = |name: &str| {
        let report = folder.path().join(name).join("report");
        let output = evaluate(&[&set, Path::new("--report"), &report]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        ["evaluation.md", "focus.svg", "confidence.svg"].map(|file| fs::read_to_string(report.join(file)).expect(file))
    };
    let first = read("first");
    assert_eq!(first, read("second"));
    assert!(first[0].contains("| e | article | 0.000 |"), "{}", first[0]);
    assert!(!first[0].contains("entirely different") && !first[0].contains("barley"));
}

#[test]
fn a_folder_that_is_no_set_is_named() {
    let folder = temporary();
    let output = evaluate(&[folder.path()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("give a folder with html/ and ground-truth/"), "{}", stderr(&output));
}

#[test]
fn a_reader_that_has_gone_away_is_no_failure() {
    let folder = temporary();
    let set = labelled_set(folder.path(), "mills", &["a", "b"]);
    let mill = folder.path().join("mill.html");
    fs::write(&mill, page()).expect("a page");
    for arguments in [[Path::new("evaluate"), &set], [Path::new("explain"), &mill]] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
        let output = lab.args(arguments).stdout(writer).output().expect("the lab runs");
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    }
}
