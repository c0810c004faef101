"""Score a build of annotated news.

python -m benchmarks news                        every set, one line each
python -m benchmarks news --set gold             one set: by predicate, by rule, quotes, names
python -m benchmarks news --set gold --errors has_role    what is wrong and what is missed
python -m benchmarks news --record LABEL [--unseen]       append the figures to figures.jsonl
python -m benchmarks news --types                 what the published names are, type by type
python -m benchmarks news --draw 100 [--type Organization] [--seed 1] [--corpus FILE]
                                                  a sample of the entities, to be judged by hand
python -m benchmarks news --draw 50 --most-named  the entities that are named most
python -m benchmarks news --agree A.jsonl B.jsonl         agreement of two annotations
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.extraction.sets import SHARED
from benchmarks.news.entity_types import (
    annotated_entities,
    draw,
    judge_types,
    most_named,
    published_entities,
    type_table,
)
from benchmarks.news.material import Material, MaterialError, pool, read_material, set_names
from benchmarks.news.scoring import Scored, built_release, by_rule, core, score_material
from benchmarks.news.standoff import agreement
from factpack.confidence import unseen as unseen_scores
from factpack.confidence.unseen import Unseen
from factpack.evaluate.measure import Score
from factpack.evaluate.records import ClaimRecord
from factpack.extract.rules_extractor import VERSION

FIGURES = Path(__file__).with_name("figures.jsonl")
UNSEEN = Path(unseen_scores.__file__).with_name("unseen.json")
"""What the cards of releases say of news that nothing was learnt from."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Score and print; the exit status is 2 where a set cannot be scored here."""
    options = _options(arguments)
    if options.agree:
        print("\n".join(agreement(*options.agree)))
        return 0
    if options.draw:
        print("\n".join(_drawn(options)))
        return 0
    names = [options.set] if options.set else set_names()
    for name in names:
        try:
            material = read_material(name, options.shared)
        except MaterialError as missing:
            print(f"skipped: {missing}", file=sys.stderr)
            if options.set:
                return 2
            continue
        if options.types:
            print(f"{name}:", *_types(material, options.min_confidence, options.wrong), sep="\n")
            continue
        scored = score_material(material, options.min_confidence)
        if options.errors:
            print("\n".join(_errors(scored, material, options.errors)))
        elif options.set:
            print("\n".join(_tables(name, scored)))
        else:
            print(_line(name, material, scored))
        if options.record:
            _record(name, options.record, options.unseen, material, scored)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks news")
    parser.add_argument("--set", help="one set only, in detail")
    parser.add_argument("--errors", metavar="PREDICATE", help="list what is wrong and missed")
    parser.add_argument("--min-confidence", type=float, help="publish.min_confidence of the build")
    parser.add_argument("--record", metavar="LABEL", help="append the figures to figures.jsonl")
    parser.add_argument("--unseen", action="store_true", help="no rule was made with this set yet")
    parser.add_argument("--types", action="store_true", help="judge names and their types")
    parser.add_argument("--wrong", metavar="TYPE", help="with --types: list the wrong ones")
    parser.add_argument("--draw", type=int, metavar="N", help="print a sample of the entities")
    parser.add_argument("--type", help="of one type only")
    parser.add_argument("--most-named", action="store_true", help="the most named instead")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--corpus", help="draw from the documents of this file of the sets")
    parser.add_argument("--agree", nargs=2, type=Path, metavar=("A", "B"))
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the sets")
    return parser.parse_args(arguments)


def _types(
    material: Material, min_confidence: float | None, wrong: str | None = None
) -> Iterator[str]:
    annotated = annotated_entities(material.gold_file)
    with built_release(material.name, material.documents, min_confidence) as release:
        judged = judge_types(published_entities(release), annotated)
    yield from type_table(judged, annotated)
    for one in judged:
        if one.entity.type == wrong and (one.true is None or one.true.type != wrong):
            true = "no name" if one.true is None else f"{one.true.type} {one.true.name}"
            yield f"    {one.entity.doc[:24]:24}  {one.entity.name}  ({true})"


