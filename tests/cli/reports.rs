//! What was kept and why: reports, their index, `--explain`, and all blocks in JSON.

use serde_json::Value;

use crate::scene::{PAGE_WITHOUT_ARTICLE, PNG, SENTENCE, Scene, objects, page};

/// What a report may take besides three times the page's text, in bytes.
const ROOM_BYTES: usize = 100_000;

#[test]
fn a_report_is_one_file_that_fetches_nothing() {
    let scene = Scene::new();
    scene.file(
        "a.html",
        page("Skerry").replace("<nav>", "<nav><script>alert(1)</script><img src=https://t.example/x.png>"),
    );
    let run = scene.tamis(&["a.html", "-f", "report", "-o", "report.html"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    let report = scene.read("report.html");
    assert!(report.starts_with("<!doctype html>") && report.contains("<h1>Winter ferry for Skerry</h1>"));
    assert!(report.contains("default-src 'none'; script-src 'sha256-") && !report.contains("unsafe-inline"));
    for foreign in ["alert(1)", "https://", "http://", SENTENCE] {
        assert!(!report.contains(foreign), "{foreign}: nothing of the page is markup of the report");
    }
    assert_eq!(scene.tamis(&["a.html", "-f", "report"]).stdout, report, "the same on standard output");
    assert_eq!(scene.tamis_with_stdin(&["-f", "report"], page("Holm").as_bytes()).code, Some(0));
}

#[test]
fn reports_are_small_however_long_the_page() {
    let scene = Scene::new();
    let links: String = (0..3000).map(|n| format!("<li class=item-{n}><a href=/{n}>Stop {n}</a></li>")).collect();
    let paragraphs: String = (0..400).map(|n| format!("<p>Crossing {n}: {SENTENCE}</p>")).collect();
    let cells: String = (0..1500).map(|n| format!("<tr><td>{n}</td><td>Pier {}</td></tr>", n % 7)).collect();
    for (name, body) in
        [("links", format!("<ul>{links}</ul>")), ("text", paragraphs), ("cells", format!("<table>{cells}</table>"))]
    {
        let html = page("Skerry").replace("</article>", &format!("{body}</article>"));
        scene.file("long.html", &html);
        let report = scene.tamis(&["long.html", "-f", "report"]).stdout;
        let blocks = scene.tamis(&["long.html", "-f", "jsonl", "--body", "blocks"]).stdout;
        let blocks = objects(&blocks).remove(0)["blocks"].as_array().expect("blocks").clone();
        let text_bytes: usize = blocks.iter().map(|block| block["text"].as_str().map_or(0, str::len)).sum();
        assert!(blocks.len() >= 400, "{name}");
        let max_bytes = 3 * text_bytes + ROOM_BYTES;
        assert!(report.len() <= max_bytes, "{name}: {} bytes, {max_bytes} allowed", report.len());
    }
}

#[test]
fn a_folder_gives_a_report_a_page_and_an_index() {
    let scene = Scene::new();
    scene
        .file("in/index.html", page("Skerry"))
        .file("in/b/c d.html", page("Holm"))
        .file("in/shell.html", PAGE_WITHOUT_ARTICLE)
        .file("in/photo.html", PNG);
    let run = scene.tamis(&["in", "-f", "report", "-o", "out"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(
        scene.files("out"),
        ["b/c d.report.html", "index.html", "index.report.html", "shell.report.html"],
        "a page without an article has a report, too; one that failed has none"
    );
    assert!(scene.read("out/index.html").contains("<h1>Reports</h1>"));
    let first = scene.read("out/index.html");
    assert_eq!(scene.tamis(&["in", "-f", "report", "-o", "out", "-j", "1"]).code, Some(2));
    assert_eq!(scene.read("out/index.html"), first, "the same whatever the number of jobs");
}

#[test]
fn the_index_of_a_run_that_was_resumed_knows_all_pages() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html", page("Holm")).file("in/photo.html", PNG);
    let arguments = ["in", "-f", "report", "-o", "out", "--resume"];
    scene.tamis(&arguments);
    scene.file("in/c.html", page("Voe"));
    let run = scene.tamis(&arguments);
    assert!(run.stderr.contains("2 done before"), "{run:?}");
    let resumed = scene.read("out/index.html");
    assert_eq!(scene.tamis(&["in", "-f", "report", "-o", "anew"]).code, Some(2));
    assert_eq!(scene.read("anew/index.html"), resumed, "the same as of a run at one go");
}

#[test]
fn pages_of_archives_have_reports() {
    let scene = Scene::new();
    let lines = ["Skerry", "Holm"].map(|topic| serde_json::json!({"html": page(topic)}).to_string());
    scene.file("pages.jsonl", lines.join("\n"));
    let run = scene.tamis(&["pages.jsonl", "-f", "report", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = scene.files("out");
    assert!(files.len() == 3 && files.contains(&"index.html".to_owned()), "{files:?}");
}

#[test]
fn explain_says_a_line_a_block() {
    let scene = Scene::new();
    scene.file("a.html", page("Skerry")).file("b.html", page("Holm")).file("shell.html", PAGE_WITHOUT_ARTICLE);
    let run = scene.tamis(&["--explain", "a.html"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].starts_with("a.html: 4 of 8 blocks kept, "), "{}", lines[0]);
    assert_eq!(lines.len(), 9, "{}", run.stdout);
    let line = |words: &str| *lines.iter().find(|line| line.contains(words)).expect("the block");
    assert!(line(" Home ").starts_with("dropped ░░░░░░░░░░ 0.0"), "{}", line(" Home "));
    let ferry = line("The ferry to the outer islands");
    assert!(ferry.starts_with("kept    █████████") && ferry.contains("; +"), "{ferry}");
    let kept = scene.tamis(&["--explain", "--keep", "nav", "a.html"]).stdout;
    assert!(kept.lines().any(|line| line.starts_with("kept") && line.contains("kept by --keep; ")), "{kept}");
    let both = scene.tamis(&["--explain", "a.html", "b.html", "shell.html"]);
    assert_eq!(both.code, Some(1));
    for start in ["a.html: ", "\nb.html: ", "\nshell.html: 0 of 0 blocks kept"] {
        assert!(both.stdout.contains(start), "{start} is not in {}", both.stdout);
    }
    assert_eq!(scene.tamis(&["--explain", "a.html", "b.html", "-o", "out/"]).code, Some(0));
    assert_eq!(scene.files("out"), ["a.explained.txt", "b.explained.txt"]);
}

#[test]
fn json_tells_every_block_and_its_reasons() {
    let scene = Scene::new();
    scene.file("a.html", page("Skerry").replace("<nav>", "<nav id=top class=\"menu wide\">"));
    let run = scene.tamis(&["a.html", "-f", "json", "--body", "blocks"]);
    let object: Value = serde_json::from_str(&run.stdout).expect("an object");
    assert!(object.get("text").is_none() && object["title"] == "Winter ferry for Skerry");
    let blocks = object["blocks"].as_array().expect("blocks");
    let home = &blocks[0];
    assert_eq!(home["text"], "Home");
    assert_eq!(home["path"], "html > body > nav#top.menu.wide > ul > li");
    assert_eq!(
        (&home["kept"], &home["rule"], &home["classes"]),
        (&false.into(), &"choice".into(), &serde_json::json!([]))
    );
    for block in blocks {
        let reasons = block["reasons"].as_array().expect("reasons");
        let moved: f64 = reasons.iter().filter_map(|reason| reason["contribution"].as_f64()).sum();
        let log_odds = object["base"].as_f64().unwrap_or(0.0) + moved + block["others"].as_f64().unwrap_or(0.0);
        let probability = 1.0 / (1.0 + (-log_odds).exp());
        assert!((probability - block["probability"].as_f64().unwrap_or(0.0)).abs() < 1e-3, "{block}");
        assert!(reasons[0]["name"].is_string() && reasons[0]["words"].is_string() && reasons[0]["value"].is_number());
    }
    let both = scene.tamis(&["a.html", "-f", "jsonl", "--body", "text", "--body", "blocks"]).stdout;
    let object = objects(&both).remove(0);
    assert!(object["text"].as_str().is_some_and(|text| text.contains(SENTENCE)) && object["blocks"].is_array());
    assert_eq!(scene.tamis(&["a.html", "--body", "blocks", "-o", "a.parquet"]).code, Some(0));
}

#[test]
fn what_does_not_fit_together_is_refused_with_a_remedy() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html", page("Holm"));
    for (arguments, words) in [
        (&["in/a.html", "in/b.html", "-f", "report"][..], &["several reports", "-o DIR"][..]),
        (&["in", "-f", "report"], &["-o DIR"]),
        (&["in", "-f", "report", "-o", "out.gz"], &["no browser unpacks"]),
        (&["in/a.html", "--explain", "-f", "json"], &["--explain", "--format"]),
        (&["in/a.html", "--explain", "--body", "blocks"], &["--body", "-f json"]),
        (&["in/a.html", "-f", "report", "--body", "blocks"], &["--body", "-f json"]),
    ] {
        scene.tamis(arguments).assert_usage_error(words);
    }
}
