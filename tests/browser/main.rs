//! Reports in a real browser: Chromium, driven by node with playwright-core; axe-core judges whether they are accessible.
//!
//! Skipped, with a line that says so, where one of them is not installed; `.ci/browser` installs them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tamis::{Explanation, Extractor, Options};
use tempfile::TempDir;

/// Names under which the browser is installed.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn which(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The browser, if all that is needed to drive it is there.
fn browser() -> Option<PathBuf> {
    let browser = BROWSERS.iter().find_map(|name| which(name));
    let has_packages = ["playwright-core", "axe-core"]
        .iter()
        .all(|package| root().join("tests/browser/node_modules").join(package).is_dir());
    let missing = match (&browser, which("node"), has_packages) {
        (None, ..) => "Chromium",
        (_, None, _) => "node",
        (.., false) => "playwright-core and axe-core",
        _ => return browser,
    };
    // Not by a macro, whose words the test runner keeps to itself when a test passes.
    let _ = writeln!(io::stderr(), "skipped: {missing} not installed; run .ci/browser");
    None
}

/// Runs a check of check.mjs on a file.
fn check(name: &str, file: &Path, expected: &Value) {
    let Some(browser) = browser() else { return };
    let mut node = Command::new("node")
        .args([Path::new("check.mjs"), Path::new(name), file])
        .current_dir(root().join("tests/browser"))
        .env("CHROMIUM", browser)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node starts");
    node.stdin.take().expect("a pipe").write_all(expected.to_string().as_bytes()).expect("node reads");
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
}

fn tamis(arguments: &[&str], folder: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_tamis")).args(arguments).current_dir(folder).output();
    let run = run.expect("the command starts");
    assert!(run.status.code().is_some_and(|code| code <= 2), "{}", String::from_utf8_lossy(&run.stderr));
}

/// A page, its report and its explanation.
struct Scene {
    folder: TempDir,
    explanation: Explanation,
}

impl Scene {
    fn new(page: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("page.html"), page).expect("a new file");
        tamis(&["page.html", "-f", "report", "-o", "report.html"], folder.path());
        let explanation = Extractor::new(Options::default()).and_then(|extractor| extractor.explain(page));
        Self { folder, explanation: explanation.expect("an explanation") }
    }

    fn of_corpus(case: &str) -> Self {
        Self::new(&fs::read_to_string(root().join("corpus").join(case).join("page.html")).expect("a page"))
    }

    fn report(&self) -> PathBuf {
        self.folder.path().join("report.html")
    }

    fn places(&self, is: impl Fn(&tamis::ExplainedBlock) -> bool) -> Vec<usize> {
        let blocks = self.explanation.blocks.iter().enumerate();
        blocks.filter(|(_, block)| is(block)).map(|(index, _)| index).collect()
    }
}

#[test]
fn the_slider_shows_what_the_library_keeps_and_its_result() {
    for case in ["shop-product-en", "forum-fi"] {
        let scene = Scene::of_corpus(case);
        let positions = scene.explanation.dial.iter().map(|position| {
            let kept: Vec<bool> = position.rulings.iter().map(|ruling| ruling.is_kept).collect();
            let article = &position.article;
            json!({"kept": kept, "text": article.text(), "markdown": article.markdown(), "html": article.html()})
        });
        check("focus", &scene.report(), &json!({"positions": positions.collect::<Vec<Value>>()}));
    }
}

#[test]
fn a_block_tells_why() {
    let scene = Scene::of_corpus("wordpress-classic-en");
    let told = |index: usize| {
        let block = &scene.explanation.blocks[index];
        json!({
            "index": index,
            "kept": block.ruling.is_kept,
            "percent": format!("{:.0}", ((block.probability * 1000.0).round() / 10.0)),
            "rule": block.ruling.words(),
            "reason": block.reasons[0].words,
            "element": scene.explanation.elements[block.element].tag,
        })
    };
    let n_blocks = scene.explanation.blocks.len();
    let blocks: Vec<Value> = [0, n_blocks / 3, n_blocks / 2, n_blocks - 1].map(told).to_vec();
    check("why", &scene.report(), &json!({"blocks": blocks}));
}

#[test]
fn keys_lead_from_block_to_block() {
    let scene = Scene::of_corpus("shop-product-en");
    let kept: Vec<bool> = scene.explanation.blocks.iter().map(|block| block.ruling.is_kept).collect();
    let doubtful = scene.places(|block| (0.2..=0.8).contains(&block.probability));
    check("keyboard", &scene.report(), &json!({"kept": kept, "doubtful": doubtful}));
}

