//! A tree goes in, what the page says about itself comes out.

mod address;
mod article_body;
mod byline;
mod candidates;
mod class_tokens;
mod clock;
mod date;
mod date_words;
mod headings;
mod json_ld;
mod json_repair;
mod language;
mod license;
mod meta_tags;
mod microdata;
mod name_words;
mod names;
mod near;
mod plain;
mod posted;
mod raw;
mod schema_types;
mod site;
mod title;
mod tokens;
mod walk;

pub use article_body::{article_body, state_body};
pub use plain::{key, plain};

use std::collections::HashSet;

use ::url::Url;

use crate::article::{Field, Metadata, Origin};
use crate::dom::{Dom, NodeRef, Notice};
use candidates::{Candidates, Slot};
use headings::Heading;
use near::Near;
use raw::{Link, Raw, has_word};
use site::SiteNames;

/// Descriptions longer than this hold the article itself, in bytes.
const MAX_DESCRIPTION_BYTES: usize = 1_500;

/// Most tags of one page, and the longest of them in bytes: beyond that they are not tags.
const MAX_TAGS: usize = 100;
const MAX_TAG_BYTES: usize = 100;

/// What a page says about itself, and where.
pub struct Found<'a> {
    /// The metadata.
    pub metadata: Metadata,
    /// The heading whose whole text is the title.
    pub heading: Option<NodeRef<'a>>,
    /// Titles as the page states them elsewhere, without the site's name.
    pub stated: Vec<String>,
    /// What to call a page that has no title of its own: its site's name.
    pub fallback: Option<Field<String>>,
    /// The elements that hold most of the metadata.
    pub notices: Vec<Notice<'a>>,
}

/// Reads the metadata of a page. `url` is the page's address, where known.
pub fn extract<'a>(dom: &'a Dom, url: Option<&str>) -> Found<'a> {
    let mut raw = Raw::collect(dom);
    let notices = std::mem::take(&mut raw.notices);
    let raw = &raw;
    let base = address::base(raw, url);
    let headings = headings::read(raw);
    let candidates = read_sources(raw, url, &headings);
    let canonical = choose_url(raw, &candidates, base.as_ref(), url);
    let page = url.or(canonical.as_ref().map(|field| field.value.as_str()));
    let language = choose_language(raw, &candidates);
    let site = SiteNames::of(&candidates, title::mastheads(raw, &candidates, &headings), page);
    let slug = page.and_then(address::slug);
    let headline = title::choose(raw, &candidates, &site, &headings, slug.as_deref());
    let near = Near { raw, headline: headline.order };
    let dates = posted::choose(&near, &candidates, language.as_ref().map(|field| field.value.as_str()), page);
    let metadata = Metadata {
        authors: byline::choose(&near, &candidates, &site, headline.title.as_ref().map(|title| title.value.as_str())),
        title: headline.title,
        published: dates.published,
        modified: dates.modified,
        site: site::choose(&candidates),
        language,
        description: choose_description(&candidates),
        image: choose_image(raw, &candidates, base.as_ref()),
        tags: choose_tags(&near, &candidates),
        license: license::choose(raw, &candidates, base.as_ref()),
        url: canonical,
    };
    Found { metadata, heading: headline.heading, stated: headline.stated, fallback: headline.fallback, notices }
}

/// Reads every structured source.
fn read_sources(raw: &Raw<'_>, url: Option<&str>, headings: &[Heading<'_>]) -> Candidates {
    let mut headlines: Vec<String> = headings.iter().map(|heading| heading.key.clone()).collect();
    headlines.extend(title::title_element(raw).map(|title| key(&title)));
    let canonical = raw.links.iter().find(|link| has_word(link.rel, "canonical")).map(|link| link.href);
    let address = canonical.and_then(address::bare).or_else(|| url.and_then(address::bare));
    let mut candidates = Candidates::default();
    meta_tags::read(raw, &mut candidates);
    headlines.extend(candidates.of(Slot::Title).into_iter().map(|field| key(&plain(&field.value))));
    json_ld::read(&json_ld::PageClues { address, headlines: &headlines, scripts: &raw.json_ld }, &mut candidates);
    let first = headings.iter().find(|heading| heading.level == 1).map(|heading| heading.order);
    microdata::read(&Near { raw, headline: first }, &headlines, &mut candidates);
    candidates
}

