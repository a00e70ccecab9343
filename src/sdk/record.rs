//! The shape of a record of the database, as TOML writes it. `sdk-db/README.md` says what each field means.
//!
//! This file is also compiled into the build script, which turns the records into the index.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Words in both languages; either may be missing where a source has only one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One SDK.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Record {
    /// `vendor-product`, fixed once published.
    pub id: String,
    /// The vendor directory.
    pub vendor: String,
    /// The key of the legal entity in the vendor's file; the first that is not former when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// One of [`CATEGORIES`].
    pub category: String,
    /// `cn`, `global`, `lite`, `pro` … where editions differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Fields that no source gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Whether the SDK collects anything at all.
    #[serde(default)]
    pub collects: Collects,
    /// What a policy should link to.
    #[serde(default, rename = "privacy_url")]
    pub privacy_url: Link,
    /// The official site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Names and aliases.
    pub names: Names,
    /// Signs by which the SDK is recognised.
    pub detect: Detect,
    /// SDKs that come along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brings: Vec<Brings>,
    /// Purposes, named once.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub purpose: BTreeMap<String, Bilingual>,
    /// What it collects: one entry a claim.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Fact>,
    /// Permissions that it asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<PermissionFact>,
    /// How consent is told to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consent: Vec<Consent>,
    /// Where the facts come from.
    #[serde(rename = "source")]
    pub sources: Vec<SourceRef>,
}

/// Whether an SDK collects personal data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collects {
    /// It does, or nobody says that it does not.
    #[default]
    Data,
    /// A source says that it collects nothing.
    Nothing,
}

/// A link in one or both languages: a string, or `{ zh, en }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RawLink")]
pub struct Link {
    /// The Chinese page.
    pub zh: String,
    /// The English page.
    pub en: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawLink {
    One(String),
    Both(Bilingual),
}

impl From<RawLink> for Link {
    fn from(raw: RawLink) -> Self {
        match raw {
            RawLink::One(url) => Self { zh: url.clone(), en: url },
            RawLink::Both(Bilingual { zh, en }) => Self {
                zh: if zh.is_empty() { en.clone() } else { zh.clone() },
                en: if en.is_empty() { zh } else { en },
            },
        }
    }
}

/// Names and aliases of an SDK.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// Chinese; the first is shown.
    pub zh: Vec<String>,
    /// English; the first is shown.
    pub en: Vec<String>,
    /// In contracts and filings.
    pub legal: Vec<String>,
    /// Of the past.
    pub former: Vec<String>,
    /// Further wordings of policies.
    pub aliases: Vec<String>,
}

impl Names {
    /// Every list with its name in TOML.
    pub fn lists(&self) -> [(&'static str, &[String]); 5] {
        [
            ("zh", &self.zh),
            ("en", &self.en),
            ("legal", &self.legal),
            ("former", &self.former),
            ("aliases", &self.aliases),
        ]
    }
}

/// Signs by which an SDK is recognised. Unknown keys are found by the check, since serde cannot refuse them here.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Detect {
    /// Each of these alone proves the SDK (but for `meta-data`, which is only ever a hint).
    #[serde(flatten)]
    pub exclusive: Signs,
    /// Several SDKs show these; they never decide alone.
    pub shared: Signs,
}

/// Signs, by kind.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Signs {
    /// `group:artifact`, `*` allowed in the artifact.
    pub maven: Vec<String>,
    /// Gradle plugin ids.
    pub plugins: Vec<String>,
    /// Class-name prefixes (ending with a dot) or whole class names of manifest components.
    pub components: Vec<String>,
    /// Class-name prefixes inside archives.
    pub classes: Vec<String>,
    /// Manifest meta-data keys.
    pub meta_data: Vec<String>,
    /// Names of jar and aar files, with `*`.
    pub files: Vec<String>,
    /// Names of native libraries, with `*`.
    pub native: Vec<String>,
    /// npm packages.
    pub npm: Vec<String>,
    /// pub packages.
    #[serde(rename = "pub")]
    pub pub_packages: Vec<String>,
}

