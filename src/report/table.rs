//! Columns that line up in a terminal, also where Chinese text stands in them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// Text in lines of at most `width` columns, broken at spaces and beside characters that take two columns; what has
/// neither for a whole line is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    // The line so far, and its length and width up to the last place where it may be broken.
    let (mut line, mut taken) = (String::new(), 0);
    let (mut breaks, mut broken) = (0, 0);
    for c in text.chars() {
        let columns = c.width().unwrap_or(0);
        if columns > 1 && !line.is_empty() {
            (breaks, broken) = (line.len(), taken);
        }
        if taken + columns > width && !line.is_empty() {
            let (at, left) = if c == ' ' || breaks == 0 { (line.len(), taken) } else { (breaks, broken) };
            let rest = line.split_off(at);
            lines.push(line.trim_end().to_owned());
            (line, taken) = (rest, taken - left);
            (breaks, broken) = (0, 0);
            // The space at which a line is broken belongs to neither.
            if c == ' ' && line.is_empty() {
                continue;
            }
        }
        line.push(c);
        taken += columns;
        if c == ' ' || columns > 1 {
            (breaks, broken) = (line.len(), taken);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
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

    #[test]
    fn text_is_broken_at_spaces_and_between_chinese_characters() {
        assert_eq!(wrap("we collect the IMEI", 10), ["we collect", "the IMEI"]);
        assert_eq!(wrap("我们收集IMEI和型号", 10), ["我们收集", "IMEI和型号"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("我", 1), ["我"]);
    }
}
