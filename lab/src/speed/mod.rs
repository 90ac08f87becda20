//! Data sets go in, times come out: the pipeline, its stages, parsers and other extractors, page by page in turn.

mod chart;
mod command;
mod contender;
mod growth;
mod options;
#[cfg(feature = "peers")]
mod peers;
mod python;
mod race;
mod report;
mod stages;

pub use options::SpeedOptions;

use tamis::{Extractor, Options};

use crate::dataset;
use contender::Contender;
use race::Race;
use report::Report;

/// A page in memory.
pub struct Page {
    /// As it came.
    pub bytes: Vec<u8>,
    /// Decoded.
    pub text: String,
}

/// Times everything and prints it; writes it, too, where a report is asked for.
///
/// # Errors
/// A line that names what could not be read, run or written.
pub fn run(options: &SpeedOptions) -> Result<(), String> {
    let extractor = Extractor::new(Options::default()).map_err(|error| error.to_string())?;
    let pages = read_pages(options)?;
    let command = options.tamis.as_ref().map(|program| command::measure(program, &pages)).transpose()?;
    let mut contenders = contenders(&extractor, options)?;
    let race = Race::run(&mut contenders, &pages, options.rounds)?;
    let stages = stages::measure(&extractor, &pages, options.rounds)?;
    let growth = growth::measure(&extractor, &pages, options.rounds);
    let report = Report { command_line: options.command_line(), pages: &pages, race: &race, stages, growth, command };
    report.show()?;
    options.report.as_ref().map_or(Ok(()), |folder| report.write(folder))
}

/// The pages that every contender can read: those in UTF-8, for the others' sake.
fn read_pages(options: &SpeedOptions) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    for folder in &options.datasets {
        for case in dataset::read_sample(folder, options.every)? {
            if let Ok(text) = String::from_utf8(case.html.clone())
                && !text.trim().is_empty()
            {
                pages.push(Page { bytes: case.html, text });
            }
        }
    }
    if pages.is_empty() { Err("no page in UTF-8; give other data sets".to_owned()) } else { Ok(pages) }
}

fn contenders<'a>(extractor: &'a Extractor, options: &SpeedOptions) -> Result<Vec<Contender<'a>>, String> {
    let mut contenders = vec![contender::tamis(extractor)];
    contenders.extend(contender::floors());
    #[cfg(feature = "peers")]
    contenders.extend(peers::contenders());
    if let Some(python) = &options.python {
        contenders.extend(python::contenders(python)?);
    }
    Ok(contenders)
}
