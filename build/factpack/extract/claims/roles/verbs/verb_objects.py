"""The objects of the rules of verbs: names, values, and the words of an aim or a thing."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import head_token
from factpack.extract.claims.roles.arguments.clause import date_of
from factpack.extract.claims.roles.arguments.lists import args_of, is_share
from factpack.extract.claims.roles.arguments.money import money_of
from factpack.extract.claims.roles.arguments.object_text import clause_words, text_of, word_fits
from factpack.extract.claims.roles.arguments.owners import possessor_of
from factpack.extract.claims.roles.verbs.deeds import deed_after
from factpack.extract.claims.roles.verbs.places import place_after
from factpack.extract.claims.roles.verbs.verb_roles import in_role, relative_with
from factpack.extract.claims.rules.candidate import Candidate, Found, fits, fits_object, shown_by
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import (
    noun_complements,
    object_of,
    second_object,
    verb_complements,
)
from factpack.extract.claims.syntax.phrases.walks import previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.kinds import kind_list
from factpack.extract.languages.en.word_lists import word_list

_ROUND = word_list("claims", "roles.verbs.verb_objects.round")
_PLAIN = kind_list("empty") | kind_list("superlative")
_TAKING_PART = word_list("claims", "roles.verbs.verb_objects.taking_part")


def objects_of(
    sentence: Sentence, rule: Rule, phrase: int, subject: Arg, trigger: tuple[int, int], token: int
) -> list[Candidate]:
    """Candidates with the objects in the first role of the rule that is filled.

    Args:
        sentence: the sentence.
        rule: of the verb.
        phrase: phrase of the verb group.
        subject: of every candidate.
        trigger: characters of the verb.
        token: token of the verb that states it.
    """
    for name in rule.object:
        read = VERB_OBJECTS.get(name)
        if read is not None:
            found = read(sentence, rule, phrase, token)
            return [
                Candidate(rule, subject, arg, trigger, words, value) for arg, words, value in found
            ]
        if name.startswith("deed:"):
            deed = deed_after(sentence, phrase, name.removeprefix("deed:"), rule)
            if deed is None:
                continue
            return [Candidate(rule, subject, None, trigger, deed)]
        filled = _in_role(sentence, rule, phrase, subject, trigger, name)
        if filled:
            return filled
    return []


def _in_role(
    sentence: Sentence, rule: Rule, phrase: int, subject: Arg, trigger: tuple[int, int], name: str
) -> list[Candidate]:
    """Objects in a grammatical role: names, or with `text:` and `words:` what stands there."""
    text = ":" in name
    args = in_role(sentence, phrase, name.rpartition(":")[2] if text else name)
    if not args:
        return []
    other, named = args[0].phrase, args[0].mention >= 0
    if named and name.startswith("words:"):
        return []
    if text and other >= 0:
        if sentence.last_word(other) == "access":  # "offers access to X" offers X
            args = args_of(sentence, verb_complements(sentence, other).get("to", -1)) or args
            named = args[0].mention >= 0
        if named and _is_described(sentence, other):
            if not word_fits(sentence, rule, other):
                return []
            # "Orbit chips": the words, not the name inside, are what is built
            words = text_of(sentence, other, rule.reach)
            return [Candidate(rule, subject, None, trigger, words)]
    if text and _is_made_so(sentence, phrase):
        return []
    if text and other >= 0 and sentence.first_word(other) == "no":
        return []  # "announced no new products"
    if text and other >= 0 and "Organization" in rule.subject_types:
        if _is_generic(sentence, other):
            return []
    shown = shown_by(rule, sentence.verb_at(phrase).lemma, subject, args, sentence.context.untold)
    found: list[Candidate] = []
    for at, arg in enumerate(args):
        if arg.mention >= 0 and arg in args[:at]:
            continue  # "a phone, the Orbit": a description and its name are one
        if arg.phrase >= 0 and not word_fits(sentence, rule, arg.phrase):
            if text and not found:
                return []  # "makes a fortune from steel"
            continue
        if fits_object(rule, arg, shown) and not (text and arg.mention < 0):
            found.append(Candidate(rule, subject, arg, trigger))
        elif text and arg.named and arg.phrase >= 0 and arg.mention < 0:
            tag = sentence.last_tag(arg.phrase)
            if tag in "NA" or (tag == "#" and rule.object_words):
                words = text_of(sentence, arg.phrase, rule.reach)
                if not rule.bare and words == sentence.span(sentence.stop[arg.phrase] - 1):
                    continue  # "approved the plan" tells not which
                whole = object_of(sentence, phrase)
                if 0 <= whole < arg.phrase and is_share(sentence, whole):
                    words = text_of(sentence, whole)[0], words[1]  # "30% of its staff"
                candidate = Candidate(rule, subject, None, trigger, words)
                verb = sentence.verb_at(phrase)
                if rule.count and arg.phrase == (verb.subject if verb.passive else whole):
                    count_into(sentence, candidate, arg.phrase)
                found.append(candidate)
                break
    return found


def _is_generic(sentence: Sentence, phrase: int) -> bool:
    """Whether words say nothing of the thing: "new products", "a service"."""
    last = sentence.stop[phrase] - 1
    word = sentence.words[last]
    if word not in kind_list("generic") and singular(word) not in kind_list("generic"):
        return False
    before = range(sentence.first[phrase], last)
    plain = all(sentence.tags[i] in "DH#" or sentence.words[i] in _PLAIN for i in before)
    return plain and sentence.kind_at(sentence.right[phrase]) not in "IWV"


def _is_made_so(sentence: Sentence, phrase: int) -> bool:
    """Whether the object is only made to be something: "makes phones cheaper"."""
    target = object_of(sentence, phrase)
    return (
        sentence.verb_at(phrase).lemma == "make"
        and target >= 0
        and sentence.kind_at(sentence.right[target]) in "AV"
        and sentence.kind_at(target + 1) != ","
    )


def count_into(sentence: Sentence, candidate: Candidate, phrase: int) -> None:
    """Attach the number in the phrase: 40 in "lays off 40 engineers"."""
    for token in range(sentence.first[phrase], sentence.stop[phrase]):
        if sentence.tags[token] == "#" and sentence.literal[token] >= 0:
            candidate.amount, candidate.amount_at = sentence.literal[token], sentence.span(token)
            return


def _is_described(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase only contains a name: its last word is a common noun."""
    last = sentence.stop[phrase] - 1
    return (
        sentence.last_tag(phrase) == "N"
        and sentence.ref[last] < 0
        and (
            head_token(sentence, phrase) == last
            or singular(sentence.words[last]) != sentence.words[last]
        )
    )


