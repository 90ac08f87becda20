//! Runs that are broken off, by whatever, and go on.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::containers::crawl;
use crate::scene::{PAGE_WITHOUT_ARTICLE, Run, Scene, objects, page, sources};

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with pages, some of which give nothing, and a crawl.
fn batch(n_pages: usize) -> Scene {
    let scene = Scene::new();
    for n in 0..n_pages {
        scene.file(&format!("in/{}/{n:04}.html", n % 3), page(&format!("Skerry{n}")) + &"<!-- -->".repeat(2000));
    }
    scene.file("in/empty.html", "").file("in/shell.html", PAGE_WITHOUT_ARTICLE);
    scene.file("in/zz.warc.gz", crawl(&["Holm", "Voe"]));
    scene
}

/// Starts a run and kills it, without warning, when so much of its journal is written.
fn kill_midway(scene: &Scene, arguments: &[&str], journal: &str, n_lines: usize) {
    let mut child = scene.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    wait_for_lines(&mut child, &scene.path(journal), n_lines);
    child.kill().expect("it runs");
    child.wait().expect("it is gone");
}

fn wait_for_lines(child: &mut Child, journal: &Path, n_lines: usize) {
    let start = Instant::now();
    while fs::read_to_string(journal).map_or(0, |text| text.lines().count()) < n_lines {
        assert!(start.elapsed() < PATIENCE, "the journal does not grow");
        assert!(child.try_wait().expect("a child").is_none(), "the run was over before it could be broken off");
        thread::sleep(Duration::from_millis(1));
    }
}

/// The last line that a run said.
fn summary(run: &Run) -> String {
    run.error_lines().last().copied().unwrap_or_default().to_owned()
}

#[test]
fn a_killed_tree_is_completed_and_nothing_is_done_twice() {
    let scene = batch(300);
    let whole = scene.tamis(&["in", "-o", "whole"]);
    kill_midway(&scene, &["in", "-o", "out"], "out/.tamis/journal", 100);
    let half = scene.files("out").into_iter().filter(|name| !name.starts_with(".tamis")).collect::<Vec<_>>();
    assert!(half.len() >= 90 && half.len() < 300, "{}", half.len());
    for name in &half {
        assert_eq!(scene.read(&format!("out/{name}")), scene.read(&format!("whole/{name}")), "only whole files");
    }
    let stamp =
        |name: &str| fs::metadata(scene.path(&format!("out/{name}"))).and_then(|data| data.modified()).expect("a file");
    let before = stamp(&half[0]);
    let run = scene.tamis(&["in", "-o", "out", "--resume"]);
    assert_eq!(run.code, whole.code);
    assert_eq!(stamp(&half[0]), before, "what is done is not done again");
    let words = summary(&run);
    assert!(
        words.contains("304 pages, 302 with an article, 1 without, 1 failed; ") && words.contains(" done before"),
        "{words}"
    );
    let files: Vec<String> = scene.files("out").into_iter().filter(|name| !name.starts_with(".tamis")).collect();
    assert_eq!(files, scene.files("whole"));
    for name in files {
        assert_eq!(scene.read(&format!("out/{name}")), scene.read(&format!("whole/{name}")), "{name}");
    }
    let again = scene.tamis(&["in", "-o", "out", "--resume"]);
    assert!(summary(&again).contains("; 303 done before"), "what failed is tried again: {}", again.stderr);
}

#[test]
fn a_killed_stream_is_completed_and_the_same_as_in_one_run() {
    for name in ["pages.jsonl", "pages.jsonl.gz", "pages.parquet"] {
        let scene = batch(600);
        let arguments = |output| ["in", "-j", "2", "-o", output, "--body", "html"];
        let whole_name = format!("whole.{}", name.split_once('.').expect("an extension").1);
        assert_eq!(scene.tamis(&arguments(&whole_name)).code, Some(2));
        if name == "pages.parquet" {
            // All pages fit into one part: whatever was gathered is lost with the run, and done again.
            let mut child = scene.command(&arguments(name)).spawn().expect("it starts");
            wait_for_lines(&mut child, &scene.path(&format!(".{name}.tamis/journal")), 1);
            child.kill().expect("it runs");
            child.wait().expect("it is gone");
        } else {
            kill_midway(&scene, &arguments(name), &format!(".{name}.tamis/journal"), 100);
        }
        assert!(!scene.path(name).exists(), "no output that is not whole");
        let run = scene.tamis(&[&arguments(name)[..], &["--resume"]].concat());
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        let [one, two] = [name, &whole_name].map(|name| fs::read(scene.path(name)).expect("a file"));
        assert_eq!(unpacked(&one), unpacked(&two), "{name}");
        assert!(!scene.path(&format!(".{name}.tamis")).exists(), "nothing stays behind");
        let again = scene.tamis(&[&arguments(name)[..], &["--resume"]].concat());
        assert_eq!(again.code, Some(0), "{}", again.stderr);
        assert!(again.stderr.contains("complete already"), "{}", again.stderr);
    }
}

