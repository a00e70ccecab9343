//! The table of the report: each data type, what brings it in, and what the policy says of it.

use super::{Words, escape};
use crate::inventory::{DataSource, Sdk};
use crate::policy::{Polarity, Policy};
use crate::report::Report;
use crate::rules::{Cover, cover_in_entry, cover_in_policy, entries_of};
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Span;

/// What the policy says of one data type of one source.
struct Said {
    class: &'static str,
    label: &'static str,
    at: Option<Span>,
}

/// The section with the table.
pub(super) fn section(report: &Report<'_>, database: &Database, words: Words) -> String {
    let inventory = report.inventory;
    let mut out =
        format!("<h2 id=\"inventory\">{}</h2>\n", words.pick("数据、来源与声明", "Data, sources and declarations"));
    if inventory.data.is_empty() {
        out.push_str(&format!(
            "<p>{}</p>\n",
            words.pick(
                "没有发现会收集个人信息的 SDK 或权限。",
                "No SDK or permission that collects personal data was found."
            )
        ));
        return out;
    }
    let heads = [
        words.pick("个人信息", "data type"),
        words.pick("来源", "source"),
        words.pick("必要性", "necessity"),
        words.pick("隐私政策", "policy"),
    ];
    out.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
    for head in heads {
        out.push_str(&format!("<th scope=\"col\">{head}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (data, sources) in &inventory.data {
        let label = Vocabulary::get().label(data);
        for source in sources {
            let (name, id, necessity, applications, said) = match source {
                DataSource::Sdk(id) => {
                    let sdk = inventory.sdk(id);
                    let name = database.record(id).map(|record| record.display().get(words.language).to_owned());
                    let required = sdk.is_some_and(|sdk| {
                        sdk.data().iter().any(|fact| fact.data == data.as_str() && fact.is_required())
                    });
                    let necessity =
                        if required { words.pick("必选", "required") } else { words.pick("可选", "optional") };
                    let applications = sdk.map(|sdk| sdk.applications.clone()).unwrap_or_default();
                    let said = sdk.map(|sdk| by_sdk(report.policy, sdk, data, words));
                    (name.unwrap_or_else(|| id.clone()), id.as_str(), necessity, applications, said)
                }
                DataSource::Permission(name) => {
                    let permission = inventory.permissions.iter().find(|permission| permission.name == *name);
                    let label = PermissionTable::get().label(name);
                    let label = label.map_or_else(|| name.clone(), |label| label.get(words.language).to_owned());
                    let label = format!("{label} {}", name.strip_prefix("android.permission.").unwrap_or(name));
                    let applications = permission.map(|permission| permission.applications.clone());
                    let necessity = words.pick("申请权限", "permission");
                    let said = Some(by_policy(report.policy, data, words));
                    (label, "", necessity, applications.unwrap_or_default(), said)
                }
            };
            let Some(said) = said else { continue };
            let at = said.at.map(|at| format!(" <code>{}:{}</code>", escape(at.path()), at.line())).unwrap_or_default();
            out.push_str(&format!(
                "<tr data-sdk=\"{}\" data-applications=\"{}\"><th scope=\"row\">{}</th>\
                 <td data-label=\"{}\">{}</td><td data-label=\"{}\">{necessity}</td>\
                 <td data-label=\"{}\"><span class=\"{}\">{}</span>{at}</td></tr>\n",
                escape(id),
                escape(&applications.join(" ")),
                escape(label.get(words.language)),
                heads[1],
                escape(&name),
                heads[2],
                heads[3],
                said.class,
                said.label,
            ));
        }
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}

/// An SDK's data counts as declared in its own entry; the text as a whole stands in only where entries hold no data.
fn by_sdk(policy: &Policy, sdk: &Sdk, data: &str, words: Words) -> Said {
    let entries = entries_of(policy, sdk.id());
    if entries.is_empty() {
        return Said { class: "missing", label: words.pick("未写该 SDK", "SDK not named"), at: None };
    }
    if entries.iter().all(|entry| entry.data.is_empty()) {
        return by_policy(policy, data, words);
    }
    said(policy, cover_in_entry(&entries, Vocabulary::get(), data), data, words)
}

fn by_policy(policy: &Policy, data: &str, words: Words) -> Said {
    said(policy, cover_in_policy(policy, Vocabulary::get(), data), data, words)
}

fn said(policy: &Policy, cover: Cover, data: &str, words: Words) -> Said {
    let first = |places: Vec<Span>| places.into_iter().next();
    match cover {
        Cover::Specific(places) => {
            Said { class: "specific", label: words.pick("已写明", "named"), at: first(places) }
        }
        Cover::Generic(places) => {
            Said { class: "generic", label: words.pick("笼统涵盖", "generic term only"), at: first(places) }
        }
        Cover::None => {
            let denied = policy.data.iter().find(|said| said.polarity == Polarity::Denied && said.data == data);
            match denied {
                Some(denied) => Said {
                    class: "denied",
                    label: words.pick("声称不收集", "denied"),
                    at: denied.mentions.first().cloned(),
                },
                None => Said { class: "missing", label: words.pick("未写", "missing"), at: None },
            }
        }
    }
}
