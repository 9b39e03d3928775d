#!/usr/bin/env python3
"""Weights that Keras saves in HDF5, what its network answers, and files that HDF5 itself allows:
Tests/Reference/hdf5.

    python3 -m venv venv && venv/bin/pip install keras h5py jax
    venv/bin/python scripts/reference-keras.py

keras.weights.h5  a small network's weights in Keras 3's layout, layers/NAME/vars/N
keras-answers.npz the pictures it was asked about and its answers
types.h5          arrays of every kind: types, byte orders, chunks, compression, a group in a group
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
