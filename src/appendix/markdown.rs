//! The list in Markdown.

use super::Row;
use crate::source::{Language, Text};

/// The columns, in order.
pub const COLUMNS: [(&str, &str); 8] = [
    ("SDK 名称（包名）", "SDK (package)"),
    ("第三方公司名称", "Operator"),
    ("使用目的", "Purpose"),
    ("使用场景", "Scenario"),
    ("收集个人信息类型", "Personal information collected"),
    ("涉及权限", "Permissions"),
    ("共享方式", "Sharing method"),
    ("隐私政策链接", "Privacy policy"),
];

/// What only the app's people can know stands as a marked placeholder.
pub fn placeholder(language: Language, what: &Text) -> String {
    match language {
        Language::Zh => format!("【待填写：{}】", what.zh),
        Language::En => format!("[to fill in: {}]", what.en),
    }
}

/// The whole list with its heading.
pub fn list(rows: &[Row], language: Language) -> String {
    let mut out = String::new();
    out.push_str(match language {
        Language::Zh => "## 第三方 SDK 目录\n\n为实现相关功能，应用接入了下列第三方 SDK。各 SDK 收集的个人信息由相应第三方处理，具体以其隐私政策为准。\n\n",
        Language::En => "## List of third-party SDKs\n\nThe app uses the third-party SDKs below. What each of them collects is processed by the operator named, as its privacy policy sets out.\n\n",
    });
    let heading = |(zh, en): &(&'static str, &'static str)| if language == Language::Zh { *zh } else { *en };
    out.push_str(&format!("| {} |\n", COLUMNS.iter().map(heading).collect::<Vec<_>>().join(" | ")));
    out.push_str(&format!("|{}\n", "---|".repeat(COLUMNS.len())));
    for row in rows {
        out.push_str(&line(row, language));
        out.push('\n');
    }
    out
}

/// One row of the table.
pub fn line(row: &Row, language: Language) -> String {
    format!("| {} |", cells(row, language).map(|cell| escape(&cell)).join(" | "))
}

/// The cells of a row.
pub fn cells(row: &Row, language: Language) -> [String; 8] {
    let zh = language == Language::Zh;
    let join = |items: &[Text]| -> String {
        items.iter().map(|item| item.get(language)).collect::<Vec<_>>().join(if zh { "、" } else { ", " })
    };
    let or_fill = |text: &str, what: Text| {
        if text.is_empty() { placeholder(language, &what) } else { text.to_owned() }
    };
    let name = match &row.package {
        Some(package) if zh => format!("{}（{package}）", row.name.zh),
        Some(package) => format!("{} ({package})", row.name.en),
        None => row.name.get(language).to_owned(),
    };
    let data = match (row.required.is_empty(), row.optional.is_empty()) {
        (true, true) => placeholder(language, &Text::new("收集的个人信息类型", "types of personal information")),
        (false, true) => join(&row.required),
        (true, false) if zh => format!("可选信息：{}", join(&row.optional)),
        (true, false) => format!("Optional: {}", join(&row.optional)),
        (false, false) if zh => format!("必选信息：{}；可选信息：{}", join(&row.required), join(&row.optional)),
        (false, false) => format!("Required: {}; optional: {}", join(&row.required), join(&row.optional)),
    };
    let permissions = if row.permissions.is_empty() {
        if zh { "无".to_owned() } else { "none".to_owned() }
    } else {
        join(&row.permissions)
    };
    [
        name,
        or_fill(row.operator.get(language), Text::new("运营方名称", "operator")),
        or_fill(row.purpose.get(language), Text::new("使用目的", "purpose")),
        placeholder(language, &Text::new("使用场景", "scenario")),
        data,
        permissions,
        if zh { "SDK 本机采集".to_owned() } else { "collected by the SDK on the device".to_owned() },
        or_fill(row.link.get(language), Text::new("隐私政策链接", "privacy policy link")),
    ]
}

/// Bars and line ends would break the table.
fn escape(cell: &str) -> String {
    cell.replace('|', "\\|").replace(['\n', '\r'], " ")
}
