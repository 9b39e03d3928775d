#!/usr/bin/env python3
"""reference-hdf5.py: has h5py write small HDF5 files of every kind that is read, as arrays of bytes in
Tests/Reference/hdf5/samples.safetensors. The tests that damage files begin from them.

    python3 scripts/reference-hdf5.py        # with h5py and numpy
"""
import io
import json
import pathlib
import struct

import h5py
import numpy as np

FILES: dict[str, bytes] = {}


def add(name, fill, **options):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w", **options) as file:
        fill(file)
    FILES["hdf5/" + name] = buffer.getvalue()


x = np.arange(24).reshape(4, 6)
for dtype in ("u1", "i2", "<i4", ">i4", "i8", "f2", "f4", ">f4", "f8", "?"):
    add("type-" + np.dtype(dtype).name + ("-big" if dtype[0] == ">" else ""),
        lambda f: f.create_dataset("x", data=x.astype(dtype)))
add("scalar", lambda f: f.create_dataset("x", data=np.float32(2.5)))
add("empty", lambda f: f.create_dataset("x", shape=(0, 3), dtype="f4"))
add("compact", lambda f: f.create_dataset("a/b/x", data=x[0]))
add("pieces", lambda f: f.create_dataset("x", data=x, chunks=(2, 3)))
add("gzip", lambda f: f.create_dataset("x", data=x, chunks=(2, 6), compression="gzip"))
add("shuffle", lambda f: f.create_dataset("x", data=x, chunks=(4, 2), compression="gzip", shuffle=True))
add("sums", lambda f: f.create_dataset("x", data=x, chunks=(2, 6), fletcher32=True))
add("groups", lambda f: [f.create_dataset(f"g{i}/x", data=x[i]) for i in range(4)])
add("fill", lambda f: f.create_dataset("x", shape=(3,), dtype="f4", fillvalue=2.5))
add("latest", lambda f: f.create_dataset("x", data=x), libver="latest")
add("latest-groups", lambda f: [f.create_dataset(f"g{i}/x", data=x[i]) for i in range(3)], libver="latest")

header, parts, offset = {}, [], 0
for name in sorted(FILES):
    data = FILES[name]
    header[name] = {"dtype": "U8", "shape": [len(data)], "data_offsets": [offset, offset + len(data)]}
    parts.append(data)
    offset += len(data)
header["__metadata__"] = {"h5py": h5py.__version__}
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
path = pathlib.Path(__file__).parent.parent / "Tests/Reference/hdf5/samples.safetensors"
path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))
print(len(FILES), "files,", offset, "bytes")
