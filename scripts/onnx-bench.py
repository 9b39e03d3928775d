#!/usr/bin/env python3
"""Times an ONNX file in ONNX Runtime and in `lamina onnx bench` on the same inputs, and prints both.

    ~/.cache/lamina-bench/onnx/bin/python scripts/onnx-bench.py model.onnx x=x.npy ...
"""
import json
import subprocess
import sys
import time

import numpy
import onnxruntime

onnxruntime.set_default_logger_severity(3)
path, pairs = sys.argv[1], [text.rpartition("=")[::2] for text in sys.argv[2:]]
session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
feeds = {name: numpy.load(file) for name, file in pairs}
for _ in range(3):
    session.run(None, feeds)
times = []
for _ in range(30):
    start = time.perf_counter()
    session.run(None, feeds)
    times.append((time.perf_counter() - start) * 1000)
peer = sorted(times)[len(times) // 2]
command = [".build/release/lamina", "onnx", "bench", path, "--json"]
for name, file in pairs:
    command += ["--input", f"{name}={file}"]
own = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
print(f"{path}: lamina {own['median_ms']:.2f} ms, ONNX Runtime {peer:.2f} ms, "
      f"ratio {own['median_ms'] / peer:.2f}")
