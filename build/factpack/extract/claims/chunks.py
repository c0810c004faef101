"""Phrases of a sentence: noun phrases, verb groups with their voice, and who does what.

The tags of the units form a string; one compiled pattern cuts it into phrases, and a few walks over
the phrases find the subject of every verb: past appositions and brackets, through relative clauses,
participles, infinitives and coordination.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factpack.extract.claims.lexicon import load_lexicon
from factpack.extract.claims.units import Units

_PHRASE = re.compile(
    # verb group: auxiliaries and the verb, or auxiliaries alone
    r"(?P<V>(?:t[Rx]*)?(?:(?:[MBhd][Rx]*)+[Vpg]|[Vpg]|[MBhd](?:[Rx]*[MBhd])*))"
    # noun phrase: determiners, then modifiers and possessors, then the head
    r"|(?P<N>[DH]{0,2}(?:[AN#$%K']|A,(?=A)|E(?!P)|P(?=['K])|T'|R(?=[A#$%]))*[N#$%EP]|O|[DH]{1,2}A*)"
    r"|(?P<I>[It])"
)
_SKIPPED = frozenset("R")
_PASSIVE_ALONE = frozenset(
    # Verbs whose past participle after a noun is passive where no object follows.
    "found co-found cofound establish base headquarter locate situate create form set own back "
    "fund finance support lead co-lead head chair run build develop design make sell publish "
    "launch list incorporate hold know call name dub title author produce release acquire buy "
    "purchase control manage operate use employ adopt choose pick select deploy sponsor write "
    "hire appoint elect spearhead helm organise organize institute initiate invent start open "
    "start up set up hit involve place give offer provide house value worth expect plan schedule "
    "aim intend announce sign host".split()
)
_EXPECTED = frozenset("set expect schedule slate poise design intend mean prepare allow".split())
COPULA = frozenset(("be", "become", "remain", "stay"))


@dataclass(slots=True)
class Verb:
    """A verb group.

    Attributes:
        lemma: base form, with its particle where the two mean one thing.
        form: finite, infinitive, gerund or participle.
        passive: whether the subject undergoes it.
        hints: what modals, negations and governing verbs say: planned, possible, negated, past.
        at: unit of the verb itself.
        subject: phrase of its subject, -1: none found.
        governor: phrase of the verb group that it depends on, -1: none.
        chain: (base form, unit) of the verbs that govern it within the group ("plans to buy").
    """

    lemma: str
    form: str
    passive: bool
    hints: set[str]
    at: int
    subject: int = -1
    governor: int = -1
    chain: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Phrase:
    """Units `[i, j)` that belong together; `kind` is `V`, `N`, `I` or the tag of a single unit."""

    kind: str
    i: int
    j: int
    verb: Verb | None = None


@dataclass(slots=True)
class Sentence:
    """Units, phrases, and the phrases that are verb groups, in order."""

    units: Units
    phrases: list[Phrase] = field(default_factory=list)
    verbs: list[int] = field(default_factory=list)


_FUTURE = frozenset("will shall 'll ’ll won't won’t".split())
_HEDGE = frozenset("may might could would 'd ’d should wouldn't wouldn’t couldn't couldn’t".split())
_MAYBE = frozenset(
    "possibly potentially perhaps maybe reportedly allegedly likely probably supposedly".split()
)


def parse(units: Units) -> Sentence:
    """Phrases of a sentence, with the subject of every verb found where the words show it."""
    tags = units.tags
    phrases: list[Phrase] = []
    at, n = 0, len(tags)
    match = _PHRASE.match
    while at < n:
        m = match(tags, at)
        if m is None:
            phrases.append(Phrase(tags[at], at, at + 1))
            at += 1
            continue
        kind, end = m.lastgroup or "N", m.end()
        phrase = Phrase(kind, at, end)
        if kind == "V":
            phrase.verb = _verb(units, at, end)
            if end < n and tags[end] in "IRN":
                pair = f"{phrase.verb.lemma} {units.words[end]}"
                if pair in load_lexicon().phrasal:
                    phrase.verb.lemma = pair
                    phrase.j = end = end + 1
        phrases.append(phrase)
        at = end
    phrases = _govern(units, phrases)
    sentence = Sentence(units, phrases, [k for k, p in enumerate(phrases) if p.kind == "V"])
    for k in sentence.verbs:
        _find_subject(sentence, k)
    return sentence


def _verb(units: Units, i: int, j: int) -> Verb:
    tags, words = units.tags, units.words
    head = j - 1
    while head > i and tags[head] in "Rx":
        head -= 1
    lexicon = load_lexicon()
    tag = tags[head]
    hints: set[str] = set()
    passive = False
    be = False
    finite_aux = False
    before = i - 1
    while before >= 0 and tags[before] == "R":  # "reportedly bought"
        if words[before] in _MAYBE:
            hints.add("possible")
        before -= 1
    for u in range(i, j):
        t, w = tags[u], words[u]
        if t == "M":
            finite_aux = True
            if w in _FUTURE:
                hints.add("planned")
            elif w in _HEDGE:
                hints.add("would" if w in ("would", "'d", "’d", "should") else "possible")
        elif t == "B" and u != head:
            be, finite_aux = True, True
            if w in ("was", "were"):
                hints.add("past")
        elif t in "hd" and u != head:
            finite_aux = True
            if w == "had" and tag == "B":
                hints.add("past")
        elif t == "x":
            hints.add("negated")
        elif t == "R" and w in _MAYBE:
            hints.add("possible")
        if w.endswith(("n't", "n’t")):
            hints.add("negated")
    if tag == "B":
        lemma = "be"
        if words[head] in ("was", "were"):
            hints.add("past")
    elif tag == "h":
        lemma = "have"
    elif tag == "d":
        lemma = "do"
    else:
        known = lexicon.verbs.get(words[head])
        lemma = known[0] if known else words[head]
        passive = tag == "p" and be
        if not passive and (tags[i] == "t" or ("M" in tags[i:head] and not be)):
            lemma = _found(lemma)
    if tags[i] == "t":
        form = "infinitive"
    elif finite_aux or tag in "VBhd":
        form = "finite"
        if tag in "Bh" and words[head] in ("being", "having"):
            form = "gerund"
    elif tag == "g":
        form = "gerund"
    else:
        past_only = tag == "p" and "!" in lexicon.verbs.get(words[head], ("", ""))[1]
        form = "finite" if past_only else "participle"
    return Verb(lemma, form, passive, hints, head)


def _found(lemma: str) -> str:
    """The verb that "found" is where a base form stands: to found, not to find."""
    return "found" if lemma == "find" else lemma


def _govern(units: Units, phrases: list[Phrase]) -> list[Phrase]:
    """Join "plans to buy", "is likely to buy", "began buying" into one verb group."""
    lexicon = load_lexicon()
    out: list[Phrase] = []
    for phrase in phrases:
        verb = phrase.verb
        if verb is not None and out:
            back = len(out) - 1
            word = ""
            while back >= 0 and out[back].kind in "RA":
                if out[back].kind == "A":
                    word = units.words[out[back].i]
                back -= 1
            governor = out[back].verb if back >= 0 else None
            hint = None
            if governor is not None and verb.form == "infinitive":
                if word:
                    hint = lexicon.infinitive_words.get(word) if governor.lemma == "be" else None
                elif governor.lemma == "be":
                    hint = "planned"  # "is to buy"
                elif governor.lemma in ("have", "go"):
                    hint = "planned" if governor.lemma == "go" else "fact"
                elif governor.lemma == "use" and units.words[governor.at] == "used":
                    hint = "past"  # "used to be"
                elif not governor.passive or governor.lemma in lexicon.control:
                    hint = lexicon.control.get(governor.lemma)
            elif governor is not None and governor.lemma == "help" and not governor.passive:
                if back == len(out) - 1 and verb.form in ("participle", "finite"):
                    hint, verb.passive = "fact", False  # "helped found"
                    verb.lemma = _found(verb.lemma)
            elif governor is not None and verb.form == "gerund" and not word:
                if governor.lemma in ("begin", "start", "continue", "stop", "cease", "consider"):
                    hint = lexicon.control.get(governor.lemma, "fact")
            if hint is not None and governor is not None:
                if hint == "negated" or governor.lemma in ("stop", "cease"):
                    verb.hints.add("negated")
                elif hint != "fact":
                    verb.hints.add(hint)
                verb.hints |= governor.hints
                verb.chain = [*governor.chain, (governor.lemma, governor.at)]
                verb.form = governor.form
                aside = back > 0 and out[back - 1].kind == "," and governor.lemma in _EXPECTED
                if governor.form == "participle" and not aside:
                    verb.form = "finite"  # but ", set to buy Y," is said of something before
                del out[back:]
                out.append(Phrase("V", phrase.i, phrase.j, verb))
                continue
        out.append(phrase)
    return out


def _find_subject(s: Sentence, k: int) -> None:
    """Set the subject of the verb group at `k`, and its voice where only the context tells."""
    phrases = s.phrases
    verb = phrases[k].verb
    assert verb is not None
    m = left_of(phrases, k)
    before = phrases[m].kind if m >= 0 else ";"
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
    phrases = s.phrases
    verb = phrases[k].verb
    assert verb is not None
    n = right_of(phrases, k)
    after = phrases[n].kind if n < len(phrases) else ";"
    follows_by = after == "I" and s.units.words[phrases[n].i] == "by"
    before = phrases[m].kind if m >= 0 else ";"
    outer = left_of(phrases, m) if before == "N" else -1
    while outer > 0 and phrases[outer].kind in "C," and phrases[outer - 1].kind == "N":
        outer = left_of(phrases, outer - 1)  # "which X and Y announced"
    relative = outer >= 0 and phrases[outer].kind in "WS"  # "which X acquired"
    if verb.chain:
        near = left_of(phrases, m) if before == "," else m
        verb.subject = near if near >= 0 and phrases[near].kind == "N" else -1
        other = previous_verb(s, k)
        if other >= 0:
            o = phrases[other].verb
            assert o is not None
            verb.hints |= o.hints & {"possible", "negated"}
        return
    alone = after != "N" and verb.lemma in _PASSIVE_ALONE and not relative
    if follows_by or alone:
        verb.passive = True
        if before == "N":
            verb.subject = m
        elif before == "C":
            other = previous_verb(s, k)
            if other >= 0:
                o = phrases[other].verb
                assert o is not None
                verb.subject = o.subject
        elif before == ",":
            near = left_of(phrases, m)
            if near >= 0 and phrases[near].kind == "N":
                verb.subject = near
            else:
                verb.subject = _next_subject(s, k)
        elif before in ";S" or m < 0:
            verb.subject = _next_subject(s, k)
        return
    verb.form = "finite"
    verb.subject = _finite_subject(s, k)


def _gerund(s: Sentence, k: int, m: int) -> None:
    phrases = s.phrases
    verb = phrases[k].verb
    assert verb is not None
    before = phrases[m].kind if m >= 0 else ";"
    if before == "N":
        b = left_of(phrases, m)
        inverted = phrases[b].verb if b >= 0 else None
        if inverted is not None and inverted.lemma == "be" and inverted.subject < 0:
            verb.form = "finite"  # "Not only is X working …"
        verb.subject = m
        return
    other = previous_verb(s, k)
    if other >= 0:
        o = phrases[other].verb
        assert o is not None
        verb.subject = o.subject
        verb.governor = other
        verb.hints |= o.hints & {"planned", "possible", "negated"} if before == "I" else set()
    if verb.subject < 0 or other > k:
        verb.subject = _next_subject(s, k)


def _infinitive(s: Sentence, k: int, m: int) -> None:
    phrases, lexicon = s.phrases, load_lexicon()
    verb = phrases[k].verb
    assert verb is not None
    other = _nearest_verb(s, k)
    governor = phrases[other].verb if other >= 0 else None
    if m >= 0 and phrases[m].kind == "N":
        hint = lexicon.infinitive_words.get(s.units.words[phrases[m].j - 1])
        if hint is not None:
            verb.hints.add(hint)
            if governor is not None:
                verb.subject = governor.subject
                verb.governor = other
                verb.hints |= governor.hints & {"planned", "possible", "negated"}
            else:
                verb.subject = m
            return
        if governor is None:
            verb.subject = chain_head(s, m)  # a headline: "X to buy Y"
            verb.form = "finite"
            verb.hints.add("planned")
            return
        if governor.lemma in lexicon.object_control and right_of(phrases, other) <= m:
            verb.subject = chain_head(s, m)
            verb.governor = other
            verb.hints |= governor.hints & {"planned", "possible", "negated"}
            if governor.lemma in ("want", "expect", "ask", "urge"):
                verb.hints.add("planned")
            return
    if governor is not None:
        verb.subject = governor.subject
        verb.governor = other
        verb.hints.add("purpose")
        verb.hints |= governor.hints & {"planned", "possible", "negated"}


def _finite_subject(s: Sentence, k: int) -> int:
    phrases = s.phrases
    m = left_of(phrases, k)
    for _ in range(6):
        if m < 0:
            return -1
        kind = phrases[m].kind
        if kind == "N":
            head = chain_head(s, m)
            relative = _relative_before(s, head)
            return _antecedent(s, relative) if relative >= 0 else head
        if kind == "T":  # "X on Monday bought"
            m = left_of(phrases, m)
            if m >= 0 and phrases[m].kind == "I":
                m = left_of(phrases, m)
        elif kind == ",":
            comma = _comma_before(s, m)
            if comma < 0:
                near = left_of(phrases, m)
                if near >= 0 and phrases[near].kind == "C":
                    m = near
                    continue
                other = previous_verb(s, k)
                v = phrases[other].verb if other >= 0 else None
                return v.subject if v is not None and v.form == "finite" else -1
            m = left_of(phrases, comma)
        elif kind == "C":
            other = previous_verb(s, k)
            v = phrases[other].verb if other >= 0 else None
            return v.subject if v is not None else -1
        else:
            return -1
    return -1


def _relative_before(s: Sentence, m: int) -> int:
    """The relative pronoun whose clause the noun phrase at `m` ends: "each firm that uses X is"."""
    phrases = s.phrases
    v = left_of(phrases, m)
    if v >= 0 and phrases[v].kind == "I":
        v = left_of(phrases, v)
    if v < 0 or phrases[v].kind != "V":
        return -1
    w = left_of(phrases, v)
    return w if w >= 0 and phrases[w].kind == "W" else -1


def _comma_before(s: Sentence, m: int) -> int:
    """The comma that opens the insertion which the comma at `m` closes, -1 where there is none."""
    phrases = s.phrases
    for c in range(m - 1, max(-1, m - 30), -1):
        kind = phrases[c].kind
        if kind == ";":
            return -1
        if kind == ",":
            near = left_of(phrases, c)
            if near >= 0 and phrases[near].kind == "N" and c + 1 < m:
                first = phrases[c + 1]
                if first.kind in "NIWRASTV" or first.kind == "C":
                    # A list "A, B, and C" closes with a conjunction, an insertion does not.
                    return c
    return -1


def chain_head(s: Sentence, m: int) -> int:
    """The noun phrase that the one at `m` ends, where prepositions join several."""
    phrases, tags = s.phrases, s.units.tags
    for _ in range(8):
        if m >= 2 and phrases[m - 1].kind == "I" and phrases[m - 2].kind == "N":
            m -= 2
        elif (
            m >= 4
            and phrases[m - 1].kind == "C"
            and phrases[m - 2].kind == "N"
            and phrases[m - 3].kind == "I"
            and phrases[m - 4].kind == "N"
            and tags[phrases[m].j - 1] == tags[phrases[m - 2].j - 1] != "N"
            and s.units.words[phrases[m - 3].i] in ("between", "of")
        ):
            m -= 4  # "the merger of X and Y": the names are one argument of the noun
        else:
            break
    return m


def _antecedent(s: Sentence, m: int) -> int:
    """The noun phrase that a relative pronoun at `m` stands for."""
    phrases = s.phrases
    near = left_of(phrases, m)
    if near >= 0 and phrases[near].kind == ",":
        near = left_of(phrases, near)
    if near >= 0 and phrases[near].kind == "I":  # "in which", "of which"
        return -1
    if near < 0 or phrases[near].kind != "N":
        return -1
    word = s.units.words[phrases[m].i]
    if word == "who" and "P" not in s.units.tags[phrases[near].i : phrases[near].j]:
        head = chain_head(s, near)
        if "P" in s.units.tags[phrases[head].i : phrases[head].j]:
            return head
        named = left_of(phrases, head) - 1 if left_of(phrases, head) > 0 else -1
        if named >= 0 and phrases[named + 1].kind == "," and phrases[named].kind == "N":
            if s.units.tags[phrases[named].j - 1] == "P":
                return named  # "Jane Roe, a co-founder of X who"
    return near


def previous_verb(s: Sentence, k: int) -> int:
    """The verb group before `k` in the same stretch of the sentence, no relative clause."""
    phrases = s.phrases
    best = -1
    for m in range(k - 1, -1, -1):
        kind = phrases[m].kind
        if kind == ";":
            break
        if kind == "V":
            verb = phrases[m].verb
            assert verb is not None
            if best < 0:
                best = m
            left = left_of(phrases, m)
            relative = left >= 0 and phrases[left].kind == "W"
            if verb.form == "finite" and not relative:
                return m
    return best


def _nearest_verb(s: Sentence, k: int) -> int:
    """The verb group before `k` in the same stretch of the sentence, of whatever form; -1: none."""
    phrases = s.phrases
    for m in range(k - 1, -1, -1):
        if phrases[m].kind == ";":
            return -1
        if phrases[m].kind == "V":
            return m
    return -1


def _next_subject(s: Sentence, k: int) -> int:
    """Subject of the main clause that follows a fronted participle.

    "Founded by A, B and C in Leeds, England, X makes": the phrase after a comma that a verb, or the
    comma of an apposition, follows.
    """
    phrases = s.phrases
    fallback = -1
    for m in range(k + 1, len(phrases)):
        kind = phrases[m].kind
        if kind == ";":
            break
        if kind == ",":
            n = right_of(phrases, m)
            if n < len(phrases) and phrases[n].kind == "N":
                after = right_of(phrases, n)
                follows = phrases[after].kind if after < len(phrases) else ";"
                if follows == "V":
                    return n
                if fallback < 0 and follows in "IW," and phrases[n].j - phrases[n].i > 0:
                    fallback = n
        elif kind == "V" and m > k + 1 and fallback >= 0:
            break
    return fallback


def left_of(phrases: list[Phrase], k: int) -> int:
    """The phrase before `k`, adverbs skipped; -1 at the start."""
    k -= 1
    while k >= 0 and phrases[k].kind in _SKIPPED:
        k -= 1
    return k


def right_of(phrases: list[Phrase], k: int) -> int:
    """The phrase after `k`, adverbs skipped; the number of phrases at the end."""
    k += 1
    while k < len(phrases) and phrases[k].kind in _SKIPPED:
        k += 1
    return k
