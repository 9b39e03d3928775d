#!/usr/bin/env python3
"""What RapidOCR, Magika and Basic Pitch answer: text-page, magika and basic-pitch in Tests/Reference/pretrained.

    python3 -m venv venv && venv/bin/pip install rapidocr-onnxruntime==1.4.4 magika==1.0.3 librosa pretty_midi mir_eval resampy
    venv/bin/pip install --no-deps basic-pitch==0.4.0 && venv/bin/pip install onnx==1.23.2
    venv/bin/python scripts/reference-recognition.py

text-page.png/.json a page drawn here, and its lines as RapidOCR reads them
magika.json         files made here, what Magika takes them for, and the probability in double precision
basic-pitch.json    a song of sines, and the notes that Basic Pitch hears in it
"""
import base64, gzip, io, json, random, struct, tempfile, wave, zipfile
from pathlib import Path
import numpy as np

HERE = Path(__file__).resolve().parent.parent / "Tests/Reference/pretrained"


def page():
    from PIL import Image, ImageDraw, ImageFont
    from rapidocr_onnxruntime import RapidOCR
    font = ImageFont.load_default
    page = Image.new("RGB", (720, 560), "white")
    draw = ImageDraw.Draw(page)
    draw.text((40, 24), "A Truth Universally Acknowledged", fill="black", font=font(34))
    left = ["It is a truth universally", "acknowledged, that a single", "man in possession of a good", "fortune, must be in want of", "a wife. (Chapter 1, 1813)"]
    for i, text in enumerate(left):
        draw.text((40, 100 + 34 * i), text, fill=(30, 30, 60), font=font(20))
    for i, text in enumerate(["Total: 3,141.59 EUR", "Phone +49 30 901820", "e-mail: ada@lamina.org"]):
        draw.text((430, 110 + 52 * i), text, fill="navy", font=font(24))
    slant = Image.new("RGB", (330, 60), "white")
    ImageDraw.Draw(slant).text((10, 12), "Handle with care", fill="darkred", font=font(30))
    page.paste(slant.rotate(9, expand=True, resample=Image.BICUBIC, fillcolor="white"), (40, 300))
    turned = Image.new("RGB", (300, 50), "white")
    ImageDraw.Draw(turned).text((8, 8), "This side up: No. 42", fill="black", font=font(26))
    page.paste(turned.rotate(180), (390, 310))
    draw.rectangle((40, 440, 680, 530), fill=(25, 60, 110))
    draw.text((64, 462), "WHITE LETTERS ON BLUE 7890", fill="white", font=font(36))
    path = HERE / "text-page.png"
    page.quantize(64, dither=Image.Dither.NONE).convert("RGB").save(path, optimize=True)
    found, _ = RapidOCR()(str(path))
    lines = [dict(text=text, confidence=round(float(sure), 6), corners=box) for box, text, sure in found]
    (HERE / "text-page.json").write_text(json.dumps(dict(library="rapidocr-onnxruntime 1.4.4, onnxruntime 1.31.1, opencv 5.0.0", page=path.name, lines=lines), indent=1) + "\n")
    print([line["text"] for line in lines])


def magika_in_doubles(model, config):
    """What the network says of bytes when NumPy computes it in double precision. In single precision a
    variance of nearly nothing, E[x^2] - E[x]^2, leaves ONNX Runtime's answers two digits."""
    import onnx
    from onnx import TensorProto, numpy_helper
    from onnx.reference import ReferenceEvaluator
    from onnx.reference.op_run import OpRun

    class GlobalMaxPool(OpRun):  # the reference's own takes pictures alone
        op_domain = ""

        def _run(self, x):
            return (x.max(axis=tuple(range(2, x.ndim)), keepdims=True),)

    def widen(tensor):
        if tensor.data_type == TensorProto.FLOAT:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float64), tensor.name))

    network, settings = onnx.load(model), json.loads(Path(config).read_text())
    for tensor in network.graph.initializer:
        widen(tensor)
    for node in network.graph.node:
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.TENSOR:
                widen(attribute.t)
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.DOUBLE
    network = ReferenceEvaluator(network, new_ops=[GlobalMaxPool])

    def probability(data, label):
        head = data[:settings["block_size"]].lstrip()[:settings["beg_size"]]
        tail = data[-settings["block_size"]:].rstrip()
        tail = tail[max(0, len(tail) - settings["end_size"]):]
        lack = settings["beg_size"] - len(head) + settings["end_size"] - len(tail)
        ids = [*head, *[settings["padding_token"]] * lack, *tail]
        answer, = network.run(None, {network.input_names[0]: np.array([ids], np.int32)})
        assert answer.dtype == np.float64
        return float(answer[0, settings["target_labels_space"].index(label)])
    return probability


