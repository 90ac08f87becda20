//! Same input, same output: on every run, from every thread.

use std::fs;
use std::path::Path;
use std::thread;

use tamis::{Extractor, Hint, Options};

fn pages() -> Vec<Vec<u8>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(corpus)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path().join("page.html"))
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a page")).collect()
}

fn json(extractor: &Extractor, page: &[u8]) -> String {
    let article = extractor.extract_bytes(page, &Hint::default()).expect("a page of the corpus");
    article.to_json() + &article.markdown() + &article.html()
}

#[test]
fn one_extractor_serves_many_threads_alike() {
    let pages = pages();
    let shared = Extractor::new(Options::default()).expect("default options");
    let expected: Vec<String> =
        pages.iter().map(|page| json(&Extractor::new(Options::default()).expect("default options"), page)).collect();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (page, expected) in pages.iter().zip(&expected) {
                    assert_eq!(&json(&shared, page), expected);
                }
            });
        }
    });
}

#[test]
fn the_extractor_can_be_shared() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Extractor>();
}
