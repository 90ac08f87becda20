//! A byline or an author field goes in, the names of single authors come out.

use super::name_words::{
    AMBIGUOUS_PREFIXES, CONJUNCTIONS, LEGAL_FORMS, PARTICLES, PLACEHOLDERS, PREFIXES, Phrases, ROLE_WORDS, SEPARATORS,
    SUFFIXES,
};
use super::plain::key;

/// Longest name of one author, in bytes: longer ones are sentences.
const MAX_NAME_BYTES: usize = 100;

/// Most words in the name of one author. Longer ones are sentences.
const MAX_NAME_WORDS: usize = 7;

/// How often a prefix is taken off: `By By Ada Marlow`, `Author: By Ada Marlow`.
const MAX_PREFIXES: usize = 3;

/// The authors in a text that names nothing else.
pub(super) fn split(text: &str, is_visible: bool) -> Vec<String> {
    let mut text = text.trim();
    for _ in 0..MAX_PREFIXES {
        text = strip_prefix(text, is_visible).unwrap_or(text);
    }
    let text = before_department(text);
    let mut names = Vec::new();
    for part in text.split(SEPARATORS) {
        names.extend(split_at_commas(part).into_iter().flat_map(|part| split_at_conjunctions(&part)));
    }
    let people = names.iter().filter(|name| is_full_name(name) && !has_role(name)).count();
    if people > 0 && names.len() > 1 {
        // Behind a person's name, roles, credentials and departments are no authors of their own.
        names.retain(|name| !has_role(name) && !is_credential(name) && !starts_with_lower_case(name));
    }
    names.into_iter().filter_map(|name| clean(&name)).collect()
}

/// For every first byte the second bytes (their low five bits, in which letters of both cases agree) with which the
/// phrases before names begin: refuses most texts of a page at once.
const BEGINNINGS: [u32; 256] = add_beginnings(AMBIGUOUS_PREFIXES, add_beginnings(PREFIXES, [0; 256]));

const fn add_beginnings(table: &[Phrases], mut beginnings: [u32; 256]) -> [u32; 256] {
    let mut row = 0;
    while row < table.len() {
        let mut phrases = table[row].1;
        while let [phrase, rest @ ..] = phrases {
            let (first, second) = (phrase.as_bytes()[0] as usize, phrase.as_bytes()[1]);
            // Beyond ASCII a capital may differ in either byte: in Greek and Cyrillic some begin with the byte before.
            beginnings[first] |= if first < 0x80 { 1 << (second & 31) } else { u32::MAX };
            if first == 0xCF || first == 0xD1 {
                beginnings[first - 1] = u32::MAX;
            }
            phrases = rest;
        }
        row += 1;
    }
    beginnings
}

/// For the first and second byte of the phrases that begin in ASCII (their low five bits) the third bytes, the same way; all
/// where a phrase has no more than two, or goes on beyond ASCII.
const THIRDS: [[u32; 32]; 32] = add_thirds(AMBIGUOUS_PREFIXES, add_thirds(PREFIXES, [[0; 32]; 32]));

const fn add_thirds(table: &[Phrases], mut thirds: [[u32; 32]; 32]) -> [[u32; 32]; 32] {
    let mut row = 0;
    while row < table.len() {
        let mut phrases = table[row].1;
        while let [phrase, rest @ ..] = phrases {
            let bytes = phrase.as_bytes();
            let third =
                if bytes.len() > 2 && bytes[1] < 0x80 && bytes[2] < 0x80 { 1 << (bytes[2] & 31) } else { u32::MAX };
            thirds[(bytes[0] & 31) as usize][(bytes[1] & 31) as usize] |= third;
            phrases = rest;
        }
        row += 1;
    }
    thirds
}

/// Whether a text may begin with one of the phrases.
fn may_begin_with_prefix(text: &str) -> bool {
    let [first, second, rest @ ..] = text.as_bytes() else { return false };
    if BEGINNINGS[usize::from(first.to_ascii_lowercase())] & (1 << (second & 31)) == 0 {
        return false;
    }
    match rest.first() {
        Some(third) if first.is_ascii() && third.is_ascii() => {
            THIRDS[usize::from(first & 31)][usize::from(second & 31)] & (1 << (third & 31)) != 0
        }
        _ => true,
    }
}

/// Takes a phrase such as `By` or `作者：` off.
pub(super) fn strip_prefix(text: &str, is_visible: bool) -> Option<&str> {
    if !may_begin_with_prefix(text) {
        return None;
    }
    let ambiguous: &[Phrases] = if is_visible { AMBIGUOUS_PREFIXES } else { &[] };
    let mut first = text.chars().next()?.to_lowercase();
    let (first, has_more) = (first.next()?, first.next().is_some());
    let first_byte = first.encode_utf8(&mut [0; 4]).as_bytes()[0];
    let begins_alike = |phrase: &&&str| has_more || phrase.as_bytes()[0] == first_byte;
    let phrases = PREFIXES.iter().chain(ambiguous).flat_map(|(_, phrases)| *phrases);
    phrases.filter(begins_alike).find_map(|phrase| strip_phrase(text, phrase))
}

fn strip_phrase<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let rest = &text[prefix_length(text, phrase)?..];
    let is_spaced = phrase.chars().all(|character| u32::from(character) < 0x2E80);
    let is_whole_word =
        rest.is_empty() || !is_spaced || rest.starts_with(|next: char| !next.is_alphanumeric() && next != '-');
    let rest = rest.trim_start_matches(|mark: char| mark.is_whitespace() || ":：/／=＝|-–".contains(mark));
    is_whole_word.then_some(rest)
}

/// Bytes of the phrase at the start of a text, in any case.
fn prefix_length(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for wanted in phrase.chars() {
        let (_, found) = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
    }
    Some(rest.next().map_or(text.len(), |(at, _)| at))
}

