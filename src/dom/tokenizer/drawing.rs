//! Drawings are passed over: no later step reads their shapes, which are one in twenty of the tags of today's pages (WCXB: 146 of 2,514 a page).

use html5ever::tokenizer::TokenSink;
use memchr::memchr;

use super::markup::comment_end;
use super::{Tokenizer, is_tag};

impl<S: TokenSink> Tokenizer<'_, S> {
    /// After the start tag of an `<svg>`: goes on to its end tag if all between them is shapes.
    pub(super) fn pass_over_shapes(&mut self) {
        let start = self.at;
        // Where it is dropped, as beyond the deepest nesting, no drawing is made of it.
        let is_drawing = || self.sink.adjusted_current_node_present_but_not_in_html_namespace();
        if start < self.no_drawing_ends_before || !is_drawing() {
            return;
        }
        if let Some(end) = self.end_of_shapes() {
            self.at = end;
        } else {
            self.no_drawing_ends_before = self.at;
            self.at = start;
        }
    }

    /// Where the end tag of the drawing begins; none where something else than shapes comes before it, which may end the drawing or hold text.
    /// Attributes are not looked at, nor what an end tag ends: a tag in an attribute's value would be taken for one of the drawing, and the end
    /// tag of an element around the drawing that is called like a shape for that of a shape.
    fn end_of_shapes(&mut self) -> Option<usize> {
        let mut depth = 1;
        loop {
            self.at += memchr(b'<', &self.bytes[self.at..])?;
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"<!--") {
                self.at += b"<!--".len();
                self.at += comment_end(&self.bytes[self.at..]).1;
                continue;
            }
            let start = self.at;
            let is_end = rest.get(1) == Some(&b'/');
            self.at += 1 + usize::from(is_end);
            match self.read_tag_name() {
                "svg" if is_end => depth -= 1,
                "svg" if self.closes_itself()? => {}
                "svg" => depth += 1,
                name @ ("title" | "desc") if !is_end => self.pass_over_words(name)?,
                name if is_shape(name) => {}
                _ => return None,
            }
            if depth == 0 {
                return Some(start);
            }
        }
    }

    /// Within the start tag of what a drawing is called: goes on behind the name of its end tag. None where another tag comes first, which is read as HTML.
    fn pass_over_words(&mut self, name: &str) -> Option<()> {
        if self.closes_itself()? {
            return Some(());
        }
        self.at += memchr(b'<', &self.bytes[self.at..])?;
        let is_its_end = is_tag(&self.bytes[self.at..], b"</", name.as_bytes());
        self.at += "</".len() + name.len();
        is_its_end.then_some(())
    }

    fn closes_itself(&mut self) -> Option<bool> {
        self.read_attributes(|_, _| {})
    }
}

/// Whether an element only draws (SVG 2 and Filter Effects 1, but for scripts, links and what holds HTML), in the spellings of SVG and of HTML.
fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "animate"
            | "animateMotion"
            | "animatemotion"
            | "animateTransform"
            | "animatetransform"
            | "circle"
            | "clipPath"
            | "clippath"
            | "defs"
            | "ellipse"
            | "feBlend"
            | "feColorMatrix"
            | "feComposite"
            | "feFlood"
            | "feGaussianBlur"
            | "feMerge"
            | "feMergeNode"
            | "feOffset"
            | "feblend"
            | "fecolormatrix"
            | "fecomposite"
            | "feflood"
            | "fegaussianblur"
            | "femerge"
            | "femergenode"
            | "feoffset"
            | "filter"
            | "g"
            | "image"
            | "line"
            | "linearGradient"
            | "lineargradient"
            | "marker"
            | "mask"
            | "path"
            | "pattern"
            | "polygon"
            | "polyline"
            | "radialGradient"
            | "radialgradient"
            | "rect"
            | "set"
            | "stop"
            | "style"
            | "symbol"
            | "text"
            | "tspan"
            | "use"
    )
}
