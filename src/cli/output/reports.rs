//! Reports of pages go in; each lands in its file in a mirrored tree, and at the end an index that leads to all of them.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::report::{HEAD_BYTES, Row, Summary, index};
use super::tree::Tree;
use super::workspace::Start;
use super::{Begin, Packing, Record, Sink, WriteError};

/// The index, below the output folder.
const INDEX: &str = "index.html";

/// What is spelled out in addresses: letters, digits and what separates parts of a path.
const SPELLED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// A tree of reports.
pub struct Reports {
    tree: Box<Tree>,
    folder: PathBuf,
    rows: Vec<Row>,
}

impl Reports {
    /// Makes the folder if it is missing, and takes it for this run.
    ///
    /// # Errors
    /// Those of [`Tree::begin`].
    pub fn begin(folder: &Path, start: &Start) -> Begin {
        let (tree, earlier, is_discarding) = Tree::new(folder, Packing::Plain, start)?;
        let reports = Self { tree: Box::new(tree), folder: folder.to_owned(), rows: Vec::new() };
        Ok((Box::new(reports), earlier, is_discarding))
    }

    fn add(&mut self, record: &Record<'_>, summary: Option<Summary>) {
        let row = match summary {
            Some(summary) => Row::Report(address(record.file), summary),
            None => {
                let problem = record.problem.unwrap_or("its report is not there; run again without --resume");
                Row::Failed(record.source.to_owned(), problem.to_owned())
            }
        };
        self.rows.push(row);
    }
}

impl Sink for Reports {
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
        let written = self.tree.write(record);
        match &written {
            Ok(()) => self.add(record, record.output.and_then(Summary::read)),
            Err(error) => {
                let problem = error.error.to_string();
                self.add(&Record { problem: Some(&problem), ..*record }, None);
            }
        }
        written
    }

    fn recall(&mut self, record: &Record<'_>) {
        let summary = head(&self.folder.join(record.file)).ok().and_then(|head| Summary::read(&head));
        self.add(record, summary);
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        let Self { tree, folder, rows } = *self;
        let path = folder.join(INDEX);
        tree.write_file(&path, &index(&rows)).map_err(|error| WriteError::of_all(&path, error))?;
        tree.finish()
    }

    fn pause(self: Box<Self>) -> Result<(), WriteError> {
        self.tree.pause()
    }
}

/// The address of a file, seen from the index.
fn address(file: &Path) -> String {
    let parts = file.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let path = parts.collect::<Vec<String>>().join("/");
    utf8_percent_encode(&path, SPELLED).to_string()
}

/// The beginning of a report that an earlier run wrote.
fn head(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
