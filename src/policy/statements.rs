//! What a text says it does not do: share, transfer, sell, publish, embed, collect.

use std::ops::Range;

use super::cues::Cue;
use super::polarity;
use super::sentence::{Reading, Sentence, first, floor};
use super::words::Words;
use super::{Force, Statement, StatementKind};
use crate::source::Span;

/// "What we sell: Nothing" denies as a sentence would.
fn answers_nothing(words: &Words<'_>) -> impl Iterator<Item = (StatementKind, Range<usize>)> {
    let answered = words.has_any(&[":nothing", ":none", ":无"]);
    let denies = |questions: &[&str]| {
        let questions = if answered { questions } else { &[] };
        questions.iter().find_map(|asked| {
            let start = words.find(asked)?;
            let end = start + asked.len();
            let nothing = ["nothing", "none", "无"].iter().find(|nothing| words[end..].starts_with(**nothing))?;
            Some(start..end + nothing.len())
        })
    };
    let kinds = [
        (StatementKind::DeniesSelling, denies(&["wesell:", "datasold:", "出售的信息:"])),
        (StatementKind::DeniesThirdPartySharing, denies(&["weshare:", "datashared:", "共享的信息:"])),
        (StatementKind::DeniesCollection, denies(&["wecollect:", "datacollected:", "收集的信息:"])),
    ];
    kinds.into_iter().filter_map(|(kind, denied)| Some((kind, denied?)))
}

/// The denials of one sentence.
pub fn denials(reading: &Reading<'_>, sentence: &Sentence) -> Vec<Statement> {
    let range = &sentence.range;
    let mut out = Vec::new();
    let words = reading.words(range);
    for (kind, at) in answers_nothing(&words) {
        let at = reading.text.span(range.start + at.start..range.start + at.end);
        out.push(Statement { kind, force: Force::Absolute, at });
    }
    let kinds = [
        (StatementKind::DeniesThirdPartySharing, Cue::Share),
        (StatementKind::DeniesTransfer, Cue::Transfer),
        (StatementKind::DeniesSelling, Cue::Sell),
        (StatementKind::DeniesPublicDisclosure, Cue::Publish),
    ];
    // "We do not: sell your data": the verb stands in the item, the negation above the list.
    if polarity::is_refused(reading, sentence) && !is_limit(&words, &words) {
        let not = range.start..range.start;
        let said = format!("we{}", &*words);
        out.extend(kinds.into_iter().filter_map(|(kind, cue)| {
            let verb = reading.cues(range, cue).find(|verb| concerns(reading, range, &not, verb, kind, &said))?;
            (verb.start - range.start <= 30).then(|| Statement {
                kind,
                force: force(reading, range),
                at: reading.text.span(range.clone()),
            })
        }));
    }
    if !reading.has_cue(range, Cue::Not) && !reading.has_cue(range, Cue::No) {
        return out;
    }
    // Rights and hypotheses deny nothing.
    if words.has_any(&[
        "righttodirect",
        "有权要求",
        "不会因此",
        "如果我们不",
        "如果您不提供",
        "如您不提供",
        "若您不提供",
        "如果你不提供",
        "unauthorized",
        "您有权",
        "whatwewillnot",
        "agreesnotto",
        "请您不要",
        "youmaynot",
        "您不得",
        "用户不得",
        "不得向第三方提供您",
        "要求其不",
        "要求第三方",
        "requirethem",
        "您不应",
        "请不要",
        "prohibitedfrom",
        "merchantsmaynot",
        "donotwant",
        "不希望",
        "不想",
        "doesnotconstitute",
        "不构成",
        "不属于",
        "不适用于",
        "您应当确保",
        "不得擅自",
        "不承担",
        "无法确保",
        "无法保证",
        "不能保证",
        "cannotensure",
        "choicesabout",
        "you'reresponsible",
        "youareresponsible",
        "cannotguarantee",
        "canbeguaranteed",
        "askthatyounot",
        "notsendus",
        "youshall",
        "donothavethesame",
        "doesnothavethesame",
        "donotguarantee",
        "providedthat",
        "noonemay",
        // What the law lets anybody do without asking is no promise.
        "无需另行",
        "无需征得",
        "无需事先",
        "无需您的",
        "不需另行",
        "无须",
        // Measures against leaks promise safety, not that nothing is given away.
        "泄漏",
        "泄露、",
        "毁损",
        "unauthorised",
    ]) {
        return out;
    }
    // 不可避免 and "not limited to" deny nothing.
    let real = |not: &Range<usize>| {
        !["避免", "或缺", "抗力", "limited", "only"]
            .iter()
            .any(|word| reading.text.lower()[not.end..].starts_with(word))
    };
    let negations: Vec<Range<usize>> =
        reading.cues(range, Cue::Not).chain(reading.cues(range, Cue::No)).filter(real).collect();
    for (kind, cue) in kinds {
        let denied = negations.iter().find_map(|not| {
            let own = &reading.text.lower()[not.clone()];
            let rest = not.end..range.end;
            // 不会向第三方披露 is about others, 不会公开披露 about everybody.
            let told = reading.cues(&rest, Cue::Publish).filter(|verb| {
                kind == StatementKind::DeniesThirdPartySharing
                    && &reading.text.lower()[(*verb).clone()] == "披露"
                    && !reading.text.lower()[range.start..verb.start].ends_with("公开")
            });
            let verbs = reading.cues(&rest, cue).chain(told).filter(|verb| governed(reading, not, verb));
            let own = own_verb(own, kind).then(|| not.clone());
            own.into_iter()
                .chain(verbs)
                .find(|verb| concerns(reading, range, not, verb, kind, &words))
                .map(|_| not.clone())
        });
        let Some(not) = denied else { continue };
        if is_limit(&reading.words(&(not.end..range.end)), &words) {
            continue;
        }
        out.push(Statement { kind, force: force(reading, range), at: place(reading, range, &not) });
    }
    for (kind, denied) in [
        (StatementKind::DeniesThirdPartySdks, negations.iter().find(|not| denies_sdks(reading, range, not))),
        (StatementKind::DeniesCollection, negations.iter().find(|not| denies_collection(reading, range, not))),
    ] {
        if let Some(not) = denied {
            out.push(Statement { kind, force: force(reading, range), at: place(reading, range, not) });
        }
    }
    out
}

