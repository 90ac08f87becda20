//! A temporary folder with pages in it, and the command run inside it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;

/// A folder that is gone after the test.
pub struct Scene(TempDir);

/// What a run of the command gave.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// The lines of standard error.
    pub fn error_lines(&self) -> Vec<&str> {
        self.stderr.lines().collect()
    }

    /// Checks that the run was refused as wrong usage, in words that hold all of `words`.
    pub fn assert_usage_error(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.stdout, "", "wrong usage must not write to standard output");
        // clap wraps long messages.
        let message = self.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(message.contains(word), "{word:?} is not in {message:?}");
        }
    }
}

impl Scene {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders that it needs.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a new folder");
        fs::write(path, bytes).expect("a new file");
        self
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// All files below a folder, drafts and hidden ones among them, sorted.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let root = self.path(folder);
        let mut names: Vec<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| !entry.file_type().is_dir())
            .filter_map(|entry| Some(entry.path().strip_prefix(&root).ok()?.to_str()?.to_owned()))
            .collect();
        names.sort();
        names
    }

    /// The command, with its working folder here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tamis"));
        command.args(arguments).current_dir(self.0.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn tamis(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().expect("the command starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// Runs the command with these bytes on standard input.
    pub fn tamis_with_stdin(&self, arguments: &[&str], bytes: &[u8]) -> Run {
        let input = self.path(".stdin");
        fs::File::create(&input).and_then(|mut file| file.write_all(bytes)).expect("a new file");
        let stdin = fs::File::open(&input).expect("the file just written");
        let output = self.command(arguments).stdin(stdin).output().expect("the command starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

/// A sentence of the article of every [`page`].
pub const SENTENCE: &str = "The ferry to the outer islands will run through the winter for the first time since 1987.";

/// A plain news page about `topic`, a word that stands in its first paragraph.
pub fn page(topic: &str) -> String {
    format!(
        "<!DOCTYPE html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Winter ferry for {topic} | The Harbour Post</title></head>
<body>
<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/news\">News</a></li></ul></nav>
<main><article>
<h1>Winter ferry for {topic}</h1>
<p>{SENTENCE} The council agreed on Tuesday, after two years of talks with the operator, that {topic} would get three
crossings a week, and that the fare would stay what it is in summer.</p>
<p>Residents had asked for the service since the school closed. Until now, families spent the months from November to
March on the mainland, or relied on a fishing boat that takes six passengers when the weather allows.</p>
<p>The operator said that the older of its two ships would be fitted with a stronger hull and with heating on the car
deck, which should be done before the first storms. It expects about forty passengers on an ordinary day.</p>
<p>A review is planned for the spring, when the council will decide whether the money is well spent, and whether the
crossing on Fridays should leave later so that pupils can reach it after their last lesson.</p>
</article></main>
<footer><p>Copyright The Harbour Post</p></footer>
</body></html>
"
    )
}

/// A page whose words are all in scripts that nobody runs here.
pub const PAGE_WITHOUT_ARTICLE: &str = "<!DOCTYPE html><html><head><title></title></head><body><div id=\"root\"></div><script>start()</script></body></html>";

/// The first bytes of a PNG image.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0";

pub fn gzipped(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// The objects of a stream of JSON lines.
pub fn objects(lines: &str) -> Vec<serde_json::Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}

/// The `source` of every object.
pub fn sources(lines: &str) -> Vec<String> {
    objects(lines).iter().map(|object| object["source"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Makes a link, where the system has links.
#[cfg(unix)]
pub fn link(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).expect("a new link");
}
