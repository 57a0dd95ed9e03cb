"""Sobol' indices beside OpenTURNS: time, error and memory. Used by scripts/compare-peers."""

import json
import math
import pathlib
import re
import statistics
import subprocess
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PLANCAST = PROJECT / "build" / "plancast"
BENCHMARKS = PROJECT / "models" / "benchmarks"
PYTHON = "/usr/bin/python3"
BASE_SIZE = 2**14
MANY_POINTS = 2**20
SEEDS = 50
A = [0, 0.5, 1, 2, 3, 5, 8, 13] + [21 + 3 * i for i in range(12)]
# The peer's name of a case, the model that is the same, how many times faster it is to be.
CASES = {"ishigami": ("ishigami-sym", 10), "sobol-g20": ("G20-sym", 20)}

# Indices by OpenTURNS under a seed, or by its own Sobol' points: printed as JSON.
OPENTURNS = """
import json, sys
import openturns as ot
case, size, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
a = json.loads(sys.argv[4])
if case == "ishigami":
    f = ot.SymbolicFunction(["x1", "x2", "x3"], ["sin(x1)+7*sin(x2)^2+0.1*x3^4*sin(x1)"])
    law = ot.ComposedDistribution([ot.Uniform(-3.141592653589793, 3.141592653589793)] * 3)
else:
    names = [f"x{i}" for i in range(len(a))]
    factors = [f"((abs(4*x{i}-2)+{a[i]})/{1 + a[i]})" for i in range(len(a))]
    f = ot.SymbolicFunction(names, ["*".join(factors)])
    law = ot.ComposedDistribution([ot.Uniform(0, 1)] * len(a))
def indices():
    x = ot.SobolIndicesExperiment(law, size).generate()
    found = ot.SaltelliSensitivityAlgorithm(x, f(x), size)
    return [list(found.getFirstOrderIndices()), list(found.getTotalOrderIndices())]
result = {"random": [], "sobol": []}
ot.ResourceMap.SetAsString("SobolIndicesExperiment-SamplingMethod", "MonteCarlo")
for seed in range(seeds):
    ot.RandomGenerator.SetSeed(seed)
    result["random"].append(indices())
ot.ResourceMap.SetAsString("SobolIndicesExperiment-SamplingMethod", "QMC")
result["sobol"].append(indices())
print(json.dumps(result))
"""


def truth(case):
    """First and total indices in closed form."""
    if case == "ishigami":
        return [
            [0.3139051911, 0.4424111448, 0.0],
            [0.5575888552, 0.4424111448, 0.2436836641],
        ]
    parts = [1 / (3 * (1 + a) ** 2) for a in A]
    variance = math.prod(1 + v for v in parts) - 1
    return [
        [v / variance for v in parts],
        [v * (variance + 1) / (1 + v) / variance for v in parts],
    ]


def command(case, *more):
    model = BENCHMARKS / f"{case}.toml"
    return [str(word) for word in (PLANCAST, "sensitivity", model, "--threads", 2, *more)]


def own_indices(case, design, seed):
    text = subprocess.run(
        command(case, "--base-size", BASE_SIZE, "--design", design, "--seed", seed, "--json"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    inputs = json.loads(text)["outputs"][0]["indices"]
    return [[one[name]["value"] for one in inputs] for name in ("first", "total")]


def error(samples, known):
    """Root of the mean square, of first and of total indices, over inputs and samples."""
    return [
        math.sqrt(
            statistics.fmean(
                (value - right) ** 2
                for sample in samples
                for value, right in zip(sample[order], known[order])
            )
        )
        for order in (0, 1)
    ]


def times(script, rounds, say):
    """Seconds of plancast's whole process, and what OpenTURNS prints: total and bootstrap."""
    found = {case: {"plancast": [], "openturns": []} for case in CASES}
    for number in range(rounds):
        say(f"indices, round {number + 1} of {rounds}")
        for case in CASES:
            start = time.perf_counter()
            subprocess.run(
                command(case, "--base-size", BASE_SIZE), capture_output=True, check=True
            )
            found[case]["plancast"].append(time.perf_counter() - start)
        if script is None:
            continue
        text = subprocess.run(
            [PYTHON, script], capture_output=True, text=True, check=True
        ).stdout
        for case, (name, _) in CASES.items():
            line = re.search(
                rf"OT {name} MC .* total=([0-9.]+) bootstrap100=([0-9.]+)", text
            )
            found[case]["openturns"].append(float(line[1]) + float(line[2]))
    return found


def errors(with_openturns, say):
    """Root mean square errors over seeds, against the closed form: [first, total]."""
    found = {}
    for case in CASES:
        say(f"errors of indices, {case}")
        known = truth(case)
        found[case] = {
            f"plancast, {design}": error(
                [own_indices(case, design, seed) for seed in range(SEEDS)], known
            )
            for design in ("random", "sobol")
        }
        if not with_openturns:
            continue
        text = subprocess.run(
            [PYTHON, "-c", OPENTURNS, case, str(BASE_SIZE), str(SEEDS), json.dumps(A)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        theirs = json.loads(text)
        found[case]["OpenTURNS, random"] = error(theirs["random"], known)
        found[case]["OpenTURNS, Sobol' points (one sample)"] = error(theirs["sobol"], known)
    return found


def memory():
    """Peak MB with a million pairs of points and 20 inputs."""
    text = subprocess.run(
        ["/usr/bin/time", "-f", "%M", *command("sobol-g20", "--base-size", MANY_POINTS)],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    return int(text.split()[-1]) / 1024


def show(record):
    print(f"\nFirst and total indices, base size {BASE_SIZE:,}, with intervals, 2 threads")
    for case, found in record["times"].items():
        own = statistics.median(found["plancast"])
        line = f"  {case:10} plancast {1e3 * own:7.1f} ms (whole process)"
        if found["openturns"]:
            ratios = [b / a for a, b in zip(found["plancast"], found["openturns"])]
            line += (
                f"; OpenTURNS with 100 bootstrap replicates "
                f"{1e3 * statistics.median(found['openturns']):7.1f} ms, "
                f"{statistics.median(ratios):.0f} times as long "
                f"({min(ratios):.0f}-{max(ratios):.0f}; aim {CASES[case][1]})"
            )
        print(line)
    print(f"\nRoot mean square error over {SEEDS} seeds: first, total")
    for case, found in record["errors"].items():
        for name, (first, total) in found.items():
            print(f"  {case:10} {name:38} {first:.5f}  {total:.5f}")
    print(f"\nPeak memory, base size {MANY_POINTS:,}, 20 inputs: {record['megabytes']:.0f} MB")


def measure(peers, rounds, say):
    script = peers.script("openturns_sobol.py", "openturns", "numpy")
    return {
        "times": times(script, rounds, say),
        "errors": errors(script is not None, say),
        "megabytes": memory(),
    }
