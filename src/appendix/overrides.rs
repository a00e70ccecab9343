//! What the app's people say about the lists: cells in their own words, rows of their own, rows left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Column, Kind};

/// Overrides of the lists, as `qingdan.toml` writes them.
///
/// ```toml
/// [sdk."jiguang-jpush"]
/// purpose.zh = "向您推送订单状态"
/// scenario = { zh = "订单状态变化时", en = "when an order changes" }
///
/// [[row]]
/// name.zh = "阿里云服务器"
/// operator.zh = "阿里云计算有限公司"
///
/// [[omit]]
/// sdk = "tencent-mmkv"
/// reason = "只在本机存储，不收集个人信息"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Overrides {
    /// Cells of the SDK list, by SDK and column.
    pub sdk: BTreeMap<String, Cells>,
    /// Cells of the list of collected information, by data type and column.
    pub data: BTreeMap<String, Cells>,
    /// Cells of the permission list, by full permission name and column.
    pub permission: BTreeMap<String, Cells>,
    /// Rows that nothing in the project shows: services that are no SDK.
    pub row: Vec<ExtraRow>,
    /// Rows to leave out.
    pub omit: Vec<Omit>,
}

/// Cells in the words of the app's people.
pub type Cells = BTreeMap<Column, Words>;

/// A row that nothing in the project shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraRow {
    /// The list that it belongs to.
    #[serde(default)]
    pub list: Kind,
    /// Its cells, by column.
    #[serde(flatten)]
    pub cells: Cells,
}

/// A row to leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawOmit")]
pub struct Omit {
    /// The SDK.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sdk: Option<String>,
    /// The data type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// The permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// Why: a row that is left out without a reason is a row forgotten.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOmit {
    sdk: Option<String>,
    data: Option<String>,
    permission: Option<String>,
    reason: String,
}

/// Exactly one of the names says which row it is.
impl TryFrom<RawOmit> for Omit {
    type Error = &'static str;

    fn try_from(RawOmit { sdk, data, permission, reason }: RawOmit) -> Result<Self, Self::Error> {
        match [&sdk, &data, &permission].into_iter().flatten().count() {
            1 => Ok(Self { sdk, data, permission, reason }),
            _ => Err("one of `sdk`, `data` and `permission` says which row to leave out"),
        }
    }
}

/// Words in one or both languages: a string for both, or `{ zh, en }`. A language that is not given keeps its
/// generated words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RawWords")]
pub struct Words {
    /// Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawWords {
    One(String),
    Each { zh: Option<String>, en: Option<String> },
}

impl From<RawWords> for Words {
    fn from(raw: RawWords) -> Self {
        match raw {
            RawWords::One(words) => Self { zh: Some(words.clone()), en: Some(words) },
            RawWords::Each { zh, en } => Self { zh, en },
        }
    }
}

impl Overrides {
    /// The cells that somebody put into words of their own, by the key of the row.
    pub(super) fn all(&self, kind: Kind) -> &BTreeMap<String, Cells> {
        match kind {
            Kind::Sdk => &self.sdk,
            Kind::Collected => &self.data,
            Kind::Permissions => &self.permission,
        }
    }

    /// Why the row is left out, if it is.
    pub fn omitted(&self, kind: Kind, key: &str) -> Option<&str> {
        self.omit.iter().find(|omit| omit.key(kind) == Some(key)).map(|omit| omit.reason.as_str())
    }
}

impl Omit {
    /// The key of the row that it leaves out of the list.
    pub(super) fn key(&self, kind: Kind) -> Option<&str> {
        match kind {
            Kind::Sdk => self.sdk.as_deref(),
            Kind::Collected => self.data.as_deref(),
            Kind::Permissions => self.permission.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_form_is_read() {
        let overrides: Overrides = toml::from_str(
            "[sdk.\"jiguang-jpush\"]\npurpose.zh = \"推送\"\nprivacy = \"https://example.com\"\n\
             [[row]]\nname.zh = \"云\"\n[[omit]]\nsdk = \"x\"\nreason = \"y\"\n",
        )
        .unwrap();
        let cells = &overrides.sdk["jiguang-jpush"];
        assert_eq!(cells[&Column::Purpose], Words { zh: Some("推送".into()), en: None });
        assert_eq!(cells[&Column::Privacy].en.as_deref(), Some("https://example.com"));
        assert_eq!(overrides.row[0].list, Kind::Sdk);
        assert_eq!(overrides.omitted(Kind::Sdk, "x"), Some("y"));
        for omit in ["", "sdk = \"x\"\ndata = \"imei\"\n"] {
            let error = toml::from_str::<Overrides>(&format!("[[omit]]\nreason = \"y\"\n{omit}")).unwrap_err();
            assert!(error.to_string().contains("says which row to leave out"), "{error}");
        }
        let error = toml::from_str::<Overrides>("[sdk.x]\npurpos = \"\"\n").unwrap_err();
        assert!(error.to_string().contains("unknown variant `purpos`"), "{error}");
    }
}
