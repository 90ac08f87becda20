//! Tables and the names of plots go in, a report without a word of the pages comes out.

use std::fmt::Write;

use crate::evaluate::comparison::Comparison;
use crate::table::Table;

/// How the figures are to be read.
const READING: &str = "\
Word F1: mean over pages of the F1 of two bags of lower-cased words; char F1: the same on character bigrams of runs
written without spaces. Segments: counts over all pages of wanted and unwanted passages found. 95 %: percentile
bootstrap of the mean, 1,000 resamples. Groups of fewer than five pages are not shown. Worst pages:
words wrongly kept and dropped (segments where a set has no gold texts).";

/// Said where the model in the program was used.
const SEEN: &str = "\
The model is the one in the program: on pages that trained it the figures flatter it; `--folds` gives those of pages not
seen.";

/// Said where others were not measured in this run.
const PUBLIC: &str = "\
Other extractors: the public figures of lab/peers.tsv, measured on all pages of each set with default settings.";

/// What a reader must know beside the figures.
#[derive(Debug, Clone, Copy)]
pub struct Caveats {
    /// Whether the model in the program was used.
    pub is_model_of_program: bool,
    /// Whether the figures of others come from a file of public ones.
    pub has_public_figures: bool,
}

impl Caveats {
    fn text(self) -> String {
        let said = [(self.is_model_of_program, SEEN), (self.has_public_figures, PUBLIC)];
        said.into_iter().filter(|(is_said, _)| *is_said).map(|(_, text)| format!("{text}\n\n")).collect()
    }
}

/// The report, beside whose file the plots lie.
pub fn report(
    command_line: &str,
    caveats: Caveats,
    tables: &[Table],
    comparisons: &[Comparison],
    plots: &[String],
) -> String {
    let mut text = format!("# Evaluation\n\n    {command_line}\n\n{READING}\n\n{}", caveats.text());
    for table in comparisons.iter().map(Comparison::table).chain(tables.iter().cloned()) {
        let _ = writeln!(text, "{}", table.markdown());
    }
    for plot in plots {
        let name = plot.trim_end_matches(".svg");
        let _ = writeln!(text, "![{name}]({plot})\n");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
