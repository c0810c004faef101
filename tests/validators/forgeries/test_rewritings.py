"""Changes of meaning with clean bookkeeping: who notices each, and what nobody can without help."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.once import once
from tests.tiers import one_of_each
from tests.validators.forgeries import by_newcomers, by_strangers, in_meaning
from tests.validators.forgeries.in_meaning import Rewriting
from tests.validators.forgeries.rewriting import keep_books, rewritten, rewritten_tables
from tests.validators.forgeries.shares import REWRITINGS, UNSEEN_AT_MOST, lines, unseen
from tests.validators.forgeries.test_forgeries import CATALOGUE

from factpack.pipeline import build
from factpack.release.open import open_release
from factpack.reproduce.comparison import compare
from factpack.reproduce.own_texts import read_own_texts
from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.release import validate_release

SECURITY = Path(__file__).parents[3] / "SECURITY.md"
RECIPE = (
    "version",
    "released",
    "dataset_yaml",
    "entities_csv",
    "publishers_csv",
    "reviews_csv",
)

BY_VALIDATE = [r for r in REWRITINGS if r.seen in CHECKS]
BY_REBUILD = [r for r in REWRITINGS if r.seen == "reproduce"]
BEYOND = unseen(REWRITINGS)


def cases(rewritings: Iterable[Rewriting], kind: Callable[[Rewriting], Hashable]) -> list[Any]:
    """Parameters of a test: of each kind, one for `make test`."""
    return one_of_each(rewritings, kind, lambda rewriting: rewriting.name)


def source(rewriting: Rewriting) -> str:
    """The fixture with the release that a forgery changes."""
    places = {"grown": by_strangers.STRANGE, "newest": by_newcomers.NEW}
    return next((name for name, known in places.items() if rewriting in known), "published")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory, "strangers", by_strangers.ARTICLES, by_strangers.CONFIG)


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory, "newcomers", by_newcomers.ARTICLES, by_newcomers.CONFIG)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = {**in_meaning.ARTICLES, "empty.txt": "\n"}
    release = publish(tmp_path_factory, "in-meaning", articles, in_meaning.CONFIG)
    rows = open_release(release).rows
    assert rows["rejected"] and rows["conflicts"] and rows["quotes"]
    return release


def publish(
    factory: pytest.TempPathFactory, name: str, articles: dict[str, str], config: dict[str, Any]
) -> Path:
    def make(folder: Path) -> None:
        folder.mkdir()
        for file, text in articles.items():
            (folder / file).write_text(text, "utf-8")
        (folder / "dataset.yaml").write_text(json.dumps(config), "utf-8")
        result = build(folder / "dataset.yaml", out=folder / "dist")
        assert result.published, [f.message for f in result.findings]

    (release,) = once(factory, name, make).glob("dist/*/*/")
    return release


@pytest.fixture
def original(request: pytest.FixtureRequest, forgery: Rewriting) -> Path:
    """The release that a forgery changes."""
    path: Path = request.getfixturevalue(source(forgery))
    return path


_OF_TABLES = ("grounding", "coherence")
"""Families that read the tables alone, of a release whose recipe is as it was."""

_OF_FORM = ("referee", "equality", "safety")
"""Families that look at how rows are written: what writes the forgeries is the program itself."""


def families(forgery: Rewriting) -> list[str]:
    """Families to skip where nothing may be found: none but the referee for the first of a kind."""
    rows_alone = forgery.edit is None and forgery not in (BY_REBUILD[0], BEYOND[0])
    return [*_OF_FORM] if rows_alone else ["referee"]


def forged(original: Path, folder: Path, forgery: Rewriting) -> Path:
    release = rewritten(original, folder, forgery.change, forgery.configure)
    if forgery.edit is not None:
        forgery.edit(release)
    return release


def test_the_catalogue_is_large_and_most_of_it_is_seen() -> None:
    assert len({r.name for r in REWRITINGS}) == len(REWRITINGS) >= 130
    assert len(CATALOGUE) + len(REWRITINGS) >= 220
    for rewritings in (REWRITINGS, by_strangers.STRANGE, by_newcomers.NEW):
        assert len(unseen(rewritings)) <= UNSEEN_AT_MOST * len(rewritings)


def test_the_page_says_how_many_go_unseen() -> None:
    assert "\n".join(lines()) in SECURITY.read_text("utf-8")


def test_writing_it_again_changes_nothing(published: Path, tmp_path: Path) -> None:
    again = rewritten(published, tmp_path, keep_books)
    assert compare(open_release(again), open_release(published), own_texts=True).equal


@pytest.mark.parametrize("name", ["published", "grown", "newest"])
def test_without_a_change_the_tables_are_good(
    request: pytest.FixtureRequest, tmp_path: Path, name: str
) -> None:
    """No forgery is noticed for how its tables came to lie beside the pages."""
    release = rewritten_tables(request.getfixturevalue(name), tmp_path, keep_books)
    report = validate_release(release, skip=[f for f in FAMILIES if f not in _OF_TABLES])
    assert report.ok and set(report.totals) <= {"check-skipped"}, report.totals


@pytest.mark.parametrize("forgery", cases(BY_VALIDATE, lambda f: f.seen))
def test_the_checks_notice_it(original: Path, tmp_path: Path, forgery: Rewriting) -> None:
    family = CHECKS[forgery.seen].family
    as_it_was = forgery.edit is None and forgery.configure is Rewriting.configure
    if family in _OF_TABLES and as_it_was:
        release = rewritten_tables(original, tmp_path, forgery.change)
    else:
        release = forged(original, tmp_path, forgery)
    report = validate_release(release, skip=[f for f in FAMILIES if f != family])
    assert forgery.seen in report.totals, report.totals


@pytest.mark.parametrize("forgery", cases(BY_REBUILD, source))
def test_only_a_rebuild_notices_it(original: Path, tmp_path: Path, forgery: Rewriting) -> None:
    """What is rebuilt from the same recipe and articles is the release that was published."""
    release, rebuilt = open_release(forged(original, tmp_path, forgery)), open_release(original)
    assert not compare(release, rebuilt, own_texts=True).equal
    assert [release.manifest[k] for k in RECIPE] == [rebuilt.manifest[k] for k in RECIPE]
    assert read_own_texts(release) == read_own_texts(rebuilt), "a rebuild would begin with it"
    report = validate_release(release.path, skip=families(forgery))
    assert report.ok, [f.message for f in report.findings]


@pytest.mark.parametrize("forgery", cases(BEYOND, source))
def test_the_page_says_what_it_takes(original: Path, tmp_path: Path, forgery: Rewriting) -> None:
    """Checks find nothing, and the table of defences has a row for it."""
    rows = SECURITY.read_text("utf-8").splitlines()
    (row,) = [line for line in rows if line.startswith(f"| {forgery.seen} |")]
    assert row.split("|")[4].strip() == "–", "a rebuild from its own texts shows nothing"
    release = forged(original, tmp_path, forgery)
    report = validate_release(release, skip=families(forgery))
    assert report.ok, [f.message for f in report.findings]
