//! Whether a word of data is said to be collected, said not to be, or neither.

use std::cell::OnceCell;
use std::ops::Range;

use super::Polarity;
use super::cues::Cue;
use super::entries::Slot;
use super::lexicon::Hit;
use super::outline::Zone;
use super::sentence::{Announced, Reading, Sentence, floor};
use super::standing::Standing;
use super::text::BlockKind;
use crate::sdk::vocabulary::DataType;

mod beyond;
mod context;
mod labels;
mod negation;
mod reach;
mod remarks;

use beyond::denied_by_next;
pub(super) use beyond::{heads, is_refused, opens};
use context::{
    in_purpose, in_purpose_clause, in_use, is_listed, is_means, is_object, is_shown, last_before, places, serves,
    varies,
};
use labels::{has_value, in_menu, in_quoted_name, names_function};
use negation::{Negations, conditional, negations};
use remarks::{ADVICE, defines, only_remarks};

/// What a sentence does, worked out once for all words in it.
#[derive(Debug)]
pub struct Mood {
    /// Ranges in which a negation of collecting governs what is named.
    denied: Vec<Range<usize>>,
    /// Ranges in which a negation that is conditional or partial does.
    muted: Vec<Range<usize>>,
    collects: Vec<usize>,
    uses: bool,
    keeps: bool,
    manages: Vec<Range<usize>>,
    /// Where it is told what data is wanted for.
    aims: OnceCell<Vec<Range<usize>>>,
    /// Where users are advised.
    advice: OnceCell<Vec<Range<usize>>>,
    notices: bool,
    silent: bool,
    nominal: bool,
}

impl Mood {
    /// Reads the mood of a sentence.
    pub fn of(reading: &Reading<'_>, sentence: &Sentence) -> Self {
        let range = &sentence.range;
        let collects: Vec<usize> = reading.cues(range, Cue::Collect).map(|cue| cue.start).collect();
        let Negations { mut denied, muted, .. } = negations(reading, range);
        // "Some devices tell their location. We do not collect such information."
        if collects.is_empty() || reading.cues(range, Cue::We).next().is_none() {
            denied.extend(denied_by_next(reading, sentence).then(|| range.clone()));
        }
        let manages = reading.cues(range, Cue::Manage).collect();
        Self {
            denied,
            muted,
            aims: OnceCell::new(),
            advice: OnceCell::new(),
            uses: reading.has_cue(range, Cue::Use),
            keeps: reading.has_cue(range, Cue::Keep),
            manages,
            notices: reading.has_cue(range, Cue::Notice),
            silent: defines(reading, sentence)
                || only_remarks(reading, range)
                || reading.has_cue(range, Cue::Plan)
                // "Do we process sensitive data?" declares nothing; the answer does.
                || reading.text.folded()[range.clone()].ends_with('?'),
            nominal: nominal(reading, sentence),
            collects,
        }
    }

    /// Whether the sentence collects anything.
    pub fn collects(&self) -> bool {
        !self.collects.is_empty()
    }
}

