//! Errors of all kinds in, one line that says what is wrong and what to do out.

use std::fmt;
use std::io;

/// Why an input or an output failed: `what is wrong; what to do`, always one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    /// A failure in words of the form `what is wrong; what to do`.
    pub fn new(words: impl fmt::Display) -> Self {
        Self(printable(&words.to_string()))
    }

    /// An input that could not be read.
    pub fn reading(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::new("not found; check the path"),
            Kind::PermissionDenied => Self::new("permission denied; make it readable for you"),
            Kind::IsADirectory => Self::new("this is a folder; name it as PATH to read its pages"),
            Kind::NotADirectory => Self::new("a part of the path is not a folder; check the path"),
            _ => Self::new(format_args!("cannot be read ({}); check the file and its disk", reason(error))),
        }
    }

    /// A gzipped input that could not be unpacked.
    pub fn unpacking(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new("the gzip data ends too early; fetch the page again"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Self::new("the gzip data is damaged; fetch the page again")
            }
            _ => Self::reading(error),
        }
    }

    /// An output that could not be written.
    pub fn writing(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::new("its folder does not exist; create it first"),
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
                Self::new("writing is not permitted; choose another place with -o")
            }
            Kind::StorageFull | Kind::QuotaExceeded => Self::new("the disk is full; make room, or choose another -o"),
            Kind::IsADirectory => Self::new("a folder is in the way; move it, or choose another -o"),
            Kind::NotADirectory | Kind::AlreadyExists => {
                Self::new("a file is in the way of a folder; move it, or choose another -o")
            }
            _ => Self::new(format_args!("cannot be written ({}); check the disk, or choose another -o", reason(error))),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The operating system's words without its number, which helps nobody.
fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    match words.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => words,
    }
}

/// Text that is safe to show on one line of a terminal: control characters are escaped (file names may hold any).
pub fn printable(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    line
}
