//! The keys of SDK lists, in all their wordings.

use super::Slot;
use crate::policy::words::Words;

/// The slot that a key or column header names.
pub fn slot_of(key: &str) -> Option<Slot> {
    let key = key.trim_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(
                c,
                '(' | ')' | '.' | '、' | '-' | '•' | '·' | '●' | '【' | '】' | ':' | '"' | '“' | '”' | '|' | '*'
            )
    });
    let key = key.to_ascii_lowercase();
    let chars = key.chars().count();
    let han = key.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if han && chars > 26 {
        return bilingual(&key);
    }
    // "Location information (for certain functions)" is about location.
    if !han
        && chars > 30
        && let Some((head, _)) = key.split_once('(')
        && !head.starts_with("categor")
        && (chars <= 60 || head.len() <= 40)
    {
        return slot_of(head);
    }
    // "Email address — used for sign-in" is an item.
    if chars == 0 || !han && (chars > 60 || key.contains(['—', '–'])) {
        return None;
    }
    // "Why we use your information | What information we use | Where we get it": headings that ask.
    if !han && chars <= 60 && !key.ends_with('.') {
        let asks = |starts: &[&str]| starts.iter().any(|start| key.starts_with(start));
        if asks(&["whatinformationwe", "whatdatawe", "whatpersonaldatawe", "whatpersonalinformationwe", "whichdatawe"])
        {
            return Some(Slot::Data);
        }
        if asks(&["whyweuse", "whywecollect", "whyweprocess", "howweuse"]) {
            return Some(Slot::Purpose);
        }
        if asks(&["wherewe", "ourlegalbas", "howlongwe"]) {
            return Some(Slot::Other);
        }
    }
    let holds = Words::new(&key);
    let has = |words: &[&str]| holds.has_any(words);
    // The constant of a permission is a value, and so is the name of a company.
    if key.contains(".permission.") {
        return None;
    }
    if has(&["有限公司", "有限责任", "股份公司", "co.,ltd", "inc.", "gmbh"]) {
        return None;
    }
    if has(&["。", ",我们", "我们会", "您", "可以看", "weuse", "wecollect", "wemay", "your"])
        && !has(&["您的个人信息", "收集您", "yourpersonal"])
    {
        return None;
    }
    if has(&[
        "官网",
        "官方链接",
        "官方网站",
        "网址",
        "officialsite",
        "序号",
        "联系地址",
        "去标识",
        "合作类型",
        "合作方式",
        "安全能力",
        "存储期限",
        "保存期限",
        "retention",
        "storageperiod",
        "可否关闭",
        "是否可关闭",
        "联系方式",
        "接入平台",
        "拒绝后的影响",
        "拒绝影响",
        "不授权的影响",
        "适用系统",
        "适用平台",
        "运行系统",
        "nameofthecontroller",
        "nameofthedatacontroller",
    ]) && !has(&["隐私", "privacy", "保护政策"])
        || matches!(
            key.as_str(),
            "客户端"
                | "包名"
                | "source"
                | "sources"
                | "source(s"
                | "source(s)"
                | "客户端类型"
                | "website"
                | "websites"
                | "officialwebsite"
                | "websiteurl"
                | "websitelink"
                | "websiteaddress"
                | "sdkwebsite"
                | "providerwebsite"
                | "vendorwebsite"
                | "companywebsite"
                | "适用客户端"
                | "所属客户端"
                | "备注"
                | "必要性说明"
                | "影响说明"
                | "拒绝的影响"
                | "拒绝提供的影响"
                | "不提供的影响"
                | "remark"
                | "remarks"
                | "note"
                | "notes"
                | "client"
                | "clients"
                | "clienttype"
        )
    {
        return Some(Slot::Other);
    }
    // 连接 is a slip of 链接 in lists, and a word of networks elsewhere.
    let link = has(&["链接"]) || has(&["连接"]) && !has(&["网络", "蓝牙", "设备", "类型", "状态"]);
    if (has(&["隐私", "privacy", "处理规则", "保护政策"]) || link) && !has(&["第三方名称"])
        || matches!(key.as_str(), "link" | "links" | "url" | "policy")
    {
        return Some(Slot::Privacy);
    }
    // 目的与权限：为了… tells what for.
    if has(&["权限", "permission"]) && !has(&["目的与权限", "目的和权限", "目的及权限"]) {
        return Some(
            if has(&["信息", "数据", "information", "data"]) && !has(&["个人信息保护"]) && !has(&["电话信息"])
            {
                Slot::DataAndPermission
            } else {
                Slot::Permission
            },
        );
    }
    // 个人信息收集类型及方式 is a column of data that tells the way, too.
    let types = has(&["类型及", "类型和", "类型与", "类型、"]) && has(&["信息", "数据"]);
    // "Payment method" is data.
    if !types
        && !has(&["paymentmethod"])
        && has(&[
            "共享方式",
            "收集方式",
            "处理方式",
            "提供方式",
            "信息方式",
            "采集方式",
            "方式",
            "method",
            "modeofshar",
            "sharingmode",
            "howtoshare",
            "wayofshar",
            "sharingway",
        ])
    {
        return Some(Slot::Method);
    }
    if !types
        && has(&[
            "目的",
            "用途",
            "purpose",
            "使用原因",
            "具体功能",
            "功能描述",
            "function",
            "业务功能",
            "功能模块",
            "服务类型",
            "sdk类型",
            "服务内容",
            "功能说明",
            "sdk功能",
            "usefor",
            "usedfor",
            "功能类型",
            "主要功能",
            "sdk用途",
            "sdk描述",
        ])
        || matches!(
            key.as_str(),
            "功能" | "作用" | "说明" | "usage" | "功能/服务" | "服务/功能" | "服务" | "用于" | "why" | "reason"
        )
    {
        return Some(Slot::Purpose);
    }
    if has(&["场景", "scenario", "scene"]) {
        return Some(Slot::Scenario);
    }
    if has(&[
        "公司",
        "厂商",
        "厂家",
        "提供方",
        "运营方",
        "主体",
        "提供者",
        "提供商",
        "开发者",
        "接收方",
        "机构",
        "运营者",
        "开发商",
        "organization",
        "company",
        "operator",
        "provider",
        "recipient",
        "vendor",
        "developer",
        "服务商",
        "合作方",
        "所属方",
        "所属企业",
        "运营单位",
        "主办单位",
        "企业名称",
        "实体",
    ]) && !has(&["信息类型", "个人信息", "数据类型", "sdk名称"])
        // 第三方公司SDK heads the column of names.
        && !key.ends_with("公司sdk")
    {
        return Some(Slot::Vendor);
    }
    // 合作伙伴类型 beside 合作伙伴名称 groups the rows.
    if key.ends_with("类型") && has(&["合作伙伴", "合作方", "第三方"]) && !has(&["信息", "数据", "产品"])
    {
        return Some(Slot::Other);
    }
    if has(&[
        "sdk名",
        "sdk服务",
        "sdk产品",
        "插件名",
        "产品/类型",
        "第三方名称",
        "第三方sdk",
        "服务名称",
        "产品/服务",
        "产品或服务",
        "服务/产品",
        "产品名称",
        "nameofsdk",
        "servicename",
        "sdkname",
        "thirdpartysdk",
        "nameofthe",
        "三方sdk",
        "公司sdk",
        "第三方服务名",
        "组件名",
        "nameofthird",
        "thirdpartyname",
        "third-partyname",
        "合作伙伴",
        "产品或服务名称",
    ]) && !has(&["收集的", "信息类型", "个人信息", "说明", "清单", "目录", "列表", "名单", "informationcollected"])
        || matches!(
            unqualified(&key),
            "sdk"
                | "名称"
                | "name"
                | "sdk/插件"
                | "产品"
                | "第三方"
                | "插件"
                | "服务"
                | "service"
                | "services"
                | "第三方产品"
                | "collectionvia"
                | "trackername"
                | "toolname"
                | "nameoftool"
                | "tool"
        )
    {
        return Some(Slot::Name);
    }
    let data = [
        "个人信息",
        "收集信息",
        "收集的信息",
        "信息类型",
        "数据类型",
        "收集范围",
        "信息范围",
        "共享信息",
        "共享的信息",
        "收集内容",
        "收集数据",
        "收集的数据",
        "信息字段",
        "涉及信息",
        "数据字段",
        "采集信息",
        "采集的信息",
        "采集数据",
        "采集的数据",
        "获取数据",
        "获取的数据",
        "获取信息",
        "信息收集",
        "获取的信息",
        "收集类型",
        "信息名称",
        "信息种类",
        "所需信息",
        "共享内容",
        "数据收集",
        "数据范围",
        "必选信息",
        "可选信息",
        "必要信息",
        "非必要信息",
        "informationcollected",
        "datacollected",
        "personalinformation",
        "personaldata",
        "typeofinformation",
        "typesofinformation",
        "informationacquisition",
        "collectedinformation",
        "collecteddata",
        "datatype",
        "informationtype",
        "typesofdata",
        "typeofdata",
        "dataitem",
        "dataprocessed",
        "processeddata",
        "informationacquired",
        "datashared",
        "sharedinformation",
        "informationshared",
        "informationobtained",
        "categoryofpersonal",
        "categoriesofpersonal",
        "categoryofpi",
        "categoriesofpi",
        "categoryofinformation",
        "categoriesofinformation",
        "categoryofdata",
        "fieldscollected",
        "数据信息",
        "informationused",
        "dataweco",
        "informationweco",
        "whattheyreceive",
        "whatitreceives",
        "whatisshared",
        "whatweshare",
        "whatiscollected",
        "datareceived",
        "datasent",
        "datathey",
        "informationsent",
        "informationreceived",
        "可能收集",
        "涉及的信息",
        "处理的信息",
        "收集字段",
        "收集类型及",
        "whatitreports",
        "whattheyreport",
        "whatitcollects",
        "whattheycollect",
        "identifiercollected",
        "identifierscollected",
    ];
    // "Data that the SDK may collect".
    let told = !han
        && ["data", "information", "personaldata", "personalinformation", "categoriesof", "typesof"]
            .iter()
            .any(|start| key.starts_with(start))
        && ["collect", "process", "shared", "receive", "access", "obtain"].iter().any(|verb| key.contains(verb));
    if told || has(&data) || matches!(key.as_str(), "data" | "信息" | "数据" | "使用数据" | "information") {
        let never = [
            "保护",
            "安全",
            "敏感信息指",
            "处理者",
            "告知",
            "存储",
            "删除",
            "管理",
            "主体",
            "更正",
            "查询",
            "出境",
            "处理规则",
        ];
        return (!has(&never)).then_some(Slot::Data);
    }
    None
}

