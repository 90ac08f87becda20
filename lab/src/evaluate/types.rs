//! Labelled page types and those that Tamis found go in, a table of how they agree comes out.

use std::collections::BTreeSet;

use crate::dataset::{Case, UNKNOWN_TYPE};
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::extract::Extraction;
use crate::evaluate::figures::Metric;
use crate::evaluate::groups::Group;
use crate::table::Table;

/// How often each labelled type (rows) was found as which (columns); `None` where nothing can be compared.
pub fn confusion(evaluation: &Evaluation, set: &Group) -> Option<Table> {
    let accuracy = evaluation.tamis.figures(set).value(Metric::PageTypeAccuracy)?;
    let pair = |&page: &usize| labelled_and_found(&evaluation.cases[page], &evaluation.extractions[page]);
    let pairs: Vec<(&str, &str)> = set.pages.iter().filter_map(pair).collect();
    let title = format!(
        "{}: page types, accuracy {accuracy:.3} of {} pages (rows as labelled, columns as found)",
        set.set,
        pairs.len()
    );
    let labelled: BTreeSet<&str> = pairs.iter().map(|(labelled, _)| *labelled).collect();
    let found: BTreeSet<&str> = pairs.iter().map(|(_, found)| *found).collect();
    let mut table = Table::new(title, &[""]);
    table.header.extend(found.iter().map(|name| (*name).to_owned()));
    for row in labelled {
        let count = |column: &&str| pairs.iter().filter(|pair| **pair == (row, *column)).count().to_string();
        table.rows.push(std::iter::once(row.to_owned()).chain(found.iter().map(count)).collect());
    }
    Some(table)
}

/// A page's type as it is labelled and as it was found; `None` where one of them is not known.
pub fn labelled_and_found<'a>(case: &'a Case, extraction: &'a Extraction) -> Option<(&'a str, &'a str)> {
    let labelled = case.page_type();
    let found = extraction.page_type.as_deref()?;
    (labelled != UNKNOWN_TYPE).then_some((labelled, found))
}

#[cfg(test)]
mod tests {
    use super::confusion;
    use crate::dataset::{Case, Label};
    use crate::evaluate::evaluation::Evaluation;
    use crate::evaluate::extract::Extraction;
    use crate::evaluate::figures::Metric;

    fn case(page_type: &str) -> Case {
        let label = Label::of_segments(String::new(), "en".to_owned(), page_type.to_owned(), Vec::new(), Vec::new());
        Case { id: String::new(), set: "set".to_owned(), html: Vec::new(), label }
    }

    fn evaluation(pairs: &[(&str, Option<&str>)]) -> Evaluation {
        let extraction =
            |found: Option<&str>| Extraction { page_type: found.map(str::to_owned), ..Extraction::default() };
        let cases = pairs.iter().map(|(labelled, _)| case(labelled)).collect();
        Evaluation::new(cases, pairs.iter().map(|(_, found)| extraction(*found)).collect(), Vec::new())
    }

    #[test]
    fn pages_without_a_labelled_or_a_found_type_are_not_counted() {
        let measured = evaluation(&[
            ("forum", Some("forum")),
            ("forum", Some("article")),
            ("article", Some("article")),
            ("article", None),
            ("unknown", Some("forum")),
        ]);
        let set = &measured.groups[0];
        let Some(table) = confusion(&measured, set) else { panic!("no table") };
        assert!(table.title.contains("accuracy 0.667 of 3 pages"), "{}", table.title);
        assert_eq!(table.header, ["", "article", "forum"]);
        assert_eq!(table.rows, [["article", "1", "0"], ["forum", "1", "1"]]);
        let accuracy =
            |measured: &Evaluation| measured.tamis.figures(&measured.groups[0]).value(Metric::PageTypeAccuracy);
        assert_eq!(accuracy(&measured), Some(2.0 / 3.0));
        let unmeasured = evaluation(&[("forum", None)]);
        assert!(confusion(&unmeasured, &unmeasured.groups[0]).is_none());
        assert_eq!(accuracy(&unmeasured), None);
    }
}
