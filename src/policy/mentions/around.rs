//! What stands around a name and tells whether an SDK is meant by it.

use std::ops::Range;

use crate::policy::sentence::{Reading, first, floor};

/// Names that are also products of daily life, or plain words: they name an SDK only in an SDK's surroundings.
pub(super) const EVERYDAY: &[&str] = &[
    "微信",
    "wechat",
    "qq",
    "支付宝",
    "alipay",
    "微博",
    "weibo",
    "新浪微博",
    "sinaweibo",
    "钉钉",
    "dingtalk",
    "facebook",
    "facebookconnect",
    "twitter",
    "line",
    "segment",
    "branch",
    "adjust",
    "amplitude",
    "stripe",
    "paypal",
    "instagram",
    "tiktok",
    "抖音",
    "淘宝",
    "京东",
    "银联",
    "unionpay",
    "百度",
    "华为",
    "小米",
    "taptap",
    "linkedin",
    "google",
    "sentry",
    "plausible",
    "braze",
    "intercom",
    "apple",
    "slack",
    "zoom",
    "huawei",
    "xiaomi",
    "vivo",
    "oppo",
    "meizu",
    "honor",
    "荣耀",
    "魅族",
    "微信支付",
    "wechatpay",
    "googlemaps",
    "googlepay",
    "x",
    "matomo",
    "高德",
    "美团",
    "快手",
    "百度地图",
    "腾讯地图",
    "高德地图",
    "谷歌地图",
    "googlesignin",
    "微信登录",
    "qq登录",
    "微博登录",
    "银联支付",
    "支付宝支付",
    "applepay",
    "谷歌登录",
    "googleplay",
    "line登录",
    "agora",
    "zego",
    "countly",
    "mapbox",
    "mapp",
    "leap",
    "sift",
    "fabric",
    "realm",
    "here",
    "parse",
    "heap",
    "chart",
    "loop",
    "qonversion",
    "batch",
    "appcenter",
    "pangolin",
];

/// Whether a short key stands before: 推送：
pub(super) fn named_by_key(before: &str) -> bool {
    before.strip_suffix([':']).is_some_and(|key| key.chars().count() <= 8)
}

/// The rest of the name: what follows up to the next separator.
pub(super) fn purpose_after(after: &str) -> &str {
    let end = after.find(['、', ',', '。', ';', '\n', '(']).unwrap_or(after.len());
    after[..end].split("http").next().unwrap_or_default()
}

/// What is said right behind a name that it is for: 用于推送消息, "for push messages".
pub(super) fn aim_after(after: &str) -> &str {
    let clause = after.split([',', '。', ';', '(', '\n']).next().unwrap_or_default();
    let told = ["用于", "用来", "提供", "为您提供", "for", "isusedfor", "usedfor", "isusedto", "provides"];
    if told.iter().any(|word| clause.starts_with(word)) { clause } else { "" }
}

/// Whether what stands between the name of a firm and "SDK" names a product, not only a system or the like.
pub(super) fn is_strange(function: &str) -> bool {
    const PLAIN: &[&str] = &[
        "开放平台",
        "平台",
        "移动",
        "第三方",
        "客户端",
        "官方",
        "android",
        "安卓",
        "ios",
        "的",
        "系列",
        "相关",
        "服务",
        "产品",
        "公司",
        "旗下",
        "技术",
        "云",
        "等",
        "app",
        "mobile",
        "open",
        "platform",
        "third-party",
        "thirdparty",
    ];
    let mut rest = function.to_owned();
    PLAIN.iter().for_each(|word| rest = rest.replace(word, ""));
    rest.retain(char::is_alphabetic);
    !rest.is_ascii() && rest.chars().count() >= 2 && rest.chars().count() <= 6
}

/// `SDK` follows within a few characters, with nothing between that ends a name.
pub(super) fn followed_by_sdk(after: &str) -> bool {
    // 百度地图（Android端、iOS端）SDK: a bracket may tell the systems.
    let systems = after.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let after = systems.filter(|(inner, _)| inner.len() <= 40 && inner.contains('端')).map_or(after, |(_, rest)| rest);
    // Latin words take more letters for the same thing.
    let near = first(after, if after.starts_with(|c: char| c.is_ascii()) { 44 } else { 24 });
    let end = near.find(['、', ',', '。', ';', '\n', ':', '/']).unwrap_or(near.len());
    ["sdk", "插件", "开发包"].iter().any(|word| near[..end].contains(word))
}

