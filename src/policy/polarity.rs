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

mod absence;
mod beyond;
mod context;
mod items;
mod labels;
mod meaning;
mod negation;
mod reach;
mod remarks;

use beyond::denied_by_next;
pub(super) use beyond::{heads, is_refused, opens};
use context::{
    in_purpose, in_purpose_clause, in_use, is_listed, is_means, is_object, is_shown, last_before, places, serves,
    varies,
};
use items::{ends_item, is_collected_above, nominal};
use labels::{has_value, in_menu, in_quoted_name, names_function};
use meaning::{is_cookie_file, is_device, is_told, means_else};
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
        // "Contacts, camera — no access, no collection".
        let none = |cue: &Range<usize>| {
            cue.start >= range.start + 2
                && reading.text.lower()[range.start..cue.start].ends_with("no")
                && reading.text.gap_before(cue.start - 2)
                && reading.text.gap_before(cue.start)
        };
        let collects: Vec<usize> =
            reading.cues(range, Cue::Collect).filter(|cue| !none(cue)).map(|cue| cue.start).collect();
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
    let at = hit.range().start;
    let function = || names_function(reading, hit, kind.is_identifier() || id.starts_with("device-"));
    let slot = reading.slot_at(at);
    let in_data = matches!(slot, Some(Slot::Data | Slot::DataAndPermission));
    // 使用数据：WIFI状态: the key is no data.
    let behind = &reading.text.folded()[hit.range().end..];
    let quote = usize::from(behind.starts_with('"'));
    let is_key =
        slot.is_none() && behind[quote..].starts_with(':') && reading.slot_at(hit.range().end + quote + 1).is_some();
    if is_key {
        return None;
    }
    let tail = listed && kind.is_tail(&reading.text.lower()[hit.range()]);
    if tail && !ends_item(reading, sentence, &hit.range()) {
        return None;
    }
    let zone = reading.zone(sentence.block);
    let children = id == "children-info";
    if mood.silent
        || reading.in_title(&hit.range())
        || reading.in_link(&hit.range())
        || reading.in_own_name(&hit.range())
        || in_menu(reading, &hit.range())
        || in_quoted_name(reading, sentence, &hit.range())
        || has_value(reading, &hit.range(), id, in_data)
        || id == "phone-number" && is_device(reading, &hit.range())
        || id == "contacts" && is_told(reading, &hit.range())
        || means_else(reading, &hit.range(), id)
    {
        return None;
    }
    if run_in_heading(reading, sentence) || heads_denial(reading, sentence, &hit.range()) {
        return None;
    }
    match reading.standings[sentence.block] {
        Standing::Open => {}
        Standing::Planned | Standing::Beside => return None,
        Standing::Denied => {
            let counts = !listed || mood.nominal || is_listed(reading, &hit.range(), &sentence.range);
            return (counts && zone != Zone::Silent).then_some(Polarity::Denied);
        }
    }
    // A column header or key without a value; in a list of what is collected, "Name" is an item.
    let block = &reading.text.blocks[sentence.block].range;
    let words = reading.text.block_text(sentence.block);
    let bullet = matches!(reading.text.blocks[sentence.block].kind, BlockKind::Item)
        && (zone == Zone::Collect || reading.announced.get(sentence.block) == Some(&Announced::Collected));
    let told = bullet
        || words.ends_with(['.', '。'])
        || words.contains('、')
        // "No location data collected".
        || !mood.denied.is_empty()
        || mood.collects() && reading.has_cue(&sentence.range, Cue::We);
    if slot.is_none() && block.len() <= 80 && !told && super::entries::slot_of(words).is_some() {
        return None;
    }
    // Headings name what the text below declares; the items of a list are none.
    let announced = reading.announced.get(sentence.block).copied().unwrap_or(Announced::Nothing);
    let block_kind = reading.text.blocks[sentence.block].kind;
    let lettered =
        || super::outline::numbering(reading.text.block_text(sentence.block)).0.is_some_and(|level| level >= 7);
    let item = announced != Announced::Nothing && (matches!(block_kind, BlockKind::Item) || lettered());
    let heading = !item
        && (reading.places.get(sentence.block).is_some_and(|place| place.heading.is_some())
            || is_bold_line(reading, sentence.block));
    // "We use cookies to save your preferences." set as a heading is a sentence.
    let spoken = || {
        words.ends_with(['.', '。'])
            && reading.has_cue(&sentence.range, Cue::We)
            && !reading.has_cue(&sentence.range, Cue::Not)
    };
    let several = || mood.collects() && reading.data_in(&sentence.range).len() > 2;
    if heading && !(in_data || spoken() || several()) {
        return None;
    }
    if mood.muted.iter().any(|range| range.contains(&at)) {
        return None;
    }
    // "We do not knowingly collect information from children" says what children must not give, not what is not read.
    if children
        && reading.words(&sentence.range).has_any(&[
            "knowingly",
            "intentionally",
            "知情的情况",
            "明知",
            "主动",
            "有意",
            "故意",
        ])
    {
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
        // Below "We do not:", "share your email address" denies nothing of what is collected.
        let others = ["share", "sell", "use", "disclose", "rent", "publish", "共享", "出售", "公开"];
        let words = reading.text.lower()[sentence.range.clone()].trim_start_matches(|c: char| !c.is_alphabetic());
        if others.iter().any(|verb| words.starts_with(verb)) {
            return None;
        }
        return (mood.collects() || mood.nominal).then_some(Polarity::Denied);
    }
    if announced == Announced::Denied && !mood.collects() && slot.is_none() {
        let counts = !listed || mood.nominal || is_listed(reading, &hit.range(), &sentence.range);
        let counts = counts && !is_remark(reading, sentence, at);
        return (counts && zone != Zone::Silent).then_some(Polarity::Denied);
    }
    if children {
        let before = &reading.text.lower()[sentence.range.start..at];
        let direct = mood.collects.iter().any(|&cue| cue < at && at - cue < 40);
        // 如发现误收集了未成年人信息，我们将删除: what is found is not sought.
        let found = ["prevent", "发现", "ifwelearn", "ifwediscover"].iter().any(|word| before.contains(word));
        let direct = direct && !found;
        return (direct && mood.denied.is_empty() && !conditional(reading, &sentence.range))
            .then_some(Polarity::Affirmed);
    }
    if zone == Zone::Silent && !(in_data && mood.manages.is_empty()) && !tells_anyway(reading, sentence, at, mood) {
        return None;
    }
    match slot {
        Some(Slot::Data | Slot::DataAndPermission) => {
            let means = id == "sms" && is_means(reading, sentence, &hit.range(), id);
            return (!reading.says_none(at) && !means).then_some(Polarity::Affirmed);
        }
        // A line of nothing but data in a table that came apart, whatever column it fell into.
        Some(Slot::Vendor | Slot::Other | Slot::Method | Slot::Purpose | Slot::Scenario)
            if mood.nominal
                && reading.data_in(&sentence.range).len() >= 4
                && reading.text.folded()[sentence.range.clone()]
                    .contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) =>
        {
            return Some(Polarity::Affirmed);
        }
        // "Umeng SDK service provider: the Umeng SDK will collect …" is a sentence, whatever stands before its colon.
        // So is the second sentence of 集成第三方SDK一键登录服务：闪验SDK，用于登录。闪验SDK需要获取….
        Some(Slot::Vendor)
            if mood.collects.iter().any(|&cue| cue < at) || mood.uses && reading.has_cue(&sentence.range, Cue::We) => {}
        Some(Slot::Name) if !opens_slot(reading, sentence) && mood.collects.iter().any(|&cue| cue < at) => {}
        Some(Slot::Name | Slot::Vendor | Slot::Privacy | Slot::Other | Slot::Method) => return None,
        Some(Slot::Purpose | Slot::Scenario | Slot::Permission) => {
            let before = reading.words(&(sentence.range.start..at));
            let strong = before.has_any(&[
                "收集",
                "采集",
                "获取",
                "读取",
                "同步",
                "youprovide",
                "weuseyour",
                "collect",
                "obtain",
                "read",
                "record",
            ]);
            return (strong && !listed && !function()).then_some(Polarity::Affirmed);
        }
        None => {}
    }
    if tail && mood.denied.is_empty() && mood.muted.is_empty() && matches!(zone, Zone::Collect | Zone::Share) {
        return Some(Polarity::Affirmed);
    }
    // "Your location is sent to your contacts".
    let sent = || {
        reading.text.lower()[sentence.range.start..at].ends_with("your") && passive(reading, sentence, hit.range().end)
    };
    let object = is_object(reading, sentence, at) || sent();
    // 139邮箱SDK is a name.
    if reading.text.lower()[hit.range().end..].starts_with("sdk") {
        return None;
    }
    if function() || listed && !object && !is_listed(reading, &hit.range(), &sentence.range) {
        return None;
    }
    let before = mood.collects.iter().any(|&cue| cue < at) || passive(reading, sentence, hit.range().end);
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
                || listed && !follows_name(reading, &hit.range()))
            || is_means(reading, sentence, &hit.range(), id))
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
        || is_content(id) && (is_shown(reading, at) || in_use(reading, sentence, &hit.range()))
        || varies(reading, &hit.range(), id)
    {
        return None;
    }
    // In "IP地址、GPS位置…，若您拒绝提供，我们将不会…" the condition comes after the list.
    let limit = reading.cues(&sentence.range, Cue::Unless).map(|cue| cue.start).min();
    let ahead = |limit: usize| {
        let between = reading.text.folded().get(hit.range().end..limit).unwrap_or("");
        mood.nominal || is_enumerated(reading, sentence, limit) && between.contains([',', '。', ';'])
    };
    if conditional(reading, &sentence.range) && !before && !limit.is_some_and(ahead) {
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
                // "We collect information about your children:", and below it what.
                || announced && item
        }
        Zone::Neutral => collects || uses || announced && mood.nominal,
        _ => collects || uses || announced || mood.keeps,
    };
    let listed_above = || mood.nominal && zone == Zone::Neutral && is_collected_above(reading, sentence);
    (said || open && mood.nominal || listed_above()).then_some(Polarity::Affirmed)
}

