//! The names that policy texts may use, from the heads of the database.

use unicode_normalization::UnicodeNormalization;

use super::database::Database;
use crate::policy::mentions::{Names, SdkName, VendorName};

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

/// A name as it is compared: without regard to case, width and spaces.
pub fn fold(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
