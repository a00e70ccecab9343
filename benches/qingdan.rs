//! How long the parts of the program take. See `README.md` beside this file.

mod generate;

use std::path::Path;
use std::process::Command;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use qingdan::inventory::{self, Options};
use qingdan::policy::lexicon::Lexicon;
use qingdan::policy::names::SdkName;
use qingdan::policy::text::Builder;
use qingdan::policy::{self, Input};
use qingdan::project::{discover, packages};
use qingdan::sdk::database::Database;
use qingdan::sdk::index::SignKind;
use qingdan::sdk::names;
use qingdan::sdk::permissions::PermissionTable;
use qingdan::source::{Files, Source};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// A tree of as many modules, with fifty files each and never more than 10,000 in all.
fn tree(modules: usize) -> TempDir {
    let directory = tempfile::tempdir().expect("a directory for the generated project");
    generate::project(directory.path(), modules, (modules * 50).min(10_000)).expect("the project can be written");
    directory
}

fn read(root: &Path, database: &Database) -> usize {
    let files = Files::open(root, false).expect("the project is there");
    let mut project = discover::read(&files);
    packages::read(&files, &mut project);
    inventory::collect(&files, project, database, PermissionTable::get(), &Options::default()).sdks.len()
}

/// A run of the program that does nothing else.
#[divan::bench]
fn start_up() {
    let status = Command::new(env!("CARGO_BIN_EXE_qingdan")).arg("--version").output();
    assert!(status.is_ok_and(|output| output.status.success()));
}

/// From the directory to the inventory, within one process.
#[divan::bench(args = [1, 10, 100, 1_000])]
fn project_of_modules(bencher: Bencher, modules: usize) {
    let tree = tree(modules);
    let database = Database::bundled();
    bencher.bench_local(|| read(black_box(tree.path()), &database));
}

/// From the bytes of a policy to what it declares.
#[divan::bench(args = [10_000, 100_000, 1_000_000, 10_000_000])]
fn policy_of_bytes(bencher: Bencher, bytes: usize) {
    let text = generate::policy(bytes);
    let database = Database::bundled();
    let names = names::of(&database);
    let input = Input { path: "policy.md".to_owned(), bytes: text.into_bytes(), is_list: false };
    bencher
        .counter(BytesCount::new(input.bytes.len()))
        .with_inputs(|| vec![input.clone()])
        .bench_local_values(|inputs| policy::read(black_box(inputs), &names));
}

/// Finding all known words in a policy: the matching alone, without what judges them.
#[divan::bench(args = [50_000, 1_000_000, 10_000_000])]
fn words_of_bytes(bencher: Bencher, bytes: usize) {
    let source = Source::new("policy.txt", generate::policy(bytes));
    let mut text = Builder::new(&source);
    text.push(0..source.text().len());
    let text = text.finish("text");
    let names = names::of(&Database::bundled());
    let lexicon = Lexicon::new(&names);
    bencher.counter(BytesCount::new(source.text().len())).bench_local(|| lexicon.find(black_box(&text)).data.len());
}

/// The same with a user's own records beside the bundled ones: the cost does not depend on how many SDKs are known.
#[divan::bench(args = [0, 150, 1_500])]
fn words_with_own_records(bencher: Bencher, count: usize) {
    let source = Source::new("policy.txt", generate::policy(1_000_000));
    let mut text = Builder::new(&source);
    text.push(0..source.text().len());
    let text = text.finish("text");
    let mut names = names::of(&Database::bundled());
    names.sdks.extend((0..count).map(|at| SdkName {
        id: format!("own-{at}").into(),
        names: [format!("Synthetic{at} SDK").into(), format!("合成{at}组件").into()].into_iter().collect(),
        packages: [format!("org.example.synthetic{at}").into()].into_iter().collect(),
        ..SdkName::default()
    }));
    let lexicon = Lexicon::new(&names);
    bencher.counter(BytesCount::new(source.text().len())).bench_local(|| lexicon.find(black_box(&text)).data.len());
}

/// Recognising what the manifests and builds of an application show.
#[divan::bench]
fn signs_of_the_database(bencher: Bencher) {
    let database = Database::bundled();
    let signs = [
        (SignKind::Maven, "cn.jiguang.sdk:jpush"),
        (SignKind::Maven, "androidx.core:core-ktx"),
        (SignKind::Component, "cn.jpush.android.service.PushReceiver"),
        (SignKind::Class, "com.example.deeply.nested.packages.of.an.application.Main"),
        (SignKind::File, "bugly_crash_release__2.2.0.jar"),
    ];
    bencher.bench_local(|| signs.iter().map(|(kind, text)| database.find(*kind, black_box(text)).len()).sum::<usize>());
}

/// A manifest with many elements.
#[divan::bench]
fn manifest_of_elements(bencher: Bencher) {
    let activities: String = (0..1_000).map(|at| format!("<activity android:name=\".A{at}\"/>\n")).collect();
    let text = format!(
        "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\"><application>{activities}</application></manifest>"
    );
    let source = Source::new("AndroidManifest.xml", text);
    bencher
        .counter(BytesCount::new(source.text().len()))
        .bench_local(|| qingdan::project::manifest::read_merged(black_box(&source)));
}
