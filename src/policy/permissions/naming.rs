//! Which words of a text name a permission, and which only stand near one.

use super::{VERBS, in_accessed, in_examples, is_used, tells_data};
use crate::policy::Hit;
use crate::policy::entries::Slot;
use crate::policy::sentence::{Reading, Sentence, first, floor};
use crate::policy::words::Words;

/// Whether a range is a part of the name of a permission: of a longer word for one, or right before 权限.
pub fn is_name(reading: &Reading<'_>, hit: &Hit) -> bool {
    let folded = reading.text.folded();
    let near = hit.range().start.saturating_sub(40)..hit.range().end;
    let whole = |word: &Hit| {
        let name = &folded[word.range()];
        name.contains("权限")
            || name.to_ascii_lowercase().contains("permission")
            || name.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if reading.permissions_in(&near).iter().any(|word| {
        word.range().start <= hit.range().start
            && word.range().end >= hit.range().end
            && word.range().len() > hit.range().len()
            && whole(word)
    }) {
        return true;
    }
    if shares_ending(&reading.text.lower()[hit.range().end..]) {
        return true;
    }
    if !is_inside(reading, hit) {
        return false;
    }
    let after = first(&reading.text.lower()[hit.range().end..], 50).split(['\n', '。', ';', ',']).next().unwrap_or("");
    let text = reading.text.lower();
    if (matches!(reading.slot_at(hit.range().start), Some(Slot::Data | Slot::DataAndPermission))
        || is_used(&text[floor(text, hit.range().start.saturating_sub(60))..hit.range().start]))
        && tells_data(text, hit.range().start, hit.range().end)
    {
        return false;
    }
    if is_detailed(reading, hit) {
        return false;
    }
    let listed = |found: usize| {
        found == 0
            || found <= if after[..found].contains('、') { 120 } else { 45 }
                && after.starts_with(['、', '/', '和', '与', '或', '及', '('])
                && !VERBS.iter().any(|verb| after[..found].contains(verb))
    };
    // SD卡读写权限.
    let verb = ["读写", "读取", "写入", "访问", "使用"].iter().find_map(|verb| after.strip_prefix(verb));
    if in_examples(text, hit.range().start) {
        return true;
    }
    if after.contains("权限信息") || after.contains("权限相关信息") {
        return false;
    }
    after.find("权限").is_some_and(listed)
        || verb.is_some_and(|rest| rest.starts_with("权限"))
        || ["permission", "access"].iter().any(|tail| after.starts_with(tail))
}

/// 设备信息（IMEI）、定位权限: what stands in the brackets is data, and so is the word before them.
pub(super) fn is_detailed(reading: &Reading<'_>, hit: &Hit) -> bool {
    let after = first(&reading.text.lower()[hit.range().end..], 90);
    let brackets = after.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    reading.text.folded()[hit.range()].ends_with("信息")
        && brackets.is_some_and(|(inside, rest)| {
            let start = hit.range().end + 1;
            !reading.data_in(&(start..start + inside.len())).is_empty() && rest.starts_with(['、', ',', '和', '及'])
        })
}

/// "Camera, microphone, or storage permissions": the members of a list share its last word.
pub(super) fn shares_ending(after: &str) -> bool {
    const VERBS: &[&str] = &["request", "ask", "grant", "need", "use", "require", "collect", "your", "the"];
    let near = first(after, 90);
    let Some(list) = near.find("permission").map(|end| &near[..end]) else { return false };
    let last = list.rsplit(',').next().unwrap_or("");
    let item = |item: &str| item.len() <= 24 && item.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    list.starts_with([',', 'o', 'a'])
        && ["or", "and"].iter().any(|word| last.contains(word))
        && list.split(',').all(item)
        && !VERBS.iter().any(|verb| list.contains(verb))
}

/// Whether a weak word of data is only what access is asked to: "we request access to your camera".
pub fn is_asked(reading: &Reading<'_>, sentence: &Sentence, hit: &Hit) -> bool {
    let lower = &reading.text.lower()[sentence.range.start..hit.range().start];
    let before = lower.trim_end_matches("external").trim_end_matches("your").trim_end_matches("the");
    ["accessto", "permissiontouse", "permissiontoaccess", "apptoaccess", "ustoaccess", "enablethe", "turnon"]
        .iter()
        .any(|word| before.ends_with(word))
        && is_inside(reading, hit)
}

/// READ_LOGS：允许程序读取系统底层日志: the name of the constant, and behind it what that is.
pub(super) fn is_explained(reading: &Reading<'_>, hit: &Hit) -> bool {
    let name = &reading.text.folded()[hit.range()];
    let (before, behind) = reading.text.folded().split_at(hit.range().end);
    // 相机（CAMERA）：拍摄头像.
    let bracketed = before[..hit.range().start].ends_with('(') && behind.starts_with("):");
    (name.len() >= 7 || bracketed && name.len() >= 6)
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
        && (bracketed || behind.starts_with(['—', '–', ':']))
}

/// Whether the hit is a part of a dotted name: `com.vivo.notification.permission.BADGE_ICON` names no notifications.
pub(super) fn is_inside_identifier(reading: &Reading<'_>, hit: &Hit) -> bool {
    // As written: the words that are compared hold neither spaces nor `_`.
    let span = reading.text.span(hit.range());
    let text = span.source().text();
    let inside = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    let before = text[..span.start as usize].chars().rev().take(200).take_while(inside).filter(|&c| c == '.').count();
    let after: String = text[span.end as usize..].chars().take(200).take_while(inside).collect();
    before + after.trim_end_matches('.').matches('.').count() >= 2
}

/// Whether a word of permissions begins with the hit or reaches into it: "access to your camera" holds "camera".
fn is_inside(reading: &Reading<'_>, hit: &Hit) -> bool {
    let near = hit.range().start.saturating_sub(40)..hit.range().start + 1;
    reading.permissions_in(&near).iter().any(|word| word.range().end > hit.range().start)
}

/// Whether the word stands for a permission by what is around it.
pub(super) fn names_permission(lower: &Words<'_>, at: usize, end: usize) -> bool {
    let after = lower.part(first(&lower[end..], 50));
    let before_start = floor(lower, at.saturating_sub(60));
    let before = lower.part(&lower[before_start..at]);
    // 允许应用在后台定位: as the system itself explains a permission.
    let clause = before.rsplit(['。', ';', ',', ':', '\n']).next().unwrap_or(&before);
    if before.part(clause).has_any(&["允许应用", "允许程序", "允许app", "allowstheapp", "allowsanapp"]) {
        return true;
    }
    // 上述权限在不同终端上描述为：允许“某视频”读取、更改您的日历.
    if clause.starts_with("允许") && ["读取", "访问", "获取", "拍摄"].iter().any(|verb| clause.contains(verb))
    {
        return true;
    }
    // 获取访问您的相机的授权.
    if after.trim_start_matches('的').starts_with("授权") {
        return true;
    }
    // 通讯录读取权限, 短信发送及读取权限.
    const USES: &[&str] = &["读取", "写入", "读写", "访问", "使用", "发送", "获取", "调用", "及", "和", "、"];
    let mut uses = after.split("权限").next().unwrap_or_default();
    while let Some(rest) = USES.iter().find_map(|word| uses.strip_prefix(word)) {
        uses = rest;
    }
    if uses.is_empty() && after.has("权限") {
        return true;
    }
    // 相机、相册、设备所在位置信息权限: the list ends in the word.
    if let Some(found) = after.place("权限") {
        let between = &after[..found];
        // 存储读取 in a list is no verb; 申请设备 begins another clause.
        let begins = |part: &str| VERBS.iter().any(|verb| part.starts_with(verb));
        // 通讯录、短信等敏感权限信息 names data.
        let named = !["权限信息", "权限相关信息"].iter().any(|data| after[found..].starts_with(data));
        if named
            && !between.contains(['。', ';', ':'])
            && !between.contains("功能")
            && !between.split('、').enumerate().any(|(index, item)| {
                // 相机、读取手机状态、网络访问权限: an item of the list may be what the system calls a permission.
                let mut parts = item.split(['/', '和', '或', '与', '及']);
                let first = parts.next().unwrap_or("");
                let named = index > 0 && (first.starts_with("读取") || first.starts_with("获取"));
                begins(first) && !named || parts.any(begins)
            })
            && (found <= 36 || between.contains('、'))
            && !between.contains(",")
        {
            return true;
        }
    }
    if before.has("权限:")
        || before.place("权限(").is_some_and(|at| !before[at..].contains(')'))
        || before.has_any(&["权限包括", "权限如"])
    {
        return true;
    }
    // "We may request access or permission to certain features, including your camera and microphone."
    let asked = [
        "accessorpermissionto",
        "permissionsincluding",
        "permissionssuchas",
        "permissionsfor",
        "permissionforthe",
        "followingpermissions",
    ]
    .iter()
    .filter_map(|word| lower.upto(at).last_place(word))
    .max();
    // "Enable access to your camera, photo album and calendar, to use the information involved in these permissions".
    let opened = ["enableaccesstoyour", "openaccesstoyour", "authorizeaccesstoyour", "grantaccesstoyour"];
    let opened = opened.iter().filter_map(|word| lower.upto(at).last_place(word)).max();
    if opened.is_some_and(|opened| !lower[opened..at].contains(['.', ';'])) && lower[at..].contains("permission") {
        return true;
    }
    // "If you have given us permission to access this information, such as your photos, calendar and contacts".
    const GIVEN: &[&str] =
        &["givenuspermissionto", "device-levelpermission", "grantuspermissionto", "permissiontocollect"];
    let given = GIVEN.iter().filter_map(|word| lower.upto(at).last_place(word)).max();
    if given.is_some_and(|given| lower[given..at].contains("your") && !lower[given..at].contains(['.', ';'])) {
        return true;
    }
    if in_examples(lower, at) || asked.is_some_and(|asked| !lower[asked..at].contains(['.', ';'])) {
        return true;
    }
    if in_accessed(clause) {
        return true;
    }
    let bare =
        before.trim_end_matches("您的").trim_end_matches("你的").trim_end_matches("设备的").trim_end_matches("手机");
    let bare = bare.trim_end_matches(['您', '你']);
    if [
        "授权访问",
        "允许访问",
        "开启",
        "开启使用",
        "打开",
        "授权我们访问",
        "授权使用",
        "调用您的",
        "调用",
        "申请访问",
        "请求访问",
        "允许我们访问",
        "授权开启",
    ]
    .iter()
    .any(|word| bare.ends_with(word))
    {
        return true;
    }
    // 如您不授权该权限则只能通过服务密码或短信验证码登录 goes on with something else.
    let other =
        |list: &str| ["则", "通过", "用于", "收集", "点击", "(包括", "(例如"].iter().any(|word| list.contains(word));
    let listed = |list: &str| list.ends_with(['、', '和', '或', '及', '/']) && !other(list);
    if listed(&before) && before.has_any(&["开启", "打开", "授权", "允许", "调用"]) && !before.contains(',') {
        return true;
    }
    // 开启您的位置、相册（图片库）、麦克风（录音权限）、摄像头（相机）: a long list is one all the same.
    let whole = lower[..at].rsplit([',', '。', ';', '\n']).next().unwrap_or_default();
    let opened = ["开启您的", "开启你的", "开启您设备", "开启设备"].iter().filter_map(|verb| whole.find(verb)).min();
    if opened.is_some_and(|opened| listed(&whole[opened..])) {
        return true;
    }
    // "Camera (camera) permission" says one thing twice.
    let bracketed =
        after.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(inner, _)| inner.len() <= 24);
    let tail = bracketed.map_or(&*after, |(_, behind)| behind).trim_start_matches("information");
    if ["permission", "access", "rights", "authority", "authorization", "privilege"]
        .iter()
        .any(|word| tail.starts_with(word))
    {
        return true;
    }
    if let Some(found) = after.place("permission").or_else(|| after.place("access")) {
        let between = &after[..found];
        if found <= 30
            && !between.contains(['.', ';', '('])
            && (between.contains("and") || between.contains("or") || between.contains(',') || between.contains('/'))
            && !(between.ends_with(',') && after[found..].starts_with("access"))
            && !between.contains("to")
            // "The photos or files you upload, download, or access", "… may ask your permission".
            && !between.contains("you")
        {
            return true;
        }
    }
    let bare = before
        .trim_end_matches("your")
        .trim_end_matches("user's")
        .trim_end_matches("the")
        .trim_end_matches("device's")
        .trim_end_matches("device")
        .trim_end_matches("your");
    [
        "accessto",
        "accessyour",
        "accessthe",
        "withaccessing",
        "permissiontouse",
        "permissionof",
        "permissionfor",
        "permissiontoaccess",
        "permissions:",
        "permission:",
        "accessofyour",
        "enablethe",
        "enableyour",
        "writepermissionofyour",
        "permissionofyour",
        "permissiontoaccessyour",
        "allowtheuseofyour",
        "authorizeusto",
        "theaccessof",
        "agreetoaccessthe",
        "turnonyour",
        "turnonthe",
        "permissiontoread",
        "grant",
        "allowusto",
        "授权获取",
    ]
    .iter()
    .any(|word| bare.ends_with(word) || before.ends_with(word))
}
