//! A page goes in, its output comes out in the format that was asked for, with what became of it.

use std::path::PathBuf;

use serde_json::{Map, Value};
use tamis::archive;
use tamis::{Article, Explanation, Extractor, Hint, JsonBody, JsonOptions, RenderOptions};

use super::args::{Args, Format};
use super::explain;
use super::failure::Failure;
use super::guard::guarded;
use super::input::{About, Content, Document};
use super::report;
use super::tally::Verdict;

/// Turns pages into outputs, all with the same options.
pub struct Sieve {
    extractor: Extractor,
    encoding: Option<String>,
    max_bytes: usize,
    format: Format,
    render: RenderOptions,
    bodies: Vec<JsonBody>,
    has_blocks: bool,
    has_origins: bool,
}

/// A page that went through the sieve.
pub struct Sieved {
    /// How it is called in messages.
    pub source: String,
    /// How it is called in the journal.
    pub key: String,
    /// Its file in a tree, below the output folder.
    pub file: PathBuf,
    /// What became of it.
    pub outcome: Outcome,
    /// Bytes of the input read for it.
    pub n_bytes: u64,
}

/// What became of a page.
#[derive(Debug)]
pub enum Outcome {
    /// It gave content.
    Article(String),
    /// It holds no article; its metadata, if the format has a place for them.
    NoArticle(Option<String>),
    /// It failed; the object that says so in a stream of JSON, if the format is JSON.
    Failed(Failure, Option<String>),
    /// An earlier run did it.
    Done(Verdict),
}

impl Sieve {
    /// Prepares for pages.
    ///
    /// # Errors
    /// Options that cannot be used: a bad selector, a bad address.
    pub fn new(args: &Args) -> Result<Self, tamis::Error> {
        Ok(Self {
            extractor: Extractor::new(args.options())?,
            encoding: args.encoding.clone(),
            max_bytes: args.max_bytes,
            format: args.format(),
            render: args.render_options(),
            bodies: args.bodies(),
            has_blocks: args.has_blocks(),
            has_origins: args.origins,
        })
    }

    /// Reads a page, extracts its article and renders it. Never panics.
    pub fn sieve(&self, document: Document) -> Sieved {
        let Document { source, key, file, content, about, n_bytes } = document;
        let broken = || Err(Failure::new("internal", "internal error; please report this page"));
        let result = guarded(|| self.extract_and_render(content, &about, &source)).unwrap_or_else(broken);
        let outcome = result.unwrap_or_else(|failure| {
            let object = self.format.is_json().then(|| self.failed_object(&source, &about, &failure));
            Outcome::Failed(failure, object)
        });
        Sieved { source, key, file, outcome, n_bytes }
    }

    fn extract_and_render(&self, content: Content, about: &About, source: &str) -> Result<Outcome, Failure> {
        let bytes = match content {
            Content::Done(verdict) => return Ok(Outcome::Done(verdict)),
            Content::Failed(failure) => return Err(failure),
            Content::Bytes(bytes) => bytes,
            Content::Unread(reader) => {
                archive::read_page(reader, self.max_bytes).map_err(|error| Failure::new(error.kind(), &error))?
            }
        };
        let hint =
            Hint { encoding: self.encoding.clone(), content_type: about.content_type.clone(), url: about.url.clone() };
        let (is_empty, output) = if self.explains() {
            let explanation =
                self.extractor.explain_bytes(&bytes, &hint).map_err(|error| Failure::extracting(&error))?;
            (explanation.article.is_empty(), self.render_explanation(&explanation, about, source))
        } else {
            let article = self.extractor.extract_bytes(&bytes, &hint).map_err(|error| Failure::extracting(&error))?;
            (article.is_empty(), self.render(&article, about, source))
        };
        Ok(match is_empty {
            false => Outcome::Article(output),
            true => Outcome::NoArticle(self.format.tells_of_empty_pages().then_some(output)),
        })
    }

    /// Whether more is wanted than the article.
    fn explains(&self) -> bool {
        self.has_blocks || matches!(self.format, Format::Report | Format::Explanation)
    }

