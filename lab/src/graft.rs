//! Labelled pages go in; out come their articles in the frames of other pages, where content and chrome meet that never met, and frames without
//! an article: more to learn from.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use html5ever::ParseOpts;
use html5ever::serialize::{SerializeOpts, serialize};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom, SerializableHandle};

use crate::dataset::Case;
use crate::disguise::Disguise;
use crate::features::letters;
use crate::hash::fnv1a;
use crate::parallel;
use crate::train::fold_of;

/// Least share of the gold's letters that is found in a page's texts.
const MIN_FOUND: f64 = 0.6;

/// Least share of what is found that lies in the element that holds the article.
const MIN_HELD: f64 = 0.95;

/// Fewest letters of a text that count as found when the gold has them: fewer are chance.
const MIN_TEXT_LETTERS: usize = 12;

/// Elements that hold articles and can hold any other instead.
const HOLDERS: [&str; 4] = ["article", "div", "main", "section"];

/// Grafts of a page: two, but one of every second article, of which there are more than twice as many as of all other types together.
const GRAFTS: usize = 2;
const ARTICLE: &str = "article";
const ARTICLES_A_GRAFT: usize = 2;

/// What a decoder believes more than a `<meta>` of the page that the head is from.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The article of each page that has one in an element of its own, with the head of its page, in the frames of pages of other sites, but of the
/// same type and fold. In every second graft the names of elements say nothing (see [`Disguise`]). Labels are those of the article's page.
pub fn grafts(cases: &[Case], folds: usize) -> Vec<Case> {
    let is_graftable = parallel::map(cases, |case| read(case).is_some());
    let graftable: Vec<&Case> = cases.iter().zip(is_graftable).filter(|(_, is)| *is).map(|(case, _)| case).collect();
    let kind = |case: &Case| (fold_of(case, folds), case.page_type().to_owned());
    let mut alike: HashMap<(usize, String), Vec<&Case>> = HashMap::new();
    for case in &graftable {
        alike.entry(kind(case)).or_default().push(case);
    }
    let mut pairs: Vec<(&Case, &Case)> = Vec::new();
    for (index, case) in graftable.into_iter().enumerate() {
        let domain = case.domain();
        let frames: Vec<&Case> = alike[&kind(case)].iter().filter(|frame| frame.domain() != domain).copied().collect();
        let first = (fnv1a(case.id.bytes()) % frames.len().max(1) as u64) as usize;
        let chosen = frames.iter().cycle().skip(first).take(graft_count(case, index).min(frames.len()));
        pairs.extend(chosen.map(|frame| (case, *frame)));
    }
    let disguise = Disguise::new();
    let numbered: Vec<(usize, (&Case, &Case))> = pairs.into_iter().enumerate().collect();
    let grafts = parallel::map(&numbered, |&(number, (case, frame))| {
        let graft = graft(case, frame)?;
        let is_disguised = number % 2 == 1;
        let html = if is_disguised { disguise.of(&graft.html, &graft.id) } else { graft.html };
        Some(Case { html, ..graft })
    });
    grafts.into_iter().flatten().collect()
}

/// One in so many of the pages that have their article in an element of its own, without it: as they are before their scripts have drawn it, or
/// where there is nothing to read. Nothing in them is content.
pub fn bare_frames(cases: &[Case], one_in: u64) -> Vec<Case> {
    let is_taken = |case: &&Case| fnv1a(case.id.bytes()).is_multiple_of(one_in);
    let taken: Vec<&Case> = cases.iter().filter(is_taken).collect();
    parallel::map(&taken, |case| bare_frame(case)).into_iter().flatten().collect()
}

fn graft_count(case: &Case, index: usize) -> usize {
    let is_article = case.page_type() == ARTICLE;
    if is_article { usize::from(index.is_multiple_of(ARTICLES_A_GRAFT)) } else { GRAFTS }
}

/// A page and the element in it that holds the article.
struct Holding {
    dom: RcDom,
    holder: Handle,
}

fn read(case: &Case) -> Option<Holding> {
    let gold = letters(case.label.ground_truth.main_content.as_deref()?);
    let dom = html5ever::parse_document(RcDom::default(), ParseOpts::default()).from_utf8().one(&*case.html);
    let holder = holder(&dom, &gold)?;
    Some(Holding { dom, holder })
}

