"""The sentences, and what the rules read in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from benchmarks.extraction.sets import overlap, plain_article
from factpack.extract.names import KnownName, KnownNames
from factpack.extract.rules_extractor import extract
from factpack.model import Claim, EntityType, Extraction, Metadata
from factpack.vocabulary import load_vocabulary

FOLDER = Path(__file__).parent / "sentences"
DAY = date(2020, 6, 17)
_MARK = re.compile(r"\[(?:([OP]):)?([^\]]+)\]|<(?:([OP]):)?([^>]+)>")
_TYPES: dict[str, EntityType] = {
    "O": "Organization",
    "P": "Person",
    "Organization": "Organization",
    "Person": "Person",
    "Product": "Product",
    "Place": "Place",
}
_FUTURE = ("planned", "possible")
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it states; a near miss has no subjects and no objects.

    Attributes:
        predicate: of which it is a wording or a near miss.
        text: without marks.
        subjects: their spans.
        objects: their spans; each subject stands to each of them.
        holds: asserted, planned, possible, negated or former.
        names: the marked names, where they are names.
        held: of the half that nobody looks at.
    """

    predicate: str
    text: str
    subjects: tuple[Range, ...]
    objects: tuple[Range, ...]
    holds: str
    names: tuple[KnownName, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of the claims of a sentence were found, and how many others were read."""

    sentence: Sentence
    found: int
    wanted: int
    wrong: int


def sentences() -> Iterator[Sentence]:
    """All, by predicate, in the order of the files."""
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            yield read_line(path.stem, line)


def read_line(predicate: str, line: str) -> Sentence:
    """A line as a sentence.

    >>> read_line("acquired", "~planned [Acme] will buy <Beta>.").objects
    ((14, 18),)
    """
    held = sha256(line.encode()).digest()[0] % 2 == 1
    if line.startswith("- "):
        return Sentence(predicate, line[2:], (), (), "asserted", (), held)
    holds = "asserted"
    marked = line
    if line.startswith("~"):
        holds, _, marked = line[1:].partition(" ")
    definition = load_vocabulary().predicates[predicate]
    text, at = "", 0
    spans: dict[bool, list[Range]] = {True: [], False: []}
    names: list[KnownName] = []
    for match in _MARK.finditer(marked):
        is_subject = match[2] is not None
        letter, name = (match[1], match[2]) if is_subject else (match[3], match[4])
        text += marked[at : match.start()]
        spans[is_subject].append((len(text), len(text) + len(name)))
        text, at = text + name, match.end()
        allowed = definition.subject_types if is_subject else definition.object_types
        kind = _TYPES.get(letter or allowed[0])
        if name[0].isupper() and kind is not None:
            names.append(KnownName(name, kind))
    text += marked[at:]
    return Sentence(
        predicate, text, tuple(spans[True]), tuple(spans[False]), holds, tuple(names), held
    )


def read(sentence: Sentence, *, given: bool) -> Outcome:
    """What is read in a sentence by itself.

    Args:
        sentence: a wording or a near miss.
        given: tell the names and their types, so that the wording alone is tried.
    """
    article = plain_article(sentence.text)
    dated = Metadata(published_on=DAY, published_precision="day")
    article = replace(article, raw=replace(article.raw, metadata=dated))
    known = KnownNames(sentence.names) if given and sentence.names else None
    result = extract(article, known)
    claims = [claim for claim in result.claims if claim.predicate == sentence.predicate]
    pairs = [(one, other) for one in sentence.subjects for other in sentence.objects]
    symmetric = load_vocabulary().predicates[sentence.predicate].symmetric
    found, right = set(), set()
    for number, claim in enumerate(claims):
        for subject, obj in pairs:
            ways = [(subject, obj), (obj, subject)] if symmetric else [(subject, obj)]
            if any(_states(result, claim, *way) for way in ways):
                right.add(number)
                if _holds(claim, sentence.holds):
                    found.add((subject, obj))
    return Outcome(sentence, len(found), len(pairs), len(claims) - len(right))


def _states(result: Extraction, claim: Claim, subject: Range, obj: Range) -> bool:
    if not _named_at(result, claim.subject, subject):
        return False
    if claim.object is not None:
        return _named_at(result, claim.object, obj)
    spans = [claim.parts.get(part) for part in ("object", "amount", "date")]
    spans.append(claim.object_span)
    return any(span is not None and overlap((span.start, span.end), obj) for span in spans)


def _named_at(result: Extraction, entity: int, span: Range) -> bool:
    return any(
        mention.entity == entity and overlap((mention.start, mention.end), span)
        for mention in result.mentions
    )


def _holds(claim: Claim, holds: str) -> bool:
    if holds == "former":
        return bool(claim.former)
    if holds in _FUTURE:
        return claim.modality in _FUTURE
    return claim.modality == holds
