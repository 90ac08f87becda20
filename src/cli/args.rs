//! Words of the command line in, typed and individually valid arguments out.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use tamis::{Error, Hint, JsonBody, Limits, Options, RenderOptions};

const ABOUT: &str = "Sieves web pages: the clean article as text, Markdown, HTML or JSON";

const LONG_ABOUT: &str = "\
Sieves web pages: the clean article as text, Markdown, HTML or JSON.

PATH is a page, a folder of pages, or \"-\" for standard input (as is no PATH at all). Gzipped pages are read as they \
are. A page that is named is read whatever its extension; in folders, .html .htm .xhtml .shtml .php .asp .aspx, files \
without extension that look like HTML, and .gz of those are read. Other files, hidden ones and links to folders are \
skipped and counted.

With -o DIR every page becomes one file: in/a/b.html becomes DIR/a/b.txt (.md, .html, .json). Where two pages would \
have the same name, the later one keeps its full name (b.html.txt). Of several PATHs, folders keep their own name. \
Files are replaced as a whole or not at all; a page that fails or holds no article leaves no file (but JSON of a page \
without article is written: its metadata may be worth having).";

const AFTER_HELP: &str = "Exit codes: 0 every page gave content, 1 some held no article, 2 some failed or wrong usage.
Examples and details: tamis --help";

const AFTER_LONG_HELP: &str = "\
Examples:
  tamis page.html                           the article as text
  curl -s https://site.example/a | tamis --url https://site.example/a -f markdown --links
  tamis -o clean/ scrapes/                  a folder into a mirrored tree of .txt files
  tamis -f jsonl scrapes/ > pages.jsonl     a folder into one JSON object a line
  tamis -f json --body markdown --body html page.html.gz
  tamis --keep '.recipe-card' --drop '#promo, .teaser' page.html

Exit codes:
  0  every page gave content (also when the reader of a pipe went away)
  1  some page held no article
  2  some input failed, or wrong usage

Errors are one line each on standard error: `tamis: PATH: what is wrong; what to do`.";

/// The arguments of one run.
#[derive(Debug, Parser)]
#[command(name = "tamis", version, about = ABOUT, long_about = LONG_ABOUT)]
#[command(after_help = AFTER_HELP, after_long_help = AFTER_LONG_HELP, max_term_width = 100)]
pub struct Args {
    /// Pages, folders of pages, or "-" for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// What comes out
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Where it goes: a file, or a folder for one file a page
    ///
    /// A folder as input needs a folder here (created if missing), except with -f jsonl, which writes one stream.
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,

    /// Pages read at the same time [default: one per processor]
    ///
    /// Results come in the order of sorted paths, byte for byte the same whatever N.
    #[arg(short, long, value_name = "N", value_parser = parse_jobs)]
    pub jobs: Option<usize>,

    /// What the input is
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub from: From,

    /// Which way doubtful blocks go
    ///
    /// The figures are mean word precision and recall on the WCXB benchmark, sites unseen in training.
    #[arg(long, value_enum, default_value_t = Focus::Balanced)]
    pub focus: Focus,

    /// What a JSON object carries besides metadata; repeatable [default: text]
    #[arg(long, value_enum)]
    pub body: Vec<Body>,

    /// Where each piece of metadata came from, in JSON
    #[arg(long)]
    pub origins: bool,

    /// Text and Markdown without the title
    #[arg(long)]
    pub no_title: bool,

    /// Link targets in text and Markdown
    #[arg(long)]
    pub links: bool,

    /// Images in text and Markdown
    #[arg(long)]
    pub images: bool,

    /// No data tables
    #[arg(long)]
    pub no_tables: bool,

    /// Readers' comments after the article
    #[arg(long)]
    pub comments: bool,

    /// Keep what this CSS selector finds; repeatable, wins over --drop
    #[arg(long, value_name = "SELECTOR")]
    pub keep: Vec<String>,

    /// Drop what this CSS selector finds; repeatable
    #[arg(long, value_name = "SELECTOR")]
    pub drop: Vec<String>,

    /// Address of the page: makes its links absolute
    #[arg(long)]
    pub url: Option<String>,

    /// Encoding of the input, over what the page says
    #[arg(long, value_name = "LABEL", value_parser = parse_encoding)]
    pub encoding: Option<String>,

    /// Longest page (unpacked), with K, M or G if wanted
    #[arg(long, value_name = "N", value_parser = parse_bytes, default_value = "64M")]
    pub max_bytes: usize,

    /// Longest time for one page [default: no limit]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout_ms: Option<u64>,

    /// Say errors only: no summary, no progress, no notes on pages without an article
    #[arg(short, long)]
    pub quiet: bool,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text
    Text,
    /// GitHub-flavoured Markdown
    Markdown,
    /// Clean, standalone HTML
    Html,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
}

