//! The exported CSV: read into rows, changed in single fields, written back with every other byte as it was.

use std::ops::Range;

/// One answer of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The machine-readable id of the question.
    pub question: String,
    /// The machine-readable id of the response; empty for a question that has none.
    pub response: String,
}

impl Answer {
    pub(super) fn new(question: impl Into<String>, response: impl Into<String>) -> Self {
        Self { question: question.into(), response: response.into() }
    }
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Set,
    Same,
    NoRow,
}

/// The form.
#[derive(Clone, Debug)]
pub struct Sheet {
    text: String,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    answer: Answer,
    /// The field of the value, quotes included.
    value: Range<usize>,
}

impl Sheet {
    /// Reads the form; nothing when the text is no such form.
    pub fn read(text: &str) -> Option<Self> {
        let rows: Vec<Row> = records(text)
            .into_iter()
            .filter_map(|fields| {
                let [question, response, value] = fields.get(..3)? else { return None };
                let answer = Answer::new(plain(&text[question.clone()]), plain(&text[response.clone()]));
                Some(Row { answer, value: value.clone() })
            })
            .collect();
        let known = |row: &Row| row.answer.question.starts_with("PSL_");
        rows.iter().any(known).then(|| Self { text: text.to_owned(), rows })
    }

    /// The form as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the form says yes to an answer, with the place of the value; nothing when it has no such row.
    pub fn says(&self, question: &str, response: &str) -> Option<(bool, Range<usize>)> {
        let row = self.rows.iter().find(|row| row.answer.question == question && row.answer.response == response)?;
        let yes = plain(&self.text[row.value.clone()]).eq_ignore_ascii_case("true");
        Some((yes, row.value.clone()))
    }

    pub(super) fn set(&mut self, answer: &Answer) -> Outcome {
        let Some(at) = self.rows.iter().position(|row| row.answer == *answer) else { return Outcome::NoRow };
        let field = self.rows[at].value.clone();
        if plain(&self.text[field.clone()]).eq_ignore_ascii_case("true") {
            return Outcome::Same;
        }
        self.text.replace_range(field.clone(), "true");
        let (length, grown) = (field.len(), "true".len());
        self.rows[at].value.end = field.start + grown;
        for row in &mut self.rows[at + 1..] {
            row.value = row.value.start + grown - length..row.value.end + grown - length;
        }
        Outcome::Set
    }
}

/// The fields of every record, as byte ranges with their quotes.
fn records(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut records = vec![Vec::new()];
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b'\n' if !quoted => {
                let end = if byte == b'\n' && text[..at].ends_with('\r') { at - 1 } else { at };
                if let Some(record) = records.last_mut() {
                    record.push(start..end.max(start));
                }
                if byte == b'\n' {
                    records.push(Vec::new());
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if let Some(record) = records.last_mut() {
        record.push(start..text.len());
    }
    records
}

/// The content of a field.
fn plain(field: &str) -> String {
    let field = field.trim();
    match field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => field.to_owned(),
    }
}
