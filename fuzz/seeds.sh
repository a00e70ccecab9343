#!/usr/bin/env bash
# Fills fuzz/corpus with the files that the tests use, so that the targets start from inputs that mean something.
set -euo pipefail
cd "$(dirname "$0")/.."

# seed TARGET FIND-ARGUMENTS...: copies what `find` finds, by the hash of its content.
seed() {
  local target=$1
  shift
  mkdir -p "fuzz/corpus/$target"
  find "$@" -type f -size -64k | while read -r file; do
    cp "$file" "fuzz/corpus/$target/$(sha1sum <"$file" | cut -c1-16)"
  done
}

seed gradle testdata \( -name '*.gradle' -o -name '*.kts' -o -name '*.versions.toml' -o -name 'gradle.properties' \)
seed catalog testdata -name '*.versions.toml'
seed locks testdata \( -name 'gradle.lockfile' -o -name 'verification-metadata.xml' -o -name 'dependencies.txt' \)
seed manifest testdata -name '*.xml'
seed records sdk-db -name '*.toml'

# Three manifests, one after another with a NUL between them.
mkdir -p fuzz/corpus/merge
find testdata/manifest -mindepth 1 -maxdepth 1 -type d | while read -r case; do
  find "$case" -name '*.xml' | sort | head -3 | while read -r file; do
    cat "$file"
    printf '\0'
  done >"fuzz/corpus/merge/${case##*/}"
done

mkdir -p fuzz/corpus/packages
cat >fuzz/corpus/packages/npm <<'JSON'
{"dependencies": {"react-native": "0.76.0", "jpush-react-native": "^3.0.0"}, "expo": {"android": {"permissions": ["CAMERA"]}}}
JSON
cat >fuzz/corpus/packages/uni-app <<'JSON'
{"app-plus": {"distribute": {"android": {"permissions": ["<uses-permission android:name=\"android.permission.CAMERA\"/>"]},
  "sdkConfigs": {"push": {"unipush": {}}, "ad": {"gdt": false}}}}, /* a comment */ "uniStatistics": {"enable": true}}
JSON
cat >fuzz/corpus/packages/flutter <<'YAML'
name: app
dependencies:
  flutter:
    sdk: flutter
  jpush_flutter: ^2.5.0
  other: { git: { url: "https://example.com/x.git" } }
YAML

mkdir -p fuzz/corpus/config
cat >fuzz/corpus/config/every-kind-of-value <<'TOML'
lang = "zh"
policy = ["docs/privacy.md"]
fail-on = "warning"
first-party = ["com.example"]
[levels]
stale-sdk = "off"
[[allow]]
rule = "undeclared-sdk"
sdk = "jiguang-jpush"
reason = "until the next release"
expires = "2030-01-01"
TOML

# The first byte of what the program has written chooses its kind.
mkdir -p fuzz/corpus/written
printf '\0%s\n' '[[finding]]
fingerprint = "0123456789abcdef"
rule = "undeclared-sdk"' >fuzz/corpus/written/baseline
printf '\1%s' '{"schema": "qingdan/inventory/1", "sdks": [{"id": "a-b", "scope": "main", "name": {"zh": "x", "en": "y"}, "data": [{"type": "imei"}]}], "permissions": [{"name": "a.B"}]}' \
  >fuzz/corpus/written/inventory
printf '\2%s\n' '[sdk."jiguang-jpush"]
purpose.zh = "推送"
[[row]]
name.zh = "云"
[[omit]]
sdk = "x"
reason = "y"' >fuzz/corpus/written/overrides
printf '\3%s\n' '# 隐私政策

<!-- qingdan:begin list=sdk lang=zh -->
<!-- qingdan:list sdk 0 -->
| 名称 |
| --- |
| 极光推送 <!-- qingdan:row jiguang-jpush 0 --> |
<!-- qingdan:end -->' >fuzz/corpus/written/block
printf '\4%s\n' 'Question ID (machine readable),Response ID (machine readable),Response value
PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA,,true
"PSL_DATA_TYPES_LOCATION","PSL_APPROX_LOCATION",' >fuzz/corpus/written/sheet

# The first byte of an archive says whether it is packed already.
mkdir -p fuzz/corpus/archives
find testdata \( -name '*.aar' -o -name '*.jar' \) -type f -size -64k | while read -r file; do
  for kind in 0 2; do
    { printf "\\x0$kind"; cat "$file"; } >"fuzz/corpus/archives/$(sha1sum <"$file" | cut -c1-16)-$kind"
  done
done
printf '\1<manifest package="a.b"/>\0\0' >fuzz/corpus/archives/aar
printf '\3<w:document><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>极光推送</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>\0<Relationships/>' \
  >fuzz/corpus/archives/word
printf '\4<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>\0<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>\0<sst><si><t>极光推送</t></si></sst>\0<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>' \
  >fuzz/corpus/archives/sheet

# The first byte of a policy chooses its format.
mkdir -p fuzz/corpus/policy
find testdata/policies README.md README.zh.md -type f -size -64k | while read -r file; do
  for kind in 0 1 2 3 4 5 6; do
    { printf "\\x0$kind"; cat "$file"; } >"fuzz/corpus/policy/$(sha1sum <"$file" | cut -c1-16)-$kind"
  done
done
