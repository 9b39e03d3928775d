#!/usr/bin/env bash
# parity.sh: runs the tests that put pretrained networks beside the libraries they come from, and
# writes what they measured into the table of docs/interop.md. Needs the tests to be built.
set -euo pipefail
cd "$(dirname "$0")/.."

lines="$(mktemp)"
trap 'rm -f "$lines"' EXIT
LAMINA_PARITY="$lines" swift test -c release --skip-build --disable-xctest \
    --filter '(ModelsTests|ONNXTests)\.' >"$lines.log" 2>&1 || { cat "$lines.log" >&2; exit 1; }
grep -E '➜ .*skipped' "$lines.log" >&2 || true
rm -f "$lines.log"

python3 - "$lines" docs/interop.md <<'PY'
import re, sys
rows = sorted(set(open(sys.argv[1], encoding="utf-8").read().splitlines()))
page = open(sys.argv[2], encoding="utf-8").read()
table = "\n".join(["| network | what is compared | with | measured | allowed |", "|---|---|---|---|---|", *rows])
start, end = "<!-- parity: made by `make parity` -->", "<!-- /parity -->"
page, count = re.subn(f"{start}.*?{end}", lambda _: f"{start}\n{table}\n{end}", page, flags=re.S)
assert count == 1, "docs/interop.md has no place for the table"
open(sys.argv[2], "w", encoding="utf-8").write(page)
print(f"==> {len(rows)} rows in {sys.argv[2]}")
PY
