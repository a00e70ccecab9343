#!/usr/bin/env bash
# Brings the released binary of qingdan for this runner and checks its checksum.
# Reads VERSION, ACTION_PATH, REPOSITORY, SERVER, RUNNER_OS, RUNNER_ARCH and RUNNER_TEMP.
set -euo pipefail

version="${VERSION:-}"
if [ -z "$version" ]; then
  version="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ACTION_PATH/Cargo.toml" | head -n 1)"
fi

case "$RUNNER_OS-$RUNNER_ARCH" in
  Linux-X64) target=x86_64-unknown-linux-musl archive=tar.gz ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl archive=tar.gz ;;
  macOS-X64) target=x86_64-apple-darwin archive=tar.gz ;;
  macOS-ARM64) target=aarch64-apple-darwin archive=tar.gz ;;
  Windows-X64) target=x86_64-pc-windows-msvc archive=zip ;;
  *)
    echo "::error::qingdan has no binary for $RUNNER_OS $RUNNER_ARCH"
    exit 2
    ;;
esac

name="qingdan-$version-$target.$archive"
base="$SERVER/$REPOSITORY/releases/download/v$version"
directory="$RUNNER_TEMP/qingdan-bin"
mkdir -p "$directory"
cd "$directory"
curl --fail --silent --show-error --location --retry 3 --remote-name "$base/$name"
curl --fail --silent --show-error --location --retry 3 --remote-name "$base/$name.sha256"
if command -v sha256sum > /dev/null; then
  sha256sum --check "$name.sha256"
else
  shasum --algorithm 256 --check "$name.sha256"
fi
case "$archive" in
  zip) 7z x -y "$name" > /dev/null ;;
  *) tar --extract --gzip --file "$name" ;;
esac
