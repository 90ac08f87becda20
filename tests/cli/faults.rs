//! What goes wrong on real machines: each fault ends in a clear line and the right exit code, and costs nothing else.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::containers::{crawl, record};
use crate::scene::{Run, Scene, gzipped, page, sources};

/// A user without rights of any kind, where tests run as one who has all.
const NOBODY: &str = "65534";

impl Scene {
    /// Runs a shell script with the command on its path, inside the scene.
    fn shell(&self, wrapper: &[&str], script: &str) -> Run {
        let bin = std::path::Path::new(env!("CARGO_BIN_EXE_tamis")).parent().expect("a folder");
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(wrapper.first().unwrap_or(&"sh"));
        let rest: Vec<&str> = wrapper.iter().skip(1).copied().chain(wrapper.first().map(|_| "sh")).collect();
        command.args(rest).args(["-c", script]).current_dir(self.path("")).env("PATH", path).stdin(Stdio::null());
        let output = command.output().expect("the shell starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// How to run as a user who may read and write what everyone may, and nothing else.
    fn as_nobody(&self) -> &'static [&'static str] {
        fs::set_permissions(self.path(""), fs::Permissions::from_mode(0o777)).expect("the folder is ours");
        let is_root = self.shell(&[], "id -u").stdout.trim() == "0";
        if is_root { &["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"] } else { &[] }
    }

    fn forbid(&self, name: &str) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o000)).expect("it is ours");
    }

    fn permit(&self, name: &str) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).expect("it is ours");
    }
}

fn three_pages() -> Scene {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b/x.html", page("Holm")).file("in/c.html", page("Voe"));
    scene
}

/// The command as others may run it: its own folder may be closed to them.
fn borrowed(scene: &Scene) -> String {
    let copy = scene.path("tamis");
    fs::copy(env!("CARGO_BIN_EXE_tamis"), &copy).expect("room for the command");
    copy.display().to_string()
}

#[test]
fn files_and_folders_that_may_not_be_read_fail_alone() {
    let scene = three_pages();
    let tamis = borrowed(&scene);
    scene.forbid("in/a.html");
    scene.forbid("in/b");
    let run = scene.shell(scene.as_nobody(), &format!("{tamis} in -f jsonl"));
    scene.permit("in/b");
    assert_eq!(run.code, Some(2));
    assert_eq!(sources(&run.stdout), ["in/a.html", "in/b", "in/c.html"]);
    let words = ": permission denied; make it readable for you";
    assert_eq!(run.error_lines()[..2], [format!("tamis: in/a.html{words}"), format!("tamis: in/b{words}")]);
    assert!(run.stderr.ends_with("tamis: 3 pages, 1 with an article, 0 without, 2 failed\n"), "{}", run.stderr);
}

#[test]
fn an_output_that_may_not_be_written_is_told_before_a_page_is_read() {
    let scene = three_pages();
    let tamis = borrowed(&scene);
    scene.file("closed/old.txt", "old").file("old.jsonl", "old");
    fs::set_permissions(scene.path("closed"), fs::Permissions::from_mode(0o555)).expect("it is ours");
    for output in ["closed", "closed/new", "closed/pages.jsonl"] {
        let run = scene.shell(scene.as_nobody(), &format!("{tamis} in -o {output}"));
        assert_eq!(run.code, Some(2), "{output}");
        let expected = format!("tamis: {output}: writing is not permitted; choose another place with -o\n");
        assert_eq!(run.stderr, expected);
    }
    assert_eq!(scene.files("closed"), ["old.txt"]);
}

