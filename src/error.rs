//! What can go wrong while a page is sieved. Messages say what is wrong and what to do about it.

/// Why a page gave no article.
///
/// A page *without content* is not an error: it gives an [`Article`](crate::Article) whose
/// [`is_empty`](crate::Article::is_empty) is true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input holds no bytes besides white space.
    #[error("the input is empty; give a page that was saved completely")]
    Empty,
    /// The input is not text of any kind (an image, an archive, a PDF ...).
    #[error("this is {kind}, not a web page; give HTML or plain text")]
    NotText {
        /// What the bytes look like, with its article: `a PNG image`.
        kind: &'static str,
    },
    /// The input is longer than [`Limits::max_bytes`](crate::Limits::max_bytes).
    #[error("{bytes} bytes are over the limit of {max_bytes}; raise --max-bytes")]
    TooLarge {
        /// Size of the input in bytes.
        bytes: usize,
        /// The limit in force, in bytes.
        max_bytes: usize,
    },
    /// The page took longer than [`Limits::timeout`](crate::Limits::timeout).
    #[error("not done after {timeout_ms} ms; raise --timeout-ms")]
    TimedOut {
        /// The limit in force, in milliseconds.
        timeout_ms: u128,
    },
    /// An encoding label that the WHATWG Encoding Standard does not know.
    #[error("unknown encoding label {label:?}; use a WHATWG label such as utf-8 or windows-1251")]
    UnknownEncoding {
        /// The label as given.
        label: String,
    },
    /// A `--keep` or `--drop` selector that does not parse.
    #[error("the CSS selector {selector:?} does not parse; see the list of selectors in the README")]
    BadSelector {
        /// The selector as given.
        selector: String,
    },
    /// A page address that is not an absolute URL.
    #[error("{url:?} is not an absolute URL; give one such as https://site.example/page")]
    BadUrl {
        /// The address as given.
        url: String,
    },
}
