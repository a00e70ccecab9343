//! A policy text as the reader sees it: blocks of folded text, each place of which leads back to the file.
//!
//! Folding makes one spelling of many: NFKC (full-width letters, Kangxi look-alikes), simplified characters for
//! the traditional ones that matter, and no spaces, underscores or inner hyphens at all, so that `Android ID`,
//! `android_id` and `AndroidID` are one word and a line break inside a word does no harm. Where something was
//! left out a *gap* is noted; word boundaries are checked against letters and gaps together.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use unicode_normalization::UnicodeNormalization;

use crate::source::{Source, Span};

/// The folded text of one file.
#[derive(Debug)]
pub struct PolicyText {
    /// The file; spans are ranges of its decoded text.
    pub source: Arc<Source>,
    /// `markdown`, `html`, `text`, `docx`, `strings`, `csv`, `xlsx`, `toml`.
    pub format: &'static str,
    /// `zh`, `en` or `mixed`.
    pub language: &'static str,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Links: the folded range of their text, and where they lead.
    pub links: Vec<Link>,
    folded: String,
    runs: Vec<Run>,
}

/// A heading, paragraph, list item or table cell.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its range of the folded text.
    pub range: Range<usize>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading that the format marks as one, with its level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A list item.
    Item,
    /// A table cell.
    Cell(Cell),
}

/// Where a table cell stands. Spans are resolved: a cell that spans covers its whole rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The number of the table in the text.
    pub table: u32,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// The format marks it as a header.
    pub header: bool,
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// The folded range of its text.
    pub range: Range<usize>,
    /// Where it leads.
    pub url: String,
}

/// From `at` on, folded text and source advance together.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: u32,
    from: u32,
    gap: bool,
}

impl PolicyText {
    /// The folded text of all blocks; a line feed stands after each.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The links that begin inside a folded range.
    pub fn links_in(&self, range: &Range<usize>) -> &[Link] {
        let start = self.links.partition_point(|link| link.range.start < range.start);
        let end = self.links.partition_point(|link| link.range.start < range.end);
        &self.links[start..end.max(start)]
    }

    /// The folded text of a block.
    pub fn block_text(&self, block: usize) -> &str {
        self.blocks.get(block).map_or("", |block| &self.folded[block.range.clone()])
    }

    /// Whether something was left out just before the folded offset, or a block begins there.
    pub fn gap_before(&self, at: usize) -> bool {
        if at == 0 || self.folded.as_bytes().get(at - 1) == Some(&b'\n') {
            return true;
        }
        let index = self.runs.partition_point(|run| (run.at as usize) < at);
        self.runs.get(index).is_some_and(|run| run.at as usize == at && run.gap)
    }

