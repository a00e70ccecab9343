//! The Gradle reader.

use std::path::Path;

use qingdan::project::discover;
use qingdan::source::Files;

#[test]
fn print() {
    let Ok(dir) = std::env::var("TRY") else { return };
    let files = Files::open(Path::new(&dir), false).unwrap();
    let start = std::time::Instant::now();
    let p = discover::read(&files);
    let t = start.elapsed();
    for m in &p.modules {
        println!("## {} {:?} {} {:?}", m.path, m.kind, m.dir, m.build_file);
        println!(
            "   plugins {:?}",
            m.plugins
                .iter()
                .map(|p| format!("{}@{:?} {}:{}", p.id, p.version, p.evidence[0].path(), p.evidence[0].line()))
                .collect::<Vec<_>>()
        );
        let a = &m.android;
        println!("   ns {:?} default {:?}", a.namespace.as_ref().map(|n| &n.value), a.default_config);
        for c in a.build_types.iter().chain(&a.flavors) {
            println!("   config {:?}", c);
        }
        println!("   dims {:?} sets {:?}", a.flavor_dimensions, a.source_sets);
        for d in &m.dependencies {
            println!(
                "  {} {:?} {:?} {:?} {:?}{} <- {}",
                d.configuration,
                d.scope,
                d.flavor,
                d.build_type,
                d.target,
                if d.conditional { " COND" } else { "" },
                d.evidence.iter().map(|s| format!("{}:{}", s.path(), s.line())).collect::<Vec<_>>().join(" | ")
            );
        }
    }
    for u in &p.unresolved {
        println!(
            "UNRESOLVED {} {} // {} {}:{}",
            u.module,
            u.expression,
            u.reason.en,
            u.evidence[0].path(),
            u.evidence[0].line()
        );
    }
    for u in &p.problems {
        println!("PROBLEM {:?}", u);
    }
    println!("files {}", p.build_files.len());
    println!("time {t:?}");
}
