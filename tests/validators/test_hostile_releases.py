"""Releases that were made to harm whoever validates them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.validators.conftest import Copy, articles_of
from tests.validators.editing import (
    Row,
    edit,
    edit_json,
    parquet_path,
    read_rows,
    reseal,
    write_rows,
)

from factpack_validators import open_tables
from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.collect import KEPT
from factpack_validators.families import referee
from factpack_validators.folder import open_folder
from factpack_validators.release import validate_release

QUICK = ["referee"]


def others(*codes: str) -> list[str]:
    """The families that none of these checks belongs to."""
    asked = {CHECKS[code].family for code in codes}
    return [family for family in FAMILIES if family not in asked]


def lead_to(path: str) -> Callable[[Any], None]:
    def change(package: Any) -> None:
        package["resources"][0]["path"] = path

    return change


def put(column: str, value: str) -> Callable[[list[Row]], None]:
    def change(rows: list[Row]) -> None:
        rows[0][column] = value

    return change


def test_descriptors_lead_nowhere(good: Path, copy_of: Copy, tmp_path: Path) -> None:
    release = copy_of(good)
    secret = tmp_path / "release" / "secret.csv"
    secret.write_text("fact_id\n")
    for path in ("../secret.csv", str(secret), "file:///etc/passwd"):
        edit_json(release, "datapackage.json", lead_to(path))
        report = validate_release(release, skip=others("path-unsafe", "parquet-unreadable"))
        assert "path-unsafe" in report.totals
        assert "parquet-unreadable" not in report.totals
    with (release / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  ../secret.csv\n{'0' * 64}  /etc/passwd\n")
    report = validate_release(release, skip=others("file-missing", "hash-mismatch"))
    missing = {f.file for f in report.findings if f.code == "file-missing"}
    assert missing == {"../secret.csv", "/etc/passwd"}


def test_links_are_not_followed(good: Path, copy_of: Copy, tmp_path: Path) -> None:
    release = copy_of(good)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("x")
    (release / "more").symlink_to(outside)
    (release / "loop").symlink_to(release)
    target = parquet_path(release, "facts")
    (outside / "facts.parquet").write_bytes(target.read_bytes())
    target.unlink()
    target.symlink_to(outside / "facts.parquet")
    os.mkfifo(release / "pipe")
    folder = open_folder(release)
    assert folder.links == (
        "data/facts/facts-00000-of-00001.parquet",
        "loop",
        "more",
        "pipe",
    )
    assert "more/a.md" not in folder.files
    report = validate_release(release, skip=others("link-outside", "file-missing"))
    assert report.totals["link-outside"] == 4
    assert "file-missing" in report.totals


def test_a_bomb_is_not_unpacked(good: Path, copy_of: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    release = copy_of(good)
    monkeypatch.setattr(open_tables, "UNPACKED_LIMIT", 100_000)
    monkeypatch.setattr(open_tables, "UNPACKED_RATIO", 20)
    column = pa.array(["e-" + "0" * 20] * 200_000)
    pq.write_table(pa.table({"entity_id": column}), parquet_path(release, "entities"),
                   use_dictionary=False, compression="zstd")  # fmt: skip
    report = validate_release(release, skip=others("parquet-bomb"))
    assert [f.table for f in report.findings if f.code == "parquet-bomb"] == ["entities"]


def test_a_cell_of_megabytes_is_read(good: Path, copy_of: Copy) -> None:
    release = copy_of(good)
    words = 'word\nand "more", ' * 400_000
    edit(release, "rejected", lambda rows: rows[0].update(reason=f"{words}end"))
    reseal(release)
    report = validate_release(release, skip=QUICK)
    assert "csv-unreadable" not in report.totals
    assert set(report.totals) <= {"id-mismatch", "card-mismatch", "check-skipped"}


def test_of_many_findings_the_first_are_kept_and_all_are_counted(good: Path, copy_of: Copy) -> None:
    release = copy_of(good)
    row = read_rows(release, "rejected")[0]
    rows = [{**row, "rejected_id": f"r-{n:020x}", "kind": "nothing"} for n in range(5_000)]
    write_rows(release, "rejected", rows)
    reseal(release)
    report = validate_release(release, skip=others("value-enum"))
    kept = [
        f for f in report.findings if f.code == "value-enum" and (f.file or "").endswith(".csv")
    ]
    # Parquet and CSV hold the same rows: what is wrong with them is said once.
    assert report.totals["value-enum"] == 5_000
    assert kept == []
    assert [f.row for f in report.findings if f.code == "value-enum"] == list(range(KEPT))


def test_names_that_a_terminal_would_obey_are_escaped(good: Path, copy_of: Copy) -> None:
    release = copy_of(good)
    edit(release, "entities", lambda rows: rows[0].update(type="\x1b[31mred\x07"))
    reseal(release)
    report = validate_release(release, skip=QUICK)
    assert "\x1b" not in "".join(f.message for f in report.findings)
    assert any("\\x1b[31mred" in f.message for f in report.findings)


def test_words_of_articles_are_never_repeated(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    secret = " The aim of Birch Systems is cheap power for every village on the windy coast "
    for table, column in (("claims", "exact"), ("articles", "title"), ("facts", "object_value")):
        edit(release, table, put(column, secret))
    reseal(release)
    report = validate_release(release, articles=articles_of(withheld), skip=QUICK)
    assert not report.ok
    said = " ".join(f"{f.message} {f.advice} {f.key}" for f in report.findings)
    assert "cheap power" not in said


def test_a_folder_of_any_name(good: Path, tmp_path: Path) -> None:
    release = tmp_path / "ünï [brackets] *star? 'quote' {braces} $1 %s"
    good_copy = Path(shutil.copytree(good, release))
    assert validate_release(good_copy, skip=QUICK).errors == ()


def test_a_dataset_may_weigh_a_check_in_the_open(good: Path, copy_of: Copy) -> None:
    release = copy_of(good)
    edit(release, "entities", lambda rows: rows[0].update(name="<b>Alder</b>"))
    entry = {"code": "markup-in-name", "severity": "error", "reason": "names go into a web page"}
    edit_json(release, "manifest.json", lambda d: d["dataset_yaml"].update(checks=[entry]))
    reseal(release)
    skip = [f for f in FAMILIES if f != "safety"]
    report = validate_release(release, skip=skip, as_published=True)
    assert [f.code for f in report.errors] == ["markup-in-name"]
    (weighed,) = [f for f in report.findings if f.code == "check-reweighed"]
    assert weighed.message == (
        "markup-in-name weighs error here, warning elsewhere: names go into a web page"
    )


def test_who_is_judged_does_not_weigh_the_checks(good: Path, copy_of: Copy) -> None:
    release = copy_of(good)
    edit(release, "entities", lambda rows: rows[0].update(name="=Alder()"))
    entry = {"code": "formula-name", "severity": "info", "reason": "trust us"}
    drift = {"rows": 1e9, "min_rows": 10**9}
    edit_json(
        release, "manifest.json", lambda d: d["dataset_yaml"].update(checks=[entry], drift=drift)
    )
    reseal(release)
    skip = [f for f in FAMILIES if f not in ("safety", "previous")]
    report = validate_release(release, skip=skip, previous=good)
    assert [f.code for f in report.errors if f.code != "version-not-raised"] == ["formula-name"]
    said = [f for f in report.findings if f.code == "check-reweighed"]
    assert [f.message for f in said] == [
        "the publisher lets drift.min_rows be 1e+09; here it is 50",
        "the publisher lets drift.rows be 1e+09; here it is 0.5",
        "the publisher lets formula-name weigh info: trust us; here it weighs error",
    ]
    assert all("--as-published" in f.advice for f in said)
    assert {str(f.severity) for f in said} == {"info"}
    own = validate_release(release, skip=skip, previous=good, as_published=True)
    assert "formula-name" not in {f.code for f in own.errors}


def test_a_dataset_may_not_silence_what_readers_rely_on(good: Path, copy_of: Copy) -> None:
    entries = [
        {"code": "words-leaked", "severity": "info", "reason": "please"},
        {"code": "no-such-check", "severity": "info", "reason": "please"},
        {"code": "formula-name", "severity": "mild", "reason": "please"},
        {"code": "markup-in-name", "severity": "info"},
        {"code": ["markup-in-name"], "severity": {}, "reason": 1},
        "markup-in-name",
        None,
    ]
    release = copy_of(good)
    edit_json(release, "manifest.json", lambda d: d["dataset_yaml"].update(checks=entries))
    reseal(release)
    report = validate_release(release, skip=[f for f in FAMILIES if f != "safety"])
    told = [f.message for f in report.findings if f.code == "check-unknown"]
    # The last two name no check: what is told of them is the same, and told once.
    assert len(told) == report.totals["check-unknown"] == len(entries) - 1, told
    assert "check-reweighed" not in report.totals


def test_what_protects_readers_cannot_be_lowered() -> None:
    for code in ("words-leaked", "words-withheld", "span-hash", "hash-mismatch", "cell-differs"):
        assert CHECKS[code].fixed


def test_an_unknown_family_is_misuse(good: Path) -> None:
    with pytest.raises(ValueError, match="no family 'grounds'"):
        validate_release(good, skip=["grounds"])


def test_a_sample_for_the_referee_is_named(
    good: Path, copy_of: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above its limit, Frictionless reads a part of each large table, says so, and still judges."""
    monkeypatch.setattr(referee, "WHOLE_ROWS", 10)
    monkeypatch.setattr(referee, "SAMPLE_ROWS", 5)
    skip = [f for f in FAMILIES if f != "referee"]
    report = validate_release(good, skip=skip)
    sampled = [f for f in report.findings if f.code == "frictionless-sample"]
    assert "facts" in {f.table for f in sampled}
    assert all("read 5 of " in f.message for f in sampled)
    assert report.ok
    release = copy_of(good)
    edit(release, "facts", lambda rows: [row.update(status="proved") for row in rows])
    report = validate_release(release, skip=skip)
    assert {f.table for f in report.errors} == {"facts"}
