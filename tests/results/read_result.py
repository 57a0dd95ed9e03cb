"""Reads the example result with readers that are not ours; exits with a message where it differs.

usage: read_result.py h5py|xarray|ncdump|h5dump|partial FILE [RUNS]
"""
import subprocess
import sys

import h5py
import numpy as np

YEARS = [2026, 2027]
SETS = {"sector": ["nông nghiệp", "industry", "services"], "level": ["a", "b"]}
# path: (first column, dimensions, units), as tests/results/example_result.cpp lays it out.
REALS = {
    "series/product": (0, ["run", "year", "sector"], "bn VND"),
    "series/plain": (6, ["run"], "1"),
    "series/crossed": (7, ["run", "year", "sector", "level"], "1/year"),
    "series/delay": (19, ["run", "year"], "days"),
    "series/by_level": (21, ["run", "level"], "1"),
    "targets/vốn/part/measure": (23, ["run"], "bn VND"),
    "inputs/growth": (28, ["run"], "1/year"),
}
VERDICTS = {
    "targets/vốn/part/hit": (24, ["run"]),
    "targets/vốn/hit": (25, ["run"]),
    "targets/product/hit": (26, ["run", "year"]),
}


def expected(path, runs):
    """The values of a quantity, in its own shape."""
    first, dimensions = (REALS[path] if path in REALS else VERDICTS[path])[:2]
    lengths = {"year": len(YEARS), **{name: len(members) for name, members in SETS.items()}}
    shape = [lengths[name] for name in dimensions[1:]]
    columns = first + np.arange(int(np.prod(shape)), dtype=np.uint64)
    run = np.arange(runs, dtype=np.uint64)[:, None]
    if path in VERDICTS:
        values = ((run + columns) % np.uint64(3)).astype(np.uint8)
    else:
        mixed = (run * np.uint64(2654435761) + columns * np.uint64(40503)) % np.uint64(2**32)
        values = mixed / 3.0 - 1e8
        if first == 0 and runs > 5:
            values[5, 0] = np.inf
    return values.reshape([runs] + shape)


def equal(what, is_, should_be):
    if is_ != should_be:
        sys.exit(f"{what}: {is_!r} instead of {should_be!r}")


def equal_bits(path, values, runs):
    should_be = expected(path, runs)
    equal(f"type of {path}", values.dtype, should_be.dtype)
    equal(f"shape of {path}", values.shape, should_be.shape)
    if values.tobytes() != should_be.tobytes():
        sys.exit(f"{path}: values differ")


def with_h5py(path, runs):
    with h5py.File(path) as file:
        equal("root in order", list(file["/"]),
              ["run", "segment", "year", "sector", "level", "finished_runs", "series", "targets",
               "inputs", "source", "summary"])
        equal("series in order", list(file["series"]),
              ["product", "plain", "crossed", "delay", "by_level"])
        attributes = {name: value.decode() if isinstance(value, bytes) else value
                      for name, value in file.attrs.items()}
        for name, should_be in [("plancast_format_version", 1), ("state", "complete"),
                                ("scenario", "ví-dụ"), ("seed", 2**64 - 1), ("runs", runs),
                                ("design", "random"), ("store", "all"), ("threads", "2"),
                                ("block", "256"), ("seconds", "0.25")]:
            equal(f"attribute {name}", attributes[name], should_be)
        equal("run", file["run"][:].tolist(), list(range(runs)))
        equal("year", file["year"][:].tolist(), YEARS)
        equal("finished runs", int(file["finished_runs"][:].sum()), runs)
        for name, members in SETS.items():
            equal(name, [member.decode() for member in file[name]], members)
        for name, (_, dimensions, units) in REALS.items():
            equal_bits(name, file[name][:], runs)
            equal(f"units of {name}", file[name].attrs["units"].decode(), units)
            equal(f"scales of {name}", [d[0].name for d in file[name].dims],
                  ["/" + d for d in dimensions])
            chunk = (min(runs, 16384),) + (1,) * (len(dimensions) - 1)
            equal(f"chunks of {name}", file[name].chunks, chunk)
        for name in VERDICTS:
            equal_bits(name, file[name][:], runs)
            attributes = file[name].attrs
            equal(f"flags of {name}", attributes["flag_values"].tolist(), [0, 1, 2])
            equal(f"flags of {name}", attributes["flag_meanings"].decode(), "missed met not_judged")
        equal("name", file["series/product"].attrs["long_name_vi"].decode(), "sản phẩm")
        equal("source", file["source/1"][()].decode(),
              '[model]\ntitle.vi = "Phường Thiên Hương"\n')
        equal("document", file["summary/document"].asstr()[()], '{"scenario": "thử nghiệm"}')
        equal("labels", [label.decode() for label in file["summary/targets/label"]],
              ["vốn", "product"])
        equal("probability", file["summary/targets/probability"][:].tolist(), [0.25, 0.75])


