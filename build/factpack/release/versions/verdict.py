"""The number that follows a release, computed from what differs, with the rules that decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from factpack.release.index import version_number
from factpack.release.versions.diff import Diff
from factpack.release.versions.pair import Pair
from factpack.release.versions.rows import changes_table
from factpack_validators.package_yaml import read_yaml
from factpack_validators.schemas import (
    schema_dir,
    table_names,
    table_schema,
    word_columns,
)
from factpack_validators.sql import name, text_list

LEVELS = ("none", "patch", "minor", "major")
EXAMPLES = 2
"""Rows of each table that a decision names."""

MOST_EXAMPLES = 40

PARTS = ("statements", "segments", "evidence", "aliases", "rejected")
"""Tables whose rows belong to rows of others, and that nothing refers to."""

_FOLLOW = "first_published last_published status rank resolution is_preferred similarity".split()
"""Columns that follow from other rows, as counts (`n_…`) do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How high each recipe ranks a kind of difference; `said` names several of the kind."""

    name: str
    levels: Mapping[str, str]
    said: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule that applies, and what made it.

    Attributes:
        count: differences of the kind.
        examples: the first of them, such as `claims c-…` or `facts.amount`.
    """

    rule: Rule
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What number follows a release.

    Attributes:
        previous: version of the release before.
        recipe: the one that dataset.yaml chose.
        decisions: rules that apply, in the order of `schema/versioning.yaml`.
        causes: rows that differ by what changed, see `Diff.groups`.
    """

    previous: str
    recipe: str
    decisions: tuple[Decision, ...]
    causes: Mapping[str, int]

    def level(self, recipe: str | None = None) -> str:
        """The highest level of the decisions; `none` where nothing differs."""
        wanted = recipe or self.recipe
        return max(
            (d.rule.levels[wanted] for d in self.decisions), key=LEVELS.index, default="none"
        )

    def version(self, recipe: str | None = None) -> str:
        """The number that follows; that of the previous release where nothing differs."""
        return raised(self.previous, self.level(recipe))

    def refusal(self, version: str) -> str | None:
        """Why a release cannot have a number, with the rules; None where it can."""
        least = self.version()
        # Equal content may be published under a higher number, if somebody asks for it.
        if version_number(version) >= version_number(least):
            return None
        level = self.level()
        rules = "; ".join(
            f"{d.rule.name} ({d.count:,} {d.rule.said}, such as {d.examples[0]})"
            for d in self.decisions
            if d.rule.levels[self.recipe] == level
        )
        return (
            f"version {version} is too low after {self.previous}: by the "
            f"{recipes()[self.recipe]['title']} it is a {level} change, by the rule {rules}. Give "
            f"{least} or more, or `version: auto`, which computes it"
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data for the manifest."""
        return {
            "recipe": self.recipe,
            "verdicts": {
                recipe: {"level": self.level(recipe), "version": self.version(recipe)}
                for recipe in recipes()
            },
            "rules": [
                {
                    "rule": d.rule.name,
                    **d.rule.levels,
                    "count": d.count,
                    "examples": list(d.examples),
                }
                for d in self.decisions
            ],
            "causes": dict(self.causes),
        }


@cache
def _file() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml((schema_dir() / "versioning.yaml").read_text("utf-8"))
    return data


def recipes() -> Mapping[str, Mapping[str, str]]:
    """Title, address and meaning of each recipe, by name."""
    found: Mapping[str, Mapping[str, str]] = _file()["recipes"]
    return found


def default_recipe() -> str:
    """The recipe of a dataset.yaml that names none."""
    return str(_file()["default"])


@cache
def rules() -> Mapping[str, Rule]:
    """The rules of `schema/versioning.yaml` by name, in its order."""
    return {
        rule: Rule(rule, {recipe: str(given[recipe]) for recipe in recipes()}, str(given["said"]))
        for rule, given in _file()["rules"].items()
    }


