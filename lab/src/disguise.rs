//! A labelled page goes in, the same page with names that say nothing comes out: what is left of the figures on sites whose builds make
//! class names by hashing.

use regex::bytes::{Captures, Regex};

use crate::dataset::Case;

/// Replaces the names that authors give to elements. Made once, used for many pages.
pub struct Disguise {
    tag: Regex,
    attribute: Regex,
}

impl Disguise {
    pub fn new() -> Self {
        let [tag, attribute] = [
            r"(?-u)<[A-Za-z][^<>]*>",
            r#"(?i-u)\s(?:(class|id)|data-testid|data-component|data-type|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"#,
        ]
        .map(|pattern| Regex::new(pattern).expect("the pattern is well formed"));
        Self { tag, attribute }
    }

    /// Class names and ids are replaced, one by one, so that what looked alike still does; other names are left out.
    pub fn of(&self, case: &Case) -> Case {
        let attribute = |found: &Captures<'_>| {
            let Some(name) = found.get(1) else { return b" ".to_vec() };
            let values = (2..=4).find_map(|group| found.get(group)).map_or(&b""[..], |values| values.as_bytes());
            let names = values.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty());
            let names: Vec<String> = names.map(|name| hashed_name(&case.id, name)).collect();
            [b" ", name.as_bytes(), b"=\"", names.join(" ").as_bytes(), b"\""].concat()
        };
        let tag = |found: &Captures<'_>| self.attribute.replace_all(&found[0], attribute).into_owned();
        Case { html: self.tag.replace_all(&case.html, tag).into_owned(), ..case.clone() }
    }
}

/// A name in the form that widespread style libraries give, `css-` and some letters and digits: others on each page.
fn hashed_name(page: &str, name: &[u8]) -> String {
    // FNV-1a, 32 bits: the same on every machine.
    let bytes = page.bytes().chain(name.iter().copied());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("css-{:06x}", hash >> 8)
}

#[cfg(test)]
mod tests {
    use super::Disguise;
    use crate::dataset::{Case, Label};

    fn disguised(html: &str) -> String {
        let label = Label::of_segments("https://mill.example/".into(), "en".into(), "article".into(), vec![], vec![]);
        let case = Case { id: "1".into(), set: "mills".into(), html: html.into(), label };
        String::from_utf8(Disguise::new().of(&case).html).expect("UTF-8")
    }

    #[test]
    fn names_say_nothing_any_more_and_what_looked_alike_still_does() {
        let html = disguised(
            "<div CLASS='post body' data-testid=post><p id = lead class=body>class=\"post\"</p>\
            <a href='/post' aria-label=\"Post\">x</a></div>",
        );
        for name in ["'post", "lead", "testid", "aria"] {
            assert!(!html.contains(name), "{name}: {html}");
        }
        assert!(html.contains(">class=\"post\"</p><a href='/post' >x</a></div>"), "{html}");
        let names: Vec<&str> = html.split('"').filter(|part| part.starts_with("css-")).collect();
        let [both, id, body] = names[..] else { panic!("{html}") };
        assert!(both.ends_with(body) && id != body && both != body, "{html}");
    }
}
