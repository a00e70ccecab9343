//! Which of the names found in a text are mentions of an SDK.

use std::ops::Range;

use super::cues::Cue;
use super::lexicon::{Hit, Tag};
use super::names::Names;
use super::sentence::{Reading, Sentence, first};

mod around;
mod misspelt;
pub(super) mod unknown;

use around::{
    EVERYDAY, aim_after, brand_in_list, everyday_in_prose, followed_by_sdk, in_list_of_sdks, is_embedded,
    is_introduced, is_like, is_measured, is_plain, is_presented, is_product, is_proper, is_provider, is_strange,
    lets_in, lists_accounts, makers_push, named_by_key, names_makers, not_this, purpose_after, starts_name,
    used_in_prose,
};
use misspelt::misspelt;

/// A name in the text that stands for an SDK.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The folded range of the name.
    pub range: Range<usize>,
    /// Indices into [`Names::sdks`]: one, or the products of a brand that nothing tells apart.
    pub sdks: Vec<usize>,
    /// The brand that was meant, where the text misspells it.
    pub misspelling_of: Option<String>,
}

/// Finds the mentions of the sentence `index`. `in_entry` tells that the block is the name of an entry in an SDK list.
pub fn mentions(reading: &Reading<'_>, names: &Names, index: usize, named: bool) -> Vec<Mention> {
    let sentence = &reading.sentences[index];
    let sdk_talk = named || reading.has_cue(&sentence.range, Cue::Sdk) || reading.in_sdk_section(sentence.block);
    let mut out: Vec<Mention> = Vec::new();
    let hits = reading.names_in(&sentence.range);
    if hits.is_empty() && !sdk_talk || reading.is_absent(sentence) {
        return out;
    }
    // "Admob, Facebook, Vungle": beside the name of an SDK an everyday name is one too.
    let sdk_talk = sdk_talk || names_an_sdk(reading, hits);
    let mut at = 0;
    while at < hits.len() {
        let range = hits[at].range();
        let mut group = at + 1;
        while group < hits.len() && hits[group].range() == range {
            group += 1;
        }
        if let Some(mention) = judge(reading, names, &hits[at..group], sentence, sdk_talk, named) {
            out.push(mention);
        }
        at = group;
    }
    out.retain(|mention| !is_denied(reading, sentence, mention.range.start));
    // "Google Firebase" is one name: a firm right before its product names no other.
    let ends: Vec<usize> = out.iter().map(|mention| mention.range.start).collect();
    out.retain(|mention| mention.sdks.len() < 2 || !ends.contains(&mention.range.end));
    if sdk_talk {
        misspelt(reading, names, sentence.range.clone(), named, &mut out);
    }
    out.sort_by_key(|mention| mention.range.start);
    out
}

/// "It does not include Firebase Analytics", 未集成友盟SDK, "No advertising SDKs (no AdMob …)".
fn is_denied(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    const DENIALS: &[&str] = &[
        "notinclude",
        "notuse",
        "notintegrate",
        "notcontain",
        "notembed",
        "notincorporate",
        "未集成",
        "未接入",
        "未使用",
        "未嵌入",
        "不集成",
        "不接入",
        "不使用",
        "不嵌入",
        "没有集成",
        "没有接入",
        "没有使用",
    ];
    let before = reading.words(&(sentence.range.start..at.max(sentence.range.start)));
    let list = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let none = list.starts_with("no") && reading.text.gap_before(sentence.range.start + before.len() - list.len() + 2);
    // "No Firebase, and no custom telemetry".
    let no = before.ends_with("no") && reading.text.gap_before(at - 2) && reading.text.gap_before(at);
    no || none && list.contains("sdk")
        || DENIALS.iter().filter_map(|denial| before.last_place(denial)).max().is_some_and(|at| {
            let (subject, between) = before.split_at(at);
            // "If you do not use …" and 如您不使用… say what users may do.
            !subject.ends_with(['您', '你'])
                && !subject.ends_with("youdo")
                && !["但", "but", ";", "。", ",we", "使用的", "以外"].iter().any(|stop| between.contains(stop))
        })
}

/// Whether one of the names stands for an SDK and for nothing else.
fn names_an_sdk(reading: &Reading<'_>, hits: &[Hit]) -> bool {
    hits.iter().any(|hit| {
        matches!(hit.tag, Tag::Sdk(_))
            && !EVERYDAY.contains(&&reading.text.lower()[hit.range()])
            && !reading.in_link(&hit.range())
    })
}

