//! Permissions in the words that policies use.

use super::cues::Cue;
use super::entries::Slot;
use super::outline::Zone;
use super::sentence::{Reading, Sentence, floor};
use super::text::BlockKind;
use super::{Hit, Polarity};

/// The words of permissions.
#[derive(Clone, Debug, Default)]
pub struct Words {
    entries: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    word: String,
    /// Full Android names that it stands for.
    names: Vec<String>,
    /// Stands for the permission wherever it is written.
    strong: bool,
}

impl Words {
    /// No words at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// The words that come with the reader.
    pub fn builtin() -> Self {
        let mut words = Self::none();
        for (names, forms) in BUILTIN {
            for name in *names {
                let full = format!("android.permission.{name}");
                words.add(&full, &full);
                words.add(name, &full);
            }
            for form in *forms {
                for name in *names {
                    words.add(form, &format!("android.permission.{name}"));
                }
            }
        }
        words
    }

    /// Adds a word of a permission; a word may stand for several.
    pub fn add(&mut self, word: &str, name: &str) {
        let folded = super::text::fold(word).to_ascii_lowercase();
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.word == folded) {
            if !entry.names.iter().any(|known| known == name) {
                entry.names.push(name.to_owned());
            }
            return;
        }
        let strong = word.contains("权限")
            || folded.contains("permission")
            || word.contains('_') && word.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit());
        self.entries.push(Word { word: folded, names: vec![name.to_owned()], strong });
    }

    /// The words, by index.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.word.as_str())
    }

    /// The permissions of the word with this index.
    pub fn names(&self, index: usize) -> &[String] {
        self.entries.get(index).map_or(&[], |entry| &entry.names)
    }

    fn is_strong(&self, index: usize) -> bool {
        self.entries.get(index).is_some_and(|entry| entry.strong)
    }
}

/// Judges one permission word: requested, denied, or neither.
pub fn judge(reading: &Reading<'_>, sentence: &Sentence, hit: &Hit, index: usize, words: &Words) -> Option<Polarity> {
    let folded = reading.text.folded();
    let slot = reading.slot_at(hit.range.start);
    let zone = reading.zone(sentence.block);
    if reading.in_title(&hit.range) || reading.in_link(&hit.range) {
        return None;
    }
    let strong = words.is_strong(index);
    let range = &sentence.range;
    let lower = folded[range.clone()].to_ascii_lowercase();
    let at = hit.range.start - range.start;
    let end = hit.range.end - range.start;
    let in_slot = matches!(slot, Some(Slot::Permission)) || strong && slot == Some(Slot::DataAndPermission);
    // In a chapter on permissions a short line is the name of one.
    let line = reading.text.blocks[sentence.block].range.len() < 90;
    let named = strong || in_slot || names_permission(&lower, at, end) || zone == Zone::Permission && line && at < 30;
    if !named {
        return None;
    }
    if in_slot {
        return Some(Polarity::Affirmed);
    }
    let denied = [
        "不会申请",
        "不申请",
        "未申请",
        "不会获取",
        "不会要求",
        "不会索取",
        "不需要",
        "无需",
        "不会调用",
        "不会使用",
        "不会开启",
        "donotrequest",
        "willnotrequest",
        "notrequest",
        "donotrequire",
        "doesnotrequire",
        "doesnotrequest",
        "donotaskfor",
        "willnotask",
        "neverrequest",
        "notask",
        "doesnotneed",
    ]
    .iter()
    .filter_map(|word| lower.find(word))
    .any(|not| not < at && !lower[not..at].contains(['。', ';']) && !lower[not..at].contains(",我们"));
    let conditional =
        reading.has_cue(range, Cue::Unless) || reading.has_cue(range, Cue::Consent) && lower.contains('未');
    if denied {
        return (!conditional).then_some(Polarity::Denied);
    }
    let asks = reading.has_cue(range, Cue::Ask) || reading.has_cue(range, Cue::Collect);
    let managing = ["关闭", "撤回", "取消授权", "撤销", "turnoff", "disable", "withdraw", "revoke", "关掉"]
        .iter()
        .any(|word| lower.contains(word));
    let requests = [
        "申请",
        "请求",
        "需要您",
        "需您",
        "授予",
        "requestyourdevice",
        "sendarequest",
        "willrequest",
        "apply",
        "weneed",
        "需要获取",
        "需要开启",
        "向您申请",
        "authorizing",
        "storagepermissionrequest",
        "permissionrequest",
    ]
    .iter()
    .any(|word| lower.contains(word));
    if zone == Zone::Silent || managing {
        return requests.then_some(Polarity::Affirmed);
    }
    // A heading or a cell that holds the name of a permission is a request by itself.
    let short = super::polarity::is_short(reading, sentence.block)
        || matches!(reading.text.blocks[sentence.block].kind, BlockKind::Cell(_));
    (asks || (strong || line) && (short || zone == Zone::Permission)).then_some(Polarity::Affirmed)
}

