"""What a noun phrase stands for: a name, or what is described, bound or said before it."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.claims.syntax.subjects import chain_head, previous_verb
from factpack.extract.languages.en.grammar import load_lexicon, noun_types

THING: Final = frozenset(("Organization", "Product"))
SAY: Final = frozenset(
    "say announce confirm deny claim add believe expect report tell state note explain insist "
    "disclose reveal warn predict hope think suggest write acknowledge admit declare stress".split()
)
_SPEAKING: Final = frozenset("it he she they".split())
_PERSON_PRONOUNS: Final = frozenset(
    "he she him her his hers i me my mine himself herself who whom whose".split()
)
_PLURAL_PRONOUNS: Final = frozenset("they them their we us our you your themselves".split())
_COMPANY: Final = frozenset("company firm startup start-up organisation group".split())
_SEVERAL: Final = frozenset(("Organization", "Person"))


def unit_arg(s: Sentence, u: int, phrase: int) -> Arg:
    """The unit as an argument."""
    known = s.unit_memo.get(u)
    if known is None:
        mention = s.ref[u]
        named = s.tags[u] not in "OHWD"
        types = s.discourse.types[mention] if mention >= 0 else _types(s.words[u], named)
        known = s.unit_memo[u] = Arg(mention, s.start[u], s.end[u], phrase, types, named)
    return known


def _types(word: str, named: bool) -> frozenset[str]:
    """Entity types that a common noun or a pronoun may stand for."""
    if named:
        return load_lexicon().noun_types.get(word, ONLY["Text"])
    if word in _PERSON_PRONOUNS:
        return ONLY["Person"]
    return _SEVERAL if word in _PLURAL_PRONOUNS else THING


def head_unit(s: Sentence, k: int) -> int:
    """The unit that a noun phrase is about: its last noun, or the name that nouns only sort.

    "Acme’s Orbit cloud service" is about Orbit, "the Acme group" about Acme, and "Acme shares"
    about shares.
    """
    tags, first, last = s.tags, s.first[k], s.stop[k] - 1
    if first == last or tags[last] in "EPOHD#$%" or s.ref[last] >= 0:
        return last
    name = last - 1
    while name >= first and tags[name] in "NA#":
        name -= 1
    if name >= first and tags[name] == "E":
        kinds = unit_arg(s, name, k).types
        if not kinds.isdisjoint(noun_types(s.words[last])):
            return name
    return last


def arg_of(s: Sentence, k: int) -> Arg:
    """The noun phrase as an argument.

    A description of something named before or after it ("X, a non-profit") stands for that.
    """
    known = s.arg_memo.get(k)
    if known is not None and (known[0] == s.version or known[1].mention >= 0):
        return known[1]
    found = _find_arg(s, k)
    s.arg_memo[k] = s.version, found  # what is unresolved may be bound to a name later
    return found


def _find_arg(s: Sentence, k: int) -> Arg:
    u = head_unit(s, k)
    own = unit_arg(s, u, k)
    if own.mention >= 0:
        return own
    if s.tags[u] in "OH":
        return _speaker_of(s, k, own) or own
    company = _own_company(s, k, u)
    if company is not None:
        return company
    host = s.bound.get(k, -1)
    if host < 0 and own.types & {"Organization", "Product"}:
        host = _named_after(s, k)
    if host < 0 and not own.named:
        said = _speaker_of(s, k, own)
        if said is not None:
            return said
    if host < 0:
        host = _host(s, k)
    if host >= 0 and host != k:
        other = unit_arg(s, head_unit(s, host), host)
        if (other.mention >= 0 or not other.named) and (
            own.types & other.types
            or not own.types - {"Text"}
            or (own.types == ONLY["Product"] and "Organization" in other.types)
        ):
            return other  # who makes one product only is called by it: "X, the payments app"
    return Arg(-1, s.start[s.first[k]], own.end, k, own.types, own.named)


def _named_after(s: Sentence, k: int) -> int:
    """The name that follows a description: "the company behind X, Acme, is"."""
    if s.tags[s.first[k]] not in "DH":
        return -1
    n = k + 1
    while n + 1 < s.size and s.kinds[n] == "I" and s.kinds[n + 1] == "N":
        n += 2
    if n + 2 >= s.size or s.kinds[n] != "," or s.kinds[n + 2] not in ",;":
        return -1
    single = (
        s.kinds[n + 1] == "N"
        and s.stop[n + 1] - s.first[n + 1] == 1
        and s.tags[s.first[n + 1]] == "E"
    )
    return n + 1 if single else -1


def _speaker_of(s: Sentence, k: int, own: Arg) -> Arg | None:
    """Who an unresolved "it" or "he" means in "X said it would": the subject of "said"."""
    if s.words[s.first[k]] not in _SPEAKING:
        return None
    m = s.left[k]
    if m >= 0 and s.kinds[m] == "S" and s.words[s.first[m]] == "that":
        m = s.left[m]
    verb = s.verb[m] if m >= 0 else None
    if verb is None or verb.lemma not in SAY or verb.subject < 0 or verb.passive:
        return None
    other = arg_of(s, verb.subject)
    if other.mention >= 0 and other.types & own.types:
        return Arg(other.mention, own.start, own.end, k, other.types, False)
    return None


def employ(s: Sentence, person: Arg, organization: Arg) -> None:
    """Remember for whom a person works, for "his company"."""
    if person.mention >= 0 and organization.mention >= 0:
        s.discourse.employers.setdefault(s.discourse.entity[person.mention], organization)
        s.version += 1


def _own_company(s: Sentence, k: int, u: int) -> Arg | None:
    """Where the person that "his" means is known to hold a post, for "his company"."""
    if s.tags[s.first[k]] != "H" or u != s.first[k] + 1 or s.ref[s.first[k]] < 0:
        return None
    if s.words[u] not in _COMPANY:
        return None
    employer = s.discourse.employers.get(s.discourse.entity[s.ref[s.first[k]]])
    if employer is None:
        return None
    start, end = s.start[s.first[k]], s.end[u]
    return Arg(employer.mention, start, end, k, employer.types, True)


def _host(s: Sentence, k: int) -> int:
    """The phrase that a common noun phrase describes: by apposition, "is a" or "as a"."""
    m = s.left[k]
    if m < 0:
        return -1
    if s.kinds[m] == "," and s.tags[s.first[k]] in "DHNA":
        n = s.right[k]
        while n + 1 < s.size and s.kinds[n] == "I" and s.kinds[n + 1] == "N":
            n = s.right[n + 1]
        after = s.verb[n] if n < s.size else None
        bare = s.stop[k] - s.first[k] <= 2
        if bare and after is not None and after.form == "finite":
            return -1  # "…, the company is": a clause begins, nothing is described
        near = s.left[m]
        if near >= 0 and s.kinds[near] == "N":
            if s.tags[head_unit(s, near)] in "EP":
                return near
            head = chain_head(s, near)
            if s.tags[head_unit(s, head)] in "EP":
                return head
        return -1
    said = s.verb[m]
    if said is not None and said.lemma in COPULA:
        return said.subject
    if s.kinds[m] == "I" and s.words[s.first[m]] == "as":
        v = previous_verb(s, k)
        verb = s.verb[v] if v >= 0 else None
        if verb is not None and (verb.passive or verb.form == "participle"):
            return verb.subject
        if verb is not None:
            found = object_of(s, v)
            return found if found >= 0 else verb.subject
    return -1
