#!/usr/bin/env python3
"""reference-samples.py: has PyTorch, Pillow and libsndfile write small valid files of every kind that
Lamina reads and does not write itself: Tests/Reference/samples.safetensors.

    python3 scripts/reference-samples.py        # with torch, pillow, soundfile and numpy

Each array is a file's bytes, named FORMAT/KIND. The tests that damage files begin from them.
"""
import collections
import io
import pathlib

import numpy as np
import PIL.Image
import PIL.PngImagePlugin
import soundfile
import torch

from reference_file import write_files

FILES: dict[str, bytes] = {}
random = np.random.default_rng(7)


def torch_files():
    def add(name, value, **options):
        buffer = io.BytesIO()
        torch.save(value, buffer, **options)
        FILES["torch/" + name] = buffer.getvalue()

    torch.manual_seed(1)
    x = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    base = torch.arange(8, dtype=torch.int16)
    state = collections.OrderedDict([("weight", x), ("bias", x[0])])
    for protocol in (2, 3, 4, 5):
        add(f"state-{protocol}", state, pickle_protocol=protocol)
    add("tensor", x)
    add("scalar", torch.tensor(2.5, dtype=torch.float64))
    add("empty", torch.zeros(0, 3))
    add("list", [x, x.half(), x.bfloat16()])
    add("tuple", (x, {"a": (1, 2.5, None, True)}))
    add("views", [base, base[2:], base[::3], base.reshape(2, 4).t()])
    add("nested", {"epoch": 1, "model": {"a": {"b": x.bool()}}, "text": "ü", "size": torch.Size([2, 3])})
    add("parameter", {"p": torch.nn.Parameter(x)})
    add("buffers", torch.nn.BatchNorm1d(3).state_dict())
    add("recurrent", torch.nn.GRU(2, 2).state_dict())
    optimizer = torch.optim.SGD([torch.nn.Parameter(x)], lr=0.1, momentum=0.9)
    add("optimizer", optimizer.state_dict())
    add("large-integers", {"a": 1 << 70, "b": -1, "c": 255, "d": 65_536, "e": torch.tensor([1 << 40])})
    add("complex", torch.tensor([1 + 2j, -1], dtype=torch.complex128))
    add("unsigned", [torch.tensor([1, 2], dtype=t) for t in (torch.uint8, torch.uint16, torch.uint32)])
    add("legacy", state, _use_new_zipfile_serialization=False)
    add("legacy-views", [base, base[2:], {"a": base[::2]}], _use_new_zipfile_serialization=False)
    add("legacy-4", {"a": x, "n": 3}, _use_new_zipfile_serialization=False, pickle_protocol=4)
    add("legacy-shared", {"a": x, "b": x}, _use_new_zipfile_serialization=False)


def picture(mode, width=9, height=7):
    shape = {"L": (), "1": (), "P": (), "I;16": ()}.get(mode, (len(mode),))
    pixels = np.add.outer(np.arange(height) * 20, np.arange(width) * 9)
    pixels = (pixels.reshape(height, width, *(1 for _ in shape)) + np.arange(shape[0]) * 40 if shape else pixels) % 256
    if mode == "1":
        return PIL.Image.fromarray(pixels.astype(np.uint8)).convert("1")
    if mode == "I;16":
        return PIL.Image.fromarray((pixels * 257).astype(np.uint16))
    image = PIL.Image.fromarray(pixels.astype(np.uint8), mode="L" if mode == "P" else mode)
    return image.quantize(16) if mode == "P" else image


