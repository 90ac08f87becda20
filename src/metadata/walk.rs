//! A tree goes in, the raw material of its metadata comes out, collected in one walk.

use super::byline::AuthorPages;
use super::class_tokens::{Role, Roles, roles_of};
use super::license::Deeds;
use super::raw::{Aside, Link, Prop, Raw, Scope, Spot};
use crate::dom::{Dom, Element, NodeRef, Notice, PerClass, Step, Tag, Walk, trim};

/// Most items kept of each kind: real pages have tens, hostile ones millions.
const MAX_ITEMS: usize = 1_000;

/// Most candidates kept for a headline, byline or date: the right one is among the first.
const MAX_SPOTS: usize = 64;

/// Longest text that may be a date and little else, in bytes.
const MAX_YEAR_TEXT_BYTES: usize = 80;

/// Class and id attributes beyond this are not read, in bytes.
const MAX_CLASS_BYTES: usize = 512;

impl<'a> Raw<'a> {
    /// Walks over the page once.
    pub(super) fn collect(dom: &'a Dom) -> Self {
        let mut collector = Collector {
            raw: Raw::default(),
            roles: dom.classes().map(|class| roles_of(head(class))),
            deeds: Deeds::new(),
            author_pages: AuthorPages::new(),
            open: Vec::new(),
            order: 0,
        };
        for step in Walk::new(dom.root()) {
            match step {
                Step::Enter(node) => match node.value().element() {
                    Some(element) => collector.open(node, element),
                    None => collector.text(node),
                },
                Step::Leave(node) if node.value().element().is_some() => collector.close(),
                Step::Leave(_) => {}
            }
        }
        collector.raw
    }
}

/// What is known of an open element.
#[derive(Clone, Copy, Default)]
struct Open {
    aside: Option<usize>,
    opens_aside: bool,
    scope: Option<usize>,
    is_figure: bool,
}

struct Collector<'a> {
    raw: Raw<'a>,
    /// What the page's class attributes say.
    roles: PerClass<Roles>,
    deeds: Deeds,
    author_pages: AuthorPages,
    open: Vec<Open>,
    order: usize,
}

/// The attributes that matter here, read in one pass.
#[derive(Default)]
struct Attributes<'a> {
    id: &'a str,
    itemprop: Option<&'a str>,
    itemtype: Option<&'a str>,
    has_itemscope: bool,
    rel: Option<&'a str>,
    href: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    fn of(element: &'a Element) -> Self {
        let mut out = Self::default();
        for (name, value) in element.attributes() {
            match name {
                "id" => out.id = value,
                "itemprop" => out.itemprop = Some(value),
                "itemtype" => out.itemtype = Some(value),
                "itemscope" => out.has_itemscope = true,
                "rel" => out.rel = Some(value),
                "href" => out.href = Some(value),
                _ => {}
            }
        }
        out
    }
}

impl<'a> Collector<'a> {
    fn open(&mut self, node: NodeRef<'a>, element: &'a Element) {
        let attributes = Attributes::of(element);
        self.raw.notices.extend(Notice::of(node, self.order as u32, attributes.itemtype.is_some()));
        self.order += 1;
        let parent = self.open.last().copied().unwrap_or(Open::default());
        let roles = self.roles.of(element.class()).union(roles_of(head(attributes.id)));
        let opens_aside = matches!(element.tag(), Tag::Nav | Tag::Aside | Tag::Footer)
            || (roles.has(Role::Aside) && !matches!(element.tag(), Tag::Html | Tag::Body));
        let aside =
            if opens_aside { Some(self.open_aside(element.tag() == Tag::Footer, parent.aside)) } else { parent.aside };
        let opens = self.open_scope(&attributes);
        self.keep_prop(Prop { name: "", node, owner: parent.scope, opens, aside }, &attributes);
        let is_author_page = attributes.href.is_some_and(|href| self.author_pages.has(href));
        if let Some(href) = attributes.href {
            let rel = attributes.rel.unwrap_or_default();
            self.keep_link(Link { rel, is_author_page, href, node, aside }, parent.is_figure);
        }
        let roles = if is_author_page { roles.union(Roles::of(Role::Author)) } else { roles };
        let spot = Spot { node, order: self.order, aside, roles };
        self.keep_element(spot, element);
        let is_figure = parent.is_figure || matches!(element.tag(), Tag::Figure | Tag::Figcaption);
        self.open.push(Open { aside, opens_aside, scope: opens.or(parent.scope), is_figure });
    }

    fn close(&mut self) {
        if let Some(closed) = self.open.pop()
            && closed.opens_aside
            && let Some(aside) = closed.aside
        {
            self.raw.asides[aside].last = self.order;
        }
    }

    fn open_aside(&mut self, is_footer: bool, outer: Option<usize>) -> usize {
        self.raw.asides.push(Aside { is_footer, first: self.order, last: self.order, outer });
        self.raw.asides.len() - 1
    }

