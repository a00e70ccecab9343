//! All that a command goes by: flags over configuration over defaults, in one place.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::run::{Project, Texts};
use super::{Common, Error};
use crate::baseline::Baseline;
use crate::config::{self, Config, FILE_NAME};
use crate::date::Date;
use crate::report::human::Style;
use crate::sdk::database::{Database, OwnRecordsError};
use crate::source::{self, Files, ReadError, Source};

/// All that a command goes by.
pub(super) struct Settings {
    /// The configuration; empty where there is none.
    pub config: Config,
    /// The database with the user's own records.
    pub database: Database,
    /// The project.
    pub path: PathBuf,
    /// Application modules to look at.
    pub modules: Vec<String>,
    /// Variants to look at.
    pub variants: Vec<String>,
    /// Which policy texts.
    pub texts: Texts,
    /// Whether the run looks at all that the configuration speaks of.
    pub whole: bool,
    /// The day of the run.
    pub today: Date,
    /// Whether links that lead out of the project are followed.
    pub follow_links: bool,
}

impl Settings {
    /// Reads the configuration and puts the flags over it. Commands without a project take the configuration of
    /// the current directory.
    pub(super) fn new(
        common: &Common,
        project: Option<&Project>,
        texts: Option<&Texts>,
        style: &mut Style,
        today: Date,
    ) -> Result<Self, Error> {
        let path = project.map_or(Path::new("."), |project| &project.path);
        let beside = path.join(FILE_NAME);
        let (file, source) = match &common.config {
            Some(file) => (file, read_named(file, path, "--config")?),
            // One that is there and cannot be read must not pass for none.
            None if beside.symlink_metadata().is_ok() => {
                let follow_links = project.is_some_and(|project| project.follow_links);
                let source = Files::open(path, follow_links).and_then(|files| files.read(FILE_NAME));
                (&beside, source.map_err(|error| unread(&beside, &error, "--config"))?)
            }
            None => return Self::without_config(common, project, texts, today),
        };
        style.language = common.named_language().or(config::language(&source)).unwrap_or(style.language);
        let (config, database) = read_config(&source, directory(file), common)?;
        Ok(Self::with(config, database, project, texts, today))
    }

    /// The settings that the flags alone make.
    pub(super) fn without_config(
        common: &Common,
        project: Option<&Project>,
        texts: Option<&Texts>,
        today: Date,
    ) -> Result<Self, Error> {
        Ok(Self::with(Config::default(), database(&common.sdk_db)?, project, texts, today))
    }

    fn with(config: Config, database: Database, project: Option<&Project>, texts: Option<&Texts>, today: Date) -> Self {
        let path = project.map_or(Path::new("."), |project| &project.path);
        let over = |flags: Option<&Vec<String>>, configured: &Vec<String>| {
            flags.filter(|flags| !flags.is_empty()).unwrap_or(configured).clone()
        };
        let paths = |flags: Option<&Vec<PathBuf>>, configured: &Vec<PathBuf>| {
            flags.filter(|flags| !flags.is_empty()).unwrap_or(configured).clone()
        };
        Self {
            path: path.to_owned(),
            modules: over(project.map(|project| &project.module), &config.modules),
            variants: over(project.map(|project| &project.variant), &config.variants),
            texts: Texts {
                policy: paths(texts.map(|texts| &texts.policy), &config.policy),
                sdk_list: paths(texts.map(|texts| &texts.sdk_list), &config.sdk_list),
            },
            whole: project.is_none_or(|project| project.module.is_empty() && project.variant.is_empty())
                && texts.is_none_or(|texts| texts.policy.is_empty() || config.policy.is_empty()),
            follow_links: project.is_some_and(|project| project.follow_links),
            config,
            database,
            today,
        }
    }

    /// The baseline: the one named on the command line, or that of the configuration.
    pub(super) fn baseline(&self, flag: Option<&Path>) -> Result<Option<Baseline>, Error> {
        let Some(file) = flag.or(self.config.baseline.as_deref()) else { return Ok(None) };
        let source = read_named(file, &self.path, "--baseline")?;
        Baseline::read(&source).map(Some).map_err(|mistake| Error::Mistakes(vec![mistake]))
    }
}

/// Reads a configuration with the database that it names. Its mistakes are told before those of own records.
fn read_config(source: &Arc<Source>, directory: &Path, common: &Common) -> Result<(Config, Database), Error> {
    let mut directories = config::own_records(source, directory);
    directories.extend(common.sdk_db.iter().cloned());
    let own = database(&directories);
    let bundled = Database::bundled();
    let config = Config::read(source, directory, own.as_ref().unwrap_or(&bundled)).map_err(Error::Mistakes)?;
    Ok((config, own?))
}

/// Reads a file that the user named by a flag or the configuration.
fn read_named(file: &Path, root: &Path, flag: &str) -> Result<Arc<Source>, Error> {
    let bytes = source::read_file(file).map_err(|error| unread(file, &error, flag))?;
    Ok(Source::new(shown(file, Some(root)), source::decode(&bytes).0))
}

fn unread(file: &Path, error: &ReadError, flag: &str) -> Error {
    let problem = error.problem(&file.to_string_lossy());
    Error::user(
        format!("{}：{}", problem.path, problem.message.zh),
        format!("{}: {}", problem.path, problem.message.en),
        format!("检查 {flag} 或配置中的路径"),
        format!("look at {flag} or at the path in the configuration"),
    )
}

/// The directory of a file, as paths in the file are resolved.
fn directory(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

/// The database with a user's own records.
fn database(directories: &[PathBuf]) -> Result<Database, Error> {
    Database::with_own(directories).map_err(|error| match &error {
        OwnRecordsError::Unreadable(problem) => Error::user(
            format!("无法读取 SDK 记录 {}：{}", problem.path, problem.message.zh),
            format!("could not read SDK records in {}: {}", problem.path, problem.message.en),
            "--sdk-db（配置中为 sdk-db）应是存放 <厂商>/<产品>.toml 的目录",
            "--sdk-db (`sdk-db` in the configuration) takes a directory of <vendor>/<product>.toml files",
        ),
        OwnRecordsError::Parse { path, error } => {
            let (place, message) = (error.at.place(), &error.message);
            let at = format!("{}:{}:{}", path.display(), place.line, place.column);
            Error::user(
                format!("SDK 记录有误（{at}）：{message}"),
                format!("{at}: not a valid SDK record: {message}"),
                "用 qingdan sdk check DIR 逐项检查",
                "`qingdan sdk check DIR` tells what to mend",
            )
        }
        OwnRecordsError::Index(error) => Error::user(error.to_string(), error.to_string(), "", ""),
    })
}

/// A path as reports show it: relative to the project when it lies below it.
pub(super) fn shown(path: &Path, root: Option<&Path>) -> String {
    let inside = root.and_then(|root| {
        let root = root.canonicalize().ok()?;
        let full = path.canonicalize().ok()?;
        full.strip_prefix(root).ok().map(Path::to_path_buf)
    });
    inside.as_deref().unwrap_or(path).to_string_lossy().replace('\\', "/")
}
