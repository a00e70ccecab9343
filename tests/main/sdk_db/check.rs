//! `qingdan sdk check`: each slip gives one mistake, at its place.

use std::sync::LazyLock;

use qingdan::sdk::check::{Mistake, directory};
use qingdan::sdk::database::Database;
use qingdan::sdk::template::Template;

use super::own::{acme, write};
use super::run;

const TODAY: &str = "2026-06-01";

/// One database for all, since it keeps the records that it has parsed.
static BUNDLED: LazyLock<Database> = LazyLock::new(Database::bundled);

fn mistakes(root: &std::path::Path) -> Vec<Mistake> {
    directory(root, &BUNDLED, TODAY).unwrap().mistakes
}

/// A slip: what it replaces in which file, the check that must find it, and the text that must be marked.
struct Slip(&'static str, &'static str, &'static str, &'static str, &'static str);

const RECORD: &str = "acme/tracker.toml";
const VENDOR: &str = "acme/vendor.toml";

const SLIPS: &[Slip] = &[
    Slip(RECORD, "category = \"analytics\"", "categroy = \"analytics\"", "unknown-key", "categroy"),
    Slip(RECORD, "category = \"analytics\"", "category = \"analysis\"", "unknown-word", "\"analysis\""),
    Slip(RECORD, "category = \"analytics\"\n", "", "missing-key", ""),
    Slip(RECORD, "maven = [\"com.acme:tracker\"]", "mavn = [\"com.acme:tracker\"]", "unknown-key", "mavn"),
    Slip(RECORD, "zh = [\"极客追踪\"]", "zh = \"极客追踪\"", "shape", "\"极客追踪\""),
    Slip(RECORD, "read = \"2026-01-01\"", "read = 2026-01-01", "shape", "2026-01-01"),
    Slip(RECORD, "read = \"2026-01-01\"", "read = \"2026-02-30\"", "date", "\"2026-02-30\""),
    Slip(RECORD, "read = \"2026-01-01\"", "read = \"2026-07-01\"", "date", "\"2026-07-01\""),
    Slip(RECORD, "read = \"2026", "date = \"2026-03-01\"\nread = \"2026", "date", "\"2026-03-01\""),
    Slip(RECORD, "id = \"acme-tracker\"", "id = \"acme-tracker\" x", "syntax", ""),
    Slip(RECORD, "id = \"acme-tracker\"", "id = \"Acme Tracker\"", "id", "\"Acme Tracker\""),
    Slip(RECORD, "vendor = \"acme\"", "vendor = \"jiguang\"", "vendor", "\"jiguang\""),
    Slip(RECORD, "vendor = \"acme\"", "vendor = \"acme\"\noperator = \"acne\"", "operator", "\"acne\""),
    Slip(RECORD, "type = \"oaid\"", "type = \"oiad\"", "unknown-data-type", "\"oiad\""),
    Slip(
        RECORD,
        "type = \"oaid\", ",
        "",
        "unknown-data-type",
        "{ necessity = \"required\", purpose = \"count\", source = \"policy\" }",
    ),
    Slip(RECORD, "source = \"policy\" }]", "source = \"polcy\" }]", "dangling-source", "\"polcy\""),
    Slip(
        RECORD,
        "purpose = \"count\", source = \"policy\" }]",
        "purpose = \"count\", source = \"policy\", switch = { kind = \"api\", name = \"x\", source = \"code\" } }]",
        "dangling-source",
        "\"code\"",
    ),
    Slip(RECORD, "[purpose.count]", "[purpose.counts]", "dangling-purpose", "\"count\""),
    Slip(RECORD, "en = \"count how the app is used\"\n", "", "missing-key", ""),
    Slip(RECORD, "en = \"count how", "en = \"统计 how", "missing-translation", "\"统计 how the app is used\""),
    Slip(RECORD, "zh = \"统计应用使用情况\"", "zh = \"count\"", "missing-translation", "\"count\""),
    Slip(RECORD, "zh = [\"极客追踪\"]", "zh = []", "missing-translation", "[]"),
    Slip(RECORD, "missing = [\"permissions\", \"consent\"]", "missing = [\"consent\"]", "missing", "[\"consent\"]"),
    Slip(RECORD, "\"consent\"]", "\"consent\", \"data\"]", "missing", "\"data\""),
    Slip(
        RECORD,
        "https://acme.example/privacy\" }",
        "https://www.jiguang.cn/privacy\" }",
        "swapped-link",
        "\"https://www.jiguang.cn/privacy\"",
    ),
    Slip(RECORD, "https://acme.example/privacy\" }", "acme.example/privacy\" }", "url", "\"acme.example/privacy\""),
    Slip(RECORD, "kind = \"vendor-policy\"", "kind = \"store-disclosure\"", "source-kind", "\"store-disclosure\""),
    Slip(RECORD, "com.acme:tracker", "cn.jiguang.sdk:jpush", "duplicate-sign", "\"cn.jiguang.sdk:jpush\""),
    Slip(RECORD, "maven = [\"com.acme:tracker\"]", "meta-data = [\"ACME_KEY\"]", "no-exclusive-sign", "detect"),
    Slip(RECORD, "\"com.acme:tracker\"", "\"com.acme\"", "sign", "\"com.acme\""),
    Slip(RECORD, "\"Acme Tracker\"", "\"JPush\"", "duplicate-name", "\"JPush\""),
    Slip(
        RECORD,
        "\"Acme Tracker\"]",
        "\"Acme Tracker\"]\naliases = [\"acmetracker\"]",
        "repeated-name",
        "\"acmetracker\"",
    ),
    Slip(RECORD, "\"Acme Tracker\"]", "\"Acme Tracker\"]\naliases = [\"统计SDK\"]", "general-name", "\"统计SDK\""),
    Slip(RECORD, "\"Acme Tracker\"]", "\"Acme Tracker\"]\naliases = [\"IMEI\"]", "general-name", "\"IMEI\""),
    Slip(RECORD, "\n[names]", "brings = [{ sdk = \"jiguang-jpsh\" }]\n[names]", "dangling-brings", "\"jiguang-jpsh\""),
    Slip(
        RECORD,
        "missing = [\"permissions\", ",
        "permissions = [{ name = \"android.permission.CAMERRA\", source = \"policy\" }]\nmissing = [",
        "permission",
        "\"android.permission.CAMERRA\"",
    ),
    Slip(RECORD, "data = [", "collects = \"nothing\"\ndata = [", "collects", "\"nothing\""),
    Slip(VENDOR, "id = \"acme\"", "id = \"acne\"", "vendor", "\"acne\""),
    Slip(
        VENDOR,
        "hosts = [\"acme.example\"]",
        "hosts = [\"https://acme.example\"]",
        "host",
        "\"https://acme.example\"",
    ),
    Slip(
        VENDOR,
        "hosts = [\"acme.example\"]",
        "only_sdks = [\"Akme\"]\nhosts = [\"acme.example\"]",
        "brand",
        "\"Akme\"",
    ),
    Slip(VENDOR, "source = \"policy\"\n", "source = \"licence\"\n", "dangling-source", "\"licence\""),
    Slip(VENDOR, "source = \"policy\"\n", "source = \"policy\"\nformer = true\n", "entity", ""),
];

#[test]
fn a_good_record_has_no_mistakes() {
    assert_eq!(mistakes(acme().path()), []);
}

#[test]
fn every_slip_is_found_at_its_place() {
    let mut failures = Vec::new();
    for Slip(file, from, to, check, marked) in SLIPS {
        let root = acme();
        let text = std::fs::read_to_string(root.path().join(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        write(root.path(), file, &text.replacen(from, to, 1));
        let found = mistakes(root.path());
        let hit = |mistake: &&Mistake| mistake.check == *check && (marked.is_empty() || mistake.at.text() == *marked);
        let bilingual = |mistake: &Mistake| {
            let texts = [&mistake.message, &mistake.help];
            texts.iter().all(|text| !text.zh.is_empty() && !text.en.is_empty() && text.zh != text.en)
        };
        match found.iter().find(hit) {
            Some(mistake) if mistake.at.path() == *file && bilingual(mistake) => {}
            _ => failures.push(format!(
                "{to:?}: no {check} at {marked:?}: {:?}",
                found.iter().map(|mistake| (mistake.check, mistake.at.text())).collect::<Vec<_>>()
            )),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn two_records_must_not_claim_the_same() {
    let root = acme();
    let text = std::fs::read_to_string(root.path().join(RECORD)).unwrap();
    write(root.path(), "acme/copy.toml", &text);
    let found = mistakes(root.path());
    let checks: Vec<&str> = found.iter().map(|mistake| mistake.check).collect();
    assert_eq!(checks, ["id"], "a second record of an id is one mistake");
    let other = found[0].other.as_ref().unwrap();
    assert_eq!((found[0].at.path(), other.path()), ("acme/tracker.toml", "acme/copy.toml"));

    write(root.path(), "acme/copy.toml", &text.replace("acme-tracker", "acme-second"));
    let mut checks: Vec<&str> = mistakes(root.path()).iter().map(|mistake| mistake.check).collect();
    checks.dedup();
    assert_eq!(checks, ["duplicate-name", "duplicate-sign"]);
}

#[test]
fn tables_copied_from_another_vendor_are_found() {
    let root = acme();
    let types = ["imei", "oaid", "android-id", "mac-address", "ip-address", "installed-apps"];
    let facts: String =
        types.iter().map(|id| format!("{{ type = \"{id}\", purpose = \"count\", source = \"policy\" }},")).collect();
    let text = std::fs::read_to_string(root.path().join(RECORD)).unwrap();
    let start = text.find("data = [").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    let text = format!("{}data = [{facts}]{}", &text[..start], &text[end..])
        .replace("missing = [", "missing = [\"necessity\", ");
    write(root.path(), RECORD, &text);
    assert_eq!(mistakes(root.path()), []);
    let vendor = std::fs::read_to_string(root.path().join(VENDOR)).unwrap();
    write(root.path(), "emca/vendor.toml", &vendor.replace("acme", "emca"));
    write(
        root.path(),
        "emca/tracker.toml",
        &text.replace("acme", "emca").replace("Acme Tracker\"", "Emca Tracker\"").replace("极客追踪", "客极追踪"),
    );
    let checks: Vec<&str> = mistakes(root.path()).iter().map(|mistake| mistake.check).collect();
    assert_eq!(checks, ["copied-table"]);
}

#[test]
fn what_is_said_of_another_platform_says_nothing_of_android() {
    let root = acme();
    let text = std::fs::read_to_string(root.path().join(RECORD)).unwrap();
    let elsewhere = text.replace("{ type = ", "{ platform = \"harmony\", type = ");
    write(root.path(), RECORD, &elsewhere);
    let checks: Vec<&str> = mistakes(root.path()).iter().map(|mistake| mistake.check).collect();
    assert!(checks.contains(&"missing"), "{checks:?}");
    write(root.path(), RECORD, &elsewhere.replace("missing = [", "missing = [\"data\", "));
    assert!(!mistakes(root.path()).iter().any(|mistake| mistake.check == "missing"));
}

#[test]
fn the_command_says_where_and_fails() {
    let root = acme();
    let path = root.path().to_str().unwrap();
    assert_eq!(run(&["sdk", "check", path]).2, 0);
    let text = std::fs::read_to_string(root.path().join(RECORD)).unwrap();
    write(root.path(), RECORD, &text.replace("\"analytics\"", "\"analysis\""));
    for (language, message) in [("zh", "不认识的取值 analysis"), ("en", "analysis is no value of this key")] {
        let (out, _, code) = run(&["sdk", "check", path, "--lang", language]);
        assert_eq!(code, 1);
        assert!(out.contains(message) && out.contains("acme/tracker.toml:4:12"), "{out}");
    }
    let (out, _, code) = run(&["sdk", "check", path, "--lang", "en", "--format", "json"]);
    assert_eq!(code, 1);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let mistake = &report["mistakes"][0];
    assert_eq!(report["schema"], "qingdan/sdk-check/1");
    assert_eq!(mistake["check"], "unknown-word");
    assert_eq!(
        (mistake["place"]["path"].as_str(), mistake["place"]["line"].as_u64(), mistake["place"]["column"].as_u64()),
        (Some(RECORD), Some(4), Some(12))
    );
}

#[test]
fn a_file_that_cannot_be_read_makes_the_check_incomplete() {
    let root = acme();
    std::fs::create_dir(root.path().join("acme/odd.toml")).unwrap();
    let (out, _, code) = run(&["sdk", "check", root.path().to_str().unwrap(), "--lang", "en"]);
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("acme/odd.toml"), "{out}");
}

#[test]
fn the_template_asks_for_what_it_lacks_and_for_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().to_str().unwrap();
    let (_, errors, code) = run(&["sdk", "new", "acme-tracker", "--into", path]);
    assert_eq!(code, 0, "{errors}");
    let checks = mistakes_now(root.path());
    assert!(
        !checks.is_empty() && checks.iter().all(|check| *check == "empty-text" || *check == "unknown-word"),
        "{checks:?}"
    );
    // What is there already is never replaced.
    let (_, errors, code) = run(&["sdk", "new", "acme-tracker", "--into", path, "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(errors.contains("tracker.toml"), "{errors}");
    assert_eq!(run(&["sdk", "new", "Acme Tracker"]).2, 2);
}

fn mistakes_now(root: &std::path::Path) -> Vec<&'static str> {
    // The template bears the day on which it was written.
    directory(root, &Database::bundled(), "9999-12-31").unwrap().mistakes.iter().map(|mistake| mistake.check).collect()
}

#[test]
fn the_template_that_is_filled_in_passes() {
    let template = Template::new("acme-tracker").unwrap();
    let mut text = template.record(TODAY);
    for (from, to) in [
        ("category = \"\"", "category = \"analytics\""),
        ("privacy_url = { zh = \"\" }", "privacy_url = { zh = \"https://acme.example/privacy\" }"),
        ("type = \"\"", "type = \"oaid\""),
        ("zh = [\"\"]", "zh = [\"极客追踪\"]"),
        ("en = [\"\"]", "en = [\"Acme Tracker\"]"),
        ("maven = [\"\"]", "maven = [\"com.acme:tracker\"]"),
        ("zh = \"\"\nen = \"\"", "zh = \"统计\"\nen = \"statistics\""),
        ("url = \"\"", "url = \"https://acme.example/privacy\""),
        ("title = \"\"", "title = \"Acme privacy policy\""),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let root = acme();
    write(root.path(), RECORD, &text);
    assert_eq!(mistakes(root.path()), []);
}

#[test]
fn the_guide_shows_the_template() {
    let guide = std::fs::read_to_string(super::root().join("sdk-db/README.md")).unwrap();
    let template = Template::new("acme-tracker").unwrap();
    for text in [template.record("2026-11-22"), template.vendor("2026-11-22")] {
        assert!(
            guide.contains(&text),
            "sdk-db/README.md does not show what `qingdan sdk new acme-tracker` writes:\n{text}"
        );
    }
}
