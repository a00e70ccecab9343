//! A revision of a repository as a directory tree, read through the `git` program. The work tree, the index and the
//! references are never touched: objects are listed and read, and written to a temporary directory.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

/// A temporary directory that goes away with its owner.
#[derive(Debug)]
pub struct Tree {
    path: PathBuf,
}

impl Tree {
    /// Where the files are.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        // What cannot be removed is in the temporary directory of the system, which cleans up after itself.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Why a revision could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GitError {
    /// The program is not there.
    #[error("the git program could not be run: {0}")]
    Program(io::Error),
    /// The program refused.
    #[error("git: {0}")]
    Refused(String),
    /// A file could not be written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Files that no reader opens; they are large and many.
const SKIPPED: &[&str] = &[
    "png", "jpg", "jpeg", "webp", "gif", "mp4", "mp3", "ogg", "wav", "ttf", "otf", "zip", "apk", "aab", "psd", "svga",
];

fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    // Reading must not refresh the index, page, ask, or fetch what a partial clone left out.
    command.arg("-C").arg(repository).args(["--no-pager", "--no-replace-objects"]);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.stdin(Stdio::null());
    command
}

fn output(mut command: Command) -> Result<Vec<u8>, GitError> {
    let output = command.output().map_err(GitError::Program)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(GitError::Refused(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

/// The commit that a revision names.
pub fn resolve(repository: &Path, revision: &str) -> Result<String, GitError> {
    let mut command = git(repository);
    command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{revision}^{{commit}}"));
    let commit = output(command).map_err(|error| match error {
        GitError::Refused(said) if said.is_empty() => GitError::Refused(format!("no revision {revision}")),
        error => error,
    })?;
    Ok(String::from_utf8_lossy(&commit).trim().to_owned())
}

/// The files of a commit below `repository`, which may be a directory of the work tree.
pub fn tree(repository: &Path, commit: &str) -> Result<Tree, GitError> {
    let mut command = git(repository);
    command.args(["ls-tree", "-r", "-z", commit]);
    let listing = output(command)?;
    let mut blobs: Vec<(String, PathBuf)> = Vec::new();
    for entry in listing.split(|&byte| byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        let Some((head, path)) = entry.split_once('\t') else { continue };
        let mut words = head.split(' ');
        // Links and submodules are no files.
        let (Some("100644" | "100755"), Some("blob"), Some(id)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let path = PathBuf::from(path);
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        if plain && extension.is_none_or(|extension| !SKIPPED.contains(&extension.as_str())) {
            blobs.push((id.to_owned(), path));
        }
    }
    let tree = Tree { path: temporary()? };
    write_blobs(repository, &blobs, &tree.path)?;
    Ok(tree)
}

/// A new directory that others cannot read.
fn temporary() -> io::Result<PathBuf> {
    for attempt in 0..1000 {
        let path = std::env::temp_dir().join(format!("qingdan-{}-{attempt}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn write_blobs(repository: &Path, blobs: &[(String, PathBuf)], root: &Path) -> Result<(), GitError> {
    let mut command = git(repository);
    command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(GitError::Program)?;
    let (Some(mut input), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(GitError::Refused("cat-file has no input or output".into()));
    };
    let ids: String = blobs.iter().map(|(id, _)| format!("{id}\n")).collect();
    // The program answers while it is still being asked: one side alone would block on a full pipe.
    let asking = std::thread::spawn(move || input.write_all(ids.as_bytes()));
    let mut out = BufReader::new(out);
    for (id, path) in blobs {
        let mut head = String::new();
        out.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size else { return Err(GitError::Refused(format!("{id}: {}", head.trim_end()))) };
        let target = root.join(path);
        if let Some(directory) = target.parent() {
            fs::create_dir_all(directory)?;
        }
        io::copy(&mut out.by_ref().take(size), &mut fs::File::create(&target)?)?;
        // A line end follows each object.
        io::copy(&mut out.by_ref().take(1), &mut io::sink())?;
    }
    if asking.join().is_err() {
        return Err(GitError::Refused("cat-file could not be asked".into()));
    }
    child.wait()?;
    Ok(())
}
