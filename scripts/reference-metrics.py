"""Prints the reference values that Tests/TrainTests/Metrics compares with.

    python3 -m venv /tmp/metrics
    /tmp/metrics/bin/pip install scikit-learn scikit-image sacrebleu rouge-score jiwer pycocotools
    /tmp/metrics/bin/python scripts/reference-metrics.py

The inputs here and in the tests are the same few lists and formulas.
"""

import contextlib
import io

import jiwer
import numpy as np
import sacrebleu
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from rouge_score import rouge_scorer
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn import metrics as sk


def show(name, *values):
    print(name, *(repr(v.tolist() if hasattr(v, "tolist") else v) for v in values))


# Classification: 60 answers among 4 classes of which the last is never the truth.
truths = [(i * i + i // 7) % 3 for i in range(60)]
answers = [t if (i * 5) % 7 < 4 else (t + i) % 4 for i, t in enumerate(truths)]
show("confusion", sk.confusion_matrix(truths, answers))
for average in ["micro", "macro", "weighted"]:
    scores = sk.precision_recall_fscore_support(truths, answers, average=average, zero_division=0)
    show(average, *scores[:3])

logits = np.array([[(i * 31 + c * 17 + i * c) % 29 / 29 for c in range(4)] for i in range(60)])
logits[np.arange(60), truths] += 0.3
shares = logits / logits.sum(axis=1, keepdims=True)
show("accuracy of scores", sk.top_k_accuracy_score(truths, logits, k=1, labels=range(4)))
show("top-2", sk.top_k_accuracy_score(truths, logits, k=2, labels=range(4)))
loss = sk.log_loss(truths, shares, labels=range(4))
show("log-loss, perplexity, bits", loss, np.exp(loss), loss / np.log(2))

# Calibration, by its formula in a few lines of NumPy.
confidence, right = shares.max(axis=1), shares.argmax(axis=1) == truths
bins = np.ceil(confidence * 10).astype(int)
show("counts of bins", np.bincount(bins, minlength=11)[1:])
gaps = [(bins == b).sum() * abs(right[bins == b].mean() - confidence[bins == b].mean())
        for b in set(bins)]
show("ECE of 10 bins", sum(gaps) / 60)

# Curves: scores with ties.
positive = np.array([(i * 13) % 10 < 4 for i in range(50)])
score = np.array([((i * 37 + 11) % 23) / 23 + 0.25 * p for i, p in enumerate(positive)]).round(1)
show("ROC AUC", sk.roc_auc_score(positive, score))
show("average precision", sk.average_precision_score(positive, score))
show("ROC", *(list(a) for a in sk.roc_curve(positive, score, drop_intermediate=False)))
precision, recall, _ = sk.precision_recall_curve(positive, score)
show("precision from high thresholds", list(precision[::-1][1:]))
show("recall from high thresholds", list(recall[::-1][1:]))

# Regression: a mean far from zero.
target = np.array([1000 + ((i * 17) % 31) / 3 for i in range(40)])
predicted = np.array([t + ((i * 11) % 13 - 5) / 4 for i, t in enumerate(target)])
show("MAE, MSE, R2", sk.mean_absolute_error(target, predicted),
     sk.mean_squared_error(target, predicted), sk.r2_score(target, predicted))

# Text.
hypotheses = [
    "The cat, of 3.5 years, sat on the mat.",
    "It's a well-known fact -- isn't it?",
    "He paid $1,000.00 in 2010-2011 (roughly).",
    "Größe und Maß: 5,5 m",
    "yes",
]
first = [
    "The cat of 3.5 years sat on a mat.",
    "It is a well-known fact, isn't it?",
    "He paid about $1,000 in 2010-2011 (more or less).",
    "Die Größe und das Maß: 5,5 m.",
    "yes indeed",
]
second = [
    "A cat, 3.5 years old, was sitting on the mat.",
    "That is well known -- is it not?",
    "In 2010-2011 he paid roughly $1,000.00.",
    "Größe und Maß sind 5,5 m",
    "yes",
]
show("BLEU", sacrebleu.corpus_bleu(hypotheses, [first]).score)
show("BLEU of two", sacrebleu.corpus_bleu(hypotheses, [first, second]).score)
show("BLEU lowercase", sacrebleu.corpus_bleu(hypotheses, [second], lowercase=True).score)
show("BLEU whitespace", sacrebleu.corpus_bleu(hypotheses, [first], tokenize="none").score)
short = ["the dog ran home"], [["a dog ran far away today"]]
for method, value in [("none", None), ("floor", 0.1), ("add-k", 1), ("exp", None)]:
    show("BLEU " + method, sacrebleu.corpus_bleu(
        *short, smooth_method=method, smooth_value=value).score)
show("BLEU effective", sacrebleu.sentence_bleu("big dog", ["the big dog"]).score)
show("13a", [sacrebleu.metrics.BLEU().tokenizer(line) for line in [
    *hypotheses, "wait...what?! 1.2.3, a.b &quot;x&amp;y&quot; 7-8 [z]{w} don't e-mail 50% <skipped>end."]])
show("chrF", sacrebleu.corpus_chrf(hypotheses, [first]).score)
show("chrF of two", sacrebleu.corpus_chrf(hypotheses, [first, second]).score)
scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"])
for name in ["rouge1", "rouge2", "rougeL"]:
    rows = [scorer.score(r, h)[name] for r, h in zip(first, hypotheses)]
    show(name, *(float(np.mean([row[i] for row in rows])) for i in range(3)))
rows = [scorer.score(r, h)["rougeL"] for r, h in zip(second, hypotheses)]
show("rougeL of second", *(float(np.mean([row[i] for row in rows])) for i in range(3)))
show("WER, CER", jiwer.wer(first, hypotheses), jiwer.cer(first, hypotheses))

# Ranking.
gains = np.array([[(q * 7 + i * 3) % 4 for i in range(8)] for q in range(6)])
ranks = np.array([[(q * 5 + i * 11) % 6 for i in range(8)] for q in range(6)])
show("NDCG, NDCG@3", sk.ndcg_score(gains, ranks), sk.ndcg_score(gains, ranks, k=3))

# Segmentation: Jaccard by class and its mean; class 3 is not the truth of any pixel.
show("IoU", sk.jaccard_score(truths, answers, average=None))
show("Dice", sk.f1_score(truths, answers, average=None))

# Images of 16 × 14 bytes in 2 channels.
image = np.array([(i * 37 + (i // 28) * 11) % 256 for i in range(448)], float).reshape(16, 14, 2)
noisy = np.clip(image + np.array([(i * 53) % 41 - 20 for i in range(448)]).reshape(16, 14, 2), 0, 255)
show("PSNR", peak_signal_noise_ratio(image, noisy, data_range=255))
show("SSIM", structural_similarity(
    image, noisy, data_range=255, channel_axis=2, gaussian_weights=True, sigma=1.5,
    use_sample_covariance=False))

# Clustering.
clusters = [(t + (i % 5 == 0)) % 3 for i, t in enumerate(truths)]
points = np.array([[c * 2 + (i * 7 % 11) / 5, (i * 3 % 13) / 6 - c] for i, c in enumerate(clusters)])
show("MI, NMI", sk.mutual_info_score(truths, clusters),
     sk.normalized_mutual_info_score(truths, clusters))
show("silhouette", sk.silhouette_score(points, clusters))

# Detection: 6 images of 3 true boxes in 2 classes; the detections are moved copies and one extra.
objects, claims, images = [], [], []
for image_id in range(1, 7):
    images.append({"id": image_id})
    for j in range(3):
        x, y = 10 + j * 40, 20 + image_id * 3
        label = 1 + (image_id + j) % 2
        objects.append({"id": len(objects) + 1, "image_id": image_id, "category_id": label,
                        "bbox": [x, y, 30, 24], "area": 720, "iscrowd": 0})
        claims.append({"image_id": image_id, "category_id": label,
                       "bbox": [x + (image_id * 5 + j * 3) % 7, y + (image_id + j) % 4, 30, 24],
                       "score": ((image_id * 29 + j * 13) % 37) / 37})
    claims.append({"image_id": image_id, "category_id": 1 + image_id % 2,
                   "bbox": [10, 22 + image_id * 3, 31, 23], "score": ((image_id * 17) % 19) / 19})
with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO()
    coco.dataset = {"images": images, "annotations": objects,
                    "categories": [{"id": 1}, {"id": 2}]}
    coco.createIndex()
    evaluation = COCOeval(coco, coco.loadRes(claims), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
show("mAP, AP50, AP75", *evaluation.stats[:3])
