//! The lists to publish: third-party SDKs (第三方 SDK 目录), collected information (已收集个人信息清单), permissions.
//!
//! [`build`] says what stands in the lists; one file a format says how they look. The columns are those that
//! 工信部信管函〔2021〕292号 and PIPL Art. 23 ask for, in the wordings that published lists use. What only the app's
//! people can know is never invented: it stands as a marked placeholder until somebody fills it in.

pub mod block;
pub mod csv;
pub mod docx;
pub mod html;
pub mod json;
mod labels;
pub mod markdown;
mod ooxml;
pub mod overrides;
mod rows;
pub mod xlsx;

use serde::{Deserialize, Serialize};

use crate::inventory::{Inventory, Sdk};
use crate::rules::Context;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Text};

pub use overrides::Overrides;

/// Which list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Third-party SDKs.
    #[default]
    Sdk,
    /// Collected information.
    Collected,
    /// Permissions.
    Permissions,
}

impl Kind {
    /// Every list, in the order in which they are published.
    pub const ALL: [Self; 3] = [Self::Sdk, Self::Collected, Self::Permissions];

    /// The name on the command line and in managed blocks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sdk => "sdk",
            Self::Collected => "collected",
            Self::Permissions => "permissions",
        }
    }

    /// What `[[omit]]` calls a row of the list, and the table that holds words of one's own for it.
    pub fn omitted_by(self) -> &'static str {
        match self {
            Self::Sdk => "sdk",
            Self::Collected => "data",
            Self::Permissions => "permission",
        }
    }

    /// The heading of the list.
    pub fn title(self) -> Text {
        match self {
            Self::Sdk => Text::new("第三方 SDK 目录", "List of third-party SDKs"),
            Self::Collected => Text::new("已收集个人信息清单", "List of collected personal information"),
            Self::Permissions => Text::new("应用权限清单", "List of app permissions"),
        }
    }

    /// The columns when nobody chooses others.
    pub fn columns(self) -> &'static [Column] {
        use Column::*;
        match self {
            Self::Sdk => &[Name, Operator, Purpose, Scenario, Data, Permissions, Method, Privacy],
            Self::Collected => &[Data, Purpose, Scenario, Source],
            Self::Permissions => &[Name, Purpose, Users],
        }
    }

    /// Every column that the list has.
    pub fn all_columns(self) -> &'static [Column] {
        use Column::*;
        match self {
            Self::Sdk => &[
                Number,
                Name,
                Version,
                Category,
                Operator,
                Purpose,
                Scenario,
                Data,
                Permissions,
                Method,
                Privacy,
                Site,
            ],
            Self::Collected => &[Number, Category, Data, Purpose, Scenario, Count, Source],
            Self::Permissions => &[Number, Name, Purpose, Scenario, Users],
        }
    }
}

/// A column. One name means the same thing in every list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// The number of the row.
    Number,
    /// The SDK with its package; the permission.
    Name,
    /// The version that the project uses.
    Version,
    /// The category of the SDK; the group of the data type.
    Category,
    /// The legal entity that operates the SDK.
    Operator,
    /// Why.
    Purpose,
    /// When: only the app's people know.
    Scenario,
    /// Data types.
    Data,
    /// Permissions that the SDK uses.
    Permissions,
    /// How the data gets to the third party.
    Method,
    /// The privacy policy of the SDK.
    Privacy,
    /// The official site of the SDK.
    Site,
    /// How often: only the running app knows.
    Count,
    /// Who collects it.
    Source,
    /// Who needs the permission.
    Users,
}

