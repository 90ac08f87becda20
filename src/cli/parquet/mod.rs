//! The JSON lines of pages go in, a Parquet file with a row for each comes out: both formats hold the same words.

mod cells;
mod columns;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use serde_json::value::RawValue;

use cells::Cells;
use columns::Kind;

pub use columns::Columns;

/// Writes a table.
pub struct ParquetWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Columns,
    cells: Vec<Cells>,
    gathered_bytes: usize,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// `writer` cannot be written.
    pub fn new(writer: W, columns: &Columns) -> io::Result<Self> {
        let file = new_file(writer, columns).map_err(unwrapped)?;
        let mut table = Self { file, columns: columns.clone(), cells: Vec::new(), gathered_bytes: 0 };
        table.empty();
        Ok(table)
    }

    /// Adds the row of a page, given as its JSON object.
    ///
    /// # Errors
    /// The line is no JSON object.
    pub fn write(&mut self, line: &str) -> io::Result<()> {
        let mut fields: BTreeMap<String, &RawValue> = serde_json::from_str(line)?;
        for ((name, kind), cells) in self.columns.0.iter().zip(&mut self.cells) {
            let raw = fields.remove(*name).map(RawValue::get);
            match kind {
                Kind::Text => cells.text(raw.and_then(|raw| serde_json::from_str(raw).ok())),
                Kind::List => cells.list(raw.and_then(|raw| serde_json::from_str(raw).ok())),
                Kind::Number => cells.number(raw.and_then(|raw| serde_json::from_str(raw).ok())),
                Kind::Json => cells.text(raw.map(str::to_owned)),
                Kind::Rest if fields.is_empty() => cells.text(None),
                Kind::Rest => cells.text(Some(serde_json::to_string(&fields)?)),
            }
        }
        self.gathered_bytes += line.len();
        Ok(())
    }

    /// Size in bytes of the rows that are in no row group yet.
    pub fn gathered_bytes(&self) -> usize {
        self.gathered_bytes
    }

    /// Writes the rows that have gathered as a row group.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.gathered_bytes == 0 {
            return Ok(());
        }
        self.write_row_group().map_err(unwrapped)?;
        self.empty();
        self.file.flush()
    }

    fn write_row_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for cells in &self.cells {
            if let Some(mut column) = group.next_column()? {
                cells.write(column.untyped())?;
                column.close()?;
            }
        }
        group.close().map(|_| ())
    }

    fn empty(&mut self) {
        self.cells = self.columns.0.iter().map(|_| Cells::default()).collect();
        self.gathered_bytes = 0;
    }

    /// Completes the file; gives the writer back.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush()?;
        let mut writer = self.file.into_inner().map_err(unwrapped)?;
        writer.flush()?;
        Ok(writer)
    }
}

/// Puts whole files of the same columns together into one: row groups follow one another, their bytes as they are.
///
/// # Errors
/// A part cannot be read, or the file cannot be written.
pub fn concatenate(parts: &[PathBuf], columns: &Columns, writer: impl Write + Send) -> io::Result<()> {
    let mut whole = new_file(writer, columns).map_err(unwrapped)?;
    for part in parts {
        append(&mut whole, File::open(part)?).map_err(unwrapped)?;
    }
    whole.into_inner().map_err(unwrapped)?.flush()
}

fn append<W: Write + Send>(whole: &mut SerializedFileWriter<W>, part: File) -> Result<(), ParquetError> {
    let reader = SerializedFileReader::new(part.try_clone()?)?;
    for group in reader.metadata().row_groups() {
        let mut copied = whole.next_row_group()?;
        for column in group.columns() {
            let chunk = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
                rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            copied.append_column(&part, chunk)?;
        }
        copied.close()?;
    }
    Ok(())
}

fn new_file<W: Write + Send>(writer: W, columns: &Columns) -> Result<SerializedFileWriter<W>, ParquetError> {
    SerializedFileWriter::new(writer, columns.schema()?, properties())
}

fn properties() -> WriterPropertiesPtr {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("tamis ", env!("CARGO_PKG_VERSION")).to_owned());
    Arc::new(properties.build())
}

/// The error of the disk inside an error of the format, so that a full disk is known as such.
fn unwrapped(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}
