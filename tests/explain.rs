//! Explanations: they are of the extraction that they explain, their sums are its scores, and every rule is named that decided.

use std::fs;
use std::path::PathBuf;

use tamis::{Explanation, Extractor, Focus, Options, RenderOptions, Rule};

fn corpus() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(root).expect("corpus/").map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    let read = |case: PathBuf| {
        let name = case.file_name()?.to_string_lossy().into_owned();
        Some((name, String::from_utf8_lossy(&fs::read(case.join("page.html")).ok()?).into_owned()))
    };
    cases.into_iter().filter_map(read).collect()
}

fn explain(page: &str, options: Options) -> Explanation {
    Extractor::new(options).and_then(|extractor| extractor.explain(page)).expect("an explanation")
}

/// What became of the block with these words: the rule and whether it is kept.
fn ruling(explanation: &Explanation, words: &str) -> (Rule, bool) {
    let block = explanation.blocks.iter().find(|block| block.text.contains(words));
    let block = block.unwrap_or_else(|| panic!("no block says {words:?}"));
    (block.ruling.rule, block.ruling.is_kept)
}

#[test]
fn reasons_add_up_to_the_probability_that_the_choice_rests_on() {
    for (name, page) in corpus() {
        let explanation = explain(&page, Options::default());
        assert!(!explanation.blocks.is_empty(), "{name}");
        for block in &explanation.blocks {
            let probability = 1.0 / (1.0 + (-explanation.log_odds(block)).exp());
            assert!((probability - block.probability).abs() < 1e-4, "{name}: {probability} for {block:?}");
            let sizes: Vec<f32> = block.reasons.iter().map(|reason| reason.contribution.abs()).collect();
            assert!(sizes.is_sorted_by(|a, b| a >= b) && sizes[0] > 0.0, "{name}: {sizes:?}");
        }
    }
}

#[test]
fn the_article_is_that_of_the_extraction_at_every_focus() {
    for (name, page) in corpus() {
        for focus in [Focus::Precision, Focus::Balanced, Focus::Recall] {
            let extractor = Extractor::new(Options { focus, ..Options::default() }).expect("valid options");
            let (article, explanation) =
                (extractor.extract(&page).expect("an article"), extractor.explain(&page).expect("an explanation"));
            assert_eq!(explanation.article, article, "{name}, {focus:?}");
            let position =
                explanation.dial.iter().find(|position| position.focus == Some(focus)).expect("its position");
            assert_eq!(position.article, article, "{name}, {focus:?}");
            let own = explanation.blocks.iter().map(|block| block.ruling);
            assert!(own.eq(position.rulings.iter().copied()), "{name}, {focus:?}");
        }
    }
}

#[test]
fn what_is_kept_is_in_the_article_and_what_is_dropped_is_not() {
    for (name, page) in corpus() {
        let explanation = explain(&page, Options::default());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let with_captions = RenderOptions { has_images: true, ..RenderOptions::default() };
        let article = letters(&explanation.article.text_with(&with_captions));
        for (index, block) in explanation.blocks.iter().enumerate() {
            let text = letters(&block.text);
            let start = &text[..text.floor_char_boundary(60)];
            let mut others = explanation.blocks.iter().enumerate().filter(|(other, _)| *other != index);
            let is_unique = others.all(|(_, block)| !letters(&block.text).contains(start));
            let title = explanation.article.metadata.title.as_ref().map(|title| letters(&title.value));
            let is_headline = title.is_some_and(|title| title.contains(start));
            if text.len() > 60 && is_unique && !is_headline && !block.text.contains(['$', '\\']) {
                let is_in = article.contains(start);
                assert_eq!(is_in, block.ruling.is_kept, "{name}: {block:?}");
            }
        }
    }
}

#[test]
fn the_dial_leans_from_precision_to_recall() {
    let mut n_moves = 0;
    for (name, page) in corpus() {
        let explanation = explain(&page, Options::default());
        let leans: Vec<f32> = explanation.dial.iter().map(|position| position.lean).collect();
        assert!(leans.len() >= 5 && leans.is_sorted(), "{name}: {leans:?}");
        assert_eq!((leans[0], leans[leans.len() - 1]), (-1.0, 1.0));
        let kept: Vec<usize> = explanation
            .dial
            .iter()
            .map(|position| position.rulings.iter().filter(|ruling| ruling.is_kept).count())
            .collect();
        assert!(kept[0] <= kept[kept.len() - 1], "{name}: {kept:?}");
        n_moves += usize::from(kept[0] < kept[kept.len() - 1]);
        for position in &explanation.dial {
            assert_eq!(position.rulings.len(), explanation.blocks.len());
        }
    }
    assert!(n_moves > 10, "the dial moves {n_moves} pages");
}

