//! Records of a user's own.

use std::fs;
use std::path::Path;

use qingdan::sdk::database::{Database, OwnRecordsError};
use qingdan::sdk::index::SignKind;

use super::run;

const TRACKER: &str = r#"
id = "acme-tracker"
vendor = "acme"
category = "analytics"
missing = ["permissions", "consent"]
privacy_url = { zh = "https://acme.example/privacy" }
data = [{ type = "oaid", necessity = "required", purpose = "count", source = "policy" }]

[names]
zh = ["极客追踪"]
en = ["Acme Tracker"]

[detect]
maven = ["com.acme:tracker"]

[purpose.count]
zh = "统计应用使用情况"
en = "count how the app is used"

[[source]]
key = "policy"
url = "https://acme.example/privacy"
title = "Acme Tracker privacy policy"
kind = "vendor-policy"
read = "2026-01-01"
coverage = "full"
"#;

const ACME: &str = r#"
id = "acme"
zh = "极客"
en = "Acme"
hosts = ["acme.example"]

[[entity]]
key = "acme"
zh = "极客科技有限公司"
en = "Acme Ltd."
source = "policy"

[[source]]
key = "policy"
url = "https://acme.example/privacy"
title = "Acme privacy policy"
kind = "vendor-policy"
read = "2026-01-01"
coverage = "full"
"#;

pub(super) fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A directory with one record and its vendor.
pub(super) fn acme() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "acme/tracker.toml", TRACKER);
    write(directory.path(), "acme/vendor.toml", ACME);
    directory
}

#[test]
fn own_records_add_to_the_bundled_ones() {
    let directory = acme();
    let database = Database::with_own(&[directory.path().to_owned()]).unwrap();
    assert!(database.contains("acme-tracker") && database.contains("jiguang-jpush"));
    let found = database.find(SignKind::Maven, "com.acme:tracker");
    assert_eq!(found.iter().map(|sdk| sdk.id).collect::<Vec<_>>(), ["acme-tracker"]);
    let record = database.record("acme-tracker").unwrap();
    assert_eq!(database.operator(&record).zh, "极客科技有限公司");
    assert!(database.version().ends_with("+own"));
}

#[test]
fn own_records_replace_bundled_ones() {
    let directory = acme();
    let own = TRACKER.replace("acme-tracker", "jiguang-jpush").replace("vendor = \"acme\"", "vendor = \"jiguang\"");
    write(directory.path(), "jiguang/jpush.toml", &own);
    let database = Database::with_own(&[directory.path().to_owned()]).unwrap();
    assert_eq!(database.record("jiguang-jpush").unwrap().display().en, "Acme Tracker");
    // The replaced record is recognised by its new signs alone.
    assert!(database.find(SignKind::Maven, "cn.jiguang.sdk:jpush").iter().all(|sdk| sdk.id != "jiguang-jpush"));
    assert_eq!(database.ids().iter().filter(|id| **id == "jiguang-jpush").count(), 1);
}

#[test]
fn a_later_directory_wins() {
    let (first, second) = (acme(), acme());
    write(second.path(), "acme/tracker.toml", &TRACKER.replace("Acme Tracker\"]", "Acme Tracker 2\"]"));
    let directories = [first.path().to_owned(), second.path().to_owned()];
    let database = Database::with_own(&directories).unwrap();
    assert_eq!(database.record("acme-tracker").unwrap().display().en, "Acme Tracker 2");
}

#[test]
fn a_record_that_does_not_parse_is_named_with_its_place() {
    let directory = acme();
    write(
        directory.path(),
        "acme/tracker.toml",
        &TRACKER.replace("necessity = \"required\"", "necessity = \"always\""),
    );
    let error = Database::with_own(&[directory.path().to_owned()]).unwrap_err();
    let OwnRecordsError::Parse { path, error } = error else { panic!("{error}") };
    assert!(path.ends_with("acme/tracker.toml"));
    assert_eq!((error.at.line(), error.at.text()), (7, "\"always\""));

    let root = directory.path().to_str().unwrap();
    let (_, errors, code) = run(&["sdk", "list", "--lang", "en", "--sdk-db", root]);
    assert_eq!(code, 2);
    assert!(errors.contains("tracker.toml:7:38"), "{errors}");
}

#[test]
fn a_directory_that_is_not_there_is_an_error() {
    for arguments in [["sdk", "list", "--sdk-db", "/nonexistent"].as_slice(), &["sdk", "check", "/nonexistent"]] {
        let (_, errors, code) = run(arguments);
        assert_eq!(code, 2, "{errors}");
        assert!(errors.contains("/nonexistent"), "{errors}");
    }
}

#[test]
fn records_may_stand_directly_in_the_directory() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "tracker.toml", &TRACKER.replace("vendor = \"acme\"", "vendor = \"jiguang\""));
    let database = Database::with_own(&[directory.path().to_owned()]).unwrap();
    assert!(database.contains("acme-tracker"));
    let root = directory.path().to_str().unwrap();
    let (out, errors, code) = run(&["sdk", "check", root, "--lang", "en"]);
    assert_eq!(code, 0, "{out}{errors}");
}