def _date(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    if rule.object_words:
        object_phrase = object_of(sentence, phrase)
        if object_phrase < 0 or not word_fits(sentence, rule, object_phrase):
            return []
    date = date_of(sentence, phrase)
    return [(None, None, date[0])] if date is not None else []


def _money(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    if rule.object_words:
        target = object_of(sentence, phrase)
        if target < 0 or not word_fits(sentence, rule, target):
            return []
    money = money_of(sentence, phrase)
    return [(None, None, money[0])] if money is not None else []


def _again(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    """In whom the text said before: "X invested again"."""
    token = sentence.stop[phrase]
    if token == len(sentence.words) or sentence.words[token] != "again":
        return []
    target = Arg(-1, sentence.start[token], sentence.end[token], -1, ONLY["Organization"], True)
    return [(target, None, -1)]


def _round(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    """Who raised the money of the round that the subject leads: the subject of "raised"."""
    verb = sentence.verb_at(phrase)
    other = verb.subject if verb.passive else object_of(sentence, phrase)
    if other < 0 or verb.lemma in _TAKING_PART:
        other = verb_complements(sentence, phrase).get("in", -1)
        if other < 0:
            other = relative_with(sentence, phrase, "in")
    takes_part = other < 0 and verb.form == "gerund" and verb.lemma in _TAKING_PART
    if not takes_part and (other < 0 or not _is_round(sentence, other, verb.passive)):
        return []
    raisers: list[Arg] = []
    if other >= 0:
        owner = possessor_of(sentence, other, sentence.stop[other] - 1)
        near = noun_complements(sentence, other)
        inner = near.get("in", near.get("for", near.get("of", -1)))
        raisers = [owner] if owner else args_of(sentence, inner)
    if not any("Organization" in a.types for a in raisers):
        verb_phrase = previous_verb(sentence, phrase)
        raisers = (
            in_role(sentence, verb_phrase, "agent")
            if verb_phrase >= 0 and verb_phrase != phrase
            else []
        )
    return [(a, None, -1) for a in raisers if fits(a, rule.object_types)]


def _is_round(sentence: Sentence, phrase: int, led: bool) -> bool:
    """Whether the phrase names a round, or where it is led by somebody the money of one."""
    if sentence.last_word(phrase) in _ROUND:
        return True
    before = sentence.verb_of(sentence.left[phrase])
    return led and sentence.last_tag(phrase) == "$" and before is not None


def _clause_after(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    """The words of the infinitive that depends on the verb."""
    verb_phrase = sentence.next_verb(phrase)
    if (
        verb_phrase < 0
        or sentence.verb_at(verb_phrase).form != "infinitive"
        or sentence.verb_at(verb_phrase).governor != phrase
    ):
        return []
    words = clause_words(sentence, verb_phrase)
    return [(None, words, -1)] if words is not None else []


def _aim(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    """The words of what is aimed at: the clause, or the object of the verb itself."""
    words = clause_words(sentence, phrase)
    if "goal" in rule.object and token == sentence.verb_at(phrase).at:
        object_phrase = object_of(sentence, phrase)
        words = text_of(sentence, object_phrase) if object_phrase >= 0 else None
    if words is None or _counts(sentence, words):
        return []
    return [(None, words, -1)]


def _counts(sentence: Sentence, words: tuple[int, int]) -> bool:
    """Whether words hold an amount: an aim in numbers is a metric."""
    return any(
        tag in "$%" and words[0] <= start < words[1]
        for tag, start in zip(sentence.tags, sentence.start, strict=True)
    )


def _given(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    """What the subject is given, as the object of the passive or the second of the active."""
    given = (object_of if sentence.verb_at(phrase).passive else second_object)(sentence, phrase)
    if given < 0 or not word_fits(sentence, rule, given):
        return []
    return [(a, None, -1) for a in args_of(sentence, given) if fits(a, rule.object_types)]


def _place(sentence: Sentence, rule: Rule, phrase: int, token: int) -> list[Found]:
    """The words of the place in a ranking."""
    words = place_after(sentence, phrase, bare=rule.bare)
    return [(None, words, -1)] if words is not None else []


VERB_OBJECTS = {
    "given": _given,
    "place": _place,
    "date": _date,
    "money": _money,
    "again": _again,
    "round": _round,
    "clause_after": _clause_after,
    "clause": _aim,
    "goal": _aim,
}
"""Objects that are no grammatical role: where one stands, nothing after it is looked for."""
