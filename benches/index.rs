//! What the database costs: opening it, and one look-up of a sign, with the bundled records and with synthetic ones.
//!
//! The bundled index is data of the program: opening it reads nothing. A user's own records are parsed when the
//! program starts; the benchmark shows what 150 and 1,500 of them would cost there, and that look-ups grow with the
//! logarithm of their number where the sign is compared whole.

use std::hint::black_box;

use divan::Bencher;
use qingdan::sdk::database::Database;
use qingdan::sdk::index::{BUNDLED, Index, SignKind};
use qingdan::sdk::record::{Record, Vendor};

fn main() {
    divan::main();
}

const SIZES: [usize; 2] = [150, 1_500];

/// Records as large as the bundled ones are: the bundled ones again under other names.
fn records(count: usize) -> Vec<Record> {
    let bundled = Database::bundled().records();
    bundled
        .iter()
        .cycle()
        .take(count)
        .enumerate()
        .map(|(at, record)| {
            let mut record = Record::clone(record);
            record.id = format!("synthetic-{at}");
            for sign in record.detect.exclusive.maven.iter_mut().chain(&mut record.detect.exclusive.classes) {
                sign.insert_str(0, &format!("s{at}."));
            }
            record
        })
        .collect()
}

fn index(count: usize) -> Option<Index> {
    Index::build(&records(count), &[] as &[Vendor]).ok()
}

#[divan::bench]
fn open_the_bundled_database() -> Database {
    Database::bundled()
}

#[divan::bench(args = SIZES)]
fn build_an_index_at_run_time(bencher: Bencher<'_, '_>, count: usize) {
    bencher.with_inputs(|| records(count)).bench_values(|records| Index::build(&records, &[]));
}

#[divan::bench(args = [
    (SignKind::Maven, "cn.jiguang.sdk:jpush"),
    (SignKind::Maven, "com.example:unknown"),
    (SignKind::Class, "cn.jpush.android.api.JPushInterface"),
    (SignKind::Class, "com.example.app.MainActivity"),
    (SignKind::File, "jpush-android-5.0.jar"),
    (SignKind::Native, "libunknown.so"),
])]
fn find_in_the_bundled_index(sign: (SignKind, &str)) -> usize {
    BUNDLED.find(black_box(sign.0), black_box(sign.1)).len()
}

#[divan::bench(args = SIZES)]
fn find_a_coordinate(bencher: Bencher<'_, '_>, count: usize) {
    if let Some(index) = index(count) {
        bencher.bench(|| index.find(SignKind::Maven, black_box("s70.com.example:unknown")).len());
    }
}

#[divan::bench(args = SIZES)]
fn find_a_class(bencher: Bencher<'_, '_>, count: usize) {
    if let Some(index) = index(count) {
        bencher.bench(|| index.find(SignKind::Class, black_box("s70.com.example.app.MainActivity")).len());
    }
}

#[divan::bench(args = SIZES)]
fn find_a_file(bencher: Bencher<'_, '_>, count: usize) {
    if let Some(index) = index(count) {
        bencher.bench(|| index.find(SignKind::File, black_box("unknown-library-1.0.jar")).len());
    }
}
