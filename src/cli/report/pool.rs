//! Texts go in, places in a list that holds each only once come out.

use std::collections::HashMap;

/// A list of texts.
#[derive(Debug, Default)]
pub struct Pool<'a> {
    places: HashMap<&'a str, usize>,
    /// The texts, each once.
    pub texts: Vec<&'a str>,
}

impl<'a> Pool<'a> {
    /// The place of a text, which is added if it is new.
    pub fn place(&mut self, text: &'a str) -> usize {
        *self.places.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len() - 1
        })
    }
}