/// A limit is no denial: "not for other purposes". The end of the sentence from the negation on, and all of it.
fn is_limit(tail: &Words<'_>, words: &Words<'_>) -> bool {
    [
        "forpurposesotherthan",
        "用于其他目的",
        // What the text itself describes is no exception that could be named.
        "exceptasdescribed",
        "exceptassetforth",
        "exceptassetout",
        "exceptasprovided",
        "exceptasdisclosed",
        "exceptasotherwisedescribed",
        "exceptasoutlined",
        "exceptasstated",
        "otherthanasdescribed",
        "以外的目的",
        "之外的目的",
        "除本政策",
        "相结合",
        "关联",
        "foranyotherpurpose",
        "forotherpurposes",
        "境外",
        "outsideofchina",
        "acrossborders",
        "overseas",
        "crossborder",
        "结合使用",
        "不必要的",
        "无关的个人信息",
        "financialaccountnumber",
        "yourpassword",
        "irrelevant",
        "moreinformationthan",
        "非必要",
    ]
    .iter()
    .any(|word| tail.has(word) || word.len() > 14 && words.has(word))
}

/// The place of a denial: its sentence, from the line on which it is denied. What stands on lines above may be a
/// heading that the format runs into the sentence.
fn place(reading: &Reading<'_>, range: &Range<usize>, not: &Range<usize>) -> Span {
    let text = reading.text;
    let (first, negated) = (text.offset(range.start), text.offset(not.start));
    let line = text.source.text()[first..negated.max(first)].rfind('\n').map_or(first, |at| first + at);
    let mut starts = text.folded()[range.clone()].char_indices().map(|(at, _)| range.start + at);
    text.span(starts.find(|&at| text.offset(at) >= line).unwrap_or(range.start)..range.end)
}

