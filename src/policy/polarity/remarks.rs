//! Sentences that speak of data and declare none: definitions and remarks.

use std::ops::Range;

use crate::policy::cues::Cue;
use crate::policy::entries::Slot;
use crate::policy::outline::Zone;
use crate::policy::sentence::{Reading, Sentence, floor};

/// Whether a sentence or its block defines a term, so that what it lists is nobody's data.
pub(super) fn defines(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let folded = reading.text.folded();
    let block = &reading.text.blocks[sentence.block].range;
    let head = block.start..floor(folded, (block.start + 150).min(block.end));
    let speaks = |range: &Range<usize>| {
        reading.words(range).has_any(&[
            "我们收集",
            "会收集",
            "我方可能",
            "我们会收集",
            "我们可能",
            "我们将收集",
            "我们需要",
            "会收集您",
            "会采集您",
            "会记录您",
            "被收集,包括",
            "接收并记录",
            "wecollect",
            "wemaycollect",
            "wewillcollect",
            "weprocess",
            "weobtain",
            "maycollect",
            "datacollected",
            "informationcollected",
        ])
    };
    // 个人信息：以电子或者其他方式记录的…信息 is the definition of the law.
    let law = ["以电子或者其他方式记录", "以电子或其他方式记录"];
    if reading.words(&sentence.range).has_any(&law) && !speaks(&sentence.range) {
        return true;
    }
    // Below "what we collect", what personal information "may include" is what is collected.
    if reading.zone(sentence.block) == Zone::Collect {
        let words = &reading.text.lower()[sentence.range.clone()];
        if ["informationmayinclude", "datamayinclude", "informationalsoincludes"]
            .iter()
            .any(|tells| words.contains(tells))
        {
            return false;
        }
    }
    // "Network information refers to IP addresses. Collecting this information …": the block tells that it is collected.
    let collected = [
        "collectingthisinformation",
        "wecollectthisinformation",
        "收集该信息",
        "收集这些信息",
        "收集此类信息",
        "收集上述信息",
    ];
    if reading.zone(sentence.block) == Zone::Collect
        && block.len() <= 1500
        && collected.iter().any(|words| reading.text.lower()[block.clone()].contains(words))
    {
        return false;
    }
    let slot_free = !matches!(reading.slot_at(sentence.range.start), Some(Slot::Data | Slot::DataAndPermission));
    if definitions(reading, &head).any(|cue| cue.start < head.start + 110) && !speaks(&sentence.range) && slot_free {
        let cue = definitions(reading, &head).next().map_or(0, |cue| cue.start);
        if reading.zone(sentence.block) == Zone::Collect && defines_data(reading, head.start..cue.max(head.start)) {
            return false;
        }
        let subject = &reading.text.lower()[head.start..cue.max(head.start)];
        // A text about cookies says what they are and goes on with what they do; the definition alone is silent.
        let cookie = subject.contains("cookie") || subject.contains("beacon") || subject.contains("sdk");
        if !cookie && !subject.contains("我们会") {
            return true;
        }
    }
    if let Some(cue) = definitions(reading, &sentence.range).next()
        && cue.start < sentence.range.start + 60
        && !speaks(&sentence.range)
        && slot_free
    {
        return true;
    }
    let words = &reading.text.lower()[sentence.range.clone()];
    let start =
        words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | '、' | '"' | '“' | '-'));
    let subjects = [
        "个人敏感信息",
        "敏感个人信息",
        "个人信息",
        "上述个人信息",
        "以上个人信息",
        "sensitivepersonalinformation",
        "personalinformation",
        "thepersonalsensitiveinformation",
        "personaldata",
        "personallyidentifiableinformation",
        "personallyidentifyinginformation",
        "personalidentifiableinformation",
        "personalsensitiveinformation",
        "sensitiveinformation",
    ];
    subjects.iter().any(|subject| {
        start.strip_prefix(subject).is_some_and(|rest| {
            let rest: String = rest.chars().take(60).collect();
            let verb = [
                "包括",
                "包含",
                "是指",
                "主要包括",
                "还包括",
                "一般包括",
                "includes",
                "mayinclude",
                "means",
                "refersto",
                "doesnotinclude",
                "isany",
                "isdata",
                "isinformation",
            ]
            .iter()
            .filter_map(|verb| rest.find(verb))
            .min();
            verb.is_some_and(|at| {
                at < 50
                    && !rest[..at].contains("收集")
                    && !rest[..at].contains("collect")
                    && !rest[..at].contains("we")
                    && !rest[..at].contains("provide")
                    && !rest[..at].contains("使用")
            })
        })
    })
}

/// "Log data means …": the term that is defined is itself a word for what is collected.
fn defines_data(reading: &Reading<'_>, subject: Range<usize>) -> bool {
    let term = reading.text.folded()[subject.clone()].trim_end_matches(|c: char| !c.is_alphanumeric());
    let hit = reading.data_in(&subject).iter().find(|hit| hit.range().end == subject.start + term.len());
    hit.is_some() && ["data", "information"].iter().any(|ending| term.to_ascii_lowercase().ends_with(ending))
}

/// The words that define a term: not "by any other means", nor "this means", which goes on with what was said.
fn definitions<'b>(reading: &'b Reading<'_>, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'b> {
    const WAYS: &[&str] = &[
        "other",
        "any",
        "by",
        "technical",
        "electronic",
        "these",
        "such",
        "automated",
        "various",
        "available",
        "this",
    ];
    reading.cues(range, Cue::Define).filter(|cue| {
        let (before, word) = reading.text.lower().split_at(cue.start);
        // "Internet connection means, such as …" are means.
        let noun = word.starts_with("means,") || WAYS.iter().any(|way| before.ends_with(way));
        !(word.starts_with("means") && noun)
    })
}

