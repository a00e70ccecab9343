//! The names by which texts call SDKs and vendors, and what tells the products of one brand apart.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::fold::pattern;
use super::lexicon::Tag;
use crate::sdk::index::Words;

/// The names by which texts call SDKs; built from the SDK database.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The SDKs.
    pub sdks: Vec<SdkName>,
    /// The vendors.
    pub vendors: Vec<VendorName>,
    /// Where the SDKs of the bundled index stand in `sdks`: `None` for one that a user's own record replaces.
    pub bundled_sdks: Vec<Option<u16>>,
    /// Where the vendors of the bundled index stand in `vendors`.
    pub bundled_vendors: Vec<Option<u16>>,
    /// SDKs by their names as they are compared; made when the first is asked for.
    pub by_name: OnceLock<BTreeMap<String, usize>>,
    /// Latin names by their first letter, brands first; made when the first misspelling is looked for.
    pub by_letter: OnceLock<BTreeMap<u8, Vec<Near>>>,
}

/// A name that a misspelt word may mean.
#[derive(Clone, Debug)]
pub struct Near {
    /// The name as the database writes it.
    pub written: String,
    /// It is the brand of a vendor.
    brand: bool,
    /// Its vendor or SDK.
    at: usize,
}

impl Near {
    /// The SDKs that it stands for.
    pub(super) fn sdks(&self, names: &Names) -> Vec<usize> {
        if self.brand { names.vendor_products(self.at) } else { vec![self.at] }
    }
}

/// One SDK's names.
#[derive(Clone, Debug, Default)]
pub struct SdkName {
    /// The canonical id.
    pub id: Cow<'static, str>,
    /// Names and aliases of both languages; case, width and spaces do not matter.
    pub names: Words,
    /// Maven groups and Java packages (`com.umeng`), without a trailing dot.
    pub packages: Words,
    /// The id of its vendor.
    pub vendor: Cow<'static, str>,
    /// The category, as `sdk-db/README.md` lists them.
    pub category: Cow<'static, str>,
    /// Its position in the bundled index, whose names are compiled already.
    pub bundled: Option<u16>,
}

/// One vendor's names.
#[derive(Clone, Debug, Default)]
pub struct VendorName {
    /// The id that [`SdkName::vendor`] names.
    pub id: Cow<'static, str>,
    /// Words that name the brand but no product.
    pub brands: Words,
    /// The brands that mean its SDKs wherever they stand.
    pub only_sdks: Words,
    /// It makes phones.
    pub makes_phones: bool,
    /// Legal entities.
    pub entities: Words,
    /// Its position in the bundled index, whose names are compiled already.
    pub bundled: Option<u16>,
}

/// What a purpose says about the category of an SDK.
const PURPOSES: &[(&[&str], &[&str])] = &[
    (&["push"], &["推送", "push", "notification", "消息通知", "message delivery"]),
    (
        &["apm"],
        &[
            "性能监",
            "性能分",
            "应用性能",
            "performance monitor",
            "performancemonitor",
            "applicationperformance",
            "稳定性",
            "apm",
            "stability",
        ],
    ),
    (&["crash", "apm"], &["崩溃", "crash", "异常上报", "bug收集"]),
    (&["navi", "map"], &["导航", "navigation", "navi"]),
    (&["location"], &["定位", "位置服务", "positioning", "locationservice", "locating", "地理位置"]),
    (&["map"], &["地图", "map"]),
    (
        &["social"],
        &["分享", "社会化", "登录", "share", "sharing", "login", "互联", "signin", "log in", "登陆", "授权登"],
    ),
    (
        &["auth"],
        &[
            "一键登录",
            "号码认证",
            "智能认证",
            "认证",
            "本机号码",
            "onetap",
            "one-tap",
            "verify",
            "authentication",
            "免密",
        ],
    ),
    (&["payment"], &["支付", "pay"]),
    (&["ads"], &["广告", "网盟", "advert", "变现", "ads"]),
    (&["analytics"], &["统计", "分析", "analytic", "statistic", "埋点"]),
    (&["im"], &["即时通讯", "即时通信", "im服务", "聊天", "instantmessag"]),
    (&["rtc", "media"], &["音视频", "直播", "视频", "rtc", "livestream", "livevideo", "livebroadcast", "播放"]),
    (&["speech"], &["语音", "speech", "voice"]),
    (&["scan"], &["扫码", "扫一扫", "scan", "二维码"]),
    (
        &["security"],
        &[
            "人脸",
            "刷脸",
            "活体",
            "风控",
            "验证码",
            "反作弊",
            "风险",
            "安全",
            "实名",
            "facial",
            "facerec",
            "faceid",
            "facever",
            "antifraud",
            "ocr",
        ],
    ),
    (&["storage"], &["存储", "osssdk", "上传", "storage"]),
    (&["webview"], &["浏览", "webview", "内核", "x5", "browser"]),
    (&["identifier"], &["oaid", "标识"]),
    (&["sms"], &["短信", "sms"]),
    (&["game"], &["联运", "游戏", "game"]),
];

