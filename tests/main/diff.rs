//! What a release changes, read from a repository without touching it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn git(repository: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(repository)
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn commit(repository: &Path, dependencies: &str, permission: &str, policy: &str) {
    let write = |path: &str, text: String| {
        let path = repository.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("settings.gradle", "include ':app'\n".into());
    write(
        "app/build.gradle",
        format!("plugins {{ id 'com.android.application' }}\ndependencies {{\n{dependencies}}}\n"),
    );
    let manifest = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">";
    write("app/src/main/AndroidManifest.xml", format!("{manifest}{permission}</manifest>\n"));
    write("privacy-policy.md", policy.into());
    git(repository, &["add", "-A"]);
    git(repository, &["commit", "-qm", "x"]);
}

fn diff(repository: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qingdan"));
    let output = command.current_dir(repository).args(["diff", "--lang", "en"]).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn revisions_are_compared_without_touching_the_work_tree() {
    let directory = tempfile::tempdir().unwrap();
    let repository = directory.path();
    git(repository, &["init", "-q"]);
    let old = "implementation 'cn.jiguang.sdk:jpush:5.2.4'\n";
    commit(repository, old, "", "# 隐私政策\n我们接入极光推送。\n");
    git(repository, &["tag", "v1"]);
    let new = "implementation 'cn.jiguang.sdk:jpush:5.3.0'\nimplementation 'com.getui:gtsdk:3.2.16.0'\n";
    let camera = "<uses-permission android:name=\"android.permission.CAMERA\"/>";
    commit(repository, new, camera, "# 隐私政策\n我们接入极光推送。\n");
    fs::write(repository.join("app/build.gradle"), "not committed").unwrap();
    let before = git(repository, &["status", "--porcelain"]);

    let (code, text) = diff(repository, &["v1..HEAD", "--format", "json"]);
    assert_eq!(code, Some(1), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["schema"], "qingdan/diff/1");
    assert_eq!(value["sdks_added"][0]["id"], "getui");
    assert_eq!(value["sdks_added"][0]["declared"], false);
    assert_eq!(value["sdks_changed"][0]["old_version"], "5.2.4");
    assert_eq!(value["permissions_added"][0]["id"], "android.permission.CAMERA");
    let (code, text) = diff(repository, &["v1..HEAD", "--format", "markdown"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("This change adds Getui 3.2.16.0") && text.contains("— **not declared**"), "{text}");
    assert_eq!(diff(repository, &["HEAD..v1"]).0, Some(0));
    assert_eq!(diff(repository, &["none..HEAD"]).0, Some(2));
    assert_eq!(diff(repository, &["--output=x"]).0, Some(2));

    assert_eq!(git(repository, &["status", "--porcelain"]), before);
    assert_eq!(fs::read_to_string(repository.join("app/build.gradle")).unwrap(), "not committed");
}

#[test]
fn without_a_policy_nothing_new_is_declared() {
    let directory = tempfile::tempdir().unwrap();
    let repository = directory.path();
    git(repository, &["init", "-q"]);
    commit(repository, "", "", "nothing");
    git(repository, &["rm", "-q", "privacy-policy.md"]);
    git(repository, &["commit", "-qm", "x"]);
    git(repository, &["tag", "v1"]);
    fs::write(
        repository.join("app/build.gradle"),
        "plugins { id 'com.android.application' }\ndependencies { implementation 'com.getui:gtsdk:3.2.16.0' }\n",
    )
    .unwrap();
    let (code, text) = diff(repository, &["v1"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("No privacy policy was found, so nothing declares Getui 3.2.16.0"), "{text}");

    // What need not be declared is not said to be, and what comes along with a library has not its version.
    fs::write(
        repository.join("app/build.gradle"),
        "plugins { id 'com.android.application' }\ndependencies {\n  implementation 'com.tencent:mmkv:1.3.0'\n\
         implementation 'com.qcloud.cos:cos-android:5.9.0'\n}\n",
    )
    .unwrap();
    let (_, text) = diff(repository, &["v1"]);
    assert!(text.contains("+ MMKV 1.3.0\n") && text.contains("+ Tencent Beacon  [not declared]\n"), "{text}");
    git(repository, &["checkout", "-q", "app/build.gradle"]);

    // A saved inventory has no text; without --policy nothing can be said, and that is what is said.
    let save = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qingdan"));
        let output = command.current_dir(repository).args(["inventory", "--format", "json"]).output().unwrap();
        fs::write(repository.join(name), output.stdout).unwrap();
    };
    save("old.json");
    fs::write(
        repository.join("app/build.gradle"),
        "plugins { id 'com.android.application' }\ndependencies { implementation 'com.getui:gtsdk:3.2.16.0' }\n",
    )
    .unwrap();
    save("new.json");
    let (code, text) = diff(repository, &["old.json", "new.json"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("No policy text was given to compare with"), "{text}");
}
