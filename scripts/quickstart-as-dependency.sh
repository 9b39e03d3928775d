#!/usr/bin/env bash
# Builds and runs Examples/Quickstart as a stranger would have it: a package of its own that depends on
# a tagged version of the committed state, from a git URL. Debug and release; prints both speeds.
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp --directory --tmpdir quickstart-XXXXXX)"
trap 'rm -rf "$work"' EXIT
version="$(sed -n 's/.*static let current = "\(.*\)"/\1/p' Sources/Train/LaminaVersion.swift)"

echo "==> Tagging a clone of $(git rev-parse --short HEAD) as $version"
git clone --quiet . "$work/lamina"
git -C "$work/lamina" tag --force "$version" >/dev/null
cp -r "$work/lamina/Examples/Quickstart" "$work/Quickstart"
sed -i "s|\.package(name: \"lamina\", path: .*)|.package(url: \"file://$work/lamina\", exact: \"$version\")|" \
    "$work/Quickstart/Package.swift"
grep --quiet "exact: \"$version\"" "$work/Quickstart/Package.swift"

for configuration in debug release; do
    echo "==> Building in $configuration"
    swift build --package-path "$work/Quickstart" -c "$configuration"
    echo "==> Running the $configuration build"
    "$work/Quickstart/.build/$configuration/Quickstart"
done