/// The innermost element that can hold any article and holds nearly all of this one.
fn holder(dom: &RcDom, gold: &str) -> Option<Handle> {
    let elements = elements_in(element(dom, "body")?);
    let own =
        elements.iter().map(|(element, _)| element.children.borrow().iter().map(|node| letters_in(node, gold)).sum());
    let mut found: Vec<usize> = own.collect();
    for (at, (_, outer)) in elements.iter().enumerate().skip(1).rev() {
        found[*outer] += found[at];
    }
    let all = found[0] as f64;
    let holds = |((element, _), found): &(&(Handle, usize), usize)| {
        *found as f64 >= MIN_HELD * all && HOLDERS.contains(&name(element))
    };
    let innermost = elements.iter().zip(found).rfind(holds);
    innermost.filter(|_| all >= MIN_FOUND * gold.chars().count() as f64).map(|((element, _), _)| element.clone())
}

/// An element and all that is shown in it, outer before inner, each with the index of the one around it.
fn elements_in(root: Handle) -> Vec<(Handle, usize)> {
    let mut elements = Vec::new();
    let mut waiting = vec![(root, 0)];
    while let Some((element, outer)) = waiting.pop() {
        let inner = element.children.borrow().iter().rev().filter(|node| is_shown(node)).cloned().collect::<Vec<_>>();
        waiting.extend(inner.into_iter().map(|inner| (inner, elements.len())));
        elements.push((element, outer));
    }
    elements
}

fn is_shown(node: &Handle) -> bool {
    matches!(node.data, NodeData::Element { .. }) && !matches!(name(node), "script" | "style" | "noscript" | "template")
}

/// Letters of a text, if the gold has them in a row.
fn letters_in(node: &Handle, gold: &str) -> usize {
    let NodeData::Text { contents } = &node.data else { return 0 };
    let text = letters(&contents.borrow());
    let count = text.chars().count();
    if count >= MIN_TEXT_LETTERS && gold.contains(&text) { count } else { 0 }
}

/// Puts a page's article, headline and head into another page.
fn graft(case: &Case, frame: &Case) -> Option<Case> {
    let (scion, stock) = (read(case)?, read(frame)?);
    if let Some(title) = &case.label.ground_truth.title {
        retitle(&stock, title);
    }
    replace(&stock.holder, scion.holder)?;
    if let (Some(from), Some(to)) = (element(&scion.dom, "head"), element(&stock.dom, "head")) {
        to.children.swap(&from.children);
    }
    Some(Case { id: format!("{}{GRAFT_MARK}{}", case.id, frame.id), html: serialized(&stock)?, ..case.clone() })
}

/// A page without its article.
fn bare_frame(case: &Case) -> Option<Case> {
    let page = read(case)?;
    page.holder.children.borrow_mut().clear();
    let mut bare = Case { id: format!("{}{GRAFT_MARK}", case.id), html: serialized(&page)?, ..case.clone() };
    let truth = &mut bare.label.ground_truth;
    truth.main_content = Some(String::new());
    truth.with.clear();
    truth.without.clear();
    Some(bare)
}

/// Between the ids of the two pages that a graft is of, and after that of a bare frame; lab/train/fit.py tells them by it.
const GRAFT_MARK: char = '+';

fn serialized(page: &Holding) -> Option<Vec<u8>> {
    let mut html = BYTE_ORDER_MARK.to_vec();
    serialize(&mut html, &SerializableHandle::from(page.dom.document.clone()), SerializeOpts::default()).ok()?;
    Some(html)
}

/// Lets every main heading outside the article say the title.
fn retitle(page: &Holding, title: &str) {
    let headings_in =
        |root: Handle| elements_in(root).into_iter().map(|(found, _)| found).filter(|found| name(found) == "h1");
    let inner: Vec<Handle> = headings_in(page.holder.clone()).collect();
    let Some(body) = element(&page.dom, "body") else { return };
    for heading in headings_in(body).filter(|heading| !inner.iter().any(|inner| Rc::ptr_eq(inner, heading))) {
        let text = NodeData::Text { contents: RefCell::new(title.into()) };
        *heading.children.borrow_mut() = vec![Node::new(text)];
    }
}

fn replace(old: &Handle, new: Handle) -> Option<()> {
    let parent = old.parent.take()?.upgrade()?;
    let at = parent.children.borrow().iter().position(|child| Rc::ptr_eq(child, old))?;
    parent.children.borrow_mut()[at] = new;
    Some(())
}

/// The first element of a name in `<html>`.
fn element(dom: &RcDom, wanted: &str) -> Option<Handle> {
    let html = dom.document.children.borrow().iter().find(|node| name(node) == "html").cloned()?;
    html.children.borrow().iter().find(|node| name(node) == wanted).cloned()
}

