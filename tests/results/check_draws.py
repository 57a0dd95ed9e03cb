"""Draws the inputs of a small plan anew, in plain Python, from the format's description alone.

usage: check_draws.py PLANCAST
"""
import os
import subprocess
import sys
import tempfile
import unicodedata

import h5py

SEED = 12345678901234567890
RUNS = 20000
MODEL = """
[model]
title.en = "Draws"
base_year = 2025
years = [2026, 2027]

[sets]
sector = ["agriculture", "nông_nghiệp"]
level = ["a", "b"]

[inputs.once]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "none"

[inputs.yearly]
each = "year"
over = ["sector", "level"]
uniform = { min = 0, max = 1 }
status = "assumed"
source = "none"

[series.total]
value = "once + sum(yearly over sector, level)"
"""
MASK32, MASK64 = 2**32 - 1, 2**64 - 1


def stream_key(name):
    key = 14695981039346656037
    for byte in unicodedata.normalize("NFC", name).encode():
        key = (key ^ byte) * 1099511628211 & MASK64
    key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9 & MASK64
    key = (key ^ key >> 27) * 0x94D049BB133111EB & MASK64
    return key ^ key >> 31


def philox4x32_10(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        product0, product1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = ((product1 >> 32) ^ c1 ^ k0, product1 & MASK32,
                          (product0 >> 32) ^ c3 ^ k1, product0 & MASK32)
        k0, k1 = k0 + 0x9E3779B9 & MASK32, k1 + 0xBB67AE85 & MASK32
    return c0, c1, c2, c3


def uniform(seed, name, run, year):
    key, pair = stream_key(name), run // 2
    words = philox4x32_10((pair & MASK32, pair >> 32 | year << 16, key & MASK32, key >> 32),
                          (seed & MASK32, seed >> 32))
    low, high = words[2:] if run % 2 else words[:2]
    return ((low | high << 32) >> 12) * 2.0**-52 + 2.0**-53


with tempfile.TemporaryDirectory() as folder:
    model, result = os.path.join(folder, "draws.toml"), os.path.join(folder, "draws.h5")
    with open(model, "w", encoding="utf-8") as file:
        file.write(MODEL)
    subprocess.run([sys.argv[1], "run", model, "--runs", str(RUNS), "--seed", str(SEED), "--store",
                    "inputs", "--output", result, "--quiet"], check=True)
    with h5py.File(result) as file:
        once, yearly = file["inputs/once"][:], file["inputs/yearly"][:]
        sectors = [name.decode() for name in file["sector"]]
        levels = [name.decode() for name in file["level"]]

for run in [0, 1, 2, 3, 4711, 16383, 16384, RUNS - 1]:
    pairs = [("once", once[run], uniform(SEED, "once", run, 0))]
    for y, year in enumerate([2026, 2027]):
        for s, sector in enumerate(sectors):
            for l, level in enumerate(levels):
                name = f"yearly[{sector}, {level}]"
                pairs.append((name, yearly[run, y, s, l], uniform(SEED, name, run, year)))
    for name, stored, drawn in pairs:
        if stored != drawn:
            sys.exit(f"{name} of run {run}: {stored!r} is stored, {drawn!r} is described")
