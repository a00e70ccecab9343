//! Reads files into texts and puts together what they declare.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::declare::{self, DataHit, Declared, Tables};
use super::lexicon::Lexicon;
use super::mentions::Names;
use super::permissions::Words;
use super::text::PolicyText;
use super::{Contradiction, DataStatement, Document, Force, PermissionStatement, Policy, Polarity, StatementKind, plain};
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Problem, Source, Span, Text, decode};

/// A file to read as a policy or SDK list.
#[derive(Clone, Debug)]
pub struct Input {
    /// The path by which it is shown.
    pub path: String,
    /// Its bytes, as they are on disk.
    pub bytes: Vec<u8>,
    /// A separate SDK list (`--sdk-list`).
    pub is_list: bool,
}

/// Reads the files and says what they declare together.
pub fn read(inputs: &[Input], names: &Names, vocabulary: &Vocabulary, words: &Words) -> Policy {
    let lexicon = Lexicon::new(names, vocabulary, words);
    let tables = Tables { names, vocabulary, words };
    let read: Vec<(PolicyText, Vec<Problem>, Declared)> = inputs
        .par_iter()
        .map(|input| {
            let (text, problems) = text_of(input);
            let declared = declare::declare(&text, &lexicon, tables);
            (text, problems, declared)
        })
        .collect();
    let mut policy = Policy::default();
    let mut hits: Vec<DataHit> = Vec::new();
    let mut permissions: Vec<(String, Polarity, Span)> = Vec::new();
    for (input, (text, problems, declared)) in inputs.iter().zip(read) {
        policy.contradictions.extend(differing_copies(&text));
        policy.documents.push(Document {
            path: input.path.clone(),
            format: text.format,
            language: text.language,
            is_list: input.is_list,
            has_sdk_list: declared.has_sdk_list,
            sentences: declared.sentences,
            title: text.blocks.iter().find(|block| !block.range.is_empty()).map_or_else(|| Span::file(&text.source), |block| text.span(block.range.clone())),
        });
        policy.problems.extend(problems);
        policy.sdks.extend(declared.sdks);
        policy.external_lists.extend(declared.lists);
        policy.statements.extend(declared.statements);
        hits.extend(declared.data);
        permissions.extend(declared.permissions);
    }
    policy.data = data_statements(hits);
    policy.permissions = permission_statements(permissions);
    contradictions(&mut policy, vocabulary);
    policy
}

/// Decodes a file and reads it by its format.
fn text_of(input: &Input) -> (PolicyText, Vec<Problem>) {
    let (text, _, whole) = decode(&input.bytes);
    let source: Arc<Source> = Source::new(input.path.clone(), text.into_owned());
    let mut problems = Vec::new();
    if !whole {
        problems.push(Problem::file(&input.path, Text::new("有无法解码的字节，已用替换字符代替", "some bytes could not be decoded and were replaced")));
    }
    (plain::read(&source), problems)
}

fn data_statements(hits: Vec<DataHit>) -> Vec<DataStatement> {
    let mut by_type: BTreeMap<(String, Polarity), DataStatement> = BTreeMap::new();
    for hit in hits {
        let statement = by_type.entry((hit.data.clone(), hit.polarity)).or_insert_with(|| DataStatement {
            data: hit.data,
            polarity: hit.polarity,
            strength: hit.strength,
            ios_only: true,
            mentions: Vec::new(),
        });
        statement.ios_only &= hit.ios_only;
        statement.mentions.push(hit.at);
    }
    by_type.into_values().collect()
}

fn permission_statements(found: Vec<(String, Polarity, Span)>) -> Vec<PermissionStatement> {
    let mut by_name: BTreeMap<(String, Polarity), PermissionStatement> = BTreeMap::new();
    for (name, polarity, at) in found {
        by_name.entry((name.clone(), polarity)).or_insert_with(|| PermissionStatement { name, polarity, mentions: Vec::new() }).mentions.push(at);
    }
    by_name.into_values().collect()
}

/// A type denied and collected; sharing denied without exception and an SDK that takes data.
fn contradictions(policy: &mut Policy, vocabulary: &Vocabulary) {
    let mut found = Vec::new();
    for denied in policy.data.iter().filter(|data| data.polarity == Polarity::Denied) {
        let collected = policy.data.iter().find(|data| data.polarity == Polarity::Affirmed && data.data == denied.data);
        if let (Some(collected), Some(denial)) = (collected.and_then(|data| data.mentions.first()), denied.mentions.first()) {
            let label = vocabulary.label(&denied.data);
            found.push(Contradiction {
                message: Text::new(format!("一处说不收集{}，另一处说收集", label.zh), format!("says here that it does not collect {}, and elsewhere that it does", label.en)),
                places: vec![denial.clone(), collected.clone()],
            });
        }
    }
    let takes = policy.sdks.iter().find(|sdk| sdk.data.iter().any(|data| !data.ios_only));
    for statement in &policy.statements {
        let absolute = statement.force == Force::Absolute && matches!(statement.kind, StatementKind::DeniesThirdPartySharing | StatementKind::DeniesThirdPartySdks);
        if let (true, Some(sdk)) = (absolute, takes) {
            found.push(Contradiction {
                message: Text::new(format!("一处说不向第三方提供信息，另一处说{}收集信息", sdk.name), format!("denies sharing with third parties here, and says elsewhere that {} takes data", sdk.name)),
                places: std::iter::once(&statement.at).chain(sdk.mentions.first()).cloned().collect(),
            });
        }
    }
    policy.contradictions.append(&mut found);
}

/// Long paragraphs that are copies of each other but for a few words.
fn differing_copies(text: &PolicyText) -> Vec<Contradiction> {
    let mut by_clause: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (index, block) in text.blocks.iter().enumerate() {
        let words = text.block_text(index);
        if words.len() < 300 {
            continue;
        }
        let clauses: Vec<&str> = words.split([',', '。', ';', '.']).filter(|clause| clause.len() >= 12).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for clause in &clauses {
            if let Some(&other) = by_clause.get(clause) {
                *shared.entry(other).or_default() += 1;
            }
        }
        if let Some((&other, &count)) = shared.iter().max_by_key(|&(&other, &count)| (count, std::cmp::Reverse(other))) {
            if count * 10 >= clauses.len() * 7 && clauses.len() >= 4 && text.block_text(other) != words {
                let span = |index: usize| text.span(text.blocks[index].range.clone());
                out.push(Contradiction {
                    message: Text::new("两段文字几乎相同，但有出入", "two paragraphs are copies of each other, and differ"),
                    places: vec![span(other), text.span(block.range.clone())],
                });
            }
        }
        for clause in clauses {
            by_clause.entry(clause).or_insert(index);
        }
    }
    out
}