/// “微博”：该SDK由…公司提供: a quoted name, and who makes it.
pub(super) fn is_presented(before: &str, after: &str) -> bool {
    before.ends_with(['“', '"', '「'])
        && after.strip_prefix(['”', '"', '」']).and_then(|rest| rest.strip_prefix([':', ','])).is_some_and(|rest| {
            let rest = rest.strip_prefix("该sdk").unwrap_or(rest);
            rest.strip_prefix('由').is_some_and(|maker| first(maker, 30).contains("公司"))
        })
}

/// The name is a member of the list that "SDK" opens: `third-party SDK "Alipay and WeChat"`, "SDKs, including: …",
/// "the SDK provided by …".
pub(super) fn in_list_of_sdks(before: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "\"",
        "“",
        ":",
        "(",
        "including",
        ",including",
        "(including",
        "suchas",
        ",suchas",
        "(suchas",
        "(mainlyincluding",
        "providedby",
        "sharedby",
        "of",
        "包括",
        "有:",
        "为:",
    ];
    let Some(at) = before.rfind("sdk") else { return false };
    let rest = &before[at + "sdk".len()..];
    // "SDKs" and "SDK such as" go on with the same letter.
    let begins = |rest: &str| {
        OPENINGS.iter().filter(|opening| rest.starts_with(**opening)).max_by_key(|opening| opening.len()).copied()
    };
    let plural = rest.strip_prefix('s').and_then(|rest| Some((begins(rest)?, rest)));
    let opening = plural.or_else(|| Some((begins(rest)?, rest)));
    opening.is_some_and(|(opening, rest)| {
        let members = rest[opening.len()..].trim_start_matches([':', '"', '“']);
        let closed = match opening.trim_start_matches(',') {
            "\"" | "“" => members.contains(['"', '”']) && !members.ends_with(['"', '“']),
            open if open.starts_with('(') => members.contains(')'),
            _ => false,
        };
        !closed
            && !members.contains(['.', ';', '。'])
            && members.split([',', '、', '/']).all(|member| member.chars().count() <= 30)
    })
}

/// A brand that stands in a list of brands whose end names the function: 华为、小米、OPPO推送SDK.
pub(super) fn brand_in_list(after: &str) -> bool {
    let near = first(after, 40);
    let end = near.find(['。', ';', '\n', ':', ')']).unwrap_or(near.len());
    near.starts_with(['、', '/', ',']) && near[..end].contains("sdk")
}

/// The makers of phones whose push services are meant: 通过SDK与终端设备制造商(华为、小米)适配推送功能.
pub(super) fn names_makers(before: &str, sentence: &str) -> bool {
    let listed = ["厂商(", "制造商(", "厂家("]
        .iter()
        .any(|open| before.rfind(open).is_some_and(|at| !before[at..].contains(')')));
    listed && sentence.contains("推送") && sentence.contains("sdk")
        || makers_push(sentence) && (before.ends_with(['、', ',']) || sentence[before.len()..].contains(['、', ',']))
}

/// Whether a sentence speaks of the push services of the makers of phones.
pub(super) fn makers_push(sentence: &str) -> bool {
    let of_makers = ["厂商push", "厂商推送", "厂商的推送", "厂商的push"].iter().any(|word| sentence.contains(word));
    let english =
        ["manufacturer", "mobilephones"].iter().any(|word| sentence.contains(word)) && sentence.contains("push");
    (of_makers || english) && sentence.contains("sdk")
}

/// Whether a plain English word is written as the name that it is: 通过 Sentry 服务收集, "reports sent to Sentry".
pub(super) fn is_proper(reading: &Reading<'_>, range: &Range<usize>, before: &str, after: &str) -> bool {
    let written = reading.text.written(range.clone());
    let han =
        |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '(' | ')' | '、'));
    is_plain(&reading.text.lower()[range.clone()])
        && written.starts_with(|c: char| c.is_ascii_uppercase())
        && (han(before.chars().next_back()) || han(after.chars().next()))
        && before.chars().chain(after.chars()).any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// "We use services like Sentry": the name, written as one, is an example of what is used.
pub(super) fn is_like(reading: &Reading<'_>, range: &Range<usize>, before: &str) -> bool {
    ["serviceslike", "servicessuchas", "toolslike", "toolssuchas", "providerslike", "providerssuchas"]
        .iter()
        .any(|words| before.ends_with(words))
        && reading.text.written(range.clone()).starts_with(|c: char| c.is_ascii_uppercase())
}

/// How many bytes before a name the words may stand that open its list: a sentence of names would be walked again for
/// each.
const LONGEST_LIST: usize = 200;