/// Whether a negation of a sentence denies what stands at an offset.
pub fn is_denied(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    is_refused(reading, sentence) || negations(reading, &sentence.range).denied.iter().any(|range| range.contains(&at))
}

/// "**Contacts**: we do not access your contacts": the label of a line that denies.
fn heads_denial(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    let before = &reading.text.folded()[sentence.range.start..range.start];
    let rest = range.end + 1..sentence.range.end.max(range.end + 1);
    sentence.first
        && !before.contains(char::is_alphanumeric)
        && reading.text.folded()[range.end..].starts_with(':')
        && negations(reading, &rest).denied.iter().any(|denied| denied.start <= rest.start + 40)
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
    reading.words(&(sentence.range.start..at)).has_any(&[
        "wemaykeep",
        "wewillkeep",
        "wemayreceive",
        "我们会自动收集",
        "接收并记录",
        "所需信息包括",
        "所需信息如",
    ]) && mood.manages.is_empty()
        && mood.denied.is_empty()
        && !reading.words(&sentence.range).has("verify")
}

/// "Profile pictures are uploaded to our servers": the verb that takes the data follows it.
fn passive(reading: &Reading<'_>, sentence: &Sentence, end: usize) -> bool {
    let lower = reading.text.lower();
    let after = &lower[end..floor(lower, (end + 60).min(sentence.range.end)).max(end)];
    let clause = after.split([';', '.', ':']).next().unwrap_or("");
    const DONE: &[&str] = &["uploaded", "transmitted", "sent", "captured", "recorded", "logged"];
    ["are", "is", "maybe", "willbe"].iter().any(|be| {
        let found = clause.match_indices(be).map(|(at, _)| clause[at + be.len()..].trim_start_matches("only"));
        found.into_iter().any(|rest| DONE.iter().any(|verb| rest.starts_with(verb)))
    })
}

