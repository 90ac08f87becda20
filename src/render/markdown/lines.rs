//! Lines of inline Markdown go in, the same lines come out so that none of them begins or ends another kind of block.

/// Escapes what would begin another kind of block in the lines of a paragraph.
pub fn line_starts(text: &str) -> String {
    let lines = text.split('\n').enumerate();
    let text = lines.map(|(index, line)| line_start(line, index == 0)).collect::<Vec<_>>().join("\n");
    if is_reference_definition(&text) { format!("\\{text}") } else { text }
}

/// Whether a paragraph begins with what defines the target of a link: `[label]:`.
fn is_reference_definition(text: &str) -> bool {
    let mut is_escaped = false;
    let end = text.find(|c| {
        let is_end = c == ']' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    text.starts_with('[') && !text.starts_with("[^") && end.is_some_and(|end| text[end + 1..].starts_with(':'))
}

fn line_start(line: &str, is_first: bool) -> String {
    let Some(at) = block_mark(line, is_first) else { return line.to_owned() };
    let (start, rest) = line.split_at(at);
    let Some(mark) = rest.chars().next() else { return line.to_owned() };
    // What is left of a run of these marks could still pair up with others.
    let is_paired = "*_~`".contains(mark);
    let length = if is_paired { rest.len() - rest.trim_start_matches(mark).len() } else { mark.len_utf8() };
    let (run, rest) = rest.split_at(length);
    let escaped: String = run.chars().flat_map(|c| ['\\', c]).collect();
    format!("{start}{escaped}{rest}")
}

/// Where in the line to put the backslash.
fn block_mark(line: &str, is_first: bool) -> Option<usize> {
    let first = line.chars().next()?;
    let run = line.len() - line.trim_start_matches(first).len();
    let is_alone = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let has_mark = match first {
        '>' => true,
        '#' => run <= 6 && is_alone(&line[run..]),
        '-' | '+' | '*' if is_alone(&line[1..]) => true,
        // Dashes alone could make a thematic break together with the bullets before them.
        '-' if is_only(line, "- ") => true,
        '*' | '_' if is_thematic_break(line, first) => true,
        '`' => run >= 3 && !line[run..].contains('`'),
        '~' => run >= 3,
        '[' => is_box(line),
        '0'..='9' => return list_number(line),
        _ => false,
    };
    let is_underline = !is_first && (is_only(line, "=") || is_delimiter_row(line));
    (has_mark || is_underline).then_some(0)
}

fn is_only(line: &str, marks: &str) -> bool {
    line.chars().all(|c| marks.contains(c))
}

fn is_thematic_break(line: &str, mark: char) -> bool {
    line.chars().all(|c| c == mark || c == ' ') && line.chars().filter(|&c| c == mark).count() >= 3
}

/// The second line of a table.
fn is_delimiter_row(line: &str) -> bool {
    is_only(line, "-:| ") && line.contains('-')
}

/// The box of a task list (`[x]`), or the mark of an alert (`[!NOTE]`).
fn is_box(line: &str) -> bool {
    let Some((mark, rest)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) else { return false };
    let is_alert = mark.strip_prefix('!').is_some_and(|kind| kind.chars().all(|c| c.is_ascii_alphabetic()));
    (is_alert || [" ", "x", "X"].contains(&mark)) && (rest.is_empty() || rest.starts_with(' '))
}

/// Where the delimiter of a list number stands, if the line begins with one.
fn list_number(line: &str) -> Option<usize> {
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits <= 9)?;
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(digits)
}

/// Escapes a run of `#` at the end of a heading, which would be taken for its closing sequence.
pub fn heading_end(text: String) -> String {
    let words = text.trim_end_matches('#');
    if words.len() < text.len() && (words.is_empty() || words.ends_with(' ')) {
        return format!("{words}\\{}", &text[words.len()..]);
    }
    text
}
