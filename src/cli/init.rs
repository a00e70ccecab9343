//! `qingdan init`: a commented configuration that fits the project, and what the first check would say.

use std::path::{Path, PathBuf};

use clap::Args;

use super::run::{self, Project, Texts};
use super::settings::Settings;
use super::{Common, Error, Outcome, print, write};
use crate::config::keys::{KEYS, Key};
use crate::config::{FILE_NAME, schema};
use crate::date::Date;
use crate::finding::Finding;
use crate::inventory::Inventory;
use crate::report::human::{self, Style};
use crate::report::{Paths, Report, table};
use crate::rules::RULES;
use crate::sdk::database::Database;
use crate::source::Language;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The project
    #[arg(default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    texts: Texts,
    /// Overwrite a configuration that is already there
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common, style: &Style, today: Date) -> Result<Outcome, Error> {
    let file = arguments.path.join(FILE_NAME);
    if file.exists() && !arguments.force {
        return Err(Error::user(
            format!("{} 已存在", file.display()),
            format!("{} is already there", file.display()),
            "要覆盖它，加 --force",
            "--force overwrites it",
        ));
    }
    let project =
        Project { path: arguments.path.clone(), module: Vec::new(), variant: Vec::new(), follow_links: false };
    let settings = Settings::without_config(common, Some(&project), Some(&arguments.texts), today)?;
    let files = run::files(&settings)?;
    let inventory = run::inventory(&settings, &files)?;
    let policy = run::policy(&settings, &settings.texts, Some(&files));
    let (findings, problems) = run::judge(&settings, &files, &inventory, &policy, None);

    let documents = |is_list: bool| -> Vec<String> {
        let chosen = policy.documents.iter().filter(|document| document.is_list == is_list);
        chosen.map(|document| document.path.clone()).collect()
    };
    let found = Found {
        lang: common.named_language(),
        policy: documents(false),
        sdk_list: documents(true),
        inventory: &inventory,
    };
    let schema_file = arguments.path.join(schema::FILE_NAME);
    let schema = format!("{}\n", serde_json::to_string_pretty(&schema::schema())?);
    for (file, text) in [(&file, found.configuration(style.language)), (&schema_file, schema)] {
        write::atomically(file, text.as_bytes()).map_err(|error| write::failed(file, &error))?;
    }
    let version = settings.database.version();
    let report = Report {
        inventory: &inventory,
        policy: &policy,
        findings: &findings,
        problems: &problems,
        sdk_db: &version,
        fail_on: None,
        paths: &Paths::default(),
    };
    print(&told(&file, &found, &report, &settings.database, style))?;
    Ok(if problems.is_empty() { Outcome::Clean } else { Outcome::Incomplete })
}

/// What was found in the project and goes into its configuration.
struct Found<'a> {
    lang: Option<Language>,
    policy: Vec<String>,
    sdk_list: Vec<String>,
    inventory: &'a Inventory,
}

impl Found<'_> {
    /// The text of the configuration: every key with what it is for, and with a value where one was found.
    fn configuration(&self, language: Language) -> String {
        let mut out = format!("#:schema ./{}\n", schema::FILE_NAME);
        out.push_str(match language {
            Language::Zh => "# qingdan 的配置；路径相对于本文件。去掉行首的 # 即可启用。\n",
            Language::En => {
                "# The configuration of qingdan; paths are relative to this file. Remove a # to set a key.\n"
            }
        });
        for key in KEYS {
            out.push_str(&format!("\n# {}\n", key.title(language)));
            match self.value(key) {
                Some(value) => out.push_str(&format!("{value}\n")),
                None => {
                    out.push_str(&self.choices(key, language));
                    for line in key.example.lines() {
                        out.push_str(&format!("# {line}\n"));
                    }
                }
            }
        }
        out
    }

    /// The line of a key for which the project gave a value.
    fn value(&self, key: &Key) -> Option<String> {
        let list = |paths: &[String]| {
            let quoted: Vec<String> = paths.iter().map(|path| toml::Value::from(path.as_str()).to_string()).collect();
            (!quoted.is_empty()).then(|| format!("{} = [{}]", key.name, quoted.join(", ")))
        };
        match key.name {
            "lang" => self.lang.map(|lang| format!("lang = \"{}\"", if lang == Language::Zh { "zh" } else { "en" })),
            "policy" => list(&self.policy),
            "sdk-list" => list(&self.sdk_list),
            _ => None,
        }
    }

    /// What the project has to choose from.
    fn choices(&self, key: &Key, language: Language) -> String {
        let applications = &self.inventory.applications;
        let names: Vec<String> = match key.name {
            "modules" => applications.iter().map(|application| application.module.clone()).collect(),
            "variants" => {
                let mut variants: Vec<String> =
                    applications.iter().flat_map(|application| application.all_variants.clone()).collect();
                variants.sort();
                variants.dedup();
                variants
            }
            _ => Vec::new(),
        };
        match language {
            _ if names.is_empty() => String::new(),
            Language::Zh => format!("# 工程中有：{}\n", names.join("、")),
            Language::En => format!("# The project has: {}\n", names.join(", ")),
        }
    }
}

/// What `init` says when it is done.
fn told(file: &Path, found: &Found<'_>, report: &Report<'_>, database: &Database, style: &Style) -> String {
    let shown = file.display();
    let mut out = match style.language {
        Language::Zh => format!("已写入 {shown}，以及供编辑器使用的 {}\n", schema::FILE_NAME),
        Language::En => format!("wrote {shown}, and {} for editors\n", schema::FILE_NAME),
    };
    out.push_str(&match (style.language, found.policy.is_empty()) {
        (Language::Zh, true) => "没有找到隐私政策文本，请在 policy 中写明\n".to_owned(),
        (Language::En, true) => "no policy text was found; name it under `policy`\n".to_owned(),
        (Language::Zh, false) => format!("隐私政策：{}\n", found.policy.join("、")),
        (Language::En, false) => format!("the policy: {}\n", found.policy.join(", ")),
    });
    out.push_str(style.pick("\n第一次检查会报告：\n", "\nThe first check would say:\n"));
    let rows: Vec<Vec<String>> = RULES
        .iter()
        .filter_map(|rule| {
            let of_rule: Vec<&Finding> = report.findings.iter().filter(|finding| finding.rule == rule.name).collect();
            let worst = of_rule.iter().map(|finding| finding.level).max()?;
            let level = worst.label(style.language).to_owned();
            let title = rule.title(style.language).to_owned();
            Some(vec![format!("  {level}"), of_rule.len().to_string(), rule.name.to_owned(), title])
        })
        .collect();
    out.extend(table::columns(&rows, 2).into_iter().map(|line| format!("{line}\n")));
    out.push_str(&human::check(report, database, &Style { quiet: true, ..*style }));
    out.push_str(style.pick(
        "\n下一步：qingdan check 查看详情；老项目可先用 qingdan check --write-baseline qingdan-baseline.toml 记下现状，之后只报告新增的问题\n",
        "\nNext: `qingdan check` shows each of them; in an old project, `qingdan check --write-baseline qingdan-baseline.toml` \
         records what is there, so that only new findings fail\n",
    ));
    out
}
