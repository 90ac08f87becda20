//! Any bytes as an archive, and as a packed page: reading ends, and no page is longer than the limit.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use tamis::archive::{Container, Opened, is_container, open, open_zip, read_page};

const MAX_BYTES: usize = 1 << 16;

fuzz_target!(|bytes: &[u8]| {
    is_container(bytes);
    if let Ok(page) = read_page(bytes, MAX_BYTES) {
        assert!(page.len() <= MAX_BYTES);
    }
    if let Ok(zip) = open_zip(Cursor::new(bytes.to_vec()), MAX_BYTES) {
        check(zip);
    }
    match open(Box::new(Cursor::new(bytes.to_vec())), MAX_BYTES) {
        Ok(Opened::Container(container)) => check(container),
        Ok(Opened::Page(_) | Opened::Zip(_)) | Err(_) => {}
    }
});

fn check(container: Container) {
    for found in container.take(100_000) {
        assert!(found.content.is_ok_and(|page| page.len() <= MAX_BYTES) || !found.place.is_empty());
    }
}
