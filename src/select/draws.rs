//! Probabilities go in, the blocks come out that together promise the best F-score.

use crate::article::PageType;
use crate::blocks::Page;
use crate::score::Scores;

/// Draws over which a score is averaged, a power of two.
const DRAWS: usize = 64;

/// Draws whose scores are summed beside each other.
const LANES: usize = 8;

/// A number of letters in each draw.
type Letters = [f32; DRAWS];

/// What of a page may be content, drawn many times. In a draw, blocks of one look are content from one probability on: where the model is wrong
/// about a teaser it is wrong about those below as well, and ten doubtful ones are no surer than one.
///
/// Against blocks that are content each by itself, by cross-validation, char F1 of magic-html's articles rises from .902 to .923 (portals that
/// show a dozen summaries of other stories below a short one), DAnIEL's from .954 to .956, segment F of trafilatura's pages from .940 to .942;
/// word F1 of WCXB's pages stays at .887. Posts of a thread are content each by itself: drawn by their look, they would all be lost where they are
/// doubtful (magic-html's threads .852 -> .842, WCXB's .843 -> .844).
pub struct Draws<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// What the scorer thinks of it.
    pub scores: &'a Scores,
    /// Whether the page is an article or a thread.
    pub is_running_text: bool,
    /// For each block when it is content.
    lots: Vec<Lot>,
    /// Letters of content on the page.
    content: Letters,
}

impl<'a> Draws<'a> {
    pub fn new(page: &'a Page<'a>, scores: &'a Scores) -> Self {
        let is_thread = scores.are_of(PageType::Forum);
        let is_running_text = is_thread || scores.are_of(PageType::Article);
        let is_too_sure = is_too_sure(scores.likeliest_type());
        let lot = |(block, (&probability, &look)): (usize, (&f32, &u32))| {
            let probability = if is_too_sure { flattened(probability) } else { probability };
            Lot::new(if is_thread { block as u32 } else { look }, probability)
        };
        let lots = scores.probabilities.iter().zip(&scores.looks).enumerate().map(lot).collect();
        let mut draws = Self { page, scores, is_running_text, lots, content: [0.0; DRAWS] };
        draws.content = draws.content_of(0..page.blocks.len()).0;
        draws
    }

    /// By falling probability the first blocks that together have the highest expected F-score, none below a probability of `least`; and that
    /// score. `beta` is the weight of recall.
    ///
    /// Were blocks content each by itself, the best choice would be such a beginning (Lewis 1995). With looks it need not be, but choosing from
    /// each look apart brought nothing.
    pub fn likeliest(&self, beta: f32, least: f32) -> (Vec<bool>, f32) {
        let probabilities = &self.scores.probabilities;
        let mut order: Vec<usize> = (0..probabilities.len()).filter(|&block| probabilities[block] >= least).collect();
        order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]).then(a.cmp(&b)));
        let (mut hits, mut kept_letters, mut best, mut best_length) = ([0.0; DRAWS], 0.0, 0.0, 0);
        for (length, &block) in order.iter().enumerate() {
            self.lots[block].add(self.letters(block), &mut hits);
            kept_letters += self.letters(block);
            let score = self.mean_score(&hits, kept_letters, beta);
            if score > best {
                (best, best_length) = (score, length + 1);
            }
        }
        let mut kept = vec![false; probabilities.len()];
        order[..best_length].iter().for_each(|&block| kept[block] = true);
        (kept, best)
    }

    /// Expected F1 of a choice of blocks.
    pub fn expected_f1(&self, kept: &[bool]) -> f32 {
        let (hits, kept_letters) = self.content_of((0..kept.len()).filter(|&block| kept[block]));
        if kept_letters > 0.0 { self.mean_score(&hits, kept_letters, 1.0) } else { 0.0 }
    }

    /// Mean over the draws of (1+β²)·hits / (kept + β²·content), van Rijsbergen's F.
    fn mean_score(&self, hits: &Letters, kept_letters: f32, beta: f32) -> f32 {
        let mut sums = [0.0; LANES];
        for (hits, content) in hits.chunks_exact(LANES).zip(self.content.chunks_exact(LANES)) {
            for (sum, (hits, content)) in sums.iter_mut().zip(hits.iter().zip(content)) {
                *sum += hits / (kept_letters + beta * beta * content);
            }
        }
        (1.0 + beta * beta) * sums.iter().sum::<f32>() / DRAWS as f32
    }

    fn letters(&self, block: usize) -> f32 {
        self.page.blocks[block].units as f32
    }

    /// Letters of content in some blocks, and all their letters.
    fn content_of(&self, blocks: impl Iterator<Item = usize>) -> (Letters, f32) {
        let (mut content, mut all) = ([0.0; DRAWS], 0.0);
        for block in blocks {
            self.lots[block].add(self.letters(block), &mut content);
            all += self.letters(block);
        }
        (content, all)
    }
}

