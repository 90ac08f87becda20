//! Words of the command line in, typed and individually valid arguments out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use clap_complete::Shell;
use tamis::{Error, JsonBody, Limits, Options, RenderOptions};

use super::output::{Layout, Start, without_packing};

const ABOUT: &str = "Sieves web pages: the clean article as text, Markdown, HTML or JSON, and why";

const LONG_ABOUT: &str = "\
Sieves web pages: the clean article as text, Markdown, HTML or JSON, and why each part was kept or cut.

PATH is a page, a file of many pages (WARC, JSON Lines with \"html\" or \"content\", zip, MHTML), a folder of either, or \
\"-\" for standard input (as is no PATH at all). What a file holds, and whether it is packed with gzip, zstd or brotli, is \
told by its content. In folders, .html .htm .xhtml .shtml .php .asp .aspx, .warc .jsonl .ndjson .zip .mhtml .mht, packed \
ones, and files of unknown extension that look like pages are read. Other files, hidden ones and links to folders are skipped and counted.

With -o DIR every page becomes one file: in/a/b.html becomes DIR/a/b.txt (.md, .html, .json). Where two pages would \
have the same name, the later one keeps its full name (b.html.txt). A file of many pages becomes a folder of its name. Of several PATHs, folders keep their own name. \
Files are replaced as a whole or not at all; a page that fails or holds no article leaves no file (but JSON of a page \
without article is written: its metadata may be worth having).";

const AFTER_HELP: &str = "Exit codes: 0 every page gave content, 1 some held no article, 2 some failed or wrong usage.
Examples and details: tamis --help";

/// Examples of use, a line each.
pub const EXAMPLES: &str = "  \
  tamis page.html                           the article as text
  curl -s https://site.example/a | tamis --url https://site.example/a -f markdown --links
  tamis -o clean/ scrapes/                  a folder into a mirrored tree of .txt files
  tamis -o pages.jsonl.zst crawl.warc.gz    a web archive into one JSON object a line, compressed
  tamis -o pages.parquet --resume scrapes/  a folder into a table; goes on where it was broken off
  find . -name '*.html' -print0 | xargs -0 tamis -f jsonl
  tamis -f json --body markdown --body html page.html.gz
  tamis --keep '.recipe-card' --drop '#promo, .teaser' page.html
  tamis -f report -o report.html page.html  what was kept and why, to be looked at in a browser
  tamis -f report -o reports/ scrapes/      a report for each page, and index.html, the least certain first
  tamis --explain page.html                 the same in the terminal, a line a block
";

/// What the exit code says, a line each.
pub const EXIT_CODES: &str = "  \
  0  every page gave content (also when the reader of a pipe went away)
  1  some page held no article
  2  some input failed, or wrong usage
  130, 143  interrupted; what was begun is finished, and --resume goes on
";

fn after_long_help() -> String {
    format!(
        "Examples:\n{EXAMPLES}\nExit codes:\n{EXIT_CODES}\nErrors are one line each on standard error: \
         `tamis: PATH: what is wrong; what to do`."
    )
}

/// The arguments of one run.
#[derive(Debug, Parser)]
#[command(name = "tamis", version, about = ABOUT, long_about = LONG_ABOUT)]
#[command(after_help = AFTER_HELP, after_long_help = after_long_help(), max_term_width = 100)]
pub struct Args {
    /// Pages, archives of pages, folders of either, or "-" for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// What comes out [default: what the extension of -o says, or text]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,

    /// Where it goes: a file, or a folder for one file a page
    ///
    /// A folder as input needs a folder here (created if missing), except with -f jsonl or parquet, which write one file.
    /// What is written is compressed if the name ends in .gz or .zst.
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

    /// Images, with their captions, in text and Markdown
    #[arg(long)]
    pub images: bool,

    /// No data tables
    #[arg(long)]
    pub no_tables: bool,

    /// Why each block was kept or dropped, a line a block, instead of the article
    ///
    /// Bar and probability, kept (+) or dropped (-), first words, and what moved the probability most. More is in -f report, and,
    /// for programs, in -f json --body blocks.
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,

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

    /// Go on where an earlier run of the same command was broken off
    ///
    /// What is done is neither read again nor lost, however the run ended; pages that failed are tried again if each page has
    /// a file of its own. Needs -o.
    #[arg(long)]
    pub resume: bool,

    /// Failures as JSON lines: source, kind, message
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,

    /// Print completions for a shell, and end
    #[arg(long, value_name = "SHELL", exclusive = true)]
    pub completions: Option<Shell>,

    /// Print the manual page (roff), and end
    #[arg(long, exclusive = true)]
    pub man: bool,

    /// Say errors only: no summary, no progress, no notes on pages without an article
    #[arg(short, long)]
    pub quiet: bool,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text
    #[value(alias = "txt")]
    Text,
    /// GitHub-flavoured Markdown
    #[value(alias = "md")]
    Markdown,
    /// Clean, standalone HTML
    Html,
    /// One JSON object
    Json,
    /// One JSON object a line
    #[value(alias = "ndjson")]
    Jsonl,
    /// One Parquet file, a row a page
    Parquet,
    /// A page to be looked at in a browser: what was kept and why; in a folder with an index
    Report,
    /// What `--explain` asks for
    #[value(skip)]
    Explanation,
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
            Self::Parquet => ".parquet",
            // Not the name of any page, nor that of the index.
            Self::Report => ".report.html",
            Self::Explanation => ".explained.txt",
        }
    }

    /// Whether it is made of JSON objects (rows are), one or many.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json) || self.is_stream()
    }

    /// Whether all pages go into one file.
    pub fn is_stream(self) -> bool {
        matches!(self, Self::Jsonl | Self::Parquet)
    }

    /// Whether several outputs may follow one another.
    pub fn takes_many(self) -> bool {
        !matches!(self, Self::Html | Self::Json | Self::Report)
    }

    /// Whether there is something to say of a page without an article, too.
    pub fn tells_of_empty_pages(self) -> bool {
        self.is_json() || matches!(self, Self::Report | Self::Explanation)
    }

    /// What the name of an output says.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = without_packing(path).extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Jsonl,
            "parquet" => Self::Parquet,
            _ => return None,
        })
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
    /// Rather lose a paragraph: WCXB precision .907, recall .894
    Precision,
    /// The best balance: precision .885, recall .935
    Balanced,
    /// Rather let some chrome in: precision .854, recall .956
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
    /// `blocks`: every block of the page, its probability, what became of it and why
    Blocks,
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

    /// What comes out.
    pub fn format(&self) -> Format {
        if self.explain {
            return Format::Explanation;
        }
        let of_output = || Format::of(self.output.as_deref()?);
        self.format.or_else(of_output).unwrap_or(Format::Text)
    }

    /// What a row of a table holds.
    pub fn layout(&self) -> Layout {
        Layout { bodies: self.bodies(), has_blocks: self.has_blocks(), has_origins: self.origins }
    }

    /// How the run begins.
    pub fn start(&self) -> Start {
        let version = env!("CARGO_PKG_VERSION");
        let render = (self.no_title, self.links, self.images, self.no_tables, self.comments);
        let options = (self.format(), self.from, self.focus, &self.body, self.origins, render, &self.keep, &self.drop);
        let limits = (&self.url, &self.encoding, self.max_bytes, self.timeout_ms);
        Start { options: format!("tamis {version} {options:?} {limits:?}"), is_resumed: self.resume }
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
                Body::Blocks => continue,
            };
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        if self.body.is_empty() { vec![JsonBody::Text] } else { bodies }
    }

    /// Whether a JSON object carries all blocks of the page.
    pub fn has_blocks(&self) -> bool {
        self.body.contains(&Body::Blocks)
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
