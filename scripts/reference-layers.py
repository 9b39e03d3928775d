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
        "hard-shrink": nn.Hardshrink(0.7), "soft-shrink": nn.Softshrink(0.7),
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


def recurrent():
    """Outputs of all steps and then the last states, in a row for each sequence."""
    names = {"inputWeight": "weight_ih", "hiddenWeight": "weight_hh", "inputBias": "bias_ih",
             "hiddenBias": "bias_hh"}

    def weights(prefix="", suffix="_l0"):
        return [(prefix + path, key + suffix, same) for path, key in names.items()]

    def row(output, states):
        states = states if isinstance(states, tuple) else (states,)
        return torch.cat([output.flatten(1)] + [s.movedim(0, 1).flatten(1) for s in states], 1)

    def whole(module, x):
        return row(*module(x))

    def packed(module, x):
        pack = nn.utils.rnn.pack_padded_sequence(
            x, torch.tensor([5, 2, 3]), batch_first=True, enforce_sorted=False)
        output, states = module(pack)
        padded, _ = nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=5)
        return row(padded, states)

    def run(name, module, weights, forward=whole):
        case(name, module, x(3, 5, 2), weights, forward=forward)

    run("rnn", nn.RNN(2, 3, batch_first=True), weights())
    run("rnn-relu", nn.RNN(2, 3, nonlinearity="relu", bias=False, batch_first=True),
        weights()[:2])
    run("lstm", nn.LSTM(2, 3, batch_first=True), weights())
    run("lstm-lengths", nn.LSTM(2, 3, batch_first=True), weights(), packed)
    run("gru", nn.GRU(2, 3, batch_first=True), weights())
    both = weights("ahead.") + weights("back.", "_l0_reverse")
    run("gru-bidirectional", nn.GRU(2, 3, bidirectional=True, batch_first=True), both)
    run("gru-bidirectional-lengths", nn.GRU(2, 3, bidirectional=True, batch_first=True), both,
        packed)
    run("gru-stack", nn.GRU(2, 3, num_layers=2, batch_first=True),
        weights("layers.0.") + weights("layers.1.", "_l1"))


def projections(features, path, torch_path):
    """The parts of PyTorch's packed projection."""
    def part(index):
        return lambda packed: packed[index * features:(index + 1) * features].t()

    def bias(index):
        return lambda packed: packed[index * features:(index + 1) * features]

    weights = []
    for index, name in enumerate(["query", "key", "value"]):
        weights.append((f"{path}{name}.weight", f"{torch_path}in_proj_weight", part(index)))
        weights.append((f"{path}{name}.bias", f"{torch_path}in_proj_bias", bias(index)))
    weights.append((f"{path}output.weight", f"{torch_path}out_proj.weight", dense))
    weights.append((f"{path}output.bias", f"{torch_path}out_proj.bias", same))
    return weights


class GroupedAttention(nn.Module):
    """Four heads that share two of keys and values, with rotary or linear positions."""

    def __init__(self, rotary, slopes=None):
        super().__init__()
        self.rotary, self.slopes = rotary, slopes
        self.query, self.output = nn.Linear(8, 8), nn.Linear(8, 8)
        self.key, self.value = nn.Linear(8, 4), nn.Linear(8, 4)

    def turned(self, heads):
        """Llama's rotation of halves, as Hugging Face's rotate_half writes it."""
        if not self.rotary:
            return heads
        size, length = heads.shape[-1], heads.shape[-2]
        speeds = 10000.0 ** (-torch.arange(0, size, 2) / size)
        angles = torch.outer(torch.arange(length).double(), speeds)
        angles = torch.cat([angles, angles], -1)
        first, second = heads.chunk(2, -1)
        return heads * angles.cos() + torch.cat([-second, first], -1) * angles.sin()

    def forward(self, x):
        split = lambda t: t.unflatten(-1, (-1, 2)).transpose(1, 2)
        mask = None
        if self.slopes is not None:
            # ALiBi, Press et al. (2021), section 3: score minus slope times distance.
            place = torch.arange(x.shape[1])
            distance = (place[:, None] - place[None, :]).double()
            mask = -torch.tensor(self.slopes)[:, None, None] * distance
            mask = mask.masked_fill(distance < 0, -torch.inf)
        y = nn.functional.scaled_dot_product_attention(
            self.turned(split(self.query(x))), self.turned(split(self.key(x))),
            split(self.value(x)), attn_mask=mask, is_causal=mask is None, enable_gqa=True)
        return self.output(y.transpose(1, 2).flatten(2))


