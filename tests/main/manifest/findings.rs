//! What the rules about permissions tell: the variants, and how to be rid of a request.

use std::io::Write;

use crate::tree::Tree;

const HEAD: &str = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" package=\"com.example.x\">";
const CAMERA: &str = "<uses-permission android:name=\"android.permission.CAMERA\" />";
const REMOVE: &str = "<uses-permission android:name=\"android.permission.CAMERA\" tools:node=\"remove\" />";

/// An app with a library module, and a policy that speaks of no permission but the calendar's.
fn project(app: &str, library: &str) -> Tree {
    let tree = Tree::empty();
    tree.write("settings.gradle", "include ':app', ':lib'\n");
    tree.write(
        "app/build.gradle",
        "plugins { id 'com.android.application' }\n\
         android {\n    namespace 'com.example.app'\n    defaultConfig {\n        minSdk 21\n        targetSdk 34\n    }\n    \
         flavorDimensions 'store'\n    productFlavors {\n        xiaomi { dimension 'store' }\n        \
         huawei { dimension 'store' }\n    }\n}\n\
         dependencies {\n    implementation project(':lib')\n    implementation files('libs/sdk.aar')\n}\n",
    );
    tree.write(
        "lib/build.gradle",
        "plugins { id 'com.android.library' }\n\
         android {\n    namespace 'com.example.lib'\n    defaultConfig { minSdk 21 }\n}\n",
    );
    tree.write("app/src/main/AndroidManifest.xml", &manifest(app));
    tree.write("lib/src/main/AndroidManifest.xml", &manifest(library));
    archive(&tree, "");
    tree.write("policy.md", "# 隐私政策\n\n我们会申请日历权限，用于添加日程提醒。\n");
    tree
}

fn manifest(body: &str) -> String {
    format!("{HEAD}\n{body}\n</manifest>\n")
}

/// The aar that the app takes.
fn archive(tree: &Tree, body: &str) {
    std::fs::create_dir_all(tree.at("app/libs")).unwrap();
    let mut aar = zip::ZipWriter::new(std::fs::File::create(tree.at("app/libs/sdk.aar")).unwrap());
    aar.start_file("AndroidManifest.xml", zip::write::SimpleFileOptions::default()).unwrap();
    aar.write_all(manifest(&format!("<uses-sdk android:minSdkVersion=\"21\" />{body}")).as_bytes()).unwrap();
    aar.finish().unwrap();
}

/// Message and help of the one finding of a rule.
fn finding(tree: &Tree, rule: &str, arguments: &[&str]) -> (String, String) {
    let (_, report) = tree.check(&[&["--policy", "policy.md", "--lang", "en"], arguments].concat());
    let all = report["findings"].as_array().unwrap();
    let mut found = all.iter().filter(|one| one["rule"] == rule);
    let one = found.next().unwrap_or_else(|| panic!("no {rule}: {all:?}"));
    assert!(found.next().is_none(), "{rule} twice: {all:?}");
    (one["message"].as_str().unwrap().to_owned(), one["help"].as_str().unwrap().to_owned())
}

#[test]
fn the_help_says_where_a_request_can_be_dropped() {
    let help = |app: &str, library: &str, aar: &str| {
        let tree = project(app, library);
        archive(&tree, aar);
        let (_, help) = finding(&tree, "undeclared-permission", &[]);
        help.split_once("if nothing needs it, ").unwrap().1.to_owned()
    };
    assert_eq!(help(CAMERA, "", ""), "delete the line");
    assert_eq!(help("", CAMERA, ""), format!("delete the line, or write {REMOVE} in the app's manifest"));
    assert_eq!(help(CAMERA, CAMERA, ""), format!("delete the lines, or write {REMOVE} in the app's manifest"));
    assert_eq!(help("", "", CAMERA), format!("write {REMOVE} in the app's manifest"));
    assert_eq!(help(CAMERA, "", CAMERA), format!("replace the line in the app's manifest with {REMOVE}"));
    let late = "<uses-permission-sdk-23 android:name=\"android.permission.CAMERA\" />";
    let remove_late = REMOVE.replace("uses-permission", "uses-permission-sdk-23");
    assert_eq!(help("", "", late), format!("write {remove_late} in the app's manifest"));
    assert_eq!(help("", "", &format!("{CAMERA}{late}")), format!("write {REMOVE} {remove_late} in the app's manifest"));
}

#[test]
fn the_line_that_the_help_names_ends_the_finding() {
    let tree = project("", "");
    archive(&tree, CAMERA);
    let (_, help) = finding(&tree, "undeclared-permission", &[]);
    let start = help.find("<uses-permission").unwrap();
    let line = &help[start..help.find("/>").unwrap() + 2];
    let tools = "<manifest xmlns:tools=\"http://schemas.android.com/tools\"";
    tree.write("app/src/main/AndroidManifest.xml", &manifest(line).replace("<manifest", tools));
    let findings = tree.findings(&["--policy", "policy.md"]);
    assert!(findings.iter().all(|one| !one.contains("CAMERA")), "{findings:?}");
}

