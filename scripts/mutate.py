#!/usr/bin/env python3
"""Breaks each derivative, batching and shape rule in turn; the op table's rows must notice.

A copy of the package is made in which every mutation site is guarded by a switch that is read from
the environment, so that one build serves all mutants (mutant schemata: Untch, Offutt and Harrold,
1993). For each mutant the rows that reach its rule are run, two mutants at a time, until the first
failure; the graph's own tests of shape rules and costs count as one more row. Mutants that cannot be
told from the original are listed, with the reason, in scripts/equivalent-mutants.txt; the second of
equal changes to equal lines of a file ends in `(2)`.

    scripts/mutate.py              all of it
    scripts/mutate.py --list       the mutants, without building
    scripts/mutate.py --only TEXT  those whose file or change contains the text
    scripts/mutate.py --keep       with the copy and the coverage of the last run, and without the
                                   mutants that did not compile in it
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from mutants import Source  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / ".build/mutate"
COPY = WORK / "package"
FOLDERS = ["Sources/Tensor/Derivatives", "Sources/Tensor/Batching", "Sources/Graph/Primitives"]
TARGETS = [
    "OneDNN", "Kernels", "Systems/CLAPACK", "Systems/CKissFFT", "Graph", "CPU", "Tensor",
]
EQUIVALENT = ROOT / "scripts/equivalent-mutants.txt"
TESTS = {"Conformance": "Tests/ConformanceTests", "Graph": "Tests/GraphTests"}
CHECKS = (
    "ReferenceTests|ElementwiseTests|DerivativeTests|CornerTests|BatchingTests|ExecutionTests"
    "|ErrorTests")
# Stands for a row: what runs the shape rules without an operation.
GRAPH_CHECKS = "ShapeRuleTests|MultiplyAddsTests"
RATE = 0.98

SWITCH = """\
import Glibc

/// The mutant that is switched on, by its number.
private let active = Int(getenv("LAMINA_MUTANT").map { String(cString: $0) } ?? "") ?? -1

/// Where the numbers of the mutants that were reached go when the process ends.
nonisolated(unsafe) private let log: UnsafeMutablePointer<UInt8>? = {
    guard getenv("LAMINA_MUTANT_LOG") != nil else { return nil }
    atexit {
        guard let path = getenv("LAMINA_MUTANT_LOG"), let file = fopen(path, "w") else { return }
        fwrite(reached, 1, 65536, file)
        fclose(file)
    }
    return reached
}()
nonisolated(unsafe) private let reached: UnsafeMutablePointer<UInt8> = {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 65536)
    bytes.initialize(repeating: 0, count: 65536)
    return bytes
}()

package func mutant(_ number: Int) -> Bool {
    log?[number] = 1
    return number == active
}
"""


def manifest():
    """The package's own manifest, cut down to what the conformance tests need."""
    text = (ROOT / "Package.swift").read_text()
    head = text[: text.index("let package = Package(")]
    kept = []
    body = text[text.index("\n    targets: [") :]
    # Every target starts on a line of its own, indented by eight.
    for target in re.split(r"\n {8}(?=[.\w])", body[: body.index("\n    ]")])[1:]:
        target = target.strip().rstrip(",")
        name = re.search(r'"(\w+)"', target).group(1)
        if target.startswith("tests(") and name not in TESTS:
            continue
        if target.startswith("module(") and name not in ("LaminaGraph", "LaminaCPU", "LaminaTensor"):
            continue
        if target.startswith(".") and name not in ("COneDNN", "CLaminaKernels", "CLAPACK", "CKissFFT"):
            continue
        kept.append(target)
    return (
        head + 'let package = Package(\n    name: "lamina",\n    targets: [\n        '
        + ",\n        ".join(kept) + "\n    ],\n    cxxLanguageStandard: .cxx17\n)\n")


