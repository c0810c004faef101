from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.starter import fill_in

from factpack.config import ExtractorOptions, JsonlOptions, load_dataset_config
from factpack.errors import FactpackError
from factpack.model import RawArticle
from factpack.read import read_articles
from factpack.read.starter import make_slug, write_starter


@pytest.mark.parametrize("name", ["bay-news", "Bay: News!", "Café \n# news", "2019"])
def test_the_starter_is_a_dataset_to_fill_in(tmp_path: Path, name: str) -> None:
    config, example = write_starter(tmp_path / "new" / "folder", name)
    assert config == tmp_path / "new" / "folder" / "dataset.yaml"
    assert example == tmp_path / "new" / "folder" / "articles" / "example.md"
    with pytest.raises(FactpackError) as caught:
        load_dataset_config(config)
    assert str(caught.value).count("still holds a placeholder") == 2
    fill_in(config, rights="facts")
    dataset = load_dataset_config(config)
    assert dataset.name == make_slug(name)
    assert dataset.rights == "facts"
    [article] = read_articles(dataset)
    assert isinstance(article, RawArticle)
    assert article.source_id == "example-1"
    assert article.metadata.title == "Larkspur Robotics buys Tinbridge Sensors"
    assert article.text[article.text_start :].startswith("\n# Larkspur")


def test_every_commented_key_can_be_switched_on(tmp_path: Path) -> None:
    config, _ = write_starter(tmp_path, "bay")
    fill_in(config)
    text = config.read_text("utf-8")
    for line in text.splitlines():
        key = line.removeprefix("# ").partition(":")[0]
        if line.startswith("# ") and key in ("version", "released", "keywords", "homepage"):
            text = text.replace(line, line.removeprefix("# "))
    blocks = text.replace("# creators:", "creators:").replace("#   ", "  ")
    blocks = blocks.replace("# articles:", "articles:").replace("  # - ", "  - ")
    blocks = blocks.replace("# extractor:", "extractor:").replace("# checks:", "checks:")
    blocks = blocks.replace("  full     ", "# full ").replace("  excerpt  ", "# excerpt ")
    blocks = blocks.replace("  facts    no", "# facts no").replace("  #  ", "   ")
    config.write_text(blocks, "utf-8")
    dataset = load_dataset_config(config)
    assert (dataset.version, dataset.keywords) == ("auto", ("news", "companies"))
    assert dataset.creators[0].orcid == "0000-0002-1825-0097"
    assert dataset.articles["003.txt"].rights == "facts"
    assert dataset.extractor == ExtractorOptions("jsonl", JsonlOptions("facts.jsonl"))
    assert [check.code for check in dataset.checks] == ["privacy-email"]
    assert [source.encoding for source in dataset.sources] == [None, "cp1252", None]
    assert dataset.sources[2].columns["text"] == "body"


@pytest.mark.parametrize("taken", ["dataset.yaml", "articles/example.md"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_text("mine")
    with pytest.raises(FactpackError, match=r"exists already"):
        write_starter(tmp_path, "bay")
    assert (tmp_path / taken).read_text() == "mine"
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


def test_no_example_is_put_among_articles_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "own.txt").write_text("Ours\n\nVela opened a mill.\n")
    assert write_starter(tmp_path, "bay") == [tmp_path / "dataset.yaml"]
    assert [path.name for path in (tmp_path / "articles").iterdir()] == ["own.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FactpackError, match="cannot be written"):
        write_starter(tmp_path / "file" / "sub", "bay")


@pytest.mark.parametrize("name", ["", "---", "霧"])
def test_a_name_without_letters_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FactpackError, match="--name"):
        write_starter(tmp_path / "x", name)
    assert not (tmp_path / "x").exists()


@given(st.text())
def test_a_slug_is_a_slug(name: str) -> None:
    slug = make_slug(name)
    assert make_slug(slug) == slug
    assert slug.isascii()
    assert len(slug) <= 80
