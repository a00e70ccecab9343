//! Any bytes as the files of other frameworks: npm, Expo, Flutter, uni-app.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::project::{Project, discover, packages};
use qingdan::source::Files;

fuzz_target!(|bytes: &[u8]| {
    let dir = tempfile::tempdir().expect("a directory for the project");
    std::fs::create_dir(dir.path().join("android")).expect("a directory");
    std::fs::write(dir.path().join("android/build.gradle"), "apply plugin: 'com.android.application'\n")
        .expect("a file");
    for path in ["package.json", "app.json", "manifest.json", "pubspec.yaml"] {
        std::fs::write(dir.path().join(path), bytes).expect("a file");
    }
    let files = Files::open(dir.path(), false).expect("the directory");
    // Below a Gradle build, and where the framework's own service makes it.
    packages::read(&files, &mut discover::read(&files));
    packages::read(&files, &mut Project::default());
});
