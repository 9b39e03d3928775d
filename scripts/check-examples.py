#!/usr/bin/env python3
"""Compiles the examples in the documentation: the Lamina column of docs/from-numpy-and-pytorch.md, every
```swift block of docs/training.md, of docs/course and in the doc comments of the library. Needs a release
build.

Each example is a function of its own, with the names of PREAMBLE at hand.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

MODULES = ["Tensor", "NN", "Optim", "Models", "Formats", "Data", "Train", "ONNX"]
ROOT = pathlib.Path(__file__).resolve().parent.parent
PREAMBLE = """
import Glibc
import Lamina
import LaminaGraph
import LaminaONNX
import LaminaTensor

let x = Tensor.ones([3, 4]), y = Tensor.ones([3, 4]), a = Tensor.ones([4, 4]), b = Tensor.ones([4, 4])
let v = Tensor.ones([4]), w = Tensor.ones([4]), indices = Tensor.iota([3]), mask = x .> 0
let image = Tensor.ones([1, 8, 8, 3]), filter = Tensor.ones([3, 3, 3, 6]), key = RandomKey(seed: 1)
let signal = Tensor.ones([400]), labels = Tensor.iota([3]), table = Tensor.ones([10, 4])
let images = Tensor.ones([2, 28, 28, 1]), generated = images, firstBatch = images
let logits = x, tokens = labels, letters = labels, question = x, answer = y, validationLoss = 0.5
let model = MLP(hidden: [8], outFeatures: 10), network = model, adam = Adam(model)
let critic = MLP(hidden: [8], outFeatures: 1), values = model.parameterValues, batches = [(x, y)]
let data = try FashionMNIST.load()
let trainer = Trainer(LeNet5(), loss: .crossEntropy, optimizer: Adam())
let sound = Sound(sampleRate: 16_000, samples: [0.5, 0.25]), spectrogram = x
func step(_ batch: Batch) {}
func step(_ x: Tensor, _ y: Tensor) -> Tensor { x }
func loss(_ x: Tensor, _ y: Tensor) -> Tensor { x }
"""


def table_rows():
    page = ROOT / "docs/from-numpy-and-pytorch.md"
    for number, line in enumerate(page.read_text().splitlines(), 1):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 2 and not re.match(r"^:?-+:?$", cells[1]):
            for code in re.findall(r"`([^`]+)`", cells[1]):
                yield f"{page.relative_to(ROOT)}:{number}", code.replace("\\|", "|")


def doc_blocks():
    for path in sorted(p for m in MODULES for p in (ROOT / "Sources" / m).rglob("*.swift")):
        block = None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            text = re.match(r"\s*/// ?(.*)", line)
            if not text:
                block = None
            elif text[1] == "```swift":
                start, block = number + 1, []
            elif text[1] == "```" and block is not None:
                yield f"{path.relative_to(ROOT)}:{start}", "\n".join(block)
                block = None
            elif block is not None:
                block.append(text[1])


def page_blocks():
    for page in [ROOT / "docs/training.md", *sorted((ROOT / "docs/course").glob("*.md"))]:
        text = page.read_text()
        for block in re.finditer(r"^```swift\n(.*?)^```$", text, re.M | re.S):
            line = text[: block.start()].count("\n") + 2
            yield f"{page.relative_to(ROOT)}:{line}", block[1]


def main():
    examples = list(table_rows()) + list(page_blocks()) + list(doc_blocks())
    source = [PREAMBLE]
    for number, (place, code) in enumerate(examples):
        # An expression alone is a value nobody uses.
        is_expression = "\n" not in code and not re.match(r"(let|var|for|if|do|struct|func|try)\b", code)
        file, line = place.rsplit(":", 1)
        source.append(f"func example{number}() async throws {{")
        source.append(f'#sourceLocation(file: "{file}", line: {line})')
        source.append(f"_ = {code}" if is_expression and "=" not in code.split("//")[0].replace("==", "") else code)
        source.append("#sourceLocation()")
        source.append("}")
    build = ROOT / ".build/release"
    found = [build / f"{m}.build" for m in ("CLaminaKernels", "COneDNN")]
    found += [ROOT / "Sources/Systems" / m for m in ("CLAPACK", "CKissFFT", "CZlib", "CPNG", "CJPEG", "CSndFile")]
    found += [ROOT / ".build/checkouts/GRDB.swift/Sources/GRDBSQLite"]
    found += [ROOT / ".build/checkouts/Yams/Sources/CYaml/include"]
    maps = [f"-fmodule-map-file={folder}/module.modulemap" for folder in found]
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "main.swift"
        file.write_text("\n".join(source) + "\n")
        command = ["swiftc", "-typecheck", "-swift-version", "6", "-suppress-warnings", "-I", f"{build}/Modules"]
        for path in maps:
            command += ["-Xcc", path]
        result = subprocess.run(command + [str(file)], capture_output=True, text=True)
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if re.match(r"\S+: error:", line)]
        print("\n".join(errors), file=sys.stderr)
        print(f"error: {len(errors)} faults in {len(examples)} examples", file=sys.stderr)
        return 1
    print(f"All {len(examples)} examples compile.")
    return 0


sys.exit(main())
