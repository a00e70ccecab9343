//! What negations govern: denials of collecting, and those that only limit it.

use std::ops::Range;

use super::absence::absences;
use super::reach::{clause_end, clause_start, closing, list_end, outside_brackets, stop_of};
use crate::policy::cues::Cue;
use crate::policy::sentence::{Reading, floor};
use crate::policy::words::Words;

/// What the negations of a sentence govern.
#[derive(Default)]
pub(super) struct Negations {
    /// Where collecting is denied.
    pub denied: Vec<Range<usize>>,
    /// Where it is only limited.
    pub muted: Vec<Range<usize>>,
    /// The denial reaches the colon at the end, and so the list below: 我们不会收集以下信息：
    pub opens: bool,
}

/// What a firm does when it collects.
pub(super) const VERBS: &[&str] = &[
    "收集",
    "搜集",
    "采集",
    "获取",
    "读取",
    "访问",
    "记录",
    "上传",
    "申请",
    "要求",
    "调用",
    "收取",
    "涉及",
    "索取",
    "留存您",
    "查看",
    "监听",
    "窃取",
    "扫描",
    "追踪",
    "跟踪",
    "获得",
    "接收",
    "收到",
    "collect",
    "read",
    "access",
    "gather",
    "obtain",
    "request",
    "track",
    "receive",
    "upload",
    "record",
    "view",
    "askfor",
    "askyou",
    "lookat",
    "monitor",
    "solicit",
    "requireyou",
    "acquire",
    "capture",
    "retrieve",
    "usecookie",
    "usetrackingcookie",
    "useanycookie",
    "setcookie",
    "setanycookie",
    "placecookie",
    "placeanycookie",
    "sharedwithus",
    "knowinglyprocess",
    "senttous",
    "使用cookie",
    "使用任何cookie",
    "设置cookie",
    "采用cookie",
];

