"""The objects of the rules of verbs: names, values, and the words of an aim or a thing."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.clause import date_of, money_of
from factpack.extract.claims.roles.lists import args_of, is_share
from factpack.extract.claims.roles.object_text import clause_words, text_of, word_fits
from factpack.extract.claims.roles.owners import possessor_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import near_of, object_of, prepositions
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import previous_verb

_ROUND: Final = frozenset(("round", "financing", "funding"))


def objects_of(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    """Candidates with the objects in the first role of the rule that is filled.

    Args:
        s: the sentence.
        rule: of the verb.
        k: phrase of the verb group.
        subject: of every candidate.
        trigger: characters of the verb.
        u: unit of the verb that states it.
    """
    for name in rule.object:
        read = _SPECIAL.get(name)
        if read is not None:
            return read(s, rule, k, subject, trigger, u)
        found = _in_role(s, rule, k, subject, trigger, name)
        if found:
            return found
    return []


def _in_role(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], name: str
) -> list[Candidate]:
    """Objects in a grammatical role: names, or with `text:` and `words:` what stands there."""
    text = ":" in name
    args = in_role(s, k, name.rpartition(":")[2] if text else name)
    if not args:
        return []
    n, named = args[0].phrase, args[0].mention >= 0
    if named and name.startswith("words:"):
        return []
    if text and n >= 0:
        if s.last_word(n) == "access":  # "offers access to X" offers X
            args = args_of(s, prepositions(s, n).get("to", -1)) or args
            named = args[0].mention >= 0
        if named and _is_described(s, n):
            # "Orbit chips": the words, not the name inside, are what is built
            return [Candidate(rule, subject, None, trigger, text_of(s, n))]
    found: list[Candidate] = []
    for arg in args:
        if arg.phrase >= 0 and not word_fits(s, rule, arg.phrase):
            continue
        if fits(arg, rule.object_types) and not (text and arg.mention < 0):
            found.append(Candidate(rule, subject, arg, trigger))
        elif text and arg.named and arg.phrase >= 0 and arg.mention < 0:
            tag = s.last_tag(arg.phrase)
            if tag in "NA" or (tag == "#" and rule.object_words):
                words, whole = text_of(s, arg.phrase), object_of(s, k)
                if 0 <= whole < arg.phrase and is_share(s, whole):
                    words = text_of(s, whole)[0], words[1]  # "30% of its staff"
                candidate = Candidate(rule, subject, None, trigger, words)
                if rule.count and whole == arg.phrase:
                    _count(s, candidate, arg.phrase)
                found.append(candidate)
                break
    return found


def _count(s: Sentence, candidate: Candidate, k: int) -> None:
    """Attach the number in the phrase: 40 in "lays off 40 engineers"."""
    for u in range(s.first[k], s.stop[k]):
        if s.tags[u] == "#" and s.literal[u] >= 0:
            candidate.amount, candidate.amount_at = s.literal[u], (s.start[u], s.end[u])
            return


def _is_described(s: Sentence, k: int) -> bool:
    """Whether the phrase only contains a name: its last word is a common noun."""
    return s.last_tag(k) == "N" and s.ref[s.stop[k] - 1] < 0


def _date(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    if rule.object_words:
        n = object_of(s, k)
        if n < 0 or not word_fits(s, rule, n):
            return []
    date = date_of(s, k)
    return [Candidate(rule, subject, None, trigger, value=date[0])] if date is not None else []


def _money(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    money = money_of(s, k)
    return [Candidate(rule, subject, None, trigger, value=money[0])] if money is not None else []


def _again(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    """In whom the text said before: "X invested again"."""
    u = s.stop[k]
    if u == len(s.words) or s.words[u] != "again":
        return []
    target = Arg(-1, s.start[u], s.end[u], -1, ONLY["Organization"], True)
    return [Candidate(rule, subject, target, trigger)]


def _round(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    """Who raised the money of the round that the subject leads: the subject of "raised"."""
    verb = s.verb_at(k)
    n = verb.subject if verb.passive else object_of(s, k)
    if n < 0 or verb.lemma == "participate":
        n = prepositions(s, k).get("in", -1)
    if n < 0 or s.last_word(n) not in _ROUND:
        return []
    owner = possessor_of(s, n, s.stop[n] - 1)
    near = near_of(s, n)
    raisers = [owner] if owner else args_of(s, near.get("in", near.get("for", near.get("of", -1))))
    if not raisers:
        v = previous_verb(s, k)
        raisers = in_role(s, v, "A") if v >= 0 and v != k else []
    return [Candidate(rule, subject, a, trigger) for a in raisers if fits(a, rule.object_types)]


def _clause_after(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    """The words of the infinitive that depends on the verb."""
    v = s.next_verb(k)
    if v < 0 or s.verb_at(v).form != "infinitive" or s.verb_at(v).governor != k:
        return []
    words = clause_words(s, v)
    return [Candidate(rule, subject, None, trigger, words)] if words is not None else []


def _aim(
    s: Sentence, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
) -> list[Candidate]:
    """The words of what is aimed at: the clause, or the object of the verb itself."""
    words = clause_words(s, k)
    if "goal" in rule.object and u == s.verb_at(k).at:
        n = object_of(s, k)
        words = text_of(s, n) if n >= 0 else None
    if words is None or _counts(s, words):
        return []
    return [Candidate(rule, subject, None, trigger, words)]


def _counts(s: Sentence, words: tuple[int, int]) -> bool:
    """Whether words hold an amount: an aim in numbers is a metric."""
    return any(
        tag in "$%" and words[0] <= start < words[1]
        for tag, start in zip(s.tags, s.start, strict=True)
    )


_SPECIAL: Final = {
    "date": _date,
    "money": _money,
    "again": _again,
    "round": _round,
    "clause_after": _clause_after,
    "clause": _aim,
    "goal": _aim,
}
"""Objects that are no grammatical role: where one stands, nothing after it is looked for."""
