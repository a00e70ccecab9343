//! The permission table: what a permission is called, who grants it, and what data it opens.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::Text;

/// The table of `sdk-db/permissions.toml`.
#[derive(Debug, Default)]
pub struct PermissionTable {
    permissions: Vec<KnownPermission>,
    by_name: BTreeMap<String, usize>,
    /// Entries whose name holds a `*`.
    patterns: Vec<usize>,
}

/// One permission, or one family of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownPermission {
    /// The full name; one `*` stands for any text.
    pub name: String,
    /// Who grants it.
    pub protection: Protection,
    /// The group in which the user is asked.
    pub group: Option<String>,
    /// The first API level that knows it; 4 means 4 or earlier.
    pub since: Option<u32>,
    /// The data types that it opens, the one that it is mainly for first.
    pub opens: Vec<String>,
    /// Whether the name of the permission says what data it opens.
    #[serde(default)]
    pub names_data: bool,
    /// The system asks nobody for it, and yet the data that it opens is sensitive.
    #[serde(default)]
    pub disclose: bool,
    /// Permissions that a policy explains along with this one.
    #[serde(default)]
    pub covers: Vec<String>,
    zh: String,
    en: String,
    /// Surface forms that name the permission wherever they stand.
    #[serde(default)]
    pub words: Words,
    /// Short forms that name it only beside a word such as 权限, or in a table of permissions.
    #[serde(default)]
    pub near: Words,
}

/// Words of both languages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    #[serde(default)]
    pub zh: Vec<String>,
    /// English.
    #[serde(default)]
    pub en: Vec<String>,
}

/// Who grants a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protection {
    /// The user is asked.
    Dangerous,
    /// Granted at installation.
    Normal,
    /// Only for the system or its maker, or asked of callers by a service.
    Signature,
    /// The user grants it in the settings.
    Special,
    /// Not known.
    Unknown,
}

impl Protection {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dangerous => "dangerous",
            Self::Normal => "normal",
            Self::Signature => "signature",
            Self::Special => "special",
            Self::Unknown => "unknown",
        }
    }
}

impl KnownPermission {
    /// What it is called.
    pub fn label(&self) -> Text {
        Text::new(&self.zh, &self.en)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    permission: Vec<KnownPermission>,
}

static TABLE: LazyLock<PermissionTable> = LazyLock::new(|| {
    // The file is part of the program and a test parses it, so it cannot fail; an empty table stands in.
    let file = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/permissions.json")));
    file.map(PermissionTable::of).unwrap_or_default()
});

impl PermissionTable {
    /// The table that comes with the program; parsed at first use.
    pub fn get() -> &'static Self {
        &TABLE
    }

    /// Reads a table.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text).map(Self::of)
    }

    fn of(File { permission: permissions }: File) -> Self {
        let by_name = permissions.iter().enumerate().map(|(at, permission)| (permission.name.clone(), at)).collect();
        let patterns = (0..permissions.len()).filter(|&at| permissions[at].name.contains('*')).collect();
        Self { permissions, by_name, patterns }
    }

    /// All entries, in the order of the file.
    pub fn permissions(&self) -> &[KnownPermission] {
        &self.permissions
    }

    /// The entry for a permission; one of its own before one of a family.
    pub fn permission(&self, name: &str) -> Option<&KnownPermission> {
        let own = self.by_name.get(name).copied();
        let at = own.or_else(|| self.patterns.iter().copied().find(|&at| fits(&self.permissions[at].name, name)))?;
        self.permissions.get(at)
    }

    /// What the permission is called.
    pub fn label(&self, name: &str) -> Option<Text> {
        self.permission(name).map(KnownPermission::label)
    }

    /// Who grants the permission, as the JSON output names it.
    pub fn protection(&self, name: &str) -> &'static str {
        self.permission(name).map_or(Protection::Unknown, |permission| permission.protection).name()
    }

    /// The data types that the permission opens, the one that it is mainly for first.
    pub fn data(&self, name: &str) -> &[String] {
        self.permission(name).map_or(&[], |permission| &permission.opens)
    }

    /// Whether a policy must explain the data behind the permission: the user decides on it or it is sensitive
    /// all the same, and it opens some.
    pub fn needs_disclosure(&self, name: &str) -> bool {
        self.permission(name).is_some_and(|permission| {
            let asked = matches!(permission.protection, Protection::Dangerous | Protection::Special);
            (asked || permission.disclose) && !permission.opens.is_empty()
        })
    }

    /// Whether the name of the permission says what data it opens.
    pub fn names_its_data(&self, name: &str) -> bool {
        self.permission(name).is_some_and(|permission| permission.names_data)
    }

    /// Whether a policy that explains `said` has explained `requested`.
    pub fn stands_for(&self, said: &str, requested: &str) -> bool {
        said == requested
            || self
                .permission(said)
                .is_some_and(|permission| permission.covers.iter().any(|covered| fits(covered, requested)))
    }
}

