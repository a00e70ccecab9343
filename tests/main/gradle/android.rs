//! The `android { }` block, on which the manifest merge depends.

use std::fs;

use qingdan::project::{Android, Config, SourceSet, discover};
use qingdan::source::{Files, Located};

const GROOVY: &str = r#"
apply plugin: 'com.android.application'
def key = 'k1'
android {
    namespace 'com.acme.app'
    compileSdkVersion 34
    defaultConfig {
        applicationId "com.acme"
        minSdkVersion rootProject.ext.minSdk
        targetSdkVersion 34
        manifestPlaceholders = [APP_KEY: key, "CHANNEL": 'none', UNKNOWN: missing]
        manifestPlaceholders += [ADDED: 'yes']
    }
    buildTypes {
        debug { applicationIdSuffix '.debug' }
        staging {
            initWith debug
            debuggable false
        }
    }
    flavorDimensions 'channel', 'price'
    productFlavors {
        xiaomi { dimension 'channel' }
        huawei {
            dimension "channel"
            applicationId 'com.acme.huawei'
            minSdk 24
        }
        paid { dimension 'price' }
    }
    productFlavors.all { flavor -> flavor.manifestPlaceholders.put('CHANNEL', name) }
    sourceSets {
        main {
            manifest.srcFile 'AndroidManifest.xml'
            java.srcDirs = ['src']
            jniLibs.srcDirs = ['libs']
            res.srcDirs += 'extra-res'
        }
        debug.setRoot('build-types/debug')
    }
    if (System.getenv('NEVER')) { }
}
"#;

const KOTLIN: &str = r#"
plugins { id("com.android.application") }
val key = "k1"
val minSdkOfRoot: Int by rootProject.extra
android {
    namespace = "com.acme.app"
    compileSdk = 34
    defaultConfig {
        applicationId = "com.acme"
        minSdk = rootProject.extra["minSdk"] as Int
        targetSdk = 34
        manifestPlaceholders["APP_KEY"] = key
        manifestPlaceholders += mapOf("CHANNEL" to "none", "UNKNOWN" to missing)
        addManifestPlaceholders(mapOf("ADDED" to "yes"))
    }
    buildTypes {
        getByName("debug") { applicationIdSuffix = ".debug" }
        create("staging") {
            initWith(getByName("debug"))
            isDebuggable = false
        }
    }
    flavorDimensions += listOf("channel", "price")
    productFlavors {
        create("xiaomi") { dimension = "channel" }
        register("huawei") {
            dimension = "channel"
            applicationId = "com.acme.huawei"
            minSdk = 24
        }
        create("paid") { dimension = "price" }
    }
    productFlavors.all { manifestPlaceholders["CHANNEL"] = name }
    sourceSets {
        getByName("main") {
            manifest.srcFile("AndroidManifest.xml")
            java.setSrcDirs(listOf("src"))
            jniLibs.setSrcDirs(listOf("libs"))
            res.srcDir("extra-res")
        }
        named("debug") { setRoot("build-types/debug") }
    }
}
"#;

fn android(files: &[(&str, &str)]) -> Android {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("app")).unwrap();
    for (path, text) in files {
        fs::write(dir.path().join(path), text).unwrap();
    }
    let project = discover::read(&Files::open(dir.path(), false).unwrap());
    project.module(":app").unwrap().android.clone()
}

fn text(value: &Option<Located<String>>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

fn placeholders(config: &Config) -> Vec<(&str, &str)> {
    config.placeholders.iter().map(|(key, value)| (key.as_str(), value.value.as_str())).collect()
}

fn dirs(set: &[Located<String>]) -> Vec<&str> {
    set.iter().map(|dir| dir.value.as_str()).collect()
}

#[test]
fn both_languages_say_the_same() {
    let groovy = android(&[
        ("settings.gradle", "include ':app'"),
        ("build.gradle", "ext.minSdk = 21"),
        ("app/build.gradle", GROOVY),
    ]);
    let kotlin = android(&[
        ("settings.gradle.kts", "include(\":app\")"),
        ("build.gradle.kts", "extra[\"minSdk\"] = 21"),
        ("app/build.gradle.kts", KOTLIN),
    ]);
    for (language, android) in [("groovy", groovy), ("kotlin", kotlin)] {
        assert_eq!(text(&android.namespace), Some("com.acme.app"), "{language}");
        let default = &android.default_config;
        assert_eq!(text(&default.application_id), Some("com.acme"));
        assert_eq!(default.min_sdk.as_ref().map(|sdk| sdk.value), Some(21));
        assert_eq!(default.target_sdk.as_ref().map(|sdk| sdk.value), Some(34));
        assert_eq!(placeholders(default), [("APP_KEY", "k1"), ("CHANNEL", "none"), ("ADDED", "yes")], "{language}");
        let type_named = |name: &str| android.build_types.iter().find(|config| config.name == name).unwrap();
        assert_eq!(text(&type_named("debug").application_id_suffix), Some(".debug"));
        assert_eq!(type_named("debug").debuggable, Some(true));
        assert_eq!(type_named("staging").init_with.as_deref(), Some("debug"));
        assert_eq!(type_named("staging").debuggable, Some(false));
        assert_eq!(type_named("release").debuggable, None);
        assert_eq!(android.flavor_dimensions, ["channel", "price"]);
        let flavors: Vec<_> =
            android.flavors.iter().map(|flavor| (flavor.name.as_str(), flavor.dimension.as_deref())).collect();
        assert_eq!(flavors, [("xiaomi", Some("channel")), ("huawei", Some("channel")), ("paid", Some("price"))]);
        assert_eq!(text(&android.flavors[1].application_id), Some("com.acme.huawei"));
        assert_eq!(android.flavors[1].min_sdk.as_ref().map(|sdk| sdk.value), Some(24));
        assert_eq!(placeholders(&android.flavors[0]), [("CHANNEL", "xiaomi")], "{language}");
        let set = |name: &str| -> &SourceSet { android.source_sets.iter().find(|set| set.name == name).unwrap() };
        assert_eq!(text(&set("main").manifest), Some("app/AndroidManifest.xml"));
        assert_eq!(dirs(&set("main").java), ["app/src"]);
        assert_eq!(dirs(&set("main").jni_libs), ["app/libs"]);
        // What is added stands beside the usual place.
        assert_eq!(dirs(&set("main").res), ["app/src/main/res", "app/extra-res"], "{language}");
        assert_eq!(text(&set("debug").manifest), Some("app/build-types/debug/AndroidManifest.xml"));
    }
}
