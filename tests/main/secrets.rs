//! Keys, tokens and passwords of a project never appear in any output: names only.

use std::fs;
use std::process::Command;

/// What must never be shown.
const SECRETS: [&str; 6] = [
    "0f1e2d3c4b5a69788796a5b4",
    "hunter2-signing",
    "AKIA-TOKEN-XYZZY",
    "wx-secret-qwerty",
    "mi-app-key-5551",
    "p4ssw0rd!",
];

fn project() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let [jpush, signing, token, wechat, mi, password] = SECRETS;
    let write = |path: &str, text: String| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("settings.gradle", "include ':app'\n".into());
    write("gradle.properties", format!("RELEASE_STORE_PASSWORD={signing}\nmavenToken={token}\nJPUSH_APPKEY={jpush}\n"));
    write("local.properties", format!("signing.password={password}\n"));
    // Also on one line with a dependency, as generated scripts have it.
    write(
        "app/build.gradle",
        format!(
            "plugins {{ id 'com.android.application' }}\n\
             android {{\n  namespace 'com.example.app'\n  defaultConfig {{\n    \
             manifestPlaceholders = [JPUSH_APPKEY: \"{jpush}\", MI_APPKEY: '{mi}']\n    \
             buildConfigField 'String', 'API_TOKEN', '\"{token}\"'\n    resValue 'string', 'wx_secret', '{wechat}'\n  }}\n  \
             signingConfigs {{ release {{ storePassword '{signing}'; keyPassword \"{password}\" }} }}\n}}\n\
             dependencies {{ ext.JPUSH_APPKEY = '{jpush}'; implementation 'cn.jiguang.sdk:jpush:5.0.0'; ext.token = \"{token}\" }}\n\
             dependencies {{ implementation missing.thing(apiToken: '{token}') }}\n"
        ),
    );
    write(
        "app/src/main/AndroidManifest.xml",
        format!(
            "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n\
             <uses-permission android:name=\"android.permission.CAMERA\"/> <application>\n\
             <meta-data android:name=\"JPUSH_APPKEY\" android:value=\"{jpush}\"/><meta-data android:name=\"UMENG_APPKEY\" android:value=\"{wechat}\"/>\n\
             <meta-data android:value=\"{mi}\" android:name=\"MI_APPKEY\"/>\n\
             <meta-data android:name=\"com.amap.api.v2.apikey\" android:value=\"{token}\"/>\n\
             <service android:name=\"cn.jpush.android.service.PushService\"><meta-data android:name=\"a.secret\" android:value=\"{password}\"/></service>\n\
             </application>\n</manifest>\n"
        ),
    );
    write("privacy.md", "# 隐私政策\n\n我们不收集任何信息。\n".into());
    directory
}

#[test]
fn they_stay_where_they_are() {
    let directory = project();
    let formats = ["human", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"];
    let mut runs: Vec<Vec<&str>> = formats
        .iter()
        .flat_map(|format| {
            [
                vec!["check", "--policy", "privacy.md", "--format", format],
                vec!["check", "--verbose", "--format", format],
            ]
        })
        .collect();
    runs.extend([vec!["inventory"], vec!["inventory", "--verbose"], vec!["inventory", "--format", "json"]]);
    runs.extend(["zh", "en"].map(|language| vec!["appendix", "--lang", language]));
    for arguments in runs {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qingdan"));
        let output = command.current_dir(directory.path()).args(&arguments).output().unwrap();
        let shown = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}: {shown}");
        assert!(arguments[0] == "appendix" || shown.to_lowercase().contains("jpush"), "{arguments:?}: {shown}");
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{arguments:?} shows {secret}: {shown}");
        }
    }
}