#[test]
fn a_permission_that_the_merge_adds_can_only_be_overruled() {
    let tree = project("", "");
    tree.write(
        "lib/build.gradle",
        "plugins { id 'com.android.library' }\nandroid { namespace 'com.example.lib'\n defaultConfig {\n minSdk 3\n targetSdk 3\n } }\n",
    );
    let (_, report) = tree.check(&["--policy", "policy.md", "--lang", "en"]);
    let all = report["findings"].as_array().unwrap();
    let phone = "android.permission.READ_PHONE_STATE";
    let one = all.iter().find(|one| one["rule"] == "undeclared-permission" && one["permission"] == phone).unwrap();
    let line =
        format!("write <uses-permission android:name=\"{phone}\" tools:node=\"remove\" /> in the app's manifest");
    assert!(one["help"].as_str().unwrap().ends_with(&line), "{one}");
}

#[test]
fn variants_are_named_when_not_all_ask() {
    let tree = project("", "");
    tree.write("app/src/xiaomi/AndroidManifest.xml", &manifest(CAMERA));
    let (message, _) = finding(&tree, "undeclared-permission", &[]);
    assert!(message.contains("is requested (only in xiaomiRelease) and"), "{message}");
    let (message, _) = finding(&tree, "undeclared-permission-data", &[]);
    assert!(message.contains("(only in xiaomiRelease) gives access"), "{message}");

    let calendar = CAMERA.replace("CAMERA", "READ_CALENDAR");
    tree.write("app/src/xiaomi/AndroidManifest.xml", &manifest(&calendar));
    assert!(tree.findings(&["--policy", "policy.md"]).iter().all(|one| !one.contains("stale-permission")));
    let only = ["--variant", "huaweiRelease"];
    let (_, report) = tree.check(&[&["--policy", "policy.md", "--lang", "en"][..], &only].concat());
    let stale = report["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "stale-permission").unwrap();
    let message = stale["message"].as_str().unwrap();
    assert!(message.contains("which huaweiRelease does not request"), "{message}");
}

#[test]
fn a_version_that_could_not_be_worked_out_is_not_an_old_one() {
    let tree = project("", "");
    tree.write(
        "lib/build.gradle",
        "plugins { id 'com.android.library' }\n\
         android { namespace 'com.example.lib'\n defaultConfig {\n minSdkVersion versions.read('minimum') } }\n",
    );
    let findings = tree.findings(&["--policy", "policy.md"]);
    assert!(findings.iter().all(|one| !one.contains("undeclared-permission")), "{findings:?}");
}

#[test]
fn many_variants_are_counted() {
    let tree = project("", "");
    let build = std::fs::read_to_string(tree.at("app/build.gradle")).unwrap();
    let stores: String = (1..=6).map(|n| format!("store{n} {{ dimension 'store' }}\n")).collect();
    tree.write("app/build.gradle", &build.replace("xiaomi {", &format!("{stores}xiaomi {{")));
    for store in ["store1", "store2", "store3", "store4"] {
        tree.write(&format!("app/src/{store}/AndroidManifest.xml"), &manifest(CAMERA));
    }
    let named = "store1Release, store2Release, store3Release, store4Release";
    let (message, _) = finding(&tree, "undeclared-permission", &[]);
    assert!(message.contains(&format!("(only in {named})")), "{message}");
    tree.write("app/src/store5/AndroidManifest.xml", &manifest(CAMERA));
    let (message, _) = finding(&tree, "undeclared-permission", &[]);
    assert!(message.contains(&format!("(only in {named} and 1 more)")), "{message}");
}

#[test]
fn problems_name_the_element() {
    let service = |exported: &str| {
        format!("<application><service android:name=\"com.example.S\" android:exported=\"{exported}\" /></application>")
    };
    let tree = project(&service("false"), &service("true"));
    let (_, report) = tree.check(&["--policy", "policy.md", "--lang", "en"]);
    let message = report["problems"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("<service> com.example.S has exported \"false\" here"), "{message}");
    let tree = project("<uses-permission />", "");
    let (_, report) = tree.check(&["--policy", "policy.md", "--lang", "en"]);
    let message = report["problems"][0]["message"].as_str().unwrap();
    assert_eq!(message, "<uses-permission> lacks android:name");
}

/// Only what speaks of the SDK versions of that very module makes them unknown; a version that is nowhere set is 1.
#[test]
fn an_unresolved_value_of_another_kind_leaves_the_versions_known() {
    let tree = project("", "");
    let app = std::fs::read_to_string(tree.at("app/build.gradle")).unwrap();
    tree.write("app/build.gradle", &format!("{app}dependencies {{ implementation(mapsSdk.core) }}\n"));
    let library = "plugins { id 'com.android.library' }\nandroid { namespace 'com.example.lib' }\n";
    let phone = |tree: &Tree| {
        let findings = tree.findings(&["--policy", "policy.md"]);
        findings.iter().any(|one| one.contains("undeclared-permission") && one.contains("READ_PHONE_STATE"))
    };
    tree.write("lib/build.gradle", &format!("{library}dependencies {{ implementation(others.core) }}\n"));
    assert!(phone(&tree));
    tree.write("lib/build.gradle", &format!("{library}dependencies {{ implementation(sdkVersions.core) }}\n"));
    assert!(!phone(&tree));
}
