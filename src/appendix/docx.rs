//! The lists as a text document: A4 across, headings, one table a list, the heading row repeated on each page.

use super::ooxml::{XML, content_types, escape, pack, relationships};
use super::{List, Wording, markdown};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The width between the margins of an A4 page laid across, in twentieths of a point.
const WIDTH: u32 = 15_400;

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr>\
    <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Microsoft YaHei\" w:cs=\"Calibri\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>\
    <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
    <w:pPrDefault><w:pPr><w:spacing w:after=\"80\"/></w:pPr></w:pPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/>\
    <w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/>\
    <w:pPr><w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Cell\"><w:name w:val=\"Cell\"/><w:basedOn w:val=\"Normal\"/>\
    <w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:rPr><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Lead\"><w:name w:val=\"Lead\"/><w:basedOn w:val=\"Normal\"/>\
    <w:pPr><w:keepNext/></w:pPr></w:style>";

/// The whole document.
pub fn document(lists: &[List], wording: Wording) -> std::io::Result<Vec<u8>> {
    let mut links: Vec<String> = Vec::new();
    let mut body = String::new();
    for list in lists {
        body.push_str(&paragraph("Heading1", &run(&wording.line(&list.kind.title()), "")));
        for (_, words) in wording.words(&list.introduction()) {
            // The sentences above a table stay on its page.
            body.push_str(&paragraph("Lead", &run(words, "")));
        }
        for group in &list.groups {
            if !group.title.zh.is_empty() {
                body.push_str(&paragraph("Heading2", &run(&wording.line(&group.title), "")));
            }
            body.push_str(&table(list, group, wording, &mut links));
            // Two tables that touch would become one.
            body.push_str(&paragraph("Normal", ""));
        }
    }
    let document = format!(
        "{XML}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:body>{body}<w:sectPr>\
         <w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"720\" w:right=\"719\" w:bottom=\"720\" w:left=\"719\" w:header=\"360\" w:footer=\"360\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    );
    let mut related: Vec<(&str, &str, bool)> = vec![("styles", "styles.xml", false)];
    related.extend(links.iter().map(|link| ("hyperlink", link.as_str(), true)));
    pack(&[
        content_types(&[
            ("word/document.xml".to_owned(), "wordprocessingml.document.main"),
            ("word/styles.xml".to_owned(), "wordprocessingml.styles"),
        ]),
        relationships("_rels/.rels", &[("officeDocument", "word/document.xml", false)]),
        ("word/document.xml".to_owned(), document),
        relationships("word/_rels/document.xml.rels", &related),
        ("word/styles.xml".to_owned(), format!("{XML}<w:styles xmlns:w=\"{MAIN}\">{STYLES}</w:styles>")),
    ])
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// Runs with the placeholders marked.
fn open(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for range in super::placeholders(text) {
        if range.start > at {
            out.push_str(&run(&text[at..range.start], ""));
        }
        out.push_str(&run(&text[range.clone()], "<w:highlight w:val=\"yellow\"/>"));
        at = range.end;
    }
    if at < text.len() {
        out.push_str(&run(&text[at..], ""));
    }
    out
}

fn table(list: &List, group: &super::Group, wording: Wording, links: &mut Vec<String>) -> String {
    let total: u32 = list.columns.iter().map(|column| column.share()).sum();
    let widths: Vec<u32> = list.columns.iter().map(|column| WIDTH * column.share() / total.max(1)).collect();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let cell = |width: u32, shade: &str, content: &str| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>{content}</w:tc>")
    };
    let head: String = list
        .columns
        .iter()
        .zip(&widths)
        .map(|(column, &width)| {
            let title = run(&wording.line(&column.title(list.kind)), "<w:b/>");
            let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F0F3F6\"/>";
            cell(width, shade, &paragraph("Cell", &title))
        })
        .collect();
    let mut rows = format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>");
    for row in &group.rows {
        rows.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (words, &width) in row.cells.iter().zip(&widths) {
            let mut content = String::new();
            for line in wording.words(&words.text).into_iter().flat_map(|(_, words)| words.lines()) {
                let runs = if words.is_link && markdown::is_address(line) { link(line, links) } else { open(line) };
                content.push_str(&paragraph("Cell", &runs));
            }
            if content.is_empty() {
                content = paragraph("Cell", "");
            }
            rows.push_str(&cell(width, "", &content));
        }
        rows.push_str("</w:tr>");
    }
    let line = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"BFC7CF\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// An address that can be followed. The first relationship is that of the styles.
fn link(address: &str, links: &mut Vec<String>) -> String {
    let at = links.iter().position(|known| known == address).unwrap_or_else(|| {
        links.push(address.to_owned());
        links.len() - 1
    });
    let text = run(address, "<w:color w:val=\"0550AE\"/><w:u w:val=\"single\"/>");
    format!("<w:hyperlink r:id=\"rId{}\">{text}</w:hyperlink>", at + 2)
}