/// What the negations of a sentence govern.
pub(super) fn negations(reading: &Reading<'_>, range: &Range<usize>) -> Negations {
    let folded = reading.text.folded();
    let Negations { mut denied, mut muted, mut opens } = Negations::default();
    let colon = folded[range.clone()].ends_with(':');
    let outer = range;
    for negation in reading.cues(range, Cue::Not) {
        // What is denied inside brackets ends with them.
        let range = &(range.start..closing(&folded[range.clone()], negation.start - range.start) + range.start);
        let own = &folded[negation.clone()];
        // "neither … nor" is one negation; what the law lets do without asking denies nothing.
        let asked =
            ["征得", "另行", "事先", "经过", "经您", "您的同意", "您同意", "您授权", "再次", "避免", "或缺", "抗力"];
        // "Do Not Track" is the name of a signal.
        let signal = own.ends_with("Not") && folded[negation.end..].starts_with("Track");
        if signal {
            muted.push(range.clone());
            continue;
        }
        if own.eq_ignore_ascii_case("nor") || asked.iter().any(|word| folded[negation.end..].starts_with(word)) {
            continue;
        }
        // "If you do not have access to your account", "if you opted not to receive e-mails": what users do not do.
        const USERS: &[&str] = &[
            "you",
            "you've",
            "youhave",
            "youare",
            "opted",
            "choose",
            "chosen",
            "prefer",
            "decide",
            "wish",
            "whetheror",
            "您",
            "你",
            "您将",
            "你将",
            "您可能",
            "你可能",
            "您可以",
            "你可以",
            "您也可以",
        ];
        let before = &reading.text.lower()[range.start..negation.start];
        // "If we cannot access your location, we use …" tells what is done instead.
        if before.ends_with("ifwe") {
            muted.push(negation.end..stop_of(reading, negation.end, range.end));
            continue;
        }
        // 您将无法自动定位，不会收到基于位置的推荐 is what befalls the users.
        let befalls = folded[negation.end..].starts_with("收到") && !before.ends_with("我们");
        if USERS.iter().any(|word| before.ends_with(word)) || binds_users(own, before) || befalls {
            muted.push(negation.end..range.end);
            continue;
        }
        // The verb is inside the word (不收集), or follows within a few characters.
        let reach = if folded[negation.clone()].is_ascii() { 42 } else { 60 };
        let near_end = floor(folded, (negation.end + reach).min(range.end));
        let whole = reading.words(range);
        let near = &reading.text.lower()[negation.end..near_end];
        let near = whole.part(near.split(['。', ';']).next().unwrap_or(""));
        let object = reading
            .data_in(&(negation.end..range.end))
            .first()
            .map_or(usize::MAX, |hit| hit.range().start - negation.end);
        // 不使用 IMEI, but not 不使用…功能. The verbs are in lower case, and what is so as written is in both texts.
        let own_verb = whole.part(own).has_any(VERBS)
            || matches!(own, "不使用" | "未使用") && object == 0
            // Too short to be looked for inside a clause.
            || ["log", "hold"].iter().any(|verb| {
                near.starts_with(verb) && reading.text.gap_before(negation.end + verb.len())
            })
            // "We do not use traditional web cookies", but not "marketing cookies".
            || near.starts_with("use")
                && (3..=30).contains(&object)
                && reading.text.lower()[negation.end + object..].starts_with("cookie")
                && ["any", "traditional", "tracking", "web", "browser"]
                    .iter()
                    .fold(near.get(3..object).unwrap_or("?").to_owned(), |kind, word| kind.replace(word, ""))
                    .is_empty()
            // "We never see your card", but not "others cannot see it".
            || near.starts_with("see")
                && (own.eq_ignore_ascii_case("never") || reading.text.lower()[range.start..negation.start].ends_with("we"));
        let verb = VERBS.iter().filter_map(|verb| near.place(verb)).min().filter(|&verb| verb < object);
        // "We are not responsible for what others collect", "this text does not extend to the collection of …": what
        // follows is nobody's denial.
        const DISOWNED: &[&str] = &[
            "responsible",
            "beresponsible",
            "liable",
            "beliable",
            "extendto",
            "applyto",
            "cover",
            "govern",
            "control",
            "guarantee",
            "ensure",
            "warrant",
            "endorse",
        ];
        // "Reports never contain your contacts or your location", "(not including your name, address or email)", "does
        // not require an account, email address or name".
        if ["contain", "include", "including", "attach", "require"].iter().any(|verb| near.starts_with(verb))
            && !near.starts_with("requireyou")
        {
            let list = &folded[negation.end..stop_of(reading, negation.end, range.end)];
            // Behind a colon the list says what that would be: "does not require any personal data: no name, …".
            let colon = near.starts_with("require").then(|| list.find(':')).flatten();
            muted.push(negation.end..negation.end + colon.or(list.find(')')).unwrap_or(list.len()));
            continue;
        }
        // 传感器数据不涉及位置信息 tells what data is not.
        let subject = before.trim_end_matches(['并', '均', '也', '都', '亦']);
        let data = ["数据", "信息", "内容", "记录"].iter().any(|noun| subject.ends_with(noun));
        if data && (near.starts_with("涉及") || own.ends_with("涉及")) {
            muted.push(negation.end..stop_of(reading, negation.end, range.end));
            continue;
        }
        // "Data not linked to you: diagnostics" heads a list of what is collected.
        if near.starts_with("linkedtoyou") && reading.text.lower()[range.start..negation.start].ends_with("data") {
            continue;
        }
        // "Not linked to your name, email, or any identity": the whole list.
        if ["linkedto", "associate", "tiedto", "tie", "connectedto", "combine"]
            .iter()
            .any(|verb| near.starts_with(verb))
        {
            muted.push(negation.end..stop_of(reading, negation.end, range.end));
            continue;
        }
        // "You may not be able to …", "a new one that is not merged with the data collected before".
        const UNRELATED: &[&str] = &[
            "beable",
            "bepossible",
            "merged",
            "bemerged",
            "becombined",
            "bedelivered",
            "already",
            "theonly",
            "uncommon",
            "登录",
            "登陆",
            "用来",
            "判断",
            "参与",
            "直接参与",
            "被恶意",
            "被非法",
            "被他人",
        ];
        // 不可变更的设备标识 is what the data is like.
        if own == "不可" && near.find('的').is_some_and(|of| of <= 12) {
            continue;
        }
        if DISOWNED.iter().chain(UNRELATED).any(|verb| near.starts_with(verb)) {
            // 保证通讯录不会被恶意获取 names its object first.
            let start = if near.starts_with('被') { range.start } else { negation.end };
            muted.push(start..range.end);
            continue;
        }
        // Data that identifies nobody is data none the less, and "not limited to" opens a list.
        if [
            "limited",
            "only",
            "just",
            "merely",
            "necessarily",
            "识别",
            "辨识",
            "辨认",
            "确定您",
            "单独识别",
            "identify",
            "directlyidentify",
            "personallyidentif",
            "byitselfidentify",
        ]
        .iter()
        .any(|verb| near.starts_with(verb))
        {
            continue;
        }
        // 不会上传至第三方 says nothing of the app itself.
        let passed = if own.ends_with("上传") { Some(&*near) } else { near.strip_prefix("上传") };
        let others = ["至第三方", "给第三方", "到第三方", "至任何第三方", "给任何第三方"];
        if passed.is_some_and(|whom| others.iter().any(|other| whom.starts_with(other))) {
            muted.push(range.start..negation.start);
            continue;
        }
        // 不会将收集的您的个人信息（如昵称）与第三方共享, 不对用户上传的内容作出任何保证: the verb comes last.
        let clause = &folded[negation.end..stop_of(reading, negation.end, range.end)];
        let given = ["共享", "分享", "提供给", "披露", "转让", "出售", "泄露"].iter().any(|verb| clause.contains(verb));
        let vouched = ["保证", "负责", "责任"].iter().any(|noun| clause.contains(noun));
        if near.starts_with(['将', '把']) && given || own.ends_with('对') && vouched {
            muted.push(negation.end..negation.end + clause.len());
            continue;
        }
        let comma = near.find([',', '、']).unwrap_or(usize::MAX);
        // "We never see, receive or store your name": a list of verbs.
        let verbs =
            comma <= 10 && near.get(comma + 1..).is_some_and(|rest| VERBS.iter().any(|verb| rest.starts_with(verb)));
        if !own_verb && !verbs && verb.is_none_or(|verb| verb > comma)
            || near.starts_with("track\"")
            || near.starts_with("track”")
        {
            // "Audio is never sent to a server" says nothing of whether it is collected.
            const KEPT: &[&str] = &[
                "sent",
                "transmitted",
                "shared",
                "stored",
                "uploaded",
                "sold",
                "disclosed",
                "transferred",
                "saved",
                "leave",
            ];
            if KEPT.iter().any(|verb| near.starts_with(verb)) {
                muted.push(clause_start(reading.text.lower(), range.start, negation.start)..negation.start);
            }
            // What is not shared, linked or disclosed is not collected by that very clause either; a clause that names
            // nothing goes on: "does not include, or give access to, your name or address".
            let rest = &folded[negation.end..range.end];
            let but = rest.match_indices("but").map(|(at, _)| at);
            let but = but.filter(|at| reading.text.gap_before(negation.end + at)).min().unwrap_or(rest.len());
            let clause = match clause_end(&rest[..but]) {
                // "We do not sell, trade, or share your data": a list of verbs up to the object.
                Some(at)
                    if at < object.min(12)
                        && (rest[at + 1..].starts_with("or") || object <= 60 && is_verb_list(&rest[..object])) =>
                {
                    stop_of(reading, negation.end, range.end)
                }
                Some(at) => negation.end + at,
                None => negation.end + but,
            };
            // "Not directed to children, and Foxglove does not collect …": what the next negation governs is its own.
            let next = reading.cues(range, Cue::Not).map(|next| next.start).find(|&next| next > negation.end);
            let stop = stop_of(reading, negation.end, range.end).min(next.unwrap_or(range.end));
            muted.push(negation.end..list_end(reading, clause, outer.end).min(stop));
            continue;
        }
        let mut end = stop_of(reading, negation.end, range.end);
        // "Your contacts, SMS, photos other than your own": the exception limits the item before it.
        let except = ["otherthan", "apartfrom", "asidefrom"]
            .iter()
            .filter_map(|word| reading.text.lower()[negation.end..end].find(word))
            .min()
            .map(|at| negation.end + at);
        if let Some(except) = except
            && let Some(comma) = folded[negation.end..except].rfind(',').map(|at| negation.end + at)
            && reading.data_in(&(negation.end..comma)).len() >= 2
        {
            muted.push(comma..end);
            end = comma;
        }
        // "Your location, device identifiers, or any other information beyond what is listed": the last item is limited.
        let last = reading.text.lower()[negation.end..end].find("oranyother").map(|at| negation.end + at);
        let limit = |last: usize| {
            ["beyond", "otherthan", "notlisted"].iter().any(|word| reading.text.lower()[last..end].contains(word))
        };
        if let Some(last) = last.filter(|&last| limit(last) && reading.data_in(&(negation.end..last)).len() >= 2) {
            end = last;
        }
        // 包括但不限于 opens a list and limits nothing.
        let clause = outside_brackets(&reading.text.lower()[negation.start..end]).replace("但不限于", "");
        let clause = Words::new(&clause);
        let passive = near.has("被")
            || whole.has_any(&[
                "isnot",
                "arenot",
                "wasnot",
                "werenot",
                "neverbe",
                "notbe",
                "isnever",
                "arenever",
                "isn't",
                "aren't",
                "won'tbe",
                "neithercollected",
            ]);
        let objects = reading.data_in(&(negation.end..end));
        let has_object = !objects.is_empty();
        // "We do not collect other data" limits; "your credit card or other billing data" names what is denied.
        let ahead = objects.first().map_or(end, |hit| hit.range().start).max(negation.start);
        let ahead = &reading.text.lower()[negation.start..ahead];
        let others =
            ["其他", "其它", "多余", "额外", "全量", "完整", "other", "additional", "unnecessary", "excess", "entire"];
        // `如您不提供…我们将无法…`, `未经同意不会…` promise nothing; neither does `不会收集…以外的信息`.
        let limited = conditional(reading, &(range.start..end))
            || reading.cues(range, Cue::Consent).next().is_some()
            || clause.has_any(&[
                "以外",
                "之外",
                "无关",
                "不需要时",
                "来追踪",
                "来跟踪",
                "用于追踪",
                "超出",
                "相结合",
                "关联",
                "留存的",
                "存储的",
                "保存的",
                "不限于",
                "otherthan",
                "unrelated",
                "beyond",
                "morethan",
                "onlywhen",
                "outsidethis",
                "outsideof",
                "atanyothertime",
                "inplaintext",
                "inplain-text",
                "incleartext",
                "明文",
                "intentionallyshare",
                "anyoneelse",
                "unsolicited",
                "controlover",
                "permanently",
            ])
            || others.iter().any(|word| ahead.contains(word))
            // 以获得IMEI(仅在安卓9及以下版本收集,安卓9以上版本不收集).
            || before.rfind('(').is_some_and(|open| before[open..].contains("仅在") && !before[open..].contains(')'))
            // 不会上传您剪切板的其他信息: what is left of it.
            || objects.iter().any(|hit| {
                let rest = &reading.text.lower()[hit.range().end..];
                // 除此之外，我们不会收集您剪贴板内的任何信息.
                let any = before.contains("除此") && ["内的任何", "中的任何", "里的任何", "的任何"].iter().any(|word| rest.starts_with(word));
                any || ["的其他", "其他", "的其它", "的所有", "的全部", "内的其他"].iter().any(|word| rest.starts_with(word))
            })
            // 除您选定识别该截图外，我们不会收集截图的内容.
            || before.rsplit('。').next().is_some_and(|said| {
                said.find('除').is_some_and(|at| !said[at..].starts_with("除此") && said[at..].contains("外,"))
            })
            // What ends under a condition was done before.
            || matches!(own, "不再") || own.eq_ignore_ascii_case("nolonger") || near.starts_with('再')
            || clause.has("目的") && !own_verb
            // "We do not use cookies to track you": other uses are left open.
            || near.starts_with("usecookies")
                && (["to", "for", "inorderto"].iter().any(|aim| near["usecookies".len()..].starts_with(aim))
                    || objects.last().is_some_and(|hit| reading.text.lower()[hit.range().end..].starts_with("for")))
            || clause.has("liableforthe")
            || whole.has_any(&["如果我们发现", "ifwelearn", "ifwebecomeaware"])
            || without_subject(&whole);
        opens |= colon && !limited && end + 1 >= outer.end;
        // 会留下Cookies、使用记录等,我们不会收集这些信息: what was named before is denied.
        let these = [
            "这些",
            "上述",
            "该等",
            "此类",
            "以上",
            "该类",
            "theseinformation",
            "thisinformation",
            "thesedata",
            "thisdata",
            "suchinformation",
        ];
        let back = verb.is_some() || own_verb;
        let near = near.part(near.split(',').next().unwrap_or(&near));
        let named = near.has_any(&these);
        let object_here = objects.first().is_some_and(|hit| hit.range().start < negation.end + near.len());
        if back && !object_here && named && !conditional(reading, &(range.start..negation.end)) {
            denied.push(range.start..negation.start);
        }
        if has_object {
            if limited { muted.push(negation.start..end) } else { denied.push(negation.end..end) }
        } else if (passive || topic(reading, range.start, negation.start)) && !limited {
            let start = clause_start(reading.text.lower(), range.start, negation.start);
            denied.push(start..negation.start);
        }
    }
    absences(reading, range, &mut denied, &mut muted);
    let words = reading.words(range);
    for at in words.all_places("without") {
        // "Stored without location, camera, or other metadata": what follows right away is left out.
        let end = range.start + at + "without".len();
        if reading.data_in(&(end..range.end)).first().is_some_and(|hit| hit.range().start == end) {
            muted.push(end..stop_of(reading, end, range.end));
        }
    }
    for off in ["collectionisdisabled", "collectionisturnedoff", "collectionisswitchedoff"] {
        // "Advertising ID collection is disabled".
        let found = words.place(off).map(|at| range.start + at);
        let last = found.and_then(|at| reading.data_in(&(range.start..at)).last());
        denied.extend(last.filter(|hit| Some(hit.range().end) == found).map(|hit| hit.range()));
    }
    Negations { denied, muted, opens }
}

