//! A page's bytes go in, the same page with names that say nothing comes out: what is left of the figures on sites whose builds make class
//! names by hashing.

use regex::bytes::{Captures, Regex};

use crate::hash::fnv1a;

/// A start tag. One with `<` or `>` in an attribute ends there, and keeps the names that follow.
const TAG: &str = r"(?-u)<[A-Za-z][^<>]*>";

/// An attribute that the scorer reads names from (src/score/evidence/names.rs), but not role and itemprop: their words are of standards, which
/// no build hashes. First the name if hashed ones take its place, then the value as it may be written.
const ATTRIBUTE: &str = r#"(?i-u)\s(?:(class|id)|data-testid|data-component|data-type|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"#;

/// Letters and digits of a hashed name, four bits each: as many as widespread style libraries give.
const HASH_DIGITS: usize = 6;

/// Replaces the names that authors give to elements. Made once, used for many pages.
pub struct Disguise {
    tag: Regex,
    attribute: Regex,
}

impl Disguise {
    pub fn new() -> Self {
        let [tag, attribute] = [TAG, ATTRIBUTE].map(|pattern| Regex::new(pattern).expect("the pattern is well formed"));
        Self { tag, attribute }
    }

    /// Class names and ids are replaced, one by one, so that what looked alike still does; the others are left out. The same name is
    /// another one on a page of another id.
    pub fn of(&self, html: &[u8], page: &str) -> Vec<u8> {
        let attribute = |found: &Captures<'_>| {
            let Some(attribute) = found.get(1) else { return b" ".to_vec() };
            let value = (2..=4).find_map(|group| found.get(group)).map_or(&b""[..], |value| value.as_bytes());
            let names = value.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty());
            let names: Vec<String> = names.map(|name| hashed_name(page, name)).collect();
            [b" ", attribute.as_bytes(), b"=\"", names.join(" ").as_bytes(), b"\""].concat()
        };
        let tag = |found: &Captures<'_>| self.attribute.replace_all(&found[0], attribute).into_owned();
        self.tag.replace_all(html, tag).into_owned()
    }
}

fn hashed_name(page: &str, name: &[u8]) -> String {
    let hash = fnv1a(page.bytes().chain(name.iter().copied()));
    format!("css-{}", &format!("{hash:016x}")[..HASH_DIGITS])
}

#[cfg(test)]
mod tests {
    use super::Disguise;

    #[test]
    fn names_say_nothing_any_more_and_what_looked_alike_still_does() {
        let page = "<div CLASS='post body' data-testid=post><p id = lead class=body>class=\"post\"</p>\
            <a href='/post' aria-label=\"Post\">x</a></div>";
        let html = Disguise::new().of(page.as_bytes(), "1");
        let html = String::from_utf8(html).expect("UTF-8");
        for name in ["'post", "lead", "testid", "aria"] {
            assert!(!html.contains(name), "{name}: {html}");
        }
        assert!(html.contains(">class=\"post\"</p><a href='/post' >x</a></div>"), "{html}");
        let names: Vec<&str> = html.split('"').filter(|part| part.starts_with("css-")).collect();
        let [both, id, body] = names[..] else { panic!("{html}") };
        assert!(both.ends_with(body) && id != body && both != body, "{html}");
        assert_ne!(Disguise::new().of(page.as_bytes(), "2"), html.as_bytes(), "other names on another page");
    }
}
