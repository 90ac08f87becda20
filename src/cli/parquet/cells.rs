//! Values of one column go in, row by row; they gather with their levels until a row group is written.

use std::io;

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;

/// Definition levels of a list of optional strings: no list, an empty one, an element.
const NO_LIST: i16 = 0;
const EMPTY_LIST: i16 = 1;
const ELEMENT: i16 = 3;

/// The cells of a column.
#[derive(Debug, Default)]
pub struct Cells {
    texts: Vec<ByteArray>,
    numbers: Vec<f64>,
    definition_levels: Vec<i16>,
    repetition_levels: Vec<i16>,
}

impl Cells {
    /// Adds a text or null.
    pub fn text(&mut self, text: Option<String>) {
        self.definition_levels.push(i16::from(text.is_some()));
        self.texts.extend(text.map(|text| ByteArray::from(text.into_bytes())));
    }

    /// Adds a number or null.
    pub fn number(&mut self, number: Option<f64>) {
        self.definition_levels.push(i16::from(number.is_some()));
        self.numbers.extend(number);
    }

    /// Adds a list of texts or null.
    pub fn list(&mut self, list: Option<Vec<String>>) {
        let level = if list.is_some() { EMPTY_LIST } else { NO_LIST };
        let list = list.unwrap_or_default();
        if list.is_empty() {
            self.definition_levels.push(level);
            self.repetition_levels.push(0);
        }
        for (number, text) in list.into_iter().enumerate() {
            self.definition_levels.push(ELEMENT);
            self.repetition_levels.push(i16::from(number > 0));
            self.texts.push(ByteArray::from(text.into_bytes()));
        }
    }

    /// Writes the cells as a column chunk.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, column: &mut ColumnWriter<'_>) -> Result<()> {
        let levels = Some(self.definition_levels.as_slice());
        let repetitions = Some(self.repetition_levels.as_slice()).filter(|levels| !levels.is_empty());
        match column {
            ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&self.texts, levels, repetitions)?,
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&self.numbers, levels, repetitions)?,
            _ => return Err(parquet::errors::ParquetError::External(Box::new(io::Error::other("no such column")))),
        };
        Ok(())
    }
}
