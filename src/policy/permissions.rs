//! Permissions in the words that policies use.

use super::cues::Cue;
use super::entries::Slot;
use super::lexicon::Permission;
use super::outline::Zone;
use super::sentence::{Reading, Sentence, first, floor};
use super::text::BlockKind;
use super::{Hit, Polarity};

mod naming;

pub use naming::{is_asked, is_name};
use naming::{is_detailed, is_explained, is_inside_identifier, names_permission, shares_ending};

/// Verbs that begin another clause: 收集设备信息或申请设备权限 names no permission for 设备信息.
const VERBS: &[&str] = &["申请", "获取", "开启", "开通", "管理", "收集", "使用您", "读取", "调用", "授予"];

/// Judges one permission word: requested, denied, or neither.
pub fn judge(reading: &Reading<'_>, sentence: &Sentence, hit: &Hit, word: &Permission) -> Option<Polarity> {
    let slot = reading.slot_at(hit.range().start);
    let zone = reading.zone(sentence.block);
    if reading.in_title(&hit.range()) || reading.in_link(&hit.range()) || reading.is_elsewhere(sentence.block) {
        return None;
    }
    let strong = word.strong;
    // "SEND_SMS — send your location": what follows the constant of another permission tells what that one is for.
    let first = reading.permissions_in(&sentence.range).first().filter(|first| first.range().end <= hit.range().start);
    if first.is_some_and(|first| is_explained(reading, first)) && !strong {
        return None;
    }
    let range = &sentence.range;
    let words = reading.words(range);
    let lower = &*words;
    let at = hit.range().start - range.start;
    let end = hit.range().end - range.start;
    // "iOS: photo library access".
    let other = ["ios:", "ios版本:", "ios版:", "foriosusers", "iphone:"].iter().any(|system| lower.starts_with(system));
    // "If we cannot access your location, we use your IP address".
    if ["ifwecannot", "ifwecan't", "ifweareunable"].iter().any(|word| lower[..at].contains(word)) {
        return None;
    }
    // Android-存储/ iOS-照片：…: one name for each system.
    let system = lower[..at].trim_end_matches('-');
    let of_ios = system.ends_with("ios") && lower[end..].starts_with([':', '(', '/'])
        || lower.starts_with("ios-") && !lower.contains("android");
    if other || of_ios {
        return None;
    }
    let of_android = matches!(system, "android" | "安卓") && lower[end..].starts_with(['/', ':']);
    // 个人信息的收集、处理、存储: what is done with data.
    let done = ["收集", "使用", "处理", "传输", "保存", "加工"];
    if &lower[at..end] == "存储"
        && done.iter().any(|verb| lower[..at].trim_end_matches(['、', '和', '及', '与']).ends_with(verb))
    {
        return None;
    }
    // "Data storage" is where data is kept.
    if lower[..at].ends_with("data") && lower[at..].starts_with("storage") {
        return None;
    }
    // 手机信息/设备权限包括：: the words above a list.
    let above = lower[end..].trim_start_matches(['/', '和', '或', '及', '与', '、']);
    if above.len() < lower[end..].len() && above.starts_with("设备权限") && !strong {
        return None;
    }
    // 存储、访问权限控制: how data is kept safe.
    if lower[end..].starts_with("控制") && lower[at..end].ends_with("权限")
        || ["权限控制", "权限管理", "、访问权限控制"].iter().any(|guard| lower[end..].starts_with(guard))
    {
        return None;
    }
    // 通知权限状态: what is read is whether it was given.
    if lower[end..].starts_with("状态") && lower[at..end].ends_with("权限") || lower[end..].starts_with("权限状态")
    {
        return None;
    }
    // (12)存储权限:用于扫一扫、蓝牙Key: behind the label of another permission is told what that one is for.
    if !strong
        && label_of(&lower[..at])
            .map(|label| range.start..range.start + label)
            .is_some_and(|label| !reading.permissions_in(&label).is_empty() || !reading.data_in(&label).is_empty())
    {
        return None;
    }
    // 所需信息或权限：相机: a cell that is nothing but what may be asked for.
    let whole = at == 0 && lower.len() == end && !lower.ends_with("列表");
    if !strong && slot.is_none() && is_detailed(reading, hit) {
        return None;
    }
    let in_slot = matches!(slot, Some(Slot::Permission)) || (strong || whole) && slot == Some(Slot::DataAndPermission);
    // In a chapter on permissions a short line is the name of one.
    let line = reading.text.blocks[sentence.block].range.len() < 90;
    // What a cell or a line under another key says, such as the purpose, is none. A column of data may hold them; a
    // line under the key of data says what is read.
    let cell = matches!(reading.text.blocks[sentence.block].kind, BlockKind::Cell(_));
    let joined = lower[..at].ends_with(['&', '、', '/', '+']);
    let line = line || joined && reading.text.blocks[sentence.block].range.len() <= 200;
    // "Camera — only so that you can photograph a list": a longer item that begins with the permission.
    let leading = sentence.first
        && (at <= 3 || joined && at <= 12 || of_android)
        && lower[end..].starts_with(['—', '–', ':', '/']);
    let heads = zone == Zone::Permission
        && (line || leading)
        && (at < 30 || joined)
        && !lower[..at].contains(':')
        && (slot.is_none() || slot == Some(Slot::Data) && cell);
    // "The app requests these permissions:" above, and the line begins with one of them. Below 本应用会申请下列系统权限 a
    // cell of purposes (统计分析应用使用情况) is none.
    let listed = reading.asks[sentence.block]
        && sentence.first
        && (slot.is_none() || matches!(slot, Some(Slot::Permission | Slot::Data | Slot::DataAndPermission)))
        && (at <= 12 || joined)
        && !lower[..at].contains([':', ','])
        && !lower[..at].contains("信息(")
        && (lower.len() == end
            || lower[end..].starts_with([':', '(', ',', '/', '、', '—', '–', '-', '权', 'p', '。', '和', '与', '及']));
    // 1.读取、修改存储设备的内容, and below it what "this permission" is for.
    let explained = sentence.first && at <= 12 && range.len() <= 90 && {
        let next =
            reading.text.blocks.get(sentence.block + 1).map_or("", |_| reading.text.block_text(sentence.block + 1));
        ["此权限", "该权限", "本权限", "这个权限", "this permission"].iter().any(|word| next.contains(word))
    };
    // In a column of data 位置信息、网络权限 names data first and a permission second.
    let told = (matches!(slot, Some(Slot::Data | Slot::DataAndPermission)) || is_used(&lower[..at]))
        && tells_data(lower, at, end);
    let named = strong
        || in_slot
        || !told && names_permission(&words, at, end)
        || heads
        || shares_ending(&reading.text.lower()[hit.range().end..])
        || sentence.first && is_explained(reading, hit)
        || explained
        || listed
        || leads(reading, sentence, at, end);
    if is_switched_on(reading, range, lower, at, end) {
        return Some(Polarity::Affirmed);
    }
    if !named || !strong && is_inside_identifier(reading, hit) {
        return None;
    }
    if in_slot {
        let refused = is_refused_key(reading.text.block_text(sentence.block));
        return Some(if refused { Polarity::Denied } else { Polarity::Affirmed });
    }
    let denied = [
        "不会申请",
        "不申请",
        "未申请",
        "不会获取",
        "不会要求",
        "不会索取",
        "不需要",
        "无需",
        "不会调用",
        "不会使用",
        "不会开启",
        "不会读取",
        "不读取",
        "不会访问",
        "donotrequest",
        "willnotrequest",
        "notrequest",
        "donotrequire",
        "doesnotrequire",
        "doesnotrequest",
        "donotaskfor",
        "willnotask",
        "neverrequest",
        "notask",
        "n'trequest",
        "n'task",
        "n'tneed",
        "n'trequire",
        "不申领",
        "doesnotneed",
        "donotread",
        "doesnotread",
        "willnotread",
        "neverread",
        "donotaccess",
        "doesnotaccess",
        "willnotaccess",
        "neveraccess",
        "hasnoaccessto",
        "havenoaccessto",
        "n'tread",
        "n'taccess",
    ]
    .iter()
    .filter_map(|word| words.place(word))
    .any(|not| {
        not < at
            && !lower[not..at].contains(['。', ';'])
            && ![",我们", ",拒绝"].iter().any(|stop| lower[not..at].contains(stop))
    });
    let conditional = reading.has_cue(range, Cue::Unless)
        || reading.has_cue(range, Cue::Consent) && lower.contains('未')
        || words.has_any(&["如您不", "若您不", "如果您不", "如不使用", "atanyothertime"]);
    // "The app has no camera, microphone or storage permissions".
    let none = reading.cues(range, Cue::No).filter(|no| no.end <= hit.range().start).any(|no| {
        let list = &reading.text.lower()[no.end..hit.range().end];
        let tail =
            super::sentence::first(&reading.text.lower()[hit.range().start..range.end.max(hit.range().start)], 90);
        list.len() <= 90 && tail.contains("permission") && !list.contains(['.', ';', ':']) && !list.contains("but")
    });
    if denied || none || super::polarity::is_denied(reading, sentence, hit.range().start) {
        return (!conditional).then_some(Polarity::Denied);
    }
    // 将您的网络状态、读取外部存储共享至…SDK: what is handed on was asked for.
    let handed = strong && reading.has_cue(range, Cue::Share) && words.upto(at).has("将您的") && words.has("sdk");
    // 10）android.permission.WAKE_LOCK（…）：…: a line that begins with the constant.
    let coded = strong && sentence.first && {
        let name = &reading.text.folded()[hit.range()];
        let constant = name.contains("permission.") || lower[..at].ends_with("permission.");
        constant && at <= 30 && lower[end..].starts_with(['(', ':', '—', '–'])
    };
    if coded {
        return Some(Polarity::Affirmed);
    }
    let asks = handed || reading.has_cue(range, Cue::Ask) || reading.has_cue(range, Cue::Collect);
    // "…权限, …, 此项功能您可以在系统设置中关闭": how it is switched off is told after it was asked for.
    let managing = [
        "关闭",
        "撤回",
        "取消授权",
        "撤销",
        "turnoff",
        "disable",
        "withdraw",
        "revoke",
        "关掉",
        "youcancontrol",
        "youmaycontrol",
    ]
    .iter()
    .filter_map(|word| words.place(word))
    .min()
    .is_some_and(|managing| managing < end || !lower[end..managing].contains([',', '。', ';']));
    let requests = words.has_any(&[
        "申请",
        "请求",
        "需要您",
        "需您",
        "授予",
        "requestyourdevice",
        "sendarequest",
        "willrequest",
        "apply",
        "weneed",
        "需要获取",
        "需要获得",
        "需要开启",
        "向您申请",
        "authorizing",
        "storagepermissionrequest",
        "permissionrequest",
    ]);
    if zone == Zone::Silent || managing {
        return requests.then_some(Polarity::Affirmed);
    }
    // A heading or a cell that holds the name of a permission is a request by itself.
    let short = super::polarity::is_short(reading, sentence.block)
        || matches!(reading.text.blocks[sentence.block].kind, BlockKind::Cell(_));
    (asks || explained || listed || heads && leading || (strong || line) && (short || zone == Zone::Permission))
        .then_some(Polarity::Affirmed)
}

