//! CSS selectors on our tree: a selector's text goes in, which elements match comes out.

use std::fmt;
use std::fmt::Write;

use cssparser::{CssStringWriter, Parser as CssParser, ToCss, serialize_identifier};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{ElementSelectorFlags, matches_selector_list};
use selectors::parser::{
    NonTSPseudoClass, ParseRelative, Parser as SelectorParser, PseudoElement, SelectorImpl, SelectorList,
    SelectorParseErrorKind,
};
use selectors::{Element as SelectorElement, OpaqueElement};

use super::tag::Tag;
use super::tree::{Element, Node, NodeRef};
use crate::error::Error;

/// A list of CSS selectors (`.byline, aside > ul`).
///
/// Understood are tags, `#id`, `.class`, attributes with all operators, all combinators, and the pseudo-classes that ask
/// for structure only (`:not`, `:is`, `:where`, `:has`, `:nth-child` and its kin, `:empty`, `:root`).
#[derive(Debug, Clone)]
pub struct Selector {
    list: SelectorList<Dialect>,
}

impl Selector {
    /// Parses a list of selectors.
    ///
    /// # Errors
    /// [`Error::BadSelector`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut input = CssParser::new(text);
        let list = SelectorList::parse(&Dialect, &mut input, ParseRelative::No)
            .map_err(|_| Error::BadSelector { selector: text.to_owned() })?;
        Ok(Self { list })
    }

    /// All elements that match, from `root` down, in source order. Siblings are counted once for all.
    pub fn select<'a>(&'a self, root: NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> + 'a {
        let mut caches = SelectorCaches::default();
        root.descendants().filter(move |node| self.matches_with(*node, &mut caches))
    }

    fn matches_with(&self, node: NodeRef<'_>, caches: &mut SelectorCaches) -> bool {
        let Some(candidate) = Candidate::of(node) else { return false };
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector_list(&self.list, candidate, &mut context)
    }
}

/// What may stand in our selectors, and how to parse it.
#[derive(Debug, Clone)]
struct Dialect;

impl SelectorImpl for Dialect {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Value;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = Unsupported;
    type PseudoElement = Unsupported;
}

impl SelectorParser<'_> for Dialect {
    type Impl = Self;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    /// A mistake inside of `:is(...)` is a mistake: whoever wrote it wants to know.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }
}

/// A name in a selector, interned like the names in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Name(LocalName);

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(LocalName::from(name))
    }
}

impl ToCss for Name {
    fn to_css<W: Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, dest)
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

