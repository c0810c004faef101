"""The data as they were on a day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.release.conftest import Write

import factpack
from factpack.errors import FactpackError


def test_the_version_of_a_day(write: Write) -> None:
    folder, _ = write()
    releases = folder.parent
    later = releases / "1.1.0"
    # Only the manifest tells the day and the version here.
    later.mkdir()
    for file in folder.rglob("*"):
        if file.is_file():
            (later / file.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (later / file.relative_to(folder)).write_bytes(file.read_bytes())
    manifest = json.loads((later / "manifest.json").read_text())
    manifest |= {"version": "1.1.0", "released": "2027-02-01"}
    (later / "manifest.json").write_text(json.dumps(manifest))
    for place in (releases, later, folder):
        assert factpack.open(place, as_of="2026-12-24").version == "1.0.0"
        assert factpack.open(place, as_of=date(2027, 2, 1)).version == "1.1.0"
    with pytest.raises(FactpackError, match="no version was released by 2026-01-01; the first is"):
        factpack.open(releases, as_of="2026-01-01")
    with pytest.raises(FactpackError, match="is no date"):
        factpack.open(releases, as_of="yesterday")
    assert factpack.open(Path(later)).version == "1.1.0"
