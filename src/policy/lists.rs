//! The separate lists that a text points to.

use std::ops::Range;

use super::ExternalList;
use super::cues::Cue;
use super::lexicon::Tag;
use super::sentence::{Reading, Sentence, floor};
use super::text::BlockKind;
use crate::source::Located;

/// The pointers to separate lists in one sentence.
pub fn external_lists(reading: &Reading<'_>, sentence: &Sentence) -> Vec<ExternalList> {
    let folded = reading.text.folded();
    let range = &sentence.range;
    let mut out: Vec<ExternalList> = Vec::new();
    let add = |title: Range<usize>, out: &mut Vec<ExternalList>| {
        let url = link_of(reading, &title, range);
        let at = reading.text.span(title.clone());
        if url.is_none() && is_here(reading, &title) {
            return;
        }
        if !out.iter().any(|list| list.text.at.start < at.end && at.start < list.text.at.end) {
            out.push(ExternalList { text: Located::new(reading.text.written(title), at), url });
        }
    };
    let text = &folded[range.clone()];
    let see = reading.has_cue(range, Cue::See);
    if stands_alone(reading, sentence) {
        add(range.clone(), &mut out);
        return out;
    }
    if !see && reading.text.links_in(range).is_empty() && !text.contains('《') {
        return out;
    }
    let heading = reading.places.get(sentence.block).is_some_and(|place| place.heading.is_some());
    let mut from = 0;
    while let Some(open) = text[from..].find(['《', '「', '“', '"', '【']) {
        let start = from + open;
        let mark = text[start..].chars().next().unwrap_or('《');
        let close = match mark {
            '《' => '》',
            '「' => '」',
            '“' => '”',
            '【' => '】',
            other => other,
        };
        let inner_start = start + mark.len_utf8();
        let Some(length) = text[inner_start..].find(close) else { break };
        let end = inner_start + length;
        let inner = &text[inner_start..end];
        from = end + close.len_utf8();
        if inner.len() <= 150 && is_list_title(inner) && (mark == '《' || see) && !(heading && start < 12) {
            add(range.start + start..range.start + from, &mut out);
        }
    }
    // Links whose text is the title of a list.
    for link in reading.text.links_in(range) {
        let inner = &folded[link.range.clone()];
        let local = link.url.starts_with('#');
        if !local && inner.len() <= 150 && is_list_title(inner) {
            add(link.range.clone(), &mut out);
        }
    }
    // A title without marks after a pointing word: 请见第三方SDK目录, click on the List of Third Party ….
    if out.is_empty()
        && !heading
        && see
        && let Some(title) = bare_title(reading, range)
    {
        add(title, &mut out);
    }
    out
}

/// A line that is the title of a list and nothing else, with no list below it: in a text copied from a page it led to
/// one.
fn stands_alone(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    const ENDS: &[&str] = &["清单", "目录", "列表", "情况说明"];
    /// A text of so few lines is a list itself, and below a title its list may begin that late.
    const FIRST: usize = 10;
    const BELOW: usize = 12;
    let text = reading.text;
    let block = &text.blocks[sentence.block];
    let words = text.block_text(sentence.block);
    let holds = |block: usize| {
        let below = &text.blocks[block];
        matches!(below.kind, BlockKind::Cell(_))
            || reading.names_in(&below.range).iter().any(|hit| matches!(hit.tag, Tag::Sdk(_)))
            || reading.slot_at(below.range.start).is_some()
    };
    sentence.block >= FIRST
        && sentence.range == block.range
        && words.chars().count() <= 30
        && ENDS.iter().any(|end| words.ends_with(end))
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && !matches!(block.kind, BlockKind::Cell(_))
        && is_list_title(words)
        && !(sentence.block + 1..text.blocks.len().min(sentence.block + BELOW)).any(holds)
}

/// Whether words are the title of a list of SDKs or of sharing.
fn is_list_title(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    let list = [
        "清单",
        "目录",
        "列表",
        "名单",
        "一览",
        "list",
        "directory",
        "情况说明",
        "收集使用信息说明",
        "sdk说明",
        "情况表",
        "数据说明",
        "服务说明",
        "信息说明",
        "明细",
        "收集使用说明",
        "收集和使用说明",
        "使用情况",
        "使用规则",
        "appendix",
        "annex",
        "descriptiondocument",
        "technicaldescription",
        "使用说明",
        "sdk详情",
    ]
    .iter()
    .any(|word| words.contains(word));
    let subject = [
        "sdk",
        "第三方",
        "三方",
        "共享",
        "合作方",
        "合作伙伴",
        "thirdparty",
        "third-party",
        "thirdparties",
        "partners",
        "sharedpersonal",
        "委托处理",
    ]
    .iter()
    .any(|word| words.contains(word));
    if [
        "应用列表",
        "安装列表",
        "软件列表",
        "好友列表",
        "wifi列表",
        "应用安装",
        "个人信息收集清单",
        "收集个人信息清单",
        "权限清单",
    ]
    .iter()
    .any(|word| words.contains(word))
        && !words.contains("第三方")
    {
        return false;
    }
    let never = ["隐私政策", "用户协议", "privacypolicy"].iter().any(|word| words.contains(word))
        && !words.contains("清单")
        && !words.contains("目录")
        && !words.contains("list");
    list && subject && !never
}

