//! What is said when a file could not be written.

use std::io;
use std::path::Path;

use super::Error;
pub(super) use crate::write::atomically;

/// A file that could not be written, with what may help.
pub(super) fn failed(path: &Path, error: &io::Error) -> Error {
    use io::ErrorKind;
    let (hint_zh, hint_en) = match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("文件或所在目录不可写", "the file or its directory cannot be written to")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("磁盘空间不足；原文件没有改动", "the disk is full; the old file is untouched")
        }
        ErrorKind::NotFound => ("所在目录不存在", "its directory does not exist"),
        _ => ("原文件没有改动", "the old file is untouched"),
    };
    Error::user(
        format!("无法写入 {}：{error}", path.display()),
        format!("could not write {}: {error}", path.display()),
        hint_zh,
        hint_en,
    )
}
