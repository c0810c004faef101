"""Lists of words are data: each is used, and each that is used is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from factpack.extract.languages.en.word_lists import word_list

EXTRACT = Path(__file__).parents[3] / "build" / "factpack" / "extract"
FILES = sorted((EXTRACT / "languages" / "en" / "words").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_list_is_used_where_its_name_says(file: Path) -> None:
    used = set()
    for path in (EXTRACT / file.stem).rglob("*.py"):
        module = ".".join(path.relative_to(EXTRACT / file.stem).with_suffix("").parts)
        for room, name in re.findall(r'word_list\(\s*"(\w+)", "([\w.]+)"', path.read_text("utf-8")):
            assert (room, name.rpartition(".")[0]) == (file.stem, module), path
            used.add(name)
    assert used == set(yaml.safe_load(file.read_text("utf-8")))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_list_has_words_in_lower_case_or_as_written(file: Path) -> None:
    for name in yaml.safe_load(file.read_text("utf-8")):
        words = word_list(file.stem, name)
        assert words and all(word == word.strip() for word in words), name


def test_a_list_that_is_missing_is_told() -> None:
    with pytest.raises(KeyError):
        word_list("claims", "no.such.list")
