//! What a page says about itself, read through the public API.

mod authors;
mod dates;
mod titles;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use tamis::{Extractor, Field, Metadata, Options, Origin};

fn metadata_at(html: &str, url: Option<&str>) -> Metadata {
    let options = Options { url: url.map(str::to_owned), ..Options::default() };
    let extractor = Extractor::new(options).expect("the options are valid");
    extractor.extract(html).expect("the page can be read").metadata
}

fn metadata(html: &str) -> Metadata {
    metadata_at(html, None)
}

fn json_ld(json: &str) -> Metadata {
    metadata(&format!("<title>x</title><script type='application/ld+json'>{json}</script><p>Text."))
}

fn value<T: AsRef<str>>(field: &Option<Field<T>>) -> Option<&str> {
    field.as_ref().map(|field| field.value.as_ref())
}

fn values(fields: &[Field<String>]) -> Vec<&str> {
    fields.iter().map(|field| field.value.as_str()).collect()
}

fn origin<T>(field: &Option<Field<T>>) -> Option<Origin> {
    field.as_ref().map(|field| field.origin)
}

const NEWS_PAGE: &str = r##"<!DOCTYPE html><html lang="en-gb"><head>
<title>Harbour reopens after storm &#8211; The Coast Courier</title>
<link rel="canonical" href="/2024/05/03/harbour-reopens">
<meta property="og:title" content="Harbour reopens after storm">
<meta property="og:site_name" content="The Coast Courier">
<meta property="og:image" content="/img/harbour.jpg">
<meta property="og:description" content="Boats left port on Friday for the first time in a week.">
<meta name="keywords" content="harbour, storms, Harbour, weather">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "@id": "#site", "name": "The Coast Courier"},
 {"@type": "Person", "@id": "#ada", "name": "Ada Marlow"},
 {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "News"}]},
 {"@type": ["NewsArticle", "Article"], "headline": "Harbour reopens after storm", "isPartOf": {"@id": "#site"},
  "author": [{"@id": "#ada"}, {"@type": "Person", "name": "Ben Scribe"}],
  "datePublished": "2024-05-03T14:05:00+0200", "dateModified": "2024-05-04T08:00:00.000Z",
  "license": "https://creativecommons.org/licenses/by/4.0/"}]}</script>
</head><body><header><h1>The Coast Courier</h1></header>
<main><h1>Harbour reopens after storm</h1><p>Text.</main></body></html>"##;

#[test]
fn a_news_page_says_everything_and_where_it_was_found() {
    let page = metadata_at(NEWS_PAGE, Some("https://courier.example/2024/05/03/harbour-reopens?utm=1"));
    assert_eq!(value(&page.title), Some("Harbour reopens after storm"));
    assert_eq!(origin(&page.title), Some(Origin::JsonLd));
    assert_eq!(values(&page.authors), ["Ada Marlow", "Ben Scribe"]);
    assert_eq!(page.authors[0].origin, Origin::JsonLd);
    assert_eq!(value(&page.published), Some("2024-05-03T14:05:00+02:00"));
    assert_eq!(value(&page.modified), Some("2024-05-04T08:00:00Z"));
    assert_eq!(value(&page.site), Some("The Coast Courier"));
    assert_eq!(origin(&page.site), Some(Origin::OpenGraph));
    assert_eq!(value(&page.language), Some("en-GB"));
    assert_eq!(origin(&page.language), Some(Origin::LangAttribute));
    assert_eq!(value(&page.url), Some("https://courier.example/2024/05/03/harbour-reopens"));
    assert_eq!(origin(&page.url), Some(Origin::Link));
    assert_eq!(value(&page.image), Some("https://courier.example/img/harbour.jpg"));
    assert_eq!(values(&page.tags), ["harbour", "storms", "weather"]);
    assert_eq!(value(&page.license), Some("https://creativecommons.org/licenses/by/4.0/"));
    assert_eq!(value(&page.description), Some("Boats left port on Friday for the first time in a week."));
}

#[test]
fn a_page_that_says_nothing_gives_nothing() {
    let page =
        metadata("<div><p>On May 3, 2024 the harbour master John Doe spoke.</p><p>By then it was late.</p></div>");
    assert_eq!(page, Metadata::default());
}

