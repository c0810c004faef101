"""Names of things and references to them, where other sets annotate some of them.

- KnowledgeNet: are the names that take part in a fact found with exactly their span, with a type
  that the fact allows; and are pronouns and descriptions resolved to a name, rightly.
- CORE: are the given spans (companies, products) found exactly, and held apart.
- MEANTIME: names of people, organisations, products and places in news, exactly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.extraction import knowledgenet, meantime
from benchmarks.extraction.sets import Range, Record, plain_article, read_lines
from benchmarks.extraction.tally import Measure, Tally, measures
from factpack.extract.languages.en.name_words import DEMONYM, lexicon
from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.model import EntityType, LocalEntity, Mention

CORE = "data/core_train.jsonl"

_FIRST_OR_SECOND = frozenset("i my me we our us myself".split())
_PRONOUNS = _FIRST_OR_SECOND | frozenset(
    "he she it they him her his hers its their theirs them who whom whose which that where "
    "himself herself itself themselves".split()
)
_DETERMINERS = frozenset("the a an our its his their this".split())
_ENDS = ("subject", "object")
_ALLOWED: dict[tuple[str, str], set[EntityType]] = {
    ("FOUNDED_BY", "subject"): {"Organization", "Product"},
    ("FOUNDED_BY", "object"): {"Person", "Organization"},
    ("DATE_FOUNDED", "subject"): {"Organization", "Product", "Place"},
    ("HEADQUARTERS", "subject"): {"Organization"},
    ("HEADQUARTERS", "object"): {"Place"},
    ("SUBSIDIARY_OF", "subject"): {"Organization", "Product"},
    ("SUBSIDIARY_OF", "object"): {"Organization"},
    ("CEO", "subject"): {"Organization"},
    ("CEO", "object"): {"Person"},
    ("EMPLOYEE_OR_MEMBER_OF", "subject"): {"Person"},
    ("EMPLOYEE_OR_MEMBER_OF", "object"): {"Organization", "Place"},
}
_MEANTIME: dict[str, EntityType] = {
    "PER": "Person",
    "ORG": "Organization",
    "PRO": "Product",
    "LOC": "Place",
}
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Corp|Co|Jr|[A-Z])\.$")


@dataclass
class _Found:
    """What is found in a text: names and references by their span."""

    text: str
    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: dict[Range, Mention] = field(default_factory=dict)
    references: dict[Range, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        article = plain_article(self.text)
        doc = doc_of(article)
        self.entities, self.mentions = find_mentions(article, doc, find_literals(article, doc))
        for mention in self.mentions:
            kept = self.names if mention.kind == "name" else self.references
            kept[mention.start, mention.end] = mention

    def type_of(self, mention: Mention) -> EntityType:
        return self.entities[mention.entity].type

    def name_at(self, span: Range) -> Mention | None:
        return _at(self.names, self.text, span)

    def near(self, span: Range) -> str:
        """Words of a span with what is around them."""
        start, end = span
        return f"{self.text[start:end]!r} in {self.text[max(0, start - 50) : end + 50]!r}"


def _at(spans: dict[Range, Mention], text: str, span: Range) -> Mention | None:
    """The mention with a span, give or take a leading article and a final stop."""
    start, end = span
    options = [(start, end)]
    if text[start:end].lower().startswith("the "):
        options.append((start + 4, end))
    elif text[max(0, start - 4) : start].lower() == "the ":
        options.append((start - 4, end))
    for a, b in list(options):
        if text[b : b + 1] == ".":
            options.append((a, b + 1))
        if text[b - 1] == ".":
            options.append((a, b - 1))
    return next((spans[option] for option in options if option in spans), None)


def _bare(text: str, span: Range) -> Range:
    """A span as our conventions have it: no possessive, no marks at the end."""
    start, end = span
    words = text[start:end]
    if not _ABBREVIATED.search(words):
        words = re.sub(r"[\s,.;:]+$", "", words)
    return start, start + len(re.sub(r"\s?['’]s?$", "", words))


def _is_name(text: str) -> bool:
    """Whether an annotated argument is a name, by its spelling."""
    first, *rest = text.split()
    if first.lower() in _PRONOUNS:
        return False
    if first.lower() in _DETERMINERS:
        return bool(rest) and rest[0] != rest[0].lower()
    return text != text.lower()


# ---- KnowledgeNet -------------------------------------------------------------------------------


def score_knowledgenet_names(shared: Path) -> list[Measure]:
    """Names, types and references of the arguments of facts."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for record in read_lines(shared / knowledgenet.FILE):
        if record["facts"]:
            _score_arguments(record, tallies)
    return [
        *measures("knowledgenet", "names", tallies["name"], "R"),
        *measures("knowledgenet", "type of a name", tallies["type"], "share"),
        *measures("knowledgenet", "pronouns resolved", tallies["pronoun"], "R"),
        *measures("knowledgenet", "referent of a pronoun", tallies["referent"], "share"),
    ]


def _score_arguments(record: Record, tallies: dict[str, Tally]) -> None:
    found = _Found(record["text"])
    arguments = {
        (fact[part]["start"], fact[part]["end"]): (fact[part], allowed)
        for fact in reversed(record["facts"])
        for part in ("subject", "object")
        if (allowed := _ALLOWED.get((fact["property"], part)))
    }
    names: dict[str, set[str]] = defaultdict(set)
    for argument, _ in arguments.values():
        if _is_name(argument["text"]):
            names[argument["uri"]].add(argument["text"].lower())
    for span, (argument, allowed) in arguments.items():
        words = argument["text"].lower()
        if _is_name(argument["text"]):
            mention = found.name_at(_bare(found.text, span))
            tallies["name"].case(mention is not None, found.near(span))
            if mention is not None:
                kind = found.type_of(mention)
                tallies["type"].case(kind in allowed, f"{kind}: {found.near(span)}")
        elif words in _PRONOUNS and words not in _FIRST_OR_SECOND:
            mention = found.references.get(span)
            tallies["pronoun"].case(mention is not None, found.near(span))
            known = names.get(argument["uri"]) if argument["uri"] else None
            if mention is not None and known:
                name = found.entities[mention.entity].name.lower()
                right = any(_shares_word(name, other) for other in known)
                tallies["referent"].case(right, f"{name}: {found.near(span)}")


