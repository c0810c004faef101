"""Who does what: the subject of every verb of a sentence.

A few walks over the phrases find it: past appositions and brackets, through relative clauses,
participles, infinitives and coordination.
"""

from __future__ import annotations

from factpack.extract.claims.syntax.modality import (
    INHERITED,
    NAMED,
    NEGATED,
    PAST,
    PLANNED,
    POSSIBLE,
    PURPOSE,
    UNREAL,
    done_by_object,
    plan_outcome,
)
from factpack.extract.claims.syntax.phrases.walks import (
    antecedent,
    chain_head,
    comma_before,
    nearest_verb,
    next_subject,
    previous_verb,
    relative_before,
)
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_BEGINNING = word_list("claims", "syntax.phrases.subjects.beginning")
_NOT_TO_PEOPLE = word_list("claims", "syntax.phrases.subjects.not_to_people")
_NEAR = word_list("claims", "syntax.phrases.subjects.near")
_PASSIVE_ALONE = word_list("claims", "syntax.phrases.subjects.passive_alone")


def find_subjects(sentence: Sentence) -> None:
    """Set the subject of every verb group, from left to right."""
    for phrase in sentence.verbs:
        _find_subject(sentence, phrase)


def _find_subject(sentence: Sentence, phrase: int) -> None:
    """Set the subject of the verb group at `phrase`, and its voice where only the context tells."""
    verb = sentence.verb_at(phrase)
    previous = sentence.left[phrase]
    before = sentence.kind_at(previous)
    if before == "W":
        verb.subject = antecedent(sentence, previous)
        if verb.form == "participle":
            verb.form = "finite"
        elif verb.form == "gerund":
            verb.subject = -1
        return
    if verb.form == "finite":
        verb.subject = _finite_subject(sentence, phrase)
    elif verb.form == "participle":
        _participle(sentence, phrase, previous)
    elif verb.form == "gerund":
        _gerund(sentence, phrase, previous)
    else:
        _infinitive(sentence, phrase, previous)


def _participle(sentence: Sentence, phrase: int, previous: int) -> None:
    verb = sentence.verb_at(phrase)
    following = sentence.right[phrase]
    after = sentence.kind_at(following)
    follows_by = after == "I" and sentence.first_word(following) == "by"
    if follows_by and verb.lemma in load_words().directions:
        # "Sales jumped by 5 percent": nobody made them.
        follows_by = sentence.kind_at(following + 1) != "N" or (
            sentence.last_tag(following + 1) not in "$%#"
        )
    before = sentence.kind_at(previous)
    outer = sentence.left[previous] if before == "N" else -1
    while outer > 0 and sentence.kinds[outer] in "C," and sentence.kinds[outer - 1] == "N":
        outer = sentence.left[outer - 1]  # "which X and Y announced"
    relative = sentence.kind_at(outer) in "WS"  # "which X acquired"
    if verb.chain:
        near = sentence.left[previous] if before == "," else previous
        verb.subject = near if sentence.kind_at(near) == "N" else -1
        other = previous_verb(sentence, phrase)
        if other >= 0:
            other_verb = sentence.verb_at(other)
            verb.hints |= other_verb.hints & (POSSIBLE | NEGATED)
        return
    alone = after != "N" and verb.lemma in _PASSIVE_ALONE and not relative
    if after == "N" and sentence.last_tag(following) == "$":  # "fined $3 million by X"
        near = sentence.right[following]
        follows_by = sentence.preposition_at(near) == "by"
    if before == "N" and sentence.last_tag(previous) == "P" and verb.lemma in _NOT_TO_PEOPLE:
        alone = False  # "Jane Roe signed for Acme"
    if follows_by or alone:
        verb.passive = True
        if before == "N":
            verb.subject = previous
        elif before == "C":
            other = nearest_verb(sentence, previous)
            if other >= 0 and not sentence.verb_at(other).passive:
                other = previous_verb(sentence, phrase)
            if other >= 0:  # "a round led by X and joined by Y"
                other_verb = sentence.verb_at(other)
                verb.subject = other_verb.subject
        elif before == ",":
            near = sentence.left[previous]
            if sentence.kind_at(near) == "N":
                verb.subject = near
            else:
                verb.subject = next_subject(sentence, phrase)
        elif before in ";S" or previous < 0:
            verb.subject = next_subject(sentence, phrase)
        return
    verb.form = "finite"
    verb.subject = _finite_subject(sentence, phrase)


def _gerund(sentence: Sentence, phrase: int, previous: int) -> None:
    verb = sentence.verb_at(phrase)
    before = sentence.kind_at(previous)
    if before == "N":
        near = sentence.left[previous]
        inverted = sentence.verb_of(near)
        if inverted is not None and inverted.lemma == "be" and inverted.subject < 0:
            verb.form = "finite"  # "Not only is X working …"
        verb.subject = previous
        return
    if before == "I" and _done_by_object(sentence, phrase, previous):
        return
    if before == ",":
        near = sentence.left[previous]
        if sentence.kind_at(near) == "N" and sentence.last_tag(near) in "EP":
            if _opens_clause(sentence, near):
                verb.subject = near  # "X, working with Y, opened a shop"
                return
    other = previous_verb(sentence, phrase)
    if other >= 0:
        other_verb = sentence.verb_at(other)
        verb.subject = other_verb.subject
        verb.governor = other
        if before == "I":
            verb.hints |= other_verb.hints & INHERITED
    if verb.subject < 0 or other > phrase:
        verb.subject = next_subject(sentence, phrase)


