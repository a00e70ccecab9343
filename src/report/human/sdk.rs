//! The reports of `sdk list`, `sdk show` and `sdk search`.

use super::Style;
use unicode_width::UnicodeWidthStr;

use crate::report::table::{columns, flow};
use crate::sdk::database::Database;
use crate::sdk::facts::CurrentData;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::record::{Bilingual, CATEGORIES, Collects, Coverage, Necessity, Record, SourceKind};
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Language;

/// One line an SDK.
pub fn list(database: &Database, style: &Style) -> String {
    search(database.records().iter().map(AsRef::as_ref), database, style)
}

/// One line for each of some SDKs.
pub fn search<'a>(records: impl Iterator<Item = &'a Record>, database: &Database, style: &Style) -> String {
    let rows: Vec<Vec<String>> = records
        .map(|record| {
            vec![
                record.id.clone(),
                record.display().get(style.language).to_owned(),
                category(&record.category, style).to_owned(),
                database.operator(record).get(style.language).to_owned(),
                format!("{}", record.current_data().len()),
            ]
        })
        .collect();
    let mut out = columns(&rows, 2).join("\n");
    out.push('\n');
    out
}

fn category<'a>(id: &'a str, style: &Style) -> &'a str {
    CATEGORIES.iter().find(|(known, ..)| *known == id).map_or(id, |(_, zh, en)| match style.language {
        Language::Zh => zh,
        Language::En => en,
    })
}

fn necessity(necessity: Necessity, style: &Style) -> &'static str {
    match (necessity, style.language) {
        (Necessity::Required, Language::Zh) => "必要",
        (Necessity::Optional, Language::Zh) => "可选",
        (Necessity::ExtensionOn, Language::Zh) => "扩展，默认开启",
        (Necessity::ExtensionOff, Language::Zh) => "扩展，默认关闭",
        (Necessity::OnCall, Language::Zh) => "调用时",
        (Necessity::Required, Language::En) => "required",
        (Necessity::Optional, Language::En) => "optional",
        (Necessity::ExtensionOn, Language::En) => "extension, on by default",
        (Necessity::ExtensionOff, Language::En) => "extension, off by default",
        (Necessity::OnCall, Language::En) => "when called",
    }
}

/// A data sheet.
pub fn show(record: &Record, database: &Database, table: &PermissionTable, style: &Style) -> String {
    let sheet = Sheet { record, style };
    let mut out = sheet.head(database);
    for section in [
        sheet.data(),
        sheet.past(),
        sheet.permissions(table),
        sheet.consent(),
        sheet.signs(),
        sheet.missing(),
        sheet.sources(),
    ] {
        if !section.is_empty() {
            out.push('\n');
            out.push_str(&section);
        }
    }
    out
}

struct Sheet<'a> {
    record: &'a Record,
    style: &'a Style,
}