/// 未接入任何第三方SDK, "does not use third-party analytics SDKs".
fn denies_sdks(reading: &Reading<'_>, range: &Range<usize>, not: &Range<usize>) -> bool {
    const VERBS: &[&str] = &[
        "接入",
        "集成",
        "嵌入",
        "包含",
        "使用",
        "内置",
        "引入",
        "含",
        "use",
        "contain",
        "include",
        "integrate",
        "embed",
        "incorporate",
        "have",
        "employ",
    ];
    let lower = reading.text.lower();
    let own = &lower[not.clone()];
    let rest = &lower[not.end..floor(lower, (not.end + 90).min(range.end))];
    let rest = rest.split(['。', ';', ',']).next().unwrap_or("");
    let third = ["第三方", "三方", "thirdparty", "third-party"].iter().filter_map(|word| rest.find(word)).min();
    let Some(third) = third else { return false };
    let verb = VERBS.iter().any(|verb| own.contains(verb) || rest[..third].contains(verb)) || own == "no" && third == 0;
    let thing = ["sdk", "插件", "组件", "代码", "类库", "librar", "tracker", "analytics", "plugin"];
    let limits = ["其他", "(除", "以外", "之外", "other", "additional", "擅自", "恶意"];
    verb && third <= 40
        && thing.iter().any(|word| rest[third..].contains(word))
        && !limits.iter().any(|word| rest.contains(word))
        && !reading.has_cue(range, Cue::Unless)
}

/// 不收集任何个人信息, "does not collect any personal data": nothing at all, and under no condition.
fn denies_collection(reading: &Reading<'_>, range: &Range<usize>, not: &Range<usize>) -> bool {
    let lower = reading.text.lower();
    let own = &lower[not.clone()];
    let rest = &lower[not.end..floor(lower, (not.end + 70).min(range.end))];
    let rest = rest.split(['。', ';']).next().unwrap_or("");
    // The commas of a list of verbs end no clause: "does not collect, transmit, or share any data".
    let verbs = rest.split_inclusive(',').take_while(|part| part.is_ascii() && part.len() <= 14).map(str::len).sum();
    let end = rest[verbs..].find(',').map_or(rest.len(), |comma| verbs + comma);
    let rest = &rest[..end];
    let collects =
        ["收集", "采集", "获取", "collect", "gather"].iter().any(|verb| own.contains(verb) || rest.contains(verb));
    let whole = [
        "任何个人信息",
        "任何用户信息",
        "任何信息",
        "任何数据",
        "任何隐私",
        "任何用户数据",
        "任何个人数据",
        "任何个人隐私",
        "任何用户的",
        "任何您的",
        "您的任何",
        "用户的任何",
        "任何与您",
        "anypersonal",
        "anyinformation",
        "anydata",
        "anyuser",
        "anykindof",
        "anytypeof",
        "anyofyour",
        "dataatall",
        "informationatall",
    ];
    let none = own == "no"
        && ["personal", "data", "information", "userdata", "userinformation"].iter().any(|word| rest.starts_with(word));
    let passive = rest.contains("iscollected") || rest.contains("arecollected") || rest.contains("begathered");
    // The object ends the clause: "any personal information from children" and 任何…以外的 deny less.
    let limits = [
        "其他",
        "以外",
        "之外",
        "无关",
        "额外",
        "多余",
        "超出",
        "儿童",
        "未成年",
        "child",
        "minor",
        "knowingly",
        "other",
        "under",
        "beyond",
        "apartfrom",
        "asidefrom",
        "except",
        "unless",
        "without",
        "additional",
        "excess",
        "主动",
        "关联",
        "第三方",
        "applyto",
        "extendto",
        "responsib",
        "during",
        "过程中",
    ];
    // "We don't collect personal data", 我们不收集个人信息, and nothing more.
    let bare = ["collectpersonaldata", "collectpersonalinformation", "collectuserdata", "收集个人信息", "收集用户信息"];
    let said = format!("{}{}", own.trim_start_matches(['不', '会', '未']), rest.trim_end_matches(['.', '!']));
    let bare = bare.iter().any(|words| said.ends_with(words) && said.len() <= words.len() + 10);
    (none && passive || bare || collects && whole.iter().any(|word| rest.contains(word)))
        && !(lower[range.start..not.start].contains('除') && lower[range.start..not.start].contains('外'))
        && !limits.iter().any(|word| rest.contains(word))
        && reading.cues(range, Cue::Unless).next().is_none()
        && reading.cues(range, Cue::Consent).next().is_none()
        && (["aboutyou", "anypersonaldata", "anypersonalinformation"].iter().any(|word| rest.contains(word))
            || reading.data_in(&(not.end..floor(lower, (not.end + 60).min(range.end)))).is_empty())
}

