//! What a page is called: the headline, without labels and the site's name.

use tamis::Origin;

use crate::{json_ld, metadata, metadata_at, origin, value};

fn title_of(title: &str, site: &str, heading: &str) -> String {
    let html = format!(
        "<title>{title}</title><meta property='og:site_name' content='{site}'><h1>{heading}</h1><p>Text of the page."
    );
    metadata(&html).title.map(|field| field.value).unwrap_or_default()
}

#[test]
fn the_sites_name_is_no_part_of_the_title() {
    for title in [
        "Harbour reopens | Coast Courier",
        "Harbour reopens - Coast Courier",
        "Harbour reopens – Coast Courier",
        "Harbour reopens — Coast Courier",
        "Harbour reopens :: Coast Courier",
        "Harbour reopens · Coast Courier",
        "Harbour reopens » Coast Courier",
        "Coast Courier: Harbour reopens",
        "Coast Courier | Harbour reopens",
        "Harbour reopens | News | Coast Courier",
        "Harbour reopens - The Coast Courier",
    ] {
        let expected = if title.contains("News") { "Harbour reopens | News" } else { "Harbour reopens" };
        assert_eq!(title_of(title, "Coast Courier", ""), expected, "{title}");
    }
    assert_eq!(title_of("港口重新开放_海岸新闻网", "海岸新闻网", ""), "港口重新开放");
}

#[test]
fn the_address_names_the_site_where_nothing_else_does() {
    let page = metadata_at("<title>Harbour reopens | Coastcourier</title>", Some("https://www.coastcourier.co.uk/a"));
    assert_eq!(value(&page.title), Some("Harbour reopens"));
    assert_eq!(origin(&page.title), Some(Origin::TitleElement));
}

#[test]
fn parts_of_the_headline_stay() {
    for title in [
        "Well-known ferries: a field guide",
        "Part one: the storm - and what came after",
        "Yes – but not for long",
        "3-2 defeat for Porthaven",
    ] {
        assert_eq!(title_of(title, "Coast Courier", ""), title);
        assert_eq!(title_of(&format!("{title} | Coast Courier"), "Coast Courier", ""), title);
    }
    let heading = "Ferries | a field guide to the Coast Courier";
    assert_eq!(title_of(heading, "Coast Courier", heading), heading);
}

#[test]
fn the_visible_headline_wins_over_a_shortened_one() {
    let html = "<title>Harbour reopens after week-long storm | C</title><h1>C</h1>
        <h1>Harbour reopens after a week-long storm that sank three boats</h1>";
    let page = metadata(html);
    assert_eq!(value(&page.title), Some("Harbour reopens after a week-long storm that sank three boats"));
    assert_eq!(origin(&page.title), Some(Origin::Heading));
}

#[test]
fn labels_within_the_headline_are_left_out() {
    let heading_of = |heading: &str| title_of("Harbour reopens after storm | Coast Courier", "Coast Courier", heading);
    for heading in [
        "<time>3 May 2024</time> Harbour reopens after storm",
        "<div class=label>Sponsored by the water board</div><div>Harbour reopens after storm</div>",
        "<span>Ferries:</span> Harbour reopens <em>after</em> storm<span>The first boats left on Friday</span>",
        "Harbour reopens after storm<span hidden>Copy link</span>",
        "Harbour reopens after storm<span style='display: none'>Read to me <b>now</b></span>",
        "Harbour reopens after storm <a href='#storm'>¶</a>",
    ] {
        assert_eq!(heading_of(heading), "Harbour reopens after storm", "{heading}");
    }
    let in_section = title_of(
        "Harbour reopens after storm - Local - Coast News",
        "",
        "<div>Sponsored by</div>Harbour reopens after storm",
    );
    assert_eq!(in_section, "Harbour reopens after storm");
    assert_eq!(title_of("/etc/hosts | Manual", "", "<span>File:</span> /etc/hosts"), "/etc/hosts");
    let longer = "Harbour reopens <em>after storm</em> that sank three boats";
    assert_eq!(heading_of(longer), "Harbour reopens after storm that sank three boats");
    assert_eq!(heading_of("<span hidden>Harbour reopens after storm</span>"), "Harbour reopens after storm");
}

#[test]
fn the_headline_reads_as_the_style_sheet_shows_it() {
    let gap = "<span>The mill at dawn</span><small>What it grinds</small>";
    assert_eq!(title_of("", "", gap), "The mill at dawn What it grinds");
    let gloss = "<ruby>水車<rt>すいしゃ</rt></ruby>が<ruby>回<rt>まわ</rt></ruby>る";
    assert_eq!(title_of("水車が回る", "", gloss), "水車が回る");
    assert_eq!(title_of("", "", "<div>The mill</div><span>turns again</span>"), "The mill turns again");
}

#[test]
fn escaped_headlines_are_decoded() {
    let page =
        json_ld(r#"{"@type": "Article", "headline": "Tom &amp;amp; Ann&#8217;s caf\u00e9 &ndash; <em>open<\/em>"}"#);
    assert_eq!(value(&page.title), Some("Tom & Ann’s café – open"));
    let page = metadata("<meta property='og:title' content='When to use &lt;div&gt; and when not'>");
    assert_eq!(value(&page.title), Some("When to use <div> and when not"));
}

#[test]
fn a_front_page_is_called_as_its_site() {
    let page = metadata("<title>Coast Courier</title><meta property='og:site_name' content='Coast Courier'><p>Text.");
    assert_eq!(value(&page.title), Some("Coast Courier"));
    assert_eq!(origin(&page.title), Some(Origin::TitleElement));
}

#[test]
fn a_heading_above_the_main_element_that_ends_the_title_names_the_site() {
    let page = |title: &str, heading: &str| {
        let html = format!(
            "<title>{title}</title><div class=menu-bar><h1 class=menu-title>The Tide Mill Handbook</h1></div>
            <main><h1><a href='#a'>{heading}</a></h1><p>Water is kept behind the gates until the ebb."
        );
        metadata(&html).title.map(|field| field.value).unwrap_or_default()
    };
    assert_eq!(page("Gates and sluices - The Tide Mill Handbook", "Gates and sluices"), "Gates and sluices");
    assert_eq!(page("Gates - The Tide Mill Handbook", "Gates and sluices"), "Gates and sluices");
    assert_eq!(page("Sluices, How To - The Tide Mill Handbook", "Gates and sluices"), "Gates and sluices");
    // Nothing says that a hero above the main element names the site.
    assert_eq!(page("The Tide Mill Handbook - Porthaven", "Contents"), "The Tide Mill Handbook");
}
