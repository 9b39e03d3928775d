#!/usr/bin/env bash
# sanitize.sh [address|thread]...: runs the tests of the engine under clang's sanitizers, once with
# machine code made at run time and once with the loops' interpreter, and fails on any report.
# Both sanitizers, unless one is named. What is not built here is not seen: oneDNN, OpenBLAS, libgomp,
# the libraries of pictures and sounds, and the machine code itself.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A tests=(
    [address]='^(Graph|Kernels|CPU|Tensor|Conformance|Formats|Data|ONNX)Tests\.'
    [thread]='^(Kernels|CPU|Conformance)Tests\.'
)
# These look the caller's line up in the program's symbols, which in a sanitizer's image takes minutes each.
slow='isExplained|anAbsentRuleIsNamed|TheUsersLine|AreNamed|WithItsLine|NoOperationsFault|NamesTheRemedy|ReadAndNotWritten|NamesTheRank'
reports="$(mktemp -d)"
trap 'rm -rf "$reports"' EXIT
export ASAN_OPTIONS="detect_stack_use_after_return=1:log_path=$reports/report"
export TSAN_OPTIONS="suppressions=$PWD/scripts/races.supp:log_path=$reports/report"

[[ $# -gt 0 ]] || set -- address thread
for kind in "$@"; do
    options=(--configuration release --sanitize "$kind" --scratch-path ".build/${kind:0:1}san")
    echo "==> Building the tests with the $kind sanitizer"
    swift build "${options[@]}" --build-tests
    preloaded=
    if [[ $kind == thread ]]; then
        preloaded="$PWD/.build/tsan/mutex-order.so"
        clang -O2 -Wall -shared -fPIC -o "$preloaded" scripts/mutex-order.c -ldl
    fi
    for jit in 1 0; do
        echo "==> Testing with the $kind sanitizer, LAMINA_JIT=$jit"
        status=0
        LD_PRELOAD=$preloaded LAMINA_JIT=$jit swift test "${options[@]}" --skip-build --disable-xctest \
            --filter "${tests[$kind]}" --skip "$slow" || status=$?
        for report in "$reports"/report.*; do
            [[ -e $report ]] || continue
            cat "$report" >&2
            status=1
        done
        [[ $status -eq 0 ]] || exit "$status"
    done
done