/// "We use Amplitude and Mapbox", "payment providers such as Stripe": a name written as one, in the list of what is
/// used, or an item that begins with it and says what for ("Amplitude, to collect …").
pub(super) fn is_introduced(reading: &Reading<'_>, range: &Range<usize>, before: &str, after: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "weuse",
        "wealsouse",
        "wecurrentlyuse",
        "appuses",
        "appsuse",
        "serviceuses",
        "servicesuse",
        "suchas",
        "including",
        "poweredby",
        "providedby",
        "processedby",
        "handledby",
        "processorslike",
        "providers,",
        "providers:",
        "providers(",
        "processors,",
        "processors(",
        "partners,",
        "partners(",
        "use:",
        "e.g.",
        "e.g.,",
        "thirdpartysdks:",
        "tools:",
        "toaccess",
        "integrates",
        "integratesthe",
        "weusethe",
        "appusesthe",
    ];
    if !reading.text.written(range.clone()).starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    if before.is_empty() {
        return [",to", ",which", ",a", ",an", "isa", "isan"]
            .iter()
            .any(|told| after.strip_prefix(told).is_some_and(|_| reading.text.gap_before(range.end + told.len())));
    }
    let before = &before[floor(before, before.len().saturating_sub(LONGEST_LIST))..];
    let opening = OPENINGS.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max();
    opening.is_some_and(|at| {
        let members = &before[at..];
        !members.contains(['.', ';', ':', '。'])
            && (members.is_empty()
                || members.ends_with([',', '/'])
                || members.ends_with("and")
                || members.ends_with("or"))
            && members.split([',', '/']).all(|member| member.len() <= 24)
    })
}

/// "Sentry", "- Stripe: payments": an item of a list of providers that is a name written as one, or begins with it.
/// "You can sign in via Google, Facebook or Apple": the firm whose account lets users in.
pub(super) fn lets_in(before: &str) -> bool {
    const ENTRIES: &[&str] = &[
        "loginwith",
        "loginvia",
        "loginthrough",
        "loginusing",
        "signinwith",
        "signinvia",
        "signinthrough",
        "signinusing",
        "signupwith",
        "signupvia",
        "signupthrough",
        "signupusing",
        "registerwith",
        "registervia",
        "registerthrough",
        "connectwith",
        "connectvia",
        "connectthrough",
        "connectionvia",
        "connectionwith",
        "logintoyouraccountwith",
        "accountthrough",
        "accountvia",
        "servicesthrough",
    ];
    let Some(end) = ENTRIES.iter().filter_map(|entry| before.rfind(entry).map(|at| at + entry.len())).max() else {
        return false;
    };
    let between = &before[end..];
    between.len() <= 90
        && !between.contains(['.', ';', ':'])
        && !["we", "you", "they"]
            .iter()
            .any(|word| between.split(',').any(|part| part.starts_with(word) && !part.starts_with("your")))
}

pub(super) fn is_provider(
    reading: &Reading<'_>,
    block: usize,
    range: &Range<usize>,
    before: &str,
    after: &str,
) -> bool {
    before.is_empty()
        && (after.is_empty() || after.starts_with(['-', '–', '—', ':', '(', '。']))
        && reading.text.written(range.clone()).starts_with(|c: char| c.is_ascii_uppercase())
        && reading.in_provider_list(block)
}

/// 我们接入了百度地图、微信: what is built into an app is an SDK, whatever else has the name. In 接入了QQ音乐 the name
/// goes on.
pub(super) fn is_embedded(before: &str, after: &str) -> bool {
    const VERBS: &[&str] =
        &["接入了", "集成了", "嵌入了", "内置了", "我们接入", "我们集成", "应用接入", "应用集成", "app接入", "app集成"];
    let before = &before[floor(before, before.len().saturating_sub(LONGEST_LIST))..];
    let verb = VERBS.iter().filter_map(|verb| before.rfind(verb).map(|at| at + verb.len())).max();
    let ends = after.is_empty()
        || after.starts_with(['、', ',', '。', ';', '(', ')', '/', '\n'])
        || ["和", "与", "及", "等", "的", "用于", "提供", "服务", "平台"].iter().any(|word| after.starts_with(word));
    ends && verb.is_some_and(|end| {
        let members = &before[end..];
        let by_users = VERBS
            .iter()
            .any(|verb| before[..end].strip_suffix(verb).is_some_and(|who| who.ends_with(['您', '你', '户'])));
        let joined = members.is_empty() || members.ends_with(['、', '和', '与', '及', '/']);
        joined
            && !by_users
            && !members.contains([',', '。', ';', ':'])
            && members.split('、').all(|member| member.len() <= 24)
    })
}

