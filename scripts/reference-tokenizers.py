"""Reference token ids from Hugging Face's tokenizers, for Tests/DataTests/Tokenizers.

    python3 scripts/reference-tokenizers.py [OUT]

Trains four small tokenizers (WordPiece, byte-level BPE, BPE with byte fallback, Unigram) on a text
made here, encodes awkward strings with them and, where it is installed, with MiniLM's tokenizer,
and writes all of it to OUT (Tests/DataTests/Tokenizers/TokenizerReference.swift). Offsets are in
UTF-8 bytes. Needs tokenizers 0.23.3.
"""

import json
import os
import random
import sys

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from tokenizers import trainers

STRINGS = [
    "", " ", "   ", "\t", "\n\n", "\r\n", "a", " a", "a ", "  two  blanks  ", "Hello, World!",
    "The quick brown fox jumps over the lazy dog.", "I'm you're he'll they've don't we'd it's",
    "IT'S WE'LL", "'s't're", "'", "don''t", "UPPER lower MiXeD", "na\u00efve caf\u00e9 \u00fcber",
    "nai\u0308ve cafe\u0301 u\u0308ber", "a\u0301\u0323b\u0323\u0301", "\u0301\u0302", "\u1ea5n",
    "Stra\u00dfe \u1e9e", "\u0130stanbul \u0131", "\u01c5 \u01c4", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2 \u03a3\u0391\u03a3",
    "\u4f60\u597d\u4e16\u754c", "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8", "\u30ab\u3099\u304b\u3099", "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01", "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440! \u0419\u0439 \u0401\u0451", "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family",
    "\U0001f44d\U0001f3fd\U0001f1e9\U0001f1ea", "\u2764\ufe0f\u200d\U0001f525", "x\U0001f600y \U0001f600z", "\u0000a\u0001b\u007fc",
    "a\u200bb\u200cc\u200dd\ufeffe", "\u00a0nbsp\u2003em\u3000wide", "a\u2028b\u2029c\u0085d", "\ufffd bad \ufffd",
    "\ue000 private \U000f0000", "soft\u00adhyphen", "tab\tnew\nline\rreturn\x0bvt\x0cff",
    "https://example.com/a/b?c=d&e=f#g", "user.name+tag@mail.example.org", "C:\\path\\file.txt",
    "3.14159 1,000,000 1e-10 0xFF", "12345678901234567890", "\u0661\u0662\u0663 \u216b \u00bd \u00b2", "a1b2c3",
    "foo_bar-baz", "!!!???...", "(a)[b]{c}<d>", "$100 \u20ac50 \u00a35 100% #tag @me ^x ~y `z` |w|",
    "\u201cquotes\u201d \u2018single\u2019 \u00abguillemets\u00bb \u2014 dash \u2026", "\ufb01ne \ufb03 \uff21\uff22\uff23 \u2460 \u2122", "\u212b \u00c5 A\u030a",
    "[CLS] [SEP] [MASK] [UNK]", "a[MASK]b", "<|endoftext|>a<|endoftext|>", "</s><unk>", "\u2581already \u2581meta",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis", "a" * 99, "b" * 100,
    "c" * 101, "ab" * 150, "word " * 20, "mixed \u6f22\u5b57kanji\u3068latin\u0440\u0443\u0441 \u0e44\u0e17\u0e22 \U0001f680end",
    "\U00020000\U0002f800 \uf900", "e\u0301e\u0300e\u0302", "line1\n  indented\n\tmore", "don\u2019t \u02bcok",
    "\u0378 unassigned", "q\u0307\u0323 \u1e69 s\u0323\u0307",
]
PAIRS = [("Hello world", "How are you?"), ("", "b"), ("a", ""), ("one two three", "1 2 3")]


def corpus():
    rng = random.Random(7)
    words = ("the of and to in is that it was for on are as with his they at be this from have or "
             "by one had not but what all were when we there can an your which their said if do "
             "will each about how up out them then she many some so these would other into has "
             "more her two like him see time could no make than first been its who now people my "
             "made over did down only way find use may water long little very after words called "
             "just where most know caf\u00e9 na\u00efve \u00fcber stra\u00dfe \u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440 \u4f60 \u597d \u4e16 \u754c don't it's I'm "
             "running runner jumped jumping lower lowest newer newest wider 12 345 2026").split()
    lines = []
    for _ in range(400):
        line = " ".join(rng.choice(words) for _ in range(rng.randint(3, 14)))
        lines.append(line[0].upper() + line[1:] + rng.choice(".!?,"))
    return lines


def word_piece():
    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer()
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    t.train_from_iterator(corpus(), trainers.WordPieceTrainer(
        vocab_size=300, special_tokens=special, show_progress=False))
    t.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    t.decoder = decoders.WordPiece()
    return t


