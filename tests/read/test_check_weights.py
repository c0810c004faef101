"""`checks` and `drift` of dataset.yaml: what they may say, and what is answered where they err."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpack.config import CheckWeight, load_dataset_config
from factpack.errors import FactpackError
from factpack_validators.checks import CHECKS
from factpack_validators.families.previous import Limits
from factpack_validators.findings import Severity
from factpack_validators.schemas import read_json

GOOD = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: facts
sources:
  - path: "*.txt"
"""


def write(folder: Path, more: str) -> Path:
    path = folder / "dataset.yaml"
    path.write_text(GOOD + more, "utf-8")
    return path


def test_they_are_read(tmp_path: Path) -> None:
    dataset = load_dataset_config(
        write(
            tmp_path,
            "checks:\n  - code: privacy-email\n    severity: error\n    reason: >\n"
            "      No address\n      leaves the house.\n"
            "drift: {rows: 2, nulls: 0.25, min_rows: 10}\n",
        )
    )
    assert dataset.checks == (
        CheckWeight("privacy-email", Severity.ERROR, "No address leaves the house."),
    )
    assert dict(dataset.drift) == {"rows": 2, "nulls": 0.25, "min_rows": 10}


def test_without_them_nothing_is_weighed(tmp_path: Path) -> None:
    dataset = load_dataset_config(write(tmp_path, ""))
    assert dataset.checks == ()
    assert dataset.drift == {}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "checks: [{code: privacy-mail, severity: error, reason: x}]",
            'there is no check "privacy-mail"; the nearest is privacy-email',
        ),
        ("checks: [{code: span-hash, severity: warning, reason: x}]", "span-hash cannot be"),
        ("checks: [{code: span-hash, severity: info, reason: x}]", "cannot be lowered to info"),
        ("checks: [{code: privacy-email, severity: error}]", "reason is missing in checks[0]"),
        ("checks: [{code: privacy-email, severity: error, reason: ' '}]", "checks[0].reason is"),
        ("checks: [{code: privacy-email, severity: fatal, reason: x}]", "error, warning, info"),
        ("checks: [{code: privacy-email, severity: off, reason: x}]", 'cannot be "off"'),
        (
            "checks: [{code: url-scheme, severity: info, reason: x},"
            " {code: url-scheme, severity: info, reason: y}]",
            "url-scheme is weighed twice",
        ),
        ("checks: {url-scheme: info}", "checks wants a list"),
        ("checks: [url-scheme]", "checks[0] wants keys with values"),
        ("checks: []", "checks is empty"),
        ("drift: {}", "drift is empty"),
        ("drift: {row: 1}", "did you mean rows?"),
        ("drift: {rows: -0.1}", "at least 0"),
        ("drift: {nulls: 1.5}", "at most 1"),
        ("drift: {values: .nan}", 'drift.values wants a number, but ".nan" stands there'),
        ("drift: {min_rows: 2.5}", "drift.min_rows wants a whole number"),
        ("drift: {entity_mentions: 0}", "at least 1"),
        ("drift: 3", "drift wants keys with values"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, more: str, said: str) -> None:
    path = write(tmp_path, more + "\n")
    with pytest.raises(FactpackError) as caught:
        load_dataset_config(path)
    assert str(caught.value).startswith(f"{path}, line 8: ")
    assert said in str(caught.value)


def test_a_fixed_check_weighs_what_it_weighs() -> None:
    for check in CHECKS.values():
        assert check.may_weigh(Severity.ERROR)
        assert check.may_weigh(Severity.INFO) is (not check.fixed)


def test_the_limits_are_those_that_the_validators_know() -> None:
    described = read_json("dataset.schema.json")["properties"]["drift"]["properties"]
    defaults = Limits()
    assert set(described) == set(Limits.__slots__)
    for name, schema in described.items():
        assert f"; {getattr(defaults, name):g} without it" in schema["description"]
