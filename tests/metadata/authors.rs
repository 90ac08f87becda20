//! Who wrote a page.

use tamis::Origin;

use crate::{json_ld, metadata, value, values};

fn authors_of(json_author: &str) -> Vec<String> {
    let page = json_ld(&format!(r#"{{"@type": "NewsArticle", "headline": "A day at sea", "author": {json_author}}}"#));
    page.authors.into_iter().map(|field| field.value).collect()
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
    assert_eq!(authors_of(r#""Coast Web Studio www.coast-web.example""#), [""; 0], "who built the site");
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
    let near = format!("<a href='/authors/ada-marlow'>Ada Marlow</a>{others}");
    assert_eq!(values(&page(&near)), ["Ada Marlow"], "the headline's neighbour is the page's");
    assert_eq!(values(&page("<a href='/authority/ada-marlow'>Ada Marlow</a>")), [""; 0]);
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
        ("en", "<p class='byline'>Interview by Ada Marlow</p>", "Ada Marlow"),
        ("en", "<span class='postAuthor'><a rel='author' href='/a'>Ada Marlow</a></span>", "Ada Marlow"),
        ("de", "<p>Von Anna Weiß, 3. Mai 2024</p>", "Anna Weiß"),
        ("de", "<p class='byline'>Interview: Anna Weiß</p>", "Anna Weiß"),
        ("de", "<p class='byline'>Text und Interview: Anna Weiß</p>", "Anna Weiß"),
        ("fr", "<p>Par Anne Dubois</p>", "Anne Dubois"),
        ("fr", "<p>Propos recueillis par Anne Dubois</p>", "Anne Dubois"),
        ("es", "<div class='firma'>Por Inés García</div>", "Inés García"),
        ("it", "<p>di Carla Bianchi</p>", "Carla Bianchi"),
        ("it", "<p>Intervista di Carla Bianchi</p>", "Carla Bianchi"),
        ("pl", "<p>Rozmawiała Anna Biała</p>", "Anna Biała"),
        ("nl", "<p>Door Joost de Vries</p>", "Joost de Vries"),
        ("ru", "<p>Автор: Анна Белова</p>", "Анна Белова"),
        ("hr", "<p>Piše: Ana Horvat</p>", "Ana Horvat"),
        ("sr", "<p>Аутор: Ана Јовановић</p>", "Ана Јовановић"),
        ("sl", "<p>Avtorica: Ana Novak</p>", "Ana Novak"),
        ("lv", "<p>Autors: Anna Bērziņa</p>", "Anna Bērziņa"),
        ("lt", "<p>Autorė: Ona Petraitė</p>", "Ona Petraitė"),
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
