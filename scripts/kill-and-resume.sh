#!/usr/bin/env bash
# Kills training with -9 at random moments, resumes it, and compares the final checkpoint with that
# of a run that nobody killed: every byte must be the same. Also trains once with one thread.
#
#   scripts/kill-and-resume.sh [KILLS] [SEED]      default: 50 kills, seed 1
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-50}
RANDOM=${2:-1}
# A copy, so that a build meanwhile does not change the program under test.
built="$PWD/.build/release/lamina"
folder=$(mktemp -d)
lamina="$folder/lamina"
cp "${LAMINA:-$built}" "$lamina"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

train() { "$lamina" train lenet5 --data mnist-5k --epochs 4 --seed 7 "$@" >/dev/null 2>&1; }
final() { sha256sum <"$1/checkpoints/004.safetensors"; }

start=$(date +%s%N)
train --out unbroken
milliseconds=$((($(date +%s%N) - start) / 1000000))
want=$(final unbroken)
echo "unbroken run: $milliseconds ms, $want"

LAMINA_THREADS=1 train --out single
[[ $(final single) == "$want" ]] || { echo "error: one thread gave other bytes"; exit 1; }
echo "one thread: the same bytes"

done_kills=0
number=0
while ((done_kills < kills)); do
    number=$((number + 1))
    run="run-$number"
    train --out "$run" &
    pid=$!
    while true; do
        # Anywhere from the start to the end of training, saves and epoch edges included.
        delay=$((RANDOM % (milliseconds + 50)))
        sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
        if ! kill -9 "$pid" 2>/dev/null; then break; fi
        wait "$pid" 2>/dev/null || true
        done_kills=$((done_kills + 1))
        ((done_kills < kills)) || break
        if [[ -f $run/config.json ]]; then train --resume "$run" & else train --out "$run" & fi
        pid=$!
    done
    wait "$pid" 2>/dev/null || true
    if [[ -f $run/config.json ]]; then train --resume "$run"; else train --out "$run"; fi
    [[ $(final "$run") == "$want" ]] || { echo "error: $run differs after a kill"; exit 1; }
    rm -rf "$run"
done
echo "$done_kills kills in $number runs: every final checkpoint has the same bytes"
