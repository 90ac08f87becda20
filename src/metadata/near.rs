//! A place on the page goes in; whether it belongs to the headline comes out.

use super::raw::{Aside, Raw, Spot};

/// The page as seen from its headline.
pub(super) struct Near<'a> {
    pub raw: &'a Raw<'a>,
    /// Order of the heading that shows the headline.
    pub headline: Option<usize>,
}

impl Near<'_> {
    /// Whether an aside, or one around it, lies apart from the headline.
    pub(super) fn is_aside(&self, aside: Option<usize>) -> bool {
        let mut next = aside;
        while let Some(aside) = next.and_then(|at| self.raw.asides.get(at)) {
            let holds_headline = self.headline.is_some_and(|order| (aside.first..=aside.last).contains(&order));
            if !holds_headline && !self.is_head_footer(aside) {
                return true;
            }
            next = aside.outer;
        }
        false
    }

    /// Whether a footer is so close to the headline that it closes the article's head, not the article.
    fn is_head_footer(&self, aside: &Aside) -> bool {
        const MAX_ELEMENTS: usize = 12;
        let is_just_below = |headline| (headline..=headline + MAX_ELEMENTS).contains(&aside.first);
        aside.is_footer && self.headline.is_some_and(is_just_below)
    }

    /// The spots that lie outside asides, at most so many elements from the headline; those behind it come first.
    pub(super) fn around<'s, 'a: 's>(
        &self,
        spots: impl Iterator<Item = &'s Spot<'a>>,
        before: usize,
        after: usize,
    ) -> Vec<&'s Spot<'a>> {
        let mut kept: Vec<&Spot<'_>> = spots.filter(|spot| !self.is_aside(spot.aside)).collect();
        if let Some(headline) = self.headline {
            kept.retain(|spot| spot.order + before >= headline && spot.order <= headline + after);
            kept.sort_by_key(|spot| (spot.order < headline, spot.order));
        }
        kept
    }
}
