//! A language tag as a page spells it goes in, a BCP 47 tag comes out.

/// The two-letter codes of ISO 639-1: others of that length (`us`, `cn`, `jp`) are countries.
const TWO_LETTER_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu \
    cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie \
    ig ii ik io is it iu iw ja ji jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi \
    mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd \
    se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa \
    wo xh yi yo za zh zu";

/// Codes that say that the language is not known, mixed or none.
const NO_LANGUAGE: &[&str] = &["und", "mul", "zxx", "mis"];

/// The tag in its usual case, or nothing where it is none. Of a list (`en, de`) the first counts.
pub(super) fn normalize(tag: &str) -> Option<String> {
    let tag = tag.split([',', ';', '.', '@']).next()?.trim();
    let mut subtags = tag.split(['-', '_']);
    let mut out = subtags.next().filter(|primary| is_language(primary))?.to_ascii_lowercase();
    let mut is_extension = false;
    for subtag in subtags {
        if subtag.is_empty() || subtag.len() > 8 || !subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        is_extension |= subtag.len() == 1;
        out.push('-');
        out.push_str(&in_usual_case(subtag, is_extension));
    }
    Some(out)
}

/// The part of a tag that names the language.
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn is_language(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    let is_known = match code.len() {
        2 => TWO_LETTER_CODES.split_ascii_whitespace().any(|known| known == lower),
        3 => lower.bytes().all(|byte| byte.is_ascii_lowercase()),
        _ => false,
    };
    is_known && !NO_LANGUAGE.contains(&lower.as_str())
}

/// RFC 5646, section 2.1.1: scripts like `Latn`, regions like `GB`, the rest in lower case.
fn in_usual_case(subtag: &str, is_extension: bool) -> String {
    let is_alphabetic = subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
    match subtag.len() {
        2 if !is_extension && is_alphabetic => subtag.to_ascii_uppercase(),
        4 if !is_extension && is_alphabetic => {
            let (initial, rest) = subtag.split_at(1);
            initial.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        }
        _ => subtag.to_ascii_lowercase(),
    }
}
