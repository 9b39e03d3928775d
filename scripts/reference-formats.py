#!/usr/bin/env python3
"""reference-formats.py: has NumPy, PyTorch, gguf and TensorBoard write the tiny files that
Tests/FormatsTests read, and prints Tests/FormatsTests/ReferenceFiles.swift.

    reference-formats.py > Tests/FormatsTests/ReferenceFiles.swift

Needs numpy, torch, safetensors, gguf and tensorboard. The same versions give the same bytes, but for
the storages' keys in PyTorch's old container, which are addresses.
"""

import base64
import gzip
import io
import pathlib
import sys
import tempfile
import textwrap

import numpy as np

FILES = {}


def file(name, about, data):
    FILES[name] = (about, bytes(data))


def saved(array, **options):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, **options)
    return buffer.getvalue()


def numpy_files():
    x = np.arange(6, dtype=np.float32).reshape(2, 3) - 1.5
    file("npyFloat", "`numpy.save` of float32 [[-1.5, -0.5, 0.5], [1.5, 2.5, 3.5]].", saved(x))
    file("npyFortran", "The same in Fortran order.", saved(np.asfortranarray(x)))
    file("npyBigEndian", "The same as '>f4', with a header of version 2.", saved(x.astype(">f4"), version=(2, 0)))
    file("npyComplex", "complex64 [1+2i, -3.5], big-endian, with a header of version 3.",
         saved(np.array([1 + 2j, -3.5], dtype=">c8"), version=(3, 0)))
    for name, write in [("npzStored", np.savez), ("npzDeflated", np.savez_compressed)]:
        buffer = io.BytesIO()
        write(buffer, a=np.array([True, False]), b=np.float16(1.5), c=np.arange(4, dtype=np.int64).reshape(2, 2).T)
        file(name, "`numpy.%s` of bool a, float16 b (0-d), int64 c (2, 2) in Fortran order." % write.__name__,
             buffer.getvalue())


def torch_saved(value, **options):
    import torch
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def torch_files():
    import collections
    import torch
    state = torch.nn.Linear(2, 3)
    state.weight.data = torch.arange(6.0).reshape(3, 2)
    state.bias.data = torch.tensor([0.5, -1, 2])
    base = torch.arange(6, dtype=torch.int32)
    value = {
        "model": state.state_dict(),
        "views": [base, base[1:4], base.reshape(2, 3).t(), base[::2]],
        "half": torch.tensor([1.5, -2]).bfloat16(),
        "mask": torch.tensor([True, False]),
        "parameter": torch.nn.Parameter(torch.tensor(7.0)),
        "complex": torch.tensor([1 + 2j]),
        "epoch": 3, "rate": 0.25, "name": "lamina", "none": None, "done": (True, 1 << 40),
        "size": torch.Size([2, 3]), "type": torch.float16,
    }
    for protocol in (2, 5):
        file(f"torchZip{protocol}", f"`torch.save` of nested containers, pickle protocol {protocol}.",
             torch_saved(value, pickle_protocol=protocol))
    file("torchLegacy", "The same in the container of PyTorch before 1.6.",
         torch_saved(value, _use_new_zipfile_serialization=False))
    types = {str(t).split(".")[1]: torch.tensor([1, 0], dtype=t) for t in (
        torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
        torch.int8, torch.uint8, torch.bool, torch.complex64, torch.complex128, torch.uint16, torch.uint32,
        torch.uint64)}
    file("torchTypes", "A tensor [1, 0] of every type, under the type's name.", torch_saved(types))
    file("torchObject", "A whole module, which only code could bring back.", torch_saved(torch.nn.ReLU()))