/// The canonical address: the link says it first, as its only purpose is to say it. A link to the site's front page
/// on any other page is a template's mistake.
fn choose_url(raw: &Raw<'_>, candidates: &Candidates, base: Option<&Url>, url: Option<&str>) -> Option<Field<String>> {
    let is_inner_page = url.is_some_and(|url| !address::is_front_page(url));
    let is_plausible = |field: &Field<String>| !(is_inner_page && address::is_front_page(&field.value));
    let links = raw.links.iter().filter(|link| has_word(link.rel, "canonical"));
    let linked = links
        .filter_map(|link: &Link<'_>| address::absolute(link.href, base))
        .map(|value| Field { value, origin: Origin::Link });
    let stated = candidates
        .of_preferring(Slot::Url, &[Origin::OpenGraph])
        .into_iter()
        .filter_map(|field| address::absolute(&field.value, base).map(|value| Field { value, origin: field.origin }));
    let given = url.and_then(|url| address::absolute(url, None)).map(|value| Field { value, origin: Origin::Url });
    linked.chain(stated).find(is_plausible).or(given)
}

/// The language: what the document declares for browsers comes before what it tells services.
fn choose_language(raw: &Raw<'_>, candidates: &Candidates) -> Option<Field<String>> {
    let declared = raw.lang.and_then(language::normalize).map(|value| Field { value, origin: Origin::LangAttribute });
    let order = [Origin::Transport, Origin::OpenGraph, Origin::JsonLd];
    declared.or_else(|| {
        candidates
            .of_preferring(Slot::Language, &order)
            .into_iter()
            .find_map(|field| language::normalize(&field.value).map(|value| Field { value, origin: field.origin }))
    })
}

fn choose_description(candidates: &Candidates) -> Option<Field<String>> {
    candidates.of(Slot::Description).into_iter().find_map(|field| {
        let value = plain(&field.value);
        (!value.is_empty() && value.len() <= MAX_DESCRIPTION_BYTES).then_some(Field { value, origin: field.origin })
    })
}

/// The lead image: the one made for previews comes first, as in JSON-LD it is often a list of crops.
fn choose_image(raw: &Raw<'_>, candidates: &Candidates, base: Option<&Url>) -> Option<Field<String>> {
    let order = [Origin::OpenGraph, Origin::JsonLd, Origin::TwitterCard];
    let stated = candidates.of_preferring(Slot::Image, &order).into_iter().find_map(|field| {
        address::absolute(&plain(&field.value), base).map(|value| Field { value, origin: field.origin })
    });
    stated.or_else(|| {
        let link = raw.links.iter().find(|link| has_word(link.rel, "image_src"))?;
        address::absolute(link.href, base).map(|value| Field { value, origin: Origin::Link })
    })
}

/// The tags of the strongest source that has any.
fn choose_tags(near: &Near<'_>, candidates: &Candidates) -> Vec<Field<String>> {
    let fields = candidates.of(Slot::Tag);
    if let Some(first) = fields.first() {
        let own = fields.iter().take_while(|field| field.origin == first.origin);
        return distinct_tags(own.map(|field| plain(&field.value)), first.origin);
    }
    let links = near.raw.links.iter().filter(|link| has_word(link.rel, "tag") && !near.is_aside(link.aside));
    distinct_tags(links.filter_map(|link| plain::short_text(link.node, MAX_TAG_BYTES)), Origin::Link)
}

fn distinct_tags(texts: impl Iterator<Item = String>, origin: Origin) -> Vec<Field<String>> {
    let mut tags: Vec<Field<String>> = Vec::new();
    let mut known = HashSet::new();
    for text in texts {
        for tag in text.split([',', ';', '、', '，', '،']).map(|tag| tag.trim().trim_start_matches('#')) {
            if tags.len() >= MAX_TAGS {
                return tags;
            }
            if !tag.is_empty() && tag.len() <= MAX_TAG_BYTES && known.insert(key(tag)) {
                tags.push(Field { value: tag.to_owned(), origin });
            }
        }
    }
    tags
}
