//! A line with emphasis marks goes in, the marks that would not be read as meant come out.
//!
//! Follows the rules of CommonMark 0.31 (6.2 "Emphasis and strong emphasis", and the procedure in its appendix).

use std::collections::HashSet;

/// Most marks whose pairing is checked: matching costs a square in the worst case, and no real paragraph comes near.
const MAX_DELIMITERS: usize = 2_000;

/// An emphasis mark in a line.
#[derive(Debug, Clone, Copy)]
pub struct Delimiter {
    /// Its place in the line, in bytes.
    pub at: usize,
    /// `*`, `**` or `~~`.
    pub mark: &'static str,
    /// The same for the opening and the closing mark.
    pub pair: usize,
    pub is_open: bool,
}

/// What kind of character stands beside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A space, or the edge of the line.
    Space,
    Punctuation,
    /// A letter, digit or mark.
    Word,
    /// Symbols and rare characters: parsers disagree whether they are punctuation.
    Unsure,
}

impl Class {
    /// Classifies a character; `None` is the edge of the line.
    pub fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_whitespace() => Self::Space,
            Some(c) if c.is_ascii_punctuation() || is_common_punctuation(c) => Self::Punctuation,
            Some(c) if c.is_alphanumeric() || is_combining(c) => Self::Word,
            Some(_) => Self::Unsure,
        }
    }
}

/// Punctuation outside ASCII that every version of the rules counts as such: Latin, Arabic, Devanagari, CJK.
fn is_common_punctuation(c: char) -> bool {
    matches!(c,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
        | '\u{05BE}' | '\u{060C}' | '\u{061B}' | '\u{061F}' | '\u{0964}' | '\u{0965}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
        | '！'..='＃' | '％'..='＊' | '，'..='／' | '：' | '；' | '？' | '＠' | '［'..='］' | '｛' | '｝')
}

/// Signs that belong to the letter before them: diacritics, Hebrew and Arabic points, Indic and Thai signs.
fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}'
        | '\u{093C}' | '\u{094D}' | '\u{09BC}' | '\u{09CD}' | '\u{0BCD}' | '\u{0C4D}' | '\u{0CCD}' | '\u{0D4D}'
        | '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EC8}'..='\u{0ECD}')
}

/// What doubtful characters before and after a mark may be taken for.
type Doubtful = (Class, Class);

const READINGS: [Doubtful; 4] = [
    (Class::Word, Class::Word),
    (Class::Word, Class::Punctuation),
    (Class::Punctuation, Class::Word),
    (Class::Punctuation, Class::Punctuation),
];

/// The pairs that a parser would not read as meant, whichever way it takes doubtful characters.
pub fn broken(text: &str, delimiters: &[Delimiter]) -> HashSet<usize> {
    if delimiters.len() > MAX_DELIMITERS {
        return delimiters.iter().map(|delimiter| delimiter.pair).collect();
    }
    let runs = runs(text, delimiters);
    let mut broken = HashSet::new();
    for doubtful in READINGS {
        let mut read = read_pairs(&runs, doubtful);
        for meant in meant_pairs(&runs) {
            match read.iter().position(|pair| *pair == meant.read) {
                Some(index) => drop(read.swap_remove(index)),
                None => drop(broken.insert(meant.pair)),
            }
        }
    }
    broken
}

/// Marks of the same character in direct succession, which the grammar sees as one.
#[derive(Debug)]
struct Run<'a> {
    marker: char,
    length: usize,
    before: Class,
    after: Class,
    delimiters: &'a [Delimiter],
}

fn runs<'a>(text: &str, delimiters: &'a [Delimiter]) -> Vec<Run<'a>> {
    let continues = |a: &Delimiter, b: &Delimiter| a.at + a.mark.len() == b.at && a.mark[..1] == b.mark[..1];
    delimiters
        .chunk_by(continues)
        .map(|delimiters| {
            let start = delimiters[0].at;
            let length = delimiters.iter().map(|delimiter| delimiter.mark.len()).sum();
            Run {
                marker: if delimiters[0].mark == "~~" { '~' } else { '*' },
                length,
                before: Class::of(text[..start].chars().next_back()),
                after: Class::of(text[start + length..].chars().next()),
                delimiters,
            }
        })
        .collect()
}

/// Emphasis between two runs, by their indices, with the length of its marks.
#[derive(Debug, PartialEq, Eq)]
struct Span {
    open: usize,
    close: usize,
    length: usize,
}

struct Meant {
    read: Span,
    pair: usize,
}

fn meant_pairs(runs: &[Run]) -> Vec<Meant> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        for delimiter in run.delimiters {
            if delimiter.is_open {
                open.push((delimiter.pair, index));
            } else if let Some((pair, open)) = open.pop() {
                pairs.push(Meant { read: Span { open, close: index, length: delimiter.mark.len() }, pair });
            }
        }
    }
    pairs
}

/// What CommonMark's "process emphasis" makes of the runs.
fn read_pairs(runs: &[Run], doubtful: Doubtful) -> Vec<Span> {
    let mut openers: Vec<(usize, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let mut remaining = run.length;
        while remaining > 0 && run.can_close(doubtful) {
            let found =
                openers.iter().rposition(|&(open, left)| can_match(&runs[open], left, run, remaining, doubtful));
            let Some(position) = found else { break };
            openers.truncate(position + 1);
            let (open, left) = openers[position];
            let length = if left >= 2 && remaining >= 2 { 2 } else { 1 };
            pairs.push(Span { open, close: index, length });
            remaining -= length;
            openers[position].1 -= length;
            if left == length {
                openers.pop();
            }
        }
        if remaining > 0 && run.can_open(doubtful) {
            openers.push((index, remaining));
        }
    }
    pairs
}

fn can_match(opener: &Run, left: usize, closer: &Run, remaining: usize, doubtful: Doubtful) -> bool {
    if opener.marker != closer.marker {
        return false;
    }
    if opener.marker == '~' {
        return left == 2 && remaining == 2;
    }
    // The rule of three: a run that can do both only matches where the lengths leave no doubt.
    let is_ambiguous = opener.can_close(doubtful) || closer.can_open(doubtful);
    let has_odd_sum = (opener.length + closer.length).is_multiple_of(3)
        && !(opener.length.is_multiple_of(3) && closer.length.is_multiple_of(3));
    !(is_ambiguous && has_odd_sum)
}

impl Run<'_> {
    /// Whether the run is left-flanking.
    fn can_open(&self, doubtful: Doubtful) -> bool {
        let (before, after) = self.sides(doubtful);
        after != Class::Space && (after != Class::Punctuation || before != Class::Word)
    }

    /// Whether the run is right-flanking.
    fn can_close(&self, doubtful: Doubtful) -> bool {
        let (before, after) = self.sides(doubtful);
        before != Class::Space && (before != Class::Punctuation || after != Class::Word)
    }

    fn sides(&self, doubtful: Doubtful) -> (Class, Class) {
        let resolve = |class, doubtful| if class == Class::Unsure { doubtful } else { class };
        (resolve(self.before, doubtful.0), resolve(self.after, doubtful.1))
    }
}
