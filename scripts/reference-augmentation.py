#!/usr/bin/env python3
"""reference-augmentation.py: has torchvision change a small picture, and prints
Tests/DataTests/ReferencePictures.swift.

    reference-augmentation.py > Tests/DataTests/ReferencePictures.swift

Needs torch and torchvision. The picture is written as 7 rows of 5 pixels of red, green and blue, in
255ths.
"""

import torch
import torchvision.transforms.v2.functional as F
from torchvision.transforms import InterpolationMode

HEIGHT, WIDTH = 7, 5
BYTES = [(i * i * 7 + i * 31 + 11) % 256 for i in range(HEIGHT * WIDTH * 3)]
PICTURE = (torch.tensor(BYTES, dtype=torch.float32) / 255).reshape(HEIGHT, WIDTH, 3)
BILINEAR = InterpolationMode.BILINEAR


def affine(x, **changes):
    rest = dict(angle=0, translate=[0, 0], scale=1.0, shear=[0.0, 0.0], interpolation=BILINEAR)
    return F.affine(x, **{**rest, **changes})


def bytes_(change):
    """For what torchvision defines over bytes."""
    return lambda x: change((x * 255).round().to(torch.uint8)).float() / 255


def displaced(x):
    """As torchvision's elastic does it, with displacements in pixels."""
    field = torch.tensor([place * place % 7 / 2 - 1.5 for place in range(HEIGHT * WIDTH)])
    across, down = field.reshape(HEIGHT, WIDTH), field.flip(0).reshape(HEIGHT, WIDTH)
    columns = (torch.arange(WIDTH) + across + 0.5) * 2 / WIDTH - 1
    rows = (torch.arange(HEIGHT)[:, None] + down + 0.5) * 2 / HEIGHT - 1
    grid = torch.stack([columns, rows], -1)[None]
    return torch.nn.functional.grid_sample(x[None], grid, align_corners=False)[0]


CASES = {
    "brightness": lambda x: F.adjust_brightness(x, 1.4),
    "contrast": lambda x: F.adjust_contrast(x, 0.4),
    "saturation": lambda x: F.adjust_saturation(x, 1.7),
    "hue": lambda x: F.adjust_hue(x, -0.2),
    "sharpness": lambda x: F.adjust_sharpness(x, 1.9),
    "solarized": lambda x: F.solarize(x, 0.6),
    "posterized": bytes_(lambda x: F.posterize(x, 3)),
    "autoContrasted": lambda x: F.autocontrast(0.3 + 0.4 * x),
    "blurred": lambda x: F.gaussian_blur(x, [5, 5], [1.3, 1.3]),
    "rotated": lambda x: affine(x, angle=30),
    "warped": lambda x: affine(x, angle=-17, translate=[1, -2], scale=1.2, shear=[8.0, 5.0]),
    "sheared": lambda x: affine(
        x, shear=[torch.rad2deg(torch.atan(torch.tensor(0.3))).item(), 0.0], center=[0, 0]
    ),
    "displaced": displaced,
    "enlarged": lambda x: F.resize(x, [9, 11], antialias=True),
    "shrunk": lambda x: F.resize(x, [3, 2], antialias=True),
}

# More pixels than 255, below which no brightness is moved.
TALL = torch.tensor([(i * i // 9 + i) % 160 for i in range(40 * 30)], dtype=torch.uint8)


def swift(name, values):
    values = [f"{v:.7g}" for v in values]
    lines, line = [], " " * 11
    for value in values:
        if len(line) + len(value) + 2 > 100:
            lines.append(line)
            line = " " * 11
        line += f" {value},"
    return f'        "{name}": [\n' + "\n".join(lines + [line]) + "\n        ],"


def main():
    print("/// What torchvision makes of a picture; written by scripts/reference-augmentation.py.")
    print("enum ReferencePictures {")
    print("    /// `[height, width, channels]`, by the change's name.")
    print("    static let values: [String: [Float]] = [")
    for name, change in CASES.items():
        result = change(PICTURE.permute(2, 0, 1)).permute(1, 2, 0)
        print(swift(name, result.flatten().tolist()))
    equal = F.equalize(TALL.reshape(1, 40, 30)).flatten()
    # The map of 160 brightnesses says it all.
    places = [TALL.tolist().index(b) for b in sorted(set(TALL.tolist()))]
    print(swift("equalized", [equal[p].item() for p in places]))
    print("    ]")
    print("}")


if __name__ == "__main__":
    main()
