"""How time and memory of linking and corroboration grow with the number of claims.

    python benchmarks/corroborate.py [--sizes 10000 100000 1000000] [--json]

Synthesises staged tables (ten claims an article, two distinct names for ten claims up to some
200,000, five of a hundred articles copies with edits, one of ten quotes a shared statement),
resolves each size in a process of its own, and prints seconds of the clock and of the processor,
peak resident memory and what came out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.engine.staging import STAGED_TABLES, staged_schema
from factpack.memory import peak_mb

CLAIMS_PER_ARTICLE = 10
ENTITIES_PER_ARTICLE = 8
MOST_NAMES = 220_000
"""Of which some 200,000 are drawn: a few are equal, and a few no article names."""

ARTICLES_PER_PART = 5_000
WORDS_PER_ARTICLE = 200

_SYLLABLES = (
    "ba be bi bo ca ce co da de di do fa fe fi ga ge go ha he ho ja jo ka ke ki ko la le li lo ma "
    "me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo wa we za ze zo"
).split()
_FORMS = ["", "", "", " Inc.", " Ltd", " Corp.", " GmbH"]
_PREDICATES = {
    "Organization": [
        "invested_in",
        "acquired",
        "partners_with",
        "competes_with",
        "founded_on",
        "has_metric",
        "subsidiary_of",
    ],
    "Person": ["has_role", "founded_by"],
    "Product": ["uses_product"],
}
"""Predicates by the type of what an organisation stands in relation to."""

_MODALITIES = ["asserted"] * 7 + ["reported", "planned", "negated"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", nargs=2, metavar=("STAGE", "TABLES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(run(*map(Path, options.child))))
        return
    results = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="factpack-bench-") as folder:
            stage, tables = Path(folder) / "stage", Path(folder) / "tables"
            synthesise(stage, size)
            child = subprocess.run(
                [sys.executable, __file__, "--child", str(stage), str(tables)],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            results.append({"claims": size, **json.loads(child.stdout)})
        if not options.json:
            print(format_result(results[-1]), flush=True)
    if options.json:
        print(json.dumps(results, indent=2))


def format_result(result: dict[str, float]) -> str:
    return (
        f"{result['claims']:>9,} claims {result['names']:>8,} names  {result['seconds']:>7.1f} s  "
        f"{result['cpu_seconds']:>7.1f} s CPU  "
        f"{result['claims'] / result['seconds']:>8,.0f} claims/s  {result['peak_mb']:>6,.0f} MB  "
        f"{result['entities']:,} entities, {result['facts']:,} facts, "
        f"{result['conflicts']:,} conflicts, {result['origins']:,} origins"
    )


def run(stage: Path, tables: Path) -> dict[str, float]:
    """Resolve one stage and measure it; meant for a process of its own."""
    from factpack.corroborate import resolve

    started, cpu_started = time.perf_counter(), time.process_time()
    resolve(stage, tables)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu_started
    names = pq.ParquetDataset(stage / "local_entities").read(columns=["name", "type"])
    counted = {
        table: pq.ParquetFile(tables / f"{table}.parquet").metadata.num_rows
        for table in ("entities", "facts", "conflicts", "origins")
    }
    return {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb": peak_mb(),
        "names": names.group_by(["name", "type"]).aggregate([]).num_rows,
        **counted,
    }


def synthesise(stage: Path, n_claims: int) -> None:
    """Write staged tables with so many claims; the same bytes every time."""
    random = np.random.default_rng(20261121)
    names, types = _names(random, min(MOST_NAMES, max(n_claims * 22 // 100, 50)))
    n_articles = n_claims // CLAIMS_PER_ARTICLE
    vocabulary = np.array([_word(random, 3) for _ in range(20_000)])
    statements = [" ".join(random.choice(vocabulary, 30)) for _ in range(max(n_articles // 50, 1))]
    earlier: list[str] = []
    for part, first in enumerate(range(0, n_articles, ARTICLES_PER_PART)):
        numbers = range(first, min(first + ARTICLES_PER_PART, n_articles))
        _write_part(stage, part, numbers, random, names, types, vocabulary, statements, earlier)


def _word(random: np.random.Generator, syllables: int) -> str:
    return "".join(random.choice(_SYLLABLES, syllables))


def _names(random: np.random.Generator, count: int) -> tuple[list[str], list[str]]:
    """Names of organisations, persons and products; some are variants or slips of others."""
    given = [_word(random, 2).title() for _ in range(400)]
    family = [_word(random, 3).title() for _ in range(max(count // 12, 20))]
    names: list[str] = []
    types: list[str] = []
    for n in range(count):
        draw = random.random()
        if n and draw < 0.02:
            old = names[int(random.integers(n))]
            cut = int(random.integers(len(old)))
            names.append(old[:cut] + old[cut + 1 :] or old)
            types.append(types[n - 1])
        elif draw < 0.4:
            middle = f" {chr(65 + n % 26)}." if draw < 0.08 else ""
            names.append(f"{random.choice(given)}{middle} {random.choice(family)}")
            types.append("Person")
        elif draw < 0.9:
            words = " ".join(_word(random, 3).title() for _ in range(int(random.integers(1, 4))))
            names.append(words + str(random.choice(_FORMS)))
            types.append("Organization")
        else:
            names.append(f"{_word(random, 4).title()} {n % 10}")
            types.append("Product")
    return names, types


def _write_part(
    stage: Path,
    part: int,
    numbers: range,
    random: np.random.Generator,
    names: list[str],
    types: list[str],
    vocabulary: np.ndarray,
    statements: list[str],
    earlier: list[str],
) -> None:
    rows: dict[str, list[dict[str, object]]] = {table: [] for table in STAGED_TABLES}
    for number in numbers:
        article = f"a-{number:020x}"
        day = date(2015, 1, 1) + timedelta(int(random.integers(3000)))
        words = random.choice(vocabulary, WORDS_PER_ARTICLE)
        if earlier and random.random() < 0.05:
            words = np.array(earlier[int(random.integers(len(earlier)))].split())
            words[random.integers(0, len(words), 8)] = random.choice(vocabulary, 8)
        text = " ".join(words)
        if len(earlier) < 5_000:
            earlier.append(text)
        quote = f"“{' '.join(random.choice(vocabulary, 12))}”"
        if random.random() < 0.1:
            quote = f"“{statements[int(random.integers(len(statements)))]}”"
        text = f"{text}\n\n{quote}"
        rows["articles"].append(
            {
                "article_id": article,
                "source_id": str(number),
                "source": f"{number}.txt",
                "publisher": f"Outlet {number % 500}",
                "published_on": day,
                "published_precision": "day",
                "rights": "facts",
                "text": text,
                "text_sha256": f"{number:064x}",
                "raw_sha256": f"{number:064x}",
                "encoding": "utf-8",
                "encoding_basis": "valid",
                "n_chars": len(text),
                "n_words": WORDS_PER_ARTICLE,
                "n_removed_chars": 0,
            }
        )
        local_types = _add_entities(rows, article, random, names, types)
        span = {"char_start": len(text) - len(quote), "char_end": len(text)}
        rows["quotes"].append(
            {
                "quote_id": f"q-{number:020x}",
                "article_id": article,
                "speaker": 0,
                "kind": "direct",
                **span,
                "exact": quote,
                "exact_sha256": f"{number:064x}",
                "n_words": len(quote.split()),
            }
        )
        for n in range(CLAIMS_PER_ARTICLE):
            _add_claim(
                rows, article, number * CLAIMS_PER_ARTICLE + n, day, text, random, local_types
            )
    for table, added in rows.items():
        if added:
            folder = stage / table
            folder.mkdir(parents=True, exist_ok=True)
            data = pa.Table.from_pylist(added, schema=staged_schema(table))
            pq.write_table(data, folder / f"part-{part:06d}.parquet", compression="lz4")


def _add_entities(
    rows: dict[str, list[dict[str, object]]],
    article: str,
    random: np.random.Generator,
    names: list[str],
    types: list[str],
) -> list[str]:
    """Name some entities, an organisation first, and return their types."""
    # Half of the mentions go to a fiftieth of the names: some are in all the news.
    hot = random.integers(0, max(len(names) // 50, 1), ENTITIES_PER_ARTICLE)
    cold = random.integers(0, len(names), ENTITIES_PER_ARTICLE)
    chosen = np.where(random.random(ENTITIES_PER_ARTICLE) < 0.5, hot, cold)
    places = list(dict.fromkeys(map(int, chosen)))
    while types[places[0]] != "Organization":
        places.insert(0, int(random.integers(0, len(names))))
    places = list(dict.fromkeys(places))
    for entity, place in enumerate(places):
        local = {"article_id": article, "entity": entity}
        rows["local_entities"].append({**local, "name": names[place], "type": types[place]})
        short = names[place].split()[-1 if types[place] == "Person" else 0]
        for alias, basis in ((names[place], "same-name"), (short, "part-of-name")):
            rows["local_aliases"].append({**local, "alias": alias, "basis": basis, "n_mentions": 1})
            start = len(rows["mentions"])
            rows["mentions"].append(
                {
                    "mention_id": f"m-{article[2:]}{entity}{basis}",
                    "article_id": article,
                    "entity": entity,
                    "kind": "name",
                    "char_start": start,
                    "char_end": start + len(alias),
                    "exact": alias,
                    "exact_sha256": "0" * 64,
                }
            )
    return [types[place] for place in places]


def _add_claim(
    rows: dict[str, list[dict[str, object]]],
    article: str,
    number: int,
    day: date,
    text: str,
    random: np.random.Generator,
    types: list[str],
) -> None:
    firms = [n for n, type_ in enumerate(types) if type_ == "Organization"]
    subject = firms[int(random.integers(len(firms)))]
    other = int(random.integers(len(types)))
    predicates = _PREDICATES[types[other]]
    predicate = predicates[int(random.integers(len(predicates)))]
    if other == subject:
        predicate = "has_metric"
    if predicate == "has_role":
        subject, other = other, subject
    start = int(random.integers(0, len(text) - 80))
    with_date = predicate == "founded_on" or random.random() < 0.4
    year = day.year - int(random.integers(0, 3))
    amount = float(random.integers(1, 20)) * 1e8
    with_amount = predicate in ("invested_in", "acquired", "has_metric")
    claim: dict[str, object] = {
        "claim_id": f"c-{number:020x}",
        "article_id": article,
        "predicate": predicate,
        "subject": subject,
        "object": None if predicate in ("founded_on", "has_metric") else other,
        "role": "chief executive" if predicate == "has_role" else None,
        "metric": "revenue" if predicate == "has_metric" else None,
        "amount": amount if with_amount else None,
        "currency": "USD" if with_amount else None,
        "date_from": date(year, 1, 1) if with_date else None,
        "date_to": date(year, 12, 31) if with_date else None,
        "date_precision": "year" if with_date else None,
        "modality": _MODALITIES[int(random.integers(len(_MODALITIES)))],
        "char_start": start,
        "char_end": start + 60,
        "sentence_start": start,
        "sentence_end": start + 60,
        "exact": text[start : start + 60],
        "exact_sha256": "0" * 64,
        "extractor": "bench 1",
        "rule": "bench",
    }
    rows["claims"].append(claim)
    for offset, name in ((0, "subject"), (20, "trigger")):
        rows["evidence"].append(
            {
                "claim_id": claim["claim_id"],
                "part": name,
                "char_start": start + offset,
                "char_end": start + offset + 8,
                "exact": text[start + offset : start + offset + 8],
                "exact_sha256": "0" * 64,
            }
        )


if __name__ == "__main__":
    main()
