"""The organisation that a sentence speaks of, where it leaves it out."""

from __future__ import annotations

from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.coreference.mention_history import ARTICLES, PREPOSITIONS
from factpack.extract.coreference.referents import Demand


def spoken_of(sentence: Sentence, start: int, end: int, demand: Demand) -> Arg | None:
    """The organisation spoken of, as what the words between two offsets are said of.

    None where the answer is less sure than demanded, or the sentence names another organisation
    before, which may be meant. Where none is named before, it is the only one that the sentence
    names.
    """
    referents = sentence.context.referents
    if referents is None:
        return None
    here = _named_here(sentence)
    answer = referents.at(sentence.start[0])
    if answer.mention < 0:
        first = (
            here[0] if len({sentence.context.entity[arg.mention] for arg in here}) == 1 else None
        )
        return first if first is not None and first.end <= start else None
    mention = answer.given(demand)
    if mention < 0 or any(_is_rival(sentence, arg, mention) for arg in here if arg.start < end):
        return None
    return Arg(mention, start, end, -1, ONLY["Organization"], False)


def _named_here(sentence: Sentence) -> list[Arg]:
    """The organisations that a sentence names, in order."""
    return [
        Arg(mention, sentence.start[token], sentence.end[token], -1, ONLY["Organization"], True)
        for token, mention in enumerate(sentence.ref)
        if sentence.tags[token] == "E"
        and mention >= 0
        and "Organization" in sentence.context.types[mention]
    ]


def _is_rival(sentence: Sentence, named: Arg, mention: int) -> bool:
    """Whether an organisation of the sentence may be meant rather than that of a mention.

    Not where it stands behind a preposition, "closed lower in Acme", nor where nothing but its
    capital shows an organisation.
    """
    context = sentence.context
    entity = context.entity[named.mention]
    if entity == context.entity[mention]:
        return False
    token = sentence.start.index(named.start)
    while token > 0 and sentence.words[token - 1] in ARTICLES:
        token -= 1
    aside = token > 0 and sentence.words[token - 1] in PREPOSITIONS
    assumed = context.referents is not None and context.referents.is_assumed(entity)
    return not aside and not assumed
