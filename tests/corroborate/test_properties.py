"""What holds of every corpus: order, parts and threads change nothing, and all counts are true."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.tiers import one_of_each

from factpack_validators.schemas import primary_key, table_schema

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus, Resolved, Row, StagedArticle

FIRMS = ["Acme", "Acme Inc.", "Bolt", "Bolt Works", "BWK", "Nova", "Nova Ltd", "Novva Harbour"]
PEOPLE = ["Ada Berg", "Ada M. Berg", "A. Berg", "Berg", "Olof Holm", "Holm"]
DATES = [None, None, "2016", "2019", "2019-07", "2019-07-22", "2019-08-01"]
WORDS = "the firm bought a quay and sold it to the town for 31 crowns when herring failed".split()
STATEMENT = "“We shall stay for as long as the herring does, and so will our children.”"


def fill(corpus: Corpus, chance: random.Random, prefix: str = "", n_articles: int = 12) -> None:
    """Random articles about few names, so that much of it meets; a prefix makes others of it."""

    def prefixed(text: str) -> str:
        return " ".join(prefix + word for word in text.split())

    corpus.people(*map(prefixed, PEOPLE))
    texts: list[str] = []
    for number in range(n_articles):
        text = prefixed(" ".join(chance.choices(WORDS, k=40)))
        if texts and chance.random() < 0.2:
            text = chance.choice(texts)
        texts.append(text)
        article = corpus.article(
            f"{prefix}a{number}", chance.choice(DATES), f"Paper {chance.randrange(4)}", text
        )
        if chance.random() < 0.4:
            article.quote(prefixed(STATEMENT), prefix + "Bolt")
        for name in chance.sample([*FIRMS, *PEOPLE], 4):
            article.mention(prefixed(name))
        if chance.random() < 0.3:
            article.entity(prefixed("Bolt Works"), acronym=prefix + "BWK")
        for _ in range(4):
            claim(article, chance, prefixed)


def claim(article: StagedArticle, chance: random.Random, named: Callable[[str], str]) -> None:
    one, other = map(named, chance.sample(FIRMS, 2))
    columns: dict[str, Any] = {
        "when": chance.choice(DATES),
        "modality": chance.choice(["asserted"] * 4 + ["reported", "planned", "negated"]),
        "words": None if chance.random() < 0.8 else article.text[:30],
    }
    match chance.randrange(5):
        case 0:
            amount = chance.choice([None, 1e9, 1.02e9, 2e9])
            currency = "USD" if amount else None
            article.claim("invested_in", one, other, amount=amount, currency=currency, **columns)
        case 1:
            article.claim("founded_on", one, **columns)
        case 2:
            person = named(chance.choice(PEOPLE))
            title = chance.choice(["CEO", "chief executive", "head", "chair"])
            article.claim("has_role", person, one, role=title, **columns)
        case 3:
            article.claim("partners_with", one, other, **columns)
        case _:
            amount = chance.choice([50.0, 52.0, 100.0])
            metric: dict[str, Any] = {"metric": "employees", "unit": "people", "amount": amount}
            article.claim("has_metric", one, **metric, **columns)


@pytest.mark.parametrize("seed", one_of_each(range(4), lambda seed: seed % 2))
def test_what_holds_of_every_corpus(corpus: Corpus, seed: int) -> None:
    fill(corpus, random.Random(seed))
    before = corpus.resolve(threads=2)
    # Every reference and every count is true.
    check_keys(before)
    check_counts(before)
    # Order, parts and threads change nothing.
    assert corpus.resolve(threads=1, parts=3, reverse=True).tables == before.tables
    # Unrelated articles change no row that was there.
    fill(corpus, random.Random(seed + 100), prefix="Zephyr", n_articles=8)
    after = corpus.resolve()
    for table, rows in before.tables.items():
        key = primary_key(table)
        there = {tuple(row[c] for c in key): row for row in after.tables[table]}
        for row in rows:
            assert there[tuple(row[c] for c in key)] == row, table


def check_keys(resolved: Resolved) -> None:
    for table, rows in resolved.tables.items():
        keys = [tuple(row[c] for c in primary_key(table)) for row in rows]
        assert keys == sorted(set(keys)), table
        for foreign in table_schema(table).get("foreignKeys", []):
            target = foreign["reference"]["resource"] or table
            if target not in resolved.tables:
                continue
            there = {
                tuple(row[c] for c in foreign["reference"]["fields"])
                for row in resolved.tables[target]
            }
            here = {tuple(row[c] for c in foreign["fields"]) for row in rows}
            assert {key for key in here if None not in key} <= there, (table, foreign)


def check_counts(resolved: Resolved) -> None:
    tables = resolved.tables
    publisher = {a["article_id"]: a["publisher"] for a in tables["articles"]}
    claims: dict[str, list[Row]] = {}
    broader = {f["fact_id"]: f["broader_fact_id"] for f in tables["facts"]}
    for row in tables["claims"]:
        fact_id = row["fact_id"]
        while fact_id is not None:
            claims.setdefault(fact_id, []).append(row)
            fact_id = broader[fact_id]
    assert claims.keys() == {f["fact_id"] for f in tables["facts"]}
    contested = {c["fact_id"] for c in tables["conflicts"] if c["status"] != "withdrawn"}
    for fact in tables["facts"]:
        mine = claims[fact["fact_id"]]
        modalities = Counter(c["modality"] for c in mine)
        for modality in ("asserted", "reported", "planned", "possible", "negated"):
            assert fact[f"n_{modality}"] == modalities[modality]
        supporting = [c for c in mine if c["modality"] in ("asserted", "reported")] or [
            c for c in mine if c["modality"] == fact["modality"]
        ]
        articles = {c["article_id"] for c in supporting}
        assert fact["n_claims"] == len(mine)
        assert fact["n_articles"] == len(articles)
        assert fact["n_publishers"] == len({publisher[a] for a in articles})
        assert fact["n_origins"] == len({c["origin_id"] for c in supporting})
        assert fact["n_origins"] <= fact["n_articles"]
        line = [fact["fact_id"]]
        while (up := broader[line[-1]]) is not None:
            line.append(up)
        assert (fact["status"] == "contested") == bool(contested & set(line))
        assert {c["predicate"] for c in mine} == {fact["predicate"]}
        assert len({(c["modality"] == "negated") for c in mine}) == 1
    for origin in tables["origins"]:
        carriers = {
            row["article_id"]
            for table in ("articles", "quotes", "claims")
            for row in tables[table]
            if row["origin_id"] == origin["origin_id"]
        }
        assert origin["n_articles"] == len(carriers)
        assert origin["article_id"] in carriers
    for entity in tables["entities"]:
        named = [
            m
            for m in tables["mentions"]
            if m["entity_id"] == entity["entity_id"] and m["kind"] == "name"
        ]
        assert entity["n_mentions"] == len(named)
        assert entity["n_articles"] == len({m["article_id"] for m in named})


def test_hostile_names_and_texts_pass(corpus: Corpus) -> None:
    article = corpus.article("a'; DROP TABLE facts; --", None, text="\u202e" + "a " * 50_000)
    for name in ("'", '"', "\u202eemcA", "??", "a" * 10_000, "NULL", "ﷺ" * 100, "Robert'); --"):
        article.claim("competes_with", name, "Bolt")
    article.quote("“" + "so " * 5_000 + "”")
    assert len(corpus.resolve().facts("competes_with")) == 8


def test_a_folder_with_odd_characters_works(corpus: Corpus, tmp_path: Path) -> None:
    corpus.article("a").claim("competes_with", "Acme", "Bolt")
    stage = corpus.stage()
    odd = tmp_path / "it's [odd] *"
    stage.rename(odd)
    from factpack.corroborate import resolve

    resolve(odd, tmp_path / "o'tables")
    assert (tmp_path / "o'tables" / "facts.parquet").is_file()