/// The value of an attribute in a selector.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value(String);

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl AsRef<str> for Value {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Value {
    fn to_css<W: Write>(&self, dest: &mut W) -> fmt::Result {
        dest.write_char('"')?;
        write!(CssStringWriter::new(dest), "{}", self.0)?;
        dest.write_char('"')
    }
}

/// Pseudo-elements and pseudo-classes that ask for a state (`:hover`): a saved page has none.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Unsupported {}

impl ToCss for Unsupported {
    fn to_css<W: Write>(&self, _dest: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl NonTSPseudoClass for Unsupported {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }

    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

impl PseudoElement for Unsupported {}

/// An element of the tree in the shape that matching asks for.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    node: NodeRef<'a>,
    element: &'a Element,
}

impl<'a> Candidate<'a> {
    fn of(node: NodeRef<'a>) -> Option<Self> {
        node.value().element().map(|element| Self { node, element })
    }
}

impl SelectorElement for Candidate<'_> {
    type Impl = Dialect;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.element)
    }

    fn parent_element(&self) -> Option<Self> {
        self.node.parent().and_then(Self::of)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.node.prev_siblings().find_map(Self::of)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.node.next_siblings().find_map(Self::of)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.node.children().find_map(Self::of)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element.is_html()
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.element.name.local == name.0
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.element.name.ns == *namespace
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.element.name.local == other.element.name.local && self.element.name.ns == other.element.name.ns
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Value>,
    ) -> bool {
        self.element.attributes.iter().any(|attribute| {
            let is_in_namespace = match namespace {
                NamespaceConstraint::Any => true,
                NamespaceConstraint::Specific(namespace) => attribute.name.ns == **namespace,
            };
            is_in_namespace && attribute.name.local == name.0 && operation.eval_str(&attribute.value)
        })
    }

    fn has_id(&self, id: &Name, case_sensitivity: CaseSensitivity) -> bool {
        self.element.attr("id").is_some_and(|value| case_sensitivity.eq(value.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case_sensitivity: CaseSensitivity) -> bool {
        self.element.classes().any(|class| case_sensitivity.eq(class.as_bytes(), name.0.as_bytes()))
    }

    fn is_empty(&self) -> bool {
        self.node.children().all(|child| match child.value() {
            Node::Text(text) => text.is_empty(),
            Node::Element(_) | Node::Document => false,
        })
    }

    fn is_root(&self) -> bool {
        self.node.parent().is_some_and(|parent| matches!(parent.value(), Node::Document))
    }

    fn is_link(&self) -> bool {
        self.element.tag == Tag::A && self.element.attr("href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn match_non_ts_pseudo_class(&self, class: &Unsupported, _context: &mut MatchingContext<Dialect>) -> bool {
        match *class {}
    }

    fn match_pseudo_element(&self, element: &Unsupported, _context: &mut MatchingContext<Dialect>) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _flags: ElementSelectorFlags) {}

    fn has_custom_state(&self, _name: &Name) -> bool {
        false
    }

    fn imported_part(&self, _name: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _name: &Name) -> bool {
        false
    }

    fn add_element_unique_hashes(&self, _filter: &mut BloomFilter) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Selector;
    use crate::dom::{Detail, parse_html};
    use crate::error::Error;
    use crate::stopwatch::Stopwatch;

    const PAGE: &str = r#"<!doctype html><body>
        <main id="Main" class="wide post-content">
          <p class="byline" data-kind="author name">first</p>
          <p lang="en-GB">second <a href="https://site.example/page.html">link</a></p>
          <aside class="share Ads"><ul><li>one<li>two<li>three</ul></aside>
          <p></p>
          <my-widget><svg viewBox="0 0 1 1"><linearGradient/></svg></my-widget>
        </main>"#;

    /// The names of the elements that match, with their id or class.
    fn matched(selector: &str) -> String {
        let dom = parse_html(PAGE, &Detail::All, &Stopwatch::start(None)).unwrap_or_else(|error| panic!("{error}"));
        let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{error}"));
        let one_by_one = dom
            .root()
            .descendants()
            .filter(|node| selector.matches_with(*node, &mut super::SelectorCaches::default()))
            .map(|node| node.id());
        assert!(one_by_one.eq(selector.select(dom.root()).map(|node| node.id())));
        let names = selector.select(dom.root()).filter_map(|node| node.value().element());
        names.map(|element| element.name().to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn simple_selectors_match() {
        assert_eq!(matched("p"), "p p p");
        assert_eq!(matched("MAIN"), "main");
        assert_eq!(matched("#Main"), "main");
        assert_eq!(matched("#main"), "");
        assert_eq!(matched(".share.Ads"), "aside");
        assert_eq!(matched(".post"), "");
        assert_eq!(matched("my-widget"), "my-widget");
        assert_eq!(matched("linearGradient"), "linearGradient");
        assert_eq!(matched("a, aside , .byline"), "p a aside");
    }

    #[test]
    fn attribute_operators_match() {
        assert_eq!(matched("[data-kind]"), "p");
        assert_eq!(matched("[data-kind=author]"), "");
        assert_eq!(matched("[data-kind~='name']"), "p");
        assert_eq!(matched("[lang|=en]"), "p");
        assert_eq!(matched("[href^=https][href$='.html'][href*=site]"), "a");
        assert_eq!(matched("[class='SHARE ads' i]"), "aside");
    }

    #[test]
    fn combinators_match() {
        assert_eq!(matched("main a"), "a");
        assert_eq!(matched("main > a"), "");
        assert_eq!(matched(".byline + p"), "p");
        assert_eq!(matched(".byline ~ p"), "p p");
        assert_eq!(matched("aside > ul > li"), "li li li");
    }

    #[test]
    fn structural_pseudo_classes_match() {
        assert_eq!(matched("li:first-child"), "li");
        assert_eq!(matched("li:nth-child(odd)"), "li li");
        assert_eq!(matched("main > :nth-last-child(1)"), "my-widget");
        assert_eq!(matched("p:nth-of-type(2) > a"), "a");
        assert_eq!(matched("p:empty"), "p");
        assert_eq!(matched(":root"), "html");
        assert_eq!(matched("p:not(.byline, :empty)"), "p");
        assert_eq!(matched("main > :is(aside, my-widget)"), "aside my-widget");
        assert_eq!(matched("p:has(> a)"), "p");
        assert_eq!(matched("aside:has(li + li)"), "aside");
    }

    #[test]
    fn what_cannot_be_understood_is_an_error() {
        let nested = format!("{}p{}", ":not(".repeat(5_000), ")".repeat(5_000));
        for text in
            ["", " ", "p >", "> p", "p,,a", ".", "a:hover", "p::before", ":is(p, 1)", "[a=", "p {", "a|b", &nested]
        {
            assert_eq!(Selector::parse(text).err(), Some(Error::BadSelector { selector: text.to_owned() }), "{text}");
        }
    }

    #[test]
    fn counting_goes_on_from_sibling_to_sibling() {
        let page = format!("<ul>{}</ul>", "<li>x".repeat(1_000));
        let dom = parse_html(&page, &Detail::All, &Stopwatch::start(None)).unwrap_or_else(|error| panic!("{error}"));
        for text in ["li:nth-child(4n+1)", "li:nth-last-child(4n+1)", "li:nth-of-type(4n)"] {
            let selector = Selector::parse(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(selector.select(dom.root()).count(), 250);
        }
    }

    #[test]
    fn selectors_can_be_shared_between_threads() {
        fn assert_shared<T: Send + Sync + Clone>() {}
        assert_shared::<Selector>();
    }
}