#[test]
fn a_full_disk_ends_the_run_and_loses_nothing() {
    let scene = Scene::new();
    for n in 0..300 {
        scene.file(&format!("in/{n:03}.html"), page(&format!("Skerry{n}")));
    }
    // A disk of 400 KB, in a world of its own.
    let world = ["unshare", "--mount"];
    let can_mount = scene.shell(&world, "mkdir -p disk && mount -t tmpfs -o size=400k tmpfs disk").code == Some(0);
    if !can_mount {
        let _ = writeln!(std::io::stderr(), "skipped: a small disk cannot be mounted here; run as root");
        return;
    }
    let all = "--body html --body text --body markdown";
    for (output, format, bodies) in [("disk/out", "text", ""), ("disk/x.jsonl", "jsonl", all)] {
        let script = format!(
            "mount -t tmpfs -o size=400k tmpfs disk && tamis in -f {format} {bodies} -o {output} 2>first; \
             test $? = 2 || exit 9; mount -o remount,size=60m disk; \
             tamis in -f {format} {bodies} -o {output} --resume 2>second || exit 8; cp -r {output} copy.{format}"
        );
        let run = scene.shell(&world, &script);
        assert_eq!(run.code, Some(0), "{format}: {} {} {}", run.stderr, scene.read("first"), scene.read("second"));
        let first = scene.read("first");
        let lines: Vec<&str> = first.lines().collect();
        assert!(lines[0].ends_with(": the disk is full; make room, or choose another -o"), "{first}");
        assert!(lines.last().is_some_and(|line| line.ends_with("--resume goes on from there")), "{first}");
        assert_eq!(lines.iter().filter(|line| line.contains("the disk is full")).count(), 1, "said once: {first}");
        let summary = scene.read("second");
        assert!(
            summary.contains("tamis: 300 pages, 300 with an article") && summary.contains("done before"),
            "{summary}"
        );
    }
    assert_eq!(scene.files("copy.text").iter().filter(|name| name.ends_with(".txt")).count(), 300);
    assert_eq!(scene.read("copy.jsonl"), scene.shell(&[], &format!("tamis in -f jsonl {all}")).stdout);
}

#[test]
fn pipes_and_devices_in_a_folder_are_passed_over_and_named_ones_are_read() {
    let scene = three_pages();
    assert_eq!(scene.shell(&[], "mkfifo in/pipe in/pipe.html").code, Some(0));
    let run = scene.tamis(&["in", "-f", "jsonl"]);
    assert_eq!((run.code, sources(&run.stdout).len()), (Some(0), 3));
    assert!(run.stderr.ends_with("; 2 other files skipped\n"), "{}", run.stderr);
    let endless = scene.tamis(&["/dev/zero", "--max-bytes", "1M"]);
    assert_eq!(endless.stderr, "tamis: /dev/zero: the page has more than 1048576 bytes; raise --max-bytes\n");
    let named = scene.shell(&[], "cat in/a.html > in/pipe & tamis in/pipe");
    assert!(named.stdout.contains("that Skerry would get"), "{named:?}");
}

#[test]
fn a_page_that_vanishes_or_shrinks_during_the_run_fails_alone() {
    let scene = Scene::new();
    for n in 0..50 {
        scene.file(&format!("in/{n:02}.html"), page("Skerry"));
    }
    scene.file("in/gone.html", page("Holm")).file("in/short.html.gz", gzipped(page("Voe")));
    // The first page of all is a pipe: until it is fed, nothing else is read.
    scene.shell(&[], "mkfifo first");
    let child = scene.command(&["first", "in", "-j", "1", "-f", "jsonl"]).spawn().expect("it starts");
    let mut pipe = File::options().write(true).open(scene.path("first")).expect("it is read");
    fs::remove_file(scene.path("in/gone.html")).expect("it was there");
    fs::write(scene.path("in/short.html.gz"), &gzipped(page("Voe"))[..40]).expect("room for it");
    pipe.write_all(page("Wick").as_bytes()).expect("it is read");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(words.contains("tamis: in/gone.html: not found; check the path\n"), "{words}");
    assert!(words.contains("tamis: in/short.html.gz: the gzip data end too early; "), "{words}");
    assert!(words.contains("53 pages, 51 with an article, 0 without, 2 failed"), "{words}");
}

