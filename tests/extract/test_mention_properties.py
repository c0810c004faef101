"""What holds for any text, also hostile: spans in range and no overlaps.

How time grows with the length is measured by `python -m benchmarks hostile`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import Doc, doc_of
from factpack.extract.text.tokens import Chunks, scan
from factpack.model import (
    Article,
    Block,
    LiteralValue,
    LocalEntity,
    Mention,
    Metadata,
    RawArticle,
    Span,
    Value,
)

Found = tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]

WORDS = st.sampled_from(
    "Vela Orrin's Jane Orr CEO of the and & , . ( ) : “ ” ' ’s - -based Inc. Mr. St. U.S. he its "
    "which company The Bank University in 7 2019 $ AI iZent X I de van said launched latter \n é "
    "Ünal 名 \ud800 \u200b İ ß".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(WORDS, max_size=40).map("".join),
)


def article_of(text: str) -> Article:
    raw = RawArticle("test", "test", text, 0, "", "utf-8", "valid", Metadata())
    blocks = (Block("paragraph", 0, len(text)),) if text else ()
    return Article("a-test", raw, text, blocks, (), None, "en", "given")


def find(text: str) -> Found:
    article = article_of(text)
    return find_mentions(article, doc_of(article), ())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_hold(text: str) -> None:
    entities, mentions = find(text)
    assert list(mentions) == sorted(mentions, key=lambda m: (m.start, m.end))
    named: set[int] = set()
    end = 0
    for mention in mentions:
        words = text[mention.start : mention.end]
        assert words and words == words.strip()
        if mention.kind == "name":
            assert mention.start >= end
            end = mention.end
            named.add(mention.entity)
    assert named == set(range(len(entities)))
    for number, entity in enumerate(entities):
        own = [text[m.start : m.end] for m in mentions if (m.entity, m.kind) == (number, "name")]
        assert entity.name in own
        assert set(entity.aliases) == set(own) - {entity.name}


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_tokens_tile_the_text(text: str) -> None:
    tokens = scan(text)
    spans = zip(tokens.starts, tokens.ends, strict=True)
    assert [text[start:end] for start, end in spans] == tokens.words
    assert "".join(tokens.words) == "".join(text.split())
    assert tokens.lower == [word.lower() for word in tokens.words]
    for word, lower in zip(tokens.words, tokens.lower, strict=True):
        assert (word is lower) == (word == lower)


def test_a_part_is_scanned_as_it_stands() -> None:
    assert scan("Vela left Orrin", 5, 9).words == ["left"]
    assert scan("Vela left Orrin", 5).starts == [5, 10]


def test_only_so_many_chunks_are_kept() -> None:
    known = Chunks(most=3)
    found = [known[text] for text in ("a,", "a;", "b", "c.")]
    assert [token.word for chunk in found for token in chunk.tokens] == list("a,a;bc.")
    assert list(known) == ["c."]
    assert list(known.words) == ["b", "c", "."]


def test_a_word_is_one_token_in_all_chunks() -> None:
    known = Chunks(most=30)
    one, other = known["(Vela"], known["Vela."]
    assert one.tokens[1] is other.tokens[0]
    assert (one.offsets, other.offsets) == ((0, 1), (0, 4))


def test_long_words_and_chunks_are_not_kept() -> None:
    known = Chunks(most=30)
    long = "x" * 40
    assert [token.word for token in known[f"a,{long}"].tokens] == ["a", ",", long]
    assert (list(known), list(known.words)) == ([], ["a", ","])


def test_a_long_chunk_is_scanned_like_others() -> None:
    words = ["Orrin", ",", "Vela", ";"] * 100
    assert scan("".join(words)).words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Orrin-backed T-Vela", ["Orrin", "-", "backed", "T-Vela"]),
        ("Co-founder Ban Ki-moon", ["Co-founder", "Ban", "Ki-moon"]),
        ("an ex-Vela man", ["an", "ex", "-", "Vela", "man"]),
        ("Ex-Vela men", ["Ex", "-", "Vela", "men"]),
        ("Ex-VS men", ["Ex", "-", "VS", "men"]),
        ("the ex-chief", ["the", "ex", "-", "chief"]),
        ("Ex-chief", ["Ex", "-", "chief"]),
        ("the Ex-Im", ["the", "Ex-Im"]),
        ("It’s Orrin's; they'll don't", ["It", "’s", "Orrin", "'s", ";", "they", "'ll", "don't"]),
        ("the U.S. and AT&T", ["the", "U.S", ".", "and", "AT&T"]),
        ("the end.The start, example.com", ["the", "end", ".", "The", "start", ",", "example.com"]),
        ("$3.5 (1,000)", ["$", "3.5", "(", "1", ",", "000", ")"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert scan(text).words == words


def test_names_inside_amounts_are_no_mentions() -> None:
    text = "It paid US$ 5 to Vela."
    article = article_of(text)
    amount = LiteralValue("money", 8, 13, Value(amount=5.0, currency="USD"))
    _, mentions = find_mentions(article, Doc(text, (Span(0, len(text)),)), (amount,))
    assert [text[m.start : m.end] for m in mentions if m.kind == "name"] == ["Vela"]


HOSTILE = [
    *["Vela ", "V", "and ", "Vela and ", "Bank of ", "“", "\"'", "1", "1 ", "V-", "V. ", "Mr. "],
    *["(NYSE: ", "A, ", "the company ", "he its ", "Vela's ", "Jane Orr, ", "CEO ", "\n", "İ"],
    *["Announcing ", "British ", "Vela Inc. said it left. ", "the Vela-led company of Vela. "],
]


def spans_are_sound(text: str) -> bool:
    article = article_of(text)
    entities, mentions = find_mentions(article, doc_of(article), ())
    ordered = [(mention.start, mention.end) for mention in mentions]
    apart = all(left[1] <= right[0] for left, right in itertools.pairwise(ordered))
    linked = all(mention.entity is None or mention.entity < len(entities) for mention in mentions)
    return apart and linked and all(0 <= start < end <= len(text) for start, end in ordered)


@pytest.mark.parametrize("piece", HOSTILE)
def test_much_of_one_thing_is_read(piece: str) -> None:
    assert spans_are_sound((piece * 160_000)[:160_000])


@pytest.mark.parametrize("form", ["Vela{} Bank. ", "Jane Vela{}. ", "Vela Orrin{}. ", "Vela{}. "])
def test_many_names_are_read(form: str) -> None:
    # Letters, since a number would make every name a model's.
    assert spans_are_sound(
        "".join(form.format(chr(97 + i % 26) * (i // 26 + 1)) for i in range(600))
    )


def test_one_article_reads_alike_every_time(finder: Callable[..., Found]) -> None:
    text = "Jane Orr of Vela said its bank would sue Orrin. She left."
    assert finder(text) == finder(text)
