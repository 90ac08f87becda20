//! What was asked for goes in; the columns of a table and their Parquet schema come out.

use std::sync::Arc;

use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::{Type, TypePtr};
use tamis::JsonBody;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string or null.
    Text,
    /// A list of strings.
    List,
    /// A number or null.
    Number,
    /// An object as JSON text, or null.
    Json,
    /// All fields that have no column, as the JSON text of one object; null if there are none.
    Rest,
}

/// Columns before those of the body: keys of the JSON object, in its order.
const METADATA: [(&str, Kind); 16] = [
    ("source", Kind::Text),
    ("url", Kind::Text),
    ("title", Kind::Text),
    ("authors", Kind::List),
    ("published", Kind::Text),
    ("modified", Kind::Text),
    ("site", Kind::Text),
    ("language", Kind::Text),
    ("description", Kind::Text),
    ("image", Kind::Text),
    ("tags", Kind::List),
    ("license", Kind::Text),
    ("fetched", Kind::Text),
    ("encoding", Kind::Text),
    ("confidence", Kind::Number),
    ("page_type", Kind::Text),
];

/// The columns of a table: name and kind.
#[derive(Debug, Clone)]
pub struct Columns(pub Vec<(&'static str, Kind)>);

impl Columns {
    /// Columns for pages with these renderings of the body, with or without all blocks of the page.
    pub fn new(bodies: &[JsonBody], has_blocks: bool, has_origins: bool) -> Self {
        let mut columns = METADATA.to_vec();
        for (body, name) in [(JsonBody::Text, "text"), (JsonBody::Markdown, "markdown"), (JsonBody::Html, "html")] {
            if bodies.contains(&body) {
                columns.push((name, Kind::Text));
            }
        }
        if has_blocks {
            columns.extend([("base", Kind::Number), ("blocks", Kind::Json)]);
        }
        if has_origins {
            columns.push(("origins", Kind::Json));
        }
        columns.extend([("error", Kind::Text), ("fields", Kind::Rest)]);
        Self(columns)
    }

    /// The schema of a file.
    ///
    /// # Errors
    /// None in practice; the schema is built of constants.
    pub fn schema(&self) -> Result<TypePtr> {
        let fields = self.0.iter().map(|(name, kind)| match kind {
            Kind::Text | Kind::Json | Kind::Rest => string(name),
            Kind::Number => Type::primitive_type_builder(name, Physical::DOUBLE)
                .with_repetition(Repetition::OPTIONAL)
                .build()
                .map(Arc::new),
            Kind::List => list(name),
        });
        let fields = fields.collect::<Result<Vec<TypePtr>>>()?;
        Ok(Arc::new(Type::group_type_builder("page").with_fields(fields).build()?))
    }
}

fn string(name: &str) -> Result<TypePtr> {
    let string = Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::String))
        .with_converted_type(ConvertedType::UTF8);
    string.build().map(Arc::new)
}

/// A list in three levels, as the format's documentation on logical types has it.
fn list(name: &str) -> Result<TypePtr> {
    let elements = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![string("element")?])
        .build()?;
    let list = Type::group_type_builder(name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_converted_type(ConvertedType::LIST)
        .with_fields(vec![Arc::new(elements)]);
    list.build().map(Arc::new)
}
