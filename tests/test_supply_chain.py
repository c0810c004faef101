"""What is installed is pinned with hashes, and the bill of materials says so."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from factpack.release.libraries import OF_EXTRACTORS, SILENT, WRITING, library_versions

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))

from sbom import LOCK, SBOM, direct_names, locked, plain_name, sbom_text  # noqa: E402

OF_WEB_ARCHIVES = ("fastwarc",)
"""Asked for by the extra of factpack that reads web archives; imported where one is checked."""

DEVELOPERS = ROOT / "requirements-dev.lock"
SITE = ROOT / "requirements-docs.lock"
PACKAGES = locked(LOCK.read_text("utf-8"))


@pytest.mark.parametrize("lock", [LOCK, DEVELOPERS], ids=lambda path: path.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    packages = locked(lock.read_text("utf-8"))
    assert [name for name, _, _, hashes in packages if not hashes] == []
    assert {name for name, _, _, _ in packages} >= set(direct_names())
    pins = re.findall(r"^[A-Za-z0-9].*==", lock.read_text("utf-8"), re.MULTILINE)
    assert len(pins) == len(packages)


def test_the_site_is_made_of_packages_with_hashes() -> None:
    packages = locked(SITE.read_text("utf-8"))
    assert [name for name, _, _, hashes in packages if not hashes] == []
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    wanted = {re.split(r"[<>=]", package)[0] for package in groups["docs"]}
    assert {name for name, _, _, _ in packages} >= wanted
    # What is installed for it changes nothing that was there.
    there = {name: (version, hashes) for name, version, _, hashes in PACKAGES}
    both = {name: (version, hashes) for name, version, _, hashes in packages if name in there}
    assert both == {name: there[name] for name in both} and both


@pytest.mark.parametrize("lock", [LOCK, DEVELOPERS, SITE], ids=lambda path: path.name)
def test_the_lock_has_the_versions_of_the_constraints(lock: Path) -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    constrained = {plain_name(name): version for name, version in pins.items()}
    other = {
        name: (version, constrained[name])
        for name, version, _, _ in locked(lock.read_text("utf-8"))
        if constrained.get(name, version) != version
    }
    assert other == {}


def test_developers_have_what_the_release_is_built_with_and_all_that_they_ask_for() -> None:
    """What is installed after it changes nothing of the first lock."""
    packages = locked(DEVELOPERS.read_text("utf-8"))
    files = {(name, version): hashes for name, version, _, hashes in packages}
    assert {p[:2]: files.get(p[:2]) for p in PACKAGES} == {p[:2]: p[3] for p in PACKAGES}
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    del groups["docs"]
    asked = (re.match(r"[\w.-]+", package) for group in groups.values() for package in group)
    names = {plain_name(match[0]) for match in asked if match}
    assert {name for name, _, _, _ in packages} >= names | {"pip"}


def test_what_builds_the_project_is_locked_too() -> None:
    """`--no-build-isolation` takes it from there; a link to the source needs editables."""
    assert {name for name, _, _, _ in PACKAGES} >= {"hatchling", "editables"}


def test_make_installs_from_the_lock_on_every_python_that_is_promised() -> None:
    rules = (ROOT / "Makefile").read_text("utf-8")
    (locked_for,) = re.findall(r"^LOCKED := (.+)$", rules, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = (re.fullmatch(r"Programming .* :: (3\.\d+)", c) for c in project["classifiers"])
    assert locked_for.split() == [match[1] for match in known if match]
    assert _installs(rules, "READY") == ["--require-hashes", "--no-deps"]
    assert "--no-build-isolation --editable ." in rules
    assert _installs(rules, "DEV") == ["--require-hashes", "--require-hashes"]
    assert _installs(rules, "SITE") == ["--require-hashes"]


def _installs(rules: str, target: str) -> list[str]:
    """How a target installs where the lock is for this Python: the option of each command."""
    (recipe,) = re.findall(rf"^\$\({target}\):.*\n((?:\t.*\n)+)", rules, re.MULTILINE)
    hashed, otherwise, _ = recipe.partition("\telse ")
    assert otherwise and "if $(IS_LOCKED)" in hashed
    return re.findall(r"pip install --quiet (\S+)", hashed)


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    assert SBOM.read_text("utf-8") == sbom_text()
    bill = json.loads(SBOM.read_text("utf-8"))
    assert len({c["bom-ref"] for c in bill["components"]}) == len(bill["components"])
    assert set(bill["dependencies"][0]["dependsOn"]) <= {c["bom-ref"] for c in bill["components"]}


def test_every_package_is_named_in_manifests_or_changes_no_byte() -> None:
    """A package that factpack needs from now on has to be put on one of the two lists."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [re.split(r"[<>=!~ \[]", package)[0] for package in project["dependencies"]]
    assert sorted((*WRITING, *SILENT)) == sorted(needed)
    extras = str(project["optional-dependencies"])
    assert all(name in extras for name in OF_EXTRACTORS.values())


def test_an_extractor_names_its_own_package() -> None:
    assert library_versions("rules/8").keys() == set(WRITING)
    assert library_versions("llm/1").keys() == {*WRITING, "langextract"}


def test_the_checks_alone_ask_for_what_they_import_and_no_more() -> None:
    """`pip install ./validators` takes the packages that factpack takes, in the same versions."""
    alone, whole = (
        tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        for folder in (ROOT / "validators", ROOT)
    )
    assert set(alone["dependencies"]) <= set(whole["dependencies"])
    imported = set()
    for path in (ROOT / "validators").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            imported |= {name.partition(".")[0] for name in names}
    imported -= {*sys.stdlib_module_names, "factpack_validators", "_typeshed", *OF_WEB_ARCHIVES}
    asked = {re.split("[<>=]", package)[0] for package in alone["dependencies"]}
    called = {"yaml": "pyyaml", "stdnum": "python-stdnum"}
    assert {called.get(name, name) for name in imported} == asked