def write_copy(sources):
    """Writes what has changed only, so that a second build is short."""
    guarded = {source.path for source in sources}
    for folder in [f"Sources/{t}" for t in TARGETS] + list(TESTS.values()) + ["Tests/Goldens"]:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(ROOT)) not in guarded:
                put(COPY / path.relative_to(ROOT), path.read_bytes())
    put(COPY / "Package.swift", manifest().encode())
    put(COPY / "Sources/Graph/Mutant.swift", SWITCH.encode())
    for source in sources:
        put(COPY / source.path, source.guarded().encode())
    known = {str(COPY / path) for path in wanted_files()} | {str(COPY / "Sources/Graph/Mutant.swift")}
    for folder in ("Sources", "Tests"):
        for path in (COPY / folder).rglob("*.swift"):
            if str(path) not in known:
                path.unlink()


def wanted_files():
    for folder in [f"Sources/{t}" for t in TARGETS] + list(TESTS.values()):
        for path in (ROOT / folder).rglob("*.swift"):
            yield path.relative_to(ROOT)


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def build(sources, keep):
    """Builds the copy; mutants that do not compile are taken out until the rest does."""
    dropped = []
    cache = WORK / "dropped.json"
    if keep and cache.exists():
        broken = {tuple(key) for key in json.loads(cache.read_text())}
        for source in sources:
            dropped += source.drop({m.number for m in source.mutants if key_of(source, m) in broken})
    for _ in range(12):
        write_copy(sources)
        result = subprocess.run(
            ["swift", "build", "-c", "release", "--build-tests", "--package-path", str(COPY)],
            capture_output=True, text=True)
        if result.returncode == 0:
            return dropped
        broken = set()
        output = result.stdout + result.stderr
        for file, line in re.findall(r"^(/\S+?\.swift):(\d+):\d+: error:", output, re.M):
            for source in sources:
                if str(COPY / source.path) == file:
                    broken.update(source.mutants_on_line(int(line)))
        if not broken:
            sys.exit("error: the copy does not build:\n" + output[-4000:])
        for source in sources:
            dropped += source.drop(broken)
        source_of = {m.number: s for s in sources for m in s.all}
        cache.write_text(json.dumps([key_of(source_of[m.number], m) for m in dropped]))
    sys.exit("error: the copy does not build")


def key_of(source, mutant):
    """What names a mutant in another version of its file too."""
    return (source.path, mutant.text, mutant.change)


def binary():
    found = list((COPY / ".build").glob("*/release/*PackageTests.xctest"))
    if not found:
        sys.exit("error: no test program in the copy's build")
    return found[0]


def run(program, rows, mutant=None, log=None, limit=30):
    """Whether all checks of the rows pass; stops at the first that does not."""
    if GRAPH_CHECKS in rows and len(rows) > 1:
        others = [row for row in rows if row != GRAPH_CHECKS]
        return run(program, [GRAPH_CHECKS], mutant, log, limit) and run(
            program, others, mutant, log, limit)
    checks = GRAPH_CHECKS if rows == [GRAPH_CHECKS] else CHECKS
    environment = dict(os.environ, LAMINA_ROWS="\n".join(rows), LAMINA_THREADS="1")
    # The tracer of a crash would outlive the process and hold its output open.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    if mutant is not None:
        environment["LAMINA_MUTANT"] = str(mutant)
    if log is not None:
        environment["LAMINA_MUTANT_LOG"] = str(log)
    process = subprocess.Popen(
        [str(program), "--testing-library", "swift-testing", "--filter", checks],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        env=environment)
    timer = threading.Timer(limit, process.kill)
    timer.start()
    failed = False
    for line in process.stdout:
        if "recorded an issue" in line:
            failed = True
            process.kill()
            break
    process.stdout.close()
    timer.cancel()
    return process.wait() == 0 and not failed


def row_names(program):
    result = subprocess.run(
        [str(program), "--testing-library", "swift-testing", "--filter", "listsTheRows"],
        capture_output=True, text=True, env=dict(os.environ, LAMINA_LIST_ROWS="1"))
    names = re.findall(r"^row: (.*)$", result.stdout + result.stderr, re.M)
    if not names:
        sys.exit("error: the test program lists no rows:\n" + result.stdout[-2000:])
    return names + [GRAPH_CHECKS]