impl Sheet<'_> {
    fn words<'w>(&self, words: Option<&'w Bilingual>) -> &'w str {
        words.map_or("", |words| self.style.pick(&words.zh, &words.en))
    }

    fn comma(&self) -> &'static str {
        self.style.pick("、", ", ")
    }

    fn title(&self, text: &str) -> String {
        format!("{}\n", self.style.bold(text))
    }

    /// Pairs of a label and words, which flow over as many lines as they need.
    fn pairs(&self, pairs: &[(&str, Vec<String>)], separator: &str) -> String {
        let label = pairs.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
        let width = self.style.width.saturating_sub(label + 4).max(24);
        let mut rows = Vec::new();
        for (name, words) in pairs {
            let lines = flow(words, separator, width);
            rows.extend(
                lines
                    .into_iter()
                    .enumerate()
                    .map(|(at, line)| vec![if at == 0 { (*name).to_owned() } else { String::new() }, line]),
            );
        }
        indented(&columns(&rows, 2))
    }

    fn head(&self, database: &Database) -> String {
        let (record, style) = (self.record, self.style);
        let name = record.display();
        let other = style.pick(&name.en, &name.zh);
        let shown = name.get(style.language);
        let mut out = format!("{}  {}\n", style.bold(shown), style.dim(&record.id));
        if other != shown {
            out.push_str(&format!("{other}\n"));
        }
        let unknown = || vec![style.pick("（没有来源）", "(no source)").to_owned()];
        let one = |text: &str| if text.is_empty() { unknown() } else { vec![text.to_owned()] };
        // Package names are signs; the wordings of policies are what people look for here.
        let wordings: Vec<String> = record
            .spoken_names()
            .into_iter()
            .filter(|word| *word != name.zh && *word != name.en && (word.contains(' ') || !word.contains('.')))
            .collect();
        let link = style.pick(&record.privacy_url.zh, &record.privacy_url.en);
        let mut pairs = vec![
            (style.pick("类别", "Category"), one(category(&record.category, style))),
            (style.pick("运营方", "Operator"), one(database.operator(record).get(style.language))),
            (style.pick("隐私政策", "Privacy policy"), one(link)),
        ];
        pairs.extend(record.site.iter().map(|site| (style.pick("官网", "Site"), one(site))));
        if !wordings.is_empty() {
            pairs.push((style.pick("又名", "Also called"), wordings));
        }
        let brings: Vec<String> = record
            .brings
            .iter()
            .map(|brings| {
                let name = database.record(&brings.sdk).map(|record| record.display());
                let name = name.as_ref().map_or(brings.sdk.as_str(), |name| name.get(style.language));
                match (&brings.by, style.language) {
                    (None, _) => name.to_owned(),
                    (Some(by), Language::Zh) => format!("{name}（随 {by}）"),
                    (Some(by), Language::En) => format!("{name} (with {by})"),
                }
            })
            .collect();
        if !brings.is_empty() {
            pairs.push((style.pick("附带", "Brings"), brings));
        }
        out.push_str(&self.pairs(&pairs, self.comma()));
        out
    }

    /// What it collects, in three groups: always, probably always, and sometimes.
    fn data(&self) -> String {
        let (record, style) = (self.record, self.style);
        let facts = record.current_data();
        let mut out = self.title(style.pick("收集的数据", "Data collected"));
        if record.collects == Collects::Nothing {
            out.push_str(style.pick("  来源写明不收集个人信息\n", "  none, as its sources state\n"));
        } else if facts.is_empty() {
            out.push_str(style.pick("  没有来源说明\n", "  no source says\n"));
        }
        let all_second_hand = !facts.is_empty() && facts.iter().all(|fact| fact.second_hand);
        if all_second_hand {
            out.push_str(style.pick(
                "  厂商自己的页面没有读到，下列均由第三方转述\n",
                "  no page of the vendor itself was read; this is what others say\n",
            ));
        }
        let stated = |fact: &&CurrentData<'_>| fact.is_required() && fact.necessity_stated;
        let unstated = |fact: &&CurrentData<'_>| fact.is_required() && !fact.necessity_stated;
        let sometimes = |fact: &&CurrentData<'_>| !fact.is_required();
        for (title, group) in [
            (style.pick("必要", "required"), facts.iter().filter(stated).collect::<Vec<_>>()),
            (
                style.pick("来源未写明是否必要，按必要处理", "not said whether required, and treated so"),
                facts.iter().filter(unstated).collect(),
            ),
            (style.pick("视配置或功能", "depends on settings or use"), facts.iter().filter(sometimes).collect()),
        ] {
            if group.is_empty() {
                continue;
            }
            out.push_str(&format!("  {}\n", style.paint("36", title)));
            let rows: Vec<Vec<String>> = group.iter().map(|fact| self.row(fact, all_second_hand)).collect();
            for (fact, line) in group.iter().zip(columns(&rows, 2)) {
                out.push_str(&format!("    {line}\n"));
                let notes = self.notes(fact);
                if !notes.is_empty() {
                    out.push_str(&format!("      {}\n", style.dim(&notes.join(style.pick("；", "; ")))));
                }
            }
        }
        if !all_second_hand && facts.iter().any(|fact| fact.second_hand) {
            out.push_str(style.pick("  * 由第三方转述\n", "  * as others say\n"));
        }
        out
    }

    fn row(&self, fact: &CurrentData<'_>, all_second_hand: bool) -> Vec<String> {
        let label = Vocabulary::get().label(fact.data);
        let mark = if fact.second_hand && !all_second_hand { " *" } else { "" };
        vec![
            format!("{}{mark}", label.get(self.style.language)),
            fact.data.to_owned(),
            self.words(fact.purpose).to_owned(),
        ]
    }

    /// When it is collected, and what turns it off.
    fn notes(&self, fact: &CurrentData<'_>) -> Vec<String> {
        let style = self.style;
        let mut notes = Vec::new();
        if !matches!(fact.necessity, Necessity::Required | Necessity::Optional) {
            notes.push(necessity(fact.necessity, style).to_owned());
        }
        notes.extend(fact.condition.map(|words| self.words(Some(words)).to_owned()));
        notes.extend(fact.switch.map(|switch| format!("{}{}", style.pick("开关：", "switch: "), switch.name)));
        if !fact.modules.is_empty() {
            notes.push(format!("{}{}", style.pick("模块：", "module: "), fact.modules.join(self.comma())));
        }
        notes.extend(fact.versions.map(|versions| format!("{}{versions}", style.pick("版本：", "versions: "))));
        notes
    }

    /// Claims that no longer count: a vendor that withdraws a field keeps its history.
    fn past(&self) -> String {
        let past = self.record.past_data();
        if past.is_empty() {
            return String::new();
        }
        let language = self.style.language;
        let items: Vec<String> = past
            .iter()
            .map(|(data, source)| {
                let label = Vocabulary::get().label(data);
                match (&source.date, language) {
                    (Some(date), Language::Zh) => format!("{}（{date}）", label.get(language)),
                    (Some(date), Language::En) => format!("{} ({date})", label.get(language)),
                    (None, _) => label.get(language).to_owned(),
                }
            })
            .collect();
        let title = self.style.pick("较早或第三方的说法，不作数", "Older or second-hand claims, which do not count");
        let width = self.style.width.saturating_sub(2);
        format!("{}{}", self.title(title), indented(&flow(&items, self.comma(), width)))
    }

    fn permissions(&self, table: &PermissionTable) -> String {
        let permissions = self.record.current_permissions();
        if permissions.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> = permissions
            .iter()
            .map(|permission| {
                let label = table.label(permission.name).map(|label| label.get(self.style.language).to_owned());
                vec![
                    permission.name.to_owned(),
                    label.unwrap_or_default(),
                    permission
                        .necessity
                        .map_or(self.style.pick("未说明", "not stated"), |stated| necessity(stated, self.style))
                        .to_owned(),
                    self.words(permission.purpose).to_owned(),
                ]
            })
            .collect();
        format!("{}{}", self.title(self.style.pick("权限", "Permissions")), indented(&columns(&rows, 2)))
    }

    fn consent(&self) -> String {
        let style = self.style;
        if self.record.consent.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> = self
            .record
            .consent
            .iter()
            .map(|consent| {
                let when = match consent.when.as_deref() {
                    Some("before-init") => style.pick("初始化之前", "before initialisation"),
                    Some("after-init") => style.pick("初始化或之后", "at or after initialisation"),
                    Some("any") => style.pick("任何时候", "at any time"),
                    _ => "",
                };
                let since = consent.since.as_ref();
                let since = since.map_or(String::new(), |since| format!("{}{since}", style.pick("自版本 ", "since ")));
                vec![consent.call.clone(), when.to_owned(), since]
            })
            .collect();
        format!("{}{}", self.title(style.pick("同意接口", "Consent API")), indented(&columns(&rows, 2)))
    }

    fn signs(&self) -> String {
        let style = self.style;
        let detect = &self.record.detect;
        let mut out = self.title(style.pick("识别特征", "Detection signs"));
        let shared = style.pick("  与其他 SDK 共有，不单独作数\n", "  shared with other SDKs, no proof alone\n");
        for (signs, title) in [(&detect.exclusive, ""), (&detect.shared, shared)] {
            let pairs: Vec<(&str, Vec<String>)> = signs
                .by_kind()
                .into_iter()
                .filter(|(_, signs)| !signs.is_empty())
                .map(|(kind, signs)| (kind, signs.to_vec()))
                .collect();
            if !pairs.is_empty() {
                out.push_str(&style.paint("36", title));
                out.push_str(&self.pairs(&pairs, ", "));
            }
        }
        out
    }

    fn missing(&self) -> String {
        let style = self.style;
        let name = |field: &String| {
            match field.as_str() {
                "data" => style.pick("数据", "data"),
                "necessity" => style.pick("必要性", "necessity"),
                "permissions" => style.pick("权限", "permissions"),
                "consent" => style.pick("同意接口", "consent API"),
                "purpose" => style.pick("目的", "purposes"),
                "privacy-url" => style.pick("隐私政策链接", "privacy link"),
                other => other,
            }
            .to_owned()
        };
        if self.record.missing.is_empty() {
            return String::new();
        }
        let fields: Vec<String> = self.record.missing.iter().map(name).collect();
        let fields = fields.join(self.comma());
        match style.language {
            Language::Zh => format!("没有来源写明：{fields}\n"),
            Language::En => format!("No source gives: {fields}\n"),
        }
    }

    fn sources(&self) -> String {
        let style = self.style;
        let mut out = self.title(style.pick("来源", "Sources"));
        for source in &self.record.sources {
            let kind = match source.kind {
                SourceKind::VendorCompliance => style.pick("厂商合规说明", "vendor's compliance page"),
                SourceKind::VendorPolicy => style.pick("厂商隐私政策", "vendor's privacy policy"),
                SourceKind::VendorDoc => style.pick("厂商文档", "vendor's documentation"),
                SourceKind::StoreDisclosure => style.pick("应用商店披露", "store disclosure"),
                SourceKind::ThirdParty => style.pick("第三方转述", "quoted by others"),
                SourceKind::AppList => style.pick("应用公布的清单", "list published by an app"),
            };
            let extent = match source.coverage {
                Coverage::Full => style.pick("读到全文", "read in full"),
                Coverage::Partial => style.pick("读到大部分", "read in good part"),
                Coverage::Excerpt => style.pick("读到片段", "read in excerpts"),
            };
            let date = source.date.as_deref().unwrap_or(style.pick("未注日期", "no date"));
            let read = &source.read;
            let facts = match style.language {
                Language::Zh => format!("{kind}，{date}，{read} {extent}"),
                Language::En => format!("{kind}, {date}, {extent} on {read}"),
            };
            out.push_str(&format!("  {}\n    {}\n    {}\n", source.title, style.dim(&facts), source.url));
        }
        out
    }
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  {line}\n")).collect()
}
