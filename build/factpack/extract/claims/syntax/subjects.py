"""Who does what: the subject of every verb of a sentence.

A few walks over the phrases find it: past appositions and brackets, through relative clauses,
participles, infinitives and coordination.
"""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.syntax.modality_flags import (
    INHERITED,
    NAMED,
    NEGATED,
    PAST,
    PLANNED,
    POSSIBLE,
    PURPOSE,
)
from factpack.extract.claims.syntax.plan_outcome import UNREAL, done_by_object, fate
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon

_BEGINNING: Final = frozenset(("become", "join", "lead", "head", "run"))
_PLACING: Final = frozenset(("in", "of", "at", "near", "from"))
_PASSIVE_ALONE: Final = frozenset(
    # Verbs whose past participle after a noun is passive where no object follows.
    "found co-found cofound establish base headquarter locate situate create form set own back "
    "fund finance support lead co-lead head chair run build develop design make sell publish "
    "launch list incorporate hold know call name dub title author produce release acquire buy "
    "purchase control manage operate use employ adopt choose pick select deploy sponsor write "
    "hire appoint elect spearhead helm organise organize institute initiate invent start open "
    "start up set up hit involve place give offer provide house value worth expect plan schedule "
    "aim intend announce sign host".split()
)


def find_subjects(s: Sentence) -> None:
    """Set the subject of every verb group, from left to right."""
    for k in s.verbs:
        _find_subject(s, k)


def _find_subject(s: Sentence, k: int) -> None:
    """Set the subject of the verb group at `k`, and its voice where only the context tells."""
    verb = s.verb_at(k)
    m = s.left[k]
    before = s.kinds[m] if m >= 0 else ";"
    if before == "W":
        verb.subject = _antecedent(s, m)
        if verb.form == "participle":
            verb.form = "finite"
        elif verb.form == "gerund":
            verb.subject = -1
        return
    if verb.form == "finite":
        verb.subject = _finite_subject(s, k)
    elif verb.form == "participle":
        _participle(s, k, m)
    elif verb.form == "gerund":
        _gerund(s, k, m)
    else:
        _infinitive(s, k, m)


def _participle(s: Sentence, k: int, m: int) -> None:
    verb = s.verb_at(k)
    n = s.right[k]
    after = s.kinds[n] if n < s.size else ";"
    follows_by = after == "I" and s.words[s.first[n]] == "by"
    before = s.kinds[m] if m >= 0 else ";"
    outer = s.left[m] if before == "N" else -1
    while outer > 0 and s.kinds[outer] in "C," and s.kinds[outer - 1] == "N":
        outer = s.left[outer - 1]  # "which X and Y announced"
    relative = outer >= 0 and s.kinds[outer] in "WS"  # "which X acquired"
    if verb.chain:
        near = s.left[m] if before == "," else m
        verb.subject = near if near >= 0 and s.kinds[near] == "N" else -1
        other = previous_verb(s, k)
        if other >= 0:
            o = s.verb_at(other)
            verb.hints |= o.hints & (POSSIBLE | NEGATED)
        return
    alone = after != "N" and verb.lemma in _PASSIVE_ALONE and not relative
    if follows_by or alone:
        verb.passive = True
        if before == "N":
            verb.subject = m
        elif before == "C":
            other = previous_verb(s, k)
            if other >= 0:
                o = s.verb_at(other)
                verb.subject = o.subject
        elif before == ",":
            near = s.left[m]
            if near >= 0 and s.kinds[near] == "N":
                verb.subject = near
            else:
                verb.subject = _next_subject(s, k)
        elif before in ";S" or m < 0:
            verb.subject = _next_subject(s, k)
        return
    verb.form = "finite"
    verb.subject = _finite_subject(s, k)


def _gerund(s: Sentence, k: int, m: int) -> None:
    verb = s.verb_at(k)
    before = s.kinds[m] if m >= 0 else ";"
    if before == "N":
        b = s.left[m]
        inverted = s.verb[b] if b >= 0 else None
        if inverted is not None and inverted.lemma == "be" and inverted.subject < 0:
            verb.form = "finite"  # "Not only is X working …"
        verb.subject = m
        return
    if before == "I" and _done_by_object(s, k, m):
        return
    other = previous_verb(s, k)
    if other >= 0:
        o = s.verb_at(other)
        verb.subject = o.subject
        verb.governor = other
        if before == "I":
            verb.hints |= o.hints & INHERITED
    if verb.subject < 0 or other > k:
        verb.subject = _next_subject(s, k)


