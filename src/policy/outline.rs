//! The sections of a text: which part collects, which defines, which tells users their rights.
//!
//! Texts mark headings by tags, by numbers, by capitals, or by nothing but standing alone; all of these count.
//! The words of a heading give its section a zone. Deeper headings without telling words stay in the zone above.

mod lists;
mod number;
mod zones;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::entries::slot_of;
use super::lexicon::whole_word;
use super::text::{BULLETS, BlockKind, PolicyText};
use lists::{listed, table_of_contents};
pub(super) use number::numbering;
use zones::zone_of;

/// What a section is about, as far as it matters for reading data words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// No heading told anything.
    Neutral,
    /// What is collected and what it is used for.
    Collect,
    /// Sharing, third parties, SDK lists.
    Share,
    /// Permissions.
    Permission,
    /// Cookies and the like.
    Cookie,
    /// Storage, retention, security: words of data declare only with a verb of collecting.
    Guarded,
    /// Minors.
    Children,
    /// Definitions, rights, contact, changes, disputes, exceptions: declares nothing.
    Silent,
}

/// A block's place in the outline.
#[derive(Clone, Debug)]
pub struct Place {
    /// Zone of the section.
    pub zone: Zone,
    /// The block is a heading, with its level.
    pub heading: Option<u8>,
    /// The block of the heading that this block stands under (not of this block itself).
    pub under: Option<usize>,
    /// It stands in a part for another system than Android: "iOS 应用权限列表".
    pub elsewhere: bool,
}

/// Works out the place of every block.
pub fn outline(text: &PolicyText) -> Vec<Place> {
    // No text of some length is for its greater part about rights, contacts or definitions: a heading that silences so
    // much of it ("Our policy was updated on August 13", above the policy) is none of a chapter.
    const LONG: usize = 3000;
    let whole = text.folded().len();
    let mut titles = BTreeSet::new();
    let mut outline = sections(text, &titles);
    while let Some(heading) = outline.silent.iter().find(|&(_, &under)| whole >= LONG && under * 2 > whole) {
        titles.insert(*heading.0);
        outline = sections(text, &titles);
    }
    systems(text, &mut outline.places);
    outline.places
}

/// An open section: its level, its zone and the block that heads it.
type Open = (u8, Zone, usize);

struct Sections {
    places: Vec<Place>,
    /// How much text each heading silences, by its block.
    silent: BTreeMap<usize, usize>,
}

