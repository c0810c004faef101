"""Whose a metric is where the words beside it do not say: the speaker's, or what is spoken of."""

from __future__ import annotations

from factpack.extract.claims.measures.number import span
from factpack.extract.claims.measures.owners.owners import Owner, actor_of
from factpack.extract.claims.roles.arguments.arguments import SAY
from factpack.extract.claims.roles.arguments.spoken_of import spoken_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.phrases.walks import previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.coreference.referents import LIKELY, SURE

_BARE = frozenset("NATDR")


def said_by(sentence: Sentence, phrase: int, owner: Owner) -> Arg | None:
    """X in "X said profit rose" and "Profit rose, X said": an organisation speaks of its own."""
    if not set(sentence.tags_of(phrase)) <= _BARE or owner.scope is not None:
        return None
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) == "with":
        # "X reported its results, with sales rising 5 percent"
        if sentence.kind_at(sentence.left[previous]) != ",":
            return None
        arg = actor_of(sentence, previous_verb(sentence, previous))
        return arg if arg is not None and "Organization" in arg.types else None
    while sentence.kind_at(previous) in "TS" or (
        sentence.kind_at(previous) == "I" and sentence.kind_at(previous + 1) == "T"
    ):
        previous = sentence.left[previous]
    verb = sentence.verb_of(previous)
    if previous < 0:
        for group in sentence.verbs:
            said = sentence.verb_at(group)
            if said.lemma in SAY and sentence.kind_at(said.subject - 1) == ",":
                if sentence.right[group] >= sentence.size or sentence.kinds[group + 1] in ";IT":
                    verb, previous = said, group
    if verb is None or verb.lemma not in SAY:
        return None
    arg = actor_of(sentence, previous)
    return arg if arg is not None and "Organization" in arg.types else None


def topic_of(sentence: Sentence, phrase: int, owner: Owner) -> Arg | None:
    """Whose "Net profit was" is: that of the organisation that the sentence speaks of.

    What is limited to a part may be that of a whole market. Where a paragraph opens, more is asked
    for: it may have turned to something else.
    """
    if not set(sentence.tags_of(phrase)) <= _BARE or owner.scope is not None:
        return None
    first, last = sentence.first[phrase], sentence.stop[phrase] - 1
    referents = sentence.context.referents
    breaks = referents is not None and referents.opens_paragraph(sentence.start[0])
    return spoken_of(sentence, *span(sentence, first, last), SURE if breaks else LIKELY)
