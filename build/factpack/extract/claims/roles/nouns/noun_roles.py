"""The arguments of nouns, by the roles of which the rules speak."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.owners import modifier_of, possessor_of
from factpack.extract.claims.roles.nouns.names_after import listed_after
from factpack.extract.claims.roles.verbs.verb_conditions import is_control
from factpack.extract.claims.roles.verbs.verb_roles import relative_with
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import noun_complements, object_of, verb_complements
from factpack.extract.claims.syntax.phrases.walks import chain_head
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.languages.en.word_lists import word_list

_NAME = word_list("claims", "roles.nouns.noun_roles.name")
_BUY = word_list("claims", "roles.nouns.noun_roles.buy")
_GIVE = word_list("claims", "roles.nouns.noun_roles.give")
_COMES_ABOUT = word_list("claims", "roles.nouns.noun_roles.comes_about")
_INCLUDE = COPULA | word_list("claims", "roles.nouns.noun_roles.including")
_LIES = word_list("claims", "roles.nouns.noun_roles.lies")
_SINCE = word_list("claims", "roles.nouns.noun_roles.since")
_LIGHT_BEFORE = word_list("claims", "roles.nouns.noun_roles.light_before")
_STATE = word_list("claims", "roles.nouns.noun_roles.state")
_NOT_LIGHT = word_list("claims", "roles.nouns.noun_roles.not_light")


def noun_role(sentence: Sentence, rule: Rule, phrase: int, token: int, name: str) -> list[Arg]:
    """Arguments of the noun at `token`, the last of phrase `phrase`, in a role of the rule."""
    read = NOUN_ROLES.get(name)
    if read is not None:
        return read(sentence, rule, phrase, token)
    governed = noun_complements(sentence, phrase).get(name, -1)
    if governed < 0:
        governed = _of_participle(sentence, phrase, name)
    verb_phrase = sentence.left[phrase]
    if governed < 0 and sentence.kind_at(verb_phrase) == "V":
        relative = relative_with(sentence, verb_phrase, name)  # "X, in which Y holds a stake"
        return args_of(sentence, relative, left=True)
    if rule.predicate == "located_in" and governed > phrase + 2:
        return []  # "from the laboratory to every town in Norland": the towns are there
    return args_of(sentence, governed) if governed >= 0 else []


def _of_participle(sentence: Sentence, phrase: int, name: str) -> int:
    """What a preposition behind the noun's participle governs: "a suit filed by X against Y"."""
    verb_phrase = sentence.next_verb(phrase)
    verb = sentence.verb_of(verb_phrase)
    if verb is None or verb.form != "participle" or not verb.passive or verb.subject < phrase:
        return -1
    if chain_head(sentence, verb.subject) != phrase:
        return -1
    return verb_complements(sentence, verb_phrase).get(name, -1)


def told_of(sentence: Sentence, phrase: int) -> int:
    """The verb of "a partnership with X that began in": when it came about; -1: none."""
    following = phrase + 1
    while sentence.kind_at(following) in "INC":
        following += 1
    if sentence.kind_at(following) != "W":
        return -1
    verb_phrase = next(
        (
            m
            for m in range(following, min(sentence.size, following + 6))
            if sentence.kinds[m] == "V"
        ),
        -1,
    )
    return (
        verb_phrase
        if verb_phrase >= 0 and sentence.verb_at(verb_phrase).lemma in _COMES_ABOUT
        else -1
    )


