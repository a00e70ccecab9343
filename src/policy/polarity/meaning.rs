//! Words of data that mean something else where they stand: a device, people who are told something, what an app shows.

use std::ops::Range;

use crate::policy::sentence::{Reading, Sentence, floor};

/// "Close your browser", "transferred from your current location", "share your videos with your friends", "Game ID
/// (identification number)": the thing, the place, the people, what an abbreviation stands for.
pub(super) fn means_else(reading: &Reading<'_>, range: &Range<usize>, id: &str) -> bool {
    let lower = reading.text.lower();
    let before = &lower[floor(lower, range.start.saturating_sub(60))..range.start];
    let clause = before.rsplit([',', '.', ';', ':']).next().unwrap_or(before);
    match id {
        // 不会上传、后台存储或与第三方共享: a verb.
        "files" if &lower[range.clone()] == "存储" => before.ends_with("后台"),
        "user-agent" => {
            ["closeyour", "quityour", "如果您的", "如您的", "若您的"].iter().any(|words| clause.ends_with(words))
                || lower[range.end..].starts_with("或关联应用")
        }
        // "Helps relief organizations get aid".
        "android-id" => reading.text.written(range.clone()) == "aid",
        // 把链接写入剪切板 reads nothing.
        "clipboard" => clause.ends_with("写入"),
        // "In voice rooms".
        "order-info" => lower[range.clone()].starts_with("invoice") && reading.text.gap_before(range.start + 2),
        // "App version and build number": of the app.
        "system-build" => before.ends_with("appversionand"),
        // "Required for account identification": an aim.
        "user-id" if &lower[range.clone()] == "accountidentification" => before.ends_with("for"),
        "account-info" => clause.ends_with("重复输入"),
        // 基于我们与通信运营商的合作: the firm.
        "carrier" => {
            ["的合作", "提供", "会将", "将您", "、第三方", "等第三方"]
                .iter()
                .any(|what| lower[range.end..].starts_with(what))
                && !lower[range.end..].starts_with("提供的")
        }
        // 禁用某些类型的Cookie is what users may do.
        "cookie" => ["禁用某些类型的", "阻止某些类型的", "拒绝某些类型的", "绝对必要的"]
            .iter()
            .any(|words| before.ends_with(words)),
        // 您可以在相关页面访问、更正、删除您的个人信息.
        "usage-log" if lower[range.clone()].ends_with("页面访问") => {
            ["、", "或", "和", "并"].iter().any(|rest| lower[range.end..].starts_with(rest)) && !clause.contains("收集")
        }
        "app-identity" => &lower[range.clone()] == "版本" && before.ends_with("型号、"),
        // Android版本：设备信息、…: for which system the list is.
        "os-version" => {
            before.ends_with('\n')
                && lower[range.end..].starts_with(':')
                && ["android版本", "安卓版本", "ios版本"].contains(&&lower[range.clone()])
        }
        // 您可以登录账号通过…: a verb and its object.
        "user-id" if ["登录账号", "登录账户", "登陆账号"].contains(&&lower[range.clone()]) => {
            ["后", "通过", "时", "并", "即可", "才能"].iter().any(|rest| lower[range.end..].starts_with(rest))
                || clause.ends_with("可以")
        }
        // 小米、华为等品牌: the brands that are meant.
        "device-brand" => &lower[range.clone()] == "品牌" && clause.ends_with('等'),
        // "The videos your child watches", "interactions with our emails": what the app shows or sends.
        "photos-media" | "user-content" => {
            ["watcha", "watch", "watching", "watchthe", "viewa", "viewing"].iter().any(|verb| clause.ends_with(verb))
                || WATCHED.iter().any(|verb| lower[range.end..].starts_with(verb))
                || &lower[range.clone()] != "图片" && SHOWN.iter().any(|verb| lower[range.end..].starts_with(verb))
        }
        "email" => {
            &lower[range.clone()] == "emails"
                && (before.contains("interact") && !before.contains(['.', ';']) || before.ends_with("our"))
        }
        // "Shipping address (e.g., city, state, zip code)".
        "coarse-location" if before.rfind("address(").is_some_and(|at| !before[at..].contains(')')) => true,
        // "Address, zip code, place, country": the parts of one.
        "coarse-location"
            if before.rfind("address,").is_some_and(|at| {
                let between = &before[at + "address".len()..];
                !["mail", "ip", "mac"].iter().any(|kind| before[..at].ends_with(kind))
                    && !between.contains(['.', ';', ':', '('])
                    && between.matches(',').count() <= 4
            }) =>
        {
            true
        }
        // "Partner ID": of something else.
        "user-id" if &lower[range.clone()] == "id" => before.ends_with(|c: char| c.is_ascii_alphabetic()),
        // 需要收集的手机信息/设备权限包括：, “获取手机信息”权限.
        "device-info" if &lower[range.clone()] == "手机信息" => {
            ["/设备权限", "和设备权限", "或设备权限", "”权限", "\"权限", "权限"]
                .iter()
                .any(|rest| lower[range.end..].starts_with(rest))
        }
        // 读取剪切板中的口令: what was copied to share something.
        "password" if &lower[range.clone()] == "口令" => {
            ["剪切板", "剪贴板", "剪切版", "分享"].iter().any(|word| before.contains(word))
        }
        "location" | "coarse-location" => clause.ends_with("transferredfromyour"),
        "social-relations" => clause.ends_with("with") && clause.contains("share"),
        "id-document" => before.ends_with("id("),
        _ => false,
    }
}

