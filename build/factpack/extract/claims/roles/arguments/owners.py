"""Whose something is: "X’s", "its", and the name that modifies a noun."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import THING, arg_of, token_arg
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.phrases.walks import chain_head, noun_before, previous_verb
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.coreference.referents import LIKELY


def possessor_of(sentence: Sentence, phrase: int, before: int) -> Arg | None:
    """The possessor in a noun phrase: "X’s", "its"; `before` is the token that is possessed."""
    first = sentence.first[phrase]
    for token in range(before - 1, first - 1, -1):
        if sentence.tags[token] == "'" and token > first:
            return token_arg(sentence, token - 1, phrase)
        if sentence.tags[token] == "H":
            own = token_arg(sentence, token, phrase)
            if sentence.words[token] == "whose":
                return _before_whose(sentence, phrase, own)
            led = _led_by(sentence, phrase, own)
            if led is not None:
                return led
            found = own if own.mention >= 0 else _reflexive(sentence, phrase, own)
            if _is_itself(sentence, phrase, found):
                return own.meaning(-1, THING)
            return found
    return None


def _before_whose(sentence: Sentence, phrase: int, own: Arg) -> Arg:
    """X in "X, whose head is": the name, or what it is the name of, before the comma."""
    near = noun_before(sentence, phrase)
    if near < 0:
        return own
    found = arg_of(sentence, near)
    if found.mention < 0 or "Place" in found.types:  # "a bank in Leeds, whose head"
        found = arg_of(sentence, chain_head(sentence, near))
    return found if found.mention >= 0 else own


def modifier_of(sentence: Sentence, phrase: int, before: int) -> Arg | None:
    """The name that modifies a noun: "Acme" in "the Acme partnership" and "Acme CEO"."""
    first = sentence.first[phrase]
    for token in range(before - 1, first - 1, -1):
        if sentence.tags[token] == "E" or sentence.ref[token] >= 0:
            # also "German" in "German chancellor", "company" in "the company president"
            return token_arg(sentence, token, phrase)
        if sentence.tags[token] not in "NA#":
            return None
    return None


def owner_of(sentence: Sentence, phrase: int, before: int) -> Arg | None:
    """Whose the token `before` of a noun phrase is: the possessor, else the name before it."""
    return possessor_of(sentence, phrase, before) or modifier_of(sentence, phrase, before)


def _is_itself(sentence: Sentence, phrase: int, own: Arg) -> bool:
    """Whether "its" in "X is its N" was taken for X: the possessor is another than X."""
    previous = sentence.left[phrase]
    verb = sentence.verb_of(previous)
    if own.mention < 0 or verb is None or verb.lemma not in COPULA or verb.subject < 0:
        return False
    entity = sentence.context.entity[own.mention]
    return any(
        arg.mention >= 0 and sentence.context.entity[arg.mention] == entity
        for arg in args_of(sentence, verb.subject, left=True)
    )


def _led_by(sentence: Sentence, phrase: int, own: Arg) -> Arg | None:
    """X in "X is led by its president": what undergoes the verb is what "its" means."""
    previous = sentence.left[phrase]
    verb_phrase = sentence.left[previous] if previous >= 0 else -1
    if verb_phrase < 0 or sentence.first_word(previous) != "by":
        return None
    verb = sentence.verb[verb_phrase]
    if verb is None or not verb.passive or verb.subject < 0:
        return None
    other = arg_of(sentence, verb.subject)
    if other.mention < 0:
        # "X's management team, led by its head": the team is that of X.
        owner = possessor_of(sentence, verb.subject, sentence.stop[verb.subject] - 1)
        other = owner if owner is not None else other
    if other.mention < 0 or "Organization" not in other.types & own.types:
        return None
    return Arg(other.mention, own.start, own.end, phrase, other.types, True)


def _reflexive(sentence: Sentence, phrase: int, own: Arg) -> Arg:
    """An unresolved "its" stands for the subject of its clause where the type allows."""
    joined = sentence.left[phrase]
    if sentence.kind_at(joined) == "C" and sentence.kind_at(sentence.left[joined]) == "N":
        other = arg_of(sentence, sentence.left[joined])  # "X and its rival Y"
        if other.mention >= 0 and other.named and other.types & own.types:
            return Arg(other.mention, own.start, own.end, phrase, other.types, True)
    verb_phrase = previous_verb(sentence, phrase)
    if verb_phrase < 0:  # "Since its founding, X …"
        verb_phrase = next((n for n in sentence.verbs if n > phrase), -1)
    subject = sentence.verb_at(verb_phrase).subject if verb_phrase >= 0 else -1
    if subject >= 0 and subject != phrase:
        other = arg_of(sentence, subject)
        if other.mention >= 0 and other.types & own.types:
            return Arg(other.mention, own.start, own.end, phrase, other.types, True)
    referents = sentence.context.referents
    if phrase == 0 and referents is not None and "Organization" in own.types:
        mention = referents.at(sentence.start[0]).given(LIKELY)
        if mention >= 0:  # "Its aim is …"
            return Arg(mention, own.start, own.end, phrase, ONLY["Organization"], True)
    return own
