//! Tags and their attributes.

use html5ever::tokenizer::{Tag, TagKind, TagToken, TokenSink, TokenSinkResult};
use html5ever::{Attribute, QualName, local_name, ns};
use memchr::memchr;

use super::{LINE, State, Tokenizer, is_space};

/// Most attributes a tag keeps, where all are kept: looking for duplicates is quadratic.
/// Real tags have some tens; broken quotes make some hundreds.
const MAX_ATTRIBUTES: usize = 256;

/// An attribute's place in the source.
pub(super) struct Written {
    name: (usize, usize),
    value: (usize, usize),
}

impl<'a, S: TokenSink> Tokenizer<'a, S> {
    /// At the first letter of a tag's name. A tag that the page ends in is dropped.
    pub(super) fn read_tag(&mut self, kind: TagKind) {
        let written = self.read_tag_name();
        let mut tag = Tag {
            kind,
            name: self.names.get(written),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let keep = |tokenizer: &mut Self, attribute: &Written| {
            if kind == TagKind::StartTag {
                tokenizer.add(&mut tag, attribute);
            }
        };
        match self.read_attributes(keep) {
            Some(self_closing) => self.give_tag(Tag { self_closing, ..tag }),
            None => self.at = self.bytes.len(),
        }
    }

    /// At the first letter of a tag's name.
    pub(super) fn read_tag_name(&mut self) -> &'a str {
        let start = self.at;
        self.at += self.length_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>'));
        &self.text[start..self.at]
    }

    /// Hands the attributes of a tag to `keep`, up to its end: whether it closes itself; none where the page ends in it.
    pub(super) fn read_attributes(&mut self, mut keep: impl FnMut(&mut Self, &Written)) -> Option<bool> {
        loop {
            self.skip_space();
            match self.bytes.get(self.at)? {
                b'>' => {
                    self.at += 1;
                    return Some(false);
                }
                b'/' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(true);
                }
                b'/' => self.at += 1,
                _ => {
                    let attribute = self.read_attribute()?;
                    keep(self, &attribute);
                }
            }
        }
    }

    /// Finds an attribute's name and value; none where the page ends in it.
    fn read_attribute(&mut self) -> Option<Written> {
        let start = self.at;
        self.at += 1; // A name may begin with any byte but a space, a slash or `>`, even with `=`.
        self.at += self.length_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = (start, self.at);
        self.skip_space();
        if self.bytes.get(self.at) != Some(&b'=') {
            return Some(Written { name, value: (self.at, self.at) });
        }
        self.at += 1;
        self.skip_space();
        let value = match self.bytes.get(self.at)? {
            &quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let end = start + memchr(quote, &self.bytes[start..])?;
                self.at = end + 1;
                (start, end)
            }
            _ => {
                let start = self.at;
                self.at += self.length_while(|byte| !is_space(byte) && byte != b'>');
                (start, self.at)
            }
        };
        Some(Written { name, value })
    }

    fn add(&mut self, tag: &mut Tag, attribute: &Written) {
        let written = &self.text[attribute.name.0..attribute.name.1];
        let Some(name) = self.detail.attribute(written, &mut self.names) else { return };
        if tag.attrs.iter().any(|other| other.name.local == name) {
            tag.had_duplicate_attributes = true;
        } else if tag.attrs.len() < MAX_ATTRIBUTES {
            let value = self.decoded(attribute.value.0, attribute.value.1, true);
            tag.attrs.push(Attribute { name: QualName::new(None, ns!(), name), value });
        }
    }

    fn give_tag(&mut self, tag: Tag) {
        if tag.kind == TagKind::StartTag {
            self.last_start_tag = Some(tag.name.clone());
        }
        let opens_drawing = tag.kind == TagKind::StartTag && tag.name == local_name!("svg") && !tag.self_closing;
        match self.sink.process_token(TagToken(tag), LINE) {
            TokenSinkResult::RawData(kind) => self.state = State::Raw(kind),
            TokenSinkResult::Plaintext => self.state = State::Plaintext,
            // No script is run, and the page is decoded already.
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {}
        }
        if opens_drawing && !self.detail.is_all() {
            self.pass_over_shapes();
        }
    }

    pub(super) fn skip_space(&mut self) {
        self.at += self.length_while(is_space);
    }

    fn length_while(&self, accept: impl Fn(u8) -> bool) -> usize {
        let rest = &self.bytes[self.at..];
        rest.iter().position(|&byte| !accept(byte)).unwrap_or(rest.len())
    }
}
