"""Computes Tests/Reference/optimizers.safetensors: ten steps of each optimiser in float64.

    python scripts/reference-optimizers.py    # needs torch and numpy

The problem is the model tanh(x wᵀ + b) from problem/w and problem/b with the mean squared error to
problem/y. CASE/w and CASE/b hold the parameters after each step, CASE/loss the loss before it. Where
PyTorch lacks an optimiser its paper's equations are written out here; Muon's too, for PyTorch rounds
its steps to bfloat16.
"""

import pathlib

import numpy as np
import torch
from torch.optim.lbfgs import _strong_wolfe

from reference_file import write

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)
STEPS = 10
x, y = torch.randn(16, 3), torch.tanh(torch.randn(16, 4))
w0, b0 = 0.7 * torch.randn(4, 3), 0.3 * torch.randn(4)
arrays = {
    "problem/x": x.numpy(), "problem/y": y.numpy(), "problem/w": w0.numpy(),
    "problem/b": b0.numpy(),
}


def loss_of(w, b):
    return ((torch.tanh(x @ w.T + b) - y) ** 2).mean()


def record(name, rows, losses):
    arrays[f"{name}/w"] = np.stack([r[0] for r in rows])
    arrays[f"{name}/b"] = np.stack([r[1] for r in rows])
    arrays[f"{name}/loss"] = np.array(losses)


def torch_case(name, make, steps=STEPS):
    w, b = w0.clone().requires_grad_(True), b0.clone().requires_grad_(True)
    optimizer = make([w, b])
    rows, losses = [], []
    for _ in range(steps):
        def closure():
            optimizer.zero_grad()
            loss = loss_of(w, b)
            loss.backward()
            return loss
        losses.append(float(optimizer.step(closure).detach()))
        rows.append([p.detach().numpy().copy() for p in (w, b)])
    record(name, rows, losses)


def gradients(values):
    points = [torch.tensor(v, requires_grad=True) for v in values]
    loss = loss_of(*points)
    return float(loss), [g.numpy() for g in torch.autograd.grad(loss, points)]


def numpy_case(name, rule, count):
    """`rule(t, p, g, slots)` gives the next p and slots; it starts from `count` arrays of zeros."""
    values = [w0.numpy().copy(), b0.numpy().copy()]
    slots = [[np.zeros_like(v) for _ in range(count)] for v in values]
    rows, losses = [], []
    for t in range(1, STEPS + 1):
        loss, slopes = gradients(values)
        losses.append(loss)
        for i in range(2):
            values[i], slots[i] = rule(t, values[i], slopes[i], slots[i])
        rows.append([v.copy() for v in values])
    record(name, rows, losses)


O = torch.optim
torch_case("sgd", lambda p: O.SGD(p, lr=0.25))
torch_case("momentum", lambda p: O.SGD(p, lr=0.25, momentum=0.9, weight_decay=0.01))
torch_case("nesterov", lambda p: O.SGD(p, lr=0.25, momentum=0.9, nesterov=True))
torch_case("adagrad", lambda p: O.Adagrad(
    p, lr=0.125, lr_decay=0.1, weight_decay=0.01, initial_accumulator_value=0.1))
torch_case("adadelta", lambda p: O.Adadelta(p, lr=0.5, rho=0.8, weight_decay=0.01))
torch_case("rmsprop", lambda p: O.RMSprop(p, lr=0.03125, alpha=0.9))
torch_case("rmsprop-centered", lambda p: O.RMSprop(
    p, lr=0.03125, alpha=0.9, centered=True, momentum=0.5, weight_decay=0.01))
torch_case("adam", lambda p: O.Adam(p, lr=0.0625, weight_decay=0.01))
torch_case("adamw", lambda p: O.AdamW(p, lr=0.0625, weight_decay=0.125))
torch_case("amsgrad", lambda p: O.Adam(p, lr=0.25, betas=(0.8, 0.7), amsgrad=True))
torch_case("nadam", lambda p: O.NAdam(p, lr=0.0625, weight_decay=0.01))
torch_case("radam", lambda p: O.RAdam(p, lr=0.0625, weight_decay=0.01))
torch_case("adafactor", lambda p: O.Adafactor(p, lr=0.25, weight_decay=0.125))
torch_case("groups", lambda p: O.AdamW([
    {"params": p[:1]}, {"params": p[1:], "lr": 0.03125, "weight_decay": 0.0}],
    lr=0.0625, weight_decay=0.125))


