//! A folder into a mirrored tree: which files are pages, how outputs are named, what is left out and said.

use crate::scene::{PAGE_WITHOUT_ARTICLE, PNG, SENTENCE, Scene, gzipped, page, sources};

#[test]
fn three_bad_files_among_fifty_stop_nothing() {
    let scene = Scene::new();
    for n in 0..45 {
        scene.file(&format!("in/{n:02}.html"), page(&format!("Skerry{n}")));
    }
    scene.file("in/shell.html", PAGE_WITHOUT_ARTICLE).file("in/shell2.html", PAGE_WITHOUT_ARTICLE);
    scene.file("in/empty.html", "").file("in/photo.html", PNG).file("in/cut.html.gz", b"\x1f\x8b\x08\0");
    scene.file("in/style.css", "p {}").file("in/data.json", "{}").file("in/notes.txt", "notes");
    let run = scene.tamis(&["in", "-o", "out"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    let lines = run.error_lines();
    assert_eq!(lines.last(), Some(&"tamis: 50 pages, 45 with an article, 2 without, 3 failed; 3 other files skipped"));
    let failed: Vec<&str> = lines.iter().filter_map(|line| line.split(": ").nth(1)).take(5).collect();
    assert_eq!(failed, ["in/cut.html.gz", "in/empty.html", "in/photo.html", "in/shell.html", "in/shell2.html"]);
    let expected: Vec<String> = (0..45).map(|n| format!("{n:02}.txt")).collect();
    assert_eq!(scene.files("out"), expected, "neither failed pages nor drafts leave files");
    assert!(scene.read("out/17.txt").contains("that Skerry17 would get three"), "each page in its own file");
}

#[test]
fn the_tree_is_mirrored_in_every_format() {
    let scene = Scene::new();
    scene
        .file("in/a/b.html", page("Skerry"))
        .file("in/a/c/d.php", page("Holm"))
        .file("in/e.HTM.gz", gzipped(page("Voe")));
    for (format, extension) in [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")] {
        let run = scene.tamis(&["in/", "-f", format, "-o", extension]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(run.stderr, "tamis: 3 pages, 3 with an article, 0 without, 0 failed\n");
        let expected = ["a/b", "a/c/d", "e"].map(|name| format!("{name}.{extension}"));
        assert_eq!(scene.files(extension), expected);
        assert!(scene.read(&format!("{extension}/a/b.{extension}")).contains(SENTENCE));
    }
    assert_eq!(scene.tamis(&["in", "-q", "-o", "out"]).stderr, "");
}

#[test]
fn pages_are_told_by_extension_or_else_by_their_bytes() {
    let scene = Scene::new();
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(page("Skerry").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for name in ["1.html", "2.htm", "3.xhtml", "4.shtml", "5.php", "6.asp", "7.ASPX"] {
        scene.file(&format!("in/{name}"), page("Skerry"));
    }
    scene
        .file("in/8", page("Skerry"))
        .file("in/9.gz", gzipped(page("Skerry")))
        .file("in/9-packed", gzipped(page("Voe")));
    scene.file("in/9-utf16", utf16).file("in/9-fragment", "\u{feff}\n  <!-- saved -->\n<div><p>Hello</p></div>");
    for (name, bytes) in [
        ("README", "Plain words."),
        ("Makefile", "all:\n"),
        ("x.json.gz", "{}"),
        ("x.txt", "words"),
        ("feed", "<?xml version=\"1.0\"?><rss/>"),
    ] {
        scene.file(&format!("in/{name}"), bytes);
    }
    scene.file("in/archive.gz", gzipped("not a page")).file("in/photo", PNG);
    let run = scene.tamis(&["-f", "jsonl", "in"]);
    let names = [
        "1.html",
        "2.htm",
        "3.xhtml",
        "4.shtml",
        "5.php",
        "6.asp",
        "7.ASPX",
        "8",
        "9-fragment",
        "9-packed",
        "9-utf16",
        "9.gz",
    ];
    assert_eq!(sources(&run.stdout), names.map(|name| format!("in/{name}")));
    assert!(run.stderr.ends_with("; 7 other files skipped\n"), "{}", run.stderr);
}

#[test]
fn hidden_files_and_folders_are_skipped_and_counted() {
    let scene = Scene::new();
    scene.file(".scrapes/a.html", page("Skerry"));
    scene.file(".scrapes/.b.html", page("Holm")).file(".scrapes/.cache/c.html", page("Voe"));
    let run = scene.tamis(&["-f", "jsonl", ".scrapes"]);
    assert_eq!(sources(&run.stdout), [".scrapes/a.html"], "a hidden folder is read if it is named");
    assert_eq!(run.stderr, "tamis: 1 page, 1 with an article, 0 without, 0 failed; 2 other files skipped\n");
}

#[test]
fn pages_of_one_name_do_not_overwrite_one_another() {
    let scene = Scene::new();
    scene.file("in/b.htm", page("Skerry")).file("in/b.html", page("Holm")).file("in/b.html.gz", gzipped(page("Voe")));
    for jobs in ["1", "8"] {
        assert_eq!(scene.tamis(&["in", "-j", jobs, "-o", jobs]).code, Some(0));
        assert_eq!(scene.files(jobs), ["b.html.gz.txt", "b.html.txt", "b.txt"]);
        for (name, topic) in [("b", "Skerry"), ("b.html", "Holm"), ("b.html.gz", "Voe")] {
            assert!(scene.read(&format!("{jobs}/{name}.txt")).contains(topic), "{name}");
        }
    }
}

#[test]
fn of_several_paths_folders_keep_their_name() {
    let scene = Scene::new();
    scene.file("x/a.html", page("Skerry")).file("y/a.html", page("Holm")).file("z/b.html", page("Voe"));
    let run = scene.tamis(&["y", "x/", "z/b.html", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(scene.files("out"), ["b.txt", "x/a.txt", "y/a.txt"]);
    let run = scene.tamis(&["x/a.html", "y/a.html", "-o", "flat"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "no summary where no folder was read");
    assert_eq!(scene.files("flat"), ["a.html.txt", "a.txt"]);
}

#[test]
fn the_output_folder_is_never_read() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry"));
    for _ in 0..2 {
        let run = scene.tamis(&["in", "-f", "html", "-o", "in/clean"]);
        assert_eq!(run.stderr, "tamis: 1 page, 1 with an article, 0 without, 0 failed\n");
        assert_eq!(scene.files("in"), ["a.html", "clean/a.html"]);
    }
}

#[test]
fn outputs_replace_those_of_the_run_before() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("out/a.txt", "obsolete ".repeat(10_000)).file("out/other.txt", "kept");
    assert_eq!(scene.tamis(&["in", "-o", "out"]).code, Some(0));
    let new = scene.read("out/a.txt");
    assert!(new.contains("Skerry") && !new.contains("obsolete"), "{new}");
    assert_eq!(scene.read("out/other.txt"), "kept");
}

#[test]
fn a_file_that_cannot_be_written_fails_alone() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html", page("Holm")).file("in/c/d.html", page("Voe"));
    scene.file("out/a.txt/in-the-way", "").file("out/c", "in the way");
    let run = scene.tamis(&["in", "-o", "out"]);
    assert_eq!(run.code, Some(2));
    let lines = run.error_lines();
    assert!(lines[0].starts_with("tamis: out/a.txt: a folder is in the way; "), "{lines:?}");
    assert!(lines[1].starts_with("tamis: out/c/d.txt: a file is in the way of a folder; "), "{lines:?}");
    assert_eq!(lines[2], "tamis: 3 pages, 1 with an article, 0 without, 2 failed");
    assert_eq!(scene.files("out"), ["a.txt/in-the-way", "b.txt", "c"]);
}

#[test]
fn json_of_a_page_without_article_is_written_but_not_that_of_a_failed_one() {
    let scene = Scene::new();
    scene.file("in/empty.html", "").file("in/shell.html", PAGE_WITHOUT_ARTICLE);
    assert_eq!(scene.tamis(&["in", "-f", "json", "-o", "out"]).code, Some(2));
    assert_eq!(scene.files("out"), ["shell.json"]);
}

#[test]
fn a_folder_without_pages_is_an_error() {
    let scene = Scene::new();
    scene.file("in/style.css", "p {}");
    let run = scene.tamis(&["in", "-o", "out"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("tamis: in: no pages in this folder; "), "{}", run.stderr);
}

#[cfg(unix)]
mod links {
    use super::*;
    use crate::scene::link;

    #[test]
    fn loops_of_links_end_and_links_to_files_are_read() {
        let scene = Scene::new();
        scene.file("in/a/page.html", page("Skerry")).file("elsewhere/b.html", page("Holm"));
        link(&scene.path("in"), &scene.path("in/a/loop"));
        link(&scene.path("in/self"), &scene.path("in/self"));
        link(&scene.path("elsewhere/b.html"), &scene.path("in/linked.html"));
        let run = scene.tamis(&["-f", "jsonl", "in"]);
        assert_eq!(sources(&run.stdout), ["in/a/page.html", "in/linked.html"]);
        assert!(run.stderr.ends_with("; 2 other files skipped\n"), "{}", run.stderr);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_failed_page() {
        let scene = Scene::new();
        scene.file("in/a.html", page("Skerry"));
        link(&scene.path("gone.html"), &scene.path("in/b.html"));
        let run = scene.tamis(&["-f", "jsonl", "in"]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.starts_with("tamis: in/b.html: not found; "), "{}", run.stderr);
    }

    #[test]
    fn a_named_link_to_a_folder_is_followed() {
        let scene = Scene::new();
        scene.file("in/a.html", page("Skerry"));
        link(&scene.path("in"), &scene.path("shortcut"));
        assert_eq!(sources(&scene.tamis(&["-f", "jsonl", "shortcut"]).stdout), ["shortcut/a.html"]);
    }

    #[test]
    fn an_output_that_is_a_link_stays_one() {
        let scene = Scene::new();
        scene.file("page.html", page("Skerry")).file("real.txt", "old");
        link(&scene.path("real.txt"), &scene.path("out.txt"));
        assert_eq!(scene.tamis(&["page.html", "-o", "out.txt"]).code, Some(0));
        assert!(scene.read("real.txt").contains(SENTENCE));
    }
}
