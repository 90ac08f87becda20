//! A page goes in, its output comes out in the format that was asked for, with a verdict.

use tamis::{Article, Extractor, Hint, JsonBody, JsonOptions, RenderOptions};

use super::args::{Args, Format};
use super::failure::Failure;
use super::guard::guarded;
use super::input::Page;

/// Turns pages into outputs, all with the same options.
pub struct Sieve {
    extractor: Extractor,
    hint: Hint,
    max_bytes: usize,
    format: Format,
    render: RenderOptions,
    bodies: Vec<JsonBody>,
    has_origins: bool,
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
}

impl Sieve {
    /// Prepares for pages.
    ///
    /// # Errors
    /// Options that cannot be used: a bad selector, a bad address.
    pub fn new(args: &Args) -> Result<Self, tamis::Error> {
        Ok(Self {
            extractor: Extractor::new(args.options())?,
            hint: args.hint(),
            max_bytes: args.max_bytes,
            format: args.format,
            render: args.render_options(),
            bodies: args.bodies(),
            has_origins: args.origins,
        })
    }

    /// Reads a page, extracts its article and renders it. Never panics.
    pub fn sieve(&self, page: &Page) -> Outcome {
        let broken = || Err(Failure::new("internal error; please report this page"));
        match guarded(|| self.extract_and_render(page)).unwrap_or_else(broken) {
            Ok(outcome) => outcome,
            Err(failure) => {
                let object = self.format.is_json().then(|| self.failed_object(page, &failure));
                Outcome::Failed(failure, object)
            }
        }
    }

    fn extract_and_render(&self, page: &Page) -> Result<Outcome, Failure> {
        let bytes = page.read(self.max_bytes)?;
        let article = self.extractor.extract_bytes(&bytes, &self.hint).map_err(Failure::new)?;
        Ok(match (article.is_empty(), self.format.is_json()) {
            (false, _) => Outcome::Article(self.render(&article, page)),
            (true, true) => Outcome::NoArticle(Some(self.render(&article, page))),
            (true, false) => Outcome::NoArticle(None),
        })
    }

    /// The output of a page; it ends with one line break.
    fn render(&self, article: &Article, page: &Page) -> String {
        let mut output = match self.format {
            Format::Text => article.text_with(&self.render),
            Format::Markdown => article.markdown_with(&self.render),
            Format::Html => article.html(),
            Format::Json | Format::Jsonl => article.to_json_with(&JsonOptions {
                source: Some(page.source.clone()),
                bodies: self.bodies.clone(),
                has_origins: self.has_origins,
                is_pretty: self.format == Format::Json,
                render: self.render,
            }),
        };
        output.truncate(output.trim_end_matches('\n').len());
        output.push('\n');
        output
    }

    fn failed_object(&self, page: &Page, failure: &Failure) -> String {
        tamis::error_json(Some(&page.source), &failure.to_string(), self.format == Format::Json) + "\n"
    }
}
