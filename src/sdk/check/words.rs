//! Words: suggestions for misspelt ones, hosts of addresses, and names that would also hit ordinary prose.

use std::collections::BTreeSet;

use crate::sdk::names::fold;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::record::CATEGORIES;
use crate::sdk::search::distance;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Text;

/// A hint at the candidate nearest to a misspelt word, where one is near.
pub(super) fn nearest<'w>(word: &str, candidates: impl Iterator<Item = &'w str>) -> Text {
    let most = 1 + word.chars().count() / 4;
    let near = candidates.map(|candidate| (distance(word, candidate), candidate)).min();
    match near {
        Some((steps, candidate)) if steps <= most => {
            Text::new(format!("是否想写 {candidate}？"), format!("did you mean {candidate}?"))
        }
        _ => Text::new("各字段的含义和取值见 sdk-db/README.md", "sdk-db/README.md says which there are"),
    }
}

/// A hint that lists all words.
pub(super) fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> Text {
    let words: Vec<&str> = words.collect();
    Text::new(format!("取值之一：{}", words.join("、")), format!("one of: {}", words.join(", ")))
}

/// The host of a web address, in lower case; nothing where it is none.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.split_once(':').map_or(authority, |(host, _)| host);
    let plain = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    (plain && !url.contains(char::is_whitespace)).then(|| host.to_ascii_lowercase())
}

/// Whether a host is a domain or below it.
pub(super) fn is_below(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// What many SDKs do and no single one is called, without `SDK` at the end.
const COMMON: &[&str] = &[
    "推送",
    "分享",
    "登录",
    "一键登录",
    "支付",
    "统计",
    "广告",
    "定位",
    "导航",
    "扫码",
    "客服",
    "直播",
    "播放器",
    "短信",
    "验证码",
    "人脸识别",
    "实名认证",
    "活体检测",
    "语音识别",
    "语音合成",
    "热修复",
    "埋点",
    "性能",
    "崩溃",
    "聚合",
    "浏览器",
    "内核",
    "第三方登录",
    "第三方支付",
    "第三方分享",
    "本机号码",
    "号码认证",
    "设备标识",
    "风控",
    "加固",
    "移动",
    "地图",
    "网络",
    "存储",
    "语音",
    "游戏",
    "电商",
    "push",
    "share",
    "login",
    "pay",
    "payment",
    "ads",
    "ad",
    "map",
    "maps",
    "crash",
    "sms",
    "im",
    "rtc",
    "player",
    "live",
    "auth",
    "verify",
    "x5",
    "core",
    "base",
    "common",
    "sdk",
    "app",
    "android",
    "web",
    "webview",
    "browser",
    "navigation",
    "share",
    "statistics",
    "messaging",
    "notification",
    "tracking",
    "attribution",
    "monitor",
    "open",
    "game",
    "wallet",
    "face",
    "ocr",
    "location",
    "media",
    "network",
    "storage",
    "speech",
    "security",
    "games",
    "text messages",
    "web view",
    "device identifiers",
];

/// Words that say what is collected or done, but not by whom.
pub(super) struct General {
    /// Words for data and permissions.
    data: BTreeSet<String>,
    /// Words for what SDKs do.
    work: BTreeSet<String>,
}

impl General {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let data = vocabulary.types().iter().flat_map(|data| data.words().map(|(word, _)| fold(word)));
        let lists = PermissionTable::get().permissions().iter().flat_map(|known| [&known.words, &known.near]);
        let permissions = lists.flat_map(|words| words.zh.iter().chain(&words.en)).map(|word| fold(word));
        let categories = CATEGORIES.iter().flat_map(|(id, zh, en)| [fold(id), fold(zh), fold(en)]);
        let common = COMMON.iter().map(|word| fold(word));
        Self { data: data.chain(permissions).collect(), work: categories.chain(common).collect() }
    }

    /// Whether a name is one of them.
    pub(super) fn has(&self, name: &str) -> bool {
        let folded = fold(name);
        self.data.contains(&folded) || self.work.contains(&folded) || folded.chars().count() < 2
    }

    /// Whether a name says what an SDK does and no more: `推送SDK`.
    pub(super) fn has_with_sdk(&self, name: &str) -> bool {
        fold(name).strip_suffix("sdk").is_some_and(|bare| self.work.contains(bare))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_in_addresses() {
        assert_eq!(host("https://docs.Jiguang.cn/jpush?x#y").as_deref(), Some("docs.jiguang.cn"));
        assert_eq!(host("http://x.example:8080/").as_deref(), Some("x.example"));
        for wrong in ["docs.jiguang.cn", "https://", "https://a b.cn", "ftp://a.cn", "https://localhost/"] {
            assert_eq!(host(wrong), None, "{wrong}");
        }
        assert!(is_below("docs.jiguang.cn", "jiguang.cn") && !is_below("xjiguang.cn", "jiguang.cn"));
    }

    #[test]
    fn words_that_name_nobody_are_general() {
        let general = General::new(Vocabulary::get());
        for word in ["X5", "IMEI", "设备信息", "广告"] {
            assert!(general.has(word), "{word}");
        }
        for word in ["地图SDK", "推送 SDK", "Push SDK", "地图服务SDK", "Speech SDK"] {
            assert!(!general.has(word) && general.has_with_sdk(word), "{word}");
        }
        for word in ["极光推送SDK", "腾讯X5", "Branch.io", "MMKV"] {
            assert!(!general.has(word) && !general.has_with_sdk(word), "{word}");
        }
    }
}
