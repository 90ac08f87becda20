//! Labelled pages go in; groups of them (set, page type, language) come out.

use std::collections::BTreeMap;

use crate::dataset::{Case, UNKNOWN_TYPE};
use crate::evaluate::score::Yardstick;

/// Fewest pages of a group that is shown: the mean of fewer says nothing.
const MIN_SHOWN_PAGES: usize = 5;

/// Name of the group of all pages of a set.
pub const ALL: &str = "all";

/// What stands before the name of a language's group.
const LANGUAGE_PREFIX: &str = "lang:";

/// Pages of one set that have something in common.
#[derive(Debug, Clone)]
pub struct Group {
    /// Name of the set.
    pub set: String,
    /// `all`, a page type, or `lang:` and a language.
    pub name: String,
    /// Indices of the pages among all that are evaluated.
    pub pages: Vec<usize>,
    /// How the set's pages are compared.
    pub yardstick: Yardstick,
}

impl Group {
    /// Whether it has all pages of its set.
    pub fn is_whole_set(&self) -> bool {
        self.name == ALL
    }

    /// Whether it has the pages of a type.
    pub fn is_page_type(&self) -> bool {
        !self.is_whole_set() && !self.name.starts_with(LANGUAGE_PREFIX)
    }

    /// Whether it is large enough to be shown.
    pub fn is_shown(&self) -> bool {
        self.is_whole_set() || self.pages.len() >= MIN_SHOWN_PAGES
    }
}

/// All groups: set after set in the order given, the whole set first, then its types, then its languages.
pub fn group(cases: &[Case]) -> Vec<Group> {
    let sets = cases.chunk_by(|a, b| a.set == b.set);
    let mut start = 0;
    let mut groups = Vec::new();
    for set in sets {
        groups.extend(group_set(set, start));
        start += set.len();
    }
    groups
}

/// Groups of a set whose first page has this index among all.
fn group_set(cases: &[Case], start: usize) -> Vec<Group> {
    let yardstick = Yardstick::of_set(cases.iter());
    let mut members: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (index, case) in cases.iter().enumerate() {
        let page_type = Some(case.page_type()).filter(|page_type| *page_type != UNKNOWN_TYPE);
        let names = [
            Some((0, ALL.to_owned())),
            page_type.map(|page_type| (1, page_type.to_owned())),
            Some((2, format!("{LANGUAGE_PREFIX}{}", case.primary_language()))),
        ];
        for name in names.into_iter().flatten() {
            members.entry(name).or_default().push(start + index);
        }
    }
    let set = &cases[0].set;
    let named = members.into_iter().map(|((_, name), pages)| Group { set: set.clone(), name, pages, yardstick });
    named.collect()
}
