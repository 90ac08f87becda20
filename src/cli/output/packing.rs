//! The name of an output goes in; how its bytes are packed comes out, and then packed bytes.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// How outputs are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstd,
}

impl Packing {
    /// What the name given to `-o` asks for.
    pub fn of(path: &Path) -> Self {
        match path.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("gz") => Self::Gzip,
            Some(extension) if extension.eq_ignore_ascii_case("zst") => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// The extension of its files, with the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => ".gz",
            Self::Zstd => ".zst",
        }
    }

    /// Packs bytes into a gzip member or a Zstandard frame of their own. Files of both may be put one after the other.
    ///
    /// # Errors
    /// Those of the compressor (out of memory).
    pub fn pack(self, bytes: &[u8]) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Self::Plain => Ok(Cow::Borrowed(bytes)),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(bytes)?;
                encoder.finish().map(Cow::Owned)
            }
            Self::Zstd => zstd::bulk::compress(bytes, zstd::DEFAULT_COMPRESSION_LEVEL).map(Cow::Owned),
        }
    }
}

/// A path without the extension of a packing.
pub fn without_packing(path: &Path) -> PathBuf {
    if Packing::of(path) == Packing::Plain { path.to_owned() } else { path.with_extension("") }
}
