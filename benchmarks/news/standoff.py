"""From what an annotator wrote to stand-off records, and how far two annotators agree.

An annotator writes JSON lines with the words that prove each record (`evidence`, `text`, `names`),
since offsets cannot be counted by eye, or has a script write offsets (`start` and `end`,
`mentions`), which are taken as they are. `to_standoff` finds the words in the document, and keeps
offsets, names and values, but no sentence. Run it as

    python -m benchmarks.news.standoff DRAFT.jsonl … --out annotations/batch-01.jsonl
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction.sets import SHARED, read_lines
from benchmarks.news.material import Document, pool, text_digest
from factpack.evaluate.measure import judge_claims, normal_name, score
from factpack.evaluate.records import Annotation, read_annotation

_KEPT = {
    "claim": (
        "subject",
        "predicate",
        "object",
        "qualifiers",
        "attribution",
        "modality",
        "optional",
    ),
    "quote": ("speaker", "quote_kind", "cue"),
    "other": ("relation", "subject", "object", "gloss"),
}
_LONGEST_OBJECT = 8
"""Words of an object or gloss that may be kept: a phrase, no sentence of an article."""


def to_standoff(
    drafts: Sequence[dict[str, Any]], documents: dict[str, Document]
) -> Iterator[dict[str, Any] | str]:
    """Records with offsets, in the order of documents; a string says what cannot be found.

    Args:
        drafts: records of one annotator, or of two who were reconciled.
        documents: by name.
    """
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for draft in drafts:
        by_doc[draft["doc"]].append(draft)
    for doc in sorted(by_doc):
        if doc not in documents:
            yield f"{doc}: no such document"
            continue
        content = documents[doc].content
        body = content.index("\n\n") + 2 if "\n\n" in content[:400] else 0
        furniture = []
        for draft in by_doc[doc]:
            if draft["kind"] == "boilerplate":
                found = _find(content, draft["text"])
                if found:
                    furniture.append({"start": found[0], "end": found[1]})
                else:
                    yield f"{doc}: not in the text: {draft['text'][:80]!r}"
            elif draft["kind"] == "normalisation":
                furniture += [
                    {"start": span["start"], "end": span["end"]} for span in draft["boilerplate"]
                ]
        yield {
            "kind": "normalisation",
            "doc": doc,
            "text_sha256": text_digest(content),
            "title": None,
            "body_start": body,
            "body_end": len(content.rstrip()),
            "boilerplate": sorted(furniture, key=lambda span: span["start"]),
        }
        for draft in by_doc[doc]:
            if draft["kind"] == "entity":
                yield _entity(draft, content)
            elif draft["kind"] in _KEPT:
                yield _record(draft, content)


def _entity(draft: dict[str, Any], content: str) -> dict[str, Any]:
    spans: set[tuple[int, int]] = {(start, end) for start, end in draft.get("mentions", ())}
    for name in sorted(draft.get("names", ()), key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for found in pattern.finditer(content):
            if not any(low < found.end() and found.start() < high for low, high in spans):
                spans.add(found.span())
    return {
        "kind": "entity",
        "doc": draft["doc"],
        "canonical": draft["canonical"],
        "type": draft["type"],
        "mentions": [list(span) for span in sorted(spans)],
    }


def _record(draft: dict[str, Any], content: str) -> dict[str, Any] | str:
    found: tuple[int, int] | None
    if "start" in draft:
        found = (draft["start"], draft["end"])
    else:
        words = draft["text" if draft["kind"] == "quote" else "evidence"]
        found = _find(content, words)
        if found is None:
            return f"{draft['doc']}: not in the text: {words[:80]!r}"
    kept = {key: draft[key] for key in _KEPT[draft["kind"]] if key in draft}
    if draft["kind"] == "claim":
        kept.setdefault("qualifiers", {})
        kept.setdefault("attribution", "article")
        kept.setdefault("modality", "asserted")
    for key in ("object", "gloss"):
        if isinstance(kept.get(key), str):
            kept[key] = " ".join(kept[key].split()[:_LONGEST_OBJECT])
    record = {"kind": draft["kind"], "doc": draft["doc"], **kept}
    record |= {"start": found[0], "end": found[1]}
    if draft.get("also"):
        record["also"] = [{"start": span["start"], "end": span["end"]} for span in draft["also"]]
    return record


def _find(content: str, words: str) -> tuple[int, int] | None:
    """Where the words stand, white space apart."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, content) if pattern else None
    return found.span() if found else None


def agreement(first: Path, second: Path) -> Iterator[str]:
    """How far two annotations agree on required claims, the first taken as the prediction."""
    a, b = read_annotation(first), read_annotation(second)
    docs = a.docs() & b.docs()
    a, b = a.only(docs), b.only(docs)
    required = Annotation(claims=tuple(claim for claim in a.claims if not claim.optional))
    names = frozenset(normal_name(name) for name in (*a.mentions.values(), *b.mentions.values()))
    counts = score(judge_claims(required.claims, b.claims, names), b.claims)
    yield (
        f"{len(docs)} documents: claims P {counts.precision:.3f} R {counts.recall:.3f} "
        f"F1 {counts.f1:.3f}"
    )
    common = a.mentions.keys() & b.mentions.keys()
    every = len(a.mentions) + len(b.mentions)
    yield f"mentions F1 {2 * len(common) / every if every else 0:.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write an annotation file; the exit status is 1 where words were not found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.news.standoff")
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args(arguments)
    drafts = [row for path in options.drafts for row in read_lines(path)]
    documents = {document.name: document for document in pool(options.shared)}
    records = list(to_standoff(drafts, documents))
    problems = [record for record in records if isinstance(record, str)]
    lines = [
        json.dumps(record, ensure_ascii=False) for record in records if isinstance(record, dict)
    ]
    options.out.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{len(lines)} records", *problems, sep="\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
