//! A class attribute goes in, what it says of formulas and code listings comes out.

/// What class names say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// A code listing's column of line numbers, as highlighters call it.
    pub const GUTTER: Self = Self(1);
    /// What draws a formula whose source stands elsewhere on the page.
    pub const RENDERING: Self = Self(2);
    /// KaTeX's wrapper of a formula.
    pub const KATEX: Self = Self(4);
    /// The same of a formula on a line of its own.
    pub const KATEX_DISPLAY: Self = Self(8);

    /// The marks of all names in a class attribute.
    pub fn of(class: &str) -> Self {
        let names = class.split_ascii_whitespace().filter(|name| INITIALS.contains(&name.as_bytes()[0]));
        names.fold(Self::default(), |marks, name| Self(marks.0 | Self::of_name(name).0))
    }

    fn of_name(name: &str) -> Self {
        match name {
            "gutter" | "gutters" | "lineno" | "linenos" | "linenum" | "linenumber" | "line-number" | "line-numbers"
            | "line-numbers-rows" | "linenodiv" | "rouge-gutter" | "hljs-ln-numbers" | "blob-num" | "ln" => {
                Self::GUTTER
            }
            "MathJax" | "MathJax_Display" | "MathJax_Preview" | "MathJax_SVG" | "katex-html" | "MathJax_CHTML"
            | "mjx-chtml" => Self::RENDERING,
            "katex" => Self::KATEX,
            "katex-display" => Self::KATEX_DISPLAY,
            _ => Self::default(),
        }
    }

    /// Whether a mark is among them.
    pub fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }
}

/// First letters of the names that are known.
const INITIALS: [u8; 8] = *b"glrhbMmk";

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn names_are_known_whole_and_among_others() {
        assert!(Marks::of("td-left  rouge-gutter gl").has(Marks::GUTTER));
        assert!(Marks::of("katex").has(Marks::KATEX) && !Marks::of("katex").has(Marks::RENDERING));
        assert!(Marks::of("mjx-chtml MJXc-display").has(Marks::RENDERING));
        assert_eq!(Marks::of("gutters-wide guttering"), Marks::default());
    }
}
