//! What stands in the rows: the facts of the inventory, then the words of the app's people over them.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{clauses, data, data_of, enumerate, family, order, sdks, sentence, types};
use super::overrides::Cells;
use super::{Cell, Column, EXTRA_ROW, Extent, Facts, Group, Kind, List, Options, Overrides, Row, placeholder};
use crate::inventory::{Permission, Sdk};
use crate::sdk::facts::CurrentData;
use crate::sdk::record::{CATEGORIES, Collects};
use crate::source::Text;

/// How many purposes a row names: more are not read.
const PURPOSES: usize = 4;

/// A row with every column that its list may show.
pub(super) struct Full {
    key: String,
    group: Text,
    cells: BTreeMap<Column, Cell>,
}

impl Full {
    fn new(key: impl Into<String>, group: Text) -> Self {
        Self { key: key.into(), group: sentence(group), cells: BTreeMap::new() }
    }

    /// Names and numbers, as they are.
    fn name(mut self, column: Column, text: Text) -> Self {
        self.cells.insert(column, Cell { text, is_link: false });
        self
    }

    /// Words.
    fn set(self, column: Column, text: Text) -> Self {
        self.name(column, sentence(text))
    }

    fn link(mut self, column: Column, text: Text) -> Self {
        let is_link = text.zh.starts_with("http") || text.en.starts_with("http");
        self.cells.insert(column, Cell { text, is_link });
        self
    }

    fn over(&mut self, cells: &Cells) {
        for (column, words) in cells {
            let cell = self.cells.entry(*column).or_default();
            if let Some(zh) = &words.zh {
                cell.text.zh.clone_from(zh);
            }
            if let Some(en) = &words.en {
                cell.text.en.clone_from(en);
            }
            cell.is_link = cell.text.zh.starts_with("http") || cell.text.en.starts_with("http");
        }
    }

    /// The row with these columns alone.
    pub(super) fn pick(&self, columns: &[Column]) -> Row {
        let cell = |column: &Column| self.cells.get(column).cloned().unwrap_or_default();
        Row { key: self.key.clone(), cells: columns.iter().map(cell).collect() }
    }
}

/// One list.
pub(super) fn list(
    facts: Facts<'_>,
    kind: Kind,
    options: &Options,
    overrides: &Overrides,
    notes: &mut Vec<Text>,
) -> List {
    let mut rows = match kind {
        Kind::Sdk => sdk_rows(facts, options.extent),
        Kind::Collected => collected_rows(facts, options.extent),
        Kind::Permissions => permission_rows(facts, options.extent),
    };
    notes.extend(unused(kind, overrides, &rows));
    rows.retain(|row| match overrides.omitted(kind, &row.key) {
        Some(reason) => {
            let title = kind.title();
            notes.push(Text::new(
                format!("{}：未列出 {}，原因：{reason}", title.zh, row.key),
                format!("{}: {} is left out: {reason}", title.en, row.key),
            ));
            false
        }
        None => true,
    });
    for row in &mut rows {
        if let Some(cells) = overrides.all(kind).get(&row.key) {
            row.over(cells);
        }
    }
    for extra in overrides.row.iter().filter(|extra| extra.list == kind) {
        rows.push(extra_row(kind, &extra.cells));
    }
    let chosen: Vec<Column> =
        options.columns.iter().copied().filter(|column| kind.all_columns().contains(column)).collect();
    let columns = if chosen.is_empty() { kind.columns().to_vec() } else { chosen };
    let mut groups: Vec<(Text, Vec<Full>)> = Vec::new();
    for row in rows {
        let title = if options.grouped && kind != Kind::Permissions { row.group.clone() } else { Text::default() };
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((title, vec![row])),
        }
    }
    let mut number = 0;
    let groups = groups
        .into_iter()
        .map(|(title, rows)| {
            let rows = rows
                .into_iter()
                .map(|row| {
                    number += 1;
                    row.name(Column::Number, Text::new(number.to_string(), number.to_string())).pick(&columns)
                })
                .collect();
            Group { title, rows }
        })
        .collect();
    List { kind, columns, groups }
}

