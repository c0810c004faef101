"""Ask which organisation a place speaks of, where its sentence does not name it.

python -m benchmarks referents            right, wrong and silent, by form and by predicate
python -m benchmarks referents --unseen   the same figures for the sets that are not learnt from
python -m benchmarks referents --fit      weights, and what folds say of least and share
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.extraction.names import resolvable_pronouns, score_knowledgenet_names
from benchmarks.extraction.sets import SHARED
from benchmarks.news.material import MaterialError, read_material
from benchmarks.referents.cases import Case, Read, cases_of, read_documents
from benchmarks.referents.fit import Asked, choice_of, learn, on_folds
from factpack.extract.coreference.referents import LIKELY, SURE, WEIGHTS, Answer, Demand, Referents

LEARNT = ("gold", "batch-01", "batch-02", "batch-03", "batch-04", "batch-06", "made-01")
UNSEEN = ("batch-05", "made-02")
"""Sets that no rule is made with: of these only the sums are printed."""
ASKED = frozenset(
    ("has_metric", "has_role", "founded_by", "founded_on", "located_in", "launched", "acquired")
) | frozenset(("owned_by", "subsidiary_of", "raised_funding", "has_type"))
"""Predicates whose rules may leave an organisation out; the others name it or do not mean it."""
_LEAST = (3.0, 3.5, 4.0, 4.5, 5.0)
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)
_PRONOUN_MEASURES = ("pronouns resolved", "referent of a pronoun")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is asked for; the exit status is 2 where no set is here."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks referents")
    parser.add_argument("--unseen", action="store_true", help="sums of the unseen sets only")
    parser.add_argument("--fit", action="store_true", help="learn the weights")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the sets")
    options = parser.parse_args(arguments)
    cases: list[tuple[str, Case, Read]] = []
    for name in UNSEEN if options.unseen else LEARNT:
        try:
            material = read_material(name, options.shared)
        except MaterialError as missing:
            print(f"skipped: {missing}", file=sys.stderr)
            continue
        documents = read_documents(material)
        cases += [(name, case, documents[case.doc]) for case in cases_of(material, documents)]
    if not cases:
        return 2
    if options.fit:
        print("\n".join(_fitted(cases)))
        return 0
    print("\n".join(_tables(cases, options.unseen)))
    if not options.unseen:
        for measure in score_knowledgenet_names(options.shared):
            if measure.name in _PRONOUN_MEASURES:
                print(f"KnowledgeNet, {measure.name}: {measure.reached:.3f}")
        pronouns = resolvable_pronouns(options.shared)
        for before in ("its name", "a name", "nothing"):
            resolved, silent = pronouns[before, True], pronouns[before, False]
            print(f"KnowledgeNet, {before} before: {resolved} of {resolved + silent} resolved")
    return 0


def _tables(cases: Sequence[tuple[str, Case, Read]], sums_only: bool) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for name, case, read in cases:
        answer = _referents(read).at(case.at)
        keys = [f"set {name}"]
        if not sums_only:
            keys += [f"form {case.form}", f"predicate {case.predicate}"]
        for key in ("all", *keys):
            tally = counts.setdefault(key, Counter())
            tally["cases"] += 1
            tally["read"] += _is_read(case, read)
            for label, demand in (("likely", LIKELY), ("sure", SURE)):
                tally[f"{label} {_verdict(case, read, answer, demand)}"] += 1
    yield f"{'':26}cases  in the text: right wrong  likely: right wrong silent  sure: right wrong"
    for key in sorted(counts, key=lambda key: (key.split()[0], -counts[key]["cases"], key)):
        tally = counts[key]
        yield (
            f"{key:26}{tally['cases']:5}  {tally['read']:18}"
            f"  {tally['likely right']:13} {tally['likely wrong']:5} {tally['likely silent']:6}"
            f"  {tally['sure right']:11} {tally['sure wrong']:5}"
        )


def _is_read(case: Case, read: Read) -> bool:
    """Whether the words that point to the organisation are a mention of it already."""
    return any(
        mention.entity in case.true
        for mention in read.mentions
        if mention.kind != "name" and mention.start < case.words[1] and case.words[0] < mention.end
    )


def _verdict(case: Case, read: Read, answer: Answer, demand: Demand) -> str:
    found = answer.given(demand)
    if found < 0:
        return "silent"
    return "right" if read.mentions[found].entity in case.true else "wrong"


def _referents(read: Read) -> Referents:
    return Referents(read.doc, read.entities, read.mentions)


def _fitted(cases: Sequence[tuple[str, Case, Read]]) -> Iterator[str]:
    choices = [
        choice_of(case, _referents(read)) for _, case, read in cases if case.predicate in ASKED
    ]
    weights = learn(choices)
    for field, used, learnt in zip(WEIGHTS._fields, WEIGHTS, weights, strict=True):
        yield f"{field:10} {learnt:6.2f}  (in use: {used:.2f})"
    answers = on_folds(choices)
    yield f"{len(choices)} choices, {len(answers)} with any organisation before; right of answers:"
    yield "least  " + "".join(f"share {share:<9}" for share in _SHARES)
    for least in _LEAST:
        yield f"{least:<7}" + "".join(f"{_rate(answers, least, share):<15}" for share in _SHARES)


def _rate(answers: Sequence[Asked], least: float, share: float) -> str:
    given = [one for one in answers if one.score >= least and one.share >= share]
    right = sum(one.right for one in given)
    return f"{right}/{len(given)} {right / max(1, len(given)):.2f}"


if __name__ == "__main__":
    sys.exit(main())
