"""Alters a result as other programs do. usage: alter_result.py foreign|newer|edited FILE"""
import sys

import h5py

action, path = sys.argv[1:]
if action == "foreign":
    with h5py.File(path, "w") as file:
        file["x"] = [1, 2, 3]
else:
    with h5py.File(path, "r+") as file:
        if action == "newer":
            file.attrs.modify("plancast_format_version", 2)
        else:
            file.attrs["note"] = "added by hand"