/// Judges one word of data.
pub fn judge(
    reading: &Reading<'_>,
    sentence: &Sentence,
    mood: &Mood,
    hit: &Hit,
    kind: &DataType,
    listed: bool,
) -> Option<Polarity> {
    let id = kind.id.as_str();
    let at = hit.range.start;
    let function = || names_function(reading, hit, kind.is_identifier());
    let slot = reading.slot_at(at);
    let in_data = matches!(slot, Some(Slot::Data | Slot::DataAndPermission));
    // 使用数据：WIFI状态: the key is no data.
    let behind = &reading.text.folded()[hit.range.end..];
    let quote = usize::from(behind.starts_with('"'));
    let is_key =
        slot.is_none() && behind[quote..].starts_with(':') && reading.slot_at(hit.range.end + quote + 1).is_some();
    if is_key {
        return None;
    }
    let tail = listed && kind.is_tail(&reading.text.lower()[hit.range.clone()]);
    if tail && !ends_item(reading, sentence, &hit.range) {
        return None;
    }
    let zone = reading.zone(sentence.block);
    let children = id == "children-info";
    if mood.silent
        || reading.in_title(&hit.range)
        || reading.in_link(&hit.range)
        || reading.in_own_name(&hit.range)
        || in_menu(reading, &hit.range)
        || in_quoted_name(reading, sentence, &hit.range)
        || has_value(reading, &hit.range, id, in_data)
        || id == "phone-number" && is_device(reading, &hit.range)
        || id == "contacts" && is_told(reading, &hit.range)
        || means_else(reading, &hit.range, id)
    {
        return None;
    }
    if run_in_heading(reading, sentence) {
        return None;
    }
    match reading.standings[sentence.block] {
        Standing::Open => {}
        Standing::Planned => return None,
        Standing::Denied => {
            let counts = !listed || mood.nominal || is_listed(reading, &hit.range, &sentence.range);
            return (counts && zone != Zone::Silent).then_some(Polarity::Denied);
        }
    }
    // A column header or key without a value.
    let block = &reading.text.blocks[sentence.block].range;
    if slot.is_none()
        && block.len() <= 80
        && !reading.text.block_text(sentence.block).ends_with(['.', '。'])
        && !reading.text.block_text(sentence.block).contains('、')
        && !(mood.collects() && reading.has_cue(&sentence.range, Cue::We))
        && super::entries::slot_of(reading.text.block_text(sentence.block)).is_some()
    {
        return None;
    }
    // Headings name what the text below declares; the items of a list are none.
    let announced = reading.announced.get(sentence.block).copied().unwrap_or(Announced::Nothing);
    let block_kind = reading.text.blocks[sentence.block].kind;
    let lettered =
        || super::outline::numbering(reading.text.block_text(sentence.block)).0.is_some_and(|level| level >= 7);
    let item = announced != Announced::Nothing && (matches!(block_kind, BlockKind::Item) || lettered());
    let heading = !item && reading.places.get(sentence.block).is_some_and(|place| place.heading.is_some());
    if heading && !in_data && !(mood.collects() && reading.data_in(&sentence.range).len() > 2) {
        return None;
    }
    if mood.muted.iter().any(|range| range.contains(&at)) {
        return None;
    }
    if mood.denied.iter().any(|range| range.contains(&at)) {
        // What is not collected from children may well be collected from others.
        return (zone != Zone::Children || children).then_some(Polarity::Denied);
    }
    if announced == Announced::Limited && !mood.collects() && slot.is_none() {
        return None;
    }
    if announced == Announced::Refused && is_refused(reading, sentence) {
        return (mood.collects() || mood.nominal).then_some(Polarity::Denied);
    }
    if announced == Announced::Denied && !mood.collects() && slot.is_none() {
        let counts = !listed || mood.nominal || is_listed(reading, &hit.range, &sentence.range);
        let counts = counts && !is_remark(reading, sentence, at);
        return (counts && zone != Zone::Silent).then_some(Polarity::Denied);
    }
    if children {
        // 如发现误收集了未成年人信息，我们将删除.
        let found = [
            "如发现",
            "如果发现",
            "若发现",
            "一旦发现",
            "如我们发现",
            "若我们发现",
            "如果我们发现",
            "ifwelearn",
            "ifwediscover",
        ];
        if reading.words(&sentence.range).has_any(&found) {
            return None;
        }
        let before = &reading.text.lower()[sentence.range.start..at];
        let direct = mood.collects.iter().any(|&cue| cue < at && at - cue < 40) && !before.contains("prevent");
        return (direct && mood.denied.is_empty() && !conditional(reading, &sentence.range))
            .then_some(Polarity::Affirmed);
    }
    if zone == Zone::Silent && !(in_data && mood.manages.is_empty()) && !tells_anyway(reading, sentence, at, mood) {
        return None;
    }
    match slot {
        Some(Slot::Data | Slot::DataAndPermission) => {
            let means = id == "sms" && is_means(reading, sentence, &hit.range, id);
            return (!reading.says_none(at) && !means).then_some(Polarity::Affirmed);
        }
        // "Umeng SDK service provider: the Umeng SDK will collect …" is a sentence, whatever stands before its colon.
        Some(Slot::Vendor) if mood.collects.iter().any(|&cue| cue < at) => {}
        Some(Slot::Name | Slot::Vendor | Slot::Privacy | Slot::Other | Slot::Method) => return None,
        Some(Slot::Purpose | Slot::Scenario | Slot::Permission) => {
            let before = reading.words(&(sentence.range.start..at));
            let strong =
                before.has_any(&["收集", "采集", "获取", "读取", "同步", "collect", "obtain", "read", "record"]);
            return (strong && !listed && !function()).then_some(Polarity::Affirmed);
        }
        None => {}
    }
    if tail && mood.denied.is_empty() && mood.muted.is_empty() && matches!(zone, Zone::Collect | Zone::Share) {
        return Some(Polarity::Affirmed);
    }
    let object = is_object(reading, sentence, at);
    // 139邮箱SDK is a name.
    if reading.text.lower()[hit.range.end..].starts_with("sdk") {
        return None;
    }
    if function() || listed && !object && !is_listed(reading, &hit.range, &sentence.range) {
        return None;
    }
    let before = mood.collects.iter().any(|&cue| cue < at) || passive(reading, sentence, hit.range.end);
    let collects = !mood.collects.is_empty();
    // "You may correct your nickname" declares nothing; "when you change your avatar, we collect …" does. What stands
    // in brackets that are closed again speaks of the word before them: "advertising IDs (which you can reset), …".
    let closed = |from: usize| {
        let between = &reading.text.folded()[from..at];
        between.matches(')').count() > between.matches('(').count()
    };
    // 选择填写或更改头像 asks for it first.
    let asked = |manage: usize| {
        let before = reading.text.folded()[..manage].trim_end_matches(['或', '、', '/', '和', '与']);
        before.len() < manage && ["填写", "上传", "设置", "补充", "提供"].iter().any(|verb| before.ends_with(verb))
    };
    let manage =
        mood.manages.iter().rev().find(|manage| manage.start < at && !closed(manage.start) && !asked(manage.start));
    // The verb of 查询和访问您的 is a part of it.
    if let Some(manage) = manage
        && !mood.collects.iter().any(|&cue| cue >= manage.end && cue < at)
    {
        return None;
    }
    if is_channel(id)
        && (mood.notices
            && (!(before || mood.nominal && announced == Announced::Collected)
                || listed && !follows_name(reading, &hit.range))
            || is_means(reading, sentence, &hit.range, id))
    {
        return None;
    }
    if (listed || is_content(id) || matches!(id, "contacts" | "basic-profile"))
        && in_purpose(reading, sentence, at, mood)
        || in_purpose_clause(reading, sentence, at, mood)
        || matches!(block_kind, BlockKind::Item)
            && !collects
            && !mood.nominal
            && in_purpose(reading, sentence, at, mood)
        || id == "cookie" && explains_cookies(reading, sentence)
        || id == "files" && is_cookie_file(reading, sentence)
        || in_advice(reading, sentence, mood, at, id)
        || is_content(id) && (is_shown(reading, at) || in_use(reading, sentence, &hit.range))
        || varies(reading, &hit.range, id)
    {
        return None;
    }
    if conditional(reading, &sentence.range) && !before {
        return None;
    }
    let announced = announced == Announced::Collected;
    let open = matches!(zone, Zone::Collect | Zone::Share | Zone::Permission | Zone::Cookie);
    // A weak word counts among others of its kind: "able to see names, photos and ratings".
    let uses = mood.uses && (!listed || open && reading.data_in(&sentence.range).len() >= 3 || object);
    let said = match zone {
        Zone::Guarded => collects && before || mood.keeps || mood.nominal && announced,
        Zone::Children => {
            collects
                && before
                && (reading.has_cue(&sentence.range, Cue::We)
                    || reading.text.folded()[sentence.range.clone()].contains("会收集您"))
                && !reading.has_cue(&sentence.range, Cue::Not)
        }
        Zone::Neutral => collects || uses || announced && mood.nominal,
        _ => collects || uses || announced || mood.keeps,
    };
    (said || open && mood.nominal).then_some(Polarity::Affirmed)
}

