//! The names that policy texts may use, from the heads of the database.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::database::Database;
use super::permissions::{PermissionTable, Protection};
use super::vocabulary::{DataType, Vocabulary};
use crate::policy::mentions::{Names, SdkName, VendorName};
use crate::policy::permissions::Words;

/// The names of every SDK and vendor.
pub fn of(database: &Database) -> Names {
    let list = |words: &super::index::Words| words.iter().map(ToString::to_string).collect();
    let sdk = |head: &super::index::Head| SdkName {
        id: head.id.to_string(),
        names: list(&head.names),
        packages: list(&head.packages),
        vendor: head.vendor.to_string(),
        category: head.category.to_string(),
    };
    let vendor = |head: &super::index::VendorHead| VendorName {
        id: head.id.to_string(),
        brands: list(&head.brands),
        entities: list(&head.entities),
    };
    Names {
        sdks: database.heads().into_iter().map(sdk).collect(),
        vendors: database.vendor_heads().into_iter().map(vendor).collect(),
    }
}

/// The words for permissions that policy texts may use. A word that names data as well, such as "approximate
/// location", stands for a permission only where what is around it says so.
pub fn of_permissions(table: &PermissionTable) -> Words {
    let data: HashSet<String> =
        Vocabulary::get().types().iter().flat_map(DataType::words).map(|(word, _)| fold(word)).collect();
    let mut words = Words::none();
    for permission in table.permissions() {
        let name = &permission.name;
        // A family is no permission that a manifest could ask for, so no text can be said to name it.
        if name.contains('*') {
            continue;
        }
        words.add(name, name, true);
        // Makers of phones call permissions READ_SETTINGS and the like: short, only those of the system are unmistakable.
        if let Some((owner, constant)) = name.rsplit_once('.')
            && matches!(owner, "android.permission" | "com.android.permission")
        {
            // Words are compared without `_`: CAMERA is an ordinary word, and MANAGE_ACCOUNTS reads as "manage accounts".
            let asked = matches!(permission.protection, Protection::Dangerous | Protection::Special);
            let parts = constant.matches('_').count();
            words.add(constant, name, parts > 1 || asked && parts > 0);
        }
        for (forms, strong) in [(&permission.words, true), (&permission.near, false)] {
            for form in forms.zh.iter().chain(&forms.en) {
                words.add(form, name, strong && !data.contains(&fold(form)));
            }
        }
    }
    words
}

/// A name as it is compared: without regard to case, width and spaces.
pub fn fold(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
