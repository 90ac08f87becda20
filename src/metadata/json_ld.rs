//! The texts of JSON-LD scripts go in, what they say about the page's main object comes out.

use serde_json::{Map, Value};
use std::collections::HashMap;

use super::candidates::{Candidates, Slot};
use super::json_repair::read_values;
use super::plain::{key, plain};
use super::schema_types::{is_article_type, is_main_type, is_organisation_type, is_page_type, types};
use crate::article::Origin;

/// A schema.org object.
type Object = Map<String, Value>;

/// Fields that hold one value each, and where it goes.
const TEXT_FIELDS: &[(&str, Slot)] = &[
    ("datePublished", Slot::Published),
    ("uploadDate", Slot::Published),
    ("dateCreated", Slot::Published),
    ("datePosted", Slot::Published),
    ("dateModified", Slot::Modified),
    ("description", Slot::Description),
    ("inLanguage", Slot::Language),
    ("license", Slot::License),
    ("image", Slot::Image),
    ("thumbnailUrl", Slot::Image),
];

/// Whether a script's media type is that of JSON-LD.
pub(super) fn is_media_type(media_type: &str) -> bool {
    const NAME: &str = "application/ld+json";
    media_type.trim().get(..NAME.len()).is_some_and(|head| head.eq_ignore_ascii_case(NAME))
}

/// What is known of the page when its main object is looked for.
pub(super) struct PageClues<'a> {
    /// Its address without scheme, query and fragment.
    pub address: Option<String>,
    /// Keys of its headings and titles.
    pub headlines: &'a [String],
    /// The scripts.
    pub scripts: &'a [&'a str],
}

/// Adds what the scripts say.
pub(super) fn read(clues: &PageClues<'_>, out: &mut Candidates) {
    let values = read_values(clues.scripts);
    let graph = Graph::of(&values);
    let main = graph.main_object(clues);
    if let Some(object) = main {
        graph.read_title(object, out);
        graph.read_object(object, out);
    }
    for object in graph.page_objects(clues) {
        if main.is_none() {
            graph.read_title(object, out);
        }
        graph.read_object(object, out);
    }
    graph.read_site(main, out);
}

/// The objects of all scripts together.
struct Graph<'a> {
    /// Objects that speak for themselves: top level, members of `@graph`, main entities of those.
    top: Vec<&'a Object>,
    by_id: HashMap<&'a str, &'a Object>,
}

