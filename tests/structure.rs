//! What the article's structure keeps of the page: lists, tables, code, figures, formulas, footnotes, links, words apart.
//!
//! Everything in `<article>` is kept by selector, so that these tests speak of structure and not of scoring.

use tamis::{Article, Block, Options, RenderOptions};

const URL: &str = "https://mill.example/2024/tide";

fn article(body: &str) -> Article {
    let options = Options { url: Some(URL.to_owned()), keep: vec!["article".to_owned()], ..Options::default() };
    tamis::extract(&format!("<title>Tide</title><article>{body}</article>"), &options).expect("a page")
}

fn markdown(body: &str) -> String {
    let options = RenderOptions { has_title: false, has_links: true, has_images: true };
    article(body).markdown_with(&options)
}

#[test]
fn headings_keep_their_levels_and_lists_their_nesting_and_numbers() {
    let html = "<h2>Gates</h2><h4>North</h4><ol start=4><li>Open<ul><li>slowly<li>fully</ul><li value=9>Wait</ol>";
    assert_eq!(markdown(html), "## Gates\n\n#### North\n\n4. Open\n   - slowly\n   - fully\n5. Wait\n");
}

#[test]
fn headings_are_not_strong_all_over() {
    let html = "<h2><b>North</b> <strong>gate</strong></h2><h3><a href=/gate><b>How <i>wide</i></b></a></h3>\
                <h3><em><b>Late</b></em></h3><h3><b>Gate</b>: north</h3>";
    let expected =
        "## North gate\n\n### [How *wide*](https://mill.example/gate)\n\n### *Late*\n\n### **Gate**: north\n";
    assert_eq!(markdown(html), expected);
}

#[test]
fn a_list_directly_inside_a_list_belongs_to_the_item_before() {
    assert_eq!(markdown("<ul><li>gate</li><ul><li>hinge</li></ul></ul>"), "- gate\n  - hinge\n");
}

#[test]
fn lists_that_lay_out_sections_are_unwrapped() {
    let html = "<ol><li><h3>First post</h3><p>It turns.</p><li><h3>Second post</h3><p>It stops.</p></ol>";
    assert_eq!(markdown(html), "### First post\n\nIt turns.\n\n### Second post\n\nIt stops.\n");
}

#[test]
fn spans_of_tables_are_padded_and_no_cell_is_lost() {
    let html = "<table><caption>Levels</caption><thead><tr><th>Gate<th colspan=2>Height</thead>\
                <tr><td rowspan=2>north<td>4<td>m<tr><td>13<td>ft</table>";
    let article = article(html);
    let Some(Block::Table(table)) = article.blocks.iter().find(|block| matches!(block, Block::Table(_))) else {
        panic!("no table in {:?}", article.blocks)
    };
    assert_eq!((table.header_rows, table.rows.len()), (1, 3));
    assert!(table.rows.iter().all(|row| row.len() == 3));
    assert!(
        table.rows[2][0].is_empty() && !table.rows[2][1].is_empty(),
        "the spanned place is empty: {:?}",
        table.rows
    );
    for word in ["Levels", "Gate", "Height", "north", "13", "ft"] {
        assert!(article.text().contains(word), "{word}");
    }
}

#[test]
fn a_table_that_holds_an_article_in_a_cell_lays_it_out() {
    let paragraph = "The tide mill grinds again, after forty years in which nobody lifted its gates.";
    let html = format!(
        "<table><tr><th>Harbour<th>Size of type<tr><td colspan=2>{}</table>",
        format!("<p>{paragraph}</p>").repeat(3)
    );
    assert!(markdown(&html).ends_with(&format!("\n\n{paragraph}\n\n{paragraph}\n")), "{}", markdown(&html));
    let cells = format!("<table><tr><th>Gate<th>State<tr><td>north<td>{paragraph}<tr><td>south<td>{paragraph}</table>");
    assert!(markdown(&cells).starts_with("| Gate | State |\n"), "{}", markdown(&cells));
}

#[test]
fn layout_tables_are_unwrapped() {
    let html =
        "<table role=presentation><tr><td><p>Left words.</p><td><table><tr><td><p>Inner words.</p></table></table>";
    assert_eq!(markdown(html), "Left words.\n\nInner words.\n");
}

