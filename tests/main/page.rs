//! The HTML report and the lists to publish in a real browser: they load nothing and fit a phone; the script of the
//! report runs; the lists are legible in the dark and on paper.

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

fn run(browser: &Path, profile: &Path, arguments: &[&str], page: &Path) -> Vec<u8> {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=2000"])
        .args(["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(arguments)
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The document after its script ran, in a window of that width.
fn dom(browser: &Path, profile: &Path, page: &Path, width: u32) -> String {
    let size = format!("--window-size={width},900");
    String::from_utf8(run(browser, profile, &[&size, "--dump-dom"], page)).unwrap()
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

/// Measures the page inside the frame; the title of the page around it carries the answer out.
const PROBE: &str = r#"<script>
var frame = document.querySelector('iframe');
frame.onload = function () {
    var page = frame.contentDocument, view = frame.contentWindow, root = page.documentElement;
    var style = function (element, part) { return view.getComputedStyle(element, part); };
    var all = function (selector) { return Array.from(page.querySelectorAll(selector)); };
    var rgb = function (color) { return color.match(/[\d.]+/g).map(Number); };
    var light = function (color) {
        var part = rgb(color).slice(0, 3).map(function (v) {
            v /= 255;
            return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
    };
    var behind = function (element) {
        for (; element; element = element.parentElement) {
            var color = style(element).backgroundColor;
            if (rgb(color).length === 3 || rgb(color)[3] === 1) { return color; }
        }
        return 'rgb(255, 255, 255)';
    };
    var contrast = function (element) {
        var a = light(style(element).color), b = light(behind(element));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    var cells = all('tbody th, tbody td');
    document.title = JSON.stringify({
        width: view.innerWidth,
        page: root.scrollWidth,
        rows: all('tbody tr').length,
        cut: cells.filter(function (cell) {
            var box = cell.getBoundingClientRect();
            return cell.scrollWidth > cell.clientWidth + 1 || box.right > view.innerWidth + 1 || box.width < 40;
        }).length,
        cards: style(all('tbody td')[0]).display === 'block',
        label: style(all('tbody td')[0], '::before').content,
        text: Math.min.apply(null, cells.map(function (cell) { return parseFloat(style(cell).fontSize); })),
        dark: light(style(page.body).backgroundColor) < 0.1,
        contrast: Math.min.apply(null, all('h1, h2, p, caption:not(.unseen), th, td, a, mark, span').map(contrast)),
    });
};
</script></body>"#;

#[test]
fn the_lists_work_in_a_browser() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium on this machine");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let lists = directory.path().join("lists.html");
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/projects/demo");
    assert_cmd::Command::cargo_bin("qingdan")
        .unwrap()
        .args(["appendix", "--list", "all", "--list-lang", "both", "--group"])
        .arg(&project)
        .arg("--output")
        .arg(&lists)
        .assert()
        .success();
    let html = std::fs::read_to_string(&lists).unwrap();
    for loads in ["src=", "<link", "<script", "url(", "@import"] {
        assert!(!html.contains(loads), "the page holds {loads}");
    }
    // A window has a least width that is wider than a phone; a frame has none.
    let framed = |width: u32| {
        let inside = html.replace('&', "&amp;").replace('"', "&quot;");
        let page = directory.path().join(format!("frame-{width}.html"));
        let around = format!(
            "<!DOCTYPE html><meta charset=\"utf-8\"><title></title><style>:root {{ color-scheme: light dark }}\
             iframe {{ width: {width}px; height: 800px; border: 0 }}</style><body><iframe srcdoc=\"{inside}\"></iframe>{PROBE}"
        );
        std::fs::write(&page, around).unwrap();
        page
    };
    let profile = directory.path().join("profile");
    for (width, dark) in [(360, false), (360, true), (1280, false), (1280, true)] {
        let scheme = format!("--blink-settings=preferredColorScheme={}", u8::from(!dark));
        let dom = run(&browser, &profile, &["--window-size=1400,900", &scheme, "--dump-dom"], &framed(width));
        let dom = String::from_utf8(dom).unwrap();
        let seen: serde_json::Value = serde_json::from_str(title(&dom)).unwrap();
        let number = |key: &str| seen[key].as_f64().unwrap();
        assert_eq!(seen["width"], width, "{seen}");
        assert!(number("page") <= f64::from(width), "the page is wider than {width}: {seen}");
        assert!(number("rows") > 10.0 && seen["cut"] == 0, "cells are cut off at {width}: {seen}");
        // On a phone each row is a card whose cells say what they are.
        assert_eq!(seen["cards"], width == 360, "{seen}");
        assert_eq!(seen["label"].as_str().unwrap().contains(" / "), width == 360, "{seen}");
        assert!(number("text") >= 14.0, "{seen}");
        assert_eq!(seen["dark"], dark, "{seen}");
        assert!(number("contrast") >= 4.5, "{seen}");
    }
    let paper = directory.path().join("lists.pdf");
    let print = format!("--print-to-pdf={}", paper.display());
    run(&browser, &profile, &[&print, "--no-pdf-header-footer"], &lists);
    let pdf = std::fs::read(&paper).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    let boxes: Vec<&str> = pdf.split("/MediaBox [").skip(1).filter_map(|rest| rest.split(']').next()).collect();
    // A4 laid across, in points, and each list on a page of its own; as a table, since cards would fill a page with two.
    assert!((3..22).contains(&boxes.len()) && boxes.iter().all(|size| size.starts_with("0 0 841.")), "{boxes:?}");
}
