#!/usr/bin/env python3
"""Runs the rows of SPEC.md for every contender, side by side; see README.md."""
import argparse
import datetime
import json
import math
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENVS = Path(os.environ.get("LAMINA_BENCH_VENVS", "~/.cache/lamina-bench")).expanduser()
EXPECTED = HERE / "expected.json"
LAMINA = ".build/release/lamina bench --row {row} --json"
THREADS = 2
TIMEOUT = 600  # seconds, for one process
S1_RUNS = 5
NOISY = 0.15  # CPUs used by others: a process that ran beside more than this counts as disturbed

PLAIN = ["torch-eager", "torch-compile", "jax-jit", "tf-graph", "tf-xla"]
CONV = ["torch-eager", "torch-channels_last", "torch-compile", "jax-jit", "tf-graph", "tf-xla"]
CONTENDERS = {row: PLAIN for row in
              "W1 W1b W4 W5 W5b W6b W7a W7b W7c W7d W7e W8 W8b".split()}
CONTENDERS |= {row: CONV for row in "W2 W3 W3b1 W3b8 W7f W7g".split()}
CONTENDERS |= {"W6e": ["torch-eager", "jax-eager", "tf-eager"],
               "W6c": ["torch-compile", "jax-jit", "tf-graph", "tf-xla"],
               "S1": ["torch", "jax", "tf"], "S3": ["torch", "jax", "tf"]}
ORDER = ("W1 W1b W2 W3 W3b1 W3b8 W4 W5 W5b W6e W6c W6b W7a W7b W7c W7d W7e W7f W7g W8 W8b "
         "S1 S2-W1 S2-W3 S3").split()
COLUMNS = ["torch", "torch-eager", "torch-channels_last", "torch-compile",
           "jax", "jax-eager", "jax-jit", "tf", "tf-eager", "tf-graph", "tf-xla"]


# ---- one process ------------------------------------------------------------------------------

def environment():
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    return env | {"OMP_NUM_THREADS": str(THREADS), "PYTHONDONTWRITEBYTECODE": "1"}


