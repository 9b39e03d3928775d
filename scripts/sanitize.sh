#!/usr/bin/env bash
# sanitize.sh [address|thread]...: runs the tests of the engine under clang's sanitizers, once with
# machine code made at run time and once with the loops' interpreter, and fails on any report.
# Both sanitizers, unless one is named. What is not built here is not seen: oneDNN, OpenBLAS, libgomp,
# the libraries of pictures and sounds, and the machine code itself.
set -euo pipefail
cd "$(dirname "$0")/.."

# The thread sanitizer cannot see Swift's Mutex, whose code lies in a library without instrumentation, and
# reports the memory under it (BufferPool's lists first of all): it is run for pool and kernels, in C++.
declare -A tests=(
    [address]='^(Graph|Kernels|CPU|Tensor|Conformance|Formats|Data|ONNX)Tests\.'
    [thread]='^KernelsTests\.'
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
    for jit in 1 0; do
        echo "==> Testing with the $kind sanitizer, LAMINA_JIT=$jit"
        status=0
        LAMINA_JIT=$jit swift test "${options[@]}" --skip-build --disable-xctest \
            --filter "${tests[$kind]}" --skip "$slow" || status=$?
        for report in "$reports"/report.*; do
            [[ -e $report ]] || continue
            cat "$report" >&2
            status=1
        done
        [[ $status -eq 0 ]] || exit "$status"
    done
done
