//! A page's text goes in, the tokens of the HTML standard (13.2.5) come out, for html5ever's tree builder.
//!
//! They are the tokens of html5ever's own tokenizer, but for parse errors, attributes that nobody reads, and how text is cut
//! into pieces. The page is in memory as a whole: searches take wide steps, and texts and values are ranges of it.

mod detail;
mod markup;
mod names;
mod references;
mod tag;

#[cfg(test)]
mod reference_tests;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{CharacterTokens, EOFToken, NullCharacterToken, Token, TokenSink, TokenSinkResult};
use memchr::{memchr, memchr2, memchr3};

pub use detail::Detail;
use names::Names;
use references::Reference;

use super::parse::with_line_feeds;

/// Lines are not counted.
const LINE: u64 = 1;

/// How text is read until the next end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Text and markup.
    Data,
    /// Text up to the end tag of the last start tag.
    Raw(RawKind),
    /// Text to the end of the page.
    Plaintext,
    /// Text up to `]]>`.
    Cdata,
}

/// The tokenizer of one page.
pub struct Tokenizer<'a, S> {
    sink: &'a S,
    source: &'a StrTendril,
    text: &'a str,
    bytes: &'a [u8],
    detail: &'a Detail,
    at: usize,
    state: State,
    last_start_tag: Option<LocalName>,
    names: Names,
}

/// Gives all tokens of a page to `sink`, with the attributes that the pipeline reads: for the lab, which measures the tokenizer.
pub fn tokenize(html: &str, sink: &impl TokenSink) {
    let source = StrTendril::from_slice(&with_line_feeds(html));
    let detail = Detail::read();
    let mut tokenizer = Tokenizer::new(&source, sink, &detail);
    while tokenizer.step() {}
}

/// Text that is being read: a range of the source, or a copy once something in it is not as in the source.
struct Run {
    start: usize,
    copy: Option<StrTendril>,
}

impl<'a, S: TokenSink> Tokenizer<'a, S> {
    /// A tokenizer that gives its tokens to `sink`. Line breaks of `source` are line feeds; it is shorter than 4 GB.
    pub fn new(source: &'a StrTendril, sink: &'a S, detail: &'a Detail) -> Self {
        let text: &str = source;
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self {
            sink,
            source,
            text,
            bytes: text.as_bytes(),
            detail,
            at,
            state: State::Data,
            last_start_tag: None,
            names: Names::new(),
        }
    }

    /// Reads up to the next change of state or tag; false at the end of the page, whose token is given, too.
    pub fn step(&mut self) -> bool {
        if self.at >= self.bytes.len() {
            self.give(EOFToken);
            return false;
        }
        match self.state {
            State::Data => self.read_data(),
            State::Raw(kind) => self.read_raw(kind),
            State::Plaintext => self.read_verbatim(self.bytes.len()),
            State::Cdata => self.read_cdata(),
        }
        true
    }

    fn read_data(&mut self) {
        let mut run = self.start_run();
        while let Some(offset) = memchr3(b'<', b'&', 0, &self.bytes[self.at..]) {
            self.at += offset;
            match self.bytes[self.at] {
                b'&' => self.read_reference(&mut run),
                b'<' if self.is_markup() => {
                    self.give_run(run, self.at);
                    self.read_markup();
                    return;
                }
                b'<' => self.at += 1,
                _ => {
                    self.give_run(run, self.at);
                    self.give(NullCharacterToken);
                    self.at += 1;
                    run = self.start_run();
                }
            }
        }
        self.at = self.bytes.len();
        self.give_run(run, self.at);
    }

    /// Whether markup starts with the `<` here: `<a`, `</`, `<!`, `<?`.
    fn is_markup(&self) -> bool {
        match self.bytes.get(self.at + 1) {
            Some(b'/') => self.at + 2 < self.bytes.len(),
            Some(byte) => byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?'),
            None => false,
        }
    }

    fn read_raw(&mut self, kind: RawKind) {
        let end = if matches!(kind, RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) {
            self.script_end()
        } else {
            self.raw_text_end()
        };
        if kind == RawKind::Rcdata {
            let text = self.decoded(self.at, end, false);
            self.at = end;
            self.give_text(text);
        } else {
            self.read_verbatim(end);
        }
        if end < self.bytes.len() {
            self.state = State::Data;
            self.read_markup();
        }
    }

    /// Text in which nothing but NUL is special.
    fn read_verbatim(&mut self, end: usize) {
        let text = self.replaced(self.at, end);
        self.at = end;
        self.give_text(text);
    }

