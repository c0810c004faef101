"""Rules of names beside names: "X’s Y", "X-backed Y", "X in Leeds", "X (Nasdaq: XX)"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import arg_of, head_token, token_arg
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.loading import is_bearing, load_rules
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.kinds import kind_types
from factpack.extract.languages.en.name_words import (
    COMMON,
    GIVEN,
    ORG_WORD,
    PRODUCT_WORD,
    SURNAME,
    lexicon,
)
from factpack.extract.languages.en.word_lists import word_list

_UNITS = word_list("claims", "readers.beside.names.units")
_WITHIN = word_list("claims", "readers.beside.names.within")
_GOVERNING = word_list("claims", "readers.beside.names.governing")
_INSTITUTIONS = word_list("claims", "readers.beside.names.institutions")


def read_compound(sentence: Sentence, phrase: int, token: int) -> list[Candidate]:
    """What "-backed" at `token` says of the name before it and the phrase: "X-backed Y"."""
    if token == 0 or sentence.tags[token - 1] not in "EP":
        return []
    found = []
    before, target = token_arg(sentence, token - 1, phrase), _beside(sentence, phrase, token)
    for rule in load_rules().compounds.get(sentence.words[token], ()):
        subject, other = (before, target) if "before" in rule.subject else (target, before)
        if not subject.is_same(other) and fits(subject, rule.subject_types):
            if fits(other, rule.object_types):
                found.append(Candidate(rule, subject, other, sentence.span(token)))
    return found


def _beside(sentence: Sentence, phrase: int, token: int) -> Arg:
    """What a compound is said of: the phrase, or who possesses it: "Leeds-based Acme's plan"."""
    last = sentence.stop[phrase] - 1
    owner = next((t for t in range(token, last) if sentence.tags[t : t + 2] == "E'"), -1)
    if owner < 0 or sentence.tags[last] in "EP":
        return arg_of(sentence, phrase)
    return token_arg(sentence, owner, phrase)


def read_possessive(sentence: Sentence, phrase: int, token: int) -> list[Candidate]:
    """Names that possess names, as in "X’s Jane Roe" and "X’s Widget"; the mark is `token`."""
    if token == sentence.first[phrase] or sentence.tags[token - 1] not in "EP":
        return []
    head = head_token(sentence, phrase)
    if head <= token or sentence.tags[head] not in "EP":
        return []
    if sentence.tags[head] == "P" and not _is_full_name(sentence.words[head]):
        return []
    between = [word for word in sentence.words[token + 1 : head] if is_bearing(word)]
    possessor, possessed = token_arg(sentence, token - 1, phrase), token_arg(sentence, head, phrase)
    if any(possessed.types.isdisjoint(kind_types(word)) for word in between):
        return []
    found = []
    for kind in (*sorted(possessed.types), *_sorts_of(sentence, phrase, head)):
        for rule in load_rules().possessives.get(kind, ()):
            one, other = possessor, possessed
            if "possessed" in rule.subject:
                one, other = other, one
            if fits(one, rule.subject_types) and fits(other, rule.object_types):
                found.append(Candidate(rule, one, other, sentence.span(token), kind=rule.kind))
    return found


def _is_full_name(name: str) -> bool:
    """Whether a person is named by a given name and more: "Acme’s Jane Roe", no machine of Acme."""
    words = name.split()
    flags = lexicon().flags
    last = flags.get(words[-1], 0)
    thing = last & (COMMON | ORG_WORD | PRODUCT_WORD) and not last & SURNAME
    if thing or len(words[-1]) == 1:
        return False
    return len(words) > 1 and (
        bool(flags.get(words[0], 0) & GIVEN)
        or bool(flags.get(words[-1], 0) & SURNAME and not flags.get(words[0], 0) & COMMON)
    )


def _sorts_of(sentence: Sentence, phrase: int, head: int) -> list[str]:
    """What else the words say that is possessed: "X’s Y unit", "Jane Roe’s Y party"."""
    word = sentence.last_word(phrase).rsplit(" ", 1)[-1]
    if "Organization" not in token_arg(sentence, head, phrase).types:
        return []
    if word == "party" and head < sentence.stop[phrase] - 1:
        return ["Party"]
    return ["Unit"] if word in _UNITS else []


def read_ticker(sentence: Sentence, phrase: int) -> list[Candidate]:
    """The exchange in the brackets after a name: "Acme (Nasdaq: ACM)"."""
    token = sentence.stop[phrase] - 1
    subject = token_arg(sentence, token, phrase)
    if "Organization" not in subject.types:
        return []
    found = []
    for word, tag, start, end, mention in sentence.inside[token][:1]:
        for rule in load_rules().possessives.get("Ticker", ()):
            if tag == "E" and word in rule.beside:
                exchange = Arg(mention, start, end, -1, ONLY["Organization"], True)
                found.append(Candidate(rule, subject, exchange, (start, end)))
    return found


def read_site(sentence: Sentence, phrase: int) -> list[Candidate]:
    """Where an organisation sits: "Halden University in Leeds", after a preposition or as subject.

    The object of a verb is left alone: "sued Acme in Delaware" says where somebody sued.
    """
    following = phrase + 1
    if sentence.kinds[following : following + 3] == ",IN":
        if sentence.first_word(following + 1) == "of" and sentence.kind_at(following + 3) == ",":
            return _sited(sentence, phrase, following + 2, sentence.first[following + 1])
    if _is_addressed(sentence, phrase):
        return _sited(sentence, phrase, following + 1, sentence.stop[phrase] - 1)
    if (
        following + 1 >= sentence.size
        or sentence.kinds[following] != "I"
        or sentence.kinds[following + 1] != "N"
        or sentence.first_word(following) not in _WITHIN
    ):
        return []
    before, after = sentence.left[phrase], sentence.kind_at(following + 2)
    governed = sentence.preposition_at(before) in _GOVERNING
    acts = before < 0 and after == "V" and sentence.verb_at(following + 2).form == "finite"
    if not governed and not acts:
        return []
    if (
        sentence.first_word(following) == "of"
        and sentence.first[following + 1] + 1 != (sentence.stop[following + 1])
    ):
        return []
    return _sited(sentence, phrase, following + 1, sentence.first[following])


def _is_addressed(sentence: Sentence, phrase: int) -> bool:
    """Whether a place stands behind an institution as on a letter: "Acme University, Leeds, said".

    Behind a preposition, and closed by what no list goes on with.
    """
    following, last = phrase + 1, sentence.words[sentence.stop[phrase] - 1].lower().split()
    if sentence.kinds[following : following + 2] != ",N" or _INSTITUTIONS.isdisjoint(last):
        return False
    if sentence.tags_of(following + 1) != "E" or not sentence.preposition_at(sentence.left[phrase]):
        return False
    end = sentence.right[following + 1]
    if sentence.kind_at(end) == ",":  # "Leeds, said", not "Leeds, Hull and York"
        return sentence.kind_at(sentence.right[end]) in "VWI;"
    return sentence.kind_at(end) in ";V"


def _sited(sentence: Sentence, phrase: int, following: int, token: int) -> list[Candidate]:
    """The name that ends a phrase in the place that ends a following one; `token` says it."""
    subject = token_arg(sentence, sentence.stop[phrase] - 1, phrase)
    place = token_arg(sentence, sentence.stop[following] - 1, following)
    name = sentence.words[sentence.stop[phrase] - 1].lower().split()
    trigger = "Site" if _INSTITUTIONS.isdisjoint(name) else "Institution"
    return [
        Candidate(rule, subject, place, sentence.span(token))
        for rule in load_rules().possessives.get(trigger, ())
        if fits(subject, rule.subject_types) and fits(place, rule.object_types)
    ]


def read_place(sentence: Sentence, phrase: int, token: int) -> list[Candidate]:
    """Where a company is at home: "the Leeds company", "the Leeds company Acme"."""
    if sentence.tags[token + 1] not in "NA" and token + 2 != sentence.stop[phrase] - 1:
        return []
    place = token_arg(sentence, token, phrase)
    if "Place" not in place.types:
        return []
    last = (
        sentence.stop[phrase] - 1 if sentence.last_tag(phrase) == "N" else sentence.stop[phrase] - 2
    )
    found = []
    for rule in load_rules().possessives.get("Place", ()):
        if sentence.words[last] in rule.beside:
            target = arg_of(sentence, phrase)
            if target.mention >= 0 and target != place and "Organization" in target.types:
                found.append(Candidate(rule, target, place, sentence.span(token)))
    return found
