//! One page, from a file or standard input, to standard output or a file.

use crate::scene::{PAGE_WITHOUT_ARTICLE, PNG, SENTENCE, Scene, gzipped, page};

#[test]
fn a_page_goes_to_standard_output_and_nothing_else_does() {
    let scene = Scene::new();
    scene.file("page.html", page("Skerry"));
    let run = scene.tamis(&["page.html"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains(SENTENCE), "{}", run.stdout);
    let text = run.stdout.trim_end();
    assert_eq!(run.stdout, format!("{text}\n"), "the output ends with one line break");
}

#[test]
fn standard_input_is_read_without_a_path_and_for_a_dash() {
    let scene = Scene::new();
    for arguments in [&["-f", "json"][..], &["-f", "json", "-"]] {
        let run = scene.tamis_with_stdin(arguments, page("Skerry").as_bytes());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("one JSON object");
        assert_eq!(object["source"], "-");
        assert!(object["text"].as_str().is_some_and(|text| text.contains(SENTENCE)), "{object}");
    }
}

#[test]
fn gzip_is_recognised_by_its_bytes_wherever_it_comes_from() {
    let scene = Scene::new();
    let packed = gzipped(page("Skerry"));
    scene.file("page.html.gz", &packed).file("saved-as.html", &packed);
    // Several members one after the other are one page, as gzip has it.
    let (start, end) = (page("Skerry"), "");
    scene.file("members.gz", [gzipped(&start[..300]), gzipped(&start[300..]), gzipped(end)].concat());
    for name in ["page.html.gz", "saved-as.html", "members.gz"] {
        let run = scene.tamis(&[name]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name}");
        assert!(run.stdout.contains(SENTENCE), "{name}: {}", run.stdout);
    }
    let run = scene.tamis_with_stdin(&[], &packed);
    assert!(run.code == Some(0) && run.stdout.contains(SENTENCE), "{run:?}");
}

#[test]
fn a_named_file_is_read_whatever_its_extension() {
    let scene = Scene::new();
    scene.file("page.bak", page("Skerry"));
    let run = scene.tamis(&["page.bak"]);
    assert!(run.code == Some(0) && run.stdout.contains(SENTENCE), "{run:?}");
}

#[test]
fn every_format_holds_the_article() {
    let scene = Scene::new();
    scene.file("page.html", page("Skerry"));
    for format in ["text", "markdown", "html", "json", "jsonl"] {
        let run = scene.tamis(&["-f", format, "page.html"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{format}");
        assert!(run.stdout.contains(SENTENCE), "{format}: {}", run.stdout);
    }
    let line = scene.tamis(&["-f", "jsonl", "page.html"]).stdout;
    assert_eq!(line.matches('\n').count(), 1, "one line an object: {line:?}");
}

#[test]
fn json_carries_the_bodies_that_were_asked_for() {
    let scene = Scene::new();
    scene.file("page.html", page("Skerry"));
    let keys = |arguments: &[&str]| {
        let run = scene.tamis(&[&["page.html", "-f", "json"], arguments].concat());
        let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("one JSON object");
        ["text", "markdown", "html", "origins"].map(|key| object.get(key).is_some())
    };
    assert_eq!(keys(&[]), [true, false, false, false]);
    assert_eq!(keys(&["--body", "markdown", "--body", "html"]), [false, true, true, false]);
    assert_eq!(keys(&["--body", "html", "--body", "text", "--body", "html"]), [true, false, true, false]);
    assert_eq!(keys(&["--origins"]), [true, false, false, true]);
}

#[test]
fn failures_are_one_line_that_names_page_fault_and_remedy() {
    let scene = Scene::new();
    scene.file("empty.html", "").file("photo.html", PNG).file("cut.html.gz", &gzipped(page("Skerry"))[..200]);
    scene.file("damaged.gz", b"\x1f\x8b and then something else");
    for (name, fault) in [
        ("missing.html", "not found; "),
        ("empty.html/page.html", "not a folder; "),
        ("empty.html", "empty; "),
        ("photo.html", "a PNG image, not a web page; "),
        ("cut.html.gz", "end too early; "),
        ("damaged.gz", "damaged; "),
    ] {
        let run = scene.tamis(&[name]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{name}");
        let lines = run.error_lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].starts_with(&format!("tamis: {name}: ")) && lines[0].contains(fault), "{lines:?}");
    }
}

#[test]
fn a_failed_page_is_an_object_of_its_own_in_json() {
    let scene = Scene::new();
    for format in ["json", "jsonl"] {
        let run = scene.tamis(&["-f", format, "missing.html"]);
        assert_eq!(run.code, Some(2));
        let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("one JSON object");
        let keys: Vec<&String> = object.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["source", "error"]);
        assert_eq!(object["source"], "missing.html");
        assert_eq!(run.stderr, format!("tamis: missing.html: {}\n", object["error"].as_str().unwrap_or_default()));
    }
}

#[test]
fn file_names_cannot_break_the_line() {
    let run = Scene::new().tamis(&["a\nb\u{1b}[31m.html"]);
    assert_eq!(run.error_lines().len(), 1, "{run:?}");
    assert!(!run.stderr.contains('\u{1b}'), "{run:?}");
}

#[test]
fn a_page_without_article_exits_with_1_and_says_so() {
    let scene = Scene::new();
    scene.file("shell.html", PAGE_WITHOUT_ARTICLE);
    let run = scene.tamis(&["shell.html"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let remedy = "try --focus recall or, if a script draws it, save the page from a browser";
    assert_eq!(run.stderr, format!("tamis: shell.html: no article found; {remedy}\n"));
    assert_eq!(scene.tamis(&["-q", "shell.html"]).stderr, "");

    let run = scene.tamis(&["-f", "json", "shell.html"]);
    let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("one JSON object");
    assert_eq!((run.code, &object["source"]), (Some(1), &"shell.html".into()));
    assert!(object.get("error").is_none(), "{object}");
}

#[test]
fn the_limit_of_bytes_counts_what_is_unpacked() {
    let scene = Scene::new();
    let page = page("Skerry");
    scene.file("page.html", &page).file("packed.gz", gzipped(&page));
    let (enough, too_few) = (page.len().to_string(), (page.len() - 1).to_string());
    for name in ["page.html", "packed.gz"] {
        assert_eq!(scene.tamis(&["--max-bytes", &enough, name]).code, Some(0), "{name}");
        let run = scene.tamis(&["--max-bytes", &too_few, name]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{name}");
        assert!(run.stderr.contains(&too_few) && run.stderr.contains("; raise --max-bytes"), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_gzip_bomb_is_read_no_further_than_the_limit() {
    let scene = Scene::new();
    let bomb = gzipped(vec![b' '; 16 << 20]);
    // Its second half is missing: whoever reads beyond the limit runs into that.
    scene.file("bomb.html.gz", &bomb[..bomb.len() / 2]);
    let run = scene.tamis(&["--max-bytes", "1M", "bomb.html.gz"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("more than 1048576 bytes; raise --max-bytes"), "{}", run.stderr);
}

#[test]
fn a_page_that_takes_too_long_fails() {
    let scene = Scene::new();
    scene.file("long.html", format!("<body>{}", "<div><p>Another paragraph of the endless page.</p>".repeat(100_000)));
    let run = scene.tamis(&["--timeout-ms", "1", "long.html"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(run.stderr, "tamis: long.html: not done after 1 ms; raise --timeout-ms\n");
}

#[test]
fn a_page_can_go_to_a_file_or_into_a_folder() {
    let scene = Scene::new();
    scene.file("page.html", page("Skerry")).file("there/old.txt", "old");
    for (output, file) in [
        ("article.txt", "article.txt"),
        ("there", "there/page.txt"),
        ("new/", "new/page.txt"),
        ("there/old.txt", "there/old.txt"),
    ] {
        let run = scene.tamis(&["page.html", "-o", output]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""), "{output}");
        assert!(scene.read(file).contains(SENTENCE), "{output}");
    }
    assert_eq!(scene.files("there"), ["old.txt", "page.txt"], "no draft stays behind");
    assert!(scene.tamis(&["page.html", "-o", "-"]).stdout.contains(SENTENCE));
}

#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let scene = Scene::new();
    scene.file("page.html", page("Skerry"));
    let run = scene.tamis(&["page.html", "-o", "no/such/folder.txt"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "tamis: no/such/folder.txt: its folder does not exist; create it first\n");
}

#[test]
fn a_failed_page_leaves_the_old_output_alone() {
    let scene = Scene::new();
    scene.file("empty.html", "").file("out.json", "old");
    assert_eq!(scene.tamis(&["empty.html", "-f", "json", "-o", "out.json"]).code, Some(2));
    assert_eq!(scene.read("out.json"), "old");
}

#[cfg(unix)]
#[test]
fn new_files_are_as_readable_as_others_and_replaced_ones_stay_as_they_were() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    scene.file("page.html", page("Skerry")).file("private.txt", "").file("plain", "");
    fs::set_permissions(scene.path("private.txt"), fs::Permissions::from_mode(0o600)).expect("our own file");
    scene.tamis(&["page.html", "-o", "new.txt"]);
    scene.tamis(&["page.html", "-o", "private.txt"]);
    let mode = |name| fs::metadata(scene.path(name)).expect("it was written").permissions().mode() & 0o777;
    assert_eq!(mode("new.txt"), mode("plain"));
    assert_eq!(mode("private.txt"), 0o600);
}
