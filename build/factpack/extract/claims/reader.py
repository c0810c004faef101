"""What stands where: the arguments of verbs and nouns in a parsed sentence.

Everything here is grammar; which words mean which predicate is in the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factpack.extract.claims.chunks import (
    COPULA,
    Phrase,
    Sentence,
    Verb,
    chain_head,
    left_of,
    previous_verb,
    right_of,
)
from factpack.extract.claims.lexicon import load_lexicon
from factpack.model import LocalEntity, Mention

_SPEAKING = frozenset("it he she they".split())
SAY = frozenset(
    "say announce confirm deny claim add believe expect report tell state note explain insist "
    "disclose reveal warn predict hope think suggest write acknowledge admit declare stress".split()
)
_LIST_WORDS = frozenset(("like", "including", "namely"))
_PERSON_PRONOUNS = frozenset(
    "he she him her his hers i me my mine himself herself who whom whose".split()
)
_PLURAL_PRONOUNS = frozenset("they them their we us our you your themselves".split())
_APPOINT = frozenset("name appoint elect hire install make promote nominate designate".split())
_SERVE = frozenset("serve work act function operate exist remain begin start".split())
_OF_NOUNS = frozenset(
    "likes pair duo trio one some many members number version versions edition editions".split()
)
_UNIT_NOUNS = frozenset(
    "department division faculty office team staff board branch chapter directors trustees "
    "governors management".split()
)
PARTIES = frozenset(
    "companies firms organisations organizations sides parties pair duo both".split()
)
_ONLY = {
    name: frozenset((name,))
    for name in ("Person", "Organization", "Product", "Place", "Deal", "Other", "Text")
}
_SEVERAL = frozenset(("Organization", "Person"))
_THING = frozenset(("Organization", "Product"))
_MAX_LIST = 24
"""Longest list of arguments that is read; a longer one is a catalogue, and hostile text ends."""


class Arg(NamedTuple):
    """Words that may be an argument of a claim.

    Attributes:
        mention: index of the mention, -1: the words are not resolved.
        start: first character.
        end: end of the words.
        phrase: phrase they belong to, -1: inside another.
        types: entity types that they may have; empty: unknown.
        named: whether they are more than a pronoun.
    """

    mention: int
    start: int
    end: int
    phrase: int
    types: frozenset[str]
    named: bool


def phrase_end(phrase: Phrase) -> int:
    """Last unit of a phrase."""
    return phrase.j - 1


USES = frozenset(("use", "rely on", "run on", "employ", "choose", "adopt", "prefer"))


class Reader:
    """Finds arguments in one sentence; indexes are of phrases unless a name says otherwise."""

    def __init__(
        self, sentence: Sentence, entities: Sequence[LocalEntity], mentions: Sequence[Mention]
    ) -> None:
        """Wrap a parsed sentence.

        Args:
            sentence: the sentence.
            entities: of the article.
            mentions: of the article; `Units.ref` are indexes into it.
        """
        self.sentence = sentence
        self.units = sentence.units
        self.phrases: list[Phrase] = sentence.phrases
        self._entities = entities
        self._mentions = mentions
        self._prepositions: dict[int, dict[str, int]] = {}
        self._arg: dict[int, Arg] = {}
        self._bearers: dict[tuple[int, int], list[Arg]] = {}
        self._roles: dict[tuple[int, str], list[Arg]] = {}
        self.bound: dict[int, int] = {}
        self.pair: tuple[Arg, Arg] | None = None
        self.topic: Arg | None = None
        self.employers: dict[int, Arg] = {}

    # ---- noun phrases -------------------------------------------------------------------------

    def unit_arg(self, u: int, phrase: int) -> Arg:
        """The unit as an argument."""
        units = self.units
        mention = units.ref[u]
        return Arg(
            mention,
            units.start[u],
            units.end[u],
            phrase,
            self._types(u, mention),
            units.tags[u] not in "OHWD",
        )

    def _types(self, u: int, mention: int) -> frozenset[str]:
        if mention >= 0:
            return _ONLY[self._entities[self._mentions[mention].entity].type]
        word, tag = self.units.words[u], self.units.tags[u]
        if tag in "OHWD":
            if word in _PERSON_PRONOUNS:
                return _ONLY["Person"]
            return _SEVERAL if word in _PLURAL_PRONOUNS else _THING
        return load_lexicon().noun_types.get(word, _ONLY["Text"])

    def head_unit(self, k: int) -> int:
        """The unit that a noun phrase is about: its last noun, or the name that nouns only sort.

        "Acme’s Orbit cloud service" is about Orbit, "the Acme group" about Acme, and "Acme shares"
        about shares.
        """
        phrase, units = self.phrases[k], self.units
        tags = units.tags
        last = phrase.j - 1
        if tags[last] in "EPOHD#$%" or units.ref[last] >= 0:
            return last
        u = last
        while u > phrase.i and tags[u - 1] in "NA#":
            u -= 1
        name = u - 1
        if name >= phrase.i and tags[name] == "E":
            kind = self._types(name, units.ref[name])
            nouns = load_lexicon().noun_types.get(units.words[last], frozenset())
            if kind & nouns:
                return name
        return last

    def arg(self, k: int) -> Arg:
        """The noun phrase as an argument.

        A description of something named before or after it ("X, a non-profit") stands for that.
        """
        known = self._arg.get(k)
        if known is None:
            known = self._find_arg(k)
            if known.mention >= 0:  # what is unresolved may be bound to a name later
                self._arg[k] = known
        return known

    def _find_arg(self, k: int) -> Arg:
        u = self.head_unit(k)
        own = self.unit_arg(u, k)
        if own.mention >= 0:
            return own
        if self.units.tags[u] in "OH":
            return self._speaker_of(k, own) or own
        company = self._own_company(k, u)
        if company is not None:
            return company
        host = self.bound.get(k, -1)
        if host < 0 and own.types & {"Organization", "Product"}:
            host = self._named_after(k)
        if host < 0 and not own.named:
            said = self._speaker_of(k, own)
            if said is not None:
                return said
        if host < 0:
            host = self._host(k)
        if host >= 0 and host != k:
            other = self.unit_arg(self.head_unit(host), host)
            if (other.mention >= 0 or not other.named) and (
                own.types & other.types or not own.types - {"Text"}
            ):
                return other
        phrase = self.phrases[k]
        return Arg(-1, self.units.start[phrase.i], own.end, k, own.types, own.named)

    def _named_after(self, k: int) -> int:
        """The name that follows a description: "the company behind X, Acme, is"."""
        phrases, tags = self.phrases, self.units.tags
        if tags[phrases[k].i] not in "DH":
            return -1
        n = k + 1
        while n + 1 < len(phrases) and phrases[n].kind == "I" and phrases[n + 1].kind == "N":
            n += 2
        if n + 2 >= len(phrases) or phrases[n].kind != "," or phrases[n + 2].kind not in ",;":
            return -1
        name = phrases[n + 1]
        single = name.kind == "N" and name.j - name.i == 1 and tags[name.i] == "E"
        return n + 1 if single else -1

    def _speaker_of(self, k: int, own: Arg) -> Arg | None:
        """Who an unresolved "it" or "he" means in "X said it would": the subject of "said"."""
        if self.units.words[self.phrases[k].i] not in _SPEAKING:
            return None
        m = left_of(self.phrases, k)
        if m >= 0 and self.phrases[m].kind == "S" and self.units.words[self.phrases[m].i] == "that":
            m = left_of(self.phrases, m)
        verb = self.phrases[m].verb if m >= 0 else None
        if verb is None or verb.lemma not in SAY or verb.subject < 0 or verb.passive:
            return None
        other = self.arg(verb.subject)
        if other.mention >= 0 and other.types & own.types:
            return Arg(other.mention, own.start, own.end, k, other.types, False)
        return None

    def employ(self, person: Arg, organization: Arg) -> None:
        """Remember for whom a person works, for "his company"."""
        if person.mention >= 0 and organization.mention >= 0:
            entity = self._mentions[person.mention].entity
            self.employers.setdefault(entity, organization)

    def _own_company(self, k: int, u: int) -> Arg | None:
        """Where the person that "his" means is known to hold a post, for "his company"."""
        phrase, units = self.phrases[k], self.units
        if units.tags[phrase.i] != "H" or u - phrase.i != 1 or units.ref[phrase.i] < 0:
            return None
        if units.words[u] not in (
            "company",
            "firm",
            "startup",
            "start-up",
            "organisation",
            "group",
        ):
            return None
        employer = self.employers.get(self._mentions[units.ref[phrase.i]].entity)
        if employer is None:
            return None
        start, end = units.start[phrase.i], units.end[u]
        return Arg(employer.mention, start, end, k, employer.types, True)

    def _host(self, k: int) -> int:
        """The phrase that a common noun phrase describes: by apposition, "is a" or "as a"."""
        phrases, units = self.phrases, self.units
        m = left_of(phrases, k)
        if m < 0:
            return -1
        before = phrases[m]
        if before.kind == "," and units.tags[phrases[k].i] in "DHNA":
            n = right_of(phrases, k)
            while n + 1 < len(phrases) and phrases[n].kind == "I" and phrases[n + 1].kind == "N":
                n = right_of(phrases, n + 1)
            after = phrases[n].verb if n < len(phrases) else None
            bare = phrases[k].j - phrases[k].i <= 2
            if bare and after is not None and after.form == "finite":
                return -1  # "…, the company is": a clause begins, nothing is described
            near = left_of(phrases, m)
            if near >= 0 and phrases[near].kind == "N":
                if units.tags[self.head_unit(near)] in "EP":
                    return near
                head = chain_head(self.sentence, near)
                if units.tags[self.head_unit(head)] in "EP":
                    return head
            return -1
        if before.verb is not None and before.verb.lemma in COPULA:
            return before.verb.subject
        if before.kind == "I" and units.words[before.i] == "as":
            v = previous_verb(self.sentence, k)
            verb = phrases[v].verb if v >= 0 else None
            if verb is not None and (verb.passive or verb.form == "participle"):
                return verb.subject
            if verb is not None:
                found = self.object(v)
                return found if found >= 0 else verb.subject
        return -1

    def expand(self, k: int, listed: bool = False) -> list[int]:
        """The noun phrase and those that a list joins to it on the right.

        `listed` says that a list is certain ("such as"); else "A and B did" may be two clauses.
        """
        phrases = self.phrases
        found = [k]
        at = k
        while len(found) < _MAX_LIST:
            end = at + 1
            inner = -1
            while (
                end + 1 < len(phrases)
                and phrases[end].kind == "I"
                and phrases[end + 1].kind == "N"
                and self.units.words[phrases[end].i] in ("of", "at", "from", "in", "for")
            ):
                inner = end + 1
                end += 2
            if self.bound.get(at) == end:
                end += 1  # "the president of X Jane Roe and John Doe"
            n = self._joined(end)
            if n < 0:
                n = self._after_relative(at, end)
            if n < 0:
                break
            if inner >= 0:
                kind, inside = self.arg(at).types, self.arg(inner).types
                if self.arg(n).types & inside and not self.arg(n).types & kind:
                    break
            if (
                len(found) == 1
                and not listed
                and any(
                    (v := phrases[p].verb) is not None
                    and v.subject == n
                    and v.form == "finite"
                    and phrases[p - 1].kind != "W"
                    for p in range(n + 1, min(len(phrases), n + 4))
                )
            ):
                break
            found.append(n)
            at = n
        return found

    def _joined(self, end: int) -> int:
        """The noun phrase that a comma or conjunction at `end` adds to a list, or -1."""
        phrases = self.phrases
        if end >= len(phrases):
            return -1
        kind = phrases[end].kind
        n = end + 1
        if kind == ",":
            if n < len(phrases) and phrases[n].kind == "C":
                n += 1
            elif n < len(phrases) and phrases[n].kind == "N":
                # A comma alone joins names only: what follows a comma is mostly an apposition.
                if self.units.tags[self.phrases[n].j - 1] not in "EP#":
                    return -1
        elif kind != "C":
            return -1
        while n < len(phrases) and phrases[n].kind in "RI" and kind == "C":
            if phrases[n].kind == "I":
                return -1
            n += 1
        return n if n < len(phrases) and phrases[n].kind == "N" else -1

    def _after_relative(self, at: int, end: int) -> int:
        """The person that goes on with a list after a clause about the one before, or -1.

        "by Jane Roe, who is now its head, John Doe and Ann Poe": only where the list is closed.
        """
        phrases, tags = self.phrases, self.units.tags
        if end + 1 >= len(phrases) or phrases[end].kind != "," or phrases[end + 1].kind != "W":
            return -1
        close = next((m for m in range(end + 2, len(phrases)) if phrases[m].kind in ",;"), -1)
        if close < 0 or phrases[close].kind == ";" or close + 2 >= len(phrases):
            return -1
        n = close + 1
        for name in (at, n):
            if phrases[name].kind != "N" or tags[phrases[name].i : phrases[name].j] != "P":
                return -1
        goes_on = self._joined(n + 1)
        return n if goes_on >= 0 and phrases[n + 1].kind in ",C" else -1

    def expand_left(self, k: int) -> list[int]:
        """The subject phrase and those that a list joins to it on the left, in reading order."""
        phrases = self.phrases
        found = [k]
        at = k
        joined = False
        while len(found) < _MAX_LIST:
            m = at - 1
            if m >= 0 and phrases[m].kind == "C" and self.units.words[phrases[m].i] in ("and", "&"):
                joined = True
                m -= 1
                if m >= 0 and phrases[m].kind == ",":
                    m -= 1
            elif joined and m >= 0 and phrases[m].kind == ",":
                m -= 1
            else:
                break
            if m < 0 or phrases[m].kind != "N":
                break
            head = chain_head(self.sentence, m)
            before = left_of(phrases, head)
            if before >= 0 and phrases[before].kind in "VI":
                break
            found.append(head)
            at = head
        return found[::-1]

    def args(self, k: int, left: bool = False) -> list[Arg]:
        """All arguments that the phrase stands for: lists, and "companies such as A and B"."""
        if k < 0:
            return []
        if self.units.tags[self.phrases[k].j - 1] in "#%":
            k = self._counted(k)
        last = self.units.words[self.phrases[k].j - 1]
        if last in _OF_NOUNS or last in _UNIT_NOUNS:
            n = self.prepositions(k).get("of", -1)
            if n == k + 2:
                inner = self.args(n)
                if last in _OF_NOUNS or any(a.mention >= 0 for a in inner):
                    return inner
        bound = self.bound.get(k)
        if (
            bound is not None
            and bound != k
            and self.units.words[self.phrases[k].j - 1].endswith("s")
        ):
            return self.args(bound)
        if self.units.words[self.phrases[k].i] in ("they", "both", "them"):
            joint = self._joint(k)
            if joint:
                return joint
        if self.pair is not None and self._is_pair(k):
            return [
                Arg(
                    a.mention,
                    self.units.start[self.phrases[k].i],
                    self.units.end[self.phrases[k].j - 1],
                    k,
                    a.types,
                    True,
                )
                for a in self.pair
            ]
        found = [self.arg(n) for n in (self.expand_left(k) if left else self.expand(k))]
        first = self.arg(k)
        if first.mention < 0 and first.named:
            n = self._listed(k)
            if n >= 0:
                return [self.arg(e) for e in self.expand(n, listed=True)]
        return found

    def _joint(self, k: int) -> list[Arg]:
        """Who an unresolved "they" means where a clause before has a joint subject."""
        if self.units.ref[self.phrases[k].i] >= 0:
            return []
        v = previous_verb(self.sentence, k)
        subject = self.verb(v).subject if v >= 0 else -1
        found = [self.arg(n) for n in self.expand_left(subject)] if 0 <= subject != k else []
        return found if len(found) > 1 and all(a.mention >= 0 for a in found) else []

    def _counted(self, k: int) -> int:
        """What is counted in "one or two", "thousands of machines": the next phrase with a noun."""
        for n in range(k + 1, min(len(self.phrases), k + 12)):
            phrase = self.phrases[n]
            if phrase.kind == "N":
                if self.units.tags[phrase.j - 1] in "NEP":
                    return n
                if self.units.tags[phrase.j - 1] != "#":
                    return k
            elif phrase.kind not in "ICxR":
                return k
        return k

    def _is_pair(self, k: int) -> bool:
        """Whether the phrase means two parties named before: "the two companies", "both firms"."""
        words = self.units.words[self.phrases[k].i : self.phrases[k].j]
        if words[-1] not in PARTIES or words[0] not in ("the", "both", "these"):
            return False
        return self.units.ref[self.phrases[k].j - 1] < 0 and all(
            w in PARTIES or w in ("the", "both", "these", "two") for w in words
        )

    def _listed(self, k: int) -> int:
        phrases, words = self.phrases, self.units.words
        n = k + 1
        if n < len(phrases) and phrases[n].kind == ",":
            n += 1
        if n + 1 < len(phrases) and phrases[n].kind == "I":
            word = words[phrases[n].i]
            if word in _LIST_WORDS and phrases[n + 1].kind == "N":
                return n + 1
            if word == "such" and n + 2 < len(phrases) and phrases[n + 2].kind == "N":
                return n + 2
        if n + 2 < len(phrases) and phrases[n].kind == "W" and phrases[n + 2].kind == "N":
            verb = phrases[n + 1].verb
            if verb is not None and verb.lemma == "include":
                return n + 2
        return -1

    def possessor(self, k: int, before: int) -> Arg | None:
        """The possessor in a noun phrase: "X’s", "its"; `before` is the unit that is possessed."""
        phrase, tags = self.phrases[k], self.units.tags
        for u in range(before - 1, phrase.i - 1, -1):
            if tags[u] == "'" and u > phrase.i:
                return self.unit_arg(u - 1, k)
            if tags[u] == "H":
                own = self.unit_arg(u, k)
                led = self._led_by(k, own)
                if led is not None:
                    return led
                found = own if own.mention >= 0 else self._reflexive(k, own)
                if self._is_itself(k, found):
                    return own._replace(mention=-1, types=_THING)
                return found
        return None

    def _is_itself(self, k: int, own: Arg) -> bool:
        """Whether "its" in "X is its N" was taken for X: the possessor is another than X."""
        m = left_of(self.phrases, k)
        verb = self.phrases[m].verb if m >= 0 else None
        if own.mention < 0 or verb is None or verb.lemma not in COPULA or verb.subject < 0:
            return False
        entity = self._mentions[own.mention].entity
        return any(
            arg.mention >= 0 and self._mentions[arg.mention].entity == entity
            for arg in self.args(verb.subject, left=True)
        )

    def _led_by(self, k: int, own: Arg) -> Arg | None:
        """X in "X is led by its president": what undergoes the verb is what "its" means."""
        m = left_of(self.phrases, k)
        v = left_of(self.phrases, m) if m >= 0 else -1
        if v < 0 or self.units.words[self.phrases[m].i] != "by":
            return None
        verb = self.phrases[v].verb
        if verb is None or not verb.passive or verb.subject < 0:
            return None
        other = self.arg(verb.subject)
        if other.mention < 0 or "Organization" not in other.types & own.types:
            return None
        return Arg(other.mention, own.start, own.end, k, other.types, True)

    def _reflexive(self, k: int, own: Arg) -> Arg:
        """An unresolved "its" stands for the subject of its clause where the type allows."""
        v = previous_verb(self.sentence, k)
        if v < 0:  # "Since its founding, X …"
            v = next((n for n in self.sentence.verbs if n > k), -1)
        subject = self.verb(v).subject if v >= 0 else -1
        if subject >= 0 and subject != k:
            other = self.arg(subject)
            if other.mention >= 0 and other.types & own.types:
                return Arg(other.mention, own.start, own.end, k, other.types, True)
        if k == 0 and self.topic is not None and self.topic.types & own.types:
            # "Its aim is …": the subject of the sentence before
            return Arg(self.topic.mention, own.start, own.end, k, self.topic.types, True)
        return own

    def modifier(self, k: int, before: int) -> Arg | None:
        """The name that modifies a noun: "Acme" in "the Acme partnership" and "Acme CEO"."""
        phrase, tags = self.phrases[k], self.units.tags
        for u in range(before - 1, phrase.i - 1, -1):
            if tags[u] == "E":
                return self.unit_arg(u, k)
            if tags[u] not in "NA#":
                return None
        return None

    def subject_of_sentence(self) -> Arg | None:
        """The organisation that is the subject of the first finite verb, None where it is none."""
        for k in self.sentence.verbs:
            verb = self.verb(k)
            if verb.form == "finite" and verb.subject >= 0:
                arg = self.arg(verb.subject)
                if arg.mention >= 0 and "Organization" in arg.types:
                    return arg
        return None

    # ---- verbs --------------------------------------------------------------------------------

    def verb(self, k: int) -> Verb:
        """The verb group at `k`."""
        verb = self.phrases[k].verb
        assert verb is not None
        return verb

    def object(self, k: int) -> int:
        """The phrase that directly follows the verb group, -1 where it has no object."""
        n = right_of(self.phrases, k)
        while n < len(self.phrases) and self.phrases[n].kind in "Tx":
            n = right_of(self.phrases, n)
        return n if n < len(self.phrases) and self.phrases[n].kind == "N" else -1

    def second_object(self, k: int) -> int:
        """The phrase after the object, with nothing between: "named X its Y"."""
        n = self.object(k)
        if n < 0:
            return -1
        m = right_of(self.phrases, n)
        return m if m < len(self.phrases) and self.phrases[m].kind == "N" else -1

    def prepositions(self, k: int) -> dict[str, int]:
        """Preposition to the first noun phrase that it governs, right of the phrase at `k`."""
        known = self._prepositions.get(k)
        if known is not None:
            return known
        phrases, words = self.phrases, self.units.words
        found: dict[str, int] = {}
        n = k + 1
        while n < len(phrases):
            kind = phrases[n].kind
            if kind == "I":
                m = right_of(phrases, n)
                if m < len(phrases) and phrases[m].kind == "I":
                    n = m
                    continue
                if m >= len(phrases) or phrases[m].kind not in "NT":
                    break
                if phrases[m].kind == "N":
                    found.setdefault(words[phrases[n].i], m)
                n = m
            elif kind == "C":
                m = right_of(phrases, n)
                if m >= len(phrases) or phrases[m].kind not in "NIT":
                    break
                if phrases[m].kind == "N":
                    after = right_of(phrases, m)
                    if after < len(phrases) and phrases[after].kind == "V":
                        break
            elif kind == ",":
                m = right_of(phrases, n)
                if m >= len(phrases) or phrases[m].kind not in "NITCK":
                    break
            elif kind not in "NTRxAK":
                break
            n += 1
        self._prepositions[k] = found
        return found

    def role(self, k: int, name: str) -> list[Arg]:
        """Arguments of the verb group at `k` in a role of the rules.

        The rules of nouns come first, since they bind names; after them nothing changes.
        """
        known = self._roles.get((k, name))
        if known is None:
            known = self._roles[k, name] = self._find_role(k, name)
        return known

    def _find_role(self, k: int, name: str) -> list[Arg]:
        verb = self.verb(k)
        if name == "A":
            if verb.passive:
                n = self.prepositions(k).get("by", -1)
                return self.args(n) + [a for o in self._again(n, "by") for a in self.args(o)]
            return self._subjects(k)
        if name == "P":
            if verb.passive:
                return self._subjects(k)
            n = self.object(k)
            return self.args(n if n >= 0 else self._relative_object(k))
        if name == "C":
            return self.args(self.object(k))
        if name == "P2":
            return self.args(self.object(k) if verb.passive else self.second_object(k))
        n = self.prepositions(k).get(name, -1)
        return self.args(n) + [a for other in self._again(n, name) for a in self.args(other)]

    def _again(self, n: int, name: str) -> list[int]:
        """Phrases that repeat the preposition: "with X, which Y bought, and with Z"."""
        phrases, words = self.phrases, self.units.words
        found: list[int] = []
        relative = False
        for m in range(n + 1, len(phrases) - 2) if n >= 0 else ():
            kind = phrases[m].kind
            if kind in ";S" or (kind == "V" and not relative):
                break
            relative = relative or kind == "W"
            joined = kind == "C" and phrases[m + 1].kind == "I" and phrases[m + 2].kind == "N"
            if joined and words[phrases[m + 1].i] == name and m > n + 1:
                if phrases[m - 1].kind == ",":
                    found.append(m + 2)
                    relative = False
        return found[:_MAX_LIST]

    def _subjects(self, k: int) -> list[Arg]:
        """Arguments in the place of the subject; of "a maker of pumps based in" it is the maker."""
        n = self.verb(k).subject
        if n < 0:
            return []
        found = self.args(n, left=True)
        if all(a.mention < 0 and a.named for a in found):
            head = chain_head(self.sentence, n)
            if head != n:
                higher = self.args(head, left=True)
                if any(a.mention >= 0 or not a.named for a in higher):
                    return higher
            v = previous_verb(self.sentence, k)
            if self.verb(k).form == "participle" and v >= 0:
                # "makes X a player in the field, set to compete": said of the object.
                n = self.object(v)
                if n >= 0 and self.arg(n).mention >= 0:
                    return self.args(n)
        return found

    def _relative_object(self, k: int) -> int:
        """The object of "which X acquired": what the pronoun before the subject stands for."""
        n = self.verb(k).subject
        if n < 1 or n > k:
            return -1
        m = left_of(self.phrases, n)
        if m < 0 or self.phrases[m].kind not in "WS":
            return -1
        if self.units.words[self.phrases[m].i] not in ("which", "that", "whom"):
            return -1
        near = left_of(self.phrases, m)
        if near >= 0 and self.phrases[near].kind == ",":
            near = left_of(self.phrases, near)
        return near if near >= 0 and self.phrases[near].kind == "N" else -1

    # ---- what is what -------------------------------------------------------------------------

    def bearer(self, k: int, u: int) -> list[Arg]:
        """Who or what the noun at unit `u` of phrase `k` is said of.

        It is X in "X is a N", "X, N of Y", "N X", "N of Y, X" and "named X N".
        """
        known = self._bearers.get((k, u))
        if known is None:
            known = self._bearers[k, u] = self._find_bearer(k, u)
        return known

    def _find_bearer(self, k: int, u: int) -> list[Arg]:
        phrases, units = self.phrases, self.units
        phrase = phrases[k]
        tags = units.tags
        if u < phrase.j - 1 and not self.user_follows(k):
            rest = tags[u + 1 : phrase.j]
            if set(rest) <= {"E", "P"}:
                found = [self.unit_arg(phrase.j - 1, k)]
                if units.words[u].endswith("s"):  # "co-founders A and B", but "CEO A and B"
                    found += [self.arg(n) for n in self.expand(k)[1:]]
                return found
            return []
        m = left_of(phrases, k)
        before = phrases[m] if m >= 0 else None
        if before is not None and before.verb is not None:
            verb = before.verb
            if verb.lemma in COPULA or (verb.lemma in _APPOINT and verb.passive):
                return self.args(verb.subject, left=True)
            if verb.lemma in _APPOINT:
                return []
        if before is not None and before.kind == "I":
            word = units.words[before.i]
            v = previous_verb(self.sentence, k)
            governor = phrases[v].verb if v >= 0 else None
            if word == "as" and governor is not None:
                if governor.lemma in _SERVE or governor.passive:
                    return self.args(governor.subject, left=True)
                found_object = self.object(v)
                target = self.arg(found_object) if found_object >= 0 else None
                person = "Person" in load_lexicon().noun_types.get(units.words[u], frozenset())
                if target is not None and ("Person" in target.types or not person):
                    return [target]
                return self.args(governor.subject, left=True)
            if word == "of" and governor is not None and governor.lemma in COPULA and m > 0:
                one = phrases[m - 1]
                if one.kind == "N" and units.words[one.j - 1] in ("one", "member"):
                    return self.args(governor.subject, left=True)
        right = self._right_name(k)
        if right is not None:
            return right
        v = right_of(phrases, k)
        while v + 1 < len(phrases) and phrases[v].kind == "I" and phrases[v + 1].kind == "N":
            v = right_of(phrases, v + 1)
        said = phrases[v].verb if v < len(phrases) else None
        if (
            said is not None
            and said.lemma == "be"
            and said.subject == k
            and tags[phrase.i] in "DHE"
        ):
            named = self.object(v)
            if named >= 0 and tags[phrases[named].i : phrases[named].j] == "P":
                return [self.arg(named)]  # "the head of X is Jane Roe"
        n = right_of(phrases, k)
        if n + 1 < len(phrases) and phrases[n].kind == "C" and phrases[n + 1].kind == "N":
            other = phrases[n + 1]
            if tags[other.j - 1] == "P" and other.j - other.i > 1 and tags[other.i] in "NA":
                return [self.unit_arg(other.j - 1, n + 1)]  # "president and head of sales Jane"
        if before is not None and before.kind == ",":
            near = left_of(phrases, m)
            if near >= 0 and phrases[near].kind == "N":
                candidates = [near, chain_head(self.sentence, near)]
                for c in candidates:
                    if tags[self.head_unit(c)] in "EP":
                        return [self.arg(c)]
        if before is not None and before.kind == "N" and tags[before.j - 1] == "P":
            v = left_of(phrases, m)
            governor = phrases[v].verb if v >= 0 else None
            if governor is not None and governor.lemma in _APPOINT:
                return [self.arg(m)]
        if before is not None and before.kind in "C,":
            return self._shared(k, m)
        return []

    def user_follows(self, k: int) -> bool:
        """Whether the name that ends the phrase uses what stands before: "the system X uses"."""
        n = right_of(self.phrases, k)
        verb = self.phrases[n].verb if n < len(self.phrases) else None
        return verb is not None and verb.lemma in USES and not verb.passive and self.object(n) < 0

    def _right_name(self, k: int) -> list[Arg] | None:
        """The person named after a description: "the head of X, Jane Roe", "of X Jane Roe"."""
        phrases, tags = self.phrases, self.units.tags
        n = k + 1
        while (
            n + 1 < len(phrases)
            and phrases[n].kind == "I"
            and phrases[n + 1].kind == "N"
            and tags[phrases[n + 1].j - 1] != "P"
        ):
            n += 2
        comma = n < len(phrases) and phrases[n].kind == ","
        if comma:
            n += 1
        # An organisation is named so only after "X's parent, Y": its type shows no apposition.
        allowed = "PE" if comma and "'" in tags[phrases[k].i : phrases[k].j] else "P"
        if n >= len(phrases) or phrases[n].kind != "N" or tags[phrases[n].j - 1] not in allowed:
            return None
        if phrases[n].j - phrases[n].i > 1:
            return None
        m = left_of(phrases, k)
        if comma and m >= 0 and phrases[m].kind == ",":
            near = left_of(phrases, m)
            if near >= 0 and phrases[near].kind == "N" and tags[phrases[near].j - 1] == "P":
                return None  # "Jane Roe, head of X, John Doe": the first one it is
        self.bound[k] = n
        plural = self.units.words[phrase_end(self.phrases[k])].endswith("s")
        return self.args(n) if plural else [self.arg(n)]

    def _shared(self, k: int, m: int) -> list[Arg]:
        """What the noun before the conjunction is said of: "founder and head of X"."""
        phrases = self.phrases
        p = m - 1
        while p >= 0 and phrases[p].kind in "NI,CTRA":
            if phrases[p].kind == "N":
                left = left_of(phrases, p)
                kind = phrases[left].kind if left >= 0 else ";"
                if kind == "V" or (kind == "I" and self.units.words[phrases[left].i] == "as"):
                    return self.bearer(p, phrases[p].j - 1)
                if kind == "," and self.units.tags[phrases[p].j - 1] not in "EP":
                    found = self.bearer(p, phrases[p].j - 1)
                    if found:
                        return found
            p -= 1
        return []