def magika():
    import magika as package
    from magika import Magika
    python = "import os\n\ndef main():\n    for name in os.listdir('.'):\n        print(name)\n\nif __name__ == '__main__':\n    main()\n" * 3
    c = "#include <stdio.h>\nint main(int argc, char **argv) {\n    printf(\"%d\\n\", argc);\n    return 0;\n}\n"
    texts = {
        "python": python, "json": json.dumps({"a": [1, 2, {"b": None}], "name": "x", "ok": True}, indent=2),
        "html": "<!doctype html>\n<html><head><title>T</title></head>\n<body><p class=\"x\">Hello <b>there</b></p></body></html>\n", "c": c,
        "swift": "import Foundation\n\nstruct Point: Equatable {\n    var x: Double\n    var y: Double\n    func norm() -> Double { (x * x + y * y).squareRoot() }\n}\nlet p = Point(x: 3, y: 4)\nprint(p.norm())\n",
        "prose": "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.\n" * 20}
    files = {name: text.encode() for name, text in texts.items()}
    files["blank-around"] = b" \n\t\r\x0b\x0c" * 30 + files["python"] + b"\n \t" * 40
    files["long"] = files["c"] * 200
    files["short-utf8"], files["short-binary"] = "n\u00e4h".encode(), b"\xff\xfe\x00"
    files["only-blanks"], files["empty"] = b" \n" * 40, b""
    files["random"] = random.Random(3).randbytes(700)
    files["seven-after-strip"] = b"\n" * 20 + b"abcdefg" + b"\n" * 20
    files["words"] = b"lorem ipsum dolor sit"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as f:
        f.writestr(zipfile.ZipInfo("a.txt"), "hello " * 50)
    files["zip"], files["gzip"] = archive.getvalue(), gzip.compress(b"hello " * 500, mtime=0)
    files["png"] = (HERE / "text-page.png").read_bytes()[:1500]
    files["wav"] = b"RIFF" + struct.pack("<I", 36 + 1200) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", 1200) + bytes(1200)
    files["csv"] = b"name,age\n" + b"".join(b"p%d,%d\n" % (i, i * 7 % 90) for i in range(40))
    files["markdown"] = b"# Title\n\nSome *text* with [a link](http://x.y).\n\n- one\n- two\n"
    files["sql"] = b"SELECT a, b FROM t WHERE a > 3 ORDER BY b;\n"
    files["doubtful-text"], files["doubtful-words"] = b"= Title\ntext here\n * a\n", b"let x = 3 in x + 1\n"
    files["doubtful-binary"] = bytes(range(0, 200, 3)) + b"\x00\x01PK\x00" * 3
    judge, samples = Magika(), []
    folder = Path(package.__file__).parent / "models/standard_v3_3"
    exact = magika_in_doubles(folder / "model.onnx", folder / "config.min.json")
    for name, data in files.items():
        p = judge.identify_bytes(data).prediction
        # A file of nearly nothing is not shown to the network.
        sure = float(p.score) if str(p.dl.label) == "undefined" else exact(data, str(p.dl.label))
        samples.append(dict(exact=sure, name=name, base64=base64.b64encode(data).decode(), label=str(p.output.label), guess=str(p.dl.label), mime=p.output.mime_type, group=p.output.group, score=float(p.score)))
    (HERE / "magika.json").write_text(json.dumps(dict(library="magika 1.0.3, onnxruntime 1.31.1", samples=samples), indent=0) + "\n")
    print({s["name"]: s["label"] for s in samples})


# Start and length in seconds, pitch, amplitude.
SONG = [(0.25, 0.55, 57, 0.30), (0.80, 0.50, 60, 0.30), (1.30, 0.50, 64, 0.28), (1.80, 1.00, 69, 0.30), (2.80, 1.30, 48, 0.22), (2.80, 1.30, 55, 0.20), (2.82, 1.28, 64, 0.20), (4.20, 0.40, 72, 0.25), (4.60, 0.40, 71, 0.25), (5.00, 0.12, 67, 0.25), (5.20, 1.50, 67, 0.30), (5.20, 1.50, 36, 0.30)]


def pitch(rate=22050, seconds=7):
    from basic_pitch import ICASSP_2022_MODEL_PATH
    from basic_pitch.inference import predict
    t = np.arange(rate * seconds) / rate
    x = np.zeros(len(t))
    for start, length, key, loudness in SONG:
        own = t - start
        frequency = 440 * 2 ** ((key - 69) / 12)
        fade = np.minimum(own / 0.01, 1) * np.minimum((length - own) / 0.03, 1) * np.exp(-1.5 * own)
        wave_ = sum(np.sin(2 * np.pi * frequency * k * own) / k for k in range(1, 6) if frequency * k < 10000)
        x += np.where((own >= 0) & (own < length), loudness * fade * wave_, 0)
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        with wave.open(file.name, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes(np.rint(x * 32767).astype("<i2").tobytes())
        model = Path(ICASSP_2022_MODEL_PATH).parent / "nmp.onnx"
        seen, _, notes = predict(file.name, model)
    notes = sorted(notes, key=lambda note: (note[0], note[2]))
    (HERE / "basic-pitch.json").write_text(json.dumps(dict(
        library="basic-pitch 0.4.0, onnxruntime 1.31.1, librosa 0.11.0", song=[list(note) for note in SONG],
        notes=[[float(v) for v in note[:4]] for note in notes], frames=int(seen["note"].shape[0]),
        note_mean=float(seen["note"].mean()), onset_mean=float(seen["onset"].mean()), contour_mean=float(seen["contour"].mean()),
        strongest=[float(seen[key].max()) for key in ("note", "onset", "contour")]), indent=0) + "\n")
    print(len(notes), "notes")


if __name__ == "__main__":
    page()
    magika()
    pitch()
