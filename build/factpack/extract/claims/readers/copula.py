"""Rules of nouns that are said of someone: "X is the N of Y", "X, N of Y", "Y’s N, X"."""

from __future__ import annotations

from collections.abc import Callable

from factpack.extract.claims.readers.in_play import in_play, owner_in_play
from factpack.extract.claims.readers.succession import (
    announcer,
    is_apposed,
    is_called_former,
    is_of_another_post,
    is_over,
    leaving,
)
from factpack.extract.claims.roles.arguments.clause import attach, stated_by
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.object_text import (
    role_span,
    text_of,
    word_fits,
)
from factpack.extract.claims.roles.nouns.copular_roles import (
    appointer,
    place_of_work,
    regarded_by,
    related,
    with_office,
)
from factpack.extract.claims.roles.nouns.noun_subjects import noun_subjects
from factpack.extract.claims.roles.verbs.reported import reported_hint
from factpack.extract.claims.rules.candidate import Candidate, fits, fits_object, shown_by
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import NEGATED, PAST, PLANNED, POSSIBLE, UNREAL, WOULD
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.phrases.subjects import is_under_way
from factpack.extract.claims.syntax.phrases.walks import previous_verb
from factpack.extract.claims.syntax.sentence import COPULA, Sentence, Verb
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.word_lists import word_list

_DISMISS = word_list("claims", "readers.copula.dismiss")
_GIVE_UP = _DISMISS | {
    "resign", "retire", "quit", "leave", "depart", "step down", "stand down", "step aside",
    "spend",
}  # fmt: skip
_AHEAD = PLANNED | POSSIBLE | WOULD | NEGATED
_SAID_OF = COPULA | word_list("claims", "readers.copula.said_of")
_FEIGN = word_list("claims", "readers.copula.feign")
_GOING = word_list("claims", "readers.copula.going")
_STAY = word_list("claims", "readers.copula.stay")
_OWNED = word_list("claims", "readers.copula.owned")
_PARENT = word_list("claims", "readers.copula.parent")
_CONTROLLING = word_list("claims", "readers.copula.controlling")
_PREFERRED = word_list("claims", "readers.copula.preferred")
_POSTS = word_list("claims", "readers.copula.posts")
_IN_PLAY = frozenset(("founded_by", "competes_with"))
"""What a bare noun before a name says of the organisation that the text speaks of."""


def read_copula(
    sentence: Sentence, rule: Rule, phrase: int, token: int, found: list[Candidate]
) -> None:
    """Append what the rule reads in the noun at `token` of phrase `phrase`."""
    if not words_fit(sentence, rule, phrase, token):
        return
    bearers = noun_subjects(sentence, phrase, token)
    gone = leaving(sentence, phrase) if rule.role and token == sentence.stop[phrase] - 1 else []
    if not bearers and not gone:
        return
    if rule.joint:
        found += _joint(sentence, rule, phrase, token, bearers)
        return
    if rule.textual:
        found += _text(sentence, rule, phrase, token, bearers)
        return
    others, unit = related(sentence, rule, phrase, token)
    if rule.role and not others:
        others = (
            appointer(sentence, phrase)
            or place_of_work(sentence, phrase)
            or with_office(sentence, phrase)
            or announcer(sentence, phrase)
        )
        if not others:
            others = [
                other
                for other in in_play(sentence, phrase, token)
                if not is_of_another_post(sentence, other, gone)
            ]
    if not others and not rule.role:
        others = regarded_by(sentence, phrase)
    if not others and rule.predicate in _IN_PLAY and sentence.first[phrase] == token:
        others = owner_in_play(sentence, phrase, token)
    if not others:
        return
    hints, former = noun_hints(sentence, phrase, token)
    if rule.predicate == "offers" and not _is_copular(sentence, phrase):
        hints = 0  # "will use X's system, Y": whose it is, is no part of the plan
    trigger = sentence.span(token)
    role = role_span(sentence, phrase, token) if rule.role else None
    # The date is that of the departure where the post is still held.
    stated = stated_by(sentence, phrase)
    if stated >= 0:  # an apposition is no part of what is denied
        said = stated if sentence.kinds[stated] == "V" else previous_verb(sentence, phrase)
        hints |= reported_hint(sentence, said) if said >= 0 else 0
    word = singular(sentence.words[token])
    dated = stated >= 0 and (former or not _gives_up(sentence, phrase))
    for bearer in [*bearers, *gone]:
        for other in others:
            subject, target = (bearer, other) if "bearer" in rule.subject else (other, bearer)
            if subject.is_same(target):
                continue
            if target.phrase >= 0 and not word_fits(sentence, rule, target.phrase):
                continue
            shown = shown_by(rule, word, subject, others, sentence.context.untold)
            if fits(subject, rule.subject_types) and fits_object(rule, target, shown):
                candidate = Candidate(rule, subject, target, trigger, role=role, unit=unit)
                candidate.hints = hints | rule.hints
                candidate.former = former or rule.former or None
                if bearer in gone:
                    # Who is to be replaced holds the post until then.
                    candidate.former = not hints & (UNREAL | NEGATED) or None
                    candidate.hints = 0
                attach(sentence, candidate, phrase, dated=dated, stated=stated)
                found.append(candidate)