impl<'a> Graph<'a> {
    fn of(values: &'a [Value]) -> Self {
        let mut graph = Self { top: Vec::new(), by_id: HashMap::new() };
        let mut open: Vec<(&Value, bool)> = values.iter().rev().map(|value| (value, true)).collect();
        while let Some((value, is_top)) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev().map(|item| (item, is_top))),
                Value::Object(object) => graph.add(object, is_top, &mut open),
                _ => {}
            }
        }
        graph
    }

    fn add(&mut self, object: &'a Object, is_top: bool, open: &mut Vec<(&'a Value, bool)>) {
        if let Some(id) = object.get("@id").and_then(Value::as_str)
            && object.len() > 1
        {
            self.by_id.entry(id).or_insert(object);
        }
        if is_top && object.contains_key("@type") {
            self.top.push(object);
        }
        let is_frame = is_top && types(object).any(is_page_type);
        for (name, value) in object.iter().rev() {
            let is_inner_top = is_top && name == "@graph" || is_frame && name == "mainEntity" && value.is_object();
            open.push((value, is_inner_top));
        }
    }

    /// The object that the page is about: the one that agrees with the page's address or headline, or the only one.
    fn main_object(&self, clues: &PageClues<'_>) -> Option<&'a Object> {
        let candidates: Vec<&Object> =
            self.top.iter().copied().filter(|object| types(object).any(is_main_type)).collect();
        let by_headline = candidates.iter().find(|object| self.agrees_in_headline(object, clues));
        let by_address = || candidates.iter().find(|object| agrees_in_address(object, clues));
        let first_article = || {
            let mut articles = candidates.iter().filter(|object| types(object).any(is_article_type));
            articles.next().filter(|_| articles.next().is_none())
        };
        let only = || candidates.first().filter(|_| candidates.len() == 1);
        by_headline.or_else(by_address).or_else(first_article).or_else(only).copied()
    }

    /// The page's frames, less those of other pages.
    fn page_objects(&self, clues: &PageClues<'_>) -> Vec<&'a Object> {
        let mut pages: Vec<&Object> =
            self.top.iter().copied().filter(|object| types(object).any(is_page_type)).collect();
        if pages.len() > 1 && pages.iter().any(|object| agrees_in_address(object, clues)) {
            pages.retain(|object| agrees_in_address(object, clues));
        }
        pages
    }

    fn agrees_in_headline(&self, object: &Object, clues: &PageClues<'_>) -> bool {
        headline(object).map(|headline| key(&plain(headline))).is_some_and(|headline| {
            !headline.is_empty() && clues.headlines.iter().any(|known| known.starts_with(&headline))
        })
    }

    fn read_title(&self, object: &'a Object, out: &mut Candidates) {
        if let Some(headline) = headline(object) {
            out.push(Slot::Title, headline, Origin::JsonLd);
        }
    }

    fn read_object(&self, object: &'a Object, out: &mut Candidates) {
        let authors = ["author", "creator", "contributor"].iter().map(|name| self.names(object.get(*name)));
        for author in authors.into_iter().find(|names| !names.is_empty()).unwrap_or_default() {
            out.push(Slot::Author, author, Origin::JsonLd);
        }
        self.read_kinds(object, out);
        for (name, slot) in TEXT_FIELDS {
            if let Some(text) = self.text(object.get(*name)) {
                out.push(*slot, text, Origin::JsonLd);
            }
        }
        for keyword in self.names(object.get("keywords")) {
            out.push(Slot::Tag, keyword, Origin::JsonLd);
        }
        if let Some(address) = object.get("url").and_then(Value::as_str) {
            out.push(Slot::Url, address, Origin::JsonLd);
        }
    }

    /// Which of the names are persons' and which are organisations'.
    fn read_kinds(&self, object: &'a Object, out: &mut Candidates) {
        let people = [object.get("author"), object.get("creator"), object.get("publisher")];
        let objects = people.into_iter().flatten().flat_map(|value| match value {
            Value::Array(items) => items.as_slice(),
            item => std::slice::from_ref(item),
        });
        for object in objects.filter_map(Value::as_object).map(|object| self.resolve(object)) {
            let Some(name) = object.get("name").and_then(Value::as_str) else { continue };
            if types(object).any(|name| name == "Person") {
                if name.trim().contains(' ') {
                    out.push(Slot::Person, name, Origin::JsonLd);
                }
            } else if types(object).any(is_organisation_type) {
                out.push(Slot::Organization, name, Origin::JsonLd);
            }
        }
    }

    /// The site's name: that of the `WebSite`, then that of the publisher, then of the only organisation.
    fn read_site(&self, main: Option<&'a Object>, out: &mut Candidates) {
        let sites = self.top.iter().filter(|object| types(object).any(|name| name == "WebSite"));
        let mut names: Vec<&str> = sites.filter_map(|object| object.get("name").and_then(Value::as_str)).collect();
        if let Some(main) = main {
            names.extend(self.names(main.get("publisher")));
        }
        let organisations = self.top.iter().filter(|object| types(object).any(is_organisation_type));
        names.extend(organisations.filter_map(|object| object.get("name").and_then(Value::as_str)));
        for name in names {
            out.push(Slot::Site, name, Origin::JsonLd);
        }
    }

    /// The first text in a value: a string, a `url` or `name` of an object, the first such in a list.
    fn text(&self, value: Option<&'a Value>) -> Option<&'a str> {
        match value? {
            Value::String(text) => Some(text),
            Value::Array(items) => items.iter().find_map(|item| self.text_of_item(item)),
            item => self.text_of_item(item),
        }
    }

    fn text_of_item(&self, value: &'a Value) -> Option<&'a str> {
        match value {
            Value::String(text) => Some(text),
            Value::Object(object) => {
                let object = self.resolve(object);
                ["url", "contentUrl", "alternateName", "name", "@value", "@id"]
                    .iter()
                    .find_map(|name| object.get(*name).and_then(Value::as_str))
            }
            _ => None,
        }
    }

    /// The names in a value: strings, names of objects, references resolved.
    fn names(&self, value: Option<&'a Value>) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut open: Vec<&Value> = value.into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::String(name) => names.push(name.as_str()),
                Value::Array(items) => open.extend(items.iter().rev()),
                // A name may be a list, or an object by mistake (`"name": {"name": ...}`).
                Value::Object(object) => open.extend(self.resolve(object).get("name")),
                _ => {}
            }
        }
        names
    }

    /// The object that a bare reference stands for.
    fn resolve(&self, object: &'a Object) -> &'a Object {
        let id = object.get("@id").and_then(Value::as_str).filter(|_| !object.contains_key("name"));
        id.and_then(|id| self.by_id.get(id).copied()).unwrap_or(object)
    }
}

fn headline(object: &Object) -> Option<&str> {
    ["headline", "name", "title"].iter().find_map(|name| object.get(*name).and_then(Value::as_str))
}

fn agrees_in_address(object: &Object, clues: &PageClues<'_>) -> bool {
    let Some(address) = &clues.address else { return false };
    let main_entity_of = object.get("mainEntityOfPage");
    let addresses = [
        object.get("url").and_then(Value::as_str),
        object.get("@id").and_then(Value::as_str),
        main_entity_of.and_then(Value::as_str),
        main_entity_of.and_then(|page| page.get("@id")).and_then(Value::as_str),
    ];
    addresses.into_iter().flatten().any(|candidate| super::address::bare(candidate).as_deref() == Some(address))
}
