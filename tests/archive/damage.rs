//! Damaged archives: every whole page before and after the damage is kept, and the damage is told.

use crate::shelf::{found, gzipped, is_damaged, outline, page, page_record, record, title, zstd};

const TOPICS: [&str; 5] = ["Skerry", "Holm", "Voe", "Wick", "Noup"];

fn records() -> Vec<Vec<u8>> {
    TOPICS.iter().map(|topic| page_record(topic)).collect()
}

/// The topics of the pages that came through whole.
fn whole(bytes: Vec<u8>) -> Vec<String> {
    let pages = found(bytes).into_iter().filter_map(|found| found.content.ok());
    pages.map(|page| title(&page)).collect()
}

/// In which record a byte lies.
fn record_at(records: &[Vec<u8>], byte: usize) -> usize {
    let mut end = 0;
    records
        .iter()
        .position(|record| {
            end += record.len();
            byte < end
        })
        .expect("a byte of the file")
}

/// Where the bytes of a record end that a page cannot do without: two line breaks follow.
const SEPARATOR_BYTES: usize = 4;

#[test]
fn a_file_cut_off_anywhere_keeps_the_records_before() {
    for pack in [|record: &[u8]| record.to_vec(), gzipped, zstd] {
        let records: Vec<Vec<u8>> = records().iter().map(|record| pack(record)).collect();
        let bytes = records.concat();
        // Of less than a record, nobody can tell what it was.
        for length in records[0].len()..bytes.len() {
            let n_whole = record_at(&records, length);
            let pages = whole(bytes[..length].to_vec());
            assert!(pages.len() >= n_whole, "cut off at {length}: {pages:?}");
            assert_eq!(pages[..n_whole], TOPICS[..n_whole], "cut off at {length}");
            let begins: usize = records[..n_whole].iter().map(Vec::len).sum();
            let is_cut = length > begins && length + SEPARATOR_BYTES < begins + records[n_whole].len();
            if is_cut && pages.len() == n_whole {
                assert!(
                    found(bytes[..length].to_vec()).iter().any(is_damaged),
                    "nothing is said of the cut at {length}"
                );
            }
        }
    }
}

#[test]
fn a_wrong_byte_anywhere_in_a_packed_file_costs_its_record_only() {
    for pack in [gzipped, zstd] {
        let records: Vec<Vec<u8>> = records().iter().map(|record| pack(record)).collect();
        let bytes = records.concat();
        // The first record is what the file is known by.
        for at in records[0].len()..bytes.len() {
            let hit = record_at(&records, at);
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            let pages = whole(damaged);
            let others: Vec<&str> =
                TOPICS.iter().enumerate().filter(|(n, _)| *n != hit).map(|(_, topic)| *topic).collect();
            let kept: Vec<&str> = pages.iter().map(String::as_str).filter(|topic| *topic != TOPICS[hit]).collect();
            // A frame without checksum may come through with wrong letters in its title.
            assert!(others.iter().all(|topic| kept.contains(topic)), "byte {at} of record {hit}: {pages:?}");
        }
    }
}

#[test]
fn a_wrong_byte_anywhere_in_a_plain_file_costs_its_record_and_at_most_the_next() {
    let records = records();
    let bytes = records.concat();
    for at in 12..bytes.len() {
        let hit = record_at(&records, at);
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x1f;
        let pages = whole(damaged);
        for (number, topic) in TOPICS.iter().enumerate() {
            let is_near = number == hit || number == hit + 1;
            assert!(is_near || pages.iter().any(|page| page == topic), "byte {at} of record {hit}: {pages:?}");
        }
    }
}

#[test]
fn lengths_that_are_wrong_cost_the_record_that_claims_them() {
    let real = format!("Content-Length: {}", page_record("Voe").len());
    let body_length = {
        let text = String::from_utf8(page_record("Voe")).expect("UTF-8");
        let line = text.lines().find(|line| line.starts_with("Content-Length")).expect("a length").to_owned();
        assert_ne!(line, real);
        line
    };
    for claim in [
        "Content-Length: 3",
        "Content-Length: 900",
        "Content-Length: 100000",
        "Content-Length: 999999999999",
        "Content-Length: 99999999999999999999999999",
        "Content-Length: -5",
        "Content-Length: many",
        "X-Length: 5",
    ] {
        let wrong = String::from_utf8(page_record("Voe")).expect("UTF-8").replace(&body_length, claim).into_bytes();
        let bytes = [page_record("Skerry"), page_record("Holm"), wrong, page_record("Wick"), page_record("Noup")];
        for pack in [|record: &[u8]| record.to_vec(), gzipped] {
            let packed: Vec<u8> = bytes.iter().flat_map(|record| pack(record)).collect();
            let pages = found(packed);
            let lines = outline(&pages);
            assert_eq!(lines.len(), 5, "{claim}: {lines:?}");
            assert_eq!(
                (lines[1].as_str(), lines[3].as_str(), lines[4].as_str()),
                ("2 Holm", "4 Wick", "5 Noup"),
                "{claim}"
            );
            assert!(pages[2].content.is_err(), "{claim}: {lines:?}");
        }
    }
}

#[test]
fn a_page_about_the_format_is_not_taken_apart() {
    let text = page("Format")
        .replace("<p>", "<pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\n</pre><p>");
    let http = ["HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".as_bytes(), text.as_bytes()].concat();
    let bytes = [record("response", "", &http), page_record("Holm")].concat();
    assert_eq!(outline(&found(bytes)), ["1 Format", "2 Holm"]);
}

#[test]
fn rubbish_between_members_is_passed_over() {
    let [first, second] = ["Skerry", "Holm"].map(|topic| gzipped(&page_record(topic)));
    let bytes = [first.clone(), b"rubbish \x1f\x8b\x08 rubbish".to_vec(), second.clone(), vec![0; 512]].concat();
    let pages = found(bytes);
    assert_eq!(outline(&pages), ["1 Skerry", "2 (damaged)", "3 Holm"]);
}

#[test]
fn http_heads_that_are_no_heads_fail_alone() {
    let bytes =
        [record("response", "", b"\0\0garbage\r\n\r\n<html>"), record("response", "", b""), page_record("Holm")];
    assert_eq!(outline(&found(bytes.concat())), ["1 (damaged)", "2 (damaged)", "3 Holm"]);
}

#[test]
fn packed_json_lines_go_on_behind_a_damage() {
    let line = |topic: &str| format!("{}\n", serde_json::json!({"id": topic, "html": page(topic)})).into_bytes();
    let mut batches: Vec<Vec<u8>> = TOPICS.iter().map(|topic| gzipped(&line(topic))).collect();
    let middle = batches[2].len() / 2;
    batches[2][middle] ^= 0xff;
    let pages = whole(batches.concat());
    for topic in ["Skerry", "Holm", "Wick", "Noup"] {
        assert!(pages.iter().any(|page| page == topic), "{topic} of {pages:?}");
    }
}

#[test]
fn a_file_is_known_by_its_second_record_if_the_first_is_broken() {
    for pack in [gzipped, zstd] {
        let mut bytes = pack(&page_record("Skerry"));
        bytes.truncate(bytes.len() / 2);
        bytes.extend(pack(&page_record("Holm")));
        assert_eq!(outline(&found(bytes)), ["1 (damaged)", "2 Holm"]);
    }
}
