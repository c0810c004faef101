"""All numbers of a sentence that measure something known, in reading order."""

from __future__ import annotations

from factpack.extract.claims.measures.labels import read_label
from factpack.extract.claims.measures.links import is_open, link_of
from factpack.extract.claims.measures.number import Number
from factpack.extract.claims.measures.owners.goods import read_listed
from factpack.extract.claims.measures.readings.beside import read_beside
from factpack.extract.claims.measures.readings.counts import read_count
from factpack.extract.claims.measures.readings.further import (
    read_apposed_move,
    read_aside,
    read_further,
)
from factpack.extract.claims.measures.readings.moves import read_moved
from factpack.extract.claims.measures.readings.prices import read_index
from factpack.extract.claims.measures.readings.verbs import read_verb
from factpack.extract.claims.syntax.sentence import Sentence

_VALUES = "$#%"


def find_numbers(sentence: Sentence) -> list[Number]:
    """Every number with its metric and its owner; those of conditions and questions are left out.

    A number that stands beside the noun of its metric is read there, else by the verb that it
    hangs on; one behind a comma may say more of the number before.
    """
    found: list[Number] = []
    for phrase, kind in enumerate(sentence.kinds):
        if kind != "N":
            continue
        for token in range(sentence.first[phrase], sentence.stop[phrase]):
            if sentence.tags[token] in _VALUES and sentence.literal[token] >= 0:
                if not is_open(sentence, phrase):
                    number = _read(sentence, phrase, token, found)
                    if number is not None:
                        found.append(number)
                break
    return found


def _read(sentence: Sentence, phrase: int, token: int, found: list[Number]) -> Number | None:
    number = read_beside(sentence, phrase, token)
    if number is not None:
        return number
    if token == sentence.stop[phrase] - 1:
        number = read_label(sentence, phrase, token)
        if number is not None:
            return number
    if sentence.tags[token] == "#":
        number = read_count(sentence, phrase, token)
        if number is not None:
            return number
    if found:
        number = read_apposed_move(sentence, phrase, token, found[-1])
        if number is not None:
            return number
    if token == sentence.stop[phrase] - 1:
        if found:
            number = read_further(sentence, phrase, token, found[-1])
            number = number or read_listed(sentence, phrase, token, found[-1])
            if number is not None:
                return number
        number = read_aside(sentence, phrase, token)
        if number is not None:
            return number
        link = link_of(sentence, phrase)
        if link.verb >= 0:
            return (
                read_index(sentence, phrase, token, link)
                or read_moved(sentence, phrase, token, link)
                or read_verb(sentence, phrase, token, link)
            )
    return None
