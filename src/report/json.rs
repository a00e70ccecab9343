//! The JSON outputs of the contract: `qingdan/inventory/1`, `qingdan/policy/1`, `qingdan/report/1`, and `sdk show`.

use serde_json::{Map, Value, json};

use super::{Counts, Report};
use crate::finding::Finding;
use crate::inventory::{Confidence, DataSource, EvidenceKind, Inventory, Sdk};
use crate::policy::{Polarity, Policy, PolicyDate, Strength};
use crate::project::manifest::Difference;
use crate::project::{ModuleKind, Origin, Target};
use crate::sdk::database::Database;
use crate::sdk::facts::CurrentData;
use crate::sdk::record::{Bilingual, Necessity, Record};
use crate::source::{Language, Problem, Span};

fn places(spans: &[Span]) -> Value {
    Value::Array(spans.iter().map(|span| json!(span.place())).collect())
}

fn problems(problems: &[Problem], language: Language) -> Value {
    let one = |problem: &Problem| {
        json!({
            "path": problem.path,
            "line": problem.line,
            "message": problem.message.get(language),
        })
    };
    Value::Array(problems.iter().map(one).collect())
}

/// `required` or `optional`, as the contract tells them apart.
fn necessity(necessity: Necessity) -> &'static str {
    if necessity == Necessity::Required { "required" } else { "optional" }
}

fn necessity_detail(necessity: Necessity) -> &'static str {
    match necessity {
        Necessity::Required => "required",
        Necessity::Optional => "optional",
        Necessity::ExtensionOn => "extension-on",
        Necessity::ExtensionOff => "extension-off",
        Necessity::OnCall => "on-call",
    }
}

fn bilingual(words: Option<&Bilingual>) -> Value {
    words.map_or_else(|| json!({"zh": "", "en": ""}), |words| json!({"zh": words.zh, "en": words.en}))
}

