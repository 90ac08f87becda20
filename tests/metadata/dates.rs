//! When a page was published and changed.

use tamis::Origin;

use crate::{metadata, metadata_at, origin, value};

/// The date of publication of a page in a language, with a date in a meta element.
fn published(language: &str, date: &str) -> Option<String> {
    let html = format!("<html lang='{language}'><meta name='date' content='{date}'><h1>A day at sea</h1>");
    metadata(&html).published.map(|field| field.value)
}

#[test]
fn dates_are_read_in_many_spellings() {
    let cases = [
        ("en", "2024-05-03", "2024-05-03"),
        ("en", "2024-05-03T14:05:00", "2024-05-03T14:05:00"),
        ("en", "2024-05-03 14:05", "2024-05-03T14:05:00"),
        ("en", "2024-05-03T14:05:09.123456Z", "2024-05-03T14:05:09Z"),
        ("en", "2024-05-03T14:05-0400", "2024-05-03T14:05:00-04:00"),
        ("en", "20240503T140500Z", "2024-05-03"),
        ("en", "Fri, 03 May 2024 14:05:00 +0200", "2024-05-03T14:05:00+02:00"),
        ("en", "Fri, 03 May 2024 14:05:00 GMT", "2024-05-03T14:05:00Z"),
        ("en", "Fri May 03 14:05:00 GMT 2024", "2024-05-03T14:05:00Z"),
        ("en", "May 3, 2024", "2024-05-03"),
        ("en", "May 3rd, 2024 at 2:05 p.m.", "2024-05-03T14:05:00"),
        ("en", "3 May 2024", "2024-05-03"),
        ("en", "Sept. 3, 2024", "2024-09-03"),
        ("en", "12:30 May 3, 2024", "2024-05-03"),
        ("de", "3. Mai 2024", "2024-05-03"),
        ("de", "03.05.2024, 14:05 Uhr", "2024-05-03T14:05:00"),
        ("de", "03.05.24", "2024-05-03"),
        ("fr", "1er août 2024 à 14h05", "2024-08-01T14:05:00"),
        ("es", "3 de mayo de 2024", "2024-05-03"),
        ("pt", "3 de março de 2024", "2024-03-03"),
        ("it", "3 maggio 2024", "2024-05-03"),
        ("nl", "3 maart 2024", "2024-03-03"),
        ("sv", "3 maj 2024", "2024-05-03"),
        ("fi", "3. toukokuuta 2024", "2024-05-03"),
        ("pl", "3 listopada 2024", "2024-11-03"),
        ("hr", "3. listopada 2024.", "2024-10-03"),
        ("cs", "3. května 2024", "2024-05-03"),
        ("hu", "2024. május 3.", "2024-05-03"),
        ("ro", "3 mai 2024", "2024-05-03"),
        ("ru", "3 мая 2024", "2024-05-03"),
        ("uk", "3 травня 2024", "2024-05-03"),
        ("el", "3 Μαΐου 2024", "2024-05-03"),
        ("tr", "3 Mayıs 2024", "2024-05-03"),
        ("id", "3 Agustus 2024", "2024-08-03"),
        ("vi", "3 tháng 5, 2024", "2024-05-03"),
        ("ar", "٣ مايو ٢٠٢٤", "2024-05-03"),
        ("he", "3 במאי 2024", "2024-05-03"),
        ("hi", "3 मई 2024", "2024-05-03"),
        ("th", "3 พฤษภาคม 2567", "2024-05-03"),
        ("sk", "3. mája 2024", "2024-05-03"),
        ("sl", "3. avgust 2024", "2024-08-03"),
        ("sr", "3. maj 2024.", "2024-05-03"),
        ("sr", "3. мај 2024.", "2024-05-03"),
        ("bg", "3 май 2024", "2024-05-03"),
        ("et", "3. märts 2024", "2024-03-03"),
        ("lv", "2024. gada 3. maijs", "2024-05-03"),
        ("lt", "2024 m. gegužės 3 d.", "2024-05-03"),
        ("ms", "3 Ogos 2024", "2024-08-03"),
        ("fa", "۳ مه ۲۰۲۴", "2024-05-03"),
        ("ur", "3 مئی 2024", "2024-05-03"),
        ("bn", "৩ ফেব্রুয়ারি ২০২৪", "2024-02-03"),
        ("mr", "3 ऑक्टोबर 2024", "2024-10-03"),
        ("ta", "3 ஏப்ரல் 2024", "2024-04-03"),
        ("te", "3 సెప్టెంబర్ 2024", "2024-09-03"),
        ("zh", "2024年5月3日 14:05", "2024-05-03T14:05:00"),
        ("ja", "2024年5月3日 午後2:05", "2024-05-03T14:05:00"),
        ("ko", "2024년 5월 3일", "2024-05-03"),
    ];
    for (language, spelt, expected) in cases {
        assert_eq!(published(language, spelt).as_deref(), Some(expected), "{spelt} ({language})");
    }
}

