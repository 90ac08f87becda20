//! How much of a page its tree holds.

use html5ever::LocalName;

use super::names::{Names, hash};

/// Places for names, several for each name that is read: most of those that are not fall upon an empty place.
const SLOTS: usize = 1024;

/// Attributes that some later step reads (`class` and `id` for scores, `href` for links, `property` for metadata ...)
/// and those that html5ever's tree builder does. A test compares articles with those of trees that hold all attributes.
const READ: [&str; 59] = [
    "alt",
    "alttext",
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "color",
    "colspan",
    "content",
    "data-actualsrc",
    "data-code-language",
    "data-component",
    "data-full-src",
    "data-image",
    "data-katex",
    "data-lang",
    "data-language",
    "data-latex",
    "data-lazy-src",
    "data-lazy-srcset",
    "data-original",
    "data-original-src",
    "data-src",
    "data-srcset",
    "data-testid",
    "data-tex",
    "data-type",
    "datetime",
    "display",
    "eeimg",
    "encoding",
    "face",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "mode",
    "name",
    "open",
    "property",
    "rel",
    "role",
    "rowspan",
    "shadowrootmode",
    "size",
    "src",
    "srcset",
    "start",
    "style",
    "type",
    "value",
    "width",
    "xml:lang",
    "xmlns",
];

/// What of a page is made part of its tree.
#[derive(Debug)]
pub enum Detail {
    /// All of it: a caller's selectors may ask for anything.
    All,
    /// What later steps read: no indentation, and these attributes, at the places of their hashes.
    Read(Vec<Option<LocalName>>),
}

impl Detail {
    /// What later steps read.
    pub fn read() -> Self {
        let mut slots = vec![None; SLOTS];
        for name in READ {
            let mut place = hash(name) % SLOTS;
            while slots[place].is_some() {
                place = (place + 1) % SLOTS;
            }
            slots[place] = Some(LocalName::from(name));
        }
        Self::Read(slots)
    }

    /// Whether it is all.
    pub fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// The interned name of an attribute that is part of the tree.
    pub fn attribute(&self, written: &str, names: &mut Names) -> Option<LocalName> {
        let Self::Read(slots) = self else { return Some(names.get(written)) };
        let mut place = hash(written) % SLOTS;
        while let Some(name) = &slots[place] {
            if str::eq_ignore_ascii_case(name, written) {
                return Some(name.clone());
            }
            place = (place + 1) % SLOTS;
        }
        None
    }
}