def byte_level():
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.train_from_iterator(corpus(), trainers.BpeTrainer(
        vocab_size=500, special_tokens=["<|endoftext|>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    t.post_processor = processors.ByteLevel(trim_offsets=True)
    t.decoder = decoders.ByteLevel()
    return t


def byte_fallback():
    """As Llama's first tokenizer: no pre-tokenizer, blanks made visible by the normaliser."""
    t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([
        normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{i:02X}>" for i in range(256)]
    t.train_from_iterator((w for l in corpus() for w in l.split()), trainers.BpeTrainer(
        vocab_size=430, special_tokens=special, show_progress=False))
    root = json.loads(t.to_str())
    root["added_tokens"] = root["added_tokens"][:3]
    t = Tokenizer.from_str(json.dumps(root))
    t.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 1)])
    t.decoder = decoders.Sequence([
        decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse(),
        decoders.Strip(" ", 1, 0)])
    return t


def unigram():
    t = Tokenizer(models.Unigram())
    t.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents()])
    t.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Metaspace(), pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.Punctuation()])
    t.train_from_iterator(corpus(), trainers.UnigramTrainer(
        vocab_size=200, special_tokens=["<unk>", "</s>"], unk_token="<unk>", show_progress=False))
    t.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)])
    t.decoder = decoders.Metaspace()
    return t


def cases(t):
    t.no_truncation()
    t.no_padding()
    result = []
    for text, pair in [(s, None) for s in STRINGS] + PAIRS:
        e = t.encode(text, pair)
        offsets = []
        for (a, b), sequence in zip(e.offsets, e.sequence_ids):
            source = pair if sequence == 1 else text
            offsets.append([] if sequence is None else
                           [len(source[:a].encode()), len(source[:b].encode())])
        result.append({"text": text, "pair": pair, "ids": e.ids, "offsets": offsets,
                       "types": e.type_ids, "decoded": t.decode(e.ids)})
    return result


def swift_literal(text):
    """A raw string literal in pieces of at most 90 characters, all of them ASCII."""
    lines = [text[i:i + 90] for i in range(0, len(text), 90)]
    return '#"""\n' + "".join(f"        {line}\\#\n" for line in lines) + '\n        """#'


def compact(t):
    """The tokenizer as one line of JSON, ASCII only."""
    return json.dumps(json.loads(t.to_str()), separators=(",", ":"))


def main():
    default = os.path.join(os.path.dirname(__file__), "..", "Tests", "DataTests", "Tokenizers",
                           "TokenizerReference.swift")
    out = sys.argv[1] if len(sys.argv) > 1 else default
    made = {"wordPiece": word_piece(), "byteLevel": byte_level(),
            "byteFallback": byte_fallback(), "unigram": unigram()}
    parts = {name: (compact(t), cases(t)) for name, t in made.items()}
    folder = os.environ.get("LAMINA_DATA") or os.path.expanduser("~/.cache/lamina/data")
    minilm = os.path.join(folder, "minilm", "tokenizer.json")
    if os.path.exists(minilm):
        parts["miniLM"] = (None, cases(Tokenizer.from_file(minilm)))
    body = ["/// What Hugging Face's tokenizers 0.23.3 give; made by scripts/reference-tokenizers.py.",
            "enum TokenizerReference {",
            "    static let corpus =", "        " + swift_literal(json.dumps(corpus())), ""]
    texts = [[s, None] for s in STRINGS] + [list(p) for p in PAIRS]
    body += ["    static let texts =", "        " + swift_literal(json.dumps(texts)), ""]
    for name, (tokenizer, results) in parts.items():
        if tokenizer:
            body += [f"    static let {name} =", "        " + swift_literal(tokenizer), ""]
        rows = [[r["ids"], [x for o in r["offsets"] for x in (o or [0, 0])], r["types"],
                 r["decoded"]] for r in results]
        packed = json.dumps(rows, separators=(",", ":"))
        body += [f"    static let {name}Results =", "        " + swift_literal(packed), ""]
    with open(out, "w", encoding="ascii") as file:
        file.write("\n".join(body).rstrip() + "\n}\n")
    if dump := os.environ.get("REFERENCE_DUMP"):
        for name, (tokenizer, results) in parts.items():
            for r in results:
                r["offsets"] = [o or [0, 0] for o in r["offsets"]]
            json.dump(results, open(os.path.join(dump, name + ".cases.json"), "w"))
            if tokenizer:
                open(os.path.join(dump, name + ".json"), "w").write(tokenizer)


if __name__ == "__main__":
    main()
