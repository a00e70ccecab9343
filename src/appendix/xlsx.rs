//! The lists as a workbook: one sheet a list, its heading row frozen, its cells wrapped.

use unicode_width::UnicodeWidthStr;

use super::ooxml::{XML, content_types, escape, pack, relationships};
use super::{Column, List, Wording};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Fonts, fills and borders: style 1 is a cell, 2 a heading, 3 a group, 4 a cell that somebody has to fill in. Style 0 is what a workbook must have.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFF0F3F6\"/><bgColor indexed=\"64\"/></patternFill></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF3C4\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
    <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
    <border><left style=\"thin\"><color rgb=\"FFBFC7CF\"/></left><right style=\"thin\"><color rgb=\"FFBFC7CF\"/></right>\
    <top style=\"thin\"><color rgb=\"FFBFC7CF\"/></top><bottom style=\"thin\"><color rgb=\"FFBFC7CF\"/></bottom><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"3\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// The whole workbook.
pub fn workbook(lists: &[List], wording: Wording) -> std::io::Result<Vec<u8>> {
    let path = |at: usize| format!("xl/worksheets/sheet{}.xml", at + 1);
    let mut types = vec![
        ("xl/workbook.xml".to_owned(), "spreadsheetml.sheet.main"),
        ("xl/styles.xml".to_owned(), "spreadsheetml.styles"),
    ];
    types.extend((0..lists.len()).map(|at| (path(at), "spreadsheetml.worksheet")));
    let targets: Vec<String> = (0..lists.len()).map(|at| format!("worksheets/sheet{}.xml", at + 1)).collect();
    let mut related: Vec<(&str, &str, bool)> =
        targets.iter().map(|target| ("worksheet", target.as_str(), false)).collect();
    related.push(("styles", "styles.xml", false));
    let mut parts = vec![
        content_types(&types),
        relationships("_rels/.rels", &[("officeDocument", "xl/workbook.xml", false)]),
        ("xl/workbook.xml".to_owned(), book(lists, wording)),
        relationships("xl/_rels/workbook.xml.rels", &related),
        ("xl/styles.xml".to_owned(), format!("{XML}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
    ];
    parts.extend(lists.iter().enumerate().map(|(at, list)| (path(at), sheet(list, wording))));
    pack(&parts)
}

fn book(lists: &[List], wording: Wording) -> String {
    let sheets: String = lists
        .iter()
        .enumerate()
        .map(|(at, list)| {
            format!("<sheet name=\"{}\" sheetId=\"{1}\" r:id=\"rId{1}\"/>", escape(&name(list, wording)), at + 1)
        })
        .collect();
    // On paper the heading row stands on every page.
    let headings: String = lists
        .iter()
        .enumerate()
        .map(|(at, list)| {
            let name = escape(&name(list, wording));
            format!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{at}\">'{name}'!$1:$1</definedName>")
        })
        .collect();
    format!(
        "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets>\
         <definedNames>{headings}</definedNames></workbook>"
    )
}

/// The name of a sheet: Excel takes at most 31 characters.
fn name(list: &List, wording: Wording) -> String {
    list.kind.title().get(wording.languages()[0]).chars().take(31).collect()
}

fn sheet(list: &List, wording: Wording) -> String {
    let widths: String = list
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            format!("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", at + 1, width(*column))
        })
        .collect();
    let titles: Vec<String> = list.columns.iter().map(|column| wording.line(&column.title(list.kind))).collect();
    let widths_of: Vec<usize> = list.columns.iter().map(|column| usize::from(width(*column))).collect();
    let mut rows = row(1, &titles, 2, &widths_of);
    let mut number = 1;
    for group in &list.groups {
        if !group.title.zh.is_empty() {
            number += 1;
            rows.push_str(&row(number, &[wording.line(&group.title)], 3, &[]));
        }
        for item in &group.rows {
            number += 1;
            let cells: Vec<String> = item
                .cells
                .iter()
                .map(|cell| {
                    let words: Vec<&str> = wording.words(&cell.text).into_iter().map(|(_, words)| words).collect();
                    words.join("\n")
                })
                .collect();
            rows.push_str(&row(number, &cells, 1, &widths_of));
        }
    }
    format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>{widths}</cols><sheetData>{rows}</sheetData>\
         <pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>"
    )
}

fn row(number: usize, cells: &[String], style: u8, widths: &[usize]) -> String {
    // Programs do not work out the height of wrapped inline text by themselves.
    let lines = |text: &str, width: usize| -> usize {
        text.lines().map(|line| line.width().div_ceil(width.saturating_sub(2).max(1)).max(1)).sum()
    };
    let height = 16 * cells.iter().zip(widths).map(|(text, width)| lines(text, *width)).max().unwrap_or(1).max(1);
    let cells: String = cells
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let style = if style == 1 && !super::placeholders(text).is_empty() { 4 } else { style };
            format!(
                "<c r=\"{}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                letters(at),
                escape(text)
            )
        })
        .collect();
    format!("<row r=\"{number}\" ht=\"{}\" customHeight=\"1\">{cells}</row>", height.min(409))
}

/// The name of a column: a list never has more than 26.
fn letters(at: usize) -> char {
    char::from(b'A' + u8::try_from(at % 26).unwrap_or(0))
}

fn width(column: Column) -> u8 {
    match column {
        Column::Number => 6,
        Column::Version | Column::Category | Column::Method | Column::Count => 16,
        Column::Name | Column::Operator | Column::Scenario => 26,
        Column::Purpose | Column::Permissions | Column::Privacy | Column::Site | Column::Source | Column::Users => 34,
        Column::Data => 52,
    }
}