def raised(version: str, level: str) -> str:
    """A version raised by a level.

    >>> raised("1.4.2", "minor"), raised("1.4.2", "major"), raised("1.4.2", "none")
    ('1.5.0', '2.0.0', '1.4.2')
    """
    major, minor, patch = version_number(version)
    return {
        "none": version,
        "patch": f"{major}.{minor}.{patch + 1}",
        "minor": f"{major}.{minor + 1}.0",
        "major": f"{major + 1}.0.0",
    }[level]


def judge(pair: Pair, diff: Diff, previous: str, recipe: str) -> Verdict:
    """The number that follows a release.

    Args:
        pair: the release before and the new one, with the tables of changes that `diff` left there.
        diff: what differs between them.
        previous: version of the release before.
        recipe: name of the recipe that counts.
    """
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for change in (*diff.schema, *diff.metadata):
        where = ".".join(part for part in (change.table, change.column) if part)
        found.setdefault(change.kind, []).append((1, (where,)))
    for table in (t.table for t in diff.tables if t.total):
        for rule, where in _rules_of_rows(table):
            n, keys = _examples(pair, table, where)
            if n:
                found.setdefault(rule, []).append((n, keys))
    decisions = tuple(
        Decision(
            rule,
            sum(n for n, _ in found[kind]),
            tuple(key for _, keys in found[kind] for key in keys)[:MOST_EXAMPLES],
        )
        for kind, rule in rules().items()
        if kind in found
    )
    return Verdict(previous, recipe, decisions, diff.groups)


def _rules_of_rows(table: str) -> Iterator[tuple[str, str]]:
    """Rules of the rows of a table, each with SQL of the changes that it speaks of."""
    yield "rows-added", "_change = 'insert'"
    yield ("parts-removed" if table in PARTS else "rows-removed"), "_change = 'delete'"
    corrected = "_change = 'update' and _cause is distinct from 'contract'"
    if table == "entities":
        combined = "list_contains(_columns, 'replaced_by')"
        yield "rows-combined", f"{corrected} and {combined}"
        corrected += f" and not {combined}"
        yield "rows-split", f"_change = 'insert' and entity_id in ({_SPLIT})"
    references = text_list(_references(table))
    follow = (
        f"list_filter(_columns, lambda c: not starts_with(c, 'n_') "
        f"and not list_contains({text_list([*_FOLLOW, *_references(table)])}, c)) = []"
    )
    only = f"list_has_all({references}, _columns)"
    yield "reference-changed", f"{corrected} and {only}"
    yield "support-changed", f"{corrected} and not {only} and {follow}"
    yield "cells-changed", f"{corrected} and not {only} and not {follow}"


_SPLIT = """select n.entity_id from mentions n join before.mentions o using (mention_id)
    where n.entity_id <> o.entity_id and o.entity_id in (select entity_id from entities)"""
"""SQL of new entities that have mentions which were of another that lives on, as `id_changes` tells
it: where none does, the entity has another identifier."""


def _references(table: str) -> list[str]:
    """Columns of a table that refer to rows of others."""
    if table not in table_names():
        return []
    schema = table_schema(table)
    return sorted({c for r in schema.get("foreignKeys", []) for c in r["fields"]})


def _examples(pair: Pair, table: str, where: str) -> tuple[int, tuple[str, ...]]:
    """How many changes of a table there are of a kind, and the first of them by key.

    What the words of an article are in a key is left out: the row may be gone because they are.
    """
    changes = changes_table(table)
    described = pair.database.execute(f"describe from {changes}").fetchall()
    words = word_columns(table) if table in table_names() else {}
    key = [c for c, *_ in described if not c.startswith("_") and c not in words]
    (total,) = pair.database.execute(f"select count(*) from {changes} where {where}").fetchall()
    text = f"concat_ws('|', {', '.join(map(name, key))})" if key else "''"
    rows = pair.database.execute(
        f"select distinct {text} from {changes} where {where} order by 1 limit {EXAMPLES}"
    ).fetchall()
    return int(total[0]), tuple(f"{table} {row[0]}".rstrip() for row in rows)
