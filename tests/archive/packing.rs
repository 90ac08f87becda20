//! Pages that are packed, and what is mistaken for neither.

use std::io::Cursor;

use tamis::archive::{Error, Opened, is_container, read_page, unpacked_start};

use crate::shelf::{Drip, MAX_BYTES, brotli, gzipped, opened, page, page_record, zstd};

fn read(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    read_page(bytes, MAX_BYTES)
}

#[test]
fn pages_are_unpacked_whatever_they_are_packed_with() {
    let plain = page("Skerry").into_bytes();
    let halves = [gzipped(&plain[..40]), gzipped(&plain[40..])].concat();
    let frames = [zstd(&plain[..40]), zstd(&plain[40..])].concat();
    for packed in [
        plain.clone(),
        gzipped(&plain),
        halves,
        zstd(&plain),
        frames,
        brotli(&plain),
        gzipped(&gzipped(&plain)),
        gzipped(&brotli(&plain)),
    ] {
        assert!(matches!(opened(packed.clone()), Opened::Page(_)));
        assert_eq!(read(&packed).as_deref(), Ok(plain.as_slice()));
        assert_eq!(read_page(Drip(Cursor::new(packed.clone())), MAX_BYTES).as_deref(), Ok(plain.as_slice()));
        assert!(unpacked_start(&packed).starts_with(b"<!DOCTYPE html>"));
    }
}

#[test]
fn text_of_old_encodings_is_not_taken_for_brotli() {
    let sjis: Vec<u8> =
        b"<html><p>".iter().copied().chain([0x8a, 0xd3, 0x82, 0xcc, 0x93, 0x94, 0x91, 0xe4].repeat(500)).collect();
    let koi8: Vec<u8> = (0xc0..=0xff).cycle().take(5000).collect();
    let utf16: Vec<u8> = page("Skerry").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let png: Vec<u8> = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".iter().copied().chain((0..=255).cycle().take(4000)).collect();
    for bytes in [sjis, koi8, utf16, png] {
        assert_eq!(read(&bytes).as_deref(), Ok(bytes.as_slice()));
    }
}

#[test]
fn a_bomb_costs_no_more_than_the_limit() {
    let zeros = vec![b' '; 64 << 20];
    for bomb in [gzipped(&zeros), zstd(&zeros), gzipped(&gzipped(&zeros))] {
        assert_eq!(read(&bomb), Err(Error::TooLarge { max_bytes: MAX_BYTES }));
    }
}

#[test]
fn what_is_cut_off_or_damaged_says_so() {
    let plain = page("Skerry").repeat(50).into_bytes();
    for packed in [gzipped(&plain), zstd(&plain)] {
        let cut = read(&packed[..packed.len() / 2]);
        assert!(matches!(&cut, Err(Error::Damaged { what }) if what.ends_with("data end too early")), "{cut:?}");
        let mut hit = packed.clone();
        for byte in &mut hit[60..90] {
            *byte ^= 0x5a;
        }
        assert!(matches!(read(&hit), Err(Error::Damaged { .. })));
    }
}

#[test]
fn only_archives_are_taken_for_archives() {
    assert!(is_container(&page_record("Skerry")));
    assert!(is_container(&gzipped(&page_record("Skerry"))));
    for text in [
        "WARC/1.0 is a file format.",
        "WARC/ 1.0\r\n",
        "{ margin: 0 }",
        "{{ template }}",
        "{\"unfinished",
        "From: the harbour\n\nContent-Type: multipart/related",
        "<html>WARC/1.0\r\n</html>",
        "",
    ] {
        assert!(!is_container(text.as_bytes()), "{text}");
        assert!(matches!(opened(text), Opened::Page(_)), "{text}");
    }
}
