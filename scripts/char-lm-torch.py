#!/usr/bin/env python3
"""The character language models of docs/recipes.md in PyTorch: same text, sizes, first values' distributions, steps
and optimiser as `lamina train char-lstm` and `lamina train gpt` on jane-austen.

    python3 scripts/char-lm-torch.py lstm      # with torch and numpy; after `lamina data get jane-austen`
    python3 scripts/char-lm-torch.py gpt

Prints one JSON object: bits per character on the last tenth of the text, seconds, steps and parameters.
"""
import argparse
import gzip
import json
import math
import os
import pathlib
import struct
import sys
import time
import zlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def books(folder):
    """The lines of each novel, from the R package's data files."""

    def values(data):
        """Texts and pairs of whole numbers in R's serialisation, in the order in which they stand there."""
        at = 14 + (4 + struct.unpack_from(">i", data, 14)[0] if data[5] == 3 else 0)
        while at < len(data):
            flags = struct.unpack_from(">i", data, at)[0]
            at += 4
            kind = flags & 255
            if kind == 9:
                size = struct.unpack_from(">i", data, at)[0]
                yield data[at + 4:at + 4 + size].decode("latin-1" if flags >> 12 & 4 else "utf-8")
                at += 4 + size
            elif kind == 13:
                count = struct.unpack_from(">i", data, at)[0]
                yield struct.unpack_from(f">{count}i", data, at + 4)
                at += 4 + 4 * count
            elif kind in (16, 19):
                at += 4

    index = list(values(gzip.decompress((folder / "Rdata.rdx").read_bytes())))
    places = [v for v in index if isinstance(v, tuple) and len(v) == 2]
    names = [v for v in index if isinstance(v, str)]
    names = names[names.index("names") + 1:][:len(places)]
    raw = (folder / "Rdata.rdb").read_bytes()
    return {n: [v for v in values(zlib.decompress(raw[a + 4:a + s])) if isinstance(v, str)]
            for n, (a, s) in zip(names, places)}


def text():
    root = os.environ.get("LAMINA_DATA") or pathlib.Path.home() / ".cache/lamina/data"
    found = books(pathlib.Path(root) / "jane-austen")
    return "".join(line + "\n" for name in sorted(found) for line in found[name])


class CharLSTM(nn.Module):
    def __init__(self, vocabulary, embedded, units):
        super().__init__()
        self.embedding, self.lstm = nn.Embedding(vocabulary, embedded), nn.LSTM(embedded, units, batch_first=True)
        self.output = nn.Linear(units, vocabulary)
        nn.init.xavier_uniform_(self.lstm.weight_ih_l0)
        nn.init.orthogonal_(self.lstm.weight_hh_l0)
        for bias in (self.lstm.bias_ih_l0, self.lstm.bias_hh_l0, self.output.bias):
            nn.init.zeros_(bias)
        self.lstm.bias_ih_l0.data[units:2 * units] = 1      # the forget gate's
        nn.init.xavier_uniform_(self.output.weight)

    def forward(self, x):
        return self.output(self.lstm(self.embedding(x))[0])


class Layer(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.query, self.key, self.value, self.out = (nn.Linear(features, features) for _ in range(4))
        self.hidden, self.output = nn.Linear(features, 4 * features), nn.Linear(4 * features, features)

    def forward(self, x):
        batch, length, features = x.shape
        y = self.norm1(x)
        q, k, v = (part(y).view(batch, length, self.heads, -1).transpose(1, 2)
                   for part in (self.query, self.key, self.value))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(batch, length, features))
        return x + self.output(F.gelu(self.hidden(self.norm2(x)), approximate="tanh"))


class GPT(nn.Module):
    def __init__(self, vocabulary, context, features, heads, layers):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary, features), nn.Embedding(context, features)
        self.layers = nn.ModuleList(Layer(features, heads) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(features), nn.Linear(features, vocabulary)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)

    def forward(self, x):
        x = self.tokens(x) + self.positions(torch.arange(x.shape[1]))
        for layer in self.layers:
            x = layer(x)
        return self.head(self.norm(x))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", choices=["lstm", "gpt"])
    parser.add_argument("--window", type=int, default=128)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--learning-rate", type=float, default=None)
    parser.add_argument("--weight-decay", type=float, default=None)
    parser.add_argument("--warm-up", type=int, default=100)
    parser.add_argument("--clip-norm", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    settings = parser.parse_args()
    torch.manual_seed(settings.seed)

    characters = text()
    alphabet = sorted(set(characters))
    numbers = {c: i for i, c in enumerate(alphabet)}
    codes = torch.tensor([numbers[c] for c in characters])
    border, window = len(codes) * 9 // 10, settings.window

    def windows(part):
        count = (len(part) - 1) // window
        return part[:count * window].view(count, window), part[1:count * window + 1].view(count, window)

    train, test = windows(codes[:border]), windows(codes[border:])
    if settings.model == "lstm":
        model, rate, decay = CharLSTM(len(alphabet), 128, 256), 4e-3, 0
    else:
        model, rate, decay = GPT(len(alphabet), window, 128, 4, 4), 2e-3, 0.1
    rate = settings.learning_rate or rate
    decay = decay if settings.weight_decay is None else settings.weight_decay
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    steps = math.ceil(len(train[0]) / settings.batch_size) * settings.epochs

    def factor(step):
        """Up in a straight line, then half a cosine down to 0."""
        if step < settings.warm_up:
            return step / settings.warm_up
        return 0.5 + 0.5 * math.cos(math.pi * (step - settings.warm_up) / (steps - settings.warm_up))

    start, step = time.perf_counter(), 0
    for _ in range(settings.epochs):
        for part in torch.randperm(len(train[0])).split(settings.batch_size):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor(step)
            loss = F.cross_entropy(model(train[0][part]).flatten(0, 1), train[1][part].flatten())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), settings.clip_norm)
            optimizer.step()
            step += 1
            if step % 100 == 0:
                print(f"step {step} of {steps}  {loss.item() / math.log(2):.4f} bits", file=sys.stderr)
    seconds = time.perf_counter() - start
    with torch.no_grad():
        nats = sum(F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").double()
                   for x, y in zip(test[0].split(128), test[1].split(128)))
    print(json.dumps({
        "model": settings.model, "bits_per_character": float(nats) / test[1].numel() / math.log(2),
        "seconds": round(seconds, 1), "steps": steps, "seed": settings.seed,
        "parameters": sum(p.numel() for p in model.parameters()), "torch": torch.__version__,
        "threads": torch.get_num_threads()}))


main()
