"""The organisation that the sentences before are about, where a sentence leaves it out."""

from __future__ import annotations

from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence


def spoken_of(sentence: Sentence, start: int, end: int, *, sure: bool = False) -> Arg | None:
    """The organisation in play, as what the words between two offsets are said of.

    None where nothing is clearly in play, or the sentence names another that may be meant; `sure`
    asks for more, see `Discourse.in_play`.
    """
    discourse = sentence.context.discourse
    mention = -1
    if discourse is not None:
        mention = discourse.in_play(sentence.start[0], sure=sure)
    if mention < 0:
        return None
    found = Arg(mention, start, end, -1, ONLY["Organization"], False)
    return None if names_another(sentence, found) else found


def names_another(sentence: Sentence, topic: Arg) -> bool:
    """Whether the sentence names an organisation that is not the topic, which may be meant."""
    entity = sentence.context.entity
    return any(
        sentence.tags[i] == "E"
        and sentence.ref[i] >= 0
        and "Organization" in sentence.context.types[sentence.ref[i]]
        and entity[sentence.ref[i]] != entity[topic.mention]
        for i in range(len(sentence.words))
    )