def attention():
    def attend(**settings):
        return lambda module, x, memory=None: first(module(
            x, x if memory is None else memory, x if memory is None else memory,
            need_weights=False, **settings))

    module = lambda: nn.MultiheadAttention(6, 2, batch_first=True)
    weights = projections(6, "", "")
    pair = {"x": lambda: numbers(2, 4, 6), "memory": lambda: numbers(2, 5, 6)}
    case("attention", module(), x(2, 4, 6), weights, forward=attend())
    case("attention-causal", module(), x(2, 4, 6), weights, forward=attend(
        attn_mask=nn.Transformer.generate_square_subsequent_mask(4, dtype=torch.float64)))
    padding = torch.tensor([[False] * 5, [False, False, True, True, True]])
    case("attention-memory", module(), pair, weights, forward=attend(key_padding_mask=padding))
    own = [(f"{name}.{part}", f"{name}.{part}", dense if part == "weight" else same)
           for name in ("query", "key", "value", "output") for part in ("weight", "bias")]
    case("attention-grouped", GroupedAttention(False), x(2, 5, 8), own)
    case("attention-rotary", GroupedAttention(True), x(2, 5, 8), own)
    slopes = [2.0 ** (-8 * head / 4) for head in (1, 2, 3, 4)]
    case("attention-linear-bias", GroupedAttention(False, slopes), x(2, 5, 8), own)

    def norms(count):
        return [(f"norm{i}.{part}", f"norm{i}.{part}", same)
                for i in range(1, count + 1) for part in ("weight", "bias")]

    feed = [(f"feedForward.{path}.{part}", f"{key}.{part}", dense if part == "weight" else same)
            for path, key in (("hidden", "linear1"), ("output", "linear2"))
            for part in ("weight", "bias")]
    encoder = projections(6, "attention.", "self_attn.") + feed + norms(2)
    case("encoder-layer", nn.TransformerEncoderLayer(6, 2, 8, 0, batch_first=True), x(2, 4, 6),
         encoder)
    case("encoder-layer-norm-first", nn.TransformerEncoderLayer(
        6, 2, 8, 0, "gelu", batch_first=True, norm_first=True), x(2, 4, 6), encoder)
    causal = nn.Transformer.generate_square_subsequent_mask(4, dtype=torch.float64)
    case("decoder-layer", nn.TransformerDecoderLayer(6, 2, 8, 0, batch_first=True), pair,
         projections(6, "attention.", "self_attn.")
         + projections(6, "memoryAttention.", "multihead_attn.") + feed + norms(3),
         forward=lambda module, x, memory: module(x, memory, tgt_mask=causal))


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


class Written(nn.Module):
    """Parameters of these shapes, for a function that follows a paper."""

    def __init__(self, function, **shapes):
        super().__init__()
        self.function = function
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape)))

    def forward(self, x):
        return self.function(self, x)


def squash(s):
    """Sabour et al. (2017), eq. 1."""
    square = (s * s).sum(-1, keepdim=True)
    return square / (1 + square) * s / square.sqrt()


def routed(m, x):
    """Sabour et al. (2017), procedure 1, one example and one pair of capsules at a time."""
    inputs, outputs = m.weight.shape[:2]
    answers = []
    for u in x:
        votes = [[u[i] @ m.weight[i, j] for j in range(outputs)] for i in range(inputs)]
        b = [[torch.zeros(()) for _ in range(outputs)] for _ in range(inputs)]
        for round in range(3):
            c = [torch.softmax(torch.stack(row), 0) for row in b]
            v = [squash(sum(c[i][j] * votes[i][j] for i in range(inputs)))
                 for j in range(outputs)]
            b = [[b[i][j] + votes[i][j] @ v[j] for j in range(outputs)] for i in range(inputs)]
        answers.append(torch.stack(v))
    return torch.stack(answers)


def sparsemax(m, x):
    """Martins & Astudillo (2016), algorithm 1, row by row."""
    rows = []
    for z in x:
        falling = z.sort(descending=True).values
        kept = max(k for k in range(1, len(z) + 1) if 1 + k * falling[k - 1] > falling[:k].sum())
        rows.append((z - (falling[:kept].sum() - 1) / kept).clamp(min=0))
    return torch.stack(rows)


def mixture(chosen):
    """Shazeer et al. (2017), eq. 1 to 5 without noise; of one, Fedus et al. (2021), eq. 2."""
    def answer(m, x):
        rows = []
        for row in x:
            logits = row @ m.gate
            best = logits.topk(chosen).indices
            shares = torch.softmax(logits[best], 0) if chosen > 1 else torch.softmax(logits, 0)[best]
            experts = [(m.w0, m.b0), (m.w1, m.b1), (m.w2, m.b2)]
            parts = [experts[e] for e in best]
            rows.append(sum(s * (row @ w + b) for s, (w, b) in zip(shares, parts)))
        return torch.stack(rows)
    return answer


