//! Any page, with any options: extraction ends, and ends the same each time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Extractor, Focus, Options, Source};

fuzz_target!(|bytes: &[u8]| {
    let [how, page @ ..] = bytes else { return };
    let options = Options {
        url: (how & 1 > 0).then(|| "https://site.example/a/b?c".to_owned()),
        focus: [Focus::Precision, Focus::Balanced, Focus::Recall][usize::from(how >> 1 & 3) % 3],
        source: [Source::Auto, Source::Html, Source::Text][usize::from(how >> 3 & 3) % 3],
        has_tables: how & 32 > 0,
        has_comments: how & 64 > 0,
        keep: if how & 128 > 0 { vec!["p:nth-child(2), div > a[href]".to_owned()] } else { Vec::new() },
        ..Options::default()
    };
    let extractor = Extractor::new(options).expect("valid options");
    let page = String::from_utf8_lossy(page);
    let once = extractor.extract(&page);
    assert_eq!(once, extractor.extract(&page));
    assert!(once.is_ok_and(|article| (0.0..=1.0).contains(&article.confidence)) || page.trim().is_empty() || page.contains('\0'));
});
