"""What a model's sources cite stands in the evidence beside it, and every row of it can be traced.

usage: test_evidence.py PROJECT_ROOT
"""

import csv
import pathlib
import re
import sys
import unittest

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
FOLDER = PROJECT / "models" / "thien-huong"

SOURCE = re.compile(r'^source = "(.*)"$', re.MULTILINE)
DECLARED = re.compile(r"^\[(?:inputs|series|counts|levers)\.(\w+)\]$", re.MULTILINE)
# quantity, quantity.area or quantity.area.year; a quantity has an underscore
CITATION = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?:\.[a-z0-9-]+)*")


def rows():
    with open(FOLDER / "evidence.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_cited(citation, ids):
    return any(i == citation or i.startswith((citation + ".", citation + "_")) for i in ids)


class Evidence(unittest.TestCase):
    def test_every_citation_is_there(self):
        ids = [row["id"] for row in rows()]
        text = (FOLDER / "model.toml").read_text(encoding="utf-8")
        declared = set(DECLARED.findall(text))
        sources = SOURCE.findall(text)
        self.assertGreater(len(sources), 80)
        cited = 0
        for source in sources:
            self.assertRegex(source, r"^(evidence|assumption): ")
            for citation in CITATION.findall(source):
                if citation in declared:
                    continue
                cited += 1
                self.assertTrue(is_cited(citation, ids), f"{citation} in: {source}")
        self.assertGreater(cited, 60)

    def test_a_citation_of_nothing_is_noticed(self):
        self.assertFalse(is_cited("services_growth.moon", ["services_growth.hp.2017"]))
        self.assertFalse(is_cited("services_grow", ["services_growth.hp.2017"]))
        self.assertTrue(is_cited("services_growth.hp", ["services_growth.hp.2017"]))

    def test_every_row_can_be_traced(self):
        seen = set()
        for row in rows():
            with self.subTest(row=row["id"]):
                self.assertNotIn(row["id"], seen)
                seen.add(row["id"])
                float(row["value"])
                self.assertIn(row["kind"], ("reported", "estimated", "planned", "computed"))
                self.assertTrue(row["unit"] and row["area"] and row["year"] and row["source"])
                traced = row["source"].startswith(("Resolution 23", "computed"))
                self.assertTrue(traced or row["address"].startswith("http"))


if __name__ == "__main__":
    unittest.main()
