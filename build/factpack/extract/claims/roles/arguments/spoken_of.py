"""The organisation that a sentence speaks of, where it leaves it out."""

from __future__ import annotations

from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.coreference.referents import Demand


def spoken_of(sentence: Sentence, start: int, end: int, demand: Demand) -> Arg | None:
    """The organisation spoken of, as what the words between two offsets are said of.

    None where the answer is less sure than demanded, or the sentence names another organisation,
    which may be meant. Where none is named before, it is the only one that the sentence names.
    """
    referents = sentence.context.referents
    if referents is None:
        return None
    here = _named_here(sentence)
    answer = referents.at(sentence.start[0])
    if answer.mention < 0:
        named = next(iter(here.values())) if len(here) == 1 else None
        return named if named is not None and named.end <= start else None
    mention = answer.given(demand)
    if mention < 0 or here.keys() - {sentence.context.entity[mention]}:
        return None
    return Arg(mention, start, end, -1, ONLY["Organization"], False)


def _named_here(sentence: Sentence) -> dict[int, Arg]:
    """The organisations that a sentence names, as they are first named in it."""
    context = sentence.context
    found: dict[int, Arg] = {}
    for token, mention in enumerate(sentence.ref):
        if sentence.tags[token] == "E" and mention >= 0:
            if "Organization" in context.types[mention]:
                words = sentence.span(token)
                named = Arg(mention, *words, -1, ONLY["Organization"], True)
                found.setdefault(context.entity[mention], named)
    return found
