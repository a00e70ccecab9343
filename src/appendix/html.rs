//! The lists as one HTML page that stands by itself: semantic tables, cards on a phone, dark mode, paper.

use super::{Cell, Column, Group, List, Row, Wording};
use crate::source::{Language, Text};

/// The look of the page. The lines of a table cell wrap anywhere, since package names and addresses are longer than
/// a phone is wide.
const STYLE: &str = include_str!("page.css");

/// The whole page.
pub fn page(lists: &[List], wording: Wording) -> String {
    let (title, level) = match lists {
        [list] => (list.kind.title(), 1),
        _ => (Text::new("个人信息收集与共享清单", "Lists of personal information collected and shared"), 2),
    };
    let mut body = String::new();
    if level == 2 {
        body.push_str(&format!("<h1>{}</h1>\n", inline(&wording.words(&title), wording, " / ")));
    }
    for list in lists {
        body.push_str(&format!("<section>\n{}{}</section>\n", prose(list, wording, level), tables(list, wording)));
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        code(wording.languages()[0]),
        escape(&wording.line(&title)),
    )
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

/// The heading and the introduction of a list.
pub fn prose(list: &List, wording: Wording, level: u8) -> String {
    let title = inline(&wording.words(&list.kind.title()), wording, " / ");
    let mut out = format!("<h{level}>{title}</h{level}>\n");
    for words in wording.words(&list.introduction()) {
        out.push_str(&format!("<p>{}</p>\n", inline(&[words], wording, "")));
    }
    out
}

fn tables(list: &List, wording: Wording) -> String {
    let mut out = String::new();
    for group in &list.groups {
        out.push_str(&head(list, group, wording));
        for row in &group.rows {
            let cells: Vec<String> = row.cells.iter().map(|words| cell(words, wording)).collect();
            out.push_str(&join(list, row, &cells, "", wording));
        }
        out.push_str(FOOT);
    }
    out
}

/// What stands below the rows of a table.
pub const FOOT: &str = "</tbody>\n</table>\n";

/// What stands above the rows of a table. The caption names the group, or the list itself to those who hear the page
/// read out.
pub fn head(list: &List, group: &Group, wording: Wording) -> String {
    let caption = if group.title.zh.is_empty() {
        format!("<caption class=\"unseen\">{}</caption>", escape(&wording.line(&list.kind.title())))
    } else {
        format!("<caption>{}</caption>", escape(&wording.line(&group.title)))
    };
    let titles: String = list
        .columns
        .iter()
        .map(|column| {
            let words = column.title(list.kind);
            format!(
                "<th role=\"columnheader\" scope=\"col\">{}</th>\n",
                inline(&wording.words(&words), wording, "<br>")
            )
        })
        .collect();
    let total: u32 = list.columns.iter().map(|column| column.share()).sum();
    let widths: String = list
        .columns
        .iter()
        .map(|column| format!("<col style=\"width: {}%\">", column.share() * 100 / total.max(1)))
        .collect();
    format!(
        "<table class=\"{}\" role=\"table\">\n{caption}\n<colgroup>{widths}</colgroup>\n<thead role=\"rowgroup\">\n<tr role=\"row\">\n{titles}</tr>\n\
         </thead>\n<tbody role=\"rowgroup\">\n",
        list.kind.name()
    )
}

/// A row. The roles are spelt out because a table whose parts are shown as cards loses its own. `comment` stands behind its opening tag. Each cell names its column, which the cards of a phone show.
pub fn join(list: &List, row: &Row, cells: &[String], comment: &str, wording: Wording) -> String {
    let mut out = format!("<tr role=\"row\">{comment}\n");
    let named = row_header(list);
    for (at, (column, cell)) in list.columns.iter().zip(cells).enumerate() {
        let label = escape(&wording.line(&column.title(list.kind)));
        let (tag, scope) =
            if at == named { ("th", " role=\"rowheader\" scope=\"row\"") } else { ("td", " role=\"cell\"") };
        out.push_str(&format!("<{tag}{scope} data-label=\"{label}\">{cell}</{tag}>\n"));
    }
    debug_assert_eq!(row.cells.len(), cells.len());
    out.push_str("</tr>\n");
    out
}

/// The column whose cell names the row.
fn row_header(list: &List) -> usize {
    let names = |column: &Column| matches!(column, Column::Name | Column::Data);
    list.columns.iter().position(names).unwrap_or(0)
}

/// A cell as it stands between its tags.
pub fn cell(cell: &Cell, wording: Wording) -> String {
    let words = wording.words(&cell.text);
    let lines: Vec<(Language, &str)> =
        words.iter().flat_map(|(language, words)| words.lines().map(move |line| (*language, line))).collect();
    if cell.is_link {
        let link = |(_, words): &(Language, &str)| {
            if super::markdown::is_address(words) {
                let address = escape(words);
                format!("<a href=\"{address}\" rel=\"noopener\">{address}</a>")
            } else {
                open(words)
            }
        };
        return lines.iter().map(link).collect::<Vec<_>>().join("<br>");
    }
    inline(&lines, wording, "<br>")
}

/// Words of both languages; the second language is marked, so that it is read out in its own voice.
fn inline(words: &[(Language, &str)], wording: Wording, separator: &str) -> String {
    let main = wording.languages()[0];
    let written: Vec<String> = words
        .iter()
        .map(|(language, words)| {
            let words = open(words);
            if *language == main { words } else { format!("<span lang=\"{}\">{words}</span>", code(*language)) }
        })
        .collect();
    written.join(separator)
}

/// Escaped words with their placeholders marked.
fn open(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for range in super::placeholders(text) {
        out.push_str(&escape(&text[at..range.start]));
        out.push_str(&format!("<mark>{}</mark>", escape(&text[range.clone()])));
        at = range.end;
    }
    out.push_str(&escape(&text[at..]));
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
