//! Files of many pages through the command: WARC, JSON Lines, zip, MHTML, by path and by pipe, into every output.

use std::io::{Cursor, Read, Write};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};

use crate::scene::{PAGE_WITHOUT_ARTICLE, SENTENCE, Scene, gzipped, objects, page, sources};

/// A WARC record of a response.
pub fn record(address: &str, page: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/{address}\r\n\
         WARC-Date: 2024-05-03T10:20:30Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

/// A crawl of these topics, a gzip member a record.
pub fn crawl(topics: &[&str]) -> Vec<u8> {
    topics.iter().flat_map(|topic| gzipped(record(&topic.to_lowercase(), &page(topic)))).collect()
}

fn zipped(entries: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, page) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory takes it");
        writer.write_all(page.as_bytes()).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

fn rows(scene: &Scene, name: &str) -> Vec<Value> {
    let bytes = std::fs::File::open(scene.path(name)).expect("a table");
    let reader = SerializedFileReader::new(bytes).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows");
    let value = |field: &Field| match field {
        Field::Str(text) => json!(text),
        Field::Double(number) => json!(number),
        Field::ListInternal(list) => json!(list.elements().iter().map(ToString::to_string).collect::<Vec<_>>()),
        Field::Null => Value::Null,
        other => panic!("no column holds {other:?}"),
    };
    rows.map(|row| row.expect("a row").get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect())
        .collect()
}

#[test]
fn a_crawl_becomes_json_lines_with_address_and_date() {
    let scene = Scene::new();
    scene.file("crawl.warc.gz", crawl(&["Skerry", "Holm"]));
    let named = scene.tamis(&["-f", "jsonl", "crawl.warc.gz"]);
    assert_eq!(
        (named.code, named.stderr.as_str()),
        (Some(0), "tamis: 2 pages, 2 with an article, 0 without, 0 failed\n")
    );
    assert_eq!(sources(&named.stdout), ["crawl.warc.gz#1", "crawl.warc.gz#2"]);
    let first = &objects(&named.stdout)[0];
    assert_eq!(first["url"], "https://harbour.example/skerry");
    assert_eq!(first["fetched"], "2024-05-03T10:20:30Z");
    assert!(first["text"].as_str().expect("a text").contains(SENTENCE));

    let piped = scene.tamis_with_stdin(&["-f", "jsonl"], &crawl(&["Skerry", "Holm"]));
    assert_eq!(sources(&piped.stdout), ["-#1", "-#2"]);
    assert_eq!(piped.stdout.replace("\"-#", "\"crawl.warc.gz#"), named.stdout);
}

#[test]
fn every_kind_of_file_in_a_folder_becomes_a_tree() {
    let scene = Scene::new();
    let line = |topic: &str| json!({"html": page(topic)}).to_string() + "\n";
    scene
        .file("in/crawl.warc.gz", crawl(&["Skerry", "Holm"]))
        .file("in/pages.jsonl", line("Voe") + "\n" + &line("Wick"))
        .file(
            "in/site.zip",
            zipped(&[("a/b.html", page("Noup")), ("a/b.htm", page("Stour")), ("../../x.html", page("Fethaland"))]),
        )
        .file("in/plain.html", page("Yell"))
        .file("in/odd.warc.bin", crawl(&["Unst"]))
        .file("in/index.php?id=3", page("Mousa"));
    let run = scene.tamis(&["in", "-o", "out"]);
    assert_eq!(run.stderr, "tamis: 10 pages, 10 with an article, 0 without, 0 failed\n");
    let expected = [
        "crawl.warc/000001.txt",
        "crawl.warc/000002.txt",
        "index.php?id=3.txt",
        "odd.warc.bin/000001.txt",
        "pages.jsonl/000001.txt",
        "pages.jsonl/000003.txt",
        "plain.txt",
        "site.zip/a/b.htm.txt",
        "site.zip/a/b.txt",
        "site.zip/x.txt",
    ];
    assert_eq!(scene.files("out"), expected, "nothing leads out of the folder");
    for (name, topic) in [("pages.jsonl/000003", "Wick"), ("site.zip/a/b", "Noup"), ("crawl.warc/000002", "Holm")] {
        assert!(scene.read(&format!("out/{name}.txt")).contains(&format!("that {topic} would")), "{name}");
    }
}

#[test]
fn fields_of_json_lines_pass_through() {
    let scene = Scene::new();
    let html = json!(page("Skerry")).to_string();
    let lines = [
        format!(
            "{{\"id\":12345678901234567890,\"rate\":1.10,\"url\":\"https://harbour.example/a\",\"title\":\"Crawled\",\"html\":{html}}}"
        ),
        "{\"id\":7,\"text\":\"no page\"}".to_owned(),
        "{\"id\":8,".to_owned(),
        format!("{{\"id\":9,\"content\":{}}}", json!(PAGE_WITHOUT_ARTICLE)),
    ];
    let run = scene.tamis_with_stdin(&["-f", "jsonl"], lines.join("\n").as_bytes());
    assert_eq!(run.code, Some(2));
    let out: Vec<&str> = run.stdout.lines().collect();
    assert!(out[0].ends_with(",\"id\":12345678901234567890,\"rate\":1.10,\"input_title\":\"Crawled\"}"), "{}", out[0]);
    let objects = objects(&run.stdout);
    assert_eq!(
        (&objects[0]["url"], &objects[0]["title"]),
        (&json!("https://harbour.example/a"), &json!("Winter ferry for Skerry"))
    );
    assert_eq!((&objects[1]["id"], objects[1].get("error").is_some()), (&json!(7), true));
    assert_eq!((sources(&run.stdout)[2].as_str(), objects[2].get("error").is_some()), ("-#3", true));
    assert_eq!((&objects[3]["id"], &objects[3]["text"]), (&json!(9), &json!("")));
    let errors = run.error_lines();
    assert!(errors[0].starts_with("tamis: -#2: the object has no text in \"html\" or \"content\"; "), "{errors:?}");
    assert!(errors[1].starts_with("tamis: -#3: not a JSON object (column "), "{errors:?}");
}

#[test]
fn what_takes_one_page_refuses_many() {
    let scene = Scene::new();
    scene.file("crawl.warc.gz", crawl(&["Skerry", "Holm"])).file("one.html", page("Voe"));
    for format in ["html", "json"] {
        scene.tamis(&["-f", format, "crawl.warc.gz"]).assert_usage_error(&["-f jsonl", "-o DIR"]);
        let run = scene.tamis_with_stdin(&["-f", format, "-"], &crawl(&["Skerry", "Holm"]));
        assert_eq!(run.code, Some(2));
        assert!(
            run.stderr.ends_with("tamis: -: more than one page in it; use -f jsonl, or -o DIR\n"),
            "{}",
            run.stderr
        );
    }
    let text = scene.tamis(&["crawl.warc.gz"]).stdout;
    assert_eq!(scene.tamis(&["crawl.warc.gz", "-o", "all.txt"]).code, Some(0));
    assert_eq!(scene.read("all.txt"), text, "a name that is a file's takes all pages");
    assert!(text.contains("Winter ferry for Skerry\n") && text.contains("\n\nWinter ferry for Holm\n"), "{text}");
}

#[test]
fn outputs_are_packed_as_their_name_says() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/b.html", page("Holm"));
    let plain = scene.tamis(&["-f", "jsonl", "in"]).stdout;
    for (name, unpack) in [
        (
            "pages.jsonl.gz",
            (|bytes| {
                let mut text = String::new();
                flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).expect("gzip data");
                text
            }) as fn(&[u8]) -> String,
        ),
        ("pages.jsonl.zst", |bytes| String::from_utf8(zstd::decode_all(bytes).expect("zstd data")).expect("UTF-8")),
    ] {
        assert_eq!(scene.tamis(&["in", "-o", name]).code, Some(0), "the format is that of the name");
        assert_eq!(unpack(&std::fs::read(scene.path(name)).expect("a file")), plain);
    }
    assert_eq!(scene.tamis(&["in", "-f", "markdown", "-o", "out.gz"]).code, Some(0));
    assert_eq!(scene.files("out.gz"), ["a.md.gz", "b.md.gz"]);
    let again = scene.tamis(&["-f", "jsonl", "pages.jsonl.gz"]);
    assert_eq!(again.code, Some(2), "objects without a page fail, one by one: {}", again.stderr);
}

