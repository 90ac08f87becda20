//! The tokens of a written date go in, the time of day with its offset comes out.

use super::tokens::Token;

/// Tokens between a date and its time: `, at`, `um`, a weekday, `| 12:30`.
const MAX_TOKENS_BETWEEN: usize = 5;

/// Words that say noon has passed, or has not, per language of use.
const HALVES: &[(&str, &str, Half)] = &[
    ("en", "am", Half::Morning),
    ("en", "pm", Half::Afternoon),
    ("zh", "上午", Half::Morning),
    ("zh", "下午", Half::Afternoon),
    ("ja", "午前", Half::Morning),
    ("ja", "午後", Half::Afternoon),
    ("ko", "오전", Half::Morning),
    ("ko", "오후", Half::Afternoon),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// `14:05`, `2:05 pm`, `14:05:00.123+02:00` behind a place, as `14:05:00+02:00`.
pub(super) fn find(tokens: &[Token], from: usize) -> Option<String> {
    let place = (from..tokens.len()).take(MAX_TOKENS_BETWEEN).find(|&at| is_time(tokens, at))?;
    let (hour, minute) = (tokens[place].number()?, tokens[place + 2].number()?);
    let mut next = place + 3;
    let mut second = 0;
    if tokens.get(next).is_some_and(|token| token.is_mark(':')) {
        second = tokens.get(next + 1)?.number()?;
        next += 2;
        if tokens.get(next).is_some_and(|token| token.is_mark('.') || token.is_mark(',')) {
            let has_fraction = tokens.get(next + 1).is_some_and(|token| token.number().is_some());
            next += if has_fraction { 2 } else { 0 };
        }
    }
    let half = half_before(tokens, place).or_else(|| half_after(tokens, next));
    let hour = in_24_hours(hour, half)?;
    let is_valid = minute < 60 && second < 60;
    let is_exact = next > place + 3 || place > 0 && tokens[place - 1].is_word("t");
    is_valid.then(|| format!("{hour:02}:{minute:02}:{second:02}{}", offset(tokens, next, is_exact)))
}

/// Whether two numbers with a colon (or the French `h`) between them begin here.
fn is_time(tokens: &[Token], at: usize) -> bool {
    let [hour, mark, minute, ..] = &tokens[at..] else { return false };
    let is_parted = mark.is_mark(':') || mark.is_word("h");
    is_parted && (1..=2).contains(&hour.digits()) && minute.digits() == 2
}

fn in_24_hours(hour: i64, half: Option<Half>) -> Option<i64> {
    match half {
        None => (0..24).contains(&hour).then_some(hour),
        Some(Half::Morning) => (0..=12).contains(&hour).then_some(hour % 12),
        Some(Half::Afternoon) if (1..=12).contains(&hour) => Some(hour % 12 + 12),
        Some(Half::Afternoon) => (13..24).contains(&hour).then_some(hour),
    }
}

fn half_before(tokens: &[Token], place: usize) -> Option<Half> {
    half_of(tokens.get(place.checked_sub(1)?)?.word()?)
}

/// `pm`, `p.m.`
fn half_after(tokens: &[Token], at: usize) -> Option<Half> {
    let word = tokens.get(at)?.word()?;
    let is_dotted = tokens.get(at + 1).is_some_and(|token| token.is_mark('.'));
    match tokens.get(at + 2).and_then(Token::word) {
        Some(second) if is_dotted => half_of(&format!("{word}{second}")),
        _ => half_of(word),
    }
}

fn half_of(word: &str) -> Option<Half> {
    HALVES.iter().find(|(_, known, _)| *known == word).map(|(_, _, half)| *half)
}

/// The offset behind a time: `Z`, `+02:00`; empty where none is given. Zone names other than UTC's are ambiguous, and
/// in `10:00 - 11:00` the second time is no offset of the first unless that is as exact as machines write it.
fn offset(tokens: &[Token], at: usize, is_exact: bool) -> String {
    let at = if tokens.get(at).is_some_and(is_utc) && is_sign(tokens.get(at + 1)) { at + 1 } else { at };
    match tokens.get(at) {
        Some(token) if is_utc(token) => "Z".to_owned(),
        Some(Token::Mark('+')) => numeric_offset('+', &tokens[at + 1..]),
        Some(Token::Mark('-' | '−')) if is_exact || tokens.get(at + 1).is_some_and(|token| token.digits() == 4) => {
            numeric_offset('-', &tokens[at + 1..])
        }
        _ => String::new(),
    }
}

fn is_sign(token: Option<&Token>) -> bool {
    matches!(token, Some(Token::Mark('+' | '-' | '−')))
}

fn is_utc(token: &Token) -> bool {
    ["z", "utc", "gmt"].iter().any(|name| token.is_word(name))
}

fn numeric_offset(sign: char, tokens: &[Token]) -> String {
    let (hours, minutes) = match tokens {
        [Token::Number { value, digits: 4 }, ..] => (value / 100, value % 100),
        [Token::Number { value, digits: 1 | 2 }, Token::Mark(':'), Token::Number { value: minutes, digits: 2 }, ..] => {
            (*value, *minutes)
        }
        [Token::Number { value, digits: 2 }, ..] => (*value, 0),
        _ => return String::new(),
    };
    // The offsets in use lie between -12 and +14 hours.
    if hours > 14 || minutes > 59 {
        return String::new();
    }
    format!("{sign}{hours:02}:{minutes:02}")
}