const NEWS: &str = "<html lang=en><head><title>Tide mill grinds again | Mill News</title></head><body>
<nav class=main-nav><a href=/>Home</a> <a href=/news>News</a></nav><main><article class=post><h1>Tide mill grinds again</h1>
<p>The tide mill grinds again, after forty years of silence, and the town has come to see it on the first Sunday of May.</p>
<p>Visitors may watch the stones turn whenever the pond is full, which is twice a day and never at the same hour, and those who come in winter may warm their hands at the oven.</p>
<div class=promo><p>Our letter brings you every week what the mill has ground and who came to see it, so subscribe today.</p></div>
<table><tr><th>Day</th><th>High water</th></tr><tr><td>Saturday</td><td>11:20 and 23:41</td></tr><tr><td>Sunday</td><td>12:05</td></tr></table>
<div class=entry-content><p>Visitors may watch the stones turn whenever the pond is full, which is twice a day and never at the same hour, and those who come in winter may warm their hands at the oven.</p></div>
<p>The flour is sold at the door in bags of two kilograms, and what is left goes to the bakery at the bridge.</p>
<p><a href=/more>Read more</a></p>
</article></main><footer>All rights reserved by Mill News and its friends</footer></body></html>";

#[test]
fn rules_that_decide_are_named() {
    let explanation = explain(NEWS, Options::default());
    assert_eq!(ruling(&explanation, "forty years"), (Rule::Choice, true));
    assert_eq!(ruling(&explanation, "Home"), (Rule::Choice, false));
    let copies = explanation.blocks.iter().filter(|block| block.text.starts_with("Visitors"));
    let copies: Vec<(Rule, bool)> = copies.map(|block| (block.ruling.rule, block.ruling.is_kept)).collect();
    assert_eq!(copies, [(Rule::Choice, true), (Rule::Repetition, false)]);
    let headline =
        ruling(&explain(NEWS, Options { focus: Focus::Recall, ..Options::default() }), "Tide mill grinds again");
    assert_eq!(headline, (Rule::Headline, false));
    let options = Options { keep: vec!["nav".to_owned()], drop: vec!["main p".to_owned()], ..Options::default() };
    let overruled = explain(NEWS, options);
    assert_eq!(ruling(&overruled, "Home"), (Rule::Selector, true));
    assert_eq!(ruling(&overruled, "forty years"), (Rule::Selector, false));
    let without_tables = explain(NEWS, Options { has_tables: false, ..Options::default() });
    assert_eq!(ruling(&without_tables, "Saturday"), (Rule::NoTables, false));
}

#[test]
fn a_phrase_of_page_furniture_says_so_when_it_is_held_down() {
    let page = "The tide mill grinds again\n\nThe tide mill grinds again, after forty years of silence, and the town came to see it.\n\nRead more\n\nVisitors may watch the stones turn whenever the pond is full, which is twice a day.";
    let explanation = explain(page, Options::default());
    let more = explanation.blocks.iter().find(|block| block.text == "Read more").expect("the phrase");
    let furniture = more.reasons.iter().find(|reason| reason.feature == "page_furniture").expect("a reason");
    assert!(furniture.contribution < 0.0 && furniture.words.contains("page furniture"), "{furniture:?}");
    assert!((more.probability - 0.05).abs() < 1e-3 && !more.ruling.is_kept);
    assert!((explanation.log_odds(more) - (0.05f32 / 0.95).ln()).abs() < 1e-3);
}

#[test]
fn names_that_speak_are_named() {
    let explanation = explain(NEWS, Options::default());
    let told = |feature: &str| -> Vec<&str> {
        let reasons = explanation.blocks.iter().flat_map(|block| &block.reasons);
        reasons.filter(|reason| reason.feature == feature).map(|reason| reason.words.as_str()).collect()
    };
    let names = told("names_total");
    assert!(names.iter().any(|words| words.contains("against content (") && words.contains("main-nav")), "{names:?}");
}

#[test]
fn an_article_that_the_page_holds_as_data_is_told() {
    let page =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/js-shell-jsonld-en/page.html"));
    let explanation = explain(&page.expect("the case"), Options::default());
    assert!(!explanation.article.is_empty());
    assert!(explanation.blocks.iter().all(|block| !block.ruling.is_kept), "none of what is shown is in the article");
}

#[test]
fn blocks_know_the_elements_around_them() {
    let explanation = explain(NEWS, Options::default());
    let block = explanation.blocks.iter().find(|block| block.text.contains("letter brings")).expect("the block");
    let path: Vec<String> = explanation.path(block).iter().map(|element| element.selector()).collect();
    assert_eq!(path, ["html", "body", "main", "article.post", "div.promo", "p"]);
}