/// The slot of a key that is said in Chinese and again in English, in either order. Both must be keys: a Chinese one
/// with a list of Latin names behind it is a key and its value.
fn bilingual(key: &str) -> Option<Slot> {
    let ends = |part: &str| -> Option<(usize, usize)> {
        let first = part.find(|c: char| !c.is_ascii())?;
        let (last, c) = part.char_indices().rfind(|(_, c)| !c.is_ascii())?;
        Some((first, last + c.len_utf8()))
    };
    let (first, last) = ends(key)?;
    let trim = |part: &'_ str| part.trim_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).to_owned();
    let (chinese, english) = if last < key.len() && key.len() - last >= first {
        (&key[..last], trim(&key[last..]))
    } else {
        (&key[first..], trim(&key[..first]))
    };
    // Each is short enough to be a key by itself, so this goes no deeper.
    // A list of Latin names is a value, and what "we" do is a sentence.
    let is_key = chinese.chars().count() <= 26 && !english.contains('/') && !english.starts_with("we");
    slot_of(&english).filter(|_| is_key).and_then(|_| slot_of(&trim(chinese)))
}

/// A key without a bracket that says which name is meant: `sdk(package`, whose last bracket is cut off already.
fn unqualified(key: &str) -> &str {
    match key.split_once('(') {
        Some((head, what))
            if [
                "package",
                "packagename",
                "包名",
                "name",
                "名称",
                "version",
                "版本",
                "版本号",
                "artifact",
                "英文名",
            ]
            .contains(&what) =>
        {
            head
        }
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_published_lists_are_known() {
        for (key, slot) in [
            ("SDK名称", Slot::Name),
            ("第三方SDK名称", Slot::Name),
            ("个人信息收集范围", Slot::Data),
            ("涉及的个人信息类型", Slot::Data),
            ("个人信息共享目的", Slot::Purpose),
            ("使用目的与场景", Slot::Purpose),
            ("第三方隐私政策链接", Slot::Privacy),
            ("所属公司名称", Slot::Vendor),
            ("接收方名称", Slot::Vendor),
            ("共享方式", Slot::Method),
            ("使用场景", Slot::Scenario),
            ("敏感系统权限", Slot::Permission),
            ("获取权限和个人信息类型", Slot::DataAndPermission),
            ("Informationacquisition", Slot::Data),
            ("Nameofthird-partyorganization", Slot::Vendor),
            ("Acquiredpermission", Slot::Permission),
            ("官网链接", Slot::Other),
        ] {
            assert_eq!(slot_of(key), Some(slot), "{key}");
        }
        assert_eq!(slot_of("个人信息保护"), None);
    }

    #[test]
    fn keys_in_two_languages_are_known() {
        for (key, slot) in [
            ("收集个人信息类型/Personalinformationcollected", Slot::Data),
            ("Personalinformationcollected(收集个人信息类型)", Slot::Data),
            ("第三方SDK名称/Nameofthethird-partySDK", Slot::Name),
            ("第三方隐私政策链接(Linktotheprivacypolicy)", Slot::Privacy),
            ("使用目的与场景Purposeandscenarioofuse", Slot::Purpose),
            ("SDK(package)", Slot::Name),
            ("SDK(包名)", Slot::Name),
        ] {
            assert_eq!(slot_of(key), Some(slot), "{key}");
        }
        // A key and its value, and a sentence.
        assert_eq!(slot_of("收集的个人信息类型IMEI/AndroidID/OAID/MACaddress"), None);
        assert_eq!(slot_of("我们接入的SDK收集信息时会遵守相关法律法规的要求/weprotectpersonaldata"), None);
    }
}