#[test]
fn archives_that_are_damaged_keep_what_is_whole() {
    let scene = Scene::new();
    let mut broken = crawl(&["Skerry", "Holm", "Voe"]);
    let second = broken.len() / 2;
    broken[second] ^= 0xff;
    let lying = [record("a", &page("Skerry")), record("b", &page("Holm")), record("c", &page("Voe"))].concat();
    let lying = String::from_utf8(lying).expect("UTF-8").replacen("Content-Length: ", "Content-Length: 9", 1);
    scene.file("broken.warc.gz", &broken).file("lying.warc", lying);
    scene.file("cut.warc.gz", &crawl(&["Skerry", "Holm"])[..1200]);
    for (name, whole, damaged) in
        [("broken.warc.gz", &["1", "3"][..], "2"), ("lying.warc", &["2", "3"], "1"), ("cut.warc.gz", &["1"], "2")]
    {
        let run = scene.tamis(&["-f", "jsonl", name]);
        assert_eq!(run.code, Some(2), "{name}: {run:?}");
        for place in whole {
            let line = run.stdout.lines().find(|line| line.contains(&format!("\"{name}#{place}\""))).expect(name);
            assert!(line.contains("The ferry to the outer islands"), "{name}: {line}");
        }
        assert!(run.stderr.starts_with(&format!("tamis: {name}#{damaged}: ")), "{}", run.stderr);
        assert!(run.stderr.contains("; fetch it again\n"), "{}", run.stderr);
    }
}

#[test]
fn a_bomb_or_a_slow_page_fails_alone() {
    let scene = three_pages();
    scene.file("in/bomb.html.gz", gzipped(" ".repeat(64 << 20)));
    scene.file("in/slow.html", page("Wick") + &"<div><p>words and words</p></div>".repeat(200_000));
    let run = scene.tamis(&["in", "-o", "out", "--max-bytes", "16M", "--timeout-ms", "20", "--errors", "errors.jsonl"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("tamis: in/bomb.html.gz: the page has more than 16777216 bytes; raise --max-bytes\n"));
    assert!(run.stderr.contains("tamis: in/slow.html: not done after 20 ms; raise --timeout-ms\n"), "{}", run.stderr);
    assert!(scene.read("errors.jsonl").contains("\"kind\":\"too-large\""));
    assert!(scene.read("errors.jsonl").contains("\"kind\":\"timed-out\""));
    assert!(scene.path("out/c.txt").exists());
}

#[test]
fn odd_names_work() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let scene = Scene::new();
    let long = "n".repeat(255);
    let names: Vec<OsString> = vec![
        "with space.html".into(),
        "new\nline.html".into(),
        "-dash.html".into(),
        "tab\tand \"quotes\".html".into(),
        long.clone().into(),
        OsString::from_vec(b"caf\xe9.html".to_vec()),
        OsString::from_vec(b"caf\xe8.html".to_vec()),
        "#1.html".into(),
    ];
    fs::create_dir(scene.path("in")).expect("a folder");
    for name in &names {
        fs::write(scene.path("in").join(name), page("Skerry")).expect("a file");
    }
    let run = scene.tamis(&["in", "-o", "out", "--resume"]);
    assert_eq!((run.code, run.error_lines().len()), (Some(0), 1), "{}", run.stderr);
    let outputs: Vec<_> = fs::read_dir(scene.path("out")).expect("a folder").collect();
    assert_eq!(outputs.len(), names.len() + 1, "each has its file, and there is the journal");
    let again = scene.tamis(&["in", "-o", "out", "--resume"]);
    assert!(again.stderr.contains("; 8 done before"), "every name is known again: {}", again.stderr);
    let dash =
        scene.command(&["-f", "jsonl", "--", "-dash.html"]).current_dir(scene.path("in")).output().expect("it runs");
    assert_eq!(sources(&String::from_utf8_lossy(&dash.stdout)), ["-dash.html"]);
}

#[test]
fn a_run_does_not_wait_for_output_that_nobody_reads() {
    let scene = three_pages();
    let mut child = scene.command(&["in", "-f", "jsonl"]).spawn().expect("it starts");
    drop(child.stdout.take());
    let start = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "it hangs");
        thread::sleep(Duration::from_millis(5));
    }
}
