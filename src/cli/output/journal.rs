//! What became of each page goes in, line by line, and is known again when a run that was killed is resumed.
//!
//! The first line holds the options of the run. Then comes a line for each page, `article KEY`, `empty KEY` or
//! `failed KEY`, and, where outputs are gathered before they are written, `written N` when the outputs of all pages above
//! lie in the first `N` bytes (or parts) of the draft. A line that was cut off, and pages below the last `written`, count
//! for nothing: they are sieved again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::super::tally::Verdict;

/// What a run did before it was broken off.
#[derive(Debug, Default)]
pub struct Earlier {
    /// How its pages ended, by key.
    pub verdicts: HashMap<String, Verdict>,
    /// How much of the draft is whole.
    pub n_written: u64,
    /// How many bytes of the journal hold good.
    n_bytes: u64,
}

/// The journal of a run, open for writing.
pub struct Journal {
    file: File,
    pending: String,
}

impl Journal {
    /// Begins a journal, whatever the file held.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(mut file: File, options: &str) -> io::Result<Self> {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(format!("{options}\n").as_bytes())?;
        Ok(Self { file, pending: String::new() })
    }

    /// Goes on with a journal, from where it holds good.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn go_on(mut file: File, earlier: &Earlier) -> io::Result<Self> {
        file.set_len(earlier.n_bytes)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file, pending: String::new() })
    }

    /// Notes how a page ended; [`save`](Self::save) or [`written`](Self::written) make it last.
    pub fn note(&mut self, verdict: Verdict, key: &str) {
        self.pending += &format!("{} {key}\n", word(verdict));
    }

    /// Writes what was noted.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn save(&mut self) -> io::Result<()> {
        self.file.write_all(self.pending.as_bytes())?;
        self.pending.clear();
        Ok(())
    }

    /// Writes what was noted, all of whose outputs lie in the first `n_written` bytes or parts of the draft.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn written(&mut self, n_written: u64) -> io::Result<()> {
        self.pending += &format!("written {n_written}\n");
        self.save()
    }
}

/// The options in the first line of a journal; `None` where not even that was written.
pub fn options_of(file: &mut File) -> io::Result<Option<String>> {
    Ok(read(file)?.split_once('\n').map(|(options, _)| options.to_owned()))
}

/// What a journal says of the run before; `max_written` is how much of its draft is there (`None`: it has no draft,
/// every page has a file of its own).
pub fn earlier(file: &mut File, max_written: Option<u64>) -> io::Result<Earlier> {
    let text = read(file)?;
    let mut earlier = Earlier::default();
    let mut unconfirmed = Vec::new();
    let mut n_bytes = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        n_bytes += line.len() as u64;
        let Some(line) = line.strip_suffix('\n') else { break };
        match line.split_once(' ') {
            _ if number == 0 => earlier.n_bytes = n_bytes,
            Some(("written", count)) => match (count.parse(), max_written) {
                (Ok(n_written), Some(max_written)) if n_written <= max_written => {
                    earlier.verdicts.extend(unconfirmed.drain(..));
                    (earlier.n_written, earlier.n_bytes) = (n_written, n_bytes);
                }
                _ => break,
            },
            Some((word, key)) => match verdict(word) {
                Some(verdict) => unconfirmed.push((key.to_owned(), verdict)),
                None => break,
            },
            None => break,
        }
        if max_written.is_none() {
            earlier.verdicts.extend(unconfirmed.drain(..));
            earlier.n_bytes = n_bytes;
        }
    }
    Ok(earlier)
}

fn read(file: &mut File) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    // Keys are ASCII; bytes that are not come from a damaged disk, and their lines will not be understood.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Article => "article",
        Verdict::NoArticle => "empty",
        Verdict::Failed => "failed",
    }
}

fn verdict(word: &str) -> Option<Verdict> {
    [Verdict::Article, Verdict::NoArticle, Verdict::Failed].into_iter().find(|verdict| self::word(*verdict) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal_of(lines: &str) -> File {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(lines.as_bytes()).expect("room for it");
        file
    }

    fn keys(earlier: &Earlier) -> Vec<&str> {
        let mut keys: Vec<&str> = earlier.verdicts.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn every_line_of_a_tree_counts_but_one_that_was_cut_off() {
        let mut file = journal_of("options\narticle a.html\nempty b.html\nfailed c.html\narticle d.ht");
        let earlier = earlier(&mut file, None).expect("a journal");
        assert_eq!(keys(&earlier), ["a.html", "b.html", "c.html"]);
        assert_eq!(earlier.verdicts["b.html"], Verdict::NoArticle);
        let mut journal = Journal::go_on(file, &earlier).expect("a journal");
        journal.note(Verdict::Article, "d.html");
        journal.save().expect("room for it");
        let lines = read(&mut journal.file).expect("a journal");
        assert_eq!(lines, "options\narticle a.html\nempty b.html\nfailed c.html\narticle d.html\n");
    }

    #[test]
    fn pages_of_a_stream_count_once_they_are_in_its_draft() {
        let lines = "options\narticle a\nwritten 10\nempty b\narticle c\nwritten 30\narticle d\n";
        for (n_bytes, expected, n_written) in [(9, &[][..], 0), (29, &["a"], 10), (30, &["a", "b", "c"], 30)] {
            let earlier = earlier(&mut journal_of(lines), Some(n_bytes)).expect("a journal");
            assert_eq!((keys(&earlier), earlier.n_written), (expected.to_vec(), n_written), "{n_bytes}");
        }
    }
}
