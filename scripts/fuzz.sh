#!/usr/bin/env bash
# fuzz.sh [FORMAT,...]: has every reader read a million damaged files of its format under the address
# sanitizer, and writes what was counted into the table of docs/interop.md; a format that is not run
# keeps its row. LAMINA_FUZZ_SEED and LAMINA_FUZZ_INPUTS choose other inputs: Tests/Support/DamageRun.swift
# says how to make one again.
set -euo pipefail
cd "$(dirname "$0")/.."

export LAMINA_FUZZ_SEED="${LAMINA_FUZZ_SEED:-$RANDOM}" LAMINA_FUZZ_INPUTS="${LAMINA_FUZZ_INPUTS:-1000000}"
[[ $# -eq 0 ]] || export LAMINA_FUZZ_FORMATS="$1"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
export LAMINA_FUZZ_RESULTS="$results/rows"
touch "$results/rows"

# One input may take a gibibyte. Leaks are not looked for: at the end of a process whose results are
# in, and a reader that leaked would grow beyond the limit within a million inputs.
export ASAN_OPTIONS="detect_leaks=0:hard_rss_limit_mb=1024:max_allocation_size_mb=1024:\
quarantine_size_mb=16:log_path=$results/report"

options=(--configuration release --sanitize address --scratch-path .build/asan)
echo "==> Building the tests with the address sanitizer"
swift build "${options[@]}" --build-tests
echo "==> $LAMINA_FUZZ_INPUTS damaged files of each format, LAMINA_FUZZ_SEED=$LAMINA_FUZZ_SEED"
status=0
swift test "${options[@]}" --skip-build --disable-xctest --no-parallel \
    --filter damagedFilesAreReadOrRefusedWithAReason || status=$?
if [[ $status -ne 0 ]]; then
    for report in "$results"/report.*; do [[ -e $report ]] && cat "$report" >&2; done
    for last in "$results"/rows.*; do
        [[ -e $last ]] && echo "==> ${last##*/rows.}: the last input was $(cat "$last")" >&2
    done
    exit "$status"
fi

python3 - "$results/rows" docs/interop.md "$(git rev-parse --short HEAD), $(date +%F)" <<'PY'
import re, sys
page = open(sys.argv[2], encoding="utf-8").read()
start, end = "<!-- fuzz: made by `make fuzz` -->", "<!-- /fuzz -->"
old = re.search(f"{start}(.*?){end}", page, flags=re.S)
assert old, "docs/interop.md has no place for the table"
rows = {row.split("|")[1].strip(): row for row in old[1].strip().splitlines()[2:]}
for row in open(sys.argv[1], encoding="utf-8").read().splitlines():
    rows[row.split("|")[1].strip()] = f"{row} {sys.argv[3]} |"
table = "\n".join([
    "| format | valid files | inputs | refused | read | processor, s | slowest, ms | memory, MiB | seed | commit, date |",
    "|---|---|---|---|---|---|---|---|---|---|", *(rows[name] for name in sorted(rows))])
page = page.replace(old[0], f"{start}\n{table}\n{end}")
open(sys.argv[2], "w", encoding="utf-8").write(page)
print(f"==> {len(rows)} rows in {sys.argv[2]}")
PY