#[test]
fn tables_can_be_left_out() {
    let options = Options { keep: vec!["article".to_owned()], has_tables: false, ..Options::default() };
    let html = "<article><p>Before.</p><table><tr><th>Gate<th>Height<tr><td>north<td>4</table><p>After.</p></article>";
    assert_eq!(tamis::extract(html, &options).expect("a page").text(), "Before.\n\nAfter.\n");
}

#[test]
fn code_is_verbatim_with_its_language_and_without_line_numbers() {
    let html = "<div class='highlight'><table><tr><td class='gutter'><pre>1\n2</pre></td>\
                <td class='code'><pre><code class='language-rust'>fn turn() {\n    <span class=k>wheel</span>();\n}\n</code></pre></table></div>";
    assert_eq!(markdown(html), "```rust\nfn turn() {\n    wheel();\n}\n```\n");
}

#[test]
fn joiners_with_nothing_to_join_are_no_text() {
    let html = "<p>The mill.</p><p>\u{200D}</p><p>The wheel.<br>\u{200D}</p><p>\u{645}\u{6CC}\u{200C}\u{686}\u{631}\u{62E}\u{62F}</p>";
    assert_eq!(markdown(html), "The mill.\n\nThe wheel.\n\n\u{645}\u{6CC}\u{200C}\u{686}\u{631}\u{62E}\u{62F}\n");
}

#[test]
fn lines_of_code_in_blocks_stay_lines() {
    let html = "<pre><code><div>first();</div><div>second();</div></code></pre>";
    assert_eq!(markdown(html), "```\nfirst();\nsecond();\n```\n");
}

#[test]
fn code_in_two_languages_is_parted_and_its_copy_button_is_no_code() {
    let html = "<pre><input type=checkbox><code class='language-js'>import wheel from 'mill';</code><code>const wheel = \
                require('mill');\n</code><button class=copy-button>copy</button></pre><p><button>Sluice</button> words</p>";
    assert_eq!(
        markdown(html),
        "```js\nimport wheel from 'mill';\nconst wheel = require('mill');\n```\n\nSluice\n\nwords\n"
    );
    let tokens = "<p><code>let</code><code>x</code></p><pre><span><code>let</code></span> <code>x;</code>\n<code>y;</code></pre>";
    assert_eq!(markdown(tokens), "`letx`\n\n```\nlet x;\ny;\n```\n");
}

#[test]
fn figures_have_the_real_image_and_their_caption() {
    let html = "<figure><img src='data:image/gif;base64,R0' data-src='/wheel.jpg' alt='The wheel'>\
                <noscript><img src='/wheel.jpg' alt='The wheel'></noscript><figcaption>The wheel in <b>June</b></figcaption></figure>\
                <p><img srcset='small.jpg 300w, large.jpg 1200w' alt=''> Text beside it.</p>";
    let expected = "![The wheel](https://mill.example/wheel.jpg)\n\nThe wheel in **June**\n\n\
                    ![](https://mill.example/2024/large.jpg) Text beside it.\n";
    assert_eq!(markdown(html), expected);
}

#[test]
fn an_image_beside_a_label_that_is_dropped_stays_with_its_caption() {
    let html = "<article><p>The eels climb a ladder of bristles beside the sill.</p><figure><div><div class=label>Image</div>\
                <div><img src=/trap.jpg alt=Trap></div></div><figcaption>A night’s catch at the mill</figcaption></figure></article>";
    let options = Options {
        url: Some(URL.to_owned()),
        keep: vec!["article".to_owned()],
        drop: vec![".label".to_owned()],
        ..Options::default()
    };
    let article = tamis::extract(html, &options).expect("a page");
    let pictures = RenderOptions { has_images: true, ..RenderOptions::default() };
    assert!(
        article
            .markdown_with(&pictures)
            .ends_with("![Trap](https://mill.example/trap.jpg)\n\nA night’s catch at the mill\n"),
        "{}",
        article.markdown_with(&pictures)
    );
}

#[test]
fn definitions_keep_terms_and_details() {
    let article = article("<dl><dt>Sluice<dt>Gate<dd>Lets water in.<dd>Lets it out.<dt>Race<dd>Leads it.</dl>");
    let [Block::Definitions(definitions)] = article.blocks.as_slice() else { panic!("{:?}", article.blocks) };
    assert_eq!((definitions.len(), definitions[0].terms.len(), definitions[0].details.len()), (2, 2, 2));
}

