//! Names that authors give to elements go in, what kinds of page furniture they speak of comes out.

use foldhash::{HashMap, HashMapExt};

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

/// The table of known tokens.
#[derive(Debug)]
pub struct TokenTable {
    kinds: HashMap<&'static str, TokenKinds>,
}

impl TokenTable {
    /// Reads the table that is part of the program.
    pub fn new() -> Self {
        let mut kinds: HashMap<&'static str, TokenKinds> = HashMap::new();
        for line in include_str!("tokens.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(kind), Some(_language), Some(token)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            if let Some(&(kind, _)) = TokenKind::ALL.iter().find(|(_, name)| *name == kind) {
                kinds.entry(token).or_default().0 |= 1 << kind as u32;
            }
        }
        Self { kinds }
    }

    /// Kinds of all known tokens in a name such as `post-navigation relatedPosts`.
    pub fn kinds_of(&self, names: &str) -> TokenKinds {
        let mut found = TokenKinds::default();
        let mut lower = String::new();
        for_each_token(names, &mut lower, |token| {
            if let Some(&kinds) = self.kinds.get(token) {
                found = found.union(kinds);
            }
        });
        found
    }
}

/// Longest token that is looked up, in bytes; hashes and encoded state are longer.
const MAX_TOKEN_BYTES: usize = 24;

/// Splits names at everything but letters and at camelCase humps, and gives the tokens in lower case.
pub fn for_each_token(names: &str, lower: &mut String, mut take: impl FnMut(&str)) {
    lower.clear();
    let mut was_lower = false;
    for c in names.chars() {
        let is_hump = c.is_uppercase() && was_lower;
        if !c.is_alphabetic() || is_hump {
            give(lower, &mut take);
        }
        if c.is_alphabetic() {
            lower.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    give(lower, &mut take);
}

fn give(lower: &mut String, take: &mut impl FnMut(&str)) {
    if !lower.is_empty() && lower.len() <= MAX_TOKEN_BYTES {
        take(lower);
    }
    lower.clear();
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, TokenTable};

    #[test]
    fn tokens_match_whole_words_only() {
        let table = TokenTable::new();
        assert!(table.kinds_of("related-posts").has(TokenKind::Related));
        assert!(table.kinds_of("relatedPosts").has(TokenKind::Related));
        assert!(table.kinds_of("site_nav2").has(TokenKind::Navigation));
        assert!(!table.kinds_of("interrelated").has(TokenKind::Related));
        assert!(!table.kinds_of("shadow").has(TokenKind::Promotion), "no substring match of `ad`");
    }
}
