//! The nouns of choosing: which rule had the last word on a block, and whether it keeps it.

/// What was decided on a block, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ruling {
    /// The last rule that changed the block's lot.
    pub rule: Rule,
    /// Whether the block is part of the result.
    pub is_kept: bool,
}

/// A rule that keeps or drops blocks, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The likeliest blocks, as many as together have the highest expected F-score.
    Choice,
    /// Short blocks of one look share a lot on pages that are neither articles nor threads.
    Look,
    /// Short blocks below the least probability that they need on clear pages.
    Doubt,
    /// Data tables are kept whole or not at all.
    Table,
    /// Captions, listings, footnotes and terms go with what they belong to.
    Part,
    /// Formulas go with the text around them.
    Formula,
    /// Headings go with the text that they open.
    Heading,
    /// A text that stands in several places is kept in one.
    Repetition,
    /// The headline is the title, not part of the body.
    Headline,
    /// What stands above the headline of a page without markup.
    AboveHeadline,
    /// Selectors of [`Options::keep`](crate::Options::keep) and [`Options::drop`](crate::Options::drop).
    Selector,
    /// [`Options::has_tables`](crate::Options::has_tables).
    NoTables,
    /// The page shows next to nothing and holds its article as data for scripts, which is taken instead.
    EmbeddedBody,
    /// [`Options::has_comments`](crate::Options::has_comments).
    Comment,
}

impl Ruling {
    /// What was decided and why, in plain words: `less likely than the blocks that were chosen`.
    pub fn words(self) -> &'static str {
        match (self.rule, self.is_kept) {
            (Rule::Choice, true) => "one of the likeliest blocks, which together promise the best result",
            (Rule::Choice, false) => "less likely than the blocks that together promise the best result",
            (Rule::Look, true) => "kept with the short blocks that look like it, of which most are content",
            (Rule::Look, false) => "dropped with the short blocks that look like it, of which too few are content",
            (Rule::Doubt, _) => "too doubtful by itself for a short block on a clear page",
            (Rule::Table, true) => "kept with its table, as tables stay whole",
            (Rule::Table, false) => "dropped with its table, of which too little is content",
            (Rule::Part, _) => "goes with what it belongs to: a caption, a listing, a footnote, a term, a cell",
            (Rule::Formula, _) => "a formula between kept text",
            (Rule::Heading, _) => "a heading between kept text",
            (Rule::Repetition, _) => "says word for word what is kept in another place",
            (Rule::Headline, _) => "is the headline, given as the title",
            (Rule::AboveHeadline, _) => "stands above the headline of a page without markup",
            (Rule::Selector, true) => "kept by --keep",
            (Rule::Selector, false) => "dropped by --drop",
            (Rule::NoTables, _) => "left out by --no-tables",
            (Rule::EmbeddedBody, _) => "replaced: the page holds a longer article as data for its scripts",
            (Rule::Comment, _) => "appended as a reader's comment, by --comments",
        }
    }
}

impl Rule {
    /// Its name in JSON: `choice`, `no-tables` ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Look => "look",
            Self::Doubt => "doubt",
            Self::Table => "table",
            Self::Part => "part",
            Self::Formula => "formula",
            Self::Heading => "heading",
            Self::Repetition => "repetition",
            Self::Headline => "headline",
            Self::AboveHeadline => "above-headline",
            Self::Selector => "selector",
            Self::NoTables => "no-tables",
            Self::EmbeddedBody => "embedded-body",
            Self::Comment => "comment",
        }
    }
}