    /// The byte of the source that the folded offset stands for.
    pub fn offset(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.at as usize <= at);
        match index.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) => run.from as usize + (at - run.at as usize),
            None => 0,
        }
    }

    /// The span of a folded range.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.start >= range.end {
            let at = self.offset(range.start);
            return Span::new(&self.source, at, at);
        }
        let start = self.offset(range.start);
        // The end is that of the last character, not the start of what follows: gaps stay outside.
        let last = self.folded[..range.end].char_indices().next_back().map_or(range.start, |(at, _)| at);
        let from = self.offset(last);
        let length = self.source.text().get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(&self.source, start, (from + length).max(start))
    }

    /// The text of a folded range as it is written in the source, white space made single.
    pub fn written(&self, range: Range<usize>) -> String {
        let span = self.span(range);
        let mut out = String::new();
        for part in span.text().split_whitespace() {
            // A line break between Chinese characters is no space.
            let tight =
                out.chars().next_back().is_some_and(|c| !c.is_ascii()) && !part.starts_with(|c: char| c.is_ascii());
            if !out.is_empty() && !tight {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    }
}

/// Builds a [`PolicyText`].
pub struct Builder {
    source: Arc<Source>,
    folded: String,
    runs: Vec<Run>,
    blocks: Vec<Block>,
    links: Vec<Link>,
    /// Start and kind of the block that is open.
    open: Option<(usize, BlockKind)>,
    /// Source offset that would continue the current run.
    expected: Option<usize>,
    gap: bool,
    tables: u32,
}

impl Builder {
    /// An empty text of `source`.
    pub fn new(source: &Arc<Source>) -> Self {
        Self {
            source: Arc::clone(source),
            folded: String::with_capacity(source.text().len()),
            runs: Vec::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            open: None,
            expected: None,
            gap: false,
            tables: 0,
        }
    }

    /// The file that is read.
    pub fn source(&self) -> Arc<Source> {
        Arc::clone(&self.source)
    }

    /// The number of a new table.
    pub fn table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    /// Begins a block, ending the one that is open.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some((self.folded.len(), kind));
    }

    /// Ends the open block; one without text vanishes.
    pub fn end(&mut self) {
        let Some((start, kind)) = self.open.take() else { return };
        self.gap = false;
        if self.folded.len() == start {
            // Empty cells keep their place in the table.
            if matches!(kind, BlockKind::Cell(_)) {
                self.blocks.push(Block { kind, range: start..start });
            }
            return;
        }
        self.blocks.push(Block { kind, range: start..self.folded.len() });
        self.folded.push('\n');
        self.expected = None;
    }

    /// Whether a block is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// How much folded text the open block has.
    pub fn open_length(&self) -> usize {
        self.open.map_or(0, |(start, _)| self.folded.len() - start)
    }

    /// How much folded text there is.
    pub fn position(&self) -> usize {
        self.folded.len()
    }

    /// Adds a link over the folded text since `start`.
    pub fn link(&mut self, start: usize, url: &str) {
        if self.folded.len() > start && !url.is_empty() {
            self.links.push(Link { range: start..self.folded.len(), url: url.to_owned() });
        }
    }

    /// Notes a gap: white space that the source shows in another way (a tag, a line break element).
    pub fn space(&mut self) {
        self.gap = true;
    }

    /// Adds the range of the source as text.
    pub fn push(&mut self, range: Range<usize>) {
        let source = Arc::clone(&self.source);
        let Some(text) = source.text().get(range.clone()) else { return };
        let mut chars = text.char_indices().peekable();
        let mut previous: Option<char> = None;
        while let Some((index, c)) = chars.next() {
            let next = chars.peek().map(|&(_, c)| c);
            self.push_char(c, previous, next, range.start + index);
            previous = Some(c);
        }
    }

    /// Adds one character that stands at `from` in the source (for entities and escapes, the character they mean).
    pub fn push_char(&mut self, c: char, previous: Option<char>, next: Option<char>, from: usize) {
        if self.open.is_none() {
            self.begin(BlockKind::Paragraph);
        }
        let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if c.is_whitespace() || matches!(c, '_' | '\u{3000}' | '\u{2028}') {
            self.gap = true;
            return;
        }
        if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '*') || c.is_control() {
            return;
        }
        if matches!(c, '-' | '\u{2010}' | '\u{2011}') && inner(previous) && inner(next) {
            self.gap = true;
            return;
        }
        if c.is_ascii() {
            self.emit(c, from, 1);
        } else if matches!(c, '\u{4e00}'..='\u{9fff}') {
            self.emit(SIMPLIFIED.get(&c).copied().unwrap_or(c), from, c.len_utf8());
        } else if matches!(c, '’' | '‘' | 'ʼ') {
            self.emit('\'', from, c.len_utf8());
        } else {
            let mut buffer = [0; 4];
            for folded in c.encode_utf8(&mut buffer).nfkc() {
                if folded.is_whitespace() {
                    self.gap = true;
                } else {
                    let folded = SIMPLIFIED.get(&folded).copied().unwrap_or(folded);
                    self.emit(folded, from, c.len_utf8());
                }
            }
        }
    }

    fn emit(&mut self, c: char, from: usize, width: usize) {
        if self.gap || self.expected != Some(from) {
            let gap = self.gap && self.open.as_ref().is_some_and(|(start, _)| *start < self.folded.len());
            self.runs.push(Run { at: self.folded.len() as u32, from: from as u32, gap });
            self.gap = false;
        }
        self.folded.push(c);
        self.expected = (c.len_utf8() == width).then_some(from + width);
    }

    /// The text, with its language told from its letters.
    pub fn finish(mut self, format: &'static str) -> PolicyText {
        self.end();
        self.links.sort_by_key(|link| (link.range.start, link.range.end));
        let (mut han, mut latin) = (0usize, 0usize);
        for c in self.folded.chars() {
            match c {
                '\u{3400}'..='\u{9fff}' => han += 1,
                'a'..='z' | 'A'..='Z' => latin += 1,
                _ => {}
            }
        }
        // A Chinese character says about as much as three Latin letters; names of SDKs and links are Latin in both.
        let language = if han * 10 < latin / 3 {
            "en"
        } else if latin / 3 < han * 2 {
            "zh"
        } else {
            "mixed"
        };
        PolicyText {
            source: self.source,
            format,
            language,
            blocks: self.blocks,
            links: self.links,
            folded: self.folded,
            runs: self.runs,
        }
    }
}

