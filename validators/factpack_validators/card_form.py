"""README.md below its metadata: the headings and commands that every card has, and no others.

Words of articles and of dataset.yaml stand in a card escaped: they begin no heading and no block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from factpack_validators.folder import parquet_file
from factpack_validators.shown import shown

HEADINGS = (
    "## What it says",
    "## Load it",
    "## How right it is",
    "## Rights and removal",
    "## Check it",
    "## Cite it",
    "## Tables and files",
)
"""Headings below the title, in their order."""

_FENCE = ("```", "~~~")
_RULE = re.compile(r"\s{0,3}(=+|-+)\s*")
_CITATION = re.compile(
    r"```bibtex\n@misc\{([^\s,]+),\n"
    r"((?:  (?:author|title|year|version|url) = \{[^\n]*\},?\n)+)\}\n```"
)


@dataclass(slots=True)
class _Parts:
    """Headings and fenced blocks of a page, and lines that make code or headings in other ways."""

    headings: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def card_problems(body: str, release: str, table: str) -> list[str]:
    r"""What is wrong with the headings and commands of a card, in words that end a sentence.

    Args:
        body: the card below its metadata.
        release: name and version, joined by a slash, as commands name the folder.
        table: that the commands load.

    >>> card_problems("# Alder\n", "alder/1.0.0", "facts")[0]
    'lacks the heading "## What it says"'
    """
    parts = _parts(body)
    titles = [h for h in parts.headings if h.startswith("# ")]
    below = [h for h in parts.headings if not h.startswith("# ")]
    problems = [f"has {len(titles)} titles"] if len(titles) != 1 else []
    problems += _differences("heading", below, HEADINGS)
    cited = [b for b in parts.blocks if b.startswith("```bibtex\n")]
    commands = [b for b in parts.blocks if b not in cited]
    problems += _differences("block of code", commands, known_commands(release, table))
    key = release.replace("/", "-")
    for block in cited:
        entry = _CITATION.fullmatch(block)
        if entry is None or entry[1] != key:
            problems.append(f"cites another work than {key}")
    problems += [f"has the line {shown(line)}, which no card has" for line in parts.odd]
    return problems


def known_commands(release: str, table: str) -> list[str]:
    """The fenced blocks of a card but for its citation, in their order."""
    return _parts(_filled("commands.md", release, table)).blocks


def recipes(release: str, table: str) -> str:
    """RECIPES.md: how to read a release with what people have; the same but for these two names."""
    return _filled("recipes.md", release, table)


def _filled(page: str, release: str, table: str) -> str:
    text = (files("factpack_validators") / "profiles" / page).read_text("utf-8")
    for name, value in (
        ("<release>", release),
        ("<table>", table),
        ("<parquet>", parquet_file(table)),
        ("<parquet of statements>", parquet_file("statements")),
    ):
        text = text.replace(name, value)
    return text


def _parts(text: str) -> _Parts:
    parts = _Parts()
    block: list[str] | None = None
    for line in text.split("\n"):
        if block is not None:
            block.append(line)
            if line == block[0][:3]:
                parts.blocks.append("\n".join(block))
                block = None
        elif line.lstrip().startswith(_FENCE):
            block = [line]
        elif line.lstrip().startswith("#"):
            parts.headings.append(line)
        elif line.startswith(("    ", "\t")) or _RULE.fullmatch(line):
            parts.odd.append(line)
    if block is not None:
        parts.blocks.append("\n".join(block))
    return parts


def _differences(what: str, given: Sequence[str], wanted: Sequence[str]) -> list[str]:
    missing = [w for w in wanted if w not in given]
    extra = [g for g in given if g not in wanted]
    if not missing and not extra and list(given) != list(wanted):
        return [f"has a {what} twice or in another order"]
    return [
        *(f"lacks the {what} {_last_line(w)}" for w in missing),
        *(f"has a {what} that no card has: {_last_line(e)}" for e in extra),
    ]


def _last_line(text: str) -> str:
    """The line that tells a block from others best: the one before the fence that ends it."""
    lines = text.split("\n")
    return shown(lines[-2] if len(lines) > 2 else lines[0])