def is_under_way(s: Sentence, k: int) -> bool:
    """Whether the verb group at `k` says what is happening now: "is leaving"."""
    verb = s.verb_at(k)
    return s.tags[verb.at] == "g" and s.tags[s.first[k]] == "B" and not verb.hints & PAST


def _done_by_object(s: Sentence, k: int, m: int) -> bool:
    """Set the subject of "X from buying Y", where the verb before says what X may not do.

    Returns:
        False where it is the subject of that verb who buys.
    """
    verb, other, near = s.verb_at(k), _nearest_verb(s, m), s.left[m]
    if other < 0:
        return False
    o = s.verb_at(other)
    said = done_by_object(o.lemma, s.words[s.first[m]])
    if not said or not (o.passive or (near >= 0 and s.kinds[near] == "N")):
        return False
    verb.subject = o.subject if o.passive else near
    verb.governor = other
    verb.hints |= POSSIBLE if o.hints & UNREAL or o.form != "finite" else said
    return True


def _infinitive(s: Sentence, k: int, m: int) -> None:
    lexicon = load_lexicon()
    verb = s.verb_at(k)
    other = _nearest_verb(s, k)
    governor = s.verb[other] if other >= 0 else None
    if m >= 0 and s.kinds[m] == "x":
        verb.hints |= NEGATED  # "agreed not to buy"
        m = s.left[m]
        if governor is not None and s.kinds[m] == "N" and other < m:
            verb.subject = chain_head(s, m)  # "paid X not to buy"
            verb.governor = other
            return
    if m >= 0 and s.kinds[m] == "N":
        hint = lexicon.infinitive_words.get(s.last_word(m))
        if hint is not None:
            verb.hints |= NAMED[hint] | _fate_after(s, k)
            if governor is not None:
                verb.hints |= fate(governor.lemma, governor.hints, undergone=not governor.passive)
                verb.subject = governor.subject
                verb.governor = other
                verb.hints |= governor.hints & INHERITED
            else:
                verb.subject = m
            return
        if governor is None:
            verb.subject = chain_head(s, m)  # a headline: "X to buy Y"
            verb.form = "finite"
            verb.hints |= PLANNED
            return
        if governor.lemma in lexicon.object_control and s.right[other] <= m:
            verb.subject = chain_head(s, m)
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
        if verb.lemma in _BEGINNING and is_under_way(s, other):
            verb.hints |= PLANNED  # "is leaving X to become head of Y"


def _fate_after(s: Sentence, k: int) -> int:
    """What the verb after an infinitive says of the plan: "the bid to buy X was blocked"."""
    for m in range(k + 1, s.size):
        if s.kinds[m] in ";SW,":
            break
        verb = s.verb[m]
        if verb is not None and verb.form in ("finite", "participle"):
            said = fate(verb.lemma, verb.hints, undergone=verb.passive)
            if verb.form == "participle":  # "its bid to buy X blocked by Y"
                said = said or fate(verb.lemma, verb.hints, undergone=True)
            return said
    return 0


def _finite_subject(s: Sentence, k: int) -> int:
    m = s.left[k]
    for _ in range(6):
        if m < 0:
            return -1
        kind = s.kinds[m]
        if kind == "N":
            head = chain_head(s, m)
            relative = _relative_before(s, head)
            return _antecedent(s, relative) if relative >= 0 else head
        if kind == "T":  # "X on Monday bought"
            m = s.left[m]
            if m >= 0 and s.kinds[m] == "I":
                m = s.left[m]
        elif kind == ",":
            comma = _comma_before(s, m)
            if comma < 0:
                near = s.left[m]
                if near >= 0 and s.kinds[near] == "C":
                    m = near
                    continue
                other = previous_verb(s, k)
                v = s.verb[other] if other >= 0 else None
                return v.subject if v is not None and v.form == "finite" else -1
            m = s.left[comma]
        elif kind == "C":
            other = previous_verb(s, k)
            v = s.verb[other] if other >= 0 else None
            if v is not None and s.words[s.first[k]] == s.verb_at(k).lemma:
                s.verb_at(k).hints |= v.hints & UNREAL  # "will train models and make X"
            return v.subject if v is not None else -1
        else:
            return -1
    return -1


def _relative_before(s: Sentence, m: int) -> int:
    """The relative pronoun whose clause the noun phrase at `m` ends: "each firm that uses X is"."""
    v = s.left[m]
    if v >= 0 and s.kinds[v] == "I":
        v = s.left[v]
    if v < 0 or s.kinds[v] != "V":
        return -1
    w = s.left[v]
    return w if w >= 0 and s.kinds[w] == "W" else -1