    fn open_scope(&mut self, attributes: &Attributes<'a>) -> Option<usize> {
        if !attributes.has_itemscope || self.raw.scopes.len() >= MAX_ITEMS {
            return None;
        }
        self.raw.scopes.push(Scope { item_type: attributes.itemtype.unwrap_or_default() });
        Some(self.raw.scopes.len() - 1)
    }

    fn keep_prop(&mut self, prop: Prop<'a>, attributes: &Attributes<'a>) {
        if let Some(name) = attributes.itemprop
            && self.raw.props.len() < MAX_ITEMS
        {
            self.raw.props.push(Prop { name, ..prop });
        }
    }

    fn keep_link(&mut self, link: Link<'a>, is_figure: bool) {
        let href = link.href;
        if self.raw.links.len() < MAX_ITEMS
            && (link.is_author_page || link.rel.split_ascii_whitespace().any(is_kept_relation))
        {
            self.raw.links.push(link);
        }
        if !is_figure && self.raw.deeds.len() < MAX_SPOTS && self.deeds.has(href) {
            self.raw.deeds.push(href);
        }
    }

    fn keep_element(&mut self, spot: Spot<'a>, element: &'a Element) {
        match element.tag() {
            Tag::Meta => self.keep_meta(element),
            Tag::Script => self.keep_script(spot.node, element),
            Tag::Title => _ = self.raw.title.get_or_insert(spot.node),
            Tag::Html => self.raw.lang = element.attr("lang").or_else(|| element.attr("xml:lang")),
            Tag::Body => self.raw.lang = self.raw.lang.or_else(|| element.attr("lang")),
            Tag::Base => self.raw.base = self.raw.base.or_else(|| element.attr("href")),
            Tag::H1 => push(&mut self.raw.headings, spot),
            Tag::H2 | Tag::H3 => push(&mut self.raw.subheadings, spot),
            Tag::Time => push(&mut self.raw.times, spot),
            Tag::Link | Tag::Img | Tag::Input | Tag::Main | Tag::Article => {}
            _ => self.keep_classed(spot),
        }
    }

    fn keep_classed(&mut self, spot: Spot<'a>) {
        if spot.roles.has(Role::Date) {
            push(&mut self.raw.dates, spot);
        }
        if spot.roles.has(Role::Author) {
            push(&mut self.raw.bylines, spot);
        }
    }

    /// Keeps the parent of a text that begins like a byline, or is short and holds a year.
    fn text(&mut self, node: NodeRef<'a>) {
        let Some(text) = node.value().text().map(trim).filter(|text| !text.is_empty()) else { return };
        let begins_byline = super::byline::begins_byline(text);
        let has_year = text.len() <= MAX_YEAR_TEXT_BYTES && super::posted::has_year(text);
        if !(begins_byline || has_year) {
            return;
        }
        let Some(parent) = node.parent().filter(|parent| is_prose(parent.value().tag())) else { return };
        let aside = self.open.last().and_then(|open| open.aside);
        let spot = Spot { node: parent, order: self.order, aside, roles: Roles::of(Role::Byline) };
        if begins_byline {
            push(&mut self.raw.bylines, spot);
        }
        if has_year {
            push(&mut self.raw.years, spot);
        }
    }

    fn keep_meta(&mut self, element: &'a Element) {
        let Some(content) = element.attr("content") else { return };
        for attribute in ["property", "name", "http-equiv"] {
            if let Some(name) = element.attr(attribute)
                && self.raw.metas.len() < MAX_ITEMS
            {
                self.raw.metas.push((name, content));
            }
        }
    }

    fn keep_script(&mut self, node: NodeRef<'a>, element: &Element) {
        let is_json_ld = element.attr("type").is_some_and(super::json_ld::is_media_type);
        if is_json_ld && self.raw.json_ld.len() < MAX_ITEMS {
            self.raw.json_ld.extend(node.children().filter_map(|child| child.value().text()));
        }
    }
}

/// Whether the text of an element may be a line of its own: not that of scripts, options or the page's title.
fn is_prose(tag: Tag) -> bool {
    !tag.is_never_shown() && !matches!(tag, Tag::Option | Tag::Button | Tag::Label | Tag::Foreign)
}

/// Whether a word of a `rel` attribute says what the metadata ask for.
fn is_kept_relation(word: &str) -> bool {
    ["canonical", "license", "author", "tag", "image_src"].iter().any(|kept| word.eq_ignore_ascii_case(kept))
}

fn push<'a>(spots: &mut Vec<Spot<'a>>, spot: Spot<'a>) {
    if spots.len() < MAX_SPOTS {
        spots.push(spot);
    }
}

fn head(class: &str) -> &str {
    &class[..class.floor_char_boundary(MAX_CLASS_BYTES)]
}
