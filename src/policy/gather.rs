//! Reads files into texts and puts together what they declare.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::declaration::{self, Part};
use super::declare::{self, DataHit, Declared, Tables};
use super::entries::{Segment, Slot};
use super::lexicon::Lexicon;
use super::names::Names;
use super::sentence::Reading;
use super::text::PolicyText;
use super::{
    Contradiction, DataStatement, Document, Force, PermissionStatement, Polarity, Policy, StatementKind, html,
    language, markdown, office, plain, strings, table,
};
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
pub fn read(inputs: Vec<Input>, names: &Names) -> Policy {
    let vocabulary = Vocabulary::get();
    let lexicon = Lexicon::new(names);
    let tables = Tables { names, vocabulary };
    let read: Vec<Read> = inputs.into_par_iter().map(|input| read_one(input, &lexicon, tables)).collect();
    let mut policy = Policy::default();
    let mut hits: Vec<DataHit> = Vec::new();
    let mut permissions: Vec<(&'static str, Polarity, Span)> = Vec::new();
    // Beside a text that can be read its translations are no loss.
    let unread = read.iter().all(|read| read.foreign);
    for Read { document, foreign, problems, copies, declared } in read {
        if unread && foreign {
            policy.problems.push(Problem::file(
                &document.path,
                Text::new(
                    "文本不是中文或英文，无法读出其中声明了什么",
                    "the text is neither Chinese nor English; what it declares cannot be read",
                ),
            ));
        }
        policy.contradictions.extend(copies);
        policy.documents.push(document);
        policy.problems.extend(problems);
        policy.sdks.extend(declared.sdks);
        policy.external_lists.extend(declared.lists);
        policy.statements.extend(declared.statements);
        hits.extend(declared.data);
        permissions.extend(declared.permissions);
    }
    policy.data = data_statements(hits, vocabulary);
    policy.permissions = permission_statements(permissions);
    contradictions(&mut policy, vocabulary);
    policy
}

/// What one file says. The folded text is gone by then: that of a large file takes more room than all it declares.
struct Read {
    document: Document,
    /// It is written in another language than those that are read.
    foreign: bool,
    problems: Vec<Problem>,
    copies: Vec<Contradiction>,
    declared: Declared,
}

fn read_one(input: Input, lexicon: &Lexicon<'_>, tables: Tables<'_>) -> Read {
    let Input { path, bytes, is_list } = input;
    let (text, parts, mut problems) = text_of(&path, bytes);
    let mut declared = match parts {
        Some(parts) => declared_parts(&text, &parts, lexicon, tables),
        None => declare::declare(Reading::new(&text, lexicon), tables),
    };
    let title = text.blocks.iter().find(|block| !block.range.is_empty());
    let document = Document {
        path,
        format: text.format,
        language: text.language,
        is_list,
        has_sdk_list: declared.has_sdk_list,
        sentences: declared.sentences,
        title: title.map_or_else(|| Span::file(&text.source), |block| text.span(block.range.clone())),
        dates: std::mem::take(&mut declared.dates),
        operator: declared.operator.take(),
    };
    // A page that a script fills holds nothing itself.
    if document.sentences == 0 && problems.is_empty() && text.format != "toml" {
        let message = Text::new("文件里没有可读的文字", "no text to read was found in the file");
        problems.push(Problem::file(&document.path, message));
    }
    let foreign = text.format != "toml" && language::is_foreign(text.source.text());
    Read { document, foreign, problems, copies: differing_copies(&text), declared }
}

/// Parts of a declaration file.
type Parts = Vec<(Part, Range<usize>)>;

/// Decodes a file and reads it by its format: by the ending of its name, and by its contents where that says nothing.
fn text_of(path: &str, bytes: Vec<u8>) -> (PolicyText, Option<Parts>, Vec<Problem>) {
    let mut problems = Vec::new();
    let empty = |problem: Problem| (plain::read(&Source::new(path, "")), None, vec![problem]);
    if bytes.starts_with(b"PK\x03\x04") {
        return match office::read(path, &bytes) {
            Ok((text, problems)) => (text, None, problems),
            Err(problem) => empty(problem),
        };
    }
    let (text, _, whole) = decode(&bytes);
    // Bytes that are text as they stand become it without a copy.
    let decoded = (text.len() != bytes.len() || matches!(text, Cow::Owned(_))).then(|| text.into_owned());
    let text = decoded.unwrap_or_else(|| String::from_utf8(bytes).unwrap_or_default());
    let source: Arc<Source> = Source::new(path, text);
    if !whole {
        problems.push(Problem::file(
            path,
            Text::new("有无法解码的字节，已用替换字符代替", "some bytes could not be decoded and were replaced"),
        ));
    }
    let text = match format_of(path, source.text()) {
        "html" => html::read(&source),
        "markdown" => markdown::read(&source),
        "strings" => strings::read(&source),
        "csv" => table::read(&source),
        "toml" => match declaration::read(&source) {
            Ok(declaration) => return (declaration.text, Some(declaration.parts), problems),
            Err(problem) => return empty(problem),
        },
        _ => plain::read(&source),
    };
    (text, None, problems)
}

/// The format of a text, told by the ending of its name first.
fn format_of(path: &str, text: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let start: String = text
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .chars()
        .take(2000)
        .collect::<String>()
        .to_ascii_lowercase();
    let resource = start.contains("<resources");
    let html = start.starts_with("<!doctype html") || start.contains("<html") || start.contains("<body");
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "md" | "markdown" | "mdx" => return "markdown",
        // Text that was given the name of a page keeps its lines.
        "html" | "htm" | "xhtml" | "shtml" | "aspx" | "php" | "jsp" if has_tags(text) => return "html",
        "csv" | "tsv" => return "csv",
        "toml" => return "toml",
        "xml" if resource => return "strings",
        "xml" => return "html",
        _ => {}
    }
    let tags = || {
        ["</p>", "</div>", "<br", "</td>", "</span>"]
            .iter()
            .map(|tag| text.matches(tag).take(20).count())
            .sum::<usize>()
    };
    if resource {
        "strings"
    } else if html || start.starts_with('<') && tags() >= 3 || tags() >= 20 {
        "html"
    } else if text.contains("](http")
        || text.contains("](./")
        || text.contains("\n## ")
        || text.lines().filter(|line| is_marked_heading(line)).nth(1).is_some()
        || text.contains("|---")
        || text.contains("| ---")
        || text.contains("|:--")
    {
        "markdown"
    } else {
        "text"
    }
}

