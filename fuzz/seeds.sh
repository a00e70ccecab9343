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
seed manifest testdata -name '*.xml'
seed records sdk-db -name '*.toml'

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

# The first byte of a policy chooses its format.
mkdir -p fuzz/corpus/policy
find testdata/policies README.md README.zh.md -type f -size -64k | while read -r file; do
  for kind in 0 1 2 3 4 5 6; do
    { printf "\\x0$kind"; cat "$file"; } >"fuzz/corpus/policy/$(sha1sum <"$file" | cut -c1-16)-$kind"
  done
done
