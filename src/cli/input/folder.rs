//! A folder goes in, the pages below it come out, and the number of files that are not pages.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tamis::archive;
use walkdir::{DirEntry, WalkDir};

use super::super::failure::Failure;
use super::super::output::without_packing;
use super::InputFile;

/// Extensions of pages, in lower case.
const PAGE_EXTENSIONS: [&str; 7] = ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx"];

/// Extensions of files that hold pages.
const CONTAINER_EXTENSIONS: [&str; 6] = ["warc", "jsonl", "ndjson", "zip", "mhtml", "mht"];

/// Extensions of files that are never pages, though they may begin like one (a README with a centred heading, a drawing).
/// All others are judged by their first bytes: mirrors are full of names such as `index.php?id=3`.
const OTHER_EXTENSIONS: [&str; 24] = [
    "txt", "md", "rst", "json", "xml", "rss", "atom", "svg", "css", "js", "mjs", "ts", "jsx", "tsx", "vue", "svelte",
    "hbs", "tmpl", "png", "jpg", "jpeg", "gif", "webp", "pdf",
];

/// How much of a file is looked at. The WHATWG MIME Sniffing Standard (section 5.2) reads 1,445 bytes; twice as many, so that
/// packed ones give about that.
const SNIFFED_BYTES: usize = 2890;

/// What an HTML page may begin with (MIME Sniffing Standard, section 7.1), each followed by a space or `>`.
const FIRST_TAGS: [&str; 17] = [
    "<!doctype html",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a",
    "<style",
    "<title",
    "<b",
    "<body",
    "<br",
    "<p",
    "<!--",
];

/// The pages below a folder.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files that hold pages, in no particular order, each with its path below an output folder, extension and all.
    pub pages: Vec<(InputFile, PathBuf)>,
    /// Files that are not pages, hidden files and folders, and links to folders.
    pub n_skipped: usize,
}

/// Finds the pages below `root`; their relative paths begin with `prefix`. The folder `output` is passed over.
///
/// Links to folders are not followed, so that loops of links end; links to files are.
pub fn find_pages(root: &Path, prefix: &Path, output: Option<&Path>) -> Folder {
    let mut folder = Folder::default();
    let mut entries = WalkDir::new(root).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                folder.pages.push((unreadable(root, error), PathBuf::new()));
                continue;
            }
        };
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if entry.file_type().is_dir() {
            let is_output = output.is_some_and(|output| is_same_folder(&entry, output));
            folder.n_skipped += usize::from(is_hidden && !is_output);
            if is_hidden || is_output {
                entries.skip_current_dir();
            }
        } else if !is_hidden && is_page(&entry) {
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let relative = prefix.join(below);
            folder.pages.push((InputFile::file(entry.into_path()), relative));
        } else {
            folder.n_skipped += 1;
        }
    }
    folder
}

fn unreadable(root: &Path, error: walkdir::Error) -> InputFile {
    let path = error.path().unwrap_or(root).to_owned();
    InputFile::unreadable(path, Failure::reading(&io::Error::from(error)))
}

/// Whether a folder is `output` (a canonical path). Names are compared first because that costs nothing.
fn is_same_folder(entry: &DirEntry, output: &Path) -> bool {
    output.file_name() == Some(entry.file_name()) && fs::canonicalize(entry.path()).is_ok_and(|path| path == output)
}

fn is_page(entry: &DirEntry) -> bool {
    // Pipes and devices would block; a link that leads nowhere is kept, so that the loss is said.
    let is_readable_file = fs::metadata(entry.path()).map_or(true, |data| data.is_file());
    if !is_readable_file {
        return false;
    }
    let name = without_packing(Path::new(entry.file_name()));
    match name.extension() {
        Some(_) if has_page_extension(&name) || has_extension(&name, &CONTAINER_EXTENSIONS) => true,
        Some(_) if has_extension(&name, &OTHER_EXTENSIONS) => false,
        _ => looks_like_pages(&start_of(entry.path())),
    }
}

/// Whether a path ends in the extension of a page, whatever its case.
pub fn has_page_extension(path: &Path) -> bool {
    has_extension(path, &PAGE_EXTENSIONS)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|extension| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

fn looks_like_pages(start: &[u8]) -> bool {
    archive::is_container(start) || looks_like_html(&archive::unpacked_start(start))
}

/// The first bytes of a file, as many as could be had.
fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    if let Ok(file) = File::open(path) {
        // A file that breaks off is judged by what it gave.
        let _ = file.take(SNIFFED_BYTES as u64).read_to_end(&mut start);
    }
    start
}

/// Whether the first bytes of a file are those of an HTML page.
fn looks_like_html(start: &[u8]) -> bool {
    // Without its NULs, ASCII in UTF-16 reads like ASCII.
    let text: String = start.iter().filter(|byte| **byte != 0).map(|byte| byte.to_ascii_lowercase() as char).collect();
    let is_mark =
        |c: char| c.is_ascii_whitespace() || matches!(c, '\u{ef}' | '\u{bb}' | '\u{bf}' | '\u{fe}' | '\u{ff}');
    let text = text.trim_start_matches(is_mark);
    if text.starts_with("<?xml") {
        return text.contains("<html");
    }
    FIRST_TAGS.iter().any(|tag| {
        text.strip_prefix(tag).is_some_and(|rest| {
            *tag == "<!--" || rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
        })
    })
}
