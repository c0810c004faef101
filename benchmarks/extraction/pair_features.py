"""What a linear model looks at to tell the relation of two given companies or products.

The words between and around the pair, and what the rules read there. It answers another question
than the rules do: the pair is given, and there is always an answer. No claim is made from it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from factpack.extract.claims.claims import find_candidates
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import EntityType, LocalEntity, Mention, Span

RELATIONS: Final = (
    "acquired_by",
    "brand_of",
    "client_of",
    "collaboration",
    "competitor_of",
    "merged_with",
    "product_or_service_of",
    "regulated_by",
    "shareholder_of",
    "subsidiary_of",
    "traded_on",
    "undefined",
)
"""Classes of the model, in the order of its columns; the subject stands first in each."""

BUCKETS: Final = 1 << 15
"""Features are hashed into so many; twice as many change the accuracy by less than 0.2 points."""

_SCALE: Final = 6.0
"""Length of a feature vector; with the penalty of the training it sets how bold the model is."""
_REACH: Final = 120
"""Characters before and after the pair that are looked at."""
_NEAR: Final = 8
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")
_TYPES: tuple[tuple[EntityType, EntityType], ...] = (
    ("Organization", "Organization"),
    ("Product", "Organization"),
    ("Organization", "Product"),
)


def vector(
    text: str, subject: Span, object_: Span
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Buckets of the features of a pair, and their values."""
    found: dict[int, float] = {}
    for name, value in features(text, subject, object_).items():
        found[zlib.crc32(name.encode()) % BUCKETS] = value
    index = np.array(sorted(found), dtype=np.int64)
    values = np.array([found[i] for i in sorted(found)])
    return index, values * (_SCALE / np.sqrt((values**2).sum()))


def features(text: str, subject: Span, object_: Span) -> Mapping[str, float]:
    """What the model looks at, by name."""
    first, second = sorted((subject, object_))
    side = "S" if first == subject else "O"
    between = [_stem(w) for w in _tokens(text[first.end : second.start])]
    before = [_stem(w) for w in _tokens(text[max(0, first.start - _REACH) : first.start])]
    after = [_stem(w) for w in _tokens(text[second.end : second.end + _REACH])]
    found = dict.fromkeys(_context(side, before[-_NEAR:], between, after[:_NEAR]), 1.0)
    for letter, span in (("S", subject), ("O", object_)):
        found.update(dict.fromkeys(_argument(letter, text[span.start : span.end]), 1.0))
    for word in _tokens(text):
        found[f"text:{_stem(word)}"] = 0.5
    for name in _by_rules(text, subject, object_):
        found[name] = 3.0
    return found


def _context(side: str, before: list[str], between: list[str], after: list[str]) -> Iterator[str]:
    """Words, pairs and triples of words by place; `side` says which argument comes first."""
    yield f"side:{side}"
    yield f"distance:{side}{min(len(between) // 4, 8)}"
    for i, word in enumerate(between):
        yield f"between:{word}"
        yield f"between:{side}:{word}"
        if i:
            yield f"pair:{side}:{between[i - 1]} {word}"
        if i > 1:
            yield f"triple:{side}:{between[i - 2]} {between[i - 1]} {word}"
    if len(between) <= 5:
        yield f"whole:{side}:{' '.join(between)}"
    for word in between[:3]:
        yield f"first:{side}:{word}"
    for word in between[-3:]:
        yield f"last:{side}:{word}"
    for word in before:
        yield f"before:{side}:{word}"
    for word in after:
        yield f"after:{side}:{word}"
    if before:
        yield f"before1:{side}:{before[-1]}"
        yield f"before2:{side}:{' '.join(before[-2:])}"
    if after:
        yield f"after1:{side}:{after[0]}"
        yield f"after2:{side}:{' '.join(after[:2])}"


def _argument(letter: str, words: str) -> Iterator[str]:
    """The words of an argument, how many they are, and whether they are a name."""
    tokens = _tokens(words)
    described = words.islower() or tokens[:1] in (["it"], ["the"], ["its"], ["they"], ["their"])
    yield f"{letter}:{'description' if described else 'name'}"
    yield f"{letter}:words{min(len(tokens), 4)}"
    if tokens:
        yield f"{letter}:last:{tokens[-1]}"
    for token in tokens:
        yield f"{letter}:word:{token}"


def _by_rules(text: str, subject: Span, object_: Span) -> Iterator[str]:
    """What the rules read between the two, whichever types they may have."""
    sentences = [Span(0, len(text))] if len(text) < 1900 else list(split_text(text))
    for types in _TYPES:
        entities = tuple(LocalEntity(str(i), kind) for i, kind in enumerate(types))
        mentions = sorted(
            (Mention(s.start, s.end, i, "name") for i, s in enumerate((subject, object_))),
            key=lambda m: m.start,
        )
        for c in find_candidates(Doc(text, sentences), entities, mentions, []):
            if c.object is None or c.subject.mention < 0 or c.object.mention < 0:
                continue
            one, other = (mentions[a.mention].entity for a in (c.subject, c.object))
            if one != other:
                yield f"rule:{c.rule.predicate}:{one}"
                yield f"rule:{c.rule.predicate}:{c.kind}:{one}"


def _tokens(text: str) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(text)]


def _stem(word: str) -> str:
    """Base form of a verb, singular of a noun."""
    verb = load_lexicon().verbs.get(word)
    if verb is not None:
        return verb[0]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
