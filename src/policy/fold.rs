//! One spelling of many: how characters are folded, in texts and in the words that are looked for in them.
//!
//! The build script folds the words of the database with this file too, so it needs nothing of the program.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Folds one character that stands between `previous` and `next`: gives `put` each character that it becomes, and
/// `None` where it is only a gap. What vanishes altogether gives nothing.
pub fn fold_char(c: char, previous: Option<char>, next: Option<char>, mut put: impl FnMut(Option<char>)) {
    let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => put(Some(c)),
        '\u{4e00}'..='\u{9fff}' => put(Some(simplified(c))),
        '_' => put(None),
        '*' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => {}
        '-' | '\u{2010}' | '\u{2011}' if inner(previous) && inner(next) => put(None),
        '’' | '‘' | 'ʼ' => put(Some('\'')),
        // Full-width forms, and the marks of Chinese text that stand for themselves: what NFKC says of them, at once.
        '\u{ff01}'..='\u{ff5e}' => {
            let plain = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            if plain == '_' { put(None) } else { put(Some(plain)) }
        }
        '、' | '。' | '《' | '》' | '「' | '」' | '【' | '】' | '“' | '”' | '—' | '·' => put(Some(c)),
        c if c.is_whitespace() => put(None),
        c if c.is_control() => {}
        c if c.is_ascii() => put(Some(c)),
        c => {
            let mut buffer = [0; 4];
            for folded in c.encode_utf8(&mut buffer).nfkc() {
                put((!folded.is_whitespace()).then(|| simplified(folded)));
            }
        }
    }
}

/// Folds a word the way texts are folded.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    let mut previous = None;
    while let Some(c) = chars.next() {
        fold_char(c, previous, chars.peek().copied(), |folded| out.extend(folded));
        previous = Some(c);
    }
    out
}

/// A word as the automaton of all words knows it: folded, its Latin letters in lower case.
pub fn pattern(word: &str) -> String {
    let mut pattern = fold(word);
    pattern.make_ascii_lowercase();
    pattern
}

/// Whether a name tells an SDK from other words: one or two Latin letters, or one Chinese character, say nothing.
pub fn is_telling(name: &str) -> bool {
    let chars = name.chars().count();
    chars > 2 || !name.is_ascii() && chars == 2 || name.eq_ignore_ascii_case("qq")
}

/// Traditional characters of the words that matter, each above its simplified form.
const TRADITIONAL: &str = "個權資訊設備裝置識別碼號網絡際機類標誌記錄聯繫簽證認讀寫獲錄電話郵應鏈導員團隊處與為於從務門產業實際條戶們對時間發這將會無開關說項範圍檢測縮廣點擊擁賬頭頁號際儲傳輸據庫剪貼簡統計華為頻視圖麥風錄聲紋臉識險報價歷過運動隱請見單體衛經緯約絡區國語軟體啟動樂訂購買賣轉讓齡學歲監護採樣協議當況後臺臺灣圖標題別騰訊鑒終稱執銀賬線維續結構級組織給進適還選邊達遠連週適遲釋錯鍵鎖鏡長陽陰離難電靈頂預領額顯飛馬驗鷹麼齊龍";
const SIMPLE: &str = "个权资讯设备装置识别码号网络际机类标志记录联系签证认读写获录电话邮应链导员团队处与为于从务门产业实际条户们对时间发这将会无开关说项范围检测缩广点击拥账头页号际储传输据库剪贴简统计华为频视图麦风录声纹脸识险报价历过运动隐请见单体卫经纬约络区国语软体启动乐订购买卖转让龄学岁监护采样协议当况后台台湾图标题别腾讯鉴终称执银账线维续结构级组织给进适还选边达远连周适迟释错键锁镜长阳阴离难电灵顶预领额显飞马验鹰么齐龙";

/// The simplified form of every character of the block, by its distance from the first.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..=LAST).collect();
    for (from, to) in TRADITIONAL.chars().zip(SIMPLE.chars()) {
        table[from as usize - FIRST as usize] = to;
    }
    table
});

const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

fn simplified(c: char) -> char {
    (c as usize).checked_sub(FIRST as usize).and_then(|at| SIMPLIFIED.get(at)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_and_simplified_lists_pair_up() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLE.chars().count());
        assert!(TRADITIONAL.chars().all(|c| (FIRST..=LAST).contains(&c)));
        assert_eq!(fold("設備資訊ＩＭＥＩ⽤⼾"), "设备资讯IMEI用户");
        assert_eq!(fold("Android_ID Wi-Fi"), "AndroidIDWiFi");
    }
}