#[test]
fn day_and_month_are_told_apart_only_where_that_is_certain() {
    assert_eq!(published("en", "03/05/2024"), None);
    assert_eq!(published("en", "13/05/2024").as_deref(), Some("2024-05-13"));
    assert_eq!(published("en", "05/13/2024").as_deref(), Some("2024-05-13"));
    assert_eq!(published("en-US", "03/05/2024").as_deref(), Some("2024-03-05"));
    assert_eq!(published("en-GB", "03/05/2024").as_deref(), Some("2024-05-03"));
    assert_eq!(published("fr", "03/05/2024").as_deref(), Some("2024-05-03"));
    // The Polish November is the Croatian October.
    assert_eq!(published("", "3 listopada 2024"), None);
}

#[test]
fn days_that_do_not_exist_are_no_dates() {
    for spelt in
        ["2024-02-31", "31.02.2024", "1970-01-01", "0000-00-00", "2924-05-03", "May 2024", "v1.2.2024.5", "soon"]
    {
        assert_eq!(published("de", spelt), None, "{spelt}");
    }
    assert_eq!(published("en", "2024-05-03T99:99:99").as_deref(), Some("2024-05-03"));
}

#[test]
fn a_bad_date_gives_way_to_the_next_source() {
    let html = r#"<script type="application/ld+json">{"@type": "Article", "datePublished": "yesterday"}</script>
        <meta property="article:published_time" content="2024-05-03T14:05:00+02:00">"#;
    let page = metadata(html);
    assert_eq!(value(&page.published), Some("2024-05-03T14:05:00+02:00"));
    assert_eq!(origin(&page.published), Some(Origin::OpenGraph));
}

#[test]
fn visible_dates_near_the_headline_are_read() {
    let html = "<html lang='en'><h1>A day at sea</h1>
        <p>Published <time datetime='2024-05-03T08:00:00Z'>last spring</time>, updated <time datetime='2024-06-01'>June</time></p>";
    let page = metadata(html);
    assert_eq!(value(&page.published), Some("2024-05-03T08:00:00Z"));
    assert_eq!(origin(&page.published), Some(Origin::Time));
    assert_eq!(value(&page.modified), Some("2024-06-01"));
    let html = "<html lang='de'><h1>Ein Tag am Meer</h1><span class='entry-date'>3. Mai 2024</span>";
    assert_eq!(value(&metadata(html).published), Some("2024-05-03"));
    let html = "<html lang='de'><h1>Ein Tag am Meer</h1><div>Aktualisiert am 3. Mai 2024</div>";
    let page = metadata(html);
    assert_eq!((page.published, value(&page.modified)), (None, Some("2024-05-03")));
    for label in ["<span>Last updated:</span>", "<h4>Last updated:</h4>\n      "] {
        let html =
            format!("<h1>Harbour reopens</h1><div>\n {label}\n <time datetime='2024-05-03'>3 May 2024</time></div>");
        let page = metadata(&html);
        assert_eq!((page.published, value(&page.modified)), (None, Some("2024-05-03")), "{html}");
    }
    let named = metadata("<meta name='published' content='May 3, 2024'><h1>Harbour reopens</h1>");
    assert_eq!(value(&named.published), Some("2024-05-03"));
}

#[test]
fn dates_in_sentences_and_class_names_that_only_contain_date_are_not() {
    let html = "<html lang='en'><h1>A day at sea</h1>
        <p>The harbour was last dredged on May 3, 2024, when the council had found the money for the work it had put off.</p>
        <div class='candidate updates'>Vote on May 7, 2024 for the council of the harbour, the lighthouse and all the boats.</div>";
    assert_eq!(metadata(html).published, None);
}

#[test]
fn the_address_dates_a_page_as_a_last_resort() {
    let page = metadata_at("<h1>A day at sea</h1>", Some("https://courier.example/2024/05/03/a-day-at-sea"));
    assert_eq!(value(&page.published), Some("2024-05-03"));
    assert_eq!(origin(&page.published), Some(Origin::Url));
    let page = metadata_at("<h1>A day at sea</h1>", Some("https://courier.example/2024/13/03/a-day-at-sea"));
    assert_eq!(page.published, None);
}
