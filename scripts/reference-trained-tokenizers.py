#!/usr/bin/env python3
"""What Hugging Face's trainers learn from a text made here: Tests/Reference/pretrained/trained-tokenizers.json.

    python3 -m venv venv && venv/bin/pip install tokenizers==0.23.3
    venv/bin/python scripts/reference-trained-tokenizers.py
"""
import json, random
from pathlib import Path
import tokenizers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

OUT = Path(__file__).resolve().parent.parent / "Tests/Reference/pretrained/trained-tokenizers.json"
draw = random.Random(7)
stems = "learn train gradient tensor network light night right sing ring spring walk talk hidden weight".split()
ends = ["", "", "s", "ed", "ing", "er", "ers", "'s", "ly"]
lines = []
for _ in range(120):
    words = [draw.choice(stems) + draw.choice(ends) for _ in range(draw.randrange(3, 12))]
    if draw.random() < 0.3: words.insert(1, str(draw.randrange(2000)))
    if draw.random() < 0.2: words.append("naïve café — déjà vu")
    lines.append(" ".join(words).capitalize() + draw.choice([".", "!", "?", ", and so on …"]))
text = "\n".join(lines) + "\n"
probes = ["The gradients of hidden networks", "Training 1984 tensors, naïvely!", "unseen wörds: zebra", "  two  blanks\n"]
out = {"library": f"tokenizers {tokenizers.__version__}", "text": text, "probes": probes}

level = Tokenizer(models.BPE())
level.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
level.train_from_iterator(lines_ends := [line + "\n" for line in lines], trainers.BpeTrainer(
    vocab_size=400, min_frequency=2, special_tokens=["<|endoftext|>"], show_progress=False,
    initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
model = json.loads(level.to_str())["model"]
out["byte_level"] = dict(vocabulary=sorted(model["vocab"], key=model["vocab"].get), merges=model["merges"],
                         ids=[level.encode(p).ids for p in probes])

piece = Tokenizer(models.WordPiece(unk_token="[UNK]"))
piece.normalizer = normalizers.BertNormalizer()
piece.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
piece.train_from_iterator(lines_ends, trainers.WordPieceTrainer(
    vocab_size=200, min_frequency=2, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False))
model = json.loads(piece.to_str())["model"]
# The trainer numbers pieces in the order of a hash table's words, so that only the set is one.
out["word_piece"] = dict(vocabulary=sorted(model["vocab"]), tokens=[piece.encode(p).tokens for p in probes])
OUT.write_text(json.dumps(out, ensure_ascii=False, indent=0) + "\n")
print(len(text), len(out["byte_level"]["merges"]), len(out["word_piece"]["vocabulary"]))