/// The title of a list that no marks enclose.
fn bare_title(reading: &Reading<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let folded = reading.text.folded();
    let text = &folded[range.clone()];
    let lower = text.to_ascii_lowercase();
    let url = lower.contains("://") || lower.contains("点击") || lower.contains("clickon") || lower.contains("click");
    if let Some(at) = lower
        .find("listofthird")
        .or_else(|| lower.find("third-partysdklist"))
        .or_else(|| lower.find("thirdpartysdklist"))
        .or_else(|| lower.find("third-partysdkdirectory"))
    {
        let tail = &lower[at..];
        let end = [
            "tolearn", "toknow", "tosee", "toview", ".", ",", "http", "forthe", "formore", ")", "weuse", "wework",
            "towhom",
        ]
        .iter()
        .filter_map(|stop| tail.find(stop))
        .min()
        .unwrap_or(tail.len())
        .min(80);
        let see = ["click", "see", "refer", "view", "visit", "http", "check"]
            .iter()
            .any(|word| lower[..at].contains(word) || tail.contains("http"));
        // Capital letters tell a title from a phrase.
        return (see && text[at..].starts_with(|c: char| c.is_ascii_uppercase()))
            .then(|| range.start + at..range.start + floor(text, at + end));
    }
    if let Some(title) = list_of(&lower) {
        return Some(range.start + title.start..range.start + title.end);
    }
    /// 请查阅…, 查看…: what stands right behind is what is to be read.
    const READ: &[&str] = &["见", "阅", "阅读", "考", "看", "击", "浏览", "访问"];
    const ENDS: &[&str] = &["清单", "目录", "列表", "名单", "一览表", "SDK详情", "sdk详情"];
    for (end, end_word) in ENDS.iter().flat_map(|word| text.match_indices(word)) {
        let end = end + end_word.len();
        let marks = [',', '。', ';', ':', '(', '见', '阅', '考', '看', '击', '】', '"', '、', '读', '览', '问'];
        let start = text[..end].rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let told = url || READ.iter().any(|verb| text[..start].ends_with(verb));
        if told && end - start <= 90 && is_list_title(&text[start..end]) {
            return Some(range.start + start..range.start + end);
        }
    }
    None
}

/// "A list of these partners is available at example.com/partners": the list, and where it is to be found.
fn list_of(lower: &str) -> Option<Range<usize>> {
    const PARTIES: &[&str] = &[
        "partners",
        "thirdparties",
        "third-parties",
        "serviceproviders",
        "subprocessors",
        "sub-processors",
        "vendors",
        "sdks",
    ];
    const FOUND: &[&str] =
        &["isavailableat", "isavailablehere", "canbefound", "isfoundat", "availableat", "http", "clickhere"];
    let start = lower.find("listof")?;
    let tail = &lower[start..floor(lower, start + 70)];
    let end = PARTIES.iter().filter_map(|party| tail.find(party).map(|at| at + party.len())).min()?;
    FOUND.iter().any(|found| lower[start + end..].contains(found)).then_some(start..start + end)
}

/// The link of a title: over it, or written out in the same sentence or right after it.
fn link_of(reading: &Reading<'_>, title: &Range<usize>, sentence: &Range<usize>) -> Option<String> {
    // A link over the title may begin a few marks before it.
    let around = title.start.saturating_sub(12)..title.end;
    let over = reading.text.links_in(&around).iter();
    if let Some(link) = over.rev().find(|link| title.start < link.range.end && !link.url.starts_with('#')) {
        return Some(link.url.clone());
    }
    let folded = reading.text.folded();
    let block = reading.text.blocks.partition_point(|block| block.range.end < title.end);
    let block_end = reading.text.blocks.get(block).map_or(folded.len(), |block| block.range.end);
    written_url(reading, title.end..block_end.min(sentence.end + 200)).or_else(|| {
        written_url(reading, title.end..floor(folded, (block_end + 120).min(folded.len())))
            .filter(|_| folded[block_end..].starts_with("\nhttp"))
    })
}

/// The first URL that is written out in a folded range.
pub fn written_url(reading: &Reading<'_>, range: Range<usize>) -> Option<String> {
    let folded = reading.text.folded();
    let part = folded.get(range.clone())?;
    let at = part
        .find("http://")
        .or_else(|| part.find("https://"))
        .into_iter()
        .chain(part.find("https://"))
        .chain(part.find("www."))
        .min()?;
    let start = range.start + at;
    let mut end = start;
    for (index, c) in folded[start..].char_indices() {
        let here = start + index;
        let stops = !c.is_ascii()
            || c.is_whitespace()
            || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']' | '}' | ',' | ';' | '|' | '`');
        // A gap ends a link, except where the text folds away an underscore or hyphen inside it.
        let span_gap = here > start && reading.text.gap_before(here) && {
            let source = reading.text.source.text();
            let from = reading.text.offset(here);
            source.get(..from).and_then(|text| text.chars().next_back()).is_none_or(|c| !matches!(c, '_' | '-'))
        };
        if stops || span_gap {
            break;
        }
        end = here + 1;
    }
    let url = reading.text.span(start..end).text().trim_end_matches(['.', ':', '。']).to_owned();
    (url.len() > 8).then_some(url)
}

/// Whether the text itself has a section of this title.
fn is_here(reading: &Reading<'_>, title: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    let bare = folded[title.clone()].trim_matches(|c| "《》「」“”\"【】".contains(c)).to_ascii_lowercase();
    // A text with thousands of headings is none that a title could be looked up in.
    reading.places.iter().enumerate().take(5000).any(|(block, place)| {
        place.heading.is_some() && !reading.text.blocks[block].range.contains(&title.start) && {
            let heading = reading.text.block_text(block).to_ascii_lowercase();
            heading.contains(&bare) && bare.len() >= 6
        }
    })
}
