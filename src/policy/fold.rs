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
        '\u{4e00}'..='\u{9fff}' => put(Some(taiwanese(c, previous, next).unwrap_or_else(|| simplified(c)))),
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
            // ②Bugly: the number of an item is no part of the word behind it.
            if ('①'..='⑳').contains(&c) {
                put(None);
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

/// `{type|model} of {your|the} device` stands for every choice: "type of your device", "type of the device" and so on.
pub fn alternatives(word: &str) -> Vec<String> {
    let Some((before, (choices, after))) =
        word.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    else {
        return vec![word.to_owned()];
    };
    let after = alternatives(after);
    let choices = choices.split('|');
    choices.flat_map(|choice| after.iter().map(move |after| format!("{before}{choice}{after}"))).collect()
}

/// Whether a name tells an SDK from other words: one or two Latin letters, or one Chinese character, say nothing.
pub fn is_telling(name: &str) -> bool {
    let chars = name.chars().count();
    chars > 2 || !name.is_ascii() && chars == 2 || name.eq_ignore_ascii_case("qq")
}

/// The mainland's word of equal length for a word that Taiwan has of its own (資訊 is 信息 there): the character of it that
/// stands for `c` between its neighbours.
fn taiwanese(c: char, previous: Option<char>, next: Option<char>) -> Option<char> {
    let said = match (c, previous, next) {
        ('資', _, Some('訊')) => '信',
        ('訊', Some('資'), _) => '息',
        ('裝', _, Some('置')) => '设',
        ('置', Some('裝'), _) => '备',
        ('網', _, Some('路')) => '网',
        ('路', Some('網'), _) => '络',
        ('檔', _, Some('案')) => '文',
        ('案', Some('檔'), _) => '件',
        ('簡', _, Some('訊')) => '短',
        ('訊', Some('簡'), _) => '信',
        ('訊', _, Some('息')) => '消',
        ('息', Some('訊'), _) => '息',
        ('位', _, Some('址')) => '地',
        ('址', Some('位'), _) => '址',
        ('程', _, Some('式')) => '程',
        ('式', Some('程'), _) => '序',
        ('相', _, Some('簿')) => '相',
        ('簿', Some('相'), _) => '册',
        ('螢', _, Some('幕')) => '屏',
        ('幕', Some('螢'), _) => '幕',
        ('聯', _, Some('絡')) => '联',
        ('絡', Some('聯'), _) => '系',
        ('作', _, Some('業')) => '操',
        ('業', Some('作'), _) => '作',
        ('影', _, Some('片')) => '视',
        ('片', Some('影'), _) => '频',
        _ => return None,
    };
    Some(said)
}

/// Traditional characters that policies use, and below them, in the same order, their simplified forms.
const TRADITIONAL: &str = "\
    個權資訊設備裝識別碼號網絡際機類標誌記錄聯繫簽證認讀寫獲電話郵應鏈導員團隊處與為於從務門產業實條戶們對時間發\
    這將會無開關說項範圍檢測縮廣點擊擁賬頭頁儲傳輸據庫貼簡統計華頻視圖麥風聲紋臉險報價歷過運動隱請見單體衛經緯約\
    區國語軟啟樂訂購買賣轉讓齡學歲監護採樣協議當況後臺灣題騰鑒終稱執銀線維續結構級組織給進適還選邊達遠連週遲釋錯\
    鍵鎖鏡長陽陰離難靈頂預領額顯飛馬驗鷹麼齊龍專東絲兩舉義習鄉書爭僅儀眾興內冊軍決憑則創刪辦醫壓參雙變響喚場塊夠\
    寶審寬層屬崗幣帳帶幀幫彈強徑態總惡懸慣戲擴掃擔擬攏攔撥擇損換攝數斷術來棧欄檔毀畢匯溝沒瀏溫潰滿濾燈熱愛狀獨獄\
    環現畫療盜盤礎碩礙穩竊窩筆篩緊糾紛紙細紹綁絕繼編羅職節榮藥營藍慮虛補觀規覽許論訪評訴診詞譯試詢該詳誤調謹負財\
    責貨質販貫貸費贊讚踐蹤車軌載輔輛輯轄違跡遞針釘鐘鑰鈕銷閃閉問鬧聞閱陸順須頓顏饋駛駐駕騎鴻係準佈萬註託並併製復\
    複遊裡裏隻徵餘聽禮雲獎劃鬆衝鐵銳師媽婦嬰顧異殺蘋釣魚騷擾掛鈴繪減幾極優較輕鄰錢閒陣隨雖雜靜顆願飲養驅髮鬥鳴黃\
    齒夢壞壇奪娛寧尋屆幹廳廠廢張彙徹恆慶憂憲擋攜敗暫曆棄槍樓樹橋櫃歐歡歸殘殼氣漢潛濟災癥盡確種積競紀綜緒緩縣繳罰\
    膚臨舊葉蓋藝虧襲親覺觸討訓詐誠課誰談諸諾講譜貴賞賴贈迴遙遺鋪鑑階館麗倉償傷債僱億兒兌劑勞勢勝勵卻廚啓嗎嘗嚴囑\
    園圓堅墊壽奧妝屍嶼巖幟彌恥悅慘慚憶懷懲戰拋挾捨掙揚揮搖搶摺撿攤敘暢曉暈朧桿楊槓樞樁檯櫥歎毆氈汙涼淨淚淺湧滅滌\
    滯漲潤澤濕瀕灘炤煩爐爾牽犧獵瑣瑪畝疊痺瘋瘍皚盃瞭矚礦祕祿穀穌窮籌籤籲粵糞糧紅納純紡綠綱緣縱縫繞纏纜缽羨翹聖聰\
    膽艦艱蒐蔣薦蘊蝦衊訃訛訟訣詛詠詩誇誘誣誦諒諧諮諱謀謂謊謎謗謙謝謠謬譴譽貝貞貢貧貪賄賊賓賠賢賤賭賺贓贏趕趙躍軀\
    輩輪輻轎辭辯農遷遼邁邏鄭醞釀鈔鉛鉤銅銘銜鋒鋼錦錫鍋鎮鏽閏閘閣闆闢陳隸霧靦韌韓頑頒頗頰頸顛颱飄飯飾餅餓饑馴騙驕\
    驟鬚鬱鮮鯨鳥鹽麵黨齋龐龜爲";
const SIMPLE: &str = "\
    个权资讯设备装识别码号网络际机类标志记录联系签证认读写获电话邮应链导员团队处与为于从务门产业实条户们对时间发\
    这将会无开关说项范围检测缩广点击拥账头页储传输据库贴简统计华频视图麦风声纹脸险报价历过运动隐请见单体卫经纬约\
    区国语软启乐订购买卖转让龄学岁监护采样协议当况后台湾题腾鉴终称执银线维续结构级组织给进适还选边达远连周迟释错\
    键锁镜长阳阴离难灵顶预领额显飞马验鹰么齐龙专东丝两举义习乡书争仅仪众兴内册军决凭则创删办医压参双变响唤场块够\
    宝审宽层属岗币帐带帧帮弹强径态总恶悬惯戏扩扫担拟拢拦拨择损换摄数断术来栈栏档毁毕汇沟没浏温溃满滤灯热爱状独狱\
    环现画疗盗盘础硕碍稳窃窝笔筛紧纠纷纸细绍绑绝继编罗职节荣药营蓝虑虚补观规览许论访评诉诊词译试询该详误调谨负财\
    责货质贩贯贷费赞赞践踪车轨载辅辆辑辖违迹递针钉钟钥钮销闪闭问闹闻阅陆顺须顿颜馈驶驻驾骑鸿系准布万注托并并制复\
    复游里里只征余听礼云奖划松冲铁锐师妈妇婴顾异杀苹钓鱼骚扰挂铃绘减几极优较轻邻钱闲阵随虽杂静颗愿饮养驱发斗鸣黄\
    齿梦坏坛夺娱宁寻届干厅厂废张汇彻恒庆忧宪挡携败暂历弃枪楼树桥柜欧欢归残壳气汉潜济灾症尽确种积竞纪综绪缓县缴罚\
    肤临旧叶盖艺亏袭亲觉触讨训诈诚课谁谈诸诺讲谱贵赏赖赠回遥遗铺鉴阶馆丽仓偿伤债雇亿儿兑剂劳势胜励却厨启吗尝严嘱\
    园圆坚垫寿奥妆尸屿岩帜弥耻悦惨惭忆怀惩战抛挟舍挣扬挥摇抢折捡摊叙畅晓晕胧杆杨杠枢桩台橱叹殴毡污凉净泪浅涌灭涤\
    滞涨润泽湿濒滩照烦炉尔牵牺猎琐玛亩叠痹疯疡皑杯了瞩矿秘禄谷稣穷筹签吁粤粪粮红纳纯纺绿纲缘纵缝绕缠缆钵羡翘圣聪\
    胆舰艰搜蒋荐蕴虾蔑讣讹讼诀诅咏诗夸诱诬诵谅谐咨讳谋谓谎谜谤谦谢谣谬谴誉贝贞贡贫贪贿贼宾赔贤贱赌赚赃赢赶赵跃躯\
    辈轮辐轿辞辩农迁辽迈逻郑酝酿钞铅钩铜铭衔锋钢锦锡锅镇锈闰闸阁板辟陈隶雾腼韧韩顽颁颇颊颈颠台飘饭饰饼饿饥驯骗骄\
    骤须郁鲜鲸鸟盐面党斋庞龟为";

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
        assert_eq!(fold("設備資訊ＩＭＥＩ⽤⼾"), "设备信息IMEI用户");
        assert_eq!(fold("Android_ID Wi-Fi"), "AndroidIDWiFi");
    }
}
