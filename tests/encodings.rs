//! Pages in the encodings of the web, honestly labelled, wrongly labelled and not labelled at all.

use encoding_rs::Encoding;
use tamis::{Article, Error, Extractor, Hint, Options};

const GERMAN: &str = "Am frühen Morgen öffnete die Bäckerin ihre Läden, und die ersten Gäste grüßten über die Straße hinweg. \
    Später kamen die Schüler, kauften süße Brötchen und liefen fröhlich weiter.";
const RUSSIAN: &str = "Ранним утром пекарь открыл ставни, и первые покупатели приветствовали друг друга через улицу. \
    Позже пришли школьники, купили сладкие булочки и весело побежали дальше.";
const GREEK: &str = "Νωρίς το πρωί ο φούρναρης άνοιξε τα παντζούρια και οι πρώτοι πελάτες χαιρετήθηκαν στον δρόμο. \
    Άλλοι, αργότερα, ήρθαν από το σχολείο, αγόρασαν κουλούρια και συνέχισαν χαρούμενοι τον δρόμο τους.";
const CHINESE: &str =
    "清晨,面包师打开了店铺的门,第一批客人隔着街道互相问好。后来学生们来了,买了甜面包,高高兴兴地继续往前走。";
const TRADITIONAL: &str =
    "清晨,麵包師打開了店舖的門,第一批客人隔著街道互相問好。後來學生們來了,買了甜麵包,高高興興地繼續往前走。";
const JAPANESE: &str = "早朝、パン屋の主人が店の扉を開けると、最初の客たちが通り越しに挨拶を交わした。その後、学生たちがやって来て甘いパンを買い、楽しそうに歩いて行った。";
const KOREAN: &str = "이른 아침 빵집 주인이 가게 문을 열자 첫 손님들이 길 건너에서 인사를 나누었다. 나중에 학생들이 와서 단팥빵을 사고 즐겁게 걸어갔다.";

/// The languages of the encodings that the web was written in before UTF-8.
const LEGACY: [(&str, &str); 11] = [
    ("windows-1252", GERMAN),
    ("windows-1251", RUSSIAN),
    ("KOI8-R", RUSSIAN),
    ("ISO-8859-7", GREEK),
    ("GBK", CHINESE),
    ("gb18030", CHINESE),
    ("Big5", TRADITIONAL),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    ("ISO-2022-JP", JAPANESE),
    ("EUC-KR", KOREAN),
];

/// What a guess calls an encoding: some differ from another one only in characters that the samples do not have.
fn guessed(label: &str) -> &str {
    match label {
        "gb18030" => "GBK",
        "KOI8-R" => "KOI8-U",
        other => other,
    }
}

fn page(head: &str, words: &str) -> String {
    let paragraph = format!("<p>{words}</p>\n");
    let body = paragraph.repeat(3);
    format!(
        "<!doctype html>\n<html><head>{head}<title>Sample</title></head>\n<body><article>\n{body}</article></body></html>\n"
    )
}

fn encode(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).expect("a label of the standard");
    let (bytes, _, has_unmappable) = encoding.encode(text);
    assert!(!has_unmappable, "{label} cannot hold the sample");
    bytes.into_owned()
}

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn extract_with(bytes: &[u8], hint: &Hint) -> Result<Article, Error> {
    Extractor::new(Options::default()).expect("default options").extract_bytes(bytes, hint)
}

fn extract(bytes: &[u8]) -> Result<Article, Error> {
    extract_with(bytes, &Hint::default())
}

fn labelled(label: &str) -> Hint {
    Hint { encoding: Some(label.to_owned()), ..Hint::default() }
}

fn served_as(content_type: &str) -> Hint {
    Hint { content_type: Some(content_type.to_owned()), ..Hint::default() }
}

#[track_caller]
fn assert_read(article: Result<Article, Error>, encoding: &str, words: &str) {
    let article = article.expect("a page with text");
    assert_eq!(article.encoding, Some(encoding));
    assert_eq!(article.malformed, 0);
    assert!(article.text().contains(words), "{}", article.text());
}

#[test]
fn a_meta_charset_is_followed() {
    for (label, words) in LEGACY {
        let html = page(&format!("<meta charset=\"{label}\">"), words);
        assert_read(extract(&encode(&html, label)), label, words);
    }
}

