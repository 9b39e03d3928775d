#!/usr/bin/env python3
"""Checks every model.onnx below a folder with ONNX's own checker, runs it in ONNX Runtime on
input_N.npy beside it, and writes output_N.npy.

    python -m venv ~/.cache/lamina-bench/onnx
    ~/.cache/lamina-bench/onnx/bin/pip install onnx==1.23.2 onnxruntime==1.31.1
    ~/.cache/lamina-bench/onnx/bin/python scripts/onnx-check.py DIR
"""
import pathlib
import sys

import numpy
import onnx
import onnxruntime

onnxruntime.set_default_logger_severity(3)
failed = 0
for path in sorted(pathlib.Path(sys.argv[1]).rglob("model.onnx")):
    try:
        onnx.checker.check_model(str(path), full_check=True)
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        feeds = {
            value.name: numpy.load(path.parent / f"input_{index}.npy")
            for index, value in enumerate(session.get_inputs())
        }
        for index, value in enumerate(session.run(None, feeds)):
            numpy.save(path.parent / f"output_{index}.npy", numpy.asarray(value))
    except Exception as error:
        failed += 1
        print(f"{path}: {error}", file=sys.stderr)
sys.exit(1 if failed else 0)