#[test]
fn formulas_show_once_as_tex() {
    let katex = "<span class=katex><span class=katex-mathml><math><mi>v</mi><annotation encoding='application/x-tex'>v^2</annotation></math></span>\
                 <span class=katex-html aria-hidden=true>v2</span></span>";
    let mathjax =
        "<span class=MathJax_Preview>h</span><span class=MathJax>h</span><script type='math/tex'>2gh</script>";
    let mathml = "<math><mi>h</mi><mo>=</mo><mn>3</mn></math>";
    let html = format!("<p>With {katex} = {mathjax}, where {mathml}.</p>");
    assert_eq!(markdown(&html), "With $v^2$ = $2gh$, where $h = 3$.\n");
}

#[test]
fn footnotes_join_references_and_notes() {
    let html = "<p>It turned<sup id=r1><a href='#n1'>[1]</a></sup> again.</p>\
                <ol><li id=n1>In 1788. <a href='#r1'>Back</a></li></ol>";
    assert_eq!(markdown(html), "It turned[^1] again.\n\n[^1]: In 1788.\n");
}

#[test]
fn links_are_absolute_and_harmless() {
    let html = "<p><a href='/a?b=1&amp;c=2'>one</a> <a href='javascript:alert(1)'>two</a> <a href=' JAVA\tSCRIPT:x'>three</a> \
                <a href='data:text/html,x'>four</a> <a href='#part'>five</a></p>";
    let expected = "[one](https://mill.example/a?b=1&c=2) two three four [five](#part)\n";
    assert_eq!(markdown(html), expected);
}

#[test]
fn the_base_element_moves_relative_links() {
    let options = Options { url: Some(URL.to_owned()), keep: vec!["article".to_owned()], ..Options::default() };
    let html = "<base href='/old/'><article><p><a href=gate>The gate</a> is old.</p></article>";
    let html = tamis::extract(html, &options).expect("a page").html();
    assert!(html.contains("href=\"https://mill.example/old/gate\""), "{html}");
}

#[test]
fn emphasis_and_small_print_survive_without_stray_spaces() {
    let html =
        "<p>The <em>old </em>wheel&nbsp;has <b>H<sub>2</sub>O</b> on x<sup>2</sup>&shy;planks,\n   in one\n line.</p>";
    assert_eq!(article(html).text(), "Tide\n\nThe old wheel has H2O on x2planks, in one line.\n");
    assert_eq!(markdown(html), "The *old* wheel has **H2O** on x2planks, in one line.\n");
}

#[test]
fn words_are_not_glued_together() {
    let html = "<div>One<div>two</div>three</div><p><a href=/a>four</a><a href=/b>five</a></p><p>six<br>seven</p>\
                <p><cite>Jane Roe, 8:12 pm</cite>Eight <span>W</span>ord</p><table><tr><td>nine<td>ten</table>";
    let text = article(html).text();
    for glued in ["Onetwo", "twothree", "fourfive", "sixseven", "pmEight", "nineten"] {
        assert!(!text.contains(glued), "{glued} in {text}");
    }
    assert!(text.contains("Word"), "a drop capital stays with its word: {text}");
}

#[test]
fn two_breaks_part_paragraphs_and_one_breaks_a_line() {
    assert_eq!(markdown("First<br><br>Second<br>\nline<br> <br>Third"), "First\n\nSecond\\\nline\n\nThird\n");
}

#[test]
fn a_paragraph_stands_in_one_place_and_the_title_once() {
    let opening =
        "<p>The tide mill grinds again, after forty years of silence on the quay, and the town came to see it.</p>";
    let html = format!(
        "<title>Tide | Mill News</title><article><h1>Tide</h1><div class=summary-for-phones>{opening}</div>{opening}\
         <p>Then it rained.</p></article>"
    );
    let text = tamis::extract(&html, &Options::default()).expect("a page").text();
    assert_eq!(["grinds again", "Tide"].map(|words| text.matches(words).count()), [1, 1], "{text}");
}

