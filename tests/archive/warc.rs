//! WARC files: which records are pages, and how their bodies are unpacked.

use crate::shelf::{
    Drip, MAX_BYTES, brotli, container, found, gzipped, outline, page, page_record, record, response, zlibbed, zstd,
};
use std::io::Cursor;
use tamis::archive::{Error, Opened, open};

fn crawl() -> Vec<Vec<u8>> {
    let html = "Content-Type: text/html\r\n";
    vec![
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: crawler\r\n"),
        record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        page_record("Skerry"),
        response("logo", "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        response("old", "301 Moved", html, page("Moved").as_bytes()),
        response("gone", "404 Not Found", html, page("Gone").as_bytes()),
        record(
            "resource",
            "WARC-Target-URI: <file:///holm.html>\r\nContent-Type: text/html\r\n",
            page("Holm").as_bytes(),
        ),
        record("resource", "Content-Type: text/css\r\n", b"p {}"),
        response("bare", "200", "", page("Voe").as_bytes()),
        record("metadata", "", b"WARC/1.0\r\nnot a record\r\n"),
        page_record("Wick"),
    ]
}

const EXPECTED: [&str; 4] = ["3 Skerry", "7 Holm", "9 Voe", "11 Wick"];

#[test]
fn responses_and_resources_that_are_html_are_pages_in_every_packing() {
    let records = crawl();
    let whole = records.concat();
    let by_record = |pack: fn(&[u8]) -> Vec<u8>| records.iter().flat_map(|record| pack(record)).collect::<Vec<u8>>();
    for bytes in [whole.clone(), gzipped(&whole), by_record(gzipped), zstd(&whole), by_record(zstd), brotli(&whole)] {
        let mut container = container(bytes.clone());
        let pages: Vec<_> = container.by_ref().collect();
        assert_eq!(outline(&pages), EXPECTED);
        assert_eq!(container.n_skipped(), 4, "an image, a redirect, an error page, a style sheet");
        let Ok(Opened::Container(dripping)) = open(Box::new(Drip(Cursor::new(bytes))), MAX_BYTES) else {
            panic!("no container")
        };
        assert_eq!(outline(&dripping.collect::<Vec<_>>()), EXPECTED);
    }
}

#[test]
fn records_carry_address_date_and_type() {
    let pages = found(crawl().concat());
    assert_eq!(pages[0].url.as_deref(), Some("https://harbour.example/Skerry"));
    assert_eq!(pages[0].fetched.as_deref(), Some("2024-05-03T10:20:30Z"));
    assert_eq!(pages[0].content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(pages[1].url.as_deref(), Some("file:///holm.html"), "older writers used angle brackets");
}

#[test]
fn a_dictionary_of_the_file_is_used() {
    let samples: Vec<Vec<u8>> = (0..400).map(|n| page_record(&format!("Isle{n}"))).collect();
    let dictionary = zstd::dict::from_samples(&samples, 4096).expect("a dictionary");
    let pack = |record: &Vec<u8>| {
        let mut packer = zstd::bulk::Compressor::with_dictionary(3, &dictionary).expect("a packer");
        packer.compress(record).expect("memory takes it")
    };
    let frames: Vec<u8> = samples[..3].iter().flat_map(pack).collect();
    for dictionary in [dictionary.clone(), zstd(&dictionary)] {
        let length = u32::try_from(dictionary.len()).expect("small").to_le_bytes();
        let bytes = [&[0x5d, 0x2a, 0x4d, 0x18], &length, dictionary.as_slice(), &frames].concat();
        assert_eq!(outline(&found(bytes)), ["1 Isle0", "2 Isle1", "3 Isle2"]);
    }
}

#[test]
fn transfer_and_content_encodings_are_undone() {
    let plain = page("Skerry").into_bytes();
    let chunked = |bytes: &[u8]| {
        let chunk = |part: &[u8]| [format!("{:x};name=value\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
        [bytes.chunks(50).flat_map(chunk).collect(), b"0\r\n\r\n".to_vec()].concat()
    };
    let raw_deflate = zlibbed(&plain)[2..].to_vec();
    for (headers, body) in [
        ("Content-Encoding: gzip\r\n", gzipped(&plain)),
        ("content-encoding: x-gzip\r\n", gzipped(&plain)),
        ("Content-Encoding: deflate\r\n", zlibbed(&plain)),
        ("Content-Encoding: deflate\r\n", raw_deflate),
        ("Content-Encoding: br\r\n", brotli(&plain)),
        ("Content-Encoding: zstd\r\n", zstd(&plain)),
        ("Content-Encoding: br, gzip\r\n", gzipped(&brotli(&plain))),
        ("Transfer-Encoding: chunked\r\n", chunked(&plain)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(&gzipped(&plain))),
        // Crawlers that undo the encoding and keep its header.
        ("Transfer-Encoding: chunked\r\n", plain.clone()),
        ("Content-Encoding: gzip\r\n", plain.clone()),
        ("Content-Encoding: br\r\n", plain.clone()),
        ("X-Many: 1\r\n".repeat(300).leak(), plain.clone()),
    ] {
        let pages = found(response("a", "200 OK", &format!("Content-Type: text/html\r\n{headers}"), &body));
        assert_eq!(pages.len(), 1, "{headers}");
        assert_eq!(pages[0].content.as_deref(), Ok(plain.as_slice()), "{headers}");
    }
}

#[test]
fn pages_over_the_limit_fail_alone() {
    let huge = page("Huge") + &" ".repeat(MAX_BYTES);
    let html = "Content-Type: text/html\r\n";
    let packed = format!("{html}Content-Encoding: gzip\r\n");
    let bytes = [
        page_record("Skerry"),
        response("huge", "200 OK", html, huge.as_bytes()),
        response("bomb", "200 OK", &packed, &gzipped(huge.as_bytes())),
        record("resource", "Content-Type: video/mp4\r\n", &vec![7; 2 * MAX_BYTES]),
        page_record("Holm"),
    ];
    let pages = found(bytes.concat());
    assert_eq!(outline(&pages), ["1 Skerry", "2 (too-large)", "3 (too-large)", "5 Holm"]);
    assert_eq!(pages[1].content, Err(Error::TooLarge { max_bytes: MAX_BYTES }));
}
