//! A short text goes in; its numbers, words and marks come out, as the date reader wants them.

/// A piece of a written date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A run of digits of any script.
    Number { value: i64, digits: usize },
    /// A run of letters, in lower case.
    Word(String),
    /// Any other character but white space.
    Mark(char),
}

/// First digits of the scripts in which dates are written: Arabic, Persian, Devanagari, Bengali, Thai, full width.
const ZEROS: [char; 6] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{E50}', '\u{FF10}'];

/// Most digits of a number that is read: nanoseconds have nine.
const MAX_DIGITS: usize = 15;

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut is_joined = false;
    for character in text.chars() {
        let is_space = character.is_whitespace() || character == '\u{200F}' || character == '\u{200E}';
        if !is_space {
            add(&mut tokens, character, is_joined);
        }
        is_joined = !is_space;
    }
    tokens
}

fn add(tokens: &mut Vec<Token>, character: char, is_joined: bool) {
    if let Some(digit) = digit_of(character) {
        match tokens.last_mut().filter(|_| is_joined) {
            Some(Token::Number { value, digits }) if *digits < MAX_DIGITS => {
                *value = *value * 10 + digit;
                *digits += 1;
            }
            _ => tokens.push(Token::Number { value: digit, digits: 1 }),
        }
    } else if is_letter(character) {
        match tokens.last_mut().filter(|_| is_joined) {
            Some(Token::Word(word)) => word.extend(character.to_lowercase()),
            _ => tokens.push(Token::Word(character.to_lowercase().collect())),
        }
    } else {
        tokens.push(Token::Mark(if matches!(character, '：' | '∶') { ':' } else { character }));
    }
}

/// Letters and the vowel signs that belong to words in Thai and Indic scripts.
fn is_letter(character: char) -> bool {
    character.is_alphabetic()
        || matches!(character, '\u{900}'..='\u{DFF}' | '\u{E30}'..='\u{E4E}' | '\u{300}'..='\u{36F}')
}

fn digit_of(character: char) -> Option<i64> {
    if let Some(digit) = character.to_digit(10) {
        return Some(i64::from(digit));
    }
    let distance = |zero: char| u32::from(character).checked_sub(u32::from(zero)).filter(|distance| *distance < 10);
    ZEROS.iter().find_map(|zero| distance(*zero)).map(i64::from)
}

impl Token {
    /// The value of a number.
    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Self::Number { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// How many digits a number has; 0 for others.
    pub(super) fn digits(&self) -> usize {
        match self {
            Self::Number { digits, .. } => *digits,
            _ => 0,
        }
    }

    /// The word, in lower case.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this word.
    pub(super) fn is_word(&self, wanted: &str) -> bool {
        self.word() == Some(wanted)
    }

    /// Whether it is a word of which one of these characters is the first.
    pub(super) fn begins_with(&self, initials: [char; 2]) -> bool {
        self.word().is_some_and(|word| word.starts_with(initials))
    }

    /// Whether it is a word in Thai letters.
    pub(super) fn is_thai_word(&self) -> bool {
        self.word().is_some_and(|word| word.starts_with(|initial| matches!(initial, '\u{E01}'..='\u{E3A}')))
    }

    /// Whether it is a word as short as those between the parts of a date: `de`, `of`, `th`, `GMT`.
    pub(super) fn is_short_word(&self) -> bool {
        self.word().is_some_and(|word| word.chars().count() <= 4)
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, wanted: char) -> bool {
        *self == Self::Mark(wanted)
    }

    /// Whether it is any mark that stands inside written dates.
    pub(super) fn is_any_mark(&self) -> bool {
        matches!(self, Self::Mark('.' | ',' | ':' | '-' | '/' | '+' | '،' | '\'' | '’'))
    }

    /// The number as a day of the month.
    pub(super) fn as_day(&self) -> Option<i64> {
        self.number().filter(|value| self.digits() <= 2 && (1..=31).contains(value))
    }

    /// The number as a year.
    pub(super) fn as_year(&self) -> Option<i64> {
        self.number().filter(|_| self.digits() == 4)
    }
}
