//! The HTML report in a real browser: it runs its script, loads nothing, and fits a phone.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser, where the machine has one.
fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let directories: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    names
        .iter()
        .flat_map(|name| directories.iter().map(move |directory| directory.join(name)))
        .find(|path| path.is_file())
}

/// The document after its script ran, in a window of that width.
fn dom(browser: &Path, profile: &Path, page: &Path, width: u32) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=2000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--window-size={width},900"))
        .arg("--dump-dom")
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the probe wrote into the title.
fn title(dom: &str) -> &str {
    dom.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0
}

#[test]
fn the_report_works_in_a_browser() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium on this machine");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let page = directory.path().join("report.html");
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/projects/demo");
    assert_cmd::Command::cargo_bin("qingdan")
        .unwrap()
        .args(["check", "--lang", "zh", "--fail-on", "never"])
        .arg(&project)
        .arg(format!("--output=html={}", page.display()))
        .assert()
        .success();
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(!html.contains("src=") && !html.contains("<link"), "the page loads something");

    // The probe types into the search field and measures the page; the title carries the answer out.
    let probe = "<script>(function () {\
        var all = document.querySelectorAll('.finding').length;\
        var search = document.querySelector('[type=search]');\
        search.value = 'camera'; search.dispatchEvent(new Event('input', {bubbles: true}));\
        var left = document.querySelectorAll('.finding:not([hidden])').length;\
        search.value = ''; search.dispatchEvent(new Event('input', {bubbles: true}));\
        var boxes = document.querySelectorAll('[type=checkbox]');\
        boxes[0].click();\
        var warnings = document.querySelectorAll('.finding:not([hidden])').length;\
        boxes[0].click();\
        var wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;\
        document.title = JSON.stringify({all: all, left: left, warnings: warnings, wide: wide});\
        })()</script></body>";
    std::fs::write(&page, html.replace("</body>", probe)).unwrap();
    for width in [500, 1200] {
        let profile = directory.path().join(format!("profile-{width}"));
        let dom = dom(&browser, &profile, &page, width);
        let seen: serde_json::Value = serde_json::from_str(title(&dom)).unwrap();
        let number = |key: &str| seen[key].as_u64().unwrap();
        assert!(number("all") > 10, "{seen}");
        assert!(number("left") > 0 && number("left") < number("all"), "{seen}");
        assert!(number("warnings") > 0 && number("warnings") < number("all"), "{seen}");
        assert_eq!(seen["wide"], false, "the page is wider than a window of {width}");
    }
}
