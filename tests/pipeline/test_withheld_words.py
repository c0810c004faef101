"""What the sample corpus gives away when its articles withhold words, from reading to release."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from factpack.ids import sha256
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack_validators.keyed_words import GUESSABLE_CHARS, object_digest
from factpack_validators.word_limits import EXCERPT_SHARE

CORPUS = Path(__file__).parents[2] / "corpora" / "openai-microsoft-sample"
SPANS = ("mentions", "literals", "quotes", "claims", "evidence")


def rebuilt(folder: Path, rights: str) -> Release:
    shutil.copytree(CORPUS, folder / "corpus")
    config = folder / "corpus" / "dataset.yaml"
    text = config.read_text("utf-8")
    assert "\nrights: full" in text
    config.write_text(text.replace("\nrights: full", f"\nrights: {rights}"), "utf-8")
    result = build(config, out=folder / "dist")
    assert result.published, [f.message for f in result.findings]
    return open_release(result.path)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return rebuilt(tmp_path_factory.mktemp("closed"), "facts")


@pytest.fixture(scope="module")
def excerpts(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return rebuilt(tmp_path_factory.mktemp("excerpts"), "excerpt")


def test_no_hash_of_withheld_words_can_be_made_without_the_articles(
    sample: Release, closed: Release
) -> None:
    plain = {sha256(row["exact"]) for t in SPANS for row in sample.table(t).to_pylist()}
    for table in ("claims", "facts"):
        words = {row["object_value"] for row in sample.table(table).to_pylist()} - {None}
        plain |= {object_digest(word) for word in words}
    text = "\n".join(
        file.read_text("utf-8")
        for file in sorted(closed.path.rglob("*"))
        if file.is_file() and file.suffix != ".parquet"
    )
    assert len(plain) > 300
    assert not plain & set(re.findall(r"[0-9a-f]{64}", text))


def test_no_identifier_is_a_hash_of_withheld_words(sample: Release, closed: Release) -> None:
    def facts(release: Release) -> set[str]:
        rows = release.table("facts").to_pylist()
        return {row["fact_id"] for row in rows if row["object_sha256"]}

    assert facts(sample) and facts(closed)
    assert not facts(sample) & facts(closed)
    # Where no words are withheld in it, a fact keeps its identifier.
    same = {row["fact_id"] for row in sample.table("facts").to_pylist()} - facts(sample)
    assert len(same & {row["fact_id"] for row in closed.table("facts").to_pylist()}) == len(same)


def test_the_claims_of_a_fact_lead_to_the_hash_of_its_object(closed: Release) -> None:
    said = defaultdict(set)
    for claim in closed.table("claims").to_pylist():
        said[claim["fact_id"]].add(claim["object_sha256"])
    for fact in closed.table("facts").to_pylist():
        if fact["object_sha256"]:
            assert fact["object_sha256"] in said[fact["fact_id"]]


def test_a_text_that_could_be_guessed_has_no_hash(closed: Release) -> None:
    short = set()
    for article in closed.table("articles").to_pylist():
        hashes = {article["text_sha256"] is None, article["raw_sha256"] is None}
        assert hashes == {article["n_chars"] < GUESSABLE_CHARS}
        if True in hashes:
            short.add(article["article_id"])
    for row in closed.table("mentions").to_pylist():
        assert (row["exact_sha256"] is None) == (row["article_id"] in short)


def test_title_and_excerpts_give_out_a_share_of_each_article(excerpts: Release) -> None:
    given: dict[str, set[int]] = defaultdict(set)
    claims = {c["claim_id"]: c["article_id"] for c in excerpts.table("claims").to_pylist()}
    for table in SPANS:
        for row in excerpts.table(table).to_pylist():
            if row["exact"] is not None:
                article = row.get("article_id") or claims[row["claim_id"]]
                given[article].update(range(row["char_start"], row["char_end"]))
    sentences = {
        row["claim_id"] for row in excerpts.table("statements").to_pylist() if row["sentence"]
    }
    assert sentences
    for claim in excerpts.table("claims").to_pylist():
        if claim["claim_id"] in sentences:
            place = range(claim["sentence_start"], claim["sentence_end"])
            given[claim["article_id"]].update(place)
    for article in excerpts.table("articles").to_pylist():
        title = len(article["title"] or "")
        assert len(given[article["article_id"]]) + title <= EXCERPT_SHARE * article["n_chars"]
    assert sum(map(len, given.values())) > 500