/// `qingdan/inventory/1`.
pub fn inventory(inventory: &Inventory, sdk_db: &str, database: &Database, language: Language) -> Value {
    let project = &inventory.project;
    let modules: Vec<Value> = project
        .modules
        .iter()
        .map(|module| {
            let kind = match module.kind {
                ModuleKind::Application => "application",
                ModuleKind::Library => "library",
                ModuleKind::Other => "other",
            };
            let manifests: Vec<&String> =
                inventory.module_manifests.get(&module.path).map(|list| list.iter().collect()).unwrap_or_default();
            json!({
                "path": module.path,
                "dir": module.dir,
                "kind": kind,
                "build_file": module.build_file,
                "manifests": manifests,
            })
        })
        .collect();
    let applications: Vec<Value> = inventory
        .applications
        .iter()
        .map(|application| {
            json!({
                "module": application.module,
                "modules": application.modules,
                "variants": application.all_variants,
                "shipping_variants": application.variants.iter().map(|variant| &variant.name).collect::<Vec<_>>(),
            })
        })
        .collect();
    let permissions: Vec<Value> = inventory
        .permissions
        .iter()
        .map(|permission| {
            let mut value = json!({
                "name": permission.name,
                "max_sdk": permission.max_sdk,
                "min_sdk": permission.min_sdk,
                "protection": permission.protection,
                "modules": permission.modules,
                "applications": permission.applications,
                "sdks": permission.sdks,
                "evidence": places(&permission.evidence),
            });
            if let (false, Some(map)) = (permission.flags.is_empty(), value.as_object_mut()) {
                map.insert("flags".into(), json!(permission.flags));
            }
            if let (Some(reason), Some(map)) = (&permission.implied, value.as_object_mut()) {
                map.insert("implied".into(), json!(reason.get(language)));
            }
            if let (false, Some(map)) = (permission.variants.is_empty(), value.as_object_mut()) {
                map.insert("variants".into(), json!(permission.variants));
            }
            value
        })
        .collect();
    let mut dependencies = Vec::new();
    let mut archives = Vec::new();
    for item in &inventory.dependencies {
        let Some(dependency) = inventory.dependency(item) else { continue };
        let mut value = Map::new();
        match &dependency.target {
            Target::External { group, name, version } => {
                value.insert("group".into(), json!(group));
                value.insert("name".into(), json!(name));
                value.insert("version".into(), json!(version));
            }
            Target::File { path } => {
                value.insert("path".into(), json!(path));
            }
            Target::Project { path } => {
                value.insert("project".into(), json!(path));
            }
        }
        value.insert("configuration".into(), json!(dependency.configuration));
        value.insert("module".into(), json!(item.module));
        value.insert("scope".into(), json!(dependency.scope.name()));
        value.insert("flavor".into(), json!(dependency.flavor));
        if dependency.conditional {
            value.insert("conditional".into(), json!(true));
        }
        if dependency.origin != Origin::Declared {
            let origin = if dependency.origin == Origin::Lockfile { "lockfile" } else { "transitive" };
            value.insert("origin".into(), json!(origin));
        }
        value.insert("sdks".into(), json!(item.sdks));
        value.insert("applications".into(), json!(item.applications));
        value.insert("evidence".into(), places(&dependency.evidence));
        match dependency.target {
            Target::External { .. } => dependencies.push(Value::Object(value)),
            Target::File { .. } | Target::Project { .. } => archives.push(Value::Object(value)),
        }
    }
    let sdks: Vec<Value> = inventory.sdks.iter().map(|sdk| sdk_value(sdk, database)).collect();
    let data: Vec<Value> = inventory
        .data
        .iter()
        .map(|(id, sources)| {
            let sources: Vec<Value> = sources
                .iter()
                .map(|source| match source {
                    DataSource::Sdk(id) => json!({"sdk": id}),
                    DataSource::Permission(name) => json!({"permission": name}),
                })
                .collect();
            json!({"type": id, "sources": sources})
        })
        .collect();
    let plugins: Vec<Value> = project
        .modules
        .iter()
        .flat_map(|module| module.plugins.iter().map(move |plugin| (module, plugin)))
        .map(|(module, plugin)| {
            json!({
                "id": plugin.id,
                "version": plugin.version,
                "module": module.path,
                "evidence": places(&plugin.evidence),
            })
        })
        .collect();
    let unresolved: Vec<Value> = project
        .unresolved
        .iter()
        .map(|item| {
            json!({
                "expression": item.expression,
                "reason": item.reason.get(language),
                "module": item.module,
                "evidence": places(&item.evidence),
            })
        })
        .collect();
    let coverage = &inventory.coverage;
    json!({
        "schema": "qingdan/inventory/1",
        "tool": {"name": "qingdan", "version": env!("CARGO_PKG_VERSION"), "sdk_db": sdk_db},
        "modules": modules,
        "applications": applications,
        "permissions": permissions,
        "dependencies": dependencies,
        "local_dependencies": archives,
        "sdks": sdks,
        "data": data,
        "plugins": plugins,
        "unresolved": unresolved,
        "coverage": {
            "modules": coverage.modules,
            "manifests": coverage.manifests,
            "build_files": coverage.build_files,
            "dependencies": coverage.dependencies,
            "unresolved": coverage.unresolved,
            "sdks": coverage.sdks,
        },
        "problems": problems(&inventory.problems, language),
    })
}

/// The differences between the static merge and a built manifest. What stands in meta-data may be a key of the
/// app's people, so only its name is told.
pub fn merged_manifest(module: &str, variant: &str, differences: &[Difference]) -> Value {
    let side = |difference: &Difference, said: &Option<String>| match said {
        Some(_) if difference.element == "meta-data" => json!(""),
        said => json!(said),
    };
    let one = |difference: &Difference| {
        json!({
            "element": difference.element,
            "name": difference.name,
            "static": side(difference, &difference.first),
            "built": side(difference, &difference.second),
        })
    };
    json!({"module": module, "variant": variant, "differences": differences.iter().map(one).collect::<Vec<_>>()})
}

