"""The arguments of nouns, by the roles of which the rules speak."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import arg_of, unit_arg
from factpack.extract.claims.roles.lists import args_of, expand
from factpack.extract.claims.roles.owners import modifier_of, possessor_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import near_of, object_of, prepositions
from factpack.extract.claims.syntax.sentence import COPULA, Sentence

_NAME: Final = frozenset("name appoint elect add nominate reappoint".split())
_BUY: Final = frozenset("acquire buy purchase".split())
_CONTROL: Final = frozenset(("controlling", "majority"))
_GIVE: Final = frozenset("give grant offer provide allow award guarantee".split())
_COMES_ABOUT: Final = frozenset(
    "begin start date announce sign agree strike close form launch".split()
)
_INCLUDE: Final = COPULA | {"include", "number"}
_LIES: Final = frozenset(("be", "locate", "situate", "base", "remain"))
_LIGHT_BEFORE: Final = frozenset(("into", "in", "on", "of", "to", "from"))
_NOT_LIGHT: Final = frozenset(
    "say tell ask include follow cite quote compare see mean require need call affect".split()
)


def noun_role(s: Sentence, rule: Rule, k: int, u: int, name: str) -> list[Arg]:
    """Arguments of the noun at unit `u`, the last of phrase `k`, in a role of the rule."""
    read = _ROLES.get(name)
    if read is not None:
        return read(s, rule, k, u)
    n = near_of(s, k).get(name, -1)
    return args_of(s, n) if n >= 0 else []


def told_of(s: Sentence, k: int) -> int:
    """The verb of "a partnership with X that began in": when it came about; -1: none."""
    n = k + 1
    while n < s.size and s.kinds[n] in "INC":
        n += 1
    if n >= s.size or s.kinds[n] != "W":
        return -1
    v = next((m for m in range(n, min(s.size, n + 6)) if s.kinds[m] == "V"), -1)
    return v if v >= 0 and s.verb_at(v).lemma in _COMES_ABOUT else -1


def _light_subject(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """Subject of the verb whose object the noun phrase is: "X announced a deal with Y"."""
    told = told_of(s, k) if rule.joint else -1
    if told >= 0 and s.kinds[k + 1] == "W" and s.kinds[k + 2] == "N":
        return args_of(s, s.left[told], left=True)  # "the deal X and Y signed"
    m = s.left[k]
    if m >= 0 and s.kinds[m] == "C":
        m = s.left[m]
        if m >= 0 and s.kinds[m] == "N":
            m = s.left[m]
    on = False
    if m >= 0 and s.kinds[m] == "I" and s.words[s.first[m]] in _LIGHT_BEFORE:
        on = s.words[s.first[m]] == "on"
        m = s.left[m]
        if m >= 0 and s.kinds[m] == "N":
            m = s.left[m]
    if m < 0 or s.kinds[m] != "V":
        return []
    verb = s.verb_at(m)
    if verb.lemma in _NOT_LIGHT:
        return []
    if verb.lemma in COPULA and (not on or verb.lemma not in rule.light):
        return []
    if rule.light and verb.lemma not in rule.light:
        return []
    return args_of(s, verb.subject, left=True)


def _unowned(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """Whose "the board" is: a board that nothing here owns, to be looked up in the article."""
    i = s.first[k]
    if s.words[i] != "the" or u != i + 1 or u != s.stop[k] - 1:
        return []
    return [Arg(-1, s.start[i], s.end[u], k, ONLY["Organization"], True)]


def _named(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """X in "named X to the board", "added X to its board"."""
    m = s.left[k]
    n = s.left[m] if m >= 0 and s.words[s.first[m]] == "to" else -1
    v = s.left[n] if n >= 0 and s.kinds[n] == "N" else -1
    verb = s.verb[v] if v >= 0 else None
    return args_of(s, n) if verb is not None and verb.lemma in _NAME and not verb.passive else []


def _receiver(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """X in "gives X access", "grants X a licence"."""
    m = s.left[k]
    v = s.left[m] if m >= 0 and s.kinds[m] == "N" else -1
    verb = s.verb[v] if v >= 0 else None
    if verb is not None and verb.lemma in _GIVE and not verb.passive:
        return args_of(s, m)
    verb = s.verb[m] if m >= 0 else None
    if verb is not None and verb.lemma in _GIVE and verb.passive:
        return args_of(s, verb.subject, left=True)  # "X was granted access"
    return []


def _fronted_for(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """X in "Under the partnership with Y, X will": the subject of the clause that follows."""
    m = s.left[k]
    if m < 0 or s.kinds[m] != "I" or s.left[m] >= 0:
        return []
    v = s.next_verb(k)
    return args_of(s, s.verb_at(v).subject) if v >= 0 else []


def after_comma(s: Sentence, k: int) -> list[Arg]:
    """The organisation in "vice president of research, Acme"."""
    n = k + 1
    while n + 1 < s.size and s.kinds[n] in "IC" and s.kinds[n + 1] == "N":
        n += 2
    if n + 1 < s.size and s.kinds[n] == "," and s.kinds[n + 1] == "N":
        after = s.right[n + 1]
        closes = after >= s.size or s.kinds[after] in ",;V"
        if closes and s.last_tag(n + 1) == "E":
            return [arg_of(s, n + 1)]
    return []


def listed_after(s: Sentence, k: int) -> list[Arg]:
    """The names in "its features such as A, B and C", also after "of" and a list of nouns."""
    n = k + 1
    while n + 1 < s.size and s.kinds[n] in "INC,":
        if s.kinds[n] == "I" and s.words[s.first[n]] in ("such", "like", "including"):
            n += 2 if s.words[s.first[n]] == "such" else 1
            if n >= s.size or s.kinds[n] != "N":
                return []
            found = [arg_of(s, e) for e in expand(s, n, listed=True)]
            return [a for a in found if a.mention >= 0]
        n += 1
    return []


def _possessor(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    owner = possessor_of(s, k, u)
    return [owner] if owner else []


def _modifier(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    name = modifier_of(s, k, u)
    return [name] if name else []


def _undergone(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """Who acts where the noun is the subject of a passive verb: "a stake was taken by X"."""
    v = s.right[k]
    verb = s.verb[v] if v < s.size else None
    return in_role(s, v, "A") if verb is not None and verb.passive else []


def _pair(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """Both parties of a joint subject, else nothing."""
    pair = [a for a in _light_subject(s, rule, k, u) if a.named]
    return pair if len(pair) == 2 else []


def _included(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """X in "its products include X" and "its products are X"."""
    v = _said_of(s, k)
    lemma = s.verb_at(v).lemma if v >= 0 else ""
    return args_of(s, object_of(s, v)) if lemma in _INCLUDE else []


def _placed(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """X in "its headquarters are in X"."""
    v = _said_of(s, k)
    if v < 0 or s.verb_at(v).lemma not in _LIES:
        return []
    return args_of(s, prepositions(s, v).get("in", -1)) or args_of(s, object_of(s, v))


def _said_of(s: Sentence, k: int) -> int:
    """The verb that follows the noun and what a preposition adds to it; -1: none."""
    v = s.right[k]
    while v + 1 < s.size and s.kinds[v] == "I":
        v = s.right[v + 1]
    return v if v < s.size and s.kinds[v] == "V" else -1


def _bought(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """The stake itself where it is bought, or gives control."""
    m = s.left[k]
    verb = s.verb[m] if m >= 0 else None
    bought = verb is not None and verb.lemma in _BUY
    return [unit_arg(s, u, k)] if bought or is_control(s, k) else []


def _takeover(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """The offer itself where it is one for the whole: "a takeover bid"."""
    words = s.words[s.first[k] : u]
    return [unit_arg(s, u, k)] if "takeover" in words or "buyout" in words else []


def _advisory(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    """The board itself where it only advises."""
    return [unit_arg(s, u, k)] if "advisory" in s.words[s.first[k] : u] else []


def is_control(s: Sentence, k: int) -> bool:
    """Whether a stake is one that decides: "a controlling stake"."""
    return not _CONTROL.isdisjoint(s.words[s.first[k] : s.stop[k]])


def _after_comma(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    return after_comma(s, k)


def _first_between(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    return _between(s, k)[:1]


def _second_between(s: Sentence, rule: Rule, k: int, u: int) -> list[Arg]:
    return _between(s, k)[1:]


def _between(s: Sentence, k: int) -> list[Arg]:
    """Both of two in "a deal between X and Y", else nothing."""
    near = prepositions(s, k)
    n = near.get("between", near.get("of", -1))
    v = s.right[k]
    if n < 0 and v < s.size and s.kinds[v] == "V":
        n = prepositions(s, v).get("between", -1) if s.verb_at(v).passive else -1
    pair = args_of(s, n)
    return pair if len(pair) == 2 else []


_ROLES: Final = {
    "poss": _possessor,
    "mod": _modifier,
    "A": _light_subject,
    "IO": _receiver,
    "front": _fronted_for,
    "the": _unowned,
    "named": _named,
    "P": _undergone,
    "comma": _after_comma,
    "bought": _bought,
    "takeover": _takeover,
    "advisory": _advisory,
    "A1": _pair,
    "A2": _pair,
    "include": _included,
    "is": _placed,
    "between1": _first_between,
    "between2": _second_between,
}
"""Roles that are no prepositions."""