/// Parts at commas, where those before and behind are names or roles; `Marlow, Ada` stays whole.
fn split_at_commas(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split([',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_list = parts.first().is_some_and(|first| is_full_name(first) || has_conjunction(first));
    if parts.len() < 2 || !is_list {
        return vec![text.trim().to_owned()];
    }
    // "A B, C D, and E F" leaves "and E F".
    parts.iter().map(|part| strip_conjunction(part).to_owned()).collect()
}

/// `Ada Marlow - Example Editorial Team` without the team.
fn before_department(text: &str) -> &str {
    let parted = [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash));
    match parted {
        Some((name, department)) if is_full_name(name) && has_role(department) => name,
        _ => text,
    }
}

/// `Marlow, Ada`, as libraries and journals write it, in reading order.
pub(super) fn in_reading_order(name: &str) -> Option<String> {
    let (surname, given) = name.split_once(',')?;
    let (surname, given) = (surname.trim(), given.trim());
    let is_name = |part: &str| {
        !part.is_empty() && part.split_whitespace().count() <= 3 && !has_role(part) && !part.contains([',', ';'])
    };
    (is_name(surname) && is_name(given) && !is_credential(given)).then(|| format!("{given} {surname}"))
}

fn has_conjunction(text: &str) -> bool {
    CONJUNCTIONS.iter().any(|(_, conjunction)| text.contains(conjunction))
}

fn strip_conjunction(part: &str) -> &str {
    CONJUNCTIONS.iter().find_map(|(_, conjunction)| part.strip_prefix(conjunction.trim_start())).unwrap_or(part)
}

/// Parts at `and`, `und`, ..., where every part is a full name: "Health and Safety Department" stays whole.
fn split_at_conjunctions(text: &str) -> Vec<String> {
    let mut names = vec![text.trim().to_owned()];
    for (_, conjunction) in CONJUNCTIONS {
        names = names
            .into_iter()
            .flat_map(|name| {
                let parts: Vec<String> = name.split(conjunction).map(|part| part.trim().to_owned()).collect();
                if parts.len() > 1 && parts.iter().all(|part| is_full_name(part)) { parts } else { vec![name] }
            })
            .collect();
    }
    names
}

/// Whether a text looks like first name and surname: two words or more with capitals, no digits, no role.
pub(super) fn is_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > MAX_NAME_WORDS || text.chars().any(|character| character.is_numeric()) {
        return false;
    }
    let is_capital = |word: &&str| {
        let initial = word.trim_start_matches(['"', '“', '\'', '(', '‘']).chars().next();
        initial.is_some_and(|initial| initial.is_alphabetic() && !initial.is_lowercase()) || holds(PARTICLES, word)
    };
    (words.len() > 1 && words.iter().all(is_capital)) || is_unspaced_name(text)
}

/// Whether a text looks like the full name of a person, not like a role or a button.
pub(super) fn is_person(text: &str) -> bool {
    is_full_name(text) && !has_role(text)
}

/// Whether a name ends in a company's legal form.
pub(super) fn is_company(name: &str) -> bool {
    name.split_whitespace().skip(1).any(|word| holds(LEGAL_FORMS, &key(word)))
}

/// Names in Han, Kana or Hangul have two to five characters and no space.
fn is_unspaced_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=5).contains(&count)
        && text
            .chars()
            .all(|character| matches!(u32::from(character), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF))
}

/// Whether a text holds a word of a job title, a department or a button.
pub(super) fn has_role(text: &str) -> bool {
    text.split(|character: char| !character.is_alphabetic()).any(|word| {
        let word = word.to_lowercase();
        ROLE_WORDS.iter().any(|(_, roles)| roles.split_ascii_whitespace().any(|role| role == word))
    })
}

/// `MD`, `RDN`, `Ph.D.`, `MS RD`: letters behind a name.
fn is_credential(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        let letters: Vec<char> = word.chars().filter(|character| character.is_alphabetic()).collect();
        letters.len() <= 6
            && letters.iter().filter(|letter| letter.is_uppercase()).count() * 2 >= letters.len()
            && letters.iter().any(|letter| letter.is_uppercase())
            && (letters.len() != word.len() || letters[1..].iter().any(|letter| letter.is_uppercase()))
    })
}

fn starts_with_lower_case(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// One author's name without titles and brackets; nothing where it is or has an address (those who built the site), a handle or a placeholder.
fn clean(name: &str) -> Option<String> {
    let name = name.trim();
    let name = name.strip_prefix(['(', '（']).and_then(|inner| inner.strip_suffix([')', '）'])).unwrap_or(name);
    let mut name = name.trim_matches(|mark: char| "[]【】〔〕\"“”,:;-–—/|<>".contains(mark)).trim();
    for (_, suffix) in SUFFIXES {
        name = name.strip_suffix(suffix).unwrap_or(name).trim();
    }
    // "Ada Marlow (Agency)", "Ada Marlow @ada".
    let name = match name.find(['(', '（', '<']).or_else(|| name.find(" @")) {
        Some(at) if at > 0 => name[..at].trim(),
        _ => name,
    };
    is_name(name).then(|| name.to_owned())
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_address = lower.contains("://") || lower.contains("www.") || name.contains(['@', '/', '{', '}', '=', '#']);
    let is_short = name.len() <= MAX_NAME_BYTES && name.split_whitespace().count() <= MAX_NAME_WORDS;
    let has_letters = name.chars().filter(|character| character.is_alphabetic()).count() >= 2;
    is_short && has_letters && !is_address && !holds(PLACEHOLDERS, &key(name))
}

/// Whether a list of words parted by spaces holds a word.
fn holds(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|item| item == word)
}
