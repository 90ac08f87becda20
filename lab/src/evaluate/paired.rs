//! Scores of two extractors on the same pages go in, the differences page by page come out.

use crate::evaluate::bootstrap::{Interval, interval, mean};
use crate::evaluate::groups::Group;
use crate::evaluate::score::PageScore;

/// Difference up to which two texts are equally good, in F1: what tables of three digits do not show.
const TIE: f64 = 0.0005;

/// How two extractors differ on the pages that both have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// Pages compared.
    pub pages: usize,
    /// Pages left out because the other has no text of them.
    pub missing: usize,
    /// Mean difference; above 0 the first is better.
    pub difference: f64,
    /// 95 % interval of the mean difference.
    pub interval: Interval,
    /// Pages on which the first is better.
    pub wins: usize,
    /// Pages on which the other is better.
    pub losses: usize,
    /// Pages on which they are equally good.
    pub ties: usize,
}

/// Compares two extractors on a group's pages; `None` if no page has texts of both and a label.
pub fn compare(group: &Group, first: &[Option<PageScore>], other: &[Option<PageScore>]) -> Option<Paired> {
    let value = |scores: &[Option<PageScore>], page: usize| group.yardstick.of_page(scores[page].as_ref()?);
    let difference = |page: &usize| Some(value(first, *page)? - value(other, *page)?);
    let differences: Vec<f64> = group.pages.iter().filter_map(difference).collect();
    let wins = differences.iter().filter(|difference| **difference > TIE).count();
    let losses = differences.iter().filter(|difference| **difference < -TIE).count();
    Some(Paired {
        pages: differences.len(),
        missing: group.pages.iter().filter(|page| other[**page].is_none()).count(),
        difference: mean(&differences),
        interval: interval(&differences)?,
        wins,
        losses,
        ties: differences.len() - wins - losses,
    })
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::evaluate::groups::{ALL, Group};
    use crate::evaluate::score::{PageScore, Yardstick};
    use crate::metrics::Score;

    fn scores(values: &[Option<f64>]) -> Vec<Option<PageScore>> {
        let score = |f1: f64| PageScore { word: Some(Score { f1, ..Score::default() }), ..PageScore::default() };
        values.iter().map(|value| value.map(score)).collect()
    }

    #[test]
    fn pages_without_a_text_of_the_other_are_left_out() {
        let (set, name) = ("set".to_owned(), ALL.to_owned());
        let group = Group { set, name, pages: vec![0, 1, 2, 3], yardstick: Yardstick::WordF1 };
        let first = scores(&[Some(1.0), Some(0.5), Some(0.25), Some(0.9)]);
        let other = scores(&[Some(0.5), Some(0.5), Some(0.5), None]);
        let Some(paired) = compare(&group, &first, &other) else { panic!("nothing compared") };
        assert_eq!((paired.pages, paired.missing), (3, 1));
        assert_eq!((paired.wins, paired.losses, paired.ties), (1, 1, 1));
        // (0.5 + 0 - 0.25) / 3
        assert!((paired.difference - 0.25 / 3.0).abs() < 1e-9);
        assert!(compare(&group, &first, &scores(&[None; 4])).is_none());
    }
}
