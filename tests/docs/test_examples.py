"""Every TOML example of the references runs as it stands there.

usage: test_examples.py PROJECT_ROOT PLANCAST_BINARY

A block opened by ```toml is a whole plan or scenario. One opened by ```toml NAME.toml is kept
under that name, so that others may extend or include it; ```csv NAME.csv is a table that a plan
reads. ```toml in NAME.toml is a fragment: it is added to the end of that plan.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
PLANCAST = str(pathlib.Path(sys.argv.pop(1)).resolve())
REFERENCES = ("models/README.md", "scenarios/README.md")

FENCE = re.compile(r"^```(?P<kind>toml|csv)(?: (?P<added>in ))? ?(?P<name>\S+)?$")


@dataclass
class Example:
    document: str
    line: int  # of the fence that opens it
    kind: str
    added: bool
    name: str
    text: str

    def runs(self):
        """Included files and tables are run with the plan that reads them."""
        return self.kind == "toml" and (
            self.added or re.search(r"^\[(model|scenario)\]", self.text, re.MULTILINE)
        )


def examples(document, text):
    found, opened, lines = [], None, []
    for number, line in enumerate(text.splitlines(), start=1):
        if opened is None:
            match = FENCE.match(line)
            if match:
                opened, lines = (number, match), []
        elif line == "```":
            start, match = opened
            name = match["name"] or f"line-{start}.{match['kind']}"
            found.append(
                Example(
                    document, start, match["kind"], bool(match["added"]), name,
                    "\n".join(lines) + "\n",
                )
            )
            opened = None
        else:
            lines.append(line)
    return found


def all_examples():
    return [
        example
        for document in REFERENCES
        for example in examples(document, (PROJECT / document).read_text(encoding="utf-8"))
    ]


def run(folder, file):
    return subprocess.run(
        [PLANCAST, "run", file, "--runs", "1000", "--store", "none", "--lang", "en"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def failures(found):
    """Runs each example beside all others; yields 'document:line: error or warning'."""
    whole = {example.name: example for example in found if not example.added}
    with tempfile.TemporaryDirectory() as folder:
        for example in whole.values():
            pathlib.Path(folder, example.name).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(folder, example.name).write_text(example.text, encoding="utf-8")
        for example in found:
            if not example.runs():
                continue
            file, before = example.name, 0
            if example.added:
                if example.name not in whole:
                    yield f"{example.document}:{example.line}: no example {example.name}"
                    continue
                base = whole[example.name].text
                file, before = f"added-{example.line}.toml", base.count("\n")
                pathlib.Path(folder, file).write_text(base + example.text, encoding="utf-8")
            answer = run(folder, file)
            if answer.returncode == 0 and not answer.stderr:
                continue

            def in_document(match):
                line = int(match[1]) - before
                where = example if line > 0 else whole[example.name]
                return f"{where.document}:{where.line + (line if line > 0 else int(match[1]))}:"

            said = re.sub(rf"{re.escape(file)}:(\d+):", in_document, answer.stderr)
            yield f"{example.document}:{example.line}: {said}"


def written(entry):
    """What an example looks like that uses a word of the language."""
    name = re.escape(entry["name"])
    if entry["kind"] == "functions":
        return rf"\b{name}\("
    if entry["kind"] in ("laws", "count laws"):
        return rf"\b{name} *="
    if entry["kind"] == "keys":
        return rf"\b{name}\b[\w.]* *="
    if entry["kind"] == "sections":
        return r"\[" + entry["name"].removeprefix("scenario.")
    return name


class Examples(unittest.TestCase):
    def test_every_word_of_the_language_has_an_example(self):
        answer = subprocess.run(
            [PLANCAST, "explain", "--json"], capture_output=True, text=True, check=True
        )
        text = "\n".join(re.sub("#.*", "", example.text) for example in all_examples())
        entries = json.loads(answer.stdout)["entries"]
        self.assertGreater(len(entries), 150)
        missing = [
            f"{entry['kind']}: {entry['name']}"
            for entry in entries
            if entry["kind"] != "units" and not re.search(written(entry), text)
        ]
        self.assertEqual(missing, [])
        self.assertIsNone(re.search(written({"kind": "functions", "name": "cag"}), text))

    def test_names_differ(self):
        names = [example.name for example in all_examples() if not example.added]
        self.assertEqual(sorted(names), sorted(set(names)))

    def test_every_example_runs(self):
        found = all_examples()
        self.assertGreater(len(found), 8)
        for document in REFERENCES:
            self.assertTrue([e for e in found if e.document == document and e.runs()], document)
            text = (PROJECT / document).read_text(encoding="utf-8")
            fences = len(re.findall(r"^```(?:toml|csv)", text, re.MULTILINE))
            self.assertEqual(fences, len([e for e in found if e.document == document]), document)
        self.assertEqual("\n".join(failures(found)), "")

    def test_each_block_of_toml_is_run(self):
        """A file that no plan includes would never be run."""
        found = all_examples()
        read = "\n".join(example.text for example in found)
        for example in found:
            if not example.runs():
                self.assertIn(f'"{example.name}"', read, f"{example.document}:{example.line}")

    def test_a_wrong_example_is_named_by_its_line(self):
        plan = "a\n```toml a.toml\n[model]\n[inputs.x]\nvalue = 1\nstatus = \"assumed\"\n"
        plan += "source = \"-\"\n[targets.t]\nmeasure = \"y\"\nat_least = 1\n```\n"
        said = list(failures(examples("d.md", plan)))
        self.assertEqual(len(said), 1)
        self.assertIn("d.md:9:12: error: unknown name 'y'", said[0])
        good = plan.replace('"y"', '"x"')
        self.assertEqual(list(failures(examples("d.md", good))), [])
        good += "\n```toml in a.toml\n[series.z]\nvalue = \"zz\"\n```\n"
        said = list(failures(examples("d.md", good)))
        self.assertEqual(len(said), 1)
        self.assertIn("d.md:15:10: error: unknown name 'zz'", said[0])


unittest.main()
