//! Trees hold only what some step reads, unless selectors may ask for more: no article may differ.

use std::fs;
use std::path::Path;

use tamis::{Extractor, Options};

#[test]
fn articles_are_the_same_whether_trees_hold_all_or_only_what_is_read() {
    // A selector that selects nothing makes the tree hold all.
    let selecting = Options { drop: vec!["no-such-element".to_owned()], ..Options::default() };
    let extractor = |options| Extractor::new(options).expect("options that can be used");
    let (few, all) = (extractor(Options::default()), extractor(selecting));
    let mut pages = 0;
    for case in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).expect("the corpus") {
        let Ok(page) = fs::read_to_string(case.expect("a folder").path().join("page.html")) else { continue };
        pages += 1;
        let (few, all) = (few.extract(&page).expect("a page"), all.extract(&page).expect("a page"));
        assert_eq!(few.html(), all.html());
        assert_eq!(few.to_json(), all.to_json());
    }
    assert!(pages >= 50, "only {pages} pages are UTF-8");
}
