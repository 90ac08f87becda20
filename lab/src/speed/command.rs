//! The command goes in; how long it takes to start, what memory it needs and what a second job is worth come out.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use super::Page;
use super::race::Measured;

/// Files of the folder that is read with one and with two jobs.
const FILES: usize = 5_000;

/// Times that the folder is read with either, and that the command is started.
const FOLDER_ROUNDS: usize = 3;
const STARTS: usize = 50;

/// A page of about a kilobyte.
const SMALL_PAGE_BYTES: usize = 1_000;

/// What was measured of the command.
pub struct CommandFigures {
    /// Milliseconds from start to the first byte of a small page's text.
    pub first_byte_ms: Measured,
    /// Size of the largest page in bytes.
    pub largest_page: usize,
    /// Memory at the peak of reading it, in bytes.
    pub peak_bytes: u64,
    /// Files in the folder.
    pub files: usize,
    /// Time of one job over that of two, folder to folder.
    pub two_jobs: Measured,
    /// Pages a second with one job.
    pub pages_per_second: Measured,
}

/// Runs it.
///
/// # Errors
/// A line that names what could not be written or run.
pub fn measure(program: &Path, pages: &[Page]) -> Result<CommandFigures, String> {
    let folder = TempDir::new().map_err(|error| format!("temporary folder: {error}"))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display())).map(|()| path)
    };
    let largest = pages.iter().max_by_key(|page| page.bytes.len()).expect("there are pages");
    let peak_bytes = peak_of(program, &write("largest.html", &largest.bytes)?)?;
    let sentence = "<p>The tide mill grinds again, after forty years of silence.</p>\n";
    let small = write("small.html", sentence.repeat(SMALL_PAGE_BYTES / sentence.len()).as_bytes())?;
    let starts = (0..STARTS).map(|_| first_byte_ms(program, &small)).collect::<Result<_, _>>()?;
    let scrapes = folder.path().join("scrapes");
    fs::create_dir(&scrapes).map_err(|error| format!("{}: {error}", scrapes.display()))?;
    for (number, page) in pages.iter().cycle().take(FILES).enumerate() {
        write(&format!("scrapes/{number}.html"), &page.bytes)?;
    }
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..=FOLDER_ROUNDS {
        for (jobs, times) in [1, 2].into_iter().zip(&mut times) {
            settle();
            // Never where files were just deleted: some file systems are slow to use their places again.
            let articles = folder.path().join(format!("articles-{round}-{jobs}"));
            let seconds = folder_seconds(program, &scrapes, &articles, jobs)?;
            if round > 0 {
                times.push(seconds);
            }
        }
    }
    let [one, two] = times;
    Ok(CommandFigures {
        first_byte_ms: Measured::of(starts),
        largest_page: largest.bytes.len(),
        peak_bytes,
        files: FILES,
        two_jobs: Measured::of(one.iter().zip(&two).map(|(one, two)| one / two).collect()),
        pages_per_second: Measured::of(one.iter().map(|seconds| FILES as f64 / seconds).collect()),
    })
}

/// Memory at the peak of a run in bytes, as the system told it last before the run ended; 0 where it tells nothing.
fn peak_of(program: &Path, page: &Path) -> Result<u64, String> {
    let describe = |error| format!("{}: {error}", program.display());
    let mut command = Command::new(program);
    let mut process = command.arg(page).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(describe)?;
    let status = format!("/proc/{}/status", process.id());
    let mut peak = 0;
    while process.try_wait().map_err(describe)?.is_none() {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let kilobytes =
            told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().split(' ').next()?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0_u64) * 1024);
    }
    Ok(peak)
}

fn first_byte_ms(program: &Path, page: &Path) -> Result<f64, String> {
    let describe = |error| format!("{}: {error}", program.display());
    let start = Instant::now();
    let mut process = Command::new(program).arg(page).stdout(Stdio::piped()).spawn().map_err(describe)?;
    let mut first = [0];
    let mut output = process.stdout.take().expect("its output is piped");
    output.read_exact(&mut first).map_err(describe)?;
    let elapsed = start.elapsed();
    process.wait().map_err(describe)?;
    Ok(elapsed.as_secs_f64() * 1e3)
}

/// Waits until what was written is on the disk, where the system has a command for it: its work would slow the next run.
fn settle() {
    let _ = Command::new("sync").status();
}

fn folder_seconds(program: &Path, scrapes: &Path, articles: &Path, jobs: usize) -> Result<f64, String> {
    let mut command = Command::new(program);
    command.arg(scrapes).arg("-o").arg(articles).args(["--quiet", "-j", &jobs.to_string()]);
    let start = Instant::now();
    let output = command.output().map_err(|error| format!("{}: {error}", program.display()))?;
    let elapsed = start.elapsed().as_secs_f64();
    fs::remove_dir_all(articles)
        .map_err(|error| format!("{}: {error}; {}", articles.display(), String::from_utf8_lossy(&output.stderr)))?;
    Ok(elapsed)
}
