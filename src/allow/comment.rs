//! Allowances in comments:
//!
//! ```text
//! implementation 'com.umeng.umsdk:common:9.6.1' // qingdan: allow undeclared-sdk — listed from 2.0 on
//! <!-- qingdan: allow undeclared-permission, undeclared-permission-data until 2027-01-01 — camera of the old scanner -->
//! ```
//!
//! A comment beside text speaks of that line; one that stands alone speaks of the next line that is no such comment.
//! In XML it speaks of the whole element there.

use std::sync::Arc;

use super::{Allowance, Reach};
use crate::config::did_you_mean;
use crate::date::Date;
use crate::rules::{self, RULES};
use crate::source::{Problem, Source, Span, Text};

const MARK: &str = "qingdan:";

/// The allowances in the comments of a file, and what of them could not be understood.
pub fn comments(source: &Arc<Source>) -> (Vec<Allowance>, Vec<Problem>) {
    let (mut allowances, mut problems) = (Vec::new(), Vec::new());
    for (at, _) in source.text().match_indices(MARK) {
        let Some(comment) = Comment::at(source, at) else { continue };
        match comment.parse() {
            Ok(parsed) => allowances.extend(parsed),
            Err(message) => problems.push(Problem::at(&Span::new(source, at, comment.end), message)),
        }
    }
    (allowances, problems)
}

/// A comment that allows something.
struct Comment<'a> {
    source: &'a Arc<Source>,
    /// Where the comment opens.
    open: usize,
    /// Where the words after "allow" begin and end.
    words: usize,
    end: usize,
    /// Whether nothing else stands on its line.
    alone: bool,
}

impl<'a> Comment<'a> {
    /// The comment whose mark is at an offset; nothing when that is no comment, or one that says something else.
    fn at(source: &'a Arc<Source>, mark: usize) -> Option<Self> {
        let line_number = source.line_column(mark).0;
        let line = source.line_text(line_number);
        let line_start = *source.line_starts().get(line_number as usize - 1)? as usize;
        let before = source.text()[line_start..mark].trim_end();
        let opener = ["//", "/*", "<!--", "#", "*"].into_iter().find(|opener| before.ends_with(opener))?;
        let open = line_start + before.len() - opener.len();
        let after = &source.text()[mark + MARK.len()..line_start + line.len()];
        let said = after.trim_start();
        let rest =
            said.strip_prefix("allow").filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))?;
        let words = line_start + line.len() - rest.len();
        let closer = rest.find("-->").or_else(|| rest.find("*/"));
        let closed = closer.map_or("", |at| rest[at..].trim_start_matches(['-', '>', '*', '/']));
        let end = words + closer.unwrap_or(rest.len());
        let alone = source.text()[line_start..open].trim().is_empty() && closed.trim().is_empty();
        Some(Self { source, open, words, end, alone })
    }

    /// One allowance for each rule that the comment names.
    fn parse(&self) -> Result<Vec<Allowance>, Text> {
        let text = &self.source.text()[self.words..self.end];
        let (head, reason) = split_reason(text);
        let (rules_part, until) = split_until(head);
        // The day may also stand after the reason.
        let (reason, late) = if until.is_some() { (reason, None) } else { split_until(reason) };
        let expires = match until.or(late) {
            None => None,
            Some(day) => Some(Date::parse(day).ok_or_else(|| {
                Text::new(
                    format!("屏蔽注释：“{day}”不是日期，写成 2027-01-31 的形式"),
                    format!("allowing comment: `{day}` is not a date; write a day such as 2027-01-31"),
                )
            })?),
        };
        let mut allowances = Vec::new();
        for name in rules_part.split([',', '，', '、', ' ', '\t']).filter(|name| !name.is_empty()) {
            let rule = rules::find(name).ok_or_else(|| {
                let hint = did_you_mean(name, RULES.iter().map(|rule| rule.name));
                Text::new(
                    format!("屏蔽注释：没有规则 {name}；{}", hint.zh),
                    format!("allowing comment: there is no rule `{name}`; {}", hint.en),
                )
            })?;
            let at = self.words + (name.as_ptr() as usize - text.as_ptr() as usize);
            allowances.push(Allowance {
                rule: Some(rule.name),
                sdk: None,
                data: None,
                permission: None,
                module: None,
                path: None,
                reason: reason.to_owned(),
                expires,
                reach: self.reach(),
                at: Span::new(self.source, at, at + name.len()),
            });
        }
        if allowances.is_empty() || reason.is_empty() {
            return Err(Text::new(
                "屏蔽注释应写明规则和理由：qingdan: allow undeclared-sdk — 理由",
                "an allowing comment names a rule and a reason: `qingdan: allow undeclared-sdk — reason`",
            ));
        }
        Ok(allowances)
    }

    /// The lines that the comment speaks of.
    fn reach(&self) -> Reach {
        let text = self.source.text();
        let line_of = |offset: usize| self.source.line_column(offset).0;
        let is_xml = text[self.open..].starts_with("<!--") && self.source.path().ends_with(".xml");
        let own = line_of(self.open);
        if !self.alone {
            let first = text[..self.open].rfind('<').filter(|_| is_xml).map_or(own, line_of);
            return Reach::Lines(first, own);
        }
        let count = self.source.line_starts().len() as u32;
        let is_passed_over = |line: &u32| {
            let line = self.source.line_text(*line).trim();
            let comment = ["//", "/*", "<!--", "#"].iter().any(|opener| line.starts_with(opener));
            line.is_empty() || (comment && line.contains(MARK))
        };
        let Some(first) = (own + 1..=count).find(|line| !is_passed_over(line)) else { return Reach::Lines(own, own) };
        let start = self.source.line_starts()[first as usize - 1] as usize;
        let last = text[start..].find('>').filter(|_| is_xml).map_or(first, |at| line_of(start + at));
        Reach::Lines(first, last)
    }
}

/// What stands before and after the dash (or colon) that leads the reason in.
fn split_reason(text: &str) -> (&str, &str) {
    let leads = [" — ", " – ", " -- ", " - ", "——", "—", "–", "：", ": "];
    let found = leads.iter().filter_map(|lead| Some((text.find(lead)?, lead.len()))).min();
    found.map_or((text.trim(), ""), |(at, length)| {
        (text[..at].trim(), text[at + length..].trim_matches(|c: char| c.is_whitespace() || "—–：:".contains(c)))
    })
}

/// What stands before `until`, and the day after it when that ends the text.
fn split_until(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.rfind("until ") else { return (text, None) };
    let day = text[at + "until ".len()..].trim();
    let is_word = at == 0 || text[..at].ends_with(char::is_whitespace);
    let looks_like_a_day = day.starts_with(|c: char| c.is_ascii_digit()) && !day.contains(char::is_whitespace);
    if is_word && looks_like_a_day { (text[..at].trim_end(), Some(day)) } else { (text, None) }
}