#[test]
fn other_forms_of_declaration_are_followed() {
    let forms = [
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>",
        "<meta content=\"text/html;charset = 'windows-1251'\" http-equiv=content-type>",
        "<meta name=x content=\"charset=koi8-r\"><meta/charset=cp1251>",
        "<!-- <meta charset=koi8-r> --><!--> <meta charset=windows-1251>",
        "<title a='<meta charset=koi8-r>'></title><meta charset=windows-1251>",
        "<meta charset=no-such-label><meta charset=windows-1251>",
    ];
    for form in forms {
        assert_read(extract(&encode(&page(form, RUSSIAN), "windows-1251")), "windows-1251", RUSSIAN);
    }
}

#[test]
fn an_xml_declaration_is_followed_unless_a_meta_says_otherwise() {
    let declaration = "<?xml version=\"1.0\" encoding=\"koi8-r\"?>\n";
    let html = format!("{declaration}{}", page("", RUSSIAN));
    assert_read(extract(&encode(&html, "koi8-r")), "KOI8-R", RUSSIAN);
    let html = format!("{declaration}{}", page("<meta charset=windows-1251>", RUSSIAN));
    assert_read(extract(&encode(&html, "windows-1251")), "windows-1251", RUSSIAN);
}

#[test]
fn a_declaration_after_the_first_1024_bytes_is_not_looked_for() {
    let head = format!("<!--{}--><meta charset=koi8-r>", " ".repeat(1024));
    let article = extract(&encode(&page(&head, RUSSIAN), "windows-1251"));
    assert_read(article, "windows-1251", RUSSIAN);
}

#[test]
fn without_declaration_the_encoding_is_guessed() {
    for (label, words) in LEGACY {
        assert_read(extract(&encode(&page("", words), label)), guessed(label), words);
    }
    for words in [GERMAN, RUSSIAN, GREEK, CHINESE, JAPANESE, KOREAN] {
        assert_read(extract(page("", words).as_bytes()), "UTF-8", words);
    }
    assert_read(extract(page("", "Nothing but plain words here, all in ASCII.").as_bytes()), "UTF-8", "plain words");
}

#[test]
fn utf_16_is_read_with_and_without_byte_order_mark() {
    for words in [GERMAN, RUSSIAN, CHINESE] {
        let html = page("<meta charset=utf-8>", words);
        let marked = format!("\u{FEFF}{html}");
        assert_read(extract(&utf_16(&html, u16::to_le_bytes)), "UTF-16LE", words);
        assert_read(extract(&utf_16(&html, u16::to_be_bytes)), "UTF-16BE", words);
        assert_read(extract(&utf_16(&marked, u16::to_le_bytes)), "UTF-16LE", words);
        assert_read(extract(&utf_16(&marked, u16::to_be_bytes)), "UTF-16BE", words);
    }
}

#[test]
fn a_page_that_calls_itself_utf_16_in_ascii_is_utf_8() {
    let html = page("<meta charset=utf-16>", RUSSIAN);
    assert_read(extract(html.as_bytes()), "UTF-8", RUSSIAN);
    assert_read(extract_with(html.as_bytes(), &served_as("text/html; charset=utf-16le")), "UTF-8", RUSSIAN);
}

#[test]
fn a_byte_order_mark_wins_over_everything_and_is_not_text() {
    let html = format!("\u{FEFF}{}", page("<meta charset=koi8-r>", GERMAN));
    let article = extract_with(html.as_bytes(), &labelled("windows-1251"));
    assert!(!article.as_ref().expect("a page").text().contains('\u{FEFF}'));
    assert_read(article, "UTF-8", GERMAN);
}

#[test]
fn a_label_wins_over_transport_and_transport_over_meta() {
    let bytes = encode(&page("<meta charset=koi8-r>", RUSSIAN), "windows-1251");
    let transport = "text/html; Charset=\"windows-1251\"; x=y";
    assert_read(extract_with(&bytes, &served_as(transport)), "windows-1251", RUSSIAN);
    let both = Hint {
        encoding: Some("cp1251".to_owned()),
        content_type: Some("text/html; charset=koi8-r".to_owned()),
        url: None,
    };
    assert_read(extract_with(&bytes, &both), "windows-1251", RUSSIAN);
}

#[test]
fn a_label_is_followed_even_where_it_is_wrong() {
    let article = extract_with(page("", GERMAN).as_bytes(), &labelled("latin1")).expect("a page");
    assert_eq!(article.encoding, Some("windows-1252"));
    assert!(article.text().contains("frÃ¼hen"));
}

