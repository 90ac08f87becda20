//! Pages go in that are cut or repeated to a size, what a kilobyte of them takes comes out.

use std::time::Instant;

use tamis::Extractor;

use super::Page;
use super::race::Measured;

/// Sizes in bytes.
const SIZES: [usize; 5] = [1 << 10, 10 << 10, 100 << 10, 1 << 20, 10 << 20];

/// Pages that are brought to each size: those in the middle by their own size.
const SAMPLE: usize = 7;

/// Least bytes that are read of each size in a round: small pages are read often, for the clock's sake.
const MIN_BYTES: usize = 4 << 20;

/// What a size costs.
pub struct Growth {
    /// Size of the page in bytes.
    pub size: usize,
    /// Microseconds a kilobyte.
    pub cost: Measured,
}

/// The cost of each size.
pub fn measure(extractor: &Extractor, pages: &[Page], rounds: usize) -> Vec<Growth> {
    let mut by_size: Vec<&Page> = pages.iter().collect();
    by_size.sort_by_key(|page| page.text.len());
    let first = by_size.len().saturating_sub(SAMPLE) / 2;
    let sample = &by_size[first..by_size.len().min(first + SAMPLE)];
    let grown = SIZES.map(|size| sample.iter().map(|page| brought_to(size, &page.text)).collect::<Vec<_>>());
    let mut costs = SIZES.map(|_| Vec::new());
    for _ in 0..rounds {
        for (texts, costs) in grown.iter().zip(&mut costs) {
            let bytes: usize = texts.iter().map(String::len).sum();
            let repeats = MIN_BYTES.div_ceil(bytes);
            let start = Instant::now();
            for _ in 0..repeats {
                texts.iter().for_each(|text| drop(std::hint::black_box(extractor.extract(text))));
            }
            costs.push(start.elapsed().as_secs_f64() * 1e6 / (repeats * bytes) as f64 * 1024.0);
        }
    }
    SIZES.into_iter().zip(costs).map(|(size, costs)| Growth { size, cost: Measured::of(costs) }).collect()
}

/// A page of a size: what follows `<body`, cut before a tag or repeated.
fn brought_to(size: usize, html: &str) -> String {
    let body = html.find("<body").map_or(html, |start| &html[start..]);
    let body = body.find('>').map_or(body, |end| &body[end + 1..]);
    let body = body.rfind("</body").map_or(body, |end| &body[..end]);
    let mut text = "<!DOCTYPE html><title>A page of a size</title>".to_owned();
    while text.len() < size {
        let rest = size - text.len();
        let part = if body.len() <= rest { body } else { &body[..body.floor_char_boundary(rest)] };
        text.push_str(part);
        if part.len() < body.len() || part.is_empty() {
            break;
        }
    }
    text
}
