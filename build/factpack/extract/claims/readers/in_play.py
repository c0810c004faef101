"""The organisation of a post that names none: "CEO Jane Roe" of the firm that the text is about."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.roles.arguments.object_text import FORMER, NOT_ROLE
from factpack.extract.claims.roles.arguments.owners import modifier_of, possessor_of
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_INITIALS = word_list("claims", "readers.in_play.initials")
_CHIEFS = word_list("claims", "readers.in_play.chiefs")
_WITHIN = word_list("claims", "readers.in_play.within")
_SORTING = word_list("claims", "readers.in_play.sorting")
_WITH = frozenset(("with", "under"))


def in_play(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """The one organisation that a post which names none can be of; empty where that is open.

    Posts that firms have are of the organisation of the sentence before, or in "Acme fell, with
    CEO Jane Roe selling", of the subject; other posts inside of organisations are only of the one
    that the whole article is about.
    """
    title = _title_of(sentence, phrase, token)
    firm = _is_of_a_firm(title)
    if firm:
        subject = _subject_beside(sentence, phrase)
        if subject is not None:
            return [subject]
        topic = sentence.context.near_topic
        if topic is not None and not _names_another(sentence, topic):
            return [topic]
    if not firm and not _is_inside(sentence, phrase, token, title):
        return []
    main = _main(sentence, token)
    return [main] if main is not None and not _names_another(sentence, main) else []


def _subject_beside(sentence: Sentence, phrase: int) -> Arg | None:
    """The organisation, or whose board it is, that acts: "Acme fell, with CEO Jane Roe selling"."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) != "I" or sentence.first_word(previous) not in _WITH:
        return None
    for verb_phrase in sentence.verbs:
        verb = sentence.verb_at(verb_phrase)
        if verb.form == "finite" and 0 <= verb.subject < phrase:
            last = sentence.stop[verb.subject] - 1
            own = token_arg(sentence, last, verb.subject)
            found = own if own.mention >= 0 else possessor_of(sentence, verb.subject, last)
            if found is None:
                found = modifier_of(sentence, verb.subject, last)
            named = found is not None and found.mention >= 0 and "Organization" in found.types
            return found if named else None
    return None


def _is_inside(sentence: Sentence, phrase: int, token: int, title: list[str]) -> bool:
    """Whether a post is one that only members of the organisation have: "coordinator", "spokesman".

    Not "police spokesman" or "film director": the words before say only what rank it is.
    """
    if not title or title[-1] not in _WITHIN or noun_complements(sentence, phrase).keys() - {"in"}:
        return False
    if sentence.first_tag(phrase) == "D" and sentence.first_word(phrase) != "the":
        return False  # "a spokesman" is anybody's
    return all(word in _SORTING for word in title[:-1])


def _main(sentence: Sentence, token: int) -> Arg | None:
    """The organisation that the article is about, as what the post at `token` stands beside."""
    main = sentence.context.main
    if main < 0:
        return None
    mention = sentence.context.entity.index(main)
    start, end = sentence.span(token)
    return Arg(mention, start, end, -1, ONLY["Organization"], False)


def _title_of(sentence: Sentence, phrase: int, token: int) -> list[str]:
    """The words of a post up to its noun, without "the", "its" and what says when it is held."""
    first = sentence.first[phrase]
    while first < token and (
        sentence.tags[first] in "DHR" or sentence.words[first] in FORMER | NOT_ROLE
    ):
        first += 1
    return sentence.words[first : token + 1]


def _names_another(sentence: Sentence, topic: Arg) -> bool:
    """Whether the sentence names an organisation that is not the topic, which may be meant."""
    entity = sentence.context.entity
    return any(
        sentence.tags[i] == "E"
        and sentence.ref[i] >= 0
        and "Organization" in sentence.context.types[sentence.ref[i]]
        and entity[sentence.ref[i]] != entity[topic.mention]
        for i in range(len(sentence.words))
    )


def _is_of_a_firm(words: list[str]) -> bool:
    """Whether a post is one that firms have: "President Jane Roe" may be of anything.

    >>> _is_of_a_firm(["chief", "financial", "officer"]), _is_of_a_firm(["president"])
    (True, False)
    """
    if len(words) == 1:
        return words[0] in _INITIALS
    return len(words) > 1 and (
        (words[0] == "chief" and words[-1] in _CHIEFS) or words == ["managing", "director"]
    )
