//! Any bytes as a lock file, as a verification file and as a saved report of dependencies.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::project::discover;
use qingdan::source::Files;

fuzz_target!(|bytes: &[u8]| {
    let dir = tempfile::tempdir().expect("a directory for the project");
    std::fs::create_dir(dir.path().join("gradle")).expect("a directory");
    std::fs::write(dir.path().join("build.gradle"), "apply plugin: 'com.android.application'\n").expect("a file");
    for path in ["gradle.lockfile", "dependencies.txt", "gradle/verification-metadata.xml"] {
        std::fs::write(dir.path().join(path), bytes).expect("a file");
    }
    let files = Files::open(dir.path(), false).expect("the directory");
    for module in discover::read(&files).modules {
        for dependency in module.dependencies {
            assert!(!dependency.evidence.is_empty());
        }
    }
});
