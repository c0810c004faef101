"""Score a build of annotated news.

python -m benchmarks news                        every set, one line each
python -m benchmarks news --set gold             one set: by predicate, by rule, quotes, names
python -m benchmarks news --set gold --errors has_role    what is wrong and what is missed
python -m benchmarks news --record LABEL [--unseen]       append the figures to figures.jsonl
python -m benchmarks news --agree A.jsonl B.jsonl         agreement of two annotations
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.extraction.sets import SHARED
from benchmarks.news.material import Material, MaterialError, read_material, set_names
from benchmarks.news.scoring import Scored, by_rule, core, score_material
from benchmarks.news.standoff import agreement
from factpack.evaluate.measure import Score
from factpack.evaluate.records import ClaimRecord

FIGURES = Path(__file__).with_name("figures.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Score and print; the exit status is 2 where a set cannot be scored here."""
    options = _options(arguments)
    if options.agree:
        print("\n".join(agreement(*options.agree)))
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
    parser.add_argument("--agree", nargs=2, type=Path, metavar=("A", "B"))
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the sets")
    return parser.parse_args(arguments)


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
        "core_gold_names": _counts(named),
        "all": _counts(evaluation.claims),
        "speaker_direct": evaluation.speakers["direct"],
        "mentions": _counts(evaluation.mentions),
    }
    with FIGURES.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(row) + "\n")


def _counts(counts: Score) -> list[int]:
    return [counts.found, counts.wrong, counts.missed]


if __name__ == "__main__":
    sys.exit(main())
