//! Files that commands write: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::Error;

/// Writes a file so that an interrupted run leaves the old one or the new one. A link stays a link.
pub(super) fn atomically(path: &Path, text: &str) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = target.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.new", std::process::id()));
    let beside = target.with_file_name(beside);
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // The new file is as private or public as the old one was.
        if let Ok(old) = fs::metadata(&target) {
            file.set_permissions(old.permissions())?;
        }
        fs::rename(&beside, &target)
    });
    if written.is_err() {
        // Nothing is to be left behind; that it cannot be removed either says nothing new.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// What is said when a file could not be written.
pub(super) fn failed(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    Error::user(format!("无法写入 {path}：{error}"), format!("could not write {path}: {error}"), "", "")
}
