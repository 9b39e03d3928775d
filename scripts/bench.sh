#!/usr/bin/env bash
# Times Lamina beside its peers and writes the table in docs/performance.md. In the environment:
# ROWS=W1,W4 some of the rows of bench/SPEC.md, ROUNDS how often (5), PEERS=torch,jax,tf every peer in every row.
set -euo pipefail
cd "$(dirname "$0")/.."

# For each row the peers that bench/baseline.md has within a third of the fastest: one of them is the best.
declare -A near=(
    [W1]=jax-jit [W1b]=torch-eager,torch-compile [W2]=torch-eager,torch-channels_last
    [W3]=torch-eager,torch-compile,torch-channels_last [W3b1]=tf-xla,tf-graph,torch-eager
    [W3b8]=torch-compile,tf-graph,tf-xla [W4]=torch-compile,torch-eager [W5]=tf-xla,tf-graph
    [W5b]=jax-jit,tf-xla [W6e]=torch-eager [W6c]=jax-jit [W6b]=jax-jit [W7a]=tf-xla
    [W7b]=tf-graph [W7c]=torch-eager,torch-compile [W7d]=jax-jit,tf-xla [W7e]=tf-graph
    [W7f]=torch-channels_last,torch-compile,torch-eager
    [W7g]=torch-channels_last,torch-compile,tf-graph [W8]=jax-jit [W8b]=jax-jit [S1]=jax [S3]=jax
)
order=W1,W1b,W2,W3,W3b1,W3b8,W4,W5,W5b,W6e,W6c,W6b,W7a,W7b,W7c,W7d,W7e,W7f,W7g,W8,W8b,S1,S3
rows="${ROWS:-$order}"
rounds="${ROUNDS:-5}"
peers="${LAMINA_BENCH_VENVS:-$HOME/.cache/lamina-bench}"
results=.build/bench
page=docs/performance.md
mkdir -p "$results"

# As a user has it.
PREFIX="$PWD/$results" scripts/install.sh
lamina="$PWD/$results/bin/lamina"
# What a user has to install beside the C library, which is there.
libraries="$(ldd "$lamina" | awk '$3 ~ /^\// && $1 !~ /^lib(c|m)\.so/ { print $3 }' | paste -sd ,)"
echo "==> Setting up the peers in $peers (3.2 GB the first time)"
bench/setup.sh

echo "==> Timing rows $rows, $rounds rounds; leave the machine alone meanwhile"
commit="$(git rev-parse --short HEAD)"
[[ -z "$(git status --porcelain -- Sources Package.swift)" ]] || commit+=" with local changes"
rm -f "$results/results.jsonl"
for row in ${rows//,/ }; do
    python3 bench/run.py --rows "$row" --rounds "$rounds" --peers "${PEERS:-${near[$row]}}" \
        --lamina "$lamina bench --row {row} --json" --lamina-files "$lamina,$libraries" \
        --out "$results/results.jsonl" >/dev/null
done
python3 bench/run.py --from "$results/results.jsonl" >"$results/table.md"

compared="${PEERS:-those that [bench/baseline.md](../bench/baseline.md) has within a third of the fastest of a row}"
memory="$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)"
machine() { sed -n "s/^$1[[:space:]]*: //p" /proc/cpuinfo | head -n 1; }
{
    cat <<TEXT
Each row of [bench/SPEC.md](../bench/SPEC.md) in Lamina and in its peers, $rounds rounds in turns, 2 threads on 2 CPUs, by
\`make bench\`. Bold is the fastest peer; the last column is Lamina's figure over the fastest peer's, rates turned round, so
below 1 is a win. Peers: $compared.

| | |
|---|---|
| Lamina | commit $commit, $(date +%F) |
| machine | $(machine 'model name'), $(nproc) CPUs, $memory GiB |
| system | $(. /etc/os-release; echo "$PRETTY_NAME"), Linux $(uname -r), $(swift --version 2>/dev/null | head -n 1) |
$(for peer in torch jax tf; do echo "| $peer | $(<"$peers/$peer/pins") |"; done)

TEXT
    cat "$results/table.md"
} >"$results/section.md"
awk -v section="$results/section.md" '
    /^<!-- end of what make bench wrote -->/ { inside = 0 }
    !inside { print }
    /^<!-- make bench writes this -->/ { inside = 1; while ((getline line < section) > 0) print line }
' "$page" >"$results/page.md"
cp "$results/page.md" "$page"
cat "$results/table.md"
echo "==> Written: $page; every process: $results/results.jsonl"
