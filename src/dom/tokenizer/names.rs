//! Names as written go in, interned names in lower case come out, without a look at the interner's table for names that were seen before.

use html5ever::LocalName;

/// Places for names: pages use some tens of tags.
const SLOTS: usize = 256;

/// Names that were seen, each at the place of its hash; a later one takes the place.
#[derive(Debug)]
pub struct Names {
    slots: Vec<Option<LocalName>>,
}

impl Names {
    /// None seen yet.
    pub fn new() -> Self {
        Self { slots: vec![None; SLOTS] }
    }

    /// The name in lower case, NUL replaced.
    pub fn get(&mut self, written: &str) -> LocalName {
        let slot = &mut self.slots[hash(written) % SLOTS];
        if let Some(name) = slot
            && **name == *written
        {
            return name.clone();
        }
        let name = lower(written);
        // A name that is not written as it is interned would never be found again.
        if *name == *written {
            *slot = Some(name.clone());
        }
        name
    }
}

fn lower(written: &str) -> LocalName {
    if written.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        return LocalName::from(written.to_ascii_lowercase().replace('\0', "\u{FFFD}"));
    }
    LocalName::from(written)
}

/// The same for upper and lower case.
pub fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let at = |index: usize| usize::from(bytes[index] | 0x20);
    if bytes.is_empty() { 0 } else { bytes.len() * 131 + at(0) * 31 + at(bytes.len() / 2) * 7 + at(bytes.len() - 1) }
}
