//! What the sources of a page say, in the order in which they are believed.

use crate::article::{Field, Origin};

/// Which piece of metadata a value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The headline.
    Title,
    /// A name, or several in one string.
    Author,
    /// First publication.
    Published,
    /// Last change.
    Modified,
    /// The site's name.
    Site,
    /// A language tag.
    Language,
    /// A summary.
    Description,
    /// The canonical address.
    Url,
    /// The lead image's address.
    Image,
    /// A tag, or several in one string.
    Tag,
    /// A licence.
    License,
    /// The name of someone whom the page calls a person.
    Person,
    /// The name of something that the page calls an organisation.
    Organization,
}

/// Values as the page spells them, in the order in which the sources were read.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    found: Vec<(Slot, Field<String>)>,
}

impl Candidates {
    /// Adds a value.
    pub(super) fn push(&mut self, slot: Slot, value: &str, origin: Origin) {
        let value = value.trim();
        if !value.is_empty() {
            self.found.push((slot, Field { value: value.to_owned(), origin }));
        }
    }

    /// The values for a slot, strongest origin first.
    pub(super) fn of(&self, slot: Slot) -> Vec<&Field<String>> {
        self.of_preferring(slot, &[])
    }

    /// The values for a slot; the named origins come before the others, in the given order.
    pub(super) fn of_preferring(&self, slot: Slot, first: &[Origin]) -> Vec<&Field<String>> {
        let rank = |origin: Origin| match first.iter().position(|preferred| *preferred == origin) {
            Some(place) => place,
            None => first.len() + origin as usize,
        };
        let mut fields: Vec<_> = self.found.iter().filter(|(of, _)| *of == slot).map(|(_, field)| field).collect();
        fields.sort_by_key(|field| rank(field.origin));
        fields
    }
}
