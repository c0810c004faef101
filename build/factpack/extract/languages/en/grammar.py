"""Words that the shallow parser knows, read from `rules/lexicon.yaml`, and guesses for the others.

A word gets a one-letter tag, so that a sentence becomes a short string on which compiled patterns
find phrases. The tags:

====  =============================================  ====  ====================================
E     name of an entity                              O     pronoun
D     determiner                                     H     possessive pronoun
N     noun, or anything unknown                      A     adjective
`#`   number or count                                $     money
%     percentage                                     T     date or period
v     verb form that may be a noun                   V     verb, by its surroundings
p     past form or participle                        g     form in -ing
B     form of be                                     h     form of have
d     form of do                                     M     modal verb
t     "to"                                           x     negation
R     adverb                                         I     preposition
C     conjunction                                    S     subordinator
W     relative pronoun                               K     "-backed", "-led" … after a name
'     possessive mark                                ,     comma
;     boundary: colon, semicolon, full stop, dash    "     dropped from the sequence
====  =============================================  ====  ====================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from factpack.extract.languages.tables import read_table

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    # Verbs of more than one syllable whose last consonant is doubled (stress on the last syllable).
    "commit submit permit admit omit transfer prefer refer begin forget compel control "
    "propel occur incur equip rebut acquit confer deter distil emit excel expel infer kidnap "
    "outstrip quip".split()
)
_NOT_DOUBLED = frozenset("benefit open offer exit visit edit audit gather market target".split())
_CLASSES = (
    ("adverb", "R"),
    ("adjective", "A"),
    ("noun", "N"),
    ("number", "#"),
    ("subordinator", "S"),
    ("preposition", "I"),
    ("conjunction", "C"),
    ("determiner", "D"),
    ("possessive", "H"),
    ("pronoun", "O"),
    ("relative", "W"),
    ("modal", "M"),
    ("be", "B"),
    ("have", "h"),
    ("do", "d"),
    ("negation", "x"),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words.

    Attributes:
        tags: lower-case word to tag.
        verbs: inflected form to (base form, what it can be: some of `v`, `p`, `g`, and `!` where
            the past form is no participle).
        bases: the base forms among them.
        phrasal: "base particle" pairs that mean one thing.
        particles: the second words of these.
        control: base form of a verb that governs another to what it says about that one.
        object_control: base forms of verbs whose object does what follows.
        infinitive_words: adjective, participle or noun that governs an infinitive, as `control`.
        noun_types: common noun to the entity types that it can stand for.
    """

    tags: Mapping[str, str]
    verbs: Mapping[str, tuple[str, str]]
    bases: frozenset[str]
    phrasal: frozenset[str]
    particles: frozenset[str]
    control: Mapping[str, str]
    object_control: frozenset[str]
    infinitive_words: Mapping[str, str]
    noun_types: Mapping[str, frozenset[str]]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the program."""
    data = read_table("en", "grammar.yaml")
    verbs: dict[str, tuple[str, str]] = {}
    for entry in data["verb"].split():
        for form, kinds in _forms(entry):
            base = entry.split("/", 1)[0]
            known = verbs.get(form)
            if known is None:
                verbs[form] = (base, kinds)
            elif known[0] == base:
                verbs[form] = (base, "".join(sorted({*known[1], *kinds})))
    tags = {form: _verb_tag(kinds) for form, (_, kinds) in verbs.items()}
    tags.update(dict.fromkeys(map(_third, data["verb_only"].split()), "V"))
    for name, tag in _CLASSES:
        tags.update(dict.fromkeys(data[name].split(), tag))
    tags["to"] = "t"
    noun_types: dict[str, frozenset[str]] = {}
    for name in ("Organization", "Person", "Product"):
        for noun in data[f"{name.lower()}_nouns"].split():
            noun_types[noun] = noun_types.get(noun, frozenset()) | {name}
    phrasal = frozenset(p.strip() for p in data["phrasal"].split(","))
    return Lexicon(
        tags=tags,
        verbs=verbs,
        bases=frozenset(base for base, _ in verbs.values()),
        phrasal=phrasal,
        particles=frozenset(pair.partition(" ")[2] for pair in phrasal),
        control=_by_word(data["control"]),
        object_control=frozenset(data["object_control"].split()),
        infinitive_words=_by_word(data["infinitive_words"]),
        noun_types=noun_types,
    )


def noun_types(word: str) -> frozenset[str]:
    """Entity types that a common noun can stand for; empty where none is known."""
    return load_lexicon().noun_types.get(word, _NO_TYPES)


_NO_TYPES: frozenset[str] = frozenset()


def guess_tag(word: str) -> str:
    """Tag of a word that the lexicon does not know, from its shape.

    >>> guess_tag("swiftly"), guess_tag("tele-operated"), guess_tag("42"), guess_tag("gizmo")
    ('R', 'A', '#', 'N')
    """
    if word[0].isdigit():
        return "#"
    if "-" in word:
        return "A" if word.endswith(_HYPHENATED) else "N"
    if word.endswith("ly") and len(word) > 4:
        return "R"
    if word.endswith(_ADJECTIVE) and len(word) > 5:
        return "A"
    if word.endswith("ed") and len(word) > 4:
        return "p"
    if word.endswith("ing") and len(word) > 5:
        return "g"
    return "N"


_HYPHENATED = (
    "ed", "ing", "based", "led", "owned", "backed", "run", "wide", "free", "friendly", "scale",
    "term", "year", "level", "class", "old", "stage", "focused", "to-use", "edge", "known",
    "dollar", "pound", "euro", "yen",
)  # fmt: skip
_ADJECTIVE = (
    "able",
    "ible",
    "ical",
    "ional",
    "ious",
    "eous",
    "ful",
    "less",
    "ive",
    "ian",
    "ese",
)


def _by_word(groups: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words.split()}


def _verb_tag(kinds: str) -> str:
    return "v" if "v" in kinds else "p" if "p" in kinds else "g"


def _forms(entry: str) -> list[tuple[str, str]]:
    """Inflected forms of "base", "base/past" or "base/past/participle" with what they can be."""
    base, *rest = entry.split("/")
    forms = [(base, "v"), (_third(base), "v"), (_stem(base, "ing"), "g")]
    if not rest:
        return [*forms, (_stem(base, "ed"), "p")]
    past, participle = rest[0], rest[-1]
    if past == participle:
        return [*forms, (past, "p")]
    return [*forms, (past, "!p"), (participle, "p")]


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _stem(base: str, ending: str) -> str:
    """The verb with -ed or -ing, the last letters adapted."""
    if base.endswith("ie") and ending == "ing":
        return base[:-2] + "ying"
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + ending
    if base.endswith("y") and base[-2] not in _VOWELS and ending == "ed":
        return base[:-1] + "ied"
    short = (
        len(base) > 2
        and base[-1] not in _VOWELS + "wxyh"
        and base[-2] in _VOWELS
        and base[-3] not in _VOWELS
        and sum(c in _VOWELS for c in base) == 1
    )
    if base in _DOUBLED or (short and base not in _NOT_DOUBLED):
        return base + base[-1] + ending
    return base + ending