#[test]
fn words_on_either_side_of_a_blocks_end_are_two() {
    let page = metadata("<h1>A day at sea</h1><a rel=tag href=/t><div>Harbour</div>Storms</a>");
    assert_eq!(values(&page.tags), ["Harbour Storms"]);
}

#[test]
fn languages_are_tags() {
    let language = |html: &str| metadata(html).language.map(|field| (field.value, field.origin));
    let tag = |tag: &str| language(&format!("<html lang='{tag}'>"));
    assert_eq!(tag("EN_us"), Some(("en-US".into(), Origin::LangAttribute)));
    assert_eq!(tag("zh-hans-cn"), Some(("zh-Hans-CN".into(), Origin::LangAttribute)));
    assert_eq!(tag("es-419"), Some(("es-419".into(), Origin::LangAttribute)));
    for nonsense in ["", "cn", "english", "x-default", "en us", "{{ lang }}", "und"] {
        assert_eq!(tag(nonsense), None, "{nonsense}");
    }
    assert_eq!(
        language("<html lang='english'><meta property='og:locale' content='pt_br'>"),
        Some(("pt-BR".into(), Origin::OpenGraph))
    );
    assert_eq!(
        language("<meta http-equiv='Content-Language' content='de, en'><meta property='og:locale' content='en_US'>"),
        Some(("de".into(), Origin::Transport))
    );
}

#[test]
fn dublin_core_and_microdata_are_read() {
    let html = "<meta name='DC.Title' content='A day at sea'><meta name='dcterms:created' content='2024-05-03'>
        <meta name='DC.creator' content='Marlow, Ada'><meta name='dc.rights' content='https://creativecommons.org/licenses/by-sa/4.0/'>";
    let page = metadata(html);
    assert_eq!((value(&page.title), origin(&page.title)), (Some("A day at sea"), Some(Origin::DublinCore)));
    assert_eq!(values(&page.authors), ["Ada Marlow"]);
    assert_eq!(value(&page.published), Some("2024-05-03"));
    assert_eq!(value(&page.license), Some("https://creativecommons.org/licenses/by-sa/4.0/"));

    let html = "<article itemscope itemtype='https://schema.org/BlogPosting'><h1 itemprop='headline'>A day at sea</h1>
        <span itemprop='author' itemscope itemtype='https://schema.org/Person'>by <b itemprop='name'>Ada Marlow</b></span>
        <meta itemprop='datePublished' content='2024-05-03'><p itemprop='articleBody'>Text.</p>
        <div itemprop='comment' itemscope itemtype='https://schema.org/Comment'><i itemprop='author'>Cy Penn</i>
        <time itemprop='dateModified' datetime='2024-06-01'></time></div></article>";
    let page = metadata(html);
    assert_eq!((value(&page.title), origin(&page.title)), (Some("A day at sea"), Some(Origin::Microdata)));
    assert_eq!(values(&page.authors), ["Ada Marlow"]);
    assert_eq!((value(&page.published), origin(&page.published)), (Some("2024-05-03"), Some(Origin::Microdata)));
    assert_eq!(page.modified, None);
}

#[test]
fn broken_json_ld_is_mended() {
    let broken = [
        r#"{"@type": "Article", "headline": "A day at sea",}"#,
        "{\"@type\": \"Article\", \"headline\": \"A day\tat sea\", \"description\": \"One\nTwo\"}",
        r#"<!-- {"@type": "Article", "headline": "A day at sea"} -->"#,
        "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"A day at sea\"}\n//]]>",
        r#"{"@type": "Article", "headline": "A day \at sea", "keywords": ["a", "b", ], }"#,
        r#"{"@type": "Article", "headline": "A day at sea"}}"#,
        r#"{"@type": "Article", "headline": "A day at sea"};"#,
        r#"{"@type": "http://schema.org/Article", "headline": "A day at sea"} {"@type": "Organization", "name": "C"}"#,
    ];
    for json in broken {
        let page = json_ld(json);
        assert_eq!(value(&page.title), Some("A day at sea"), "{json}");
        assert_eq!(origin(&page.title), Some(Origin::JsonLd), "{json}");
    }
    assert_eq!(value(&json_ld("{{ schema | json }}").title), Some("x"));
}

