//! Names that authors give to elements go in, what kinds of page furniture they speak of comes out.

use super::classes::{Class, LETTER, LOWER, UPPER};
use super::evidence::{Fnv, HashedMap, token_hash};

/// What a token says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum TokenKind {
    Content,
    Navigation,
    Share,
    Related,
    Comment,
    Footer,
    Header,
    Sidebar,
    Promotion,
    Consent,
    Overlay,
    Byline,
    Taxonomy,
    Caption,
    Hidden,
    Commerce,
    Control,
}

impl TokenKind {
    /// All kinds with their names in the table.
    pub const ALL: [(Self, &'static str); 17] = [
        (Self::Content, "content"),
        (Self::Navigation, "navigation"),
        (Self::Share, "share"),
        (Self::Related, "related"),
        (Self::Comment, "comment"),
        (Self::Footer, "footer"),
        (Self::Header, "header"),
        (Self::Sidebar, "sidebar"),
        (Self::Promotion, "promotion"),
        (Self::Consent, "consent"),
        (Self::Overlay, "overlay"),
        (Self::Byline, "byline"),
        (Self::Taxonomy, "taxonomy"),
        (Self::Caption, "caption"),
        (Self::Hidden, "hidden"),
        (Self::Commerce, "commerce"),
        (Self::Control, "control"),
    ];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A set of token kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenKinds(u32);

impl TokenKinds {
    /// Whether the set holds the kind.
    pub fn has(self, kind: TokenKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    /// Both sets together.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The table of known tokens, by their hashes.
#[derive(Debug)]
pub struct TokenTable {
    kinds: HashedMap<TokenKinds>,
}

impl TokenTable {
    /// Reads the table that is part of the program.
    pub fn new() -> Self {
        let mut kinds: HashedMap<TokenKinds> = HashedMap::default();
        for line in include_str!("tokens.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(kind), Some(_language), Some(token)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            if let Some(&(kind, _)) = TokenKind::ALL.iter().find(|(_, name)| *name == kind) {
                kinds.entry(token_hash(token)).or_default().0 |= 1 << kind as u32;
            }
        }
        Self { kinds }
    }

    /// Kinds of a token, given by its hash.
    pub fn kinds_of(&self, token: u64) -> TokenKinds {
        self.kinds.get(&token).copied().unwrap_or_default()
    }
}

/// Longest token that is looked up, in bytes; hashes and encoded state are longer.
const MAX_TOKEN_BYTES: usize = 24;

/// Splits names such as `post-navigation relatedPosts` at everything but letters and at camelCase humps; gives the hashes of the
/// tokens in lower case.
pub fn for_each_token(names: &str, take: impl FnMut(u64)) {
    if names.is_ascii() {
        for_each_ascii_token(names.as_bytes(), take);
    } else {
        for_each_token_of_any_script(names, take);
    }
}

fn for_each_ascii_token(names: &[u8], mut take: impl FnMut(u64)) {
    let mut at = 0;
    while let Some(&first) = names.get(at) {
        at += 1;
        if !first.is_ascii_alphabetic() {
            continue;
        }
        let start = at - 1;
        let mut token = Fnv::default();
        token.push_byte(first.to_ascii_lowercase());
        let mut was_lower = first.is_ascii_lowercase();
        while let Some(byte) = names.get(at).filter(|byte| byte.is_ascii_alphabetic()) {
            let is_lower = byte.is_ascii_lowercase();
            if was_lower && !is_lower {
                break;
            }
            token.push_byte(byte.to_ascii_lowercase());
            was_lower = is_lower;
            at += 1;
        }
        if at - start <= MAX_TOKEN_BYTES {
            take(token.value());
        }
    }
}

fn for_each_token_of_any_script(names: &str, mut take: impl FnMut(u64)) {
    let mut token = Fnv::default();
    let mut bytes = 0;
    let mut was_lower = false;
    for c in names.chars() {
        let class = Class::of(c);
        let is_hump = was_lower && class.has(UPPER);
        if bytes > 0 && (is_hump || !class.has(LETTER)) {
            if bytes <= MAX_TOKEN_BYTES {
                take(token.value());
            }
            (token, bytes) = (Fnv::default(), 0);
        }
        if class.has(LETTER) {
            bytes += token.push_lower(c);
        }
        was_lower = class.has(LOWER);
    }
    if (1..=MAX_TOKEN_BYTES).contains(&bytes) {
        take(token.value());
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, TokenKinds, TokenTable, for_each_token};

    fn kinds_of(names: &str) -> TokenKinds {
        let table = TokenTable::new();
        let mut kinds = TokenKinds::default();
        for_each_token(names, |token| kinds = kinds.union(table.kinds_of(token)));
        kinds
    }

    #[test]
    fn tokens_match_whole_words_only() {
        assert!(kinds_of("related-posts").has(TokenKind::Related));
        assert!(kinds_of("relatedPosts").has(TokenKind::Related));
        assert!(kinds_of("site_nav2").has(TokenKind::Navigation));
        assert!(!kinds_of("interrelated").has(TokenKind::Related));
        assert!(!kinds_of("shadow").has(TokenKind::Promotion), "no substring match of `ad`");
    }
}