def resolvable_pronouns(shared: Path) -> Counter[tuple[str, bool]]:
    """Pronouns of KnowledgeNet by what stands before them, and whether they are resolved.

    Its passages are cut out of their pages: `nothing` has no name before it that its fact allows,
    so that no reader can resolve it; of `a name` one stands there, of `its name` the annotated one.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    for record in read_lines(shared / knowledgenet.FILE):
        found = _Found(record["text"]) if record["facts"] else None
        if found is None:
            continue
        facts = [(fact["property"], part, fact[part]) for fact in record["facts"] for part in _ENDS]
        named = {(a["uri"], a["start"]) for _, _, a in facts if a["uri"] and _is_name(a["text"])}
        pronouns = {
            (a["start"], a["end"]): (a["uri"], allowed)
            for property_, part, a in reversed(facts)
            if (allowed := _ALLOWED.get((property_, part)))
            and a["text"].lower() in _PRONOUNS - _FIRST_OR_SECOND
        }
        for span, (uri, allowed) in pronouns.items():
            fits = any(
                m.start < span[0] and found.type_of(m) in allowed for m in found.names.values()
            )
            own = any(other == uri and start < span[0] for other, start in named)
            before = "its name" if own else "a name" if fits else "nothing"
            counts[before, span in found.references] += 1
    return counts


def _shares_word(a: str, b: str) -> bool:
    return a in b or b in a or bool(set(a.split()) & set(b.split()))


# ---- CORE ---------------------------------------------------------------------------------------


def score_core_names(shared: Path) -> list[Measure]:
    """The given companies and products."""
    names, types, apart = Tally(), Tally(), Tally()
    for record in read_lines(shared / CORE):
        found = _Found(record["text"])
        pair = []
        for part in ("subject", "object"):
            argument = record["gold"][part]
            span = _bare(found.text, (argument["start"], argument["end"]))
            if not _is_name(argument["text"]):
                continue
            mention = found.name_at(span)
            names.case(mention is not None, found.near(span))
            if mention is not None:
                pair.append(mention.entity)
                kind = found.type_of(mention)
                types.case(kind in ("Organization", "Product"), f"{kind}: {found.near(span)}")
        if len(pair) == 2:
            apart.case(pair[0] != pair[1], record["text"])
    return [
        *measures("core", "names", names, "R"),
        *measures("core", "type of a name", types, "share"),
        *measures("core", "pair held apart", apart, "share"),
    ]


# ---- MEANTIME -----------------------------------------------------------------------------------


def score_meantime_names(shared: Path) -> list[Measure]:
    """Names with their types, and references to them."""
    names, types, references = Tally(), Tally(), Tally()
    for record in read_lines(shared / meantime.FILE):
        found = _Found(record["text"])
        annotated = [
            entity
            for entity in record["gold"]["entities"]
            if entity["syntactic"] in ("NAM", "PRE.NAM") and entity["type"] in _MEANTIME
        ]
        hit = set()
        wanted = {
            _bare(found.text, (entity["start"], entity["end"])): entity
            for entity in annotated
            if _is_pure(entity["text"])
        }
        for span, entity in wanted.items():
            mention = found.name_at(span)
            if mention is None:
                names.errors.append(f"missed {found.near(span)}")
                continue
            hit.add((mention.start, mention.end))
            kind, right = found.type_of(mention), _MEANTIME[entity["type"]]
            types.case(kind == right, f"{kind}, not {right}: {found.near(span)}")
        said = {span for span in found.names if span[1] <= record["annotated_end"]}
        names.errors += [f"wrong {found.near(span)}" for span in sorted(said - hit)]
        names.add(len(hit), len(said | hit), len(wanted))
        _score_references(found, record, annotated, references)
    return [
        *measures("meantime", "names", names, "P", "R"),
        *measures("meantime", "type of a name", types, "share"),
        *measures("meantime", "referent of a reference", references, "share"),
    ]


def _is_pure(text: str) -> bool:
    """Whether a MEANTIME span is a name alone: no lower-case nouns, no nationality, no role."""
    words = re.sub(r"^[Tt]he ", "", text).split()
    return (
        all(not word.islower() or word in ("of", "and", "for", "the") for word in words)
        and not lexicon().flags.get(words[-1].lower(), 0) & DEMONYM
        and "," not in words
        and "'s" not in words
    )


def _score_references(found: _Found, record: Record, annotated: list[Record], tally: Tally) -> None:
    """Whether a pronoun or description refers to a name that the annotators say it does."""
    instances = {(e["start"], e["end"]): e["instance"] for e in record["gold"]["entities"]}
    named: dict[int, set[str]] = defaultdict(set)
    for entity in annotated:
        start, end = entity["start"], entity["end"]
        bare = start + 4 if found.text[start:end].lower().startswith("the ") else start
        for span in {(start, end), (bare, end)} & found.names.keys():
            named[found.names[span].entity].add(entity["instance"])
    for span, mention in found.references.items():
        if span in instances and named[mention.entity]:
            name = found.entities[mention.entity].name
            right = instances[span] in named[mention.entity]
            tally.case(right, f"{name}: {found.near(span)}")