def pin():
    """The first THREADS CPUs; JAX sizes its thread pool by this."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])


def command(row, contender, lamina, check_only):
    if contender == "lamina":
        argv = shlex.split(lamina.format(row=row))
        argv[0] = locate(argv[0])
        return argv
    peer, _, variant = contender.partition("-")
    python = str(VENVS / peer / "bin" / "python")
    if row == "S1":
        return [python, str(HERE / f"startup_{peer}.py")]
    return [python, str(HERE / f"bench_{peer}.py"), "--row", row, "--variant", variant] + (
        ["--check-only"] if check_only else [])


def locate(binary):
    """The default template is relative to this folder or to a folder above it."""
    for base in (Path.cwd(), HERE, *HERE.parents):
        if (base / binary).is_file():
            return str((base / binary).resolve())
    return shutil.which(binary) or binary


def machine_busy():
    """CPU seconds of the whole machine: user, nice, system, irq, softirq, steal."""
    f = [int(x) for x in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (f[0] + f[1] + f[2] + f[5] + f[6] + f[7]) / os.sysconf("SC_CLK_TCK")


def own():
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


class Others:
    """How many CPUs other processes (or other virtual machines) used since this was made."""
    def __init__(self):
        self.start, self.busy, self.own = time.perf_counter(), machine_busy(), own()

    def cpus(self):
        used = machine_busy() - self.busy - (own() - self.own)
        return round(max(0.0, used / (time.perf_counter() - self.start)), 3)


def wait_for_quiet(limit):
    """Until others leave the machine alone for half a second, or for `limit` seconds."""
    end = time.perf_counter() + limit
    while time.perf_counter() < end:
        others = Others()
        time.sleep(0.5)
        if others.cpus() < NOISY:
            return


def once(row, contender, lamina, check_only=False):
    start, others = time.perf_counter(), Others()
    try:
        p = subprocess.run(command(row, contender, lamina, check_only), capture_output=True, text=True,
                           timeout=TIMEOUT, env=environment(), preexec_fn=pin)
    except (OSError, subprocess.TimeoutExpired) as e:
        return dict(error=type(e).__name__)
    seconds, others = time.perf_counter() - start, others.cpus()
    try:
        result = json.loads([l for l in p.stdout.splitlines() if l.startswith("{")][-1])
    except (IndexError, json.JSONDecodeError):
        return dict(error=(p.stderr.strip().splitlines() or ["no output"])[-1][-300:])
    return result | dict(process_s=round(seconds, 3), others=others)


def run_row(row, contender, lamina, check_only=False):
    """A result line: of one process or, for S1, of several, timed from outside."""
    if row == "S3":
        return dict(unit="MB", median=install_mb(contender, lamina))
    if row != "S1":
        return once(row, contender, lamina, check_only)
    runs = [once(row, contender, lamina) for _ in range(S1_RUNS)]
    if any("error" in r for r in runs):
        return next(r for r in runs if "error" in r)
    ms = [r["process_s"] * 1e3 for r in runs]
    return runs[0] | dict(unit="ms", samples=ms, median=statistics.median(ms),
                          others=max(r["others"] for r in runs))


def install_mb(contender, lamina_files):
    """What a user must install: the environment's packages, or Lamina's binary and libraries."""
    if contender == "lamina":
        roots = [Path(p) for p in lamina_files]
    else:
        roots = [p for p in (VENVS / contender).glob("lib/python*/site-packages/*")
                 if not p.name.lower().startswith(("pip", "setuptools", "_distutils", "distutils"))]
    files = {f.resolve() for r in roots for f in ([r] if r.is_file() else r.rglob("*")) if f.is_file()}
    return round(sum(f.stat().st_size for f in files) / 1e6, 1)


# ---- the check --------------------------------------------------------------------------------

def check(row, result, expected, check_only):
    """None where the result is right, else the reason to reject it. The values must satisfy
    |got - want| <= tol * (|want| + |want[0]|) for each."""
    if row == "S3":
        return None
    e = expected[row]
    if result.get("unit") != e["unit"]:
        return f"unit is {result.get('unit')}, not {e['unit']}"
    samples = result.get("samples", [])
    if not check_only and (len(samples) != e["samples"] or not all(x > 0 for x in samples)):
        return f"{len(samples)} samples, not {e['samples']}, or not all positive"
    want, got = e["values"], result.get("check", {}).get("values", [])
    if len(got) != len(want):
        return f"check has {len(got)} values, not {len(want)}"
    for i, (g, w) in enumerate(zip(got, want)):
        if not (isinstance(g, (int, float)) and abs(g - w) <= e["tol"] * (abs(w) + abs(want[0]))):
            return f"check value {i} is {g}, not {w}"
    result["median"] = statistics.median(samples or [0])
    return None


def write_expected():
    """From torch in float64 (W6c has W6e's values: it is the same computation)."""
    sys.path.insert(0, str(HERE))
    import common  # needs NumPy: run this with a peer's python
    out = {"S1": dict(unit="ms", samples=S1_RUNS, tol=1e-4, values=[102.760448])}
    for row, r in common.ROWS.items():
        result = once("W6e" if row == "W6c" else row, "torch-f64", "", check_only=True)
        print(row, result.get("error", "ok"), flush=True)
        out[row] = dict(unit=r.unit, samples=r.samples, tol=r.tol, values=result["check"]["values"])
    lines = [f"{json.dumps(row)}: {json.dumps(v)}" for row, v in out.items()]
    EXPECTED.write_text("{\n" + ",\n".join(lines) + "\n}\n")


# ---- the table --------------------------------------------------------------------------------

def higher_is_better(unit):
    return "/s" in unit


def fmt(x):
    return f"{x:.0f}" if x >= 100 else f"{x:.3g}"


def table(results):
    """results: {row: {contender: {unit, medians: [one per round], errors}}} -> Markdown."""
    rows = [r for r in ORDER if r in results]
    columns = [c for c in COLUMNS if any(c in results[r] for r in rows)]
    lamina = any("lamina" in results[r] for r in rows)
    head = ["row", "unit"] + columns + (["lamina", "lamina / best peer"] if lamina else ["best peer"])
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    ratios = []
    for row in rows:
        cells, best = results[row], {}
        unit = next((c["unit"] for c in cells.values() if c["unit"]), "")
        sign = -1 if higher_is_better(unit) else 1
        for name, c in cells.items():
            if c["medians"]:
                best[name] = statistics.median(c["medians"])
        peers = {n: v for n, v in best.items() if n != "lamina"}
        winner = min(peers, key=lambda n: sign * peers[n]) if peers else None

        def cell(name):
            if name not in cells:
                return ""
            text = fmt(best[name]) if name in best else "failed"
            return f"**{text}**" if name == winner else text

        line = [row, unit] + [cell(c) for c in columns]
        if lamina:
            line.append(cell("lamina"))
            if winner and best.get("lamina", 0) > 0:
                ratio = (best["lamina"] / peers[winner]) ** sign
                ratios.append((row, ratio))
                line.append(f"{ratio:.2f} ({winner})")
            else:
                line.append("")
        else:
            line.append(winner or "")
        lines.append("| " + " | ".join(line) + " |")
    for label, some in (("rows", [x for r, x in ratios if not r.startswith("S")]),
                        ("S rows", [x for r, x in ratios if r.startswith("S")])):
        if some:
            mean = math.exp(statistics.fmean(map(math.log, some)))
            lines.append(f"\nGeometric mean of lamina / best peer over {len(some)} {label}: {mean:.3f}"
                         f" (wins {sum(x < 1 for x in some)})")
    return "\n".join(lines)


def spread(results):
    """How far the rounds of a cell lie apart: the noise of this machine."""
    worst = [max(c["medians"]) / min(c["medians"]) for r in results.values() for c in r.values()
             if len(c["medians"]) > 1 and min(c["medians"]) > 0]
    if not worst:
        return ""
    return (f"\nSpread over rounds (max / min of a cell): median {statistics.median(worst):.2f}, "
            f"worst {max(worst):.2f}")


def cpu():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((l.split(":")[1].strip() for l in lines if l.startswith("model name")), platform.machine())


# ---- main -------------------------------------------------------------------------------------

def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--rows", help="comma-separated, e.g. W1,W7d,S1 (default: all)")
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--peers", default="torch,jax,tf",
                    help="comma-separated peers (torch) or contenders (torch-compile); '' for none")
    ap.add_argument("--check", action="store_true", help="one round without timing: only the checks")
    ap.add_argument("--quiet", type=float, default=20, metavar="SECONDS",
                    help="before each process, wait at most this long for others to leave the CPUs")
    ap.add_argument("--out", default="results.jsonl", help="a JSON line per process; appended to")
    ap.add_argument("--lamina", default=os.environ.get("LAMINA_BENCH_CMD", LAMINA),
                    help="command template of the system under test (also $LAMINA_BENCH_CMD)")
    ap.add_argument("--lamina-files", default="",
                    help="S3: comma-separated files and folders that a user of Lamina installs")
    ap.add_argument("--from", dest="source", help="no runs: print the table of an earlier --out file")
    ap.add_argument("--write-expected", action="store_true", help="remake expected.json and stop")
    a = ap.parse_args()
    if a.write_expected:
        return write_expected()

    if a.check:
        a.rounds, a.quiet = 1, 0
    results = {}

    def add(row, contender, result):
        cell = results.setdefault(row, {}).setdefault(
            contender, dict(unit="", medians=[], disturbed=[], errors=[]))
        if "error" in result:
            cell["errors"].append(result["error"])
            return
        cell["unit"] = result["unit"]
        cell["disturbed" if result.get("others", 0) > NOISY else "medians"].append(result["median"])
        if row in ("W1", "W3") and result.get("rss_mb"):
            add(f"S2-{row}", contender, dict(unit="MB", median=result["rss_mb"]))

    if a.source:
        for line in Path(a.source).read_text().splitlines():
            result = json.loads(line)
            if "contender" in result:
                add(result["row"], result["contender"], result)
    else:
        expected = json.loads(EXPECTED.read_text())
        have_lamina = os.access(locate(shlex.split(a.lamina)[0]), os.X_OK)
        if not have_lamina:
            print("no Lamina binary: peers only", file=sys.stderr)
        rows = a.rows.split(",") if a.rows else [r for r in ORDER if r in CONTENDERS]
        if unknown := [r for r in rows if r not in CONTENDERS]:
            ap.error(f"unknown rows: {', '.join(unknown)} (S2 comes with W1 and W3)")
        wanted = set(a.peers.split(","))
        with open(a.out, "a") as out:
            out.write(json.dumps(dict(date=f"{datetime.datetime.now():%F %T}", cpu=cpu(),
                                      threads=THREADS)) + "\n")
            for n in range(a.rounds):
                for row in rows:
                    names = [c for c in CONTENDERS[row] if c in wanted or c.split("-")[0] in wanted]
                    names += ["lamina"] if have_lamina else []
                    if row == "S3":
                        if n > 0:
                            continue
                        names = [c for c in names if c != "lamina" or a.lamina_files]
                    # Each round starts with another contender, so that none always runs first.
                    names = names[n % len(names):] + names[:n % len(names)] if names else []
                    for name in names:
                        extra = a.lamina_files.split(",") if row == "S3" else a.lamina
                        wait_for_quiet(a.quiet)
                        result = run_row(row, name, extra, a.check)
                        if "error" not in result and (
                                wrong := check(row, result, expected, a.check)):
                            result["error"] = "rejected: " + wrong
                        result |= dict(row=row, contender=name, round=n)
                        out.write(json.dumps(result) + "\n")
                        out.flush()
                        say = result.get("error") or (
                            "ok" if a.check else f"{fmt(result['median'])} {result['unit']}")
                        print(f"round {n} {row} {name}: {say}", file=sys.stderr, flush=True)
                        add(row, name, result)
    if a.check:
        return
    disturbed = sum(len(c["disturbed"]) for r in results.values() for c in r.values())
    for cells in results.values():
        for c in cells.values():  # disturbed rounds count only where a cell has no others
            c["medians"] = c["medians"] or c["disturbed"]
    print(table(results))
    print(spread(results))
    print(f"Disturbed processes (others used more than {NOISY} CPUs): {disturbed}")
    for row, cells in results.items():
        for name, c in cells.items():
            if c["errors"]:
                print(f"\n{row} {name} failed in {len(c['errors'])} round(s): {c['errors'][0]}")


if __name__ == "__main__":
    main()
