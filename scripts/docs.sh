#!/usr/bin/env bash
# Writes the API reference of the library modules to .build/docs, with the toolchain's own docc: no
# package depends on a documentation plug-in.
set -euo pipefail
cd "$(dirname "$0")/.."

# In order of imports, so that each can link to those before it.
modules=(LaminaGraph LaminaTensor LaminaNN LaminaOptim LaminaModels LaminaFormats LaminaData
    LaminaPlot LaminaTrain)
work=.build/docs-work
warnings=.build/docs-warnings.txt
rm -rf "$work" .build/docs
mkdir -p "$work/graphs"
: >"$warnings"

echo "==> Collecting the documentation comments"
swift package -c release dump-symbol-graph --skip-synthesized-members >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
collected="$(dirname "$(swift build -c release --show-bin-path)")/symbolgraph"

archives=()
for module in "${modules[@]}"; do
    echo "==> Writing the reference of $module"
    mkdir "$work/graphs/$module"
    cp "$collected/$module".symbols.json "$collected/$module"@*.symbols.json "$work/graphs/$module" \
        2>/dev/null || true
    docc convert --additional-symbol-graph-dir "$work/graphs/$module" \
        --fallback-display-name "$module" --fallback-bundle-identifier "lamina.$module" \
        --fallback-default-module-kind Module \
        --enable-experimental-external-link-support "${archives[@]/#/--dependency=}" \
        --output-path "$work/$module.doccarchive" >>"$warnings" 2>&1 ||
        { tail -n 20 "$warnings" >&2; exit 1; }
    archives+=("$work/$module.doccarchive")
done
docc merge "${archives[@]}" --synthesized-landing-page-name Lamina --output-path .build/docs
rm -rf "$work"
echo "==> $(grep -c '^warning: ' "$warnings" || true) warnings: $warnings"
echo "==> Written. To read: python3 -m http.server --directory .build/docs 8000," \
    "then http://localhost:8000/documentation"
