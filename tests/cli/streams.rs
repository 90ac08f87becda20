//! Many pages into one stream: order, errors among them, pipes that close, disks that are full.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::scene::{PAGE_WITHOUT_ARTICLE, Scene, gzipped, objects, page, sources};

#[test]
fn a_folder_streams_as_json_lines_in_sorted_order_whatever_the_number_of_jobs() {
    let scene = Scene::new();
    for n in 0..60 {
        // Sizes differ, so that threads overtake one another.
        let padding = format!("<!--{}-->", "-x".repeat(if n % 7 == 0 { 200_000 } else { 10 }));
        scene.file(&format!("in/{}/{n}.html", n % 4), page("Skerry") + &padding);
    }
    scene.file("in/1.html", "").file("in/1-a.html", PAGE_WITHOUT_ARTICLE);
    let one = scene.tamis(&["-f", "jsonl", "-j", "1", "in"]);
    let mut sorted = sources(&one.stdout);
    sorted.sort();
    assert_eq!((sources(&one.stdout).len(), sources(&one.stdout)), (62, sorted));
    for jobs in ["2", "8", "100"] {
        let many = scene.tamis(&["-f", "jsonl", "-j", jobs, "in"]);
        assert_eq!((&many.stdout, &many.stderr), (&one.stdout, &one.stderr), "-j {jobs}");
    }
    assert_eq!(scene.tamis(&["-f", "jsonl", "in"]).stdout, one.stdout);
}

#[test]
fn bad_pages_among_good_ones_leave_their_mark_in_the_stream() {
    let scene = Scene::new();
    scene.file("a.html", page("Skerry")).file("b.html", "").file("c.html", PAGE_WITHOUT_ARTICLE);
    let run = scene.tamis(&["-f", "jsonl", "c.html", "missing.html", "a.html", "b.html"]);
    assert_eq!(run.code, Some(2), "2 wins over 1");
    let objects = objects(&run.stdout);
    assert_eq!(sources(&run.stdout), ["a.html", "b.html", "c.html", "missing.html"]);
    let failed: Vec<bool> = objects.iter().map(|object| object.get("error").is_some()).collect();
    assert_eq!(failed, [false, true, false, true]);
    assert_eq!(run.error_lines().len(), 3, "{}", run.stderr);
}

#[test]
fn text_of_several_pages_is_apart_by_a_blank_line() {
    let scene = Scene::new();
    scene.file("a.html", page("Skerry")).file("b.html", PAGE_WITHOUT_ARTICLE).file("c.html", page("Holm"));
    for format in ["text", "markdown"] {
        let run = scene.tamis(&["-f", format, "c.html", "a.html", "b.html"]);
        assert_eq!(run.code, Some(1));
        let single = |name| scene.tamis(&["-f", format, name]).stdout;
        assert_eq!(run.stdout, format!("{}\n{}", single("a.html"), single("c.html")), "{format}");
    }
}

#[test]
fn a_page_named_twice_is_read_once() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html", page("Holm"));
    let run = scene.tamis(&["-f", "jsonl", "in/b.html", "in", "in/b.html"]);
    assert_eq!(sources(&run.stdout), ["in/a.html", "in/b.html"]);
}

#[test]
fn json_lines_go_into_one_file() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html.gz", gzipped(page("Holm"))).file("pages.jsonl", "old\n");
    let run = scene.tamis(&["-f", "jsonl", "in", "-o", "pages.jsonl"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert_eq!(scene.read("pages.jsonl"), scene.tamis(&["-f", "jsonl", "in"]).stdout);
    assert_eq!(scene.files(""), ["in/a.html", "in/b.html.gz", "pages.jsonl"], "no draft stays behind");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let scene = Scene::new();
    let names: Vec<String> = (100..300).map(|n| format!("in/{n}.html")).collect();
    for name in &names {
        scene.file(name, page(name));
    }
    let as_text: Vec<&str> = names.iter().map(String::as_str).collect();
    for arguments in [&["-f", "jsonl", "in"][..], &as_text] {
        // Pipes hold 64 KB: less would be written before anyone could close it.
        assert!(scene.tamis(arguments).stdout.len() > 2 * 65_536);
        let mut child = scene.command(arguments).spawn().expect("the command starts");
        let mut first = String::new();
        BufReader::with_capacity(64, child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
        let output = child.wait_with_output().expect("the command ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
        assert!(!first.is_empty());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let scene = Scene::new();
    scene.file("page.html", page("Skerry"));
    let full = File::options().write(true).open("/dev/full").expect("Linux has it");
    let output = scene.command(&["page.html"]).stdout(full).output().expect("the command starts");
    assert_eq!(output.status.code(), Some(2));
    let words = "tamis: standard output: the disk is full; make room, or choose another -o\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), words);

    let run = scene.tamis(&["page.html", "-f", "jsonl", "-o", "/dev/full"]);
    assert_eq!(run.code, Some(2), "a device is written, not replaced: {run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn pages_leave_as_soon_as_they_are_done() {
    let scene = Scene::new();
    scene.file("a.html", page("Skerry"));
    let (silent, writer) = std::io::pipe().expect("a pipe");
    let mut command = scene.command(&["-f", "jsonl", "-j", "2", "./a.html", "/dev/stdin"]);
    let mut child = command.stdin(silent).spawn().expect("the command starts");
    drop(command);
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(lines.next()));
    let first = receiver.recv_timeout(Duration::from_secs(30)).expect("the first page does not wait for the second");
    assert_eq!(sources(&first.expect("a line").expect("UTF-8")), ["./a.html"]);
    drop(writer);
    child.wait().expect("the command ends with its input");
}
