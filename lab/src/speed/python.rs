//! Extractors in Python, in one process beside ours that times them itself, so that what passes between the two costs nothing.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use super::Page;
use super::contender::Contender;

const WORKER: &str = include_str!("worker.py");

struct Worker {
    process: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

/// Those that the worker knows.
///
/// # Errors
/// A line that says what could not be run and what it needs.
pub fn contenders(python: &Path) -> Result<Vec<Contender<'static>>, String> {
    let (worker, extractors) = Worker::start(python)?;
    let worker = Rc::new(RefCell::new(worker));
    let contenders = extractors.into_iter().map(|(name, version)| {
        let (worker, title) = (Rc::clone(&worker), format!("{name} {version}"));
        let read = move |page: &Page| {
            let nanoseconds = worker.borrow_mut().extract(&name, &page.text);
            nanoseconds.map(Duration::from_nanos).ok_or_else(|| format!("{name}: the Python process ended"))
        };
        Contender { name: title, is_extractor: true, read: Box::new(read) }
    });
    Ok(contenders.collect())
}

impl Worker {
    /// Starts it; gives the names and versions of its extractors, too.
    fn start(python: &Path) -> Result<(Self, Vec<(String, String)>), String> {
        let describe = |error| format!("{}: {error}", python.display());
        let mut command = Command::new(python);
        command.args(["-c", WORKER]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().map_err(describe)?;
        let from = process.stdout.take().map(BufReader::new).expect("its output is piped");
        let mut worker = Self { to: process.stdin.take(), from, process };
        let mut greeting = String::new();
        worker.from.read_line(&mut greeting).map_err(describe)?;
        let pairs = greeting.split_whitespace().filter_map(|word| word.split_once('='));
        let extractors: Vec<_> = pairs.map(|(name, version)| (name.to_owned(), version.to_owned())).collect();
        if extractors.is_empty() {
            let advice = "cannot use resiliparse and trafilatura; pip install resiliparse trafilatura lxml_html_clean";
            return Err(format!("{}: {advice}", python.display()));
        }
        Ok((worker, extractors))
    }

    /// Nanoseconds for a page.
    fn extract(&mut self, name: &str, text: &str) -> Option<u64> {
        let to = self.to.as_mut()?;
        writeln!(to, "{name} {}", text.len()).ok()?;
        to.write_all(text.as_bytes()).ok()?;
        to.flush().ok()?;
        let mut answer = String::new();
        self.from.read_line(&mut answer).ok()?;
        answer.split_whitespace().next()?.parse().ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.to = None; // It ends with its input.
        let _ = self.process.wait();
    }
}
