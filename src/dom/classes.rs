//! Values of class attributes go in, each is known by a number afterwards: what it says is read once a page.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, local_name};

/// The number of a class attribute's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClassId(u32);

/// The values of a page's class attributes. The first is none, that of elements without the attribute.
#[derive(Debug)]
pub struct Classes {
    values: Vec<StrTendril>,
    hasher: RandomState,
    /// By the values' hashes.
    ids: HashMap<u64, ClassId>,
}

/// Something for each value of a page's class attributes.
#[derive(Debug)]
pub struct PerClass<T>(Vec<T>);

/// Values of a page, for the first allocation (WCXB: 230 on average).
const USUAL_VALUES: usize = 256;

impl Classes {
    /// Only the value of elements without the attribute.
    pub(super) fn new() -> Self {
        let ids = HashMap::with_capacity(USUAL_VALUES);
        Self { values: vec![StrTendril::new()], hasher: RandomState::default(), ids }
    }

    /// The number of an element's class attribute.
    pub(super) fn id_of(&mut self, attributes: &[Attribute]) -> ClassId {
        let class = attributes.iter().find(|attribute| attribute.name.local == local_name!("class"));
        let Some(value) = class.map(|class| &class.value) else { return ClassId::default() };
        let next = ClassId(self.values.len() as u32);
        let id = *self.ids.entry(self.hasher.hash_one(&**value)).or_insert(next);
        if self.values.get(id.0 as usize) == Some(value) {
            return id;
        }
        // It is new, or another one has its hash: then it gets a number of its own each time.
        self.values.push(value.clone());
        next
    }

    /// Reads every value once.
    pub fn map<'a, T>(&'a self, read: impl FnMut(&'a str) -> T) -> PerClass<T> {
        PerClass(self.values.iter().map(|value| &**value).map(read).collect())
    }
}

impl<T> PerClass<T> {
    /// What was read from a value.
    pub fn of(&self, id: ClassId) -> &T {
        &self.0[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use crate::dom::{Detail, Element, parse_html};
    use crate::stopwatch::Stopwatch;

    #[test]
    fn every_element_has_the_number_of_its_class_attribute() {
        // The attributes of a second `<body>` go to the first, after it was made.
        let page = "<p class='a b'>1<b class='a b'>2</b><i class=a>3</i><u>4</u></p><body class=late>5";
        let dom = parse_html(page, &Detail::read(), &Stopwatch::start(None)).expect("a tree");
        let values = dom.classes().map(str::to_owned);
        let elements = || dom.root().descendants().filter_map(|node| node.value().element());
        for element in elements() {
            assert_eq!(values.of(element.class()), element.attr("class").unwrap_or_default(), "{element:?}");
        }
        let of = |name: &str| elements().find(|element| element.name() == name).map(Element::class);
        assert_eq!(of("p"), of("b"), "the same value is read once");
        assert_eq!(elements().filter(|element| element.attr("class") == Some("late")).count(), 1);
    }
}