/// Whether the part of a sentence before an offset is a list of data.
fn is_enumerated(reading: &Reading<'_>, sentence: &Sentence, end: usize) -> bool {
    let part = sentence.range.start..end.max(sentence.range.start);
    reading.data_in(&part).len() >= 3 && reading.text.folded()[part].matches('、').count() >= 2
}

/// "**Your Location**" above its text: a line that the format makes bold from end to end.
fn is_bold_line(reading: &Reading<'_>, block: usize) -> bool {
    let range = &reading.text.blocks[block].range;
    if reading.text.blocks[block].kind != BlockKind::Paragraph || range.len() > 60 {
        return false;
    }
    let span = reading.text.span(range.clone());
    let (before, rest) = span.source().text().split_at(span.start as usize);
    let after = rest.get(span.text().len()..).unwrap_or("");
    let next = reading.text.blocks.get(block + 1);
    before.ends_with("**")
        && after.starts_with("**")
        && after[2..].trim_start_matches(' ').starts_with(['\n', '\r'])
        && next.is_some_and(|next| next.kind == BlockKind::Paragraph && next.range.len() > range.len() * 2)
}

/// Whether a sentence is the first of the value of a slot.
fn opens_slot(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let start = sentence.range.start;
    start == 0 || reading.slot_at(start - 1).is_none()
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

/// Whether a block is one cell, line or item of a list rather than running text.
pub fn is_short(reading: &Reading<'_>, block: usize) -> bool {
    let part = &reading.text.blocks[block];
    matches!(part.kind, BlockKind::Cell(_) | BlockKind::Item) || part.range.len() < 90
}
