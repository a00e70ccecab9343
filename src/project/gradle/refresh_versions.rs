//! The constants that the refreshVersions plugin gives to build scripts: `AndroidX.core.ktx`.

use std::collections::BTreeMap;

use super::value::Value;

/// Its id, as settings apply it.
pub(super) const PLUGIN: &str = "de.fayard.refreshVersions";

/// What stands for a version that the plugin keeps in `versions.properties`.
pub(super) const PLACEHOLDER: &str = "_";

/// The version of a module in `versions.properties`. The plugin calls each by group and artifact, except those of
/// families that share one; of them only AndroidX's follow from the names alone.
///
/// Source: `ArtifactVersionKeyReader` and the rules for AndroidX in the plugin's repository,
/// <https://github.com/Splitties/refreshVersions>.
pub(super) fn version<'v>(versions: &'v BTreeMap<String, Value>, group: &str, name: &str) -> Option<&'v Value> {
    const LONGEST: usize = 8;
    let mut keys = vec![format!("version.{group}..{name}")];
    if let Some((above, _)) = group.rsplit_once('.').filter(|_| group.starts_with("androidx.")) {
        // A family's member with releases of its own has a longer key than the family.
        keys.push(format!("version.{above}.{name}"));
        keys.push(format!("version.{above}.{}", name.replacen('-', ".", 1)));
        keys.push(format!("version.{group}.{name}"));
        keys.push(format!("version.{group}"));
    }
    let mut value = keys.iter().find_map(|key| versions.get(key))?;
    // A version may be that of another key.
    for _ in 0..LONGEST {
        match value.as_text().filter(|text| text.starts_with("version.")) {
            Some(other) => value = versions.get(&other)?,
            None => return Some(value),
        }
    }
    None
}

const TABLE: &str = include_str!("refresh_versions.txt");

/// Group and artifact of the module that `constant` means; nothing when the plugin has no such constant.
pub(super) fn module(constant: &str) -> Option<(String, String)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (head, entries) = line.split_once(": ")?;
        let mut head = head.split(' ');
        let (beginning, group, stem) = (head.next()?, head.next()?, head.next()?);
        let rest = match constant.strip_prefix(beginning)? {
            "" => ".",
            rest => rest.strip_prefix('.')?,
        };
        let artifact = entries.split(' ').find_map(|entry| {
            let (name, artifact) =
                entry.split_once('=').map_or((entry, None), |(name, artifact)| (name, Some(artifact)));
            (name == rest).then_some(artifact)
        })?;
        let stem = if stem == "-" { "" } else { stem };
        let artifact = match artifact {
            Some(".") => stem.to_owned(),
            Some(named) if named.starts_with('-') => format!("{stem}{named}"),
            Some(named) => named.to_owned(),
            None if rest == "." => stem.to_owned(),
            None if stem.is_empty() => words(rest),
            None => format!("{stem}-{}", words(rest)),
        };
        Some((group.to_owned(), artifact))
    })
}

/// `composeUi.testing` as `compose-ui-testing`.
fn words(path: &str) -> String {
    let mut result = String::with_capacity(path.len() + 4);
    let mut hump = false;
    for c in path.chars() {
        if c.is_ascii_uppercase() && hump {
            result.push('-');
        }
        hump = c.is_ascii_lowercase() || c.is_ascii_digit();
        result.push(if c == '.' { '-' } else { c.to_ascii_lowercase() });
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_mean_modules() {
        let cases = [
            ("AndroidX.core.ktx", "androidx.core:core-ktx"),
            ("AndroidX.appCompat", "androidx.appcompat:appcompat"),
            ("KotlinX.coroutines.android", "org.jetbrains.kotlinx:kotlinx-coroutines-android"),
            ("Google.android.material", "com.google.android.material:material"),
            ("Square.okHttp3", "com.squareup.okhttp3:okhttp"),
            ("Square.okHttp3.okHttp", "com.squareup.okhttp3:okhttp"),
            ("Square.retrofit2.converter.gson", "com.squareup.retrofit2:converter-gson"),
            ("Firebase.analyticsKtx", "com.google.firebase:firebase-analytics-ktx"),
            ("Firebase.cloudMessaging", "com.google.firebase:firebase-messaging"),
            ("Testing.junit4", "junit:junit"),
            ("COIL", "io.coil-kt:coil"),
            ("Ktor.client.okHttp", "io.ktor:ktor-client-okhttp"),
        ];
        for (constant, expected) in cases {
            let (group, artifact) = module(constant).unwrap_or_default();
            assert_eq!(format!("{group}:{artifact}"), expected, "{constant}");
        }
        assert_eq!(module("AndroidX.core.none"), None);
        assert_eq!(module("AndroidX"), None);
    }
}
