//! The report of `inventory`.

use super::{Style, problems};
use crate::inventory::{Confidence, Inventory};
use crate::project::manifest::Difference;
use crate::report::printable;
use crate::report::summary::coverage;
use crate::report::table::columns;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Span};

/// What the applications carry.
pub fn inventory(inventory: &Inventory, database: &Database, table: &PermissionTable, style: &Style) -> String {
    let mut out = String::new();
    let at = |span: Option<&Span>| {
        span.map(Span::place).map(|place| format!("{}:{}", printable(place.path), place.line)).unwrap_or_default()
    };
    for application in &inventory.applications {
        let variants: Vec<&str> = application.variants.iter().map(|variant| variant.name.as_str()).collect();
        let title = format!("{}  ({})", application.module, variants.join(", "));
        out.push_str(&format!("{}\n", style.bold(&printable(&title))));
        let carries = |applications: &[String]| applications.contains(&application.module);

        let rows: Vec<Vec<String>> = inventory
            .sdks
            .iter()
            .filter(|sdk| carries(&sdk.applications))
            .map(|sdk| {
                let name = sdk.record.display();
                let mut notes = Vec::new();
                if !sdk.ships() {
                    notes.push(sdk.scope.name().to_owned());
                }
                if sdk.confidence == Confidence::Likely {
                    notes.push(style.pick("可能", "likely").to_owned());
                }
                notes.extend(sdk.flavors.iter().cloned());
                notes.extend(sdk.brought_by.iter().map(|by| format!("← {by}")));
                vec![
                    name.get(style.language).to_owned(),
                    sdk.id().to_owned(),
                    printable(sdk.version.as_deref().unwrap_or("-")),
                    database.operator(&sdk.record).get(style.language).to_owned(),
                    at(sdk.evidence.first().map(|evidence| &evidence.at)),
                    printable(&notes.join(" ")),
                ]
            })
            .collect();
        section(&mut out, style, style.pick("SDK", "SDKs"), &rows);

        let rows: Vec<Vec<String>> = inventory
            .permissions
            .iter()
            .filter(|permission| carries(&permission.applications))
            .map(|permission| {
                let label = table.label(&permission.name).map(|label| label.get(style.language).to_owned());
                let mut notes = Vec::new();
                notes.extend(permission.max_sdk.map(|level| format!("≤ {level}")));
                notes.extend(permission.min_sdk.map(|level| format!("≥ {level}")));
                notes.extend(permission.flags.iter().cloned());
                let prefix = format!("{} ", application.module);
                let only: Vec<&str> =
                    permission.variants.iter().filter_map(|variant| variant.strip_prefix(&prefix)).collect();
                notes.extend(match only.as_slice() {
                    [] => None,
                    [one] => Some(format!("{} {one}", style.pick("仅", "only in"))),
                    [one, rest @ ..] => Some(match style.language {
                        Language::Zh => format!("仅 {one} 等 {} 个变体", rest.len() + 1),
                        Language::En => format!("only in {one} and {} more", rest.len()),
                    }),
                });
                notes.extend(permission.implied.is_some().then(|| style.pick("合并时加入", "implied").to_owned()));
                vec![
                    printable(&permission.name),
                    permission.protection.to_owned(),
                    label.unwrap_or_default(),
                    at(permission.evidence.first()),
                    notes.join(" "),
                ]
            })
            .collect();
        section(&mut out, style, style.pick("权限", "Permissions"), &rows);
    }
    let rows: Vec<Vec<String>> = inventory
        .data
        .iter()
        .map(|(id, sources)| {
            let sources: Vec<&str> = sources
                .iter()
                .map(|source| match source {
                    crate::inventory::DataSource::Sdk(id) => id.as_str(),
                    crate::inventory::DataSource::Permission(name) => {
                        name.strip_prefix("android.permission.").unwrap_or(name)
                    }
                })
                .collect();
            vec![Vocabulary::get().label(id).get(style.language).to_owned(), printable(&sources.join(", "))]
        })
        .collect();
    section(&mut out, style, style.pick("可能收集的数据", "Data that may be collected"), &rows);
    let rows: Vec<Vec<String>> = inventory
        .project
        .unresolved
        .iter()
        .map(|item| {
            vec![at(item.evidence.first()), printable(&item.expression), printable(item.reason.get(style.language))]
        })
        .collect();
    section(&mut out, style, style.pick("未能解析", "Not worked out"), &rows);
    out.push_str(&problems(&inventory.problems, style));
    if inventory.applications.is_empty() {
        out.push_str(match style.language {
            Language::Zh => "没有找到应用模块。\n",
            Language::En => "No application module was found.\n",
        });
    }
    out.push_str(&format!("{}\n", coverage(inventory, None, style.language)));
    out
}

/// Where the manifest that a build wrote differs from the static merge.
pub fn merged_manifest(variant: &str, differences: &[Difference], style: &Style) -> String {
    let rows: Vec<Vec<String>> = differences
        .iter()
        .map(|difference| {
            let side = match (&difference.first, &difference.second) {
                (Some(_), None) => style.pick("只在静态合并中", "only in the static merge"),
                (None, _) => style.pick("只在构建产物中", "only in the built manifest"),
                (Some(_), Some(_)) => style.pick("属性不同", "attributes differ"),
            };
            vec![difference.element.to_owned(), printable(&difference.name), side.to_owned()]
        })
        .collect();
    let mut out = String::new();
    let title = match style.language {
        Language::Zh => format!("与构建产物的差异：{variant}"),
        Language::En => format!("Differences from the built manifest: {variant}"),
    };
    if rows.is_empty() {
        out.push_str(&format!(
            "{}\n\n",
            style.pick("与构建产物一致", "The built manifest agrees with the static merge.")
        ));
    }
    section(&mut out, style, &title, &rows);
    out
}

fn section(out: &mut String, style: &Style, title: &str, rows: &[Vec<String>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("{} ({})\n", style.bold(title), rows.len()));
    for line in columns(rows, 2) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push('\n');
}
