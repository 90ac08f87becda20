//! A date as a page spells it goes in, an ISO 8601 date (with time and offset where given) comes out.

use jiff::civil::Date;
use memchr::memmem;

use super::clock;
use super::date_words::{DAY_FIRST, DAY_FIRST_ENGLISH, MONTHS, UPDATED};
use super::language::primary;
use super::tokens::{Token, tokens};

/// Years of the web's pages. Years before and after are misreadings.
const YEARS: std::ops::RangeInclusive<i64> = 1990..=2100;

/// The Thai solar calendar counts from 543 BC.
const BUDDHIST_ERA: i64 = 543;

/// Longest text in which a date is looked for, in bytes.
const MAX_TEXT_BYTES: usize = 300;

/// The first date in a text. `language` (a BCP 47 tag) decides what `03/05/2024` and ambiguous month names mean.
pub(super) fn parse(text: &str, language: Option<&str>) -> Option<String> {
    let text = &text[..text.floor_char_boundary(MAX_TEXT_BYTES)];
    if !text.contains(char::is_numeric) {
        return None;
    }
    let tokens = tokens(text);
    let reader = Reader { tokens: &tokens, language };
    let found = (0..tokens.len()).find_map(|at| reader.date_at(at))?;
    let time = clock::find(&tokens, found.time_from);
    Some(match time {
        Some(time) => format!("{}T{time}", found.date),
        None => found.date.to_string(),
    })
}

/// Whether a text says that the date in it is that of a change.
pub(super) fn speaks_of_change(text: &str) -> bool {
    let lower = text.to_lowercase();
    UPDATED.iter().flat_map(|(_, phrases)| phrases.split('|')).any(|phrase| holds_phrase(&lower, phrase))
}

/// Whether a text holds a phrase as whole words; in scripts without spaces, anywhere.
fn holds_phrase(text: &str, phrase: &str) -> bool {
    let is_spaced = phrase.chars().all(|character| u32::from(character) < 0x0E00);
    let is_letter = |character: Option<char>| is_spaced && character.is_some_and(char::is_alphabetic);
    text.match_indices(phrase).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + phrase.len()..].chars().next())
    })
}

struct Found {
    date: Date,
    /// The token from which the time of day is looked for.
    time_from: usize,
}

struct Reader<'a> {
    tokens: &'a [Token],
    language: Option<&'a str>,
}

