#!/usr/bin/env python3
"""What other libraries make of the pretrained networks' inputs: files of Tests/Reference/pretrained.

    python3 -m venv venv && venv/bin/pip install numpy librosa==0.11.0 ncnn==1.0.20261020
    venv/bin/python scripts/reference-pretrained.py [DATA]

DATA is the data folder, else $LAMINA_DATA, else ~/.cache/lamina/data; it must hold g2p-en, silero-vad
and waifu2x (`lamina data get NAME`), minilm, whose vocabulary gives the words, and the recordings of
the Debian package asterisk-core-sounds-en-wav in spoken-prompts.

g2p-en-words.json   the phonemes of 200 words, by the network written out in NumPy
silero-vad-16k.json the speech probabilities of two recordings and a tone, by the network of Silero's
                    safetensors file written out in NumPy. Its weights are others than those of the
                    ONNX files in the same package, whose probabilities silero-vad.json holds.
waifu2x-ncnn.npz    pictures enlarged by waifu2x's own runtime, ncnn, from the input of waifu2x.npz
sounds.npz          spectrograms and cepstra of a signal by librosa; resampling by torchaudio's formula

The folder's other files are the project's shared data/reference, unchanged, whose README says how
they were made.
"""
import json, math, os, sys, wave
from pathlib import Path
import numpy as np

DATA = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LAMINA_DATA") or Path.home() / ".cache/lamina/data")
HERE = Path(__file__).resolve().parent.parent / "Tests/Reference/pretrained"