/// What the app's people say about rows and columns that the list does not have.
fn unused(kind: Kind, overrides: &Overrides, rows: &[Full]) -> Vec<Text> {
    let name = kind.omitted_by();
    let listed = |key: &str| rows.iter().any(|row| row.key == key);
    let cells = overrides.all(kind).keys().map(|key| (format!("[{name}.\"{key}\"]"), key.as_str()));
    let omits = overrides.omit.iter().filter_map(|omit| omit.key(kind));
    let omits = omits.map(|key| (format!("[[omit]] {name} = \"{key}\""), key));
    let mut notes: Vec<Text> = cells
        .chain(omits)
        .filter(|(_, key)| !listed(key))
        .map(|(said, _)| {
            let title = kind.title();
            Text::new(
                format!("qingdan.toml 的 {said} 没有用到：{}中没有这一行", title.zh),
                format!("{said} of qingdan.toml is not used: the {} has no such row", lower(&title.en)),
            )
        })
        .collect();
    let cells = overrides.all(kind).iter().map(|(key, cells)| (format!("[{name}.\"{key}\"]"), cells));
    let rows = overrides.row.iter().filter(|row| row.list == kind).map(|row| ("[[row]]".to_owned(), &row.cells));
    for (said, cells) in cells.chain(rows) {
        for column in cells.keys().filter(|column| !kind.all_columns().contains(column)) {
            let (title, column) = (kind.title(), column.name());
            notes.push(Text::new(
                format!("qingdan.toml 的 {said} 中的 {column} 没有用到：{}没有这一列", title.zh),
                format!(
                    "`{column}` in {said} of qingdan.toml is not used: the {} has no such column",
                    lower(&title.en)
                ),
            ));
        }
    }
    notes
}

/// A heading inside a sentence.
fn lower(title: &str) -> String {
    title.replacen("List", "list", 1)
}

/// A row that nothing in the project shows. What its author left open is to be filled in, since nobody else knows.
fn extra_row(kind: Kind, cells: &Cells) -> Full {
    let first = kind.columns()[0];
    let name = cells.get(&first).and_then(|words| words.zh.as_deref().or(words.en.as_deref())).unwrap_or("");
    let mut row = Full::new(format!("{EXTRA_ROW}{name}"), Text::new("其他服务", "other services"));
    for &column in kind.columns() {
        let title = column.title(kind);
        row = row.set(column, placeholder(&title.zh, &title.en.to_lowercase()));
    }
    if kind == Kind::Sdk {
        row = row.set(Column::Permissions, none());
    }
    row.over(cells);
    row
}

fn none() -> Text {
    Text::new("无", "none")
}

fn or_fill(text: Text, what_zh: &str, what_en: &str) -> Text {
    let open = placeholder(what_zh, what_en);
    let or = |text: String, open: String| if text.is_empty() { open } else { text };
    Text::new(or(text.zh, open.zh), or(text.en, open.en))
}

fn scenario() -> Text {
    placeholder("使用场景", "scenario")
}

/// What the items are for.
fn purposes<'a>(facts: impl Iterator<Item = &'a CurrentData<'a>>) -> Text {
    most_frequent(facts.filter_map(|fact| fact.purpose).map(|purpose| Text::new(&purpose.zh, &purpose.en)))
}

/// Purposes, the most frequent first.
fn most_frequent(purposes: impl Iterator<Item = Text>) -> Text {
    let mut counted: Vec<(usize, Text)> = Vec::new();
    for text in purposes {
        match counted.iter_mut().find(|(_, known)| *known == text) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, text)),
        }
    }
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let texts: Vec<Text> = counted.into_iter().take(PURPOSES).map(|(_, text)| text).collect();
    clauses(&texts)
}

fn data_facts<'a>(facts: Facts<'_>, sdk: &'a Sdk, extent: Extent) -> Vec<CurrentData<'a>> {
    let mut list = match extent {
        Extent::Triggered => facts.inventory.triggered(sdk, facts.permissions),
        Extent::All => sdk.record.current_data(),
    };
    list.sort_by_key(|fact| order(facts.vocabulary, fact.data));
    list
}

fn sdk_rows(facts: Facts<'_>, extent: Extent) -> Vec<Full> {
    let mut rows: Vec<Full> = facts.inventory.shipped().map(|sdk| sdk_row(facts, sdk, extent)).collect();
    // Categories in the order of the database, then ids: a new SDK never moves the others.
    let place = |row: &Full| CATEGORIES.iter().position(|(_, zh, _)| *zh == row.group.zh);
    rows.sort_by(|a, b| (place(a), &a.key).cmp(&(place(b), &b.key)));
    rows
}

