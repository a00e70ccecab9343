//! What stands in the rows: the facts of the inventory, then the words of the app's people over them.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{clauses, data, data_of, enumerate, family, order};
use super::overrides::Cells;
use super::{Cell, Column, Extent, Facts, Group, Kind, List, Options, Overrides, Row, placeholder};
use crate::inventory::{DataSource, Permission, Sdk};
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
        Self { key: key.into(), group, cells: BTreeMap::new() }
    }

    fn set(mut self, column: Column, text: Text) -> Self {
        self.cells.insert(column, Cell { text, is_link: false });
        self
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
        if let Some(cells) = overrides.cells(kind, &row.key) {
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
                    row.set(Column::Number, Text::new(number.to_string(), number.to_string())).pick(&columns)
                })
                .collect();
            Group { title, rows }
        })
        .collect();
    List { kind, columns, groups }
}

/// A row that nothing in the project shows. What its author left open is to be filled in, since nobody else knows.
fn extra_row(kind: Kind, cells: &Cells) -> Full {
    let first = kind.columns()[0];
    let name = cells.get(&first).and_then(|words| words.zh.as_deref().or(words.en.as_deref())).unwrap_or("");
    let mut row = Full::new(format!("row-{name}"), Text::new("其他服务", "other services"));
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

/// Purposes, the most frequent first.
fn purposes<'a>(facts: impl Iterator<Item = &'a CurrentData<'a>>) -> Text {
    let mut counted: Vec<(usize, Text)> = Vec::new();
    for purpose in facts.filter_map(|fact| fact.purpose) {
        let text = Text::new(&purpose.zh, &purpose.en);
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
    let listed = facts.inventory.shipped().filter(|sdk| sdk.record.collects != Collects::Nothing);
    let mut rows: Vec<Full> = listed.map(|sdk| sdk_row(facts, sdk, extent)).collect();
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
        enumerate(&list.map(|fact| data_of(facts.vocabulary, record, fact)).collect::<Vec<_>>())
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
    let name = match package(sdk) {
        Some(package) => Text::new(format!("{}（{package}）", name.zh), format!("{} ({package})", name.en)),
        None => name,
    };
    let site = same(record.site.as_deref().unwrap_or_default());
    // What the SDK is for stands before what each item is for: no vendor repeats it at every item.
    let purpose = match purposes(known.iter()) {
        reasons if reasons.zh.is_empty() || reasons.en.is_empty() => category.clone(),
        reasons => {
            Text::new(format!("{}：{}", category.zh, reasons.zh), format!("{}: {}", capital(&category.en), reasons.en))
        }
    };
    Full::new(&record.id, category.clone())
        .set(Column::Name, name)
        .set(Column::Version, or_fill(same(sdk.version.as_deref().unwrap_or_default()), "SDK 版本", "version"))
        .set(Column::Category, category)
        .set(Column::Operator, or_fill(facts.database.operator(record), "运营方名称", "operator"))
        .set(Column::Purpose, purpose)
        .set(Column::Scenario, scenario())
        .set(Column::Data, data_cell(labels(true), labels(false)))
        .set(Column::Permissions, permissions)
        .set(Column::Method, Text::new("SDK 本机采集", "collected by the SDK on the device"))
        .link(
            Column::Privacy,
            or_fill(Text::new(&record.privacy_url.zh, &record.privacy_url.en), "隐私政策链接", "privacy policy link"),
        )
        .link(Column::Site, or_fill(site, "官网链接", "official website"))
}

/// The text with its first letter large.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// Required and optional items, told apart.
fn data_cell(required: Text, optional: Text) -> Text {
    let cell = |required: String, optional: String, heads: [&str; 3], open: String| match (
        required.is_empty(),
        optional.is_empty(),
    ) {
        (true, true) => open,
        (false, true) => required,
        (true, false) => format!("{}{optional}", heads[1]),
        (false, false) => format!("{}{required}{}{optional}", heads[0], heads[2]),
    };
    let open = placeholder("收集的个人信息类型", "types of personal information");
    Text::new(
        cell(required.zh, optional.zh, ["必选信息：", "可选信息：", "；可选信息："], open.zh),
        cell(required.en, optional.en, ["Required: ", "Optional: ", "; optional: "], open.en),
    )
}

/// The package of an SDK: of the first class that is its own, as records name the telling one first.
fn package(sdk: &Sdk) -> Option<&str> {
    let detect = &sdk.record.detect.exclusive;
    let first = detect.classes.iter().chain(&detect.components).next()?;
    first.rsplit_once('.').map(|(package, _)| package)
}

fn collected_rows(facts: Facts<'_>, extent: Extent) -> Vec<Full> {
    let inventory = facts.inventory;
    let vocabulary = facts.vocabulary;
    // A permission counts for the type that it is about; that it opens others too says nothing of their use.
    let opened = inventory.permissions.iter().filter(|permission| facts.permissions.needs_disclosure(&permission.name));
    let mut sources: BTreeMap<&str, BTreeSet<DataSource>> = BTreeMap::new();
    for permission in opened {
        if let Some(first) = facts.permissions.data(&permission.name).first() {
            sources.entry(first).or_default().insert(DataSource::Permission(permission.name.clone()));
        }
    }
    let by_sdk: Vec<(&Sdk, Vec<CurrentData<'_>>)> = inventory
        .shipped()
        .filter(|sdk| sdk.record.collects != Collects::Nothing)
        .map(|sdk| (sdk, data_facts(facts, sdk, extent)))
        .collect();
    for (sdk, known) in &by_sdk {
        for fact in known {
            sources.entry(fact.data).or_default().insert(DataSource::Sdk(sdk.id().to_owned()));
        }
    }
    let mut rows: Vec<((usize, usize), Full)> = Vec::new();
    for (id, sources) in sources {
        let collecting = by_sdk.iter().flat_map(|(_, known)| known).filter(|fact| fact.data == id);
        let names = |permissions: bool| -> Text {
            let list = sources.iter().filter_map(|source| match source {
                DataSource::Sdk(id) if !permissions => inventory.sdk(id).map(|sdk| sdk.record.display()),
                DataSource::Permission(name) if permissions => facts.permissions.label(name),
                _ => None,
            });
            enumerate(&list.collect::<Vec<_>>())
        };
        let (sdks, permissions) = (names(false), names(true));
        let mut parts = Vec::new();
        if !permissions.zh.is_empty() {
            parts.push(Text::new(
                format!("本应用（{}权限）", permissions.zh),
                format!("the app (permission: {})", permissions.en),
            ));
        }
        if !sdks.zh.is_empty() {
            parts.push(Text::new(format!("第三方 SDK（{}）", sdks.zh), format!("third-party SDKs ({})", sdks.en)));
        }
        let family = family(vocabulary, id);
        let group = data(vocabulary, &family);
        let row = Full::new(id, group.clone())
            .set(Column::Category, group)
            .set(Column::Data, data(vocabulary, id))
            .set(Column::Purpose, or_fill(purposes(collecting), "使用目的", "purpose"))
            .set(Column::Scenario, scenario())
            .set(Column::Count, placeholder("收集次数", "times collected"))
            .set(Column::Source, clauses(&parts));
        rows.push(((order(vocabulary, &family), order(vocabulary, id)), row));
    }
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
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
        let sdks: Vec<&Sdk> = permission.sdks.iter().filter_map(|id| facts.inventory.sdk(id)).collect();
        let mut reasons: Vec<Text> = Vec::new();
        for asked in sdks.iter().flat_map(|sdk| sdk.record.current_permissions()) {
            let reason = asked.purpose.map(|purpose| Text::new(&purpose.zh, &purpose.en));
            if asked.name == permission.name
                && let Some(reason) = reason
                && !reasons.contains(&reason)
            {
                reasons.push(reason);
            }
        }
        let name = match facts.permissions.label(&permission.name) {
            Some(label) => {
                Text::new(format!("{}（{}）", label.zh, permission.name), format!("{} ({})", label.en, permission.name))
            }
            None => same(&permission.name),
        };
        let users = enumerate(&sdks.iter().map(|sdk| sdk.record.display()).collect::<Vec<_>>());
        let users = if users.zh.is_empty() {
            Text::new("本应用", "the app")
        } else {
            Text::new(format!("第三方 SDK（{}）", users.zh), format!("third-party SDKs ({})", users.en))
        };
        let row = Full::new(&permission.name, Text::default())
            .set(Column::Name, name)
            .set(Column::Purpose, or_fill(clauses(&reasons), "申请目的", "purpose"))
            .set(Column::Scenario, scenario())
            .set(Column::Users, users);
        rows.push(row);
    }
    rows
}
