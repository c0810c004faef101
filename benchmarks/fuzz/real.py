"""Mutations of real articles, where some are at hand: words swapped, cut, repeated and spoilt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.fuzz.grammar import amount, date, debris, name, quote

SHARED = Path(__file__).parents[3] / "shared"
_RECORDS = ("data/news_dev.jsonl", "data/posts_18f.jsonl")
_LONGEST = 4_000
"""Characters of a text that are used: the ends of long articles bring nothing new."""


def real_texts(shared: Path = SHARED) -> list[str]:
    """Texts of the articles below a folder, in a fixed order; none where it is not there."""
    texts = [
        file.read_text("utf-8", "replace")[:_LONGEST]
        for file in sorted((shared / "gold" / "news" / "articles").glob("*"))
    ]
    for records in _RECORDS:
        if (shared / records).is_file():
            with (shared / records).open(encoding="utf-8") as lines:
                texts += [str(json.loads(line)["text"])[:_LONGEST] for line in lines]
    return texts


def mutate(chance: Random, texts: list[str]) -> str:
    """One of the texts after a few mutations."""
    words = texts[chance.randrange(len(texts))].split(" ")
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(words))
        _MUTATIONS[chance.randrange(len(_MUTATIONS))](chance, words, place)
        words = words or ["x"]
    if not chance.randrange(5):
        other = texts[chance.randrange(len(texts))].split(" ")
        words[len(words) // 2 :] = other[len(other) // 2 :]
    return " ".join(words)


def _put(make: Callable[[Random], str]) -> Callable[[Random, list[str], int], None]:
    def put(chance: Random, words: list[str], place: int) -> None:
        words[place] = make(chance)

    return put


def _spoil(chance: Random, words: list[str], place: int) -> None:
    """One character goes, comes twice, or becomes its neighbour in the table of characters."""
    word = words[place] or "x"
    at = chance.randrange(len(word))
    middle = ("", word[at] * 2, chr(max(32, ord(word[at]) - 1)))[chance.randrange(3)]
    words[place] = word[:at] + middle + word[at + 1 :]


def _cut(chance: Random, words: list[str], place: int) -> None:
    del words[place : place + chance.randrange(1, 30)]


def _repeat(chance: Random, words: list[str], place: int) -> None:
    words[place:place] = words[place : place + chance.randrange(1, 30)]


def _swap(chance: Random, words: list[str], place: int) -> None:
    other = chance.randrange(len(words))
    words[place], words[other] = words[other], words[place]


def _change_case(chance: Random, words: list[str], place: int) -> None:
    for at in range(place, min(place + chance.randrange(1, 20), len(words))):
        words[at] = words[at].upper() if chance.randrange(2) else words[at].title()


_MUTATIONS: list[Callable[[Random, list[str], int], None]] = [
    *map(_put, (amount, amount, date, date, name, quote, debris)),
    _spoil,
    _spoil,
    _cut,
    _repeat,
    _swap,
    _change_case,
]
