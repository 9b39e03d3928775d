#!/usr/bin/env bash
# Fails if the compiler takes longer than a second to check the types of a long formula: overloads on
# operators easily make that minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
modules=.build/release/Modules
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
maps=(-Xcc -fmodule-map-file=.build/release/CLaminaKernels.build/module.modulemap)
maps+=(-Xcc -fmodule-map-file=.build/release/COneDNN.build/module.modulemap)
maps+=(-Xcc -fmodule-map-file=Sources/Systems/CLAPACK/module.modulemap)
maps+=(-Xcc -fmodule-map-file=Sources/Systems/CKissFFT/module.modulemap)
swiftc -typecheck -swift-version 6 -package-name lamina -I "$modules" "${maps[@]}" \
    -Xfrontend -warn-long-expression-type-checking=1000 \
    -Xfrontend -warn-long-function-bodies=1000 \
    -plugin-path "$(dirname "$(readlink -f "$(command -v swiftc)")")/../lib/swift/host/plugins/testing" \
    Tests/TensorTests/FormulaTests.swift 2>"$log" || { cat "$log" >&2; exit 1; }
if grep -E "warning: .* took [0-9]+ms to type-check" "$log"; then
    echo "error: a formula takes too long to type-check" >&2
    exit 1
fi
echo "All formulas type-check in under a second each."
