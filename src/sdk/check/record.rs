//! What one record says by itself.

use std::collections::BTreeSet;

use super::words::nearest;
use super::{Check, Mistake, Parsed};
use crate::sdk::files::Place;
use crate::sdk::names::fold;
use crate::sdk::permissions::{KnownPermission, PermissionTable};
use crate::sdk::record::{Collects, Record, Signs, SourceKind};
use crate::sdk::search::distance;
use crate::source::Text;

/// Checks a record.
pub(super) fn check(parsed: &Parsed<Record>, check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let mut pass = Pass { record: &parsed.value, at: parsed.tree.root(), check, mistakes };
    pass.identity(&parsed.file.directory);
    pass.names();
    pass.signs();
    pass.sources();
    pass.data();
    pass.permissions();
    pass.purposes();
    pass.brings();
    pass.missing();
}

struct Pass<'a> {
    record: &'a Record,
    at: Place<'a>,
    check: &'a Check<'a>,
    mistakes: &'a mut Vec<Mistake>,
}

impl Pass<'_> {
    fn wrong(&mut self, check: &'static str, at: &Place<'_>, message: Text, help: Text) {
        self.mistakes.push(Mistake::new(check, at.span(), message, help));
    }

    fn identity(&mut self, directory: &str) {
        let (record, at) = (self.record, self.at.clone());
        if !record.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            self.wrong(
                "id",
                &at.key("id"),
                Text::new("id 只能含小写字母、数字和连字符", "an id has lower-case letters, digits and hyphens only"),
                Text::new("写成 vendor-product 的形式", "write it like vendor-product"),
            );
        }
        if !directory.is_empty() && record.vendor != directory {
            self.wrong(
                "vendor",
                &at.key("vendor"),
                Text::new(
                    format!("厂商 {} 与目录名 {directory} 不一致", record.vendor),
                    format!("the vendor {} is not the directory {directory}", record.vendor),
                ),
                Text::new(
                    "改 vendor，或把文件移到该厂商的目录",
                    "change vendor, or move the file to the vendor's directory",
                ),
            );
        }
        let Some(vendor) = self.check.vendor(&record.vendor) else {
            // A vendor's file with mistakes of its own is not missing.
            if self.check.broken.contains(&record.vendor) {
                return;
            }
            return self.wrong(
                "vendor",
                &at.key("vendor"),
                Text::new(
                    format!("没有厂商 {} 的 vendor.toml", record.vendor),
                    format!("{} has no vendor.toml", record.vendor),
                ),
                Text::new(
                    format!("写 {}/vendor.toml，列出运营主体及来源", record.vendor),
                    format!("write {}/vendor.toml with its legal entities and their sources", record.vendor),
                ),
            );
        };
        let Some(operator) = &record.operator else { return };
        if !vendor.entities.iter().any(|entity| entity.key == *operator) {
            let help = nearest(operator, vendor.entities.iter().map(|entity| entity.key.as_str()));
            self.wrong(
                "operator",
                &at.key("operator"),
                Text::new(
                    format!("vendor.toml 中没有主体 {operator}"),
                    format!("vendor.toml has no entity called {operator}"),
                ),
                help,
            );
        }
    }

    fn names(&mut self) {
        let (names, at) = (&self.record.names, self.at.key("names"));
        for (key, list) in [("zh", &names.zh), ("en", &names.en)] {
            if list.is_empty() {
                self.wrong(
                    "missing-translation",
                    &at.key(key),
                    Text::new(format!("{key} 名称为空"), format!("there is no {key} name")),
                    Text::new(
                        "写来源中的名称；只有一种文字时两边相同",
                        "write the name that a source gives; the same in both where it has only one",
                    ),
                );
            }
        }
        if let Some(name) = names.en.first()
            && is_chinese(name)
        {
            self.wrong(
                "missing-translation",
                &at.key("en").item(0),
                Text::new("英文名称里有中文", "the English name is in Chinese"),
                Text::new(
                    "写英文名称，中文写法放到 zh 或 aliases",
                    "write the English name; Chinese goes to zh or aliases",
                ),
            );
        }
        let general = &self.check.general;
        let brands = &self.check.brands;
        // The two languages may share a name; nothing else is said twice.
        let (mut seen, mut english) = (BTreeSet::new(), BTreeSet::new());
        for (key, list) in names.lists() {
            for (item, name) in list.iter().enumerate() {
                let place = at.key(key).item(item);
                let folded = fold(name);
                let title = matches!(key, "zh" | "en");
                // A product may be called after its vendor or its work (`ShareSDK`); further wordings may not.
                if general.has(name)
                    || is_company(name)
                    || !title && general.has_with_sdk(name)
                    || key == "aliases" && brands.contains(&folded)
                {
                    self.wrong(
                        "general-name",
                        &place,
                        Text::new(
                            format!("“{name}”太宽泛，会误中普通文字"),
                            format!("“{name}” is too general: it would hit ordinary text"),
                        ),
                        Text::new(
                            "加上厂商或产品名；品牌词写到 vendor.toml 的 brands",
                            "add the vendor or product to it; brand words go to brands in vendor.toml",
                        ),
                    );
                }
                let repeated = if key == "en" { !english.insert(folded.clone()) } else { seen.contains(&folded) };
                seen.insert(folded);
                if repeated {
                    self.wrong(
                        "repeated-name",
                        &place,
                        Text::new(format!("“{name}”重复"), format!("“{name}” is repeated")),
                        Text::new(
                            "删去；大小写、全半角和空格不影响匹配",
                            "remove it; case, width and spaces do not matter",
                        ),
                    );
                }
            }
        }
    }

    fn signs(&mut self) {
        let (detect, at) = (&self.record.detect, self.at.key("detect"));
        // A key of the manifest is only ever a hint.
        if detect.exclusive.by_kind().iter().all(|(kind, signs)| *kind == "meta-data" || signs.is_empty()) {
            self.wrong(
                "no-exclusive-sign",
                &self.at.name("detect"),
                Text::new("没有任何独有特征，检测不到这个 SDK", "no exclusive sign: nothing proves this SDK"),
                Text::new(
                    "至少写一个只属于它的坐标、组件、类前缀或文件名（meta-data 只是线索）",
                    "give a coordinate, component, class prefix or file name that is its alone (meta-data is only a hint)",
                ),
            );
        }
        self.sign_forms(&detect.exclusive, &at);
        self.sign_forms(&detect.shared, &at.key("shared"));
    }

    fn sign_forms(&mut self, signs: &Signs, at: &Place<'_>) {
        for (kind, list) in signs.by_kind() {
            for (item, sign) in list.iter().enumerate() {
                let Some(help) = malformed(kind, sign) else { continue };
                self.wrong(
                    "sign",
                    &at.key(kind).item(item),
                    Text::new(format!("{sign} 不能作 {kind} 特征"), format!("{sign} is no {kind} sign")),
                    help,
                );
            }
        }
    }

    fn sources(&mut self) {
        let (record, at) = (self.record, self.at.clone());
        if record.sources.is_empty() {
            self.wrong(
                "no-source",
                &at.name("source"),
                Text::new("没有来源", "there is no source"),
                Text::new("每条事实都要有读过的来源", "every fact needs a source that somebody read"),
            );
        }
        let pages = record.sources.iter().enumerate().map(|(item, source)| (at.key("source").item(item), source));
        super::vendor::sources(pages, self.mistakes);
        for (item, source) in record.sources.iter().enumerate() {
            let place = at.key("source").item(item).key("kind");
            let own = self.check.vendor(&record.vendor).is_some_and(|vendor| super::vendor::owns(vendor, &source.url));
            if own && source.kind == SourceKind::StoreDisclosure {
                self.wrong(
                    "source-kind",
                    &place,
                    Text::new(
                        "页面在厂商自己的站点上，不是商店的披露",
                        "the page stands on the vendor's own site; it is no store's disclosure",
                    ),
                    Text::new("改为 vendor-compliance", "make it vendor-compliance"),
                );
            }
        }
        let place = |list, item| at.key(list).item(item);
        let items = record.data.iter().enumerate();
        let facts = items.clone().map(|(item, fact)| (place("data", item), Some(&fact.source)));
        let switches = items.filter_map(|(item, fact)| Some((item, fact.switch.as_ref()?)));
        let switches = switches.map(|(item, switch)| (place("data", item).key("switch"), switch.source.as_ref()));
        let asked = record.permissions.iter().enumerate();
        let asked = asked.map(|(item, fact)| (place("permissions", item), Some(&fact.source)));
        let told = record.consent.iter().enumerate().map(|(item, fact)| (place("consent", item), Some(&fact.source)));
        let brought =
            record.brings.iter().enumerate().map(|(item, fact)| (place("brings", item), fact.source.as_ref()));
        let keys: Vec<&str> = record.sources.iter().map(|source| source.key.as_str()).collect();
        for (item, source) in facts.chain(switches).chain(asked).chain(told).chain(brought) {
            if let Some(source) = source.filter(|source| !keys.contains(&source.as_str())) {
                self.wrong(
                    "dangling-source",
                    &item.key("source"),
                    Text::new(format!("没有名为 {source} 的来源"), format!("there is no source called {source}")),
                    nearest(source, keys.iter().copied()),
                );
            }
        }
    }

    fn data(&mut self) {
        let (record, at) = (self.record, self.at.key("data"));
        if record.collects == Collects::Nothing && !record.data.is_empty() {
            self.wrong(
                "collects",
                &self.at.key("collects"),
                Text::new("写着不收集信息，却列出了数据", "it says that nothing is collected, and lists data"),
                Text::new("改为 collects = \"data\"，或删去数据", "make it collects = \"data\", or remove the data"),
            );
        }
        let mut seen = Vec::new();
        for (item, fact) in record.data.iter().enumerate() {
            let place = at.item(item);
            match &fact.data {
                Some(id) if self.check.vocabulary.data_type(id).is_none() => self.wrong(
                    "unknown-data-type",
                    &place.key("type"),
                    Text::new(format!("词汇表没有数据类型 {id}"), format!("the vocabulary has no data type {id}")),
                    nearest(id, self.check.vocabulary.types().iter().map(|data| data.id.as_str())),
                ),
                None if fact.words.is_none() => self.wrong(
                    "unknown-data-type",
                    &place,
                    Text::new("既没有 type 也没有 words", "neither a type nor words"),
                    Text::new(
                        "写数据类型的 id；没有合适的 id 时写厂商的原词",
                        "write the id of the type, or the vendor's words where no id fits",
                    ),
                ),
                _ => {}
            }
            let claim = serde_json::to_string(fact).unwrap_or_default();
            if seen.contains(&claim) {
                self.wrong(
                    "repeated-fact",
                    &place,
                    Text::new("与前面一条完全相同", "the same as an entry above"),
                    Text::new("删去", "remove it"),
                );
            }
            seen.push(claim);
        }
    }

    fn permissions(&mut self) {
        let at = self.at.key("permissions");
        for (item, fact) in self.record.permissions.iter().enumerate() {
            // Permissions of an app's own begin with its id, which the build fills in.
            let name = &fact.name.replace("${applicationId}", "app.id");
            let (prefix, last) = name.rsplit_once('.').unwrap_or(("", name));
            let formed = prefix.contains('.')
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_')
                && last.chars().any(|c| c.is_ascii_alphabetic());
            // The table does not hold every permission there is; a name one slip away from one that it holds is wrong.
            let table = PermissionTable::get();
            let slip = |known: &KnownPermission| (1..=2).contains(&distance(name, &known.name));
            if formed && (table.permission(name).is_some() || !table.permissions().iter().any(slip)) {
                continue;
            }
            let all = table.permissions().iter().map(|known| known.name.as_str());
            let full = format!("android.permission.{last}");
            let help = if table.permission(&full).is_some() && prefix.is_empty() {
                Text::new(format!("写全名 {full}"), format!("write the full name {full}"))
            } else {
                nearest(name, all)
            };
            self.wrong(
                "permission",
                &at.item(item).key("name"),
                Text::new(format!("没有权限 {name}"), format!("there is no permission {name}")),
                help,
            );
        }
    }

    fn purposes(&mut self) {
        let (record, at) = (self.record, self.at.clone());
        let data = record.data.iter().enumerate().map(|(item, fact)| ("data", item, &fact.purpose));
        let asked = record.permissions.iter().enumerate().map(|(item, fact)| ("permissions", item, &fact.purpose));
        let mut used = BTreeSet::new();
        for (list, item, purpose) in data.chain(asked) {
            let Some(purpose) = purpose else { continue };
            used.insert(purpose);
            if !record.purpose.contains_key(purpose) {
                self.wrong(
                    "dangling-purpose",
                    &at.key(list).item(item).key("purpose"),
                    Text::new(format!("没有目的 {purpose}"), format!("there is no purpose called {purpose}")),
                    nearest(purpose, record.purpose.keys().map(String::as_str)),
                );
            }
        }
        for (key, words) in &record.purpose {
            let place = at.key("purpose");
            if !used.contains(key) {
                self.wrong(
                    "unused-purpose",
                    &place.name(key),
                    Text::new(format!("目的 {key} 没有被用到"), format!("nothing uses the purpose {key}")),
                    Text::new("删去，或在数据、权限里引用它", "remove it, or let data or permissions name it"),
                );
            }
            self.both(&place.key(key), &words.zh, &words.en);
        }
        let data = record.data.iter().enumerate().map(|(item, fact)| ("data", item, &fact.condition));
        let asked = record.permissions.iter().enumerate().map(|(item, fact)| ("permissions", item, &fact.condition));
        for (list, item, condition) in data.chain(asked) {
            if let Some(words) = condition {
                self.both(&at.key(list).item(item).key("condition"), &words.zh, &words.en);
            }
        }
    }

    /// Chinese words stand under `zh` and others under `en`.
    fn both(&mut self, at: &Place<'_>, zh: &str, en: &str) {
        for (key, wrong) in [("zh", !is_chinese(zh)), ("en", is_chinese(en))] {
            if wrong {
                self.wrong(
                    "missing-translation",
                    &at.key(key),
                    Text::new(format!("{key} 里不是该语言的文字"), format!("{key} is not in its language")),
                    Text::new("zh 写中文，en 写英文", "Chinese goes to zh, English to en"),
                );
            }
        }
    }

    fn brings(&mut self) {
        let at = self.at.key("brings");
        for (item, brings) in self.record.brings.iter().enumerate() {
            let place = at.item(item);
            if !self.check.knows_sdk(&brings.sdk) || brings.sdk == self.record.id {
                let help = self.check.sdks_near(&brings.sdk);
                self.wrong(
                    "dangling-brings",
                    &place.key("sdk"),
                    Text::new(
                        format!("没有另一个 SDK {}", brings.sdk),
                        format!("there is no other SDK {}", brings.sdk),
                    ),
                    help,
                );
            }
            if let Some(help) = brings.by.as_ref().and_then(|by| malformed("maven", by)) {
                self.wrong("sign", &place.key("by"), Text::new("by 应是一个坐标", "by names a coordinate"), help);
            }
        }
    }

    /// `missing` names exactly what is empty, so that an empty field is never an oversight.
    fn missing(&mut self) {
        let record = self.record;
        let silent = record.collects == Collects::Nothing;
        let current = record.current_data();
        let empty = [
            // What is said of other platforms alone says nothing of Android.
            ("data", current.is_empty() && !silent),
            ("necessity", !current.is_empty() && current.iter().all(|fact| !fact.necessity_stated)),
            ("permissions", record.permissions.is_empty() && !silent),
            ("consent", record.consent.is_empty() && !silent),
            ("purpose", !current.is_empty() && current.iter().all(|fact| fact.purpose.is_none())),
            ("privacy-url", record.privacy_url.zh.is_empty()),
        ];
        for (field, empty) in empty {
            let named = record.missing.iter().position(|missing| missing == field);
            if empty && named.is_none() {
                self.wrong(
                    "missing",
                    &self.at.key("missing"),
                    Text::new(
                        format!("{field} 为空，但 missing 没有写明"),
                        format!("{field} is empty, and missing does not say so"),
                    ),
                    Text::new(
                        format!("找到来源后填写，或在 missing 里写上 \"{field}\""),
                        format!("fill it in from a source, or add \"{field}\" to missing"),
                    ),
                );
            }
            // Necessity and purpose may also lack for some items alone; nothing that is claimed may be disclaimed.
            let partly = matches!(field, "necessity" | "purpose");
            if let (false, Some(item), false) = (empty, named, partly || silent) {
                self.wrong(
                    "missing",
                    &self.at.key("missing").item(item),
                    Text::new(
                        format!("missing 写着 {field}，但它已有内容"),
                        format!("missing names {field}, which is filled in"),
                    ),
                    Text::new("从 missing 里删去", "remove it from missing"),
                );
            }
        }
    }
}

