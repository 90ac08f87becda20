//! The definition of the command goes in; its manual page and completions for shells come out.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::args::{Args, EXAMPLES, EXIT_CODES};

/// Writes the script that completes the command's arguments in a shell.
///
/// # Errors
/// `out` cannot be written.
pub fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    // Made in memory first: the generator panics where a pipe was closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tamis", &mut script);
    out.write_all(&script)
}

/// Writes the manual page, in roff.
///
/// # Errors
/// `out` cannot be written.
pub fn man_page(out: &mut dyn Write) -> io::Result<()> {
    let man = Man::new(Args::command().after_long_help(""));
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    for (title, lines) in [("EXIT STATUS", EXIT_CODES), ("EXAMPLES", EXAMPLES)] {
        let mut section = Roff::new();
        // Lines as they are: commands must not be filled into paragraphs.
        section.control("SH", [title]).control("nf", []);
        for line in lines.lines() {
            section.text([roman(line.trim_start())]);
        }
        section.control("fi", []);
        section.to_writer(out)?;
    }
    Ok(())
}
