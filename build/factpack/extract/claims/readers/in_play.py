"""The organisation of a post that names none: "CEO Jane Roe" of the firm that the text is about."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.roles.arguments.object_text import FORMER, NOT_ROLE
from factpack.extract.claims.roles.arguments.owners import owner_of
from factpack.extract.claims.roles.arguments.spoken_of import spoken_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.coreference.referents import LIKELY, SURE
from factpack.extract.languages.en.word_lists import word_list

_INITIALS = word_list("claims", "readers.in_play.initials")
_CHIEFS = word_list("claims", "readers.in_play.chiefs")
_WITHIN = word_list("claims", "readers.in_play.within")
_SORTING = word_list("claims", "readers.in_play.sorting")
_SINGLE = word_list("claims", "readers.in_play.single")
_LED = word_list("claims", "readers.in_play.led")
_OVER = word_list("claims", "readers.in_play.over")
_EXPERTS = word_list("claims", "readers.in_play.experts")
_FUNCTIONS = word_list("claims", "readers.in_play.functions")
_BOARDS = word_list("claims", "readers.in_play.boards")
_HONOURS = word_list("claims", "readers.in_play.honours")
_INDEPENDENT = word_list("claims", "readers.in_play.independent")
_LINKING = frozenset(("the", "its", "and"))
_PERSONAL = frozenset(("his", "her"))
_WITH = frozenset(("with", "under"))


def in_play(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """The one organisation that a post which names none can be of; empty where that is open.

    In "Acme fell, with CEO Jane Roe selling" a post that firms have is of the subject. Else posts
    of firms, posts inside of organisations and those that an organisation has one of are of the
    organisation that the sentence speaks of.
    """
    if _is_of_a_person(sentence, phrase):
        return []
    title = _title_of(sentence, phrase, token)
    firm = _is_of_a_firm(title)
    if firm:
        subject = _subject_beside(sentence, phrase)
        if subject is not None:
            return [subject]
    inside = firm or _is_inside(sentence, phrase, title)
    if not inside and not _is_post_of_one(sentence, phrase, title):
        return []
    topic = spoken_of(sentence, *sentence.span(token), LIKELY)
    return [] if topic is None else [topic]


def _is_of_a_person(sentence: Sentence, phrase: int) -> bool:
    """Whether a post is that of a person's own people: "his friend and spokesman Jane Roe"."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "C" and sentence.kind_at(sentence.left[previous]) == "N":
        phrase = sentence.left[previous]
    return sentence.first_tag(phrase) == "H" and sentence.first_word(phrase) in _PERSONAL


def owner_in_play(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """The one organisation that "founder Jane Roe" can have founded, or "rival Acme" be a rival of.

    Empty where that is open.
    """
    if sentence.kind_at(sentence.left[phrase]) == "'" or noun_complements(sentence, phrase):
        return []
    topic = spoken_of(sentence, *sentence.span(token), SURE)
    return [] if topic is None else [topic]


def _is_post_of_one(sentence: Sentence, phrase: int, title: list[str]) -> bool:
    """Whether an organisation has one of a post, and few have it but organisations.

    "Finance director", "chief nurse", "chairman", "head of research", "chair of trustees", "board
    president", "independent director".
    """
    if not title or sentence.kind_at(sentence.left[phrase]) == "'":
        return False
    before, post = title[:-1], title[-1]
    if len(before) > 1 and before[-1] == "board" and before[-2] in _BOARDS:
        del before[-2]
    beside = noun_complements(sentence, phrase)
    if beside.keys() - {"of", "in"}:
        return False
    if "of" in beside:
        over = [w for w in _common_words(sentence, beside["of"]) if w not in _HONOURS]
        return (
            post in _OVER
            and all(word in _SORTING for word in before)
            and not _FUNCTIONS.isdisjoint(over)
            and all(word in _FUNCTIONS or word in _LINKING for word in over)
        )
    if before and before[0] == "chief":
        return len(before) == 1 and post in _EXPERTS
    if before and before[-1] == "board":
        return post in _OVER and all(word in _SORTING for word in before[:-1])
    if before and before[-1] in _INDEPENDENT:
        return post == "director" and all(word in _SORTING for word in before[:-1])
    if post in _LED and before and before[-1] in _FUNCTIONS:
        return all(word in _FUNCTIONS or word in _SORTING for word in before)
    return post in _SINGLE and all(word in _SORTING for word in before)


def _common_words(sentence: Sentence, phrase: int) -> list[str]:
    """The words of a phrase up to a name: "research" in "head of research Jane Roe"."""
    first, stop = sentence.first[phrase], sentence.stop[phrase]
    named = next((t for t in range(first, stop) if sentence.tags[t] in "PE"), stop)
    return sentence.words[first:named]


def _subject_beside(sentence: Sentence, phrase: int) -> Arg | None:
    """The organisation, or whose board it is, that acts: "Acme fell, with CEO Jane Roe selling"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) not in _WITH:
        return None
    for verb_phrase in sentence.verbs:
        verb = sentence.verb_at(verb_phrase)
        if verb.form == "finite" and 0 <= verb.subject < phrase:
            last = sentence.stop[verb.subject] - 1
            own = token_arg(sentence, last, verb.subject)
            found = own if own.mention >= 0 else owner_of(sentence, verb.subject, last)
            named = found is not None and found.mention >= 0 and "Organization" in found.types
            return found if named else None
    return None


def _is_inside(sentence: Sentence, phrase: int, title: list[str]) -> bool:
    """Whether a post is one that only members of the organisation have: "coordinator", "spokesman".

    Not "police spokesman" or "film director": the words before say only what rank it is.
    """
    if not title or title[-1] not in _WITHIN or noun_complements(sentence, phrase).keys() - {"in"}:
        return False
    if sentence.first_tag(phrase) == "D" and sentence.first_word(phrase) != "the":
        return False  # "a spokesman" is anybody's
    return all(word in _SORTING for word in title[:-1])


def _title_of(sentence: Sentence, phrase: int, token: int) -> list[str]:
    """The words of a post up to its noun, without "the", "its" and what says when it is held."""
    first = sentence.first[phrase]
    while first < token and (
        sentence.tags[first] in "DHR" or sentence.words[first] in FORMER | NOT_ROLE
    ):
        first += 1
    return sentence.words[first : token + 1]


def _is_of_a_firm(words: list[str]) -> bool:
    """Whether a post is one that firms have: "President Jane Roe" may be of anything.

    >>> _is_of_a_firm(["chief", "financial", "officer"]), _is_of_a_firm(["president"])
    (True, False)
    """
    if len(words) == 1:
        return words[0] in _INITIALS
    return len(words) > 1 and (
        (words[0] == "chief" and words[-1] in _CHIEFS)
        or words in (["managing", "director"], ["director", "general"])
    )
