//! Errors of all kinds in, one line that says what is wrong and what to do out, with a word for programs.

use std::fmt;
use std::io;

/// Why an input or an output failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is, for programs: `not-found`, `damaged` ...
    pub kind: &'static str,
    /// `what is wrong; what to do`, always one line.
    words: String,
}

impl Failure {
    /// A failure of a kind, in words of the form `what is wrong; what to do`.
    pub fn new(kind: &'static str, words: impl fmt::Display) -> Self {
        Self { kind, words: printable(&words.to_string()) }
    }

    /// An input that could not be read.
    pub fn reading(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::new("not-found", "not found; check the path"),
            Kind::PermissionDenied => Self::new("not-permitted", "permission denied; make it readable for you"),
            Kind::IsADirectory => Self::new("unreadable", "this is a folder; name it as PATH to read its pages"),
            Kind::NotADirectory => Self::new("not-found", "a part of the path is not a folder; check the path"),
            _ => {
                let words = format_args!("cannot be read ({}); check the file and its disk", reason(error));
                Self::new("unreadable", words)
            }
        }
    }

    /// A page that the library refused.
    pub fn extracting(error: &tamis::Error) -> Self {
        use tamis::Error;
        let kind = match error {
            Error::Empty => "empty",
            Error::NotText { .. } => "not-text",
            Error::TooLarge { .. } => "too-large",
            Error::TimedOut { .. } => "timed-out",
            _ => "refused",
        };
        Self::new(kind, error)
    }

    /// An output that could not be written.
    pub fn writing(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        let words = match error.kind() {
            Kind::NotFound => "its folder does not exist; create it first",
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
                "writing is not permitted; choose another place with -o"
            }
            Kind::StorageFull | Kind::QuotaExceeded => "the disk is full; make room, or choose another -o",
            Kind::IsADirectory => "a folder is in the way; move it, or choose another -o",
            Kind::NotADirectory | Kind::AlreadyExists => {
                "a file is in the way of a folder; move it, or choose another -o"
            }
            _ => {
                let words = format_args!("cannot be written ({}); check the disk, or choose another -o", reason(error));
                return Self::new("unwritable", words);
            }
        };
        Self::new("unwritable", words)
    }
}

/// Whether every other output of the run would fail in the same way.
pub fn is_lasting(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::StorageFull | Kind::QuotaExceeded | Kind::ReadOnlyFilesystem)
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
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
