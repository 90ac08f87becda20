//! The words around names of authors, per language: what stands before, after and between them, and what is no name.

/// A phrase before a name.
pub(super) struct Prefix {
    /// The language it is of.
    #[allow(dead_code)]
    pub language: &'static str,
    /// The phrase, in lower case.
    pub phrase: &'static str,
    /// Whether it may as well begin a name (`Von Miller`) or a sentence: then only a visible byline is read so.
    pub is_ambiguous: bool,
}

const fn sure(language: &'static str, phrase: &'static str) -> Prefix {
    Prefix { language, phrase, is_ambiguous: false }
}

const fn ambiguous(language: &'static str, phrase: &'static str) -> Prefix {
    Prefix { language, phrase, is_ambiguous: true }
}

/// Phrases before names; longer ones come before those with which they begin.
pub(super) const PREFIXES: &[Prefix] = &[
    sure("en", "written by"),
    sure("en", "posted by"),
    sure("en", "published by"),
    sure("en", "reported by"),
    sure("en", "words by"),
    sure("en", "story by"),
    sure("en", "article by"),
    sure("en", "authored by"),
    sure("en", "authors"),
    sure("en", "author"),
    sure("en", "by"),
    sure("de", "artikel von"),
    sure("de", "text von"),
    sure("de", "beitrag von"),
    sure("de", "ein beitrag von"),
    sure("de", "verfasst von"),
    sure("de", "geschrieben von"),
    sure("de", "veröffentlicht von"),
    sure("de", "ein artikel von"),
    sure("de", "autoren"),
    sure("de", "autorin"),
    sure("de", "autor"),
    ambiguous("de", "von"),
    sure("fr", "écrit par"),
    sure("fr", "publié par"),
    sure("fr", "rédigé par"),
    sure("fr", "auteur"),
    ambiguous("fr", "par"),
    sure("es", "escrito por"),
    sure("es", "publicado por"),
    ambiguous("es", "por"),
    sure("it", "scritto da"),
    sure("it", "pubblicato da"),
    sure("it", "a cura di"),
    sure("it", "autore"),
    ambiguous("it", "di"),
    sure("nl", "geschreven door"),
    sure("nl", "door"),
    sure("sv", "skriven av"),
    sure("sv", "publicerad av"),
    ambiguous("sv", "av"),
    ambiguous("sv", "text"),
    sure("da", "skrevet af"),
    ambiguous("da", "af"),
    sure("nb", "skrevet av"),
    sure("fi", "kirjoittanut"),
    sure("fi", "kirjoittaja"),
    ambiguous("fi", "teksti"),
    sure("ro", "scris de"),
    sure("ro", "publicat de"),
    sure("hu", "szerző"),
    sure("hu", "írta"),
    sure("cs", "napsal"),
    sure("tr", "yazan"),
    sure("tr", "yazar"),
    sure("id", "ditulis oleh"),
    sure("id", "oleh"),
    sure("id", "penulis"),
    sure("vi", "tác giả"),
    sure("vi", "bởi"),
    sure("ru", "автор статьи"),
    sure("ru", "авторы"),
    sure("ru", "автор"),
    ambiguous("ru", "текст"),
    sure("el", "συντάκτης"),
    sure("el", "γράφει ο"),
    sure("el", "γράφει η"),
    sure("el", "γράφει"),
    sure("ar", "بقلم"),
    sure("ar", "كتبه"),
    sure("ar", "كتب"),
    sure("he", "מאת"),
    sure("fa", "نویسنده"),
    sure("hi", "लेखक"),
    sure("th", "ผู้เขียน"),
    sure("th", "โดย"),
    sure("zh", "作者"),
    sure("zh", "撰文"),
    sure("zh", "文/"),
    sure("zh", "文／"),
    sure("zh", "记者"),
    sure("zh", "記者"),
    sure("ja", "著者"),
    sure("ja", "執筆者"),
    sure("ja", "執筆"),
    sure("ja", "文="),
    sure("ja", "文＝"),
    sure("ko", "글="),
];

/// Titles behind a name.
pub(super) const SUFFIXES: &[(&str, &str)] =
    &[("ko", "기자"), ("ko", "특파원"), ("zh", "记者"), ("zh", "記者"), ("ja", "記者")];

/// What stands between the last two names of a list.
pub(super) const CONJUNCTIONS: &[(&str, &str)] = &[
    ("en", " and "),
    ("en", " & "),
    ("en", " with "),
    ("de", " und "),
    ("fr", " et "),
    ("es", " y "),
    ("pt", " e "),
    ("nl", " en "),
    ("sv", " och "),
    ("da", " og "),
    ("fi", " ja "),
    ("pl", " i "),
    ("cs", " a "),
    ("ro", " și "),
    ("hu", " és "),
    ("tr", " ve "),
    ("id", " dan "),
    ("vi", " và "),
    ("ru", " и "),
    ("uk", " та "),
    ("uk", " і "),
    ("el", " και "),
];

/// Marks between names that are no part of any name.
pub(super) const SEPARATORS: &[char] = &['、', '，', '；', ';', '|', '•', '·', '،', '／'];

/// Words of job titles, departments and buttons, per language: a part of a byline with one of them names no person.
pub(super) const ROLE_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "editor reporter correspondent writer staff journalist columnist contributor director manager analyst \
     producer author founder president ceo cto professor specialist expert engineer consultant team head \
     editors officer chief photographer lead senior view profile learn more read follow share posts forum \
     website published updated about comments member owner sponsored agency press",
    ),
    ("de", "redakteur redakteurin redaktion korrespondent"),
    ("fr", "journaliste rédacteur rédactrice"),
    ("es", "redactor redacción periodista"),
    ("it", "redazione giornalista"),
    ("pt", "redação repórter"),
    ("nl", "redactie"),
    ("pl", "redakcja"),
    ("ru", "редакция корреспондент"),
];

/// Words of the legal forms of companies: makers of a site's software, where they stand as its author.
pub(super) const LEGAL_FORMS: &[&str] =
    &["gmbh", "ltd", "llc", "inc", "corp", "corporation", "sp", "oo", "srl", "bv", "plc", "limited", "sarl", "spa"];

/// What content systems put where no author is named.
pub(super) const PLACEHOLDERS: &[&str] = &[
    "admin",
    "administrator",
    "author",
    "authors",
    "user",
    "guest",
    "anonymous",
    "anonym",
    "unknown",
    "webmaster",
    "root",
    "null",
    "none",
    "undefined",
    "na",
    "staff",
    "editor",
    "default",
    "superuser",
    "super user",
    "siteadmin",
    "wpadmin",
    "wordpress",
    "by",
    "nan",
    "true",
    "false",
    "system",
    "test",
];

/// Words inside names that are written in lower case: `Ludwig van Beethoven`.
pub(super) const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von", "der", "den", "ten",
    "ter", "zu", "zum", "zur", "af", "av", "al", "el", "bin", "bint", "ibn", "y", "e", "i", "vom", "und", "'t", "d'",
    "st", "san",
];
