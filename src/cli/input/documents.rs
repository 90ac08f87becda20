//! Files go in; the pages in them come out one after the other, those of containers among them.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::vec;

use tamis::archive::{self, Container, Found, Opened};

use super::super::failure::Failure;
use super::super::guard::guarded;
use super::super::output::Namer;
use super::super::tally::Verdict;
use super::{InputFile, Place, escaped};

/// The first bytes of a zip archive that has entries (APPNOTE.TXT 4.3.7).
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// Digits of a record's number in the name of its file, so that a million files sort as their records do.
const NUMBER_DIGITS: usize = 6;

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

/// A container that is being read.
struct OpenContainer {
    container: Container,
    source: String,
    key: String,
    /// The file of its page in a tree, if it has only one.
    file: PathBuf,
    /// The folder of its pages in a tree, if there may be many.
    folder: PathBuf,
    names: Namer,
    n_pages: usize,
    n_read: Arc<AtomicU64>,
    /// How much of it was accounted for.
    n_reported: u64,
}

impl Documents {
    /// The pages in `files`, each with the file of its output.
    pub fn new(files: Vec<(InputFile, PathBuf)>, rules: Rules) -> Self {
        Self { files: files.into_iter(), open: None, rules }
    }

    fn open(&mut self, file: InputFile, output: PathBuf) -> Option<Document> {
        let (source, key, n_bytes) = (file.source.clone(), file.key(), file.n_bytes);
        let n_read = Arc::default();
        let content = match self.rules.done.get(&key) {
            Some(verdict) => Content::Done(*verdict),
            None => match look_into(&file, &n_read, self.rules.max_bytes) {
                Ok(Held::Page(reader)) => Content::Unread(reader),
                Err(failure) => Content::Failed(failure),
                Ok(Held::Container(container)) => {
                    self.open = Some(OpenContainer {
                        container,
                        key,
                        file: output,
                        folder: folder_of(&file.relative, &self.rules.extension),
                        source: file.source,
                        names: Namer::default(),
                        n_pages: 0,
                        n_read,
                        n_reported: 0,
                    });
                    return None;
                }
            },
        };
        Some(Document { source, key, file: output, content, about: About::default(), n_bytes })
    }

    /// The next page of the open container.
    fn next_inside(&mut self) -> Option<Document> {
        let open = self.open.as_mut()?;
        let found = guarded(|| open.container.next());
        let document = match found {
            Some(Some(found)) if open.n_pages == 0 || self.rules.takes_many => Some(open.document(found, &self.rules)),
            Some(Some(_)) => Some(open.failed("many-pages", "more than one page in it; use -f jsonl, or -o DIR")),
            Some(None) => None,
            None => Some(open.failed("internal", "internal error; please report this file")),
        };
        open.n_pages += 1;
        let is_over = match &document {
            None => true,
            Some(document) => document.key == open.key && !open.container.has_one_page(),
        };
        if is_over {
            self.rules.n_skipped.fetch_add(open.container.n_skipped(), Ordering::Relaxed);
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
            if let Some(document) = self.open(file, output) {
                return Some(document);
            }
        }
    }
}

impl OpenContainer {
    fn document(&mut self, found: Found, rules: &Rules) -> Document {
        let Found { place, content, url, content_type, fetched, fields } = found;
        let is_only_page = self.container.has_one_page();
        let key = if is_only_page { self.key.clone() } else { format!("{}#{}", self.key, escaped(place.as_bytes())) };
        let content = match (rules.done.get(&key), content) {
            (Some(verdict), _) => Content::Done(*verdict),
            (None, Ok(bytes)) => Content::Bytes(bytes),
            (None, Err(error)) => Content::Failed(Failure::new(error.kind(), &error)),
        };
        Document {
            source: if is_only_page { self.source.clone() } else { format!("{}#{place}", self.source) },
            key,
            file: if is_only_page {
                self.file.clone()
            } else {
                self.names.name(&self.folder.join(path_inside(&place)), &rules.extension)
            },
            content,
            about: About { url, content_type, fetched, fields },
            n_bytes: self.bytes_since(),
        }
    }

    /// The container itself as a page that failed.
    fn failed(&mut self, kind: &'static str, words: &str) -> Document {
        Document {
            source: self.source.clone(),
            key: self.key.clone(),
            file: PathBuf::new(),
            content: Content::Failed(Failure::new(kind, words)),
            about: About::default(),
            n_bytes: self.bytes_since(),
        }
    }

    fn bytes_since(&mut self) -> u64 {
        let n_read = self.n_read.load(Ordering::Relaxed);
        n_read - std::mem::replace(&mut self.n_reported, n_read)
    }
}

/// What a file holds.
enum Held {
    Page(Box<dyn Read + Send>),
    Container(Container),
}

fn look_into(file: &InputFile, n_read: &Arc<AtomicU64>, max_bytes: usize) -> Result<Held, Failure> {
    let reading = |error: io::Error| Failure::reading(&error);
    let reader = Counted { inner: file.open()?, n_read: Arc::clone(n_read) };
    match archive::open(Box::new(reader), max_bytes).map_err(reading)? {
        Opened::Page(reader) => Ok(Held::Page(reader)),
        Opened::Container(container) => Ok(Held::Container(container)),
        Opened::Zip(reader) => {
            let zip = seekable(file, reader).map_err(reading)?;
            let counted = Counted { inner: zip, n_read: Arc::clone(n_read) };
            let container = archive::open_zip(counted, max_bytes);
            container.map(Held::Container).map_err(|error| Failure::new(error.kind(), &error))
        }
    }
}

/// A zip archive as a file: the very file that was named, or what came through a pipe, on disk.
fn seekable(file: &InputFile, mut reader: impl Read) -> io::Result<File> {
    if let Place::File(path) = &file.place {
        let mut magic = [0; ZIP_MAGIC.len()];
        let mut direct = File::open(path)?;
        if direct.metadata()?.is_file() && direct.read_exact(&mut magic).is_ok() && magic == ZIP_MAGIC {
            direct.rewind()?;
            return Ok(direct);
        }
    }
    let mut spool = tempfile::tempfile()?;
    io::copy(&mut reader, &mut spool)?;
    spool.rewind()?;
    Ok(spool)
}

/// A reader that tells how far it is.
struct Counted<R> {
    inner: R,
    n_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.n_read.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

/// The folder of a container's pages in a tree: its own name, which no output file has.
fn folder_of(relative: &Path, extension: &str) -> PathBuf {
    let name = relative.to_string_lossy();
    if name.to_lowercase().ends_with(extension) { PathBuf::from(format!("{name}-pages")) } else { relative.to_owned() }
}

/// The path of a page below the folder of its container: nothing that leads out of it.
fn path_inside(place: &str) -> PathBuf {
    if let Ok(number) = place.parse::<u64>() {
        return PathBuf::from(format!("{number:0NUMBER_DIGITS$}"));
    }
    let forward = place.replace('\\', "/");
    let parts = Path::new(&forward).components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    let path: PathBuf = parts.collect();
    if path.as_os_str().is_empty() { PathBuf::from("page") } else { path }
}
