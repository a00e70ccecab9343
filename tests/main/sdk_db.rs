//! The bundled database, and what the program does with records: finding, checking, adding one's own.

mod check;
mod own;
mod page;
mod search;
mod signs;

use std::path::Path;
use std::process::Command;

use qingdan::sdk::check::directory;
use qingdan::sdk::database::Database;
use qingdan::sdk::permissions::PermissionTable;
use qingdan::sdk::vocabulary::Vocabulary;

/// The tests do not ask the clock: this is the newest day on which a source was read.
fn today() -> String {
    Database::bundled().version()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program; standard output, standard error and the exit code.
fn run(arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_qingdan")).args(arguments).env("COLUMNS", "100").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn the_bundled_records_have_no_mistakes() {
    let outcome = directory(&root().join("sdk-db"), &Database::bundled(), &today()).unwrap();
    let mistakes: Vec<String> = outcome
        .mistakes
        .iter()
        .map(|mistake| {
            format!("{}:{}: {}: {}", mistake.at.path(), mistake.at.line(), mistake.check, mistake.message.en)
        })
        .collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
}

#[test]
fn permissions_open_data_types_of_the_vocabulary() {
    let unknown: Vec<(&str, &String)> = PermissionTable::get()
        .permissions()
        .iter()
        .flat_map(|permission| permission.opens.iter().map(|id| (permission.name.as_str(), id)))
        .filter(|(_, id)| Vocabulary::get().data_type(id).is_none())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_id_of_the_contract_is_there() {
    let database = Database::bundled();
    let ids = include_str!("../../testdata/contract/sdk-ids.txt");
    let lacking: Vec<&str> = ids.lines().filter(|id| !database.contains(id)).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
    assert!(database.ids().len() >= 150, "{}", database.ids().len());
}

#[test]
fn every_current_fact_has_a_source_and_a_name() {
    let database = Database::bundled();
    for record in database.records() {
        for fact in record.current_data() {
            assert!(!fact.sources.is_empty(), "{}: {}", record.id, fact.data);
        }
        let name = record.display();
        assert!(!name.zh.is_empty() && !name.en.is_empty(), "{}", record.id);
        assert!(!database.operator(&record).en.is_empty(), "{} has no operator", record.id);
    }
}

#[test]
fn libraries_without_data_are_no_sdks() {
    use qingdan::sdk::no_data::NoData;
    let database = Database::bundled();
    for record in database.records() {
        for coordinate in &record.detect.exclusive.maven {
            let silent = NoData::get().has_coordinate(coordinate);
            assert!(!silent, "{} is an SDK and stands in no-data.toml: {coordinate}", record.id);
        }
    }
}
