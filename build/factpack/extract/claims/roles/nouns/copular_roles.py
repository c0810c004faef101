"""Whom a noun that is said of someone relates them to: Y in "X, founder of Y"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.object_text import (
    first_of_two,
    is_whole_post,
    text_of,
)
from factpack.extract.claims.roles.arguments.owners import modifier_of, owner_of, possessor_of
from factpack.extract.claims.roles.nouns.names_after import after_comma, is_function
from factpack.extract.claims.roles.nouns.noun_subjects import REGARD, user_follows
from factpack.extract.claims.roles.nouns.titled_names import (
    after_name,
    owner_of_unit,
    shared_owner,
    unit_words,
)
from factpack.extract.claims.roles.verbs.verb_roles import in_role, relative_with
from factpack.extract.claims.rules.candidate import fits
from factpack.extract.claims.rules.loading import is_bearing
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.phrases.walks import noun_before, previous_verb
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.languages.en.word_lists import word_list

REMOVE = word_list("claims", "roles.nouns.copular_roles.remove")
_APPOINT = word_list("claims", "roles.nouns.copular_roles.appoint")
_ELSEWHERE = word_list("claims", "roles.nouns.copular_roles.elsewhere")
_HOLDS = word_list("claims", "roles.nouns.copular_roles.holds")
_AT_WHICH = ("of", "at", "for", "with")
_GIVES_OR_TAKES = _APPOINT | REMOVE | {"replace"}


def related(
    sentence: Sentence, rule: Rule, phrase: int, token: int
) -> tuple[list[Arg], tuple[int, int] | None]:
    """What the noun relates its bearer to, and the part of it that is named ("of research")."""
    names = rule.object if "bearer" in rule.subject else rule.subject
    wanted = rule.object_types if "bearer" in rule.subject else rule.subject_types
    unit: tuple[int, int] | None = None
    tail = sentence.stop[phrase] - 1 == token
    near = noun_complements(sentence, phrase) if tail else {}
    if rule.role and sentence.first_tag(phrase) == "H" and sentence.left[phrase] >= 0:
        if sentence.words[sentence.first[sentence.left[phrase]]] == "as":
            hiring = appointer(sentence, phrase)  # "hired X, who worked at Y, as its head"
            if hiring:
                return hiring, None
    if not near and tail:
        near = _near_shared(sentence, phrase)
    if rule.role and "of" in near and "Organization" in wanted:
        of = near["of"]
        owner = possessor_of(sentence, phrase, token)
        if owner is not None and owner.mention >= 0 and fits(owner, wanted):
            return [owner], text_of(sentence, of)  # "Acme's director of Engineering"
        args = [
            a for a in args_of(sentence, of) if fits(a, wanted) and not is_function(sentence, a)
        ]
        outer = next((near[n] for n in ("at", "with", "for") if n in near), -1)
        if outer > of and not _ELSEWHERE.isdisjoint(
            sentence.words[sentence.first[of] : sentence.first[outer]]
        ):
            outer = -1  # "chief executive of Acme in 2015 after 5 years at Beta"
        place = args_of(sentence, outer) if outer >= 0 else after_comma(sentence, phrase)
        place = [a for a in place if fits(a, wanted)]
        if place and outer != of and all(a.mention >= 0 or a.named for a in place):
            return place, text_of(sentence, of)
        owner = None if any(a.mention >= 0 for a in args) else owner_of_unit(sentence, of)
        if owner is not None and owner.mention >= 0 and fits(owner, wanted):
            return [owner], text_of(sentence, of)  # "head of Acme's Asian arm"
        if args and "of" in names:
            return args, None
        unit = None if is_whole_post(sentence, phrase, token) else unit_words(sentence, of)
    elif rule.role and "for" in near and ("at" in near or after_comma(sentence, phrase)):
        unit = text_of(sentence, near["for"])
    if rule.role and not near:
        shared = _shared_owner(sentence, phrase, token)
        if shared:
            return shared, unit
    for name in names:
        read = COPULA_ROLES.get(name)
        if read is not None:
            found = read(sentence, phrase, token)
        else:
            found = args_of(sentence, near.get(name, -1))
            if rule.role and name in near and not any(a.mention >= 0 for a in found):
                owner = owner_of_unit(sentence, near[name])
                if owner is not None and fits(owner, wanted):
                    return [owner], unit or text_of(sentence, near[name])
        found = [a for a in found if fits(a, wanted)]
        if rule.role:
            found = [a for a in found if not is_function(sentence, a)]
        if found:
            return found, unit
    if rule.role and not tail and sentence.last_tag(phrase) == "P":
        near_name = after_name(sentence, phrase, wanted, "of" in names)
        if near_name:
            return near_name, unit
        owner = shared_owner(sentence, phrase) if sentence.first_tag(phrase) in "NA" else None
        if owner is not None and owner.mention >= 0 and fits(owner, wanted):
            return [owner], unit
    return [], None


def _agent(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """Whose rival is meant in "X agreed a merger with rival Y", "X's bid for rival Y": the agent.

    Of a bare noun before a name alone: "a rival" and "its rival" say whose.
    """
    if sentence.first_tag(phrase) in "DH" or sentence.last_tag(phrase) != "E":
        return []
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "C" and sentence.kind_at(sentence.left[previous]) == "N":
        other = arg_of(sentence, sentence.left[previous])  # "X and rival Y"
        return [other] if other.mention >= 0 and other.named else []
    if sentence.kind_at(previous) == "I":
        near = sentence.left[previous]
        if sentence.kind_at(near) == "N":
            owner = possessor_of(sentence, near, sentence.stop[near] - 1)
            if owner is not None:
                return [owner]
    verb_phrase = previous_verb(sentence, phrase)
    return in_role(sentence, verb_phrase, "agent") if verb_phrase >= 0 else []


def _its(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """What "its" means in "Jane Roe, one of the founders, sits on its board".

    Only where "its" is resolved and the sentence names no other organisation.
    """
    after = sentence.right[phrase]
    if sentence.kind_at(after) != ",":
        return []
    args = [
        token_arg(sentence, token, -1)
        for token in range(len(sentence.words))
        if sentence.tags[token] in "EH"
    ]
    found = [a for a in args if a.mention >= 0 and "Organization" in a.types]
    if not found or any(a.named for a in found):
        return []
    return found[:1] if found[0].start > sentence.start[sentence.first[after]] else []


def _shared_owner(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """For "Acme president and head of sales Jane Roe": the name before the first post."""
    two = first_of_two(sentence, phrase, token)
    if two >= 0:  # "Acme's sales and marketing director"
        found = owner_of(sentence, two, sentence.stop[two] - 1)
        return [found] if found is not None else []
    previous = sentence.left[phrase]
    if previous < 1 or sentence.kinds[previous] != "C" or sentence.kinds[previous - 1] != "N":
        return []
    last = sentence.stop[previous - 1] - 1
    if sentence.tags[last] != "N" or not is_bearing(sentence.words[last]):
        return []
    if owner_of(sentence, phrase, sentence.stop[phrase] - 1) is not None:
        return []
    found = owner_of(sentence, previous - 1, last)
    return [found] if found is not None and "Organization" in found.types else []


def _users(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """X in "the main system X uses"."""
    if sentence.last_tag(phrase) == "E" and user_follows(sentence, phrase):
        return [token_arg(sentence, sentence.stop[phrase] - 1, phrase)]
    return []


def _near_shared(sentence: Sentence, phrase: int) -> dict[str, int]:
    """For "founder and head of X": what stands after the last of the joined nouns."""
    other = phrase
    for _ in range(4):
        following = sentence.right[other]
        if sentence.kind_at(following) == ",":
            following = sentence.right[following]
        if sentence.kind_at(following) not in "CN":
            return {}
        if sentence.kinds[following] == "C":
            following = sentence.right[following]
        if sentence.kind_at(following) != "N":
            return {}
        if sentence.last_tag(following) != "N":
            return {}
        near = noun_complements(sentence, following)
        if near:
            return near
        other = following
    return {}


def appointer(sentence: Sentence, phrase: int) -> list[Arg]:
    """The organisation in "X named Jane Roe chief executive", "… as its head of sales"."""
    verb_phrase = previous_verb(sentence, phrase)
    verb = sentence.verb_of(verb_phrase)
    if verb is None or verb.lemma not in _GIVES_OR_TAKES:
        return []
    return [a for a in in_role(sentence, verb_phrase, "agent") if "Organization" in a.types]


def regarded_by(sentence: Sentence, phrase: int) -> list[Arg]:
    """Y in "Y counts X as a customer": whose customer it is, where nothing else says so."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) != "as":
        return []
    verb_phrase = previous_verb(sentence, phrase)
    verb = sentence.verb_of(verb_phrase)
    if (
        verb is None
        or verb.lemma not in REGARD
        or verb.passive
        or noun_complements(sentence, phrase)
    ):
        return []
    return in_role(sentence, verb_phrase, "agent")


