//! What begins with `<`: tags, comments, the document type, CDATA sections.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{CommentToken, Doctype, DoctypeToken, NullCharacterToken, TagKind, TokenSink};
use memchr::{memchr, memmem};

use super::{State, Tokenizer, is_space};

impl<S: TokenSink> Tokenizer<'_, S> {
    /// At a `<` that begins markup.
    pub(super) fn read_markup(&mut self) {
        self.at += 1;
        match self.bytes[self.at] {
            b'!' => {
                self.at += 1;
                self.read_declaration();
            }
            b'?' => self.read_bogus_comment(),
            b'/' => {
                self.at += 1;
                match self.bytes[self.at] {
                    b'>' => self.at += 1,
                    byte if byte.is_ascii_alphabetic() => self.read_tag(TagKind::EndTag),
                    _ => self.read_bogus_comment(),
                }
            }
            _ => self.read_tag(TagKind::StartTag),
        }
    }

    /// After `<!`.
    fn read_declaration(&mut self) {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"--") {
            self.at += 2;
            self.read_comment();
        } else if starts_with(rest, b"doctype") {
            self.at += b"doctype".len();
            let doctype = self.read_doctype();
            self.give(DoctypeToken(doctype));
        } else if rest.starts_with(b"[CDATA[") && self.sink.adjusted_current_node_present_but_not_in_html_namespace() {
            self.at += b"[CDATA[".len();
            self.state = State::Cdata;
        } else {
            self.read_bogus_comment();
        }
    }

    /// After `<!--`.
    fn read_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        let (length, end) = if rest.starts_with(b">") {
            (0, 1)
        } else if rest.starts_with(b"->") {
            (0, 2)
        } else {
            comment_end(rest)
        };
        let text = self.replaced(self.at, self.at + length);
        self.at += end;
        self.give(CommentToken(text));
    }

    /// A comment up to the next `>`.
    fn read_bogus_comment(&mut self) {
        let length = memchr(b'>', &self.bytes[self.at..]).unwrap_or(self.bytes.len() - self.at);
        let text = self.replaced(self.at, self.at + length);
        self.at = self.bytes.len().min(self.at + length + 1);
        self.give(CommentToken(text));
    }

    /// Text up to `]]>`; the tree builder decides what becomes of NUL.
    pub(super) fn read_cdata(&mut self) {
        let length = memmem::find(&self.bytes[self.at..], b"]]>");
        let end = length.map_or(self.bytes.len(), |length| self.at + length);
        while let Some(offset) = memchr(0, &self.bytes[self.at..end]) {
            self.give_text(self.range(self.at, self.at + offset));
            self.give(NullCharacterToken);
            self.at += offset + 1;
        }
        self.give_text(self.range(self.at, end));
        self.at = self.bytes.len().min(end + b"]]>".len());
        self.state = State::Data;
    }

    /// After `<!DOCTYPE`.
    fn read_doctype(&mut self) -> Doctype {
        let mut doctype = Doctype::default();
        doctype.force_quirks = self.read_doctype_parts(&mut doctype).is_none();
        doctype
    }

    /// Name and identifiers; none where they are not as they should be.
    fn read_doctype_parts(&mut self, doctype: &mut Doctype) -> Option<()> {
        self.skip_space();
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|&byte| !is_space(byte) && byte != b'>') {
            self.at += 1;
        }
        if self.at > start {
            let name = self.text[start..self.at].to_ascii_lowercase().replace('\0', "\u{FFFD}");
            doctype.name = Some(StrTendril::from(name));
        }
        self.skip_space();
        if self.bytes.get(self.at)? == &b'>' {
            self.at += 1;
            return doctype.name.is_some().then_some(());
        }
        let rest = &self.bytes[self.at..];
        let is_public = starts_with(rest, b"public");
        if !is_public && !starts_with(rest, b"system") {
            self.skip_doctype();
            return None;
        }
        self.at += b"public".len();
        self.skip_space();
        if is_public {
            self.read_identifier(&mut doctype.public_id)?;
            self.skip_space();
            match self.bytes.get(self.at)? {
                b'>' => {
                    self.at += 1;
                    return Some(());
                }
                b'"' | b'\'' => {}
                _ => {
                    self.skip_doctype();
                    return None;
                }
            }
        }
        self.read_identifier(&mut doctype.system_id)?;
        self.skip_space();
        self.bytes.get(self.at)?;
        self.skip_doctype();
        Some(())
    }

    /// An identifier in quotes; none where there is none, or `>` or the end of the page ends it.
    fn read_identifier(&mut self, identifier: &mut Option<StrTendril>) -> Option<()> {
        let &quote = self.bytes.get(self.at)?;
        if !matches!(quote, b'"' | b'\'') {
            self.skip_doctype();
            return None;
        }
        self.at += 1;
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|&byte| byte != quote && byte != b'>') {
            self.at += 1;
        }
        *identifier = Some(self.replaced(start, self.at));
        let &end = self.bytes.get(self.at)?;
        self.at += 1;
        (end == quote).then_some(())
    }

    fn skip_doctype(&mut self) {
        let length = memchr(b'>', &self.bytes[self.at..]);
        self.at = length.map_or(self.bytes.len(), |length| self.at + length + 1);
    }
}

/// Length of a comment's text, and where the comment ends: at `-->` or `--!>`, or with the page.
fn comment_end(rest: &[u8]) -> (usize, usize) {
    let dashes = memmem::Finder::new(b"--");
    let mut at = 0;
    while let Some(offset) = dashes.find(&rest[at..]) {
        at += offset;
        let after = &rest[at + 2..];
        if after.starts_with(b">") {
            return (at, at + 3);
        }
        if after.starts_with(b"!>") {
            return (at, at + 4);
        }
        at += 1;
    }
    let unfinished = [b"--!".as_slice(), b"--", b"-"].into_iter().find(|end| rest.ends_with(end));
    (rest.len() - unfinished.map_or(0, <[u8]>::len), rest.len())
}

fn starts_with(rest: &[u8], lower: &[u8]) -> bool {
    rest.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower))
}
