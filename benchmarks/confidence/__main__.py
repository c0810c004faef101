"""Fit the confidence of claims: python -m benchmarks confidence [--check | --compare].

Every claim that a build makes of annotated news is judged by the annotation, and claims of further
news by the verdicts in benchmarks/news/reviews.csv. From both follow `judged.csv` (how often each
rule was right) and `model.json` (weights of what is known of a claim, and bands of score with their
share of right claims, from folds over stories that the weights did not see). Run it after every
change of the extractor that claims show; it takes some minutes, and gives the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.confidence.fit import (
    RIDGE,
    area_under_curve,
    bands,
    fit,
    held_out_scores,
    log_loss,
)
from benchmarks.confidence.judged import REVIEWED, Judged, folds, judged_claims
from benchmarks.extraction.knowledgenet import FILE, rule_tallies
from benchmarks.extraction.sets import SHARED
from factpack import confidence
from factpack.confidence.measured import ENOUGH, Measured, Tally
from factpack.confidence.score import Band, read_model
from factpack.evaluate.measure import SOFT

FOLDER = Path(confidence.__file__).parent
UNSEEN = ("batch-05", "made-02")
"""Sets that nothing is learnt from."""
WRITTEN = "made-"
"""Sets that were written for judging: what their writers say often, real news may not, so that they
count for no rule. What a claim looks like when it is wrong they show as well as others."""
FOLDS = 5
THRESHOLDS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
RIDGES = (2.5, 5.0, 10.0, 20.0, 40.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write, or compare with what is there; the exit status is 1 where it differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks confidence")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--compare", action="store_true", help="write nothing; print penalties")
    parser.add_argument("--without", nargs="*", default=UNSEEN, help="sets to leave out")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args(arguments)
    judged = judged_claims(options.shared, options.without)
    if not judged:
        print("skipped: no annotated news is here", file=sys.stderr)
        return 0
    fold = folds(judged, FOLDS)
    if options.compare:
        print("\n".join(_compared(judged, fold)))
        return 0
    scores = held_out_scores(judged, fold)
    model = fit(judged)
    model["bands"] = bands(scores, [claim.right for claim in judged])
    texts = {
        FOLDER / "judged.csv": _tallies_csv(_tallies(judged, options.shared)),
        FOLDER / "model.json": json.dumps(model, indent=1) + "\n",
    }
    known = read_model(model)
    shares = [known.band(score).confidence for score in scores]
    print("\n".join(_report(judged, fold, scores, shares, known.bands)))
    stale = [path for path, text in texts.items() if not _same(path, text)]
    if not options.check:
        for path in stale:
            path.write_text(texts[path], "utf-8", newline="\n")
    print("stale:" if options.check else "wrote:", *(path.name for path in stale))
    return int(options.check and bool(stale))


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def _tallies(judged: Iterable[Judged], shared: Path) -> dict[tuple[str, str], Tally]:
    """Of news whatever was judged; of KnowledgeNet, which is no news, at most `ENOUGH` a rule."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    if (shared / FILE).is_file():
        for key, found in rule_tallies(shared).items():
            kept = min(found.found, ENOUGH)
            tallies[key] += Tally(round(kept * found.right / found.found), kept)
    for claim in judged:
        if not claim.source.startswith(WRITTEN):
            tallies[claim.predicate, claim.rule] += Tally(int(claim.right), 1)
    return dict(tallies)


def _tallies_csv(tallies: dict[tuple[str, str], Tally]) -> str:
    lines = ["predicate,rule,right,judged"]
    lines += [
        f"{predicate},{rule},{tally.right},{tally.judged}"
        for (predicate, rule), tally in sorted(tallies.items())
    ]
    return "\n".join(lines) + "\n"


def _report(
    judged: Sequence[Judged],
    fold: Sequence[int],
    scores: Sequence[int],
    shares: Sequence[float],
    found: Sequence[Band],
) -> Iterator[str]:
    """What the model is worth on claims that it did not see, beside the table of rules."""
    right = [claim.right for claim in judged]
    yield f"{len(judged)} judged claims, {sum(right)} right, {len(set(fold))} folds of stories"
    yield (
        f"over folds: area under the curve {area_under_curve(scores, right):.3f}, by rules alone "
        f"{area_under_curve(_by_rules(judged, fold), right):.3f}; log loss "
        f"{log_loss(scores, right):.4f}"
    )
    for band in found:
        tally = band.tally
        yield f"  score from {band.low}: {tally.right} of {tally.judged} right, {band.confidence}"
    parts = {
        "core claims of real annotated news": [
            c.source != REVIEWED and not c.source.startswith(WRITTEN) and c.predicate not in SOFT
            for c in judged
        ],
        "core claims of written news": [
            c.source.startswith(WRITTEN) and c.predicate not in SOFT for c in judged
        ],
        "reviewed claims": [c.source == REVIEWED for c in judged],
        **{f"fold {n}": [own == n for own in fold] for n in sorted(set(fold))},
    }
    for name, chosen in parts.items():
        yield f"{name}: right/wrong from a confidence on"
        yield "  " + "  ".join(_curve(judged, shares, chosen))


def _curve(
    judged: Sequence[Judged], shares: Sequence[float], chosen: Sequence[bool]
) -> Iterator[str]:
    for least in THRESHOLDS:
        kinds = [
            claim.verdict
            for claim, share, is_chosen in zip(judged, shares, chosen, strict=True)
            if is_chosen and share >= least
        ]
        n_right, n_wrong = kinds.count("right"), kinds.count("wrong")
        precision = n_right / (n_right + n_wrong) if kinds else 0
        yield f"{least:g}: {n_right}/{n_wrong} {precision:.2f}"


def _by_rules(judged: Sequence[Judged], fold: Sequence[int]) -> list[float]:
    """The precision of the rule of each claim, as measured on the other folds."""
    found: list[float] = [0.5] * len(judged)
    for number in sorted(set(fold)):
        tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
        for claim, own in zip(judged, fold, strict=True):
            if own != number:
                tallies[claim.predicate, claim.rule] += Tally(int(claim.right), 1)
        measured = Measured(tallies)
        for index, claim in enumerate(judged):
            if fold[index] == number:
                found[index] = measured.of(claim.predicate, claim.rule).value or 0.5
    return found


def _compared(judged: Sequence[Judged], fold: Sequence[int]) -> Iterator[str]:
    right = [claim.right for claim in judged]
    for ridge in RIDGES:
        scores = held_out_scores(judged, fold, ridge)
        chosen = " (chosen)" if ridge == RIDGE else ""
        yield (
            f"penalty {ridge:g}{chosen}: log loss {log_loss(scores, right):.4f}, area under the "
            f"curve {area_under_curve(scores, right):.3f}"
        )


if __name__ == "__main__":
    sys.exit(main())