/// Names of SDKs that are English words as well.
pub(super) fn is_plain(word: &str) -> bool {
    const PLAIN: &[&str] = &[
        "segment",
        "branch",
        "adjust",
        "amplitude",
        "sentry",
        "plausible",
        "braze",
        "intercom",
        "flurry",
        "countly",
        "matomo",
        "qonversion",
        "agora",
        "mapbox",
    ];
    PLAIN.contains(&word)
}

pub(super) fn starts_name(before: &str) -> bool {
    let rest = before.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | '、' | '·' | '•' | '-' | ':' | '【' | '●')
    });
    rest.is_empty() || rest.ends_with(':') || rest.ends_with('、') || rest.ends_with('/') || rest.ends_with(',')
}

/// Everyday names that say themselves what the product is for.
pub(super) fn is_product(word: &str) -> bool {
    ["googlesignin", "googlemaps", "googlepay", "applepay", "stripe", "paypal"].contains(&word)
        || ["百度地图", "高德地图", "腾讯地图", "谷歌地图"].contains(&word)
}

/// "We use Google Maps", 由高德地图提供, "Google Sign-In is used to …", "interfaces with the Google Maps platform".
pub(super) fn used_in_prose(before: &str, after: &str) -> bool {
    let before = before.strip_suffix("the").unwrap_or(before);
    if before.ends_with('由') && after.starts_with("提供") {
        return true;
    }
    [
        "我们使用",
        "我们采用",
        "我们调用",
        "应用使用",
        "app使用",
        "weuse",
        "appuses",
        "using",
        "via",
        "through",
        "poweredby",
        "interfacewith",
        "interfaceswith",
        "integrates",
        "sdk",
    ]
    .iter()
    .any(|verb| before.ends_with(verb))
        || ["isused", "areused", "isintegrated", "platform", "api", "sdk", "services"]
            .iter()
            .any(|tail| after.starts_with(tail))
}

/// 每个推断出的设备, 多个推广: the second half is no name.
pub(super) fn is_measured(brand: &str, before: &str, after: &str) -> bool {
    brand == "个推"
        && (before.ends_with(['每', '一', '各', '多', '几', '两', '三', '某', '该', '这', '那', '整', '单'])
            || after.starts_with(['送', '广', '荐', '销', '出', '特', '断', '测', '理']))
}

/// "Social network accounts (LinkedIn, Facebook)", 第三方账号（微信、QQ）: what stands in the brackets are accounts.
pub(super) fn lists_accounts(before: &str) -> bool {
    let Some(at) = before.rfind('(').filter(|&at| !before[at..].contains(')')) else { return false };
    let head = &before[..at];
    ["account", "accounts", "账号", "帐号", "账户"].iter().any(|word| head.ends_with(word))
        && !before[at..].contains("sdk")
}

/// What an everyday name must be near to in prose.
pub(super) fn everyday_in_prose(before: &str, after: &str) -> bool {
    let listed = before.ends_with(['、', '(', '/', ':', ','])
        || before.ends_with("包括")
        || before.ends_with("including")
        || before.ends_with("suchas")
        || before.ends_with("如")
        || before.ends_with("及")
        || before.ends_with("和")
        || before.ends_with("与");
    let account = [
        "账号",
        "帐号",
        "账户",
        "account",
        "昵称",
        "头像",
        "好友",
        "id",
        "号",
        "公众号",
        "小程序",
        "群",
        "用户",
        "客户端",
        "moments",
        "朋友圈",
        "扫",
        "user",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    let ends = after.starts_with(['、', ')', '/', ',', ';', '。', '\n', '('])
        || after.is_empty()
        || ["可能会收集", "会收集", "将收集", "可能会获取", "会获取"].iter().any(|verb| after.starts_with(verb));
    !account
        && (listed && ends
            || [
                "的sdk",
                "开放平台",
                "登录",
                "分享",
                "支付",
                "授权",
                "sdk",
                "服务",
                "地图",
                "analytics",
                "login",
                "pay",
                "share",
                "sharing",
            ]
            .iter()
            .any(|word| after.starts_with(word)))
}

/// What follows makes another thing of the name.
pub(super) fn not_this(after: &str) -> bool {
    [
        "academy",
        "学院",
        "手机",
        "设备",
        "终端",
        "应用市场",
        "应用商店",
        "公众号",
        "小程序",
        "浏览器",
        "账号",
        "帐号",
        "account",
        "id登",
        "phones",
        "devices",
        "邮箱",
        "advertisingid",
        "群",
        "userid",
        "playdata",
        "playstore",
        "playconsole",
        "playprotect",
        "playpolic",
        // The firm speaks of itself: 华为会如何使用您的个人数据.
        "会如何",
        "将如何",
        "如何",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}
