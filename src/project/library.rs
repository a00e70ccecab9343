//! What a jar or aar holds: its classes, native libraries, and the manifest of an aar. Native
//! libraries that lie in a module's `jniLibs` are found here, too.
//!
//! Archives are read with a budget: what an archive claims about itself is not believed, and one that swells
//! beyond the budget is read up to it and reported.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read, Seek};
use std::sync::Arc;

use zip::ZipArchive;

use super::Module;
use super::gradle::files::join;
use crate::source::{EntryKind, Files, Problem, ReadError, Source, Span, Text, decode};

/// Bytes that one archive may unpack to.
const MOST_UNPACKED: u64 = 256 << 20;
/// Bytes that a manifest may have.
const MOST_MANIFEST: u64 = 4 << 20;
/// Entries of one archive.
const MOST_ENTRIES: usize = 200_000;
/// Bytes of an archive itself.
const MOST_PACKED: u64 = 1 << 30;

/// A jar or aar, or a native library by itself.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// Relative to the root.
    pub path: String,
    /// Its classes by their full names with dots, sorted; classes within classes are left out.
    pub classes: Vec<String>,
    /// Names of its native libraries (`libamap.so`), sorted.
    pub native: Vec<String>,
    /// The manifest of an aar. Its path is that of the archive, `!/`, and the path within.
    pub manifest: Option<Arc<Source>>,
    /// Why it could not be read, or not all of it.
    pub problems: Vec<Problem>,
}

impl Archive {
    /// The file as a whole.
    pub fn at(&self) -> Span {
        Span::file(&Source::new(self.path.clone(), ""))
    }
}

/// Reads the jar or aar at `path`, relative to the root of `files`. What was understood before a problem stays.
pub fn read(files: &Files, path: &str) -> Archive {
    let mut contents = Contents { path, left: MOST_UNPACKED, ..Contents::default() };
    let problem = if path.ends_with(".so") {
        contents.native.extend(path.rsplit('/').next().map(str::to_owned));
        None
    } else {
        match files.open_file(path) {
            Ok((_, length)) if length > MOST_PACKED => {
                Some(ReadError::TooLarge { length, limit: MOST_PACKED }.problem(path))
            }
            Ok((file, _)) => contents.archive(BufReader::new(file), true).err(),
            Err(error) => Some(error.problem(path)),
        }
    };
    Archive {
        path: path.to_owned(),
        classes: contents.classes.into_iter().collect(),
        native: contents.native.into_iter().collect(),
        manifest: contents.manifest,
        problems: problem.into_iter().collect(),
    }
}

#[derive(Default)]
struct Contents<'a> {
    path: &'a str,
    classes: BTreeSet<String>,
    native: BTreeSet<String>,
    manifest: Option<Arc<Source>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl Contents<'_> {
    /// Adds what an archive holds; `outer` is false for a jar within it, which is not opened any further.
    fn archive<R: Read + Seek>(&mut self, reader: R, outer: bool) -> Result<(), Problem> {
        let mut archive = ZipArchive::new(reader).map_err(|error| self.broken(&error.to_string()))?;
        if archive.len() > MOST_ENTRIES {
            return Err(self.broken(&format!("{} entries", archive.len())));
        }
        let names: Vec<Option<String>> =
            archive.file_names().map(|name| name.ok().map(|name| name.into_owned())).collect();
        for (at, name) in names.iter().enumerate() {
            let Some(name) = name else {
                continue;
            };
            let (dir, file) = name.rsplit_once('/').unwrap_or(("", name));
            if let Some(class) = name.strip_suffix(".class") {
                // Versions of classes for newer Java lie below `META-INF/versions`.
                if !dir.is_empty() && !dir.starts_with("META-INF") && !file.contains('$') {
                    self.classes.insert(class.replace('/', "."));
                }
            } else if file.ends_with(".so") {
                self.native.insert(file.to_owned());
            } else if outer && name == "AndroidManifest.xml" {
                let bytes = self.unpack(&mut archive, at, MOST_MANIFEST)?;
                let path = format!("{}!/AndroidManifest.xml", self.path);
                self.manifest = Some(Source::new(path, decode(&bytes).0.into_owned()));
            } else if outer && file.ends_with(".jar") && (dir.is_empty() || dir == "libs") {
                let bytes = self.unpack(&mut archive, at, MOST_UNPACKED)?;
                self.archive(Cursor::new(bytes), false)?;
            }
        }
        Ok(())
    }

    fn unpack<R: Read + Seek>(
        &mut self,
        archive: &mut ZipArchive<R>,
        at: usize,
        most: u64,
    ) -> Result<Vec<u8>, Problem> {
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        let entry = archive.by_index(at).map_err(|error| self.broken(&error.to_string()))?;
        let read = entry.take(most + 1).read_to_end(&mut bytes).map_err(|error| self.broken(&error.to_string()))?;
        if read as u64 > most {
            return Err(self.broken("unpacks to more than the program reads"));
        }
        self.left -= read as u64;
        Ok(bytes)
    }

    fn broken(&self, error: &str) -> Problem {
        Problem::file(
            self.path,
            Text::new(format!("无法读取归档文件：{error}"), format!("the archive could not be read: {error}")),
        )
    }
}

