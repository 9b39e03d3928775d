#!/usr/bin/env python3
"""PyTorch's results for the layers: Tests/Reference/layers.safetensors.

    python3 scripts/reference-layers.py        # with torch and numpy

Inputs and weights are float32 numbers, all arithmetic is float64, and results are rounded once to
float32. Arrays and names are in Lamina's layout, so that a test only reads them: channels last,
dense weights [in, out], filters [sizes..., in / groups, out]. Keys are those that the README beside
the file describes.
"""
import json
import pathlib
import struct

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
arrays = {}


def numbers(*shape, scale=1.0):
    """Float32 numbers as float64."""
    drawn = np.random.normal(size=shape).astype(np.float32) * np.float32(scale)
    return torch.tensor(drawn.astype(np.float64))


def same(tensor):
    return tensor


def last(tensor):
    """Channels second to channels last."""
    return tensor.movedim(1, -1)


def dense(weight):
    return weight.movedim(0, -1)


def filters(weight):
    """[out, in / groups, sizes...] to [sizes..., in / groups, out]."""
    return weight.movedim((0, 1), (-1, -2))


def first(parts):
    return parts[0] if isinstance(parts, tuple) else parts


def case(name, module, inputs, weights=(), layout=same, out=None, forward=None, training=False):
    """Runs a module; `weights` are (path in Lamina, PyTorch's name, layout)."""
    np.random.seed(sum(map(ord, name)))
    module.train(training)
    inputs = {key: make() for key, make in inputs.items()}
    known = dict(list(module.named_parameters()) + list(module.named_buffers()))
    with torch.no_grad():
        for key, tensor in known.items():
            if tensor.dtype == torch.float64:
                drawn = numbers(*tensor.shape, scale=0.5)
                tensor.copy_(drawn.abs() + 0.5 if "var" in key or "original0" in key else drawn)
    store = lambda key, tensor: arrays.__setitem__(
        f"{name}/{key}", tensor.detach().contiguous().numpy().astype(np.float32))
    for path, key, move in weights:
        store(f"weight/{path}", move(known[key]))
    for key, tensor in inputs.items():
        if tensor.dtype == torch.float64:
            tensor.requires_grad_(True)
        store(f"input/{key}", layout(tensor) if tensor.dim() > 2 else tensor)
    run = forward or (lambda module, *inputs: first(module(*inputs)))
    output = run(module, *inputs.values())
    out = out or layout
    np.random.seed(sum(map(ord, name)) + 1)
    probe = numbers(*output.shape)
    store("output/0", out(output))
    store("probe/0", out(probe))
    (output * probe).sum().backward()
    for key, tensor in inputs.items():
        if tensor.grad is not None:
            store(f"grad/{key}", layout(tensor.grad) if tensor.dim() > 2 else tensor.grad)
    for path, key, move in weights:
        if known[key].grad is not None:
            store(f"weight-grad/{path}", move(known[key].grad))
        elif not known[key].requires_grad and training:
            store(f"updated/{path}", move(known[key]))


WEIGHT, BIAS = ("weight", "weight", same), ("bias", "bias", same)


def x(*shape):
    return {"x": lambda: numbers(*shape)}


def activations():
    for name, module in {
        "relu6": nn.ReLU6(), "leaky-relu": nn.LeakyReLU(), "elu": nn.ELU(), "selu": nn.SELU(),
        "celu-2": nn.CELU(2.0), "gelu": nn.GELU(), "gelu-tanh": nn.GELU("tanh"),
        "silu": nn.SiLU(), "mish": nn.Mish(), "softplus": nn.Softplus(),
        "softsign": nn.Softsign(), "sigmoid": nn.Sigmoid(), "log-sigmoid": nn.LogSigmoid(),
        "tanh": nn.Tanh(), "tanh-shrink": nn.Tanhshrink(), "hard-sigmoid": nn.Hardsigmoid(),
        "hard-tanh": nn.Hardtanh(), "hard-swish": nn.Hardswish(),
        "threshold": nn.Threshold(0.3, -2.0), "softmax": nn.Softmax(-1),
        "log-softmax": nn.LogSoftmax(-1), "relu": nn.ReLU(), "glu": nn.GLU(-1),
    }.items():
        case(name, module, {"x": lambda: numbers(4, 6, scale=3)})
    case("prelu", nn.PReLU(3), x(2, 3, 5), [WEIGHT], last)
    case("prelu-shared", nn.PReLU(), x(2, 3, 5), [WEIGHT], last)