/// Whether a negation of a sentence denies what stands at an offset.
pub fn is_denied(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    is_refused(reading, sentence) || negations(reading, &sentence.range).denied.iter().any(|range| range.contains(&at))
}

/// "**Device Information**. We receive …": the first words of a paragraph that stand as its heading.
fn run_in_heading(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let range = &sentence.range;
    let block = &reading.text.blocks[sentence.block].range;
    sentence.first
        && range.len() <= 60
        && range.end < block.end
        && reading.text.folded()[range.clone()].ends_with('.')
        && (super::outline::title_case(&reading.text.written(range.clone())) || serves(reading, sentence))
        && reading.cues(range, Cue::We).next().is_none()
}

/// "If you contact us, we may keep your message": said where nothing else counts, in the chapter on contact or rights.
fn tells_anyway(reading: &Reading<'_>, sentence: &Sentence, at: usize, mood: &Mood) -> bool {
    reading.words(&(sentence.range.start..at)).has_any(&["wemaykeep", "wewillkeep", "wemayreceive"])
        && mood.manages.is_empty()
        && mood.denied.is_empty()
        && !reading.words(&sentence.range).has("verify")
}

/// "Profile pictures are uploaded to our servers": the verb that takes the data follows it.
fn passive(reading: &Reading<'_>, sentence: &Sentence, end: usize) -> bool {
    let lower = reading.text.lower();
    let after = &lower[end..floor(lower, (end + 60).min(sentence.range.end)).max(end)];
    let clause = after.split([';', '.', ':']).next().unwrap_or("");
    const DONE: &[&str] = &["uploaded", "transmitted", "sent", "captured", "recorded", "logged"];
    ["are", "is"].iter().any(|be| {
        let found = clause.match_indices(be).map(|(at, _)| clause[at + be.len()..].trim_start_matches("only"));
        found.into_iter().any(|rest| DONE.iter().any(|verb| rest.starts_with(verb)))
    })
}