/// 不共享, 不转让: the negation holds its verb.
fn own_verb(own: &str, kind: StatementKind) -> bool {
    match kind {
        StatementKind::DeniesThirdPartySharing => own.contains("共享") || own == "不提供",
        StatementKind::DeniesTransfer => own.contains("转让"),
        StatementKind::DeniesSelling => own.contains("出售"),
        StatementKind::DeniesPublicDisclosure => own.contains("公开"),
        StatementKind::DeniesThirdPartySdks | StatementKind::DeniesCollection => false,
    }
}

/// Whether a negation reaches a verb: near, and no other statement between.
fn governed(reading: &Reading<'_>, not: &Range<usize>, verb: &Range<usize>) -> bool {
    let between = &reading.text.lower()[not.end..verb.start.max(not.end)];
    let limit = if between.is_ascii() { 70 } else { 150 };
    // "Partners are not permitted to share it": what others may not do is no promise of the firm.
    let before = reading.text.lower()[..not.start].trim_end_matches("are").trim_end_matches("is");
    if ["permittedto", "authorizedto", "authorisedto", "allowedto"].iter().any(|word| between.contains(word))
        && !before.ends_with("we")
    {
        return false;
    }
    // 第三方服务商 is somebody, 服务 a thing.
    let plain = between.replace("服务商", "").replace("服务提供", "");
    let between = plain.as_str();
    // 不会识别您的身份，分享它的目的是…: the negation has a verb of its own.
    between.len() <= limit
        && !between.starts_with("识别")
        // 注销后将不会再共享: what ends was done before.
        && !between.starts_with('再')
        && ![
            "但",
            "你通过",
            "您通过",
            "我们会",
            "我们将",
            "however",
            ",but",
            "除非",
            ",we",
            "以便",
            "inorderto",
            "目的",
            "unless",
            "服务",
            "仅",
            "only",
            // "We cannot ensure that nobody discloses it" and "no longer linked to you and shared" promise nothing.
            "ensure",
            "guarantee",
            "warrant",
            "control",
            "responsib",
            "liable",
            "associated",
            "haveanindependent",
            // "We have not collected it during the sharing".
            "during",
            // What cannot be taken back.
            "delete",
            "remove",
        ]
        .iter()
        .any(|word| between.contains(word))
}

