"""Posts that pass from one to another, and posts that are over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from factpack.extract.claims.roles.arguments.object_text import FORMER
from factpack.extract.claims.roles.nouns.copular_roles import REMOVE
from factpack.extract.claims.roles.nouns.offices import is_of_office
from factpack.extract.claims.roles.verbs.verb_roles import HANDOVER, handover, in_role
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import NEGATED, POSSIBLE, UNREAL
from factpack.extract.claims.syntax.neighbours import (
    noun_complements,
    object_of,
    verb_complements,
)
from factpack.extract.claims.syntax.phrases.walks import previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.word_lists import word_list

_PASSING = HANDOVER | REMOVE | word_list("claims", "readers.succession.leaving")
"""Verbs that say that a post goes to another."""
_ONCE = word_list("claims", "readers.succession.once")
_OTHER_POST = word_list("claims", "readers.succession.other_post")
_OWN = word_list("claims", "readers.succession.own")
"""What begins a noun phrase anew behind "and"."""
_ANNOUNCE = word_list("claims", "readers.succession.announce")


def leaving(sentence: Sentence, phrase: int) -> list[Arg]:
    """Y in "X replaces Y as its N", "Y was succeeded as N by X", "named X to succeed Y as N"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) != "as":
        return []
    near = sentence.left[sentence.left[previous]] if sentence.left[previous] >= 0 else -1
    infinitive = sentence.kind_at(near) == "V" and sentence.verb_at(near).form == "infinitive"
    verb_phrase = near if infinitive else previous_verb(sentence, phrase)
    return (
        handover(sentence, verb_phrase)[1]
        if verb_phrase >= 0 and sentence.verb_at(verb_phrase).lemma in HANDOVER
        else []
    )


def is_of_another_post(sentence: Sentence, named: Arg, gone: Sequence[Arg]) -> bool:
    """Whether an organisation only says who is replaced: "X replaced Acme chief Y as chairman".

    Who has a post there by those words may hand over the other one anywhere.
    """
    for person in gone:
        if not named.named or person.phrase < 0:
            continue
        last = _described(sentence, person.phrase)
        if last != person.phrase:
            last = noun_complements(sentence, last).get("of", last)
        start = sentence.start[sentence.first[person.phrase]]
        if start <= named.start < sentence.end[sentence.stop[last] - 1]:
            return True
    return False


def announcer(sentence: Sentence, phrase: int) -> list[Arg]:
    """The organisation that tells of a change at its top: "X said Jane Roe replaced Y as N"."""
    verb_phrase = previous_verb(sentence, phrase)
    if verb_phrase < 0:
        return []
    if is_of_office(sentence, phrase) and sentence.verb_at(verb_phrase).lemma in _ANNOUNCE:
        # "X announced the appointment of Jane Roe as N"
        return [a for a in in_role(sentence, verb_phrase, "agent") if "Organization" in a.types]
    if sentence.verb_at(verb_phrase).lemma not in _PASSING:
        return []
    for n in sentence.verbs:
        verb = sentence.verb_at(n)
        if verb.lemma in _ANNOUNCE and not verb.passive and n != verb_phrase:
            return [a for a in in_role(sentence, n, "agent") if "Organization" in a.types]
    return []


def is_over(sentence: Sentence, phrase: int) -> bool:
    """Whether an adverb before, or "until" after, says that a post is no longer held."""
    if phrase and sentence.kinds[phrase - 1] == "R" and sentence.first_word(phrase - 1) in _ONCE:
        return True
    following = phrase + 1
    while following + 1 < sentence.size and sentence.kinds[following] in "INTC":
        if (
            sentence.kinds[following] == "I"
            and sentence.kinds[following + 1] == "T"
            and sentence.first_word(following) in ("until", "till")
        ):
            return True
        following += 1
    return False


def is_called_former(sentence: Sentence, phrase: int, token: int) -> bool:
    """Whether "former" speaks of the post at `token`.

    It reaches over "and" to a noun that has nothing of its own: "a former Acme producer and
    editor", but not "the former champion and Acme's chairman".
    """
    words = sentence.words[sentence.first[phrase] : token]
    if not FORMER.isdisjoint(words):
        joint = max((i for i, word in enumerate(words) if word == "and"), default=-1)
        own = joint >= 0 and not _OWN.isdisjoint(words[joint + 1 :])
        return not (own and FORMER.isdisjoint(words[joint + 1 :]))
    joint = sentence.left[phrase]
    before = sentence.left[joint] if joint >= 0 else -1
    return (
        sentence.kind_at(joint) == "C"
        and sentence.kind_at(before) == "N"
        and _OWN.isdisjoint(words)
        and not any(tag in "EP" for tag in sentence.tags_of(phrase))
        and not FORMER.isdisjoint(sentence.words[sentence.first[before] : sentence.stop[before]])
    )


def is_apposed(sentence: Sentence, phrase: int) -> bool:
    """Whether a comma parts a phrase from the name that it describes: "X, the champion"."""
    comma = sentence.left[phrase] if phrase >= 0 else -1
    named = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    return sentence.kind_at(named) == "N" and sentence.last_tag(named) in "EP"


@cache
def handing_words() -> frozenset[str]:
    """Forms of the verbs by which a post goes from one to another."""
    first = {verb.partition(" ")[0] for verb in HANDOVER}
    return frozenset(form for form, (base, _) in load_lexicon().verbs.items() if base in first)


