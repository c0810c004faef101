"""Nothing that bears on the rows of an article is missing in the hash that they are kept by."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import factpack
import factpack_validators
from factpack.config import load_dataset_config
from factpack.engine.cache import recipe
from factpack.engine.cache.recipe import PACKAGES, article_key, code_files, recipe_of
from factpack.extract.names import KnownName, KnownNames
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle
from factpack.vocabulary import in_force

ROOTS = {
    module.__name__: Path(str(module.__file__)).parent for module in (factpack, factpack_validators)
}
CONFIG = """\
name: bay
title: Bay
description: Made up.
license: CC0-1.0
rights: full
sources: [{path: "*.txt"}]
"""


def file_of(name: str) -> Path | None:
    first, *rest = name.split(".")
    if first not in ROOTS:
        return None
    place = ROOTS[first].joinpath(*rest)
    return next((p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file()), None)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_all_that_the_kernel_can_reach_is_in_the_recipe() -> None:
    waiting = ["factpack.engine.kernel", "factpack.extract.rules_extractor"]
    reached: set[Path] = set()
    elsewhere: set[str] = set()
    while waiting:
        path = file_of(name := waiting.pop())
        if path is None or path in reached:
            continue
        reached.add(path)
        waiting += [name.rsplit(".", up)[0] for up in range(1, name.count("."))]
        for target in imported(path):
            if target.split(".")[0] in ROOTS:
                waiting.append(target)
            elif target.split(".")[0] not in sys.stdlib_module_names:
                elsewhere.add(target.split(".")[0])
    assert len(reached) > 200
    package_files = {Path(str(factpack.__file__)), Path(str(factpack_validators.__file__))}
    assert reached - {path for _, path in code_files()} <= package_files
    distributions = packages_distributions()
    named = {d.lower().replace("_", "-") for name in elsewhere for d in distributions.get(name, ())}
    assert named and named <= set(PACKAGES)


def test_linking_and_releases_are_not_in_it() -> None:
    names = {name.split("/")[1] for name, _ in code_files() if name.startswith("factpack/")}
    assert names.isdisjoint({"link", "corroborate", "release", "cli", "pipeline.py"})


def test_whatever_bears_on_rows_changes_the_recipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dataset.yaml").write_text(CONFIG, "utf-8")
    plain = load_dataset_config(tmp_path / "dataset.yaml")
    (tmp_path / "own.yaml").write_text(RULES, "utf-8")
    (tmp_path / "dataset.yaml").write_text(CONFIG + "rules: own.yaml\n", "utf-8")
    ruled = load_dataset_config(tmp_path / "dataset.yaml")
    names = KnownNames([KnownName("Velmar Corp", "Organization", ("Velmar",))])
    other = KnownNames([KnownName("Velmar Corp", "Organization", ("Velma",))])
    assert ruled.own_vocabulary is not None
    with in_force(ruled.own_vocabulary.vocabulary):
        found = [recipe_of(ruled, RulesExtractor(), ())]
    found += [
        recipe_of(plain, RulesExtractor(), ()),
        recipe_of(plain, RulesExtractor(names), ()),
        recipe_of(plain, RulesExtractor(other), ()),
        recipe_of(plain, RulesExtractor(), ("value-ungrounded",)),
    ]
    assert recipe_of(plain, RulesExtractor(names), ()) == found[2]
    with monkeypatch.context() as patch:
        patch.setattr(recipe, "_code", lambda: "another")
        found.append(recipe_of(plain, RulesExtractor(), ()))
    monkeypatch.setattr(recipe, "_version", lambda package: "another")
    found.append(recipe_of(plain, RulesExtractor(), ()))
    assert None not in found and len(set(found)) == len(found)


RULES = """\
rules:
  - name: own-berths
    predicate: uses_product
    pattern: verb
    words: [berths]
    matches: ["Velmar Corp. berths Tessit Boats."]
"""


def test_whatever_is_known_of_an_article_changes_its_key() -> None:
    def key(**changed: object) -> bytes:
        given = {
            "source": "a.txt", "source_id": "a", "text": "One.\ud800", "text_start": 0,
            "raw_sha256": "0" * 64, "encoding": "utf-8", "encoding_basis": "valid",
            "metadata": Metadata(),
        }  # fmt: skip
        return article_key(RawArticle(**(given | changed)))  # type: ignore[arg-type]

    keys = [
        key(),
        key(text="One.\ud801"),
        key(source="b.txt"),
        key(source_id="b"),
        key(metadata=Metadata(title="One")),
        key(metadata=Metadata(rights="full")),
        key(encoding_basis="detected"),
        key(text_start=1),
        key(kept=()),
        key(reader="some 1"),
    ]
    assert len(set(keys)) == len(keys)
    assert key(standing=frozenset({1})) == key()
