#!/usr/bin/env python3
"""goldens.py [SAMPLES]: computes what NumPy, SciPy and PyTorch say of the op table's rows.

Reads the rows' operands and expressions from `lamina ops --samples`, or from a file that holds its
output, and writes Tests/Goldens/operations.jsonl, one row a line. Needs numpy, scipy and torch.

An expression sees the operands as arrays `a`, `b`, ... (float64, int64 or bool), `operands` as their
list, `np`, `scipy`, `torch`, `F` (torch.nn.functional), `math`, and `t(a)`, which makes a tensor, and
`changed(a, lambda y: ...)`, a copy of `a` after a change in place.
"""

import json
import math
import pathlib
import string
import subprocess
import sys

import numpy as np
import scipy
import scipy.fft
import scipy.linalg
import scipy.ndimage
import scipy.signal
import scipy.special
import scipy.stats
import torch

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "Tests/Goldens/operations.jsonl"


def operand(record):
    numbers = [float(value) for value in record["values"]]
    kind = {"f": np.float64, "b": np.bool_}.get(record["dtype"][0], np.int64)
    if record["dtype"] == "bfloat16":
        kind = np.float64
    return np.array(numbers, dtype=np.float64).astype(kind).reshape(record["shape"])


def changed(x, change):
    """A copy of `x` after `change(copy)`, for what NumPy does in place."""
    copy = x.copy()
    change(copy)
    return copy


def value(row):
    operands = [operand(record) for record in row["operands"]]
    names = dict(zip(string.ascii_lowercase, operands))
    names.update(
        changed=changed, np=np, scipy=scipy, torch=torch, F=torch.nn.functional, math=math, operands=operands,
        t=lambda x: torch.tensor(np.asarray(x)))
    # As globals, so that the names are known inside comprehensions and lambdas too.
    result = eval(row["golden"], names)
    if isinstance(result, torch.Tensor):
        result = result.detach().numpy()
    result = np.asarray(result)
    if np.iscomplexobj(result):
        raise ValueError("the value is complex; give its real and imaginary parts")
    return result


def text(number):
    if isinstance(number, bool):
        return int(number)
    return number if math.isfinite(number) else str(number)


def main():
    if len(sys.argv) > 1:
        lines = pathlib.Path(sys.argv[1]).read_text()
    else:
        command = [str(ROOT / ".build/release/lamina"), "ops", "--samples"]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    torch.set_default_dtype(torch.float64)
    np.seterr(all="ignore")
    (written, failed) = ([], [])
    for line in lines.splitlines():
        row = json.loads(line)
        try:
            result = value(row)
        except Exception as error:
            failed.append(f"{row['name']}: {row['golden']}: {type(error).__name__}: {error}")
            continue
        row["shape"] = list(result.shape)
        row["values"] = [text(number) for number in result.ravel().tolist()]
        written.append(json.dumps(row, separators=(",", ":")))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(written) + "\n")
    print(f"{len(written)} rows in {TARGET.relative_to(ROOT)}")
    for message in failed:
        print(f"error: {message}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
