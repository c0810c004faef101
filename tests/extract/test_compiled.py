"""Compiled or not, the extractor finds the same; and what is compiled belongs to its source."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "build" / "compile_extractor.py"

READ = """
import sys
from importlib.machinery import FileFinder, SourceFileLoader, SOURCE_SUFFIXES

if sys.argv[1] == "pure":  # a finder that knows no extension modules
    finder = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))

    def below_build(path):
        if not path.startswith(sys.argv[2]):
            raise ImportError(path)
        return finder(path)

    sys.path_hooks.insert(0, below_build)
    sys.path_importer_cache.clear()

import hashlib, json
from pathlib import Path
from factpack.config import load_dataset_config
from factpack.extract.claims import find
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import RawArticle
from factpack.normalise import normalise
from factpack.read import read_articles

dataset = load_dataset_config(Path(sys.argv[3]) / "dataset.yaml")
extractor = RulesExtractor()
found = []
for raw in read_articles(dataset):
    if isinstance(raw, RawArticle):
        article = normalise(raw)
        found.append(repr((article, extractor.extract(article))))
digest = hashlib.sha256("".join(found).encode()).hexdigest()
print(json.dumps({"file": find.__file__, "articles": len(found), "digest": digest}))
"""


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_extractor", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(how: str) -> dict[str, str | int]:
    corpus = ROOT / "corpora" / "openai-microsoft-sample"
    command = [sys.executable, "-c", READ, how, str(ROOT / "build"), str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, str | int] = json.loads(done.stdout)
    return found


def test_compiled_modules_find_what_their_source_finds() -> None:
    if not script().compiled():
        pytest.skip("nothing is compiled here: make compile")
    compiled, pure = read("compiled"), read("pure")
    assert not str(compiled.pop("file")).endswith(".py")
    assert str(pure.pop("file")).endswith(".py")
    assert compiled["articles"]
    assert compiled == pure


def test_every_group_has_modules_and_what_is_left_out_exists() -> None:
    module = script()
    assert all(module.sources().values())
    package = ROOT / "build" / "factpack"
    assert [name for name in module.LEFT_OUT if not (package / name).is_file()] == []


@pytest.mark.parametrize(
    ("stamp", "stale"), [("made now", False), ("made before", True), ("", True), (None, True)]
)
def test_a_changed_source_is_noticed(
    stamp: str | None, stale: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = script()
    package = tmp_path / "factpack" / "extract"
    package.mkdir(parents=True)
    source = package / "tokens.py"
    source.write_text("A = 1\n")
    monkeypatch.setattr(module, "SOURCE", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "factpack" / ".compiled.json")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "script.py"))
    (tmp_path / "script.py").touch()
    assert not module.is_stale()  # nothing is compiled
    (package / "tokens.cpython-311-x86_64-linux-gnu.so").touch()
    if stamp is not None:
        module.STAMP.write_text(json.dumps(module.digests()) if stamp else "{")
    if stamp == "made before":
        source.write_text("A = 2\n")
    assert module.is_stale() is stale
    module.remove()
    assert not module.compiled() and not module.STAMP.exists()


def test_without_a_compiler_nothing_is_left_and_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = script()
    package = tmp_path / "factpack"
    package.mkdir()
    monkeypatch.setattr(module, "SOURCE", tmp_path)
    monkeypatch.setattr(module, "STAMP", package / ".compiled.json")
    monkeypatch.setattr(module, "WORK", tmp_path / "work")
    failing = tmp_path / "failing.py"
    failing.write_text("raise SystemExit('error: no compiler here')\n")
    monkeypatch.setattr(module, "__file__", str(failing))
    (package / "half.so").touch()
    reason = module.compile_all()
    assert "no compiler here" in reason
    assert not module.compiled() and not module.STAMP.exists()
    assert "Compiling" in capsys.readouterr().err
