//! Build scripts, catalogs, properties and the files of other frameworks.

use super::{Project, gb18030, size, utf16};

fn with(path: &str, bytes: impl AsRef<[u8]>) -> Project {
    let project = Project::new();
    if path.ends_with(".kts") {
        std::fs::remove_file(project.path(path.trim_end_matches(".kts"))).unwrap();
    }
    project.write(path, bytes);
    project
}

const LIBRARY: &str = "plugins { id(\"com.android.library\") }\ndependencies { implementation(\"com.tencent.bugly:crashreport:4.1.9\") }\n";

#[test]
fn deep_nesting_does_not_end_the_run() {
    let depth = 100_000;
    let wraps: [(&str, &str); 12] = [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("a(", ")"),
        ("a {", "}"),
        ("if (x) {", "}"),
        ("\"${", "}\""),
        ("/*", "*/"),
        ("!", ""),
        ("a.", "b"),
        ("x = ", "1"),
        ("a ? b : ", "c"),
    ];
    for path in ["other/build.gradle", "other/build.gradle.kts"] {
        for (open, close) in wraps {
            let deep = format!("{}1{}\n", open.repeat(depth), close.repeat(depth));
            with(path, format!("{LIBRARY}{deep}")).inventory();
            with(path, format!("{LIBRARY}{}", open.repeat(depth))).inventory();
            with(path, format!("{LIBRARY}dependencies {{ implementation({deep}) }}")).inventory();
            with(path, format!("{}\n{LIBRARY}", close.repeat(depth))).inventory();
        }
    }
}

#[test]
fn what_is_nested_too_deep_is_named() {
    for wrap in ["(", "{", "["] {
        let deep = wrap.repeat(100_000);
        with("other/build.gradle", format!("{LIBRARY}{deep}")).inventory().assert_names("other/build.gradle");
    }
}

#[test]
fn long_lines_are_read() {
    let long = "x".repeat(size(1 << 20, 5 << 20));
    let report = with("other/build.gradle", format!("{LIBRARY}def a = '{long}' // {long}\n{long}\n")).inventory();
    assert!(report.has("sdks", "id", "tencent-bugly"));
    let calls = format!("{LIBRARY}def a = {}\n", "x + ".repeat(size(50_000, 4_000_000)));
    assert!(with("other/build.gradle", calls).inventory().has("sdks", "id", "tencent-bugly"));
    let lines = "implementation 'a:b:1'\n".repeat(size(10_000, 200_000));
    let report = with("other/build.gradle", format!("{LIBRARY}dependencies {{\n{lines}}}\n")).inventory();
    assert!(report.has("sdks", "id", "tencent-bugly"));
    // What is not understood is quoted in part.
    let odd = format!("{LIBRARY}dependencies {{ implementation unknownFunction('{long}') }}\n");
    assert!(with("other/build.gradle", odd).inventory().json.to_string().len() < 200_000);
}

#[test]
fn broken_scripts_are_named_and_encodings_read() {
    for broken in ["/* never closed", "def a = '''never closed", "android {", "dependencies { implementation("] {
        let report = with("other/build.gradle", format!("{LIBRARY}{broken}")).inventory();
        report.assert_names("other/build.gradle");
        assert!(report.has("sdks", "id", "tencent-bugly"), "{broken}");
    }
    let text = format!("// 依赖\n{LIBRARY}");
    let zeros = text.replace('\n', "\0\n");
    let mixed = [text.as_bytes(), &gb18030("// 混合编码\n")].concat();
    let whole = [
        utf16(&text, false, true),
        utf16(&text, true, true),
        utf16(&text, false, false),
        utf16(&text, true, false),
        gb18030(&text),
        zeros.into_bytes(),
        mixed,
    ];
    for bytes in whole {
        assert!(with("other/build.gradle", bytes).inventory().has("sdks", "id", "tencent-bugly"));
    }
    for noise in [&b"\xff\xff\xff\xff"[..], b"\0\0\0\0", b"\\", b"'", b"$", b"\"${", b"\xf0\x90"] {
        with("other/build.gradle", noise).inventory();
        with("other/build.gradle.kts", noise).inventory();
    }
}

#[test]
fn long_lists_and_maps_are_filled_in_branches() {
    let list: String = (0..5_000).map(|at| format!("'a.b:c{at}:1',\n")).collect();
    let map: String = (0..5_000).map(|at| format!("k{at}: 'd.e:f{at}:1',\n")).collect();
    let branches = "if (unknown()) { l += 'x.y:z:1'; m += [z: 'x.y:m:1'] } else { l += 'x.y:w:1' }\n".repeat(20);
    let script = format!(
        "{LIBRARY}def l = [{list}]\ndef m = [{map}]\n{branches}\
         dependencies {{ l.each {{ implementation it }}; m.each {{ k, v -> implementation v }} }}\n"
    );
    let inventory = with("other/build.gradle", script).inventory();
    for name in ["c4999", "f4999", "z", "w", "m"] {
        assert!(inventory.has("dependencies", "name", name), "{name}");
    }
}

