//! `qingdan sdk search`.

use std::sync::LazyLock;

use qingdan::sdk::database::Database;
use qingdan::sdk::search::search;

/// One database for all, since it keeps the records that it has parsed.
static BUNDLED: LazyLock<Database> = LazyLock::new(Database::bundled);

fn ids(word: &str) -> Vec<String> {
    search(&BUNDLED, word).iter().map(|record| record.id.clone()).collect()
}

#[test]
fn every_kind_of_word_finds_its_sdk() {
    for (word, id) in [
        ("jiguang-jpush", "jiguang-jpush"),
        ("极光推送", "jiguang-jpush"),
        ("JPUSH", "jiguang-jpush"),
        ("ｊｐｕｓｈ", "jiguang-jpush"),
        ("com.umeng.umsdk:common", "umeng-analytics"),
        ("com.tencent.bugly", "tencent-bugly"),
        ("libBugly.so", "tencent-bugly"),
        ("每日互动", "getui"),
        ("AppsFlyer Ltd", "appsflyer"),
        ("react-native-wechat", "tencent-wechat"),
    ] {
        assert_eq!(ids(word).first().map(String::as_str), Some(id), "{word}");
    }
}

#[test]
fn typing_errors_are_forgiven() {
    for (word, id) in [
        ("umegn", "umeng-analytics"),
        ("jupsh", "jiguang-jpush"),
        ("高徳", "amap-location"),
        ("有盟统计", "umeng-analytics"),
        ("buggly", "tencent-bugly"),
        ("crashlitics", "firebase-crashlytics"),
        ("sensersdata", "sensors-analytics"),
        ("com.tencent.bulgy", "tencent-bugly"),
    ] {
        let found = ids(word);
        assert!(found.iter().any(|found| found == id), "{word}: {found:?}");
        assert!(found.len() <= 12, "{word}: {found:?}");
    }
}

#[test]
fn words_that_mean_nothing_find_nothing() {
    for word in ["", " ", "qqqqzzzz", "x", "云"] {
        let found = ids(word);
        assert!(found.len() < 60, "{word}: {found:?}");
    }
    assert_eq!(ids("qqqqzzzz"), [""; 0]);
    assert_eq!(ids(" "), [""; 0]);
}
