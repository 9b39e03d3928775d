#!/usr/bin/env bash
# Times Lamina beside its peers and writes the table to docs/performance.md.
# ROWS and ROUNDS in the environment choose what runs (bench/SPEC.md) and how often.
set -euo pipefail
cd "$(dirname "$0")/.."

rows="${ROWS:-W1,W1b,W2,S1}"
rounds="${ROUNDS:-3}"
peers="${LAMINA_BENCH_VENVS:-$HOME/.cache/lamina-bench}"
results=.build/bench
mkdir -p "$results"

echo "==> Building lamina"
swift build -c release --product lamina
echo "==> Setting up the peers in $peers (3.2 GB the first time)"
bench/setup.sh

echo "==> Timing rows $rows, $rounds rounds; leave the machine alone meanwhile"
commit="$(git rev-parse --short HEAD)"
[[ -z "$(git status --porcelain -- Sources Package.swift)" ]] || commit+=" with local changes"
rm -f "$results/results.jsonl"
python3 bench/run.py --rows "$rows" --rounds "$rounds" --out "$results/results.jsonl" \
    >"$results/table.md"

machine() { sed -n "s/^$1[[:space:]]*: //p" "$2" | head -n 1; }
gib() { awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo; }
{
    cat <<TEXT
# Performance

Written by \`make bench\`: each row of [bench/SPEC.md](../bench/SPEC.md) in Lamina and in its peers, side
by side, $rounds rounds in turns, 2 threads on 2 CPUs. Bold is the fastest peer; the last column is
Lamina's figure over the fastest peer's, so below 1 is a win. Lower is better except for rates.

| | |
|---|---|
| Lamina | commit $commit |
| date | $(date +%F) |
| machine | $(machine 'model name' /proc/cpuinfo), $(nproc) CPUs, $(gib) GiB |
| system | $(. /etc/os-release; echo "$PRETTY_NAME"), Linux $(uname -r) |
| compiler | $(swift --version 2>/dev/null | head -n 1) |
$(for peer in torch jax tf; do echo "| $peer | $(<"$peers/$peer/pins") |"; done)

TEXT
    cat "$results/table.md"
} >docs/performance.md
cat "$results/table.md"
echo "==> Written: docs/performance.md; every process: $results/results.jsonl"
