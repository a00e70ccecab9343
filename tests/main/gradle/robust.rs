//! Whatever a build file holds, the reader ends and says what it understood.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use qingdan::project::{Project, Target, discover};
use qingdan::source::Files;

fn read(files: &[(&str, &[u8])]) -> Project {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, bytes).unwrap();
    }
    discover::read(&Files::open(dir.path(), false).unwrap())
}

fn names(project: &Project) -> Vec<String> {
    let dependencies = project.modules.iter().flat_map(|module| &module.dependencies);
    let name = |target: &Target| match target {
        Target::External { name, .. } => Some(name.clone()),
        _ => None,
    };
    dependencies.filter_map(|dependency| name(&dependency.target)).collect()
}

#[test]
fn nesting_without_end_is_survived() {
    const DEPTH: usize = 100_000;
    for (open, close) in
        [("{", "}"), ("(", ")"), ("[", "]"), ("\"${", "}\""), ("if (a) ", ""), ("a.b(", ")"), ("!", "")]
    {
        for closed in [true, false] {
            let nest = format!("{}x{}", open.repeat(DEPTH), if closed { close.repeat(DEPTH) } else { String::new() });
            let script = format!("dependencies {{ api('a:before:1') }}\n{nest}\ndependencies {{ api('a:after:1') }}\n");
            for file in ["build.gradle", "build.gradle.kts"] {
                let names = names(&read(&[(file, script.as_bytes())]));
                assert!(names.contains(&"before".to_owned()), "{open} {closed} {file}");
            }
        }
    }
    for run in ["a + ", "a - b + ", "a ? b : ", "a ?: ", "a.", "a to ", "a && b || ", "a as B "] {
        let script = format!("dependencies {{ api('a:before:1') }}\ndef x = {}y\n", run.repeat(DEPTH));
        assert_eq!(names(&read(&[("build.gradle", script.as_bytes())])), ["before"], "{run}");
        assert_eq!(names(&read(&[("build.gradle.kts", script.as_bytes())])), ["before"], "{run}");
    }
}

#[test]
fn cycles_end() {
    let names = names(&read(&[
        ("settings.gradle", b"includeBuild '.'\nincludeBuild 'inner'\n"),
        ("inner/settings.gradle", b"includeBuild '..'\n"),
        ("a.gradle", b"apply from: 'b.gradle'\ndependencies { api 'a:a:1' }\n"),
        ("b.gradle", b"apply from: 'a.gradle'\ndependencies { api 'a:b:1' }\n"),
        (
            "build.gradle",
            b"def f(x) { return g(x) }\ndef g(x) { return f(x) }\nfun h() = h()\next.p = { p() }\n\
              apply from: 'a.gradle'\ndependencies { api f('x'); api p(); api 'a:c:1' }\n",
        ),
        ("buildSrc/src/main/kotlin/A.kt", b"object A { val x: String = B.x }\nobject B { val x: String = A.x }\n"),
    ]));
    for name in ["a", "b", "c"] {
        assert!(names.contains(&name.to_owned()), "{name} of {names:?}");
    }
}

#[test]
fn loops_and_calls_that_multiply_end() {
    let mut script = String::from("def l = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']\n");
    for at in 0..12 {
        script += &format!("l.each {{ x{at} -> ");
    }
    script += "api \"a:$x0:$x11\"";
    script += &"}".repeat(12);
    script += "\ndef s = 'a'\n";
    script += &"s = s + s\n".repeat(64);
    script += "dependencies { api 'a:last:1' }\n";
    read(&[("build.gradle", script.as_bytes())]);
}

#[test]
fn odd_encodings_are_read() {
    let script = "// 友盟\ndependencies { api 'a:b:1' }\n";
    let gb18030: &[u8] = b"// \xd3\xd1\xc3\xcb\r\ndependencies { api 'a:b:1' }\r\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(script.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let bom = format!("\u{feff}{script}");
    let mac = script.replace('\n', "\r");
    for bytes in [script.as_bytes(), gb18030, &utf16, bom.as_bytes(), mac.as_bytes()] {
        let project = read(&[("build.gradle", bytes)]);
        assert_eq!(names(&project), ["b"]);
        assert_eq!(project.modules[0].dependencies[0].evidence[0].line(), 2);
    }
}

#[test]
fn what_is_no_file_of_the_tree_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.gradle"), "dependencies { api 'a:secret:1' }").unwrap();
    fs::create_dir(dir.path().join("build.gradle.kts")).unwrap();
    let script = format!(
        "apply from: '{0}/secret.gradle'\napply from: '../../secret.gradle'\napply from: 'link.gradle'\n\
         dependencies {{ api files('{0}/x.jar', 'linked/x.jar'); api 'a:b:1' }}\n",
        outside.path().display()
    );
    fs::write(outside.path().join("x.jar"), "").unwrap();
    fs::write(dir.path().join("build.gradle"), script).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.gradle"), dir.path().join("link.gradle")).unwrap();
        std::os::unix::fs::symlink(outside.path(), dir.path().join("linked")).unwrap();
    }
    let project = discover::read(&Files::open(dir.path(), false).unwrap());
    assert_eq!(names(&project), ["b"]);
    assert!(project.modules[0].dependencies.len() == 1, "{:?}", project.modules[0].dependencies);
    assert_eq!(project.unresolved.len(), 5, "{:?}", project.unresolved);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read(&[("build.gradle", &bytes), ("settings.gradle.kts", &bytes), ("gradle/libs.versions.toml", &bytes)]);
    }

    #[test]
    fn words_never_panic(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60)) {
        let text = words.join(" ");
        read(&[
            ("build.gradle", text.as_bytes()),
            ("settings.gradle", text.as_bytes()),
            ("app/build.gradle.kts", text.as_bytes()),
            ("buildSrc/src/main/kotlin/x.gradle.kts", text.as_bytes()),
        ]);
    }

    #[test]
    fn a_cut_loses_nothing_before_it(cut in 0usize..200) {
        let lines: Vec<String> = (0..10).map(|at| format!("    implementation('a:n{at}:1') {{ exclude group: 'x' }}")).collect();
        let script = format!("dependencies {{\n{}\n}}\n", lines.join("\n"));
        let cut = cut.min(script.len());
        let project = read(&[("build.gradle", &script.as_bytes()[..cut])]);
        let whole = script[..cut].matches("1')").count();
        prop_assert!(names(&project).len() >= whole);
    }
}

const WORDS: &[&str] = &[
    "dependencies",
    "implementation",
    "api",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    "=",
    "+",
    "'a:b:1'",
    "\"a:$x:1\"",
    "\"${",
    "def",
    "val",
    "x",
    "y",
    "ext",
    ".",
    "if",
    "else",
    "when",
    "->",
    "\n",
    ";",
    "each",
    "it",
    "apply",
    "plugin:",
    "from:",
    "'x.gradle'",
    "plugins",
    "id",
    "libs",
    "project",
    "':app'",
    "include",
    "subprojects",
    "android",
    "fun",
    "class",
    "object",
    "by",
    "extra",
    "/*",
    "*/",
    "//",
    "'",
    "\"",
    "\"\"\"",
    "?:",
    "?",
    "switch",
    "case",
    "for",
    "in",
    "return",
    "fileTree",
    "files",
    "add",
    "<",
    ">",
    "!",
    "as",
    "to",
    "with",
    "import",
    "buildTypes",
    "sourceSets",
    "main",
    "srcDirs",
    "+=",
    "@",
    "new",
    "File",
];
