//! The clauses that findings cite. Only texts whose wording was checked stand here; a finding says what a policy
//! does not mention and names the clause, never that something is illegal.

use crate::finding::Clause;

macro_rules! clauses {
    ($($(#[doc = $doc:literal])* $name:ident = $zh:literal / $en:literal, $gist_zh:literal / $gist_en:literal;)*) => {
        $($(#[doc = $doc])* pub const $name: Clause =
            Clause { zh: $zh, en: $en, gist_zh: $gist_zh, gist_en: $gist_en };)*

        /// Every clause.
        pub const ALL: &[Clause] = &[$($name),*];
    };
}

clauses! {
    /// Telling before processing.
    PIPL_17 = "《个人信息保护法》第十七条" / "PIPL Art. 17",
        "处理个人信息前，以显著方式、清晰易懂的语言告知处理者、目的、方式、种类、保存期限等" /
        "tell people, before processing and in clear words, who processes what, why, how and for how long";
    /// Giving data to another processor.
    PIPL_23 = "《个人信息保护法》第二十三条" / "PIPL Art. 23",
        "向其他处理者提供个人信息的，告知接收方名称、联系方式、处理目的、方式和种类，并取得单独同意" /
        "before giving data to another processor, name the recipient, its contact, purpose, method and types of data, and get separate consent";
    /// Openness.
    PIPL_7 = "《个人信息保护法》第七条" / "PIPL Art. 7",
        "公开处理规则，明示处理的目的、方式和范围" /
        "publish the rules of processing and state purpose, method and scope";
    /// Sensitive data.
    PIPL_30 = "《个人信息保护法》第三十条" / "PIPL Art. 30",
        "处理敏感个人信息的，还应告知必要性以及对个人权益的影响" /
        "for sensitive data, also tell why it is needed and what it means for the person";
    /// A policy at all.
    CAC_191_1_1 = "国信办秘字〔2019〕191号 一.1" / "CAC Secretariat [2019] No. 191, 1(1)",
        "App 应有隐私政策，且包含收集使用个人信息的规则" /
        "an app has a privacy policy, and it contains the rules of collection and use";
    /// One by one, including embedded code.
    CAC_191_2_1 = "国信办秘字〔2019〕191号 二.1" / "CAC Secretariat [2019] No. 191, 2(1)",
        "逐一列出 App（包括委托的第三方或嵌入的第三方代码、插件）收集使用个人信息的目的、方式、范围" /
        "list one by one purpose, method and scope of what the app collects, including third parties and embedded third-party code and plug-ins";
    /// Purposes of permissions.
    CAC_191_2_3 = "国信办秘字〔2019〕191号 二.3" / "CAC Secretariat [2019] No. 191, 2(3)",
        "申请可收集个人信息的权限时，同步告知目的，且目的明确、易于理解" /
        "when asking for a permission that opens personal data, state a clear purpose at the same time";
    /// Clear words.
    CAC_191_2_4 = "国信办秘字〔2019〕191号 二.4" / "CAC Secretariat [2019] No. 191, 2(4)",
        "收集使用规则的内容应清晰易懂" /
        "the rules of collection and use are to be easy to understand";
    /// Collection against one's own rules.
    CAC_191_3_9 = "国信办秘字〔2019〕191号 三.9" / "CAC Secretariat [2019] No. 191, 3(9)",
        "不得违反其所声明的收集使用规则收集使用个人信息" /
        "do not collect or use data against the rules that one has published";
    /// The two lists.
    MIIT_292 = "工信部信管函〔2021〕292号" / "MIIT Xinguanhan [2021] No. 292",
        "建立已收集个人信息清单和与第三方共享个人信息清单，列明种类、目的、场景、共享方式" /
        "keep a list of collected data and a list of data shared with third parties, with types, purposes, scenarios and sharing method";
    /// A list form.
    NDS_21 = "《网络数据安全管理条例》第二十一条" / "Network Data Security Regulations Art. 21",
        "处理规则应集中公开展示；向其他处理者提供的目的、方式、种类以及接收方信息，以清单等形式列明" /
        "publish the rules together; set out in list form what is given to other processors, why, how, and to whom";
    /// System permissions.
    GBT_41391_6_5 = "GB/T 41391-2022 6.5" / "GB/T 41391-2022, 6.5",
        "系统权限的申请和使用要求" /
        "requirements on asking for and using system permissions";
    /// Third parties.
    GBT_41391_6_6 = "GB/T 41391-2022 6.6" / "GB/T 41391-2022, 6.6",
        "第三方收集管理" /
        "managing collection by third parties";
    /// Permissions that nothing needs.
    TC260_20204A = "TC260-PG-20204A《系统权限申请使用指南》" / "TC260-PG-20204A",
        "与业务功能无关的权限不应声明" /
        "permissions that no function needs should not be declared";
}