/// The row of one SDK.
pub(super) fn sdk_row(facts: Facts<'_>, sdk: &Sdk, extent: Extent) -> Full {
    let record = &sdk.record;
    let known = data_facts(facts, sdk, extent);
    let labels = |required: bool| -> Text {
        let list = known.iter().filter(|fact| fact.is_required() == required);
        let list: Vec<(&str, Text)> = list.map(|fact| (fact.data, data_of(facts.vocabulary, record, fact))).collect();
        types(facts.vocabulary, &list)
    };
    let asked = |name: &str| facts.inventory.permissions.iter().any(|permission| permission.name == name);
    let permissions: Vec<Text> = record
        .current_permissions()
        .iter()
        .filter(|permission| extent == Extent::All || asked(permission.name))
        .map(|permission| facts.permissions.label(permission.name).unwrap_or_else(|| same(permission.name)))
        .collect();
    let permissions = if permissions.is_empty() { none() } else { enumerate(&permissions) };
    let category = CATEGORIES.iter().find(|(id, _, _)| *id == record.category);
    let category = category.map_or_else(|| same(&record.category), |(_, zh, en)| Text::new(*zh, *en));
    let name = record.display();
    let name = package(sdk).map_or_else(|| name.clone(), |package| with_package(&name, package));
    let site = same(record.site.as_deref().unwrap_or_default());
    // What the SDK is for stands before what each item is for, since no vendor repeats it at every item; but where the
    // items say it, once is enough.
    let reasons = purposes(known.iter());
    let purpose = |category: &str, reasons: &str, colon: &str| match reasons {
        "" => category.to_owned(),
        _ if reasons.to_lowercase().contains(&category.to_lowercase()) => reasons.to_owned(),
        _ => format!("{category}{colon}{reasons}"),
    };
    let purpose = Text::new(purpose(&category.zh, &reasons.zh, "："), purpose(&category.en, &reasons.en, ": "));
    // An SDK of which a source says that it collects nothing is named all the same: the list is of all SDKs.
    let (data, method) = match record.collects {
        Collects::Nothing => (none(), Text::new("不涉及", "not applicable")),
        _ => (data_cell(labels(true), labels(false)), Text::new("SDK 本机采集", "collected by the SDK on the device")),
    };
    Full::new(&record.id, category.clone())
        .name(Column::Name, name)
        .name(Column::Version, or_fill(same(sdk.version.as_deref().unwrap_or_default()), "SDK 版本", "version"))
        .set(Column::Category, category)
        .name(Column::Operator, or_fill(facts.database.operator(record), "运营方名称", "operator"))
        .set(Column::Purpose, purpose)
        .set(Column::Scenario, scenario())
        .set(Column::Data, data)
        .set(Column::Permissions, permissions)
        .set(Column::Method, method)
        .link(
            Column::Privacy,
            or_fill(Text::new(&record.privacy_url.zh, &record.privacy_url.en), "隐私政策链接", "privacy policy link"),
        )
        .link(Column::Site, or_fill(site, "官网链接", "official website"))
}

/// The name of an SDK, and below it the package, which is often longer than the column is wide.
fn with_package(name: &Text, package: &str) -> Text {
    Text::new(format!("{}\n{package}", name.zh), format!("{}\n{package}", name.en))
}

fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// Required and optional items, told apart: a line for each.
fn data_cell(required: Text, optional: Text) -> Text {
    let cell = |required: String, optional: String, [always, maybe]: [&str; 2], open: String| match (
        required.is_empty(),
        optional.is_empty(),
    ) {
        (true, true) => open,
        (false, true) => required,
        (true, false) => format!("{maybe}{optional}"),
        (false, false) => format!("{always}{required}\n{maybe}{optional}"),
    };
    let open = placeholder("收集的个人信息类型", "types of personal information");
    Text::new(
        cell(required.zh, optional.zh, ["必选信息：", "可选信息："], open.zh),
        cell(required.en, optional.en, ["Required: ", "Optional: "], open.en),
    )
}

/// The package of an SDK: of the first class that is its own, as records name the telling one first.
fn package(sdk: &Sdk) -> Option<&str> {
    let detect = &sdk.record.detect.exclusive;
    let first = detect.classes.iter().chain(&detect.components).next()?;
    first.rsplit_once('.').map(|(package, _)| package)
}

/// Who collects a data type and why.
#[derive(Default)]
struct Collected<'a> {
    /// SDKs that say so.
    sdks: BTreeSet<&'a str>,
    /// Permissions that open it, each with the SDKs that use the permission. A permission that none uses is the app's.
    permissions: BTreeMap<&'a str, Vec<&'a Sdk>>,
    /// Why, by the records of the SDKs.
    purposes: Vec<Text>,
}