fn sdk_value(sdk: &Sdk, database: &Database) -> Value {
    let name = sdk.record.display();
    let vendor = database.operator(&sdk.record);
    let evidence: Vec<Value> = sdk
        .evidence
        .iter()
        .map(|evidence| {
            let mut value = json!(evidence.at.place());
            if let Some(map) = value.as_object_mut() {
                map.insert("kind".into(), json!(evidence.kind.name()));
            }
            value
        })
        .collect();
    let facts = sdk.data();
    let data: Vec<Value> = facts
        .iter()
        .map(|fact| {
            json!({"type": fact.data, "necessity": necessity(fact.necessity), "purpose": bilingual(fact.purpose)})
        })
        .collect();
    let permissions: Vec<String> =
        sdk.record.current_permissions().iter().map(|permission| permission.name.to_owned()).collect();
    let confidence = if sdk.confidence == Confidence::Certain { "certain" } else { "likely" };
    let kinds: Vec<EvidenceKind> = sdk.evidence.iter().map(|evidence| evidence.kind).collect();
    let mut value = json!({
        "id": sdk.id(),
        "name": {"zh": name.zh, "en": name.en},
        "vendor": {"zh": vendor.zh, "en": vendor.en},
        "version": sdk.version,
        "confidence": confidence,
        "scope": sdk.scope.name(),
        "flavors": sdk.flavors,
        "modules": sdk.modules,
        "applications": sdk.applications,
        "evidence": evidence,
        "data": data,
        "permissions": permissions,
    });
    if let (Some(by), Some(map)) = (&sdk.brought_by, value.as_object_mut()) {
        map.insert("brought_by".into(), json!(by));
    }
    debug_assert!(!kinds.is_empty(), "an SDK without evidence");
    value
}

/// A value and its place.
fn located(key: &str, value: &str, at: &Span) -> Value {
    let mut place = json!(at.place());
    place[key] = json!(value);
    place
}

fn date(date: &PolicyDate) -> Value {
    let mut value = located("value", &date.value.to_string(), &date.at);
    value["kind"] = json!(date.kind.name());
    value
}

