//! Columns that line up in a terminal, also where Chinese text stands in them.

use unicode_width::UnicodeWidthStr;

/// Rows of cells as lines: every column but the last is padded to its widest cell.
pub fn columns(rows: &[Vec<String>], gap: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                line.push_str(cell);
                if at + 1 < row.len() {
                    line.extend(std::iter::repeat_n(' ', widths[at].saturating_sub(cell.width()) + gap));
                }
            }
            line.truncate(line.trim_end().len());
            line
        })
        .collect()
}

/// Words in lines of at most `width` columns, broken between words alone; a longer word stands by itself.
pub fn flow(words: &[impl AsRef<str>], separator: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let end = if at + 1 < words.len() { separator } else { "" };
        let word = format!("{}{end}", word.as_ref());
        match lines.last_mut() {
            Some(line) if line.width() + word.trim_end().width() <= width => line.push_str(&word),
            _ => lines.push(word),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        let rows = [vec!["极光推送".into(), "a".into()], vec!["JPush".into(), "b".into()]];
        assert_eq!(columns(&rows, 2), ["极光推送  a", "JPush     b"]);
    }
    #[test]
    fn words_flow_between_margins() {
        assert_eq!(flow(&["极光", "推送", "JPush"], "、", 12), ["极光、推送、", "JPush"]);
        assert_eq!(flow(&["a", "b"], ", ", 80), ["a, b"]);
        assert_eq!(flow(&[""; 0], ", ", 80), [""; 0]);
    }
}