/// The places of all blocks, where the blocks in `titles` are known to head no chapter.
fn sections(text: &PolicyText, titles: &BTreeSet<usize>) -> Sections {
    let marked = text.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_))).count() >= 3;
    let mut places: Vec<Place> = Vec::with_capacity(text.blocks.len());
    let mut stack: Vec<Open> = Vec::new();
    // The zone of the chapter that runs: one with a number, or 我们如何….
    let mut chapter = Zone::Neutral;
    // Where the last heading with a number of each level stood: "3." stands where "2." did, whatever titles without
    // numbers lie between.
    let mut series: BTreeMap<u8, (u32, Vec<Open>)> = BTreeMap::new();
    // The heading that silences each section, and how much text.
    let mut sources: BTreeMap<usize, usize> = BTreeMap::new();
    let mut silent: BTreeMap<usize, usize> = BTreeMap::new();
    let mut first = true;
    let mut bare: Option<usize> = None;
    let in_list = listed(text);
    let glossaries: Vec<bool> = (0..text.blocks.len()).map(|index| opens_glossary(text, index)).collect();
    let mut levels: Vec<Option<u8>> = (0..text.blocks.len())
        .map(|index| {
            let level = heading_level(text, index, marked).filter(|_| !in_list[index]);
            level.or(glossaries[index].then_some(6))
        })
        .collect();
    letters(text, &mut levels);
    let contents_lines = table_of_contents(text, &levels);
    for (index, &heading) in levels.iter().enumerate() {
        let Some(level) = heading else {
            let under = stack.last().map(|&(.., block)| block);
            if !matches!(text.blocks[index].kind, BlockKind::Cell(_)) {
                first = false;
            }
            if let Some(&(_, Zone::Silent, block)) = stack.last() {
                *silent.entry(sources.get(&block).copied().unwrap_or(block)).or_default() +=
                    text.blocks[index].range.len();
            }
            places.push(Place {
                zone: stack.last().map_or(Zone::Neutral, |&(_, zone, _)| zone),
                heading: None,
                under,
                elsewhere: false,
            });
            continue;
        };
        while stack.last().is_some_and(|&(above, ..)| above >= level) {
            stack.pop();
        }
        if let Some(number) = main_number(text.block_text(index)) {
            let before = series.get(&level).filter(|(last, _)| last + 1 == number);
            // Marked headings have levels of their own.
            let bare = |&(.., block): &Open| {
                !matches!(text.blocks[block].kind, BlockKind::Heading(_))
                    && numbering(text.block_text(block)).0.is_none()
            };
            if let Some((_, parents)) = before
                && stack.len() > parents.len()
                && stack[..parents.len()] == parents[..]
                && stack[parents.len()..].iter().all(bare)
            {
                stack.truncate(parents.len());
            }
            series.insert(level, (number, stack.clone()));
        }
        // A chapter on SDKs ends with the next heading that is not below it.
        let under = stack.last().map(|&(.., block)| block);
        if contents_lines[index] {
            let zone = stack.last().map_or(Zone::Neutral, |&(_, zone, _)| zone);
            places.push(Place { zone, heading: Some(level), under, elsewhere: false });
            continue;
        }
        // A heading without a number and without a text of its own is a line of a table of contents.
        let contents = stack.last().is_some_and(|&(.., block)| Some(block) == bare && block + 1 == index);
        let above = stack.last().map_or(Zone::Neutral, |&(_, zone, _)| zone);
        let above = if contents && matches!(above, Zone::Silent | Zone::Children) { Zone::Neutral } else { above };
        let own = match (glossaries[index], first) {
            _ if titles.contains(&index) => None,
            (true, _) => Some(Zone::Silent),
            // The first heading is the title, unless it is marked as that of a chapter or says what is collected.
            (_, true) if !is_chapter(text, index) && !opens_collecting(&written(text, index)) => None,
            // #### 生效日期：2019年04月09日 is marked like a heading, and tells of no chapter.
            _ if is_dated(&written(text, index)) => None,
            // "Information we collect (categories of data subjects)" is what it says first.
            _ => match zone_of(&written(text, index)) {
                Some(Zone::Silent) if opens_collecting(&written(text, index)) => Some(Zone::Collect),
                own => own,
            },
        };
        let zone = match (above, own) {
            // Whatever the numbers say, "What we collect" is no part of the chapter on rights or definitions.
            (Zone::Silent, Some(Zone::Collect)) if opens_collecting(&written(text, index)) => Zone::Collect,
            (Zone::Silent | Zone::Children, _) | (_, None) => above,
            // "5. Keeping you safe" inside the chapter on collecting still says what is collected.
            (Zone::Collect | Zone::Share | Zone::Permission, Some(Zone::Guarded)) => above,
            // So does 为您提供安全保障, a title without a number, whatever its level.
            (_, Some(Zone::Guarded))
                if chapter == Zone::Collect
                    && !matches!(text.blocks[index].kind, BlockKind::Heading(_))
                    && numbering(text.block_text(index)).0.is_none() =>
            {
                chapter
            }
            // "6. Read your contacts" in the chapter on permissions is one of them.
            (Zone::Permission, Some(_)) if is_permission(&written(text, index)) => above,
            // So does the function by which users write to the firm.
            (Zone::Collect, Some(Zone::Silent)) if is_function(&written(text, index)) => above,
            (_, Some(own)) => own,
        };
        if (above, zone) == (Zone::Silent, Zone::Silent)
            && let Some(&(.., parent)) = stack.last()
        {
            sources.insert(index, sources.get(&parent).copied().unwrap_or(parent));
        }
        first = false;
        let number = numbering(text.block_text(index)).0;
        let opens = || {
            let words = written(text, index);
            ["我们如何", "how we", "what "].iter().any(|start| words.starts_with(start))
        };
        if number.is_some_and(|level| level <= 4) || opens() {
            chapter = zone;
        }
        let numbered = number.is_some();
        bare = (!numbered && !matches!(text.blocks[index].kind, BlockKind::Heading(_))).then_some(index);
        stack.push((level, zone, index));
        places.push(Place { zone, heading: Some(level), under, elsewhere: false });
    }
    Sections { places, silent }
}