    /// The output of a page of which all blocks are to be told.
    fn render_explanation(&self, explanation: &Explanation, about: &About, source: &str) -> String {
        match self.format {
            Format::Report => report::page(explanation, source),
            Format::Explanation => explain::lines(explanation, source),
            _ => self.with_fields(explanation.to_json_with(&self.json_options(about, source)), about) + "\n",
        }
    }

    /// The output of a page; it ends with one line break.
    fn render(&self, article: &Article, about: &About, source: &str) -> String {
        let mut output = match self.format {
            Format::Text => article.text_with(&self.render),
            Format::Markdown => article.markdown_with(&self.render),
            Format::Html => article.html(),
            _ => self.with_fields(article.to_json_with(&self.json_options(about, source)), about),
        };
        output.truncate(output.trim_end_matches('\n').len());
        output.push('\n');
        output
    }

    fn json_options(&self, about: &About, source: &str) -> JsonOptions {
        JsonOptions {
            source: Some(source.to_owned()),
            fetched: about.fetched.clone(),
            bodies: self.bodies.clone(),
            has_origins: self.has_origins,
            is_pretty: self.is_pretty(),
            render: self.render,
        }
    }

    fn failed_object(&self, source: &str, about: &About, failure: &Failure) -> String {
        let object = tamis::error_json(Some(source), &failure.to_string(), self.is_pretty());
        self.with_fields(object, about) + "\n"
    }

    fn is_pretty(&self) -> bool {
        self.format == Format::Json
    }

    /// Adds to a JSON object the fields that pass through from the input, their values untouched. The input knows best what
    /// the page's address is; any other name that the object has already becomes `input_NAME`.
    fn with_fields(&self, object: String, about: &About) -> String {
        if about.fields.is_empty() {
            return object;
        }
        let mut own: Map<String, Value> = serde_json::from_str(&object).unwrap_or_default();
        let mut passed = String::new();
        for (name, raw) in &about.fields {
            if name == "url" && own.contains_key("url") {
                own.insert("url".to_owned(), serde_json::from_str(raw).unwrap_or_default());
                continue;
            }
            let name = if own.contains_key(name) { format!("input_{name}") } else { name.clone() };
            let (indent, space) = if self.is_pretty() { ("\n  ", " ") } else { ("", "") };
            passed += &format!(",{indent}{}:{space}{raw}", Value::from(name));
        }
        let own = if self.is_pretty() { format!("{:#}", Value::from(own)) } else { Value::from(own).to_string() };
        let end = if self.is_pretty() { "\n}" } else { "}" };
        own.strip_suffix(end).unwrap_or_default().to_owned() + &passed + end
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use clap::Parser;

    use super::*;

    /// A source that breaks in a way that nobody foresaw.
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("nobody foresaw this")
        }
    }

    fn document(name: &str, content: Content) -> Document {
        let about = About::default();
        Document { source: name.to_owned(), key: name.to_owned(), file: PathBuf::new(), content, about, n_bytes: 0 }
    }

    #[test]
    fn a_panic_fails_its_page_and_the_next_is_sieved() {
        let args = Args::try_parse_from(["tamis", "-f", "jsonl"]).expect("valid arguments");
        let sieve = Sieve::new(&args).expect("valid options");
        let sieved = sieve.sieve(document("a.html", Content::Unread(Box::new(Broken))));
        let Outcome::Failed(failure, Some(object)) = sieved.outcome else { panic!("the page did not fail") };
        assert_eq!((sieved.source.as_str(), failure.kind), ("a.html", "internal"));
        assert_eq!(object, "{\"source\":\"a.html\",\"error\":\"internal error; please report this page\"}\n");
        let page =
            b"<html><h1>Tide</h1><p>The tide mill grinds again, after forty years of silence.</p></html>".to_vec();
        assert!(matches!(sieve.sieve(document("b.html", Content::Bytes(page))).outcome, Outcome::Article(_)));
    }
}
