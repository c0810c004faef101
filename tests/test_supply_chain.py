"""What is installed is pinned with hashes, and the bill of materials says so."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))

from sbom import LOCK, SBOM, direct_names, locked, plain_name, sbom_text  # noqa: E402

PACKAGES = locked(LOCK.read_text("utf-8"))


def test_every_locked_package_has_hashes() -> None:
    assert [name for name, _, _, hashes in PACKAGES if not hashes] == []
    assert {name for name, _, _, _ in PACKAGES} >= set(direct_names())
    pins = re.findall(r"^[A-Za-z0-9].*==", LOCK.read_text("utf-8"), re.MULTILINE)
    assert len(pins) == len(PACKAGES)


def test_the_lock_has_the_versions_of_the_constraints() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    constrained = {plain_name(name): version for name, version in pins.items()}
    other = {
        name: (version, constrained[name])
        for name, version, _, _ in PACKAGES
        if constrained.get(name, version) != version
    }
    assert other == {}


def test_what_builds_the_project_is_locked_too() -> None:
    """`--no-build-isolation` takes it from there; a link to the source needs editables."""
    assert {name for name, _, _, _ in PACKAGES} >= {"hatchling", "editables"}


def test_make_installs_from_the_lock_on_every_python_that_is_promised() -> None:
    rules = (ROOT / "Makefile").read_text("utf-8")
    (locked_for,) = re.findall(r"^LOCKED := (.+)$", rules, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = (re.fullmatch(r"Programming .* :: (3\.\d+)", c) for c in project["classifiers"])
    assert locked_for.split() == [match[1] for match in known if match]
    (ready,) = re.findall(r"^\$\(READY\):.*\n((?:\t.*\n)+)", rules, re.MULTILINE)
    hashed = ready.partition("\t*) ")[0]
    assert hashed.count("pip install") == 2
    assert "--require-hashes --requirement requirements.lock" in hashed
    assert "--no-deps --no-build-isolation" in hashed


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    assert SBOM.read_text("utf-8") == sbom_text()
    bill = json.loads(SBOM.read_text("utf-8"))
    assert len({c["bom-ref"] for c in bill["components"]}) == len(bill["components"])
    assert set(bill["dependencies"][0]["dependsOn"]) <= {c["bom-ref"] for c in bill["components"]}
