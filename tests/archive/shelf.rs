//! Archives made for tests, and readers of them.

use std::io::{self, Cursor, Read, Write};

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use tamis::archive::{Container, Error, Found, Opened, open, open_zip};

/// Longest page in these tests, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A page about `topic`.
pub fn page(topic: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{topic}</title></head><body><h1>{topic}</h1>\
         <p>The harbour at {topic} was dredged in the spring.</p></body></html>"
    )
}

/// A reader that gives a few bytes at a time, as pipes do.
pub struct Drip(pub Cursor<Vec<u8>>);

impl Read for Drip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let few = out.len().min(7);
        self.0.read(&mut out[..few])
    }
}

pub fn opened(bytes: impl Into<Vec<u8>>) -> Opened {
    open(Box::new(Cursor::new(bytes.into())), MAX_BYTES).expect("memory can be read")
}

/// The container in these bytes.
pub fn container(bytes: impl Into<Vec<u8>>) -> Container {
    match opened(bytes) {
        Opened::Container(container) => container,
        Opened::Zip(mut reader) => {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).expect("memory can be read");
            open_zip(Cursor::new(bytes), MAX_BYTES).expect("a zip archive")
        }
        Opened::Page(_) => panic!("taken for a page"),
    }
}

pub fn found(bytes: impl Into<Vec<u8>>) -> Vec<Found> {
    container(bytes).collect()
}

/// Place and title, or place and kind of error, of everything found.
pub fn outline(found: &[Found]) -> Vec<String> {
    let line = |found: &Found| match &found.content {
        Ok(page) => format!("{} {}", found.place, title(page)),
        Err(error) => format!("{} ({})", found.place, error.kind()),
    };
    found.iter().map(line).collect()
}

pub fn title(page: &[u8]) -> String {
    let text = String::from_utf8_lossy(page);
    let title = text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    title.unwrap_or("untitled").to_owned()
}

pub fn is_damaged(found: &Found) -> bool {
    matches!(found.content, Err(Error::Damaged { .. }))
}

/// A WARC record.
pub fn record(kind: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2024-05-03T10:20:30Z\r\n{fields}\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// A record of a response with these lines in its head.
pub fn response(topic: &str, status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 {status}\r\n{headers}\r\n").as_bytes(), body].concat();
    let fields = format!(
        "WARC-Target-URI: https://harbour.example/{topic}\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, &http)
}

/// A record of a page about `topic`.
pub fn page_record(topic: &str) -> Vec<u8> {
    response(topic, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", page(topic).as_bytes())
}

pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub fn zlibbed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 3).expect("memory takes it")
}

pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, 4096, 5, 20).write_all(bytes).expect("memory takes it");
    packed
}

/// A zip archive of these entries.
pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory takes it");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}
