//! Files go in; the pages in them come out one after the other, those of containers among them.

use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::vec;

use super::super::failure::Failure;
use super::super::tally::Verdict;
use super::InputFile;
use super::container::OpenContainer;
use super::look::{Held, look_into};

/// A page, ready to be read.
pub struct Document {
    /// How it is called in JSON and in messages: its file's path, and `#` with its place if the file holds many.
    pub source: String,
    /// How it is called in the journal.
    pub key: String,
    /// Its file in a tree, below the output folder.
    pub file: PathBuf,
    /// Its bytes.
    pub content: Content,
    /// What is known about it beforehand.
    pub about: About,
    /// Bytes of the input read up to it since the page before, for the progress.
    pub n_bytes: u64,
}

/// The bytes of a page.
pub enum Content {
    /// To be read, and unpacked.
    Unread(Box<dyn Read + Send>),
    /// Read.
    Bytes(Vec<u8>),
    /// They cannot be had.
    Failed(Failure),
    /// They are not wanted: the run that is resumed has done the page.
    Done(Verdict),
}

/// What a container says of a page.
#[derive(Debug, Default)]
pub struct About {
    /// Its address.
    pub url: Option<String>,
    /// The `Content-Type` it came with.
    pub content_type: Option<String>,
    /// When it was fetched, ISO 8601.
    pub fetched: Option<String>,
    /// Fields of the input that pass through to the output: names and raw JSON.
    pub fields: Vec<(String, String)>,
}

/// How pages are found.
pub struct Rules {
    /// Longest page, unpacked.
    pub max_bytes: usize,
    /// Extension of output files.
    pub extension: String,
    /// Whether the output has a place for more than one page.
    pub takes_many: bool,
    /// Pages that are done already, by key.
    pub done: HashMap<String, Verdict>,
    /// Counts records of containers that are no pages.
    pub n_skipped: Arc<AtomicUsize>,
}

/// All pages of all files.
pub struct Documents {
    files: vec::IntoIter<(InputFile, PathBuf)>,
    open: Option<OpenContainer>,
    rules: Rules,
}

impl Documents {
    /// The pages in `files`, each with the file of its output.
    pub fn new(files: Vec<(InputFile, PathBuf)>, rules: Rules) -> Self {
        Self { files: files.into_iter(), open: None, rules }
    }

    /// The page in a file; `None` if it holds many, which come next.
    fn open(&mut self, file: &InputFile, output: PathBuf) -> Option<Document> {
        let key = file.key();
        let n_read = Arc::default();
        let content = match self.rules.done.get(&key) {
            Some(verdict) => Content::Done(*verdict),
            None => match look_into(file, &n_read, self.rules.max_bytes) {
                Ok(Held::Page(reader)) => Content::Unread(reader),
                Err(failure) => Content::Failed(failure),
                Ok(Held::Container(container)) => {
                    self.open = Some(OpenContainer::new(container, file, output, n_read));
                    return None;
                }
            },
        };
        let about = About::default();
        Some(Document { source: file.source(), key, file: output, content, about, n_bytes: file.n_bytes })
    }

    /// The next page of the open container.
    fn next_inside(&mut self) -> Option<Document> {
        let open = self.open.as_mut()?;
        let (document, is_over) = open.next(&self.rules);
        if is_over {
            self.rules.n_skipped.fetch_add(open.n_skipped(), Ordering::Relaxed);
            self.open = None;
        }
        document
    }
}

impl Iterator for Documents {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        loop {
            if let Some(document) = self.next_inside() {
                return Some(document);
            }
            let (file, output) = self.files.next()?;
            if let Some(document) = self.open(&file, output) {
                return Some(document);
            }
        }
    }
}
