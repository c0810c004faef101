"""Datelines are kept as segments of their own, and are part of no sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.model import Article

Normalised = Callable[..., Article]
Check = Callable[[Article], None]

STORY = "Quay Yards said on Monday that it had bought two ferries and a dredger from Mole & Sons."

DATELINES = [
    "BERLIN, March 4 (Fieldpost) -",
    "LONDON (Fieldpost) -",
    "NEW YORK (AP) —",
    "PARIS, June 5 (Fieldpost) --",
    "SEOUL -",
    "(Fieldpost) --",
    "(CNN)",
    "Berlin (dpa) -",
    "Paris, 5 juin (AFP) —",
    "SAN FRANCISCO, Calif., March 4, 2020 /FieldWire/ --",
    "LONDON--(FIELD WIRE)--",
    "NEW YORK, March 04, 2020 (FIELD NEWSWIRE) --",
    "WASHINGTON —",
    "RIO DE JANEIRO, Brazil —",
    "BEIJING/HONG KONG (Fieldpost) -",
    "FRANKFURT, 3. März (Fieldpost) -",
    "New York, NY – March 4, 2020 –",
    "München, 4. März 2020 –",
]

LEADS = [
    "IBM - The firm that",
    "IBM — which",
    "On May 5 – Mole & Sons and",
    "Norvane Corp (NVN) - The firm that",
    "NORVANE (NYSE: NVN) - The firm that",
    "Mole - The firm that",
    "UPDATE: Mole and",
    "NASA: We think",
    "BLITZER: We think",
    "In March 2019, Mole (Yards) and",
    "The firm (Mole) and",
]


@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("title", ["", "Quay Yards buys ferries\n\n"])
def test_a_dateline_is_kept_apart(
    normalised: Normalised, check: Check, dateline: str, title: str
) -> None:
    glue = "" if dateline[-2:] in ("--", ")") and "WIRE)" in dateline else " "
    raw = f"{title}{dateline}{glue}{STORY}\n\nMore is not known of the ferries or of the dredger."
    article = normalised(raw)
    check(article)
    paragraphs = [article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph"]
    assert paragraphs[0] == STORY
    [segment] = [s for s in article.segments if s.kind == "dateline"]
    assert segment.kept
    assert article.text[segment.start : segment.end] == dateline
    assert raw[segment.raw_start : segment.raw_end] == dateline
    again = normalised(article.text)
    check(again)
    assert again.text == article.text
    assert [b.kind for b in again.blocks] == [b.kind for b in article.blocks]


@pytest.mark.parametrize("lead", LEADS)
def test_what_only_looks_like_one_stays_in_its_sentence(normalised: Normalised, lead: str) -> None:
    article = normalised(f"{lead} {STORY}")
    assert article.text == f"{lead} {STORY}"
    assert not [s for s in article.segments if s.kind == "dateline"]


def test_only_the_first_paragraph_has_a_dateline(normalised: Normalised) -> None:
    article = normalised(f"{STORY} {STORY}\n\nSEOUL - {STORY}")
    assert not [s for s in article.segments if s.kind == "dateline"]


def test_a_dateline_alone_is_no_dateline(normalised: Normalised, check: Check) -> None:
    for text in ("SEOUL -", "BERLIN, March 4 (Fieldpost) -", "SEOUL - Fog."):
        check(normalised(text))


def test_wrapped_lines_are_cut_where_the_dateline_ends(
    normalised: Normalised, check: Check
) -> None:
    words = f"BERLIN, March 4 (Fieldpost) - {STORY} {STORY}".split()
    lines = [" ".join(words[n : n + 9]) for n in range(0, len(words), 9)]
    article = normalised("\n".join(lines))
    check(article)
    assert next(s.kind for s in article.segments if s.kept) == "dateline"
    assert article.text.startswith("BERLIN, March 4 (Fieldpost) -\n\nQuay Yards")


@settings(max_examples=200, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(
            [*DATELINES, *LEADS, STORY, "\n", "\n\n", " ", "SEOUL", "-", "—", "(AP)", "Fog."]
        ),
        max_size=8,
    )
)
def test_normalising_again_changes_nothing(
    normalised: Normalised, check: Check, parts: list[str]
) -> None:
    article = normalised("".join(parts))
    check(article)
    again = normalised(article.text)
    check(again)
    assert again.text == article.text


@pytest.mark.parametrize(
    "piece", ["A", "A ", "Aa ", "A.", "(A", "AB, ", "- ", "March 4 ", "A-", "/"]
)
def test_hostile_beginnings_cost_little(normalised: Normalised, piece: str) -> None:
    normalised(piece * 20_000)