/// The number of a heading that has one of a single part: the 3 of "3. How we share".
fn main_number(words: &str) -> Option<u32> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &words[digits..];
    let single =
        rest.strip_prefix(['.', '、', ')']).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    words[..digits].parse().ok().filter(|_| single)
}

/// Headings with letters: "I." behind "H." is the ninth of them, and no Roman one.
fn letters(text: &PolicyText, levels: &mut [Option<u8>]) {
    let mut last: Option<(u8, u8)> = None;
    for (index, level) in levels.iter_mut().enumerate() {
        let (Some(own), &[letter @ b'A'..=b'Z', b'.', ..]) = (*level, text.block_text(index).as_bytes()) else {
            continue;
        };
        let next = last.filter(|&(before, _)| before + 1 == letter && matches!(letter, b'I' | b'V' | b'X'));
        *level = next.map(|(_, level)| level).or(*level);
        last = Some((letter, level.unwrap_or(own)));
    }
}

/// Whether a heading is marked as one below a title, or has a number.
fn is_chapter(text: &PolicyText, index: usize) -> bool {
    matches!(text.blocks[index].kind, BlockKind::Heading(level) if level >= 2)
        || numbering(text.block_text(index)).0.is_some()
}

/// Whether a heading opens the chapter on what is collected.
fn opens_collecting(heading: &str) -> bool {
    // "**A.** **COLLECTION OF INFORMATION**": the marks of the format stand between.
    let words = numbering(heading.trim()).1.trim_start_matches(['*', '_', ' ']);
    [
        "我们如何收集",
        "我们如何使用和收集",
        "我们如何使用与收集",
        "我们收集",
        "我们会收集",
        "我们可能收集",
        "如何收集",
        "收集和使用",
        "收集用户信息",
        "收集您的",
        "个人信息的收集",
        "信息的收集",
        "信息收集",
        "information we collect",
        "what information do we collect",
        "what information we collect",
        "what we collect",
        "what data we collect",
        "how we collect",
        "data we collect",
        "types of data collected",
        "personal information we",
        "personal data we",
        "categories of personal",
        "information categories",
        "the personal data we collect",
        "the personal information we collect",
        "the information we collect",
        "the data we collect",
        "collection of",
    ]
    .iter()
    .any(|start| words.starts_with(start))
}

const OTHER_SYSTEMS: [&str; 4] = ["ios", "iphone", "鸿蒙", "harmonyos"];

/// Whether a range holds a word by itself: "scenarios" names no iOS.
fn names(text: &PolicyText, range: &Range<usize>, word: &str) -> bool {
    let found = text.lower()[range.clone()].match_indices(word).map(|(at, _)| range.start + at);
    found.map(|at| at..at + word.len()).any(|at| whole_word(text, at).is_some())
}

