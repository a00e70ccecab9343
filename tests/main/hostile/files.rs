//! The file system: links, pipes, devices, names, crowds, permissions, files that come and go.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::{Project, fifo, finish, program, size};

/// Files that a project may have, all of which are read when they are there.
const READ: [&str; 7] = [
    "other/build.gradle",
    "other/src/main/AndroidManifest.xml",
    "gradle.properties",
    "gradle/libs.versions.toml",
    "package.json",
    "manifest.json",
    "pubspec.yaml",
];

fn without(path: &str) -> Project {
    let project = Project::new();
    let full = project.path(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    let _ = fs::remove_file(full);
    project
}

#[test]
fn pipes_and_devices_are_refused_before_they_are_opened() {
    for path in READ {
        let project = without(path);
        fifo(&project.path(path));
        project.inventory().assert_names(path);
        let project = without(path);
        symlink("/dev/zero", project.path(path)).unwrap();
        project.inventory().assert_names(path);
    }
    let project = Project::new();
    fifo(&project.path("pipe"));
    for target in ["pipe", "/dev/zero", "/dev/stdin", "app", "absent"] {
        let run = project.run(&["policy", target]);
        assert_eq!(run.code, 2, "{target}: {run:?}");
        assert!(format!("{}{}", run.out, run.err).contains(target), "{run:?}");
        let run = project.run(&["check", "--policy", target]);
        assert_eq!(run.code, 2, "{target}: {run:?}");
        // A module's directory is a project by itself.
        assert_eq!(project.run(&["inventory", target]).code, if target == "app" { 0 } else { 2 }, "{target}");
        assert_eq!(project.run(&["inventory", "--sdk-db", target]).code, 2);
    }
    fs::create_dir(project.path("own")).unwrap();
    fifo(&project.path("own/record.toml"));
    assert_eq!(project.run(&["inventory", "--sdk-db", "own"]).code, 2);
}

#[test]
fn directories_with_the_names_of_files_are_named() {
    for path in READ {
        let project = without(path);
        fs::create_dir_all(project.path(path)).unwrap();
        project.inventory().assert_names(path);
    }
}

#[test]
fn links_that_lead_out_are_named_and_followed_only_when_asked() {
    let outside = tempfile::tempdir().unwrap();
    let script =
        "plugins { id 'com.android.library' }\ndependencies { implementation 'com.tencent.bugly:crashreport:4.1.9' }\n";
    fs::create_dir_all(outside.path().join("lib")).unwrap();
    fs::write(outside.path().join("lib/build.gradle"), script).unwrap();
    let project = without("other/build.gradle");
    symlink(outside.path().join("lib/build.gradle"), project.path("other/build.gradle")).unwrap();
    let report = project.inventory();
    report.assert_names("other/build.gradle");
    assert!(!report.has("sdks", "id", "tencent-bugly"));
    let run = project.run(&["inventory", "--format", "json", "--follow-links"]);
    assert!(run.out.contains("tencent-bugly"), "{run:?}");
    // A link within the tree is as good as the file.
    let project = without("other/build.gradle");
    project.write("shared/library.gradle", script);
    symlink("../shared/library.gradle", project.path("other/build.gradle")).unwrap();
    let report = project.inventory();
    report.assert_sound();
    assert!(report.has("sdks", "id", "tencent-bugly"));
    // The same for a directory on the way.
    let project = Project::new();
    fs::remove_dir_all(project.path("other")).unwrap();
    symlink(outside.path().join("lib"), project.path("other")).unwrap();
    let report = project.inventory();
    assert!(!report.has("sdks", "id", "tencent-bugly"));
    assert_eq!(report.code, 2, "{report:?}");
}

#[test]
fn loops_of_links_end() {
    let project = Project::new();
    for (target, link) in
        [("loop", "loop"), ("..", "other/up"), (".", "here"), ("../../../..", "other/src"), ("b", "a"), ("a", "b")]
    {
        symlink(target, project.path(link)).unwrap();
    }
    project.write(
        "other/build.gradle",
        "plugins { id 'com.android.library' }\ndependencies { implementation fileTree(dir: '.', include: ['**/*.jar']) }\n",
    );
    fs::create_dir_all(project.path("buildSrc/src/main/java")).unwrap();
    symlink("../..", project.path("buildSrc/src/main/java/again")).unwrap();
    project.inventory();
    project.run(&["check", "--format", "json"]);
    for path in READ {
        let project = without(path);
        symlink(path.rsplit('/').next().unwrap(), project.path(path)).unwrap();
        project.inventory().assert_names(path);
    }
}

#[test]
fn odd_names_are_shown_escaped() {
    let project = Project::new();
    project.write(
        "other/build.gradle",
        "plugins { id 'com.android.library' }\ndependencies { implementation fileTree(dir: 'libs', include: ['*.jar']) }\n",
    );
    fs::create_dir_all(project.path("other/libs")).unwrap();
    for name in [
        &b"a\nb.jar"[..],
        b"\xff\xfe.jar",
        b"\x1b[31mred.jar",
        "turned\u{202e}raj.jar".as_bytes(),
        b"-rf.jar",
        b"$(x).jar",
    ] {
        fs::write(project.path("other/libs").join(OsStr::from_bytes(name)), "").unwrap();
    }
    let report = project.inventory();
    assert_eq!(report.code, 2, "an archive that is none is a problem: {report:?}");
    for arguments in [&["inventory"][..], &["check"], &["check", "--verbose"]] {
        let run = project.run(arguments);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{}", run.out);
        assert!(!run.err.contains(['\u{1b}', '\u{202e}']), "{}", run.err);
    }
}

#[test]
fn crowds_of_files_are_no_burden() {
    let project = Project::new();
    for directory in ["app/libs", "app/src/main/res/values", "policies"] {
        fs::create_dir_all(project.path(directory)).unwrap();
        for at in 0..size(2_000, 100_000) {
            fs::write(project.path(&format!("{directory}/file{at}.xml")), "").unwrap();
        }
    }
    project.write(
        "other/build.gradle",
        "plugins { id 'com.android.library' }\ndependencies { implementation fileTree(dir: '../app/libs', include: ['*.jar']) }\n",
    );
    project.inventory();
    project.run(&["check"]);
}

#[test]
fn unreadable_files_are_named() {
    let project = Project::new();
    project.write("other/src/main/AndroidManifest.xml", "<manifest/>");
    let shut = |path: &str| fs::set_permissions(project.path(path), fs::Permissions::from_mode(0o000)).unwrap();
    shut("other/build.gradle");
    shut("other/src/main");
    // A superuser reads everything: there is nothing to refuse.
    let refused = fs::read(project.path("other/build.gradle")).is_err();
    let report = project.inventory();
    if refused {
        report.assert_names("other/build.gradle");
    }
    fs::set_permissions(project.path("other/src/main"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn files_may_come_and_go_while_they_are_read() {
    let project = Project::new();
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                let _ = fs::remove_dir_all(project.path("other"));
                project.write("other/build.gradle", "plugins { id 'com.android.library' }\n");
                project.write("other/src/main/AndroidManifest.xml", "<manifest/>");
                let _ = fs::write(project.path("gradle.properties"), "a=".repeat(10_000));
                let _ = fs::remove_file(project.path("gradle.properties"));
            }
        });
        for _ in 0..20 {
            project.inventory();
        }
        ended.store(true, Ordering::Relaxed);
    });
}

#[test]
fn sizes_beyond_the_bound_are_refused_with_their_path() {
    // Sparse files: large in length, small on disk.
    for path in READ {
        for length in [qingdan::source::MAX_BUILD_FILE + 1, 200 << 20, 1 << 40] {
            let project = without(path);
            fs::File::create(project.path(path)).unwrap().set_len(length).unwrap();
            project.inventory().assert_names(path);
        }
    }
    let project = Project::new();
    fs::File::create(project.path("policy.md")).unwrap().set_len(1 << 40).unwrap();
    let run =
        finish(program().current_dir(project.root()).args(["check", "--format", "json", "--policy", "policy.md"]));
    assert_eq!(run.code, 2);
    assert!(run.out.contains("too large"), "{run:?}");
}
