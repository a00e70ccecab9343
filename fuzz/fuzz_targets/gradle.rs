//! Any bytes as every kind of build file: tokens tile them, and the reader ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::project::discover;
use qingdan::project::gradle::lexer::{Dialect, tokens};
use qingdan::source::{Files, decode};

fuzz_target!(|bytes: &[u8]| {
    let text = decode(bytes).0;
    for dialect in [Dialect::Groovy, Dialect::Kotlin, Dialect::Java] {
        let mut at = 0;
        for token in tokens(&text, 0, text.len(), dialect) {
            assert_eq!(token.start, at);
            at = token.end;
        }
        assert_eq!(at, text.len());
    }
    let dir = tempfile::tempdir().expect("a directory for the project");
    for path in [
        "settings.gradle",
        "build.gradle",
        "app/build.gradle.kts",
        "gradle/libs.versions.toml",
        "gradle.properties",
        "buildSrc/src/main/kotlin/plugin.gradle.kts",
        "buildSrc/src/main/java/Deps.java",
    ] {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, bytes).expect("a file");
    }
    let files = Files::open(dir.path(), false).expect("the directory");
    for module in discover::read(&files).modules {
        for dependency in module.dependencies {
            assert!(!dependency.evidence.is_empty());
        }
    }
});
