//! The clean article: what every renderer gets, and all that it gets.

/// A clean article: metadata, the body as structured blocks, and how sure Tamis is of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// Title, authors, dates and the like, each with its origin.
    pub metadata: Metadata,
    /// The body in reading order, without the title.
    pub blocks: Vec<Block>,
    /// Readers' comments, only filled when they were asked for.
    pub comments: Vec<Block>,
    /// How sure Tamis is of this result, 0 to 1: an estimate of the word F1 against a careful reader's choice, calibrated on
    /// pages of sites that the model had not seen.
    pub confidence: f32,
    /// What type of page it is; none where nothing speaks for any type (no markup, no blocks).
    pub page_type: Option<PageType>,
    /// The encoding that was read (WHATWG name, e.g. `windows-1251`); `None` for input that came as a string.
    pub encoding: Option<&'static str>,
    /// Malformed byte sequences that were replaced by U+FFFD.
    pub malformed: usize,
}

impl Article {
    /// Whether the page gave no content at all (neither body nor comments).
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.comments.is_empty()
    }
}

/// Types of pages, those of the WCXB benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageType {
    /// News, posts, essays.
    Article,
    /// Manuals, references, tutorials.
    Documentation,
    /// What an organisation offers: landing pages, pages about it.
    Service,
    /// Threads, questions and answers.
    Forum,
    /// Lists of articles or entries.
    Listing,
    /// Lists of products.
    Collection,
    /// One product.
    Product,
}

impl PageType {
    /// All types, in the order of the model's tables.
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Documentation,
        Self::Service,
        Self::Forum,
        Self::Listing,
        Self::Collection,
        Self::Product,
    ];

    /// Its name in lower case, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Documentation => "documentation",
            Self::Service => "service",
            Self::Forum => "forum",
            Self::Listing => "listing",
            Self::Collection => "collection",
            Self::Product => "product",
        }
    }
}

/// A value and where on the page it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a piece of metadata came from, strongest first where they disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A schema.org object in `<script type="application/ld+json">`.
    JsonLd,
    /// An `og:` or `article:` property.
    OpenGraph,
    /// A `twitter:` card.
    TwitterCard,
    /// A `dc.` or `dcterms.` name.
    DublinCore,
    /// An `itemprop`.
    Microdata,
    /// Any other `<meta name>` (citation_title, author, parsely ...).
    Meta,
    /// A `<link rel>`.
    Link,
    /// The `<html lang>` (or nearest `lang`) attribute.
    LangAttribute,
    /// The `<title>` element.
    TitleElement,
    /// A visible heading.
    Heading,
    /// A visible byline.
    Byline,
    /// A visible `<time>` element.
    Time,
    /// The page's address.
    Url,
    /// The transport (a `Content-Language` header repeated in the page).
    Transport,
    /// The words of the page themselves.
    Text,
}

impl Origin {
    /// A short stable name, as used in JSON: `json-ld`, `open-graph`, `byline` ...
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JsonLd => "json-ld",
            Self::OpenGraph => "open-graph",
            Self::TwitterCard => "twitter-card",
            Self::DublinCore => "dublin-core",
            Self::Microdata => "microdata",
            Self::Meta => "meta",
            Self::Link => "link",
            Self::LangAttribute => "lang",
            Self::TitleElement => "title",
            Self::Heading => "heading",
            Self::Byline => "byline",
            Self::Time => "time",
            Self::Url => "url",
            Self::Transport => "transport",
            Self::Text => "text",
        }
    }
}

/// What the page says about itself. Absent where the page gives no basis: nothing is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Canonical address, absolute.
    pub url: Option<Field<String>>,
    /// Headline, without the site's name.
    pub title: Option<Field<String>>,
    /// Names of the authors, in the page's order, without duplicates; empty where none is named.
    pub authors: Vec<Field<String>>,
    /// First publication, ISO 8601: `2024-05-03` or with time and offset if the page gives them.
    pub published: Option<Field<String>>,
    /// Last modification, ISO 8601.
    pub modified: Option<Field<String>>,
    /// Name of the site.
    pub site: Option<Field<String>>,
    /// Language, a BCP 47 tag.
    pub language: Option<Field<String>>,
    /// Description or standfirst that the page gives for previews.
    pub description: Option<Field<String>>,
    /// Lead image, absolute address.
    pub image: Option<Field<String>>,
    /// Tags and keywords, in the page's order, without duplicates.
    pub tags: Vec<Field<String>>,
    /// Licence, as a URL where the page links one, otherwise as its text.
    pub license: Option<Field<String>>,
}

/// A piece of the article's flow.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6, as on the page.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A data table.
    Table(Table),
    /// Preformatted code, verbatim.
    Code {
        /// Language as the page's markup names it (`rust`, `python`), lower case.
        language: Option<String>,
        /// The code: line breaks are `\n`, no line numbers, no trailing line break.
        text: String,
    },
    /// A block quotation.
    Quote(Vec<Block>),
    /// One or more images with their caption.
    Figure {
        /// The images, real addresses behind lazy loading resolved.
        images: Vec<Image>,
        /// The caption; empty if there is none.
        caption: Vec<Inline>,
    },
    /// A definition list: terms and their definitions.
    Definitions(Vec<Definition>),
    /// A displayed formula, TeX source without dollar signs.
    Math(String),
    /// A footnote's text.
    Footnote {
        /// The label that references use: `1`.
        label: String,
        /// The note.
        content: Vec<Block>,
    },
    /// A thematic break.
    Rule,
}

/// An ordered or unordered list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// Number of the first item for an ordered list; `None` for bullets.
    pub start: Option<u64>,
    /// The items, each a flow of its own.
    pub items: Vec<Vec<Block>>,
}

/// A data table. Every row has the same number of cells (spans are padded with empty cells).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The caption; empty if there is none.
    pub caption: Vec<Inline>,
    /// Number of leading rows that are headers (0 where the page marks none).
    pub header_rows: usize,
    /// The rows, `rows[r][c]`.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A term with its definitions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Definition {
    /// The terms (several may share a definition).
    pub terms: Vec<Vec<Inline>>,
    /// The definitions, each a flow of its own.
    pub details: Vec<Vec<Block>>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// Address, absolute where a base is known.
    pub source: String,
    /// Alternative text; empty if there is none.
    pub alt: String,
}

/// A piece of a line of text. White space is already folded: texts hold no line breaks and no double spaces.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A line break that the author made (`<br>`).
    LineBreak,
    /// `<em>`, `<i>`, `<cite>` ...
    Emphasis(Vec<Inline>),
    /// `<strong>`, `<b>`.
    Strong(Vec<Inline>),
    /// `<s>`, `<del>`.
    Strikethrough(Vec<Inline>),
    /// `<sup>`.
    Superscript(Vec<Inline>),
    /// `<sub>`.
    Subscript(Vec<Inline>),
    /// Inline code, verbatim.
    Code(String),
    /// An inline formula, TeX source without dollar signs.
    Math(String),
    /// A link; its target is an absolute http(s), mailto or tel address, or a fragment.
    Link {
        /// Where it leads.
        target: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// An image within a line.
    Image(Image),
    /// A reference to the [`Block::Footnote`] of the same label.
    FootnoteReference(String),
}
