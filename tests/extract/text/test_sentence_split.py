"""Where sentences end, as tables, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.text.sentences import split_sentences, split_text
from factpack.model import Article, Block, Metadata, RawArticle


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_text(text)]


SPLITS = [
    ("Sales rose. Costs fell.", ["Sales rose.", "Costs fell."]),
    ("Mr. Orr met Dr. Vane. They agreed.", ["Mr. Orr met Dr. Vane.", "They agreed."]),
    ("Orr left Corvid Inc. The board met.", ["Orr left Corvid Inc.", "The board met."]),
    ("Corvid Inc. Chief Ann Orr left.", ["Corvid Inc. Chief Ann Orr left."]),
    ("Corvid Inc. bought a mill.", ["Corvid Inc. bought a mill."]),
    ("Corvid Inc. Mills was sold.", ["Corvid Inc. Mills was sold."]),
    (
        "It signed the deal for Corvid Inc. Rivals objected.",
        ["It signed the deal for Corvid Inc.", "Rivals objected."],
    ),
    (
        "Orr works at Corvid Inc. Vela Corp is a rival.",
        ["Orr works at Corvid Inc.", "Vela Corp is a rival."],
    ),
    (
        "She leads Corvid Inc. Chairman Orr said so.",
        ["She leads Corvid Inc. Chairman Orr said so."],
    ),
    (
        "Shares of Corvid Inc. Vela Corp and Orr fell.",
        ["Shares of Corvid Inc. Vela Corp and Orr fell."],
    ),
    ("He has left Corvid Co. Orr said so.", ["He has left Corvid Co.", "Orr said so."]),
    ("He joined Corvid Ltd. Ann Orr left.", ["He joined Corvid Ltd.", "Ann Orr left."]),
    (
        "It was sold, Corvid Corp. Chairman Ann Orr said.",
        ["It was sold, Corvid Corp. Chairman Ann Orr said."],
    ),
    ("It sued Corvid Corp. Chief Ann Orr.", ["It sued Corvid Corp. Chief Ann Orr."]),
    ("He said Corvid Bros. Mills was sold.", ["He said Corvid Bros. Mills was sold."]),
    ("It was sold to Corvid Co. Ltd. in May.", ["It was sold to Corvid Co. Ltd. in May."]),
    (
        "It sued Corvid Inc. and Vela Inc. of Leeds.",
        ["It sued Corvid Inc. and Vela Inc. of Leeds."],
    ),
    ("J. K. Orr founded it.", ["J. K. Orr founded it."]),
    ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
    ("He left O3.ai. Neither spoke.", ["He left O3.ai.", "Neither spoke."]),
    ("It pays $3.5 million. Not 4.2.", ["It pays $3.5 million.", "Not 4.2."]),
    ("See No. 5 there. No. That is all.", ["See No. 5 there.", "No.", "That is all."]),
    ("Many, e.g. Orr, left, i.e. went.", ["Many, e.g. Orr, left, i.e. went."]),
    ("Go to corvid.example.com. Or call.", ["Go to corvid.example.com.", "Or call."]),
    ("It changed our world.The group left.", ["It changed our world.", "The group left."]),
    ("It runs on Node.JS well.", ["It runs on Node.JS well."]),
    ("It rose... Then it fell.", ["It rose...", "Then it fell."]),
    ("It rose… then it fell.", ["It rose… then it fell."]),
    ("“We won.” The crowd left.", ["“We won.”", "The crowd left."]),
    ("“We won”. The crowd left.", ["“We won”.", "The crowd left."]),
    ('He said, "We won. We go." Then he left.', ['He said, "We won.', 'We go."', "Then he left."]),
    ("“Really?” Orr asked. “Yes.”", ["“Really?” Orr asked.", "“Yes.”"]),
    ("It is done.“We go on,” he said.", ["It is done.", "“We go on,” he said."]),
    ("It closes at 5 p.m. on Friday. Come.", ["It closes at 5 p.m. on Friday.", "Come."]),
    ("Built in Jan. 2015 by Orr.", ["Built in Jan. 2015 by Orr."]),
    ("1. Apply early. 2. Wait.", ["1. Apply early.", "2. Wait."]),
    ("Old phones fell. iPads rose.", ["Old phones fell.", "iPads rose."]),
    ("Jump! Inc. grew. It sold.", ["Jump! Inc. grew.", "It sold."]),
    ("彼は言った。終わり。", ["彼は言った。", "終わり。"]),
    ("  edges \n", ["edges"]),
    ("", []),
    ("...", ["..."]),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS, ids=[text[:24] for text, _ in SPLITS])
def test_splits(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_start_is_added() -> None:
    assert [span.start for span in split_text("One. Two.", start=100)] == [100, 105]


def test_no_sentence_crosses_a_block() -> None:
    text = "Corvid buys Vela\n\nThe deal is done. It is large"
    blocks = (Block("title", 0, 16), Block("paragraph", 18, len(text)))
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata())
    article = Article("a-t", raw, text, blocks, (), None, "en", "given")
    found = [text[span.start : span.end] for span in split_sentences(article)]
    assert found == ["Corvid buys Vela", "The deal is done.", "It is large"]


@pytest.mark.parametrize("other", ["Why? Yes.", "No!", "好。"])
def test_other_stops_in_a_text_leave_its_full_stops_alone(other: str) -> None:
    text = "Mr. Orr met Dr. Vane... They agreed.” It is done. Costs fell"
    both = f"{text}\n\n{other}"
    blocks = (Block("paragraph", 0, len(text)), Block("paragraph", len(text) + 2, len(both)))
    raw = RawArticle("t", "t", both, 0, "", "utf-8", "valid", Metadata())
    found = split_sentences(Article("a-t", raw, both, blocks, (), None, "en", "given"))
    assert [span for span in found if span.end <= len(text)] == list(split_text(text))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aA1 .!?…“”\"'()\n。$Mr", max_size=120))
def test_sentences_tile_what_is_not_space(text: str) -> None:
    spans = split_text(text)
    at = 0
    for span in spans:
        assert not text[at : span.start].strip()
        assert span.start < span.end
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize("unit", ['"', ".", "a. ", "A. ", "Mr. ", '."', ".”A", "! ", ". “", "5"])
def test_a_megabyte_of_one_thing_is_split(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    spans = split_text(text)
    assert spans[0].start == 0
    assert spans[-1].end == len(text.rstrip())
