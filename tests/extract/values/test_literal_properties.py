"""What holds for the values of every text, hostile ones too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.extraction.values import find_money, find_quantities, whole
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.extract.values.scan import _part, _words_of
from factpack.model import Article, Block, LiteralValue, Metadata, Precision, RawArticle

WORDS = (
    "5 10 2,000 1.5 $ € £ USD EUR million bn m thousand percent % May March Jan. 2016 2018 10th "
    "first second third quarter half year years month week days decade last next this the of in "
    "and to from between since by - – / ago earlier back Monday Friday a an one two twenty five "
    "hundred dollars pounds cents Canadian us more than less up over about users people . , ( ) "
    "' 's 1990s 90s Q3 FY17 summer fall end early mid later few several per points basis GB "
    "shares minus + plus or rose will today yesterday Mr x 2016-11-05 3/4/2016 ½ ５ \x00 \u202e "
    "10.0s 99.5th"
).split(" ")


def article(text: str, published_on: date | None = None, precision: Precision = "day") -> Article:
    raw = RawArticle(
        "t",
        "t",
        text,
        0,
        "",
        "utf-8",
        "valid",
        Metadata(published_on=published_on, published_precision=precision),
    )
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        if part:
            blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    return Article("a-t", raw, text, tuple(blocks), (), None, "en", "given")


def literals_in(article: Article) -> tuple[LiteralValue, ...]:
    return find_literals(article, doc_of(article))


texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", " ", "", "\n\n"))), max_size=25
).map(lambda pieces: "".join(word + space for word, space in pieces))
anchors = st.sampled_from((None, date(2016, 11, 16), date(2016, 2, 29), date(1, 1, 1)))
precisions: st.SearchStrategy[Precision] = st.sampled_from(("day", "month", "year"))


@settings(max_examples=150, deadline=None)
@given(texts, anchors, precisions)
def test_every_value_follows_from_its_words(
    text: str, anchor: date | None, precision: Precision
) -> None:
    found = literals_in(article(text, anchor, precision))
    last = 0
    for literal in found:
        assert last <= literal.start < literal.end <= len(text)
        last = literal.end
        words = text[literal.start : literal.end]
        assert words == words.strip() and "\n\n" not in words
        value = literal.value
        if literal.kind == "money":
            assert whole(words, find_money(words)) == value
        elif literal.kind == "date":
            assert (value.date_from is None) == (value.date_to is None)
            assert value.date_from is None or (
                value.date_to is not None and value.date_from <= value.date_to
            )
        else:  # "a year" alone is no duration: "$5 a year"
            alone = words if literal.kind != "duration" else f"for {words}"
            assert [found.value for found in find_quantities(alone)] == [value]
        if literal.kind != "date":
            amounts = (value.amount, value.amount_min, value.amount_max)
            assert any(amount is not None for amount in amounts)
            assert value.amount is None or amounts[1:] == (None, None)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_without_a_date_of_publication_nothing_relative_is_resolved(text: str) -> None:
    known = literals_in(article(text, date(2016, 11, 16)))
    unknown = literals_in(article(text))
    assert [(x.kind, x.start, x.end) for x in known] == [(x.kind, x.start, x.end) for x in unknown]
    for with_anchor, without in zip(known, unknown, strict=True):
        if without.value.date_from is not None:
            assert without == with_anchor


@settings(max_examples=150, deadline=None)
@given(texts)
@example("some 12 500 workers of 144 000")
def test_words_read_space_by_space_are_those_of_the_whole(text: str) -> None:
    whole = _part(text, 0, len(text))
    parts = list(_words_of(text, 0, len(text)))
    assert [word for _, part in parts for word in part.words] == whole.words
    assert "".join(part.codes for _, part in parts) == whole.codes
    assert [at + start for at, part in parts for start in part.starts] == whole.starts
    assert [at + end for at, part in parts for end in part.ends] == whole.ends


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
@example("0²Q")  # a digit to str.isdigit that is no number
@example("1.510th ")
@example("She ran it in 11.0s.")
@example("the 99.5th percentile of 2000.0s")
def test_any_text_is_read(text: str) -> None:
    for literal in literals_in(article(text)):
        assert 0 <= literal.start < literal.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    ["5", "5 ", "$5 ", "$", "5%", "1,", "2016-", "2016 ", "May 5 ", "last year ", "one and ",
     "million of ", "from 5 to ", "between ", "A", "and ", '"', "twenty-", "Monday ", "\x00"],
)  # fmt: skip
def test_hostile_text_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    found = literals_in(article(text, date(2016, 11, 16)))
    assert all(0 <= literal.start < literal.end <= len(text) for literal in found)