/// The native libraries of a module's own `jniLibs` directories, relative to the root, sorted.
pub(crate) fn native_libraries(files: &Files, module: &Module) -> Vec<String> {
    let mut dirs: BTreeSet<String> = BTreeSet::new();
    let moved: BTreeSet<&str> = module
        .android
        .source_sets
        .iter()
        .filter(|set| !set.jni_libs.is_empty())
        .map(|set| {
            dirs.extend(set.jni_libs.iter().map(|dir| dir.value.clone()));
            set.name.as_str()
        })
        .collect();
    let configs = module.android.flavors.iter().chain(&module.android.build_types);
    for name in configs.map(|config| config.name.as_str()).chain(["main"]) {
        if !moved.contains(name) {
            dirs.insert(join(&module.dir, &format!("src/{name}/jniLibs")));
        }
    }
    let mut found = BTreeSet::new();
    for dir in dirs {
        // `jniLibs/<abi>/<name>.so`: nothing deeper is packed.
        for abi in files.list(&dir).unwrap_or_default() {
            if abi.kind != EntryKind::Directory {
                continue;
            }
            let dir = join(&dir, &abi.name);
            for file in files.list(&dir).unwrap_or_default() {
                if file.kind == EntryKind::File && file.name.ends_with(".so") {
                    found.insert(join(&dir, &file.name));
                }
            }
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_aar_shows_its_jars_libraries_and_manifest() {
        let jar = archive(&[
            ("com/umeng/a/B.class", b""),
            ("com/umeng/a/B$1.class", b""),
            ("META-INF/versions/9/x/Y.class", b""),
        ]);
        let aar = archive(&[
            ("classes.jar", &jar),
            ("libs/inner.jar", &archive(&[("com/amap/C.class", b"")])),
            ("jni/arm64-v8a/libx.so", b""),
            ("AndroidManifest.xml", b"<manifest/>"),
        ]);
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("x.aar"), aar).unwrap();
        let files = Files::open(dir.path(), false).unwrap();
        let library = read(&files, "x.aar");
        assert_eq!(library.classes, ["com.amap.C", "com.umeng.a.B"]);
        assert_eq!(library.native, ["libx.so"]);
        assert!(library.problems.is_empty());
        let manifest = library.manifest.unwrap();
        assert_eq!((manifest.path(), manifest.text()), ("x.aar!/AndroidManifest.xml", "<manifest/>"));
    }

    #[test]
    fn what_is_no_archive_is_a_problem() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("x.jar"), b"PK no").unwrap();
        let files = Files::open(dir.path(), false).unwrap();
        assert_eq!(read(&files, "x.jar").problems[0].path, "x.jar");
    }
}
