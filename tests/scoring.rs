//! What Tamis says of a page besides its text: its type, and how sure it is.

use std::fs;
use std::path::Path;

use tamis::{Article, Extractor, Hint, Options, PageType};

fn corpus_article(case: &str) -> Article {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(case).join("page.html");
    let page = fs::read(path).expect("a page of the corpus");
    let extractor = Extractor::new(Options::default()).expect("options");
    extractor.extract_bytes(&page, &Hint::default()).expect("an article")
}

#[test]
fn pages_of_common_templates_get_their_type() {
    assert_eq!(corpus_article("wordpress-classic-en").page_type, Some(PageType::Article));
    assert_eq!(corpus_article("phpbb-en").page_type, Some(PageType::Forum));
    assert_eq!(corpus_article("shop-product-en").page_type, Some(PageType::Product));
    // Their words are of languages in which only articles were there to learn from.
    assert_eq!(corpus_article("forum-fi").page_type, Some(PageType::Forum));
    assert_eq!(corpus_article("shop-product-de").page_type, Some(PageType::Product));
}

#[test]
fn a_scrape_without_markup_has_no_type() {
    let article =
        tamis::extract("Tide\n\nThe tide mill grinds again, after forty years of silence.", &Options::default());
    let article = article.expect("a page");
    assert_eq!(article.page_type, None);
    assert!(article.to_json().contains("\"page_type\":null"));
}

#[test]
fn json_names_the_type() {
    assert!(corpus_article("wordpress-classic-en").to_json().contains("\"page_type\":\"article\""));
}

#[test]
fn an_article_is_surer_than_a_page_of_links() {
    let clear = corpus_article("wordpress-classic-en").confidence;
    let links: String = (0..40).map(|n| format!("<li><a href=/{n}>Gate number {n}</a>")).collect();
    let page = format!("<title>Gates</title><ul>{links}</ul>");
    let doubtful = tamis::extract(&page, &Options::default()).expect("a page").confidence;
    assert!((0.0..=1.0).contains(&doubtful) && (0.0..=1.0).contains(&clear));
    assert!(clear > doubtful + 0.05, "{clear} against {doubtful}");
}

#[test]
fn a_call_for_scripts_is_no_article() {
    for call in [
        "You need to enable JavaScript to run this app.",
        "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.",
        "このアプリを実行するには JavaScript を有効にしてください。",
    ] {
        let shell = format!("<title>Mills</title><body><noscript>{call}</noscript><div id=root></div>");
        let article = tamis::extract(&shell, &Options::default()).expect("a page");
        assert!(article.blocks.is_empty() && article.confidence < 0.1, "{call}: {}", article.text());
    }
    // Neither text that is shown nor a thread that a page holds for readers without scripts is a call.
    let shown =
        "<title>Mills</title><p>You need to enable JavaScript to see the mill turn, as it does on every tide.</p>";
    let post = "<p>I draw the mill with JavaScript, and it turns as fast as the river runs.</p>";
    let thread = format!("<title>Mills</title><body><noscript>{}</noscript>", post.repeat(6));
    for page in [shown, &thread] {
        assert!(!tamis::extract(page, &Options::default()).expect("a page").blocks.is_empty(), "{page}");
    }
}

#[test]
fn notes_to_the_editors_of_a_wiki_are_no_text() {
    let note = |class: &str, text: &str| {
        format!("<table class='plainlinks metadata {class}'><tr><td>{text}</td></tr></table>")
    };
    let inner = note("ambox", "Die Belege fehlen seit April.");
    let nested = note(
        "ambox ambox-content",
        &format!("Dieser Artikel hat mehrere Mängel. {inner} Bitte hilf mit, sie zu beheben."),
    );
    let second = note("ambox", "Dieser Abschnitt ist noch sehr kurz und braucht jemanden, der ihn fortführt.");
    let first_text = "Ein Wehr staut einen Fluss auf, damit das Wasser auf das Rad einer Mühle geleitet werden kann. Im Tal der Aue standen um 1820 noch elf davon.";
    let second_text = "Gebaut wurden sie aus Eichenstämmen, die quer in das Bett gelegt und mit Steinen beschwert wurden, und alle zwanzig Jahre mussten sie erneuert werden.";
    let page = format!(
        "<title>Wehr</title><h1>Wehr</h1><main>{nested}<p>{first_text}</p><h2>Bau</h2>{second}<p>{second_text}</p></main>"
    );
    let text = tamis::extract(&page, &Options::default()).expect("a page").text();
    for wanted in [first_text, second_text] {
        assert!(text.contains(wanted), "{text}");
    }
    for note in ["Mängel", "Belege", "beheben", "noch sehr kurz"] {
        assert!(!text.contains(note), "{note}: {text}");
    }
}

#[test]
fn items_of_the_text_stay_where_those_of_a_long_menu_look_alike() {
    let menu: String = "Home History Hours Downloads Questions News Tools Tides Tables Programs Bindings Contributions Mail Bugs Gates Maps"
        .split(' ')
        .map(|name| format!("<li><a href='{name}.html'>{name}</a></li>"))
        .collect();
    let items = [
        "Anna Berg wrote the first tables of tides and the script that prints them for a year at a time.",
        "Piet Moor was an early visitor, and has mended the sluice, the brake and a good part of the hopper.",
        "Igor Lind looks after the port of the tables to Windows and provides the binaries.",
        "Tom Brandt sent many a suggestion on the gearing, and the drawings of the spur wheel.",
    ];
    let list = items.map(|item| format!("<li>{item}</li>")).concat();
    let page = format!(
        "<title>Contributions</title><table><tr><td><h1>The tide mill</h1><h2>Contributions</h2></table>\
         <table border=0><tr><td><table><tr><td><b>Main menu</b><tr><td><ul>{menu}</ul></table>\
         <td><table><tr><td><ul>{list}</ul><p><a href=bugs.html>The keeper</a></table></table>"
    );
    let text = tamis::extract(&page, &Options::default()).expect("a page").text();
    assert!(items.iter().all(|item| text.contains(item)) && !text.contains("Bindings"), "{text}");
}
