//! The Data safety form: only what SDKs and permissions imply is set; every other byte stays.

use qingdan::data_safety::{self, Sheet};
use qingdan::sdk::database::Database;

use crate::appendix::{facts, inventory};

const FORM: &str = "\u{feff}Question ID (machine readable),Response ID (machine readable),Response value,Answer requirement,Label\r\n\
PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA,,,REQUIRED,\"Coleta, dados?\"\r\n\
PSL_DATA_TYPES_IDENTIFIERS,PSL_DEVICE_ID,\"false\",OPTIONAL,\"ID \"\"x\"\"\"\r\n\
PSL_DATA_TYPES_PERSONAL,PSL_NAME,,OPTIONAL,Nome\r\n\
PSL_QUESTION_OF_THE_FUTURE,PSL_X,maybe,OPTIONAL,?\r\n";

#[test]
fn what_is_implied_is_set_and_the_rest_stays() {
    let database = Database::bundled();
    let inventory = inventory(&database, &["jiguang-jpush", "tencent-wechat"], &[]);
    let implied = data_safety::implied(facts(&inventory, &database));
    let mut sheet = Sheet::read(FORM).unwrap();
    let filled = data_safety::fill(&mut sheet, &implied);
    let expected = FORM
        .replace("PERSONAL_DATA,,,", "PERSONAL_DATA,,true,")
        .replace("PSL_DEVICE_ID,\"false\",", "PSL_DEVICE_ID,true,");
    assert_eq!(sheet.text(), expected);
    assert!(filled.set.iter().all(|(_, reasons)| !reasons.is_empty()));
    // A nickname is collected only when users sign in through WeChat: for the developer to decide.
    assert!(filled.open.iter().any(|entry| entry.response == "PSL_NAME"));
    // The template of the test lacks most rows; that is told, not invented.
    assert!(!filled.missing.is_empty());
    let again = data_safety::fill(&mut sheet, &implied);
    assert!(again.set.is_empty() && sheet.text() == expected);
}

/// The form tells photos, videos and music apart, and so do the permissions since Android 13.
#[test]
fn permissions_of_media_name_their_own_type() {
    let database = Database::bundled();
    let types = |permission: &str| {
        let inventory = inventory(&database, &[], &[permission]);
        let implied = data_safety::implied(facts(&inventory, &database));
        implied.iter().map(|entry| entry.response).collect::<Vec<_>>()
    };
    assert_eq!(types("android.permission.READ_MEDIA_IMAGES"), ["PSL_PHOTOS"]);
    assert_eq!(types("android.permission.READ_MEDIA_VIDEO"), ["PSL_VIDEOS"]);
    assert_eq!(types("android.permission.READ_MEDIA_AUDIO"), ["PSL_MUSIC"]);
}

#[test]
fn other_files_are_no_form() {
    assert!(Sheet::read("a,b,c\n1,2,3\n").is_none());
    assert!(Sheet::read("").is_none());
}

#[test]
fn what_the_configuration_allows_does_not_fail() {
    let directory = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("settings.gradle", "include ':app'");
    write(
        "app/build.gradle",
        "plugins { id 'com.android.application' }\ndependencies { implementation 'cn.jiguang.sdk:jpush:5.2.4' }\n",
    );
    write("app/src/main/AndroidManifest.xml", "<manifest/>");
    write("privacy-policy.md", "# Privacy policy\nWe use JPush.\n");
    write("form.csv", FORM);
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_qingdan"));
        let output = command.current_dir(directory.path()).args(arguments).args(["--lang", "en"]).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = run(&["data-safety", "--check", "form.csv"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("form.csv:3: error [undeclared-play-data]"), "{text}");

    write("qingdan.toml", "[[allow]]\nrule = \"undeclared-play-data\"\nreason = \"not on Google Play\"\n");
    let (code, text) = run(&["data-safety", "--check", "form.csv"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("suppressed: "), "{text}");
    // `check` has no such findings and does not call the allowance unused.
    let (_, text) = run(&["check"]);
    assert!(!text.contains("unused-allowance"), "{text}");
}