/// "sell, trade, or share your": verbs before an object that they have in common.
fn is_verb_list(words: &str) -> bool {
    let last = words.rsplit(',').next().unwrap_or("");
    words.is_ascii() && last.starts_with("or") && words.split(',').all(|verb| verb.len() <= 16)
}

/// 用户不得上传…, 用户因此不能接收…: what binds or befalls the users. 不提供 denies giving, never collecting.
fn binds_users(own: &str, before: &str) -> bool {
    let clause = before.rsplit([',', '。', ';', '、']).next().unwrap_or(before);
    let whose = ["用户", "您", "任何人", "他人", "工作人员"];
    own == "不提供"
        || (matches!(own, "不得" | "不能") || own.trim_start_matches('均').starts_with("无法"))
            && whose.iter().any(|who| clause.contains(who))
}

/// The user, not the firm, is the one who does not: "if you do not provide".
fn without_subject(whole: &Words<'_>) -> bool {
    whole.has_any(&[
        "youdonotprovide",
        "youdon'tprovide",
        "ifyoudonot",
        "ifyoudon't",
        "您不提供",
        "你不提供",
        "如不提供",
        "若不提供",
        "您未提供",
        "拒绝提供",
        "不愿提供",
        "您不填写",
        "在您未",
        "在你未",
        "当您未",
        "当你未",
        "不想提供",
        "youchoosenotto",
        "shouldnotprovide",
        "pleasedonot",
        "donotprovideany",
        "maynotprovide",
        "donotenter",
        "notmandatory",
        "choosetohave",
    ])
}