/// The end of the label with which a line begins (存储权限：), when nothing behind it asks for more.
fn label_of(before: &str) -> Option<usize> {
    /// How far into the line the label and its colon reach, in bytes.
    const LABEL: usize = 48;
    const ASKS: &[&str] = &["权限", "申请", "请求", "开启", "授权", "授予", "获取", "读取", "访问", "调用"];
    let end = before.find("权限").filter(|&at| at <= LABEL)? + "权限".len();
    let rest = &before[end..];
    let colon = rest.find(':').filter(|&colon| colon <= LABEL)?;
    let plain = !rest[..colon].contains([',', '。', ';']) && !ASKS.iter().any(|verb| rest[colon..].contains(verb));
    plain.then_some(end)
}

/// "If you have enabled location services, we collect your location": the switch that lets the app read it.
fn is_switched_on(reading: &Reading<'_>, range: &std::ops::Range<usize>, lower: &str, at: usize, end: usize) -> bool {
    let before = lower[..at].trim_end_matches("the").trim_end_matches("your");
    matches!(&lower[at..end], "locationservices" | "locationservice")
        && (["enabled", "turnedon", "activated"].iter().any(|verb| before.ends_with(verb))
            || before.ends_with("disabled") && before.contains("unless"))
        && reading.has_cue(range, Cue::Collect)
        && !reading.has_cue(range, Cue::Not)
}