def _comma_before(s: Sentence, m: int) -> int:
    """The comma that opens the insertion which the comma at `m` closes, -1 where there is none."""
    for c in range(m - 1, max(-1, m - 30), -1):
        kind = s.kinds[c]
        if kind == ";":
            return -1
        if kind == ",":
            near = s.left[c]
            if near >= 0 and s.kinds[near] == "N" and c + 1 < m:
                if s.kinds[c + 1] in "NIWRASTVC":
                    # A list "A, B, and C" closes with a conjunction, an insertion does not.
                    if c + 2 == m and _names_place(s, near, c + 1):
                        outer = _comma_before(s, c)
                        return outer if outer >= 0 else c
                    return c
    return -1


def _names_place(s: Sentence, k: int, n: int) -> bool:
    """Whether two names are a place and the larger one around it: "in Leeds, England,"."""
    if s.tags[s.first[k] : s.stop[k]] != "E" or s.tags[s.first[n] : s.stop[n]] != "E":
        return False
    m = s.left[k]
    return m >= 0 and s.kinds[m] == "I" and s.words[s.first[m]] in _PLACING


def chain_head(s: Sentence, m: int) -> int:
    """The noun phrase that the one at `m` ends, where prepositions join several."""
    for _ in range(8):
        if m >= 2 and s.kinds[m - 1] == "I" and s.kinds[m - 2] == "N":
            m -= 2
        elif (
            m >= 4
            and s.kinds[m - 1] == "C"
            and s.kinds[m - 2] == "N"
            and s.kinds[m - 3] == "I"
            and s.kinds[m - 4] == "N"
            and s.last_tag(m) == s.last_tag(m - 2) != "N"
            and s.words[s.first[m - 3]] in ("between", "of")
        ):
            m -= 4  # "the merger of X and Y": the names are one argument of the noun
        else:
            break
    return m


def _antecedent(s: Sentence, m: int) -> int:
    """The noun phrase that a relative pronoun at `m` stands for."""
    near = s.left[m]
    if near >= 0 and s.kinds[near] == ",":
        near = s.left[near]
    if near >= 0 and s.kinds[near] == "I":  # "in which", "of which"
        return -1
    if near < 0 or s.kinds[near] != "N":
        return -1
    word = s.words[s.first[m]]
    if word == "who" and "P" not in s.tags[s.first[near] : s.stop[near]]:
        head = chain_head(s, near)
        if "P" in s.tags[s.first[head] : s.stop[head]]:
            return head
        named = s.left[head] - 1 if s.left[head] > 0 else -1
        if named >= 0 and s.kinds[named + 1] == "," and s.kinds[named] == "N":
            if s.last_tag(named) == "P":
                return named  # "Jane Roe, a co-founder of X who"
    return near


def previous_verb(s: Sentence, k: int) -> int:
    """The verb group before `k` in the same stretch of the sentence, no relative clause."""
    best = -1
    for m in range(k - 1, -1, -1):
        kind = s.kinds[m]
        if kind == ";":
            break
        if kind == "V":
            verb = s.verb[m]
            assert verb is not None
            if best < 0:
                best = m
            left = s.left[m]
            relative = left >= 0 and s.kinds[left] == "W"
            if verb.form == "finite" and not relative:
                return m
    return best


def _nearest_verb(s: Sentence, k: int) -> int:
    """The verb group before `k` in the same stretch of the sentence, of whatever form; -1: none."""
    for m in range(k - 1, -1, -1):
        if s.kinds[m] == ";":
            return -1
        if s.kinds[m] == "V":
            return m
    return -1


def _next_subject(s: Sentence, k: int) -> int:
    """Subject of the main clause that follows a fronted participle.

    "Founded by A, B and C in Leeds, England, X makes": the phrase after a comma that a verb, or the
    comma of an apposition, follows.
    """
    fallback = -1
    for m in range(k + 1, s.size):
        kind = s.kinds[m]
        if kind == ";":
            break
        if kind == ",":
            n = s.right[m]
            if n < s.size and s.kinds[n] == "N":
                after = s.right[n]
                follows = s.kinds[after] if after < s.size else ";"
                if follows == "V":
                    return n
                if fallback < 0 and follows in "IW,":
                    fallback = n
        elif kind == "V" and m > k + 1 and fallback >= 0:
            break
    return fallback
