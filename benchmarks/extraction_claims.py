"""How well claims are found, on texts that nobody here wrote.

Run `python benchmarks/extraction_claims.py [--errors N]`; it measures, beside the time a claim
search takes,

- gold: claims of two real articles, from raw file to claim, as `score.py` counts.
- KnowledgeNet: the six properties that map to ours. A fact counts where the property is right and
  both spans overlap the annotated ones. Every mention of a thing in the passage is annotated as a
  fact of its own, so a claim stands for all mentions of its two things, relative pronouns included;
  an unresolved pronoun stands for itself. Only properties that a passage is annotated for count.
- CORE: the relation of a given pair of companies or products, by five-fold cross-validation of the
  model of pairs; folds are drawn by a fixed rule.

Data and licences: `shared/data/README.md`. Nothing of it is copied into the project.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from train_pairs import cross_validate, read_examples

from factpack.evaluate.measure import Evaluation, evaluate
from factpack.evaluate.records import Annotation, ClaimRecord, read_annotation
from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.discourse import Arg
from factpack.extract.claims.find import find_candidates, find_claims
from factpack.extract.claims.hints import modality_of
from factpack.extract.literals import find_literals
from factpack.extract.mentions import find_mentions
from factpack.extract.rules_extractor import RulesExtractor
from factpack.extract.sentences import split_sentences
from factpack.model import Article, Block, Claim, Extraction, Mention, Metadata, RawArticle
from factpack.normalise import normalise
from factpack.normalise.offsets import OffsetMap

SHARED = Path(__file__).parents[1] / "../shared"
GOLD = "articles_001_003.jsonl"
PUBLISHED = {"001": date(2016, 11, 1), "003": date(2016, 11, 1)}
"""Months known from the sources, as `corpora/openai-microsoft-news/dataset.yaml` gives them."""

Range = tuple[int, int]
PROPERTIES = {
    "founded_by": "FOUNDED_BY",
    "founded_on": "DATE_FOUNDED",
    "subsidiary_of": "SUBSIDIARY_OF",
    "owned_by": "SUBSIDIARY_OF",
    "has_role": "EMPLOYEE_OR_MEMBER_OF",
    "member_of": "EMPLOYEE_OR_MEMBER_OF",
}
SIX = frozenset(PROPERTIES.values()) | {"HEADQUARTERS", "CEO"}
_RELATIVE = re.compile(r"(?:\s\([^)]{1,30}\))?,?\s(which|who|that|where)\b")
_PRONOUNS = frozenset(
    "he she it they i we his her its their my our him them who which that".split()
)


@dataclass
class Score:
    """Counts by property; `errors` are (found or missed, property, words, passage)."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)

    def rates(self, name: str | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1 of a property, None: of all."""
        right, wrong, missed = (
            sum(c.values()) if name is None else c[name]
            for c in (self.right, self.wrong, self.missed)
        )
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def plain_article(text: str) -> Article:
    """A text as an article without title or date."""
    raw = RawArticle("text", "text", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(text))
    return Article("a-" + "0" * 20, raw, text, (block,), (), None, "en", "given")


# ---- gold ---------------------------------------------------------------------------------------


def gold(shared: Path = SHARED) -> Evaluation:
    """Scores of the claims of the annotated articles, from the raw files on."""
    truth = read_annotation(shared / "gold" / GOLD)
    records: list[ClaimRecord] = []
    for path in sorted((shared / "articles").glob("*.txt")):
        if path.name[:3] in PUBLISHED:
            article = read_article(path)
            records += claim_records(path.name, article, RulesExtractor().extract(article))
    return evaluate(Annotation(claims=tuple(records)), truth)


def read_article(path: Path) -> Article:
    """A file of the shared articles, normalised."""
    published = PUBLISHED.get(path.name[:3])
    metadata = Metadata(published_on=published, published_precision="month" if published else None)
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return normalise(
        RawArticle(path.name, path.name, text, 0, "0" * 64, "utf-8", "valid", metadata)
    )


def claim_records(doc: str, article: Article, found: Extraction) -> Iterator[ClaimRecord]:
    """Claims as records of the evaluation, spans in the raw file."""
    offsets = OffsetMap(list(article.segments))
    for claim in found.claims:
        speaker = claim.attributed_to
        yield ClaimRecord(
            doc,
            claim.predicate,
            found.entities[claim.subject].name,
            object_words(article, found, claim),
            {
                "amount": claim.value.amount,
                "date": str(claim.value.date_from) if claim.value.date_from else None,
            },
            "article" if speaker is None else found.entities[speaker].name,
            claim.modality,
            (offsets.to_raw(claim.start, claim.end),),
        )


def object_words(article: Article, found: Extraction, claim: Claim) -> str:
    """Name of the object, else its words, else those of its amount or date."""
    if claim.object is not None:
        return found.entities[claim.object].name
    span = claim.object_span or claim.parts.get("amount") or claim.parts["date"]
    return article.text[span.start : span.end]


# ---- KnowledgeNet -------------------------------------------------------------------------------


def knowledgenet(shared: Path = SHARED) -> Score:
    """Facts of six properties in passages of web pages."""
    score = Score()
    for record in read_lines(shared / "data" / "knowledgenet_business_dev.jsonl"):
        asked = SIX & set(record["annotated_properties"])
        wanted = [f for f in record["facts"] if f["property"] in asked]
        found = [f for f in passage_facts(record["text"]) if f[0] in asked]
        _compare(record["text"], found, wanted, score)
    return score


Fact = tuple[str, Range, Range]


def passage_facts(text: str) -> list[Fact]:
    """Property, subject span and object span of every fact of a passage, once each."""
    article = plain_article(text)
    sentences = split_sentences(article)
    literals = find_literals(article)
    entities, mentions = find_mentions(article, sentences, literals)
    places: dict[int, list[Range]] = defaultdict(list)
    for mention in mentions:
        places[mention.entity].append((mention.start, mention.end))
    facts: dict[Fact, None] = {}
    for c in find_candidates(text, sentences, entities, mentions, literals, unresolved=True):
        if modality_of(c.hints, False) == "negated":
            continue
        subjects = _ranges(text, c.subject, mentions, places)
        if c.object is not None:
            objects = _ranges(text, c.object, mentions, places)
        elif c.value >= 0:
            objects = [(literals[c.value].start, literals[c.value].end)]
        else:
            continue
        for name in _properties(text, c):
            pairs = [(s, o) for s in subjects for o in objects if not _overlap(s, o)]
            for s, o in pairs:
                facts[(name, o, s) if name == "CEO" else (name, s, o)] = None
    return list(facts)


def _properties(text: str, c: Candidate) -> list[str]:
    predicate = c.rule.predicate
    if predicate == "located_in":
        return ["HEADQUARTERS"] if c.kind == "headquarters" else []
    found = [PROPERTIES[predicate]] if predicate in PROPERTIES else []
    if predicate == "has_role" and c.role is not None:
        role = text[c.role[0] : c.role[1]].lower()
        if re.search(r"\b(?:ceo|c\.e\.o|chief executive)\b", role):
            found.append("CEO")
    return found


def _ranges(
    text: str, arg: Arg, mentions: Sequence[Mention], places: dict[int, list[Range]]
) -> list[Range]:
    """Where the thing stands: the argument, its other mentions, a relative pronoun behind it."""
    words = text[arg.start : arg.end].lower()
    if arg.mention < 0 and words not in _PRONOUNS and not words.startswith("the "):
        return []
    found = [(arg.start, arg.end)]
    relative = _RELATIVE.match(text, arg.end)
    if relative:
        found.append(relative.span(1))
    if arg.mention >= 0:
        found += [r for r in places[mentions[arg.mention].entity] if r != found[0]]
    return found


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _compare(text: str, found: list[Fact], wanted: list[dict[str, Any]], score: Score) -> None:
    """Count; a second prediction on the same annotated fact is neither right nor wrong."""
    state = ["wrong"] * len(found)
    for fact in wanted:
        subject = fact["subject"]["start"], fact["subject"]["end"]
        target = fact["object"]["start"], fact["object"]["end"]
        hits = [
            i
            for i, (name, s, o) in enumerate(found)
            if name == fact["property"] and _overlap(s, subject) and _overlap(o, target)
        ]
        free = [i for i in hits if state[i] != "right"]
        if free:
            score.right[fact["property"]] += 1
            for i in free:
                state[i] = "again"
            state[free[0]] = "right"
        else:
            score.missed[fact["property"]] += 1
            words = f"{fact['subject']['text']} | {fact['object']['text']}"
            score.errors.append(("missed", fact["property"], words, text))
    for outcome, (name, s, o) in zip(state, found, strict=True):
        if outcome == "wrong":
            score.wrong[name] += 1
            words = f"{text[s[0] : s[1]]} | {text[o[0] : o[1]]}"
            score.errors.append(("wrong", name, words, text))


# ---- CORE ---------------------------------------------------------------------------------------


def core(shared: Path = SHARED) -> float:
    """Accuracy of the model of pairs on pairs that it was not trained on."""
    return cross_validate(read_examples(shared))


# ---- time ---------------------------------------------------------------------------------------


def microseconds_per_article(shared: Path = SHARED, rounds: int = 10) -> float:
    """Processor time to find the claims of 2,500 characters of news, names and values given."""
    prepared = []
    for path in sorted((shared / "articles").glob("*.txt")):
        article = read_article(path)
        found = RulesExtractor().extract(article)
        sentences = split_sentences(article)
        prepared.append(
            (article, sentences, found.entities, found.mentions, found.literals, found.quotes)
        )
    length = sum(len(arguments[0].text) for arguments in prepared)
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for arguments in prepared:
            find_claims(*arguments)
        best = min(best, time.process_time() - began)
    return best / length * 2500 * 1e6


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of a kind")
    options = parser.parse_args()
    scores = gold(options.shared)
    print("gold                     precision  recall      F1   right/wrong/missed")
    rows = [("core claims", scores.claims_core), ("all claims", scores.claims)]
    for name, score in [*rows, *scores.by_predicate.items()]:
        print(
            f"  {name:22} {score.precision:9.3f} {score.recall:7.3f} {score.f1:7.3f}"
            f"   {score.found}/{score.wrong}/{score.missed}"
        )
    print(f"  modality {scores.modality}, attribution {scores.attribution}")
    facts = knowledgenet(options.shared)
    print("KnowledgeNet             precision  recall      F1   right/wrong/missed")
    for row in (*sorted(SIX), None):
        precision, recall, f1 = facts.rates(row)
        counts = [
            sum(c.values()) if row is None else c[row]
            for c in (facts.right, facts.wrong, facts.missed)
        ]
        print(
            f"  {(row or 'all').lower():22} {precision:9.3f} {recall:7.3f} {f1:7.3f}"
            f"   {'/'.join(map(str, counts))}"
        )
    for kind in ("wrong", "missed"):
        for _, name, words, text in [e for e in facts.errors if e[0] == kind][: options.errors]:
            print(f"  {kind} {name}: {words}\n    {text}")
    print(f"CORE: accuracy {core(options.shared):.3f}")
    print(f"time: {microseconds_per_article(options.shared):.0f} µs for 2,500 characters")


if __name__ == "__main__":
    main()
