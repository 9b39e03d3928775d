#!/usr/bin/env bash
# Computes the op table's reference values with pinned NumPy, SciPy and PyTorch; see goldens.py.
# Their environment is made once, in $LAMINA_GOLDENS_VENV.
set -euo pipefail
cd "$(dirname "$0")/.."

venv="${LAMINA_GOLDENS_VENV:-$HOME/.cache/lamina-goldens}"
# TORCH can name another CPU build where the index does not offer this one.
pins="numpy==2.4.6 scipy==1.17.1 ${TORCH:-torch==2.13.0+cpu}"
if [[ ! -f "$venv/pins" || "$(<"$venv/pins")" != "$pins" ]]; then
    echo "==> Setting up $venv: $pins"
    rm -rf "$venv"
    "${PYTHON:-python3}" -m venv "$venv"
    # shellcheck disable=SC2086
    "$venv/bin/pip" install --quiet --disable-pip-version-check $pins
    echo "$pins" >"$venv/pins"
fi
"$venv/bin/python" scripts/goldens.py "$@"