/// The sentence sets out with its object: 对于您的通讯录，我们不会读取; 通讯录我们均不会读取.
fn topic(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let before = reading.text.folded()[from..to].trim_end_matches(['均', '也', '都']).trim_end_matches("我们");
    let lower = before.to_ascii_lowercase();
    let named = reading.data_in(&(from..to)).last().is_some_and(|hit| hit.range().end == from + before.len());
    named && !before.is_ascii()
        || ["对于", "对您的", "关于", "regarding", "asfor"].iter().any(|word| lower.contains(word))
        || before.ends_with(',') && before.contains("您的")
        || before.ends_with("信息")
        || before.ends_with("数据")
}

/// Words of consent, refusal or exception make the sentence conditional.
pub(super) fn conditional(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let lower = reading.text.lower();
    // What stands in brackets limits the word before it alone.
    let open = |cue: &Range<usize>| {
        let before = &lower[range.start..cue.start.max(range.start)];
        before.matches('(').count() <= before.matches(')').count()
    };
    reading.cues(range, Cue::Unless).any(|cue| open(&cue)) && {
        reading.has_cue(range, Cue::Not)
            || reading.words(range).has_any(&[
                "拒绝",
                "关闭",
                "撤回",
                "不同意",
                "不提供",
                "refuse",
                "decline",
                "disable",
                "withdraw",
                "turnoff",
                "deny",
            ])
    }
}
