//! Libraries that no record knows and that deserve a look.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dependency, EvidenceKind, Sdk, Unknown};
use crate::project::library::Archive;
use crate::project::{Project, Scope, Target};
use crate::sdk::database::Database;
use crate::sdk::index::SignKind;
use crate::sdk::no_data::NoData;
use crate::source::Text;

/// Words in a coordinate or file name that speak of what collects data.
const TELLING: &[(&str, &str, &str)] = &[
    ("analytics", "名称像统计 SDK", "its name speaks of analytics"),
    ("statistic", "名称像统计 SDK", "its name speaks of statistics"),
    ("track", "名称像跟踪 SDK", "its name speaks of tracking"),
    ("tracker", "名称像跟踪 SDK", "its name speaks of tracking"),
    ("tracking", "名称像跟踪 SDK", "its name speaks of tracking"),
    ("crash", "名称像崩溃上报 SDK", "its name speaks of crash reports"),
    ("push", "名称像推送 SDK", "its name speaks of push messages"),
    ("advert", "名称像广告 SDK", "its name speaks of advertising"),
    ("ads", "名称像广告 SDK", "its name speaks of advertising"),
    ("login", "名称像登录 SDK", "its name speaks of sign-in"),
    ("oauth", "名称像登录 SDK", "its name speaks of sign-in"),
    ("payment", "名称像支付 SDK", "its name speaks of payment"),
    ("pay", "名称像支付 SDK", "its name speaks of payment"),
    ("location", "名称像定位 SDK", "its name speaks of location"),
    ("map", "名称像地图 SDK", "its name speaks of maps"),
    ("oaid", "名称像设备标识 SDK", "its name speaks of device identifiers"),
    ("deviceid", "名称像设备标识 SDK", "its name speaks of device identifiers"),
    ("captcha", "名称像验证 SDK", "its name speaks of verification"),
    ("sms", "名称像短信 SDK", "its name speaks of text messages"),
    ("face", "名称像人脸识别 SDK", "its name speaks of faces"),
    ("ocr", "名称像证件识别 SDK", "its name speaks of reading documents"),
    ("speech", "名称像语音 SDK", "its name speaks of speech"),
    ("attribution", "名称像归因 SDK", "its name speaks of attribution"),
    ("telemetry", "名称像遥测 SDK", "its name speaks of telemetry"),
    ("feedback", "名称像反馈 SDK", "its name speaks of feedback"),
    ("sdk", "名称带 sdk", "its name says sdk"),
];

/// Shipping libraries that neither a record nor the list of harmless libraries knows and whose name is telling.
pub(super) fn unknown(
    project: &Project,
    database: &Database,
    items: &[Dependency],
    sdks: &[Sdk],
    archives: &BTreeMap<String, Archive>,
    first_party: &[String],
) -> Vec<Unknown> {
    let own: BTreeSet<&str> = project
        .modules
        .iter()
        .filter_map(|module| module.android.namespace.as_ref())
        .map(|namespace| two_parts(&namespace.value))
        .collect();
    let is_ours = |name: &str| {
        own.contains(two_parts(name))
            || first_party.iter().any(|known| name.strip_prefix(known.as_str()).is_some_and(is_end_of_part))
    };
    // An archive whose signs are shared proves nothing alone; beside others it may show an SDK, and is known then.
    let shown: BTreeSet<&str> = sdks
        .iter()
        .flat_map(|sdk| &sdk.evidence)
        .filter(|evidence| evidence.kind == EvidenceKind::LibraryFile)
        .map(|evidence| evidence.at.path())
        .collect();
    let mut unknown: BTreeMap<String, Unknown> = BTreeMap::new();
    for item in items.iter().filter(|item| item.sdks.is_empty() && !item.applications.is_empty()) {
        let module = project.module(&item.module);
        let Some(dependency) = module.and_then(|module| module.dependencies.get(item.position)) else { continue };
        if dependency.scope != Scope::Main {
            continue;
        }
        let (name, version, telling_part) = match &dependency.target {
            Target::External { group, name, version } => {
                let coordinate = format!("{group}:{name}");
                // A coordinate that several SDKs share is known, too.
                let known = !database.find(SignKind::Maven, &coordinate).is_empty();
                if known || is_ours(group) || NoData::get().has_coordinate(&coordinate) {
                    continue;
                }
                (coordinate.clone(), version.clone(), coordinate)
            }
            Target::File { path } => {
                let file = path.rsplit('/').next().unwrap_or(path);
                let ours = archives.get(path).is_some_and(|archive| archive.classes.iter().any(|class| is_ours(class)));
                if ours || shown.contains(path.as_str()) || NoData::get().has_file(file) {
                    continue;
                }
                (path.clone(), super::collect::version_in(file).map(str::to_owned), file.to_owned())
            }
            Target::Project { .. } => continue,
        };
        let Some(sign) = telling(&telling_part) else { continue };
        let entry = unknown.entry(name.clone()).or_insert_with(|| Unknown {
            name,
            version,
            sign,
            module: item.module.clone(),
            applications: item.applications.clone(),
            evidence: Vec::new(),
        });
        super::collect::push_new(&mut entry.evidence, &dependency.evidence);
    }
    unknown.into_values().collect()
}

fn is_end_of_part(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['.', ':'])
}

/// What makes a name worth a look. Short words count only by themselves: `map` is not in `bitmap`.
fn telling(name: &str) -> Option<Text> {
    let lower = name.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let says = |word: &str| if word.len() <= 5 { words.contains(&word) } else { lower.contains(word) };
    TELLING.iter().find(|(word, ..)| says(word)).map(|(_, zh, en)| Text::new(*zh, *en))
}

/// The first two parts of a dotted name.
fn two_parts(name: &str) -> &str {
    name.match_indices('.').nth(1).map_or(name, |(at, _)| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_count_only_by_themselves() {
        assert!(telling("com.x:bitmap-utils").is_none());
        assert!(telling("com.x:map-view").is_some());
        assert!(telling("com.x:roads").is_none());
        assert!(telling("com.x:myanalytics").is_some());
    }
}