def _drawn(options: argparse.Namespace) -> Iterator[str]:
    """Entities of a file of the shared sets, or of a set, with a place where each is named."""
    if options.corpus:
        documents = [d for d in pool(options.shared) if d.corpus == options.corpus]
    else:
        documents = list(read_material(options.set or "gold", options.shared).documents)
    content = {document.name: document.content for document in documents}
    with built_release("sample", documents, options.min_confidence) as release:
        published = published_entities(release)
    if options.most_named:
        for name, type_, mentions, docs in most_named(published, options.draw):
            yield f"{type_:13} {mentions:5} {docs:4}  {name}"
        return
    for entity in draw(published, options.type, options.draw, options.seed):
        start, end = entity.spans[0]
        words = " ".join(content[entity.doc][max(0, start - 60) : end + 60].split())
        yield f"{entity.type:13} {entity.name}  |  {words}"


def _rates(counts: Score) -> str:
    return (
        f"P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}"
        f"  ({counts.found} right, {counts.wrong} wrong, {counts.missed} missed)"
    )


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _line(name: str, material: Material, scored: Scored) -> str:
    counts = core(scored.verdicts, scored.gold)
    return f"{name:10} {len(material.documents):3} articles  core {_rates(counts)}"


def _tables(name: str, scored: Scored) -> Iterator[str]:
    evaluation = scored.evaluation
    named = core(scored.verdicts_gold_names, scored.gold)
    yield f"{name}: core claims              {_rates(core(scored.verdicts, scored.gold))}"
    any_name = core(scored.verdicts_any_name, scored.gold)
    yield f"{name}: core, any name listed    {_rates(any_name)}"
    yield f"{name}: core, names of the gold  {_rates(named)}"
    yield f"{name}: all claims               {_rates(evaluation.claims)}"
    yield f"modality {_share(evaluation.modality)} attribution {_share(evaluation.attribution)}"
    for kind, quoted in evaluation.quotes.items():
        yield f"quotes {kind:9} {_rates(quoted)}  speaker {_share(evaluation.speakers[kind])}"
    yield f"mentions {_rates(evaluation.mentions)}  link {_share(evaluation.links)}"
    right, titles = evaluation.titles
    yield f"kept text {_rates(evaluation.kept_text)}  titles {right}/{titles}"
    for predicate, counts in evaluation.by_predicate.items():
        yield f"  {predicate:20} {_rates(counts)}"
    yield "by rule: right, optional or repeated, wrong"
    rules = by_rule(scored.verdicts)
    for rule in sorted(rules, key=lambda rule: (-rules[rule]["wrong"], rule)):
        kinds = rules[rule]
        neutral = kinds["optional"] + kinds["repeat"]
        yield f"  {rule:32} {kinds['right']:3} {neutral:3} {kinds['wrong']:3}"


def _errors(scored: Scored, material: Material, predicate: str) -> Iterator[str]:
    content = {document.name: document.content for document in material.documents}

    def show(claim: ClaimRecord, around: int) -> str:
        start, end = claim.spans[0]
        words = " ".join(content[claim.doc][max(0, start - around) : end + around].split())
        return f"{claim.doc} {claim.subject} -> {claim.object} ({claim.modality}): {words}"

    for verdict in scored.verdicts:
        if verdict.claim.predicate == predicate and verdict.kind == "wrong":
            yield f"wrong  [{verdict.claim.rule}] {show(verdict.claim, 40)}"
    for claim in scored.missed:
        if claim.predicate == predicate:
            yield f"missed {show(claim, 0)}"


def _record(name: str, label: str, unseen: bool, material: Material, scored: Scored) -> None:
    """One line more in the table of what was measured when."""
    system = core(scored.verdicts, scored.gold)
    named = core(scored.verdicts_gold_names, scored.gold)
    evaluation = scored.evaluation
    row = {
        "set": name,
        "label": label,
        "unseen": unseen,
        "articles": len(material.documents),
        "core": _counts(system),
        "core_any_name": _counts(core(scored.verdicts_any_name, scored.gold)),
        "core_gold_names": _counts(named),
        "all": _counts(evaluation.claims),
        "speaker_direct": evaluation.speakers["direct"],
        "mentions": _counts(evaluation.mentions),
    }
    with FIGURES.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(row) + "\n")
    if unseen and name == max(each for each in set_names() if each.startswith("batch-")):
        right, wrong, missed = _counts(evaluation.claims)
        newest = Unseen(f"rules/{VERSION}", name, len(material.documents), right, wrong, missed)
        text = json.dumps(asdict(newest), indent=1) + "\n"
        UNSEEN.write_text(text, "utf-8", newline="\n")


def _counts(counts: Score) -> list[int]:
    return [counts.found, counts.wrong, counts.missed]


if __name__ == "__main__":
    sys.exit(main())