    /// Where the end tag of the last start tag begins, or the text ends.
    fn raw_text_end(&self) -> usize {
        let mut at = self.at;
        while let Some(offset) = memchr(b'<', &self.bytes[at..]) {
            at += offset;
            if self.is_own_end_tag(at) {
                return at;
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// The same of a script, in which `<!-- <script>` hides an end tag.
    fn script_end(&self) -> usize {
        let mut depth = 0; // 1 inside `<!--`, 2 inside `<script>` in there
        let mut at = self.at;
        loop {
            let rest = &self.bytes[at..];
            let found = if depth == 0 { memchr(b'<', rest) } else { memchr2(b'<', b'-', rest) };
            let Some(offset) = found else { return self.bytes.len() };
            at += offset;
            let rest = &self.bytes[at..];
            if depth < 2 && self.is_own_end_tag(at) {
                return at;
            }
            match depth {
                0 if rest.starts_with(b"<!--") => {
                    depth = 1;
                    at += 1; // Its dashes may be those of `-->`.
                }
                1 | 2 if rest.starts_with(b"-->") => depth = 0,
                1 if is_tag(rest, b"<", b"script") => depth = 2,
                2 if is_tag(rest, b"</", b"script") => depth = 1,
                _ => {}
            }
            at += 1;
        }
    }

    fn is_own_end_tag(&self, at: usize) -> bool {
        self.last_start_tag.as_ref().is_some_and(|name| is_tag(&self.bytes[at..], b"</", name.as_bytes()))
    }

    fn start_run(&self) -> Run {
        Run { start: self.at, copy: None }
    }

    /// At an ampersand: adds what it stands for to the run, if it stands for something.
    fn read_reference(&mut self, run: &mut Run) {
        let Some(reference) = Reference::read(&self.text[self.at + 1..], false) else {
            self.at += 1;
            return;
        };
        let copy = run.copy.get_or_insert_default();
        copy.push_slice(&self.text[run.start..self.at]);
        reference.push_to(copy);
        self.at += 1 + reference.length;
        run.start = self.at;
    }

    fn give_run(&self, run: Run, end: usize) {
        let text = match run.copy {
            None => self.range(run.start, end),
            Some(mut copy) => {
                copy.push_slice(&self.text[run.start..end]);
                copy
            }
        };
        self.give_text(text);
    }

    /// A range of the source with character references decoded and NUL replaced.
    fn decoded(&self, start: usize, end: usize, is_attribute: bool) -> StrTendril {
        let mut copy: Option<StrTendril> = None;
        let (mut from, mut at) = (start, start);
        while let Some(offset) = memchr2(b'&', 0, &self.bytes[at..end]) {
            at += offset;
            if self.bytes[at] == 0 {
                let copy = copy.get_or_insert_default();
                copy.push_slice(&self.text[from..at]);
                copy.push_char(char::REPLACEMENT_CHARACTER);
                from = at + 1;
            } else if let Some(reference) = Reference::read(&self.text[at + 1..end], is_attribute) {
                let copy = copy.get_or_insert_default();
                copy.push_slice(&self.text[from..at]);
                reference.push_to(copy);
                from = at + 1 + reference.length;
            } else {
                at += 1;
                continue;
            }
            at = from;
        }
        let Some(mut copy) = copy else { return self.range(start, end) };
        copy.push_slice(&self.text[from..end]);
        copy
    }

    /// A range of the source with NUL replaced.
    fn replaced(&self, start: usize, end: usize) -> StrTendril {
        if memchr(0, &self.bytes[start..end]).is_none() {
            return self.range(start, end);
        }
        StrTendril::from(self.text[start..end].replace('\0', "\u{FFFD}"))
    }

    fn range(&self, start: usize, end: usize) -> StrTendril {
        self.source.subtendril(start as u32, (end - start) as u32)
    }

    fn give_text(&self, text: StrTendril) {
        if !text.is_empty() {
            self.give(CharacterTokens(text));
        }
    }

    fn give(&self, token: Token) {
        let _: TokenSinkResult<S::Handle> = self.sink.process_token(token, LINE);
    }
}

/// White space between the parts of a tag.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0C)
}

/// Whether a tag of this name stands here, whole.
fn is_tag(rest: &[u8], opening: &[u8], name: &[u8]) -> bool {
    let after = rest.strip_prefix(opening).and_then(|rest| rest.split_at_checked(name.len()));
    after.is_some_and(|(found, rest)| {
        found.eq_ignore_ascii_case(name)
            && rest.first().is_some_and(|&byte| is_space(byte) || matches!(byte, b'/' | b'>'))
    })
}
