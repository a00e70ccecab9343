//! Every key of `qingdan.toml`, once: what is accepted, the JSON Schema and the documentation come from here.

use crate::finding::{FailOn, Level};
use crate::rules::RULES;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Text};

/// A key of the configuration.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether its table is of no use without it.
    pub required: bool,
    /// What it is for, Chinese.
    pub zh: &'static str,
    /// What it is for, English.
    pub en: &'static str,
    /// How it is written.
    pub example: &'static str,
}

impl Key {
    /// Whether it is for the lists to publish, which read its inside themselves.
    pub fn is_for_lists(&self) -> bool {
        matches!(self.kind, Kind::ListCells(_) | Kind::ListRows)
    }

    /// What it is for.
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One string.
    One(Word),
    /// A list of strings.
    Many(Word),
    /// A table of names with a string each.
    Map(Word, Word),
    /// Any number of tables with these keys (`[[allow]]`).
    Tables(&'static [Key]),
    /// A table for each name, whose inside belongs to the lists to publish.
    ListCells(Word),
    /// Any number of tables, whose inside belongs to the lists to publish.
    ListRows,
}

/// What a string may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Anything that is not empty.
    Text,
    /// A path relative to the configuration file.
    Path,
    /// A path relative to the project, in which `*` stands for any text.
    Pattern,
    /// The Gradle path of a module.
    Module,
    /// The name of a variant.
    Variant,
    /// A Maven group or the beginning of one.
    Group,
    /// A day.
    Date,
    /// The full name of a permission.
    Permission,
    /// The id of an SDK.
    Sdk,
    /// The id of a data type.
    Data,
    /// The name of a rule.
    Rule,
    /// A level of findings, or `off`.
    Level,
    /// A level from which a run fails, or `never`.
    FailOn,
    /// A language of output.
    Language,
}

impl Word {
    /// The words that are accepted, where they can be listed. SDKs are not: a user's own records add to them.
    pub fn accepted(self) -> Option<Vec<&'static str>> {
        Some(match self {
            Self::Rule => RULES.iter().map(|rule| rule.name).collect(),
            Self::Data => Vocabulary::get().types().iter().map(|data| data.id.as_str()).collect(),
            Self::Level => Level::ALL.iter().map(|level| level.name()).chain(["off"]).collect(),
            Self::FailOn => FailOn::ALL.iter().map(|level| level.name()).collect(),
            Self::Language => vec!["zh", "en"],
            _ => return None,
        })
    }

    /// What the word is, as messages write it.
    pub(super) fn noun(self) -> Text {
        let (zh, en) = match self {
            Self::Text => ("文字", "text"),
            Self::Path => ("路径", "path"),
            Self::Pattern => ("路径", "path"),
            Self::Module => ("模块", "module"),
            Self::Variant => ("变体", "variant"),
            Self::Group => ("Maven group", "Maven group"),
            Self::Date => ("日期", "date"),
            Self::Permission => ("权限", "permission"),
            Self::Sdk => ("SDK", "SDK"),
            Self::Data => ("数据类型", "data type"),
            Self::Rule => ("规则", "rule"),
            Self::Level => ("级别", "level"),
            Self::FailOn => ("级别", "level"),
            Self::Language => ("语言", "language"),
        };
        Text::new(zh, en)
    }
}

const fn key(name: &'static str, kind: Kind, zh: &'static str, en: &'static str, example: &'static str) -> Key {
    Key { name, kind, required: false, zh, en, example }
}

