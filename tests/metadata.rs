//! What a page says about itself, read through the public API.

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

fn authors_of(json_author: &str) -> Vec<String> {
    let page = json_ld(&format!(r#"{{"@type": "NewsArticle", "headline": "A day at sea", "author": {json_author}}}"#));
    page.authors.into_iter().map(|field| field.value).collect()
}

/// The date of publication of a page in a language, with a date in a meta element.
fn published(language: &str, date: &str) -> Option<String> {
    let html = format!("<html lang='{language}'><meta name='date' content='{date}'><h1>A day at sea</h1>");
    metadata(&html).published.map(|field| field.value)
}

fn title_of(title: &str, site: &str, heading: &str) -> String {
    let html = format!(
        "<title>{title}</title><meta property='og:site_name' content='{site}'><h1>{heading}</h1><p>Text of the page."
    );
    metadata(&html).title.map(|field| field.value).unwrap_or_default()
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
fn the_sites_name_is_no_part_of_the_title() {
    for title in [
        "Harbour reopens | Coast Courier",
        "Harbour reopens - Coast Courier",
        "Harbour reopens – Coast Courier",
        "Harbour reopens — Coast Courier",
        "Harbour reopens :: Coast Courier",
        "Harbour reopens · Coast Courier",
        "Harbour reopens » Coast Courier",
        "Coast Courier: Harbour reopens",
        "Coast Courier | Harbour reopens",
        "Harbour reopens | News | Coast Courier",
        "Harbour reopens - The Coast Courier",
    ] {
        let expected = if title.contains("News") { "Harbour reopens | News" } else { "Harbour reopens" };
        assert_eq!(title_of(title, "Coast Courier", ""), expected, "{title}");
    }
    assert_eq!(title_of("港口重新开放_海岸新闻网", "海岸新闻网", ""), "港口重新开放");
}

#[test]
fn the_address_names_the_site_where_nothing_else_does() {
    let page = metadata_at("<title>Harbour reopens | Coastcourier</title>", Some("https://www.coastcourier.co.uk/a"));
    assert_eq!(value(&page.title), Some("Harbour reopens"));
    assert_eq!(origin(&page.title), Some(Origin::TitleElement));
}

#[test]
fn parts_of_the_headline_stay() {
    for title in [
        "Well-known ferries: a field guide",
        "Part one: the storm - and what came after",
        "Yes – but not for long",
        "3-2 defeat for Porthaven",
    ] {
        assert_eq!(title_of(title, "Coast Courier", ""), title);
        assert_eq!(title_of(&format!("{title} | Coast Courier"), "Coast Courier", ""), title);
    }
    let heading = "Ferries | a field guide to the Coast Courier";
    assert_eq!(title_of(heading, "Coast Courier", heading), heading);
}

#[test]
fn the_visible_headline_wins_over_a_shortened_one() {
    let html = "<title>Harbour reopens after week-long storm | C</title><h1>C</h1>
        <h1>Harbour reopens after a week-long storm that sank three boats</h1>";
    let page = metadata(html);
    assert_eq!(value(&page.title), Some("Harbour reopens after a week-long storm that sank three boats"));
    assert_eq!(origin(&page.title), Some(Origin::Heading));
}

#[test]
fn labels_within_the_headline_are_left_out() {
    let heading_of = |heading: &str| title_of("Harbour reopens after storm | Coast Courier", "Coast Courier", heading);
    for heading in [
        "<time>3 May 2024</time> Harbour reopens after storm",
        "<div class=label>Sponsored by the water board</div><div>Harbour reopens after storm</div>",
        "<span>Ferries:</span> Harbour reopens <em>after</em> storm<span>The first boats left on Friday</span>",
        "Harbour reopens after storm<span hidden>Copy link</span>",
        "Harbour reopens after storm<span style='display: none'>Read to me <b>now</b></span>",
        "Harbour reopens after storm <a href='#storm'>¶</a>",
    ] {
        assert_eq!(heading_of(heading), "Harbour reopens after storm", "{heading}");
    }
    let in_section = title_of(
        "Harbour reopens after storm - Local - Coast News",
        "",
        "<div>Sponsored by</div>Harbour reopens after storm",
    );
    assert_eq!(in_section, "Harbour reopens after storm");
    let longer = "Harbour reopens <em>after storm</em> that sank three boats";
    assert_eq!(heading_of(longer), "Harbour reopens after storm that sank three boats");
    assert_eq!(heading_of("<span hidden>Harbour reopens after storm</span>"), "Harbour reopens after storm");
}

#[test]
fn the_headline_reads_as_the_style_sheet_shows_it() {
    let gap = "<span>The mill at dawn</span><small>What it grinds</small>";
    assert_eq!(title_of("", "", gap), "The mill at dawn What it grinds");
    let gloss = "<ruby>水車<rt>すいしゃ</rt></ruby>が<ruby>回<rt>まわ</rt></ruby>る";
    assert_eq!(title_of("水車が回る", "", gloss), "水車が回る");
    assert_eq!(title_of("", "", "<div>The mill</div><span>turns again</span>"), "The mill turns again");
}

#[test]
fn escaped_headlines_are_decoded() {
    let page =
        json_ld(r#"{"@type": "Article", "headline": "Tom &amp;amp; Ann&#8217;s caf\u00e9 &ndash; <em>open<\/em>"}"#);
    assert_eq!(value(&page.title), Some("Tom & Ann’s café – open"));
    let page = metadata("<meta property='og:title' content='When to use &lt;div&gt; and when not'>");
    assert_eq!(value(&page.title), Some("When to use <div> and when not"));
}

#[test]
fn authors_are_single_names() {
    assert_eq!(authors_of(r#""By Ada Marlow and Ben Scribe""#), ["Ada Marlow", "Ben Scribe"]);
    assert_eq!(authors_of(r#""Ada Marlow, Ben Scribe, and Cy Penn""#), ["Ada Marlow", "Ben Scribe", "Cy Penn"]);
    assert_eq!(authors_of(r#""Ada Marlow &amp; Ben Scribe""#), ["Ada Marlow", "Ben Scribe"]);
    assert_eq!(
        authors_of(r#"["Ada Marlow", {"name": "ada marlow"}, {"name": ["Ben Scribe"]}]"#),
        ["Ada Marlow", "Ben Scribe"]
    );
    assert_eq!(authors_of(r#""Anna Weiß und Jörg Schwarz""#), ["Anna Weiß", "Jörg Schwarz"]);
    assert_eq!(authors_of(r#""Anne Dubois et Luc Moreau""#), ["Anne Dubois", "Luc Moreau"]);
    assert_eq!(authors_of(r#""Анна Белова и Пётр Чернов""#), ["Анна Белова", "Пётр Чернов"]);
    assert_eq!(authors_of(r#""王小明、李大华""#), ["王小明", "李大华"]);
}

#[test]
fn names_with_commas_and_conjunctions_inside_stay_whole() {
    assert_eq!(authors_of(r#""José Ortega y Gasset""#), ["José Ortega y Gasset"]);
    assert_eq!(authors_of(r#""Health and Safety Executive""#), ["Health and Safety Executive"]);
    assert_eq!(authors_of(r#""Ludwig van der Berg""#), ["Ludwig van der Berg"]);
    assert_eq!(authors_of(r#""Von Miller""#), ["Von Miller"]);
}

#[test]
fn roles_addresses_and_placeholders_are_no_authors() {
    assert_eq!(authors_of(r#""Ada Marlow, Senior Editor""#), ["Ada Marlow"]);
    assert_eq!(authors_of(r#""Ada Marlow | Staff Reporter""#), ["Ada Marlow"]);
    assert_eq!(authors_of(r#"["admin", "https://example.com/ada", "ada@example.com", "@ada"]"#), [""; 0]);
    assert_eq!(authors_of(r#""Author: By Ada Marlow (Coast Agency)""#), ["Ada Marlow"]);
    assert_eq!(authors_of(r#""A day at sea""#), [""; 0], "the title is no author");
    assert_eq!(authors_of(r#""本报记者 马小路""#), ["马小路"]);
}

#[test]
fn the_sites_own_name_is_the_author_only_where_nobody_else_is() {
    let site = "<meta property='og:site_name' content='Coast Courier'><meta name='author' content='Coast Courier'>";
    assert_eq!(values(&metadata(site).authors), ["Coast Courier"]);
    let signed = format!("{site}<h1>Harbour reopens</h1><p class=byline>By Ada Marlow</p><p>Text of the page.");
    assert_eq!(values(&metadata(&signed).authors), ["Ada Marlow"]);
    let blog = r#"<meta property='og:site_name' content='Ada Marlow'><script type='application/ld+json'>
        {"@type": "BlogPosting", "headline": "x", "author": {"@type": "Person", "name": "Ada Marlow"}}</script>"#;
    assert_eq!(values(&metadata(blog).authors), ["Ada Marlow"]);
}

#[test]
fn names_are_found_beside_the_label_that_announces_them() {
    let signed = |byline: &str| metadata(&format!("<h1>Harbour reopens</h1>{byline}<p>Text of the page.")).authors;
    for byline in [
        "<div><p>Written by</p><p>Ada Marlow</p></div>",
        "<div><span>By</span><span>Ada Marlow</span></div>",
        "<section><h3>Author</h3><div><p>Ada Marlow</p></div></section>",
        "<div><small>WRITTEN BY</small><p><strong>Ada Marlow</strong></p></div>",
    ] {
        assert_eq!(values(&signed(byline)), ["Ada Marlow"], "{byline}");
    }
}

#[test]
fn links_to_an_authors_page_name_the_author() {
    let page = |links: &str| metadata(&format!("<h1>Harbour reopens</h1>{links}<p>Text of the page.")).authors;
    assert_eq!(values(&page("<a href='/blog/author/ada-m'>Ada</a>")), ["Ada"]);
    assert_eq!(values(&page("<a href='https://courier.example/autoren/ada/'><img src=a.jpg></a> 3 May 2024")), [""; 0]);
    let far = format!("{}<a href='/authors/ada-marlow'>Ada Marlow</a>", "<p>A paragraph of the story.</p>".repeat(200));
    assert_eq!(values(&page(&far)), ["Ada Marlow"]);
    let others = format!("{far}<ul><li><a href='/authors/ben-scribe'>Ben Scribe</a></ul>");
    assert_eq!(values(&page(&others)), [""; 0], "teasers have authors of their own");
    assert_eq!(values(&page("<a href='/authority/ada-marlow'>Ada Marlow</a>")), [""; 0]);
}

#[test]
fn a_front_page_is_called_as_its_site() {
    let page = metadata("<title>Coast Courier</title><meta property='og:site_name' content='Coast Courier'><p>Text.");
    assert_eq!(value(&page.title), Some("Coast Courier"));
    assert_eq!(origin(&page.title), Some(Origin::TitleElement));
}

#[test]
fn journals_put_the_surname_first() {
    let html =
        "<meta name='citation_author' content='Marlow, Ada B.'><meta name='citation_author' content='Ben Scribe'>
        <meta name='citation_publication_date' content='2024/05/03'>";
    let page = metadata(html);
    assert_eq!(values(&page.authors), ["Ada B. Marlow", "Ben Scribe"]);
    assert_eq!(page.authors[0].origin, Origin::Meta);
    assert_eq!(value(&page.published), Some("2024-05-03"));
}

#[test]
fn visible_bylines_are_read_in_many_languages() {
    let cases = [
        ("en", "<p class='byline'>By <a href='/a'>Ada Marlow</a> | <span>May 3, 2024</span></p>", "Ada Marlow"),
        ("en", "<p>By Ada Marlow</p>", "Ada Marlow"),
        ("en", "<span class='postAuthor'><a rel='author' href='/a'>Ada Marlow</a></span>", "Ada Marlow"),
        ("de", "<p>Von Anna Weiß, 3. Mai 2024</p>", "Anna Weiß"),
        ("fr", "<p>Par Anne Dubois</p>", "Anne Dubois"),
        ("es", "<div class='firma'>Por Inés García</div>", "Inés García"),
        ("it", "<p>di Carla Bianchi</p>", "Carla Bianchi"),
        ("nl", "<p>Door Joost de Vries</p>", "Joost de Vries"),
        ("ru", "<p>Автор: Анна Белова</p>", "Анна Белова"),
        ("el", "<p>Συντάκτης: Άννα Λευκού</p>", "Άννα Λευκού"),
        ("zh", "<p>作者：王小明</p>", "王小明"),
        ("zh-TW", "<p>記者王小明</p>", "王小明"),
        ("ko", "<p class='byline'>홍길동 기자</p>", "홍길동"),
    ];
    for (language, byline, name) in cases {
        let html = format!("<html lang='{language}'><body><h1>A day at sea</h1>{byline}<p>Text of the page.</p>");
        let page = metadata(&html);
        assert_eq!(values(&page.authors), [name], "{byline}");
        assert_eq!(page.authors[0].origin, Origin::Byline);
    }
}

#[test]
fn names_in_comments_and_sidebars_are_no_bylines() {
    let html = "<h1>A day at sea</h1><p>Text.</p>
        <section class='comments'><p class='comment-author'>By Cy Penn</p><time datetime='2024-06-01'>June 1</time></section>
        <aside><span class='author'>Dee Quill</span></aside>
        <div class='author-bio'>Ada Marlow lives by the sea.</div>";
    let page = metadata(html);
    assert!(page.authors.is_empty(), "{:?}", page.authors);
    assert_eq!(page.published, None);
}

#[test]
fn a_wrapper_named_after_its_sidebar_is_no_sidebar() {
    let html = "<div class='layout has-sidebar'><h1>A day at sea</h1><p class='author'>Ada Marlow</p></div>";
    assert_eq!(values(&metadata(html).authors), ["Ada Marlow"]);
}

#[test]
fn dates_are_read_in_many_spellings() {
    let cases = [
        ("en", "2024-05-03", "2024-05-03"),
        ("en", "2024-05-03T14:05:00", "2024-05-03T14:05:00"),
        ("en", "2024-05-03 14:05", "2024-05-03T14:05:00"),
        ("en", "2024-05-03T14:05:09.123456Z", "2024-05-03T14:05:09Z"),
        ("en", "2024-05-03T14:05-0400", "2024-05-03T14:05:00-04:00"),
        ("en", "20240503T140500Z", "2024-05-03"),
        ("en", "Fri, 03 May 2024 14:05:00 +0200", "2024-05-03T14:05:00+02:00"),
        ("en", "Fri, 03 May 2024 14:05:00 GMT", "2024-05-03T14:05:00Z"),
        ("en", "Fri May 03 14:05:00 GMT 2024", "2024-05-03T14:05:00Z"),
        ("en", "May 3, 2024", "2024-05-03"),
        ("en", "May 3rd, 2024 at 2:05 p.m.", "2024-05-03T14:05:00"),
        ("en", "3 May 2024", "2024-05-03"),
        ("en", "Sept. 3, 2024", "2024-09-03"),
        ("en", "12:30 May 3, 2024", "2024-05-03"),
        ("de", "3. Mai 2024", "2024-05-03"),
        ("de", "03.05.2024, 14:05 Uhr", "2024-05-03T14:05:00"),
        ("de", "03.05.24", "2024-05-03"),
        ("fr", "1er août 2024 à 14h05", "2024-08-01T14:05:00"),
        ("es", "3 de mayo de 2024", "2024-05-03"),
        ("pt", "3 de março de 2024", "2024-03-03"),
        ("it", "3 maggio 2024", "2024-05-03"),
        ("nl", "3 maart 2024", "2024-03-03"),
        ("sv", "3 maj 2024", "2024-05-03"),
        ("fi", "3. toukokuuta 2024", "2024-05-03"),
        ("pl", "3 listopada 2024", "2024-11-03"),
        ("hr", "3. listopada 2024.", "2024-10-03"),
        ("cs", "3. května 2024", "2024-05-03"),
        ("hu", "2024. május 3.", "2024-05-03"),
        ("ro", "3 mai 2024", "2024-05-03"),
        ("ru", "3 мая 2024", "2024-05-03"),
        ("uk", "3 травня 2024", "2024-05-03"),
        ("el", "3 Μαΐου 2024", "2024-05-03"),
        ("tr", "3 Mayıs 2024", "2024-05-03"),
        ("id", "3 Agustus 2024", "2024-08-03"),
        ("vi", "3 tháng 5, 2024", "2024-05-03"),
        ("ar", "٣ مايو ٢٠٢٤", "2024-05-03"),
        ("he", "3 במאי 2024", "2024-05-03"),
        ("hi", "3 मई 2024", "2024-05-03"),
        ("th", "3 พฤษภาคม 2567", "2024-05-03"),
        ("zh", "2024年5月3日 14:05", "2024-05-03T14:05:00"),
        ("ja", "2024年5月3日 午後2:05", "2024-05-03T14:05:00"),
        ("ko", "2024년 5월 3일", "2024-05-03"),
    ];
    for (language, spelt, expected) in cases {
        assert_eq!(published(language, spelt).as_deref(), Some(expected), "{spelt} ({language})");
    }
}

#[test]
fn day_and_month_are_told_apart_only_where_that_is_certain() {
    assert_eq!(published("en", "03/05/2024"), None);
    assert_eq!(published("en", "13/05/2024").as_deref(), Some("2024-05-13"));
    assert_eq!(published("en", "05/13/2024").as_deref(), Some("2024-05-13"));
    assert_eq!(published("en-US", "03/05/2024").as_deref(), Some("2024-03-05"));
    assert_eq!(published("en-GB", "03/05/2024").as_deref(), Some("2024-05-03"));
    assert_eq!(published("fr", "03/05/2024").as_deref(), Some("2024-05-03"));
    // The Polish November is the Croatian October.
    assert_eq!(published("", "3 listopada 2024"), None);
}

#[test]
fn days_that_do_not_exist_are_no_dates() {
    for spelt in
        ["2024-02-31", "31.02.2024", "1970-01-01", "0000-00-00", "2924-05-03", "May 2024", "v1.2.2024.5", "soon"]
    {
        assert_eq!(published("de", spelt), None, "{spelt}");
    }
    assert_eq!(published("en", "2024-05-03T99:99:99").as_deref(), Some("2024-05-03"));
}

#[test]
fn a_bad_date_gives_way_to_the_next_source() {
    let html = r#"<script type="application/ld+json">{"@type": "Article", "datePublished": "yesterday"}</script>
        <meta property="article:published_time" content="2024-05-03T14:05:00+02:00">"#;
    let page = metadata(html);
    assert_eq!(value(&page.published), Some("2024-05-03T14:05:00+02:00"));
    assert_eq!(origin(&page.published), Some(Origin::OpenGraph));
}

#[test]
fn visible_dates_near_the_headline_are_read() {
    let html = "<html lang='en'><h1>A day at sea</h1>
        <p>Published <time datetime='2024-05-03T08:00:00Z'>last spring</time>, updated <time datetime='2024-06-01'>June</time></p>";
    let page = metadata(html);
    assert_eq!(value(&page.published), Some("2024-05-03T08:00:00Z"));
    assert_eq!(origin(&page.published), Some(Origin::Time));
    assert_eq!(value(&page.modified), Some("2024-06-01"));
    let html = "<html lang='de'><h1>Ein Tag am Meer</h1><span class='entry-date'>3. Mai 2024</span>";
    assert_eq!(value(&metadata(html).published), Some("2024-05-03"));
    let html = "<html lang='de'><h1>Ein Tag am Meer</h1><div>Aktualisiert am 3. Mai 2024</div>";
    let page = metadata(html);
    assert_eq!((page.published, value(&page.modified)), (None, Some("2024-05-03")));
    for label in ["<span>Last updated:</span>", "<h4>Last updated:</h4>\n      "] {
        let html =
            format!("<h1>Harbour reopens</h1><div>\n {label}\n <time datetime='2024-05-03'>3 May 2024</time></div>");
        let page = metadata(&html);
        assert_eq!((page.published, value(&page.modified)), (None, Some("2024-05-03")), "{html}");
    }
    let named = metadata("<meta name='published' content='May 3, 2024'><h1>Harbour reopens</h1>");
    assert_eq!(value(&named.published), Some("2024-05-03"));
}

#[test]
fn dates_in_sentences_and_class_names_that_only_contain_date_are_not() {
    let html = "<html lang='en'><h1>A day at sea</h1>
        <p>The harbour was last dredged on May 3, 2024, when the council had found the money for the work it had put off.</p>
        <div class='candidate updates'>Vote on May 7, 2024 for the council of the harbour, the lighthouse and all the boats.</div>";
    assert_eq!(metadata(html).published, None);
}

#[test]
fn the_address_dates_a_page_as_a_last_resort() {
    let page = metadata_at("<h1>A day at sea</h1>", Some("https://courier.example/2024/05/03/a-day-at-sea"));
    assert_eq!(value(&page.published), Some("2024-05-03"));
    assert_eq!(origin(&page.published), Some(Origin::Url));
    let page = metadata_at("<h1>A day at sea</h1>", Some("https://courier.example/2024/13/03/a-day-at-sea"));
    assert_eq!(page.published, None);
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