#[test]
fn what_an_author_says_twice_stays() {
    let refrain = "<p>And the tide came in, and the stones went round, and nobody asked who had opened the gate.</p>";
    let html = format!(
        "<title>Ballad of the mill</title><article><h1>Ballad of the mill</h1>\
         <p>In May the miller left the quay with flour on his coat, and took the road along the pond.</p>{refrain}\
         <p>In June his daughter found the bar of ash beneath the floor, and turned the wheel alone.</p>{refrain}</article>"
    );
    let text = tamis::extract(&html, &Options::default()).expect("a page").text();
    assert_eq!(text.matches("nobody asked").count(), 2, "{text}");
}

#[test]
fn cells_with_the_same_words_stay_in_their_table() {
    let sentence =
        "<p>The tide mill grinds again, after forty years of silence on the quay, and the town came to see it.";
    let hours = "from noon on, and until the pond has run dry or the miller has gone home";
    let html = format!(
        "<title>Tide</title><main><article class=post><h1>Tide</h1>{sentence}<p>When the pond is full, the stones turn for some hours, \
         on these days:<table class=data><tr><th>Day of the week<th>The stones turn<tr><td>Saturday<td class=even>{hours}\
         <tr><td>Sunday<td class=odd>{hours}</table><p>The flour is sold at the door, and the baker takes what is left.</article></main>"
    );
    let text = tamis::extract(&html, &Options::default()).expect("a page").text();
    assert_eq!(text.matches(hours).count(), 2, "{text}");
}

#[test]
fn selectors_overrule_the_scorer_and_keep_wins() {
    let html = "<nav><a href=/>Home page</a></nav><article><p>The tide mill grinds again, after forty years.</p>\
                <p class=ad>Buy our flour today.</p></article>";
    let with = |keep: &[&str], drop: &[&str]| {
        let owned = |selectors: &[&str]| selectors.iter().map(|&selector| selector.to_owned()).collect();
        tamis::extract(html, &Options { keep: owned(keep), drop: owned(drop), ..Options::default() })
            .expect("a page")
            .text()
    };
    assert!(!with(&[], &[".ad"]).contains("flour"));
    assert!(with(&[".ad"], &["article"]).contains("flour") && !with(&[".ad"], &["article"]).contains("grinds"));
    assert!(with(&["nav"], &[]).contains("Home page"));
}

#[test]
fn comments_come_only_when_asked_for() {
    let html = "<article><h1>Tide</h1><p>The tide mill grinds again, after forty years of silence on the quay.</p>\
                <p>The town came to see it, and the baker bought the first sack of flour it made.</p></article>\
                <section id=comments class=comments><h2>2 comments</h2><div class=comment><p>I remember the wheel from my childhood, it was loud.</p>\
                <button>Reply</button></div></section>";
    let text = |has_comments| {
        tamis::extract(html, &Options { has_comments, drop: vec!["#comments".to_owned()], ..Options::default() })
            .expect("a page")
            .text()
    };
    assert!(!text(false).contains("childhood"));
    assert!(text(true).contains("childhood") && !text(true).contains("Reply"), "{}", text(true));
}

#[test]
fn an_article_that_only_scripts_would_show_is_found_in_the_data() {
    let html = r#"<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Tide","articleBody":
        "The tide mill grinds again.\n\nVisitors may <b>watch</b> on Sundays, when the stones turn for an hour and the miller explains."}</script></head>
        <body><div id=root></div><noscript>Please enable JavaScript.</noscript></body></html>"#;
    let article = tamis::extract(html, &Options::default()).expect("a page");
    let expected = "Tide\n\nThe tide mill grinds again.\n\nVisitors may watch on Sundays, when the stones turn for an hour and the miller explains.\n";
    assert_eq!(article.text(), expected);
}

#[test]
fn plain_text_scrapes_are_sieved_by_paragraph() {
    let scrape = "MillNews\n\nTide mill grinds again thumbnail\n\nTide mill grinds again\n\n\
        The tide mill grinds again, after forty years of silence on the quay. The town came to see it on Sunday morning.\n\n\
        Visitors may watch the stones turn on the first Sunday of the month, when the miller explains the gates.\n\n\
        Read More\n\nScroll to Top\n";
    let text = tamis::extract(scrape, &Options::default()).expect("a scrape").text();
    assert!(text.starts_with("Tide mill grinds again\n\nThe tide mill"), "{text}");
    assert!(text.ends_with("explains the gates.\n"), "{text}");
}