/// Whether a name is that of a company, which is the vendor's and not the SDK's.
fn is_company(name: &str) -> bool {
    name.ends_with("公司") || [" Inc.", " Ltd.", " LLC", " GmbH", " Corporation"].iter().any(|end| name.ends_with(end))
}

/// Whether a text holds Chinese characters.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}'))
}

/// Why a text cannot be a sign of that kind; nothing where it can.
fn malformed(kind: &str, sign: &str) -> Option<Text> {
    let plain =
        |extra: &str| sign.chars().all(|c| c.is_ascii_alphanumeric() || "._-*".contains(c) || extra.contains(c));
    let stem =
        sign.rsplit_once('.').filter(|(_, end)| matches!(*end, "jar" | "aar" | "so")).map_or(sign, |(stem, _)| stem);
    let word = stem.chars().filter(|c| c.is_ascii_alphanumeric()).count() >= 3;
    match kind {
        "maven" => {
            let parts: Vec<&str> = sign.split(':').collect();
            let [group, artifact] = parts.as_slice() else {
                return Some(Text::new("写成 组:构件，不带版本", "write group:artifact, without a version"));
            };
            (group.is_empty() || artifact.is_empty() || group.contains('*') || !plain(":"))
                .then(|| Text::new("* 只能用在构件里", "* is allowed in the artifact only"))
        }
        "components" | "classes" => {
            let package = sign.trim_end_matches('.');
            let segments = package.split('.').filter(|part| !part.is_empty()).count();
            // Few vendors have a package of one part (`zendesk.`); the others belong to everybody.
            let bare = segments < 2 && (package.len() < 7 || matches!(package, "android" | "androidx" | "kotlinx"));
            (bare || sign.contains('*') || !plain("$/")).then(|| {
                Text::new(
                    "写两段以上的包名前缀（以点结尾）或完整类名，不用 *",
                    "write a package prefix of two or more parts that ends with a dot, or a whole class name, without *",
                )
            })
        }
        "files" => (!word
            || !plain("()+ @")
            || !(sign.ends_with(".jar") || sign.ends_with(".aar") || sign.ends_with('*')))
        .then(|| {
            Text::new("写 jar 或 aar 的文件名，版本用 * 代替", "write the name of a jar or aar, with * for the version")
        }),
        "native" => (!word || !plain("+") || !sign.starts_with("lib") || !sign.ends_with(".so"))
            .then(|| Text::new("写 lib….so 的文件名", "write a name like lib….so")),
        // The modules of uni-app stand among the npm packages, as `uni-app:push.mipush`.
        _ => (!word || !plain("@/:"))
            .then(|| Text::new("写完整的名称，不带空格和版本", "write the whole name, without spaces and versions")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_have_forms() {
        for (kind, sign, good) in [
            ("maven", "cn.jiguang.sdk:jpush", true),
            ("maven", "com.umeng.umsdk:share-*", true),
            ("maven", "cn.jiguang.sdk", false),
            ("maven", "cn.jiguang.*:jpush", false),
            ("maven", "cn.jiguang.sdk:jpush:3.0", false),
            ("classes", "cn.jpush.android.", true),
            ("classes", "com.", false),
            ("classes", "zendesk.", true),
            ("classes", "android.", false),
            ("classes", "cn.jpush.*", false),
            ("files", "jpush-android-*.jar", true),
            ("files", "*.aar", false),
            ("native", "libjpush*.so", true),
            ("native", "jpush.so", false),
            ("npm", "@react-native-firebase/analytics", true),
            ("npm", "a b", false),
        ] {
            assert_eq!(malformed(kind, sign).is_none(), good, "{kind} {sign}");
        }
    }
}
