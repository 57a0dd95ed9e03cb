"""What the documents point at exists: files, headings, scripts, verbs and their options.

usage: test_documents.py PROJECT_ROOT PLANCAST_BINARY
"""

import functools
import itertools
import pathlib
import re
import subprocess
import sys
import unittest

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
PLANCAST = sys.argv.pop(1)

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^\s*```")


def documents():
    """Every Markdown file of the project itself."""
    for path in sorted(PROJECT.rglob("*.md")):
        place = path.relative_to(PROJECT).parts
        if place[0] != "build" and not any(part.startswith(".") for part in place):
            yield path


def split_code(text):
    """The lines of prose and the lines inside fences, each with its number."""
    prose, code, inside = [], [], False
    for number, line in enumerate(text.splitlines(), start=1):
        if FENCE.match(line):
            inside = not inside
        elif inside:
            code.append((number, line))
        else:
            prose.append((number, line))
    return prose, code


def anchor_of(heading):
    """The name under which a heading is reached: lower case, no punctuation, hyphens."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return kept.replace(" ", "-")


def anchors(path):
    prose, _ = split_code(path.read_text(encoding="utf-8"))
    return {anchor_of(line.lstrip("#")) for _, line in prose if re.match(r"#+ ", line)}


def broken_links(path, text):
    """Yields 'file:line: what' for each link inside the project that leads nowhere."""
    prose, _ = split_code(text)
    for number, line in prose:
        for target in LINK.findall(re.sub(r"`[^`]*`", "", line)):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            file = (path.parent / name).resolve() if name else path
            where = f"{path.relative_to(PROJECT)}:{number}"
            if not file.exists():
                yield f"{where}: no file {target}"
            elif anchor and file.suffix == ".md" and anchor not in anchors(file):
                yield f"{where}: no heading #{anchor} in {file.name}"


def commands(text):
    """Calls of the project's own scripts and binary in the fenced code."""
    _, code = split_code(text)
    for number, line in code:
        words = line.strip().removeprefix("$ ").split()
        if words and re.match(r"(scripts/|build/plancast$|plancast$|\.ci/)", words[0]):
            yield number, words


@functools.lru_cache(maxsize=None)
def help_text(*verb):
    return subprocess.run(
        [PLANCAST, *verb, "--help"], capture_output=True, text=True, check=True
    ).stdout


def unknown_words(arguments):
    """Yields what of a call of plancast its --help does not know."""
    arguments = list(itertools.takewhile(lambda word: word not in ("#", ">", "|"), arguments))
    verb = [word for word in arguments[:1] if not word.startswith("-")]
    verbs = re.findall(r"^ {2}([a-z]+)\b", help_text(), flags=re.MULTILINE)
    if verb and verb[0] not in verbs:
        yield f"no verb {verb[0]} in --help"
        return
    for word in arguments[len(verb) :]:
        if word.startswith("--") and word.partition("=")[0] not in re.findall(
            r"--[a-z-]+", help_text(*verb)
        ):
            yield f"no {word} in --help"


def shown_outputs(text):
    """Fenced code that opens with '$ plancast ...': the call, and the lines shown of its answer."""
    blocks, inside = [], False
    for line in text.splitlines():
        if FENCE.match(line):
            inside = not inside
            if inside:
                blocks.append([])
        elif inside:
            blocks[-1].append(line)
    for block in blocks:
        if block and block[0].startswith("$ plancast "):
            yield block[0].split()[2:], [line for line in block[1:] if line != "..."]


def not_printed(arguments, shown):
    answer = subprocess.run(
        [PLANCAST, *arguments, "--lang", "en"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    return [line for line in shown if line not in answer]


class Documents(unittest.TestCase):
    def test_there_are_documents(self):
        names = {str(path.relative_to(PROJECT)) for path in documents()}
        self.assertLessEqual({"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}, names)

    def test_links_lead_somewhere(self):
        found = [
            problem
            for path in documents()
            for problem in broken_links(path, path.read_text(encoding="utf-8"))
        ]
        self.assertEqual(found, [])

    def test_a_broken_link_is_found(self):
        text = "[a](README.md) [b](gone.md) [c](README.md#no-such-heading) `[d](gone.md)`\n"
        found = list(broken_links(PROJECT / "README.md", text))
        self.assertEqual(len(found), 2, found)

    def test_commands_exist(self):
        wrong = []
        for path in documents():
            for number, words in commands(path.read_text(encoding="utf-8")):
                where = f"{path.relative_to(PROJECT)}:{number}: {' '.join(words)}"
                if words[0].endswith("plancast"):
                    wrong += [f"{where}: {problem}" for problem in unknown_words(words[1:])]
                elif not (PROJECT / words[0]).is_file():
                    wrong.append(f"{where}: no such script")
        self.assertEqual(wrong, [])

    def test_what_is_shown_is_what_is_printed(self):
        found = [
            (path.name, shown)
            for path in documents()
            for shown in shown_outputs(path.read_text(encoding="utf-8"))
        ]
        self.assertTrue(found)
        for name, (arguments, shown) in found:
            self.assertEqual(not_printed(arguments, shown), [], f"{name}: {arguments}")

    def test_a_line_that_is_not_printed_is_found(self):
        text = "```\n$ plancast explain uniform\n...\nno such line\n```\n"
        ((arguments, shown),) = shown_outputs(text)
        self.assertEqual(not_printed(arguments, shown), ["no such line"])

    def test_unknown_words_are_found(self):
        self.assertEqual(list(unknown_words(["show", "a.h5", "--json"])), [])
        self.assertEqual(len(list(unknown_words(["shout", "a.h5"]))), 1)
        self.assertEqual(len(list(unknown_words(["show", "a.h5", "--no-such-option"]))), 1)

    def test_the_program_in_the_readme_is_one_that_runs(self):
        text = (PROJECT / "README.md").read_text(encoding="utf-8")
        shown = re.search(r"```cpp\n(.*?)```", text, flags=re.DOTALL).group(1)
        program = (PROJECT / "tests/install/consumer/main.cpp").read_text(encoding="utf-8")
        lines = {line.strip() for line in program.splitlines()}
        self.assertEqual([line for line in shown.splitlines() if line.strip() not in lines], [])

    def test_each_folder_of_the_engine_says_what_belongs_there(self):
        folders = [path for path in (PROJECT / "engine").iterdir() if path.is_dir()]
        self.assertEqual([p.name for p in folders if not (p / "README.md").is_file()], [])


unittest.main()
