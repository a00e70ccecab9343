//! A directory tree behind one door.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::{Problem, Source, Text, decode};

/// Policy texts and other files that the user names are refused with a problem above this size (bytes).
pub const MAX_TEXT: u64 = 64 << 20;

/// Files of a build are refused with a problem above this size (bytes). Those that people and tools write stay far
/// below it, and a single one beyond it could take more time and memory than the rest of the project together.
pub const MAX_BUILD_FILE: u64 = 16 << 20;

/// A directory tree that is read: every path is relative to its root, with `/`.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
    real_root: PathBuf,
    follow_links_out: bool,
    /// Directories that are known to lie within the root: most paths share theirs with others.
    within: Arc<RwLock<HashSet<PathBuf>>>,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing at the path.
    #[error("not found")]
    NotFound,
    /// A directory, FIFO, device or socket.
    #[error("not a regular file")]
    NotAFile,
    /// The path or a link leads out of the root.
    #[error("leads out of the project")]
    OutOfRoot,
    /// Larger than the program reads.
    #[error("too large: {length} bytes, at most {limit}")]
    TooLarge {
        /// Its size in bytes.
        length: u64,
        /// What would be read (bytes).
        limit: u64,
    },
    /// The operating system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl ReadError {
    /// The error as a problem of `path`, in both languages.
    pub fn problem(&self, path: &str) -> Problem {
        let text = match self {
            Self::NotFound => Text::new("文件不存在", "the file does not exist"),
            Self::NotAFile => Text::new("不是普通文件，无法读取", "not a regular file, so it was not read"),
            Self::OutOfRoot => Text::new(
                "路径指向项目之外，未读取（需要时用 --follow-links）",
                "leads out of the project and was not read (--follow-links allows it)",
            ),
            Self::TooLarge { length, limit } => Text::new(
                format!("文件过大（{length} 字节，上限 {limit}），未读取"),
                format!("too large ({length} bytes, at most {limit}); it was not read"),
            ),
            Self::Io(error) => Text::new(format!("无法读取：{error}"), format!("could not be read: {error}")),
        };
        Problem::file(path, text)
    }
}

/// What a directory entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A regular file, or a link to one.
    File,
    /// A directory, or a link to one.
    Directory,
    /// Anything else: FIFO, device, socket, broken link.
    Other,
}

/// One entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DirEntry {
    /// The name; bytes that are not UTF-8 are shown as U+FFFD.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

impl Files {
    /// The tree at `root`. Fails when `root` is no directory.
    pub fn open(root: &Path, follow_links_out: bool) -> Result<Self, ReadError> {
        let metadata = fs::metadata(root).map_err(not_found)?;
        if !metadata.is_dir() {
            return Err(ReadError::NotAFile);
        }
        let real_root = root.canonicalize()?;
        Ok(Self { root: root.to_owned(), real_root, follow_links_out, within: Arc::default() })
    }

