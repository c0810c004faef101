"""What is installed is pinned with hashes, and the bill of materials says so."""

from __future__ import annotations

import json
import re
import sys
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


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    assert SBOM.read_text("utf-8") == sbom_text()
    bill = json.loads(SBOM.read_text("utf-8"))
    assert len({c["bom-ref"] for c in bill["components"]}) == len(bill["components"])
    assert set(bill["dependencies"][0]["dependsOn"]) <= {c["bom-ref"] for c in bill["components"]}
