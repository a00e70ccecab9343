//! Generated projects and policies: the same for the same numbers on every machine.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Libraries that the generated modules use in turn.
const LIBRARIES: [(&str, &str, &str); 8] = [
    ("jpush", "cn.jiguang.sdk:jpush", "5.4.0"),
    ("bugly", "com.tencent.bugly:crashreport", "4.1.9"),
    ("umeng", "com.umeng.umsdk:common", "9.6.8"),
    ("amap", "com.amap.api:location", "6.4.3"),
    ("okhttp", "com.squareup.okhttp3:okhttp", "4.12.0"),
    ("glide", "com.github.bumptech.glide:glide", "4.16.0"),
    ("core", "androidx.core:core-ktx", "1.13.1"),
    ("junit", "junit:junit", "4.13.2"),
];

/// Words of one numbers' sequence: a linear congruential generator, good enough to vary sizes.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// Writes a project of `modules` modules and about `files` files to `root`: one application, libraries that use
/// each other and libraries of the catalog, in Groovy and Kotlin, with sources and resources to walk past.
pub fn project(root: &Path, modules: usize, files: usize) -> io::Result<()> {
    let mut numbers = Numbers(modules as u64);
    let write = |path: &str, text: &str| -> io::Result<()> {
        let path = root.join(path);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::write(path, text)
    };
    let mut settings = String::from("rootProject.name = \"generated\"\ninclude(\":app\")\n");
    let mut catalog = String::from("[versions]\n");
    for (name, _, version) in LIBRARIES {
        let _ = writeln!(catalog, "{name} = \"{version}\"");
    }
    catalog.push_str("[libraries]\n");
    for (name, module, _) in LIBRARIES {
        let _ = writeln!(catalog, "{name} = {{ module = \"{module}\", version.ref = \"{name}\" }}");
    }
    catalog.push_str("[plugins]\nandroid-application = { id = \"com.android.application\", version = \"8.7.0\" }\n");
    write("gradle/libs.versions.toml", &catalog)?;
    write("gradle.properties", "org.gradle.jvmargs=-Xmx4g\nandroid.useAndroidX=true\n")?;
    write("build.gradle.kts", "plugins {\n    alias(libs.plugins.android.application) apply false\n}\n")?;

    let sources = files.saturating_sub(modules * 2 + 4) / modules.max(1);
    for at in 0..modules {
        // Modules stand in groups, as they do in large builds.
        let (path, dir) = match at {
            0 => (":app".to_owned(), "app".to_owned()),
            at => (format!(":group{}:module{at}", at % 10), format!("group{}/module{at}", at % 10)),
        };
        if at > 0 {
            let _ = writeln!(settings, "include(\"{path}\")");
        }
        let kotlin = at % 3 != 1;
        let plugin = if at == 0 { "com.android.application" } else { "com.android.library" };
        let mut build = if kotlin {
            format!("plugins {{\n    id(\"{plugin}\")\n    id(\"org.jetbrains.kotlin.android\")\n}}\n\n")
        } else {
            format!("apply plugin: '{plugin}'\napply plugin: 'kotlin-android'\n\n")
        };
        let _ = write!(
            build,
            "android {{\n    namespace = \"com.example.module{at}\"\n    compileSdk = 35\n    defaultConfig {{\n        \
             minSdk = 24\n        targetSdk = 35\n    }}\n    buildTypes {{\n        release {{\n            \
             minifyEnabled = true\n        }}\n    }}\n}}\n\ndependencies {{\n"
        );
        for offset in 1..=3 {
            let next = at * 3 + offset;
            if next < modules {
                let _ = writeln!(build, "    implementation(project(\":group{}:module{next}\"))", next % 10);
            }
        }
        for _ in 0..3 {
            let (name, module, version) = LIBRARIES[numbers.below(LIBRARIES.len())];
            let configuration = if name == "junit" { "testImplementation" } else { "implementation" };
            if numbers.below(2) == 0 {
                let _ = writeln!(build, "    {configuration}(libs.{name})");
            } else {
                let _ = writeln!(build, "    {configuration}(\"{module}:{version}\")");
            }
        }
        build.push_str("}\n");
        write(&format!("{dir}/build.gradle{}", if kotlin { ".kts" } else { "" }), &build)?;
        let permission = ["INTERNET", "CAMERA", "READ_PHONE_STATE", "ACCESS_FINE_LOCATION", "VIBRATE"][at % 5];
        write(
            &format!("{dir}/src/main/AndroidManifest.xml"),
            &format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
                 <manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n    \
                 <uses-permission android:name=\"android.permission.{permission}\" />\n    <application>\n        \
                 <activity android:name=\".Activity{at}\" android:exported=\"false\" />\n    </application>\n</manifest>\n"
            ),
        )?;
        for file in 0..sources {
            if file % 4 == 3 {
                let path = format!("{dir}/src/main/res/layout{}/view{file}.xml", numbers.below(3));
                write(&path, "<FrameLayout />\n")?;
            } else {
                let path = format!("{dir}/src/main/java/com/example/module{at}/part{}/Class{file}.kt", file / 10);
                write(&path, &format!("package com.example.module{at}\n\nclass Class{file}\n"))?;
            }
        }
    }
    write("settings.gradle.kts", &settings)
}