/// `qingdan/policy/1`.
pub fn policy(policy: &Policy, language: Language) -> Value {
    let documents: Vec<Value> = policy
        .documents
        .iter()
        .map(|document| {
            json!({
                "path": document.path,
                "format": document.format,
                "language": document.language,
                "sdk_list": document.is_list || document.has_sdk_list,
                "sentences": document.sentences,
                "date": document.date().map(date),
                "dates": document.dates.iter().map(date).collect::<Vec<_>>(),
                "operator": document.operator.as_ref().map(|operator| located("name", &operator.value, &operator.at)),
            })
        })
        .collect();
    let strength = |strength: Strength| if strength == Strength::Specific { "specific" } else { "generic" };
    let sdks: Vec<Value> = policy
        .sdks
        .iter()
        .map(|entry| {
            let data: Vec<Value> = entry
                .data
                .iter()
                .map(|data| {
                    json!({
                        "type": data.data,
                        "strength": strength(data.strength),
                        "line": data.at.line(),
                        "optional": data.optional,
                        "ios_only": data.ios_only,
                        "path": data.at.path(),
                    })
                })
                .collect();
            let mut permissions: Vec<&str> = entry.permissions.iter().map(|name| name.value.as_str()).collect();
            permissions.dedup();
            json!({
                "id": entry.id,
                "candidates": entry.candidates,
                "name_as_written": entry.name,
                "misspelling_of": entry.misspelling_of,
                "entry": entry.is_entry,
                "mentions": places(&entry.mentions),
                "vendor": entry.vendor.as_ref().map(|vendor| &vendor.value),
                "purpose": entry.purpose.is_some(),
                "purpose_as_written": entry.purpose.as_ref().map(|purpose| &purpose.value),
                "scenario": entry.scenario.as_ref().map(|scenario| &scenario.value),
                "method": entry.method.as_ref().map(|method| &method.value),
                "privacy_url": entry.privacy_url.as_ref().map(|url| &url.value),
                "data": data,
                "permissions": permissions,
            })
        })
        .collect();
    let data: Vec<Value> = policy
        .data
        .iter()
        .map(|said| {
            let polarity = if said.polarity == Polarity::Affirmed { "collected" } else { "denied" };
            json!({
                "type": said.data,
                "polarity": polarity,
                "strength": strength(said.strength),
                "ios_only": said.ios_only,
                "mentions": places(&said.mentions),
            })
        })
        .collect();
    let permissions: Vec<Value> = policy
        .permissions
        .iter()
        .map(|said| {
            let polarity = if said.polarity == Polarity::Affirmed { "requested" } else { "denied" };
            json!({"name": said.name, "polarity": polarity, "mentions": places(&said.mentions)})
        })
        .collect();
    let lists: Vec<Value> = policy
        .external_lists
        .iter()
        .map(|list| {
            json!({
                "text": list.text.value,
                "url": list.url,
                "line": list.text.at.line(),
                "path": list.text.at.path(),
            })
        })
        .collect();
    let statements: Vec<Value> = policy
        .statements
        .iter()
        .map(|statement| {
            json!({
                "kind": statement.kind.name(),
                "line": statement.at.line(),
                "strength": statement.force.name(),
                "path": statement.at.path(),
                "text": statement.at.text(),
            })
        })
        .collect();
    let contradictions: Vec<Value> = policy
        .contradictions
        .iter()
        .map(|item| json!({"message": item.message.get(language), "places": places(&item.places)}))
        .collect();
    json!({
        "schema": "qingdan/policy/1",
        "documents": documents,
        "sdks": sdks,
        "data": data,
        "permissions": permissions,
        "external_lists": lists,
        "statements": statements,
        "contradictions": contradictions,
        "problems": problems(&policy.problems, language),
    })
}

/// A finding of `qingdan/report/1`.
pub fn finding(finding: &Finding, language: Language) -> Value {
    let mut value = Map::new();
    value.insert("rule".into(), json!(finding.rule));
    value.insert("level".into(), json!(finding.level));
    value.insert("message".into(), json!(finding.message.get(language)));
    let optional = [
        ("sdk", &finding.sdk),
        ("data", &finding.data),
        ("permission", &finding.permission),
        ("module", &finding.module),
    ];
    for (key, content) in optional {
        if let Some(content) = content {
            value.insert(key.into(), json!(content));
        }
    }
    value.insert("applications".into(), json!(finding.applications));
    value.insert("evidence".into(), places(&finding.evidence));
    value.insert("policy".into(), places(&finding.policy));
    value.insert("basis".into(), json!(finding.basis.iter().map(|clause| clause.get(language)).collect::<Vec<_>>()));
    value.insert("help".into(), json!(finding.help.get(language)));
    value.insert("fingerprint".into(), json!(finding.fingerprint()));
    value.insert("suppressed".into(), json!(finding.suppressed));
    Value::Object(value)
}

/// `qingdan/report/1`.
pub fn report(report: &Report<'_>, database: &Database, language: Language) -> Value {
    let counts = Counts::of(report.findings);
    json!({
        "schema": "qingdan/report/1",
        "inventory": inventory(report.inventory, report.sdk_db, database, language),
        "policy": policy(report.policy, language),
        "findings": report.findings.iter().map(|item| finding(item, language)).collect::<Vec<_>>(),
        "summary": {
            "error": counts.error,
            "warning": counts.warning,
            "note": counts.note,
            "suppressed": counts.suppressed,
        },
        "problems": problems(report.problems, language),
    })
}