impl Signs {
    /// Every kind with its name in TOML and its signs.
    pub fn by_kind(&self) -> [(&'static str, &[String]); 9] {
        [
            ("maven", &self.maven),
            ("plugins", &self.plugins),
            ("components", &self.components),
            ("classes", &self.classes),
            ("meta-data", &self.meta_data),
            ("files", &self.files),
            ("native", &self.native),
            ("npm", &self.npm),
            ("pub", &self.pub_packages),
        ]
    }
}

/// Another SDK that comes along.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brings {
    /// Its id.
    pub sdk: String,
    /// Only with this coordinate (`*` allowed in the artifact).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The key of the source, where one says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One claim of one source about one data type.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The id of the vocabulary; none where no id fits.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// The vendor's words, where they differ or no id fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether it is always collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub necessity: Option<Necessity>,
    /// The platform that the claim is about.
    #[serde(default)]
    pub platform: Platform,
    /// A key of `[purpose]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// When it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Bilingual>,
    /// What happens to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handling: Vec<Handling>,
    /// What turns it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub switch: Option<Switch>,
    /// Only with this Maven module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The versions that the claim is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<String>,
    /// The key of the source.
    pub source: String,
}

/// Whether a data item or permission is always needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Necessity {
    /// Always, in the SDK's default form.
    Required,
    /// A switchable item that is on by default.
    ExtensionOn,
    /// The vendor calls it optional.
    Optional,
    /// Only when the developer calls the function that needs it.
    OnCall,
    /// A switchable item that is off by default.
    ExtensionOff,
}

/// The platform of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Android.
    #[default]
    Android,
    /// iOS only.
    Ios,
    /// HarmonyOS only.
    Harmony,
    /// Android and iOS.
    Both,
}

impl Platform {
    /// Whether the claim holds for Android.
    pub fn is_android(self) -> bool {
        matches!(self, Self::Android | Self::Both)
    }
}

/// What happens to a data item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handling {
    /// Sent to the vendor.
    Uploaded,
    /// Stays on the device.
    Local,
    /// Only as a hash.
    Hashed,
    /// Derived from other data.
    Derived,
}

/// What turns a data item off.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// `api`, `meta-data`, `module`, `console`, `manifest`.
    pub kind: String,
    /// The method, key or module.
    pub name: String,
    /// `on` or `off`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Who says so, where it is another source than that of the claim; the necessity follows the switch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A permission that an SDK asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionFact {
    /// The full Android name.
    pub name: String,
    /// Whether it is always needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub necessity: Option<Necessity>,
    /// A key of `[purpose]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// When it is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Bilingual>,
    /// Only with this Maven module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// The key of the source.
    pub source: String,
}

/// How consent is told to an SDK.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Class and method as a developer writes them.
    pub call: String,
    /// `before-init`, `after-init` or `any`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The version that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The key of the source.
    pub source: String,
}

/// A page that somebody read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRef {
    /// The name by which facts point at it.
    pub key: String,
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub kind: SourceKind,
    /// The page's own date (`YYYY-MM-DD`), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The day it was read (`YYYY-MM-DD`).
    pub read: String,
    /// How much of it could be read.
    pub coverage: Coverage,
}

/// Who wrote a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The vendor's compliance page for developers.
    VendorCompliance,
    /// The vendor's privacy policy of the SDK.
    VendorPolicy,
    /// Other documentation of the vendor.
    VendorDoc,
    /// A store's disclosure.
    StoreDisclosure,
    /// Somebody else who quotes the vendor.
    ThirdParty,
    /// An app's published SDK list.
    AppList,
}

impl SourceKind {
    /// Whether the vendor itself wrote it.
    pub fn is_vendor(self) -> bool {
        matches!(self, Self::VendorCompliance | Self::VendorPolicy | Self::VendorDoc)
    }
}

/// How much of a source could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// All that concerns the SDK.
    Full,
    /// A good part.
    Partial,
    /// A few lines.
    Excerpt,
}

