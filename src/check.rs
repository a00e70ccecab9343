//! The whole judgement: rules, levels, suppressions and baseline, in that order.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::allow::{self, Allowance};
use crate::baseline::Baseline;
use crate::config::Levels;
use crate::date::Date;
use crate::finding::Finding;
use crate::rules::{self, Context};
use crate::source::{Files, Problem, Source, Span};

/// What a judgement depends on besides the facts.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The levels of rules.
    pub levels: &'a Levels,
    /// The allowances of the configuration.
    pub allowances: &'a [Allowance],
    /// What was there before.
    pub baseline: Option<&'a Baseline>,
    /// The day on which allowances are looked at.
    pub today: Date,
    /// Whether the run looked at all that the configuration speaks of: only then can it tell what nothing uses.
    pub whole: bool,
}

impl Options<'static> {
    /// Rules at their own levels, nothing allowed, no baseline.
    pub fn on(today: Date) -> Self {
        static LEVELS: LazyLock<Levels> = LazyLock::new(Levels::default);
        Self { levels: &LEVELS, allowances: &[], baseline: None, today, whole: true }
    }
}

/// What a judgement yields.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The findings in their fixed order, suppressed ones included.
    pub findings: Vec<Finding>,
    /// Comments that could not be understood.
    pub problems: Vec<Problem>,
}

/// Judges what was read.
pub fn check(context: &Context<'_>, files: &Files, options: &Options<'_>) -> Outcome {
    let mut findings = rules::run(context);
    options.levels.apply(&mut findings);
    let mut allowances = options.allowances.to_vec();
    let mut problems = Vec::new();
    for source in commented(context, files, &findings).values() {
        let (found, wrong) = allow::comments(source);
        allowances.extend(found);
        problems.extend(wrong);
    }
    allowances.retain(|allowance| allowance.rule != Some(rules::OF_THE_FORM));
    let whole = options.whole && context.inventory.problems.is_empty() && context.policy.problems.is_empty();
    let project = &context.inventory.project;
    let allow = |findings: &mut Vec<Finding>, about: bool| {
        let chosen = allowances.iter().filter(|allowance| allowance.is_about_suppressions() == about);
        allow::apply(findings, chosen, project, options.today, whole);
    };
    allow(&mut findings, false);
    if let Some(baseline) = options.baseline {
        baseline.apply(&mut findings, whole);
    }
    allow(&mut findings, true);
    options.levels.apply(&mut findings);
    rules::sort(&mut findings);
    Outcome { findings, problems }
}

/// The files in which a comment may allow something: build files, manifests, policy texts, and whatever else a
/// finding points at.
fn commented(context: &Context<'_>, files: &Files, findings: &[Finding]) -> BTreeMap<String, Arc<Source>> {
    let mut sources: BTreeMap<String, Arc<Source>> = BTreeMap::new();
    let titles = context.policy.documents.iter().map(|document| &document.title);
    let shown = findings.iter().flat_map(|finding| finding.evidence.iter().chain(&finding.policy));
    for span in titles.chain(shown) {
        let span: &Span = span;
        sources.entry(span.path().to_owned()).or_insert_with(|| Arc::clone(span.source()));
    }
    let inventory = context.inventory;
    for path in inventory.project.build_files.iter().chain(inventory.module_manifests.values().flatten()) {
        // A file that cannot be read is already a problem of its reader.
        if !sources.contains_key(path)
            && let Ok(source) = files.read(path)
        {
            sources.insert(path.clone(), source);
        }
    }
    sources
}
