"""entities.csv is checked row by row, and what is wrong is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpack.errors import FactpackError
from factpack.link.curated import CuratedEntity, Curation, read_curated
from factpack_validators.findings import Severity

HEADER = "name,type,aliases,wikidata_id,same_as,not_same_as\n"


def read(tmp_path: Path, content: str | bytes) -> Curation:
    file = tmp_path / "entities.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_curated(file)


def test_a_good_row_is_read_whole(tmp_path: Path) -> None:
    curation = read(tmp_path, HEADER + "Orbit,Organization,Orbit Inc.| OBT |,Q42,Orb,Orbit LP|X\n")
    assert curation.findings == ()
    assert curation.entities == (
        CuratedEntity(
            2, "Orbit", "Organization", ("Orbit Inc.", "OBT"), "Q42", ("Orb",), ("Orbit LP", "X")
        ),
    )


def test_no_file_is_no_curation() -> None:
    assert read_curated(None) == Curation()


def test_only_name_and_type_are_needed(tmp_path: Path) -> None:
    curation = read(tmp_path, "\ufefftype,name\r\nPerson,Ada Lindqvist\r\n\r\n")
    assert [(e.name, e.type) for e in curation.entities] == [("Ada Lindqvist", "Person")]
    assert not curation.findings


@pytest.mark.parametrize(
    ("rows", "code", "kept"),
    [
        ("Orbit,Firm,,,,\n", "entities-unknown-type", 0),
        ("Orbit,organization,,,,\n", "entities-unknown-type", 0),
        (",Person,,,,\n", "entities-no-name", 0),
        ("Orbit,Organization,,42,,\n", "entities-bad-wikidata-id", 1),
        ("Orbit,Organization,,Q042,,\n", "entities-bad-wikidata-id", 1),
        ("Orbit,Organization,,,,,extra\n", "entities-extra-cell", 0),
        ("Orbit,Organization,,,,\nORBIT,Organization,,,,\n", "entities-name-repeated", 1),
        ("Orbit,Organization,O,,,\nOval,Organization,o,,,\n", "entities-alias-claimed-twice", 2),
        ("Orbit,Organization,Oval,,,\nOval,Organization,,,,\n", "entities-alias-claimed-twice", 2),
        ("A,Person,,Q1,,\nB,Person,,Q1,,\n", "entities-wikidata-id-repeated", 2),
        ("A,Person,,,B,B\n", "entities-same-and-not-same", 1),
        ("A,Person,,,,a\n", "entities-not-same-as-itself", 1),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, rows: str, code: str, kept: int) -> None:
    curation = read(tmp_path, HEADER + rows)
    assert {f.code for f in curation.findings} == {code}
    assert len(curation.entities) == kept
    assert all(f.severity is Severity.ERROR and f.advice for f in curation.findings)
    assert all("line" in f.message for f in curation.findings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'A,Person,"unclosed,,,\n', "not CSV"),
        (b"A\0,Person,,,,\n", "not CSV"),
        (b"Caf\xe9,Place,,,,\n", "line 2: not UTF-8 (byte 0xe9)"),
        (HEADER.encode("utf-16"), "line 1: not UTF-8 (byte 0xff)"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_message(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(FactpackError, match=r"entities\.csv") as caught:
        read(tmp_path, HEADER.encode() + content if content[0] != 0xFF else content)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_letters_are_composed_as_those_of_articles_are(tmp_path: Path) -> None:
    curation = read(
        tmp_path, HEADER + "Cafe\u0301 Bru\u0302le\u0301,Organization,Bru\u0302le\u0301,,,\n"
    )
    assert curation.entities[0].name == "Caf\u00e9 Br\u00fbl\u00e9"
    assert curation.entities[0].aliases == ("Br\u00fbl\u00e9",)


def test_an_alias_of_two_is_an_alias_of_neither(tmp_path: Path) -> None:
    curation = read(tmp_path, HEADER + "A B,Person,X|Y,,,\nC D,Person,X|Z,,,\n")
    assert [e.aliases for e in curation.entities] == [("Y",), ("Z",)]


def test_unknown_columns_are_told_with_the_nearest(tmp_path: Path) -> None:
    curation = read(tmp_path, "name,type,alias\nOrbit,Organization,O\n")
    (finding,) = curation.findings
    assert finding.code == "entities-unknown-column"
    assert "aliases" in finding.advice


def test_a_header_without_type_gives_nothing(tmp_path: Path) -> None:
    curation = read(tmp_path, "name\nOrbit\n")
    assert [f.code for f in curation.findings] == ["entities-missing-column"]
    assert not curation.entities


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    curation = read(tmp_path, HEADER + '"Two\nLines",Person,,,,\nOrbit,Firm,,,,\n')
    assert curation.entities[0].name == "Two Lines"
    assert "line 4" in curation.findings[0].message
