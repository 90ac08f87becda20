//! Contenders read every page in turn, round after round: whatever slows the machine slows all of them alike.

use std::ops::Range;
use std::time::Duration;

use super::Page;
use super::contender::Contender;

/// What every contender took for every page.
pub struct Race {
    /// The contenders, Tamis first.
    pub lanes: Vec<Lane>,
    /// Sizes of the pages in bytes.
    sizes: Vec<usize>,
}

/// A contender's times.
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Whether it gives an article.
    pub is_extractor: bool,
    /// Seconds by round and page.
    rounds: Vec<Vec<f64>>,
}

/// A figure that was measured several times.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Its median.
    pub median: f64,
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Measured {
    /// Of some values, at least one.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let median = if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 };
        Self { median, low: values[0], high: values[values.len() - 1] }
    }
}

impl Race {
    /// Times everyone, after a round to warm up.
    ///
    /// # Errors
    /// A line that names the contender that failed.
    pub fn run(contenders: &mut [Contender<'_>], pages: &[Page], rounds: usize) -> Result<Self, String> {
        let mut lanes: Vec<Lane> = contenders
            .iter()
            .map(|contender| Lane {
                name: contender.name.clone(),
                is_extractor: contender.is_extractor,
                rounds: Vec::new(),
            })
            .collect();
        for round in 0..=rounds {
            lanes.iter_mut().for_each(|lane| lane.rounds.push(Vec::with_capacity(pages.len())));
            for (number, page) in pages.iter().enumerate() {
                // Another one is first on every page: it is the one who finds the page outside the cache.
                for turn in 0..contenders.len() {
                    let index = (turn + number + round) % contenders.len();
                    let time = (contenders[index].read)(page)?;
                    lanes[index].rounds[round].push(time.as_secs_f64());
                }
            }
            eprintln!("lab: round {round} of {rounds}{}", if round == 0 { " (to warm up)" } else { "" });
        }
        lanes.iter_mut().for_each(|lane| drop(lane.rounds.remove(0)));
        Ok(Self { lanes, sizes: pages.iter().map(|page| page.text.len()).collect() })
    }

    /// Pages a second of a contender.
    pub fn pages_per_second(&self, lane: &Lane) -> Measured {
        let pages = self.sizes.len() as f64;
        Measured::of(lane.rounds.iter().map(|round| pages / round.iter().sum::<f64>()).collect())
    }

    /// Time of a contender over the time of Tamis, round by round.
    pub fn ratio(&self, lane: &Lane) -> Measured {
        let rounds = lane.rounds.iter().zip(&self.lanes[0].rounds);
        Measured::of(rounds.map(|(theirs, ours)| theirs.iter().sum::<f64>() / ours.iter().sum::<f64>()).collect())
    }

    /// Number of pages of a size, and what a contender takes for one of them, in the median of the rounds.
    pub fn of_size(&self, lane: &Lane, size: &Range<usize>) -> (usize, Option<Duration>) {
        let pages: Vec<usize> = (0..self.sizes.len()).filter(|&page| size.contains(&self.sizes[page])).collect();
        let seconds = lane.rounds.iter().map(|round| pages.iter().map(|&page| round[page]).sum::<f64>());
        let time = (!pages.is_empty()).then(|| Measured::of(seconds.collect()).median / pages.len() as f64);
        (pages.len(), time.map(Duration::from_secs_f64))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::Page;
    use super::super::contender::Contender;
    use super::Race;

    fn contender(name: &str, milliseconds_per_byte: u64) -> Contender<'static> {
        let read = move |page: &Page| Ok(Duration::from_millis(page.text.len() as u64 * milliseconds_per_byte));
        Contender { name: name.to_owned(), is_extractor: true, read: Box::new(read) }
    }

    #[test]
    fn ratios_and_sizes_are_those_of_the_times() {
        let page = |text: &str| Page { bytes: text.as_bytes().to_vec(), text: text.to_owned() };
        let pages = [page("ab"), page("abcdef")];
        let mut contenders = [contender("ours", 1), contender("theirs", 3)];
        let race = Race::run(&mut contenders, &pages, 2).expect("times");
        assert!((race.ratio(&race.lanes[1]).median - 3.0).abs() < 1e-9);
        assert!((race.pages_per_second(&race.lanes[0]).median - 250.0).abs() < 1e-6, "two pages in 8 ms");
        let (count, time) = race.of_size(&race.lanes[1], &(4..8));
        assert_eq!((count, time), (1, Some(Duration::from_millis(18))));
        assert_eq!(race.of_size(&race.lanes[1], &(8..9)), (0, None));
    }
}
