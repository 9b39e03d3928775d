#!/usr/bin/env bash
# Builds and runs Examples/Quickstart as a stranger would have it: a package of its own that depends on
# a tagged version of Lamina in a git repository. Debug and release; each prints its speed.
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp --directory --tmpdir quickstart-XXXXXX)"
trap 'rm -rf "$work"' EXIT
version="$(sed -n 's/.*static let current = "\(.*\)"/\1/p' Sources/Train/LaminaVersion.swift)"

# Not a clone: this also works in a shallow checkout, in one that another user owns, and without git's
# history.
echo "==> Tagging a copy of this checkout as $version"
git init --quiet "$work/lamina"
tar --create --exclude=./.git --exclude=./runs --exclude=.build . | tar --extract -C "$work/lamina"
git -C "$work/lamina" add --all
git -C "$work/lamina" -c user.name=Quickstart -c user.email=quickstart@localhost \
    commit --quiet --message "Lamina $version"
git -C "$work/lamina" tag "$version"

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
