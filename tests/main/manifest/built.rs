//! `inventory --merged-manifest`: the variant that a built manifest belongs to.

use serde_json::Value;

use crate::tree::Tree;

const HEAD: &str = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\"";
const CAMERA: &str = "<uses-permission android:name=\"android.permission.CAMERA\" />";

/// Two stores, of which Huawei's asks for the camera, with ids of their own.
fn project() -> Tree {
    let tree = Tree::empty();
    tree.write("settings.gradle", "include ':app'\n");
    tree.write(
        "app/build.gradle",
        "plugins { id 'com.android.application' }\n\
         android {\n    namespace 'com.example.app'\n    flavorDimensions 'store'\n    productFlavors {\n        \
         xiaomi { dimension 'store'\n applicationId 'com.example.xiaomi' }\n        \
         huawei { dimension 'store'\n applicationId 'com.example.huawei' }\n    }\n}\n",
    );
    tree.write("app/src/main/AndroidManifest.xml", &format!("{HEAD}></manifest>"));
    tree.write("app/src/huawei/AndroidManifest.xml", &format!("{HEAD}>{CAMERA}</manifest>"));
    tree
}

fn built(package: &str, permissions: &str) -> String {
    format!("{HEAD} package=\"{package}\">{permissions}</manifest>")
}

/// The variant that was compared, and the names that differ.
fn compared(tree: &Tree, arguments: &[&str]) -> (String, Vec<String>) {
    let run = tree.run(&[&["inventory", "--format", "json", "--merged-manifest"], arguments].concat());
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr));
    let merged = &value["merged_manifest"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let names = merged["differences"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    (format!("{} {}", text(&merged["module"]), text(&merged["variant"])), names)
}

fn refused(tree: &Tree, arguments: &[&str]) -> String {
    let run = tree.run(&[&["inventory", "--lang", "en", "--merged-manifest"], arguments].concat());
    assert_eq!(run.code, 2, "{}", run.stdout);
    run.stderr
}

#[test]
fn the_path_below_intermediates_names_the_variant() {
    let tree = project();
    for path in [
        "app/build/intermediates/merged_manifests/huaweiRelease/AndroidManifest.xml",
        "app/build/intermediates/merged_manifest/huaweiRelease/processHuaweiReleaseMainManifest/AndroidManifest.xml",
        "app/build/intermediates/manifests/full/huawei/release/AndroidManifest.xml",
    ] {
        tree.write(path, &built("any.other.id", CAMERA));
        assert_eq!(compared(&tree, &[path]), (":app huaweiRelease".to_owned(), Vec::new()), "{path}");
    }
}

#[test]
fn a_debug_build_is_compared_with_the_debug_variant() {
    let tree = project();
    tree.write("app/src/debug/AndroidManifest.xml", &format!("{HEAD}>{CAMERA}</manifest>"));
    let path = "app/build/intermediates/merged_manifests/xiaomiDebug/AndroidManifest.xml";
    tree.write(path, &built("com.example.xiaomi", CAMERA));
    assert_eq!(compared(&tree, &[path]), (":app xiaomiDebug".to_owned(), Vec::new()));
}

#[test]
fn elsewhere_the_application_id_names_it() {
    let tree = project();
    tree.write("merged.xml", &built("com.example.huawei", ""));
    let camera = vec!["android.permission.CAMERA".to_owned()];
    assert_eq!(compared(&tree, &["merged.xml"]), (":app huaweiRelease".to_owned(), camera));
}

#[test]
fn a_choice_settles_what_the_file_leaves_open() {
    let tree = project();
    tree.write("merged.xml", &built("com.example.other", ""));
    let message = refused(&tree, &["merged.xml"]);
    assert!(message.contains(":app xiaomiRelease, :app huaweiRelease"), "{message}");
    assert!(message.contains("--variant"), "{message}");
    let chosen = compared(&tree, &["merged.xml", "--variant", "xiaomiRelease"]);
    assert_eq!(chosen, (":app xiaomiRelease".to_owned(), Vec::new()));
}

#[test]
fn a_variant_that_the_build_does_not_have_is_an_error() {
    let tree = project();
    let path = "app/build/intermediates/merged_manifests/oppoRelease/AndroidManifest.xml";
    tree.write(path, &built("com.example.xiaomi", ""));
    let message = refused(&tree, &[path]);
    assert!(message.contains("xiaomiRelease"), "{message}");
}

#[test]
fn the_directory_tells_two_applications_apart() {
    let tree = project();
    tree.write("settings.gradle", "include ':app', ':tv'\n");
    tree.write("tv/build.gradle", "plugins { id 'com.android.application' }\nandroid { namespace 'com.example.tv' }\n");
    tree.write("tv/src/main/AndroidManifest.xml", &format!("{HEAD}></manifest>"));
    let path = "tv/build/intermediates/merged_manifests/release/AndroidManifest.xml";
    tree.write(path, &built("com.example.tv", ""));
    assert_eq!(compared(&tree, &[path]), (":tv release".to_owned(), Vec::new()));
}
