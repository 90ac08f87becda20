//! The words around names of authors, per language: what stands before, after and between them, and what is no name.

/// A language and phrases of it.
pub(super) type Phrases = (&'static str, &'static [&'static str]);

/// Phrases before names, per language, in lower case; longer ones before those with which they begin.
pub(super) const PREFIXES: &[Phrases] = &[
    (
        "en",
        &[
            "written by",
            "posted by",
            "published by",
            "reported by",
            "words by",
            "story by",
            "article by",
            "authored by",
            "contributed by",
            "guest post by",
            "interview by",
            "articles by",
            "all posts by",
            "posts by",
            "author(s)",
            "authors",
            "author",
            "by",
        ],
    ),
    (
        "de",
        &[
            "artikel von",
            "text von",
            "beitrag von",
            "ein beitrag von",
            "verfasst von",
            "geschrieben von",
            "veröffentlicht von",
            "ein artikel von",
            "autoren",
            "autorin",
            "autor",
        ],
    ),
    ("fr", &["propos recueillis par", "écrit par", "publié par", "rédigé par", "auteur"]),
    ("es", &["escrito por", "publicado por"]),
    ("it", &["scritto da", "pubblicato da", "a cura di", "intervista di", "autore"]),
    ("nl", &["geschreven door", "door"]),
    ("sv", &["skriven av", "publicerad av"]),
    ("da", &["skrevet af"]),
    ("nb", &["skrevet av"]),
    ("fi", &["kirjoittanut", "kirjoittaja"]),
    ("ro", &["scris de", "publicat de"]),
    ("hu", &["szerző", "írta"]),
    ("pl", &["rozmawiała", "rozmawiał", "rozmawia"]),
    ("cs", &["napsal"]),
    ("hr", &["napisala", "napisao", "piše"]),
    ("sl", &["avtorica", "avtor"]),
    ("lv", &["autors", "autore"]),
    ("lt", &["autorius", "autorė"]),
    ("tr", &["yazan", "yazar"]),
    ("id", &["ditulis oleh", "oleh", "penulis"]),
    ("vi", &["tác giả", "bởi"]),
    ("ru", &["автор статьи", "авторы", "автор"]),
    ("sr", &["написала", "написао", "пише", "аутор"]),
    ("el", &["συντάκτης", "γράφει ο", "γράφει η", "γράφει"]),
    ("ar", &["بقلم", "كتبه", "كتب"]),
    ("he", &["מאת"]),
    ("fa", &["نویسنده"]),
    ("hi", &["लेखक"]),
    ("th", &["ผู้เขียน", "โดย"]),
    ("zh", &["作者", "撰文", "文/", "文／", "本报记者", "本報記者", "记者", "記者"]),
    ("ja", &["著者", "執筆者", "執筆", "文=", "文＝"]),
    ("ko", &["글="]),
];

/// Phrases that may as well begin a name (`Von Miller`, `Contributors to the Atlas`) or a sentence: only a visible byline is read so.
pub(super) const AMBIGUOUS_PREFIXES: &[Phrases] = &[
    ("en", &["contributors"]),
    ("de", &["text und interview:", "interview:", "von"]),
    ("fr", &["par"]),
    ("es", &["por"]),
    ("it", &["di"]),
    ("sv", &["av", "text"]),
    ("da", &["af"]),
    ("fi", &["teksti"]),
    ("ru", &["текст"]),
];

/// Titles behind a name.
pub(super) const SUFFIXES: &[(&str, &str)] =
    &[("ko", "기자"), ("ko", "특파원"), ("zh", "记者"), ("zh", "記者"), ("ja", "記者")];

/// Folders of a site's addresses in which its authors have their pages, per language.
pub(super) const AUTHOR_FOLDERS: &[(&str, &str)] = &[
    ("en", "/author/"),
    ("en", "/authors/"),
    ("es", "/autor/"),
    ("es", "/autores/"),
    ("de", "/autoren/"),
    ("fr", "/auteur/"),
    ("fr", "/auteurs/"),
    ("it", "/autore/"),
    ("it", "/autori/"),
];

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
     producer author founder president ceo cto professor specialist expert engineer consultant team \
     editors officer photographer senior view profile learn follow posts forum \
     website published updated about comments member owner sponsored agency",
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
pub(super) const LEGAL_FORMS: &str = "gmbh ltd llc inc corp corporation sp oo srl bv plc limited sarl spa";

/// What content systems put where no author is named.
pub(super) const PLACEHOLDERS: &str = "readmore admin administrator author authors user guest anonymous anonym unknown webmaster root null none undefined \
    na staff editor default superuser siteadmin wpadmin wordpress by nan true false system test";

/// Words inside names that are written in lower case: `Ludwig van Beethoven`.
pub(super) const PARTICLES: &str = "de da do dos das del della di du des la le van von der den ten ter zu zum zur af av al el bin bint ibn y \
    e i vom und 't d' st san";