impl Column {
    /// The name on the command line and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Version => "version",
            Self::Category => "category",
            Self::Operator => "operator",
            Self::Purpose => "purpose",
            Self::Scenario => "scenario",
            Self::Data => "data",
            Self::Permissions => "permissions",
            Self::Method => "method",
            Self::Privacy => "privacy",
            Self::Site => "site",
            Self::Count => "count",
            Self::Source => "source",
            Self::Users => "users",
        }
    }

    /// The column of that name.
    pub fn named(name: &str) -> Option<Self> {
        Kind::ALL.iter().flat_map(|kind| kind.all_columns()).copied().find(|column| column.name() == name)
    }

    /// How wide the column is beside the others.
    fn share(self) -> u32 {
        match self {
            Self::Number => 4,
            Self::Version | Self::Category | Self::Method | Self::Count => 8,
            Self::Scenario => 10,
            Self::Operator | Self::Permissions => 12,
            Self::Purpose | Self::Privacy | Self::Site | Self::Users => 14,
            // Half of all packages have more than 20 letters.
            Self::Name => 17,
            Self::Source => 16,
            Self::Data => 24,
        }
    }

    /// The heading in a list.
    pub fn title(self, kind: Kind) -> Text {
        let (zh, en) = match (self, kind) {
            (Self::Number, _) => ("序号", "No."),
            (Self::Name, Kind::Permissions) => ("权限名称", "Permission"),
            (Self::Name, _) => ("SDK 名称（包名）", "SDK name (package)"),
            (Self::Version, _) => ("SDK 版本", "Version"),
            (Self::Category, Kind::Sdk) => ("SDK 类型", "Category"),
            (Self::Category, _) => ("信息类别", "Category"),
            (Self::Operator, _) => ("第三方公司名称", "Operator"),
            (Self::Purpose, Kind::Permissions) => ("申请目的", "Purpose"),
            (Self::Purpose, _) => ("使用目的", "Purpose"),
            (Self::Scenario, _) => ("使用场景", "Scenario"),
            (Self::Data, Kind::Sdk) => ("收集个人信息类型", "Personal information collected"),
            (Self::Data, _) => ("个人信息类型", "Type of personal information"),
            (Self::Permissions, _) => ("涉及权限", "Permissions"),
            (Self::Method, _) => ("共享方式", "Sharing method"),
            (Self::Privacy, _) => ("隐私政策链接", "Privacy policy"),
            (Self::Site, _) => ("官网链接", "Official website"),
            (Self::Count, _) => ("收集次数", "Times collected"),
            (Self::Source, _) => ("信息来源", "Collected by"),
            (Self::Users, _) => ("权限使用方", "Needed by"),
        };
        Text::new(zh, en)
    }
}

/// The language of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wording {
    /// Chinese.
    Zh,
    /// English.
    En,
    /// Chinese, with English below it.
    Both,
}

impl Wording {
    /// The name on the command line and in managed blocks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
            Self::Both => "both",
        }
    }

    /// The languages, in order.
    pub fn languages(self) -> &'static [Language] {
        match self {
            Self::Zh => &[Language::Zh],
            Self::En => &[Language::En],
            Self::Both => &[Language::Zh, Language::En],
        }
    }

    /// The words of a text, each with its language; words that are the same in both stand once.
    pub fn words(self, text: &Text) -> Vec<(Language, &str)> {
        let mut words: Vec<(Language, &str)> = Vec::new();
        for &language in self.languages() {
            let word = text.get(language);
            if !word.is_empty() && words.iter().all(|(_, known)| *known != word) {
                words.push((language, word));
            }
        }
        words
    }

    /// The words of a text in one line, for headings.
    pub fn line(self, text: &Text) -> String {
        self.words(text).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" / ")
    }
}

impl From<Language> for Wording {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

/// Which items a list names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What the project really triggers: items that need a module or a permission only where it is there, and the
    /// permissions that the user is asked for.
    #[default]
    Triggered,
    /// All that the database knows of, and every permission.
    All,
}

/// What to put into the lists.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The lists, in order.
    pub kinds: Vec<Kind>,
    /// Which items they name.
    pub extent: Extent,
    /// The columns, where somebody chose them; a list leaves out those that it does not have.
    pub columns: Vec<Column>,
    /// Rows stand under the headings of their categories.
    pub grouped: bool,
}

/// The facts behind the lists.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the applications carry.
    pub inventory: &'a Inventory,
    /// The SDK records.
    pub database: &'a Database,
    /// The permissions.
    pub permissions: &'a PermissionTable,
    /// The data types.
    pub vocabulary: &'a Vocabulary,
}