/// The name of an element; nothing for other nodes.
fn name(node: &Node) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{bare_frames, grafts};
    use crate::dataset::Case;
    use crate::train::{FOLDS, fold_of};

    const TIDE: &str = "The tide mill grinds again after forty years of silence, and the gates are open.";
    const LOAF: &str = "A loaf of rye needs two days: one for the leaven and one for the dough to rest.";

    fn case(site: &str, title: &str, gold: &str, html: &str) -> Case {
        let url = format!("https://{site}.example/1");
        let label = serde_json::json!({ "url": url, "ground_truth": { "main_content": gold, "title": title } });
        let label = serde_json::from_value(label).expect("a label");
        Case { id: site.to_owned(), set: "set".to_owned(), html: html.as_bytes().to_vec(), label }
    }

    fn mill() -> Case {
        let html = format!(
            "<title>The mill - Mills</title><body class=mills><nav>Mills</nav><h1>The <b>mill</b></h1>\
            <div class=story><p>{TIDE}</p><aside>More mills nearby</aside></div><footer>Millers</footer>"
        );
        case("mill", "The mill", TIDE, &html)
    }

    /// A page of another site of the same fold.
    fn bakery() -> Case {
        let html = format!(
            "<title>Rye - Breads</title><body><header>Breads</header><h1>Rye</h1>\
            <main id=bread><p>{LOAF}</p></main><footer>Bakers</footer>"
        );
        let of_fold = |case: &Case| fold_of(case, FOLDS) == fold_of(&mill(), FOLDS);
        (0..).map(|number| case(&format!("rye{number}"), "Rye", LOAF, &html)).find(of_fold).expect("there are many")
    }

    #[test]
    fn an_article_takes_its_head_and_headline_into_the_frame_of_another_site() {
        let grafts = grafts(&[mill(), bakery()], FOLDS);
        let pages: Vec<String> = grafts.iter().map(|graft| String::from_utf8_lossy(&graft.html).into_owned()).collect();
        let [mill_in_bakery, bakery_in_mill] = &pages[..] else { panic!("{pages:?}") };
        for (page, kept, gone) in [
            (
                mill_in_bakery,
                ["The mill - Mills", "<header>Breads", "<h1>The mill</h1>", TIDE, "More mills", "Bakers"],
                ["Rye", "Millers"],
            ),
            (
                bakery_in_mill,
                ["Rye - Breads", "<nav>Mills", "<h1>Rye</h1>", LOAF, "<main", "Millers"],
                ["The mill", "More mills"],
            ),
        ] {
            assert!(kept.iter().all(|text| page.contains(text)), "{page}");
            assert!(!gone.iter().any(|text| page.contains(text)), "{page}");
        }
        assert_eq!(grafts[0].label.ground_truth.main_content.as_deref(), Some(TIDE));
        assert!(grafts[0].id.contains('+') && fold_of(&grafts[0], FOLDS) == fold_of(&mill(), FOLDS));
    }

    #[test]
    fn of_some_pages_there_is_a_bare_frame_in_which_nothing_is_content() {
        let pages: Vec<Case> = (0..30).map(|number| Case { id: number.to_string(), ..mill() }).collect();
        assert_eq!(bare_frames(&pages, 1).len(), pages.len());
        let frames = bare_frames(&pages, 3);
        assert!((5..15).contains(&frames.len()), "{}", frames.len());
        for frame in &frames {
            let html = String::from_utf8_lossy(&frame.html);
            assert!(["<nav>Mills", "The <b>mill", "Millers"].iter().all(|text| html.contains(text)), "{html}");
            assert!(!html.contains(TIDE) && !html.contains("More mills"), "{html}");
            assert_eq!(frame.label.ground_truth.main_content.as_deref(), Some(""));
            assert!(frame.id.ends_with('+') && fold_of(frame, FOLDS) == fold_of(&mill(), FOLDS));
        }
        let bare = case("bare", "The mill", TIDE, &format!("<p>Mills</p><p>{TIDE}</p>"));
        let without_holder: Vec<Case> = (0..30).map(|number| Case { id: number.to_string(), ..bare.clone() }).collect();
        assert!(bare_frames(&without_holder, 1).is_empty());
    }

    #[test]
    fn pages_of_one_site_and_pages_without_an_element_for_the_article_are_left_alone() {
        let bare = case("bare", "The mill", TIDE, &format!("<p>Mills</p><p>{TIDE}</p>"));
        assert!(grafts(&[mill(), bare], FOLDS).is_empty());
        let other = Case { id: "2".to_owned(), ..mill() };
        assert!(grafts(&[mill(), other], FOLDS).is_empty());
    }
}
