//! What follows an ampersand goes in, the characters that it stands for come out (HTML standard, 13.2.5.72 and on).

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;

/// Longest name that may lack its semicolon (`yacute`), and longest name of all, in bytes (a test reads both off the table).
const MAX_LEGACY_NAME: usize = 6;
const MAX_NAME: usize = 32;

/// A character reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The character that it stands for.
    pub first: char,
    /// The second, of the few that stand for two.
    pub second: Option<char>,
    /// Its length after the ampersand, in bytes.
    pub length: usize,
}

impl Reference {
    /// The reference at the start of `rest`, which follows an ampersand.
    pub fn read(rest: &str, is_in_attribute: bool) -> Option<Self> {
        match rest.as_bytes().first()? {
            b'#' => numeric(rest),
            byte if byte.is_ascii_alphanumeric() => named(rest, is_in_attribute),
            _ => None,
        }
    }

    /// Appends the characters.
    pub fn push_to(self, text: &mut StrTendril) {
        text.push_char(self.first);
        if let Some(second) = self.second {
            text.push_char(second);
        }
    }
}

fn named(rest: &str, is_in_attribute: bool) -> Option<Reference> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().take(MAX_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes.get(length) == Some(&b';')
        && let Some(found) = lookup(&rest[..=length])
    {
        return Some(found);
    }
    let found = (1..=length.min(MAX_LEGACY_NAME)).rev().find_map(|length| lookup(&rest[..length]))?;
    // "For historical reasons": `?a=1&copy=2` in an address is no reference.
    let next = bytes.get(found.length);
    let is_address = is_in_attribute && next.is_some_and(|&next| next == b'=' || next.is_ascii_alphanumeric());
    (!is_address).then_some(found)
}

/// A whole name of the field's table, which holds the beginnings of names, too.
fn lookup(name: &str) -> Option<Reference> {
    let &(first, second) = NAMED_ENTITIES.get(name)?;
    let first = char::from_u32(first).filter(|&first| first != '\0')?;
    let second = char::from_u32(second).filter(|&second| second != '\0');
    Some(Reference { first, second, length: name.len() })
}

fn numeric(rest: &str) -> Option<Reference> {
    let bytes = rest.as_bytes();
    let is_hexadecimal = matches!(bytes.get(1), Some(b'x' | b'X'));
    let (start, radix) = if is_hexadecimal { (2, 16) } else { (1, 10) };
    let digits = bytes[start..].iter().map_while(|&byte| char::from(byte).to_digit(radix));
    let (mut count, mut number) = (0, 0u32);
    for digit in digits {
        count += 1;
        number = number.saturating_mul(radix).saturating_add(digit);
    }
    if count == 0 {
        return None;
    }
    let end = start + count;
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    Some(Reference { first: character(number), second: None, length })
}

fn character(number: u32) -> char {
    let replaced = match number {
        0 => None,
        0x80..=0x9F => C1_REPLACEMENTS[number as usize - 0x80].or(char::from_u32(number)),
        _ => char::from_u32(number),
    };
    replaced.unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use html5ever::data::NAMED_ENTITIES;

    use super::{MAX_LEGACY_NAME, MAX_NAME, Reference};

    fn read(rest: &str) -> Option<(char, usize)> {
        Reference::read(rest, false).map(|found| (found.first, found.length))
    }

    #[test]
    fn names_are_no_longer_than_the_table_says() {
        let names = || NAMED_ENTITIES.entries().filter(|(_, characters)| characters.0 != 0).map(|(name, _)| *name);
        assert_eq!(names().filter(|name| !name.ends_with(';')).map(str::len).max(), Some(MAX_LEGACY_NAME));
        assert_eq!(names().map(str::len).max(), Some(MAX_NAME));
    }

    #[test]
    fn references_are_read_as_far_as_they_go() {
        assert_eq!(read("amp; b"), Some(('&', 4)));
        assert_eq!(read("notit;"), Some(('¬', 3)));
        assert_eq!(read("notin;"), Some(('∉', 6)));
        assert_eq!(read("#x80;"), Some(('€', 5)));
        assert_eq!(read("#0"), Some(('\u{FFFD}', 2)));
        assert_eq!(read("#99999999999;"), Some(('\u{FFFD}', 13)));
        assert_eq!(read("#;"), None);
        assert_eq!(read("mill"), None);
        assert_eq!(Reference::read("copy=2", true), None);
        assert_eq!(read("copy=2"), Some(('©', 4)));
    }
}
