//! The type of a schema.org object goes in; what kind of object it is comes out.

use serde_json::{Map, Value};

/// Types whose headline, author and date are the page's own, besides those that end in `Article` or `Posting`.
const MAIN_TYPES: &[&str] = &[
    "Report",
    "Recipe",
    "Product",
    "ProductGroup",
    "Question",
    "HowTo",
    "VideoObject",
    "AudioObject",
    "PodcastEpisode",
    "Course",
    "Event",
    "Book",
    "SoftwareApplication",
    "MobileApplication",
    "Service",
    "CreativeWork",
    "Dataset",
    "SoftwareSourceCode",
    "LearningResource",
    "Legislation",
    "Movie",
    "MusicRecording",
    "TVEpisode",
    "Thesis",
    "Chapter",
    "WebApplication",
    "Conversation",
    "SocialMediaPosting",
    "APIReference",
    "Vehicle",
    "Car",
];

/// Types of the page as a frame around its main object.
const PAGE_TYPES: &[&str] = &[
    "WebPage",
    "ItemPage",
    "AboutPage",
    "ContactPage",
    "MedicalWebPage",
    "CollectionPage",
    "ProfilePage",
    "FAQPage",
    "QAPage",
    "CheckoutPage",
    "SearchResultsPage",
    "RealEstateListing",
];

/// The names of an object's types, without the vocabulary's address.
pub(super) fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let names: &[Value] = match object.get("@type") {
        Some(Value::Array(names)) => names,
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    names.iter().filter_map(Value::as_str).map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

/// Whether a type is that of an article or a post.
pub(super) fn is_article_type(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("Posting") && name != "JobPosting"
}

/// Whether an object of this type may be what the page is about.
pub(super) fn is_main_type(name: &str) -> bool {
    is_article_type(name) || name == "JobPosting" || MAIN_TYPES.contains(&name)
}

/// Whether a type is that of an organisation.
pub(super) fn is_organisation_type(name: &str) -> bool {
    name.ends_with("Organization") || matches!(name, "Corporation" | "LocalBusiness" | "NewsMediaOrganization")
}

/// Whether a type is that of a page as a frame around its main object.
pub(super) fn is_page_type(name: &str) -> bool {
    PAGE_TYPES.contains(&name)
}
