//! Our tokens against those of html5ever's own tokenizer: on the standard's test inputs, on pages, and on random markup.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::Path;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{self, RawKind};
use html5ever::tokenizer::{
    CharacterTokens, CommentToken, DoctypeToken, NullCharacterToken, StartTag, TagToken, Token, TokenSink,
    TokenSinkResult, Tokenizer as Reference, TokenizerOpts,
};
use html5ever::{LocalName, TokenizerResult};
use proptest::prelude::*;

use super::{Detail, State, Tokenizer};
use crate::dom::parse::with_line_feeds;

/// Writes tokens down, texts joined, and answers as a tree builder would.
#[derive(Default)]
struct Recorder {
    lines: RefCell<Vec<String>>,
    is_foreign: Cell<bool>,
}

impl Recorder {
    fn text(&self, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut lines = self.lines.borrow_mut();
        match lines.last_mut().filter(|line| line.starts_with("text ")) {
            Some(line) => line.push_str(text),
            None => lines.push(format!("text {text}")),
        }
    }

    fn line(&self, line: String) {
        self.lines.borrow_mut().push(line);
    }
}

impl TokenSink for Recorder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            CharacterTokens(text) => self.text(&text),
            NullCharacterToken => self.text("\0"),
            CommentToken(text) => self.line(format!("comment {text}")),
            DoctypeToken(doctype) => {
                let parts = [doctype.name, doctype.public_id, doctype.system_id];
                let parts = parts.map(|part| part.map(|text| text.to_string()));
                self.line(format!("doctype {parts:?} {}", doctype.force_quirks));
            }
            TagToken(tag) if tag.kind == StartTag => {
                let attributes: Vec<_> = tag.attrs.iter().map(|one| (&*one.name.local, &*one.value)).collect();
                let flags = (tag.self_closing, tag.had_duplicate_attributes);
                self.line(format!("<{}> {attributes:?} {flags:?}", tag.name));
                self.is_foreign.set(self.is_foreign.get() || &*tag.name == "svg");
                return match &*tag.name {
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "style" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            TagToken(tag) => {
                self.line(format!("</{}>", tag.name));
                self.is_foreign.set(self.is_foreign.get() && &*tag.name != "svg");
                // As a tree builder does after a script.
                if &*tag.name == "script" {
                    return TokenSinkResult::Script(());
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.is_foreign.get()
    }
}

fn ours(text: &str, state: State, last_start_tag: Option<&str>) -> Vec<String> {
    let recorder = Recorder::default();
    let source = StrTendril::from_slice(&with_line_feeds(text));
    let mut tokenizer = Tokenizer::new(&source, &recorder, &Detail::All);
    tokenizer.state = state;
    tokenizer.last_start_tag = last_start_tag.map(LocalName::from);
    while tokenizer.step() {}
    recorder.lines.into_inner()
}

fn reference(text: &str, state: State, last_start_tag: Option<&str>) -> Vec<String> {
    let initial_state = Some(match state {
        State::Data => states::Data,
        State::Raw(kind) => states::RawData(kind),
        State::Plaintext => states::Plaintext,
        State::Cdata => states::CdataSection,
    });
    let last_start_tag_name = last_start_tag.map(str::to_owned);
    // Left to itself it drops a byte order mark after every script, too.
    let options = TokenizerOpts { initial_state, last_start_tag_name, discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Reference::new(Recorder::default(), options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text.strip_prefix('\u{FEFF}').unwrap_or(text)));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) || !queue.is_empty() {}
    tokenizer.end();
    tokenizer.sink.lines.into_inner()
}

#[track_caller]
fn assert_same(text: &str, state: State, last_start_tag: Option<&str>) {
    let (ours, reference) = (ours(text, state, last_start_tag), reference(text, state, last_start_tag));
    let differs = (0..ours.len().max(reference.len())).find(|&index| ours.get(index) != reference.get(index));
    if let Some(index) = differs {
        let shown: String = text.chars().take(200).collect();
        panic!("{state:?} {shown:?}: {:?}, reference {:?}", ours.get(index), reference.get(index));
    }
}

fn state_named(name: &str) -> State {
    match name {
        "Data state" => State::Data,
        "PLAINTEXT state" => State::Plaintext,
        "RCDATA state" => State::Raw(RawKind::Rcdata),
        "RAWTEXT state" => State::Raw(RawKind::Rawtext),
        "Script data state" => State::Raw(RawKind::ScriptData),
        "CDATA section state" => State::Cdata,
        other => panic!("no state {other}"),
    }
}

/// The standard's own test inputs, in every state that they name, where this machine has them beside the project.
#[test]
fn equals_the_reference_on_the_standards_inputs_where_present() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/html5lib-tests/tokenizer");
    for file in fs::read_dir(folder).into_iter().flatten() {
        let json = fs::read(file.expect("a file").path()).expect("a test file");
        let tests: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        for test in tests["tests"].as_array().into_iter().flatten() {
            let Some(input) = test["input"].as_str() else { continue };
            let states = test["initialStates"].as_array();
            let states = states.map_or(vec!["Data state"], |all| all.iter().filter_map(|one| one.as_str()).collect());
            for state in states {
                assert_same(input, state_named(state), test["lastStartTag"].as_str());
            }
        }
    }
}

