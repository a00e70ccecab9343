//! Variants: names, order, what ships, ids, and the choice of a library's variant.

use qingdan::project::variant::{matching, select, variants};
use qingdan::project::{Android, Config, Module, ModuleKind};
use qingdan::source::{Located, Source, Span};

fn text(value: &str) -> Located<String> {
    Located::new(value.to_owned(), Span::file(&Source::new("app/build.gradle", "")))
}

fn config(name: &str, dimension: Option<&str>) -> Config {
    Config { name: name.to_owned(), dimension: dimension.map(str::to_owned), ..Config::default() }
}

fn module(build_types: Vec<Config>, flavors: Vec<Config>, dimensions: &[&str]) -> Module {
    Module {
        path: ":app".to_owned(),
        dir: "app".to_owned(),
        kind: ModuleKind::Application,
        build_file: Some("app/build.gradle".to_owned()),
        plugins: Vec::new(),
        dependencies: Vec::new(),
        android: Android {
            build_types,
            flavors,
            flavor_dimensions: dimensions.iter().map(|name| (*name).to_owned()).collect(),
            ..Android::default()
        },
    }
}

fn names(module: &Module) -> Vec<(String, bool)> {
    variants(module).0.into_iter().map(|variant| (variant.name, variant.ships)).collect()
}

#[test]
fn debug_and_release_exist_unwritten() {
    let module = module(Vec::new(), Vec::new(), &[]);
    assert_eq!(names(&module), [("debug".to_owned(), false), ("release".to_owned(), true)]);
}

#[test]
fn what_can_be_debugged_does_not_ship() {
    let from_debug = Config { init_with: Some("debug".to_owned()), ..config("qa", None) };
    let open = Config { debuggable: Some(true), ..config("open", None) };
    let closed = Config { debuggable: Some(false), init_with: Some("qa".to_owned()), ..config("closed", None) };
    let cyclic = Config { init_with: Some("cyclic".to_owned()), ..config("cyclic", None) };
    let module = module(vec![from_debug, open, closed, cyclic], Vec::new(), &[]);
    let ships: Vec<String> = variants(&module).0.into_iter().filter(|one| one.ships).map(|one| one.name).collect();
    assert_eq!(ships, ["release", "closed", "cyclic"]);
}

#[test]
fn flavors_are_combined_in_the_order_of_their_dimensions() {
    let flavors = vec![config("paid", Some("price")), config("xiaomi", Some("store")), config("huawei", Some("store"))];
    let module = module(vec![config("release", None)], flavors, &["store", "price"]);
    let (all, problem) = variants(&module);
    assert!(problem.is_none());
    let release = select(&all, "xiaomiPaidRelease").unwrap();
    assert_eq!(release.flavors, ["xiaomi", "paid"]);
    assert_eq!(release.source_sets, ["xiaomiPaidRelease", "release", "xiaomiPaid", "xiaomi", "paid", "main"]);
    assert_eq!(select(&all, "XiaomiPaidRelease").unwrap().name, "xiaomiPaidRelease");
    assert_eq!(all.len(), 4);
    assert!(select(&all, "paidXiaomiRelease").is_none());
}

#[test]
fn a_flavor_without_a_dimension_is_kept() {
    let module = module(Vec::new(), vec![config("foss", None), config("full", None)], &[]);
    let all: Vec<String> = names(&module).into_iter().map(|(name, _)| name).collect();
    assert_eq!(all, ["fossDebug", "fossRelease", "fullDebug", "fullRelease"]);
}

#[test]
fn the_earlier_dimension_decides_and_suffixes_add_up() {
    let mut first = config("first", Some("one"));
    first.application_id = Some(text("com.first"));
    first.placeholders = vec![("key".to_owned(), text("FIRST"))];
    let mut second = config("second", Some("two"));
    second.application_id = Some(text("com.second"));
    second.application_id_suffix = Some(text("two"));
    second.placeholders = vec![("key".to_owned(), text("SECOND")), ("other".to_owned(), text("SECOND"))];
    let mut beta = config("beta", None);
    beta.application_id_suffix = Some(text(".beta"));
    beta.placeholders = vec![("other".to_owned(), text("BETA"))];
    let module = module(vec![beta], vec![second, first], &["one", "two"]);
    let all = variants(&module).0;
    let variant = select(&all, "firstSecondBeta").unwrap();
    assert_eq!(variant.application_id(Some("com.package")).as_deref(), Some("com.first.two.beta"));
    assert_eq!(variant.placeholders["key"].value, "FIRST");
    assert_eq!(variant.placeholders["other"].value, "BETA");
}

#[test]
fn too_many_variants_are_a_problem() {
    let dimensions: Vec<String> = (0..30).map(|number| format!("d{number}")).collect();
    let flavors = dimensions
        .iter()
        .flat_map(|dimension| ["a", "b"].map(|name| config(&format!("{dimension}{name}"), Some(dimension))))
        .collect();
    let dimensions: Vec<&str> = dimensions.iter().map(String::as_str).collect();
    let (all, problem) = variants(&module(Vec::new(), flavors, &dimensions));
    assert!(all.len() <= 2048);
    assert_eq!(problem.unwrap().path, "app/build.gradle");
}

#[test]
fn a_library_follows_the_application() {
    let staging = Config { init_with: Some("release".to_owned()), ..config("staging", None) };
    let application = module(vec![staging], vec![config("paid", None)], &[]);
    let library = module(
        vec![config("release", None)],
        vec![config("free", Some("price")), config("paid", Some("price")), config("x", Some("more"))],
        &["price", "more"],
    );
    let all = variants(&application).0;
    let of = |name| matching(&library, &application, select(&all, name).unwrap()).name;
    assert_eq!(of("paidStaging"), "paidXRelease");
    assert_eq!(of("paidDebug"), "paidXDebug");
}