fn judge(
    reading: &Reading<'_>,
    names: &Names,
    group: &[Hit],
    sentence: &Sentence,
    sdk_talk: bool,
    named: bool,
) -> Option<Mention> {
    let (base, block) = (sentence.range.start, sentence.block);
    let whole = reading.words(&sentence.range);
    let lower = &*whole;
    let range = group.first()?.range();
    let word = &reading.text.lower()[range.clone()];
    let (before, after) = (&lower[..range.start - base], &lower[range.end - base..]);
    let inside_title = reading.in_title(&range);
    let mut direct: Vec<usize> = Vec::new();
    let mut packages: Vec<usize> = Vec::new();
    let (mut brand, mut entity) = (None, None);
    for hit in group {
        match hit.tag {
            Tag::Sdk(sdk) => direct.push(sdk as usize),
            Tag::Package(sdk) => packages.push(sdk as usize),
            Tag::Brand(vendor) => brand = Some(vendor as usize),
            Tag::Entity(vendor) => entity = Some(vendor as usize),
            _ => {}
        }
    }
    direct.dedup();
    // "Sina Weibo Share SDK" is the one of Weibo.
    if word == "sharesdk"
        && reading.names_in(&(sentence.range.start..range.start)).iter().any(|hit| hit.range().end == range.start)
    {
        return None;
    }
    // Parts of links and of longer Latin names (`facebook.com`, `Baidu Inc.`) are no mention.
    if reading.in_link(&range)
        || after.starts_with(".com")
        || after.starts_with(".cn")
        || is_measured(word, before, after)
        || lists_accounts(before)
    {
        return None;
    }
    // "Adjust your wallpaper" names no firm.
    if ["your", "the", "our", "this"].iter().any(|word| after.starts_with(word)) && is_plain(word) {
        return None;
    }
    // The name of a company in the place of that of an SDK is the one of its products that the purpose tells.
    if let (true, true, true, Some(entity)) = (named, direct.is_empty(), packages.is_empty() && brand.is_none(), entity)
        && before.is_empty()
    {
        let products = names.vendor_products(entity);
        let fits = names.narrow(products, &format!("{}{}", first(after, 300), reading.purpose_near(&range)));
        return (fits.len() == 1).then_some(Mention { range, sdks: fits, misspelling_of: None });
    }
    let lets_in = matches!(word, "facebook" | "google" | "twitter" | "linkedin") && lets_in(before);
    if let (true, Some(vendor)) = (lets_in && direct.is_empty(), brand) {
        let mut fits = names.narrow(names.vendor_products(vendor), "login");
        // Of Firebase Authentication and Google Sign-In the second is meant.
        if fits.len() > 1 {
            fits.retain(|&sdk| names.sdks[sdk].id.ends_with("-signin"));
        }
        return (fits.len() == 1).then_some(Mention { range, sdks: fits, misspelling_of: None });
    }
    let like = lets_in
        || is_plain(word) && is_like(reading, &range, before)
        || (is_plain(word) || matches!(word, "stripe" | "paypal"))
            && (is_introduced(reading, &range, before, after) || is_provider(reading, block, &range, before, after))
        // "Facebook" below "third-party service providers used by the app:", and nothing else.
        || after.is_empty() && is_provider(reading, block, &range, before, after);
    // "Firebase: https://…": a line that is a name and its address, or has that as the next line. What everyday names
    // lead to may be anything but their privacy policy.
    let policy_below = before.is_empty() && after.is_empty() && reading.has_policy_below(block);
    let linked = policy_below
        || before.is_empty()
            && (after.starts_with(":http")
                || after.is_empty() && !EVERYDAY.contains(&word) && reading.has_address_below(block));
    // The name of a firm names its product only where an SDK is named.
    if entity.is_some()
        && !(like || linked)
        && (direct.is_empty() && brand.is_none() || !named && !followed_by_sdk(after))
    {
        return None;
    }
    if !packages.is_empty() {
        let fits = names.narrow(packages, lower);
        return Some(Mention { range, sdks: fits, misspelling_of: None });
    }
    let everyday = EVERYDAY.contains(&word) && !is_proper(reading, &range, before, after);
    // "When you sign in with Weibo or WeChat, the relevant SDK collects …".
    let relevant = ["relevantsdk", "correspondingsdk", "相关sdk", "对应的sdk", "对应sdk"];
    let relevant = whole.part(after).has_any(&relevant) || is_presented(before, after);
    let adjacent = followed_by_sdk(after) || in_list_of_sdks(before) || relevant;
    // 通过微博、微信、邮件等渠道联系我们.
    if everyday && !adjacent && !named && whole.has_any(&["联系我们", "contactus", "渠道"]) {
        return None;
    }
    // 手环信息 holds no 环信.
    if word.ends_with('信') && after.starts_with('息') {
        return None;
    }
    // 查询特定第三方应用（包括微信、百度地图等）的安装状态: the apps on the device.
    let states = ["安装状态", "是否安装", "是否已安装"];
    if !adjacent && whole.has_any(&states) && states.iter().any(|state| after.contains(state)) {
        let lists = ["应用(包括", "应用(如", "软件(如", "app(如"];
        if lists.iter().any(|list| before.rfind(list).is_some_and(|at| !before[at..].contains(')'))) {
            return None;
        }
    }
    let bare = everyday && brand.is_some() && !adjacent && !named && !like && !policy_below;
    if !direct.is_empty() && !bare {
        // "- **Mapbox** — maps and routing": an item of a list of SDKs that begins with the name. "Google Sign-In: used
        // to …" says so anywhere.
        let item = before.is_empty() && after.starts_with(['-', '–', '—', ':', '(']);
        let used = everyday
            && (like
                || policy_below
                || is_product(word) && (item || used_in_prose(before, after))
                || item && is_plain(word) && reading.in_sdk_section(block)
                || is_embedded(before, after));
        if everyday && !sdk_talk && !adjacent && !used {
            return None;
        }
        if everyday && !named && !adjacent && !used && !everyday_in_prose(before, after) {
            return None;
        }
        if inside_title && !adjacent && !named {
            return None;
        }
        if not_this(after) {
            return None;
        }
        // 高德地图Android定位SDK: what follows up to SDK tells which product of the firm is meant.
        if let (&[sdk], Some(end)) = (direct.as_slice(), purpose_after(after).find("sdk")) {
            let vendor = names.vendors.iter().position(|vendor| vendor.id == names.sdks[sdk].vendor);
            let products = vendor.map(|vendor| names.vendor_products(vendor)).unwrap_or_default();
            let narrowed = names.narrow(products.clone(), &after[..end]);
            if narrowed.len() == 1 && narrowed.len() < products.len() {
                return Some(Mention { range, sdks: narrowed, misspelling_of: None });
            }
        }
        // 友盟SDK用于推送消息: the name of the firm before "SDK" stands for the product that the purpose names.
        if let &[sdk] = direct.as_slice()
            && let Some(vendor) = names.vendors.iter().position(|vendor| {
                let brand = word.strip_suffix("sdk").filter(|brand| !brand.is_empty());
                vendor.id == names.sdks[sdk].vendor
                    && vendor.brands.iter().any(|known| brand == Some(crate::policy::fold::pattern(known).as_str()))
            })
        {
            let aim = if named { reading.purpose_near(&range) } else { aim_after(after).to_owned() };
            let fits = names.narrow(names.vendor_products(vendor), &aim);
            if fits.len() == 1 {
                return Some(Mention { range, sdks: fits, misspelling_of: None });
            }
        }
        // A brand with a product of its own name is still only a brand when other products are meant.
        if let Some(vendor) = brand
            && direct.iter().all(|&sdk| names.sdks[sdk].id != *word)
        {
            let narrowed = names.narrow(names.vendor_products(vendor), purpose_after(after));
            if narrowed.len() == 1 {
                return Some(Mention { range, sdks: narrowed, misspelling_of: None });
            }
        }
        return Some(Mention { range, sdks: direct, misspelling_of: None });
    }
    let vendor = brand?;
    // The name of an entry may say for which of its stores a firm has an SDK: OPPO应用市场联运SDK.
    let of_store = named && first(after, 24).contains("sdk");
    // "We upload crash logs to Youmeng": the brand is taken for an SDK without that word.
    let only_sdks = || names.vendors[vendor].only_sdks.iter().any(|brand| crate::policy::fold::pattern(brand) == *word);
    let maker = names.vendors[vendor].makes_phones
        && (names_makers(before, lower)
            || in_list_of_sdks(before) && ["推送", "push"].iter().any(|to| lower.contains(to)));
    // 华为、OPPO、VIVO手机，我们接入上述手机厂商Push SDK: the last of the list stands before the word for all.
    let phones = maker && before.ends_with('、') && after.starts_with("手机");
    if !(sdk_talk || linked || like || only_sdks()) || inside_title || not_this(after) && !of_store && !phones {
        return None;
    }
    let list = brand_in_list(after) || maker;
    // "Services such as WeChat Pay, Alipay": a firm that has nothing but one way to pay.
    let pays = matches!(names.vendor_products(vendor).as_slice(), &[sdk] if names.sdks[sdk].category == "payment");
    let listed = everyday && pays && everyday_in_prose(before, after);
    if !(adjacent || named && starts_name(before) || list || listed || linked || like || only_sdks()) {
        return None;
    }
    // Firebase is a brand of Google, and not all that Google has.
    let mut products = names.vendor_products(vendor);
    let own = |sdk: &usize| names.sdks[*sdk].id.starts_with(word);
    if products.iter().any(own) {
        products.retain(own);
    }
    if products.is_empty() {
        return None;
    }
    let whole = named || followed_by_sdk(after) || brand_in_list(after);
    // 阿里云反馈SDK, 腾讯验证码SDK: a product of the firm that no record knows.
    let function = purpose_after(after).split("sdk").next().unwrap_or_default();
    let strange = products.len() > 1 && is_strange(function) && !names.tells_function(function);
    if !named && strange && followed_by_sdk(after) {
        return Some(Mention { range, sdks: Vec::new(), misspelling_of: None });
    }
    if whole && names.is_other(&products, purpose_after(after)) {
        return None;
    }
    if maker && (!brand_in_list(after) || makers_push(lower) || in_list_of_sdks(before)) {
        let pushes = names.narrow(products, "推送");
        return (pushes.len() == 1).then_some(Mention { range, sdks: pushes, misspelling_of: None });
    }
    let close = names.narrow(products.clone(), purpose_after(after));
    let sdks = if close.len() < products.len() {
        close
    } else {
        let near = names.narrow(products, &format!("{after}{}", reading.purpose_near(&range)));
        // 推送：个推隐私协议: what stands before may tell, where nothing behind does.
        if near.len() > 1 && named_by_key(before) { names.narrow(near, before) } else { near }
    };
    Some(Mention { range, sdks, misspelling_of: None })
}

