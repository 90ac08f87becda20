//! Words go in, the same words come out so that Markdown reads them as words: escaped where needed, not elsewhere.

use std::collections::BTreeSet;

use super::delimiters::Class;
use crate::render::inline::{Piece, Style};

/// Which characters of the words could pair up with each other, or with marks of ours, and so must be escaped.
#[derive(Debug, Clone, Copy)]
pub struct Hazards {
    has_asterisks: bool,
    has_underscores: bool,
    has_tildes: bool,
    has_backticks: bool,
    has_dollars: bool,
}

impl Hazards {
    /// Looks through the content of one block.
    pub fn of(pieces: &[Piece]) -> Self {
        let words = skeleton(pieces);
        let has = |test: fn(&Piece) -> bool| pieces.iter().any(test);
        Self {
            has_asterisks: has(|piece| matches!(piece, Piece::Open(Style::Emphasis | Style::Strong)))
                || can_pair(&words, '*'),
            has_underscores: can_pair(&words, '_'),
            has_tildes: has(|piece| matches!(piece, Piece::Open(Style::Strikethrough))) || can_pair(&words, '~'),
            has_backticks: has(|piece| matches!(piece, Piece::Code(_))) || runs(&words, '`').nth(1).is_some(),
            has_dollars: has(|piece| match piece {
                Piece::Math(_) => true,
                // Some parsers look for the end of a formula before they look for code.
                Piece::Code(code) => code.contains('$'),
                _ => false,
            }) || can_pair(&words, '$'),
        }
    }

    fn concerns(&self, c: char) -> bool {
        match c {
            '*' => self.has_asterisks,
            '_' => self.has_underscores,
            '~' => self.has_tildes,
            '`' => self.has_backticks,
            '$' => self.has_dollars,
            _ => false,
        }
    }
}

/// The words of all pieces, marks replaced by a character that is neither letter nor space.
fn skeleton(pieces: &[Piece]) -> String {
    let mut words = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => words.push_str(text),
            Piece::Break => words.push_str("\u{FFFC}\n"),
            Piece::Image { alt, .. } => words.extend(["\u{FFFC}", alt, "\u{FFFC}"]),
            _ => words.push('\u{FFFC}'),
        }
    }
    words
}

/// Whether a run of `mark` that could open comes before one that could close.
fn can_pair(words: &str, mark: char) -> bool {
    let mut has_opener = false;
    for (start, end) in runs(words, mark) {
        let before = words[..start].chars().next_back();
        let after = words[end..].chars().next();
        let (can_open, can_close) = possible_roles(mark, before, after);
        // Two dollars are a mark of their own, which asks nothing of its neighbours.
        if (can_close && has_opener) || (mark == '$' && end - start > 1) {
            return true;
        }
        has_opener |= can_open;
    }
    false
}

/// What a run might be taken for, in doubt for both. Parsers differ about `~` and `$`: any neighbouring word counts.
fn possible_roles(mark: char, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let (before, after) = (Class::of(before), Class::of(after));
    if mark == '_' && before == Class::Word && after == Class::Word {
        return (false, false);
    }
    if mark == '~' || mark == '$' {
        return (after != Class::Space, before != Class::Space);
    }
    let is_left_flanking = after != Class::Space && (after != Class::Punctuation || before != Class::Word);
    let is_right_flanking = before != Class::Space && (before != Class::Punctuation || after != Class::Word);
    (is_left_flanking, is_right_flanking)
}

/// Byte ranges of the runs of a character.
fn runs(text: &str, mark: char) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(mark)?;
        let end = text[start..].find(|c| c != mark).map_or(text.len(), |length| start + length);
        at = end;
        Some((start, end))
    })
}

/// Length of the longest run of a character.
pub fn longest_run(text: &str, mark: char) -> usize {
    runs(text, mark).map(|(start, end)| (end - start) / mark.len_utf8()).max().unwrap_or_default()
}

