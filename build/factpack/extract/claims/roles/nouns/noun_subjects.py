"""Who or what a noun is said of: X in "X is a N", "X, N of Y" and "N X"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import arg_of, head_token, token_arg
from factpack.extract.claims.roles.arguments.lists import args_of, expand
from factpack.extract.claims.roles.arguments.object_text import FIELDS
from factpack.extract.claims.roles.nouns.offices import attending, of_office
from factpack.extract.claims.roles.nouns.titled_names import (
    is_titled,
    past_honorifics,
    people_up_to,
    titled_end,
)
from factpack.extract.claims.roles.verbs.verb_roles import in_role, people_with
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.phrases.walks import (
    chain_head,
    nearest_verb,
    past_complements,
    previous_verb,
)
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.languages.en.grammar import noun_types
from factpack.extract.languages.en.word_lists import word_list

_USES = word_list("claims", "roles.nouns.noun_subjects.uses")
_APPOINT = word_list("claims", "roles.nouns.noun_subjects.appoint")
_SUCCEED = word_list("claims", "roles.nouns.noun_subjects.succeed")
_PROMOTE = word_list("claims", "roles.nouns.noun_subjects.promote")
_MINISTERS = word_list("claims", "roles.nouns.noun_subjects.ministers")
_OFFICES = word_list("claims", "roles.nouns.noun_subjects.offices")
REGARD = word_list("claims", "roles.nouns.noun_subjects.regard")
"""Verbs that say what their object is to their subject."""
_DUTIES = word_list("claims", "roles.nouns.noun_subjects.duties")
_SERVE = word_list("claims", "roles.nouns.noun_subjects.serve")


def noun_subjects(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """Who or what the noun at `token` of phrase `phrase` is said of.

    It is X in "X is a N", "X, N of Y", "N X", "N of Y, X" and "named X N".
    """
    known = sentence.noun_subject_memo.get((phrase, token))
    if known is None:
        known = sentence.noun_subject_memo[phrase, token] = _find_bearer(sentence, phrase, token)
    return known


def user_follows(sentence: Sentence, phrase: int) -> bool:
    """Whether the name that ends the phrase uses what stands before: "the system X uses"."""
    following = sentence.right[phrase]
    verb = sentence.verb_of(following)
    return (
        verb is not None
        and verb.lemma in _USES
        and not verb.passive
        and object_of(sentence, following) < 0
    )


def _find_bearer(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    if token < sentence.stop[phrase] - 1 and not user_follows(sentence, phrase):
        return _named_inside(sentence, phrase, token)
    previous = sentence.left[phrase]
    before = sentence.kind_at(previous)
    found: list[Arg] | None = None
    if before == "V":
        found = _of_verb(sentence, previous)
    elif before == "I":
        found = _of_preposition(sentence, phrase, token)
    if found is None:
        found = _right_name(sentence, phrase, token)
    if found is None:
        found = _introduced(sentence, phrase)
    if found is None:
        found = _joined_name(sentence, phrase)
    if found is None:
        found = _left_name(sentence, previous)
        if (
            found
            and sentence.words[token].endswith("s")
            and sentence.last_tag(found[0].phrase) == "P"
        ):
            return [arg_of(sentence, n) for n in people_up_to(sentence, found[0].phrase)]
    if found is not None:
        return found
    return _shared(sentence, previous) if before in "C," else []


def _named_inside(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """The name that ends the phrase: "co-founders A and B", but of "CEO A and B" only A."""
    plural = sentence.words[token].endswith("s")
    token = past_honorifics(sentence, phrase, token)
    if sentence.tags[token + 1 : token + 3] == "P'" and token + 3 < sentence.stop[phrase]:
        return [token_arg(sentence, token + 1, phrase)]  # "CEO Jane Roe's plan"
    if sentence.tags[token + 1 : sentence.stop[phrase]].strip("EP"):
        return []
    found = [token_arg(sentence, sentence.stop[phrase] - 1, phrase)]
    if plural:
        found += [arg_of(sentence, n) for n in expand(sentence, phrase)[1:]]
    return found


def _of_verb(sentence: Sentence, verb_phrase: int) -> list[Arg] | None:
    """The subject of a verb before that says what it is; None where the verb says nothing."""
    verb = sentence.verb_at(verb_phrase)
    if verb.lemma in COPULA or (verb.lemma in _APPOINT and verb.passive):
        return args_of(sentence, verb.subject, left=True)
    return [] if verb.lemma in _APPOINT else None


def _of_preposition(sentence: Sentence, phrase: int, token: int) -> list[Arg] | None:
    """Who serves "as" the noun, or is "one of" them; None where no verb says so."""
    previous, verb_phrase = sentence.left[phrase], previous_verb(sentence, phrase)
    governor = sentence.verb_of(verb_phrase)
    word = sentence.first_word(previous)
    if word == "as":
        held = of_office(sentence, previous) or attending(sentence, previous)
        if held:
            return held
    if (
        word == "of"
        and previous > 1
        and sentence.kinds[previous - 2] == ","
        and sentence.kinds[previous - 1] == "N"
    ):
        one = sentence.first[previous - 1]
        if sentence.words[one : sentence.stop[previous - 1]] == ["one"]:
            return noun_subjects(sentence, previous - 1, one)  # "Jane Roe, one of the founders"
    near = nearest_verb(sentence, phrase)
    relative = sentence.verb_of(near)
    if word == "as" and relative is not None and sentence.kind_at(sentence.left[near]) == "W":
        if relative.lemma in _SERVE | _APPOINT:  # "succeeds Y, who was appointed as head"
            verb_phrase, governor = near, relative
    if governor is None:
        return None
    if word == "of" and sentence.last_word(sentence.left[previous]) in _OFFICES:
        # "appointed X to the post of head", "X took up the post of head"
        if governor.lemma in _APPOINT and not governor.passive:
            return args_of(sentence, object_of(sentence, verb_phrase))
        return args_of(sentence, governor.subject, left=True)
    if word == "to" and governor.lemma in _PROMOTE:
        if governor.passive:
            return args_of(sentence, governor.subject, left=True)
        return args_of(sentence, object_of(sentence, verb_phrase))
    if word == "as":
        if governor.lemma in _SUCCEED and governor.passive:
            return in_role(
                sentence, verb_phrase, "agent"
            )  # "will be succeeded by Jane Roe as head of X"
        installed = people_with(sentence, verb_phrase)
        if installed:
            return installed
        if governor.lemma in REGARD and not governor.passive:
            regarded = args_of(sentence, object_of(sentence, verb_phrase))
            if regarded and regarded[0].mention >= 0:
                return regarded  # "counts X as a customer"
        if governor.lemma in _SERVE | _SUCCEED or governor.passive:
            return args_of(sentence, governor.subject, left=True)
        object_phrase = object_of(sentence, verb_phrase)
        if object_phrase >= 0 and sentence.last_word(object_phrase) in _DUTIES:
            return args_of(sentence, governor.subject, left=True)  # "took office as N"
        target = arg_of(sentence, object_phrase) if object_phrase >= 0 else None
        person = "Person" in noun_types(sentence.words[token])
        if target is not None and ("Person" in target.types or not person):
            return [target]
        return args_of(sentence, governor.subject, left=True)
    if (
        word == "of"
        and governor.lemma in COPULA
        and previous > 0
        and sentence.kinds[previous - 1] == "N"
    ):
        if sentence.last_word(previous - 1) in ("one", "member"):
            return args_of(sentence, governor.subject, left=True)
    return None


def _introduced(sentence: Sentence, phrase: int) -> list[Arg] | None:
    """X in "the head of Acme is X", None where nobody is named so."""
    verb_phrase = past_complements(sentence, sentence.right[phrase])
    said = sentence.verb_of(verb_phrase)
    if said is None or said.lemma != "be" or said.subject != phrase:
        return None
    object_phrase = object_of(sentence, verb_phrase)
    if (
        sentence.first_tag(phrase) in "DHE"
        and object_phrase >= 0
        and (sentence.tags_of(object_phrase) in ("P", "E") or is_titled(sentence, object_phrase))
    ):
        return [token_arg(sentence, sentence.stop[object_phrase] - 1, object_phrase)]
    return None


def _joined_name(sentence: Sentence, phrase: int) -> list[Arg] | None:
    """X in "president and head of sales X", None where the next post has no name."""
    following = sentence.right[phrase]
    if (
        following + 1 >= sentence.size
        or sentence.kinds[following] != "C"
        or sentence.kinds[following + 1] != "N"
    ):
        return None
    first, last = sentence.first[following + 1], sentence.stop[following + 1] - 1
    if sentence.tags[last] == "P" and last > first and sentence.tags[first] in "NA":
        return [token_arg(sentence, last, following + 1)]
    return None


def _left_name(sentence: Sentence, phrase: int) -> list[Arg] | None:
    """The name before the noun, after a comma or as an object: "X, head of Y", "named X head".

    `phrase` is the one before that of the noun, -1: none.
    """
    if phrase < 0:
        return None
    near = sentence.left[phrase]
    if sentence.kinds[phrase] == "," and sentence.kind_at(near) == "N":
        for n in (near, chain_head(sentence, near)):
            if sentence.tags[head_token(sentence, n)] in "EP":
                return [arg_of(sentence, n)]
    if sentence.kinds[phrase] == "N" and sentence.last_tag(phrase) == "P":
        governor = sentence.verb_of(near)
        if governor is not None and governor.lemma in _APPOINT:
            return [arg_of(sentence, phrase)]
    return None


def _right_name(sentence: Sentence, phrase: int, token: int) -> list[Arg] | None:
    """The person named after a description: "the head of X, Jane Roe", "of X Jane Roe"."""
    following = phrase + 1
    while (
        following + 1 < sentence.size
        and sentence.kinds[following] == "I"
        and sentence.kinds[following + 1] == "N"
        and sentence.last_tag(following + 1) != "P"
    ):
        following += 2
    if sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) == "N":
        # "Secretary of State Jane Roe", "vice president for research Jane Roe"
        last = sentence.stop[following + 1] - 1
        plain = sentence.tags[sentence.first[following + 1] : last]
        office = sentence.words[token] in _MINISTERS
        if sentence.tags[last] == "P" and plain and not plain.strip("NAE" if office else "NA"):
            if sentence.first_word(following) in ("of", "for"):
                return [token_arg(sentence, last, following + 1)]
    if sentence.kind_at(following) == "C" and following > phrase + 1:
        # "head of sales and marketing Jane Roe"
        tags = sentence.tags_of(following + 1) if sentence.kind_at(following + 1) == "N" else ""
        last = sentence.stop[following + 1] - 1
        if tags == "NP" and {sentence.last_word(following - 1), sentence.words[last - 1]} <= FIELDS:
            return [token_arg(sentence, last, following + 1)]
    comma = sentence.kind_at(following) == ","
    if comma:
        following += 1
        titled = sentence.kind_at(following) == "N" and sentence.kind_at(following + 1) == ","
        if titled and sentence.stop[following] - sentence.first[following] > 1:
            if titled_end(sentence, following):
                return [token_arg(sentence, sentence.stop[following] - 1, following)]
            return None
    # An organisation is named so only after "X's parent, Y": its type shows no apposition.
    owned = comma and not {"'", "H"}.isdisjoint(sentence.tags_of(phrase))
    if sentence.kind_at(following) != "N":
        return None
    tags = sentence.tags_of(following)
    if owned and tags in ("E", "DE"):
        if sentence.kind_at(sentence.right[following]) not in ",;C":
            return None
    elif tags != "P":
        return None
    previous = sentence.left[phrase]
    if comma and sentence.kind_at(previous) == ",":
        near = sentence.left[previous]
        if sentence.kind_at(near) == "N" and sentence.last_tag(near) == "P":
            return None  # "Jane Roe, head of X, John Doe": the first one it is
    if sentence.bound.get(phrase) != following:
        sentence.bound[phrase] = following
        sentence.version += 1
    plural = sentence.last_word(phrase).endswith("s")
    return args_of(sentence, following) if plural else [arg_of(sentence, following)]


def _shared(sentence: Sentence, phrase: int) -> list[Arg]:
    """What the noun before the conjunction is said of: "founder and head of X"."""
    p = phrase - 1
    while sentence.kind_at(p) in "NI,CTRA":
        if sentence.kinds[p] == "N":
            left = sentence.left[p]
            kind = sentence.kind_at(left)
            if kind == "V" or (kind == "I" and sentence.first_word(left) == "as"):
                return noun_subjects(sentence, p, sentence.stop[p] - 1)
            if kind == "," and sentence.last_tag(p) not in "EP":
                found = noun_subjects(sentence, p, sentence.stop[p] - 1)
                if found:
                    return found
        p -= 1
    return []
