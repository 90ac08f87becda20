//! Tags and their attributes.

use html5ever::tokenizer::{Tag, TagKind, TagToken, TokenSink, TokenSinkResult};
use html5ever::{Attribute, QualName, ns};
use memchr::memchr;

use super::{LINE, State, Tokenizer, is_space};

/// Most attributes a tag keeps, where all are kept: looking for duplicates is quadratic.
/// Real tags have some tens; broken quotes make some hundreds.
const MAX_ATTRIBUTES: usize = 256;

/// An attribute's place in the source.
struct Written {
    name: (usize, usize),
    value: (usize, usize),
}

impl<S: TokenSink> Tokenizer<'_, S> {
    /// At the first letter of a tag's name. A tag that the page ends in is dropped.
    pub(super) fn read_tag(&mut self, kind: TagKind) {
        let start = self.at;
        self.at += self.length_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>'));
        let written = &self.text[start..self.at];
        let mut tag = Tag {
            kind,
            name: self.names.get(written),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        loop {
            self.skip_space();
            match self.bytes.get(self.at) {
                None => return,
                Some(b'>') => break,
                Some(b'/') => {
                    self.at += 1;
                    if self.bytes.get(self.at) == Some(&b'>') {
                        tag.self_closing = true;
                        break;
                    }
                }
                Some(_) => {
                    let Some(attribute) = self.read_attribute() else {
                        self.at = self.bytes.len();
                        return;
                    };
                    if kind == TagKind::StartTag {
                        self.add(&mut tag, &attribute);
                    }
                }
            }
        }
        self.at += 1;
        self.give_tag(tag);
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
        match self.sink.process_token(TagToken(tag), LINE) {
            TokenSinkResult::RawData(kind) => self.state = State::Raw(kind),
            TokenSinkResult::Plaintext => self.state = State::Plaintext,
            // No script is run, and the page is decoded already.
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {}
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