/// Bytes as they were before they were packed into members (whose bounds depend on where a run was broken off).
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain) {
        Ok(_) => plain,
        Err(_) => bytes.to_vec(),
    }
}

#[test]
fn a_run_is_resumed_with_the_same_options_only() {
    let scene = batch(300);
    kill_midway(&scene, &["in", "-o", "out"], "out/.tamis/journal", 50);
    let other = scene.tamis(&["in", "-o", "out", "--resume", "--links"]);
    assert_eq!(other.code, Some(2));
    assert!(other.stderr.contains("had other options"), "{}", other.stderr);
    let anew = scene.tamis(&["in", "-o", "out", "--links"]);
    assert!(anew.stderr.starts_with("tamis: out: an interrupted run was here; "), "{}", anew.stderr);
    assert!(!scene.path("out/.tamis").exists());
    scene.tamis(&["in", "-f", "jsonl", "--resume"]).assert_usage_error(&["--resume", "-o"]);
}

#[test]
fn two_runs_into_one_folder_do_not_mix() {
    let scene = batch(5);
    let mut first = scene.command(&["-", "in", "-o", "out"]).stdin(Stdio::piped()).spawn().expect("it starts");
    let start = Instant::now();
    // The journal begins to be written when it is locked, a moment after the file is there.
    let is_begun = || fs::metadata(scene.path("out/.tamis/journal")).is_ok_and(|journal| journal.len() > 0);
    while !is_begun() && start.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    let second = scene.tamis(&["in", "-o", "out"]);
    assert_eq!(second.code, Some(2));
    assert_eq!(second.stderr, "tamis: out: another run is writing here; wait until it is done, or choose another -o\n");
    first.stdin.take().expect("a pipe").write_all(page("Wick").as_bytes()).expect("it reads");
    assert_eq!(first.wait().expect("it ends").code(), Some(2), "a page is empty");
    assert!(scene.path("out/stdin.txt").exists());
    assert_eq!(scene.tamis(&["in", "-o", "out", "-q"]).code, Some(2), "the folder is free again");
}

#[cfg(unix)]
#[test]
fn a_signal_finishes_what_is_under_way_and_says_how_to_go_on() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let scene = batch(400);
        let mut child = scene.command(&["in", "-o", "out"]).spawn().expect("it starts");
        wait_for_lines(&mut child, &scene.path("out/.tamis/journal"), 60);
        let kill = format!("kill -{signal} {}", child.id());
        assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(code));
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        let last = words.lines().last().unwrap_or_default();
        assert!(
            last.starts_with("tamis: broken off after page ") && last.ends_with("--resume goes on from there"),
            "{words}"
        );
        let run = scene.tamis(&["in", "-o", "out", "--resume"]);
        assert!(
            summary(&run).starts_with("tamis: 404 pages, 402 with an article, 1 without, 1 failed; "),
            "{}",
            run.stderr
        );
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_that_waits_for_its_input() {
    let scene = batch(3);
    let mut child =
        scene.command(&["-f", "jsonl", "-", "in/0/0000.html"]).stdin(Stdio::piped()).spawn().expect("it starts");
    thread::sleep(Duration::from_millis(300));
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        assert!(start.elapsed() < PATIENCE, "it still waits");
        thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(130));
}

#[test]
fn failures_are_listed_for_programs() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html", "").file("in/cut.html.gz", b"\x1f\x8b\x08\0");
    let run = scene.tamis(&["-f", "jsonl", "in", "--errors", "errors.jsonl"]);
    assert_eq!(run.code, Some(2));
    let lines = scene.read("errors.jsonl");
    assert_eq!(sources(&lines), ["in/b.html", "in/cut.html.gz"]);
    let kinds: Vec<String> = objects(&lines).iter().map(|object| object["kind"].to_string()).collect();
    assert_eq!(kinds, ["\"empty\"", "\"damaged\""]);
    let message = objects(&lines)[1]["message"].as_str().expect("a message").to_owned();
    assert!(message.starts_with("the gzip data end too early; "), "{message}");
    let run = scene.tamis(&["-f", "jsonl", "in", "--errors", "no/such/folder.jsonl"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
}

#[test]
fn lines_leave_a_pipe_whole() {
    let scene = batch(40);
    let mut child = scene.command(&["-f", "jsonl", "in"]).spawn().expect("it starts");
    let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    child.kill().expect("it runs or is over");
    child.wait().expect("it is gone");
    reader.read_to_string(&mut line).expect("the rest");
    let whole = line.rfind('\n').map_or("", |end| &line[..end]);
    assert!(!objects(whole).is_empty());
}