#[test]
fn furniture_without_markup_is_dropped() {
    let pages = [
        (
            "The tide mill grinds again, after forty years of silence on the quay.",
            "The town came to see it, and the baker bought the first sack of flour it made.",
            ["Read More", "Scroll to Top"],
        ),
        (
            "Moara de maree macină din nou, după patruzeci de ani de tăcere pe chei.",
            "Orașul a venit s-o vadă, iar brutarul a cumpărat primul sac de făină.",
            ["Citește mai departe", "Înapoi sus"],
        ),
        (
            "Az árapálymalom negyven év csend után újra őröl a rakparton.",
            "A város eljött megnézni, és a pék megvette az első zsák lisztet.",
            ["Olvasson tovább", "Megosztás"],
        ),
        (
            "Potvynio malūnas vėl mala po keturiasdešimties metų tylos krantinėje.",
            "Miestas atėjo pasižiūrėti, o kepėjas nupirko pirmą miltų maišą.",
            ["Skaityti daugiau", "Į viršų"],
        ),
        (
            "Мелницата на прилива отново мели след четиридесет години тишина на кея.",
            "Градът дойде да я види, а хлебарят купи първия чувал брашно.",
            ["Прочетете още", "Сподели"],
        ),
        (
            "চল্লিশ বছরের নীরবতার পর ঘাটের জোয়ার-কল আবার গম ভাঙছে।",
            "শহরের লোক দেখতে এসেছিল, আর রুটিওয়ালা প্রথম বস্তা আটা কিনল।",
            ["আরও পড়ুন", "শেয়ার করুন"],
        ),
        (
            "நாற்பது ஆண்டு அமைதிக்குப் பிறகு துறைமுகத்தின் ஓத ஆலை மீண்டும் அரைக்கிறது.",
            "ஊரார் பார்க்க வந்தனர், ரொட்டிக்காரர் முதல் மாவு மூட்டையை வாங்கினார்.",
            ["மேலும் படிக்க", "பகிர்"],
        ),
        (
            "چالیس برس کی خاموشی کے بعد گھاٹ کی چکی پھر سے آٹا پیس رہی ہے۔",
            "شہر والے اسے دیکھنے آئے، اور نانبائی نے آٹے کی پہلی بوری خریدی۔",
            ["مزید پڑھیں", "شیئر کریں"],
        ),
    ];
    for (first, second, [link, button]) in pages {
        let html = format!("<p>{first}</p><p>{second}</p><p>{link}</p><p>{button}</p>");
        let text = tamis::extract(&html, &Options::default()).expect("a page").text();
        assert_eq!(text, format!("{first}\n\n{second}\n"));
    }
}

#[test]
fn what_the_caller_keeps_is_not_replaced_by_embedded_data() {
    let html = r#"<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"The embedded text is a good deal longer
        than the short notice that the caller asks for, and it would be taken for the article of a script-driven page."}</script>
        <p class=notice>The short notice.</p><p class=other>Another line.</p>"#;
    let options = Options { keep: vec![".notice".to_owned()], drop: vec!["body".to_owned()], ..Options::default() };
    assert_eq!(tamis::extract(html, &options).expect("a page").text(), "The short notice.\n");
}

#[test]
fn confidence_speaks_of_the_final_choice() {
    let html = "<article><p>The tide mill grinds again, after forty years of silence on the quay.</p>\
                <p>The town came to see it, and the baker bought the first sack of flour it made.</p></article>";
    let confidence = |drop: &[&str]| {
        let drop = drop.iter().map(|&selector| selector.to_owned()).collect();
        tamis::extract(html, &Options { drop, ..Options::default() }).expect("a page").confidence
    };
    assert!(confidence(&[]) > 0.8, "{}", confidence(&[]));
    assert_eq!(confidence(&["article"]), 0.0, "nothing is left to be sure of");
}

#[test]
fn a_frame_that_a_script_blocker_leaves_open_does_not_swallow_the_page() {
    let page =
        "<p>Before.</p><noscript><iframe src='https://tags.example/ns' height=0 /></noscript><p>The gate opens.</p>";
    assert_eq!(markdown(page), "Before.\n\nThe gate opens.\n");
}
