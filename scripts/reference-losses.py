"""Computes Tests/Reference/losses.safetensors: losses and their gradients in float64.

    python scripts/reference-losses.py        # needs torch and numpy

Keys: CASE/input/NAME; CASE/none, CASE/sum and CASE/mean, the loss with each reduction; CASE/grad/NAME,
the gradient of the mean. Where PyTorch lacks a loss it is written here by its paper's formula, and its
gradient is PyTorch's automatic one.
"""

import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from reference_file import write

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
arrays: dict[str, np.ndarray] = {}


def randn(*shape):
    return torch.randn(*shape)


def case(name, inputs, loss, means=None, fixed=()):
    """Records a loss of each element; `means` where the mean is not that of all numbers, `fixed` for
    inputs without a gradient."""
    points = [
        x.clone().requires_grad_(True) if x.is_floating_point() and key not in fixed else x
        for key, x in inputs.items()
    ]
    none = loss(*points)
    mean = none.mean() if means is None else means(*points)
    floats = [p for p in points if p.requires_grad]
    grads = iter(torch.autograd.grad(mean, floats, allow_unused=True))
    for (key, value), point in zip(inputs.items(), points):
        arrays[f"{name}/input/{key}"] = value.detach().numpy()
        if point.requires_grad:
            grad = next(grads)
            if grad is not None:
                arrays[f"{name}/grad/{key}"] = grad.numpy()
    arrays[f"{name}/none"] = none.detach().numpy()
    arrays[f"{name}/sum"] = none.sum().detach().numpy()
    arrays[f"{name}/mean"] = mean.detach().numpy()


x, y = 2 * randn(5, 3), 2 * randn(5, 3)
pair = {"x": x, "y": y}
case("mse", pair, lambda x, y: F.mse_loss(x, y, reduction="none"))
case("mae", pair, lambda x, y: F.l1_loss(x, y, reduction="none"))
case("huber", pair, lambda x, y: F.huber_loss(x, y, delta=0.7, reduction="none"))
case("log-cosh", pair, lambda x, y: torch.log(torch.cosh(x - y)))
case("quantile", pair, lambda x, y: torch.maximum(0.3 * (y - x), (0.3 - 1) * (y - x)))

logits, labels = 3 * randn(6, 5), torch.tensor([0, 4, 2, 2, 1, 3])
weights = torch.rand(5) + 0.5
soft = torch.softmax(randn(6, 5), 1)


def cross_entropy(name, inputs, **options):
    def loss(reduction):
        def run(x, t, w=None):
            return F.cross_entropy(x, t, weight=w, reduction=reduction, **options)
        return run
    case(name, inputs, loss("none"), loss("mean"), fixed=("weights",))


cross_entropy("cross-entropy", {"x": logits, "labels": labels})
cross_entropy("cross-entropy-weights", {"x": logits, "labels": labels, "weights": weights})
cross_entropy("cross-entropy-smooth", {"x": logits, "labels": labels}, label_smoothing=0.2)
cross_entropy(
    "cross-entropy-all", {"x": logits, "labels": labels, "weights": weights},
    label_smoothing=0.2, ignore_index=2)
cross_entropy("cross-entropy-soft", {"x": logits, "targets": soft}, label_smoothing=0.1)
cross_entropy("cross-entropy-soft-weights", {"x": logits, "targets": soft, "weights": weights})

binary = (torch.rand(5, 3) > 0.5).double()
between = torch.rand(5, 3)
case("bce", {"x": x, "y": between},
     lambda x, y: F.binary_cross_entropy_with_logits(x, y, reduction="none"))
case("bce-weight", {"x": x, "y": binary, "w": torch.rand(3) + 1},
     lambda x, y, w: F.binary_cross_entropy_with_logits(x, y, pos_weight=w, reduction="none"),
     fixed=("w",))


def focal(x, t):  # torchvision.ops.sigmoid_focal_loss
    p = torch.sigmoid(x)
    ce = F.binary_cross_entropy_with_logits(x, t, reduction="none")
    p_t = p * t + (1 - p) * (1 - t)
    return (0.25 * t + 0.75 * (1 - t)) * ce * (1 - p_t) ** 1.5


case("focal", {"x": x, "y": binary}, focal)

signs = 2 * binary - 1
case("hinge", {"x": x, "y": signs}, lambda x, y: torch.clamp(1 - y * x, min=0))
case("squared-hinge", {"x": x, "y": signs}, lambda x, y: torch.clamp(1 - y * x, min=0) ** 2)
case("multi-class-hinge", {"x": logits, "labels": labels},
     lambda x, t: F.multi_margin_loss(x, t, margin=0.8, reduction="none"))
case("multi-class-hinge-squared", {"x": logits, "labels": labels},
     lambda x, t: F.multi_margin_loss(x, t, p=2, reduction="none"))

p, q = torch.softmax(randn(4, 5), 1), torch.softmax(randn(4, 5), 1)
case("kl", {"x": torch.log(q), "y": p}, lambda x, y: F.kl_div(x, y, reduction="none").sum(1))


def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (p * (p / m).log()).sum(1) + 0.5 * (q * (q / m).log()).sum(1)


case("js", {"x": p, "y": q}, jensen_shannon)

counts = torch.tensor([[0.0, 1, 2], [3, 7, 1], [0, 0, 4], [1, 12, 5], [2, 2, 2]])
case("poisson", {"x": 0.5 * x, "y": counts},
     lambda x, y: F.poisson_nll_loss(x, y, reduction="none"))
