//! A page goes in; each of its blocks with its probability, its fate and its place comes out.

use std::fs;
use std::path::Path;

use tamis::{Extractor, Options};

use crate::terminal::show;

/// Longest text shown of a block, in characters.
const MAX_SHOWN_CHARS: usize = 90;

/// Prints one line a block: kept or not, probability, text, tags and class names around it.
///
/// # Errors
/// A line that names the file that could not be read, or says why nothing could be written.
pub fn run(page: &Path) -> Result<(), String> {
    let bytes = fs::read(page).map_err(|error| format!("{}: {error}", page.display()))?;
    let extractor = Extractor::new(Options::default()).map_err(|error| error.to_string())?;
    let analysis = extractor.analyse(&bytes).map_err(|error| format!("{}: {error}", page.display()))?;
    for block in analysis.blocks {
        let text: String = block.text.chars().take(MAX_SHOWN_CHARS).map(|c| if c == '\n' { ' ' } else { c }).collect();
        let fate = if block.is_kept { '+' } else { '-' };
        let hidden = if block.is_hidden { " (hidden)" } else { "" };
        show(format_args!("{fate} {:.2} {text}{hidden}\n       {}", block.probability, block.path))?;
    }
    Ok(())
}
