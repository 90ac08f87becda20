//! The text of a JSON-LD script goes in, its values come out; what pages commonly get wrong is mended on the way.

use serde_json::{Deserializer, Value};

/// Most JSON-LD that is read of a page, in bytes. The most that a page of the public sets holds is 153,116.
const MAX_BYTES: usize = 4 << 20;

/// Wrappers that hide a script from old readers.
const WRAPPERS: &[(&str, &str)] =
    &[("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")];

/// All values of all scripts. A script that is beyond repair gives those before the fault, or none.
pub(super) fn read_values(scripts: &[&str]) -> Vec<Value> {
    let mut values = Vec::new();
    let mut budget = MAX_BYTES;
    for script in scripts {
        if script.len() > budget {
            continue;
        }
        budget -= script.len();
        values.extend(read_script(script));
    }
    values
}

fn read_script(script: &str) -> Vec<Value> {
    let text = unwrap(script);
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let mended = mend(text);
    Deserializer::from_str(&mended).into_iter().map_while(Result::ok).collect()
}

/// Takes off comments and CDATA marks around the whole.
fn unwrap(script: &str) -> &str {
    let mut text = script.trim().trim_start_matches('\u{FEFF}').trim_end_matches(';').trim();
    for (start, end) in WRAPPERS {
        if let Some(inner) = text.strip_prefix(start) {
            text = inner.trim();
            text = text.strip_suffix(end).unwrap_or(text).trim();
        }
    }
    text
}

/// Mends control characters in strings, escapes that JSON does not know, and commas before a closing bracket.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_in_string = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                is_in_string = !is_in_string;
                out.push('"');
            }
            '\\' if is_in_string => mend_escape(characters.next(), &mut out),
            '\n' if is_in_string => out.push_str("\\n"),
            _ if is_in_string && character.is_control() => out.push(' '),
            '}' | ']' if !is_in_string => {
                drop_trailing_comma(&mut out);
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

fn mend_escape(escaped: Option<char>, out: &mut String) {
    match escaped {
        Some(known @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', known]),
        Some('\n') => out.push_str("\\n"),
        Some(other) if !other.is_control() => out.push(other),
        _ => {}
    }
}

fn drop_trailing_comma(out: &mut String) {
    let kept = out.trim_end();
    if let Some(kept) = kept.strip_suffix(',') {
        out.truncate(kept.len());
    }
}