/// 未申请的敏感权限：位置、相机: the key says that what follows is not asked for.
fn is_refused_key(block: &str) -> bool {
    let key = block.split(':').next().unwrap_or("");
    let refused = ["未申请", "不申请", "未使用的权限", "不使用的权限", "不会申请", "不需要的权限", "未请求", "不请求"];
    key.len() < block.len() && refused.iter().any(|word| key.contains(word))
}

/// 经您授权同意后，会访问您的麦克风、摄像头、相册等: the list of what is accessed.
fn in_accessed(clause: &str) -> bool {
    ["访问您的", "访问你的", "访问用户的", "开启设备上的", "开启您设备上的", "开启你设备上的"].iter().any(|verb| {
        clause.rfind(verb).is_some_and(|at| {
            let items = &clause[at + verb.len()..];
            let data = ["信息", "数据", "记录"];
            items.split(['、', '和', '及', '与']).all(|item| {
                item.chars().count() <= 6 && !item.contains("相关") && !data.iter().any(|ending| item.ends_with(ending))
            })
        })
    })
}

/// "Permissions in your phone such as camera, microphone and location": the word is an example of permissions.
fn in_examples(lower: &str, at: usize) -> bool {
    let before = &lower[floor(lower, at.saturating_sub(120))..at];
    let such = ["suchas", "including"].iter().filter_map(|word| before.rfind(word)).max();
    such.is_some_and(|such| {
        before[floor(before, such.saturating_sub(30))..such].contains("permission")
            && !before[such..].contains(['.', ';', '\n'])
    })
}

