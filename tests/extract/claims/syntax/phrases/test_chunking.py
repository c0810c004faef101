"""What is cut by hand is what the patterns of the module cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.claims.syntax.phrases.chunking import chunk, classes_of

VERB = r"x[Vpg]|(?:t[Rx]*)?(?:(?:[MBhd][Rx]*)+[Vpg]|[Vpg]|[MBhd](?:[Rx]*[MBhd])*)"
NOUN = r"[DH]{0,2}(?:[AN#$%K']|A,(?=[A$])|E(?!P)|P(?=['K])|T'|R(?=[A#$%]))*[N#$%EP]|O|[DH]{1,2}A*"
RECEIVER = r"(?<=[Vpg])E(?=\$)"
PHRASE = re.compile(f"[I,;CSW]|[Vpg]|{RECEIVER}|{NOUN}|{VERB}|.")
TAGS = "I,;CSWVpgDHAN#$%K'EPTROtMBhdx\"(-."


def by_pattern(tags: str, at: int) -> list[tuple[str, int]]:
    found = []
    for phrase in PHRASE.finditer(tags, at):
        piece = phrase[0]
        if re.fullmatch(VERB, piece):
            kind = "V"
        elif re.fullmatch(NOUN, piece):
            kind = "N"
        else:
            kind = "I" if piece == "t" else piece
        found.append((kind, phrase.end()))
    return found


def by_hand(tags: str, at: int) -> list[tuple[str, int]]:
    kinds: list[str] = []
    stop: list[int] = []
    chunk(tags, classes_of(tags), at, kinds, stop)
    return list(zip(kinds, stop, strict=True))


@settings(max_examples=2_000, deadline=None)
@given(st.text(alphabet=TAGS, max_size=14), st.integers(0, 14))
def test_both_cut_alike(tags: str, at: int) -> None:
    assert by_hand(tags, min(at, len(tags))) == by_pattern(tags, min(at, len(tags)))


@pytest.mark.parametrize(
    ("tags", "phrases"),
    [
        ("EVDA,ANIT;", ["E:N", "V:V", "DA,AN:N", "I:I", "T:T", ";:;"]),
        ("tRVDN", ["tRV:V", "DN:N"]),
        ("tDN", ["t:I", "DN:N"]),
        ("ExpDN", ["E:N", "xp:V", "DN:N"]),
        ("MxBRp", ["MxBRp:V"]),
        ("BxRDN", ["B:V", "x:x", "R:R", "DN:N"]),
        ("DNEPK", ["DNE:N", "P:N", "K:K"]),
        ("DT'AN", ["DT'AN:N"]),
        ("pE$", ["p:V", "E:N", "$:N"]),
        ("DE$N", ["DE$N:N"]),
        ("DHAA,", ["DHAA:N", ",:,"]),
        ("NA,", ["N:N", "A:A", ",:,"]),
    ],
)
def test_phrases(tags: str, phrases: list[str]) -> None:
    at, found = 0, []
    for kind, stop in by_hand(tags, 0):
        found.append(f"{tags[at:stop]}:{kind}")
        at = stop
    assert found == phrases
