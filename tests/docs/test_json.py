"""results/documents.md names every field that a document has, and no other.

usage: test_json.py PROJECT_ROOT PLANCAST_BINARY
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
PLANCAST = sys.argv.pop(1)
BASELINE = "scenarios/thien-huong/baseline.toml"
SHOCK = "scenarios/thien-huong/world-slowdown.toml"
TEXT = (PROJECT / "results/documents.md").read_text(encoding="utf-8")

# Objects whose keys are names in the plan, or languages.
BY_NAME = {"titles", "sets", "member_titles", "readings"}


def section(heading):
    """The text below a heading; that of "" stands before all of them."""
    parts = re.split(r"^## (.*)$", TEXT, flags=re.MULTILINE)
    return dict(zip(["", *parts[1::2]], parts[0::2]))[heading]


def named(text):
    """The last words of all fields in backticks: `targets[].parts` names parts."""
    return {field.split(".")[-1] for field in re.findall(r"`([a-z0-9_.\[\]]+)`", text)}


def fields(document):
    found = set()
    if isinstance(document, list):
        for element in document:
            found |= fields(element)
    elif isinstance(document, dict):
        for key, value in document.items():
            found.add(key)
            if key not in BY_NAME or isinstance(value, list):
                found |= fields(value)
    return found


def answer(*arguments):
    done = subprocess.run(
        [PLANCAST, *arguments, "--json"], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    return fields(json.loads(done.stdout))


class Documents(unittest.TestCase):
    def hold(self, heading, found):
        text = section(heading)
        unnamed = found - named(text) - named(section(""))
        self.assertEqual(sorted(unnamed), [], f"{heading}: fields that are not documented")
        # What stands at the start of a row is a field of its document.
        rows = re.findall(r"^\| (`[^|]*)\|", text, flags=re.MULTILINE)
        absent = named(" ".join(rows)) - found
        self.assertEqual(sorted(absent), [], f"{heading}: documented fields that are not there")

    def test_run_and_replay(self):
        with tempfile.TemporaryDirectory() as folder:
            result = f"{folder}/short.h5"
            found = answer("run", BASELINE, "--runs", "200", "--output", result, "--quiet")
            self.hold("`run` and `show`", found)
            self.hold("`replay`", answer("replay", result, "--run", "3"))

    def test_check(self):
        self.hold("`check`", answer("check", BASELINE))

    def test_compare(self):
        self.hold("`compare`", answer("compare", BASELINE, SHOCK, "--runs", "200"))

    def test_sensitivity(self):
        found = set()
        for method in ("sobol", "given-data", "morris", "shapley", "tornado"):
            more = ["--second-order"] if method == "sobol" else []
            base = [] if method in ("given-data", "morris") else ["--base-size", "64"]
            found |= answer(
                "sensitivity", BASELINE, "--of", "product/total", "--method", method, *more, *base
            )
        self.hold("`sensitivity`", found)

    def test_discover(self):
        found = answer("discover", BASELINE, "--target", "investment/capital", "--runs", "4000")
        self.hold("`discover`", found)

    def test_verify_and_explain(self):
        benchmarks = PROJECT / "models/benchmarks"
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(benchmarks / "gaussian-sum.toml", folder)
            answers = (benchmarks / "known-answers.csv").read_text(encoding="utf-8").splitlines()
            few = [line for line in answers if line.startswith(("model,", "gaussian-sum,first"))]
            pathlib.Path(folder, "known-answers.csv").write_text("\n".join(few) + "\n")
            self.hold("`verify`", answer("verify", "--folder", folder))
        self.hold("`explain`", answer("explain", "normal"))


unittest.main()
