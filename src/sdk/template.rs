//! The template of a record, as `qingdan sdk new` writes it and `sdk-db/README.md` shows it.

/// The template of one SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The id.
    pub id: String,
    /// The vendor: the id up to its first hyphen.
    pub vendor: String,
    /// The product: what follows, or the whole id.
    pub product: String,
}

const RECORD: &str = r#"id = "{id}"
vendor = "{vendor}"
category = ""           # see "Categories" in sdk-db/README.md
privacy_url = { zh = "" }
# Fields that no source gives are named here, and their empty forms below are removed.
missing = ["necessity", "consent"]

data = [
  { type = "", purpose = "main", source = "policy" },
]

permissions = [
  { name = "android.permission.INTERNET", purpose = "main", source = "policy" },
]

[names]
zh = [""]
en = [""]
aliases = []            # further wordings of policies, none so general that it hits other text

[detect]                # signs that prove this SDK and no other; at least one beside meta-data
maven = [""]            # group:artifact
components = []         # manifest classes, prefixes end with a dot
classes = []            # classes in archives and imports; the package that lists name comes first
files = []              # jar and aar names
meta-data = []          # manifest keys, only a hint

[purpose.main]
zh = ""
en = ""

[[source]]
key = "policy"
url = ""
title = ""
kind = "vendor-policy"  # vendor-compliance | vendor-policy | vendor-doc | store-disclosure | third-party | app-list
read = "{today}"
coverage = "full"       # full | partial | excerpt
"#;

const VENDOR: &str = r#"id = "{vendor}"
zh = ""
en = ""
brands = []             # words that name the brand but no product
hosts = []              # where its pages live

[[entity]]
key = "{vendor}"
zh = ""
en = ""
source = "policy"

[[source]]
key = "policy"
url = ""
title = ""
kind = "vendor-policy"
read = "{today}"
coverage = "full"
"#;

impl Template {
    /// The template for an id; nothing where it cannot be one.
    pub fn new(id: &str) -> Option<Self> {
        let good = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !good || id.is_empty() || id.starts_with('-') || id.ends_with('-') {
            return None;
        }
        let (vendor, product) = id.split_once('-').unwrap_or((id, id));
        Some(Self { id: id.to_owned(), vendor: vendor.to_owned(), product: product.to_owned() })
    }

    /// The file of the SDK.
    pub fn record(&self, today: &str) -> String {
        self.fill(RECORD, today)
    }

    /// The file of its vendor.
    pub fn vendor(&self, today: &str) -> String {
        self.fill(VENDOR, today)
    }

    fn fill(&self, text: &str, today: &str) -> String {
        text.replace("{id}", &self.id).replace("{vendor}", &self.vendor).replace("{today}", today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        let jpush = Template::new("jiguang-jpush").map(|template| (template.vendor, template.product));
        assert_eq!(jpush, Some(("jiguang".to_owned(), "jpush".to_owned())));
        for wrong in ["", "-", "JPush", "a b", "../x", "x-"] {
            assert_eq!(Template::new(wrong), None, "{wrong}");
        }
    }
}
