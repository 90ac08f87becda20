//! JSON Lines, zip and MHTML.

use std::io::Cursor;

use serde_json::json;
use tamis::archive::{Error, open_zip};

use crate::shelf::{MAX_BYTES, container, found, gzipped, outline, page, zipped};

#[test]
fn fields_beside_the_page_pass_untouched() {
    let html = json!(page("Skerry")).to_string();
    let line = format!(
        "\u{feff}{{ \"id\" : 12345678901234567890123, \"rate\": 1.10, \"url\":\"https://harbour.example/a\", \
         \"html\":{html},\"tags\" : [ \"a\",null ] }}\r\n"
    );
    let pages = found(line);
    assert_eq!(outline(&pages), ["1 Skerry"]);
    let fields = [
        ("id", "12345678901234567890123"),
        ("rate", "1.10"),
        ("url", "\"https://harbour.example/a\""),
        ("tags", "[ \"a\",null ]"),
    ];
    let fields = fields.map(|(name, raw)| (name.to_owned(), raw.to_owned()));
    assert_eq!(pages[0].fields, fields);
    assert_eq!(pages[0].url.as_deref(), Some("https://harbour.example/a"));
    assert_eq!(pages[0].content_type.as_deref(), Some("text/html; charset=utf-8"));
}

#[test]
fn bad_lines_fail_alone_and_numbers_are_those_of_lines() {
    let line = |field: &str, topic: &str| json!({field: page(topic)}).to_string();
    let lines = [
        line("html", "Skerry"),
        String::new(),
        "{\"html\": \"cut off".to_owned(),
        line("content", "Holm"),
        "{\"id\": 7, \"text\": \"no page\"}".to_owned(),
        "[1, 2]".to_owned(),
        json!({"html": null, "content": page("Voe")}).to_string(),
        json!({"html": " ".repeat(4 * MAX_BYTES)}).to_string(),
        line("html", "Wick"),
    ];
    let pages = found(lines.join("\n"));
    let expected = [
        "1 Skerry",
        "3 (invalid-json)",
        "4 Holm",
        "5 (no-html)",
        "6 (invalid-json)",
        "7 Voe",
        "8 (too-large)",
        "9 Wick",
    ];
    assert_eq!(outline(&pages), expected);
    assert_eq!(pages[3].fields.len(), 2, "fields pass even where there is no page");
    let Err(error) = &pages[1].content else { panic!("a broken line") };
    assert!(error.to_string().contains("column 17"), "{error}");
}

#[test]
fn pages_of_a_zip_archive_come_in_its_order() {
    let [skerry, holm, voe] = ["Skerry", "Holm", "Voe"].map(page);
    let bytes = zipped(&[
        ("site/b.html", skerry.as_bytes()),
        ("site/logo.png", b"\x89PNG"),
        ("site/notes.txt", b"notes"),
        ("site/a.htm.gz", &gzipped(holm.as_bytes())),
        ("site/README", b"words"),
        ("site/index", voe.as_bytes()),
    ]);
    for bytes in [bytes.clone(), gzipped(&bytes)] {
        let mut container = container(bytes);
        let pages: Vec<_> = container.by_ref().collect();
        assert_eq!(outline(&pages), ["site/b.html Skerry", "site/a.htm.gz Holm", "site/index Voe"]);
        assert_eq!(container.n_skipped(), 3);
    }
}

#[test]
fn damaged_and_huge_entries_fail_alone() {
    let [skerry, holm] = ["Skerry", "Holm"].map(page);
    let bomb = " ".repeat(8 * MAX_BYTES);
    let mut bytes =
        zipped(&[("a.html", skerry.as_bytes()), ("bomb.html", bomb.as_bytes()), ("b.html", holm.as_bytes())]);
    let packed = 30 + "a.html".len() + 20;
    for byte in &mut bytes[packed..packed + 8] {
        *byte ^= 0xff;
    }
    assert_eq!(outline(&found(bytes.clone())), ["a.html (damaged)", "bomb.html (too-large)", "b.html Holm"]);
    bytes.truncate(bytes.len() / 2);
    let Err(error) = open_zip(Cursor::new(bytes), MAX_BYTES) else { panic!("half a zip archive was opened") };
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
}

#[test]
fn a_page_saved_by_a_browser_is_one_page() {
    let body = "<!DOCTYPE html><html><head><meta charset=3D\"windows-1252\"><title>Caf=E9</title></head>\r\n\
                <body><p>The caf=E9 on the quay opens at six, and closes when the last boat =\r\nis in.</p></body></html>";
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour.example/cafe\r\nSubject: Cafe\r\n\
         Date: Fri, 3 May 2024 10:20:30 +0200\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Boundary\"\r\n\r\n\r\n\
         ------Boundary\r\nContent-Type: text/html; charset=windows-1252\r\nContent-ID: <frame@mhtml.blink>\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://harbour.example/cafe\r\n\r\n{body}\r\n\
         ------Boundary\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
         ------Boundary\r\nContent-Type: text/html\r\n\r\n<p>An advertisement in a frame.</p>\r\n------Boundary--\r\n"
    );
    for bytes in [mhtml.clone().into_bytes(), gzipped(mhtml.as_bytes())] {
        let container = container(bytes);
        assert!(container.has_one_page());
        let pages: Vec<_> = container.collect();
        assert_eq!(pages.len(), 1);
        let page = pages[0].content.as_ref().expect("a page");
        let text: String = page.iter().map(|&byte| char::from(byte)).collect();
        assert!(text.contains("<title>Café</title>") && text.contains("last boat is in."), "{text}");
        assert_eq!(pages[0].content_type.as_deref(), Some("text/html; charset=windows-1252"));
        assert_eq!(pages[0].url.as_deref(), Some("https://harbour.example/cafe"));
        assert_eq!(pages[0].fetched.as_deref(), Some("2024-05-03T10:20:30+02:00"));
    }
}