/// Every key, in the order in which `init` writes them: TOML wants plain values before tables.
pub static KEYS: &[Key] = &[
    key(
        "lang",
        Kind::One(Word::Language),
        "输出语言；默认取自系统区域设置",
        "Language of the output; by default that of the locale",
        "lang = \"zh\"",
    ),
    key(
        "policy",
        Kind::Many(Word::Path),
        "隐私政策文本；默认在工程中查找",
        "Privacy policy texts; by default likely ones in the project",
        "policy = [\"docs/privacy.md\"]",
    ),
    key(
        "sdk-list",
        Kind::Many(Word::Path),
        "隐私政策所指向的单独的 SDK 清单",
        "Separate SDK lists that the policy points to",
        "sdk-list = [\"docs/sdk-list.md\"]",
    ),
    key(
        "modules",
        Kind::Many(Word::Module),
        "要检查的应用模块；默认全部",
        "Application modules to look at; by default all",
        "modules = [\":app\"]",
    ),
    key(
        "variants",
        Kind::Many(Word::Variant),
        "要检查的构建变体；默认所有会发布的变体",
        "Variants to look at; by default every variant that ships",
        "variants = [\"release\"]",
    ),
    key(
        "first-party",
        Kind::Many(Word::Group),
        "自家的 Maven group（含其下级），不会报告为未知 SDK",
        "Maven groups of your own, with those below them: never reported as unknown SDKs",
        "first-party = [\"com.example\"]",
    ),
    key(
        "sdk-db",
        Kind::Many(Word::Path),
        "存放自有 SDK 记录的目录，可补充或覆盖内置数据库",
        "Directories of SDK records of your own, which add to the bundled database or replace some of it",
        "sdk-db = [\"sdk-db\"]",
    ),
    key(
        "fail-on",
        Kind::One(Word::FailOn),
        "达到哪个级别时检查失败（退出码 1）；默认 error",
        "The level from which findings fail the run (exit code 1); by default error",
        "fail-on = \"warning\"",
    ),
    key(
        "baseline",
        Kind::One(Word::Path),
        "基线文件：其中记录的问题不再使检查失败",
        "A baseline: findings that it records no longer fail the run",
        "baseline = \"qingdan-baseline.toml\"",
    ),
    key(
        "levels",
        Kind::Map(Word::Rule, Word::Level),
        "各条规则的级别；off 表示关闭。规则自行减轻的个别结果不会因此加重",
        "The level of each rule; off turns it off. Findings that a rule itself made milder are never made worse",
        "[levels]\nstale-sdk = \"note\"\nunknown-sdk = \"off\"",
    ),
    key(
        "allow",
        Kind::Tables(ALLOW),
        "屏蔽：写出的条件须全部符合，且至少写一项条件",
        "Suppressions: all the conditions given have to hold, and at least one has to be given",
        "[[allow]]\nrule = \"undeclared-permission\"\npermission = \"android.permission.CAMERA\"\nreason = \"…\"\nexpires = 2027-12-31",
    ),
    key(
        "sdk",
        Kind::ListCells(Word::Sdk),
        "对外清单中某个 SDK 的改写内容",
        "What the lists to publish say otherwise of an SDK",
        "[sdk.\"jiguang-jpush\"]\npurpose = { zh = \"推送订单状态\", en = \"tell you about your orders\" }",
    ),
    key(
        "data",
        Kind::ListCells(Word::Data),
        "已收集个人信息清单中某类数据的改写内容",
        "What the list of collected information says otherwise of a data type",
        "[data.imei]\nscenario = { zh = \"首次登录时\", en = \"when you first sign in\" }",
    ),
    key(
        "permission",
        Kind::ListCells(Word::Permission),
        "权限清单中某个权限的改写内容",
        "What the permission list says otherwise of a permission",
        "[permission.\"android.permission.CAMERA\"]\npurpose = { zh = \"扫描二维码\", en = \"scan codes\" }",
    ),
    key(
        "row",
        Kind::ListRows,
        "对外清单中额外的行（并非 SDK 的服务）",
        "Extra rows of the lists to publish, for services that are no SDK",
        "[[row]]\nname = { zh = \"云服务器\", en = \"Cloud hosting\" }\noperator = \"…\"",
    ),
    key(
        "omit",
        Kind::ListRows,
        "对外清单中不列出的行及理由",
        "Rows that the lists to publish leave out, with the reason",
        "[[omit]]\nsdk = \"tencent-mmkv\"\nreason = \"…\"",
    ),
];

static ALLOW: &[Key] = &[
    key("rule", Kind::One(Word::Rule), "规则", "The rule", "rule = \"undeclared-sdk\""),
    key("sdk", Kind::One(Word::Sdk), "SDK 的 id", "The id of the SDK", "sdk = \"tencent-bugly\""),
    key("data", Kind::One(Word::Data), "数据类型的 id", "The id of the data type", "data = \"imei\""),
    key(
        "permission",
        Kind::One(Word::Permission),
        "权限全名",
        "The full name of the permission",
        "permission = \"android.permission.CAMERA\"",
    ),
    key(
        "module",
        Kind::One(Word::Module),
        "带入它的模块，或唯一相关的应用模块",
        "The module that brings it in, or the only application that it is about",
        "module = \":app\"",
    ),
    key(
        "path",
        Kind::One(Word::Pattern),
        "出处所在文件，相对于工程目录；* 代表任意文字（含 /）",
        "The file that shows it, relative to the project; * stands for any text, also /",
        "path = \"app/src/main/*\"",
    ),
    Key { required: true, ..key("reason", Kind::One(Word::Text), "理由", "The reason", "reason = \"…\"") },
    key(
        "expires",
        Kind::One(Word::Date),
        "最后有效的一天（YYYY-MM-DD，按 UTC）；过后重新报告",
        "The last day on which it holds (YYYY-MM-DD, in UTC); after it the findings fire again",
        "expires = 2027-12-31",
    ),
];
