"""Writes arrays as a safetensors file: the reference scripts need no package for that."""

import json
import struct

import numpy as np

NAMES = {"float64": "F64", "float32": "F32", "int64": "I64", "int32": "I32", "uint8": "U8", "bool": "BOOL"}


def write_files(path: str, files: dict[str, bytes], metadata: dict[str, str]) -> None:
    """Each file's bytes as an array."""
    write(path, {name: np.frombuffer(data, np.uint8) for name, data in files.items()}, metadata)


def write(path: str, arrays: dict[str, np.ndarray], metadata: dict[str, str]) -> None:
    header: dict[str, object] = {"__metadata__": metadata}
    parts: list[bytes] = []
    offset = 0
    for name in sorted(arrays):
        array = np.asarray(arrays[name], order="C")
        data = array.tobytes()
        header[name] = {
            "dtype": NAMES[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": [offset, offset + len(data)],
        }
        parts.append(data)
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
