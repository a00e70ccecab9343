//! Policy texts with their marks: every line, and below it what was read out of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Style, problems};
use crate::policy::{Polarity, Policy, SdkEntry, Strength};
use crate::report::printable;
use crate::report::table::{flow, wrap};
use crate::source::{Source, Span, redact};

/// Lines are not wrapped to less than this, however narrow the terminal is.
const NARROWEST: usize = 24;

/// The texts with their marks.
pub fn annotated(policy: &Policy, style: &Style) -> String {
    let mut marks = marks(policy, style);
    let mut out = String::new();
    for document in &policy.documents {
        let source = document.title.source();
        out.push_str(&format!("{}\n", style.bold(&printable(&document.path))));
        text(&mut out, source, &marks.remove(&key(source)).unwrap_or_default(), style);
        out.push('\n');
    }
    out.push_str(&problems(&policy.problems, style));
    out
}

/// The marks of one text, by line; each with the place by which those of a line are ordered.
type Lines = BTreeMap<u32, Vec<(u32, String)>>;

/// Texts are told apart by themselves: the same path may be given twice.
fn key(source: &Arc<Source>) -> *const Source {
    Arc::as_ptr(source)
}

fn text(out: &mut String, source: &Source, marks: &Lines, style: &Style) {
    let lines: Vec<&str> = source.text().lines().collect();
    let gutter = lines.len().to_string().len();
    let width = style.width.saturating_sub(gutter + 3).max(NARROWEST);
    for (number, line) in (1u32..).zip(&lines) {
        // Tabs would take the text out of its columns, and keys and tokens are quoted nowhere.
        let shown = printable(&redact(line)).replace('\t', "  ");
        for (row, part) in wrap(&shown, width).iter().enumerate() {
            let head = if row == 0 { number.to_string() } else { String::new() };
            let line = format!("{} {part}", style.dim(&format!("{head:>gutter$} |")));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        let Some(marks) = marks.get(&number) else { continue };
        let words: Vec<&String> = marks.iter().map(|(_, mark)| mark).collect();
        for (row, part) in flow(&words, "; ", width).iter().enumerate() {
            let sign = if row == 0 { '^' } else { ' ' };
            // A mark that is longer than a line by itself.
            for (row, part) in wrap(part, width).iter().enumerate() {
                let sign = if row == 0 { sign } else { ' ' };
                out.push_str(&format!("{:gutter$} {sign} {}\n", "", style.paint("36", part)));
            }
        }
    }
}

/// Everything that was read, by the text and the line where it begins.
fn marks(policy: &Policy, style: &Style) -> BTreeMap<*const Source, Lines> {
    let mut all: BTreeMap<*const Source, Lines> = BTreeMap::new();
    let mut mark = |at: &Span, words: String| {
        let line = all.entry(key(at.source())).or_default().entry(at.line()).or_default();
        let words = printable(&words).replace(['\n', '\t'], " ");
        if !line.iter().any(|(_, known)| *known == words) {
            line.push((at.start, words));
        }
    };
    // Whose entry a mention of data is a part of.
    let mut owners: BTreeMap<(*const Source, u32, &str), Vec<String>> = BTreeMap::new();
    for entry in &policy.sdks {
        let id = id(entry);
        for at in &entry.mentions {
            let known = entry.id.is_some() || !entry.candidates.is_empty();
            let unknown = if known { "" } else { style.pick("（未识别）", " (not known)") };
            let meant = entry.misspelling_of.as_ref().filter(|_| at == &entry.mentions[0]);
            let meant = meant.map(|name| format!("{}{name}", style.pick("，应为 ", ", meant ")));
            mark(at, format!("sdk {id}{unknown}{}", meant.unwrap_or_default()));
        }
        for (part, zh, en) in [
            (&entry.vendor, "运营方", "operator"),
            (&entry.purpose, "目的", "purpose"),
            (&entry.scenario, "场景", "scenario"),
            (&entry.method, "方式", "method"),
            (&entry.privacy_url, "隐私链接", "privacy link"),
        ] {
            if let Some(part) = part {
                mark(&part.at, format!("{}{id}", style.pick(&format!("{zh} ← "), &format!("{en} of "))));
            }
        }
        for data in &entry.data {
            let owners = owners.entry((key(data.at.source()), data.at.start, &data.data)).or_default();
            if !owners.contains(&id) {
                owners.push(id.clone());
            }
        }
    }
    for said in &policy.data {
        let polarity = match said.polarity {
            Polarity::Affirmed => style.pick("收集", "collected"),
            Polarity::Denied => style.pick("不收集", "denied"),
        };
        let generic = if said.strength == Strength::Generic { style.pick("，笼统", ", generic") } else { "" };
        let ios = if said.ios_only { ", iOS" } else { "" };
        for at in &said.mentions {
            let owner = owners.get(&(key(at.source()), at.start, &said.data));
            let owner = owner.map(|ids| format!(" ({})", ids.join(", "))).unwrap_or_default();
            mark(at, format!("{} {} {polarity}{generic}{ios}{owner}", style.pick("数据", "data"), said.data));
        }
    }
    for said in &policy.permissions {
        let name = said.name.strip_prefix("android.permission.").unwrap_or(&said.name);
        let polarity = match said.polarity {
            Polarity::Affirmed => style.pick("申请", "requested"),
            Polarity::Denied => style.pick("不申请", "denied"),
        };
        for at in &said.mentions {
            mark(at, format!("{} {name} {polarity}", style.pick("权限", "permission")));
        }
    }
    for document in &policy.documents {
        if let Some(operator) = &document.operator {
            mark(&operator.at, style.pick("运营方", "operator").to_owned());
        }
        for date in &document.dates {
            mark(&date.at, format!("{} {} ({})", style.pick("日期", "date"), date.value, date.kind.name()));
        }
    }
    for list in &policy.external_lists {
        let url = list.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
        mark(&list.text.at, format!("{}{url}", style.pick("外部清单", "list elsewhere")));
    }
    for said in &policy.statements {
        let head = style.pick("声明", "statement");
        mark(&said.at, format!("{head} {} ({})", said.kind.name(), said.force.name()));
    }
    for item in &policy.contradictions {
        let head = style.pick("矛盾：", "contradiction: ");
        item.places.iter().for_each(|at| mark(at, format!("{head}{}", item.message.get(style.language))));
    }
    for marks in all.values_mut().flat_map(BTreeMap::values_mut) {
        marks.sort_by_key(|&(start, _)| start);
    }
    all
}

/// The id of an entry, or what there is in its place.
fn id(entry: &SdkEntry) -> String {
    match (&entry.id, entry.candidates.as_slice()) {
        (Some(id), _) => id.clone(),
        (None, []) => entry.name.clone(),
        (None, candidates) => candidates.join(" | "),
    }
}