/// What is done with the videos of a service, or what such a video has.
const SHOWN: &[&str] = &[
    "浏览",
    "的浏览",
    "播放",
    "的播放",
    "画面",
    "的画面",
    "视觉效果",
    "内容、资讯",
    "偏好",
    "剪辑",
    "发布页",
    "推荐",
    "美化",
];

/// What follows a video that the app shows.
const WATCHED: &[&str] = &[
    "watched",
    "viewed",
    "youwatch",
    "youview",
    "theywatch",
    "yourchildwatches",
    "youhavewatched",
    "youhaveviewed",
    "blocked",
    "youmayallow",
];

/// 向您的紧急联系人发送您的位置: the contact is told something.
pub(super) fn is_told(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    let before = &folded[floor(folded, range.start.saturating_sub(30))..range.start];
    let before = before.trim_end_matches("紧急").trim_end_matches("指定的").trim_end_matches(['您', '你', '的']);
    if ["向", "给", "通知", "联系", "呼叫"].iter().any(|verb| before.ends_with(verb)) {
        return true;
    }
    // "Sent to your chosen contacts", "shared only with contacts you select".
    let lower = reading.text.lower();
    let mut before = &lower[floor(lower, range.start.saturating_sub(50))..range.start];
    const CHOSEN: &[&str] =
        &["chosen", "selected", "pre-", "designated", "emergency", "trusted", "your", "the", "only"];
    while let Some(rest) = CHOSEN.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    let read = ["accessto", "permissionto", "connectto", "accesswith"].iter().any(|verb| before.ends_with(verb));
    (before.ends_with("to") || before.ends_with("with")) && !read
}

/// "The IMEI of your phone", "mobile phone's model", "Huawei/Xiaomi mobile phones": the device, not a number.
pub(super) fn is_device(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const PARTS: &[&str] = &["'s", "s", "imei", "status", "model", "device", "manufacturer", "vibration", "storage"];
    let lower = reading.text.lower();
    let before = &lower[floor(lower, range.start.saturating_sub(20))..range.start];
    let after = &lower[range.end..];
    // 手机相册, 手机串码IMEI: the album of the device, its serial.
    if &lower[range.clone()] == "手机" {
        const OF_DEVICE: &[&str] =
            &["/电话", "设备", "串码", "相机", "相册", "系统", "麦克风", "摄像头", "型号", "品牌", "存储"];
        return OF_DEVICE.iter().any(|part| after.starts_with(part))
            || !reading.data_in(&(range.end..range.end + 1)).is_empty();
    }
    if !matches!(lower[range.clone()].trim_end_matches('s'), "phone" | "mobile" | "mobilephone" | "cellphone") {
        return false;
    }
    let whose = ["your", "the", "auser's", "theuser's"].iter().find_map(|whose| before.strip_suffix(whose));
    let of = whose.is_some_and(|before| {
        ["of", "on", "from", "in", "onto", "using", "use"].iter().any(|word| before.ends_with(word))
    });
    let maker = reading.names_in(&(range.start.saturating_sub(12)..range.start));
    of || PARTS.iter().any(|part| after.starts_with(part)) || maker.iter().any(|hit| hit.range().end == range.start)
}

/// "Cookies are small files that are saved on your device": the files are the cookies.
pub(super) fn is_cookie_file(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    reading.words(&sentence.range).has("cookie")
}