/// Sentences that tell what cookies are or how users switch them off, not that any is set.
fn explains_cookies(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    const OPENINGS: &[&str] = &[
        "acookieis",
        "cookiesare",
        "\u{201c}cookies",
        "youcan",
        "youmay",
        "ifyoudo",
        "ifyoureject",
        "ifyouchoose",
        "ifyoudisable",
        "mostbrowsers",
        "mostweb",
        "mostinternet",
        "yourbrowser",
        "eachbrowser",
        "eachsite",
        "eachinternet",
        "disabling",
        "blocking",
        "您可以",
        "您可根据",
        "您可在",
        "您也可",
        "大部分",
        "大多数",
        "多数浏览器",
        "cookie是",
        "什么是cookie",
        "如果您的浏览器",
        "whenyouvisitan",
    ];
    let whole = reading.words(&sentence.range);
    let words = whole.part(reading.text.lower()[sentence.range.clone()].trim_start_matches("however,"));
    OPENINGS.iter().any(|opening| words.starts_with(opening))
        && !words.has_any(&["weuse", "weset", "weplace", "usescookies", "我们使用", "我们会使用", "我们可能"])
}

/// "Your name, email and phone number": beside a name, a channel is a detail of a person.
fn follows_name(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let lower = reading.text.lower();
    let before = lower[..range.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = before.strip_suffix("and").unwrap_or(before).trim_end_matches(',');
    ["name", "names", "姓名", "昵称"].iter().any(|name| before.ends_with(name))
}

/// Whether a word of an account or a person follows advice, with no verb of collecting between.
fn in_advice(reading: &Reading<'_>, sentence: &Sentence, mood: &Mood, at: usize, id: &str) -> bool {
    const OWN: &[&str] =
        &["password", "user-id", "account-info", "email", "phone-number", "bank-account", "real-name", "nickname"];
    OWN.contains(&id)
        && last_before(mood.advice.get_or_init(|| places(reading, &sentence.range, ADVICE)), at)
            .is_some_and(|mark| !mood.collects.iter().any(|&cue| cue >= mark.end && cue < at))
}

/// "Close your browser", "transferred from your current location", "share your videos with your friends", "Game ID
/// (identification number)": the thing, the place, the people, what an abbreviation stands for.
fn means_else(reading: &Reading<'_>, range: &Range<usize>, id: &str) -> bool {
    let lower = reading.text.lower();
    let before = &lower[floor(lower, range.start.saturating_sub(60))..range.start];
    let clause = before.rsplit([',', '.', ';', ':']).next().unwrap_or(before);
    match id {
        "user-agent" => {
            ["closeyour", "quityour", "如果您的", "如您的", "若您的"].iter().any(|words| clause.ends_with(words))
                || lower[range.end..].starts_with("或关联应用")
        }
        "account-info" => clause.ends_with("重复输入"),
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
        }
        "email" => &lower[range.clone()] == "emails" && before.contains("interact") && !before.contains(['.', ';']),
        "location" | "coarse-location" => clause.ends_with("transferredfromyour"),
        "social-relations" => clause.ends_with("with") && clause.contains("share"),
        "id-document" => before.ends_with("id("),
        _ => false,
    }
}

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
fn is_told(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    let before = &folded[floor(folded, range.start.saturating_sub(30))..range.start];
    let before = before.trim_end_matches("紧急").trim_end_matches("指定的").trim_end_matches(['您', '你', '的']);
    ["向", "给", "通知", "联系", "呼叫"].iter().any(|verb| before.ends_with(verb))
}