    /// The root as it was given.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads and decodes the text file at `path`, of at most [`MAX_BUILD_FILE`].
    pub fn read(&self, path: &str) -> Result<Arc<Source>, ReadError> {
        let bytes = self.read_bytes(path, MAX_BUILD_FILE)?;
        let text = match decode(&bytes).0 {
            std::borrow::Cow::Owned(text) => text,
            // Valid UTF-8 is moved, not copied.
            std::borrow::Cow::Borrowed(text) if text.len() == bytes.len() => match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            },
            std::borrow::Cow::Borrowed(text) => text.to_owned(),
        };
        Ok(Source::new(path, text))
    }

    /// Reads the bytes of the file at `path`, at most `limit`.
    pub fn read_bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        let (file, length) = self.open_file(path)?;
        read_all(file, length, limit)
    }

    /// Opens the regular file at `path`; the second value is its length. FIFOs and devices are refused
    /// before they are opened, since opening one may block.
    pub fn open_file(&self, path: &str) -> Result<(fs::File, u64), ReadError> {
        let (full, metadata) = self.look(path)?;
        open(&full, &metadata)
    }

    /// Whether a regular file is at `path`.
    pub fn is_file(&self, path: &str) -> bool {
        self.look(path).is_ok_and(|(_, metadata)| metadata.is_file())
    }

    /// Whether anything is at `path`, be it readable or not.
    pub fn exists(&self, path: &str) -> bool {
        !matches!(self.look(path), Err(ReadError::NotFound))
    }

    /// Whether a directory is at `path`.
    pub fn is_dir(&self, path: &str) -> bool {
        self.look(path).is_ok_and(|(_, metadata)| metadata.is_dir())
    }

    /// The entries of the directory at `path`, sorted by name.
    pub fn list(&self, path: &str) -> Result<Vec<DirEntry>, ReadError> {
        let (full, metadata) = self.look(path)?;
        if !metadata.is_dir() {
            return Err(ReadError::NotAFile);
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(&full)? {
            let entry = entry?;
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_file() => EntryKind::File,
                Ok(kind) if kind.is_dir() => EntryKind::Directory,
                Ok(kind) if kind.is_symlink() => match fs::metadata(entry.path()) {
                    Ok(target) if target.is_file() => EntryKind::File,
                    Ok(target) if target.is_dir() => EntryKind::Directory,
                    _ => EntryKind::Other,
                },
                _ => EntryKind::Other,
            };
            entries.push(DirEntry { name: entry.file_name().to_string_lossy().into_owned(), kind });
        }
        entries.sort();
        Ok(entries)
    }

    /// The path on disk and what lies there, or an error when it, or a link on the way, leads out of the root.
    fn look(&self, path: &str) -> Result<(PathBuf, fs::Metadata), ReadError> {
        let relative = Path::new(path);
        if self.follow_links_out {
            let full = self.root.join(relative);
            let metadata = fs::metadata(&full).map_err(not_found)?;
            return Ok((full, metadata));
        }
        if !relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return self.look(&normalize(path).ok_or(ReadError::OutOfRoot)?);
        }
        let full = self.root.join(relative);
        let mut metadata = fs::symlink_metadata(&full).map_err(not_found)?;
        if let Some(directory) = full.parent().filter(|_| full != self.root) {
            self.check(directory)?;
        }
        if metadata.is_symlink() {
            self.check_link(&full)?;
            metadata = fs::metadata(&full).map_err(not_found)?;
        }
        Ok((full, metadata))
    }

    /// Makes sure that neither a directory nor a link on the way to it leads out of the root.
    fn check(&self, directory: &Path) -> Result<(), ReadError> {
        if directory == self.root || self.within.read().unwrap_or_else(PoisonError::into_inner).contains(directory) {
            return Ok(());
        }
        if let Some(above) = directory.parent() {
            self.check(above)?;
        }
        if fs::symlink_metadata(directory).map_err(not_found)?.is_symlink() {
            self.check_link(directory)?;
        }
        self.within.write().unwrap_or_else(PoisonError::into_inner).insert(directory.to_owned());
        Ok(())
    }

    fn check_link(&self, link: &Path) -> Result<(), ReadError> {
        let target = link.canonicalize().map_err(not_found)?;
        if target.starts_with(&self.real_root) { Ok(()) } else { Err(ReadError::OutOfRoot) }
    }
}

/// Reads the bytes of a file that the user named, wherever it is.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let (file, length) = open_regular(path)?;
    read_all(file, length, MAX_TEXT)
}

fn open_regular(path: &Path) -> Result<(fs::File, u64), ReadError> {
    let metadata = fs::metadata(path).map_err(not_found)?;
    open(path, &metadata)
}

/// Opens what a look has shown to be a regular file: opening anything else may block.
fn open(path: &Path, metadata: &fs::Metadata) -> Result<(fs::File, u64), ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    let file = fs::File::open(path).map_err(not_found)?;
    Ok((file, metadata.len()))
}

fn read_all(file: fs::File, length: u64, limit: u64) -> Result<Vec<u8>, ReadError> {
    if length > limit {
        return Err(ReadError::TooLarge { length, limit });
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { length: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// `a/./b/../c` as `a/c`; nothing when the path is absolute or leads above its start.
pub(crate) fn normalize(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if path.starts_with('/') {
        return None;
    }
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn not_found(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::NotFound,
        _ => ReadError::Io(error),
    }
}
