//! Any bytes as the manifests of an application, of its build type and of a library, merged and compared with the
//! database.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use qingdan::inventory::{self, Options};
use qingdan::project::discover;
use qingdan::sdk::database::Database;
use qingdan::sdk::permissions::PermissionTable;
use qingdan::source::Files;

fuzz_target!(|bytes: &[u8]| {
    let dir = tempfile::tempdir().expect("a directory for the project");
    let write = |path: &str, bytes: &[u8]| {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    };
    write("settings.gradle", b"include ':app', ':lib'\n");
    write(
        "app/build.gradle",
        b"plugins { id 'com.android.application' }\nandroid { namespace 'a.b'\n defaultConfig { minSdk 21 } }\n\
          dependencies { implementation project(':lib') }\n",
    );
    write("lib/build.gradle", b"plugins { id 'com.android.library' }\n");
    let places = ["app/src/main", "app/src/release", "lib/src/main"];
    for (place, part) in places.iter().zip(bytes.split(|byte| *byte == 0)) {
        write(&format!("{place}/AndroidManifest.xml"), part);
    }
    let files = Files::open(dir.path(), false).expect("the directory");
    let project = discover::read(&files);
    let database = Database::bundled();
    let inventory = inventory::collect(&files, project, &database, PermissionTable::get(), &Options::default());
    for permission in inventory.permissions {
        assert!(!permission.evidence.is_empty());
    }
});