/// "The IMEI of your phone", "mobile phone's model", "Huawei/Xiaomi mobile phones": the device, not a number.
fn is_device(reading: &Reading<'_>, range: &Range<usize>) -> bool {
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
    of || PARTS.iter().any(|part| after.starts_with(part)) || maker.iter().any(|hit| hit.range.end == range.start)
}

/// "Cookies are small files that are saved on your device": the files are the cookies.
fn is_cookie_file(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    reading.words(&sentence.range).has("cookie")
}

/// "No payment details — purchases are processed by the store": behind the dash is told why.
fn is_remark(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    let range = &sentence.range;
    let dash = reading.text.folded()[range.start..at].find(['—', '–']).map(|dash| range.start + dash);
    dash.is_some_and(|dash| {
        let rest = dash..range.end;
        reading.has_cue(&rest, Cue::Use) || reading.has_cue(&rest, Cue::Collect) || reading.has_cue(&rest, Cue::Keep)
    })
}

/// Types that are also channels by which a firm gives notice.
fn is_channel(id: &str) -> bool {
    matches!(
        id,
        "phone-number"
            | "email"
            | "sms"
            | "postal-address"
            | "chat-content"
            | "push-log"
            | "app-identity"
            | "notification-content"
            | "user-content"
    )
}

/// Types whose words also name what a service shows or does.
fn is_content(id: &str) -> bool {
    matches!(
        id,
        "photos-media"
            | "user-content"
            | "audio"
            | "chat-content"
            | "social-relations"
            | "push-log"
            | "ad-interaction"
            | "files"
            | "order-info"
            | "app-usage"
            | "usage-log"
    )
}

/// Whether a sentence is nothing but a list of data.
fn nominal(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let range = &sentence.range;
    // The bullet and the "your" before a word are no part of what is named.
    let words = &reading.text.lower()[range.clone()];
    let rest = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = rest.strip_prefix("your").unwrap_or(rest);
    let range = &(range.end - rest.len()..range.end);
    let mostly = |range: &Range<usize>| mostly_data(reading, range);
    // 允许应用改变网络连接状态（…）: as the system explains a permission.
    if ["允许应用", "允许程序", "允许app"].iter().any(|start| reading.text.lower()[range.clone()].starts_with(start))
    {
        return false;
    }
    // "Usage statistics (app launches, stories created)": what stands before the bracket is the item, and so is what
    // stands before a dash: "Device identifiers — for delivering push notifications", but "Camera — to scan codes" in
    // a chapter on permissions.
    let permissions = reading.zone(sentence.block) == Zone::Permission;
    let label = |(at, c): (usize, char)| {
        // "Device brand - the name of its maker" has spaces around its hyphen.
        let spaced =
            c == '-' && reading.text.gap_before(range.start + at) && reading.text.gap_before(range.start + at + 1);
        (c == '(' || (matches!(c, '—' | '–') || spaced) && !permissions).then_some(at)
    };
    let label = reading.text.folded()[range.clone()].char_indices().find_map(label).filter(|&at| at > 0);
    mostly(range)
        || label.is_some_and(|at| mostly(&(range.start..range.start + at)))
        || told_end(reading, sentence, range).is_some_and(|end| mostly(&(range.start..end)))
        || goes_on(reading, sentence)
}