def gguf_file():
    import gguf
    from gguf import GGMLQuantizationType as T, quants
    rng = np.random.default_rng(7)
    kinds = [T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q8_0, T.Q2_K, T.Q3_K, T.Q4_K, T.Q5_K, T.Q6_K]
    # Where in a block its float16 factors stand, which random bytes would make infinite.
    factors = {T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0], T.Q2_K: [80, 82],
               T.Q3_K: [108], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "x.gguf"
        writer = gguf.GGUFWriter(path, "test")
        writer.add_uint32("test.count", 7)
        writer.add_float32("test.rate", 0.5)
        writer.add_bool("test.flag", True)
        writer.add_array("test.words", ["a", "bc"])
        writer.add_array("test.numbers", [1, -2, 3])
        values = {}
        for kind in kinds:
            block, size = gguf.GGML_QUANT_SIZES[kind]
            data = rng.integers(0, 256, (2, size), dtype=np.uint8)
            for place in factors[kind]:
                data[:, place:place + 2] = rng.uniform(-1, 1, 2).astype(np.float16).view(np.uint8).reshape(2, 2)
            name = kind.name.lower()
            writer.add_tensor(name, data, raw_dtype=kind)
            values[name] = quants.dequantize(data, kind)
        x = np.arange(6, dtype=np.float32).reshape(2, 3) / 4
        writer.add_tensor("f32", x)
        writer.add_tensor("f16", x.astype(np.float16))
        writer.add_tensor("bf16", quants.quantize(x, T.BF16), raw_dtype=T.BF16)
        writer.add_tensor("i32", np.array([1, -2], dtype=np.int32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        file("gguf", "Two random blocks of every quantised type, and plain ones, by the gguf package.",
             path.read_bytes())
    import safetensors.numpy
    file("ggufValues", "What the gguf package's `dequantize` makes of them, as safetensors.",
         safetensors.numpy.save({name: value.astype(np.float32) for name, value in values.items()}))


def tensorboard_files():
    from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2
    from tensorboard.summary.writer import record_writer

    def events(name, about, values):
        buffer = io.BytesIO()
        buffer.close = lambda: None
        writer = record_writer.RecordWriter(buffer)
        writer.write(event_pb2.Event(wall_time=1.5, file_version="brain.Event:2").SerializeToString())
        for step, value in enumerate(values):
            event = event_pb2.Event(wall_time=2 + step, step=step, summary=summary_pb2.Summary(value=[value]))
            writer.write(event.SerializeToString())
        file(name, about, buffer.getvalue())

    value = summary_pb2.Summary.Value
    histogram = summary_pb2.HistogramProto(
        min=-1, max=3, num=4, sum=4, sum_squares=14, bucket_limit=[0, 2, 4], bucket=[1, 2, 1])
    events("eventsPlain", "Events of TensorFlow 1's and PyTorch's kind: a 0.5, h a histogram, a 0.25.",
           [value(tag="a", simple_value=0.5), value(tag="h", histo=histogram), value(tag="a", simple_value=0.25)])

    def plugin(name):
        return summary_pb2.SummaryMetadata(plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name=name))

    rows = np.array([[-1, 0, 1], [0, 2, 2], [2, 4, 1]], dtype=np.float64)
    events("eventsTensors", "The same of TensorFlow 2's kind, and a text.", [
        value(tag="a", tensor=tensor_pb2.TensorProto(dtype=1, float_val=[0.5]), metadata=plugin("scalars")),
        value(tag="h", tensor=tensor_pb2.TensorProto(dtype=2, tensor_content=rows.tobytes()),
              metadata=plugin("histograms")),
        value(tag="a", tensor=tensor_pb2.TensorProto(dtype=1, tensor_content=np.float32(0.25).tobytes())),
        value(tag="t", tensor=tensor_pb2.TensorProto(dtype=7, string_val=[b"x"]), metadata=plugin("text"))])


def swift():
    print("// Made by scripts/reference-formats.py; do not edit.\n")
    print("/// Files that other libraries wrote, packed by gzip, in base64.")
    print("enum ReferenceFiles {")
    for name, (about, data) in FILES.items():
        print("    /// " + "\n    /// ".join(textwrap.wrap(about, 90)))
        print(f"    static let {name} = unpacked(")
        print('        """')
        for line in textwrap.wrap(base64.b64encode(gzip.compress(data, 9, mtime=0)).decode(), 88):
            print("        " + line)
        print('        """)')
        print() if name != list(FILES)[-1] else None
    print("}")


if __name__ == "__main__":
    parts = {"numpy": numpy_files, "torch": torch_files, "gguf": gguf_file, "tensorboard": tensorboard_files}
    for part in sys.argv[1:] or parts:
        parts[part]()
    swift()
