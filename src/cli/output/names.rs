//! Relative paths of pages go in, the relative paths of their output files come out: mirrored, none twice.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::super::input::has_page_extension;
use super::packing::without_packing;

/// Longest file name that common disks take, in bytes (ext4, XFS, APFS; NTFS counts 255 UTF-16 units).
const MAX_NAME_BYTES: usize = 255;

/// Names the output file of every page. `a/b.html` and `a/b.html.gz` become `a/b.txt`; where that name is taken, the
/// page keeps its full name (`a/b.html.gz.txt`), and in the last resort a number (`a/b.html.gz.2.txt`).
pub fn assign<'a>(relatives: impl Iterator<Item = &'a Path> + Clone, extension: &str) -> Vec<PathBuf> {
    let mut namer = Namer::default();
    // No file may have the name of a folder that other files need.
    for folder in relatives.clone().flat_map(|path| path.ancestors().skip(1)) {
        namer.taken.insert(folded(folder));
    }
    relatives.map(|relative| namer.name(relative, extension)).collect()
}

/// Gives each page a name that no other has, not even on a disk that takes `A` and `a` for one letter.
#[derive(Debug, Default)]
pub struct Namer {
    taken: HashSet<OsString>,
}

impl Namer {
    /// The name for the output of the page `relative`.
    pub fn name(&mut self, relative: &Path, extension: &str) -> PathBuf {
        let mut name = with_suffix(&stem(relative), extension);
        let mut n_tries = 1;
        while !self.taken.insert(folded(&name)) {
            name = match n_tries {
                1 => with_suffix(relative, extension),
                n => with_suffix(relative, &format!(".{n}{extension}")),
            };
            n_tries += 1;
        }
        name
    }
}

/// What is the same for two names on a disk that folds case.
fn folded(path: &Path) -> OsString {
    path.to_str().map_or_else(|| path.as_os_str().to_ascii_lowercase(), |text| text.to_lowercase().into())
}

/// The path without the extensions that say no more than "a page": those of packings and pages, `.txt`.
fn stem(relative: &Path) -> PathBuf {
    let unpacked = without_packing(relative);
    let is_text = unpacked.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    if is_text || has_page_extension(&unpacked) { unpacked.with_extension("") } else { unpacked }
}

/// Appends to the last part of a path, leaving its own extension alone.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    if name.len() + suffix.len() > MAX_NAME_BYTES {
        return path.with_file_name(fitting(&name.to_string_lossy(), suffix));
    }
    let mut path = path.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
}

/// A file name made of `stem` and `suffix`; where that is too long, the stem is cut and marked by a hash of the whole.
pub fn fitting(stem: &str, suffix: &str) -> String {
    if stem.len() + suffix.len() <= MAX_NAME_BYTES {
        return format!("{stem}{suffix}");
    }
    let mut hasher = DefaultHasher::new();
    OsStr::new(stem).hash(&mut hasher);
    let mark = format!("~{:08x}", hasher.finish() & 0xffff_ffff);
    let cut = stem.floor_char_boundary(MAX_NAME_BYTES.saturating_sub(suffix.len() + mark.len()));
    format!("{}{mark}{suffix}", &stem[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(relatives: &[&str]) -> Vec<String> {
        assign(relatives.iter().map(Path::new), ".txt").iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn pages_of_one_stem_keep_apart() {
        assert_eq!(
            names(&["a/b.htm", "a/b.html", "a/b.html.gz", "a/v1.2", "c.PHP.gz"]),
            ["a/b.txt", "a/b.html.txt", "a/b.html.gz.txt", "a/v1.2.txt", "c.txt"]
        );
    }

    #[test]
    fn a_name_that_another_collision_took_gets_a_number() {
        assert_eq!(
            names(&["b.htm", "b.htm.html", "b.html", "b.html.html"]),
            ["b.txt", "b.htm.txt", "b.html.txt", "b.html.html.txt"]
        );
        assert_eq!(names(&["b.htm", "b.html.html", "b.html"]), ["b.txt", "b.html.txt", "b.html.2.txt"]);
    }

    #[test]
    fn a_file_makes_way_for_a_folder_of_its_name() {
        assert_eq!(names(&["x.html", "x.txt/page.html"]), ["x.html.txt", "x.txt/page.txt"]);
    }

    #[test]
    fn names_that_differ_in_case_only_keep_apart() {
        assert_eq!(
            names(&["A.html", "a.html", "B/x.html", "b/x.html"]),
            ["A.txt", "a.html.txt", "B/x.txt", "b/x.html.txt"]
        );
    }

    #[test]
    fn names_that_would_be_too_long_are_cut_and_keep_apart() {
        let long = ["é".repeat(126) + "1", "é".repeat(126) + "2"].map(|name| format!("a/{name}"));
        let names = names(&[&long[0], &long[1]]);
        assert_ne!(names[0], names[1]);
        for name in names {
            let name = name.strip_prefix("a/").expect("the folder stays");
            assert!((250..=255).contains(&name.len()) && name.ends_with(".txt"), "{name}");
        }
    }
}
