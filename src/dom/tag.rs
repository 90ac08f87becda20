//! The element names that later steps tell apart, as one byte.

use html5ever::{QualName, local_name, ns};

macro_rules! tags {
    ($($variant:ident = $name:tt),+ $(,)?) => {
        /// An HTML element name; everything that no step tells apart is [`Tag::Other`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Tag {
            $($variant,)+
            /// The root of MathML content.
            Math,
            /// The root of SVG content.
            Svg,
            /// An element inside MathML or SVG.
            Foreign,
            /// Any other element, custom elements included.
            Other,
            /// Not an element.
            None,
        }

        impl Tag {
            pub(super) fn of(name: &QualName) -> Self {
                if name.ns != ns!(html) {
                    return match name.local {
                        local_name!("math") => Self::Math,
                        local_name!("svg") => Self::Svg,
                        _ => Self::Foreign,
                    };
                }
                match name.local {
                    $(local_name!($name) => Self::$variant,)+
                    _ => Self::Other,
                }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Article = "article", Aside = "aside", Audio = "audio",
    B = "b", Base = "base", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button",
    Canvas = "canvas", Caption = "caption", Center = "center", Cite = "cite", Code = "code",
    Dd = "dd", Del = "del", Details = "details", Dfn = "dfn", Dialog = "dialog", Dir = "dir", Div = "div",
    Dl = "dl", Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset",
    Figcaption = "figcaption", Figure = "figure", Font = "font", Footer = "footer", Form = "form",
    Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6",
    Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i",
    Iframe = "iframe", Img = "img", Input = "input", Ins = "ins", Kbd = "kbd", Label = "label",
    Legend = "legend", Li = "li", Link = "link", Listing = "listing", Main = "main", Mark = "mark", Menu = "menu",
    Meta = "meta", Nav = "nav", Noembed = "noembed", Noframes = "noframes", Noscript = "noscript",
    Object = "object", Ol = "ol", Optgroup = "optgroup", Option = "option", Output = "output", P = "p",
    Param = "param", Picture = "picture", Plaintext = "plaintext", Pre = "pre", Progress = "progress",
    Q = "q", Rp = "rp", Rt = "rt", Rtc = "rtc", Ruby = "ruby", S = "s", Samp = "samp", Script = "script",
    Section = "section", Select = "select", Small = "small", Source = "source", Span = "span",
    Strike = "strike", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup",
    Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea",
    Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr",
    Track = "track", Tt = "tt", U = "u", Ul = "ul", Var = "var", Video = "video", Wbr = "wbr", Xmp = "xmp",
}

impl Tag {
    /// Level of a heading element, 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Whether the user agent's style sheet lays the element out as a block of its own
    /// (HTML standard, section 15.3), cells, captions and options included: text never runs across its edges.
    pub fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Button, Caption, Center, Dd, Details, Dialog, Dir, Div, Dl, Dt,
            Fieldset, Figcaption, Figure, Footer, Form, Frameset, H1, H2, H3, H4, H5, H6, Header, Hgroup, Hr, Html,
            Legend, Li, Listing, Main, Menu, Nav, Ol, Optgroup, Option, P, Plaintext, Pre, Section, Select, Summary,
            Table, Tbody, Td, Textarea, Tfoot, Th, Thead, Title, Tr, Ul, Xmp,
        };
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Button
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | Optgroup
                | Option
                | P
                | Plaintext
                | Pre
                | Section
                | Select
                | Summary
                | Table
                | Tbody
                | Td
                | Textarea
                | Tfoot
                | Th
                | Thead
                | Title
                | Tr
                | Ul
                | Xmp
        )
    }

    /// Whether white space is kept as written inside the element.
    pub fn is_preformatted(self) -> bool {
        matches!(self, Self::Pre | Self::Listing | Self::Plaintext | Self::Xmp)
    }

    /// Elements whose text is never part of what a reader sees.
    pub fn is_never_shown(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Head
                | Self::Template
                | Self::Svg
                | Self::Iframe
                | Self::Noembed
                | Self::Noframes
                | Self::Object
                | Self::Canvas
                | Self::Audio
                | Self::Video
                | Self::Textarea
                | Self::Title
        )
    }
}
