"""Which forms of names are taken for one thing: `python -m benchmarks name_pairs [--errors]`.

MEANTIME links its names to DBpedia and KnowledgeNet to Wikidata. Two forms of a set are one where
they have one link, whatever the articles, and published as one where one entity has both as
aliases. Counted are the pairs of different forms (in more than case) that both sides know and that
have one link each; forms that begin small are pronouns and descriptions. Stories of MEANTIME that
belong to an unseen batch are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import factpack
from benchmarks.extraction.sets import SHARED, read_lines
from benchmarks.news.material import ANNOTATIONS
from benchmarks.news.wikinews import joined_tokens, wikinews_article

UNSEEN = ("batch-05",)
_DATASET = {
    "name": "names",
    "title": "Names",
    "description": "Texts with linked names.",
    "license": "CC0-1.0",
    "rights": "full",
    "sources": [{"path": "articles.jsonl"}],
}

Row = dict[str, str]
Forms = defaultdict[str, set[str]]
Set = tuple[str, list[Row], Forms]


def main() -> int:
    """Print precision and recall of each set; 1 where none is here."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks name_pairs")
    parser.add_argument("--errors", action="store_true", help="print the pairs that are wrong")
    options = parser.parse_args()
    sets = [found for found in (_meantime(), _knowledgenet()) if found[1]]
    for name, articles, forms in sets:
        links = {form: min(found) for form, found in forms.items() if len(found) == 1}
        known = _published(articles)
        shared = sorted(set(links) & set(known))
        same = {p for p in combinations(shared, 2) if links[p[0]] == links[p[1]]}
        joined = {p for p in combinations(shared, 2) if known[p[0]] & known[p[1]]}
        right = len(same & joined)
        print(
            f"{name}: {len(articles)} texts, {len(shared)} forms; {len(joined)} pairs joined, "
            f"{_share(right, len(joined))} rightly; of {len(same)} pairs that are one "
            f"{_share(right, len(same))}"
        )
        for told, pairs in (("wrong", joined - same), ("missed", same - joined)):
            for one, other in sorted(pairs) if options.errors else ():
                print(f"  {told}: {one} | {other}")
    return 0 if sets else 1


def _share(part: int, whole: int) -> str:
    return f"{part}" + (f" ({part / whole:.3f})" if whole else "")


def _meantime() -> Set:
    """Stories, and the links of each form of a name."""
    unseen = {
        row["doc"]
        for name in UNSEEN
        for row in read_lines(ANNOTATIONS / f"{name}.jsonl")
        if row["kind"] == "normalisation"
    }
    articles: list[Row] = []
    forms: Forms = defaultdict(set)
    for row in _lines("meantime_dev.jsonl"):
        name = f"wikinews-{row['id']}.txt"
        if name in unseen:
            continue
        content, published = wikinews_article(row["text"])
        title, _, text = content.partition("\n\n")
        found = {"id": name, "title": title, "text": text, "publisher": "Wikinews"}
        articles.append(found | ({"published": published} if published else {}))
        for entity in row["gold"]["entities"]:
            if entity["syntactic"] == "NAM" and entity["link"]:
                _add(forms, joined_tokens(entity["text"]), entity["link"])
    return "MEANTIME", articles, forms


def _knowledgenet() -> Set:
    """Passages, and the links of each form of an argument."""
    articles: list[Row] = []
    forms: Forms = defaultdict(set)
    for row in _lines("knowledgenet_business_dev.jsonl"):
        articles.append({"id": row["id"], "text": row["text"]})
        for fact in row["facts"]:
            for side in ("subject", "object"):
                if fact[side]["uri"]:
                    _add(forms, fact[side]["text"], fact[side]["uri"])
    return "KnowledgeNet", articles, forms


def _lines(name: str) -> Iterator[dict[str, Any]]:
    path = SHARED / "data" / name
    if path.is_file():
        yield from read_lines(path)


def _add(forms: Forms, form: str, link: str) -> None:
    if form[:1].isupper():
        forms[form.casefold()].add(link)


def _published(articles: Iterable[Row]) -> Mapping[str, set[str]]:
    """Entities that have each form as an alias."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines = "".join(json.dumps(row) + "\n" for row in articles)
        (work / "articles.jsonl").write_text(lines, "utf-8")
        (work / "dataset.yaml").write_text(json.dumps(_DATASET), "utf-8")
        built = factpack.build(work / "dataset.yaml", out=work / "dist", released=date(2026, 1, 1))
        known: defaultdict[str, set[str]] = defaultdict(set)
        for row in factpack.open(built.path).table("aliases").to_pylist():
            known[row["alias"].casefold()].add(row["entity_id"])
    return known


if __name__ == "__main__":
    sys.exit(main())
