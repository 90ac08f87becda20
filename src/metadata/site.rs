//! What the sources call the site goes in; its name, and a test for further forms of it, come out.

use super::address;
use super::candidates::{Candidates, Slot};
use super::plain::{key, plain};
use crate::article::{Field, Origin};

/// Shortest name that is looked for inside longer ones, in characters: shorter ones occur everywhere.
const MIN_INNER_NAME: usize = 4;

/// Most words beside the site's name in a part of a title that names it: `Example News Politics`.
const MAX_WORDS_BESIDE: usize = 2;

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
    /// The words of the host.
    host_words: Vec<String>,
    /// The initials of the names.
    acronyms: Vec<String>,
    /// Keys of persons who bear the site's name, as on personal sites.
    persons: Vec<String>,
}

impl SiteNames {
    /// Gathers the names from the sources, the page's mastheads and its address.
    pub(super) fn of(candidates: &Candidates, mastheads: Vec<String>, page: Option<&str>) -> Self {
        let fields = candidates.of(Slot::Site);
        let texts: Vec<String> = fields.iter().map(|field| plain(&field.value)).chain(mastheads).collect();
        let mut names: Vec<String> = texts.iter().map(|text| key(text)).filter(|name| !name.is_empty()).collect();
        names.dedup();
        let keys = |slot| candidates.of(slot).into_iter().map(|field| key(&plain(&field.value))).collect::<Vec<_>>();
        let organizations = keys(Slot::Organization);
        let mut persons = keys(Slot::Person);
        persons.retain(|person| !organizations.contains(person));
        Self {
            persons,
            names,
            label: page.and_then(address::site_label).map(|label| key(&label)),
            host_words: page.map(address::host_words).unwrap_or_default(),
            acronyms: texts.iter().map(|text| initials(text)).filter(|acronym| acronym.len() > 1).collect(),
        }
    }

    /// Whether a text is the site's name and nothing else.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let key = key(text);
        let bare = key.strip_prefix("the").unwrap_or(&key);
        let is_name = |name: &String| *name == key || name.strip_prefix("the").unwrap_or(name) == bare;
        self.names.iter().any(is_name) || self.label.iter().any(|label| is_name(label) || self.is_domain(&key, label))
    }

    /// Whether a text is the site's name and no person's.
    pub(super) fn is_own(&self, text: &str) -> bool {
        self.is_named(text) && !self.persons.contains(&key(text))
    }

    /// Whether a part of a title names the site, perhaps with a section or a motto.
    pub(super) fn is_in(&self, part: &str) -> bool {
        if self.is_named(part) || self.is_acronym(part) {
            return true;
        }
        let key = key(part);
        let words = part.split_whitespace().count();
        let name_words = self.acronyms.iter().map(String::len).max().unwrap_or(1);
        let is_short = words <= name_words + MAX_WORDS_BESIDE;
        self.names.iter().chain(&self.label).any(|name| {
            let is_inside = is_short && name.chars().count() >= MIN_INNER_NAME && key.contains(name.as_str());
            is_inside || (key.chars().count() >= MIN_INNER_NAME && name.contains(&key))
        })
    }

    /// `example.com` for the label `example`.
    fn is_domain(&self, key: &str, label: &str) -> bool {
        const MAX_SUFFIX: usize = 5;
        let rest = key.strip_prefix("www").unwrap_or(key).strip_prefix(label);
        label.len() >= MIN_INNER_NAME && rest.is_some_and(|rest| !rest.is_empty() && rest.len() <= MAX_SUFFIX)
    }

    /// Whether the part and the site are the same but for abbreviation: `EBS` and "Example Broadcasting Service",
    /// either way round; or the part is made of the host's words: "Example Blog" on `blog.example.com`.
    fn is_acronym(&self, part: &str) -> bool {
        let part_key = key(part);
        let is_of_part = self.label.as_ref().is_some_and(|label| label.len() > 1 && *label == initials(part));
        let is_of_host = part.split_whitespace().all(|word| self.host_words.contains(&key(word)));
        is_of_part || self.acronyms.contains(&part_key) || is_of_host
    }
}

/// The initials of a text's words, in lower case.
fn initials(text: &str) -> String {
    let initials: String = text.split_whitespace().filter_map(|word| word.chars().next()).collect();
    key(&initials)
}
