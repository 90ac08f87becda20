//! Arguments that are valid one by one go in; where the output goes comes out, or why they do not fit together.

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::args::{Args, Format};
use super::input::{Input, InputFile};
use super::output::{Destination, Packing};

/// Checks how arguments and inputs fit together, and decides where the output goes.
///
/// # Errors
/// What does not fit, and the remedy.
pub fn check(args: &Args, inputs: &[Input]) -> Result<Destination, String> {
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        return Err("standard input can be read only once; name \"-\" once".to_owned());
    }
    if args.url.is_some() && has_many_pages(inputs) {
        return Err("--url is the address of one page, but there are several; leave it out, or run tamis page by page"
            .to_owned());
    }
    let format = args.format();
    let output = args.output.as_deref().filter(|output| output.as_os_str() != "-");
    if !format.is_json() && (!args.body.is_empty() || args.origins) {
        let option = if args.body.is_empty() { "--origins" } else { "--body" };
        return Err(format!(
            "{option} says what a JSON object carries; add -f json, jsonl or parquet, or leave it out"
        ));
    }
    if args.resume && output.is_none() {
        return Err("--resume goes on with an output that lies on disk; name it with -o".to_owned());
    }
    match output {
        None => to_stdout(format, inputs),
        Some(output) if format.is_stream() => to_one_file(output, format),
        Some(output) if gathers(output, format, inputs) => Ok(Destination::File(output.to_owned())),
        Some(output) => {
            let destination = to_file_or_folder(output, inputs)?;
            let is_packed = Packing::of(output) != Packing::Plain;
            match &destination {
                Destination::Folder(_) if format == Format::Report && is_packed => {
                    Err("reports are opened from their folder, which no browser unpacks; leave .gz or .zst out of -o"
                        .to_owned())
                }
                _ => Ok(destination),
            }
        }
    }
}

/// Whether the pages of one container go into one file of text: its name says so.
fn gathers(output: &Path, format: Format, inputs: &[Input]) -> bool {
    let is_one_container = matches!(inputs, [Input::Container(_)]);
    is_one_container && format.takes_many() && Format::of(output) == Some(format) && !names_a_folder(output)
}

fn has_many_pages(inputs: &[Input]) -> bool {
    inputs.len() > 1 || inputs.iter().any(Input::has_many_pages)
}

fn has_folder(inputs: &[Input]) -> bool {
    inputs.iter().any(|input| matches!(input, Input::Folder(_)))
}

fn to_stdout(format: Format, inputs: &[Input]) -> Result<Destination, String> {
    if format == Format::Parquet && io::stdout().is_terminal() {
        return Err("Parquet is nothing to look at; add -o FILE, or lead it into a pipe".to_owned());
    }
    if format.is_stream() {
        return Ok(Destination::Stdout);
    }
    if has_folder(inputs) {
        return Err(
            "a folder as input needs a folder for its output: add -o DIR, or -f jsonl for one stream".to_owned()
        );
    }
    if has_many_pages(inputs) && !format.takes_many() {
        let (name, remedy) = match format {
            Format::Report => ("reports", "use -o DIR for a report a page, and an index"),
            Format::Html => ("HTML documents", "use -f jsonl for a JSON object a line, or -o DIR for a file a page"),
            _ => ("JSON objects", "use -f jsonl for a JSON object a line, or -o DIR for a file a page"),
        };
        return Err(format!("several {name} do not make one; {remedy}"));
    }
    Ok(Destination::Stdout)
}

fn to_one_file(output: &Path, format: Format) -> Result<Destination, String> {
    if names_a_folder(output) {
        let file = output.join(format!("pages{}", format.extension()));
        let name = format.extension().trim_start_matches('.');
        return Err(format!("-f {name} writes one file, but -o names a folder; use -o {}", file.display()));
    }
    if format == Format::Parquet && Packing::of(output) != Packing::Plain {
        let plain = output.with_extension("");
        return Err(format!("Parquet is compressed inside already; use -o {}", plain.display()));
    }
    Ok(Destination::File(output.to_owned()))
}

fn to_file_or_folder(output: &Path, inputs: &[Input]) -> Result<Destination, String> {
    if !has_many_pages(inputs) && !names_a_folder(output) {
        return Ok(Destination::File(output.to_owned()));
    }
    if output.exists() && !output.is_dir() {
        let output = output.display();
        return Err(format!("-o {output} is a file, but the output needs a folder; name another, or use -f jsonl"));
    }
    let is_output = |input: &Input| matches!(input, Input::Folder(folder) if is_same(folder, output));
    if inputs.iter().any(is_output) {
        let output = output.display();
        return Err(format!("-o {output} is the folder that is read; name another one for the output"));
    }
    Ok(Destination::Folder(output.to_owned()))
}

/// Whether a path is a folder, or can only be meant as one.
fn names_a_folder(path: &Path) -> bool {
    let ends_in_separator = path.to_string_lossy().ends_with(std::path::is_separator);
    ends_in_separator || path.is_dir()
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// Checks that no page is overwritten by an output or by the list of failures.
///
/// # Errors
/// The page that would be, and the remedy.
pub fn check_overwriting(args: &Args, destination: &Destination, files: &[(InputFile, PathBuf)]) -> Result<(), String> {
    let mut outputs: Vec<(PathBuf, &str)> = match destination {
        Destination::Stdout => Vec::new(),
        Destination::File(path) => vec![(path.clone(), "-o")],
        Destination::Folder(folder) => files.iter().map(|(_, output)| (folder.join(output), "-o")).collect(),
    };
    if let Some(errors) = &args.errors {
        if outputs.iter().any(|(output, _)| output == errors || is_same(output, errors)) {
            return Err(format!("--errors {} is the output, too; name another file", errors.display()));
        }
        outputs.push((errors.clone(), "--errors"));
    }
    let real = |(path, option)| fs::canonicalize(&path).ok().map(|real| (path, option, real));
    let existing: Vec<(PathBuf, &str, PathBuf)> = outputs.into_iter().filter_map(real).collect();
    if existing.is_empty() {
        return Ok(());
    }
    let paths = files.iter().filter_map(|(file, _)| file.path());
    let sources: HashSet<PathBuf> = paths.flat_map(fs::canonicalize).collect();
    match existing.iter().find(|(_, _, real)| sources.contains(real)) {
        Some((path, option, _)) => {
            Err(format!("the output would overwrite the page {}; name another {option}", path.display()))
        }
        None => Ok(()),
    }
}
