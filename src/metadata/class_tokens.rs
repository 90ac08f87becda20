//! A class attribute goes in; what its words say about the element comes out.

/// What a word in a class name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Names who wrote something.
    Author,
    /// Says when something was published.
    Date,
    /// Says when something was changed.
    Modified,
    /// Does not belong to the article: a comment, a sidebar, a list of other pages.
    Aside,
    /// The text itself begins like a byline (no class says so).
    Byline,
    /// A portrait, a biography, a job title: about the author, but not the name.
    AboutAuthor,
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Roles(u8);

impl Roles {
    /// The set of one role.
    pub(super) fn of(role: Role) -> Self {
        Self(1 << role as u8)
    }

    /// Whether the set holds a role.
    pub(super) fn has(self, role: Role) -> bool {
        self.0 & Self::of(role).0 != 0
    }

    /// Both sets together.
    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Words of class names, the language that they are of, and what they say.
const TOKENS: &[(&str, &str, Role)] = &[
    ("author", "en", Role::Author),
    ("authors", "en", Role::Author),
    ("byline", "en", Role::Author),
    ("bylines", "en", Role::Author),
    ("writer", "en", Role::Author),
    ("contributor", "en", Role::Author),
    ("reporter", "en", Role::Author),
    ("creator", "en", Role::Author),
    ("vcard", "en", Role::Author),
    ("authorname", "en", Role::Author),
    ("authored", "en", Role::Author),
    ("username", "en", Role::Author),
    ("poster", "en", Role::Author),
    ("postauthor", "en", Role::Author),
    ("autor", "de", Role::Author),
    ("autoren", "de", Role::Author),
    ("verfasser", "de", Role::Author),
    ("auteur", "fr", Role::Author),
    ("auteurs", "fr", Role::Author),
    ("autore", "it", Role::Author),
    ("firma", "es", Role::Author),
    ("redacteur", "nl", Role::Author),
    ("forfatter", "da", Role::Author),
    ("yazar", "tr", Role::Author),
    ("zuozhe", "zh", Role::Author),
    ("date", "en", Role::Date),
    ("dates", "en", Role::Date),
    ("datetime", "en", Role::Date),
    ("dateline", "en", Role::Date),
    ("timestamp", "en", Role::Date),
    ("time", "en", Role::Date),
    ("pubdate", "en", Role::Date),
    ("pubtime", "en", Role::Date),
    ("postdate", "en", Role::Date),
    ("published", "en", Role::Date),
    ("publish", "en", Role::Date),
    ("posted", "en", Role::Date),
    ("datum", "de", Role::Date),
    ("fecha", "es", Role::Date),
    ("dato", "da", Role::Date),
    ("tarih", "tr", Role::Date),
    ("shijian", "zh", Role::Date),
    ("posttime", "en", Role::Date),
    ("publishtime", "en", Role::Date),
    ("publishdate", "en", Role::Date),
    ("updated", "en", Role::Modified),
    ("modified", "en", Role::Modified),
    ("lastmod", "en", Role::Modified),
    ("aktualisiert", "de", Role::Modified),
    ("bio", "en", Role::AboutAuthor),
    ("biography", "en", Role::AboutAuthor),
    ("avatar", "en", Role::AboutAuthor),
    ("image", "en", Role::AboutAuthor),
    ("photo", "en", Role::AboutAuthor),
    ("title", "en", Role::AboutAuthor),
    ("role", "en", Role::AboutAuthor),
    ("job", "en", Role::AboutAuthor),
    ("social", "en", Role::AboutAuthor),
    ("description", "en", Role::AboutAuthor),
    ("comment", "en", Role::Aside),
    ("comments", "en", Role::Aside),
    ("commentlist", "en", Role::Aside),
    ("reply", "en", Role::Aside),
    ("replies", "en", Role::Aside),
    ("sidebar", "en", Role::Aside),
    ("related", "en", Role::Aside),
    ("recommended", "en", Role::Aside),
    ("recommendations", "en", Role::Aside),
    ("trending", "en", Role::Aside),
    ("popular", "en", Role::Aside),
    ("latest", "en", Role::Aside),
    ("teaser", "en", Role::Aside),
    ("carousel", "en", Role::Aside),
    ("footer", "en", Role::Aside),
    ("nav", "en", Role::Aside),
    ("navbar", "en", Role::Aside),
    ("menu", "en", Role::Aside),
    ("breadcrumb", "en", Role::Aside),
    ("breadcrumbs", "en", Role::Aside),
    ("review", "en", Role::Aside),
    ("reviews", "en", Role::Aside),
    ("testimonial", "en", Role::Aside),
    ("testimonials", "en", Role::Aside),
    ("quote", "en", Role::Aside),
    ("promo", "en", Role::Aside),
    ("newsletter", "en", Role::Aside),
    ("kommentar", "de", Role::Aside),
    ("kommentare", "de", Role::Aside),
    ("commentaire", "fr", Role::Aside),
    ("commentaires", "fr", Role::Aside),
    ("comentarios", "es", Role::Aside),
];

/// Length of the shortest word of the table: most of those that grids and icons use are shorter (`col-md-6`, `fa`).
const MIN_WORD_BYTES: usize = 3;

/// Places for the words, several for each: most words that are not in the table fall upon an empty place.
const SLOTS: usize = 1024;

/// One more than the index of the word at the place of its hash, or at the next free one; 0 where there is none.
const PLACES: [u8; SLOTS] = {
    assert!(TOKENS.len() <= u8::MAX as usize);
    let mut places = [0; SLOTS];
    let mut at = 0;
    while at < TOKENS.len() {
        assert!(TOKENS[at].0.len() >= MIN_WORD_BYTES);
        let mut place = place_of(TOKENS[at].0.as_bytes());
        while places[place] != 0 {
            place = (place + 1) % SLOTS;
        }
        at += 1;
        places[place] = at as u8;
    }
    places
};

/// The same for capital and small letters. The factors are odd and differ, so that words of the same letters in other places part;
/// any such do.
const fn place_of(word: &[u8]) -> usize {
    let (first, middle, last) = (word[0] | 0x20, word[word.len() / 2] | 0x20, word[word.len() - 1] | 0x20);
    (word.len() * 131 + first as usize * 31 + middle as usize * 7 + last as usize) % SLOTS
}

/// What the words of a class or id attribute say. Words end at anything but a letter, and before a capital.
pub(super) fn roles_of(class: &str) -> Roles {
    let mut roles = Roles::default();
    let mut rest = class.as_bytes();
    while !rest.is_empty() {
        let capitals = run_length(rest, u8::is_ascii_uppercase);
        let (word, after) = rest.split_at(capitals + run_length(&rest[capitals..], u8::is_ascii_lowercase));
        roles = roles.union(role_of(word));
        rest = match after {
            [first, others @ ..] if !first.is_ascii_alphabetic() => others,
            _ => after,
        };
    }
    roles
}

/// How many bytes of a kind a text begins with.
fn run_length(text: &[u8], is_of_kind: fn(&u8) -> bool) -> usize {
    text.iter().position(|byte| !is_of_kind(byte)).unwrap_or(text.len())
}

fn role_of(token: &[u8]) -> Roles {
    if token.len() < MIN_WORD_BYTES {
        return Roles::default();
    }
    let mut place = place_of(token);
    while let Some(index) = usize::from(PLACES[place]).checked_sub(1) {
        let (word, _, role) = TOKENS[index];
        if word.as_bytes().eq_ignore_ascii_case(token) {
            return Roles::of(role);
        }
        place = (place + 1) % SLOTS;
    }
    Roles::default()
}
