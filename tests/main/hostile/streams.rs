//! Where output goes: closed pipes, full disks, interrupts.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use super::{Project, finish, program, size};

/// Every command that prints, in every form that it has, as arguments in a project with a policy.
fn printing() -> Vec<Vec<&'static str>> {
    let mut commands: Vec<Vec<&str>> = [
        "inventory",
        "inventory --format json",
        "inventory --verbose",
        "check --verbose",
        "policy policy.md",
        "policy policy.md --format json",
        "data-safety --form form.csv",
        "data-safety --form form.csv --explain",
        "diff . .",
        "diff . . --format json",
        "diff . . --format markdown",
        "sdk list",
        "sdk show jiguang-jpush",
        "sdk search push",
        "rules",
        "explain undeclared-sdk",
        "config schema",
        "man",
        "man check",
        "--help",
        "check --help",
        "--version",
    ]
    .map(|line| line.split(' ').collect())
    .into();
    for format in ["human", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"] {
        commands.push(vec!["check", "--format", format]);
    }
    for format in ["markdown", "html", "csv", "tsv", "json"] {
        commands.push(vec!["appendix", "--list", "all", "--format", format]);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        commands.push(vec!["completions", shell]);
    }
    commands
}

fn with_policy() -> Project {
    let project = Project::new();
    project.write("policy.md", "# 隐私政策\n\n我们接入了极光推送 SDK，收集 IMEI。\n");
    project.write(
        "form.csv",
        "Question ID (machine readable),Response ID (machine readable),Response value\nPSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA,,\n",
    );
    project
}

#[test]
fn a_closed_pipe_is_no_failure_of_the_program() {
    let project = with_policy();
    for arguments in printing() {
        let mut child = program()
            .current_dir(project.root())
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert!(out.status.code().is_some_and(|code| code <= 2), "{arguments:?}: {}", out.status);
        let err = String::from_utf8_lossy(&out.stderr);
        // The form goes to standard output, the reasons for each answer beside it.
        let reasons = arguments[0] == "data-safety" && !err.contains("error") && !err.contains("panicked");
        assert!(err.is_empty() || reasons, "{arguments:?}: {err}");
    }
}

#[test]
fn a_full_disk_is_reported() {
    let project = with_policy();
    for arguments in printing() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let out = program().current_dir(project.root()).args(&arguments).stdout(full).output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        let err = String::from_utf8_lossy(&out.stderr);
        assert!(err.contains("error") && !err.contains("panicked"), "{arguments:?}: {err}");
    }
    // Nobody can be told when both streams are full; the exit code still tells.
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = program().current_dir(project.root()).arg("check").stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn an_interrupt_ends_the_run() {
    let project = Project::new();
    for _ in 0..5 {
        let mut child = program()
            .current_dir(project.root())
            .arg("check")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().is_ok());
        // Either it was done already or the signal ended it; it never stays.
        child.wait().unwrap();
    }
}

/// A file system of a few kilobytes, which only the command sees: no rights are needed, and nothing stays mounted.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_keeps_the_old_file() {
    let project = with_policy();
    fs::create_dir(project.path("disk")).unwrap();
    let small = |command: &str| {
        let script = format!("mount -t tmpfs -o size=16k none disk && {command}");
        Command::new("unshare").args(["-rm", "sh", "-c", &script]).current_dir(project.root()).output()
    };
    if !small("true").is_ok_and(|out| out.status.success()) {
        eprintln!("skipped: this machine gives no file systems of their own to commands");
        return;
    }
    let program = env!("CARGO_BIN_EXE_qingdan");
    for write in ["check --output html=disk/out", "appendix --list all --all --format html --output disk/out"] {
        let out =
            small(&format!("echo old > disk/out; {program} --lang en {write}; echo $?; ls -A disk; cat disk/out"))
                .unwrap();
        let shown = String::from_utf8_lossy(&out.stdout);
        assert!(shown.ends_with("2\nout\nold\n"), "{write}: {shown}");
        let err = String::from_utf8_lossy(&out.stderr);
        assert!(err.contains("the disk is full; the old file is untouched"), "{write}: {err}");
    }
}

#[test]
fn targets_that_cannot_be_written_are_named_and_stay() {
    let project = with_policy();
    project.write("report.html", "old");
    fs::set_permissions(project.path("report.html"), PermissionsExt::from_mode(0o444)).unwrap();
    fs::create_dir(project.path("directory")).unwrap();
    for target in ["report.html", "directory", "absent/report.html", "/dev/full"] {
        for arguments in [
            &["check", "--output", &format!("html={target}")][..],
            &["check", "--write-baseline", target],
            &["appendix", "--format", "html", "--output", target],
        ] {
            let run = project.run(arguments);
            assert_eq!(run.code, 2, "{arguments:?}: {run:?}");
            assert!(run.err.contains(target), "{arguments:?}: {run:?}");
        }
    }
    assert_eq!(fs::read_to_string(project.path("report.html")).unwrap(), "old");
}

/// The new content is written beside the file and renamed: whenever the signal comes, the file is the old one or the
/// new one. What was written beside it may stay behind, under a name that says so.
#[test]
fn an_interrupt_during_a_write_leaves_the_old_file_or_the_new_one() {
    let project = with_policy();
    let text = "我们收集您的位置信息。\n\n".repeat(size(100_000, 1_000_000));
    let old = format!("# 隐私政策\n\n{text}<!-- qingdan:begin -->\n<!-- qingdan:end -->\n");
    project.write("long.md", &old);
    assert_eq!(project.run(&["appendix", "--write", "long.md"]).code, 0);
    let new = fs::read_to_string(project.path("long.md")).unwrap();
    assert!(new.contains("jpush"));
    let beside = || {
        let names = fs::read_dir(project.root()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".long.md.")).collect::<Vec<_>>()
    };
    for _ in 0..5 {
        project.write("long.md", &old);
        let mut child = program()
            .current_dir(project.root())
            .args(["appendix", "--write", "long.md"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while beside().is_empty() && child.try_wait().unwrap().is_none() {}
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().is_ok());
        child.wait().unwrap();
        let found = fs::read_to_string(project.path("long.md")).unwrap();
        assert!(found == old || found == new, "a half-written file of {} bytes", found.len());
        for name in beside() {
            assert!(name.to_string_lossy().ends_with(".tmp"), "{name:?}");
            fs::remove_file(project.path(&name.to_string_lossy())).unwrap();
        }
    }
}

#[test]
fn arguments_of_any_bytes_are_answered() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let odd = OsStr::from_bytes(b"\xff\x1b[31m\n");
    for command in ["inventory", "check", "policy"] {
        let run = finish(program().arg(command).arg(odd));
        assert_eq!(run.code, 2, "{run:?}");
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
    }
    for arguments in [&["--format"][..], &["inventory", "--format", "x"], &["\u{1b}[31m"], &["explain", "\u{1b}[31m"]] {
        let run = finish(program().args(arguments));
        assert_eq!(run.code, 2, "{run:?}");
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
    }
}
