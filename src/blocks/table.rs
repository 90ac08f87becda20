//! Tells data tables from tables that lay a page out. A page goes in, the indices of its data tables come out.

use crate::blocks::page::{ElementInfo, Page};
use crate::dom::Tag;

/// Mean text of a cell above which a table without header cells is layout, in letters (about two lines of text; a choice, not a measurement).
const MAX_MEAN_CELL_UNITS: u32 = 150;

/// Fewest blocks of a cell in which an article may stand (a choice, not a measurement: data hardly has more than a line or two).
const MIN_PARAGRAPHS: u32 = 3;

/// Fewest cells of a data table without header cells.
const MIN_CELLS: u32 = 4;

/// The tables of the page that hold data, by index, ascending.
pub fn data_tables(page: &Page<'_>) -> Vec<u32> {
    (0..page.elements.len() as u32)
        .filter(|&index| page.elements[index as usize].tag == Tag::Table && is_data_table(page, index))
        .collect()
}

/// What the subtree of a table holds.
#[derive(Default)]
struct Census {
    rows: u32,
    cells: u32,
    header_cells: u32,
    has_caption: bool,
    has_nested_table: bool,
    has_flow_content: bool,
    has_code: bool,
}

fn is_data_table(page: &Page<'_>, index: u32) -> bool {
    let table = &page.elements[index as usize];
    let role = table.node.value().attr("role").unwrap_or_default();
    if matches!(role, "presentation" | "none") {
        return false;
    }
    let census = census(page, index);
    let lays_out = census.has_nested_table || census.has_code || census.cells < 2 || census.cells == census.rows;
    if lays_out || has_text_in_a_cell(page, index) {
        return false;
    }
    if census.header_cells > 0 || census.has_caption || matches!(role, "table" | "grid") {
        return true;
    }
    census.rows >= 2
        && census.cells >= MIN_CELLS
        && !census.has_flow_content
        && units_in(page, table) / census.cells <= MAX_MEAN_CELL_UNITS
}

/// Whether a cell holds some paragraphs that are most of the table's text.
fn has_text_in_a_cell(page: &Page<'_>, index: u32) -> bool {
    let table = &page.elements[index as usize];
    let all = units_in(page, table);
    page.elements[index as usize + 1..table.end as usize].iter().any(|element| {
        matches!(element.tag, Tag::Td | Tag::Th)
            && element.blocks.1 - element.blocks.0 >= MIN_PARAGRAPHS
            && units_in(page, element) > MAX_MEAN_CELL_UNITS.max(all / 2)
    })
}

fn units_in(page: &Page<'_>, element: &ElementInfo<'_>) -> u32 {
    page.blocks[element.block_range()].iter().map(|block| block.units).sum()
}

fn census(page: &Page<'_>, index: u32) -> Census {
    let end = page.elements[index as usize].end;
    let mut census = Census::default();
    for element in &page.elements[index as usize + 1..end as usize] {
        match element.tag {
            Tag::Table => {
                census.has_nested_table = true;
                return census;
            }
            Tag::Tr => census.rows += 1,
            Tag::Td => census.cells += 1,
            Tag::Th => {
                census.cells += 1;
                census.header_cells += 1;
            }
            Tag::Caption => census.has_caption = true,
            Tag::Pre => census.has_code = true,
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::Form | Tag::Blockquote | Tag::Article | Tag::Section => {
                census.has_flow_content = true
            }
            _ => {}
        }
    }
    census
}
