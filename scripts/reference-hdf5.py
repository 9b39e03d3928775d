#!/usr/bin/env python3
"""reference-hdf5.py: has h5py write small HDF5 files of every kind that is read, as arrays of bytes in
Tests/Reference/hdf5/samples.safetensors. The tests that damage files begin from them.

    python3 scripts/reference-hdf5.py        # with h5py and numpy
"""
import io
import pathlib

import h5py
import numpy as np

from reference_file import write_files

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

path = pathlib.Path(__file__).parent.parent / "Tests/Reference/hdf5/samples.safetensors"
write_files(str(path), FILES, {"h5py": h5py.__version__})
print(len(FILES), "files,", sum(map(len, FILES.values())), "bytes")
