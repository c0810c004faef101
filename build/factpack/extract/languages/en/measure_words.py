"""The words of `measures.yaml`, by what they do beside a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from factpack.extract.languages.tables import read_table

UNIT_TAGS = {"money": "$", "count": "#", "percent": "%"}
"""Unit of a metric to the tag of a value in it; see `grammar`."""


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of words, each explained in `measures.yaml`; `directions` joins four of them.

    Attributes:
        directions: verb of which what moves is the subject, to "rise" or "fall".
        caused: the same for verbs whose object moves.
        market: the same for verbs of prices.
        particles: "up" or "lower" to "rise" or "fall".
        moves: the same for nouns.
        have_by_metric: metric to the verbs that state it besides `have`.
        count_by_metric: metric to the verbs that state it besides `count`.
        done_by_many: verb to the metric that counts who does it.
        done_for_people: verb to the metric that counts for whom somebody does it.
        parts: noun of a part and unit to the metric that its measure gives.
        employing: verb of working to the prepositions before the employer.
        results: verb to the metric that its object gives.
        dimensions: adjective behind a length to the metric that it measures.
    """

    directions: Mapping[str, str]
    caused: Mapping[str, str]
    market: Mapping[str, str]
    particles: Mapping[str, str]
    moves: Mapping[str, str]
    carry: frozenset[str]
    levels: frozenset[str]
    reach: frozenset[str]
    have: frozenset[str]
    have_by_metric: Mapping[str, frozenset[str]]
    count: frozenset[str]
    count_by_metric: Mapping[str, frozenset[str]]
    count_closed: frozenset[str]
    add: frozenset[str]
    lose: frozenset[str]
    added: frozenset[str]
    charge: frozenset[str]
    times: frozenset[str]
    everywhere: frozenset[str]
    hold: frozenset[str]
    dimensions: Mapping[str, str]
    lengths: frozenset[str]
    comprise: frozenset[str]
    spread: frozenset[str]
    present: frozenset[str]
    uncounted: frozenset[str]
    parts: Mapping[tuple[str, str], str]
    results: Mapping[str, str]
    versions: frozenset[str]
    close: frozenset[str]
    closable: frozenset[str]
    unit_nouns: frozenset[str]
    employing: Mapping[str, str]
    done_by_many: Mapping[str, str]
    done_for_people: Mapping[str, str]
    securities: frozenset[str]
    placed: frozenset[str]
    taken: frozenset[str]
    at_box_office: frozenset[str]
    selling: frozenset[str]
    undergo: frozenset[str]
    trade: frozenset[str]
    sale: frozenset[str]
    sell: frozenset[str]
    target: frozenset[str]
    forecast: frozenset[str]
    target_nouns: frozenset[str]
    forecast_nouns: frozenset[str]
    expected: frozenset[str]
    report: frozenset[str]
    deals: frozenset[str]
    trading: frozenset[str]
    plain: frozenset[str]
    partial: frozenset[str]
    conditions: frozenset[str]
    denying: frozenset[str]


@cache
def load_words() -> Words:
    """The words that ship with the program."""
    data: dict[str, Any] = read_table("en", "measures.yaml")

    def both(rise: str, fall: str) -> dict[str, str]:
        ways = {word: "rise" for word in data.pop(rise).split()}
        return ways | {word: "fall" for word in data.pop(fall).split()}

    def by_metric(name: str) -> dict[str, frozenset[str]]:
        return {metric: frozenset(verbs.split()) for metric, verbs in data.pop(name).items()}

    return Words(
        directions=both("rise", "fall"),
        caused=both("raise", "cut"),
        market=both("market_rise", "market_fall"),
        particles=both("up", "down"),
        moves=both("rise_nouns", "fall_nouns"),
        have_by_metric=by_metric("have_by_metric"),
        count_by_metric=by_metric("count_by_metric"),
        dimensions=data.pop("dimensions"),
        results=data.pop("results"),
        employing=data.pop("employing"),
        done_by_many=data.pop("done_by_many"),
        done_for_people=data.pop("done_for_people"),
        parts={
            (noun, unit): metric
            for metric, words in data.pop("parts").items()
            for noun in words["nouns"].split()
            for unit in words["units"].split()
        },
        **{name: frozenset(words.split()) for name, words in data.items()},
    )
