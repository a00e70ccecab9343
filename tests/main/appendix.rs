//! The lists to publish: what they say is what the policy reader reads back.

mod block;
mod formats;
mod round_trip;

use qingdan::appendix::Facts;
use qingdan::inventory::{Application, Confidence, Coverage, Inventory, Permission, Sdk, Shipped};
use qingdan::project::Project;
use qingdan::sdk::database::Database;
use qingdan::sdk::permissions::PermissionTable;
use qingdan::sdk::vocabulary::Vocabulary;

/// The inventory of an app that ships these SDKs and requests these permissions, and what the SDKs use.
pub fn inventory(database: &Database, sdks: &[&str], permissions: &[&str]) -> Inventory {
    let table = PermissionTable::get();
    let app = vec![":app".to_owned()];
    let sdks: Vec<Sdk> = sdks
        .iter()
        .map(|id| {
            let record = database.record(id).unwrap();
            // Every module that a claim depends on is there.
            let coordinates = record.data.iter().filter_map(|fact| fact.module.clone()).collect();
            Sdk {
                record,
                version: Some("1.0".into()),
                confidence: Confidence::Certain,
                scope: Shipped::Main,
                applications: app.clone(),
                modules: app.clone(),
                flavors: Vec::new(),
                coordinates,
                brought_by: None,
                evidence: Vec::new(),
            }
        })
        .collect();
    let mut names: Vec<String> = permissions.iter().map(ToString::to_string).collect();
    names.extend(sdks.iter().flat_map(|sdk| sdk.record.current_permissions()).map(|asked| asked.name.to_owned()));
    names.sort();
    names.dedup();
    let asks = |sdk: &Sdk, name: &str| sdk.record.current_permissions().iter().any(|asked| asked.name == name);
    let permissions = names
        .into_iter()
        .map(|name| Permission {
            protection: table.protection(&name),
            sdks: sdks.iter().filter(|sdk| asks(sdk, &name)).map(|sdk| sdk.id().to_owned()).collect(),
            name,
            max_sdk: None,
            flags: Vec::new(),
            min_sdk: None,
            modules: app.clone(),
            applications: app.clone(),
            variants: Vec::new(),
            implied: None,
            evidence: Vec::new(),
        })
        .collect();
    Inventory {
        project: Project::default(),
        applications: vec![Application {
            module: ":app".into(),
            modules: app,
            variants: Vec::new(),
            all_variants: Vec::new(),
            flavors: Vec::new(),
            manifests: Vec::new(),
        }],
        permissions,
        dependencies: Vec::new(),
        sdks,
        unknown: Vec::new(),
        data: std::collections::BTreeMap::new(),
        coverage: Coverage::default(),
        problems: Vec::new(),
        module_manifests: std::collections::BTreeMap::new(),
    }
}

/// The facts behind the lists.
pub fn facts<'a>(inventory: &'a Inventory, database: &'a Database) -> Facts<'a> {
    Facts { inventory, database, permissions: PermissionTable::get(), vocabulary: Vocabulary::get() }
}
