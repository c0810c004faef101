"""What a validation keeps for the next is used for the same bytes, and for no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factpack_validators.families import coherence, metadata
from factpack_validators.kept import Kept
from factpack_validators.release import validate_release

Copy = Callable[..., Path]

SLOW = ("referee",)


def spoil(path: Path) -> None:
    """Change a file, which stays as long as it was."""
    data = bytearray(path.read_bytes())
    place = data.rindex(b"e")
    data[place : place + 1] = b"o"
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "file",
    [
        "csv/facts.csv",
        "data/facts/facts-00000-of-00001.parquet",
        "manifest.json",
        "README.md",
        "DATASHEET.md",
        "DATASHEET.html",
        "validation.json",
        "SHA256SUMS",
    ],
)
def test_who_changes_a_file_is_told_what_a_first_validation_tells(
    good: Path, copy_of: Copy, file: str
) -> None:
    release = copy_of(good)
    with Kept() as kept:
        assert validate_release(release, skip=SLOW, kept=kept).ok
        spoil(release / file)
        report = validate_release(release, skip=SLOW, kept=kept)
    assert report == validate_release(release, skip=SLOW)
    assert any(finding.code == "hash-mismatch" for finding in report.findings) or (
        file == "SHA256SUMS" and not report.ok
    )


def test_of_the_same_bytes_rows_are_read_once(
    good: Path, copy_of: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = copy_of(good)
    with Kept() as kept:
        first = validate_release(release, skip=SLOW, kept=kept)
        database = kept.database
        for module, check in ((coherence, "check_facts"), (metadata, "check_stated")):
            monkeypatch.setattr(module, check, None)  # whoever calls it fails
        again = validate_release(release, skip=SLOW, kept=kept)
        assert kept.database is database
        assert again == first
        # Other options are another validation.
        other = validate_release(release, skip=SLOW, kept=kept, as_published=True)
        assert "check-failed" in {finding.code for finding in other.findings}


def test_what_fails_is_tried_again(
    good: Path, copy_of: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = copy_of(good)
    with Kept() as kept:
        with monkeypatch.context() as broken:
            broken.setattr(coherence, "check_facts", None)
            assert not validate_release(release, skip=SLOW, kept=kept).ok
        assert validate_release(release, skip=SLOW, kept=kept).ok