/// "Profile picture from your sign-in provider": where the words of an item end that name what is collected, and what
/// it is for or where it comes from begins.
fn told_end(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> Option<usize> {
    const TURNS: &[&str] = &["from", "for", "when", "used", "provided", "associated", "obtained", "generated", "you"];
    let item = sentence.first && matches!(reading.text.blocks[sentence.block].kind, BlockKind::Item);
    let open = reading.zone(sentence.block) == Zone::Collect;
    if !item || !open || range.len() > 200 || serves(reading, sentence) {
        return None;
    }
    let words = &reading.text.lower()[range.clone()];
    let turn = |word: &&str| {
        let found = words.match_indices(*word).map(|(at, _)| (range.start + at, range.start + at + word.len()));
        let mut whole = found.filter(|&(at, end)| reading.text.gap_before(at) && reading.text.gap_before(end));
        whole.next().map(|(at, _)| at)
    };
    TURNS.iter().filter_map(turn).min().filter(|&end| end > range.start)
}

/// "Quiz and flashcard statistics": a word ends an item beside items of data, whatever the app calls what it keeps.
fn ends_item(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    let blocks = &reading.text.blocks;
    let is_item = |at: &usize| blocks.get(*at).is_some_and(|block| matches!(block.kind, BlockKind::Item));
    let names = |at: &usize| reading.data_in(&blocks[*at].range).iter().any(|hit| hit.range.len() >= 8);
    let block = &blocks[sentence.block];
    let rest = &reading.text.folded()[range.end..block.range.end];
    let near = sentence.block.saturating_sub(4)..sentence.block + 5;
    is_item(&sentence.block)
        && sentence.first
        && block.range.len() <= 60
        && (rest.is_empty() || rest.starts_with(['(', ';', '.']))
        && reading.data_in(&block.range).len() == 1
        && !serves(reading, sentence)
        && near.filter(|at| *at != sentence.block && is_item(at) && names(at)).count() >= 2
}

/// Whether words of data make up two fifths of a range.
fn mostly_data(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let named: usize = reading.data_in(range).iter().map(|hit| hit.range.len()).sum();
    named * 5 >= range.len() * 2
}

/// "We collect the version of the app; the basics of crashes; …": what a semicolon divides from the verb of the
/// sentence has none of its own. Without any verb, the other parts tell whether the line is a list of data.
fn goes_on(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    const VERBS: &[Cue] =
        &[Cue::Collect, Cue::Use, Cue::Keep, Cue::Not, Cue::No, Cue::Manage, Cue::Notice, Cue::We, Cue::Unless];
    const STOPS: &[Cue] = &[Cue::Not, Cue::No, Cue::Manage, Cue::Unless];
    let says = |part: &Sentence, cues: &[Cue]| cues.iter().any(|&cue| reading.has_cue(&part.range, cue));
    let divided =
        |part: &&Sentence| part.block == sentence.block && reading.text.folded()[part.range.clone()].ends_with(';');
    let index = reading.sentences.partition_point(|other| other.range.start < sentence.range.start);
    let (before, rest) = reading.sentences.split_at(index);
    let before = || before.iter().rev().take(20).take_while(divided);
    if says(sentence, VERBS) {
        return false;
    }
    match before().find(|part| says(part, VERBS)) {
        Some(part) => says(part, &[Cue::Collect]) && !says(part, STOPS),
        None => {
            let parts = before().chain(rest.iter().take(20).take_while(divided));
            parts.filter(|part| mostly_data(reading, &part.range)).count() >= 2
        }
    }
}

/// Whether a block is one cell, line or item of a list rather than running text.
pub fn is_short(reading: &Reading<'_>, block: usize) -> bool {
    let part = &reading.text.blocks[block];
    matches!(part.kind, BlockKind::Cell(_) | BlockKind::Item) || part.range.len() < 90
}