def _light_subject(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """Subject of the verb whose object the noun phrase is: "X announced a deal with Y"."""
    told = told_of(sentence, phrase) if rule.joint else -1
    if told >= 0 and sentence.kinds[phrase + 1] == "W" and sentence.kinds[phrase + 2] == "N":
        return args_of(sentence, sentence.left[told], left=True)  # "the deal X and Y signed"
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "C":
        previous = sentence.left[previous]
        if sentence.kind_at(previous) == "N":
            previous = sentence.left[previous]
    held = False  # "is on the board", "is in competition with"
    if sentence.preposition_at(previous) in _LIGHT_BEFORE:
        held = sentence.first_word(previous) in _STATE
        previous = sentence.left[previous]
        if sentence.kind_at(previous) == "N":
            previous = sentence.left[previous]
    given = sentence.verb_of(sentence.left[previous]) if previous >= 0 else None
    if sentence.kind_at(previous) == "N" and given is not None and given.lemma in _GIVE:
        previous = sentence.left[previous]  # "X awarded Y a contract"
    if sentence.kind_at(previous) != "V":
        return []
    verb = sentence.verb_at(previous)
    if verb.lemma in _NOT_LIGHT:
        return []
    if verb.lemma in COPULA and (not held or verb.lemma not in rule.light):
        return []
    if rule.light and verb.lemma not in rule.light:
        return []
    return args_of(sentence, verb.subject, left=True)


def _unowned(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """Whose "the board" is: a board that nothing here owns, to be looked up in the article."""
    i = sentence.first[phrase]
    if sentence.words[i] != "the" or token != i + 1 or token != sentence.stop[phrase] - 1:
        return []
    return [Arg(-1, sentence.start[i], sentence.end[token], phrase, ONLY["Organization"], True)]


def _named(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "named X to the board", "added X to its board"."""
    previous = sentence.left[phrase]
    before = (
        sentence.left[previous] if previous >= 0 and sentence.first_word(previous) == "to" else -1
    )
    verb_phrase = sentence.left[before] if sentence.kind_at(before) == "N" else -1
    verb = sentence.verb_of(verb_phrase)
    return (
        args_of(sentence, before)
        if verb is not None and verb.lemma in _NAME and not verb.passive
        else []
    )


def _receiver(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "gives X access", "grants X a licence"."""
    previous = sentence.left[phrase]
    verb_phrase = sentence.left[previous] if sentence.kind_at(previous) == "N" else -1
    verb = sentence.verb_of(verb_phrase)
    if verb is not None and verb.lemma in _GIVE and not verb.passive:
        return args_of(sentence, previous)
    verb = sentence.verb_of(previous)
    if verb is not None and verb.lemma in _GIVE and verb.passive:
        return args_of(sentence, verb.subject, left=True)  # "X was granted access"
    return []


def _fronted_for(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "Under the partnership with Y, X will": the subject of the clause that follows."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) not in "IS" or sentence.left[previous] >= 0:
        return []
    if sentence.kinds[previous] == "S" and sentence.first_word(previous) not in _SINCE:
        return []
    verb_phrase = sentence.next_verb(phrase)
    if verb_phrase < 0 or "," not in sentence.kinds[phrase:verb_phrase]:
        return []  # "Since the takeover of X fell through"
    return args_of(sentence, sentence.verb_at(verb_phrase).subject)


def _raiser(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "X raised $3 million, with participation from Y"."""
    for verb_phrase in reversed(sentence.verbs):
        verb = sentence.verb_at(verb_phrase)
        if verb_phrase < phrase and verb.lemma in _RAISING and not verb.passive:
            return args_of(sentence, verb.subject, left=True)
    return []


def _inserted(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "X, in partnership with Y, runs": the name before the comma of the insertion."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) not in ("in", "with", "under"):
        return []
    comma = sentence.left[previous]
    near = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    if near < 0 or sentence.kinds[near] != "N" or sentence.last_tag(near) != "E":
        return []
    return args_of(sentence, near, left=True)


_RAISING = word_list("claims", "roles.nouns.noun_roles.raising")


def _possessor(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    owner = possessor_of(sentence, phrase, token)
    return [owner] if owner else []


def _modifier(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    name = modifier_of(sentence, phrase, token)
    return [name] if name else []


def _pair(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """Both parties of a joint subject, else nothing."""
    pair = [a for a in _light_subject(sentence, rule, phrase, token) if a.named]
    return pair if len(pair) == 2 else []


def _listed(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    return listed_after(sentence, phrase)


def _included(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "its products include X" and "its products are X"."""
    verb_phrase = _said_of(sentence, phrase)
    lemma = sentence.verb_at(verb_phrase).lemma if verb_phrase >= 0 else ""
    return args_of(sentence, object_of(sentence, verb_phrase)) if lemma in _INCLUDE else []


def _placed(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """X in "its headquarters are in X"."""
    verb_phrase = _said_of(sentence, phrase)
    if verb_phrase < 0 or sentence.verb_at(verb_phrase).lemma not in _LIES:
        return []
    return args_of(sentence, verb_complements(sentence, verb_phrase).get("in", -1)) or args_of(
        sentence, object_of(sentence, verb_phrase)
    )


def _said_of(sentence: Sentence, phrase: int) -> int:
    """The verb that follows the noun and what a preposition adds to it; -1: none."""
    verb_phrase = sentence.right[phrase]
    while verb_phrase + 1 < sentence.size and sentence.kinds[verb_phrase] == "I":
        verb_phrase = sentence.right[verb_phrase + 1]
    return verb_phrase if sentence.kind_at(verb_phrase) == "V" else -1


def _bought(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """The stake itself where it is bought, or gives control."""
    previous = sentence.left[phrase]
    verb = sentence.verb_of(previous)
    bought = verb is not None and verb.lemma in _BUY
    return [token_arg(sentence, token, phrase)] if bought or is_control(sentence, phrase) else []


def _takeover(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """The offer itself where it is one for the whole: "a takeover bid"."""
    words = sentence.words[sentence.first[phrase] : token]
    return [token_arg(sentence, token, phrase)] if "takeover" in words or "buyout" in words else []


def _advisory(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    """The board itself where it only advises."""
    return (
        [token_arg(sentence, token, phrase)]
        if "advisory" in sentence.words[sentence.first[phrase] : token]
        else []
    )


def _first_between(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    return _between(sentence, phrase)[:1]


def _second_between(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Arg]:
    return _between(sentence, phrase)[1:]


def _between(sentence: Sentence, phrase: int) -> list[Arg]:
    """Both of two in "a deal between X and Y", else nothing."""
    near = verb_complements(sentence, phrase)
    governed = near.get("between", near.get("of", -1))
    verb_phrase = sentence.right[phrase]
    if governed < 0 and sentence.kind_at(verb_phrase) == "V":
        governed = (
            verb_complements(sentence, verb_phrase).get("between", -1)
            if sentence.verb_at(verb_phrase).passive
            else -1
        )
    pair = args_of(sentence, governed)
    return pair if len(pair) == 2 else []


NOUN_ROLES = {
    "possessor": _possessor,
    "modifier": _modifier,
    "agent": _light_subject,
    "recipient": _receiver,
    "fronted": _fronted_for,
    "unspecified": _unowned,
    "appointee": _named,
    "inserted": _inserted,
    "raiser": _raiser,
    "bought": _bought,
    "takeover": _takeover,
    "advisory": _advisory,
    "first_party": _pair,
    "second_party": _pair,
    "included": _included,
    "listed": _listed,
    "located": _placed,
    "first_between": _first_between,
    "second_between": _second_between,
}
"""Roles and conditions that are no prepositions."""
