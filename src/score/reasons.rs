//! A page goes in; what moved the log-odds of each of its blocks, in words, comes out.

use super::attribution::Paths;
use super::evidence::{Evidence, telling_names};
use super::features::{Name, describe, describe_evidence};
use super::furniture::{FURNITURE_PROBABILITY, Furniture};
use super::sheet::FEATURE_NAMES;
use super::{NETWORK_SHARE, Scorer, Weighed};
use crate::blocks::Page;
use crate::error::Error;
use crate::explanation::{FeatureWords, MAX_REASONS, Reason};
use crate::stopwatch::{Stage, Stopwatch};

/// Name under which what the network says stands among the reasons: it weighs all features of all blocks at once.
const READ_IN_ORDER: &str = "read_in_order";

/// Name under which what blocks in places of one look share in a thread stands among the reasons.
const PLACE_IN_THREAD: &str = "place_in_thread";

/// Name under which the rule on page furniture stands among the reasons.
const FURNITURE: &str = "page_furniture";

/// What moved the log-odds of every block.
#[derive(Debug)]
pub struct PageReasons {
    /// Log-odds from which every block starts.
    pub base: f32,
    /// For each block the reasons that moved it most, and the sum of all others.
    pub blocks: Vec<(Vec<Reason>, f32)>,
}

impl Scorer {
    /// Tells what moved every block. Slow: for those who ask.
    ///
    /// # Errors
    /// [`Error::TimedOut`] when the time is up meanwhile.
    pub fn reasons(&self, page: &Page<'_>, stopwatch: &Stopwatch) -> Result<PageReasons, Error> {
        let context = self.lexicon.context(page);
        let evidence = Evidence::new(&context, &self.model.tables);
        let types = self.model.page_types.probabilities(&context, &evidence);
        let weighed = self.weigh(&context, &evidence, &types, stopwatch)?;
        let row = |block: usize| {
            let mut features = Vec::with_capacity(self.model.trees.feature_count());
            let mut put = |_: Name<'_>, value: f32| features.push(value);
            describe(&context, block, &mut put);
            describe_evidence(&context, &evidence, block, &mut put);
            features
        };
        let (blocks, words) = (page.blocks.len(), FeatureWords::new());
        let mut paths = Paths::new(&self.model.trees);
        (0..blocks).step_by(blocks.div_ceil(MAX_LEARNED).max(1)).for_each(|block| paths.learn(&row(block)));
        let expected = expected(paths.base(), &weighed);
        let furniture = Furniture::new(&context);
        let of_block = |block: usize| {
            let features = row(block);
            let mut reasons = of_features(&features, &paths.contributions(&features));
            let by_network = weighed[block].by_network;
            reasons.push((READ_IN_ORDER, by_network, share_of_network(by_network - expected.by_network)));
            reasons.extend(place_in_thread(weighed[block]));
            reasons.extend(too_likely(weighed[block].log_odds()).filter(|_| furniture.has(block)));
            let (mut told, others) = most_important(reasons, &words);
            told.iter_mut().for_each(|reason| self.name_names(page, block, reason));
            (told, others)
        };
        let timed = |block: usize| stopwatch.done(Stage::Trees).map(|()| of_block(block));
        Ok(PageReasons { base: expected.log_odds(), blocks: (0..blocks).map(timed).collect::<Result<_, _>>()? })
    }
}

impl Scorer {
    /// Adds the names that speak, where a reason rests on those around the block.
    fn name_names(&self, page: &Page<'_>, block: usize, reason: &mut Reason) {
        let levels = match reason.feature {
            "names_total" => 1..=usize::MAX,
            "names_close" => 1..=2,
            "names_far" => 3..=usize::MAX,
            _ => return,
        };
        let names = telling_names(page, block, &self.model.tables.names, levels, reason.value > 0.0);
        if !names.is_empty() {
            reason.words = format!("{} ({})", reason.words, names.join(", "));
        }
    }
}

/// Most blocks of a page, spread evenly, that tell what is to be expected of its blocks: more change nothing that is told.
const MAX_LEARNED: usize = 2000;

/// A feature's name, its value, and what it moved.
type Moved = (&'static str, f32, f64);

/// What is expected of any block of the page.
fn expected(by_trees: f64, weighed: &[Weighed]) -> Weighed {
    let sum: f32 = weighed.iter().map(|weighed| weighed.by_network).sum();
    Weighed { by_trees: by_trees as f32, by_network: sum / weighed.len().max(1) as f32, of_place: None }
}

fn share_of_network(log_odds: f32) -> f64 {
    f64::from(NETWORK_SHARE * log_odds)
}

fn of_features(features: &[f32], contributions: &[f64]) -> Vec<Moved> {
    let named = FEATURE_NAMES.lines().zip(features).zip(contributions);
    let share_of_trees = 1.0 - f64::from(NETWORK_SHARE);
    named.map(|((name, &value), &contribution)| (name, value, share_of_trees * contribution)).collect()
}

/// That blocks in places of one look share a lot in a thread, as a reason that takes the block's own log-odds to theirs.
fn place_in_thread(weighed: Weighed) -> Option<Moved> {
    weighed.of_place.map(|of_place| (PLACE_IN_THREAD, of_place, f64::from(of_place - weighed.own())))
}

/// The rule that page furniture is never likely, as a reason that takes the log-odds down to where it holds them.
fn too_likely(log_odds: f32) -> Option<Moved> {
    let excess = log_odds - (FURNITURE_PROBABILITY / (1.0 - FURNITURE_PROBABILITY)).ln();
    (excess > 0.0).then_some((FURNITURE, 1.0, -f64::from(excess)))
}

fn most_important(mut moved: Vec<Moved>, words: &FeatureWords) -> (Vec<Reason>, f32) {
    moved.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
    let n_told = moved.iter().take(MAX_REASONS).take_while(|moved| moved.2 != 0.0).count();
    let told = moved[..n_told].iter().map(|&(feature, value, contribution)| Reason {
        feature,
        value,
        words: words.say(feature, value).unwrap_or_else(|| format!("{feature} {value:.2}")),
        contribution: contribution as f32,
    });
    let others: f64 = moved[n_told..].iter().map(|moved| moved.2).sum();
    (told.collect(), others as f32)
}