/// 会使用您的网络状态信息、设备信息和存储权限: what is used or collected is data first.
fn is_used(before: &str) -> bool {
    let clause = before.rsplit([',', '。', ';', ':']).next().unwrap_or(before);
    ["使用您的", "使用你的", "收集", "采集", "获取您的", "访问您的"].iter().any(|verb| clause.contains(verb))
        && !["申请", "授权", "开启", "权限"].iter().any(|verb| clause.contains(verb))
}

/// Whether the item of a list in which a word stands names data by its ending: 位置信息、…权限.
fn tells_data(lower: &str, at: usize, end: usize) -> bool {
    let item = first(&lower[at..], 40);
    let item = item.split(['、', ',', '。', ';', '/']).next().unwrap_or(item);
    at + item.len() >= end && ["信息", "数据", "信息)"].iter().any(|ending| item.ends_with(ending))
}

/// (1)摄像头,用于识别二维码….拒绝授权后,…: an item that begins with what is to be authorised.
fn leads(reading: &Reading<'_>, sentence: &Sentence, at: usize, end: usize) -> bool {
    let block = reading.text.block_text(sentence.block);
    let lower = &reading.text.lower()[sentence.range.clone()];
    let (number, rest) = super::outline::numbering(block);
    let before = lower.get(block.len() - rest.len()..at);
    sentence.first
        && (number.is_some() || lower[end..].starts_with(':'))
        && before.is_some_and(|before| matches!(before, "" | "手机" | "设备" | "您的"))
        && lower[end..].starts_with([',', ':'])
        && [
            "拒绝授权",
            "授权后",
            "不授权",
            "拒绝该授权",
            "拒绝此授权",
            "不开启相应权限",
            "不开启此权限",
            "不开启该权限",
        ]
        .iter()
        .any(|word| block.contains(word))
}