#[test]
fn circles_end() {
    let project = with(
        "other/build.gradle",
        format!(
            "{LIBRARY}dependencies {{ implementation project(':app') }}\napply from: 'build.gradle'\napply from: '../a.gradle'\n"
        ),
    );
    project.write("a.gradle", "apply from: 'b.gradle'\next.x = y\next.y = x\next.z = \"${z}\"\n");
    project.write("b.gradle", "apply from: 'a.gradle'\ndef f() { f() }\nf()\nwhile (true) { f() }\n");
    project.write("gradle.properties", "a=${b}\nb=${a}\n");
    project.write(
        "settings.gradle",
        "include ':app', ':other', ':other', ':'\nincludeBuild '.'\nincludeBuild 'other'\napply from: 'settings.gradle'\n",
    );
    project.write("other/settings.gradle", "includeBuild '..'\n");
    project.write("buildSrc/settings.gradle", "includeBuild '../buildSrc'\n");
    project.write("buildSrc/build.gradle", "apply from: '../buildSrc/build.gradle'\n");
    project.write(
        "gradle/libs.versions.toml",
        "[versions]\na = { ref = \"b\" }\nb = { ref = \"a\" }\n[libraries]\nx = { module = \"g:n\", version.ref = \"a\" }\n\
         [bundles]\nb = [\"b\"]\n",
    );
    assert!(project.inventory().has("sdks", "id", "tencent-bugly"));
}

#[test]
fn nothing_outside_the_root_is_read() {
    let outside = tempfile::tempdir().unwrap();
    let secret = "implementation 'com.umeng.umsdk:common:9.0.0'\n";
    std::fs::create_dir_all(outside.path().join("lib")).unwrap();
    for name in ["evil.gradle", "lib/build.gradle"] {
        std::fs::write(outside.path().join(name), format!("{LIBRARY}dependencies {{ {secret} }}\n")).unwrap();
    }
    let at = outside.path().display();
    let up = "../".repeat(20);
    let project = with(
        "other/build.gradle",
        format!(
            "apply from: '{at}/evil.gradle'\napply from: '{up}{at}/evil.gradle'\napply from: \"$rootDir/{up}{at}/evil.gradle\"\n\
             apply from: 'https://192.0.2.1/x.gradle'\napply from: 'file://{at}/evil.gradle'\n\
             dependencies {{ implementation fileTree(dir: '{up}{at}', include: ['*']) }}\n"
        ),
    );
    project.write(
        "settings.gradle",
        format!(
            "include ':app', ':other', ':out', ':..:..'\nproject(':out').projectDir = file('{up}{at}/lib')\nincludeBuild '{at}'\nincludeBuild '{up}'\n\
             dependencyResolutionManagement {{ versionCatalogs {{ libs {{ from(files('{up}etc/passwd')) }} }} }}\n"
        ),
    );
    let report = project.inventory();
    assert!(!report.json.to_string().contains("com.umeng"), "{report:?}");
    assert!(!report.json["unresolved"].as_array().unwrap().is_empty());
}

#[test]
fn broken_catalogs_are_named_and_the_rest_is_read() {
    let path = "gradle/libs.versions.toml";
    let deep = format!("[libraries]\na = {}", "[".repeat(100_000));
    let tables = format!("a = {}", "{ a = ".repeat(100_000));
    let keys = format!("a{} = 1", ".a".repeat(100_000));
    for broken in [deep.as_str(), &tables, &keys, "[libraries", "[libraries]\na = ", "\0", "a = \"\"\"", "= = ="] {
        with(path, broken).inventory().assert_names(path);
    }
    // Values of other kinds than the format knows hide nothing.
    for odd in [
        "versions = 1\n",
        "[libraries]\na = 1\nb = { module = 2 }\nc = []\nd = { group = 'g', name = ['n'] }\n",
        "[bundles]\na = 'x'\nb = [1, 2]\n[plugins]\np = true\n",
        "[versions]\nv = { strictly = 1, require = [] }\n",
    ] {
        let project = with(path, odd);
        project.write("other/build.gradle", format!("{LIBRARY}dependencies {{ implementation libs.a }}\n"));
        assert!(project.inventory().has("sdks", "id", "tencent-bugly"), "{odd}");
    }
    let long = format!("[versions]\nv = \"{}\"\n", "1".repeat(size(1 << 20, 15 << 20)));
    with(path, long).inventory().assert_sound();
}

#[test]
fn odd_properties_are_read() {
    let long = "x".repeat(size(1 << 20, 5 << 20));
    let texts =
        [&b"a"[..], b"=\n:\n", b"a=\\", b"a=\\u12", b"\\\n\\\n\\\n", b"a=\\uD800\n", b"\xff=\xfe", long.as_bytes()];
    for text in texts {
        with("gradle.properties", text).inventory();
        with("gradle/wrapper/gradle-wrapper.properties", text).inventory();
    }
}

#[test]
fn broken_files_of_other_frameworks_are_named() {
    let deep = "[".repeat(100_000);
    let objects = "{\"a\":".repeat(100_000);
    for broken in
        [deep.as_str(), &objects, "{\"dependencies\": {", "{\"dependencies\": {\"a\": }}", "{\"a\": \"\\u12\"}"]
    {
        with("package.json", broken).inventory().assert_names("package.json");
        let uni = format!("{{\"app-plus\": {broken}");
        with("manifest.json", uni).inventory().assert_names("manifest.json");
    }
    for odd in
        ["[]", "1", "\"x\"", "null", "{\"dependencies\": []}", "{\"dependencies\": {\"react-native\": []}}", "", "\0"]
    {
        with("package.json", odd).inventory();
        with("manifest.json", odd).inventory();
        with("app.json", odd).inventory();
        with("pubspec.yaml", odd).inventory();
    }
    let deep: String = (0..5_000).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
    with("pubspec.yaml", deep).inventory();
}
