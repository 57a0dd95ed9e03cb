"""scripts/check_layers passes on the project and reports each kind of breach planted in a copy.

usage: test_check_layers.py PROJECT_ROOT
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(sys.argv.pop(1))

# A tree of three folders that keeps the order.
CLEAN = {
    "CMakeLists.txt": "foreach(folder IN ITEMS core program\n   models)\nendforeach()\n",
    "engine/core/error.hpp": "#pragma once\n#include <string>\n",
    "engine/program/program.hpp": '#include "engine/core/error.hpp"\n',
    "engine/models/parse.hpp": '#include "engine/program/program.hpp"\n',
    "engine/models/parse.cpp": '#include <fstream>\n#include <toml++/toml.h>\n'
    '#include "engine/models/parse.hpp"\n#include "engine/core/error.hpp"\n',
    "tests/models/test_parse.cpp": '#include "engine/models/parse.hpp"\n',
}


def check(root):
    return subprocess.run(
        [sys.executable, "-B", PROJECT / "scripts/check_layers", root],
        capture_output=True,
        text=True,
        check=False,
    )


class CheckLayers(unittest.TestCase):
    def check_with(self, path, text):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {**CLEAN, path: text}.items():
                file = pathlib.Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
            return check(folder)

    def assert_breach(self, path, line_number, text, problem):
        answer = self.check_with(path, text)
        self.assertEqual(answer.returncode, 1, answer.stdout)
        self.assertIn(f"{path}:{line_number}: ", answer.stdout)
        self.assertIn(problem, answer.stdout)
        self.assertIn("1 breaches", answer.stdout)

    def test_the_project_keeps_its_order(self):
        answer = check(PROJECT)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    def test_the_clean_tree_passes(self):
        answer = self.check_with("engine/core/README.md", "")
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    def test_a_higher_folder_is_included(self):
        self.assert_breach(
            "engine/program/evaluate.cpp",
            2,
            '#include "engine/program/program.hpp"\n  #  include "engine/models/parse.hpp"\n',
            "engine/program may not include",
        )

    def test_an_include_does_not_start_at_the_root(self):
        self.assert_breach("engine/core/error.cpp", 1, '#include "error.hpp"\n', "start there")

    def test_an_included_file_does_not_exist(self):
        self.assert_breach(
            "tests/core/test_error.cpp", 1, '#include "engine/core/gone.hpp"\n', "no file"
        )

    def test_the_engine_includes_a_test(self):
        self.assert_breach(
            "engine/core/error.cpp", 1, '#include "tests/models/test_parse.cpp"\n', "may not include"
        )

    def test_a_folder_is_in_no_order(self):
        self.assert_breach("engine/misc/things.hpp", 1, "", "not in the order")

    def test_files_are_read_below_the_words(self):
        self.assert_breach(
            "engine/program/dump.cpp", 1, "#include <fstream>\n", "holds numbers only"
        )

    def test_a_header_is_heavy(self):
        self.assert_breach(
            "engine/models/table.hpp", 1, "#include <toml++/toml.h>\n", "not into a header"
        )


unittest.main()
