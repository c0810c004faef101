"""The words of a deed that a preposition governs: "accused of fraud", "charged with lying to X"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.object_text import text_of, word_fits
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.word_lists import word_list

_REACH = 10
"""Phrases between the verb and the preposition: a name, what it is, its age, a day."""
_MAX_DEED = 30
"""Longest deed, in tokens."""
_CHARGES = word_list("claims", "roles.verbs.deeds.charges")
_BETWEEN = word_list("claims", "roles.verbs.deeds.between")
_PEOPLE = word_list("claims", "roles.verbs.deeds.people")
_OTHERS = word_list("claims", "roles.verbs.deeds.others")


def deed_after(
    sentence: Sentence, phrase: int, preposition: str, rule: Rule
) -> tuple[int, int] | None:
    """The words of the deed that the preposition governs behind the phrase; None: none there.

    Between them may stand the accused, what they are and when: "charged X, 43, on Monday with".
    What the rule wants of its object, the deed must have: its noun, or the verb of a gerund.
    """
    for following in range(phrase + 1, min(sentence.size - 1, phrase + _REACH)):
        kind = sentence.kinds[following]
        if kind == "I" and sentence.first_word(following) == preposition:
            target = sentence.right[following]
            if sentence.kind_at(target) == "V":
                return _doing(sentence, target, rule)
            if sentence.kind_at(target) == "N" and not _is_somebody(sentence, target):
                return _noun(sentence, target, rule)
        elif kind == "I" and sentence.first_word(following) not in _BETWEEN:
            return None
        elif kind not in "NTRIACx," or (kind == "," and sentence.kinds[phrase] == "N"):
            return None
    return None


def _is_somebody(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase is no deed but a name or people: "accused by scores of women of"."""
    if _counts(sentence, phrase):
        return False
    if sentence.last_tag(phrase) not in "NA":
        return True
    word, known = sentence.last_word(phrase), load_lexicon().noun_types
    types = known.get(word) or known.get(singular(word)) or frozenset()
    return word in _PEOPLE or not types.isdisjoint(("Person", "Organization"))


def _counts(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase only counts a deed or calls it one: "269 counts", "the charges"."""
    return sentence.last_word(phrase).rpartition(" ")[2] in _CHARGES


def _noun(sentence: Sentence, phrase: int, rule: Rule) -> tuple[int, int] | None:
    """The words of the deed, without those that only count it: "two counts of", "charges of"."""
    while _counts(sentence, phrase):
        of = sentence.right[phrase]
        if sentence.preposition_at(of) not in ("of", "related"):
            return None
        phrase = sentence.right[of]
        if sentence.kind_at(phrase) == "V":
            return _doing(sentence, phrase, rule)
        if sentence.kind_at(phrase) != "N":
            return None
    doing = sentence.verb_of(phrase + 1)
    if doing is not None and doing.form == "gerund" and sentence.stop[phrase + 1] == doing.at + 1:
        start = text_of(sentence, phrase)[0]  # "price fixing", "money laundering"
        fits = word_fits(sentence, rule, phrase) or sentence.words[doing.at] in rule.object_words
        return (start, sentence.end[doing.at]) if fits or not rule.object_words else None
    known = load_lexicon().verbs.get(sentence.last_word(phrase), ("",))[0]
    if not word_fits(sentence, rule, phrase) and known not in rule.object_words:
        return None  # neither a noun nor a gerund read as one: "engaging in bribery"
    start, end = text_of(sentence, phrase)
    governed = sentence.right[phrase + 1]
    if (
        sentence.last_word(phrase).endswith("ing")
        and sentence.kind_at(phrase + 1) == "I"
        and sentence.first_word(phrase + 1) not in _OTHERS
        and sentence.kind_at(governed) == "N"
    ):
        end = max(end, text_of(sentence, governed)[1])  # "spying on reporters"
    return start, end


def _doing(sentence: Sentence, phrase: int, rule: Rule) -> tuple[int, int] | None:
    """The words of what is done, from the gerund to the end of its clause."""
    verb = sentence.verb_at(phrase)
    if verb.form != "gerund" or (rule.object_words and verb.lemma not in rule.object_words):
        return None
    last, following = phrase, phrase + 1
    while (
        following < sentence.size
        and (sentence.kinds[following] not in ";,SW" or _opens_aside(sentence, following))
        and sentence.stop[following] - sentence.first[phrase] < _MAX_DEED
        and sentence.preposition_at(following) not in _OTHERS
        and not _begins_another(sentence, following)
    ):
        if sentence.kinds[following] in "NVA":
            last = following
        following += 4 if _opens_aside(sentence, following) else 1
    return sentence.start[verb.at], sentence.end[sentence.stop[last] - 1]


def _begins_another(sentence: Sentence, phrase: int) -> bool:
    """Whether "and" begins what is no part of a deed: a verb, or who did another ("and X of")."""
    return (
        sentence.kinds[phrase : phrase + 2] == "CV" or sentence.kinds[phrase : phrase + 4] == "CNIV"
    )


def _opens_aside(sentence: Sentence, phrase: int) -> bool:
    """Whether a preposition and a noun stand between two commas: "having ties, through X, to"."""
    return sentence.kinds[phrase : phrase + 5] in (",IN,I", ",IN,N")