fn collected_rows(facts: Facts<'_>, extent: Extent) -> Vec<Full> {
    let inventory = facts.inventory;
    let vocabulary = facts.vocabulary;
    let mut collected: BTreeMap<&str, Collected<'_>> = BTreeMap::new();
    let collecting: Vec<&Sdk> = inventory.shipped().filter(|sdk| sdk.record.collects != Collects::Nothing).collect();
    for sdk in &collecting {
        for fact in data_facts(facts, sdk, extent) {
            let entry = collected.entry(fact.data).or_default();
            entry.sdks.insert(sdk.id());
            entry.purposes.extend(fact.purpose.map(|purpose| Text::new(&purpose.zh, &purpose.en)));
        }
    }
    // A permission counts for the type that it is about; that it opens others too says nothing of their use.
    for permission in &inventory.permissions {
        if let Some(first) = facts.permissions.data(&permission.name).first()
            && facts.permissions.needs_disclosure(&permission.name)
        {
            let entry = collected.entry(first).or_default();
            let users = users(facts, permission);
            if entry.sdks.is_empty() {
                entry.purposes.extend(reasons(&users, &permission.name));
            }
            entry.permissions.insert(&permission.name, users);
        }
    }
    // A generic type says nothing more where all who collect it are named at what it stands for.
    let said_below = |id: &str, sdks: &BTreeSet<&str>| {
        let below = || collected.iter().filter(|(below, _)| vocabulary.is_below(below, id));
        let names = |entry: &Collected<'_>, sdk: &&str| {
            entry.sdks.contains(sdk) || entry.permissions.values().flatten().any(|user| user.id() == *sdk)
        };
        sdks.iter().all(|sdk| below().any(|(_, entry)| names(entry, sdk)))
    };
    let mut rows: Vec<(Vec<usize>, Full)> = Vec::new();
    for (&id, entry) in &collected {
        if entry.permissions.is_empty() && said_below(id, &entry.sdks) {
            continue;
        }
        let family = family(vocabulary, id);
        let group = data(vocabulary, &family);
        let row = Full::new(id, group.clone())
            .set(Column::Category, group)
            .set(Column::Data, data(vocabulary, id))
            .set(Column::Purpose, or_fill(most_frequent(entry.purposes.iter().cloned()), "使用目的", "purpose"))
            .set(Column::Scenario, scenario())
            .set(Column::Count, placeholder("收集次数", "times collected"))
            .set(Column::Source, source(facts, entry));
        rows.push((order(vocabulary, id), row));
    }
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Who collects: the app by permissions of its own, SDKs.
fn source(facts: Facts<'_>, entry: &Collected<'_>) -> Text {
    let own: Vec<Text> = entry
        .permissions
        .iter()
        .filter(|(_, users)| users.is_empty())
        .map(|(name, _)| facts.permissions.label(name).unwrap_or_else(|| same(name)))
        .collect();
    let by_permission = entry.permissions.values().flatten().map(|sdk| sdk.id());
    let ids: BTreeSet<&str> = entry.sdks.iter().copied().chain(by_permission).collect();
    let names: Vec<Text> =
        ids.into_iter().filter_map(|id| facts.inventory.sdk(id)).map(|sdk| sdk.record.display()).collect();
    let mut parts = Vec::new();
    if !own.is_empty() {
        let list = enumerate(&own);
        let noun = if own.len() == 1 { "permission" } else { "permissions" };
        parts.push(Text::new(format!("本应用（{}权限）", list.zh), format!("the app ({noun}: {})", list.en)));
    }
    if !names.is_empty() {
        parts.push(sdks(&names));
    }
    clauses(&parts)
}

/// The SDKs that use a permission of the app.
fn users<'a>(facts: Facts<'a>, permission: &Permission) -> Vec<&'a Sdk> {
    permission.sdks.iter().filter_map(|id| facts.inventory.sdk(id)).collect()
}

/// Why SDKs use a permission, each reason once.
fn reasons(users: &[&Sdk], name: &str) -> Vec<Text> {
    let mut reasons: Vec<Text> = Vec::new();
    for asked in users.iter().flat_map(|sdk| sdk.record.current_permissions()).filter(|asked| asked.name == name) {
        let reason = asked.purpose.map(|purpose| Text::new(&purpose.zh, &purpose.en));
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    }
    reasons
}

fn permission_rows(facts: Facts<'_>, extent: Extent) -> Vec<Full> {
    let asks =
        |permission: &&Permission| extent == Extent::All || matches!(permission.protection, "dangerous" | "special");
    let mut rows: Vec<Full> = Vec::new();
    for permission in facts.inventory.permissions.iter().filter(asks) {
        // A permission may be asked for twice, for different API levels.
        if rows.last().is_some_and(|last| last.key == permission.name) {
            continue;
        }
        let users = users(facts, permission);
        let reasons = reasons(&users, &permission.name);
        let name = match facts.permissions.label(&permission.name) {
            Some(label) => sentence(Text::new(
                format!("{}（{}）", label.zh, permission.name),
                format!("{} ({})", label.en, permission.name),
            )),
            None => same(&permission.name),
        };
        let users = if users.is_empty() {
            Text::new("本应用", "the app")
        } else {
            sdks(&users.iter().map(|sdk| sdk.record.display()).collect::<Vec<_>>())
        };
        let row = Full::new(&permission.name, Text::default())
            .name(Column::Name, name)
            .set(Column::Purpose, or_fill(clauses(&reasons), "申请目的", "purpose"))
            .set(Column::Scenario, scenario())
            .set(Column::Users, users);
        rows.push(row);
    }
    rows
}
