//! What holds for any input: the same output whatever the threads and the order of files, places that lie within
//! their files, and an answer for any bytes.

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use qingdan::inventory::{self, Options};
use qingdan::policy::{self, Input};
use qingdan::project::{discover, packages};
use qingdan::sdk::database::Database;
use qingdan::sdk::names;
use qingdan::sdk::permissions::PermissionTable;
use qingdan::source::{Files, Problem, Source, Span};

/// Pieces of build scripts, manifests and policies, put together at random: more telling than random bytes.
const PIECES: [&str; 40] = [
    "plugins { id 'com.android.application' }\n",
    "apply plugin: 'com.android.library'\n",
    "android { namespace 'a.b'\n defaultConfig { manifestPlaceholders = [K: \"v\"] } ",
    "dependencies {\n",
    "implementation 'cn.jiguang.sdk:jpush:5.0.0'\n",
    "api(libs.bugly)\n",
    "implementation project(':lib')\n",
    "implementation fileTree(dir: 'libs', include: ['*.jar'])\n",
    "def v = \"${x}.${y}\"\n",
    "if (a) { ",
    "}\n",
    "(",
    ")",
    "\"",
    "'''",
    "/*",
    "*/",
    "// ",
    "\r\n",
    "\0",
    "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">",
    "<uses-permission android:name=\"android.permission.CAMERA\"/>",
    "<application><service android:name=\"cn.jpush.android.service.PushService\"/></application>",
    "<meta-data android:name=\"JPUSH_APPKEY\" android:value=\"x\"/>",
    "</manifest>",
    "<!--",
    "-->",
    "&lt;",
    "[versions]\nv = \"1\"\n[libraries]\nbugly = { module = \"com.tencent.bugly:crashreport\", version.ref = \"v\" }\n",
    "## 第三方 SDK\n\n",
    "我们收集 IMEI、ＩＭＥＩ 和位置信息。",
    "我们不会向第三方共享您的信息，",
    "| 极光推送 | 深圳市和讯华谷 | 推送 |\n| --- | --- | --- |\n",
    "<table><tr><td rowspan=2>Bugly</td></tr></table>",
    "详见《第三方 SDK 清单》",
    "We collect your location. ",
    "😀",
    "\u{202e}",
    "{\"dependencies\": {\"react-native\": \"1\"}}",
    "include ':app', ':lib'\n",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30).prop_map(|pieces| pieces.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![4 => text().prop_map(String::into_bytes), 1 => prop::collection::vec(any::<u8>(), 0..400)]
}

/// Files that a project may have.
const PATHS: [&str; 10] = [
    "settings.gradle",
    "build.gradle.kts",
    "app/build.gradle",
    "app/src/main/AndroidManifest.xml",
    "lib/build.gradle.kts",
    "lib/src/main/AndroidManifest.xml",
    "gradle/libs.versions.toml",
    "gradle.properties",
    "package.json",
    "app/libs/x.jar",
];

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn assert_within(span: &Span) {
    let source: &Source = span.source();
    let place = span.place();
    let lines = source.line_starts().len() as u32;
    assert!(span.start <= span.end && span.end as usize <= source.text().len());
    for (line, column) in [(place.line, place.column), (place.end_line, place.end_column)] {
        assert!((1..=lines).contains(&line), "{span:?}");
        assert!(column >= 1 && column as usize <= source.line_text(line).chars().count() + 2, "{span:?} {column}");
    }
}

