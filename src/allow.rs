//! Suppressions: a finding that somebody allowed, with a reason and perhaps until a day, stays in the list and no
//! longer counts. They stand in `qingdan.toml` or in a [comment](comments) beside the line.

mod comment;

use crate::date::Date;
use crate::finding::{Finding, Level, SuppressedBy, Suppression};
use crate::project::Project;
use crate::rules;
use crate::sdk::index::glob;
use crate::source::{Span, Text};

pub use comment::comments;

/// Permission to leave something as it is. Every condition that it names has to hold.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The rule.
    pub rule: Option<&'static str>,
    /// The SDK.
    pub sdk: Option<String>,
    /// The data type.
    pub data: Option<String>,
    /// The permission.
    pub permission: Option<String>,
    /// The module that brings it in, or the application that it is about.
    pub module: Option<String>,
    /// A file that shows it; `*` stands for any text.
    pub path: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// How far it reaches.
    pub reach: Reach,
    /// Where it is written.
    pub at: Span,
}

/// How far an allowance reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole project.
    Project,
    /// Findings that show on these lines of the file in which it is written, the last included.
    Lines(u32, u32),
}

/// Rules whose findings are about suppressions.
pub const ABOUT_SUPPRESSIONS: [&str; 2] = ["expired-allowance", "unused-allowance"];

impl Allowance {
    /// Whether it allows findings about suppressions, and so can be applied only after all others.
    pub fn is_about_suppressions(&self) -> bool {
        self.rule.is_some_and(|rule| ABOUT_SUPPRESSIONS.contains(&rule))
    }

    fn matches(&self, finding: &Finding, project: &Project) -> bool {
        let is = |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
        self.rule.is_none_or(|rule| rule == finding.rule)
            && is(&self.sdk, &finding.sdk)
            && is(&self.data, &finding.data)
            && is(&self.permission, &finding.permission)
            && self.module.as_deref().is_none_or(|module| is_about(finding, module, project))
            && self.path.as_deref().is_none_or(|path| places(finding).any(|at| glob(path, at.path())))
            && match self.reach {
                Reach::Project => true,
                Reach::Lines(first, last) => places(finding).any(|at| {
                    let end = at.source().line_column(at.end as usize).0;
                    at.path() == self.at.path() && at.line() <= last && end >= first
                }),
            }
    }

    fn is_over(&self, today: Date) -> bool {
        self.expires.is_some_and(|last| last < today)
    }

    fn suppression(&self) -> Suppression {
        Suppression {
            reason: self.reason.clone(),
            expires: self.expires.map(|date| date.to_string()),
            by: match self.reach {
                Reach::Project => SuppressedBy::Configuration,
                Reach::Lines(..) => SuppressedBy::Comment,
            },
        }
    }

    /// Its conditions in one line, as the configuration writes them.
    fn conditions(&self) -> String {
        let named = [
            ("rule", self.rule),
            ("sdk", self.sdk.as_deref()),
            ("data", self.data.as_deref()),
            ("permission", self.permission.as_deref()),
            ("module", self.module.as_deref()),
            ("path", self.path.as_deref()),
        ];
        let given: Vec<String> =
            named.iter().filter_map(|(name, value)| Some(format!("{name} = \"{}\"", (*value)?))).collect();
        given.join(", ")
    }

    /// A finding about the allowance itself.
    fn finding(&self, rule: &'static str, message: Text, help: Text) -> Finding {
        let level = rules::find(rule).map_or(Level::Warning, |rule| rule.level);
        let subject = format!("{} {}", self.at.path(), self.conditions());
        Finding::new(rule, level, message).help(help).subject(subject).evidence([self.at.clone()])
    }
}

/// Every place of a finding, of either side.
fn places(finding: &Finding) -> impl Iterator<Item = &Span> {
    finding.evidence.iter().chain(&finding.policy)
}

/// Whether a module brings the finding in, or is the only application that it is about.
fn is_about(finding: &Finding, module: &str, project: &Project) -> bool {
    let owner = |path: &str| {
        let holds = |dir: &str| dir.is_empty() || path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'));
        let holding = project.modules.iter().filter(|module| holds(&module.dir));
        holding.max_by_key(|module| module.dir.len()).map(|module| module.path.as_str())
    };
    finding.module.as_deref() == Some(module)
        || finding.applications == [module]
        || finding.evidence.iter().any(|at| owner(at.path()) == Some(module))
}

/// Suppresses what is allowed, and adds the findings about allowances: those whose day has passed, and, where the
/// run was `whole` and therefore can tell, those that nothing used.
pub fn apply<'a>(
    findings: &mut Vec<Finding>,
    allowances: impl IntoIterator<Item = &'a Allowance>,
    project: &Project,
    today: Date,
    whole: bool,
) {
    let mut about = Vec::new();
    for allowance in allowances {
        let mut used = false;
        for finding in findings.iter_mut().filter(|finding| allowance.matches(finding, project)) {
            used = true;
            if !allowance.is_over(today) && finding.suppressed.is_none() {
                finding.suppressed = Some(allowance.suppression());
            }
        }
        match allowance.expires.filter(|_| allowance.is_over(today)) {
            Some(last) => about.push(expired(allowance, last, used)),
            None if !used && whole => about.push(unused(allowance)),
            None => {}
        }
    }
    findings.append(&mut about);
}

fn expired(allowance: &Allowance, last: Date, used: bool) -> Finding {
    let (conditions, reason) = (allowance.conditions(), &allowance.reason);
    let message = Text::new(
        format!("屏蔽（{conditions}）已于 {last} 到期，理由：{reason}"),
        format!("the allowance of {conditions} ended on {last}; its reason: {reason}"),
    );
    let help = if used {
        Text::new(
            "改正所屏蔽的问题；仍需屏蔽时，写明新的日期",
            "mend what it allowed, or give it a new day if it is still needed",
        )
    } else {
        Text::new("已经没有需要它的问题，请删除", "nothing needs it any more; delete it")
    };
    allowance.finding("expired-allowance", message, help)
}

fn unused(allowance: &Allowance) -> Finding {
    let message = Text::new(
        format!("没有任何结果用到这条屏蔽（{}）", allowance.conditions()),
        format!("nothing used the allowance of {}", allowance.conditions()),
    );
    let help = Text::new(
        "已不需要时删除；否则检查条件是否写对",
        "delete it if it is no longer needed, or else look at its conditions",
    );
    allowance.finding("unused-allowance", message, help)
}