def simple():
    case("embedding", nn.Embedding(5, 3), {"x": lambda: torch.tensor([[0, 4, 2], [2, 2, 1]])},
         [WEIGHT])
    case("embedding-padding", nn.Embedding(5, 3, padding_idx=2),
         {"x": lambda: torch.tensor([[0, 4, 2], [2, 2, 1]])}, [WEIGHT])
    case("bilinear", nn.Bilinear(3, 4, 2),
         {"a": lambda: numbers(5, 3), "b": lambda: numbers(5, 4)}, [WEIGHT, BIAS])


def convolutions():
    full = [("weight", "weight", filters), BIAS]
    case("conv1d", nn.Conv1d(3, 4, 3, stride=2, padding=1), x(2, 3, 9), full, last)
    case("conv1d-groups", nn.Conv1d(4, 6, 3, dilation=2, groups=2, bias=False), x(2, 4, 9),
         full[:1], last)
    case("conv2d-oblong", nn.Conv2d(2, 4, (3, 2), stride=(1, 2)), x(2, 2, 6, 7), full, last)
    case("conv3d", nn.Conv3d(2, 4, (2, 3, 3), stride=(1, 2, 1), padding=1, groups=2),
         x(1, 2, 4, 5, 4), full, last)
    case("depthwise2d", nn.Conv2d(3, 6, 3, padding=1, stride=2, groups=3), x(2, 3, 5, 6), full,
         last)
    case("separable2d", nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1, groups=3, bias=False), nn.Conv2d(6, 4, 1)), x(2, 3, 4, 5),
         [("depthwise.weight", "0.weight", filters), ("pointwise.weight", "1.weight", filters),
          ("pointwise.bias", "1.bias", same)], last)
    case("transposed1d", nn.ConvTranspose1d(4, 6, 3, stride=2, padding=1, output_padding=1,
                                            groups=2), x(2, 4, 5), full, last)
    case("transposed2d", nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1, output_padding=1),
         x(2, 3, 3, 4), full, last)
    case("transposed3d", nn.ConvTranspose3d(2, 3, 2, stride=(1, 2, 2), bias=False),
         x(1, 2, 3, 3, 2), full[:1], last)


def pictures():
    case("max1d", nn.MaxPool1d(3, 2, 1), x(2, 3, 9), layout=last)
    case("max3d", nn.MaxPool3d(2), x(1, 2, 4, 4, 6), layout=last)
    case("max2d-ceil", nn.MaxPool2d(2, ceil_mode=True), x(1, 2, 5, 5), layout=last)
    case("average1d", nn.AvgPool1d(3, 2, 1), x(2, 3, 9), layout=last)
    case("average2d", nn.AvgPool2d((2, 3), count_include_pad=False), x(2, 2, 4, 6), layout=last)
    case("average3d", nn.AvgPool3d(2), x(1, 2, 4, 4, 6), layout=last)
    case("adaptive-average2d", nn.AdaptiveAvgPool2d((3, 2)), x(1, 3, 7, 5), layout=last)
    case("adaptive-max2d", nn.AdaptiveMaxPool2d((2, 3)), x(1, 3, 5, 7), layout=last)
    case("global-average", nn.AdaptiveAvgPool2d(1), x(2, 3, 4, 5), layout=last, out=same,
         forward=lambda module, x: module(x).flatten(1))
    case("zero-pad", nn.ZeroPad2d((1, 2, 0, 3)), x(1, 2, 3, 4), layout=last)
    case("reflect-pad", nn.ReflectionPad2d(2), x(1, 2, 3, 4), layout=last)
    case("replicate-pad", nn.ReplicationPad1d((1, 2)), x(2, 2, 4), layout=last)
    case("circular-pad", nn.CircularPad2d(1), x(1, 2, 3, 4), layout=last)
    case("upsample-nearest", nn.Upsample(scale_factor=2), x(1, 2, 3, 4), layout=last)
    case("upsample-linear", nn.Upsample(size=(5, 7), mode="bilinear"), x(1, 2, 3, 4), layout=last)
    case("upsample-corners", nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
         x(1, 2, 3, 4), layout=last)
    case("pixel-shuffle", nn.PixelShuffle(2), x(1, 8, 2, 3), layout=last)
    case("pixel-unshuffle", nn.PixelUnshuffle(2), x(1, 2, 4, 6), layout=last)