impl Format {
    /// Extension of its files, with the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => ".txt",
            Self::Markdown => ".md",
            Self::Html => ".html",
            Self::Json => ".json",
            Self::Jsonl => ".jsonl",
        }
    }

    /// Whether it is JSON, one object or many.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// HTML if it has tags, otherwise text
    Auto,
    /// HTML whatever it looks like
    Html,
    /// Plain text: lines and paragraphs
    Text,
}

/// Which way doubtful blocks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Focus {
    /// Rather lose a paragraph: WCXB precision .90, recall .88
    Precision,
    /// The best balance: precision .88, recall .93
    Balanced,
    /// Rather let some chrome in: precision .84, recall .95
    Recall,
}

/// What a JSON object carries besides metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Body {
    /// `text`, without the title
    Text,
    /// `markdown`, without the title
    Markdown,
    /// `html`
    Html,
}

impl Args {
    /// The library's options.
    pub fn options(&self) -> Options {
        Options {
            url: self.url.clone(),
            source: match self.from {
                From::Auto => tamis::Source::Auto,
                From::Html => tamis::Source::Html,
                From::Text => tamis::Source::Text,
            },
            focus: match self.focus {
                Focus::Precision => tamis::Focus::Precision,
                Focus::Balanced => tamis::Focus::Balanced,
                Focus::Recall => tamis::Focus::Recall,
            },
            has_tables: !self.no_tables,
            has_comments: self.comments,
            keep: self.keep.clone(),
            drop: self.drop.clone(),
            limits: Limits { max_bytes: self.max_bytes, timeout: self.timeout_ms.map(Duration::from_millis) },
        }
    }

    /// What is known about the bytes beforehand.
    pub fn hint(&self) -> Hint {
        Hint { encoding: self.encoding.clone(), content_type: None }
    }

    /// What text and Markdown carry besides the words.
    pub fn render_options(&self) -> RenderOptions {
        RenderOptions { has_title: !self.no_title, has_links: self.links, has_images: self.images }
    }

    /// What a JSON object carries besides metadata: each body once, in the order of the arguments.
    pub fn bodies(&self) -> Vec<JsonBody> {
        let mut bodies = Vec::new();
        for body in &self.body {
            let body = match body {
                Body::Text => JsonBody::Text,
                Body::Markdown => JsonBody::Markdown,
                Body::Html => JsonBody::Html,
            };
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        if bodies.is_empty() { vec![JsonBody::Text] } else { bodies }
    }
}

fn parse_jobs(word: &str) -> Result<usize, String> {
    match word.parse() {
        Ok(0) => Err("at least one page must be read at a time; give 1 or more".to_owned()),
        Ok(jobs) => Ok(jobs),
        Err(_) => Err("not a whole number; give 1 or more".to_owned()),
    }
}

fn parse_encoding(label: &str) -> Result<String, Error> {
    // Checked here so that a slip of the pen is one message, not one a page.
    match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(_) => Ok(label.to_owned()),
        None => Err(Error::UnknownEncoding { label: label.to_owned() }),
    }
}

/// Reads `5000000`, `500K`, `64M`, `2GB`, `2GiB`; the units are powers of 1,024.
fn parse_bytes(word: &str) -> Result<usize, String> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = word.split_at(digits);
    let shift = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        _ => return Err("not a size; give bytes, or a number with K, M or G such as 64M".to_owned()),
    };
    let number: usize =
        number.parse().map_err(|_| "not a size; give bytes, or a number with K, M or G such as 64M".to_owned())?;
    match number.checked_mul(1 << shift) {
        Some(0) => Err("no page fits into 0 bytes; give a larger limit".to_owned()),
        Some(bytes) => Ok(bytes),
        None => Err("larger than this machine can address; give a smaller limit".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_in_the_help_is_the_librarys() {
        let args = Args::try_parse_from(["tamis"]).expect("no argument is needed");
        assert_eq!(args.max_bytes, Limits::default().max_bytes);
    }

    #[test]
    fn sizes_take_units() {
        assert_eq!(parse_bytes("17"), Ok(17));
        assert_eq!(parse_bytes("2k"), Ok(2048));
        assert_eq!(parse_bytes("3MiB"), Ok(3 << 20));
        assert_eq!(parse_bytes("1GB"), Ok(1 << 30));
        for wrong in ["", "K", "-1", "1.5M", "0", "0K", "5 M", "1T", "99999999999999999999", "18446744073709551615K"] {
            assert!(parse_bytes(wrong).is_err(), "{wrong:?} was taken for a size");
        }
    }
}