def sinusoidal(m, x):
    """Vaswani et al. (2017), section 3.5."""
    table = torch.zeros(x.shape[1:])
    for place in range(x.shape[1]):
        for i in range(0, x.shape[2], 2):
            angle = torch.tensor(place / 10000 ** (i / x.shape[2]))
            table[place, i], table[place, i + 1] = angle.sin(), angle.cos()
    return x + table


def peepholes(m, x):
    """Gers, Schraudolph & Schmidhuber (2002), section 2: the output gate sees the new cell."""
    h = c = torch.zeros(x.shape[0], 3)
    outputs = []
    for step in x.unbind(1):
        gates = step @ m.inputWeight.T + m.inputBias + h @ m.hiddenWeight.T + m.hiddenBias
        i, f, g, o = gates.chunk(4, 1)
        i, f = torch.sigmoid(i + m.peepholes[0] * c), torch.sigmoid(f + m.peepholes[1] * c)
        c = f * c + i * torch.tanh(g)
        h = torch.sigmoid(o + m.peepholes[2] * c) * torch.tanh(c)
        outputs.append(h)
    return torch.cat(outputs + [h, c], 1)


def papers():
    """Layers that PyTorch lacks, from their papers' equations."""
    def written(name, function, input, paths=None, layout=same, **shapes):
        names = paths or {}
        case(name, Written(function, **shapes), input,
             [(names.get(key, key), key, same) for key in shapes], layout)

    written("sparsemax", sparsemax, x(5, 4))
    written("maxout", lambda m, x: torch.stack(
        [(x @ m.weight + m.bias)[:, 2 * o:2 * o + 2].amax(1) for o in range(3)], 1),
        x(5, 4), weight=(4, 6), bias=(6,))
    gate = lambda m, x: torch.sigmoid(x @ m.gateWeight + m.gateBias)
    written("highway", lambda m, x: gate(m, x) * torch.relu(x @ m.weight + m.bias)
            + (1 - gate(m, x)) * x,
            x(5, 4), weight=(4, 4), bias=(4,), gateWeight=(4, 4), gateBias=(4,))
    written("radial-basis", lambda m, x: torch.exp(
        -(m.sharpness * torch.cdist(x, m.centers)) ** 2), x(5, 4), centers=(3, 4), sharpness=(3,))
    excited = lambda m, x: torch.sigmoid(torch.relu(
        x.mean((2, 3)) @ m.squeezeWeight + m.squeezeBias) @ m.exciteWeight + m.exciteBias)
    written("squeeze-excite", lambda m, x: x * excited(m, x)[:, :, None, None], x(2, 4, 3, 5),
            layout=last, squeezeWeight=(4, 2), squeezeBias=(2,), exciteWeight=(2, 4),
            exciteBias=(4,))
    case("primary-capsules", nn.Conv2d(2, 6, 3), x(2, 2, 4, 5),
         [("convolution.weight", "weight", filters), ("convolution.bias", "bias", same)], last,
         out=same, forward=lambda m, x: squash(last(m(x)).reshape(2, -1, 3)))
    written("capsules", routed, x(2, 3, 4), weight=(3, 2, 4, 5))
    experts = {"gate": "gate.weight"}
    for place in range(3):
        experts |= {f"w{place}": f"experts.{place}.weight", f"b{place}": f"experts.{place}.bias"}
    sizes = {key: (4, 3) if key == "gate" else (4, 2) if key[0] == "w" else (2,)
             for key in experts}
    written("mixture", mixture(2), x(6, 4), experts, **sizes)
    written("mixture-of-one", mixture(1), x(6, 4), experts, **sizes)
    written("sinusoidal-positions", sinusoidal, x(2, 5, 6))
    written("learned-positions", lambda m, x: x + m.weight[:5], x(2, 5, 6), weight=(7, 6))
    written("max-unpool", lambda m, x: nn.functional.max_unpool2d(
        *nn.functional.max_pool2d(x, 2, return_indices=True), 2), x(2, 3, 4, 6), layout=last)
    written("lstm-peepholes", peepholes, x(3, 5, 2), inputWeight=(12, 2), hiddenWeight=(12, 3),
            inputBias=(12,), hiddenBias=(12,), peepholes=(3, 3))


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
recurrent()
attention()
papers()
target = pathlib.Path(__file__).parent.parent / "Tests/Reference/layers.safetensors"
save(target)
print(f"{len(arrays)} arrays, {target.stat().st_size} bytes")
