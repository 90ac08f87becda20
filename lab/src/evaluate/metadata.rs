//! Labelled titles, authors and dates and those that Tamis found go in, a table of how they agree comes out.

use tamis::{Field, Metadata};

use crate::dataset::GroundTruth;
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::groups::Group;
use crate::metrics::words;
use crate::table::Table;

/// What a page says about itself, of which there are labels.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The title, if there is one.
    pub title: Option<String>,
    /// The names of the authors.
    pub authors: Vec<String>,
    /// The day of publication, `2024-05-03`.
    pub day: Option<String>,
}

/// Characters of a date that name its day.
const DAY_CHARS: usize = 10;

impl Facts {
    /// Those of an article.
    pub fn of(metadata: &Metadata) -> Self {
        let value = |field: &Field<String>| field.value.clone();
        Self {
            title: metadata.title.as_ref().map(value),
            authors: metadata.authors.iter().map(value).collect(),
            day: metadata.published.as_ref().map(|date| day(&date.value)),
        }
    }
}

fn day(date: &str) -> String {
    date.chars().take(DAY_CHARS).collect()
}

/// How a found value agrees with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Same,
    Other,
    Missing,
    /// There is a value and no label: often right, as labels are not complete.
    Unlabelled,
}

/// How often what is labelled was found; `None` where nothing is labelled.
pub fn agreement(evaluation: &Evaluation, set: &Group) -> Option<Table> {
    let title = format!("{}: metadata (titles and authors by their words, dates by their day)", set.set);
    let mut table = Table::new(title, &["", "labelled", "same", "other", "missing", "found without a label"]);
    for (name, compare) in [("title", title_agrees as Compare), ("authors", authors_agree), ("published", day_agrees)] {
        let pages = set.pages.iter().map(|&page| (&evaluation.extractions[page], &evaluation.cases[page].label));
        let found: Vec<Agreement> =
            pages.filter_map(|(extraction, label)| compare(&extraction.facts, &label.ground_truth)).collect();
        let count = |wanted: Agreement| found.iter().filter(|&&agreement| agreement == wanted).count();
        let unlabelled = count(Agreement::Unlabelled);
        if found.len() > unlabelled {
            let kinds = [Agreement::Same, Agreement::Other, Agreement::Missing].map(count);
            let counts = std::iter::once(found.len() - unlabelled).chain(kinds).chain([unlabelled]);
            table.rows.push(std::iter::once(name.to_owned()).chain(counts.map(|count| count.to_string())).collect());
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// How one of the facts agrees; `None` if it is neither found nor labelled.
type Compare = fn(&Facts, &GroundTruth) -> Option<Agreement>;

fn title_agrees(found: &Facts, label: &GroundTruth) -> Option<Agreement> {
    judge(found.title.as_deref(), label.title.as_deref(), |found, label| words(found) == words(label))
}

/// Authors agree if the label has every name that was found; labels add roles, and one name where a page has many.
fn authors_agree(found: &Facts, label: &GroundTruth) -> Option<Agreement> {
    let names = (!found.authors.is_empty()).then_some(&found.authors[..]);
    judge(names, label.author.as_deref(), |names, label| {
        let label = words(label);
        let is_in_label = |name: &String| {
            let name = words(name);
            !name.is_empty() && label.windows(name.len()).any(|part| part == name)
        };
        names.iter().all(is_in_label)
    })
}

fn day_agrees(found: &Facts, label: &GroundTruth) -> Option<Agreement> {
    judge(found.day.as_deref(), label.publish_date.as_deref(), |found, label| found == day(label))
}

fn judge<T>(found: Option<T>, label: Option<&str>, is_same: impl Fn(T, &str) -> bool) -> Option<Agreement> {
    match (found, label.filter(|label| !label.trim().is_empty())) {
        (None, None) => None,
        (None, Some(_)) => Some(Agreement::Missing),
        (Some(_), None) => Some(Agreement::Unlabelled),
        (Some(found), Some(label)) => Some(if is_same(found, label) { Agreement::Same } else { Agreement::Other }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, agreement};
    use crate::dataset::{Case, Label};
    use crate::evaluate::evaluation::Evaluation;
    use crate::evaluate::extract::Extraction;

    /// Title, author, date: as labelled, and as found.
    fn page(labelled: [Option<&str>; 3], found: [Option<&str>; 3]) -> (Case, Extraction) {
        let mut label =
            Label::of_segments(String::new(), "en".to_owned(), "article".to_owned(), Vec::new(), Vec::new());
        let [title, author, publish_date] = labelled.map(|value| value.map(str::to_owned));
        (label.ground_truth.title, label.ground_truth.author, label.ground_truth.publish_date) =
            (title, author, publish_date);
        let case = Case { id: String::new(), set: "set".to_owned(), html: Vec::new(), label };
        let [title, author, day] = found.map(|value| value.map(str::to_owned));
        let facts = Facts { title, authors: author.into_iter().collect(), day };
        (case, Extraction { facts, ..Extraction::default() })
    }

    #[test]
    fn facts_agree_by_words_and_days_and_labels_may_say_more_of_an_author() {
        let (cases, extractions) = [
            page(
                [Some("The Mill, again"), Some("Ada Marlow, Editor"), Some("2024-05-03T10:00:00Z")],
                [Some("The mill – again"), Some("Ada Marlow"), Some("2024-05-03")],
            ),
            page([Some("The mill"), Some("Ada Marlow"), Some("2024-05-03")], [Some("Mill"), Some("Ada M"), None]),
            page([Some("The mill"), None, None], [None, Some("Ada Marlow"), None]),
        ]
        .into_iter()
        .unzip();
        let evaluation = Evaluation::new(cases, extractions, Vec::new());
        let table = agreement(&evaluation, &evaluation.groups[0]).expect("something is labelled");
        let rows = [
            ["title", "3", "1", "1", "1", "0"],
            ["authors", "2", "1", "1", "0", "1"],
            ["published", "2", "1", "0", "1", "0"],
        ];
        assert_eq!(table.rows, rows);
    }

    #[test]
    fn sets_without_labels_have_no_table() {
        let (case, extraction) = page([None; 3], [Some("The mill"), None, None]);
        let evaluation = Evaluation::new(vec![case], vec![extraction], Vec::new());
        assert!(agreement(&evaluation, &evaluation.groups[0]).is_none());
    }
}
