//! Elements with `itemprop` go in, candidates come out.

use super::candidates::{Candidates, Slot};
use super::near::Near;
use super::plain::{key, short_text};
use super::raw::{Prop, Raw, has_word};
use crate::article::Origin;

/// Longest text that is read from an element, in bytes.
const MAX_TEXT_BYTES: usize = 2_000;

/// Properties of the main item, and where they go. Within a slot earlier ones are believed first.
const PROPERTIES: &[(&str, Slot)] = &[
    ("headline", Slot::Title),
    ("datePublished", Slot::Published),
    ("dateCreated", Slot::Published),
    ("dateModified", Slot::Modified),
    ("author", Slot::Author),
    ("creator", Slot::Author),
    ("description", Slot::Description),
    ("inLanguage", Slot::Language),
    ("license", Slot::License),
    ("image", Slot::Image),
    ("keywords", Slot::Tag),
];

/// Adds what the microdata say of the page's main item.
pub(super) fn read(near: &Near<'_>, headlines: &[String], out: &mut Candidates) {
    let raw = near.raw;
    let main = main_scope(raw, headlines);
    for (name, slot) in PROPERTIES {
        let own = raw.props.iter().filter(|prop| has_word(prop.name, name) && is_main(raw, prop, main));
        let own = own.filter(|prop| !near.is_aside(prop.aside));
        for prop in own {
            if let Some(value) = value_of(raw, prop) {
                out.push(*slot, &value, Origin::Microdata);
            }
        }
    }
    let publisher = raw.props.iter().find(|prop| has_word(prop.name, "publisher") && is_main(raw, prop, main));
    if let Some(name) = publisher.and_then(|prop| value_of(raw, prop)) {
        out.push(Slot::Site, &name, Origin::Microdata);
    }
}

/// The article-like scope whose headline is the page's, or the only one.
fn main_scope(raw: &Raw<'_>, headlines: &[String]) -> Option<usize> {
    let articles: Vec<usize> = (0..raw.scopes.len()).filter(|&at| is_article(raw.scopes[at].item_type)).collect();
    if let [only] = articles[..] {
        return Some(only);
    }
    let titles = raw.props.iter().filter(|prop| has_word(prop.name, "headline") || has_word(prop.name, "name"));
    let mut owners = titles.filter(|prop| {
        let title = value_of(raw, prop).map(|title| key(&title)).unwrap_or_default();
        !title.is_empty() && headlines.iter().any(|known| known.starts_with(&title))
    });
    owners.find_map(|prop| prop.owner.filter(|owner| articles.contains(owner)))
}

/// Whether a property belongs to the main item. Without any article those of the page itself do.
fn is_main(raw: &Raw<'_>, prop: &Prop<'_>, main: Option<usize>) -> bool {
    match (prop.owner, main) {
        (Some(owner), Some(main)) => owner == main,
        (Some(owner), None) => raw.scopes[owner].item_type.contains("WebPage"),
        (None, _) => true,
    }
}

fn is_article(item_type: &str) -> bool {
    item_type.split_ascii_whitespace().any(|address| {
        let name = address.rsplit(['/', '#', ':']).next().unwrap_or(address);
        name.ends_with("Article")
            || name.ends_with("Posting")
            || matches!(name, "Report" | "Recipe" | "CreativeWork" | "Question" | "HowTo")
    })
}

/// The value of a property: that of its attribute, the name of the item that it opens, or its text.
fn value_of(raw: &Raw<'_>, prop: &Prop<'_>) -> Option<String> {
    if let Some(opened) = prop.opens {
        let of_opened = |name| raw.props.iter().find(|inner| inner.owner == Some(opened) && has_word(inner.name, name));
        let inner = of_opened("name").or_else(|| of_opened("url"))?;
        return simple_value(inner);
    }
    simple_value(prop)
}

fn simple_value(prop: &Prop<'_>) -> Option<String> {
    let node = prop.node.value();
    let attribute = ["content", "datetime", "src"].iter().find_map(|name| node.attr(name));
    // A link's words name its author; its address does not.
    let address = || node.attr("href").filter(|_| matches!(prop.name, "image" | "url" | "license"));
    match attribute.filter(|value| !value.is_empty()).or_else(address) {
        Some(value) => Some(value.to_owned()),
        None => short_text(prop.node, MAX_TEXT_BYTES),
    }
}
