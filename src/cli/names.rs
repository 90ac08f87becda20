//! Relative paths of pages go in, the relative paths of their output files come out: mirrored, none twice.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::folder::{has_page_extension, without_gz};

/// Names the output file of every page. `a/b.html` and `a/b.html.gz` become `a/b.txt`; where that name is taken, the
/// page keeps its full name (`a/b.html.gz.txt`), and in the last resort a number (`a/b.html.gz.2.txt`).
pub fn assign<'a>(relatives: impl Iterator<Item = &'a Path> + Clone, extension: &str) -> Vec<PathBuf> {
    // No file may have the name of a folder that other files need.
    let mut taken: HashSet<PathBuf> =
        relatives.clone().flat_map(|path| path.ancestors().skip(1)).map(PathBuf::from).collect();
    relatives
        .map(|relative| {
            let name = first_free(relative, extension, &taken);
            taken.insert(name.clone());
            name
        })
        .collect()
}

fn first_free(relative: &Path, extension: &str, taken: &HashSet<PathBuf>) -> PathBuf {
    let mut name = with_suffix(&stem(relative), extension);
    let mut n_tries = 1;
    while taken.contains(&name) {
        name = match n_tries {
            1 => with_suffix(relative, extension),
            n => with_suffix(relative, &format!(".{n}{extension}")),
        };
        n_tries += 1;
    }
    name
}

/// The path without the extensions that say no more than "a page": `.gz`, those of pages, `.txt`.
fn stem(relative: &Path) -> PathBuf {
    let unpacked = without_gz(relative);
    let is_text = unpacked.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    if is_text || has_page_extension(&unpacked) { unpacked.with_extension("") } else { unpacked }
}

/// Appends to the last part of a path, leaving its own extension alone.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
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
}
