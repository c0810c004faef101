"""Rules whose words are verbs: "X bought Y", in every voice and form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.roles.arguments.clause import attach, date_of, money_of, provider_of
from factpack.extract.claims.roles.arguments.lists import args_of, is_share
from factpack.extract.claims.roles.arguments.object_text import role_span
from factpack.extract.claims.roles.nouns.noun_roles import is_control
from factpack.extract.claims.roles.verbs.verb_objects import objects_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.roles.verbs.verb_subjects import subjects_of
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.modality import NEGATED, PAST, PLANNED, POSSIBLE
from factpack.extract.claims.syntax.neighbours import object_of, second_object, verb_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_MAX_PARTIES = 6
_ACTING = frozenset(("agent", "first_party"))
_SEATS = word_list("claims", "readers.verb.seats")
_STAKES = word_list("claims", "readers.verb.stakes")
_FUNDING = word_list("claims", "readers.verb.funding")
_AID = word_list("claims", "readers.verb.aid")
_GRANTED = word_list("claims", "readers.verb.granted")
_DEBT = word_list("claims", "readers.verb.debt")
_FUNDS = word_list("claims", "readers.verb.funds")
_FUNCTIONS = word_list("claims", "readers.in_play.functions") | word_list(
    "claims", "roles.nouns.titled_names.units"
)
_YEARS = word_list("claims", "readers.verb.years")
_CAUSES = word_list("claims", "readers.verb.causes")
_MEANS = word_list("claims", "readers.verb.means")
_SUPPOSING = word_list("claims", "readers.verb.supposing")
_HELD = word_list("claims", "readers.verb.held")
"""Verbs whose simple past says that a post is over."""
_DENYING = word_list("claims", "readers.verb.denying")
_DOUBTING = word_list("claims", "readers.verb.doubting")


def read_verb(sentence: Sentence, phrase: int, found: list[Candidate]) -> None:
    """Append what the verb group at `phrase` states."""
    verb, rules = sentence.verb_at(phrase), load_rules()
    for rule in rules.verbs.get(verb.lemma, ()):
        if not (rule.active and verb.passive) and (verb.passive or not rule.passive):
            _apply(sentence, rule, phrase, verb.at, found)
    for lemma, token in verb.chain:  # "aims to make": the governing verb states an aim
        for rule in rules.aims.get(lemma, ()):
            _apply(sentence, rule, phrase, token, found)


def _apply(sentence: Sentence, rule: Rule, phrase: int, token: int, found: list[Candidate]) -> None:
    """Append what the rule reads in the verb group at `phrase`, whose word is token `token`."""
    verb = sentence.verb_at(phrase)
    for name in rule.needs:
        if not _filled(sentence, phrase, name):
            return
    if verb.form == "gerund" and _is_means(sentence, phrase):
        return
    last = max(sentence.stop[phrase] - 1, token) if token == verb.at else token
    trigger = sentence.start[token], sentence.end[last]
    if rule.joint:
        read = _pairs(sentence, rule, phrase, trigger)
    else:
        read = []
        for subject in subjects_of(sentence, phrase, rule.subject):
            if fits(subject, rule.subject_types):
                read += objects_of(sentence, rule, phrase, subject, trigger, token)
    if not read:
        return
    for name in rule.lacks:
        if _filled(sentence, phrase, name):
            return
    hints = verb.hints | _reported_hint(sentence, phrase)
    if token != verb.at:
        hints &= ~PLANNED  # the aim is held now, what is aimed at lies ahead
    third = _ACTING.isdisjoint((*rule.subject, *rule.object)) and not verb.passive
    actor = next(iter(in_role(sentence, phrase, "agent")), None) if third else None
    for candidate in read:
        if candidate.object is not None and candidate.object.is_same(candidate.subject):
            continue
        candidate.hints = hints | rule.hints
        candidate.former = rule.former or None
        if rule.predicate == "has_role" and verb.chain and verb.hints & PAST:
            candidate.former = True  # "used to run Acme"
        candidate.actor = actor
        if rule.role:
            _role_of(sentence, candidate, phrase)
            plain = sentence.tags_of(phrase).strip("Rx") == "p"  # no "has taught", "is taught"
            if plain and verb.lemma in _HELD and rule.predicate == "has_role":
                candidate.former = True  # "taught at Acme"
        attach(sentence, candidate, phrase)
        found += _gapped(sentence, candidate, phrase)


def _filled(sentence: Sentence, phrase: int, name: str) -> bool:
    """Whether a role or condition that the rule needs or lacks holds."""
    holds = VERB_CONDITIONS.get(name)
    if holds is not None:
        return holds(sentence, phrase)
    return bool(in_role(sentence, phrase, name))


def _object_ends_in(words: frozenset[str]) -> Callable[[Sentence, int], bool]:
    """A condition: the last word of the object is one of these."""

    def holds(sentence: Sentence, phrase: int) -> bool:
        target = object_of(sentence, phrase)
        return target >= 0 and sentence.last_word(target) in words

    return holds


def _is_among(words: frozenset[str]) -> Callable[[Sentence, int], bool]:
    """A condition: "among its backers" follows."""

    def holds(sentence: Sentence, phrase: int) -> bool:
        group = verb_complements(sentence, phrase).get("among", -1)
        return group >= 0 and sentence.last_word(group) in words

    return holds


def _is_funding(sentence: Sentence, phrase: int) -> bool:
    target = object_of(sentence, phrase)
    return target >= 0 and (
        sentence.last_tag(target) == "$" or sentence.last_word(target) in _FUNDING
    )


def _is_aid(sentence: Sentence, phrase: int) -> bool:
    """Whether the money is lent or put in: "$3 million in loans", "$3 million government loans"."""
    near = verb_complements(sentence, phrase)
    return any(
        place >= 0 and not _AID.isdisjoint(" ".join(sentence.words_of(place)).split())
        for place in (object_of(sentence, phrase), near.get("in", -1), near.get("of", -1))
    )


def _is_debt(sentence: Sentence, phrase: int) -> bool:
    """Whether what is sold is a promise to repay: "$3 million of bonds", "a $3 million loan"."""
    target, governed = object_of(sentence, phrase), verb_complements(sentence, phrase).get("of", -1)
    return any(place >= 0 and sentence.last_word(place) in _DEBT for place in (target, governed))


def _is_granted(sentence: Sentence, phrase: int) -> bool:
    """Whether what is given is money or a grant: "awarded X $3 million", "X was given a grant"."""
    passive = sentence.verb_at(phrase).passive
    given = (object_of if passive else second_object)(sentence, phrase)
    return given >= 0 and (sentence.last_tag(given) == "$" or sentence.last_word(given) in _GRANTED)


def _is_funds(sentence: Sentence, phrase: int) -> bool:
    """Whether a sum, or money without one, is put somewhere: "poured millions into X"."""
    target = object_of(sentence, phrase)
    return money_of(sentence, phrase) is not None or (
        target >= 0 and sentence.last_word(target) in _FUNDS
    )


def _is_for_others(sentence: Sentence, phrase: int) -> bool:
    """Whether what is raised is for others: "raised $3 million for charity"."""
    aim = verb_complements(sentence, phrase).get("for", -1)
    return aim >= 0 and not _CAUSES.isdisjoint(sentence.words_of(aim))


def _is_years(sentence: Sentence, phrase: int) -> bool:
    """Whether what follows is a long time: "spent ten years at X"."""
    following = sentence.right[phrase]
    return (
        sentence.kind_at(following) in "TN"
        and sentence.last_word(following).rsplit(" ", 1)[-1] in _YEARS
    )


def _is_private(sentence: Sentence, phrase: int) -> bool:
    """Whether "private" follows the verb or its object: "took X private"."""
    target = object_of(sentence, phrase)
    following = sentence.stop[phrase if target < 0 else target]
    return sentence.words[following : following + 1] == ["private"]


def _is_stake(sentence: Sentence, phrase: int) -> bool:
    """Whether the object is a stake, or a share of one: "60 percent of the shares"."""
    target = object_of(sentence, phrase)
    if target < 0 or sentence.last_word(target) in _STAKES:
        return target >= 0
    governed = verb_complements(sentence, phrase).get("of", -1)
    return is_share(sentence, target) and sentence.last_word(governed) in _STAKES


def _is_on_sale(sentence: Sentence, phrase: int) -> bool:
    governed = verb_complements(sentence, phrase).get("on", -1)
    return governed >= 0 and sentence.words_of(governed) == ["sale"]


def _is_controlling(sentence: Sentence, phrase: int) -> bool:
    target = object_of(sentence, phrase)
    return target >= 0 and is_control(sentence, target)


def _is_board(sentence: Sentence, phrase: int) -> bool:
    places = (object_of(sentence, phrase), verb_complements(sentence, phrase).get("from", -1))
    return any(place >= 0 and sentence.last_word(place) == "board" for place in places)


VERB_CONDITIONS: Mapping[str, Callable[[Sentence, int], bool]] = {
    "date": lambda sentence, phrase: date_of(sentence, phrase) is not None,
    "money": lambda sentence, phrase: money_of(sentence, phrase) is not None,
    "stake": _is_stake,
    "control": _is_controlling,
    "own_shares": _object_ends_in(frozenset(("shares", "stock"))),
    "funding": _is_funding,
    "aid": _is_aid,
    "grant": _object_ends_in(frozenset(("grant", "grants"))),
    "granted": _is_granted,
    "funds": _is_funds,
    "debt": _is_debt,
    "for_others": _is_for_others,
    "private": _is_private,
    "function": _object_ends_in(_FUNCTIONS),
    "years": _is_years,
    "second": lambda sentence, phrase: second_object(sentence, phrase) >= 0,
    "seat": _object_ends_in(_SEATS),
    "board": _is_board,
    "among_investors": _is_among(frozenset("backers investors shareholders stakeholders".split())),
    "among_customers": _is_among(frozenset("customers clients users".split())),
    "wraps": _object_ends_in(frozenset("wraps veil lid covers curtain curtains".split())),
    "on_sale": _is_on_sale,
    "as_provider": lambda sentence, phrase: provider_of(sentence, phrase) >= 0,
}
"""What a rule may need or lack besides roles."""


def _is_means(sentence: Sentence, phrase: int) -> bool:
    """Whether a gerund only says in what: "the potential in building engines"."""
    previous = sentence.left[phrase]
    return (
        previous >= 1
        and sentence.kinds[previous] == "I"
        and sentence.first_word(previous) in _MEANS
    )


def _pairs(
    sentence: Sentence, rule: Rule, phrase: int, trigger: tuple[int, int]
) -> list[Candidate]:
    """One candidate for each two of a joint subject: "X and Y merged"."""
    args = args_of(sentence, sentence.verb_at(phrase).subject, left=True)
    if len(args) < 2:
        return []
    args = [a for a in args if fits(a, rule.subject_types)]
    return [
        Candidate(rule, first, second, trigger)
        for i, first in enumerate(args[:_MAX_PARTIES])
        for second in args[i + 1 : _MAX_PARTIES]
        if first.named and second.named
    ]


def _gapped(sentence: Sentence, first: Candidate, phrase: int) -> list[Candidate]:
    """The candidate, and those that a list adds: "bought X in 2016 for $3 and Y in 2018"."""
    target = first.object
    if (
        target is None
        or sentence.verb_at(phrase).passive
        or target.phrase != object_of(sentence, phrase)
    ):
        return [first]
    places = [target.phrase]
    following = places[0] + 1
    while following + 1 < sentence.size:
        kind = sentence.kinds[following]
        if kind == "C" and sentence.kinds[following + 1] == "N" and following > places[-1] + 1:
            tags = sentence.tags_of(following + 1)
            follows = sentence.kinds[following + 2] if following + 2 < sentence.size else ";"
            if tags not in ("E", "P") or follows not in "I;":
                break
            places.append(following + 1)
            following += 2
        elif kind == "I" and sentence.kinds[following + 1] in "NT":
            if not {"$", "T"} >= set(sentence.tags_of(following + 1)):
                break
            following += 2
        else:
            break
    if len(places) == 1:
        return [first]
    found = []
    for place, end in zip(places, [*places[1:], following], strict=True):
        other = first.of(first.subject, arg_of(sentence, place))
        _values_within(sentence, other, place, end)
        found.append(other)
    return found


def _values_within(sentence: Sentence, candidate: Candidate, lo: int, hi: int) -> None:
    """Set date and amount to those that stand among the phrases `[lo, hi)`."""
    for token in range(sentence.first[lo], sentence.stop[hi - 1]):
        at = sentence.span(token)
        if sentence.tags[token] == "T" and candidate.date < 0:
            candidate.date, candidate.date_at = sentence.literal[token], at
            candidate.date_relation = "on"
        elif sentence.tags[token] == "$" and candidate.rule.amount and candidate.amount < 0:
            candidate.amount, candidate.amount_at = sentence.literal[token], at


def _reported_hint(sentence: Sentence, phrase: int) -> int:
    """What the verb that reports the clause adds: "denied that", "speculated that"."""
    subject = sentence.verb_at(phrase).subject
    previous = sentence.left[subject] if 0 <= subject < phrase else -1
    if sentence.kind_at(previous) == "S":
        if sentence.first_word(previous) == "whether":
            return NEGATED if _ends_in_denial(sentence) else POSSIBLE
        if sentence.first_word(previous) in _SUPPOSING:
            return POSSIBLE
        previous = sentence.left[previous]
    verb = sentence.verb_of(previous)
    if verb is None:
        return 0
    if verb.lemma in _DENYING:
        return NEGATED
    return POSSIBLE if verb.lemma in _DOUBTING else 0


def _ends_in_denial(sentence: Sentence) -> bool:
    """Whether the sentence answers itself: "asked whether X did, she said it had not"."""
    kinds = sentence.kinds.rstrip(";")
    if kinds.endswith("NVx"):
        return True
    verb = sentence.verb[len(kinds) - 1] if kinds else None
    return verb is not None and verb.lemma in ("have", "do", "be") and verb.hints & NEGATED > 0


def _role_of(sentence: Sentence, candidate: Candidate, phrase: int) -> None:
    """The role that "as" or a second object names: "joined X as head of research"."""
    governed = verb_complements(sentence, phrase).get("as", -1)
    if governed >= 0:
        candidate.role = role_span(sentence, governed, sentence.stop[governed] - 1)
