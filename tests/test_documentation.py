"""The tutorial does what it says, and what looks for other hosts in the site finds them."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factpack.cli.app import app

DOCS = Path(__file__).parents[1] / "docs"
sys.path.insert(0, str(DOCS))

from site_hosts import other_hosts  # noqa: E402

_BLOCK = re.compile(r"(?:`([\w./-]+)`:\n\n)?```(\w+)\n(.*?)```", re.DOTALL)


def lines_of(text: str) -> list[str]:
    """Lines without white space around them; one of … stands for any lines."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def assert_said(expected: str, said: str, what: str) -> None:
    wanted, there = lines_of(expected), lines_of(said)
    whole = "…" not in wanted
    wanted = [line for line in wanted if line != "…"]
    assert there[: len(wanted)] == wanted, (what, said)
    assert not whole or len(there) == len(wanted), (what, said)


def run_console(block: str, folder: Path) -> None:
    for step in filter(None, block.split("$ ")):
        line, _, expected = step.partition("\n")
        command, *arguments = shlex.split(line)
        if command == "rm":
            (folder / arguments[0]).unlink()
            continue
        assert command == "factpack", f"a reader has no {command}"
        if arguments[0] == "build":
            arguments += ["--workers", "1", "--no-load-check"]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == (1 if arguments[0] == "diff" else 0), (line, done.output)
        assert_said(expected, done.stdout, line)


def test_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    said = ""
    blocks = _BLOCK.findall((DOCS / "tutorial.md").read_text("utf-8"))
    for file, kind, text in blocks:
        if file:
            Path(file).write_text(text, "utf-8")
        elif kind == "console":
            run_console(text, tmp_path)
        elif kind == "python":
            capsys.readouterr()
            exec(text, {})
            said = capsys.readouterr().out
        else:
            assert kind == "text"
            assert_said(text, said, "python")
    assert len(blocks) >= 10
    import factpack

    assert factpack.open("dist/my-corpus", as_of="2024-03-07").version == "1.0.0"


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("a.html", '<script src="//cdn.example/x.js"></script>', 1),
        ("a.html", '<link rel="stylesheet" href="https://fonts.example/css">', 1),
        ("a.html", '<IMG SRC=" HTTPS://img.example/x.png">', 1),
        ("a.html", "<style>body { background: url('https://img.example/x') }</style>", 1),
        ("a.css", "@import 'https://fonts.example/css';", 1),
        ("a.js", 'fetch("https://count.example/")', 1),
        ("a.html", '<a href="https://docs.example">more</a><img src="x.png">', 0),
        ("a.html", '<link rel="canonical" href="https://docs.example">', 0),
    ],
)
def test_what_a_page_loads_from_elsewhere_is_found(
    tmp_path: Path, file: str, text: str, found: int
) -> None:
    (tmp_path / file).write_text(text, "utf-8")
    assert len(list(other_hosts(tmp_path))) == found
