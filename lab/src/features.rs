//! Data sets go in; features and labels of their blocks come out as files that a trainer reads.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tamis::{Extractor, Options};

use crate::dataset::{self, Case};
use crate::labels::label;
use crate::parallel;

/// Writes `features.f32`, `rows.tsv` (page, set, domain, label, units a block) and `names.txt`.
///
/// # Errors
/// A line that names the file that could not be read or written.
pub fn run(datasets: &[PathBuf], output: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", output.display());
    fs::create_dir_all(output).map_err(failed)?;
    let mut matrix = BufWriter::new(fs::File::create(output.join("features.f32")).map_err(failed)?);
    let mut rows = BufWriter::new(fs::File::create(output.join("rows.tsv")).map_err(failed)?);
    for folder in datasets {
        let cases: Vec<Case> = dataset::read(folder)?.into_iter().filter(is_trainable).collect();
        for (case, lines) in cases.iter().zip(parallel::map(&cases, labelled_blocks)) {
            for (features, share, units) in lines.rows {
                for value in features {
                    matrix.write_all(&value.to_le_bytes()).map_err(failed)?;
                }
                writeln!(
                    rows,
                    "{}/{}\t{}\t{}\t{share}\t{units}\t{}",
                    case.set,
                    case.id,
                    case.set,
                    case.domain(),
                    case.page_type()
                )
                .map_err(failed)?;
            }
            if !lines.names.is_empty() {
                fs::write(output.join("names.txt"), lines.names.join("\n")).map_err(failed)?;
            }
        }
    }
    Ok(())
}

/// Empty golds teach nothing (see the data's README).
fn is_trainable(case: &Case) -> bool {
    case.label.ground_truth.main_content.as_deref().is_some_and(|gold| !gold.trim().is_empty())
}

#[derive(Default)]
struct Labelled {
    names: Vec<String>,
    rows: Vec<(Vec<f32>, f32, u32)>,
}

fn labelled_blocks(case: &Case) -> Labelled {
    let options = Options { url: case.label.url.clone(), ..Options::default() };
    let Ok(analysis) = Extractor::new(options).and_then(|extractor| extractor.analyse(&case.html)) else {
        return Labelled::default();
    };
    let texts: Vec<&str> = analysis.blocks.iter().map(|block| block.text.as_str()).collect();
    let shares = label(&texts, case.label.ground_truth.main_content.as_deref().unwrap_or_default());
    let rows = analysis.blocks.into_iter().zip(shares).map(|(block, share)| (block.features, share, block.units));
    Labelled { names: analysis.feature_names, rows: rows.collect() }
}
