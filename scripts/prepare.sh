#!/usr/bin/env bash
# prepare.sh PURPOSE...: installs what debian-packages.txt lists for these purposes and the machine
# lacks, as root or through sudo. Silent where nothing lacks. Needs a Swift toolchain to be there.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v swift >/dev/null; then
    echo "error: no swift in PATH; Lamina needs a Swift 6.3 toolchain: https://www.swift.org/install" >&2
    exit 1
fi

architecture="$(dpkg --print-architecture)"
missing=()
while read -r purpose package _; do
    [[ " $* " == *" ${purpose%-"$architecture"} "* ]] || continue
    status="$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)"
    [[ "$status" == installed ]] || missing+=("$package")
done < <(grep -v '^#' scripts/debian-packages.txt)
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ "$(id -u)" != 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "error: these packages are missing; install them as root: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)

echo "==> Installing Debian packages: ${missing[*]}"
"${apt[@]}" update
"${apt[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null
