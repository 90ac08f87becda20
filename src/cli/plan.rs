//! Arguments go in; what is read and where it goes comes out, checked as far as it can be before a page is sieved.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::Args;
use super::failure::Failure;
use super::input::{Folder, Input, InputFile, find_pages};
use super::output::{Destination, assign};
use super::usage;

/// What is read, and where it goes.
pub struct Plan {
    /// All files, sorted by path, each once, with the file of its output.
    pub files: Vec<(InputFile, PathBuf)>,
    /// Where outputs go.
    pub destination: Destination,
    /// Files of folders that are not pages.
    pub n_skipped: usize,
    /// Whether there may be more pages than were named.
    pub has_summary: bool,
}

impl Plan {
    /// Finds what is to be read.
    ///
    /// # Errors
    /// What does not fit together, and the remedy.
    pub fn new(args: &Args) -> Result<Self, String> {
        let inputs = inputs(&args.paths);
        let destination = usage::check(args, &inputs)?;
        let Folder { pages: mut files, n_skipped } = find_all(&inputs, &destination);
        let extension = destination.extension(args.format());
        let outputs = assign(files.iter().map(|(_, relative)| relative.as_path()), &extension);
        for ((_, path), output) in files.iter_mut().zip(outputs) {
            *path = output;
        }
        usage::check_overwriting(args, &destination, &files)?;
        Ok(Self { files, destination, n_skipped, has_summary: inputs.iter().any(Input::has_many_pages) })
    }
}

fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() { vec![Input::Stdin] } else { paths.iter().map(|path| Input::new(path)).collect() }
}

/// All files of all inputs, sorted by path, each once.
fn find_all(inputs: &[Input], destination: &Destination) -> Folder {
    let output = match destination {
        Destination::Folder(folder) => fs::canonicalize(folder).ok(),
        Destination::Stdout | Destination::File(_) => None,
    };
    let mut all = Folder::default();
    for input in inputs {
        match input {
            Input::Stdin => all.pages.push((InputFile::stdin(), PathBuf::from("stdin"))),
            Input::File(path) | Input::Container(path) => {
                let name = path.file_name().map(PathBuf::from).unwrap_or_default();
                all.pages.push((InputFile::file(path.clone()), name));
            }
            Input::Folder(root) => {
                // One folder is mirrored as such; of several PATHs, each folder keeps its name.
                let prefix = if inputs.len() > 1 { root.file_name().map(Path::new) } else { None };
                let found = find_pages(root, prefix.unwrap_or(Path::new("")), output.as_deref());
                all.n_skipped += found.n_skipped;
                if found.pages.is_empty() {
                    all.pages.push((without_pages(root), PathBuf::new()));
                }
                all.pages.extend(found.pages);
            }
        }
    }
    all.pages.sort_by(|(one, _), (other, _)| one.name().cmp(other.name()));
    all.pages.dedup_by(|(later, _), (earlier, _)| later.place == earlier.place);
    all
}

/// A folder without a page is more likely a wrong path than a wish: it counts as an input that failed.
fn without_pages(root: &Path) -> InputFile {
    let words = "no pages in this folder; name files themselves to read them whatever their extension";
    InputFile::unreadable(root.to_owned(), Failure::new("no-pages", words))
}
