//! Where output goes: closed pipes, full disks, interrupts.
#![cfg(unix)]

use std::fs;
use std::process::{Command, Stdio};

use super::{Project, finish, program};

/// Every command that prints, as arguments.
const PRINTING: [&[&str]; 10] = [
    &["inventory"],
    &["inventory", "--format", "json"],
    &["check"],
    &["check", "--format", "json"],
    &["sdk", "list"],
    &["sdk", "show", "jiguang-jpush"],
    &["rules"],
    &["explain", "undeclared-sdk"],
    &["--help"],
    &["--version"],
];

#[test]
fn a_closed_pipe_is_no_failure_of_the_program() {
    let project = Project::new();
    for arguments in PRINTING {
        let mut child = program()
            .current_dir(project.root())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert!(out.status.code().is_some_and(|code| code <= 2), "{arguments:?}: {}", out.status);
        assert_eq!(String::from_utf8_lossy(&out.stderr), "", "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_reported() {
    let project = Project::new();
    for arguments in PRINTING {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let out = program().current_dir(project.root()).args(arguments).stdout(full).output().unwrap();
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