#[test]
fn words_are_found() {
    let scene = Scene::of_corpus("wordpress-classic-en");
    let finds = scene.places(|block| block.text.to_lowercase().contains("rope"));
    assert!(finds.len() > 3);
    check("search", &scene.report(), &json!({"words": "rope", "finds": finds}));
}

#[test]
fn light_turns_into_dark() {
    check("theme", &Scene::of_corpus("blog-fr").report(), &json!({}));
}

/// Everything that has ever made a page run in another page, in every place that a report shows.
const HOSTILE: &str = r##"<html lang='"><script>globalThis.harmed=1</script>'><head>
<title>&lt;/title&gt;&lt;script&gt;globalThis.harmed=1&lt;/script&gt; {{title}} the mill</title>
<meta property="og:url" content="javascript:alert('address')"><base href="https://tracker.example/">
<link rel=stylesheet href="https://tracker.example/a.css"><meta http-equiv=refresh content="0;url=https://tracker.example/">
<style>body { background: url(https://tracker.example/b.png) }</style><script>alert("page")</script></head>
<body onload="alert('load')" class='"><img src=x onerror=alert(1)>'>
<main id="'--><script>alert(2)</script>" class="</script><script>globalThis.harmed=1</script> ${alert(3)}"><article>
<p>First &lt;script&gt;globalThis.harmed=1;alert("text")&lt;/script&gt; the mill grinds again, after forty years of silence.</p>
<p>Second &lt;/script&gt;&lt;img src=https://tracker.example/c.png onerror=alert(4)&gt; visitors may watch the stones turn twice a day.</p>
<p onclick="alert(5)" style="background:url(https://tracker.example/d.png)">Third <a href="javascript:alert(6)">a link that runs</a> in a
sentence that is long enough to be kept by any reader who cares. <img src="https://tracker.example/e.png" onerror="alert(7)" alt="A mill"></p>
<svg onload="alert(8)"><script>alert(9)</script><text>Drawn</text></svg><iframe srcdoc="<script>alert(10)</script>"></iframe>
<object data="https://tracker.example/f.swf"></object><video src="https://tracker.example/g.mp4" autoplay></video>
<pre>&lt;style&gt;* { background: url(https://tracker.example/h.png) }&lt;/style&gt; \u003cscript\u003e &amp;lt;b&amp;gt; ]]&gt; `${alert(11)}`</pre>
<math><mi xlink:href="javascript:alert(12)">x</mi></math><form action="https://tracker.example/i"><input autofocus onfocus="alert(13)"><button>Send</button></form>
</article></main></body></html>"##;

#[test]
fn nothing_of_a_hostile_page_runs_or_is_fetched() {
    let scene = Scene::new(HOSTILE);
    let texts = [
        "First <script>globalThis.harmed=1;alert(\"text\")</script> the mill",
        "Second </script><img src=https://tracker.example/c.png onerror=alert(4)> visitors",
        "a link that runs",
        "&lt;b&gt; ]]> `${alert(11)}`",
    ];
    check("hostile", &scene.report(), &json!({"texts": texts}));
}

#[test]
fn axe_finds_nothing_serious() {
    for case in ["docusaurus-en", "data-tables-report-en", "phpbb-en"] {
        check("accessible", &Scene::of_corpus(case).report(), &json!({}));
    }
}

#[test]
fn the_index_leads_to_every_report() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sentence = "The tide mill grinds again, after forty years of silence, and the town has come to see it. ";
    let mut lines = String::new();
    for number in 0..450 {
        let paragraphs = format!("<p>{}</p>", sentence.repeat(1 + number % 7)).repeat(1 + number % 3);
        let html =
            format!("<title>Mill number {number:03} of the coast</title><nav>Home</nav><main>{paragraphs}</main>");
        lines += &format!("{}\n", json!({"html": html}));
    }
    fs::write(folder.path().join("mills.jsonl"), lines).expect("a new file");
    fs::create_dir(folder.path().join("in")).expect("a new folder");
    fs::write(folder.path().join("in/broken #1 & 50%.html"), "").expect("a new file");
    fs::write(folder.path().join("in/höhe <b> #2.html"), HOSTILE).expect("a new file");
    tamis(&["in", "mills.jsonl", "-f", "report", "-o", "out", "-q"], folder.path());
    let index = folder.path().join("out/index.html");
    let titles = ["Mill number 317 of the coast"];
    check("index", &index, &json!({"n": 452, "titles": titles, "failed": "broken #1 & 50%.html"}));
    check("accessible", &index, &json!({}));
}