/// Marks the parts for other systems than Android. One begins with a title that names such a system and none of
/// Android, and ends with a title that names Android or with the next heading that is not below it.
fn systems(text: &PolicyText, places: &mut [Place]) {
    let mut elsewhere: Option<u8> = None;
    for (block, place) in text.blocks.iter().zip(places) {
        let words = &text.lower()[block.range.clone()];
        let lists =
            || ["权限", "列表", "清单", "目录", "明细", "list", "permission"].iter().any(|word| words.contains(word));
        let title = !matches!(block.kind, BlockKind::Cell(_))
            && words.len() <= 90
            && !words.contains(['。', ',', ':', ';'])
            && (place.heading.is_some() || lists());
        if title {
            if ["android", "安卓"].iter().any(|system| words.contains(system)) {
                elsewhere = None;
            } else if OTHER_SYSTEMS.iter().any(|system| names(text, &block.range, system)) {
                elsewhere = Some(place.heading.unwrap_or(u8::MAX));
            } else if place.heading.is_some_and(|level| elsewhere.is_some_and(|above| level <= above))
                && (matches!(block.kind, BlockKind::Heading(_)) || numbering(words).0.is_some() || lists())
                && (place.heading.is_some_and(|level| level <= 4) && numbering(words).0.is_some()
                    || slot_of(words).is_none())
            {
                // The cells of a table that was flattened are no titles, nor are the headings of its columns.
                elsewhere = None;
            }
        }
        // The next entry of a list begins anew: 18）SDK名称：….
        let next_entry = numbering(words).0.is_some() && numbering(words).1.starts_with("sdk名称");
        match words.trim_matches(['[', ']', '【', '】', ':']) {
            "android" | "安卓" | "安卓端" => elsewhere = None,
            "ios" | "iphone" | "ios端" => elsewhere = Some(u8::MAX),
            _ if next_entry => elsewhere = None,
            _ => {}
        }
        place.elsewhere = elsewhere.is_some();
    }
}

/// "The terms of this policy have the following meanings:" stands above its definitions as a heading would.
fn opens_glossary(text: &PolicyText, index: usize) -> bool {
    let block = &text.blocks[index];
    let words = &text.lower()[block.range.clone()];
    !matches!(block.kind, BlockKind::Cell(_))
        && words.len() <= 200
        && words.ends_with(':')
        && ["定义", "释义", "含义", "术语", "名词", "followingmeaning", "definitions"]
            .iter()
            .any(|word| words.contains(word))
        && !["收集", "collect"].iter().any(|word| words.contains(word))
}

/// Whether a heading below "Permissions" is the name of one: it begins with what the permission allows.
fn is_permission(heading: &str) -> bool {
    let words = numbering(heading).1.trim();
    [
        "read ",
        "access ",
        "modify ",
        "take ",
        "view ",
        "approximate",
        "precise",
        "record ",
        "receive ",
        "send ",
        "control ",
        "prevent ",
    ]
    .iter()
    .any(|start| words.starts_with(start))
        || ["读取", "写入", "访问", "获取", "使用", "修改", "允许", "存储", "位置", "电话", "通讯录"]
            .iter()
            .any(|start| words.starts_with(start))
}

/// Whether a heading names a function, such as feedback or the history of orders, not the way to reach the firm, nor
/// what users may do with their data.
fn is_function(heading: &str) -> bool {
    const FUNCTIONS: &[&str] = &[
        "反馈",
        "客服",
        "投诉",
        "举报",
        "争议",
        "纠纷",
        "访问",
        "查询",
        "版本更新",
        "更新版本",
        "feedback",
        "customer support",
        "customer service",
        "contact via",
        "contact form",
        "contact information",
        "contact data",
        "when you contact",
        "inquir",
    ];
    const OTHERS: &[&str] = &[
        "如何",
        "联系我们",
        "联系方式",
        "权利",
        "行使",
        "更正",
        "删除",
        "注销",
        "撤",
        "个人信息",
        "您的信息",
        "管辖",
        "contact us",
        "how to",
        "how you",
    ];
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    has(FUNCTIONS) && !has(OTHERS)
}

/// Whether a line is the date of the text: 2020年12月29日生效.
fn is_date(line: &str) -> bool {
    let year = line.bytes().take_while(u8::is_ascii_digit).count();
    year == 4 && line[year..].starts_with('年') && line.contains('月')
}

