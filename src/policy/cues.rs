//! The words that tell what a sentence does with the data it names.

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// Collects, reads, is given.
    Collect,
    /// Uses, shares, keeps: the data is there.
    Use,
    /// Keeps. Counts as a declaration only with an object of its own.
    Keep,
    /// Not.
    Not,
    /// Makes a negation conditional or partial: without consent, unless, other than.
    Unless,
    /// The user does something with data that is already there: corrects, deletes, switches off.
    Manage,
    /// Notice is given through a channel; contact details.
    Notice,
    /// Says what a term means.
    Define,
    /// The firm speaks.
    We,
    /// SDK, integrate, third-party service: a name here is that of an SDK.
    Sdk,
    /// Permission.
    Permission,
    /// Asks for, switches on (permissions).
    Ask,
    /// Shares, provides to others.
    Share,
    /// Transfers.
    Transfer,
    /// Sells.
    Sell,
    /// Makes public.
    Publish,
    /// Others: third parties, any company.
    Others,
    /// But for consent.
    Consent,
    /// Except in the following circumstances.
    Except,
    /// See, refer to, click.
    See,
}

/// Every cue with its words. Chinese words match anywhere, English ones at word boundaries.
pub const CUES: &[(Cue, &[&str])] = &[
    (
        Cue::Collect,
        &[
            "收集", "搜集", "采集", "获取", "读取", "记录您", "记录的", "记录你", "记录如下", "会记录", "记录以下", "接收并记录", "访问您的", "访问你的",
            "访问短信", "访问剪", "获得您", "获得你", "得到您", "提供您", "提供你", "提供以下", "填写", "输入您", "输入手机", "输入姓名", "输入相关",
            "提交", "完善", "补充", "上传您", "上传的", "上传以下", "上传身份", "了解您", "了解你", "会了解", "需要您提供", "需提供", "需要提供",
            "向我们提供", "您提供", "你提供", "访问剪切板", "将访问", "会访问", "需要访问", "检测您", "扫描您", "调取", "调用您", "录入", "采用您",
            "绑定", "请求您", "收取您", "留存您", "留下您", "创建账号", "通过手机号", "使用手机号", "手机号注册", "手机号码注册", "上报",
            "需要使用您的", "会使用到您", "用到您", "识别您的", "取得您的", "涉及的个人信息", "涉及个人信息", "需要您的", "需要你的", "记录日志", "汇总",
            "collect", "collects", "collected", "collecting", "collection of", "obtain", "obtains", "obtained", "receive", "receives", "received",
            "gather", "gathers", "gathered", "record", "records the", "recorded", "access your", "accesses your", "accessing your", "acquire", "acquires",
            "capture", "captures", "you provide", "provide us", "provided by you", "you are required to provide", "you need to provide",
            "require you to provide", "need you to provide", "required to input", "required to provide", "required to provide your",
            "you to provide", "ask you", "ask for", "asks you", "ask for your", "request your", "requires your", "you submit", "submit your",
            "you enter", "enter your", "fill in", "you upload", "read your", "reads your", "read the", "reads the", "log the", "logs the",
            "automatically log", "get your", "gets your", "retrieve", "retrieves", "you give us", "given to us", "you share with us", "providing us",
            "you choose to provide", "asked to provide", "monitor your", "track your", "tracks your", "need to access", "we need your",
            "be asked for", "such as your", "including your", "sign up", "we may know", "transmitted by your", "your browser sends",
            "sent by your", "automatically sends", "automatically transmitted", "provide your", "provides your", "supply your", "supply us",
            "voluntarily provide", "learn your", "identify your", "detect your", "scan your", "acquired", "acquisition", "collected automatically",
            "automatically collected", "requires the following", "want to know your", "in possession of",
            "access to your", "have access to your", "input your", "enter the", "provide the consignee", "provide basic", "you to fill",
            "users to fill", "information such as", "data such as", "information including", "data including", "information like",
            "read and write your", "access and read", "need the personal", "personal data processed", "processed data", "data processed",
            "types of data", "categories of data", "following data", "following information", "information includes", "data includes",
            "information may include", "may include", "data we process", "including but not limited to", "including, but not limited to",
            "including without limitation", "you may provide", "you provided", "you've provided", "you have provided", "requested to provide",
        ],
    ),
    (
        Cue::Use,
        &[
            "使用您", "使用你", "使用或整合", "整合您", "分析您", "处理您", "处理你", "处理的个人", "共享您", "共享你", "共享的", "共享信息", "包括",
            "根据您的", "根据你的", "基于您的", "基于你的", "结合您", "展示您", "分享您", "需要", "需使用", "验证您的", "校验", "比对", "发送您",
            "传输您", "传输以下", "通过您的", "通过你的", "使用的", "使用以下", "提供给", "同步", "匹配", "关联您", "加密您", "处理以下", "访问",
            "提供", "记录", "识别", "使用", "分析", "上传", "通过地理", "通过位置", "依据您", "用于", "涉及", "例如", "以及", "获得", "检测", "统计", "存储您",
            "use", "uses", "used", "using", "process", "processes", "processed", "share", "shares", "shared", "analyze", "analyse", "combine",
            "integrate your", "transmit", "transmits", "transmitted", "need", "needs", "require", "requires", "required", "include", "includes",
            "including", "such as", "access", "accesses", "send", "sends", "provide", "provides", "provided", "disclose", "disclosed", "based on your",
            "store", "stores", "stored", "generate", "associate", "connect", "link", "for example", "know", "determine", "identify", "track", "tracks",
            "log", "logs", "view", "monitor", "issue", "set", "place", "recorded", "report", "reports", "contain", "contains", "match", "see", "save", "saves",
        ],
    ),
    (
        Cue::Keep,
        &["保存您", "保存你", "保存的", "存储您", "存储你", "留存", "保留您", "保留你", "retain your", "store your", "keep your", "save your"],
    ),
    (
        Cue::Not,
        &[
            "不会", "不收集", "不采集", "不获取", "不读取", "不记录", "不访问", "不上传", "不存储", "不涉及", "不申请", "不要求", "不再", "不主动", "不得",
            "未收集", "未获取", "未采集", "未读取", "未申请", "未集成", "未接入", "无法收集", "无法获取", "绝不", "决不", "从不", "不被", "没有收集", "没有获取", "未涉及",
            "不向", "不对", "并不", "不将", "不与", "未向", "不能", "不提供", "不共享", "不以任何", "不予", "不出售", "不转让", "不公开", "不搜集", "不含", "不包含任何",
            "不索取", "不调用", "不使用", "没有接入", "没有集成", "不接入", "不集成", "不曾", "不可", "不可能", "无需收集", "不需要收集", "不保存", "不同步", "未使用",
            "not", "never", "cannot", "n't", "neither", "nor", "no longer", "do not", "does not", "will not", "won't", "don't", "doesn't", "without collecting",
        ],
    ),
    (
        Cue::Unless,
        &[
            "未经", "未征得", "除非", "同意前", "同意之前", "在未", "若您不", "如您不", "如果您不", "若你不", "如你不", "如果你不", "若您拒绝", "如您拒绝",
            "如果您拒绝", "如果你拒绝", "拒绝提供", "若拒绝", "如拒绝", "如果拒绝", "若不提供", "如不提供", "如不同意", "如您未", "若您未", "如果您未", "如果您选择不", "您可以拒绝", "您有权拒绝",
            "无关的", "其他内容", "其它内容", "以外的", "之外的", "多余", "额外", "关闭后", "撤回", "撤销授权", "取消授权", "超出", "超范围", "擅自", "非必要", "不相关",
            "without your", "without the", "without prior", "without obtaining", "unless", "before you", "until you", "if you do not", "if you don't", "if you refuse",
            "if you disable", "if you choose not", "if you decline", "if you turn off", "when you turn off", "any other", "irrelevant", "additional", "other than",
            "beyond", "except", "if you reject", "if you deny", "if you are unwilling", "more than", "once you", "only when", "except as", "except for",
            "after closing", "without notice", "if you would prefer not", "you do not want us",
        ],
    ),
    (
        Cue::Manage,
        &[
            "有权", "更正", "修改", "查阅", "复制", "删除", "注销", "撤回", "解绑", "更改", "更换", "关闭", "取消授权", "退订", "变更您", "清除", "可转移", "管理您的",
            "妥善保管", "妥善保护", "请勿", "切勿", "不要", "应当避免", "自行承担", "设为", "隐藏",
            "right to", "you may access", "you may review", "you can review", "you can access", "you can update", "you can change", "you can modify",
            "you can correct", "you can delete", "you may modify", "you may change", "you may update", "you may correct", "you can manage",
            "opt out", "unsubscribe", "withdraw", "delete your", "disable", "turn off", "clear your", "correct your", "update your", "rectify", "erase",
            "you can remove", "delete or correct", "refuse all", "adjusting your", "deletion",
            "you may disable", "you may turn off", "change your", "check your", "modify your", "keep your account number", "safeguard your password",
            "correct", "delete", "amend", "responsible for keeping", "responsible for maintaining", "confidential", "do not share", "protect your password",
            "keep your password", "never share",
        ],
    ),
    (
        Cue::Notice,
        &[
            "告知您", "通知您", "告知你", "通知你", "联系我们", "与我们联系", "与我们取得联系", "发送通知", "发送电子邮件", "发送短信", "发送邮件", "发送新闻", "发送推送", "回复", "拨打", "发送邮件", "发邮件", "致电", "信函", "等方式通知",
            "等方式告知", "等形式", "向您发送", "向你发送", "给您发送", "投诉", "举报", "来电", "致函", "垂询", "送达", "答复", "联络我们", "联系人:", "与您联系", "联系您",
            "notify", "inform you", "inform the", "informed by", "contact us", "email us", "reach us", "by email", "by telephone", "by phone", "by post", "via email", "reply", "respond",
            "send you", "contact you", "contacting us", "write to us", "unsubscribe", "notice by", "notified", "email to", "call us", "mail to", "send an email", "written letter",
            "announcement", "receive communications", "newsletter", "newsletters", "reach out", "get in touch", "telephone, ", "questions", "complaint", "reminding", "letter", "fax",
        ],
    ),
    (
        Cue::Define,
        &[
            "是指", "系指", "指的是", ":指", "专指", "统称", "指一旦", "指以", "指用", "指能够", "指我们", "means", "refers to", "refer to information", "shall mean", "is defined as", "is a small", "are small",
            "meaning ascribed", "defined in", "are files", "is data", "is any information",
        ],
    ),
    (Cue::We, &["我们", "本公司", "本应用", "本软件", "本产品", "本平台", "we", "our", "us"]),
    (
        Cue::Sdk,
        &[
            "SDK", "SDKs", "插件", "接入", "集成", "嵌入", "内嵌", "第三方服务", "三方服务", "开放平台", "合作伙伴", "合作方", "服务商", "第三方库", "第三方公司", "第三方提供",
            "第三方合作", "第三方支付", "第三方软件", "第三方工具", "软件开发工具包", "software development kit", "third party service", "third party services",
            "third-party services", "third-party service", "service provider", "service providers", "integrate", "integrates", "integrated", "embedded", "partners",
            "third party tools", "analytics provider", "analytics services", "third-party vendors", "third party vendors", "third-party tools", "tracking tool", "plugin", "plugins",
            "third-party providers", "third party providers", "used by the app", "libraries", "sub-processors", "subprocessors", "processors", "data processors", "vendors",
        ],
    ),
    (Cue::Permission, &["权限", "permission", "permissions", "access rights", "access right", "rights", "authority", "access"]),
    (
        Cue::Ask,
        &[
            "申请", "授权", "开启", "请求", "授予", "允许", "打开", "需要", "获取", "调用", "使用", "访问", "征得", "询问", "获得", "开通", "同意", "授与", "索取", "读取",
            "apply", "request", "requests", "requested", "requires", "require", "required", "need", "needs", "enable", "enabled", "grant", "granted", "allow", "allows",
            "authorize", "authorise", "ask", "access", "accesses", "use", "uses", "permit", "agree", "obtain", "turn on", "open", "permission to",
        ],
    ),
    (
        Cue::Share,
        &[
            "共享", "分享", "提供给", "向第三方", "向任何第三方", "向他人提供", "向其他", "提供", "share", "shares", "shared", "sharing", "provide", "provides", "disclose", "disclosed", "discloses",
            "disclosing", "pass on", "make available", "release", "give", "transmit",
        ],
    ),
    (Cue::Transfer, &["转让", "转移", "transfer", "transfers", "transferred"]),
    (
        Cue::Sell,
        &["出售", "售卖", "贩卖", "买卖", "出租", "倒卖", "出卖", "交易您", "兜售", "变卖", "sell", "sells", "sold", "selling", "rent", "rents", "lease"],
    ),
    (Cue::Publish, &["公开披露", "公开您", "公开你", "公开用户", "公布", "披露", "对外公开", "公之于众", "publicly disclose", "public disclosure", "make public", "publicly", "disclose to the public"]),
    (
        Cue::Others,
        &[
            "第三方", "任何公司", "他人", "其他公司", "其他组织", "任何人", "任何组织", "其他企业", "其他人", "以外的公司", "任何个人", "外部", "第三人", "任何机构", "任何单位", "任何其他", "合作伙伴", "其他主体", "其他机构", "任何第三",
            "third party", "third parties", "third-party", "companies", "company", "anyone", "others", "any person", "outside parties", "any other", "any company", "advertisers", "anybody", "other parties", "any party", "external parties",
        ],
    ),
    (
        Cue::Consent,
        &[
            "未经您", "未经你", "未征得", "除非", "事先获得您", "事先征得", "事先同意", "同意的情况", "征得您", "征得你", "取得您", "未获得您", "未获得你", "在未", "未经用户", "获得您的", "得到您的", "未得到", "明示同意", "授权同意", "未取得", "未经授权",
            "without your", "unless", "your consent", "without the consent", "consent of", "without prior", "without express", "without user", "with your permission", "without explicit", "'s consent", "affirmative authorization", "without the user", "without first", "your permission", "your authorization", "express authorization",
        ],
    ),
    (
        Cue::Except,
        &[
            "以下情况除外", "以下情形除外", "下列情况除外", "下列情形除外", "情况除外", "情形除外", "除以下", "除下列", "除下述", "但以下", "但下列", "以下情形", "以下情况", "下列情形", "除外", "另有规定", "法律法规规定的",
            "except", "exceptions", "following circumstances", "following cases", "other than as", "unless required by law", "following situations", "following exceptions", "unless otherwise", "unless we are required", "required by law", "as described", "as set forth", "as set out", "excepting",
        ],
    ),
    (
        Cue::See,
        &[
            "请见", "详见", "查看", "查阅", "参见", "点击", "参阅", "请参考", "参考", "访问", "见", "阅读", "了解", "浏览", "列明", "公示", "披露", "链接", "see", "refer to", "refer", "click", "clicking", "view", "available at", "visit", "find", "found", "check", "read", "learn more", "consult", "listed in", "link", "here",
        ],
    ),
];
