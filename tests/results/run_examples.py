"""Runs each Python example of a document, and what h5dump and ncdump are to do, in this folder.

usage: run_examples.py DOCUMENT
"""
import pathlib
import re
import subprocess
import sys

text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
examples = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
if len(examples) < 2:
    sys.exit("the document has lost its examples")
for example in examples:
    exec(compile(example, "example", "exec"), {})

commands = re.findall(r"^((?:ncdump|h5dump) .*?)\s*(?:#.*)?$", text, re.MULTILINE)
if len(commands) != 2:
    sys.exit("the document has lost its commands")
for command in commands:
    # The example has 1000 runs, two years and as many sectors.
    command = command.replace("4711,0,0", "471,0,0").replace("1,5,3", "1,2,3")
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL)
