//! The name and value of a feature go in, plain words come out, by the table feature_words.tsv.

/// The table of words.
#[derive(Debug)]
pub struct FeatureWords {
    rows: Vec<Row>,
    /// What is said of the rest of a name: `level:1`.
    parts: Vec<(&'static str, &'static str)>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    /// A name's beginning, and whether it is only that.
    name: &'static str,
    is_family: bool,
    shown: Shown,
    words: &'static str,
    /// Words where the feature is absent.
    words_if_not: &'static str,
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Count,
    Others,
    Share,
    Number,
    Flag,
    Odds,
    Phrase,
}

/// Log-odds that say something: less moves a probability of one half by under three hundredths.
const MIN_ODDS: f32 = 0.1;

impl FeatureWords {
    /// Reads the table that is part of the program.
    pub fn new() -> Self {
        let mut table = Self { rows: Vec::new(), parts: Vec::new() };
        for line in include_str!("feature_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let mut next = || fields.next().unwrap_or_default();
            let (pattern, shown, words, words_if_not) = (next(), next(), next(), next());
            let Some(shown) = Shown::of(shown) else {
                table.parts.push((pattern, words));
                continue;
            };
            let name = pattern.trim_end_matches('*');
            table.rows.push(Row { name, is_family: name.len() < pattern.len(), shown, words, words_if_not });
        }
        table
    }

    /// A feature and its value in words; none if the table does not know it.
    pub fn say(&self, feature: &str, value: f32) -> Option<String> {
        let fits = |row: &&Row| if row.is_family { feature.starts_with(row.name) } else { feature == row.name };
        let row = self.rows.iter().find(fits)?;
        let is_absent = match row.shown {
            Shown::Flag | Shown::Phrase => value <= 0.5,
            Shown::Others => count(value) <= 1.0,
            _ => value == 0.0,
        };
        let words = if is_absent && !row.words_if_not.is_empty() { row.words_if_not } else { row.words };
        let rest = &feature[row.name.len()..];
        Some(self.fill(words, rest, &self.shown(row.shown, value)))
    }

    fn shown(&self, shown: Shown, value: f32) -> String {
        match shown {
            Shown::Count => count(value).to_string(),
            Shown::Others => (count(value) - 1.0).max(0.0).to_string(),
            Shown::Share => format!("{value:.2}"),
            Shown::Number if value.fract() == 0.0 => format!("{value}"),
            Shown::Number => format!("{value:.1}"),
            Shown::Flag => String::new(),
            Shown::Odds if value.abs() < MIN_ODDS => "neither for nor against".to_owned(),
            Shown::Odds => if value > 0.0 { "for" } else { "against" }.to_owned(),
            Shown::Phrase => self.part("phrase", &format!("{value:.0}")).unwrap_or("page furniture").to_owned(),
        }
    }

    /// Fills the places in braces: the value, the rest of the feature's name, or what is said of that.
    fn fill(&self, words: &str, rest: &str, value: &str) -> String {
        let mut pieces = words.split('{');
        let mut said = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (place, after) = piece.split_once('}').unwrap_or((piece, ""));
            let filling = match place {
                "value" => value,
                "*" => rest,
                group => self.part(group, rest).unwrap_or(rest),
            };
            said.push_str(filling);
            said.push_str(after);
        }
        said
    }

    fn part(&self, group: &str, rest: &str) -> Option<&'static str> {
        let is_it = |key: &str| key.strip_prefix(group).and_then(|key| key.strip_prefix(':')) == Some(rest);
        self.parts.iter().find(|(key, _)| is_it(key)).map(|(_, words)| *words)
    }
}

/// The count of which a feature is the logarithm of one more.
fn count(value: f32) -> f32 {
    value.exp_m1().max(0.0).round()
}

impl Shown {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "count" => Self::Count,
            "others" => Self::Others,
            "share" => Self::Share,
            "number" => Self::Number,
            "flag" => Self::Flag,
            "odds" => Self::Odds,
            "phrase" => Self::Phrase,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::FeatureWords;

    #[test]
    fn every_feature_of_the_model_has_words() {
        let words = FeatureWords::new();
        for name in include_str!("../score/feature_names.txt").lines() {
            for value in [0.0, 1.0, 2.5] {
                let said = words.say(name, value);
                let said = said.unwrap_or_else(|| panic!("{name} has no words: add a row to feature_words.tsv"));
                assert!(said.len() > 2 && !said.contains(['{', '}', '_']), "{name} {value}: {said}");
            }
        }
    }

    #[test]
    fn names_that_the_table_does_not_know_are_told() {
        let words = FeatureWords::new();
        for name in ["", "moon_phase", "link_densities", "linkdensity"] {
            assert_eq!(words.say(name, 1.0), None, "{name}");
        }
    }

    #[test]
    fn values_are_shown_as_people_count() {
        let words = FeatureWords::new();
        for (feature, value, said) in [
            ("link_density", 0.909, "link density 0.91"),
            ("look_blocks_log", 26f32.ln(), "look-alikes on this page: 24"),
            ("siblings_log_1", 2f32.ln(), "no siblings that look like its container"),
            ("units_log", 313f32.ln(), "312 letters long"),
            ("in_nav", 1.0, "inside nav"),
            ("in_nav", 0.0, "not inside nav"),
            ("names_close", -1.3, "class names and ids close around it speak against content"),
            (
                "names_window4",
                0.0,
                "class names and ids of the 4 blocks on either side speak neither for nor against content",
            ),
            ("phrase_whole", 1.0, "is nothing but a link to more"),
            ("container_link_density_2", 0.5, "link density two containers up 0.50"),
            // A new member of a known family needs no new row.
            ("window_link_density_30", 0.2, "link density of the 30 blocks on either side 0.20"),
        ] {
            assert_eq!(words.say(feature, value).as_deref(), Some(said));
        }
    }
}