def _is_copular(sentence: Sentence, phrase: int) -> bool:
    """Whether "is" or the like says the noun of its subject."""
    verb = sentence.verb_of(sentence.left[phrase])
    return verb is not None and verb.lemma in COPULA


def words_fit(sentence: Sentence, rule: Rule, phrase: int, token: int) -> bool:
    """Whether what the rule needs holds of the words before the noun, and nothing that it lacks."""
    if not rule.needs and not rule.lacks:
        return True
    for name in rule.needs:
        if not COPULA_CONDITIONS[name](sentence, phrase, token):
            return False
    return not any(COPULA_CONDITIONS[name](sentence, phrase, token) for name in rule.lacks)


def _stands_before(words: frozenset[str]) -> Callable[[Sentence, int, int], bool]:
    """A condition: one of these words stands in the phrase before the noun."""

    def holds(sentence: Sentence, phrase: int, token: int) -> bool:
        return not words.isdisjoint(sentence.words[sentence.first[phrase] : token])

    return holds


def _is_of_board(sentence: Sentence, phrase: int, token: int) -> bool:
    if token == sentence.stop[phrase] - 1:
        group = noun_complements(sentence, phrase).get("of", -1)
        if group >= 0 and "board" in sentence.words_of(group):
            return True
    return sentence.words[token - 1] == "board"


COPULA_CONDITIONS = {
    "preferred": _stands_before(_PREFERRED),
    "parent": _stands_before(_PARENT),
    "controlling": _stands_before(_CONTROLLING),
    "board": _is_of_board,
}
"""What a rule of nouns that are said of someone may need or lack."""


def _joint(
    sentence: Sentence, rule: Rule, phrase: int, token: int, bearers: list[Arg]
) -> list[Candidate]:
    """What two are to each other: "X and Y have been partners"."""
    plain = sentence.stop[phrase] - sentence.first[phrase] <= 2 and _OWNED.isdisjoint(
        noun_complements(sentence, phrase)
    )
    if len(bearers) != 2 or not plain or stated_by(sentence, phrase) < 0:
        return []
    if not all(fits(a, rule.subject_types) and a.named for a in bearers):
        return []
    candidate = Candidate(rule, bearers[0], bearers[1], sentence.span(token))
    candidate.hints = noun_hints(sentence, phrase, token)[0]
    attach(sentence, candidate, phrase)
    return [candidate]


def _text(
    sentence: Sentence, rule: Rule, phrase: int, token: int, bearers: list[Arg]
) -> list[Candidate]:
    """Objects in words: "X, the maker of red pumps"."""
    governed = (
        noun_complements(sentence, phrase).get("of", -1)
        if token == sentence.stop[phrase] - 1
        else -1
    )
    if governed < 0:
        return []
    trigger = sentence.span(token)
    hints, former = noun_hints(sentence, phrase, token)
    named = [a for a in args_of(sentence, governed) if a.mention >= 0]
    shown = shown_by(
        rule, singular(sentence.words[token]), bearers[0], named, sentence.context.untold
    )
    args = [a for a in named if fits_object(rule, a, shown)]
    if named and not args:
        return []  # "the supplier of X": not what it supplies
    if not args and not word_fits(sentence, rule, governed):
        return []
    found = []
    for bearer in bearers:
        if not fits(bearer, rule.subject_types):
            continue
        read = [Candidate(rule, bearer, a, trigger) for a in args]
        for candidate in read or [
            Candidate(rule, bearer, None, trigger, text_of(sentence, governed))
        ]:
            candidate.hints, candidate.former = hints, former or None
            words = sentence.words_of(governed)
            kinds = (rule.kind_words[word] for word in words if word in rule.kind_words)
            candidate.kind = next(kinds, rule.kind)
            found.append(candidate)
    return found