#[test]
fn an_unknown_label_is_an_error_but_an_unknown_charset_is_none() {
    let html = page("", GERMAN);
    let unknown = Error::UnknownEncoding { label: "utf-9".to_owned() };
    assert_eq!(extract_with(html.as_bytes(), &labelled("utf-9")).err(), Some(unknown));
    assert_read(extract_with(html.as_bytes(), &served_as("text/html; charset=utf-9")), "UTF-8", GERMAN);
}

#[test]
fn utf_8_is_recognised_under_any_false_declaration() {
    for label in ["iso-8859-1", "windows-1251", "gb2312", "shift_jis", "euc-kr"] {
        for words in [GERMAN, RUSSIAN, CHINESE] {
            let html = page(&format!("<meta charset={label}>"), words);
            assert_read(extract(html.as_bytes()), "UTF-8", words);
            assert_read(
                extract_with(html.as_bytes(), &served_as(&format!("text/html;charset={label}"))),
                "UTF-8",
                words,
            );
        }
    }
}

#[test]
fn bytes_falsely_declared_as_utf_8_are_guessed() {
    for (label, words) in LEGACY {
        if label == "ISO-2022-JP" {
            continue; // All in ASCII bytes, it is no malformed UTF-8.
        }
        let html = page("<meta charset=utf-8>", words);
        assert_read(extract(&encode(&html, label)), guessed(label), words);
    }
}

#[test]
fn malformed_sequences_are_replaced_and_counted() {
    let mut bytes = page("<meta charset=utf-8>", GERMAN).into_bytes();
    let at = bytes.windows(5).position(|window| window == b" und ").expect("a word of the sample");
    bytes.splice(at..at, *b" \xFF\xE2\x82 ");
    let article = extract(&bytes).expect("a page");
    assert_eq!((article.encoding, article.malformed), (Some("UTF-8"), 2));
    let mut bytes = encode(&page("<meta charset=shift_jis>", JAPANESE), "shift_jis");
    let at = bytes.windows(3).position(|window| window == b"<p>").expect("a paragraph") + 3;
    bytes.splice(at..at, *b"\xFF\xFF");
    let article = extract(&bytes).expect("a page");
    assert_eq!((article.encoding, article.malformed), (Some("Shift_JIS"), 2));
    assert!(article.text().contains('\u{FFFD}'));
}

#[test]
fn replacement_characters_of_the_source_are_not_counted() {
    let words = format!("{GERMAN} Hier fehlt ein Zeichen: \u{FFFD}.");
    assert_read(extract(page("", &words).as_bytes()), "UTF-8", "ein Zeichen: \u{FFFD}.");
}

#[test]
fn a_character_cut_off_at_the_end_does_not_change_the_encoding() {
    let mut bytes = page("", RUSSIAN).into_bytes();
    bytes.extend_from_slice(b"\xD0");
    let article = extract(&bytes).expect("a page");
    assert_eq!((article.encoding, article.malformed), (Some("UTF-8"), 1));
    assert!(article.text().contains(RUSSIAN));
}

#[test]
fn binary_formats_are_named() {
    let cases: [(&[u8], &str); 10] = [
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\0\x01\0", "a GIF image"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\x1F\x8B\x08\0", "gzip-compressed data"),
        (b"\0\0\0\x20ftypisom", "an MP4 video"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\x7FELF\x02\x01\x01", "an ELF program"),
        (b"\0asm\x01\0\0\0", "a WebAssembly program"),
    ];
    for (bytes, kind) in cases {
        assert_eq!(extract(bytes).err(), Some(Error::NotText { kind }));
        assert_eq!(extract_with(bytes, &labelled("utf-8")).err(), Some(Error::NotText { kind }));
    }
    let noise: Vec<u8> = (0..5000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(extract(&noise).err(), Some(Error::NotText { kind: "binary data" }));
}

#[test]
fn a_page_with_stray_nulls_is_still_a_page() {
    let html = page("", GERMAN).replace("<article>", &format!("<article>{}", "\0".repeat(5000)));
    assert_read(extract(html.as_bytes()), "UTF-8", GERMAN);
}

#[test]
fn nothing_but_white_space_is_empty() {
    for bytes in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF\n", b"\0\0\0\0", b"\xFF\xFE \0\n\0"] {
        assert_eq!(extract(bytes).err(), Some(Error::Empty));
    }
}