def moments(t, g, slots, b1=0.9, b2=0.999):
    m, v = b1 * slots[0] + (1 - b1) * g, b2 * slots[1] + (1 - b2) * g * g
    return m, v, m / (1 - b1**t), v / (1 - b2**t)


def lamb(t, p, g, slots, lr=0.0625, wd=0.125, eps=1e-6):  # You et al. (2020), algorithm 2
    m, v, mh, vh = moments(t, g, slots)
    r = mh / (np.sqrt(vh) + eps) + wd * p
    return p - lr * np.linalg.norm(p) / np.linalg.norm(r) * r, [m, v]


def lars(t, p, g, slots, lr=1.0, eta=0.125, mu=0.9, wd=0.125):  # You et al. (2017), algorithm 1
    local = eta * np.linalg.norm(p) / (np.linalg.norm(g) + wd * np.linalg.norm(p))
    v = mu * slots[0] + lr * local * (g + wd * p)
    return p - v, [v]


def lion(t, p, g, slots, lr=0.03125, b1=0.9, b2=0.99, wd=0.125):  # Chen et al. (2023), program 1
    c = b1 * slots[0] + (1 - b1) * g
    return p - lr * (np.sign(c) + wd * p), [b2 * slots[0] + (1 - b2) * g]


def muon_matrix(t, p, g, slots, lr=0.0625, mu=0.875, wd=0.125):  # Jordan et al. (2024)
    b = mu * slots[0] + (1 - mu) * g
    u = (1 - mu) * g + mu * b
    m = u / np.linalg.norm(u)
    for _ in range(5):
        a = m @ m.T
        m = 3.4445 * m + (-4.7750 * a + 2.0315 * a @ a) @ m
    # The last axis counts as the outputs.
    return (1 - lr * wd) * p - lr * np.sqrt(max(1, p.shape[1] / p.shape[0])) * m, [b]


def muon(t, p, g, slots):  # vectors by Adam with its usual settings
    if p.ndim == 2:
        q, rest = muon_matrix(t, p, g, slots[:1])
        return q, rest + slots[1:]
    m, v, mh, vh = moments(t, g, slots)
    return p - 0.0625 * mh / (np.sqrt(vh) + 1e-8), [m, v]


numpy_case("lamb", lamb, 2)
numpy_case("lars", lars, 1)
numpy_case("lion", lion, 1)
numpy_case("muon", muon, 2)


def with_slow(t, p, g, slots, k=4, alpha=0.5):  # Zhang et al. (2019), algorithm 1, around SGD
    fast, slow = p - 0.25 * g, slots[0] if t > 1 else p
    if t % k == 0:
        slow = slow + alpha * (fast - slow)
        fast = slow
    return fast, [slow]


numpy_case("lookahead", with_slow, 1)


def sam(name, is_adaptive, rho):  # Foret et al. (2021), eq. 2; Kwon et al. (2021), eq. 8, around SGD
    values, rows, losses = [w0.numpy().copy(), b0.numpy().copy()], [], []
    for _ in range(STEPS):
        loss, slopes = gradients(values)
        losses.append(loss)
        scales = [np.abs(v) if is_adaptive else np.ones_like(v) for v in values]
        norm = np.sqrt(sum(((s * g) ** 2).sum() for s, g in zip(scales, slopes)))
        _, ahead = gradients(
            [v + rho * s * s * g / (norm + 1e-12) for v, s, g in zip(values, scales, slopes)])
        values = [v - 0.25 * g for v, g in zip(values, ahead)]
        rows.append(values)
    record(name, rows, losses)


sam("sam", False, 0.125)
sam("sam-adaptive", True, 0.5)