/// `## Collection` or `#### 4、反馈`, as Markdown marks the headings below the title.
fn is_marked_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    (2..=6).contains(&(line.len() - words.len())) && words.starts_with(' ')
}

/// Whether a text holds a tag at all.
fn has_tags(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || matches!(pair[1], b'/' | b'!')))
}

/// Reads a declaration file: its parts are slots, and what it denies is denied.
fn declared_parts(text: &PolicyText, parts: &Parts, lexicon: &Lexicon<'_>, tables: Tables<'_>) -> Declared {
    let mut entry = 0;
    let mut segments = Vec::new();
    let mut denied: Vec<Span> = Vec::new();
    let mut open = false;
    for (part, range) in parts {
        let block = text.blocks.partition_point(|block| block.range.end <= range.start);
        let slot = match part {
            Part::Name => {
                entry += 1;
                open = true;
                Slot::Name
            }
            Part::Vendor => Slot::Vendor,
            Part::Purpose => Slot::Purpose,
            Part::Data => Slot::Data,
            Part::Permission => Slot::Permission,
            Part::Privacy => Slot::Privacy,
            Part::Denied => {
                denied.push(text.span(range.clone()));
                Slot::Data
            }
        };
        segments.push(Segment { block, slot, value: range.clone(), entry: open.then_some(entry) });
    }
    segments.sort_by_key(|segment| segment.value.start);
    let mut declared = declare::declare(Reading::with_segments(text, lexicon, segments), tables);
    for hit in &mut declared.data {
        if denied.iter().any(|span| span.start <= hit.at.start && hit.at.end <= span.end) {
            hit.polarity = Polarity::Denied;
        }
    }
    declared
}