/// Words of advice on safety, or on how a request is to be written: "to protect against unauthorized access to your
/// password, choose a robust one". What follows them is no declaration.
pub(super) const ADVICE: &[&str] = &[
    "againstunauthorized",
    "againstunauthorised",
    "preventunauthorized",
    "preventunauthorised",
    "unauthorizedaccessto",
    "unauthorisedaccessto",
    "chooseapassword",
    "chosen)apassword",
    "protectthesecrecy",
    "protectthesecurityofyour",
    "selectingandprotecting",
    "confidentialityof",
    "inthebodyof",
    "youwillloseaccessto",
    "protectedbya",
    "protectedbythe",
    "protectedbyyour",
    "isauthorizedusing",
    "responsibleforallorders",
    "placedbyuseof",
    "loseyour",
    "forgetyour",
    "inyourmessage",
    "torequestremoval",
];

/// Remarks on data that declare nothing: that it identifies nobody, that it is sensitive, that it must be kept safe.
pub(super) fn only_remarks(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let words = reading.words(range);
    const REMARKS: &[&str] = &[
        "无法识别特定",
        "无法单独识别",
        "不属于个人信息",
        "请妥善保管",
        "妥善保管",
        "pleasekeepyour",
        "shouldkeepyour",
        "mustkeepyour",
        "不应向我们提供",
        "不得向我们提供",
        "请勿向我们提供",
        "不应提供",
        "thatcannotidentify",
        "cannotidentifyaspecific",
        "属于敏感",
        "属于个人敏感",
        "为敏感个人信息",
        "请注意,单独的",
        "单独的设备信息",
        "individualdeviceinformation",
        "keepyouraccount",
        "noonemayprovide",
        "donotuseorprovide",
        "nooneunder",
        "如果我们发现",
        "ifwelearn",
        "ifwebecomeaware",
        "ifwediscover",
        "verifyyouridentity",
        "proveyouridentity",
        "证明您的身份",
        "验证您的身份后",
        "核实您的身份",
        "身份核验后",
        "执行此类操作",
        "希望访问或编辑",
        "希望访问或清除",
        "验证您的用户身份",
        "提供书面请求",
        "被认为是敏感",
        "被视为敏感",
        "可能会泄露",
        "可能会包含您",
        "consideredsensitive",
        "mayreveal",
        "verificationofyour",
        "submitaproof",
        "不要向",
        "请您谨慎",
        "谨慎考虑",
        "谨慎地考虑",
        "carefullyconsider",
        "consideritcarefully",
        "会导致",
        "一旦泄露",
        "不适用于",
        "doesnotapply",
        "如您不想",
        "如果您不想",
        "若您不想",
        "thinkcarefully",
        "notrecommendthatyou",
        "informationsafe(",
        "如果更新的内容",
        "如更新的内容",
        "pleasedonot",
        "pleasedon't",
        // Where data may be sent to, and what users tell each other.
        "境外被访问",
        "境外并在境外",
        "传送至您所在",
        "向交易对方",
        "向其他用户披露自己",
        "不可避免地要向",
        "被他人非法使用",
        "并非绝对安全",
        "没有提供其",
        "仅供您个人使用",
        "都无法访问",
        // What others do on pages of their own.
        "thosesites",
        "thosewebsites",
        "othersitesmay",
        "theirowncookies",
        "theirownprivacy",
        "该等网站",
        "该类网站",
        "这些网站可能",
        "此类网站",
    ];
    let remark = REMARKS.iter().filter_map(|remark| words.place(remark)).min();
    let collects = words.has_any(&[
        "我们会收集",
        "我们将收集",
        "我们可能会收集",
        "需要收集",
        "wewillcollect",
        "wecollect",
        "wemaycollect",
        "需要您提供",
        "同意将您的",
        "选择提供您",
        "您需要提供",
        "需要提供",
        "会收集用户",
        "提供的情况下收集",
        "maycollect",
        "directlycollect",
    ]);
    // 我们需要获取精准位置信息，属于个人敏感信息，请您谨慎提供: what is taken is told before the remark.
    let taken = [
        "我们会读取",
        "我们将读取",
        "需要获取",
        "需要读取",
        "会获取",
        "将获取",
        "需要获得",
        "可以获取",
        "可能获取",
        "可以收集",
        "会使用您的",
    ]
    .iter()
    .filter_map(|verb| words.place(verb))
    .min()
    .is_some_and(|taken| remark.is_some_and(|remark| taken < remark && words[taken..remark].contains([',', '('])));
    // "Any company transaction, such as a merger, a sale of assets or a bankruptcy".
    let deal =
        words.place("merger").is_some_and(|at| at < 150) && words.has_any(&["bankruptcy", "reorganiz", "saleof"]);
    // 您同意向我们提供生日，拒绝提供会导致…: what was asked for before is.
    let asked = remark.is_some_and(|remark| {
        let head = range.start..range.start + remark;
        let asks = ["向我们提供", "向我方提供", "需要提供", "需提供", "要求您提供"];
        let cue = asks.iter().filter_map(|ask| words.place(ask)).min();
        cue.is_some_and(|cue| {
            let data = reading.data_in(&((range.start + cue).min(head.end)..head.end));
            data.last().is_some_and(|hit| reading.text.folded()[hit.range().end..head.end].contains(','))
        })
    });
    (remark.is_some() && !asked && !taken || deal) && !collects
}
