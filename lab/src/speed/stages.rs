//! Pages go in, what each stage of the pipeline takes of them comes out.

use tamis::Extractor;
use tamis::analysis::{Stage, stage_times};

use super::Page;
use super::race::Measured;

/// Mean seconds a page of each stage, in the median of the rounds.
///
/// # Errors
/// A line that says why a page could not be read.
pub fn measure(extractor: &Extractor, pages: &[Page], rounds: usize) -> Result<Vec<(Stage, f64)>, String> {
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); Stage::ALL.len()];
    for _ in 0..rounds {
        let mut sums = [0.0; Stage::ALL.len()];
        for page in pages {
            let times = stage_times(extractor, &page.bytes).map_err(|error| error.to_string())?;
            sums.iter_mut().zip(&times).for_each(|(sum, (_, time))| *sum += time.as_secs_f64());
        }
        seconds.iter_mut().zip(sums).for_each(|(all, sum)| all.push(sum / pages.len() as f64));
    }
    Ok(Stage::ALL.into_iter().zip(seconds.into_iter().map(|all| Measured::of(all).median)).collect())
}
