//! What a page holds that may speak about it: the raw material from which the other modules read.

use super::class_tokens::Roles;
use crate::dom::{NodeRef, Notice};

/// A place on the page.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub node: NodeRef<'a>,
    /// How many elements come before it.
    pub order: usize,
    /// The innermost aside around it.
    pub aside: Option<usize>,
    /// What the class names of the element itself say.
    pub roles: Roles,
}

/// A sidebar, a comment, a list of related pages, a footer or navigation. A class name may say so of the whole page
/// (`has-sidebar`), so that one around the headline is none.
pub(super) struct Aside {
    /// Whether only its tag says so, a `<footer>`, which may as well close an article's head.
    pub is_footer: bool,
    /// Orders of its first and last element.
    pub first: usize,
    pub last: usize,
    /// The next one around it.
    pub outer: Option<usize>,
}

/// An element with `itemscope`.
pub(super) struct Scope<'a> {
    pub item_type: &'a str,
}

/// An element with `itemprop`.
pub(super) struct Prop<'a> {
    pub name: &'a str,
    pub node: NodeRef<'a>,
    /// The scope it belongs to.
    pub owner: Option<usize>,
    /// The scope it opens itself.
    pub opens: Option<usize>,
    /// The innermost aside around it.
    pub aside: Option<usize>,
}

/// A `<link rel>` or `<a rel>`, or a link to an author's page.
pub(super) struct Link<'a> {
    pub rel: &'a str,
    pub is_author_page: bool,
    pub href: &'a str,
    pub node: NodeRef<'a>,
    /// The innermost aside around it.
    pub aside: Option<usize>,
}

/// The raw material of the metadata.
#[derive(Default)]
pub(super) struct Raw<'a> {
    /// (name or property, content) of every `<meta>`.
    pub metas: Vec<(&'a str, &'a str)>,
    pub links: Vec<Link<'a>>,
    /// Addresses of Creative Commons deeds that the page links.
    pub deeds: Vec<&'a str>,
    pub json_ld: Vec<&'a str>,
    pub title: Option<NodeRef<'a>>,
    /// First-level headings.
    pub headings: Vec<Spot<'a>>,
    /// Second- and third-level headings.
    pub subheadings: Vec<Spot<'a>>,
    pub asides: Vec<Aside>,
    pub times: Vec<Spot<'a>>,
    pub dates: Vec<Spot<'a>>,
    pub bylines: Vec<Spot<'a>>,
    /// Parents of short texts with a year in them.
    pub years: Vec<Spot<'a>>,
    pub scopes: Vec<Scope<'a>>,
    pub props: Vec<Prop<'a>>,
    /// Elements that tell machines of the page.
    pub notices: Vec<Notice<'a>>,
    pub lang: Option<&'a str>,
    pub base: Option<&'a str>,
}

/// Whether a list of words parted by white space holds a word, in any case.
pub(super) fn has_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|item| item.eq_ignore_ascii_case(word))
}