def words():
    """Words of more than three letters out of a vocabulary in the order of frequency."""
    tokenizer = json.loads((DATA / "minilm/tokenizer.json").read_text())
    known = [w for w in tokenizer["model"]["vocab"] if w.isascii() and w.isalpha() and len(w) > 3]
    return known[::len(known) // 200][:200]


def g2p():
    w = np.load(DATA / "g2p-en/checkpoint20.npz")
    reference = json.loads((HERE / "g2p-en.json").read_text())
    letters, phonemes = reference["graphemes"], reference["phonemes"]
    sigmoid = lambda v: 1 / (1 + np.exp(-v))

    def cell(x, h, side):
        i, g = w[f"{side}_w_ih"] @ x + w[f"{side}_b_ih"], w[f"{side}_w_hh"] @ h + w[f"{side}_b_hh"]
        r, z = sigmoid(i[:256] + g[:256]), sigmoid(i[256:512] + g[256:512])
        return (1 - z) * np.tanh(i[512:] + r * g[512:]) + z * h

    def speak(word):
        h = np.zeros(256, np.float32)
        for c in [letters.index(c) if c in letters else 1 for c in word] + [2]:
            h = cell(w["enc_emb"][c], h, "enc")
        x, said = w["dec_emb"][2], []
        for _ in range(20):
            h = cell(x, h, "dec")
            best = int((w["fc_w"] @ h + w["fc_b"]).argmax())
            if best == 3:
                break
            said.append(phonemes[best])
            x = w["dec_emb"][best]
        return " ".join(said)

    spoken = {word: speak(word) for word in words()}
    (HERE / "g2p-en-words.json").write_text(json.dumps({"words": spoken}, indent=0) + "\n")
    print(len(spoken), "words, such as", *list(spoken.items())[150:153])


def tensors(path):
    raw = Path(path).read_bytes()
    count = int.from_bytes(raw[:8], "little")
    for name, entry in json.loads(raw[8:8 + count]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            yield name, np.frombuffer(raw[8 + count + begin:8 + count + end], "<f4").reshape(entry["shape"]).astype(float)


def silero():
    w = dict(tensors(DATA / "silero-vad/silero_vad_16k.safetensors"))
    sigmoid = lambda v: 1 / (1 + np.exp(-v))

    def conv(x, name, stride, pad):
        k, x = w[name + ".weight"], np.pad(x, ((0, 0), (pad, pad)))
        steps = (x.shape[1] - k.shape[2]) // stride + 1
        y = np.stack([np.tensordot(k, x[:, i * stride:i * stride + k.shape[2]], 2) for i in range(steps)], 1)
        return y + w[name + ".bias"][:, None] if name + ".bias" in w else y

    def probabilities(x):
        x = np.concatenate([np.zeros(64), x, np.zeros(-len(x) % 512)])
        h, c, out = np.zeros(128), np.zeros(128), []
        for at in range(64, len(x), 512):
            y = conv(np.pad(x[at - 64:at + 512], (0, 64), mode="reflect")[None], "stft_conv", 128, 0)
            y = np.sqrt(y[:129] ** 2 + y[129:] ** 2)
            for layer, stride in (("conv1", 1), ("conv2", 2), ("conv3", 2), ("conv4", 1)):
                y = np.maximum(conv(y, layer, stride, 1), 0)
            gates = w["lstm_cell.weight_ih"] @ y[:, 0] + w["lstm_cell.bias_ih"] + w["lstm_cell.weight_hh"] @ h + w["lstm_cell.bias_hh"]
            i, f, g, o = np.split(gates, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
            out.append(float(sigmoid(w["final_conv.weight"][0, :, 0] @ np.maximum(h, 0) + w["final_conv.bias"][0])))
        return [float(f"{p:.7g}") for p in out]

    out = {"tone": probabilities(0.3 * np.sin(2 * np.pi * 440 * np.arange(16000) / 16000))}
    for name in ("digits/7.wav", "vm-intro.wav"):
        with wave.open(str(DATA / "spoken-prompts" / name)) as file:
            x = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        doubled = np.empty(2 * len(x))
        doubled[0::2], doubled[1::2] = x, (x + np.append(x[1:], x[-1])) / 2
        out[name] = probabilities(doubled)
    (HERE / "silero-vad-16k.json").write_text(json.dumps({"probabilities": out}) + "\n")
    onnx = json.loads((HERE / "silero-vad.json").read_text())["files"]
    for name in ("digits/7.wav", "vm-intro.wav"):
        other = np.array(onnx[name]["at_16000"]["silero_vad_16k_op15.onnx"]["probabilities"])
        own = np.array(out[name])
        print(name, len(own), "windows; speech in", (own > 0.5).mean(), "of ONNX's", (other > 0.5).mean(), "agreeing", ((own > 0.5) == (other > 0.5)).mean())


def waifu2x():
    import ncnn
    pixels = np.load(HERE / "waifu2x.npz")["input"]
    out = {}
    for network, border in (("upconv_7_photo", 7), ("cunet", 18)):
        x = np.pad(pixels.astype(np.float32) / 255, ((border, border), (border, border), (0, 0)), mode="edge")
        x = np.ascontiguousarray(x.transpose(2, 0, 1))
        for name in ("scale2.0x_model", "noise3_scale2.0x_model"):
            net = ncnn.Net()
            for option in ("use_vulkan_compute", "use_fp16_storage", "use_fp16_arithmetic", "use_fp16_packed", "use_bf16_storage"):
                setattr(net.opt, option, False)
            folder = str(DATA / f"waifu2x/models-{network}/") + "/"
            net.load_param(folder + name + ".param")
            net.load_model(folder + name + ".bin")
            extractor, source = net.create_extractor(), ncnn.Mat(x)
            extractor.input("Input1", source)
            status, result = extractor.extract("Eltwise4")
            y = np.array(result.numpy(), copy=True).transpose(1, 2, 0)
            assert status == 0 and y.shape == (256, 256, 3) and np.abs(y).max() < 2, (status, y.shape, np.abs(y).max())
            y = np.clip(np.rint(y * 255), 0, 255).astype(np.uint8)
            # Of cunet the middle alone: it is enough, and the file stays small.
            key = name.replace(".", "_")
            out[key if network.startswith("up") else f"cunet_{key}"] = y if network.startswith("up") else y[64:192, 64:192]
    np.savez_compressed(HERE / "waifu2x-ncnn.npz", **out)
    print({k: v.mean() for k, v in out.items()})


def resample(x, old, new):
    """torchaudio.functional.resample with its defaults, written out (torchaudio 2.9, functional.py)."""
    g = math.gcd(old, new)
    old, new = old // g, new // g
    base = min(old, new) * 0.99
    width = math.ceil(6 * old / base)
    t = (np.arange(0, -new, -1)[:, None] / new + np.arange(-width, width + old)[None] / old) * base
    t = np.clip(t, -6, 6)
    window = np.cos(t * np.pi / 6 / 2) ** 2
    kernel = np.sinc(t) * window * base / old
    padded = np.pad(x, (width, width + old))
    steps = (len(padded) - kernel.shape[1]) // old + 1
    y = np.stack([kernel @ padded[i * old:i * old + kernel.shape[1]] for i in range(steps)]).reshape(-1)
    return y[:math.ceil(new * len(x) / old)]


def sounds():
    import librosa
    t = np.arange(8000) / 16000
    x = 0.5 * np.sin(2 * np.pi * (200 + 900 * t) * t) + 0.2 * np.sin(2 * np.pi * 1234 * t)
    feature = librosa.feature
    own = dict(y=x, sr=16000, n_fft=512, hop_length=160, n_mels=40)
    audio = dict(y=x, sr=16000, n_fft=400, hop_length=200, n_mels=32, htk=True, norm=None, pad_mode="reflect")
    mel = feature.melspectrogram(**audio)
    arrays = dict(
        signal=x, librosa_mel=feature.melspectrogram(**own).T, librosa_mfcc=feature.mfcc(n_mfcc=13, **own).T,
        torchaudio_mel=mel.T, torchaudio_amplitude=feature.melspectrogram(power=1, **audio).T,
        torchaudio_mfcc=feature.mfcc(S=librosa.power_to_db(mel, top_db=80), n_mfcc=20, norm="ortho").T,
        up=resample(x[:1000], 8000, 16000), down=resample(x[:1000], 16000, 11025))
    np.savez_compressed(HERE / "sounds.npz", **{k: v.astype("<f4") for k, v in arrays.items()})
    print({k: v.shape for k, v in arrays.items()}, "librosa", librosa.__version__)


if __name__ == "__main__":
    g2p()
    silero()
    waifu2x()
    sounds()