fn assert_told(problems: &[Problem], root: &Path) {
    for problem in problems {
        assert!(!problem.message.zh.is_empty() && !problem.message.en.is_empty());
        let file = problem.path.split('!').next().unwrap();
        assert!(file.is_empty() || root.join(file).exists(), "{problem:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn projects_of_any_files_are_read(files in prop::collection::vec(bytes(), PATHS.len())) {
        let directory = tempfile::tempdir().unwrap();
        for (path, bytes) in PATHS.iter().zip(&files) {
            write(directory.path(), path, bytes);
        }
        let opened = Files::open(directory.path(), false).unwrap();
        let mut project = discover::read(&opened);
        packages::read(&opened, &mut project);
        let database = Database::bundled();
        let inventory = inventory::collect(&opened, project, &database, PermissionTable::get(), &Options::default());
        let modules = &inventory.project.modules;
        let spans = modules.iter().flat_map(|module| &module.dependencies).flat_map(|dependency| &dependency.evidence)
            .chain(modules.iter().flat_map(|module| &module.plugins).flat_map(|plugin| &plugin.evidence))
            .chain(inventory.permissions.iter().flat_map(|permission| &permission.evidence))
            .chain(inventory.sdks.iter().flat_map(|sdk| &sdk.evidence).map(|evidence| &evidence.at))
            .chain(inventory.project.unresolved.iter().flat_map(|unresolved| &unresolved.evidence));
        spans.for_each(assert_within);
        assert_told(&inventory.problems, directory.path());
    }

    #[test]
    fn policies_of_any_bytes_are_read(bytes in bytes(), ending in prop::sample::select(&["md", "html", "txt", "csv", "xml", "docx", "toml"][..])) {
        let database = Database::bundled();
        let input = Input { path: format!("p.{ending}"), bytes, is_list: false };
        let policy = policy::read(vec![input], &names::of(&database));
        policy.sdks.iter().flat_map(|sdk| &sdk.mentions).for_each(assert_within);
        policy.data.iter().flat_map(|data| &data.mentions).for_each(assert_within);
        policy.permissions.iter().flat_map(|permission| &permission.mentions).for_each(assert_within);
        policy.statements.iter().for_each(|statement| assert_within(&statement.at));
        policy.contradictions.iter().flat_map(|contradiction| &contradiction.places).for_each(assert_within);
    }
}

/// The output of a run on a project whose files were written in the order given.
fn output(order: impl Iterator<Item = usize>, threads: &str) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    for at in order {
        let library = format!("lib{at}");
        write(
            directory.path(),
            &format!("{library}/build.gradle"),
            format!(
                "plugins {{ id 'com.android.library' }}\ndependencies {{ implementation 'com.tencent.bugly:crashreport:4.{at}'\n\
                 implementation fileTree(dir: 'libs', include: ['*.jar'])\nimplementation unknown{at} }}\n"
            )
            .as_bytes(),
        );
        write(
            directory.path(),
            &format!("{library}/src/main/AndroidManifest.xml"),
            b"<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\
              <uses-permission android:name=\"android.permission.CAMERA\"/><broken></manifest>",
        );
        write(directory.path(), &format!("{library}/libs/a{at}.jar"), b"none");
        write(directory.path(), &format!("docs/privacy{at}.md"), "我们收集 IMEI，接入极光推送 SDK。".as_bytes());
    }
    let all: Vec<String> = (0..20).map(|at| format!("lib{at}")).collect();
    let used: String = all.iter().map(|name| format!("implementation project(':{name}')\n")).collect();
    let included: String = all.iter().map(|name| format!("include ':{name}'\n")).collect();
    write(directory.path(), "settings.gradle", format!("include ':app'\n{included}").as_bytes());
    write(
        directory.path(),
        "app/build.gradle",
        format!("plugins {{ id 'com.android.application' }}\ndependencies {{ {used} }}\n").as_bytes(),
    );
    let run = Command::new(env!("CARGO_BIN_EXE_qingdan"))
        .current_dir(directory.path())
        .env("RAYON_NUM_THREADS", threads)
        .args(["check", "--format", "json", "--lang", "en"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

#[test]
fn output_depends_on_neither_threads_nor_the_order_of_files() {
    let expected = output(0..20, "1");
    assert!(expected.len() > 10_000);
    for threads in ["1", "2", "4", "9"] {
        assert!(output((0..20).rev(), threads) == expected, "{threads} threads");
        assert!(output((0..20).map(|at| at * 7 % 20), threads) == expected, "{threads} threads");
    }
}
