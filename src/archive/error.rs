//! What can be wrong with an archive, or with a page in it.

use std::io;

/// Why a page could not be had from an archive or a packed file; each message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The data are not what they claim to be.
    #[error("{what}; fetch it again")]
    Damaged {
        /// What is wrong, such as "the gzip data end too early".
        what: String,
    },
    /// A page is longer than the limit.
    #[error("the page has more than {max_bytes} bytes; raise --max-bytes")]
    TooLarge {
        /// The limit in force, in bytes.
        max_bytes: usize,
    },
    /// A line is no JSON object.
    #[error("not a JSON object ({what}); mend or remove the line")]
    BadJson {
        /// Where the trouble is.
        what: String,
    },
    /// A JSON object holds no page.
    #[error("the object has no text in \"html\" or \"content\"; name the field so")]
    NoHtml,
    /// An entry is encrypted.
    #[error("the entry is encrypted; unpack the archive with its password first")]
    Encrypted,
    /// The source could not be read.
    #[error("cannot be read ({what}); check the file and its disk")]
    Unreadable {
        /// The words of the system.
        what: String,
    },
}

impl Error {
    /// A word for programs: `damaged`, `too-large`, `invalid-json`, `no-html`, `encrypted`, `unreadable`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too-large",
            Self::BadJson { .. } => "invalid-json",
            Self::NoHtml => "no-html",
            Self::Encrypted => "encrypted",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// An error of a reader that may be a decompressor of `format`.
    pub(super) fn reading(error: &io::Error, format: Option<&str>) -> Self {
        use io::ErrorKind as Kind;
        match (format, error.kind()) {
            (Some(format), Kind::UnexpectedEof) => Self::damaged(format!("the {format} data end too early")),
            // The compressors' own errors come as one of these, those of files have a number of the system.
            (Some(format), Kind::InvalidInput | Kind::InvalidData | Kind::Other) if error.raw_os_error().is_none() => {
                Self::damaged(format!("the {format} data are damaged"))
            }
            _ => {
                let words = error.to_string();
                let what = words.split(" (os error").next().unwrap_or_default().to_lowercase();
                Self::Unreadable { what }
            }
        }
    }
}