def jpeg_files():
    def add(name, mode="RGB", width=17, height=11, **options):
        buffer = io.BytesIO()
        picture(mode, width, height).save(buffer, "JPEG", **options)
        FILES["jpeg/" + name] = buffer.getvalue()

    for mode in ("L", "RGB", "CMYK"):
        add(mode.lower(), mode)
        add(mode.lower() + "-progressive", mode, progressive=True)
        add(mode.lower() + "-optimised", mode, optimize=True, quality=30)
    for sampling in ("4:4:4", "4:2:2", "4:2:0"):
        add("sampling-" + sampling, subsampling=sampling, quality=60)
        add("progressive-" + sampling, subsampling=sampling, progressive=True, quality=60)
    add("restarts", restart_marker_blocks=1)
    add("restart-rows", width=40, restart_marker_rows=1)
    add("one-pixel", width=1, height=1)
    add("wide", width=70, height=1, quality=5)
    add("high", width=1, height=70, quality=5)
    add("comment", comment=b"a comment")
    add("exif", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")
    add("profile", icc_profile=bytes(range(128)))
    add("raw", keep_rgb=True)


def png_files():
    def add(name, image, **options):
        buffer = io.BytesIO()
        image.save(buffer, "PNG", **options)
        FILES["png/" + name] = buffer.getvalue()

    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        add(mode.lower().replace(";", ""), picture(mode))
        add(mode.lower().replace(";", "") + "-small", picture(mode, 3, 1), compress_level=0)
    for bits in (1, 2, 4):
        add(f"palette-{bits}", picture("L").quantize(2**bits), bits=bits)
    add("transparent-grey", picture("L"), transparency=9)
    add("transparent-colour", picture("RGB"), transparency=(0, 40, 80))
    add("transparent-palette", picture("P"), transparency=bytes([0, 128, 255]))
    add("one-pixel", picture("RGB", 1, 1))
    text = PIL.PngImagePlugin.PngInfo()
    text.add_text("Title", "a title")
    text.add_itxt("Author", "ü", zip=True)
    add("text", picture("L"), pnginfo=text, dpi=(72, 72))
    add("noise", PIL.Image.fromarray(random.integers(0, 256, (12, 12, 3), dtype=np.uint8)))


def sound_files():
    def add(format_, kind, rate=8000, channels=1, count=60, name=None, **options):
        wave = np.sin(np.outer(np.arange(count), 0.2 + 0.1 * np.arange(channels)))
        buffer = io.BytesIO()
        soundfile.write(buffer, wave, rate, format=format_, subtype=kind, **options)
        FILES[f"{format_.lower()}/{name or kind.lower()}"] = buffer.getvalue()

    for kind in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW", "IMA_ADPCM",
                 "MS_ADPCM", "GSM610", "G721_32"):
        add("WAV", kind)
        if kind in ("PCM_U8", "PCM_16", "PCM_24", "FLOAT"):
            add("WAV", kind, 44_100, 2, name=kind.lower() + "-stereo")
    add("WAV", "PCM_16", 8000, 6, name="six-channels")
    add("WAV", "PCM_16", count=0, name="empty")
    add("WAV", "PCM_16", count=1, name="one-sample")
    add("WAV", "PCM_16", endian="BIG", name="big-endian")
    for kind in ("PCM_16", "FLOAT"):
        add("WAVEX", kind, channels=2)
        add("RF64", kind)
        add("AIFF", kind)
        add("AU", kind)
    add("CAF", "PCM_16")
    add("W64", "PCM_16")
    for kind in ("PCM_S8", "PCM_16", "PCM_24"):
        for channels in (1, 2, 3):
            for count in (1, 60):
                add("FLAC", kind, channels=channels, count=count, name=f"{kind.lower()}-{channels}-{count}")
    add("FLAC", "PCM_16", 44_100, 2, 300, name="longer", compression_level=1.0)
    add("FLAC", "PCM_16", 96_000, 1, 300, name="plain", compression_level=0.0)
    noise = io.BytesIO()
    soundfile.write(noise, random.uniform(-1, 1, 200), 16_000, format="FLAC", subtype="PCM_16")
    FILES["flac/noise"] = noise.getvalue()
    silence = io.BytesIO()
    soundfile.write(silence, np.zeros(2000), 16_000, format="FLAC", subtype="PCM_16")
    FILES["flac/silence"] = silence.getvalue()


torch_files()
jpeg_files()
png_files()
sound_files()
write_files(
    str(pathlib.Path(__file__).parent.parent / "Tests/Reference/samples.safetensors"), FILES,
    {"torch": torch.__version__, "pillow": PIL.__version__, "libsndfile": soundfile.__libsndfile_version__})
for group, names in sorted(collections.Counter(name.split("/")[0] for name in FILES).items()):
    print(group, names, sum(len(d) for n, d in FILES.items() if n.startswith(group + "/")))