/// Whether the denial is about personal data given to others, not about a service or a message.
fn concerns(
    reading: &Reading<'_>,
    range: &Range<usize>,
    not: &Range<usize>,
    verb: &Range<usize>,
    kind: StatementKind,
    words: &str,
) -> bool {
    let folded = reading.text.folded();
    // The object stands after the negation, or right before it (您的信息不会被共享).
    let from = floor(folded, not.start.saturating_sub(75)).max(range.start);
    let object = &reading.text.lower()[from..range.end];
    let data = ["信息", "数据", "资料", "隐私", "information", "data", "details", "anything"]
        .iter()
        .any(|word| object.contains(word))
        || !reading.data_in(&(not.end..range.end)).is_empty();
    let verb_words = &reading.text.lower()[verb.clone()];
    let after = &reading.text.lower()[verb.end..range.end];
    let others = reading.has_cue(&(not.start..range.end), Cue::Others);
    let plain = !verb_words.contains("提供")
        && !verb_words.contains("provide")
        && !verb_words.contains("give")
        && !verb_words.contains("transmit")
        && !verb_words.contains("release");
    // 社交分享SDK names what an SDK does.
    if after.starts_with("sdk") || after.starts_with("功能") {
        return false;
    }
    // "The store never shares those with us", "do not wish to share files with us": the firm is the one that receives.
    let clause = after.split([',', '.', ';', '-', '–', '—']).next().unwrap_or(after);
    if ["withus", "tous"].iter().any(|us| {
        clause.match_indices(us).any(|(at, _)| {
            let end = verb.end + at + us.len();
            end == range.end
                || !folded[end..].starts_with(|c: char| c.is_alphanumeric())
                || reading.text.gap_before(end)
        })
    }) {
        return false;
    }
    // 不会向您提供服务, 无法继续为您提供: not about data given away.
    if ["向您提供", "为您提供", "给您提供"].iter().any(|word| words.contains(word)) && !others {
        return false;
    }
    match kind {
        StatementKind::DeniesThirdPartySharing => {
            let wide = words.contains("共享")
                || words.contains("分享")
                || words.contains("share")
                || words.contains("disclose");
            let users = ["otherusers", "othermembers", "其他用户"].iter().any(|word| after.contains(word))
                && !["third", "compan", "第三方", "公司"].iter().any(|word| after.contains(word));
            // 向第三方出售 sells, and "publicly disclose" publishes: each is a denial of its own.
            let next = first(after, 6);
            let other = verb_words.contains("第三方")
                && ["出售", "转让", "出租", "公开", "贩卖", "售卖"].iter().any(|word| next.contains(word))
                || reading.text.lower()[not.end..verb.start.max(not.end)].ends_with("publicly");
            let public = users
                || other
                || (after.contains("public") || verb_words.contains("disclos") && after.starts_with("tothepublic"))
                    && !others;
            // The firm may speak of itself by name: 某某不会共享您的个人信息.
            let own = ["您的", "你的", "用户的", "用户个人", "个人信息", "your", "aboutyou", "we", "我们"]
                .iter()
                .any(|word| words.contains(word));
            data && !public && (others || plain && wide && own)
        }
        StatementKind::DeniesTransfer => {
            let abroad = words.replace("outsidepart", "").contains("outside") || words.contains("border");
            data && !words.contains("跨境") && !abroad
        }
        StatementKind::DeniesSelling => data,
        StatementKind::DeniesPublicDisclosure => {
            data && (verb_words.contains("公")
                || verb_words.contains("public")
                || words.contains("披露") && (words.contains("公开") || !others))
        }
        StatementKind::DeniesThirdPartySdks | StatementKind::DeniesCollection => true,
    }
}

fn force(reading: &Reading<'_>, range: &Range<usize>) -> Force {
    let words = &reading.text.lower()[range.clone()];
    let weak = reading.has_cue(range, Cue::Except)
        && [
            "以下",
            "下列",
            "following",
            "下述",
            "情形除外",
            "情况除外",
            "except",
            "法律法规",
            "requiredbylaw",
            "otherthan",
            "otherwise",
            "除外",
            "另有规定",
            "described",
            "setforth",
        ]
        .iter()
        .any(|word| words.contains(word));
    if weak {
        return Force::Weak;
    }
    // 目前，我们不会…，如存在…时，会征得…: the denial itself is absolute, consent is for what may come.
    let later = words.find("如存在").or_else(|| words.find("如必须")).or_else(|| words.find("如需"));
    let consent =
        reading.cues(range, Cue::Consent).any(|cue| later.is_none_or(|later| cue.start - range.start < later));
    let asked = later.is_some() && words.contains("公开");
    if consent || asked { Force::Consent } else { Force::Absolute }
}