# One call of LBFGS per row: the parameters after as many iterations.
rows, losses = [], []
for count in range(1, STEPS + 1):
    w, b = w0.clone().requires_grad_(True), b0.clone().requires_grad_(True)
    optimizer = O.LBFGS(
        [w, b], max_iter=count, max_eval=1000, history_size=3, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = loss_of(w, b)
        loss.backward()
        return loss

    optimizer.step(closure)
    losses.append(float(loss_of(w, b).detach()))
    rows.append([p.detach().numpy().copy() for p in (w, b)])
record("lbfgs", rows, losses)


def conjugate_gradient():
    """Polak & Ribière's directions, restarted where they do not descend, with PyTorch's line search."""
    def evaluate(point, t, d):
        p = point + t * d
        loss, slopes = gradients([p[:12].numpy().reshape(4, 3), p[12:].numpy()])
        return loss, torch.tensor(np.concatenate([s.ravel() for s in slopes]))

    point = torch.cat([w0.ravel(), b0])
    loss, g = evaluate(point, 0, torch.zeros(16))
    d, t, rows, losses = -g, None, [], []
    slope = float(g.dot(d))
    t = min(1.0, 1.0 / float(g.abs().sum()))
    for _ in range(STEPS):
        old_slope = slope
        loss, new, t, _ = _strong_wolfe(evaluate, point, t, d, loss, g, g.dot(d), c2=0.1)
        point, t = point + t * d, float(t)
        beta = max(0.0, float(new.dot(new - g) / g.dot(g)))
        d = -new + beta * d
        if float(new.dot(d)) >= 0:
            d = -new
        g, slope = new, float(new.dot(d))
        t = t * old_slope / slope  # Nocedal & Wright, section 3.5: the same first-order change
        rows.append([point[:12].numpy().reshape(4, 3).copy(), point[12:].numpy().copy()])
        losses.append(float(loss))
    record("conjugate-gradient", rows, losses)


conjugate_gradient()

# Clipping, of gradients that the problem's parameters stand for.
points = [w0.clone().requires_grad_(True), b0.clone().requires_grad_(True)]
for p, g in zip(points, (3 * torch.randn(4, 3), torch.randn(4))):
    p.grad = g
arrays["clip/w"], arrays["clip/b"] = (p.grad.numpy().copy() for p in points)
torch.nn.utils.clip_grad_value_(points, 0.5)
arrays["clip-value/w"], arrays["clip-value/b"] = (p.grad.numpy().copy() for p in points)


def agc(p, g, axes, factor=0.125, eps=1e-3):  # Brock et al. (2021), eq. 3
    size = np.maximum(np.sqrt((p**2).sum(axis=axes, keepdims=True)), eps)
    slope = np.sqrt((g**2).sum(axis=axes, keepdims=True))
    return np.where(slope > factor * size, g * factor * size / np.maximum(slope, 1e-6), g)


arrays["clip-adaptive/w"] = agc(w0.numpy(), arrays["clip/w"], (0,))  # last axis: outputs
arrays["clip-adaptive/b"] = agc(b0.numpy(), arrays["clip/b"], (0,))


# Schedules: PyTorch's rate before each step, from 1.
def schedule(name, make, steps=40):
    optimizer = O.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    arrays[f"schedule/{name}"] = np.array(rates)


L = O.lr_scheduler
schedule("step", lambda o: L.StepLR(o, step_size=7, gamma=0.5))
schedule("milestones", lambda o: L.MultiStepLR(o, milestones=[5, 18], gamma=0.1))
schedule("exponential", lambda o: L.ExponentialLR(o, gamma=0.9))
schedule("polynomial", lambda o: L.PolynomialLR(o, total_iters=30, power=2))
schedule("warm-up", lambda o: L.LinearLR(o, start_factor=0.25, end_factor=1, total_iters=10))
schedule("restarts", lambda o: L.CosineAnnealingWarmRestarts(o, T_0=6, T_mult=2, eta_min=0.1))
schedule("cosine", lambda o: L.SequentialLR(o, [
    L.CosineAnnealingLR(o, T_max=30, eta_min=0.1), L.ConstantLR(o, 0.1, 1000)], milestones=[30]))
schedule("one-cycle", lambda o: L.OneCycleLR(
    o, max_lr=1.0, total_steps=31, pct_start=0.3, div_factor=25, final_div_factor=1e4), steps=31)
losses = [5, 4, 4.1, 4.2, 4.3, 3.9, 3.95, 3.95, 3.95, 3.95, 3.95, 3.95, 3.0, 2.9, 2.95, 2.95]
optimizer = O.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
plateau = L.ReduceLROnPlateau(optimizer, factor=0.5, patience=2, threshold=1e-2, cooldown=1, min_lr=0.2)
rates = []
for value in losses:
    plateau.step(value)
    rates.append(optimizer.param_groups[0]["lr"])
arrays["schedule/plateau-losses"], arrays["schedule/plateau"] = np.array(losses), np.array(rates)

path = pathlib.Path(__file__).parent.parent / "Tests/Reference/optimizers.safetensors"
write(str(path), arrays, {"made-by": "scripts/reference-optimizers.py", "torch": torch.__version__})
print(f"{path}: {len(arrays)} arrays, {path.stat().st_size} bytes")
