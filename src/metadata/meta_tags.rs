//! `<meta>` names and contents go in, candidates come out.

use super::byline;
use super::candidates::{Candidates, Slot};
use super::names;
use super::raw::Raw;
use crate::article::Origin;

/// The names that are understood (lower case, `dc:` spelt `dc.`). Within a slot earlier ones are believed first.
const NAMES: &[(&str, Slot, Origin)] = &[
    ("og:title", Slot::Title, Origin::OpenGraph),
    ("og:article:author", Slot::Author, Origin::OpenGraph),
    ("article:author", Slot::Author, Origin::OpenGraph),
    ("book:author", Slot::Author, Origin::OpenGraph),
    ("article:published_time", Slot::Published, Origin::OpenGraph),
    ("article:published", Slot::Published, Origin::OpenGraph),
    ("og:article:published_time", Slot::Published, Origin::OpenGraph),
    ("og:published_time", Slot::Published, Origin::OpenGraph),
    ("og:pubdate", Slot::Published, Origin::OpenGraph),
    ("article:modified_time", Slot::Modified, Origin::OpenGraph),
    ("article:modified", Slot::Modified, Origin::OpenGraph),
    ("og:article:modified_time", Slot::Modified, Origin::OpenGraph),
    ("og:updated_time", Slot::Modified, Origin::OpenGraph),
    ("og:site_name", Slot::Site, Origin::OpenGraph),
    ("og:locale", Slot::Language, Origin::OpenGraph),
    ("og:description", Slot::Description, Origin::OpenGraph),
    ("og:url", Slot::Url, Origin::OpenGraph),
    ("og:image", Slot::Image, Origin::OpenGraph),
    ("og:image:secure_url", Slot::Image, Origin::OpenGraph),
    ("og:image:url", Slot::Image, Origin::OpenGraph),
    ("article:tag", Slot::Tag, Origin::OpenGraph),
    ("og:article:tag", Slot::Tag, Origin::OpenGraph),
    ("twitter:title", Slot::Title, Origin::TwitterCard),
    ("twitter:creator", Slot::Author, Origin::TwitterCard),
    ("twitter:description", Slot::Description, Origin::TwitterCard),
    ("twitter:url", Slot::Url, Origin::TwitterCard),
    ("twitter:image", Slot::Image, Origin::TwitterCard),
    ("twitter:image:src", Slot::Image, Origin::TwitterCard),
    ("dc.title", Slot::Title, Origin::DublinCore),
    ("dcterms.title", Slot::Title, Origin::DublinCore),
    ("dc.creator", Slot::Author, Origin::DublinCore),
    ("dcterms.creator", Slot::Author, Origin::DublinCore),
    ("dc.creator.personalname", Slot::Author, Origin::DublinCore),
    ("dc.date.issued", Slot::Published, Origin::DublinCore),
    ("dcterms.issued", Slot::Published, Origin::DublinCore),
    ("dc.issued", Slot::Published, Origin::DublinCore),
    ("dcterms.available", Slot::Published, Origin::DublinCore),
    ("dc.date.created", Slot::Published, Origin::DublinCore),
    ("dcterms.created", Slot::Published, Origin::DublinCore),
    ("dc.created", Slot::Published, Origin::DublinCore),
    ("dc.date", Slot::Published, Origin::DublinCore),
    ("dcterms.date", Slot::Published, Origin::DublinCore),
    ("dc.date.modified", Slot::Modified, Origin::DublinCore),
    ("dcterms.modified", Slot::Modified, Origin::DublinCore),
    ("dc.modified", Slot::Modified, Origin::DublinCore),
    ("dc.publisher", Slot::Site, Origin::DublinCore),
    ("dcterms.publisher", Slot::Site, Origin::DublinCore),
    ("dc.language", Slot::Language, Origin::DublinCore),
    ("dcterms.language", Slot::Language, Origin::DublinCore),
    ("dc.description", Slot::Description, Origin::DublinCore),
    ("dcterms.description", Slot::Description, Origin::DublinCore),
    ("dcterms.abstract", Slot::Description, Origin::DublinCore),
    ("dc.subject", Slot::Tag, Origin::DublinCore),
    ("dcterms.subject", Slot::Tag, Origin::DublinCore),
    ("dcterms.license", Slot::License, Origin::DublinCore),
    ("dc.rights.license", Slot::License, Origin::DublinCore),
    ("dc.rights", Slot::License, Origin::DublinCore),
    ("dcterms.rights", Slot::License, Origin::DublinCore),
    ("citation_title", Slot::Title, Origin::Meta),
    ("bepress_citation_title", Slot::Title, Origin::Meta),
    ("eprints.title", Slot::Title, Origin::Meta),
    ("parsely-title", Slot::Title, Origin::Meta),
    ("sailthru.title", Slot::Title, Origin::Meta),
    ("headline", Slot::Title, Origin::Meta),
    ("title", Slot::Title, Origin::Meta),
    ("citation_author", Slot::Author, Origin::Meta),
    ("citation_authors", Slot::Author, Origin::Meta),
    ("bepress_citation_author", Slot::Author, Origin::Meta),
    ("eprints.creators_name", Slot::Author, Origin::Meta),
    ("author", Slot::Author, Origin::Meta),
    ("authors", Slot::Author, Origin::Meta),
    ("parsely-author", Slot::Author, Origin::Meta),
    ("sailthru.author", Slot::Author, Origin::Meta),
    ("byl", Slot::Author, Origin::Meta),
    ("byline", Slot::Author, Origin::Meta),
    ("dcsext.author", Slot::Author, Origin::Meta),
    ("article.author", Slot::Author, Origin::Meta),
    ("citation_publication_date", Slot::Published, Origin::Meta),
    ("citation_online_date", Slot::Published, Origin::Meta),
    ("citation_date", Slot::Published, Origin::Meta),
    ("parsely-pub-date", Slot::Published, Origin::Meta),
    ("sailthru.date", Slot::Published, Origin::Meta),
    ("article.published", Slot::Published, Origin::Meta),
    ("article_date_original", Slot::Published, Origin::Meta),
    ("article.created", Slot::Published, Origin::Meta),
    ("publication_date", Slot::Published, Origin::Meta),
    ("publication-date", Slot::Published, Origin::Meta),
    ("publish-date", Slot::Published, Origin::Meta),
    ("publish_date", Slot::Published, Origin::Meta),
    ("publishdate", Slot::Published, Origin::Meta),
    ("published", Slot::Published, Origin::Meta),
    ("published_date", Slot::Published, Origin::Meta),
    ("published_time", Slot::Published, Origin::Meta),
    ("published-date", Slot::Published, Origin::Meta),
    ("datepublished", Slot::Published, Origin::Meta),
    ("pubdate", Slot::Published, Origin::Meta),
    ("pub_date", Slot::Published, Origin::Meta),
    ("ptime", Slot::Published, Origin::Meta),
    ("originalpublicationdate", Slot::Published, Origin::Meta),
    ("displaydate", Slot::Published, Origin::Meta),
    ("cxenseparse:recs:publishtime", Slot::Published, Origin::Meta),
    ("date", Slot::Published, Origin::Meta),
    ("creation_date", Slot::Published, Origin::Meta),
    ("date_published", Slot::Published, Origin::Meta),
    ("created", Slot::Published, Origin::Meta),
    ("article.updated", Slot::Modified, Origin::Meta),
    ("last-modified", Slot::Modified, Origin::Meta),
    ("lastmod", Slot::Modified, Origin::Meta),
    ("lastmodified", Slot::Modified, Origin::Meta),
    ("modified_time", Slot::Modified, Origin::Meta),
    ("modificationdate", Slot::Modified, Origin::Meta),
    ("datemodified", Slot::Modified, Origin::Meta),
    ("revised", Slot::Modified, Origin::Meta),
    ("utime", Slot::Modified, Origin::Meta),
    ("application-name", Slot::Site, Origin::Meta),
    ("apple-mobile-web-app-title", Slot::Site, Origin::Meta),
    ("content-language", Slot::Language, Origin::Transport),
    ("citation_language", Slot::Language, Origin::Meta),
    ("language", Slot::Language, Origin::Meta),
    ("description", Slot::Description, Origin::Meta),
    ("sailthru.description", Slot::Description, Origin::Meta),
    ("parsely-link", Slot::Url, Origin::Meta),
    ("sailthru.image.full", Slot::Image, Origin::Meta),
    ("parsely-image-url", Slot::Image, Origin::Meta),
    ("thumbnail", Slot::Image, Origin::Meta),
    ("news_keywords", Slot::Tag, Origin::Meta),
    ("keywords", Slot::Tag, Origin::Meta),
    ("citation_keywords", Slot::Tag, Origin::Meta),
    ("parsely-tags", Slot::Tag, Origin::Meta),
    ("sailthru.tags", Slot::Tag, Origin::Meta),
];

