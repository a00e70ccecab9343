//! A project whose policy is the generated lists has no finding about SDKs, their data or permissions.

use qingdan::appendix::{self, Kind, List, Options, Overrides, Wording, csv, docx, html, markdown};
use qingdan::policy::{self, Input};
use qingdan::rules::{self, Context};
use qingdan::sdk::database::Database;
use qingdan::sdk::names;

use super::{facts, inventory};

type Format = (&'static str, fn(&[List], Wording) -> Vec<u8>);

const FORMATS: [Format; 4] = [
    ("list.md", |lists, wording| markdown::lists(lists, wording).into_bytes()),
    ("list.html", |lists, wording| html::page(lists, wording).into_bytes()),
    ("list.docx", |lists, wording| docx::document(lists, wording).unwrap()),
    ("list.csv", |lists, wording| csv::lists(lists, wording, csv::Separator::Comma).into_bytes()),
];

/// What `check` says of an app with these SDKs whose policy is its own lists.
fn findings(
    database: &Database,
    sdks: &[&str],
    kinds: &[Kind],
    wording: Wording,
    (path, write): Format,
) -> Vec<String> {
    let inventory = inventory(database, sdks, &[]);
    let options = Options { kinds: kinds.to_vec(), ..Options::default() };
    let lists = appendix::build(facts(&inventory, database), &options, &Overrides::default());
    let input = |list: &List| Input {
        path: format!("{}-{path}", list.kind.name()),
        bytes: write(std::slice::from_ref(list), wording),
        is_list: false,
    };
    let inputs: Vec<Input> = lists.lists.iter().map(input).collect();
    let policy = policy::read(inputs, &names::of(database));
    assert!(policy.problems.is_empty(), "{:?}", policy.problems);
    let context = Context::new(&inventory, &policy, database);
    rules::run(&context)
        .iter()
        .filter(|finding| finding.sdk.is_some() || finding.data.is_some() || finding.permission.is_some())
        // What no source says is a placeholder, and an entry with a placeholder lacks what it stands for.
        .filter(|finding| {
            finding.rule != "incomplete-sdk-entry"
                || !lists.lists.iter().flat_map(List::rows).any(|row| {
                    finding.sdk.as_ref() == Some(&row.key)
                        && row.cells.iter().any(|cell| {
                            ["operator", "types of", "privacy"]
                                .iter()
                                .any(|what| cell.text.en.contains(&format!("[to fill in: {what}")))
                        })
                })
        })
        .map(|finding| format!("{path} {wording:?} {sdks:?}: {}: {}", finding.rule, finding.message.en))
        .collect()
}

fn ids(database: &Database) -> Vec<String> {
    database.records().iter().map(|record| record.id.clone()).collect()
}

#[test]
fn all_sdks_in_one_list() {
    let database = Database::bundled();
    let ids = ids(&database);
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for wording in [Wording::Zh, Wording::En, Wording::Both] {
        for format in FORMATS {
            found.extend(
                findings(&database, &ids, &Kind::ALL, wording, format)
                    .into_iter()
                    .map(|line| line.replace(&format!("{ids:?}"), "all")),
            );
        }
    }
    assert!(found.is_empty(), "{} findings\n{}", found.len(), found.join("\n"));
}

/// One list may hide what another needs: the words of one entry must not stand for those of its neighbour. Every SDK
/// is therefore alone once; formats and languages take turns.
#[test]
fn every_sdk_alone() {
    let database = Database::bundled();
    let wordings = [Wording::Zh, Wording::En, Wording::Both];
    let mut found = Vec::new();
    for (at, id) in ids(&database).iter().enumerate() {
        let (format, wording) = (FORMATS[at % FORMATS.len()], wordings[at % wordings.len()]);
        found.extend(findings(&database, &[id.as_str()], &Kind::ALL, wording, format));
    }
    assert!(found.is_empty(), "{} findings\n{}", found.len(), found.join("\n"));
}