def _opens_clause(sentence: Sentence, phrase: int) -> bool:
    """Whether a clause begins with the phrase: at the start, after "that", or after "said"."""
    before = sentence.left[phrase]
    verb = sentence.verb_of(before)
    if verb is not None:
        return verb.lemma == "say"
    return before < 0 or sentence.kinds[before] in ";S"


def is_under_way(sentence: Sentence, phrase: int) -> bool:
    """Whether the verb group at `phrase` says what is happening now: "is leaving"."""
    verb = sentence.verb_at(phrase)
    return (
        sentence.tags[verb.at] == "g"
        and sentence.first_tag(phrase) == "B"
        and not verb.hints & PAST
    )


def _done_by_object(sentence: Sentence, phrase: int, previous: int) -> bool:
    """Set the subject of "X from buying Y", where the verb before says what X may not do.

    Returns:
        False where it is the subject of that verb who buys.
    """
    verb, other, near = (
        sentence.verb_at(phrase),
        nearest_verb(sentence, previous),
        sentence.left[previous],
    )
    if other < 0:
        return False
    other_verb = sentence.verb_at(other)
    said = done_by_object(other_verb.lemma, sentence.first_word(previous))
    if not said or not (other_verb.passive or (sentence.kind_at(near) == "N")):
        return False
    verb.subject = other_verb.subject if other_verb.passive else near
    verb.governor = other
    verb.hints |= POSSIBLE if other_verb.hints & UNREAL or other_verb.form != "finite" else said
    return True


def _infinitive(sentence: Sentence, phrase: int, previous: int) -> None:
    lexicon = load_lexicon()
    verb = sentence.verb_at(phrase)
    other = nearest_verb(sentence, phrase)
    governor = sentence.verb_of(other)
    if sentence.kind_at(previous) == "x":
        verb.hints |= NEGATED  # "agreed not to buy"
        previous = sentence.left[previous]
        if governor is not None and sentence.kinds[previous] == "N" and other < previous:
            verb.subject = chain_head(sentence, previous)  # "paid X not to buy"
            verb.governor = other
            return
    if sentence.kind_at(previous) == "N":
        hint = lexicon.infinitive_words.get(sentence.last_word(previous))
        if hint is not None:
            verb.hints |= NAMED[hint] | _outcome_after(sentence, phrase)
            if _is_near(sentence, previous):
                verb.hints |= POSSIBLE
            if governor is not None:
                verb.hints |= plan_outcome(
                    governor.lemma, governor.hints, undergone=not governor.passive
                )
                verb.subject = governor.subject
                verb.governor = other
                verb.hints |= governor.hints & INHERITED
            else:
                verb.subject = previous
            return
        if governor is None:
            verb.subject = chain_head(sentence, previous)  # a headline: "X to buy Y"
            verb.form = "finite"
            verb.hints |= PLANNED
            return
        if governor.lemma in lexicon.object_control and sentence.right[other] <= previous:
            verb.subject = chain_head(sentence, previous)
            verb.governor = other
            verb.hints |= governor.hints & INHERITED
            if governor.lemma in ("want", "expect", "ask", "urge"):
                verb.hints |= PLANNED
            return
    if governor is not None:
        verb.subject = governor.subject
        verb.governor = other
        verb.hints |= PURPOSE
        verb.hints |= governor.hints & INHERITED
        if verb.lemma in _BEGINNING and is_under_way(sentence, other):
            verb.hints |= PLANNED  # "is leaving X to become head of Y"


def _is_near(sentence: Sentence, phrase: int) -> bool:
    """Whether a deal is only near: "close to a deal to buy Y"."""
    before = sentence.left[phrase]
    near = sentence.left[before] if sentence.kind_at(before) == "I" else -1
    return near >= 0 and sentence.kinds[near] in "AN" and sentence.last_word(near) in _NEAR


def _outcome_after(sentence: Sentence, phrase: int) -> int:
    """What the verb after an infinitive says of the plan: "the bid to buy X was blocked"."""
    for m in range(phrase + 1, sentence.size):
        if sentence.kinds[m] in ";SW,":
            break
        verb = sentence.verb[m]
        if verb is not None and verb.form in ("finite", "participle"):
            said = plan_outcome(verb.lemma, verb.hints, undergone=verb.passive)
            if verb.form == "participle":  # "its bid to buy X blocked by Y"
                said = said or plan_outcome(verb.lemma, verb.hints, undergone=True)
            return said
    return 0


def _finite_subject(sentence: Sentence, phrase: int) -> int:
    previous = sentence.left[phrase]
    for _ in range(6):
        if previous < 0:
            return -1
        kind = sentence.kinds[previous]
        if kind == "N":
            head = chain_head(sentence, previous)
            relative = relative_before(sentence, head)
            return antecedent(sentence, relative) if relative >= 0 else head
        if kind == "T":  # "X on Monday bought"
            previous = sentence.left[previous]
            if sentence.kind_at(previous) == "I":
                previous = sentence.left[previous]
        elif kind == ",":
            comma = comma_before(sentence, previous)
            if comma < 0:
                near = sentence.left[previous]
                if sentence.kind_at(near) == "C":
                    previous = near
                    continue
                other = previous_verb(sentence, phrase)
                verb = sentence.verb_of(other)
                return verb.subject if verb is not None and verb.form == "finite" else -1
            previous = sentence.left[comma]
        elif kind == "C":
            other = previous_verb(sentence, phrase)
            verb = sentence.verb_of(other)
            if verb is not None and sentence.first_word(phrase) == sentence.verb_at(phrase).lemma:
                sentence.verb_at(phrase).hints |= (
                    verb.hints & UNREAL
                )  # "will train models and make X"
            return verb.subject if verb is not None else -1
        else:
            return -1
    return -1
