//! A page goes in, the explanation of its article comes out: the pipeline once more, watched.

use crate::article::Article;
use crate::blocks::{Page, TextBlock, Visibility, count_words};
use crate::decode::decode;
use crate::dom::Dom;
use crate::error::Error;
use crate::explanation::{DialPosition, ExplainedBlock, ExplainedElement, Explanation, Rule, Ruling};
use crate::extract::{Cut, Extractor, Sieved};
use crate::options::{Focus, Hint};
use crate::score::Scores;
use crate::select::{Selection, beta};
use crate::stopwatch::{Stage, Stopwatch};

/// Positions of the dial on either side of the middle.
const POSITIONS_A_SIDE: i16 = 4;

impl Extractor {
    /// Extracts the article of a page and tells, for every block, why it was kept or dropped.
    ///
    /// The article is the one that [`extract`](Self::extract) gives. This takes about seven times as long.
    ///
    /// ```
    /// let extractor = tamis::Extractor::new(tamis::Options::default())?;
    /// let page = "<nav><a href=/>Home</a></nav><h1>Tide</h1><p>The tide mill grinds again, after forty years.</p>";
    /// let explanation = extractor.explain(page)?;
    /// let home = &explanation.blocks[0];
    /// assert!(home.text == "Home" && home.probability < 0.5 && !home.ruling.is_kept);
    /// assert!((explanation.log_odds(home) - (home.probability / (1.0 - home.probability)).ln()).abs() < 0.01);
    /// assert!(!home.reasons[0].words.is_empty());
    /// # Ok::<(), tamis::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`extract`](Self::extract).
    pub fn explain(&self, text: &str) -> Result<Explanation, Error> {
        self.explain_text(text, self.url(), &self.start(text.len())?)
    }

    /// Decodes a page and explains its article.
    ///
    /// # Errors
    /// Those of [`extract_bytes`](Self::extract_bytes).
    pub fn explain_bytes(&self, bytes: &[u8], hint: &Hint) -> Result<Explanation, Error> {
        let stopwatch = self.start(bytes.len())?;
        let decoded = decode(bytes, hint)?;
        let mut explanation = self.explain_text(&decoded.text, self.url_of(hint), &stopwatch)?;
        let of_dial = explanation.dial.iter_mut().map(|position| &mut position.article);
        for article in of_dial.chain([&mut explanation.article]) {
            (article.encoding, article.malformed) = (Some(decoded.encoding), decoded.malformed);
        }
        Ok(explanation)
    }

    fn explain_text(&self, text: &str, url: Option<&str>, stopwatch: &Stopwatch) -> Result<Explanation, Error> {
        let source = self.parse(text, stopwatch)?;
        let Sieved { cut, scores, .. } = self.sieve(&source, url, stopwatch)?;
        let watched = Watched { extractor: self, dom: &source.dom, cut: &cut, scores: &scores, url };
        let timed = |step: i16| stopwatch.done(Stage::Compose).map(|()| watched.step(step));
        let dial = (-POSITIONS_A_SIDE..=POSITIONS_A_SIDE).map(timed).collect::<Result<Vec<DialPosition>, _>>()?;
        let own = &dial[(step_of(self.options.focus) + POSITIONS_A_SIDE) as usize];
        let elements = Elements::new(&cut.page);
        let reasons = self.scorer.reasons(&cut.page, stopwatch)?;
        let blocks = cut.page.blocks.iter().zip(reasons.blocks).enumerate();
        let explained = |(index, (block, (reasons, other_contributions)))| {
            let block: &TextBlock = block;
            ExplainedBlock {
                text: block.text.clone(),
                words: count_words(&block.text),
                element: elements.new_index[block.element as usize],
                probability: scores.probabilities[index],
                ruling: own.rulings[index],
                is_hidden: block.visibility >= Visibility::Noscript,
                reasons,
                other_contributions,
            }
        };
        let blocks = blocks.map(explained).collect();
        let article = own.article.clone();
        Ok(Explanation { article, base: reasons.base, elements: elements.list, blocks, dial })
    }
}

/// The position of a focus on the dial, counted from the middle.
fn step_of(focus: Focus) -> i16 {
    match focus {
        Focus::Precision => -POSITIONS_A_SIDE,
        Focus::Balanced => 0,
        Focus::Recall => POSITIONS_A_SIDE,
    }
}