/// The SDK of an entry whose name tells only a function (统计SDK), by the firm that operates it.
pub fn of_operator(
    reading: &Reading<'_>,
    names: &Names,
    name: &Range<usize>,
    operator: &Range<usize>,
) -> Option<Mention> {
    const FUNCTIONS: &[&str] = &[
        "统计",
        "分析",
        "推送",
        "支付",
        "地图",
        "定位",
        "登录",
        "登陆",
        "一键",
        "轻量",
        "分享",
        "客户端",
        "app",
        "android",
        "安卓",
        "消息",
        "数据",
        "服务",
        "广告",
        "崩溃",
        "监控",
        "性能",
        "移动",
        "组件",
        "插件",
        "第三方",
        "认证",
        "号码",
        "本机",
        "手机号",
        "手机",
        "免密",
        "校验",
        "身份",
        "音视频",
        "直播",
        "视频",
        "播放器",
        "客服",
        "即时通讯",
        "语音",
        "识别",
        "人脸",
        "实名",
        "验证码",
        "短信",
        "push",
        "analytics",
        "pay",
        "login",
        "share",
        "map",
        "location",
        "sdk",
        "开放平台",
        "的",
        "及",
        "与",
        "和",
        "端",
        "版",
    ];
    let lower = reading.text.lower();
    // The letter of an item is no part of its name: a) 地图SDK.
    let letter = lower[name.clone()].find(')').filter(|&at| at == 1).map_or(0, |at| at + 1);
    let name = name.start + letter..name.end;
    let mut rest = lower[name.clone()].to_owned();
    FUNCTIONS.iter().for_each(|word| rest = rest.replace(word, ""));
    if rest.chars().any(char::is_alphabetic) {
        return None;
    }
    let vendor = reading.names_in(operator).iter().find_map(|hit| match hit.tag {
        Tag::Entity(vendor) | Tag::Brand(vendor) => Some(usize::from(vendor)),
        _ => None,
    })?;
    let purpose = format!("{}{}", &lower[name.clone()], reading.purpose_near(&name));
    let fits = names.narrow(names.vendor_products(vendor), &purpose);
    (fits.len() == 1).then_some(Mention { range: name, sdks: fits, misspelling_of: None })
}

/// The SDK of a name that says for which system it is: 微信Android SDK.
pub fn of_system(reading: &Reading<'_>, names: &Names, name: &Range<usize>) -> Option<Mention> {
    let written = &reading.text.lower()[name.clone()];
    let mut plain = written.to_owned();
    ["android", "安卓", "ios", "客户端", "移动端"].iter().for_each(|word| plain = plain.replace(word, ""));
    if plain.len() == written.len() {
        return None;
    }
    Some(Mention { range: name.clone(), sdks: vec![names.called(&plain)?], misspelling_of: None })
}