/// The pages of the corpus, bytes that are not UTF-8 replaced.
fn corpus_pages() -> Vec<String> {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).expect("the corpus");
    let pages = folders.filter_map(|case| fs::read(case.expect("a folder").path().join("page.html")).ok());
    pages.map(|page| String::from_utf8_lossy(&page).into_owned()).collect()
}

#[test]
fn equals_the_reference_on_every_page_of_the_corpus() {
    for page in corpus_pages() {
        assert_same(&page, State::Data, None);
        // Cut anywhere, every state meets the end of the page.
        for part in 1..40 {
            let end = page.floor_char_boundary(page.len() * part / 40);
            assert_same(&page[..end], State::Data, None);
        }
    }
}

/// What random markup once showed to be read otherwise.
#[test]
fn equals_the_reference_on_what_once_differed() {
    for text in ["</script <p>\u{feff}", "<svg><![CDATA["] {
        assert_same(text, State::Data, None);
        assert_same(text, State::Raw(RawKind::ScriptData), Some("script"));
    }
}

/// Pieces of which markup is made: random sequences of them come upon every state.
const PIECES: [&str; 72] = [
    "<",
    ">",
    "/",
    "!",
    "-",
    "--",
    "?",
    "=",
    "\"",
    "'",
    "&",
    ";",
    "#",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{c}",
    "\0",
    "a",
    "A",
    "é",
    "漢",
    "</",
    "<!",
    "<!--",
    "-->",
    "--!>",
    "<?",
    "<a ",
    "<A b=",
    "<b c='",
    "<p>",
    "</p>",
    "<br/>",
    "<script>",
    "</script>",
    "</script ",
    "<script",
    "<title>",
    "</title>",
    "<textarea>",
    "</TEXTAREA>",
    "<style>",
    "</style>",
    "<plaintext>",
    "<svg>",
    "</svg>",
    "<![CDATA[",
    "]]>",
    "]",
    "<!doctype ",
    "<!DOCTYPE html>",
    "PUBLIC",
    "system",
    "html",
    "&amp;",
    "&amp",
    "&copy=",
    "&notin;",
    "&notit;",
    "&#",
    "&#x",
    "&#38;",
    "&#x80;",
    "&#0;",
    "&#1114112;",
    "&unknown;",
    "x=1",
    "X=2 x=3",
    "\u{feff}",
];

/// A piece, or a stretch of a page of the corpus cut out anywhere.
fn piece() -> impl Strategy<Value = String> {
    let pages = corpus_pages().concat();
    let stretch = (0..pages.len(), 1..80_usize).prop_map(move |(start, length)| {
        let start = pages.floor_char_boundary(start);
        pages[start..pages.floor_char_boundary(start + length)].to_owned()
    });
    prop_oneof![3 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), 1 => stretch]
}

/// Sequences tried in each run of the tests; `PROPTEST_CASES` asks for more.
const RANDOM_CASES: u32 = 2_000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(RANDOM_CASES)))]

    #[test]
    fn equals_the_reference_on_random_markup(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        assert_same(&text, State::Data, None);
        assert_same(&text, State::Raw(RawKind::ScriptData), Some("script"));
    }
}
