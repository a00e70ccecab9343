//! Hostile and broken inputs. Whatever lies in a repository, a run ends with the exit code of the contract: no
//! panic, no signal, no hang, no silent pass. What cannot be read is named with its path, and the rest of the
//! project is still reported.
//!
//! Sizes are small by default; `QINGDAN_TEST_LARGE=1` takes the sizes at which only linear programs end in time.

mod archives;
mod files;
mod gradle;
mod manifests;
mod policies;
mod streams;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A run that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// `small` for everyday runs, `large` where the environment asks for it.
fn size(small: usize, large: usize) -> usize {
    if std::env::var_os("QINGDAN_TEST_LARGE").is_some() { large } else { small }
}

/// What a run of the program left behind.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:.500?}"))
    }
}

/// Runs a command to its end. Signals, panics and hangs fail the test.
fn finish(command: &mut Command) -> Run {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let drain = |mut pipe: Box<dyn Read + Send>| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let out = drain(Box::new(child.stdout.take().unwrap()));
    let err = drain(Box::new(child.stderr.take().unwrap()));
    let start = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if start.elapsed() > PATIENCE => {
                child.kill().unwrap();
                panic!("{command:?} hangs");
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let run = Run { code: status.code().unwrap_or(-1), out: out.join().unwrap(), err: err.join().unwrap() };
    assert!((0..=2).contains(&run.code), "{command:?} ends with {status}: {run:.2000?}");
    assert!(!run.err.contains("panicked"), "{command:?}: {}", run.err);
    run
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qingdan"));
    command.args(["--lang", "en", "--color", "never"]);
    command
}

/// An application with JPush and the camera, which must be reported whatever happens in `:other`.
struct Project {
    directory: TempDir,
}

impl Project {
    fn new() -> Self {
        let project = Self { directory: tempfile::tempdir().unwrap() };
        project.write("settings.gradle", "include ':app', ':other'\n");
        project.write(
            "app/build.gradle",
            "plugins { id 'com.android.application' }\n\
             android { namespace 'com.example.app' }\n\
             dependencies {\n    implementation 'cn.jiguang.sdk:jpush:5.0.0'\n    implementation project(':other')\n}\n",
        );
        project.write(
            "app/src/main/AndroidManifest.xml",
            "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n    \
             <uses-permission android:name=\"android.permission.CAMERA\"/>\n</manifest>\n",
        );
        project.write(
            "other/build.gradle",
            "plugins { id 'com.android.library' }\nandroid { namespace 'com.example.other' }\n",
        );
        project
    }

    fn root(&self) -> &Path {
        self.directory.path()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs a command of the program on the project.
    fn run(&self, arguments: &[&str]) -> Run {
        finish(program().current_dir(self.root()).args(arguments))
    }

    /// The inventory, in which the sound part of the project stands whatever else there is.
    fn inventory(&self) -> Report {
        let run = self.run(&["inventory", "--format", "json"]);
        let report = Report { code: run.code, json: run.json() };
        assert!(report.has("sdks", "id", "jiguang-jpush"), "JPush is lost: {report:.2000?}");
        report
    }
}

/// The JSON output of a run.
#[derive(Debug)]
struct Report {
    code: i32,
    json: Value,
}

impl Report {
    fn all(&self, list: &str, key: &str) -> Vec<&str> {
        let items = self.json[list].as_array().unwrap();
        items.iter().filter_map(|item| item[key].as_str()).collect()
    }

    fn has(&self, list: &str, key: &str, value: &str) -> bool {
        self.all(list, key).contains(&value)
    }

    /// The run could not do the whole job, and names `path`.
    #[track_caller]
    fn assert_names(&self, path: &str) {
        assert!(self.has("problems", "path", path), "{path} is not named: {:.2000}", self.json["problems"].to_string());
        assert_eq!(self.code, 2, "{:.2000}", self.json["problems"].to_string());
    }

    /// The run understood everything.
    #[track_caller]
    fn assert_sound(&self) {
        assert_eq!(self.code, 0, "{:.2000}", self.json["problems"].to_string());
        assert_eq!(self.json["problems"], Value::Array(Vec::new()));
    }
}

/// `text` as UTF-16, with or without a byte order mark.
fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// Makes a FIFO: opening one for reading waits for a writer that never comes.
#[cfg(unix)]
fn fifo(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}