/// The names whose conventions ask for the surname first.
const SURNAME_FIRST: &[&str] =
    &["citation_author", "bepress_citation_author", "eprints.creators_name", "dc.creator", "dcterms.creator"];

/// Adds what the `<meta>` elements of one kind of origin say.
pub(super) fn read(raw: &Raw<'_>, out: &mut Candidates) {
    let mut known: Vec<(usize, &str)> = Vec::new();
    for (names, content) in &raw.metas {
        known.extend(names.split_ascii_whitespace().filter_map(rank).map(|rank| (rank, *content)));
    }
    known.sort_by_key(|(rank, _)| *rank);
    for (rank, content) in known {
        let (name, slot, origin) = NAMES[rank];
        if name == "twitter:creator" && !content.trim().contains(' ') {
            // A handle, mostly the site's.
            continue;
        }
        let reordered = if SURNAME_FIRST.contains(&name) { names::in_reading_order(content) } else { None };
        out.push(slot, reordered.as_deref().unwrap_or(content), origin);
    }
    read_card_labels(raw, out);
}

/// Place of a name in the table.
fn rank(name: &str) -> Option<usize> {
    let is_dublin_core = |prefix: &str| name.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    if is_dublin_core("dc:") || is_dublin_core("dcterms:") {
        let name = name.replacen(':', ".", 1);
        return NAMES.iter().position(|(known, _, _)| known.eq_ignore_ascii_case(&name));
    }
    NAMES.iter().position(|(known, _, _)| known.eq_ignore_ascii_case(name))
}

/// Cards carry free label and value pairs; one of them may be headed "Written by".
fn read_card_labels(raw: &Raw<'_>, out: &mut Candidates) {
    let content =
        |wanted: &str| raw.metas.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|pair| pair.1);
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if content(label).is_some_and(byline::is_author_label)
            && let Some(name) = content(data)
        {
            out.push(Slot::Author, name, Origin::TwitterCard);
        }
    }
}