/// Folds a word the way texts are folded, for patterns.
pub fn fold(word: &str) -> String {
    // Most words are folded as they stand.
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '\u{4e00}'..='\u{9fff}') && !SIMPLIFIED.contains_key(&c);
    if word.chars().all(plain) {
        return word.to_owned();
    }
    if word.is_ascii() {
        let bytes = word.as_bytes();
        let inner = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let gap = |at: usize, c: char| {
            c.is_whitespace() || matches!(c, '_' | '*') || c == '-' && at > 0 && inner(at - 1) && inner(at + 1)
        };
        return word.char_indices().filter(|&(at, c)| !gap(at, c)).map(|(_, c)| c).collect();
    }
    let source = Source::new("", word);
    let mut builder = Builder::new(&source);
    builder.push(0..word.len());
    builder.folded
}

/// Traditional characters of the words that matter, each above its simplified form.
const TRADITIONAL: &str = "個權資訊設備裝置識別碼號網絡際機類標誌記錄聯繫簽證認讀寫獲錄電話郵應鏈導員團隊處與為於從務門產業實際條戶們對時間發這將會無開關說項範圍檢測縮廣點擊擁賬頭頁號際儲傳輸據庫剪貼簡統計華為頻視圖麥風錄聲紋臉識險報價歷過運動隱請見單體衛經緯約絡區國語軟體啟動樂訂購買賣轉讓齡學歲監護採樣協議當況後臺臺灣圖標題別騰訊鑒終稱執銀賬線維續結構級組織給進適還選邊達遠連週適遲釋錯鍵鎖鏡長陽陰離難電靈頂預領額顯飛馬驗鷹麼齊龍";
const SIMPLE: &str = "个权资讯设备装置识别码号网络际机类标志记录联系签证认读写获录电话邮应链导员团队处与为于从务门产业实际条户们对时间发这将会无开关说项范围检测缩广点击拥账头页号际储传输据库剪贴简统计华为频视图麦风录声纹脸识险报价历过运动隐请见单体卫经纬约络区国语软体启动乐订购买卖转让龄学岁监护采样协议当况后台台湾图标题别腾讯鉴终称执银账线维续结构级组织给进适还选边达远连周适迟释错键锁镜长阳阴离难电灵顶预领额显飞马验鹰么齐龙";

static SIMPLIFIED: LazyLock<BTreeMap<char, char>> =
    LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLE.chars()).filter(|(from, to)| from != to).collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_and_simplified_lists_pair_up() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLE.chars().count());
        assert_eq!(fold("設備資訊 ＩＭＥＩ ⽤⼾"), "设备资讯IMEI用户");
        assert_eq!(fold("Android_ID Wi-Fi"), "AndroidIDWiFi");
    }

    #[test]
    fn folded_ranges_lead_back() {
        let source = Source::new("p.txt", "收集 ＩＭＥＩ、Android\nID。");
        let mut builder = Builder::new(&source);
        builder.begin(BlockKind::Paragraph);
        builder.push(0..source.text().len());
        let text = builder.finish("text");
        assert_eq!(text.folded(), "收集IMEI、AndroidID。\n");
        let at = text.folded().find("AndroidID").expect("stands there");
        assert_eq!(text.span(at..at + 9).text(), "Android\nID");
        let at = text.folded().find("IMEI").expect("stands there");
        assert_eq!(text.span(at..at + 4).text(), "ＩＭＥＩ");
        assert!(text.gap_before(at));
    }
}
