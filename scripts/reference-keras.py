#!/usr/bin/env python3
"""Weights that Keras saves in HDF5, what its network answers, and files that HDF5 itself allows:
Tests/Reference/hdf5.

    python3 -m venv venv && venv/bin/pip install keras h5py jax
    venv/bin/python scripts/reference-keras.py

keras.weights.h5  a small network's weights in Keras 3's layout, layers/NAME/vars/N
keras-answers.npz the pictures it was asked about and its answers
types.h5          arrays of every kind: types, byte orders, chunks, compression, a group in a group
latest.h5         groups as of HDF5 1.10, types of their own, one compressed piece
pieces.h5         behind a block of the user's own: pieces that are cut off, sums, holes, many names
dangling.h5, dense.h5, filter.h5
                  links that lead nowhere, a large group of the newest version, a filter not known
links.h5, external.h5, cycle.h5, huge.h5
                  a link into another file, data in another file, a group in itself, and 4 TiB of zeros
"""
import os
from pathlib import Path
os.environ["KERAS_BACKEND"] = "jax"
import h5py, keras, numpy as np

HERE = Path(__file__).resolve().parent.parent / "Tests"
OUT = HERE / "Reference/hdf5"
OUT.mkdir(exist_ok=True)
keras.utils.set_random_seed(1)
model = keras.Sequential([
    keras.layers.Input((6, 6, 2)), keras.layers.Conv2D(3, 3, activation="relu"), keras.layers.BatchNormalization(),
    keras.layers.Flatten(), keras.layers.Dense(4)])
random = np.random.default_rng(1)
for layer in model.layers:
    layer.set_weights([np.abs(random.normal(size=w.shape)) + 0.1 if w.ndim == 1 else w for w in layer.get_weights()])
model.save_weights(OUT / "keras.weights.h5")
x = random.normal(size=(5, 6, 6, 2)).astype("f4")
np.savez(OUT / "keras-answers.npz", x=x, y=np.asarray(model(x)).astype("f4"))
with h5py.File(OUT / "types.h5", "w") as f:
    for name in ("i1", "u1", "<i2", ">i2", "<u4", ">i8", "<u8", "<f2", "<f4", ">f4", "<f8", "?"):
        label = {"<": "little-", ">": "big-"}.get(name[0], "") + name.strip("<>").replace("?", "bool")
        f[label] = (np.arange(6).reshape(2, 3) % 2).astype("?") if name == "?" else np.arange(6).reshape(2, 3).astype(name)
    f["scalar"] = np.float32(2.5)
    f["empty"] = np.zeros((0, 4), "f4")
    f["text"] = ["left", "out"]
    f["deep/er/packed"] = np.zeros((4, 4), "f4")
    del f["deep/er/packed"]
    f.create_dataset("deep/er/packed", data=np.arange(1000.0).astype("f4"), chunks=(100,), compression="gzip", shuffle=True)
    f["alias"] = f["scalar"]
with h5py.File(OUT / "latest.h5", "w", libver=("v110", "v110")) as f:
    f["plain"] = np.arange(6.0).reshape(2, 3)
    f["group/inner"] = np.arange(4, dtype=">i4")
    f["group/soft"] = h5py.SoftLink("/plain")
    f["named"] = np.dtype("<f4")
    f.create_dataset("typed", data=[1.5, 2.5], dtype=f["named"])
    f.create_dataset("one", data=np.arange(12, dtype="i2").reshape(3, 4), chunks=(3, 4), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("tiny", data=np.uint8(7))
with h5py.File(OUT / "pieces.h5", "w", userblock_size=512) as f:
    f.create_dataset("cut", data=np.arange(7 * 5 * 3, dtype="f8").reshape(7, 5, 3), chunks=(3, 2, 2), compression="gzip")
    f.create_dataset("sums", data=np.arange(50, dtype=">u2"), chunks=(8,), fletcher32=True, shuffle=True)
    holes = f.create_dataset("holes", shape=(6, 4), dtype="i4", chunks=(2, 2), fillvalue=-7)
    holes[2:4, 0:2] = [[1, 2], [3, 4]]
    f.create_dataset("unwritten", shape=(3,), dtype="f4", fillvalue=2.5)
    for i in range(40): f[f"many/{i:02}"] = np.int32(i)
    f["many/alias"] = h5py.SoftLink("/cut")
    f["lost"] = h5py.Empty("f4")
with h5py.File(OUT / "dangling.h5", "w") as f:
    f["nowhere"] = h5py.SoftLink("/absent")
    f["round"] = h5py.SoftLink("/about"); f["about"] = h5py.SoftLink("/round")
with h5py.File(OUT / "dense.h5", "w", libver=("v110", "v110")) as f:
    for i in range(20): f[f"many/{i}"] = np.int8(i)
with h5py.File(OUT / "filter.h5", "w") as f:
    f.create_dataset("lzf", data=np.arange(100), compression="lzf")
with h5py.File(OUT / "links.h5", "w") as f:
    f["away"] = h5py.ExternalLink("types.h5", "/scalar")
with h5py.File(OUT / "external.h5", "w") as f:
    f.create_dataset("raw", shape=(4,), dtype="u1", external=[("/etc/passwd", 0, 4)])
with h5py.File(OUT / "huge.h5", "w") as f:
    f.create_dataset("huge", shape=(1 << 40,), dtype="f4", chunks=(1024,))
with h5py.File(OUT / "cycle.h5", "w") as f:
    f["a/self"] = f["/"]
    f["a/again"] = f["/"]
print([(p.name, p.stat().st_size) for p in sorted(OUT.iterdir())], keras.__version__)