/// A vendor's file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Vendor {
    /// The name of the directory.
    pub id: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// Words that name the brand but no product.
    #[serde(default)]
    pub brands: Vec<String>,
    /// The brands that are taken for its SDKs wherever a policy names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_sdks: Vec<String>,
    /// It makes phones: its brand beside others of the kind means its push service.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub makes_phones: bool,
    /// Where its pages live.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Legal entities, newest operator first.
    #[serde(rename = "entity")]
    pub entities: Vec<Entity>,
    /// Where that is said.
    #[serde(rename = "source", default)]
    pub sources: Vec<SourceRef>,
}

/// A legal entity of a vendor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// The name by which records point at it.
    pub key: String,
    /// Chinese; empty where no source gives one.
    #[serde(default)]
    pub zh: String,
    /// English; empty where no source gives one.
    #[serde(default)]
    pub en: String,
    /// An operator of the past, still met in policies.
    #[serde(default)]
    pub former: bool,
    /// The key of the source.
    pub source: String,
}

impl Record {
    /// Every name by which a text may call it, each once.
    pub fn spoken_names(&self) -> Vec<String> {
        unique(self.names.lists().into_iter().flat_map(|(_, names)| names).cloned())
    }

    /// Its own Maven groups and Java packages, without a trailing dot, each once.
    pub fn packages(&self) -> Vec<String> {
        let own = &self.detect.exclusive;
        let classes = || own.classes.iter().chain(&own.components).filter(|class| class.ends_with('.'));
        // `com.tencent` is the group of `com.tencent.mmkv`, and the beginning of many other packages.
        let broad = |group: &str| {
            group.matches('.').count() < 2
                && classes().any(|class| class.strip_prefix(group).is_some_and(|rest| rest.len() > 1))
        };
        let groups = own.maven.iter().filter_map(|coordinate| coordinate.split_once(':')).map(|(group, _)| group);
        let (groups, classes) = (groups.filter(|group| !broad(group)), classes());
        unique(classes.map(|class| class.trim_end_matches('.')).chain(groups).map(str::to_owned))
    }
}

impl Vendor {
    /// The names of its legal entities in both languages, each once.
    pub fn entity_names(&self) -> Vec<String> {
        let all = self.entities.iter().flat_map(|entity| [&entity.zh, &entity.en]);
        unique(all.filter(|name| !name.is_empty()).cloned())
    }
}

fn unique(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut list = Vec::new();
    for item in all {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}

/// The categories, each with its zh and en name.
pub const CATEGORIES: &[(&str, &str, &str)] = &[
    ("ads", "广告投放", "advertising"),
    ("ai", "人工智能", "artificial intelligence"),
    ("analytics", "统计分析", "analytics"),
    ("apm", "性能监控", "performance monitoring"),
    ("attribution", "渠道归因", "attribution"),
    ("auth", "登录认证", "sign-in"),
    ("baas", "后端云服务", "backend services"),
    ("config", "远程配置", "remote configuration"),
    ("crash", "崩溃监控", "crash reporting"),
    ("ecommerce", "电商服务", "e-commerce"),
    ("framework", "应用框架", "app framework"),
    ("game", "游戏服务", "game services"),
    ("identifier", "设备标识", "device identification"),
    ("im", "即时通信", "instant messaging"),
    ("location", "定位服务", "location services"),
    ("map", "地图服务", "map services"),
    ("media", "音视频播放", "audio and video playback"),
    ("network", "网络服务", "network services"),
    ("payment", "支付服务", "payment"),
    ("push", "消息推送", "push messages"),
    ("rtc", "实时音视频", "real-time audio and video"),
    ("scan", "扫码", "scanning"),
    ("security", "安全风控", "security and risk control"),
    ("service", "在线客服", "customer service"),
    ("sms", "短信验证", "SMS verification"),
    ("social", "社交分享", "social sharing"),
    ("speech", "语音服务", "speech services"),
    ("storage", "存储服务", "storage services"),
    ("webview", "网页浏览", "web page display"),
];
