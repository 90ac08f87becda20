//! Bytes go in, and are at their target as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// A file that appears at its target when it is [committed](Self::commit); dropped before that, it never was.
///
/// Devices and pipes cannot be replaced: they are written directly.
pub struct AtomicFile(Kind);

enum Kind {
    Replaced { draft: BufWriter<NamedTempFile>, target: PathBuf },
    Direct(BufWriter<File>),
}

impl AtomicFile {
    /// Begins a file.
    ///
    /// # Errors
    /// The folder of the target cannot be written.
    pub fn create(target: &Path) -> io::Result<Self> {
        let existing = fs::metadata(target).ok();
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if existing.as_ref().is_some_and(|data| !data.is_file()) {
            return Ok(Self(Kind::Direct(BufWriter::new(File::create(target)?))));
        }
        // A link stays a link: what it leads to is replaced.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let draft = new_draft(target.parent().filter(|folder| !folder.as_os_str().is_empty()))?;
        if let Some(data) = existing {
            draft.as_file().set_permissions(data.permissions())?;
        }
        Ok(Self(Kind::Replaced { draft: BufWriter::new(draft), target }))
    }

    /// Puts the file in its place, replacing what is there.
    ///
    /// # Errors
    /// It could not be written completely; then nothing has changed.
    pub fn commit(self) -> io::Result<()> {
        match self.0 {
            Kind::Direct(mut writer) => writer.flush(),
            Kind::Replaced { draft, target } => {
                let draft = draft.into_inner().map_err(io::IntoInnerError::into_error)?;
                draft.persist(target).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Replaced { draft, .. } => draft.write(bytes),
            Kind::Direct(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Replaced { draft, .. } => draft.flush(),
            Kind::Direct(writer) => writer.flush(),
        }
    }
}

/// A temporary file beside its target, since a file can only be moved at one stroke within a disk.
fn new_draft(folder: Option<&Path>) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    // Hidden, so that a draft left behind by a killed run is not read as a page.
    builder.prefix(".tamis-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file gets (less the umask); temporary files are private otherwise.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}
