//! Any bytes, with any label of an encoding: decoding never fails on its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Extractor, Hint, Options};

const LABELS: [Option<&str>; 8] = [
    None,
    Some("utf-8"),
    Some("utf-16le"),
    Some("shift_jis"),
    Some("gb18030"),
    Some("iso-2022-jp"),
    Some("windows-1251"),
    Some("no-such-label"),
];

fuzz_target!(init: EXTRACTOR.set(Extractor::new(Options::default()).expect("default options")).unwrap_or(()), |bytes: &[u8]| {
    let [how, page @ ..] = bytes else { return };
    let label = LABELS[usize::from(how % 8)].map(str::to_owned);
    let content_type = LABELS[usize::from(how / 8 % 8)].map(|label| format!("text/html; charset={label}"));
    let hint = Hint { encoding: label, content_type, url: None };
    if let Some(Ok(article)) = EXTRACTOR.get().map(|extractor| extractor.extract_bytes(page, &hint)) {
        assert!(article.encoding.is_some());
    }
});

static EXTRACTOR: std::sync::OnceLock<Extractor> = std::sync::OnceLock::new();
