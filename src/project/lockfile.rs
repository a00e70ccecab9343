//! What locks and reports say about dependencies that no build script names: `gradle.lockfile`,
//! `gradle/verification-metadata.xml`, and a saved report of `gradle dependencies`.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::gradle::Variants;
use super::{Dependency, Origin, Scope, Target};
use crate::source::{Source, Span};

/// An entry of a lock file or report, before the module's variants are asked.
fn dependency(
    (group, name, version): (&str, &str, Option<&str>),
    classpath: &str,
    variants: &Variants,
    origin: Origin,
    at: Span,
) -> Dependency {
    let meaning = class_path(classpath, variants);
    Dependency {
        target: Target::External {
            group: group.to_owned(),
            name: name.to_owned(),
            version: version.map(str::to_owned),
        },
        configuration: classpath.to_owned(),
        scope: meaning.scope,
        flavor: meaning.flavor,
        build_type: meaning.build_type,
        conditional: false,
        origin,
        evidence: vec![at],
    }
}

/// What a resolved configuration is for: only run-time class paths of variants reach the package.
fn class_path(name: &str, variants: &Variants) -> super::gradle::Meaning {
    let stem = name.strip_suffix("RuntimeClasspath");
    let runtime = if name == "runtimeClasspath" { Some("") } else { stem };
    let variant = runtime.map(|stem| match stem {
        "" => "implementation".to_owned(),
        stem => {
            // `releaseUnitTest` and `debugAndroidTest` are named after the variant that they test.
            let tests = ["UnitTest", "AndroidTest"].iter().find_map(|end| stem.strip_suffix(end));
            tests.map_or_else(
                || format!("{stem}Implementation"),
                |variant| format!("test{}Implementation", upper(variant)),
            )
        }
    });
    let compile = name.strip_suffix("CompileClasspath");
    match variant.or_else(|| compile.map(|stem| format!("{stem}CompileOnly"))) {
        Some(configuration) => variants.meaning(&configuration, false),
        None if super::gradle::is_known(name) => variants.meaning(name, false),
        None => variants.meaning("compileOnly", false),
    }
}

fn upper(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), characters.as_str()),
        None => String::new(),
    }
}

