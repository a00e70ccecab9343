//! Any bytes as the record of an SDK and as the file of a vendor.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::sdk::database::Database;

fuzz_target!(|bytes: &[u8]| {
    let directory = tempfile::tempdir().expect("a directory for the records");
    let vendor = directory.path().join("vendor");
    std::fs::create_dir_all(&vendor).expect("a directory");
    std::fs::write(vendor.join("product.toml"), bytes).expect("a file");
    if let Ok(database) = Database::with_own(&[directory.path().to_owned()]) {
        for record in database.records() {
            assert!(database.contains(&record.id));
        }
    }
    std::fs::write(vendor.join("vendor.toml"), bytes).expect("a file");
    let _ = Database::with_own(&[directory.path().to_owned()]);
});