/// A policy of about `bytes` bytes, as Chinese policies are written: headings, running text with what is collected
/// and what is not, and a list of SDKs.
pub fn policy(bytes: usize) -> String {
    const SENTENCES: [&str; 12] = [
        "为了向您提供服务，我们会收集您的设备信息（设备型号、操作系统版本、IMEI、Android ID、MAC 地址）。",
        "我们非常重视您的个人信息和隐私保护，将按照法律法规要求采取相应的安全保护措施。",
        "未经您的同意，我们不会向任何第三方共享您的个人信息，但法律法规另有规定的除外。",
        "当您使用拍照功能时，我们会申请相机权限和存储权限，您可以在系统设置中关闭。",
        "我们不会收集您的通讯录、短信和通话记录。",
        "您有权访问、更正、删除您的个人信息，也可以注销您的账号。",
        "我们可能会使用位置信息（GPS、基站、WLAN 接入点）为您推荐附近的门店。",
        "如您对本政策有任何疑问、意见或建议，可以通过客服电话与我们联系。",
        "本政策可能适时修订，修订后的内容会在显著位置公布。",
        "We use cookies and similar technologies to understand how you use our services.",
        "为保障支付安全，我们会收集订单号、交易金额，并由支付机构处理您的银行卡信息。",
        "推送消息时，我们会使用应用列表、网络状态和设备标识符以提高送达率。",
    ];
    const ENTRIES: [(&str, &str, &str); 5] = [
        ("极光推送 SDK", "深圳市和讯华谷信息技术有限公司", "消息推送"),
        ("腾讯 Bugly SDK", "深圳市腾讯计算机系统有限公司", "崩溃日志分析"),
        ("友盟+ SDK", "友盟同欣（北京）科技有限公司", "统计分析"),
        ("高德地图 SDK", "高德软件有限公司", "定位和地图"),
        ("微信开放平台 SDK", "深圳市腾讯计算机系统有限公司", "登录、分享和支付"),
    ];
    let mut numbers = Numbers(bytes as u64);
    let mut text = String::from("# 隐私政策\n\n");
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        let _ = write!(text, "## {section}. 我们如何收集和使用您的个人信息\n\n");
        for _ in 0..4 + numbers.below(6) {
            for _ in 0..2 + numbers.below(5) {
                text.push_str(SENTENCES[numbers.below(SENTENCES.len())]);
            }
            text.push_str("\n\n");
        }
        if section % 3 == 1 {
            text.push_str("| SDK 名称 | 提供方 | 用途 | 收集的信息 | 隐私政策 |\n| --- | --- | --- | --- | --- |\n");
            for (name, vendor, purpose) in ENTRIES {
                let _ = writeln!(
                    text,
                    "| {name} | {vendor} | {purpose} | 设备标识符、IP 地址 | https://example.com/privacy |"
                );
            }
            text.push('\n');
        }
    }
    text
}