#[test]
fn a_table_holds_the_same_words_as_lines() {
    let scene = Scene::new();
    scene.file("in/a.html", page("Skerry")).file("in/empty.html", "").file("in/shell.html", PAGE_WITHOUT_ARTICLE);
    scene.file("in/x.jsonl", format!("{{\"html\":{},\"rate\":1.10}}\n", json!(page("Holm"))));
    let arguments = ["--body", "text", "--body", "markdown", "in"];
    let lines = scene.tamis(&[&["-f", "jsonl"], &arguments[..]].concat());
    assert_eq!(scene.tamis(&[&["-o", "pages.parquet"], &arguments[..]].concat()).code, Some(2));
    assert_eq!(scene.files(""), ["in/a.html", "in/empty.html", "in/shell.html", "in/x.jsonl", "pages.parquet"]);
    let rows = rows(&scene, "pages.parquet");
    assert_eq!(rows.len(), 4);
    for (row, object) in rows.iter().zip(objects(&lines.stdout)) {
        for key in ["source", "url", "title", "language", "encoding", "page_type", "text", "markdown", "error"] {
            assert_eq!(row[key], *object.get(key).unwrap_or(&Value::Null), "{key}");
        }
    }
    assert_eq!(rows[3]["fields"], json!("{\"rate\":1.10}"));
    assert_eq!(rows[0]["fields"], Value::Null);
    let piped = scene.command(&["-f", "parquet", "in"]).output().expect("the command starts");
    assert!(piped.stdout.starts_with(b"PAR1") && piped.stdout.ends_with(b"PAR1"), "a pipe takes a table, too");
    scene.tamis(&["in", "-f", "parquet", "-o", "pages.parquet.gz"]).assert_usage_error(&["use -o pages.parquet"]);
}

#[test]
fn a_page_saved_by_a_browser_is_a_page() {
    let scene = Scene::new();
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour.example/skerry\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{}\r\n--x--\r\n",
        page("Skerry")
    );
    scene.file("saved.mhtml", &mhtml);
    let run = scene.tamis(&["-f", "json", "saved.mhtml"]);
    let object: Value = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!((&object["source"], &object["url"]), (&json!("saved.mhtml"), &json!("https://harbour.example/skerry")));
    assert_eq!(scene.tamis(&["saved.mhtml", "-o", "saved.md"]).code, Some(0));
    assert!(scene.read("saved.md").starts_with("# Winter ferry for Skerry\n"));
    scene.file("in/saved.mht", mhtml);
    assert_eq!(scene.tamis(&["in", "-o", "out"]).code, Some(0));
    assert_eq!(scene.files("out"), ["saved.mht.txt"]);
}