/// The draws in which a block is content: in an order of its look, as good as independent of other looks', the first `count`. Of two blocks of
/// one look the likelier one is content wherever the other is.
struct Lot {
    /// Place of the first draw in the order.
    first: u8,
    /// From the place of a draw to that of the next; odd, so that every place is reached.
    step: u8,
    /// As large a share of the draws as the block's probability.
    count: usize,
}

impl Lot {
    fn new(look: u32, probability: f32) -> Self {
        let mixed = (look + 1).wrapping_mul(0x9e37_79b9); // multiplicative hashing, Knuth 6.4
        let count = (probability * DRAWS as f32).round() as usize;
        Self { first: (mixed >> 16) as u8, step: (mixed >> 24) as u8 | 1, count }
    }

    /// Adds a block's letters in those draws in which it is content.
    fn add(&self, letters: f32, sums: &mut Letters) {
        if self.count == 0 {
            return; // as for most blocks of a page
        }
        let mut place = self.first;
        for sum in sums {
            *sum += if usize::from(place) % DRAWS < self.count { letters } else { 0.0 };
            place = place.wrapping_add(self.step);
        }
    }
}

/// Whether the model is surer than it is right on pages whose likeliest type is this one.
///
/// Word F1 of WCXB by cross-validation, all but articles and threads flattened: lists .751 -> .759, documentation .942 -> .943. Without collections and
/// pages that are likeliest an article or a thread but not more likely than not: in the mean of four trainings lists .758 -> .760, with the
/// program's model of then collections .715 -> .724, char F1 of magic-html's threads .856 -> .858.
fn is_too_sure(page_type: PageType) -> bool {
    match page_type {
        PageType::Article | PageType::Forum | PageType::Collection => false,
        PageType::Documentation | PageType::Service | PageType::Product | PageType::Listing => true,
    }
}

/// What of its log-odds a block keeps where the model is too sure.
const CERTAINTY: f32 = 0.8;

fn flattened(probability: f32) -> f32 {
    let [odds_for, odds_against] = [probability, 1.0 - probability].map(|odds| odds.powf(CERTAINTY));
    odds_for / (odds_for + odds_against)
}

#[cfg(test)]
mod tests {
    use super::Draws;
    use crate::article::PageType;
    use crate::blocks::segment;
    use crate::dom::parse_text;
    use crate::score::Scores;

    const STORY: &str =
        "A ferry of the island line ran onto a sandbank on Tuesday evening, and came free when the tide rose.";
    const SUMMARY: &str =
        "The council will vote about the road along the river, of which farmers fear that it takes their meadows.";

    /// How many blocks are chosen of a sure one and eight doubtful ones, and the expected F1.
    fn chosen(doubtful: f32, looks: [u32; 9], page_type: PageType) -> (usize, f32) {
        let text = [[STORY].as_slice(), &[SUMMARY; 8]].concat().join("\n\n");
        let dom = parse_text(&text);
        let page = segment(&dom, Vec::new());
        let mut probabilities = vec![doubtful; 9];
        probabilities[0] = 0.95;
        let types = PageType::ALL.map(|kind| f32::from(u8::from(kind == page_type)));
        let scores = Scores { probabilities, looks: looks.to_vec(), types };
        let draws = Draws::new(&page, &scores);
        let (kept, best) = draws.likeliest(1.0, 0.12);
        assert!((draws.expected_f1(&kept) - best).abs() < 1e-6);
        (kept.into_iter().filter(|&is_kept| is_kept).count(), best)
    }

    const ALIKE: [u32; 9] = [0, 1, 1, 1, 1, 1, 1, 1, 1];
    const UNLIKE: [u32; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

    #[test]
    fn doubtful_blocks_that_look_alike_are_no_surer_than_one_of_them() {
        let (alone, alike) = chosen(0.42, ALIKE, PageType::Article);
        let (all, unlike) = chosen(0.42, UNLIKE, PageType::Article);
        assert_eq!((alone, all), (1, 9));
        assert!(alike > 0.6 && unlike < 0.7, "{alike} {unlike}");
        assert_eq!(chosen(0.6, ALIKE, PageType::Article).0, 9);
    }

    #[test]
    fn posts_of_a_thread_are_content_each_by_itself() {
        assert_eq!(chosen(0.42, ALIKE, PageType::Forum).0, 9);
    }

    #[test]
    fn the_expected_score_is_that_of_all_that_may_be() {
        // All nine: F1 of 1 in .6 of the cases, else 2·1/(9 + 1); where the first is none (.05), somewhat less.
        let (_, best) = chosen(0.6, ALIKE, PageType::Article);
        assert!((best - 0.66).abs() < 0.02, "{best}");
        let (_, surer) = chosen(0.9, ALIKE, PageType::Article);
        let (_, flatter) = chosen(0.9, ALIKE, PageType::Listing);
        assert!(flatter < surer, "{flatter} {surer}");
        assert_eq!(chosen(0.9, ALIKE, PageType::Collection).1, surer);
    }
}
