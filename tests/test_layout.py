"""The house: source roots, the direction of imports, and whose words stand in the project."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

ORDER = [
    ("errors", "ids", "memory", "messages", "model", "template"),
    ("vocabulary", "config", "confidence"),
    ("pages",),
    ("read",),
    ("normalise",),
    ("extract",),
    ("engine",),
    ("link",),
    ("corroborate",),
    ("release",),
    ("contract", "evaluate", "why"),
    ("export",),
    ("library",),
    ("pipeline",),
    ("profile", "reproduce", "review", "serve"),
    ("hydrate", "publish", "withdraw"),
    ("cli",),
    ("__main__",),
]
LAYER = {name: layer for layer, names in enumerate(ORDER) for name in names}
LONGEST_RUN = 8

EXTRACT_ORDER = (
    "languages text values names coreference mentions quotes extractor claims "
    "rules_extractor given choose".split()
)
CLAIMS_ORDER = "syntax rules roles measures readers resolve claims examples".split()
MOST_ROOMS = 8


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("folder", ["build", "validators", "schema"])
def test_source_roots_are_not_packages(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


def test_validators_stand_alone() -> None:
    for path in (ROOT / "validators").rglob("*.py"):
        assert not [name for name in imports(path) if name.split(".")[0] == "factpack"], path


def test_imports_run_one_way() -> None:
    package = ROOT / "build" / "factpack"
    wrong = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if parts == ("__init__",):
            continue
        for name in imports(path):
            if not name.startswith("factpack."):
                continue
            target = name.split(".")[1]
            if LAYER[target] > LAYER[parts[0]]:
                wrong.append(f"{'/'.join(parts)} imports {name}")
    assert not wrong


def rooms(package: str) -> dict[str, set[str]]:
    """Modules and folders right below a package, each with those of its neighbours it imports."""
    folder = ROOT / "build" / Path(*package.split("."))
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        room = path.relative_to(folder).with_suffix("").parts[0]
        if room == "__init__":
            continue
        targets = found.setdefault(room, set())
        for name in imports(path):
            if name.startswith(f"{package}."):
                targets.add(name.removeprefix(f"{package}.").split(".")[0])
        targets.discard(room)
    return found


@pytest.mark.parametrize(
    ("package", "order"),
    [("factpack.extract", EXTRACT_ORDER), ("factpack.extract.claims", CLAIMS_ORDER)],
)
def test_the_extractor_is_read_one_way(package: str, order: list[str]) -> None:
    found = rooms(package)
    assert set(found) == set(order)
    backward = [
        f"{room} imports {target}"
        for room, targets in found.items()
        for target in targets
        if order.index(target) > order.index(room)
    ]
    assert not backward


CLAIMS = ROOT / "build" / "factpack" / "extract" / "claims"
FOLDERS = sorted(path.parent.relative_to(CLAIMS) for path in CLAIMS.rglob("__init__.py"))


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_few_rooms_to_look_into(folder: Path) -> None:
    package = ".".join(("factpack.extract.claims", *folder.parts))
    found = rooms(package)
    assert 1 < len(found) <= MOST_ROOMS
    entered: set[str] = set()
    while free := {room for room in found if room not in entered and found[room] <= entered}:
        entered |= free
    assert entered == set(found), "these import one another in a circle"


EXTRACT = {
    path.relative_to(ROOT / "build" / "factpack" / "extract").as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "build" / "factpack" / "extract").rglob("*.py"))
}
MOST_LINES = 300


def test_the_extractor_is_small_files() -> None:
    assert not {name for name, code in EXTRACT.items() if code.count("\n") > MOST_LINES}


def test_no_parameter_of_the_extractor_is_a_letter() -> None:
    letters = [
        f"{name}:{node.lineno} {node.arg}"
        for name, code in EXTRACT.items()
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.arg) and len(node.arg) == 1 and node.arg != "_"
    ]
    assert not letters


def test_an_article_is_scanned_in_one_place() -> None:
    scanning = [
        name
        for name, code in EXTRACT.items()
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.ImportFrom)
        and node.module == "factpack.extract.text.tokens"
        and "scan" in {alias.name for alias in node.names}
    ]
    assert scanning == ["text/doc.py"]


def test_help_imports_nothing_heavy() -> None:
    heavy = ["pyarrow", "duckdb", "datasets", "frictionless", "pandas", "numpy", "yaml", "jinja2"]
    code = f"import factpack.cli, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_words_of_the_articles_stand_in_the_project() -> None:
    articles = sorted((SHARED / "articles").glob("*.txt"))
    if not articles:
        pytest.skip("the five articles are not here")

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.replace("\u2019", "'").casefold())

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[i : i + LONGEST_RUN]) for i in range(len(found) - LONGEST_RUN + 1)}

    theirs = set().union(*(runs(path.read_text("utf-8")) for path in articles))
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    borrowed = {
        name: " ".join(sorted(common)[0])
        for name in listed.stdout.splitlines()
        if (ROOT / name).is_file()
        and (common := runs((ROOT / name).read_bytes().decode("utf-8", "ignore")) & theirs)
    }
    assert not borrowed


def test_no_path_of_a_machine_stands_in_the_project() -> None:
    listed = subprocess.run(
        ["git", "grep", "-nIE", r"(^|[^A-Za-z0-9_.])/(work|farm|home|root)/|/tmp/[a-z]+/"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    found = [line for line in listed.stdout.splitlines() if "tests/test_layout.py" not in line]
    assert not found
