#!/usr/bin/env python3
"""Times pretrained networks, one input at a time, in PyTorch, ONNX Runtime and Lamina, in turns.

Each network is built in PyTorch with its pretrained weights and exported; ONNX Runtime and Lamina run
that file. Every contender is a process of its own with two threads, and the medians of interleaved
rounds are compared. Outputs must agree to 1e-3 of the largest.

    python3 -m venv .venv && .venv/bin/pip install torch transformers onnx onnxscript onnxruntime
    .venv/bin/python scripts/inference-bench.py [--rounds 5] [--networks minilm]
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

DATA = pathlib.Path(os.environ.get("LAMINA_DATA", pathlib.Path.home() / ".cache/lamina/data"))
LAMINA = pathlib.Path(__file__).resolve().parent.parent / ".build/release/lamina"
WARM_UP, CALLS = 10, 100


def mobilenet():
    """torchvision's network (Sandler et al. 2018, table 2), with its names."""
    import torch
    from torch import nn

    def step(inputs, outputs, size=3, stride=1, groups=1):
        return nn.Sequential(
            nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs), nn.ReLU6())

    class Block(nn.Module):
        def __init__(self, inputs, outputs, stride, expansion):
            super().__init__()
            wide = inputs * expansion
            self.adds = stride == 1 and inputs == outputs
            first = [] if expansion == 1 else [step(inputs, wide, 1)]
            self.conv = nn.Sequential(*first, step(wide, wide, 3, stride, wide),
                                      nn.Conv2d(wide, outputs, 1, bias=False),
                                      nn.BatchNorm2d(outputs))

        def forward(self, x):
            return x + self.conv(x) if self.adds else self.conv(x)

    class MobileNetV2(nn.Module):
        def __init__(self):
            super().__init__()
            layers, inputs = [step(3, 32, 3, 2)], 32
            for expansion, outputs, count, stride in [
                    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
                    (6, 160, 3, 2), (6, 320, 1, 1)]:
                for i in range(count):
                    layers.append(Block(inputs, outputs, stride if i == 0 else 1, expansion))
                    inputs = outputs
            self.features = nn.Sequential(*layers, step(320, 1280, 1))
            self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, 1000))

        def forward(self, x):
            return self.classifier(self.features(x).mean((2, 3)))

    network = MobileNetV2()
    network.load_state_dict(torch.load(DATA / "mobilenet-v2/mobilenet_v2-b0353104.pth"))
    generator = torch.Generator().manual_seed(0)
    return network.eval(), {"x": torch.randn(1, 3, 224, 224, generator=generator)}


def minilm():
    import torch
    import transformers
    folder = DATA / "minilm"
    bert = transformers.BertModel(transformers.BertConfig.from_json_file(folder / "config.json"))
    import safetensors.torch
    bert.load_state_dict(safetensors.torch.load_file(folder / "model.safetensors"), strict=False)
    bert.eval()

    class Words(torch.nn.Module):
        def forward(self, ids):
            return bert(ids, attention_mask=torch.ones_like(ids)).last_hidden_state

    generator = torch.Generator().manual_seed(0)
    return Words().eval(), {"ids": torch.randint(1000, 20000, (1, 16), generator=generator)}


NETWORKS = {"mobilenet-v2": mobilenet, "minilm": minilm}


def timed(call):
    for _ in range(WARM_UP):
        call()
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def run_torch(name, folder):
    import torch
    torch.set_num_threads(2)
    network, inputs = NETWORKS[name]()
    with torch.inference_mode():
        print(timed(lambda: network(*inputs.values())))


def run_onnxruntime(name, folder):
    import numpy
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx", options)
    feeds = {i.name: numpy.load(folder / f"{name}.{i.name}.npy") for i in session.get_inputs()}
    print(timed(lambda: session.run(None, feeds)))


def export(name, folder):
    import numpy
    import torch
    network, inputs = NETWORKS[name]()
    torch.onnx.export(network, tuple(inputs.values()), folder / f"{name}.onnx",
                      input_names=list(inputs), output_names=["y"], verbose=False,
                      external_data=False)
    for key, value in inputs.items():
        numpy.save(folder / f"{name}.{key}.npy", value.numpy())
    with torch.inference_mode():
        numpy.save(folder / f"{name}.y.npy", network(*inputs.values()).numpy())


def lamina(name, folder, command, *arguments):
    inputs = [f"--input={p.name.split('.')[1]}={p}"
              for p in folder.glob(f"{name}.*.npy") if not p.name.endswith(".y.npy")]
    return subprocess.run([LAMINA, "onnx", command, folder / f"{name}.onnx", *inputs, *arguments],
                          stdout=subprocess.PIPE, text=True, check=True).stdout


def check(name, folder):
    import numpy
    lamina(name, folder, "run", "--output-dir", str(folder / name))
    want = numpy.load(folder / f"{name}.y.npy")
    worst = abs(numpy.load(folder / name / "y.npy") - want).max() / abs(want).max()
    if worst > 1e-3:
        sys.exit(f"{name}: Lamina differs from PyTorch by {worst:.1e} of the largest output")


def in_process(what, name, folder):
    command = [sys.executable, __file__, "--child", what, name, str(folder)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    parser.add_argument("--child", nargs=3)
    options = parser.parse_args()
    if options.child:
        what, name, folder = options.child
        return {"export": export, "torch": run_torch, "onnxruntime": run_onnxruntime}[what](
            name, pathlib.Path(folder))
    print("| network | PyTorch | ONNX Runtime | Lamina | to the best | to PyTorch |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name in options.networks:
            in_process("export", name, folder)
            check(name, folder)
            times = {"torch": [], "onnxruntime": [], "lamina": []}
            for _ in range(options.rounds):
                for peer in ("torch", "onnxruntime"):
                    times[peer].append(float(in_process(peer, name, folder)))
                own = json.loads(lamina(name, folder, "bench", "--json", "--runs", str(CALLS)))
                times["lamina"].append(own["median_ms"])
            t, o, own = (statistics.median(v) for v in times.values())
            ratios = [l / min(p, o) for p, o, l in zip(*times.values())]
            print("to the best in each round:", *(f"{r:.2f}" for r in ratios), file=sys.stderr)
            print(f"| {name} | {t:.2f} ms | {o:.2f} ms | {own:.2f} ms "
                  f"| {own / min(t, o):.2f} | {own / t:.2f} |", flush=True)


main()