/// A page that was scored, for choosing from it time and again.
struct Watched<'a> {
    extractor: &'a Extractor,
    dom: &'a Dom,
    cut: &'a Cut<'a>,
    scores: &'a Scores,
    url: Option<&'a str>,
}

impl Watched<'_> {
    /// A position of the dial, counted from the middle; each multiplies the weight of recall by the same.
    fn step(&self, step: i16) -> DialPosition {
        let lean = f32::from(step) / f32::from(POSITIONS_A_SIDE);
        let focus =
            [Focus::Precision, Focus::Balanced, Focus::Recall].into_iter().find(|&focus| step_of(focus) == step);
        let beta = focus.map_or_else(|| beta(Focus::Recall).powf(lean), beta);
        DialPosition { lean, focus, ..self.position(beta) }
    }

    /// What a weight of recall makes of the page.
    fn position(&self, beta: f32) -> DialPosition {
        let mut rulings = vec![Ruling { rule: Rule::Choice, is_kept: false }; self.cut.page.blocks.len()];
        let mut cut = None;
        let mut watch = |rule: Rule, kept: &[bool]| {
            note(&mut rulings, rule, kept);
            if rule == Rule::Choice {
                let chosen = self.scores.probabilities.iter().zip(kept).filter(|(_, is_kept)| **is_kept);
                cut = chosen.map(|(&probability, _)| probability).min_by(f32::total_cmp);
            }
        };
        let selection = self.extractor.choose(self.dom, self.cut, self.scores, beta, &mut watch);
        self.note_composing(&mut rulings, &selection);
        let article = self.extractor.article(self.dom, self.cut, self.scores, &selection, self.url);
        let article = Article { metadata: self.cut.metadata.clone(), ..article };
        DialPosition { lean: 0.0, focus: None, cut, rulings, article }
    }

    /// What becomes of the choice on its way into the article.
    fn note_composing(&self, rulings: &mut [Ruling], selection: &Selection) {
        let page = &self.cut.page;
        let mut kept = selection.kept.clone();
        if !self.extractor.options.has_tables {
            for &table in &page.data_tables {
                kept[page.elements[table as usize].block_range()].fill(false);
            }
            note(rulings, Rule::NoTables, &kept);
        }
        if self.extractor.embedded_body(self.dom, selection).is_some() {
            kept.fill(false);
            note(rulings, Rule::EmbeddedBody, &kept);
        }
        if let Some(comments) = self.extractor.comments(page, selection) {
            kept.iter_mut().zip(comments).for_each(|(kept, is_comment)| *kept |= is_comment);
            note(rulings, Rule::Comment, &kept);
        }
    }
}

/// Notes which blocks a rule kept or dropped.
fn note(rulings: &mut [Ruling], rule: Rule, kept: &[bool]) {
    for (ruling, &is_kept) in rulings.iter_mut().zip(kept).filter(|(ruling, is_kept)| ruling.is_kept != **is_kept) {
        *ruling = Ruling { rule, is_kept };
    }
}

/// Most class names that are told of an element: as many as the scorer reads.
const MAX_CLASSES: usize = 24;

/// Longest name that is told whole, in bytes.
const MAX_NAME_BYTES: usize = 100;

/// A name, or its beginning: every block repeats those around it.
fn told(name: &str) -> String {
    let end = name.floor_char_boundary(MAX_NAME_BYTES.min(name.len()));
    if end < name.len() { format!("{}…", &name[..end]) } else { name.to_owned() }
}

/// The elements of a page that hold blocks.
struct Elements {
    list: Vec<ExplainedElement>,
    /// For each element of the page its place in the list; that of the one before for those that hold no blocks.
    new_index: Vec<usize>,
}

impl Elements {
    fn new(page: &Page<'_>) -> Self {
        let mut elements = Self { list: Vec::new(), new_index: Vec::with_capacity(page.elements.len()) };
        for element in &page.elements {
            let node = element.node.value().element().filter(|_| element.blocks.0 < element.blocks.1);
            if let Some(node) = node {
                let parent = elements.new_index.get(element.parent as usize).copied().unwrap_or(0);
                elements.list.push(ExplainedElement {
                    parent,
                    tag: node.name().to_owned(),
                    id: node.attr("id").filter(|id| !id.is_empty()).map(told),
                    classes: node.classes().take(MAX_CLASSES).map(told).collect(),
                });
            }
            elements.new_index.push(elements.list.len().saturating_sub(1));
        }
        elements
    }
}
