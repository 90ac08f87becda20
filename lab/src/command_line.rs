//! How reports name the command that made them.

use std::path::Path;

/// The last part of a path: the same on every machine.
pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