/// Whether a range is a part of the name of a permission: of a longer word for one, or right before 权限.
pub fn is_name(reading: &Reading<'_>, hit: &Hit) -> bool {
    let folded = reading.text.folded();
    let near = hit.range.start.saturating_sub(40)..hit.range.end;
    let whole = |word: &Hit| {
        let name = &folded[word.range.clone()];
        name.contains("权限")
            || name.to_ascii_lowercase().contains("permission")
            || name.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if reading.permissions_in(&near).iter().any(|word| {
        word.range.start <= hit.range.start
            && word.range.end >= hit.range.end
            && word.range.len() > hit.range.len()
            && whole(word)
    }) {
        return true;
    }
    let after: String = folded[hit.range.end..]
        .chars()
        .take(30)
        .take_while(|&c| !matches!(c, '\n' | '。' | ';' | ','))
        .collect::<String>()
        .to_ascii_lowercase();
    let word = !reading.permissions_in(&(hit.range.start..hit.range.start + 1)).is_empty();
    let listed =
        |found: usize| found <= 45 && (found == 0 || after.starts_with(['、', '/', '和', '与', '或', '及', '(']));
    word && (after.find("权限").is_some_and(listed)
        || ["permission", "access"].iter().any(|tail| after.starts_with(tail)))
}

/// Whether a weak word of data is only what access is asked to: "we request access to your camera".
pub fn is_asked(reading: &Reading<'_>, sentence: &Sentence, hit: &Hit) -> bool {
    let lower = reading.text.folded()[sentence.range.start..hit.range.start].to_ascii_lowercase();
    let before = lower.trim_end_matches("your").trim_end_matches("the");
    ["accessto", "permissiontouse", "permissiontoaccess", "enablethe", "turnon"]
        .iter()
        .any(|word| before.ends_with(word))
        && !reading.permissions_in(&(hit.range.start..hit.range.start + 1)).is_empty()
}

/// Whether the word stands for a permission by what is around it.
fn names_permission(lower: &str, at: usize, end: usize) -> bool {
    let after: String = lower[end..].chars().take(40).collect();
    let before_start = floor(lower, at.saturating_sub(60));
    let before = &lower[before_start..at];
    // 相机、相册、设备所在位置信息权限: the list ends in the word.
    if let Some(found) = after.find("权限") {
        let between = &after[..found];
        if !between.contains(['。', ';', ':'])
            && !between.contains("功能")
            && (found <= 36 || between.contains('、'))
            && !between.contains(",")
        {
            return true;
        }
    }
    if before.contains("权限:")
        || before.contains("权限(") && !before[before.find("权限(").unwrap_or(0)..].contains(')')
        || before.contains("权限包括")
        || before.contains("权限如")
    {
        return true;
    }
    if [
        "授权访问",
        "允许访问",
        "开启",
        "打开",
        "授权我们访问",
        "授权使用",
        "调用您的",
        "调用",
        "申请访问",
        "请求访问",
        "允许我们访问",
        "授权开启",
    ]
    .iter()
    .any(|word| {
        before
            .trim_end_matches("您的")
            .trim_end_matches("你的")
            .trim_end_matches("设备的")
            .trim_end_matches("手机")
            .ends_with(word)
    }) {
        return true;
    }
    if before.ends_with(['、', '和', '或', '及', '/'])
        && ["开启", "打开", "授权", "允许", "调用"].iter().any(|word| before.contains(word))
        && !before.contains(',')
    {
        return true;
    }
    let tail = after.trim_start_matches("information");
    if ["permission", "access", "rights", "authority", "authorization", "privilege"]
        .iter()
        .any(|word| tail.starts_with(word))
    {
        return true;
    }
    if let Some(found) = after.find("permission").or_else(|| after.find("access")) {
        let between = &after[..found];
        if found <= 30
            && !between.contains(['.', ';', '('])
            && (between.contains("and") || between.contains("or") || between.contains(',') || between.contains('/'))
            && !between.contains("to")
        {
            return true;
        }
    }
    [
        "accessto",
        "accessyour",
        "accessthe",
        "permissiontouse",
        "permissionof",
        "permissionfor",
        "permissiontoaccess",
        "permissions:",
        "permission:",
        "accessofyour",
        "enablethe",
        "enableyour",
        "writepermissionofyour",
        "permissionofyour",
        "permissiontoaccessyour",
        "allowtheuseofyour",
        "authorizeusto",
        "theaccessof",
        "agreetoaccessthe",
        "turnonyour",
        "turnonthe",
        "permissiontoread",
        "grant",
        "allowusto",
        "授权获取",
    ]
    .iter()
    .any(|word| {
        before
            .trim_end_matches("your")
            .trim_end_matches("the")
            .trim_end_matches("device's")
            .trim_end_matches("device")
            .trim_end_matches("your")
            .ends_with(word)
            || before.ends_with(word)
    })
}

/// The permissions of Android with the words for them.
const BUILTIN: &[(&[&str], &[&str])] = &[
    (&["READ_CALENDAR"], &["读取日历"]),
    (&["WRITE_CALENDAR"], &["写入日历", "添加日程", "修改日历", "modify calendar", "write calendar"]),
    (
        &["READ_CALENDAR", "WRITE_CALENDAR"],
        &["日历权限", "日历", "日程", "读写日历", "calendar", "calendar permission"],
    ),
    (&["READ_CALL_LOG"], &["读取通话记录", "通话记录权限", "通话记录", "call log", "call logs", "call history"]),
    (&["WRITE_CALL_LOG"], &["写入通话记录"]),
    (&["PROCESS_OUTGOING_CALLS"], &["监听外拨电话", "outgoing calls"]),
    (
        &["CAMERA"],
        &[
            "相机权限",
            "摄像头权限",
            "拍照权限",
            "相机",
            "摄像头",
            "拍摄照片和视频",
            "拍摄照片",
            "拍照",
            "摄像机",
            "拍摄权限",
            "camera",
            "camera permission",
            "take pictures and videos",
            "摄像",
        ],
    ),
    (
        &["READ_CONTACTS"],
        &[
            "通讯录权限",
            "读取联系人",
            "读取通讯录",
            "通讯录",
            "联系人权限",
            "联系人",
            "contacts",
            "address book",
            "contact list",
            "phonebook",
            "contacts permission",
            "通讯簿",
        ],
    ),
    (&["WRITE_CONTACTS"], &["修改通讯录", "写入联系人", "写入通讯录", "modify contacts"]),
    (&["GET_ACCOUNTS"], &["获取应用账户", "查找设备上的账户", "查找设备上的帐户", "accounts on the device"]),
    (
        &["ACCESS_FINE_LOCATION"],
        &[
            "精确位置权限",
            "访问精确位置",
            "访问确切位置信息",
            "精确位置",
            "精准定位",
            "精确定位",
            "precise location",
            "fine location",
            "GPS",
            "精确地理位置信息",
            "精确地理位置",
        ],
    ),
    (
        &["ACCESS_COARSE_LOCATION"],
        &[
            "访问大致位置信息",
            "粗略位置",
            "大致位置",
            "访问粗略位置",
            "approximate location",
            "coarse location",
            "粗略定位",
        ],
    ),
    (
        &["ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION"],
        &[
            "位置权限",
            "定位权限",
            "地理位置权限",
            "位置信息权限",
            "地理位置信息权限",
            "位置信息",
            "地理位置",
            "位置",
            "定位",
            "地理位置信息",
            "location",
            "location permission",
            "location information",
            "geographic location",
            "定位信息",
            "获取位置",
            "location services",
        ],
    ),
    (
        &["ACCESS_BACKGROUND_LOCATION"],
        &["后台定位权限", "后台访问地理位置", "后台位置", "后台定位", "background location"],
    ),
    (
        &["RECORD_AUDIO"],
        &[
            "麦克风权限",
            "录音权限",
            "麦克风",
            "录音",
            "语音权限",
            "microphone",
            "record audio",
            "audio recording",
            "microphone permission",
            "录制音频",
            "话筒",
        ],
    ),
    (
        &["READ_PHONE_STATE"],
        &[
            "读取手机状态",
            "读取电话状态",
            "读取设备通话状态",
            "读取通话状态",
            "通话状态",
            "电话/手机状态",
            "读取电话/手机状态",
            "读取手机识别码",
            "读取移动网络信息",
            "电话状态",
            "手机状态",
            "读取手机状态和身份",
            "设备信息权限",
            "获取设备信息权限",
            "电话信息权限",
            "手机信息权限",
            "电话权限",
            "phone state",
            "telephone information",
            "read phone status and identity",
            "phone status",
            "telephone permission",
            "phone permission",
            "设备状态",
            "手机识别码权限",
            "读取设备信息",
            "获取手机信息",
            "手机识别码",
            "识别码",
            "电话",
            "读取本机识别码",
            "设备信息",
            "device information",
            "手机状态权限",
            "本机识别码",
            "手机信息",
            "设备识别码",
        ],
    ),
    (&["READ_PHONE_NUMBERS"], &["读取本机号码", "本机号码权限", "read phone numbers"]),
    (
        &["CALL_PHONE"],
        &["拨打电话", "直接拨打电话", "拨号权限", "make calls", "make the call", "phone calls", "拨号", "拨打电话权限"],
    ),
    (&["ANSWER_PHONE_CALLS"], &["接听电话", "answer calls"]),
    (&["BODY_SENSORS"], &["身体传感器", "body sensors"]),
    (
        &["ACTIVITY_RECOGNITION"],
        &[
            "身体活动",
            "健身运动",
            "运动权限",
            "活动识别",
            "健身运动权限",
            "身体活动权限",
            "physical activity",
            "activity recognition",
            "motion & fitness",
            "运动健康",
        ],
    ),
    (&["SEND_SMS"], &["发送短信", "send SMS"]),
    (&["RECEIVE_SMS"], &["接收短信", "receive SMS"]),
    (&["READ_SMS"], &["读取短信", "短信权限", "短信", "read SMS", "SMS", "短信内容权限"]),
    (&["RECEIVE_MMS"], &["彩信"]),
    (
        &["READ_EXTERNAL_STORAGE"],
        &[
            "读取外置存储",
            "读取外部存储",
            "读取存储",
            "读取您的SD卡中的内容",
            "读取外置存储器",
            "读取外部存储器",
            "读取SD卡",
            "读取存储卡",
            "读取手机存储",
            "read external storage",
            "读取存储空间",
        ],
    ),
    (
        &["WRITE_EXTERNAL_STORAGE"],
        &[
            "写入外部存储",
            "写入外置存储",
            "修改或删除您的SD卡中的内容",
            "写入存储",
            "写入外部存储卡",
            "写入外部存储器",
            "写入SD卡",
            "write storage",
            "write external storage",
            "modify/delete SD card",
            "写入手机存储",
            "写入存储空间",
        ],
    ),
    (
        &["READ_EXTERNAL_STORAGE", "WRITE_EXTERNAL_STORAGE"],
        &[
            "存储权限",
            "存储空间权限",
            "内存卡权限",
            "SD卡数据权限",
            "读写外部存储",
            "文件读写权限",
            "存储空间",
            "存储卡",
            "存储",
            "读写存储",
            "读写手机存储",
            "外部存储",
            "storage",
            "SD card",
            "memory card",
            "存储卡权限",
            "storage permission",
            "文件存储权限",
            "外部存储权限",
            "手机存储权限",
            "memory card permission",
            "read/write SD card",
            "文件权限",
            "文件存储",
            "SD卡",
            "外置存储",
            "读写外部存储权限",
            "本地存储",
            "读写权限",
            "读写手机存储权限",
            "文件和媒体",
        ],
    ),
    (
        &["READ_EXTERNAL_STORAGE", "READ_MEDIA_IMAGES"],
        &[
            "相册权限",
            "相册",
            "图库",
            "照片权限",
            "媒体图片",
            "媒体权限",
            "照片",
            "album",
            "photos",
            "photo library",
            "gallery",
            "图片权限",
            "photo album",
            "相册(存储)",
        ],
    ),
    (&["READ_MEDIA_VIDEO"], &["媒体视频"]),
    (&["READ_MEDIA_VISUAL_USER_SELECTED"], &["用户选择的照片"]),
    (&["ACCESS_MEDIA_LOCATION"], &["照片位置信息权限"]),
    (&["READ_MEDIA_AUDIO"], &["音乐和音频权限", "音乐和音频", "music and audio"]),
    (&["BLUETOOTH_SCAN"], &["扫描蓝牙", "附近设备权限", "附近设备", "附近的设备", "nearby devices"]),
    (&["BLUETOOTH_CONNECT"], &["连接蓝牙", "蓝牙权限", "蓝牙", "bluetooth", "使用蓝牙", "bluetooth permission"]),
    (&["BLUETOOTH_ADVERTISE"], &["蓝牙广播"]),
    (&["NEARBY_WIFI_DEVICES"], &["附近的WLAN设备", "附近的WLAN设备权限", "nearby Wi-Fi devices"]),
    (
        &["POST_NOTIFICATIONS"],
        &[
            "通知权限",
            "推送权限",
            "通知栏权限",
            "发送通知权限",
            "消息通知权限",
            "通知",
            "notification",
            "notifications",
            "notification permission",
            "post notifications",
            "发送通知",
            "推送通知权限",
            "消息推送权限",
        ],
    ),
    (
        &["REQUEST_INSTALL_PACKAGES"],
        &[
            "安装应用权限",
            "安装未知应用",
            "安装应用",
            "请求安装",
            "应用安装权限",
            "install packages",
            "安装权限",
            "允许安装应用",
        ],
    ),
    (
        &["SYSTEM_ALERT_WINDOW"],
        &["悬浮窗权限", "悬浮窗", "显示在其他应用上层", "draw over other apps", "display over other apps", "悬浮窗口"],
    ),
    (
        &["QUERY_ALL_PACKAGES"],
        &[
            "应用列表权限",
            "读取应用列表权限",
            "获取应用列表权限",
            "读取已安装应用列表",
            "获取已安装应用列表权限",
            "软件安装列表权限",
            "query all packages",
            "读取应用列表",
        ],
    ),
    (
        &["ACCESS_WIFI_STATE"],
        &[
            "WiFi状态权限",
            "查看WLAN连接",
            "查看WLAN状态",
            "获取WiFi状态",
            "WiFi权限",
            "访问WiFi状态",
            "查看WiFi状态",
            "获取WLAN状态",
            "WLAN权限",
        ],
    ),
    (
        &["ACCESS_NETWORK_STATE"],
        &["网络状态权限", "查看网络连接", "查看网络状态", "获取网络状态", "访问网络状态", "查看网络状态权限"],
    ),
    (
        &["INTERNET"],
        &["网络权限", "访问网络", "完全的网络访问权限", "联网权限", "网络访问权限", "internet access", "访问网络权限"],
    ),
    (&["VIBRATE"], &["振动权限", "震动权限", "控制振动", "控制振动器", "振动", "震动"]),
    (&["USE_BIOMETRIC", "USE_FINGERPRINT"], &["指纹权限", "生物识别权限", "使用指纹", "面容权限"]),
    (&["PACKAGE_USAGE_STATS"], &["使用情况访问权限", "查看使用情况"]),
    (&["WAKE_LOCK"], &["唤醒权限", "唤醒锁定", "防止休眠", "保持唤醒"]),
    (&["RECEIVE_BOOT_COMPLETED"], &["开机自启动权限", "自启动权限", "开机启动", "开机自启", "开机自启动", "自启动"]),
    (&["CHANGE_WIFI_STATE"], &["更改WiFi状态", "改变WiFi状态", "修改WiFi状态", "连接WLAN网络和断开连接"]),
    (&["WRITE_SETTINGS"], &["修改系统设置权限", "修改系统设置"]),
    (&["MANAGE_EXTERNAL_STORAGE"], &["所有文件访问权限", "管理所有文件", "all files access"]),
    (&["GET_TASKS"], &["获取任务信息", "检索正在运行的应用", "检索当前运行的应用程序"]),
    (&["NFC"], &["NFC权限", "NFC"]),
    (&["FOREGROUND_SERVICE"], &["前台服务权限", "前台服务"]),
    (&["FLASHLIGHT"], &["闪光灯权限", "闪光灯", "手电筒"]),
];
