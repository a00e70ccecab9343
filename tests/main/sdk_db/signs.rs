//! Signs lead to their SDK, and look-alikes to none.

use qingdan::sdk::database::Database;
use qingdan::sdk::index::SignKind;

fn kind(name: &str) -> SignKind {
    match name {
        "maven" => SignKind::Maven,
        "plugin" => SignKind::Plugin,
        "component" => SignKind::Component,
        "class" => SignKind::Class,
        "meta-data" => SignKind::MetaData,
        "file" => SignKind::File,
        "native" => SignKind::Native,
        "npm" => SignKind::Npm,
        "pub" => SignKind::Pub,
        other => panic!("{other} is no kind of sign"),
    }
}

/// What a sign speaks for; a prefix is asked as a class below it, a star as a version.
fn found(database: &Database, kind_name: &str, sign: &str) -> Vec<(String, bool)> {
    let mut text = sign.replace('*', "1.0");
    if text.ends_with('.') {
        text.push_str("Some");
    }
    database.find(kind(kind_name), &text).into_iter().map(|sdk| (sdk.id.to_owned(), sdk.exclusive)).collect()
}

#[test]
fn known_signs_lead_to_their_sdk() {
    let database = Database::bundled();
    let mut failures = Vec::new();
    for line in include_str!("../../../testdata/sdk-db/signs.tsv").lines() {
        let [id, kind, sign] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = found(&database, kind, sign);
        if !found.iter().any(|(sdk, _)| sdk == id) {
            failures.push(format!("{id}\t{kind}\t{sign}\t{found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Signs that one might expect to prove an SDK; the last column says why they do not.
#[test]
fn doubtful_signs_lead_nowhere() {
    let database = Database::bundled();
    let mut failures = Vec::new();
    for line in include_str!("../../../testdata/sdk-db/no-signs.tsv").lines() {
        let [id, kind, sign, reason] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = found(&database, kind, sign);
        if found.iter().any(|(sdk, _)| sdk == id) {
            failures.push(format!("{id}\t{kind}\t{sign}\t{found:?}, although {reason}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A kind of sign, the sign, and the SDKs that it must lead to, each with whether it proves the SDK alone.
type Trap = (&'static str, &'static str, &'static [(&'static str, bool)]);

/// Names that mislead.
const TRAPS: &[Trap] = &[
    ("maven", "com.facebook.fresco:fresco", &[]),
    ("maven", "com.facebook.react:react-native", &[]),
    ("class", "com.facebook.react.ReactActivity", &[]),
    ("class", "com.facebook.drawee.view.SimpleDraweeView", &[]),
    ("class", "com.facebook.soloader.SoLoader", &[]),
    ("maven", "com.evernote:android-job", &[]),
    ("maven", "com.alibaba:fastjson", &[]),
    ("maven", "com.tencent.mm:AndResGuard-gradle-plugin", &[]),
    ("maven", "com.tencent:mmkv", &[("tencent-mmkv", true)]),
    ("file", "libammsdk.jar", &[("tencent-wechat", true)]),
    ("file", "open_sdk_r6019_lite.jar", &[("tencent-qq", true)]),
    ("file", "pushservice-6.1.1.21.jar", &[("baidu-push", true)]),
    ("file", "Msc.jar", &[("iflytek", true)]),
    ("file", "smsdk-3.0.6-release.aar", &[("shumei", true)]),
    ("file", "open_ad_sdk.aar", &[("pangle", true)]),
    ("file", "GDTSDK.unionNormal.4.462.1332.aar", &[("tencent-gdt", true)]),
    ("maven", "com.umeng.umsdk:xiaomi-push", &[("umeng-push", false), ("xiaomi-push", true)]),
    ("maven", "com.tencent.bugly_16kb:bugly-pro", &[("tencent-bugly", true)]),
    ("maven", "com.tencent.qq:open-sdk", &[("tencent-qq", true)]),
    ("maven", "com.tencent.mm.opensdk:wechat-sdk-android-with-mta", &[("tencent-wechat", true)]),
    ("maven", "com.huawei.android.hms:push", &[("huawei-push", true)]),
    ("maven", "com.umeng.analytics:analytics", &[("umeng-analytics", true)]),
    ("maven", "com.appboy:android-sdk-ui", &[("braze", true)]),
    ("maven", "com.tencent.tbs.tbssdk:sdk", &[("tencent-x5", true)]),
    ("maven", "com.google.firebase:firebase-analytics-ktx", &[("firebase-analytics", true)]),
    ("maven", "com.google.firebase:firebase-crashlytics-ndk", &[("firebase-crashlytics", true)]),
    ("component", "com.tencent.mm.plugin.Whatever", &[]),
    ("component", "com.example.app.wxapi.WXEntryActivity", &[]),
];

#[test]
fn misleading_names_lead_where_they_should() {
    let database = Database::bundled();
    let mut failures = Vec::new();
    for (kind, sign, expected) in TRAPS {
        let mut found = found(&database, kind, sign);
        found.sort();
        let expected: Vec<(String, bool)> = expected.iter().map(|(id, alone)| ((*id).to_owned(), *alone)).collect();
        if found != expected {
            failures.push(format!("{kind} {sign}: {found:?}, not {expected:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn keys_of_the_manifest_are_known_but_prove_nothing_of_others() {
    let database = Database::bundled();
    for (key, id) in [
        ("BaiduMobAd_STAT_ID", "baidu-mtj"),
        ("BaiduMobAd_CHANNEL", "baidu-mtj"),
        ("UMENG_APPKEY", "umeng-analytics"),
        ("BUGLY_APPID", "tencent-bugly"),
    ] {
        let found = found(&database, "meta-data", key);
        assert!(found.iter().any(|(sdk, _)| sdk == id), "{key}: {found:?}");
        assert!(found.iter().all(|(sdk, _)| sdk != "baidu-ads"), "{key}: {found:?}");
    }
}