fn data_statements(hits: Vec<DataHit>, vocabulary: &'static Vocabulary) -> Vec<DataStatement> {
    let mut by_type: BTreeMap<(&str, Polarity), DataStatement> = BTreeMap::new();
    for hit in hits {
        let id = hit.id(vocabulary);
        let statement = by_type.entry((id, hit.polarity)).or_insert_with(|| DataStatement {
            data: id.to_owned(),
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

fn permission_statements(found: Vec<(&'static str, Polarity, Span)>) -> Vec<PermissionStatement> {
    let mut by_name: BTreeMap<(&str, Polarity), PermissionStatement> = BTreeMap::new();
    for (name, polarity, at) in found {
        by_name
            .entry((name, polarity))
            .or_insert_with(|| PermissionStatement { name: name.to_owned(), polarity, mentions: Vec::new() })
            .mentions
            .push(at);
    }
    by_name.into_values().collect()
}

/// A type denied and collected; sharing denied without exception and an SDK that takes data.
fn contradictions(policy: &mut Policy, vocabulary: &Vocabulary) {
    let mut found = Vec::new();
    for denied in policy.data.iter().filter(|data| data.polarity == Polarity::Denied) {
        let collected = policy.data.iter().find(|data| data.polarity == Polarity::Affirmed && data.data == denied.data);
        if let (Some(collected), Some(denial)) =
            (collected.and_then(|data| data.mentions.first()), denied.mentions.first())
        {
            let label = vocabulary.label(&denied.data);
            found.push(Contradiction {
                message: Text::new(
                    format!("一处说不收集{}，另一处说收集", label.zh),
                    format!("says here that it does not collect {}, and elsewhere that it does", label.en),
                ),
                places: vec![denial.clone(), collected.clone()],
            });
        }
    }
    let takes = policy.sdks.iter().find(|sdk| sdk.data.iter().any(|data| !data.ios_only));
    for statement in &policy.statements {
        let absolute = statement.force == Force::Absolute
            && matches!(statement.kind, StatementKind::DeniesThirdPartySharing | StatementKind::DeniesThirdPartySdks);
        if let (true, Some(sdk)) = (absolute, takes) {
            found.push(Contradiction {
                message: Text::new(
                    format!("一处说不向第三方提供信息，另一处说{}收集信息", sdk.name),
                    format!("denies sharing with third parties here, and says elsewhere that {} takes data", sdk.name),
                ),
                places: std::iter::once(&statement.at).chain(sdk.mentions.first()).cloned().collect(),
            });
        }
    }
    policy.contradictions.append(&mut found);
}

/// Long paragraphs that are copies of each other but for a few words.
fn differing_copies(text: &PolicyText) -> Vec<Contradiction> {
    // Looked up and never walked, so the order of a hash does not show.
    let mut by_clause: HashMap<&str, usize> = HashMap::new();
    let mut out = Vec::new();
    for (index, block) in text.blocks.iter().enumerate() {
        let words = text.block_text(index);
        if words.len() < 200 {
            continue;
        }
        let clauses: Vec<&str> = words.split([',', '。', ';', '.']).filter(|clause| clause.len() >= 12).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for clause in &clauses {
            if let Some(&other) = by_clause.get(clause) {
                *shared.entry(other).or_default() += 1;
            }
        }
        if let Some((&other, &count)) = shared.iter().max_by_key(|&(&other, &count)| (count, std::cmp::Reverse(other)))
            && count * 10 >= clauses.len() * 7
            && clauses.len() >= 4
            && text.block_text(other) != words
        {
            let span = |index: usize| text.span(text.blocks[index].range.clone());
            out.push(Contradiction {
                message: Text::new("两段文字几乎相同，但有出入", "two paragraphs are copies of each other, and differ"),
                places: vec![span(other), text.span(block.range.clone())],
            });
        }
        for clause in clauses {
            by_clause.entry(clause).or_insert(index);
        }
    }
    out
}