#[test]
fn objects_of_other_pages_are_not_this_page() {
    let html = r#"<title>A day at sea</title><script type="application/ld+json">[
        {"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other", "author": "Cy Penn"}]},
        {"@type": "Review", "author": "Dee Quill", "datePublished": "2020-01-01"},
        {"@type": "Article", "headline": "Something else", "author": "Cy Penn", "datePublished": "2020-01-01"},
        {"@type": "Article", "headline": "A day at sea", "author": "Ada Marlow", "datePublished": "2024-05-03"}]</script>"#;
    let page = metadata(html);
    assert_eq!(value(&page.title), Some("A day at sea"));
    assert_eq!(values(&page.authors), ["Ada Marlow"]);
    assert_eq!(value(&page.published), Some("2024-05-03"));

    let listing = r#"<title>News</title><script type="application/ld+json">[
        {"@type": "Article", "headline": "One", "author": "Cy Penn", "datePublished": "2020-01-01"},
        {"@type": "Article", "headline": "Two", "author": "Ada Marlow", "datePublished": "2024-05-03"}]</script>"#;
    let page = metadata(listing);
    assert_eq!((value(&page.title), page.authors.len(), page.published), (Some("News"), 0, None));
}

#[test]
fn addresses_are_absolute_and_of_the_web() {
    let html = "<base href='https://cdn.example/a/'><link rel='canonical' href='b'><meta property='og:image' content='data:image/png;base64,AA'>
        <meta name='twitter:image' content='../c.jpg'>";
    let page = metadata(html);
    assert_eq!(value(&page.url), Some("https://cdn.example/a/b"));
    assert_eq!(value(&page.image), Some("https://cdn.example/c.jpg"));
    let page = metadata("<link rel='canonical' href='/b'><meta property='og:image' content='javascript:alert(1)'>");
    assert_eq!((page.url, page.image), (None, None));
    let page = metadata_at("<link rel='canonical' href='/'>", Some("https://courier.example/a"));
    assert_eq!((value(&page.url), origin(&page.url)), (Some("https://courier.example/a"), Some(Origin::Url)));
}

#[test]
fn licences_are_found_where_they_are_linked() {
    let by = "https://creativecommons.org/licenses/by/4.0/";
    let license = |html: &str| metadata(html).license.map(|field| field.value);
    assert_eq!(license(&format!("<link rel='license' href='{by}'>")).as_deref(), Some(by));
    assert_eq!(license(&format!("<p>Text.</p><footer><a href='{by}'>CC BY</a></footer>")).as_deref(), Some(by));
    assert_eq!(license(&format!("<figure><figcaption><a href='{by}'>CC BY</a></figcaption></figure>")), None);
    assert_eq!(license("<meta name='dc.rights' content='All rights reserved'>"), None);
    let both = "<a href='https://creativecommons.org/licenses/by/4.0/'></a><a href='https://creativecommons.org/licenses/by-nc/4.0/'></a>";
    assert_eq!(license(both), None);
}

#[test]
fn hostile_pages_cost_little() {
    let mut props = String::from("<h1>A day at sea</h1>");
    for number in 0..200_000 {
        let _ = write!(props, "<i itemprop=author class=author>By {number}<time>");
    }
    let deep = format!("<script type='application/ld+json'>{}</script><h1>A day at sea</h1>", "[".repeat(500_000));
    let keywords: Vec<String> = (0..100_000).map(|number| number.to_string()).collect();
    let keywords = format!("<h1>A day at sea</h1><meta name=keywords content='{}'>", keywords.join(","));
    let titles = "<meta property=og:title content='a | b - a | b - a | b - a | b - a | b - a | b'>".repeat(20_000);
    let titles = format!("<h1>A day at sea</h1><title>A day at sea</title>{titles}");
    let long = format!("<h1>A day at sea</h1><meta name=keywords content='{}'>", "a,b".repeat(300_000));
    let names = format!("<h1>A day at sea</h1><meta name=author content='{}'>", "A B and C D, ".repeat(100_000));
    let entities =
        format!("<meta name=author content='x'><h1>A day at sea</h1><title>{}</title>", "&amp;amp;".repeat(100_000));
    let empty = format!("<h1>A day at sea</h1>{}", "<b class=byline><time class=date>".repeat(100_000));
    for page in [props, deep, keywords, titles, long, names, entities, empty] {
        let started = Instant::now();
        assert_eq!(value(&metadata(&page).title), Some("A day at sea"));
        assert!(started.elapsed() < Duration::from_secs(10), "{:?} for {}", started.elapsed(), &page[..60]);
    }
}