/// `qingdan sdk show ID --format json`.
pub fn sdk(record: &Record, database: &Database) -> Value {
    let vendor = database.operator(record);
    let mut zh = record.names.zh.clone();
    let mut en = record.names.en.clone();
    // Aliases go to the language that they are written in.
    for name in record.names.legal.iter().chain(&record.names.former).chain(&record.names.aliases) {
        let list = if name.is_ascii() { &mut en } else { &mut zh };
        if !list.contains(name) {
            list.push(name.clone());
        }
    }
    let data: Vec<Value> = record.current_data().iter().map(|fact| data_value(fact, record)).collect();
    let history: Vec<Value> = record
        .data
        .iter()
        .map(|fact| {
            json!({
                "type": fact.data,
                "words": fact.words,
                "necessity": fact.necessity,
                "platform": fact.platform,
                "purpose": bilingual(fact.purpose.as_ref().and_then(|key| record.purpose.get(key))),
                "condition": fact.condition,
                "handling": fact.handling,
                "switch": fact.switch,
                "module": fact.module,
                "versions": fact.versions,
                "source": fact.source,
            })
        })
        .collect();
    let permissions: Vec<Value> = record
        .current_permissions()
        .iter()
        .map(|permission| {
            json!({
                "name": permission.name,
                "necessity": necessity(permission.necessity.unwrap_or(Necessity::Optional)),
                "necessity_stated": permission.necessity.is_some(),
                "purpose": bilingual(permission.purpose),
                "sources": permission.sources.iter().map(|source| &source.url).collect::<Vec<_>>(),
            })
        })
        .collect();
    let consent: Vec<Value> = record.consent.iter().map(|consent| json!(consent)).collect();
    let sources: Vec<Value> = record
        .sources
        .iter()
        .map(|source| {
            json!({
                "key": source.key,
                "url": source.url,
                "title": source.title,
                "kind": source.kind,
                "date": source.date.as_deref().unwrap_or(&source.read),
                "page_date": source.date,
                "read": source.read,
                "coverage": source.coverage,
            })
        })
        .collect();
    let link = if record.privacy_url.zh.is_empty() { Value::Null } else { json!(record.privacy_url.zh) };
    json!({
        "id": record.id,
        "names": {"zh": zh, "en": en},
        "vendor": {"zh": vendor.zh, "en": vendor.en},
        "category": record.category,
        "collects": record.collects,
        "privacy_url": link,
        "privacy_urls": {"zh": record.privacy_url.zh, "en": record.privacy_url.en},
        "data": data,
        "permissions": permissions,
        "consent_api": consent,
        "detect": record.detect,
        "brings": record.brings,
        "missing": record.missing,
        "claims": history,
        "sources": sources,
    })
}

/// `qingdan sdk check --format json`.
pub fn sdk_check(outcome: &crate::sdk::check::Outcome, language: Language) -> Value {
    let mistakes: Vec<Value> = outcome
        .mistakes
        .iter()
        .map(|mistake| {
            json!({
                "check": mistake.check,
                "message": mistake.message.get(language),
                "help": mistake.help.get(language),
                "place": mistake.at.place(),
                "other": mistake.other.as_ref().map(Span::place),
            })
        })
        .collect();
    json!({
        "schema": "qingdan/sdk-check/1",
        "records": outcome.records,
        "vendors": outcome.vendors,
        "mistakes": mistakes,
        "problems": problems(&outcome.problems, language),
    })
}

fn data_value(fact: &CurrentData<'_>, record: &Record) -> Value {
    let claims: Vec<&str> = record
        .data
        .iter()
        .filter(|claim| claim.data.as_deref() == Some(fact.data))
        .filter_map(|claim| claim.words.as_deref())
        .collect();
    json!({
        "type": fact.data,
        "words": claims,
        "necessity": necessity(fact.necessity),
        "necessity_detail": necessity_detail(fact.necessity),
        "necessity_stated": fact.necessity_stated,
        "purpose": bilingual(fact.purpose),
        "condition": fact.condition,
        "switch": fact.switch,
        "modules": fact.modules,
        "second_hand": fact.second_hand,
        "sources": fact.sources.iter().map(|source| &source.url).collect::<Vec<_>>(),
    })
}
