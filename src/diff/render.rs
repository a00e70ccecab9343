//! The changes as text, JSON and Markdown.

use serde_json::{Map, Value, json};

use super::{Change, Compared, Diff};
use crate::report::printable;
use crate::source::Language;

fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn join(language: Language, items: &[String]) -> String {
    items.join(pick(language, "、", ", "))
}

/// A sentence that says what matters: what comes and what of it the policy does not mention.
pub fn summary(diff: &Diff, language: Language) -> String {
    let names = |list: &[Change]| list.iter().map(|change| title(change, language)).collect::<Vec<_>>();
    let mut parts = Vec::new();
    for (list, zh, en) in [
        (&diff.sdks_added, "新增 SDK：", "adds "),
        (&diff.data_added, "新增收集：", "newly collects "),
        (&diff.permissions_added, "新增申请权限：", "asks for "),
    ] {
        if !list.is_empty() {
            parts.push(format!("{}{}", pick(language, zh, en), join(language, &names(list))));
        }
    }
    if parts.is_empty() {
        return match (diff.is_empty(), language) {
            (true, Language::Zh) => "本次变更不影响 SDK、权限和个人信息收集。".into(),
            (true, Language::En) => "This change does not touch SDKs, permissions or data.".into(),
            (false, Language::Zh) => "本次变更没有新增 SDK、权限或个人信息类型。".into(),
            (false, Language::En) => "This change adds no SDK, permission or type of data.".into(),
        };
    }
    let open: Vec<String> = diff.undeclared().map(|change| title(change, language)).collect();
    let said = parts.join(pick(language, "；", "; "));
    let rest = match (diff.policy, open.is_empty(), language) {
        (Compared::Nothing, _, Language::Zh) => "没有给出隐私政策，无法核对是否已写明（用 --policy 指定）".into(),
        (Compared::Nothing, _, Language::En) => "no policy text was given to compare with (--policy names one)".into(),
        (Compared::Missing, true, Language::Zh) => "没有找到隐私政策；以上内容无需在其中写明".into(),
        (Compared::Missing, true, Language::En) => {
            "no privacy policy was found; nothing of this has to be declared in one".into()
        }
        (Compared::Read, true, Language::Zh) => "需要写明的内容，隐私政策均已提到".into(),
        (Compared::Read, true, Language::En) => "the policy mentions all of it that has to be declared".into(),
        (Compared::Missing, false, Language::Zh) => {
            format!("没有找到隐私政策，以下内容均未写明：{}", join(language, &open))
        }
        (Compared::Missing, false, Language::En) => {
            format!("no privacy policy was found, so nothing declares {}", join(language, &open))
        }
        (Compared::Read, false, Language::Zh) => format!("隐私政策没有提到：{}", join(language, &open)),
        (Compared::Read, false, Language::En) => format!("the policy does not mention {}", join(language, &open)),
    };
    match language {
        Language::Zh => format!("本次变更{said}。{rest}。"),
        Language::En => format!("This change {said}. {}{}.", rest[..1].to_uppercase(), &rest[1..]),
    }
}

/// The name with the versions and the SDKs behind it.
fn title(change: &Change, language: Language) -> String {
    let name = change.name.get(language);
    match &change.versions {
        (None, Some(version)) | (Some(version), None) => format!("{name} {version}"),
        (Some(old), Some(new)) => format!("{name} {old} → {new}"),
        (None, None) => name.to_owned(),
    }
}

fn heading(list: &str, language: Language) -> &'static str {
    let (zh, en) = match list {
        "sdks_added" => ("新增 SDK", "SDKs added"),
        "sdks_changed" => ("SDK 版本变化", "SDK versions changed"),
        "sdks_removed" => ("移除 SDK", "SDKs removed"),
        "data_added" => ("新增个人信息类型", "Data types added"),
        "data_removed" => ("不再涉及的个人信息类型", "Data types removed"),
        "permissions_added" => ("新增权限", "Permissions added"),
        _ => ("移除权限", "Permissions removed"),
    };
    pick(language, zh, en)
}

fn detail(change: &Change, language: Language) -> String {
    let mut out = title(change, language);
    if change.id.contains('.') && change.name.get(language) != change.id {
        out.push_str(&format!(" ({})", change.id));
    }
    if !change.through.is_empty() {
        let through: Vec<String> = change.through.iter().map(|name| name.get(language).to_owned()).collect();
        out.push_str(&format!(" ← {}", join(language, &through)));
    }
    out
}

fn mark(change: &Change, language: Language) -> &'static str {
    match change.declared {
        Some(true) => pick(language, "已写明", "declared"),
        Some(false) => pick(language, "未写明", "not declared"),
        None => "",
    }
}

/// For a terminal.
pub fn human(diff: &Diff, language: Language) -> String {
    let mut out = format!("{}\n", summary(diff, language));
    for (name, list) in diff.lists() {
        if list.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", heading(name, language)));
        let sign = if name.ends_with("added") {
            '+'
        } else if name.ends_with("removed") {
            '-'
        } else {
            '~'
        };
        for change in list {
            let mark = mark(change, language);
            let mark = if mark.is_empty() { String::new() } else { format!("  [{mark}]") };
            out.push_str(&format!("  {sign} {}{mark}\n", detail(change, language)));
        }
    }
    printable(&out)
}

/// For the comment of a pull request. The hidden first line lets a job find its own comment again.
pub fn markdown(diff: &Diff, language: Language) -> String {
    let title = pick(language, "数据清单变化", "What changes in the data inventory");
    let mut out = format!("<!-- qingdan:diff -->\n### {title}\n\n{}\n", escape(&summary(diff, language)));
    for (name, list) in diff.lists() {
        if list.is_empty() {
            continue;
        }
        out.push_str(&format!("\n**{}**\n\n", heading(name, language)));
        for change in list {
            let mark = mark(change, language);
            let mark = match change.declared {
                Some(false) => format!(" — **{mark}**"),
                Some(true) => format!(" — {mark}"),
                None => String::new(),
            };
            out.push_str(&format!("- {}{mark}\n", escape(&detail(change, language))));
        }
    }
    printable(&out)
}

/// Names of packages are not emphasis, and no name is markup or calls for a person.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('*', "\\*").replace('_', "\\_").replace('@', "@\u{200b}")
}

/// `qingdan/diff/1`.
pub fn json(diff: &Diff, language: Language) -> Value {
    let change = |change: &Change| {
        json!({
            "id": change.id,
            "name": {"zh": change.name.zh, "en": change.name.en},
            "old_version": change.versions.0,
            "new_version": change.versions.1,
            "through": change.through.iter().map(|name| json!({"zh": name.zh, "en": name.en})).collect::<Vec<_>>(),
            "declared": change.declared,
        })
    };
    let mut map = Map::new();
    map.insert("schema".into(), json!("qingdan/diff/1"));
    map.insert("summary".into(), json!(summary(diff, language)));
    map.insert("policy".into(), json!(diff.policy == Compared::Read));
    for (name, list) in diff.lists() {
        map.insert(name.into(), list.iter().map(change).collect());
    }
    map.insert("undeclared".into(), diff.undeclared().map(|change| json!(change.id)).collect());
    Value::Object(map)
}