def with_xarray(path, runs):
    import xarray

    def opened(group):
        return xarray.open_dataset(path, group=group, engine="netcdf4", decode_timedelta=False)

    root = opened(None)
    equal("years", root["year"].values.tolist(), YEARS)
    equal("members", root["sector"].values.tolist(), SETS["sector"])
    equal("attribute", root.attrs["scenario"], "ví-dụ")
    for name, (_, dimensions, units) in REALS.items():
        group, quantity = name.rsplit("/", 1)
        array = opened(group)[quantity]
        equal(f"dimensions of {name}", list(array.dims), dimensions)
        equal(f"units of {name}", array.attrs["units"], units)
        equal_bits(name, array.values, runs)
    for name in VERDICTS:
        group, quantity = name.rsplit("/", 1)
        equal_bits(name, opened(group)[quantity].values, runs)
    merged = xarray.merge([root, opened("series")])
    equal("by label", merged["product"].sel(sector="industry", year=2027, run=runs - 1).item(),
          expected("series/product", runs)[-1, 1, 1])
    equal("document", opened("summary")["document"].item(), '{"scenario": "thử nghiệm"}')
    equal("table", opened("summary/targets")["probability"].sel(label="product").item(), 0.75)


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{command[0]} ends with {done.returncode}: {done.stderr}")
    return done.stdout


def with_ncdump(path, runs):
    text = output_of("ncdump", "-h", path)
    for line in [f"run = {runs} ;", "year = 2 ;", "sector = 3 ;", "level = 2 ;",
                 "int year(year) ;", "string sector(sector) ;", "int64 run(run) ;",
                 "double product(run, year, sector) ;", "double crossed(run, year, sector, level)",
                 'product:long_name_vi = "sản phẩm" ;', "ubyte hit(run, year) ;",
                 'product:units = "bn VND" ;', ':state = "complete" ;', "string document ;",
                 "double probability(label) ;", "group: vốn {"]:
        if line not in text:
            sys.exit(f"ncdump does not show {line!r} in\n{text}")
    if "phony" in text:
        sys.exit("ncdump finds a dimension without scale")


def with_h5dump(path, runs):
    text = output_of("h5dump", "-d", "/series/product", "-s", f"{runs - 1},1,1", "-c", "1,1,1",
                     "-m", "%.17g", path)
    value = repr(float(expected("series/product", runs)[-1, 1, 1]))
    found = float(text.split("1,1): ")[1].split()[0])
    equal("h5dump", repr(found), value)
    output_of("h5dump", "-H", path)


def partial(path, runs):
    """A file that a killed process left: the first `runs` runs are there, whole segments."""
    with h5py.File(path) as file:
        equal("state", file.attrs["state"].decode(), "unfinished")
        finished = file["finished_runs"][:]
        here = int(finished.sum())
        if here < runs:
            sys.exit(f"only {here} runs are finished, {runs} were reported")
        if here == file.attrs["runs"]:
            sys.exit("all runs are finished: the process was killed too late")
        for name in list(REALS) + list(VERDICTS):
            equal_bits(name, file[name][:here], here)
        equal("run", file["run"][:here].tolist(), list(range(here)))


if __name__ == "__main__":
    {"h5py": with_h5py, "xarray": with_xarray, "ncdump": with_ncdump, "h5dump": with_h5dump,
     "partial": partial}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