impl Names {
    /// The tag of a compiled word in terms of these names; none where the SDK or vendor is not among them.
    pub(super) fn tag(&self, tag: Tag) -> Option<Tag> {
        let sdk = |index: u16| self.bundled_sdks.get(usize::from(index)).copied().flatten();
        let vendor = |index: u16| self.bundled_vendors.get(usize::from(index)).copied().flatten();
        match tag {
            Tag::Sdk(index) => sdk(index).map(Tag::Sdk),
            Tag::Package(index) => sdk(index).map(Tag::Package),
            Tag::Brand(index) => vendor(index).map(Tag::Brand),
            Tag::Entity(index) => vendor(index).map(Tag::Entity),
            tag => Some(tag),
        }
    }

    /// The SDK of a folded, lower-case name.
    pub(super) fn called(&self, name: &str) -> Option<usize> {
        let by_name = self.by_name.get_or_init(|| {
            let all = self.sdks.iter().enumerate();
            all.flat_map(|(at, sdk)| sdk.names.iter().map(move |name| (pattern(name), at))).collect()
        });
        by_name.get(name).copied()
    }

    /// The Latin names and brands that begin with the letter of `word` (in lower case) and are as long as it, or one
    /// letter longer or shorter; brands first.
    pub(super) fn near(&self, word: &str) -> impl Iterator<Item = &Near> + use<'_> {
        let all = self.by_letter.get_or_init(|| {
            let brands = self.vendors.iter().enumerate();
            let brands = brands.flat_map(|(at, vendor)| vendor.brands.iter().map(move |brand| (brand, true, at)));
            let names = self.sdks.iter().enumerate();
            let names = names.flat_map(|(at, sdk)| sdk.names.iter().map(move |name| (name, false, at)));
            let mut all: BTreeMap<u8, Vec<Near>> = BTreeMap::new();
            for (written, brand, at) in brands.chain(names).filter(|(name, ..)| name.is_ascii() && name.len() >= 5) {
                let letter = written.as_bytes()[0].to_ascii_lowercase();
                all.entry(letter).or_default().push(Near { written: written.to_string(), brand, at });
            }
            all
        });
        let length = word.len();
        let near = word.bytes().next().and_then(|letter| all.get(&letter)).into_iter().flatten();
        near.filter(move |near| near.written.len().abs_diff(length) <= 1)
    }

    pub(super) fn vendor_products(&self, vendor: usize) -> Vec<usize> {
        let Some(vendor) = self.vendors.get(vendor) else { return Vec::new() };
        (0..self.sdks.len()).filter(|&sdk| self.sdks[sdk].vendor == vendor.id).collect()
    }

    /// Whether the rest of a name tells a function that none of the brand's products has: another product is meant.
    pub(super) fn is_other(&self, products: &[usize], purpose: &str) -> bool {
        let told: Vec<&[&str]> = PURPOSES
            .iter()
            .filter(|(_, words)| words.iter().any(|word| purpose.contains(word)))
            .map(|(categories, _)| *categories)
            .collect();
        let fits = |sdk: &usize| {
            told.iter().any(|categories| {
                categories
                    .iter()
                    .any(|category| self.sdks[*sdk].category == *category || self.sdks[*sdk].id.ends_with(category))
            })
        };
        !told.is_empty() && !products.iter().any(fits)
    }

    /// Whether words tell what an SDK is for.
    pub(super) fn tells_function(&self, words: &str) -> bool {
        PURPOSES.iter().any(|(_, told)| told.iter().any(|word| words.contains(word)))
    }

    /// Of `products`, those whose category the folded, lower-case `purpose` speaks of. The first purpose that fits
    /// any product decides; where none fits, all remain.
    pub(super) fn narrow(&self, products: Vec<usize>, purpose: &str) -> Vec<usize> {
        if products.len() < 2 {
            return products;
        }
        let mut best: Option<(usize, Vec<usize>)> = None;
        for (categories, words) in PURPOSES {
            let Some(at) = words.iter().filter_map(|word| purpose.find(word)).min() else { continue };
            let fit: Vec<usize> = products
                .iter()
                .copied()
                .filter(|&sdk| {
                    let sdk = &self.sdks[sdk];
                    categories.contains(&sdk.category.as_ref())
                        || categories.iter().any(|category| sdk.id.ends_with(category))
                })
                .collect();
            // The purpose that is named first decides; of those at one place, the first of the table.
            if !fit.is_empty() && best.as_ref().is_none_or(|(best, _)| at < *best) {
                best = Some((at, fit));
            }
        }
        let Some((_, fit)) = best else { return products };
        // Of several (amap-map and amap-navi are both maps), the one whose id ends with the word.
        let exact: Vec<usize> = fit
            .iter()
            .copied()
            .filter(|&sdk| {
                PURPOSES.iter().any(|(categories, words)| {
                    words.iter().any(|word| purpose.contains(word))
                        && categories.iter().any(|category| self.sdks[sdk].id.ends_with(category))
                })
            })
            .collect();
        if exact.is_empty() { fit } else { exact }
    }
}
