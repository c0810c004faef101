"""Whatever the cache holds, the same rows are staged; what need not be read again is not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.kills import Killed, Killer

from factpack.engine import local
from factpack.engine.cache import batch, store
from factpack.engine.cache.packs import Damaged, nested, read_keys, read_pack, write_pack
from factpack.engine.cache.store import ArticleCache, describe, prune
from factpack.engine.kernel import run_kernel
from factpack.engine.local import Staged, stage_articles
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Article, Extraction, Metadata, RawArticle
from factpack.normalise.keys import paragraph_key

FOOT = "Subscribe to our letter about boats"
OTHER_FOOT = "Read more news of the harbour here"


def raw(number: int, words: str = "", standing: Sequence[str] = ()) -> RawArticle:
    text = f"Quillon {number} Corp. acquired Tessit Labs in 2019.\n\n{words}\n\n{FOOT}\n"
    keys = frozenset(paragraph_key(line) for line in standing)
    source = f"articles/{number:03d}.txt"
    return RawArticle(source, source, text, 0, "0" * 64, "utf-8", "valid", Metadata(), keys)


def staged(stage: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for part in sorted(stage.glob("*/*.parquet")):
        rows.setdefault(part.parent.name, []).extend(pq.read_table(part).to_pylist())
    return rows


class Corpus:
    """Stages articles with a cache and without one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.n = folder, 0

    def cache(self, recipe: str = "r" * 64) -> ArticleCache:
        return ArticleCache(self.folder / "cache", "bay", recipe, "rules/0")

    def stage(
        self, articles: Sequence[RawArticle], cache: ArticleCache | None, workers: int = 1
    ) -> tuple[Staged, dict[str, list[dict[str, Any]]]]:
        self.n += 1
        stage = self.folder / f"stage-{self.n}"
        stage.mkdir()
        done = stage_articles(articles, RulesExtractor(), stage, workers, cache=cache)
        return done, staged(stage)

    def packs(self) -> list[Path]:
        return sorted((self.folder / "cache").rglob("*.pack"))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(local, "BATCH_ARTICLES", 4)
    monkeypatch.setattr(store, "_MOST_SMALL", 3)
    monkeypatch.setattr(store, "PACK_ARTICLES", 4)
    read_pack.cache_clear()
    yield
    read_pack.cache_clear()


def spoil(packs: Sequence[Path], chance: Random) -> None:
    """Damage a file in one of the ways in which files are damaged."""
    read_pack.cache_clear()
    if not packs:
        return
    pack = chance.choice(packs)
    data = bytearray(pack.read_bytes())
    match chance.randrange(4):
        case 0:
            pack.unlink()
        case 1:
            pack.write_bytes(data[: chance.randrange(len(data))])
        case 2:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            pack.write_bytes(data)
        case 3:
            pack.write_bytes(b"")


@pytest.mark.parametrize("seed", range(3))
def test_any_state_of_the_cache_stages_the_same_rows(corpus: Corpus, seed: int) -> None:
    """Articles come, go and change, furniture too, files break, and small packs are joined."""
    chance = Random(seed)
    articles = {n: raw(n) for n in range(9)}
    for _ in range(5):
        for number in chance.sample(range(14), 3):
            if number in articles and chance.random() < 0.4:
                del articles[number]
            else:
                foot = chance.choice([(), (FOOT,), (OTHER_FOOT,), (FOOT, OTHER_FOOT)])
                articles[number] = raw(number, f"Part {chance.randrange(3)} of it.", foot)
        if chance.random() < 0.5:
            spoil(corpus.packs(), chance)
        given = [articles[number] for number in sorted(articles)]
        _, alone = corpus.stage(given, None)
        cache = corpus.cache(chance.choice(["r", "s"]) * 64)
        done, rows = corpus.stage(given, cache)
        assert rows == alone
        assert 0 <= done.n_kept <= len(given)
        cache.tidy(used_alone=chance.random() < 0.3)
    again, rows = corpus.stage(given, corpus.cache(cache.folder.name))
    assert (again.n_kept, rows) == (len(given), alone)


def test_processes_share_a_cache(corpus: Corpus) -> None:
    articles = [raw(n) for n in range(10)]
    _, alone = corpus.stage(articles, None)
    done, rows = corpus.stage(articles, corpus.cache(), workers=2)
    assert (done.n_kept, rows, len(corpus.packs())) == (0, alone, 3)
    done, rows = corpus.stage(articles, corpus.cache(), workers=2)
    assert (done.n_kept, rows, len(corpus.packs())) == (10, alone, 3)


