//! Data sets go in; features, hashed tokens and labels of their blocks come out as files that a trainer reads.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use tamis::analysis::{self, Sample};

use crate::dataset::Case;
use crate::labels::{label, label_by_segments};
use crate::parallel;
use crate::train::fold_of;

/// Writes, one entry a block: `features.f32`; `rows.tsv` (page, set, fold, label or `-`, letters, page type, language, whether
/// it is the headline); `names` and `words`, each as `.u16` (buckets) and `.len` (how many a block); and a page: `signs`,
/// `page_names`, `page_words`.
///
/// # Errors
/// A line that names the file that could not be written.
pub fn write(cases: &[Case], folds: usize, output: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", output.display());
    fs::create_dir_all(output).map_err(failed)?;
    let mut files = Files::create(output).map_err(failed)?;
    // In parts, so that not all pages' features are in memory at once.
    for part in cases.chunks(PAGES_AT_ONCE) {
        for (case, page) in part.iter().zip(parallel::map(part, read)) {
            files.write(case, &page, fold_of(case, folds)).map_err(failed)?;
        }
    }
    files.finish(output).map_err(failed)
}

/// Pages whose features are held in memory before they are written.
const PAGES_AT_ONCE: usize = 200;

/// A page's sample with the labels of its blocks; none where a block's label is not known.
struct Labelled {
    sample: Sample,
    labels: Vec<Option<f32>>,
    is_title: Vec<bool>,
}

fn read(case: &Case) -> Labelled {
    let sample = analysis::sample(&case.html, case.label.url.as_deref()).unwrap_or_default();
    let texts: Vec<&str> = sample.texts.iter().map(String::as_str).collect();
    let truth = &case.label.ground_truth;
    let labels = match truth.main_content.as_deref() {
        Some(gold) => label(&texts, gold).into_iter().map(Some).collect(),
        None => label_by_segments(&texts, &truth.with, &truth.without),
    };
    let title = sample.title.as_deref().map(letters).unwrap_or_default();
    let is_title = texts.iter().map(|text| !title.is_empty() && letters(text) == title).collect();
    Labelled { labels, is_title, sample }
}

/// Letters and digits of a text in lower case: what two spellings of a headline or two markups of a text have in common.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A file of numbers and a file of how many belong to each entry.
struct Lists {
    values: BufWriter<File>,
    lengths: BufWriter<File>,
}

impl Lists {
    fn create(folder: &Path, name: &str) -> std::io::Result<Self> {
        let create = |ending: &str| File::create(folder.join(format!("{name}.{ending}"))).map(BufWriter::new);
        Ok(Self { values: create("u16")?, lengths: create("len")? })
    }

    fn write(&mut self, list: &[u16]) -> std::io::Result<()> {
        self.lengths.write_all(&(list.len() as u16).to_le_bytes())?;
        list.iter().take(u16::MAX.into()).try_for_each(|value| self.values.write_all(&value.to_le_bytes()))
    }
}

struct Files {
    matrix: BufWriter<File>,
    looks: BufWriter<File>,
    rows: BufWriter<File>,
    names: Lists,
    words: Lists,
    signs: Lists,
    page_names: Lists,
    page_words: Lists,
    feature_names: HashSet<Vec<String>>,
}

impl Files {
    fn create(folder: &Path) -> std::io::Result<Self> {
        Ok(Self {
            matrix: BufWriter::new(File::create(folder.join("features.f32"))?),
            looks: BufWriter::new(File::create(folder.join("looks.u32"))?),
            rows: BufWriter::new(File::create(folder.join("rows.tsv"))?),
            names: Lists::create(folder, "names")?,
            words: Lists::create(folder, "words")?,
            signs: Lists::create(folder, "signs")?,
            page_names: Lists::create(folder, "page_names")?,
            page_words: Lists::create(folder, "page_words")?,
            feature_names: HashSet::new(),
        })
    }

    fn write(&mut self, case: &Case, page: &Labelled, fold: usize) -> std::io::Result<()> {
        let sample = &page.sample;
        if sample.texts.is_empty() {
            return Ok(());
        }
        let (set, language) = (&case.set, case.label.language.as_deref().unwrap_or("-"));
        for block in 0..sample.texts.len() {
            write_row(&mut self.matrix, &sample.features[block])?;
            sample.looks[block].iter().try_for_each(|look| self.looks.write_all(&look.to_le_bytes()))?;
            self.names.write(&sample.names[block])?;
            self.words.write(&sample.words[block])?;
            let label = page.labels[block].map_or("-".to_owned(), |label| label.to_string());
            let (units, is_title) = (sample.units[block], u8::from(page.is_title[block]));
            let page_type = case.page_type();
            writeln!(
                self.rows,
                "{set}/{}\t{set}\t{fold}\t{label}\t{units}\t{page_type}\t{language}\t{is_title}",
                case.id
            )?;
        }
        self.signs.write(&sample.signs.template)?;
        self.page_names.write(&sample.signs.names)?;
        self.page_words.write(&sample.signs.words)?;
        self.feature_names.insert(sample.feature_names.clone());
        Ok(())
    }

    fn finish(self, folder: &Path) -> std::io::Result<()> {
        let names: Vec<String> = self.feature_names.into_iter().flatten().collect();
        fs::write(folder.join("features.txt"), names.join("\n"))
    }
}

fn write_row(file: &mut BufWriter<File>, row: &[f32]) -> std::io::Result<()> {
    row.iter().try_for_each(|value| file.write_all(&value.to_le_bytes()))
}

/// Writes `evidence.f32`: for each block, for each fold, the features that rest on linear models which saw neither that fold
/// nor the page's own; and `evidence.txt`, their names. The tables are in `tables/`, named after the folds that they did not see.
///
/// # Errors
/// A line that names the file that could not be read or written.
pub fn write_evidence(cases: &[Case], folds: usize, output: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", output.display());
    let mut tables: Vec<Vec<Vec<u8>>> = Vec::new();
    for own in 0..folds {
        let of_fold: Result<Vec<Vec<u8>>, String> = (0..folds)
            .map(|fold| {
                let path = output.join("tables").join(table_name(own, fold));
                fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
            })
            .collect();
        tables.push(of_fold?);
    }
    let mut matrix = BufWriter::new(File::create(output.join("evidence.f32")).map_err(failed)?);
    let mut names = Vec::new();
    for part in cases.chunks(PAGES_AT_ONCE) {
        let evidence = parallel::map(part, |case| {
            let tables: Vec<&[u8]> = tables[fold_of(case, folds)].iter().map(Vec::as_slice).collect();
            analysis::evidence(&case.html, case.label.url.as_deref(), &tables).unwrap_or_default()
        });
        for page in evidence {
            let Some((first, rows)) = page.first().filter(|(_, rows)| !rows.is_empty()) else { continue };
            names.clone_from(first);
            for block in 0..rows.len() {
                page.iter().try_for_each(|(_, rows)| write_row(&mut matrix, &rows[block])).map_err(failed)?;
            }
        }
    }
    fs::write(output.join("evidence.txt"), names.join("\n")).map_err(failed)
}

/// `2.bin` saw all folds but 2, `2-4.bin` all but 2 and 4.
fn table_name(own: usize, fold: usize) -> String {
    let (low, high) = (own.min(fold), own.max(fold));
    if low == high { format!("{low}.bin") } else { format!("{low}-{high}.bin") }
}
