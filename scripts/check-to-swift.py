#!/usr/bin/env python3
"""Compiles what `lamina onnx to-swift` writes and runs it: the numbers must be those of the ONNX file.
Needs a release build.

A multi-layer perceptron is trained for an epoch; the networks of RapidOCR and Magika are taken too
where `lamina data get` has brought them.
"""

import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build/release"
LAMINA = BUILD / "lamina"
DATA = pathlib.Path(os.environ.get("LAMINA_DATA") or pathlib.Path.home() / ".cache/lamina/data")
MAIN = """
import Lamina
import LaminaFormats

let files = CommandLine.arguments
let weights = try SafeTensors(contentsOf: files[1]).entries.mapValues { $0.tensor }
let network = Generated(weights: weights)
let compiled = compile { (x: [Tensor]) in network(x) }
let x = try Npy.read(contentsOf: files[2]).tensor
let wanted = try Npy.read(contentsOf: files[3]).tensor
for found in [network([x])[0], compiled([x])[0]] {
    guard found.shape == wanted.shape else { fatalError("\\(found.shape), not \\(wanted.shape)") }
    let most = wanted.array().map { abs($0) }.max() ?? 0
    let worst = zip(found.array(), wanted.array()).map { abs($0 - $1) }.max() ?? 0
    guard worst <= 1e-5 * most else { fatalError("off by \\(worst) of \\(most)") }
}
"""


def run(*command):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"error: {' '.join(map(str, command[:4]))} …\n{result.stderr}")
    return result.stdout


def write_npy(path, shape, values, kind):
    head = f"{{'descr': '<{'f4' if kind == 'f' else 'i4'}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    head = head + " " * (-(len(head) + 11) % 64) + "\n"
    body = struct.pack(f"<{len(values)}{kind}", *values)
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode() + body)


def networks(folder):
    """(name, ONNX file, name of the input, its shape, type of its numbers)"""
    run(LAMINA, "train", "mlp", "--data", "two-spirals", "--epochs", "1", "--out", folder / "run")
    run(LAMINA, "export", folder / "run", "--onnx", folder / "mlp.onnx")
    info = json.loads(run(LAMINA, "onnx", "info", folder / "mlp.onnx", "--json"))
    yield "MLP", folder / "mlp.onnx", info["inputs"][0]["name"], [3, 2], "f"
    direction = DATA / "rapidocr/models/ch_ppocr_mobile_v2.0_cls_infer.onnx"
    if direction.exists():
        yield "RapidOCR direction", direction, "x", [1, 3, 48, 192], "f"
    magika = DATA / "magika/models/standard_v3_3/model.onnx"
    if magika.exists():
        yield "Magika", magika, "bytes", [1, 2048], "i"


def flags():
    maps = [BUILD / f"{name}.build" for name in ("CLaminaKernels", "COneDNN")]
    maps += [ROOT / "Sources/Systems" / name for name in ("CLAPACK", "CKissFFT", "CZlib", "CPNG", "CJPEG", "CSndFile")]
    maps += [ROOT / ".build/checkouts/GRDB.swift/Sources/GRDBSQLite", ROOT / ".build/checkouts/Yams/Sources/CYaml/include"]
    found = ["-I", BUILD / "Modules"]
    for path in maps:
        found += ["-Xcc", f"-fmodule-map-file={path}/module.modulemap"]
    # What the program is linked from, without its own part: folders may hold objects of older sources.
    listed = (BUILD / "lamina.product/Objects.LinkFileList").read_text().split()
    objects = [path.strip("'") for path in listed if "/lamina.build/" not in path]
    return found + objects + ["-ldnnl", "-lgomp", "-lstdc++", "-lm", "-lsqlite3"]


def main():
    with tempfile.TemporaryDirectory() as name:
        folder, checked = pathlib.Path(name), []
        for title, model, feed, shape, kind in networks(folder):
            own = folder / str(len(checked))
            own.mkdir()
            draw = random.Random(1)
            count = 1
            for size in shape:
                count *= size
            values = [draw.uniform(-1, 1) if kind == "f" else draw.randrange(257) for _ in range(count)]
            write_npy(own / "x.npy", shape, values, kind)
            run(LAMINA, "onnx", "run", model, "--input", f"{feed}={own}/x.npy", "--output-dir", own / "out")
            wanted = next((own / "out").glob("*.npy"))
            sizes = ",".join(map(str, shape))
            run(LAMINA, "onnx", "to-swift", model, "Generated", "--shape", f"{feed}={sizes}", "--output-dir", own)
            (own / "main.swift").write_text(MAIN)
            run("swiftc", "-O", "-swift-version", "6", own / "main.swift", own / "Generated.swift", "-o", own / "check", *flags())
            run(own / "check", own / "Generated.safetensors", own / "x.npy", wanted)
            checked.append(title)
    print(f"The source of {', '.join(checked)} compiles and gives the networks' numbers.")


main()