impl Reader<'_> {
    fn date_at(&self, at: usize) -> Option<Found> {
        self.year_first(at)
            .or_else(|| self.compact(at))
            .or_else(|| self.day_or_month_first(at))
            .or_else(|| self.east_asian(at))
            .or_else(|| self.vietnamese(at))
            .or_else(|| self.with_month_name(at))
    }

    /// `2024-05-03`, `2024/5/3`, `2024.05.03`.
    fn year_first(&self, at: usize) -> Option<Found> {
        let (year, month, day) = self.three_numbers(at)?;
        let is_year = self.tokens[at].digits() == 4 && self.tokens[at + 4].digits() <= 2;
        is_year.then(|| self.found(year, month, day, at + 5))?
    }

    /// `20240503`, alone or before a `T`.
    fn compact(&self, at: usize) -> Option<Found> {
        let number = self.tokens[at].number()?;
        let is_alone = at == 0 && self.tokens.get(1).is_none_or(|next| next.is_word("t"));
        let is_date = self.tokens[at].digits() == 8 && is_alone;
        is_date.then(|| self.found(number / 10_000, number / 100 % 100, number % 100, at + 1))?
    }

    /// `03.05.2024`, `5/3/2024`: only where the order of day and month is certain.
    fn day_or_month_first(&self, at: usize) -> Option<Found> {
        let (first, second, year) = self.three_numbers(at)?;
        let is_dotted = self.tokens[at + 1].is_mark('.');
        let year = match (self.tokens[at + 4].digits(), self.tokens[at].digits(), self.tokens[at + 2].digits()) {
            (4, ..=2, ..=2) => year,
            (2, 2, 2) if is_dotted => 2000 + year,
            _ => return None,
        };
        let is_day_first = if second > 12 {
            false
        } else if first > 12 || first == second || is_dotted {
            true
        } else {
            self.writes_day_first()?
        };
        let (day, month) = if is_day_first { (first, second) } else { (second, first) };
        self.found(year, month, day, at + 5)
    }

    /// `2024年5月3日`, `2024년 5월 3일`.
    fn east_asian(&self, at: usize) -> Option<Found> {
        let year = self.tokens[at].number()?;
        let marks = |at: usize, words: [char; 2]| self.tokens.get(at).is_some_and(|token| token.begins_with(words));
        if !marks(at + 1, ['年', '년']) || !marks(at + 3, ['月', '월']) || !marks(at + 5, ['日', '일']) {
            return None;
        }
        self.found(year, self.tokens[at + 2].number()?, self.tokens[at + 4].number()?, at + 6)
    }

    /// `3 tháng 5, 2024`, `3 tháng 5 năm 2024`.
    fn vietnamese(&self, at: usize) -> Option<Found> {
        let day = self.tokens[at].number()?;
        if !self.tokens.get(at + 1)?.is_word("tháng") {
            return None;
        }
        let month = self.tokens.get(at + 2)?.number()?;
        let (year_at, year) = self.year_near(at + 3)?;
        self.found(year, month, day, year_at + 1)
    }

    /// `May 3, 2024`, `3. Mai 2024`, `3 de mayo de 2024`, `2024. május 3.`, `2024. gada 3. maijs`, `Fri May 03 14:05:00 GMT 2024`.
    fn with_month_name(&self, at: usize) -> Option<Found> {
        let around = at.saturating_sub(3)..self.tokens.len().min(at + 3);
        if !self.tokens[around].iter().any(|token| token.number().is_some()) {
            return None;
        }
        let month = self.month(at)?;
        let before = self.day_before(at);
        if let Some((_, day)) = before
            && let Some((year_at, year)) = self.year_near(at + 1)
        {
            return self.found(year, month, day, year_at + 1);
        }
        let Some((day_at, day)) = self.day_after(at) else {
            let (day_at, day) = before?;
            return self.found(self.year_before(day_at)?, month, day, at + 1);
        };
        if let Some((_, year)) = self.year_near(day_at + 1) {
            return self.found(year, month, day, day_at + 1);
        }
        self.found(self.year_before(at)?, month, day, day_at + 1)
    }

    /// The number of the month that a word names; none where languages disagree and the page's own does not decide.
    fn month(&self, at: usize) -> Option<i64> {
        let word = self.tokens[at].word()?;
        let finder = memmem::Finder::new(word);
        let in_row = |names: &str| {
            // Most languages have the letters of the word in none of their names, which tells sooner than to compare them all.
            finder.find(names.as_bytes())?;
            names.split_ascii_whitespace().position(|name| name.split('|').any(|form| form == word))
        };
        let own = self.language.map(primary);
        let own_row = MONTHS.iter().find(|(language, _)| Some(*language) == own).and_then(|(_, names)| in_row(names));
        let mut all = MONTHS.iter().filter_map(|(_, names)| in_row(names));
        let first = own_row.or_else(|| all.next())?;
        let is_certain = own_row.is_some() || all.all(|other| other == first);
        is_certain.then_some(i64::try_from(first).ok()? + 1)
    }

    /// A day before the month (`3`, `3rd`, `3.`, `3 de`, `1er`), and its place.
    fn day_before(&self, month_at: usize) -> Option<(usize, i64)> {
        let start = month_at.saturating_sub(3);
        let is_between =
            |token: &Token| token.is_short_word() || ['.', '-', '/'].iter().any(|mark| token.is_mark(*mark));
        let day_at = (start..month_at).rev().find(|at| !is_between(&self.tokens[*at]))?;
        // In "12:30 May 3" the minutes are no day.
        let is_time = day_at > 0 && self.tokens[day_at - 1].is_mark(':');
        self.tokens[day_at].as_day().filter(|_| !is_time).map(|day| (day_at, day))
    }

    /// A day after the month, and its place.
    fn day_after(&self, month_at: usize) -> Option<(usize, i64)> {
        let after = self.tokens.iter().enumerate().skip(month_at + 1).take(2);
        after.filter_map(|(at, token)| Some((at, token.as_day()?))).next()
    }

    /// A year behind a place, with at most a time of day, a zone or short words between.
    fn year_near(&self, from: usize) -> Option<(usize, i64)> {
        const MAX_TOKENS_BETWEEN: usize = 9;
        let near = self.tokens.iter().enumerate().skip(from).take(MAX_TOKENS_BETWEEN);
        let mut near =
            near.take_while(|(_, token)| token.number().is_some() || token.is_short_word() || token.is_any_mark());
        near.find_map(|(at, token)| Some((at, token.as_year()?)))
    }

    /// A year before a place, with at most a mark and a word between.
    fn year_before(&self, at: usize) -> Option<i64> {
        self.tokens[..at].iter().rev().take(3).find_map(Token::as_year)
    }

    /// Three numbers parted by the same mark.
    fn three_numbers(&self, at: usize) -> Option<(i64, i64, i64)> {
        let [first, mark, second, same, third, ..] = &self.tokens[at..] else { return None };
        let is_parted = ['-', '/', '.'].iter().any(|wanted| mark.is_mark(*wanted) && same.is_mark(*wanted));
        // `1.2.2024.5` is a version.
        let goes_on = self.tokens.get(at + 5) == Some(mark)
            && self.tokens.get(at + 6).is_some_and(|next| next.number().is_some());
        (is_parted && !goes_on).then_some((first.number()?, second.number()?, third.number()?))
    }

    /// Whether `03/05` is the third of May in the page's language; none where that is open.
    fn writes_day_first(&self) -> Option<bool> {
        let tag = self.language?;
        if DAY_FIRST.contains(&primary(tag)) {
            return Some(true);
        }
        let region = tag.split('-').find(|subtag| subtag.len() == 2 && subtag.bytes().all(|b| b.is_ascii_uppercase()));
        match (primary(tag), region) {
            ("en", Some("US")) => Some(false),
            ("en", Some(region)) if DAY_FIRST_ENGLISH.contains(&region) => Some(true),
            _ => None,
        }
    }

    fn found(&self, year: i64, month: i64, day: i64, time_from: usize) -> Option<Found> {
        let year = if YEARS.contains(&(year - BUDDHIST_ERA)) && self.is_thai() { year - BUDDHIST_ERA } else { year };
        if !YEARS.contains(&year) {
            return None;
        }
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Found { date, time_from })
    }

    /// Whether years may be those of the Thai calendar: the page is Thai, or the date is.
    fn is_thai(&self) -> bool {
        let has_thai_word = || self.tokens.iter().any(Token::is_thai_word);
        self.language.map(primary) == Some("th") || has_thai_word()
    }
}
