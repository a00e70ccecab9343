//! What DOCX and XLSX share: a ZIP of XML parts. Times and order are fixed, so that the same lists give the same bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The first line of every part.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Packs parts, each a path and its XML.
pub(super) fn pack(parts: &[(String, String)]) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (path, xml) in parts {
        zip.start_file(path.as_str(), options)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// `[Content_Types].xml` for parts of these types.
pub(super) fn content_types(parts: &[(String, &str)]) -> (String, String) {
    let overrides: String = parts
        .iter()
        .map(|(path, kind)| {
            format!(
                "<Override PartName=\"/{path}\" ContentType=\"application/vnd.openxmlformats-officedocument.{kind}+xml\"/>"
            )
        })
        .collect();
    let xml = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    );
    ("[Content_Types].xml".to_owned(), xml)
}

/// A relationships part at `path`. Each relationship has a type, a target, and whether the target is outside.
pub(super) fn relationships(path: &str, targets: &[(&str, &str, bool)]) -> (String, String) {
    let list: String = targets
        .iter()
        .enumerate()
        .map(|(at, (kind, target, outside))| {
            let mode = if *outside { " TargetMode=\"External\"" } else { "" };
            format!(
                "<Relationship Id=\"rId{}\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
                 Target=\"{}\"{mode}/>",
                at + 1,
                escape(target),
            )
        })
        .collect();
    let xml = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
    );
    (path.to_owned(), xml)
}

/// Text as XML content or attribute. Control characters that XML cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}