impl<'a> From<&Context<'a>> for Facts<'a> {
    fn from(context: &Context<'a>) -> Self {
        Self {
            inventory: context.inventory,
            database: context.database,
            permissions: context.permissions,
            vocabulary: context.vocabulary,
        }
    }
}

/// One list.
#[derive(Clone, Debug)]
pub struct List {
    /// Which.
    pub kind: Kind,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows; without grouping, one group without a heading.
    pub groups: Vec<Group>,
}

/// Rows that stand together.
#[derive(Clone, Debug)]
pub struct Group {
    /// The heading; empty for a list without groups.
    pub title: Text,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What the keys of rows begin with that the app's people wrote.
const EXTRA_ROW: &str = "row-";

/// A row of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The id of the SDK or data type or the name of the permission; `row-<name>` for rows of the app's people.
    pub key: String,
    /// One cell a column of the list.
    pub cells: Vec<Cell>,
}

/// A cell: text in both languages, maybe of several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The words.
    pub text: Text,
    /// Whether they are an address.
    pub is_link: bool,
}

impl List {
    /// The sentences below the heading.
    pub fn introduction(&self) -> Text {
        if self.rows().next().is_none() {
            return match self.kind {
                Kind::Sdk => Text::new(
                    "本应用未接入收集个人信息的第三方 SDK。",
                    "The app uses no third-party SDK that collects personal information.",
                ),
                Kind::Collected => Text::new(
                    "本应用目前没有需要列明的个人信息收集。",
                    "There is at present no collection of personal information to set out.",
                ),
                Kind::Permissions => Text::new(
                    "本应用不申请需要您授权的系统权限。",
                    "The app asks for no system permission that you have to grant.",
                ),
            };
        }
        match self.kind {
            Kind::Sdk => Text::new(
                "为实现相关功能，本应用接入了下列第三方 SDK。各第三方处理个人信息的具体规则，请一并阅读其隐私政策。",
                "To provide its functions, the app uses the third-party SDKs below. \
                 Please also read the privacy policy of each operator.",
            ),
            Kind::Collected => Text::new(
                "下表列明本应用及所接入的第三方 SDK 收集的个人信息。",
                "The table sets out the personal information that the app and the third-party SDKs in it collect.",
            ),
            Kind::Permissions => Text::new(
                "为实现相关功能，本应用会申请下列系统权限。您可以在系统设置中随时关闭已授予的权限。",
                "To provide its functions, the app asks for the system permissions below. \
                 You can withdraw a permission in the system settings at any time.",
            ),
        }
    }

    /// Every row.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// The lists, and what their reader should know about how they came to be.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The lists, in the order asked for.
    pub lists: Vec<List>,
    /// Rows that were left out, overrides that fit nothing.
    pub notes: Vec<Text>,
}

/// Puts the lists together.
pub fn build(facts: Facts<'_>, options: &Options, overrides: &Overrides) -> Lists {
    let mut out = Lists::default();
    for &kind in &options.kinds {
        out.lists.push(rows::list(facts, kind, options, overrides, &mut out.notes));
    }
    out
}

/// What only the app's people can know stands as a marked placeholder.
pub fn placeholder(what_zh: &str, what_en: &str) -> Text {
    Text::new(format!("【待填写：{what_zh}】"), format!("[to fill in: {what_en}]"))
}

/// The placeholders in a text, with their byte ranges.
pub fn placeholders(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (start, end) in [("【待填写：", "】"), ("[to fill in: ", "]")] {
        for (at, _) in text.match_indices(start) {
            let rest = &text[at + start.len()..];
            // A bracket that a person left open ends with its line.
            let line = rest.lines().next().unwrap_or("");
            let length = line.find(end).map_or(line.len(), |length| length + end.len());
            found.push(at..at + start.len() + length);
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The row of one SDK, ready to paste into a Markdown table, in both languages.
pub fn row_to_paste(context: &Context<'_>, sdk: &Sdk) -> Text {
    let row = rows::sdk_row(Facts::from(context), sdk, Extent::Triggered).pick(Kind::Sdk.columns());
    Text::new(markdown::line(&row, Wording::Zh), markdown::line(&row, Wording::En))
}
