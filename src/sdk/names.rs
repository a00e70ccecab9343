//! The names that policy texts may use, from the heads of the database.

use unicode_normalization::UnicodeNormalization;

use super::database::Database;
use super::index::BUNDLED;
use crate::policy::names::{Names, SdkName, VendorName};

/// The names of every SDK and vendor.
pub fn of(database: &Database) -> Names {
    let mut names = Names {
        bundled_sdks: vec![None; BUNDLED.heads.len()],
        bundled_vendors: vec![None; BUNDLED.vendors.len()],
        ..Names::default()
    };
    for (at, head) in database.heads().into_iter().enumerate() {
        let bundled = position(&BUNDLED.heads, head, |head| &head.id);
        if let Some(bundled) = bundled {
            names.bundled_sdks[bundled] = Some(at as u16);
        }
        names.sdks.push(SdkName {
            id: head.id.clone(),
            names: head.names.clone(),
            packages: head.packages.clone(),
            vendor: head.vendor.clone(),
            category: head.category.clone(),
            bundled: bundled.map(|bundled| bundled as u16),
        });
    }
    for (at, head) in database.vendor_heads().into_iter().enumerate() {
        let bundled = position(&BUNDLED.vendors, head, |head| &head.id);
        if let Some(bundled) = bundled {
            names.bundled_vendors[bundled] = Some(at as u16);
        }
        names.vendors.push(VendorName {
            id: head.id.clone(),
            brands: head.brands.clone(),
            only_sdks: head.only_sdks.clone(),
            makes_phones: head.makes_phones,
            entities: head.entities.clone(),
            bundled: bundled.map(|bundled| bundled as u16),
        });
    }
    names
}

/// The position of a head in a table of the bundled index, if it is one of its own and not a user's.
fn position<T>(table: &[T], head: &T, id: impl Fn(&T) -> &str) -> Option<usize> {
    let at = table.binary_search_by(|other| id(other).cmp(id(head))).ok()?;
    std::ptr::eq(&table[at], head).then_some(at)
}

/// A name as it is compared: without regard to case, width and spaces.
pub fn fold(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
