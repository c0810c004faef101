"""Where people belong, beside their names: "Jane Roe of X", "Jane Roe (X)"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.object_text import text_of
from factpack.extract.claims.roles.nouns.names_after import is_seat
from factpack.extract.claims.roles.nouns.titled_names import is_closed, is_long, owner_of_unit
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_FORMERLY = word_list("claims", "readers.beside.people.formerly")
_MEET = word_list("claims", "readers.beside.people.meet")
_NOW = word_list("claims", "readers.beside.people.now")
_OF = word_list("claims", "readers.beside.people.of")
_GROUPS = word_list("claims", "readers.beside.people.groups")
_INSERTED = word_list("claims", "readers.beside.people.inserted")
_FORMERLY_OF = word_list("claims", "readers.beside.people.formerly_of")


def read_bracketed(sentence: Sentence, phrase: int) -> list[Candidate]:
    """Where a person works or a firm sits, in brackets: "Jane Roe (Acme)", "Acme (Leeds)"."""
    token = sentence.stop[phrase] - 1
    inside = sentence.inside[token]
    if len(inside) != 1:
        return []
    word, tag, start, end, mention = inside[0]
    person = token_arg(sentence, token, phrase)
    if tag == "E" and mention >= 0 and "Organization" in person.types:
        place = Arg(mention, start, end, -1, sentence.context.types[mention], True)
        return [
            Candidate(rule, person, place, (start, end))
            for rule in load_rules().possessives.get("Site", ())
            if fits(person, rule.subject_types) and fits(place, rule.object_types)
        ]  # "Acme (Leeds)"
    if tag != "E" or mention < 0 or "Person" not in person.types or is_seat(word):
        return []  # "Jane Roe (D-Conn.)"
    other = Arg(mention, start, end, -1, sentence.context.types[mention], True)
    return [
        Candidate(rule, person, other, (start, end))
        for rule in load_rules().possessives.get("PersonOf", ())
        if fits(other, rule.object_types)
    ]


def read_person(sentence: Sentence, phrase: int) -> list[Candidate]:
    """An organisation that follows a person.

    "Jane Roe of Acme", "Jane Roe, formerly of Acme", "Jane Roe, now at Acme", "Jane Roe, ex-Acme".
    """
    following, words = phrase + 1, _OF
    if (
        phrase + 2 < sentence.size
        and sentence.kinds[following] == ","
        and sentence.kinds[following + 1] == "N"
    ):
        token = sentence.first[following + 1]
        if sentence.words[token] == "ex" and sentence.stop[following + 1] == token + 2:
            return _belongs(sentence, phrase, token, following + 1, former=True)
        return []
    if (
        phrase + 3 < sentence.size
        and sentence.kinds[following : following + 3] == ",IN"
        and sentence.first_word(following + 1) in _INSERTED
        and is_closed(sentence, following + 2)
        and is_long(sentence, following + 2)
    ):
        # "Jane Roe, of Acme, said": an insertion, so that nobody came from there
        token = sentence.first[following + 1]
        return _belongs(sentence, phrase, token, following + 2, former=False)
    former = False
    if phrase + 4 < sentence.size and sentence.kinds[following] == ",":
        when = sentence.last_word(following + 1)
        if sentence.kinds[following + 1] not in "RA" or when not in _FORMERLY | _NOW:
            return []
        former = when in _FORMERLY
        following, words = phrase + 3, _FORMERLY_OF
    if (
        following + 1 >= sentence.size
        or sentence.kinds[following] != "I"
        or sentence.kinds[following + 1] != "N"
    ):
        return []
    token = sentence.first[following]
    if sentence.words[token] not in words:
        return []
    if sentence.words[token] == "from" and sentence.kind_at(sentence.left[phrase]) == "V":
        return []  # "hired Jane Roe from Acme": she has left it
    if sentence.words[token] == "at" and _is_met(sentence, phrase):
        return []
    return _belongs(sentence, phrase, token, following + 1, former=former)


def _is_met(sentence: Sentence, phrase: int) -> bool:
    """Whether "at" says where a person is met, or acts: "was greeted by Jane Roe at Acme"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) == "by":
        previous = sentence.left[previous]
    verb = sentence.verb_of(previous)
    return verb is not None and verb.lemma in _MEET


def _belongs(
    sentence: Sentence, phrase: int, token: int, following: int, *, former: bool
) -> list[Candidate]:
    """The person who ends a phrase and the organisations of a following one; `token` says it."""
    person = token_arg(sentence, sentence.stop[phrase] - 1, phrase)
    group = not _GROUPS.isdisjoint(sentence.words_of(following))  # "of the band Acme"
    others, unit = _groups_of(sentence, following), None
    if not others:
        owner = owner_of_unit(sentence, following)  # "of Acme's strategy department"
        others, unit = [owner] if owner is not None else [], text_of(sentence, following)
    return [
        Candidate(rule, person, other, sentence.span(token), former=former or None, unit=unit)
        for rule in load_rules().possessives.get("MemberOf" if group else "PersonOf", ())
        for other in others
        if other.mention >= 0 and "Organization" in other.types
    ]


def _groups_of(sentence: Sentence, phrase: int) -> list[Arg]:
    """The organisations of a phrase, also before what they are: "the Acme party"."""
    last = sentence.stop[phrase] - 1
    named = last > sentence.first[phrase] and sentence.tags[last - 1] == "E"
    if sentence.words[last] in _GROUPS and named:
        return [token_arg(sentence, last - 1, phrase)]
    return [arg for arg in args_of(sentence, phrase) if arg.mention >= 0]