def normalizations():
    both = [WEIGHT, BIAS]
    running = [("runningMean", "running_mean", same), ("runningVar", "running_var", same)]
    case("batch-norm-inference", nn.BatchNorm2d(3), x(2, 3, 4, 5), both + running, last)
    case("batch-norm-training", nn.BatchNorm1d(3, momentum=0.3), x(4, 3, 5), both + running, last,
         training=True)
    case("layer-norm", nn.LayerNorm(5), x(3, 4, 5), both)
    case("layer-norm-2", nn.LayerNorm((4, 5)), x(3, 4, 5), both)
    case("rms-norm", nn.RMSNorm(5, eps=1e-6), x(3, 4, 5), both[:1])
    case("group-norm", nn.GroupNorm(2, 4), x(2, 4, 3, 3), both, last)
    case("instance-norm", nn.InstanceNorm2d(3, affine=True), x(2, 3, 4, 3), both, last)
    case("local-response-norm", nn.LocalResponseNorm(3, 0.5, 0.75, 2.0), x(2, 5, 4), layout=last)
    weight = "parametrizations.weight."
    for name, module, inputs, move, layout in [
        ("weight-norm", nn.Linear(4, 3), x(2, 4), dense, same),
        ("weight-norm-conv", nn.Conv2d(2, 3, 2), x(2, 2, 4, 3), filters, last),
    ]:
        case(name, nn.utils.parametrizations.weight_norm(module), inputs,
             [("layer.weight", weight + "original1", move), ("layer.bias", "bias", same),
              ("gain", weight + "original0", lambda gain: gain.flatten())], layout)
    case("spectral-norm", SpectralNorm(4, 3), x(2, 4),
         [("layer.weight", "layer.parametrizations.weight.original", dense),
          ("layer.bias", "layer.bias", same), ("u", "layer.parametrizations.weight.0._u", same)])


class SpectralNorm(nn.Module):
    """PyTorch's, with its second vector made from the first, which it is after each step."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.layer = nn.utils.parametrizations.spectral_norm(nn.Linear(inputs, outputs))

    def forward(self, x):
        norm = self.layer.parametrizations.weight
        with torch.no_grad():
            norm[0]._v.copy_(nn.functional.normalize(norm.original.T @ norm[0]._u, dim=0))
        return self.layer(x)


def save(path):
    header, offset = {}, 0
    for key in sorted(arrays):
        array = arrays[key]
        header[key] = {"dtype": "F32", "shape": list(array.shape),
                       "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for key in sorted(arrays):
            file.write(np.ascontiguousarray(arrays[key]).tobytes())


activations()
simple()
convolutions()
pictures()
normalizations()
target = pathlib.Path(__file__).parent.parent / "Tests/Reference/layers.safetensors"
save(target)
print(f"{len(arrays)} arrays, {target.stat().st_size} bytes")
