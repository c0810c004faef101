"""What is known of each claim of an article besides its rule: `confidence.features.FEATURES`.

Every row rests on its article alone, so that another article changes nothing. Numbers are whole:
what may be large counts in bits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from factpack.confidence.features import FEATURES

Row = Mapping[str, Any]

_CAPITAL_AFTER = re.compile(r"(?: (?:[^\W\d_]{1,3}|&))? [A-Z]")
"""A further capitalised word, at once or after a short word such as "of"."""
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'’-]*(?: (?:[^\W\d_]{1,3}|&))? $")
_BESIDE = 25
"""Characters beside a name that are looked at: a word or two."""
_STOPS = ".!?"
_CLOSERS = " \n\t\"'”’»)]"
_CAPITALISED = 7
"""Of ten words of a headline or caption, so many begin with a capital."""
_LONGEST = 400
"""Characters of a sentence whose capitals are counted."""
_FAR = 10
"""Bits of the distance where nothing before names the thing: a thousand characters."""
_WORDS = re.compile(r"\w+")
_NAME_WORDS = 8
"""Words of a name that are compared with other names."""
_MOST_BETWEEN = 4
_WORDS_OF_CLAIM = ("trigger", "role", "organization_unit")
"""Parts whose capitals are no part of a name: "Leeds Mayor Ada Marsh"."""


def claim_features(text: str, rows: Mapping[str, Sequence[Row]]) -> Iterator[dict[str, object]]:
    """Rows of `claim_features`, one for each claim.

    Args:
        text: of the article.
        rows: its staged rows, by table.
    """
    if not rows["claims"]:
        return
    known = _Article(text, rows)
    for claim in rows["claims"]:
        yield {"claim_id": claim["claim_id"], **known.features(claim)}


class _Article:
    """What the claims of one article are looked up in."""

    def __init__(self, text: str, rows: Mapping[str, Sequence[Row]]) -> None:
        self._text = text
        self._entities = {row["entity"]: row for row in rows["local_entities"]}
        self._aliases = Counter(row["entity"] for row in rows["local_aliases"])
        names = sorted(
            (row["char_start"], row["char_end"], row["entity"])
            for row in rows["mentions"]
            if row["kind"] == "name"
        )
        self._names = names
        self._name_starts = [start for start, _, _ in names]
        self._name_ends: defaultdict[int, list[int]] = defaultdict(list)
        for _, end, entity in names:
            self._name_ends[entity].append(end)
        self._within = _names_within({e: row["name"] for e, row in self._entities.items()})
        quotes = sorted(
            (row["char_start"], row["char_end"])
            for row in rows["quotes"]
            if row["kind"] == "direct"
        )
        self._quote_starts = [start for start, _ in quotes]
        self._quote_ends = list(accumulate((end for _, end in quotes), max))
        self._parts: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        for row in rows["evidence"]:
            self._parts[row["claim_id"]][row["part"]] = row
        self._in_sentence = Counter(row["sentence_start"] for row in rows["claims"])
        self._said = Counter(_said(row) for row in rows["claims"])
        self._capitals: dict[tuple[int, int], bool] = {}
        self._density = (4000 * len(rows["claims"]) // max(1, len(text))).bit_length()

    def features(self, claim: Row) -> dict[str, int]:
        """Values of `FEATURES` by name."""
        parts = self._parts[claim["claim_id"]]
        found = Counter({feature.name: 0 for feature in FEATURES})
        for name in ("subject", "object"):
            if claim[name] is not None:
                found.update(self._end(claim[name], name, parts, claim["sentence_start"]))
                found[f"{name}_mentions"] = len(self._name_ends[claim[name]]).bit_length()
        found.update(self._object(claim, parts))
        found.update(self._sentence(claim))
        quote = bisect_right(self._quote_starts, claim["char_start"]) - 1
        found["in_quote"] = int(quote >= 0 and claim["char_start"] < self._quote_ends[quote])
        found["reported"] = int(claim["modality"] == "reported")
        found["negated"] = int(claim["modality"] == "negated")
        found["said_again"] = self._said[_said(claim)].bit_length() - 1
        found["claims_in_sentence"] = self._in_sentence[claim["sentence_start"]].bit_length() - 1
        found["claims_in_article"] = self._density
        found["money"] = int(bool(claim["currency"]))
        found["inexact"] = int(claim["amount_min"] != claim["amount_max"])
        return dict(found)

    def _end(
        self, entity: int, side: str, parts: Mapping[str, Row], sentence_start: int
    ) -> dict[str, int]:
        """What is known of one end that is an entity; `side` is the part that it is."""
        part = parts.get(side)
        name = self._entities[entity]["name"]
        resolution = part["resolution"] if part else None
        found = {
            "one_word_name": int(len(name.split()) == 1),
            "part_of_name": int(entity in self._within),
            "aliases": self._aliases[entity].bit_length(),
            "pronoun": int(resolution == "pronoun"),
        }
        if part is None:
            return found
        start, end = part["char_start"], part["char_end"]
        if resolution != "name":
            ends = self._name_ends[entity]
            before = bisect_right(ends, start)
            distance = (start - ends[before - 1]).bit_length() if before else _FAR
            return {**found, "antecedent_distance": min(distance, _FAR)}
        after = _CAPITAL_AFTER.match(self._text[end : end + _BESIDE])
        before_from = max(0, sentence_start, start - _BESIDE)
        word = _CAPITAL_BEFORE.search(self._text[before_from:start])
        words = [parts[name] for name in _WORDS_OF_CLAIM if name in parts]
        cut = after is not None and not _lies_in(end + after.end() - 1, words)
        cut |= word is not None and not _lies_in(before_from + word.start(), words)
        return {
            **found,
            "cut_name": int(cut),
            "other_form": int(part["exact"] != name),
            "starts_sentence": int(start <= sentence_start + 1),
        }

    def _object(self, claim: Row, parts: Mapping[str, Row]) -> dict[str, int]:
        """What is known of the object, or of the amount or date in its place."""
        said = parts.get("object") or parts.get("amount") or parts.get("date")
        if said is None:
            return {}
        found = {}
        subject, trigger = parts.get("subject"), parts.get("trigger")
        if subject is not None:
            found["names_between"] = self._names_between(
                min(subject["char_end"], said["char_end"]),
                max(subject["char_start"], said["char_start"]),
                {claim["subject"], claim["object"]},
            )
        if trigger is not None:
            found["trigger_distance"] = _gap(trigger, said).bit_length()
        if claim["object"] is not None:
            type_ = self._entities[claim["object"]]["type"]
            return {**found, "object_place": int(type_ == "Place")}
        if "object" in parts:
            n_words = len(said["exact"].split())
            after = self._text[said["char_end"] : said["char_end"] + 2]
            found["object_word"] = int(n_words == 1)
            found["object_length"] = n_words.bit_length()
            found["object_goes_on"] = int(after[:1] == " " and after[1:].islower())
        return found

    def _names_between(self, start: int, end: int, ends: set[int | None]) -> int:
        """Names of other things from one place to another, four at most."""
        first, last = bisect_left(self._name_starts, start), bisect_left(self._name_starts, end)
        others = 0
        for _, name_end, entity in self._names[first : min(last, first + 4 * _MOST_BETWEEN)]:
            others += name_end <= end and entity not in ends
        return min(others, _MOST_BETWEEN)

    def _sentence(self, claim: Row) -> dict[str, int]:
        start, end = claim["sentence_start"], claim["sentence_end"]
        tail = self._text[max(start, end - _BESIDE) : end].rstrip(_CLOSERS)
        if (start, end) not in self._capitals:
            words = self._text[start : min(end, start + _LONGEST)].split()
            capitals = sum(word[:1].isupper() for word in words)
            self._capitals[start, end] = 10 * capitals >= _CAPITALISED * len(words)
        return {
            "unstopped": int(tail[-1:] not in _STOPS),
            "capitals": int(self._capitals[start, end]),
        }


def _lies_in(at: int, parts: Iterable[Row]) -> bool:
    """Whether an offset lies in one of the parts."""
    return any(part["char_start"] <= at < part["char_end"] for part in parts)


def _gap(first: Row, second: Row) -> int:
    """Characters from the end of one span to the start of the other; 0 where they touch."""
    start: int = max(first["char_start"], second["char_start"])
    end: int = min(first["char_end"], second["char_end"])
    return max(0, start - end)


def _said(claim: Row) -> tuple[object, ...]:
    return tuple(claim[key] for key in ("predicate", "subject", "object", "amount", "role"))


def _names_within(names: Mapping[int, str]) -> set[int]:
    """Entities whose name, word for word, is part of the name of another."""
    words = {e: tuple(_WORDS.findall(name.lower()))[:_NAME_WORDS] for e, name in names.items()}
    parts = {part for of_name in words.values() for part in _proper_parts(of_name)}
    return {entity for entity, of_name in words.items() if of_name in parts}


def _proper_parts(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]