def test_only_what_changed_is_read(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.stage([raw(n) for n in range(10)], corpus.cache())
    read: list[str] = []

    def noting(articles: Any, *options: Any) -> Any:
        listed = list(articles)
        read.extend(one.source for one in listed)
        return run_kernel(listed, *options)

    monkeypatch.setattr(batch, "run_kernel", noting)
    changed = [raw(n, "A new line." if n == 3 else "") for n in range(11)]
    done, _ = corpus.stage(changed, corpus.cache())
    assert read == ["articles/003.txt", "articles/010.txt"]
    assert done.n_kept == 9


def test_furniture_that_an_article_does_not_have_does_not_void_it(corpus: Corpus) -> None:
    corpus.stage([raw(1), raw(2)], corpus.cache())
    done, _ = corpus.stage([raw(1, standing=[OTHER_FOOT]), raw(2, standing=[FOOT])], corpus.cache())
    assert done.n_kept == 1
    done, rows = corpus.stage([raw(1, standing=[FOOT]), raw(2)], corpus.cache())
    assert (done.n_kept, rows) == (0, corpus.stage([raw(1, standing=[FOOT]), raw(2)], None)[1])


class Failing:
    """An extractor that fails on some words, as long as it is told to."""

    label = "rules/0"
    fails = True

    def extract(self, article: Article) -> Extraction:
        if self.fails and "Quillon 2 " in article.text:
            raise MemoryError
        return RulesExtractor().extract(article)


def test_a_failure_is_not_kept(corpus: Corpus, tmp_path: Path) -> None:
    extractor, articles = Failing(), [raw(n) for n in range(3)]
    for n_kept, n_articles in ((0, 2), (2, 3), (3, 3)):
        stage = tmp_path / f"failing-{n_kept}"
        stage.mkdir()
        done = stage_articles(articles, extractor, stage, cache=corpus.cache())
        assert (done.n_kept, done.n_articles) == (n_kept, n_articles)
        extractor.fails = False


def test_no_damage_of_a_pack_goes_unnoticed(tmp_path: Path) -> None:
    articles = [raw(n) for n in range(2)]
    rows = [run_kernel([one], RulesExtractor()) for one in articles]
    table = nested([bytes(32), b"\1" * 32], [[1], []], [[], []], rows)
    pack = write_pack(tmp_path, table)
    assert read_pack(pack).equals(table) and read_keys(pack) == bytes(32) + b"\1" * 32
    data, chance = pack.read_bytes(), Random(1)
    head = range(200)
    for at in [*head, *(chance.randrange(len(data)) for _ in range(200))]:
        pack.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        read_pack.cache_clear()
        with pytest.raises(Damaged):
            read_pack(pack)
    for size in (*range(0, 200, 7), len(data) - 1):
        pack.write_bytes(data[:size])
        read_pack.cache_clear()
        with pytest.raises(Damaged):
            read_pack(pack)


def test_a_pack_of_another_form_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = nested([bytes(32)], [[]], [[]], [run_kernel([raw(1)], RulesExtractor())])
    with monkeypatch.context() as patch:
        other = pa.schema([*table.schema, pa.field("more", pa.int64())])
        patch.setattr("factpack.engine.cache.packs.pack_schema", lambda: other)
        pack = write_pack(tmp_path, table.append_column("more", pa.array([1])))
    with pytest.raises(Damaged):
        read_pack(pack)


def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [raw(n) for n in range(10)]
    new = [raw(n, "A new line." if n % 3 == 0 else "") for n in range(14)]
    _, alone = corpus.stage(new, None)

    def attempt(name: str, killer: Killer) -> tuple[Corpus, bool]:
        one = Corpus(tmp_path / name)
        one.folder.mkdir()
        one.stage(old, one.cache())
        with monkeypatch.context() as patch:
            killer.watch(patch)
            try:
                cache = one.cache()
                one.stage(new, cache)
                cache.tidy(used_alone=True)
            except Killed:
                killer.bury()
                return one, True
        return one, False

    steps = Killer()
    assert not attempt("whole", steps)[1]
    assert "remove" in steps.steps and steps.steps.count("move") >= 4
    for at in steps.turns():
        one, killed = attempt(f"killed-{at}", Killer(at))
        assert killed
        kept_before = sum(len(read_keys(pack)) for pack in one.packs()) // 32
        cache = one.cache()
        done, rows = one.stage(new, cache)
        assert rows == alone
        # Those that did not change were there before, and at most one batch is lost.
        assert done.n_kept >= min(6, kept_before) - local.BATCH_ARTICLES
        cache.tidy(used_alone=True)
        assert one.stage(new, one.cache())[0].n_kept == len(new)


def test_a_full_disk_costs_the_cache_and_not_the_build(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [raw(n) for n in range(6)]
    _, alone = corpus.stage(articles, None)

    def full(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(batch, "write_pack", full)
        done, rows = corpus.stage(articles, corpus.cache())
    assert (done.is_written, rows) == (False, alone)
    done, rows = corpus.stage(articles, corpus.cache())
    assert (done.is_written, done.n_kept, rows) == (True, 0, alone)


def test_small_packs_are_joined_and_idle_ones_go(corpus: Corpus) -> None:
    for number in range(1, 5):
        corpus.stage([raw(n) for n in range(number)], corpus.cache())
    assert len(corpus.packs()) == 4
    cache = corpus.cache()
    corpus.stage([raw(n) for n in range(1, 4)], cache)
    cache.tidy(used_alone=False)
    assert sorted(len(read_keys(p)) // 32 for p in corpus.packs()) == [1, 3]
    [idle] = [p for p in corpus.packs() if len(read_keys(p)) == 32]
    os.utime(idle, (0, 0))
    cache.tidy(used_alone=False)
    assert idle not in corpus.packs()
    assert corpus.stage([raw(n) for n in range(1, 4)], corpus.cache())[0].n_kept == 3


def test_old_recipes_go_and_prune_keeps_the_last(corpus: Corpus) -> None:
    home = corpus.folder / "cache"
    for number, recipe in enumerate("abcde"):
        cache = corpus.cache(recipe * 64)
        corpus.stage([raw(1)], cache)
        os.utime(cache.folder, (number, number))
        cache.tidy(used_alone=False)
    assert [one.recipe[0] for one in describe(home)] == ["e", "d", "c"]
    held = describe(home)[0]
    assert (held.dataset, held.extractor, held.articles) == ("bay", "rules/0", 1)
    (home / "notes").mkdir()
    (home / "notes" / "mine.txt").write_text("keep", "utf-8")
    prune(home)
    assert [one.recipe[0] for one in describe(home)] == ["e"]
    prune(home, everything=True)
    assert describe(home) == () and (home / "notes" / "mine.txt").exists()


def test_what_links_in_a_cache_lead_to_is_neither_written_nor_read_nor_removed(
    corpus: Corpus, tmp_path: Path
) -> None:
    articles = [raw(n) for n in range(3)]
    _, alone = corpus.stage(articles, corpus.cache())
    [mine] = corpus.packs()
    folder, home = mine.parent, corpus.folder / "cache"
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary", "utf-8")
    other = tmp_path / "other.pack"
    other.write_bytes(b"of another program")
    about = folder / "factpack-cache.json"
    about.unlink()
    about.symlink_to(diary)
    (home / ".gitignore").unlink()
    (home / ".gitignore").symlink_to(tmp_path / "made.txt")
    (folder / "other.pack").symlink_to(other)
    os.mkfifo(folder / "pipe.pack")

    cache = corpus.cache()
    done, rows = corpus.stage(articles, cache)
    assert (done.n_kept, rows) == (3, alone)
    cache.tidy(used_alone=True)
    assert describe(home)[0].articles == 3
    assert diary.read_text("utf-8") == "Dear diary" and not about.is_symlink()
    assert other.exists() and not (tmp_path / "made.txt").exists()


@pytest.mark.parametrize("whole", [False, True])
def test_a_folder_of_the_cache_that_is_a_link_is_none(
    corpus: Corpus, tmp_path: Path, whole: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    packs = [elsewhere / "a.pack", elsewhere / "factpack-cache.json"]
    for pack in packs:
        pack.write_bytes(b"of another program")
    home = corpus.folder / "cache"
    link = home / "bay" if whole else home / "bay" / ("r" * 32)
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    with pytest.raises(OSError, match="link"):
        corpus.cache()
    prune(home, everything=True)
    assert describe(home) == () and all(pack.exists() for pack in packs)
    assert whole is ((elsewhere / ("r" * 32)).is_dir())