/// Whether a heading is a date of the text: 生效日期：2019年04月09日, "Last updated: May 1, 2024".
fn is_dated(heading: &str) -> bool {
    const DATES: &[&str] = &[
        "生效日期",
        "生效时间",
        "更新日期",
        "更新时间",
        "发布日期",
        "修订日期",
        "版本日期",
        "effective",
        "last updated",
        "last modified",
        "updated",
    ];
    // 本隐私政策于2022年1月19日更新.
    let told = ["更新", "生效", "发布", "修订"].iter().any(|word| heading.trim_end_matches('。').ends_with(word));
    let date = heading.find('年').is_some_and(|at| heading[..at].ends_with(|c: char| c.is_ascii_digit()));
    is_date(heading)
        || told && date && heading.chars().count() <= 40
        || DATES.iter().any(|date| heading.starts_with(date))
            && heading.bytes().filter(u8::is_ascii_digit).count() >= 4
            && heading.chars().count() <= 60
}

/// The heading as written, lower case.
fn written(text: &PolicyText, block: usize) -> String {
    // "2\\. Information we collect": Markdown escapes the stop of a number.
    text.written(text.blocks[block].range.clone()).to_lowercase().replace('\\', "")
}

fn heading_level(text: &PolicyText, index: usize, marked: bool) -> Option<u8> {
    let block = &text.blocks[index];
    let folded = &text.folded()[block.range.clone()];
    match block.kind {
        BlockKind::Heading(level) => return Some(level),
        BlockKind::Cell(_) => return None,
        BlockKind::Paragraph | BlockKind::Item => {}
    }
    if folded.len() > 150 || folded.is_empty() || is_date(folded) {
        return None;
    }
    // 2.意见反馈。: a title with a number may end like a sentence.
    let title = folded.chars().count() <= 14 && numbering(folded).0.is_some_and(|level| level <= 4);
    let folded = if title { folded.trim_end_matches('。') } else { folded };
    // "What information do we collect?": a heading may ask what the text below answers.
    let asks = folded.matches('?').count() == 1 && folded.len() <= 100 && {
        let lower = numbering(folded).1.to_ascii_lowercase();
        ["what", "how", "who", "why", "do", "which", "when", "where", "is", "are", "will", "can"]
            .iter()
            .any(|start| lower.starts_with(start))
            || ["如何", "哪些", "什么", "怎样", "怎么", "为何", "是否", "谁"].iter().any(|word| lower.contains(word))
    };
    let folded = if asks { folded.trim_end_matches('?') } else { folded };
    let last = folded.chars().next_back()?;
    let han = folded.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let latin_long = han == 0 && folded.len() > 90;
    if matches!(last, '。' | ';' | ',' | '、' | '!' | '?')
        || han > 36
        || latin_long
        || folded.contains('。')
        || folded.contains("://")
    {
        return None;
    }
    let below = if marked { 6 } else { 0 };
    let (number, rest) = numbering(folded);
    let words = folded.len() - folded.bytes().filter(|byte| !byte.is_ascii_alphabetic()).count();
    if let Some(level) = number {
        // A sentence that ends with a full stop is an item, unless a heading is known by its words.
        let ends = last == '.' && words > 40;
        let key = rest.contains(':') && !rest.ends_with(':');
        // 2、手机号、昵称 is an item; 2、为您提供图片、视频发布 with its text below is a heading.
        let below_it = text.blocks.get(index + 1).is_some_and(|next| {
            next.range.len() > folded.len() * 2 && text.folded()[next.range.clone()].contains(['。', '.'])
        });
        // "This includes:" above "i. IP addresses": the first item of a list.
        let opened = level >= 7 && han == 0 && index > 0 && text.block_text(index - 1).ends_with(':');
        let listed = opened || rest.contains('、') && han > 8 && !below_it && zone_of(&rest.to_lowercase()).is_none();
        return (!ends && !key && !listed && !rest.is_empty()).then_some(level + below);
    }
    if last == ':' || last == '.' {
        return None;
    }
    // Items next to each other are what the heading above them holds: 使用蓝牙 below 权限列表. One that stands by
    // itself between paragraphs may be a numbered heading, whose number the format took for that of a list.
    let item = |index: usize| text.blocks.get(index).is_some_and(|block| matches!(block.kind, BlockKind::Item));
    let holds = folded.ends_with(')') && folded.contains('、');
    if item(index) && (holds || item(index + 1) || index > 0 && item(index - 1) || is_bulleted(text, index)) {
        return None;
    }
    // **数据使用** right above another such line: lines that begin with a mark are items to one another.
    let bulleted = |index: usize| {
        let plain = text.blocks.get(index).is_some_and(|block| matches!(block.kind, BlockKind::Paragraph));
        plain && is_bulleted(text, index) && numbering(text.block_text(index)).0.is_none()
    };
    if bulleted(index) && (bulleted(index + 1) || index > 0 && bulleted(index - 1)) {
        return None;
    }
    let written = written(text, index);
    let zone = zone_of(&written);
    let sentence =
        ["我们会", "我们将", "我们需", "我们可能", "我们不", "会收集您的"].iter().any(|word| written.contains(word))
            && !(asks || written.contains("如何"));
    let appendix =
        ["附录:", "附件:", "附:"].iter().any(|start| folded.starts_with(start)) && folded.matches(':').count() == 1;
    let telling =
        zone.is_some() && !sentence && !folded.contains(',') && (appendix || !folded.contains(':')) && han <= 24;
    if han == 0 && folded.len() > 16 && !written.trim().contains(char::is_whitespace) {
        // NSCameraUsageDescription is an identifier.
        return None;
    }
    if han == 0 && words >= 4 {
        let upper = folded.bytes().filter(u8::is_ascii_uppercase).count();
        if upper == words
            || telling
                && (title_case(&written_case(text, index))
                    || folded.len() <= 90 && starts_like_heading(&written)
                    || is_title(text, index, &written))
        {
            return Some(2 + below);
        }
        return None;
    }
    (telling && (2..=20).contains(&han)).then_some(2 + below)
}

