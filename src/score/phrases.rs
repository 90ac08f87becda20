//! The text of a block goes in, the kind of page furniture that it is worded like comes out.

use foldhash::{HashMap, HashMapExt};

use super::classes::{Class, DIGIT, LETTER};
use super::evidence::{HashedSet, first_word};

/// Kinds of phrases, in the order of the features.
pub const PHRASE_KINDS: [&str; 9] =
    ["more", "top", "share", "related", "subscribe", "comment", "consent", "rights", "access"];

/// A phrase found in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseMatch {
    /// Index into [`PHRASE_KINDS`].
    pub kind: u8,
    /// Whether the phrase is the whole block, or only its beginning.
    pub is_whole: bool,
}

/// The table of known phrases.
#[derive(Debug)]
pub struct PhraseTable {
    kinds: HashMap<&'static str, u8>,
    /// Hashes of the first words of phrases: they refuse most blocks at once.
    first_words: HashedSet,
}

/// Longest beginning of a block that is compared with phrases, in characters (the longest phrase has 33).
const MAX_PHRASE_CHARS: usize = 48;

impl PhraseTable {
    /// Reads the table that is part of the program.
    pub fn new() -> Self {
        let mut kinds = HashMap::new();
        let mut first_words = HashedSet::default();
        for line in include_str!("phrases.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(kind), Some(_language), Some(phrase)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            if let Some(index) = PHRASE_KINDS.iter().position(|name| *name == kind) {
                kinds.entry(without_end(phrase)).or_insert(index as u8);
                first_words.extend(first_word(phrase));
            }
        }
        Self { kinds, first_words }
    }

    /// The longest phrase that a block is or begins with; `first_word` is the hash of the block's first word. `start` is a buffer
    /// that calls may share.
    pub fn find(&self, text: &str, first_word: Option<u64>, start: &mut String) -> Option<PhraseMatch> {
        let text = text.trim_start_matches(|c: char| !Class::of(c).has(LETTER | DIGIT));
        // A single ideograph may be a phrase, and makes no word.
        let is_other = first_word.is_some_and(|word| !self.first_words.contains(&word));
        if is_other && text.starts_with(|c: char| c.is_ascii()) {
            return None;
        }
        let mut chars = 0;
        start.clear();
        for c in text.chars().take(MAX_PHRASE_CHARS) {
            chars += 1;
            if c.is_ascii() {
                start.push(c.to_ascii_lowercase());
            } else {
                start.extend(c.to_lowercase());
            }
        }
        let whole = without_end(start);
        if chars < MAX_PHRASE_CHARS
            && let Some(&kind) = self.kinds.get(whole)
        {
            return Some(PhraseMatch { kind, is_whole: true });
        }
        phrase_ends(start)
            .filter_map(|end| self.kinds.get(&start[..end]))
            .next_back()
            .map(|&kind| PhraseMatch { kind, is_whole: false })
    }
}

/// A text without the marks at its end. The one that cuts the vowel off the last consonant of an Indic word is such a mark, too.
fn without_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| !Class::of(c).has(LETTER | DIGIT))
}

/// Byte offsets at which a phrase at the start of `text` may end: before anything that is not a letter or digit,
/// and after every character of scripts without spaces.
fn phrase_ends(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    text.char_indices().filter_map(|(offset, c)| {
        if crate::blocks::is_ideographic(c) {
            Some(offset + c.len_utf8())
        } else {
            (!Class::of(c).has(LETTER | DIGIT)).then_some(offset)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{PHRASE_KINDS, PhraseTable, first_word};

    fn kind(text: &str) -> Option<(&'static str, bool)> {
        PhraseTable::new()
            .find(text, first_word(text), &mut String::new())
            .map(|found| (PHRASE_KINDS[found.kind as usize], found.is_whole))
    }

    #[test]
    fn phrases_match_whole_words() {
        assert_eq!(kind("Read More"), Some(("more", true)));
        assert_eq!(kind("» Weiterlesen …"), Some(("more", true)));
        assert_eq!(kind("Also read: the mill and its pond"), Some(("related", false)));
        assert_eq!(kind("相关阅读：水磨坊的历史"), Some(("related", false)));
        assert_eq!(kind("தொடர்புடைய செய்திகள்"), Some(("related", true)));
        assert_eq!(kind("Shareholders met on Monday"), None, "`share` is not a word here");
        assert_eq!(kind("The mill stood by the pond."), None);
    }
}