def noun_hints(sentence: Sentence, phrase: int, token: int) -> tuple[int, bool]:
    """What the verb says of the noun at `token`, and whether that is over."""
    former = (
        is_called_former(sentence, phrase, token)
        or is_over(sentence, phrase)
        or _is_gone(sentence, phrase)
    )
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "C" and is_apposed(sentence, sentence.left[previous]):
        return 0, former  # "glad was X, the champion and Acme's chairman"
    if sentence.kind_at(previous) in "IC":
        verb_phrase = previous_verb(sentence, phrase)
        said = sentence.verb_of(verb_phrase)
        if said is not None and (said.form == "finite" or said.lemma in _FEIGN):
            previous = verb_phrase  # "serves as a doctor", "posing as a doctor"
    if sentence.kind_at(previous) != "V":
        return 0, former
    verb = sentence.verb_at(previous)
    if _gives_up(sentence, phrase):
        # "stepped down as chairman"; who is to step down holds the post until then.
        hints = verb.hints & ~NEGATED if _ceases(verb) else verb.hints
        ahead = hints & _AHEAD or is_under_way(sentence, previous)
        return hints & ~_AHEAD, former or not ahead
    if sentence.kinds[sentence.left[phrase]] == "C" and verb.lemma not in _SAID_OF:
        return 0, former  # "X will move, and Acme founder and head Jane Roe"
    if (
        token < sentence.stop[phrase] - 1
        and sentence.last_tag(phrase) in "EP"
        and verb.lemma not in COPULA
    ):
        return 0, former  # "will meet Acme chief Jane Roe": who it is, is no part of the plan
    if verb.lemma in _STAY:
        return verb.hints & ~PLANNED, former
    if verb.lemma in _FEIGN and not verb.passive:
        return verb.hints | NEGATED, former  # "posed as an engineer at Acme"
    if _is_supposed(sentence, verb):
        return verb.hints & ~PAST | POSSIBLE, former
    return verb.hints, former or (verb.hints & PAST > 0 and verb.lemma in _POSTS)


def _is_gone(sentence: Sentence, phrase: int) -> bool:
    """Whether a noun before says that the post was left: "X’s resignation as N"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) not in ("as", "of"):
        return False
    near = sentence.left[previous]
    if sentence.kind_at(near) == "N" and sentence.last_tag(near) == "P":
        near = sentence.left[sentence.left[near]]  # "the resignation of X as N"
    return sentence.kind_at(near) == "N" and sentence.last_word(near) in _GOING


def _is_supposed(sentence: Sentence, verb: Verb) -> bool:
    """Whether somebody is only supposed to be something: "if Jane Roe were chief executive"."""
    before = sentence.left[verb.subject] if verb.subject >= 0 else -1
    return sentence.kind_at(before) == "S" and sentence.first_word(before) == "if"


def _ceases(verb: Verb) -> bool:
    """Whether somebody ceases, or will cease, to be something."""
    return any(lemma in ("cease", "stop") for lemma, _ in verb.chain)


def _gives_up(sentence: Sentence, phrase: int) -> bool:
    """Whether somebody is said to leave the post: "stepped down as N", "fired N Jane Roe"."""
    verb_phrase, previous = previous_verb(sentence, phrase), sentence.left[phrase]
    if verb_phrase < 0:
        return False
    lemma = sentence.verb_at(verb_phrase).lemma
    if verb_phrase == previous:
        return lemma in _DISMISS or _ceases(sentence.verb_at(verb_phrase))
    return sentence.preposition_at(previous) == "as" and lemma in _GIVE_UP