def coverage(program, names, workers):
    """For each row the mutants that it reaches, and the seconds that it takes."""

    def one(item):
        (number, name) = item
        log = WORK / f"reached-{number}"
        start = time.monotonic()
        if not run(program, [name], log=log):
            sys.exit(f"error: row '{name}' fails without a mutant")
        seconds = time.monotonic() - start
        reached = [i for i, byte in enumerate(log.read_bytes()) if byte]
        log.unlink()
        return name, reached, seconds

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, enumerate(names)))


def digest():
    """What the coverage depends on: the text of the copy."""
    text = hashlib.sha256()
    for path in sorted((COPY / "Sources").rglob("*.swift")) + sorted((COPY / "Tests").rglob("*.swift")):
        text.update(path.read_bytes())
    return text.hexdigest()


def equivalent():
    """(file, source line, change) to the reason; fields are separated by ' | '."""
    known = {}
    if EQUIVALENT.exists():
        for line in EQUIVALENT.read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                (file, text, change, reason) = [part.strip() for part in line.split(" | ")]
                known[(file, text, change)] = reason
    return known


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()

    sources = []
    count = 0
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.swift")):
            source = Source(str(path.relative_to(ROOT)), path.read_text(), count)
            count += len(source.mutants)
            sources.append(source)
    if options.list:
        for source in sources:
            for mutant in source.mutants:
                print(mutant.number, f"{source.path}:{mutant.line}", mutant.change, sep="\t")
        return 0

    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{count} mutants; building", flush=True)
    dropped = build(sources, options.keep)
    program = binary()
    names = row_names(program)
    cache = WORK / "coverage.json"
    stored = json.loads(cache.read_text()) if options.keep and cache.exists() else {}
    if stored.get("of") == digest():
        reached = stored["rows"]
    else:
        print(f"{len(dropped)} do not compile; finding what {len(names)} rows reach", flush=True)
        reached = coverage(program, names, options.workers)
        cache.write_text(json.dumps({"of": digest(), "rows": reached}))
    rows_of = {}
    cost = {name: seconds for (name, _, seconds) in reached}
    for (name, numbers, _) in sorted(reached, key=lambda item: item[2]):
        for number in numbers:
            rows_of.setdefault(number, []).append(name)

    known = equivalent()
    used = set()
    jobs = []
    for source in sources:
        for mutant in source.mutants:
            key = key_of(source, mutant)
            if key in known:
                used.add(key)
            elif options.only in source.path or options.only in mutant.change:
                jobs.append((source, mutant))

    done = 0

    def job(item):
        nonlocal done
        (source, mutant) = item
        rows = rows_of.get(mutant.number, [])
        # Most mutants fall at the first few rows; the quickest come first. A limit that grows with
        # the rows is only met by a loop without an end.
        (caught, at, size) = (False, 0, 6)
        while not caught and at < len(rows):
            part = rows[at : at + size]
            caught = not run(
                program, part, mutant.number, limit=30 + 5 * sum(cost[row] for row in part))
            (at, size) = (at + size, 3 * size)
        done += 1
        if done % 100 == 0:
            print(f"{done} of {len(jobs)}", flush=True)
        return caught, source, mutant, len(rows)

    with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
        results = list(pool.map(job, jobs))
    survivors = [item for item in results if not item[0]]
    for (_, source, mutant, rows) in survivors:
        note = "" if rows else "   (no row reaches it)"
        print(f"survived  {source.path}:{mutant.line}  {mutant.change}{note}\n          {mutant.text}")
    for key in sorted(set(known) - used):
        print(f"warning: no such mutant any more: {' | '.join(key)}")
    caught = len(results) - len(survivors)
    rate = caught / len(results) if results else 1
    print(
        f"{caught} of {len(results)} caught ({100 * rate:.1f} %), {len(survivors)} survived, "
        f"{len(used)} equivalent, {len(dropped)} do not compile")
    return 0 if rate >= RATE else 1


if __name__ == "__main__":
    sys.exit(main())
