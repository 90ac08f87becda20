//! An article goes in, one JSON object comes out (schema in the README).

use serde_json::{Map, Value, json};

use super::{RenderOptions, html, markdown, text};
use crate::article::{Article, Field, Metadata, PageType};

/// A rendering of the body that a JSON object can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonBody {
    /// Plain text without the title, key `text`.
    Text,
    /// Markdown without the title, key `markdown`.
    Markdown,
    /// Clean HTML without the title, key `html`.
    Html,
}

/// What a JSON object holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonOptions {
    /// Value of `source`: the path, `-` for standard input, or none (null).
    pub source: Option<String>,
    /// Value of `fetched`: when the page was fetched, ISO 8601, if an archive says so.
    pub fetched: Option<String>,
    /// Renderings of the body; they come in the order `text`, `markdown`, `html`, whatever the order here.
    pub bodies: Vec<JsonBody>,
    /// Whether to add `origins`: where each piece of metadata came from.
    pub has_origins: bool,
    /// Whether the object is spread over several indented lines.
    pub is_pretty: bool,
    /// Links and images in `text` and `markdown`.
    pub render: RenderOptions,
}

impl Default for JsonOptions {
    fn default() -> Self {
        Self {
            source: None,
            fetched: None,
            bodies: vec![JsonBody::Text],
            has_origins: false,
            is_pretty: false,
            render: RenderOptions::default(),
        }
    }
}

/// Renders an article as a JSON object, without a line break at its end.
pub fn render(article: &Article, options: &JsonOptions) -> String {
    show(object(article, options), options.is_pretty)
}

/// The object that stands for an article.
pub fn object(article: &Article, options: &JsonOptions) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("source".into(), json!(options.source));
    add_metadata(&mut object, &article.metadata);
    object.insert("fetched".into(), json!(options.fetched));
    object.insert("encoding".into(), json!(article.encoding));
    object.insert("confidence".into(), confidence(article.confidence));
    object.insert("page_type".into(), json!(article.page_type.map(PageType::name)));
    add_bodies(&mut object, article, options);
    if options.has_origins {
        object.insert("origins".into(), origins(&article.metadata));
    }
    object
}

/// Renders the object that stands for a page without result: its source and what went wrong.
pub fn render_error(source: Option<&str>, error: &str, is_pretty: bool) -> String {
    let mut object = Map::new();
    object.insert("source".into(), json!(source));
    object.insert("error".into(), json!(error));
    show(object, is_pretty)
}

fn add_metadata(object: &mut Map<String, Value>, metadata: &Metadata) {
    let Metadata { url, title, authors, published, modified, site, language, description, image, tags, license } =
        metadata;
    let mut add = |key: &str, value: Value| object.insert(key.to_owned(), value);
    add("url", one(url));
    add("title", one(title));
    add("authors", many(authors));
    add("published", one(published));
    add("modified", one(modified));
    add("site", one(site));
    add("language", one(language));
    add("description", one(description));
    add("image", one(image));
    add("tags", many(tags));
    add("license", one(license));
}

fn one(field: &Option<Field<String>>) -> Value {
    json!(field.as_ref().map(|field| &field.value))
}

fn many(fields: &[Field<String>]) -> Value {
    fields.iter().map(|field| field.value.as_str()).collect()
}

/// Three decimals: finer differences mean nothing, and they would make outputs hard to compare.
fn confidence(value: f32) -> Value {
    json!((f64::from(value).clamp(0.0, 1.0) * 1000.0).round() / 1000.0)
}

fn add_bodies(object: &mut Map<String, Value>, article: &Article, options: &JsonOptions) {
    let body_options = RenderOptions { has_title: false, ..options.render };
    if options.bodies.contains(&JsonBody::Text) {
        object.insert("text".into(), json!(text::render(article, &body_options).trim_end()));
    }
    if options.bodies.contains(&JsonBody::Markdown) {
        object.insert("markdown".into(), json!(markdown::render(article, &body_options).trim_end()));
    }
    if options.bodies.contains(&JsonBody::Html) {
        object.insert("html".into(), json!(html::fragment(article).trim_end()));
    }
}

/// The origin of each field that is present; lists have the origin of each element.
fn origins(metadata: &Metadata) -> Value {
    let mut object = Map::new();
    let single = [
        ("url", &metadata.url),
        ("title", &metadata.title),
        ("published", &metadata.published),
        ("modified", &metadata.modified),
        ("site", &metadata.site),
        ("language", &metadata.language),
        ("description", &metadata.description),
        ("image", &metadata.image),
        ("license", &metadata.license),
    ];
    for (key, field) in single {
        if let Some(field) = field {
            object.insert(key.to_owned(), json!(field.origin.as_str()));
        }
    }
    for (key, fields) in [("authors", &metadata.authors), ("tags", &metadata.tags)] {
        if !fields.is_empty() {
            object.insert(key.to_owned(), fields.iter().map(|field| field.origin.as_str()).collect());
        }
    }
    Value::Object(object)
}

/// The text of an object.
pub fn show(object: Map<String, Value>, is_pretty: bool) -> String {
    let object = Value::Object(object);
    if is_pretty { format!("{object:#}") } else { object.to_string() }
}
