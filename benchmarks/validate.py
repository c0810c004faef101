"""How fast the validators are, beside Frictionless and pandera, and how they grow.

    python benchmarks/validate.py [--claims 200000 2000000] [--release 1000000] [--json]

For each size the table `claims` is checked against its schema (types, required, patterns, lists of
values, bounds, key) by the validators on Parquet and on CSV, by Frictionless on the same CSV, and
by pandera on polars where it is installed (`make bench` does that). Then a whole release
is validated by all families, grounding included. Each run has a process of its own; peak resident
memory is that of the process. What takes less than two seconds is run five times, and the fastest
counts, whosever it is: another process on the machine can double so short a time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from factpack.memory import peak_mb
from factpack_validators.checks import FAMILIES
from factpack_validators.folder import parquet_file
from factpack_validators.release import validate_release
from factpack_validators.schemas import table_schema

Result = dict[str, Any]

SHORT = 2.0
"""Seconds below which a run is repeated."""

REPEATS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="*", default=[200_000, 2_000_000])
    parser.add_argument("--release", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", nargs=2, metavar=("ENGINE", "PATH"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        engine, path = options.child
        print(json.dumps(_ENGINES[engine](Path(path))))
        return
    results = [row for n in options.claims for row in _claims(n)]
    results += [row for n in options.release for row in _release(n)]
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        _print(results)


def _claims(n: int) -> list[Result]:
    from benchmarks.validate_data import write_claims

    with tempfile.TemporaryDirectory(prefix="bench-validate-") as folder:
        whole = write_claims(Path(folder) / "both", n)
        for form in ("data", "csv"):
            only = Path(folder) / form
            only.mkdir()
            (whole / form).rename(only / form)
        runs = [
            ("validators, Parquet", "structure", Path(folder) / "data"),
            ("validators, CSV", "structure", Path(folder) / "csv"),
            ("Frictionless, CSV", "frictionless", Path(folder) / "csv" / "csv" / "claims.csv"),
        ]
        if find_spec("pandera"):
            parquet = Path(folder) / "data" / parquet_file("claims")
            runs.append(("pandera on polars, Parquet", "pandera", parquet))
        else:
            print("pandera is not installed and was not measured", file=sys.stderr)
        return [{"what": what, "claims": n} | _run(engine, path) for what, engine, path in runs]


def _release(n: int) -> list[Result]:
    from benchmarks.validate_data import write_full_release

    with tempfile.TemporaryDirectory(prefix="bench-validate-") as folder:
        release = write_full_release(Path(folder), n)
        return [{"what": "all families", "claims": n} | _run("all", release)]


def _run(engine: str, path: Path) -> Result:
    """The fastest of some runs; one, where a run is long."""
    runs = [_run_once(engine, path)]
    while runs[0]["seconds"] < SHORT and len(runs) < REPEATS:
        runs.append(_run_once(engine, path))
    return min(runs, key=lambda run: float(run["seconds"]))


def _run_once(engine: str, path: Path) -> Result:
    done = subprocess.run(
        [sys.executable, __file__, "--child", engine, str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    result: Result = json.loads(done.stdout)
    return result


def _measured(work: Callable[[], Any]) -> Result:
    began = time.perf_counter()
    outcome = work()
    seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 3), "peak_mb": peak_mb(), "errors": outcome}


def _structure(path: Path) -> Result:
    skip = [f for f in FAMILIES if f != "structure"]

    def work() -> int:
        totals = dict(validate_release(path, skip=skip).totals)
        # Only one table lies there, and in one format.
        return sum(n for c, n in totals.items() if c not in ("file-missing", "check-skipped"))

    return _measured(work)


def _all(path: Path) -> Result:
    def work() -> dict[str, int]:
        report = validate_release(path)
        return {code: n for code, n in report.totals.items() if code != "frictionless-sample"}

    return _measured(work)


def _frictionless(path: Path) -> Result:
    from frictionless import Resource, Schema

    schema = {k: v for k, v in table_schema("claims").items() if k != "foreignKeys"}

    def work() -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            resource_ = Resource(
                path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor(schema)
            )
            return len(resource_.validate().flatten(["type"]))

    return _measured(work)


def _pandera(path: Path) -> Result:
    import pandera.polars as pa
    import polars as pl

    types: dict[str, Any] = {
        "string": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    columns: dict[str, Any] = {}
    for field in table_schema("claims")["fields"]:
        limits = field.get("constraints", {})
        checks = []
        if "pattern" in limits:
            checks.append(pa.Check.str_matches(f"^(?:{limits['pattern']})$"))
        if "enum" in limits:
            checks.append(pa.Check.isin(limits["enum"]))
        if "minimum" in limits:
            checks.append(pa.Check.ge(limits["minimum"]))
        if "maximum" in limits:
            checks.append(pa.Check.le(limits["maximum"]))
        if "minLength" in limits:
            checks.append(pa.Check.str_length(min_value=limits["minLength"]))
        columns[field["name"]] = pa.Column(
            types[field["type"]], checks, nullable=not limits.get("required", False)
        )
    schema = pa.DataFrameSchema(columns, strict=True, unique=table_schema("claims")["primaryKey"])

    def work() -> int:
        try:
            schema.validate(pl.read_parquet(path), lazy=True)
        except pa.errors.SchemaErrors as problem:
            return len(problem.failure_cases)
        return 0

    return _measured(work)


_ENGINES: dict[str, Callable[[Path], Result]] = {
    "structure": _structure,
    "frictionless": _frictionless,
    "pandera": _pandera,
    "all": _all,
}


def _print(results: list[Result]) -> None:
    base = {
        r["claims"]: r["claims"] / r["seconds"]
        for r in results
        if r["what"].startswith("Frictionless")
    }
    print(f"{'what':28}{'claims':>11}{'seconds':>9}{'rows/s':>12}{'x':>7}{'MB':>7}  errors")
    for r in results:
        speed = r["claims"] / r["seconds"]
        factor = f"{speed / base[r['claims']]:.1f}" if r["claims"] in base else ""
        print(
            f"{r['what']:28}{r['claims']:>11,}{r['seconds']:>9.2f}{speed:>12,.0f}{factor:>7}"
            f"{r['peak_mb']:>7,}  {r['errors'] or 'none'}"
        )


if __name__ == "__main__":
    main()
