//! Any bytes as a version catalog, whose every kind of entry a build script asks for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::project::discover;
use qingdan::source::Files;

fuzz_target!(|bytes: &[u8]| {
    let dir = tempfile::tempdir().expect("a directory for the project");
    std::fs::create_dir(dir.path().join("gradle")).expect("a directory");
    std::fs::write(dir.path().join("gradle/libs.versions.toml"), bytes).expect("a file");
    std::fs::write(
        dir.path().join("build.gradle"),
        "plugins { alias(libs.plugins.application) }\n\
         dependencies { implementation(libs.bugly)\n implementation(libs.bundles.push)\n implementation(libs.versions.v) }\n",
    )
    .expect("a file");
    let files = Files::open(dir.path(), false).expect("the directory");
    for module in discover::read(&files).modules {
        for dependency in module.dependencies {
            assert!(!dependency.evidence.is_empty());
        }
    }
});
