//! A small project on disk, and runs of the program on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A directory tree that lasts as long as the test.
pub struct Tree(tempfile::TempDir);

/// How a run ended.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Tree {
    /// An empty directory.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// An app with Umeng and JPush, a camera permission, and a policy that names neither.
    pub fn app() -> Self {
        let tree = Self::empty();
        tree.write("settings.gradle", "include ':app'\n");
        tree.write(
            "app/build.gradle",
            "plugins { id 'com.android.application' }\n\
             android { namespace 'com.example.app' }\n\
             dependencies {\n    \
                 implementation 'com.umeng.umsdk:common:9.6.1'\n    \
                 implementation 'cn.jiguang.sdk:jpush:5.0.0'\n\
             }\n",
        );
        tree.write(
            "app/src/main/AndroidManifest.xml",
            "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n    \
                 <uses-permission android:name=\"android.permission.CAMERA\" />\n\
             </manifest>\n",
        );
        tree.write("docs/policy.md", "# 隐私政策\n\n我们会收集您的手机号。\n");
        tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\n");
        tree
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Puts text in the place of other text that stands in the file once.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{from} in {path}");
        self.write(path, &text.replace(from, to));
    }

    /// Runs the program in the tree.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qingdan"));
        command.args(arguments).current_dir(self.path()).env_remove("LC_ALL").env_remove("LC_MESSAGES");
        let output = command.env("LANG", "C").env("NO_COLOR", "1").output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs `check` and returns its exit code and its report.
    pub fn check(&self, arguments: &[&str]) -> (i32, Value) {
        let run = self.run(&[&["check", "--format", "json"], arguments].concat());
        let report = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr));
        (run.code, report)
    }

    /// Runs `check` and returns its findings, a line each.
    pub fn findings(&self, arguments: &[&str]) -> Vec<String> {
        self.check(arguments).1["findings"].as_array().unwrap().iter().map(line).collect()
    }
}

/// A finding in one line: level, rule, what it is about, its first place, and why it is suppressed.
fn line(finding: &Value) -> String {
    let about = ["sdk", "data", "permission"].iter().filter_map(|key| finding[key].as_str());
    let mut words: Vec<String> =
        ["level", "rule"].iter().filter_map(|key| finding[key].as_str()).chain(about).map(str::to_owned).collect();
    if let Some(place) = finding["evidence"].get(0) {
        words.push(format!("{}:{}", place["path"].as_str().unwrap(), place["line"]));
    }
    if let Some(reason) = finding["suppressed"]["reason"].as_str() {
        words.push(format!("({}: {reason})", finding["suppressed"]["by"].as_str().unwrap()));
    }
    words.join(" ")
}