/// The entries of a `gradle.lockfile`: `group:name:version=configuration,configuration`. An entry counts once,
/// for the configuration that reaches furthest.
pub(crate) fn lock_file(source: &Arc<Source>, variants: &Variants) -> Vec<Dependency> {
    let mut found = Vec::new();
    for (start, line) in lines(source.text()) {
        let entry = line.trim();
        if entry.starts_with('#') || entry.starts_with("empty=") {
            continue;
        }
        let Some((coordinate, configurations)) = entry.split_once('=') else {
            continue;
        };
        let mut parts = coordinate.split(':');
        let (Some(group), Some(name), Some(version)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let at = Span::new(source, start, start + line.len());
        let possible =
            configurations.split(',').filter(|configuration| !configuration.is_empty()).map(|configuration| {
                dependency((group, name, Some(version)), configuration.trim(), variants, Origin::Lockfile, at.clone())
            });
        // A variant-less meaning says more than one of many variants.
        let best = possible.min_by_key(|dependency| (dependency.scope, dependency.flavor.is_some()));
        found.extend(best);
    }
    found
}

/// The components of a `verification-metadata.xml`. It lists what the build has ever downloaded, plugins and
/// stale versions too, so nothing of it is said to ship.
pub(crate) fn verification_metadata(source: &Arc<Source>) -> Vec<Dependency> {
    let mut reader = Reader::from_str(source.text());
    let mut found = Vec::new();
    loop {
        let start = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) if element.name().as_ref() == "component" => {
                let attribute = |name: &str| {
                    let attribute = element.try_get_attribute(name).ok().flatten()?;
                    Some(attribute.value.into_owned())
                };
                let end = reader.buffer_position() as usize;
                if let (Some(group), Some(name)) = (attribute("group"), attribute("name")) {
                    let version = attribute("version");
                    found.push(Dependency {
                        target: Target::External { group, name, version },
                        configuration: "verification-metadata".to_owned(),
                        scope: Scope::Build,
                        flavor: None,
                        build_type: None,
                        conditional: false,
                        origin: Origin::Lockfile,
                        evidence: vec![Span::new(source, start, end)],
                    });
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// The entries of a saved `gradle dependencies` report: trees of coordinates below the names of
/// configurations. What stands at the top of a tree is declared by the build and known from there.
pub(crate) fn report(source: &Arc<Source>, variants: &Variants) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut classpath = String::new();
    for (start, line) in lines(source.text()) {
        let mark = line.find("+--- ").or_else(|| line.find("\\--- "));
        let Some(mark) = mark else {
            let name = line.split(" - ").next().unwrap_or_default().trim_end_matches(" (n)").trim();
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
            if is_name && !line.starts_with(' ') {
                classpath = name.to_owned();
            }
            continue;
        };
        let entry = line[mark + 5..].trim();
        let (entry, ending) = entry.split_once(" (").unwrap_or((entry, ""));
        // `(c)` marks a constraint, `(n)` what is not resolved.
        if entry.starts_with("project ") || ending.starts_with('c') || classpath.is_empty() {
            continue;
        }
        let (coordinate, selected) = match entry.split_once(" -> ") {
            Some((coordinate, selected)) => (coordinate, Some(selected.trim())),
            None => (entry, None),
        };
        let mut parts = coordinate.split(':');
        let (Some(group), Some(name)) = (parts.next(), parts.next()) else {
            continue;
        };
        let requested = parts.next().map(str::trim);
        // The selection can be another module altogether.
        let (group, name, version) = match selected {
            Some(selected) if selected.contains(':') => {
                let mut parts = selected.split(':');
                (parts.next().unwrap_or(group), parts.next().unwrap_or(name), parts.next())
            }
            Some(selected) => (group, name, Some(selected)),
            None => (group, name, requested),
        };
        let at = Span::new(source, start + mark + 5, start + line.trim_end().len());
        let origin = if mark == 0 { Origin::Lockfile } else { Origin::Transitive };
        let dependency = dependency((group, name, version), &classpath, variants, origin, at);
        if !found.iter().any(|known| known.target == dependency.target && known.scope <= dependency.scope) {
            found.push(dependency);
        }
    }
    found
}

/// Lines with their byte offsets, without their ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0usize, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(dependencies: &[Dependency]) -> Vec<String> {
        let show = |dependency: &Dependency| match &dependency.target {
            Target::External { group, name, version } => {
                let version = version.as_deref().unwrap_or("-");
                format!("{group}:{name}:{version} {} line {}", dependency.scope.name(), dependency.evidence[0].line())
            }
            _ => String::new(),
        };
        dependencies.iter().map(show).collect()
    }

    #[test]
    fn lock_files_name_configurations() {
        let text = "# comment\na:b:1=debugRuntimeClasspath,releaseRuntimeClasspath\nc:d:2=debugRuntimeClasspath\n\
                    e:f:3=lintChecks\ng:h:4=releaseUnitTestRuntimeClasspath\nempty=kapt\n";
        let found = lock_file(&Source::new("gradle.lockfile", text), &Variants::default());
        assert_eq!(
            shown(&found),
            ["a:b:1 main line 2", "c:d:2 debug line 3", "e:f:3 build line 4", "g:h:4 test line 5"]
        );
    }

    #[test]
    fn reports_are_trees() {
        let text = "releaseRuntimeClasspath - Runtime classpath\n+--- a:b:1\n|    \\--- c:d:1 -> 2\n\
                    |         +--- e:f:{strictly 3} -> 3 (c)\n\\--- project :lib\n     \\--- g:h:4 (*)\n";
        let found = report(&Source::new("dependencies.txt", text), &Variants::default());
        assert_eq!(shown(&found), ["a:b:1 main line 2", "c:d:2 main line 3", "g:h:4 main line 6"]);
        assert_eq!(found[1].origin, Origin::Transitive);
    }

    #[test]
    fn verification_metadata_ships_nothing() {
        let text = "<verification-metadata>\n<components>\n<component group=\"a\" name=\"b\" version=\"1\">\n\
                    <artifact name=\"b.jar\"/></component></components></verification-metadata>";
        let found = verification_metadata(&Source::new("gradle/verification-metadata.xml", text));
        assert_eq!(shown(&found), ["a:b:1 build line 3"]);
    }
}
