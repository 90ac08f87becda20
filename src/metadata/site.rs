//! What the sources call the site goes in; its name, and a test for further forms of it, come out.

use super::address;
use super::candidates::{Candidates, Slot};
use super::plain::{key, plain};
use crate::article::{Field, Origin};

/// Shortest name that is looked for inside longer ones, in characters: shorter ones occur everywhere.
const MIN_INNER_NAME: usize = 4;

/// Most words of a title's part that holds the site's name and more: `Example News Politics`.
const MAX_PART_WORDS: usize = 6;

/// Longest name of a site, in bytes.
const MAX_NAME_BYTES: usize = 120;

/// The name of the site, as it calls itself to readers; the publisher behind it may be a company.
pub(super) fn choose(candidates: &Candidates) -> Option<Field<String>> {
    let fields = candidates.of_preferring(Slot::Site, &[Origin::OpenGraph]);
    fields.into_iter().find_map(|field| {
        let value = plain(&field.value);
        let is_name = value.len() <= MAX_NAME_BYTES && !value.starts_with(['@', '{']) && !key(&value).is_empty();
        is_name.then_some(Field { value, origin: field.origin })
    })
}

/// All names of the site, as keys.
pub(super) struct SiteNames {
    names: Vec<String>,
    /// The label of the host.
    label: Option<String>,
}

impl SiteNames {
    /// Gathers the names from the sources and the page's address.
    pub(super) fn of(candidates: &Candidates, page: Option<&str>) -> Self {
        let fields = candidates.of(Slot::Site);
        let mut names: Vec<String> = fields.iter().map(|field| key(&plain(&field.value))).collect();
        names.retain(|name| !name.is_empty());
        names.dedup();
        Self { names, label: page.and_then(address::site_label).map(|label| key(&label)) }
    }

    /// Whether a text is the site's name and nothing else.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let key = key(text);
        let bare = key.strip_prefix("the").unwrap_or(&key);
        let is_name = |name: &String| *name == key || name.strip_prefix("the").unwrap_or(name) == bare;
        self.names.iter().any(is_name) || self.label.iter().any(|label| is_name(label) || self.is_domain(&key, label))
    }

    /// Whether a part of a title names the site, perhaps with a section or a motto.
    pub(super) fn is_in(&self, part: &str) -> bool {
        if self.is_named(part) || self.is_acronym(part) {
            return true;
        }
        let key = key(part);
        let is_short = part.split_whitespace().count() <= MAX_PART_WORDS;
        self.names.iter().chain(&self.label).any(|name| {
            let is_inside = is_short && name.chars().count() >= MIN_INNER_NAME && key.contains(name.as_str());
            is_inside || key.chars().count() >= MIN_INNER_NAME && name.contains(&key)
        })
    }

    /// `example.com` for the label `example`.
    fn is_domain(&self, key: &str, label: &str) -> bool {
        const MAX_SUFFIX: usize = 5;
        key.strip_prefix("www")
            .unwrap_or(key)
            .strip_prefix(label)
            .is_some_and(|rest| rest.len() <= MAX_SUFFIX && !rest.is_empty() && label.len() >= MIN_INNER_NAME)
    }

    /// Whether the host's label is made of the initials of a part: `ebs` for "Example Broadcasting Service".
    fn is_acronym(&self, part: &str) -> bool {
        let initials: String = part.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let initials = key(&initials);
        initials.chars().count() >= 2 && self.label.as_deref() == Some(initials.as_str())
    }
}
