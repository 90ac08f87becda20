//! A container goes in; its pages come out, each with its name, its key and its place in a tree.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tamis::archive::{Container, Found};

use super::super::failure::Failure;
use super::super::guard::guarded;
use super::super::output::Namer;
use super::documents::{About, Content, Document, Rules};
use super::{InputFile, escaped};

/// Digits of a record's number in the name of its file, so that a million files sort as their records do.
const NUMBER_DIGITS: usize = 6;

/// A container that is being read.
pub struct OpenContainer {
    container: Container,
    source: String,
    key: String,
    /// The file of its page in a tree, if it has only one.
    file: PathBuf,
    /// Names of entries that were given to files.
    names: Namer,
    n_pages: usize,
    n_read: Arc<AtomicU64>,
    /// How much of it was accounted for.
    n_reported: u64,
}

impl OpenContainer {
    /// The container in a file that, were it a page, would have the output `file`; `n_read` counts what is read of it.
    pub fn new(container: Container, input: &InputFile, file: PathBuf, n_read: Arc<AtomicU64>) -> Self {
        let (source, key) = (input.source(), input.key());
        Self { container, source, key, file, names: Namer::default(), n_pages: 0, n_read, n_reported: 0 }
    }

    /// Records that are no pages.
    pub fn n_skipped(&self) -> usize {
        self.container.n_skipped()
    }

    /// The next page, and whether there are no more.
    pub fn next(&mut self, rules: &Rules) -> (Option<Document>, bool) {
        self.n_pages += 1;
        match guarded(|| self.container.next()) {
            Some(Some(found)) if self.n_pages == 1 || rules.takes_many => (Some(self.document(found, rules)), false),
            Some(Some(_)) => {
                (Some(self.failed("many-pages", "more than one page in it; use -f jsonl, or -o DIR")), true)
            }
            Some(None) => (None, true),
            None => (Some(self.failed("internal", "internal error; please report this file")), true),
        }
    }

    fn document(&mut self, found: Found, rules: &Rules) -> Document {
        let Found { place, content, url, content_type, fetched, fields } = found;
        let mut document = self.whole(match content {
            Ok(bytes) => Content::Bytes(bytes),
            Err(error) => Content::Failed(Failure::new(error.kind(), &error)),
        });
        if !self.container.has_one_page() {
            document.source += &format!("#{place}");
            document.key += &format!("#{}", escaped(place.as_bytes()));
            document.file = self.file_of(&place, &rules.extension);
        }
        if let Some(verdict) = rules.done.get(&document.key) {
            document.content = Content::Done(*verdict);
        }
        document.about = About { url, content_type, fetched, fields };
        document
    }

    /// The container itself as a page that failed.
    fn failed(&mut self, kind: &'static str, words: &str) -> Document {
        self.whole(Content::Failed(Failure::new(kind, words)))
    }

    /// A page that goes by the name of the container.
    fn whole(&mut self, content: Content) -> Document {
        let n_read = self.n_read.load(Ordering::Relaxed);
        let n_bytes = n_read - std::mem::replace(&mut self.n_reported, n_read);
        let (source, key, file) = (self.source.clone(), self.key.clone(), self.file.clone());
        Document { source, key, file, content, about: About::default(), n_bytes }
    }

    /// The file of a page in a tree: below a folder that has the name of the container's own output, less its extension.
    /// All outputs have different names, and so have their folders.
    fn file_of(&mut self, place: &str, extension: &str) -> PathBuf {
        let mut folder = self.file.clone();
        for _ in extension.matches('.') {
            folder.set_extension("");
        }
        match place.parse::<u64>() {
            // Numbers are different by themselves; there may be millions.
            Ok(number) => folder.join(format!("{number:0NUMBER_DIGITS$}{extension}")),
            Err(_) => self.names.name(&folder.join(path_inside(place)), extension),
        }
    }
}

/// The path of a page below the folder of its container: nothing that leads out of it.
fn path_inside(place: &str) -> PathBuf {
    let forward = place.replace('\\', "/");
    let parts = Path::new(&forward).components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    let path: PathBuf = parts.collect();
    if path.as_os_str().is_empty() { PathBuf::from("page") } else { path }
}