case("poisson-rates", {"x": torch.rand(5, 3) + 0.1, "y": counts},
     lambda x, y: F.poisson_nll_loss(x, y, log_input=False, reduction="none"))
case("poisson-full", {"x": 0.5 * x, "y": counts},
     lambda x, y: F.poisson_nll_loss(x, y, full=True, reduction="none"), fixed=("y",))
variances = torch.rand(5, 3) + 0.05
case("gaussian", {"x": x, "y": y, "v": variances},
     lambda x, y, v: F.gaussian_nll_loss(x, y, v, full=True, reduction="none"))
case("gaussian-rows", {"x": x, "y": y, "v": torch.rand(5, 1) + 0.05},
     lambda x, y, v: F.gaussian_nll_loss(x, y, v, reduction="none"))

# CTC: the gradient is that for the logits, through log_softmax; PyTorch's for log-probabilities is
# right only behind it.
ctc_logits = 2 * randn(4, 9, 6)
ctc_labels = torch.tensor([[1, 2, 2, 5], [3, 3, 3, 0], [4, 0, 0, 0], [5, 1, 2, 4]])
ctc = {
    "x": ctc_logits, "labels": ctc_labels, "inputs": torch.tensor([9, 7, 5, 8]),
    "lengths": torch.tensor([4, 3, 1, 4]),
}


def ctc_loss(reduction):
    def run(x, labels, inputs, lengths):
        logs = F.log_softmax(x, 2).transpose(0, 1)
        return F.ctc_loss(logs, labels, inputs, lengths, reduction=reduction)
    return run


case("ctc", ctc, ctc_loss("none"), ctc_loss("mean"))
long = {
    "x": 3 * randn(2, 60, 5), "labels": torch.randint(1, 5, (2, 20)),
    "inputs": torch.tensor([60, 52]), "lengths": torch.tensor([20, 17]),
}
case("ctc-long", long, ctc_loss("none"), ctc_loss("mean"))

a, b, c = randn(5, 4), randn(5, 4), randn(5, 4)
same = torch.tensor([1.0, 0, 0, 1, 0])


def contrastive(a, b):
    d = torch.linalg.vector_norm(a - b, dim=1)
    return 0.5 * (same * d**2 + (1 - same) * torch.clamp(3 - d, min=0) ** 2)


case("contrastive", {"x": a, "y": b}, contrastive)
triple = {"x": a, "y": b, "z": c}
case("triplet", triple, lambda a, p, n: F.triplet_margin_loss(a, p, n, reduction="none"))
case("triplet-swap", triple,
     lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=0.5, p=1.5, swap=True, reduction="none"))


def info_nce(a, b):
    logits = F.normalize(a) @ F.normalize(b).T / 0.2
    return F.cross_entropy(logits, torch.arange(5), reduction="none")


case("info-nce", {"x": a, "y": b}, info_nce)
case("info-nce-symmetric", {"x": a, "y": b}, lambda a, b: 0.5 * (info_nce(a, b) + info_nce(b, a)))
case("cosine", {"x": a, "y": b},
     lambda a, b: F.cosine_embedding_loss(a, b, 2 * same - 1, margin=0.1, reduction="none"))

mask, found = (torch.rand(3, 4, 4) > 0.6).double(), torch.rand(3, 4, 4)
overlap = {"x": found, "y": mask}


def tversky(p, t, alpha, beta, s):
    tp, fp, fn = (p * t).sum((1, 2)), (p * (1 - t)).sum((1, 2)), ((1 - p) * t).sum((1, 2))
    return 1 - (tp + s) / (tp + alpha * fp + beta * fn + s)


case("dice", overlap, lambda p, t: 1 - (2 * (p * t).sum((1, 2)) + 1)
     / (p.sum((1, 2)) + t.sum((1, 2)) + 1))
case("tversky", overlap, lambda p, t: tversky(p, t, 0.3, 0.7, 1.0))
case("iou", overlap, lambda p, t: 1 - ((p * t).sum((1, 2)) + 1)
     / (p.sum((1, 2)) + t.sum((1, 2)) - (p * t).sum((1, 2)) + 1))


def penalty(x, w, u):
    x = x if x.requires_grad else x.requires_grad_(True)
    score = torch.tanh(x @ w) @ u
    (slope,) = torch.autograd.grad(score.sum(), x, create_graph=True)
    return (torch.linalg.vector_norm(slope, dim=1) - 1) ** 2


case("gradient-penalty", {"x": randn(6, 3), "w": randn(3, 4), "u": randn(4)}, penalty)

weight = randn(4, 3)
case("l1", {"x": weight}, lambda w: 0.3 * w.abs().sum())
case("l2", {"x": weight}, lambda w: 0.3 * (w**2).sum())
case("elastic-net", {"x": weight}, lambda w: 0.3 * w.abs().sum() + 0.2 * (w**2).sum())
case("group", {"x": weight}, lambda w: 0.3 * 3**0.5 * torch.linalg.vector_norm(w, dim=1).sum())
case("orthogonality", {"x": weight}, lambda w: 0.3 * ((w.T @ w - torch.eye(3)) ** 2).sum())


def sparsity(a):
    r = a.mean(0)
    return (0.1 * torch.log(0.1 / r) + 0.9 * torch.log(0.9 / (1 - r))).sum()


case("sparsity", {"x": torch.sigmoid(randn(5, 3))}, sparsity)

path = pathlib.Path(__file__).parent.parent / "Tests/Reference/losses.safetensors"
write(str(path), arrays, {"made-by": "scripts/reference-losses.py", "torch": torch.__version__})
print(f"{path}: {len(arrays)} arrays, {path.stat().st_size} bytes")