def place_of_work(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "X, where Jane Roe is chief executive"."""
    previous = sentence.left[phrase]
    verb = sentence.verb_of(previous)
    if verb is None or verb.subject < 1 or noun_complements(sentence, phrase):
        return []
    if verb.lemma not in COPULA | _HOLDS:
        return []  # "the White House, where he met President Jane Roe"
    relative = sentence.left[verb.subject]
    if relative < 1 or sentence.kinds[relative] not in "WS":
        return []
    if sentence.first_word(relative) != "where":  # "of which Jane Roe is chief executive"
        outer = max(relative_with(sentence, previous, name) for name in _AT_WHICH)
        return args_of(sentence, outer, left=True) if outer >= 0 else []
    return args_of(sentence, noun_before(sentence, relative))


def with_office(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "X, with Jane Roe as chief executive, grew"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) != "as":
        return []
    before = sentence.left[sentence.left[previous]] if sentence.left[previous] > 0 else -1
    if sentence.preposition_at(before) != "with":
        return []
    comma = sentence.left[before]
    near = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    return args_of(sentence, near, left=True) if sentence.kind_at(near) == "N" else []


def _possessor(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    owner = possessor_of(sentence, phrase, token)
    return [owner] if owner else []


def _modifier(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    name = modifier_of(sentence, phrase, token)
    return [name] if name else []


def _after_comma(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    return after_comma(sentence, phrase)


COPULA_ROLES = {
    "possessor": _possessor,
    "modifier": _modifier,
    "after_comma": _after_comma,
    "its": _its,
    "agent": _agent,
    "user": _users,
}
"""Roles of nouns that are said of someone, besides bearer, parties and prepositions."""
