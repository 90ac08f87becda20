//! Bytes go in, and are at their target as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Name of the one draft that a run has at a time.
const DRAFT: &str = "page";

/// A file that appears at its target when it is [committed](Self::commit); before that, it is a draft.
pub struct AtomicFile {
    file: File,
    draft: PathBuf,
    target: PathBuf,
}

impl AtomicFile {
    /// Begins a file, with its draft in the folder `drafts`.
    ///
    /// # Errors
    /// The folder of drafts cannot be written, or a folder is in the way.
    pub fn create(target: &Path, drafts: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        let draft = drafts.join(DRAFT);
        Ok(Self { file: File::create(&draft)?, draft, target: real_path(target) })
    }

    /// Puts the file in its place, replacing what is there.
    ///
    /// # Errors
    /// It could not be moved; then nothing has changed.
    pub fn commit(self) -> io::Result<()> {
        drop(self.file);
        put_in_place(&self.draft, &self.target)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Moves a draft over its target, which it replaces at one stroke, permissions kept.
///
/// # Errors
/// It could not be moved; then the target is as it was.
pub fn put_in_place(draft: &Path, target: &Path) -> io::Result<()> {
    if let Ok(existing) = fs::metadata(target) {
        fs::set_permissions(draft, existing.permissions())?;
    }
    match fs::rename(draft, target) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => move_across(draft, target),
        other => other,
    }
}

/// A part of the output folder lies on another disk: a file can only be replaced at one stroke within a disk.
fn move_across(draft: &Path, target: &Path) -> io::Result<()> {
    let near = tempfile::Builder::new()
        .prefix(".tamis-")
        .make_in(target.parent().unwrap_or(Path::new(".")), |path| fs::copy(draft, path).map(|_| ()))?;
    near.into_temp_path().persist(target).map_err(|error| error.error)?;
    fs::remove_file(draft)
}

/// A link stays a link: what it leads to is replaced.
pub fn real_path(target: &Path) -> PathBuf {
    fs::canonicalize(target).unwrap_or_else(|_| target.to_owned())
}

/// Whether a path is a device or a pipe, which cannot be replaced but written to.
pub fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}