def succeeded(
    sentence: Sentence, posts: Sequence[Candidate], told: Sequence[Candidate] = ()
) -> list[Candidate]:
    """Who held a post before: Y in "X, head of Acme, replaced Y"; and who has it since.

    Args:
        sentence: the sentence.
        posts: that its words tell.
        told: that those of the sentence right before tell: "X is head of Acme. She replaced Y."
    """
    found = []
    for phrase in sentence.verbs:
        if sentence.verb_at(phrase).lemma not in HANDOVER or "as" in verb_complements(
            sentence, phrase
        ):
            continue
        new, old = handover(sentence, phrase)
        came = {_entity(sentence, a) for a in new if a.mention >= 0 and "Person" in a.types}
        if (
            not came and sentence.verb_at(phrase).form == "gerund"
        ):  # "X named Y its head, replacing Z"
            named = [
                candidate.subject
                for candidate in posts
                if candidate.trigger[0] < sentence.start[sentence.verb_at(phrase).at]
            ]
            came = {_entity(sentence, a) for a in named[-1:]}
        went = [a for a in old if a.mention >= 0 and "Person" in a.types]
        found += _installed(sentence, phrase, posts, new, went)
        here = {_entity(sentence, candidate.subject) for candidate in posts}
        known = posts if came & here else told
        if known is told and (
            not _OTHER_POST.isdisjoint(verb_complements(sentence, phrase))
            # Whom she "did not", or "may", replace, as she has this post, has another one.
            or sentence.verb_at(phrase).hints & (NEGATED | POSSIBLE)
        ):
            continue
        for candidate in known:
            if (
                not candidate.rule.role
                or candidate.former
                or _entity(sentence, candidate.subject) not in came
            ):
                continue
            over = not (
                candidate.hints | sentence.verb_at(phrase).hints | _ahead(sentence, phrase)
            ) & (UNREAL | NEGATED)
            for person in went:
                before = candidate.of(person, candidate.object)
                before.former, before.hints = over or None, 0
                if known is told:
                    before.trigger = sentence.span(sentence.verb_at(phrase).at)
                found.append(before)
    return found


def _installed(
    sentence: Sentence,
    phrase: int,
    posts: Sequence[Candidate],
    new: Sequence[Arg],
    went: Sequence[Arg],
) -> list[Candidate]:
    """Who has the post since: Y in "Acme chief X will be replaced by Y"."""
    hints = sentence.verb_at(phrase).hints
    if hints & NEGATED or not _OTHER_POST.isdisjoint(verb_complements(sentence, phrase)):
        return []
    found = []
    for old in went:
        if old.phrase < 0:
            continue
        start = sentence.start[sentence.first[old.phrase]]
        end = sentence.end[sentence.stop[_described(sentence, old.phrase)] - 1]
        for candidate in posts:
            named = start <= candidate.trigger[0] < end and not candidate.former
            if not named or not candidate.rule.role:
                continue
            if _entity(sentence, candidate.subject) != _entity(sentence, old):
                continue
            for person in new:
                if person.mention >= 0 and "Person" in person.types:
                    after = candidate.of(person, candidate.object)
                    after.hints = hints
                    found.append(after)
    return found


def mark_replaced(sentence: Sentence, found: Sequence[Candidate]) -> None:
    """Say that a post is over whose holder is replaced, where the words about them name it.

    "X replaced Acme chief Y", "Acme chief Y was fired", "X succeeds Y, who led Acme": but "as
    chairman" and "on the board" name another post than those words.
    """
    for phrase in sentence.verbs:
        verb = sentence.verb_at(phrase)
        fired = verb.passive and verb.lemma in REMOVE
        if not fired and verb.lemma not in HANDOVER:
            continue
        if (verb.hints | _ahead(sentence, phrase)) & (UNREAL | NEGATED):
            continue
        if not _OTHER_POST.isdisjoint(verb_complements(sentence, phrase)) or (
            fired and "from" in sentence.words
        ):
            continue
        for old in in_role(sentence, phrase, "patient") if fired else handover(sentence, phrase)[1]:
            if old.mention < 0 or old.phrase < 0 or "Person" not in old.types:
                continue
            start, end = (
                sentence.start[sentence.first[old.phrase]],
                sentence.end[sentence.stop[_described(sentence, old.phrase)] - 1],
            )
            for candidate in found:
                if candidate.rule.predicate == "has_role" and start <= candidate.trigger[0] < end:
                    if _entity(sentence, candidate.subject) == _entity(sentence, old):
                        candidate.former = True


def _described(sentence: Sentence, phrase: int) -> int:
    """The last phrase that says who somebody is: "Y, chief", "Y, who led"; else their own."""
    following = (
        phrase + 2
        if phrase + 2 < sentence.size and sentence.kinds[phrase + 1] == ","
        else phrase + 1
    )
    if (
        following + 1 < sentence.size
        and sentence.kinds[following] == "W"
        and sentence.kinds[following + 1] == "V"
    ):
        # "Who runs" may tell of another post: only what is past tells of this one.
        return (
            phrase
            if sentence.words[sentence.verb_at(following + 1).at].endswith("s")
            else following + 1
        )
    return following if following == phrase + 2 and sentence.kinds[following] == "N" else phrase


def _ahead(sentence: Sentence, phrase: int) -> int:
    """What a clause about who goes says: "succeeding Y, who will retire in May"."""
    object_phrase = object_of(sentence, phrase)
    verb_phrase = sentence.next_verb(phrase)
    told = (
        object_phrase >= 0
        and verb_phrase > object_phrase
        and sentence.kinds[verb_phrase - 1] == "W"
    )
    return sentence.verb_at(verb_phrase).hints if told else 0


def _entity(sentence: Sentence, arg: Arg) -> int:
    return sentence.context.entity[arg.mention] if arg.mention >= 0 else -1