/// What stands around a run of words in the line that is being written.
#[derive(Debug, Clone, Copy)]
pub struct Neighbours {
    pub before: Option<char>,
    pub after: Option<char>,
    /// Whether a footnote reference stands directly before.
    pub is_after_reference: bool,
    pub is_in_link: bool,
    pub is_in_cell: bool,
}

/// Writes words, escaping what would be read as markup anywhere in a line.
pub fn text(out: &mut String, text: &str, hazards: &Hazards, neighbours: Neighbours) {
    let mut before = neighbours.before;
    let mut is_run_active = false;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if hazards.concerns(c) {
            // The marks of a run are read together, by what stands around the run.
            if at == 0 || before != Some(c) {
                let after_run = rest.trim_start_matches(c).chars().next().or(neighbours.after);
                is_run_active = is_active(c, before, after_run);
            }
            if is_run_active {
                out.push('\\');
            }
        } else if is_special(c, rest, neighbours) || (at == 0 && neighbours.is_after_reference && ":(".contains(c)) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Whether a run of a paired mark must be escaped between these neighbours.
fn is_active(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '`' | '$' => true,
        _ => {
            let (can_open, can_close) = possible_roles(mark, before, after);
            can_open || can_close
        }
    }
}

/// Whether a character that needs no partner would be read as markup.
fn is_special(c: char, rest: &str, neighbours: Neighbours) -> bool {
    let after = rest.chars().next().or(neighbours.after);
    match c {
        '\\' => after.is_some_and(|after| after.is_ascii_punctuation()),
        '<' => after.is_some_and(|after| after.is_ascii_alphabetic() || "/!?".contains(after)),
        '&' => is_entity(rest),
        '!' => after == Some('['),
        '[' => neighbours.is_in_link || after == Some('^'),
        ']' => neighbours.is_in_link || after.is_some_and(|after| "([:".contains(after)),
        '|' => neighbours.is_in_cell,
        _ => false,
    }
}

/// Whether what follows an ampersand makes it a character reference.
fn is_entity(rest: &str) -> bool {
    let number = rest.strip_prefix('#').map(|number| number.strip_prefix(['x', 'X']).unwrap_or(number));
    let name = number.unwrap_or(rest);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

/// An inline code span, with fences that do not occur inside.
pub fn code_span(code: &str, is_in_cell: bool) -> String {
    let taken: BTreeSet<usize> = runs(code, '`').map(|(start, end)| end - start).collect();
    let length = (1..).find(|length| !taken.contains(length)).unwrap_or(1);
    let fence = "`".repeat(length);
    let padding = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    let code = if is_in_cell { code.replace('|', "\\|") } else { code.to_owned() };
    format!("{fence}{padding}{code}{padding}{fence}")
}

/// An address as it may stand between parentheses.
pub fn address(address: &str, is_in_cell: bool) -> String {
    let has_odd_parentheses = !is_balanced(address, '(', ')');
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let is_encoded = match c {
            '<' | '>' | '\\' | '`' | '$' | '"' => true,
            '|' => is_in_cell,
            '(' | ')' => has_odd_parentheses,
            _ => c.is_whitespace(),
        };
        if is_encoded {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else if c == '&' && is_entity(&address[at + 1..]) {
            out.push_str("&amp;");
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether TeX can stand between dollar signs: nothing in it may end the formula or take part in other markup, nor become a
/// link for readers that know no formulas.
pub fn is_safe_tex(tex: &str) -> bool {
    !tex.contains(['$', '`']) && !tex.contains("](") && !tex.ends_with('\\') && is_balanced(tex, '{', '}')
}

/// Whether opening and closing characters match, without excessive nesting.
fn is_balanced(text: &str, open: char, close: char) -> bool {
    /// Parsers give up on deeper nesting (cmark allows 32 parentheses in an address).
    const MAX_DEPTH: usize = 24;
    let mut depth = 0_usize;
    for c in text.chars() {
        if c == open {
            depth += 1;
        } else if c == close {
            let Some(outer) = depth.checked_sub(1) else { return false };
            depth = outer;
        }
        if depth > MAX_DEPTH {
            return false;
        }
    }
    depth == 0
}
