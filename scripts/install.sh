#!/usr/bin/env bash
# Builds lamina with Swift's libraries inside, so that the machine it is copied to needs no Swift, and puts
# it into $PREFIX/bin (~/.local/bin). What else it needs there: scripts/debian-packages.txt, "run".
set -euo pipefail
cd "$(dirname "$0")/.."

bin="${PREFIX:-$HOME/.local}/bin"
echo "==> Building lamina with Swift's libraries inside"
# A build of its own: what is linked in this way shares nothing with the tests' build.
swift build -c release --static-swift-stdlib --scratch-path .build/install --product lamina
mkdir -p "$bin"
# Renamed into place: a lamina that runs meanwhile goes on.
strip -o "$bin/.lamina.new" .build/install/release/lamina
mv "$bin/.lamina.new" "$bin/lamina"
echo "==> Installed: $bin/lamina, $(du -h "$bin/lamina" | cut -f 1)"