/// Whether an item stands behind a bullet, which no format takes for the number of a heading.
fn is_bulleted(text: &PolicyText, index: usize) -> bool {
    let span = text.span(text.blocks[index].range.clone());
    span.source().text()[..span.start as usize].trim_end_matches(' ').ends_with(BULLETS)
}

fn written_case(text: &PolicyText, block: usize) -> String {
    text.written(text.blocks[block].range.clone())
}

/// "The data we collect" above a longer text or a list that a colon opens: a few words, the first with a capital.
fn is_title(text: &PolicyText, index: usize, written: &str) -> bool {
    let next = text.blocks.get(index + 1).map(|next| &text.folded()[next.range.clone()]);
    written.split_whitespace().count() <= 6
        && written_case(text, index).starts_with(|c: char| c.is_ascii_uppercase())
        && next.is_some_and(|next| next.len() > 90 || next.ends_with(':'))
}

fn starts_like_heading(written: &str) -> bool {
    [
        "how ",
        "what ",
        "who ",
        "why ",
        "your ",
        "our ",
        "use of",
        "contact",
        "cookies",
        "children",
        "information ",
        "protection",
        "changes",
        "amendments",
        "data ",
        "third",
        "security",
    ]
    .iter()
    .any(|start| written.starts_with(start))
}

/// Most words of four letters and more begin with a capital.
pub(super) fn title_case(written: &str) -> bool {
    let long: Vec<&str> = written.split_whitespace().filter(|word| word.len() >= 4).collect();
    let capital = long.iter().filter(|word| word.starts_with(|c: char| c.is_uppercase())).count();
    !long.is_empty() && capital * 4 >= long.len() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_zones() {
        assert_eq!(zone_of("您的权利"), Some(Zone::Silent));
        assert_eq!(zone_of("我们如何收集和使用您的个人信息"), Some(Zone::Collect));
        assert_eq!(zone_of("how we share your information"), Some(Zone::Share));
        assert_eq!(zone_of("隐私政策"), None);
    }
}