/// Whether a name is of the form of a pattern with at most one `*`.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The dangerous permissions of the permission dump of API level 36.
    const DANGEROUS: &str = "\
        ACCEPT_HANDOVER ACCESS_BACKGROUND_LOCATION ACCESS_COARSE_LOCATION ACCESS_FINE_LOCATION ACCESS_MEDIA_LOCATION \
        ACTIVITY_RECOGNITION ANSWER_PHONE_CALLS BLUETOOTH_ADVERTISE BLUETOOTH_CONNECT BLUETOOTH_SCAN BODY_SENSORS \
        BODY_SENSORS_BACKGROUND CALL_PHONE CAMERA EYE_TRACKING_COARSE EYE_TRACKING_FINE FACE_TRACKING GET_ACCOUNTS \
        HAND_TRACKING HEAD_TRACKING NEARBY_WIFI_DEVICES POST_NOTIFICATIONS PROCESS_OUTGOING_CALLS RANGING READ_CALENDAR \
        READ_CALL_LOG READ_CELL_BROADCASTS READ_CONTACTS READ_EXTERNAL_STORAGE READ_MEDIA_AUDIO READ_MEDIA_IMAGES \
        READ_MEDIA_VIDEO READ_MEDIA_VISUAL_USER_SELECTED READ_PHONE_NUMBERS READ_PHONE_STATE READ_SMS RECEIVE_MMS \
        RECEIVE_SMS RECEIVE_WAP_PUSH RECORD_AUDIO SCENE_UNDERSTANDING_COARSE SCENE_UNDERSTANDING_FINE SEND_SMS USE_SIP \
        UWB_RANGING WRITE_CALENDAR WRITE_CALL_LOG WRITE_CONTACTS WRITE_EXTERNAL_STORAGE";

    fn table() -> PermissionTable {
        PermissionTable::parse(include_str!("../../sdk-db/permissions.toml")).unwrap()
    }

    #[test]
    fn all_dangerous_permissions_are_there_and_no_other_of_the_framework() {
        let expected: BTreeSet<String> = DANGEROUS
            .split_whitespace()
            .map(|name| format!("android.permission.{name}"))
            .chain(["com.android.voicemail.permission.ADD_VOICEMAIL".to_owned()])
            .collect();
        assert_eq!(expected.len(), 50);
        let outside = |name: &str| {
            name.starts_with("android.permission.health.") || name == "com.android.permission.GET_INSTALLED_APPS"
        };
        let table = table();
        let found: BTreeSet<String> = table
            .permissions()
            .iter()
            .filter(|permission| permission.protection == Protection::Dangerous && !outside(&permission.name))
            .map(|permission| permission.name.clone())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn entries_are_well_formed() {
        let table = table();
        let mut names = BTreeSet::new();
        for permission in table.permissions() {
            let name = &permission.name;
            assert!(names.insert(name), "{name} stands twice");
            assert!(name.contains('.') && name.matches('*').count() <= 1, "{name}");
            assert!(!permission.zh.trim().is_empty() && !permission.en.trim().is_empty(), "{name} has no label");
            assert!(permission.since.is_none_or(|level| (4..=36).contains(&level)), "{name}");
            if permission.protection == Protection::Dangerous {
                assert!(!permission.words.zh.is_empty() && !permission.words.en.is_empty(), "{name} has no words");
            }
            assert!(!permission.names_data || !permission.opens.is_empty(), "{name} names data and opens none");
            let opened: BTreeSet<&String> = permission.opens.iter().collect();
            assert_eq!(opened.len(), permission.opens.len(), "{name} opens a type twice");
            for covered in &permission.covers {
                assert!(table.permission(covered).is_some(), "{name} covers the unknown {covered}");
            }
            let Words { zh, en } = &permission.words;
            for (words, near) in [(zh, &permission.near.zh), (en, &permission.near.en)] {
                let mut seen = BTreeSet::new();
                for word in words.iter().chain(near) {
                    assert!(!word.is_empty() && word.trim() == word, "{name}: {word:?}");
                    assert!(seen.insert(word.to_lowercase()), "{name}: {word} stands twice");
                }
            }
            for word in zh {
                assert!(word.chars().count() >= 3, "{name}: {word} is too short to stand alone");
            }
        }
    }

    #[test]
    fn families_and_coverings_are_found() {
        let table = PermissionTable::get();
        assert_eq!(table.protection("android.permission.health.READ_HEART_RATE"), "dangerous");
        assert_eq!(table.protection("com.example.permission.C2D_MESSAGE"), "signature");
        assert_eq!(table.protection("com.example.OWN"), "unknown");
        assert_eq!(table.data("android.permission.CAMERA")[0], "camera");
        assert!(table.needs_disclosure("android.permission.READ_CONTACTS"));
        assert!(!table.needs_disclosure("android.permission.CALL_PHONE"));
        assert!(!table.needs_disclosure("android.permission.INTERNET"));
        assert!(
            table.stands_for("android.permission.ACCESS_FINE_LOCATION", "android.permission.ACCESS_COARSE_LOCATION")
        );
        assert!(
            !table.stands_for("android.permission.ACCESS_COARSE_LOCATION", "android.permission.ACCESS_FINE_LOCATION")
        );
        assert!(table.stands_for("android.permission.BODY_SENSORS", "android.permission.health.READ_HEART_RATE"));
    }
}
